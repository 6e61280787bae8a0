"""Places named in real news against gold with coordinates, beside the largest namesake of every capitalised run."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from math import asin, cos, radians, sin, sqrt
from typing import Any

from bench.namesakes import read_by_namesakes
from bench.readers import VIGIE, Reader, Run, run_all
from bench.scoring.figures import SAMPLES, Figures, f1, intervals, share
from bench.shared import find_shared, load_gold, load_lines, run_yardstick, write_lines, write_predictions
from bench.wide import Cell, Interval, WideRow, WideTable

Json = dict[str, Any]
NEAR_KM = 161
QUICK = 15
NAMESAKES = Reader(
    "largest namesake",
    read_by_namesakes,
    "every run of capitalised words that is a name of Vigie's gazetteer, as its most populous place (bench/namesakes.py)",
)
_TRNEWS: tuple[tuple[str, str, float | None, float | None], ...] = (
    ("places found, F1", "found_F1", 0.65, 0.85),
    ("places found, precision", "found_P", None, None),
    ("places found, recall", "found_R", None, None),
    ("the same place, of those found", "same", 0.70, 0.85),
    (f"within {NEAR_KM} km, of those given as a point", "near161", 0.78, 0.92),
)
_GEOVIRUS = (("geo_geovirus: places found, F1", "found_F1"), (f"geo_geovirus: within {NEAR_KM} km", "near161"))
Scored = tuple[Json, dict[str, Interval]]


def measure_places(*, quick: bool) -> list[WideTable]:
    """Return the table of geo_trnews, and of geo_geovirus what can be said without its demonyms and numbers."""
    gold, runs, scored = _score("geo_trnews.jsonl", quick)
    table = WideTable("Places named in news (geo_trnews)", list(runs))
    for what, key, floor, aim in _TRNEWS:
        table.rows.append(_row(what, key, scored, floor, aim))
    pinned = [Cell(score["centroids"]) for score, _ in scored]
    table.rows.append(WideRow("countries given as a point", pinned, 0, 0, form="{:.0f}", less=True))
    points = [Cell(score["near_n"]) for score, _ in scored]
    table.rows.append(WideRow("found ones given as a point", points, form="{:,.0f}"))
    table.rows.append(WideRow("words a second", [Cell(run.speed) for run in runs.values()], form="{:,.0f}"))
    others, _, scored = _score("geo_geovirus.jsonl", quick)
    table.rows += [_row(what, key, scored, None, None) for what, key in _GEOVIRUS]
    table.notes = [
        f"{len(gold)} articles of geo_trnews and {len(others)} of geo_geovirus; in brackets the middle 95 % of {SAMPLES}"
        " draws of as many articles.",
        "The gold of geo_trnews holds demonyms (\"Turkish\"), that of geo_geovirus does not and has no GeoNames numbers.",
        f"{NAMESAKES.name}: {NAMESAKES.what}.",
    ]  # fmt: skip
    return [table]


def _score(name: str, quick: bool) -> tuple[list[Json], dict[str, Run], list[Scored]]:
    gold = load_gold(name)
    gold = gold[:QUICK] if quick else gold
    path = write_lines(f"gold-{name}", gold) if quick else find_shared() / "gold" / name
    runs = run_all(gold, "en", [VIGIE, NAMESAKES])
    scored = []
    for run in runs.values():
        predicted = write_predictions("places", "places", run.readings)
        found = load_lines(predicted)
        counts = [count_places(g["places"], p["places"]) for g, p in zip(gold, found, strict=True)]
        scored.append(
            (json.loads(run_yardstick("score_places.py", path, predicted)), intervals(counts, make=place_figures))
        )
    return gold, runs, scored


def _row(what: str, key: str, scored: Sequence[Scored], floor: float | None, aim: float | None) -> WideRow:
    return WideRow(what, [Cell(score[key], spread.get(key)) for score, spread in scored], floor, aim, form="{:.2f}")


def count_places(gold: Sequence[Json], found: Sequence[Json]) -> Counter[str]:
    """Return what one article has right, counted as the yardstick counts (score_places.py), for intervals."""
    counts = Counter(wanted=len(gold), found=len(found))
    free = list(found)
    for wanted in gold:
        place = next((p for p in free if p["span"][0] < wanted["end"] and wanted["start"] < p["span"][1]), None)
        if place is None:
            continue
        free.remove(place)
        counts["hit"] += 1
        if wanted.get("geonameid"):
            counts["numbered"] += 1
            counts["same"] += str(place.get("geonameid")) == str(wanted["geonameid"])
        if wanted.get("lat") is not None and place.get("precision") in ("city", "region", "point"):
            counts["pointed"] += 1
            counts["near"] += place.get("lat") is not None and find_km(wanted, place) <= NEAR_KM
    return counts


def place_figures(counts: Mapping[str, int]) -> Figures:
    """Return the figures under the yardstick's names."""
    precision = share(counts.get("hit", 0), counts.get("found", 0))
    recall = share(counts.get("hit", 0), counts.get("wanted", 0))
    return {
        "found_P": precision,
        "found_R": recall,
        "found_F1": f1(precision, recall),
        "same": share(counts.get("same", 0), counts.get("numbered", 0)),
        "near161": share(counts.get("near", 0), counts.get("pointed", 0)),
    }


def find_km(a: Json, b: Json) -> float:
    """Return the great-circle distance of two points.

    >>> paris, london = {"lat": 48.857, "lon": 2.352}, {"lat": 51.507, "lon": -0.128}
    >>> round(find_km(paris, london))
    343
    """
    north, south, east, west = map(radians, (a["lat"], b["lat"], a["lon"], b["lon"]))
    half = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin((west - east) / 2) ** 2
    return 12742 * asin(min(1, sqrt(half)))
