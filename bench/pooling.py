"""Pooled human forecasts against what came: one forecaster, the plain mean, and our pool, question by question the same.

The yardstick `aggregate.py` loads the same files in the same way and has more rules; this measures the product's own
functions. Fitted exponents are fitted on other questions only, in ten parts.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.shared import NoShared, find_shared
from bench.table import Row, Table
from vigie.assess.pool import CLIP, Exponent, fit_exponent, pool
from vigie.assess.scores import bootstrap, score_brier, score_ece, score_log

PARTS, LEAST = 10, 5
ROUNDS = 2000


@dataclass(frozen=True, slots=True)
class Panel:
    """One question: its name, the last number of each forecaster, and whether it came true."""

    question: str
    said: tuple[float, ...]
    came: int


def measure_pooling(*, quick: bool = False) -> list[Table]:
    """Return one table a set of forecasts; there is nothing to leave out when `quick`."""
    folder = find_shared() / "assess" / "forecasts"
    if not folder.is_dir():
        raise NoShared(f"{folder}: this measure is made with the forecasts in it")
    return [_make_table(name, load(folder)) for name, load in SETS.items()]


def load_professionals(folder: Path) -> list[Panel]:
    """Return the professional forecasters' questions: numbers at the moment that was scored, three tournaments."""
    rows: list[tuple[str, str, float, int]] = []
    for quarter in ("q3_2024", "q4_2024"):
        for row in _read(folder / f"metaculus_pros_{quarter}.csv"):
            if row["score_type"] == "spot_baseline" and row["resolution"] in ("yes", "no") and row["score"]:
                on_what_came, came = 2.0 ** (float(row["score"]) / 100 - 1), int(row["resolution"] == "yes")
                said = on_what_came if came else 1 - on_what_came
                rows.append((f"{quarter}/{row['question_id']}", row["forecaster"], said, came))
    rows += _load_first_quarter(folder / "metaculus_pro_q1_2025.csv")
    return _group(rows, least=1)


def _load_first_quarter(path: Path) -> Iterator[tuple[str, str, float, int]]:
    held = [row for row in _read(path) if row["type"] == "binary" and row["resolution"] in ("yes", "no")]
    for row in sorted(held, key=lambda r: r["forecast_timestamp"]):
        if row["probability_yes"] and row["forecast_timestamp"] <= (
            row["spot_scoring_time"] or row["actual_close_time"]
        ):
            came = int(row["resolution"] == "yes")
            yield f"q1/{row['question_id']}", row["forecaster"], float(row["probability_yes"]), came


def load_crowd(folder: Path) -> list[Panel]:
    """Return the questions of a tournament's first year: everybody's first number, the earliest and hardest."""
    held = {
        r["ifp_id"]: r for r in reversed(list(_read(folder / "gjp_ifps.csv", "latin-1"))) if r["q_status"] == "closed"
    }
    first: dict[tuple[str, str, str], str] = {}
    for row in sorted(_read(folder / "gjp_mini_yr1.csv"), key=lambda r: r["timestamp"]):
        named = held.get(row["ifp_id"])
        if named is None or (int(named["n_opts"]) <= 2 and row["answer_option"] != "a"):
            continue
        first.setdefault((row["ifp_id"], row["answer_option"], row["user_id"]), row["value"])
    rows = [
        (question + option, user, float(said), int(held[question]["outcome"] == option))
        for (question, option, user), said in first.items()
        if said not in ("", "NA")
    ]
    return _group(rows, least=1)


def load_public(folder: Path) -> list[Panel]:
    """Return a public site's questions with five forecasters at least, everybody's last number."""
    with zipfile.ZipFile(folder / "pb_public.zip").open("public.csv") as stream:
        held = list(csv.DictReader(io.TextIOWrapper(stream, encoding="utf-8")))
    rows = [
        (row["question_id"], row["user_id"], float(row["probability"]), int(float(row["outcome"])))
        for row in sorted(held, key=lambda r: r["timestamp"])
        if row["probability"] and row["outcome"] in ("0", "1", "0.0", "1.0") and row["answer_option"] in ("1", "1.0")
    ]
    return _group(rows, least=LEAST)


SETS: dict[str, Callable[[Path], list[Panel]]] = {
    "professional forecasters": load_professionals,
    "tournament, first forecasts": load_crowd,
    "public site, five forecasters or more": load_public,
}


def _read(path: Path, encoding: str = "utf-8") -> Iterator[dict[str, str]]:
    if not path.is_file():
        raise NoShared(f"{path}: missing; it is what this measure is made with")
    with path.open(encoding=encoding, newline="") as stream:
        yield from csv.DictReader(stream)


def _group(rows: Iterable[tuple[str, str, float, int]], *, least: int) -> list[Panel]:
    """Return the questions by name, each forecaster with the last number."""
    held: dict[str, tuple[dict[str, float], int]] = {}
    for question, forecaster, said, came in rows:
        held.setdefault(question, ({}, came))[0][forecaster] = said
    return [Panel(q, tuple(said.values()), came) for q, (said, came) in sorted(held.items()) if len(said) >= least]


def fit_elsewhere(panels: list[Panel]) -> list[Exponent]:
    """Return for each question the exponent that the other parts of the questions give."""
    part = np.arange(len(panels)) % PARTS
    found = [
        fit_exponent(
            [p.said for p, at in zip(panels, part, strict=True) if at != k],
            [p.came for p, at in zip(panels, part, strict=True) if at != k],
        )
        for k in range(PARTS)
    ]
    return [found[k] for k in part]


def _make_table(name: str, panels: list[Panel]) -> Table:
    came = [p.came for p in panels]
    single = np.array([np.mean((np.clip(p.said, CLIP, 1 - CLIP) - p.came) ** 2) for p in panels])
    ways = {
        "mean": [float(np.mean(p.said)) for p in panels],
        "ours, exponent 1": [pool(p.said).probability for p in panels],
        "ours, fitted and shrunk": [
            pool(p.said, exponent=e).probability for p, e in zip(panels, fit_elsewhere(panels), strict=True)
        ],
    }
    mean = ways["mean"]
    rows = [Row("single forecaster (expected): Brier", float(single.mean()), score_brier(mean, came), form="{:.4f}")]
    for way, said in ways.items():
        if way != "mean":
            rows += [
                Row(f"{way}: Brier", score_brier(said, came), score_brier(mean, came), form="{:.4f}", less=True),
                Row(
                    f"{way}: log", score_log(_clip(said), came), score_log(_clip(mean), came), form="{:.4f}", less=True
                ),
                Row(
                    f"{way}: calibration error", score_ece(said, came), score_ece(mean, came), form="{:.4f}", less=True
                ),
            ]
    whole = fit_exponent([p.said for p in panels], came, rng=np.random.default_rng(1))
    return Table(f"Pooling: {name}", "the plain mean of the same numbers", rows, _notes(panels, ways, whole))


def _clip(said: list[float]) -> np.ndarray:
    return np.clip(said, CLIP, 1 - CLIP)


def _notes(panels: list[Panel], ways: dict[str, list[float]], whole: Exponent) -> list[str]:
    came, mean = np.array([p.came for p in panels]), np.array(ways["mean"])
    notes = [
        f"{len(panels)} questions, {sum(len(p.said) for p in panels)} numbers, {came.mean():.0%} came true; "
        f"{sum(len(p.said) < 3 for p in panels)} questions with fewer than three judges."
    ]
    for way in ("ours, exponent 1", "ours, fitted and shrunk"):
        gain = bootstrap(
            lambda ours, theirs: float((ours - theirs).mean()), (np.array(ways[way]) - came) ** 2, (mean - came) ** 2,
            rng=np.random.default_rng(1), rounds=ROUNDS,
        )  # fmt: skip
        notes.append(f"{way} against the mean, Brier: {gain.value:+.4f} [{gain.low:+.4f}, {gain.high:+.4f}].")
    if whole.fitted is not None:
        notes.append(
            f"Exponent on all of them: {whole.fitted:.2f} fitted, {whole.value:.2f} after shrinking"
            f" [{whole.low:.2f}, {whole.high:.2f}]; each question was pooled with one that other questions gave."
        )
    else:
        notes.append(f"Only {len(panels)} questions: below 100 the exponent is 1, and nothing is fitted.")
    return notes
