"""The desk on a large ledger: how long the server takes for searches and filtered pages, as known now and then.

    python -m bench.desk [--statements 300000] [--ledger build/desk.vigie]

The ledger is synthetic, made once and kept: texts of twenty statements of our own, over three years. A request is timed
in the process of the desk, from its first line to the last byte of its answer, each address once after others like it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.table import Row, Table
from vigie.model import Document, Event, EventPlace, Reading, Span, Speaker, Statement
from vigie.store import Ledger, Origin, Source, Stamp, open_ledger

LEDGER = Path("build/desk.vigie")
STATEMENTS, PER_TEXT = 300_000, 20
START = dt.datetime(2029, 1, 1, tzinfo=dt.UTC)
DAYS = 1095
STAMP = Stamp("0.2.0+bbbbbbbbbbbb", "en-222222222222")
FLOOR, AIM = 300, 80
_FIRST = "Ida Kjell Marja Oskar Vera Nils Élodie Tomas Hanne Petra Jonas Sigrid Lasse Mira Anton".split()
_LAST = "Brenn Marn Arden Salo Lind Tollan Okar Vessel Dastel Ormund Fjeld Karrin Nord Hale Rovik Steen".split()
_THINGS = (
    "harbour bridge convoy airfield garrison pipeline ferry checkpoint radar depot brigade submarine reactor".split()
)
_PLACES = "north south east west upper lower old new inner outer".split()
_DOINGS = (
    "was quiet", "would be closed", "had not moved", "will be defended", "could be reopened", "lies empty", "may be struck",
    "is on alert", "was reinforced", "has been shelled", "stays as it was",
)  # fmt: skip
_MODALITIES = ("assertion", "assertion", "assertion", "threat", "warning", "denial", "reassurance", "prediction")
_ACTS = (
    ("ASSAULT", "shelling", 4),
    ("MOBILIZE", "exercise", 4),
    ("MOBILIZE", "troop_movement", 4),
    ("CONSULT", None, 1),
)
_COUNTRIES = ("OST", "VEL", "BRU", "NOR", "DNK", "FIN")


def make_text(number: int, rng: random.Random) -> Reading:
    """Return the reading of one text with twenty statements and two events, each on its words."""
    text, made, events = f"EXERCISE\n\nReport {number} from sector {number % 997}.\n", [], []
    for n in range(PER_TEXT):
        name = f"{rng.choice(_FIRST)} {rng.choice(_LAST)}"
        said = f"the {rng.choice(_PLACES)} {rng.choice(_THINGS)} {rng.randrange(400)} {rng.choice(_DOINGS)}"
        text += f"{name} said that {said}. "
        start = len(text) - 2 - len(said)
        made.append(
            Statement(
                f"s{n}", "indirect", (Span(start, start + len(said)),), (Span(start - 10, start - 6),),
                (Span(start - 11 - len(name), start - 11),),
                Speaker(name, None, "mayor", rng.choice(_COUNTRIES), (), 0.9), (rng.choice(_MODALITIES),),
                negative_evidence="no_change" if said.endswith("as it was") else None, confidence=0.8,
            )
        )  # fmt: skip
    for n in range(2):
        kind, own, quad = rng.choice(_ACTS)
        town = f"{rng.choice(_PLACES).title()}town"
        words = f"A {rng.choice(_THINGS)} unit acted near {town}. "
        text += words
        span = (Span(len(text) - len(words), len(text) - 2),)
        place = EventPlace(
            Span(len(text) - 2 - len(town), len(text) - 2), town, rng.choice(_COUNTRIES), 55 + n, 10.0 + n, "city"
        )
        events.append(Event(f"v{n}", kind, span, span, own, quad=quad, place=place, confidence=0.7))
    day = (START + dt.timedelta(days=number * DAYS // (STATEMENTS // PER_TEXT))).date().isoformat()
    document = Document(f"report-{number}", text, "en", f"Report {number}", day, "exercise")
    return Reading(document, statements=tuple(made), events=tuple(events))


def make_ledger(path: Path, statements: int) -> None:
    """Return nothing; write the ledger, saying how far it is. A file that is there already is gone on with."""
    path.parent.mkdir(parents=True, exist_ok=True)
    begin = time.perf_counter()
    with open_ledger(path, realm="exercise", create=True, now=START, wait=30.0) as ledger:
        have = ledger.sizes().rows["documents"]
        for n in range(8):
            ledger.append_source(Source(f"source-{n}", f"Source {n}", "rss", reliability="B"), now=START)
        for number in range(have, statements // PER_TEXT):
            at = START + dt.timedelta(minutes=number * DAYS * 1440 // (STATEMENTS // PER_TEXT))
            reading = make_text(number, random.Random(f"desk/{number}"))
            ledger.append_reading(reading, now=at, stamp=STAMP, origin=Origin(f"source-{number % 8}", None, at))
            if number % 500 == 499:
                print(
                    f"\r{(number + 1) * PER_TEXT:,} statements, {time.perf_counter() - begin:.0f} s", end="", flush=True
                )
    print()


def find_requests(ledger: Ledger, rng: random.Random) -> Iterator[str]:
    """Yield the addresses: words rare and common, every filter, pages far in, records, and all of it as known then."""
    now = [*_find_words(rng), *_find_filters(rng)]
    yield from now
    for n, path in enumerate(now):
        at = (START + dt.timedelta(days=(90, 500, 900, 1080)[n % 4])).date()
        yield f"{path}&at={at}T10:00"
    for statement in ledger.statements(limit=400)[::40]:
        yield f"/record/{statement.key}"
        yield f"/document/{statement.document}"


def _find_words(rng: random.Random) -> list[str]:
    words = [
        "harbour", "submarine 77", '"old bridge"', "convoy -alert", "reacto*", "brigade OR depot", "sector", "struck", "report 1234",
        "mayor", f"{rng.choice(_THINGS)} {rng.randrange(400)}", "xylophone",
    ]  # fmt: skip
    found = [f"/ledger?q={w}" for w in words]
    found += [f"/ledger?q={w}&modality=threat" for w in words[:5]] + [
        f"/ledger?q={w}&from=2031-06-01" for w in words[:3]
    ]
    return found + [
        f"/ledger?what={kind}&q={w}"
        for kind in ("event", "document")
        for w in ("harbour", "unit", "sector 99", "quiet")
    ]


def _find_filters(rng: random.Random) -> list[str]:
    name = f"{rng.choice(_FIRST)} {rng.choice(_LAST)}"
    return [
        "/ledger?page=1", "/ledger?page=25", "/ledger?modality=threat", "/ledger?modality=denial&page=10", "/ledger?seen=no_change",
        f"/ledger?speaker={name}", f"/ledger?speaker={_LAST[0]}", "/ledger?country=OST", "/ledger?country=OST&modality=warning",
        "/ledger?source=source-3", "/ledger?from=2030-03-01&to=2030-03-07", "/ledger?to=2029-02-01", "/ledger?from=2031-12-01",
        f"/ledger?speaker={_LAST[3]}&modality=threat&from=2030-01-01", "/ledger?what=event&type=exercise",
        "/ledger?what=event&type=ASSAULT&country=VEL", "/ledger?what=event&status=past&page=5", "/ledger?what=event&from=2031-06-01",
        "/ledger?what=document&page=1", "/ledger?what=document&source=source-5", "/ledger?what=document&from=2030-01-01&to=2030-02-01",
        f"/speakers?name={name}", f"/speakers?name={_FIRST[2]} {_LAST[2]}&page=2", "/ledger?what=document&page=30",
    ]  # fmt: skip


def measure(path: Path) -> list[tuple[str, float]]:
    """Return the seconds that each request took."""
    from fastapi.testclient import TestClient

    from vigie.desk import Settings, make_app

    end = START + dt.timedelta(days=DAYS)
    settings = Settings(path=path, now=lambda: end, secret=b"0" * 32, wait=0.0)
    client: Any = TestClient(make_app(settings), base_url="http://127.0.0.1:8321", follow_redirects=False)
    with open_ledger(path) as ledger:
        requests = list(find_requests(ledger, random.Random("desk/requests")))
    began = time.perf_counter()
    client.get("/map/data.json")  # the board begins; pages do not wait for it
    while client.get("/map/data.json").status_code == 202:
        time.sleep(0.5)
    print(
        f"what the watch finds in the last 120 days: ready after {time.perf_counter() - began:.1f} s, beside the pages"
    )
    for warm in ("/ledger?q=quiet", "/ledger?modality=threat", "/ledger?what=event", "/ledger?what=document"):
        client.get(warm)
    taken = []
    for request in requests:
        start = time.perf_counter()
        answer = client.get(request)
        taken.append((request, time.perf_counter() - start))
        assert answer.status_code == 200, (request, answer.status_code)
    return taken


def find_p95(seconds: list[float]) -> float:
    """Return the smallest time within which 95 of a hundred requests were answered.

    >>> find_p95([n / 100 for n in range(1, 101)])
    0.95
    """
    return sorted(seconds)[max(0, -(-95 * len(seconds) // 100) - 1)]


def measure_desk(*, quick: bool = False) -> list[Table]:
    """Return the server's times in milliseconds; quick on a tenth of the ledger."""
    statements = STATEMENTS // 10 if quick else STATEMENTS
    path = LEDGER.with_name(f"desk-{statements}.vigie")
    make_ledger(path, statements)
    return [tabulate(measure(path), statements)]


def tabulate(taken: list[tuple[str, float]], statements: int) -> Table:
    """Return the table of a run, with the slowest requests as notes."""
    parts = {
        "all": taken, "as known now": [t for t in taken if "at=" not in t[0]], "as known then": [t for t in taken if "at=" in t[0]],
    }  # fmt: skip
    rows = []
    for name, part in parts.items():
        seconds = [s for _, s in part]
        rows.append(
            Row(f"{name}, {len(part)} requests: p50", statistics.median(seconds) * 1000, form="{:.0f}", less=True)
        )
        rows.append(Row(f"{name}: p95", find_p95(seconds) * 1000, floor=FLOOR, aim=AIM, form="{:.0f}", less=True))
    slowest = sorted(taken, key=lambda t: -t[1])[:8]
    notes = [f"{s * 1000:.0f} ms  {request}" for request, s in slowest]
    return Table(f"Desk: server time in ms on {statements:,} synthetic statements", "–", rows, ["The slowest:", *notes])


def main() -> None:
    """Return nothing; make the ledger where it is missing, and measure."""
    parser = argparse.ArgumentParser(prog="python -m bench.desk", description=__doc__)
    parser.add_argument("--statements", type=int, default=STATEMENTS)
    parser.add_argument("--ledger", type=Path, default=LEDGER)
    options = parser.parse_args()
    make_ledger(options.ledger, options.statements)
    print("\n".join(tabulate(measure(options.ledger), options.statements).lines()))


if __name__ == "__main__":
    main()
