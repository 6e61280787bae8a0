"""Tellings of the corpus's forty invented stories: whether those of one story meet, in a ledger, across languages.

Every telling is read, filed and grouped as a watch does it, in the order in which it was published. It is done twice:
as dated, and *crowded*, all stories moved into the same three days among the corpus's train texts, each of which is a
story of its own. The second asks more, since dates part no stories there.

Rules and weights may be made on the stories of odd number alone; those of even number only say how good they are.
"""

from __future__ import annotations

import argparse
import datetime as dt
import math
import re
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import yaml

from bench.shared import ROOT
from bench.wide import Cell, WideRow, WideTable
from training.corpus.check import strip_heading
from training.corpus.lines import load_file
from vigie.model import Document, Reading
from vigie.read import read_document
from vigie.store import Origin, open_ledger
from vigie.text.fold import fold
from vigie.watch.link.group import group_new, make_index

CORPUS = ROOT / "corpus"
FLOOR, AIM = 0.75, 0.88
ROUNDS = 2000
CROWDED = dt.datetime(2034, 6, 5, 6, tzinfo=dt.UTC)
DAYS = 3
FEWEST_LETTERS = 4
BARS = tuple(n / 100 for n in range(2, 96))
_WORD = re.compile(r"[^\W\d_]+|\d+")
Clusters = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Telling:
    """One report: its story (its own id where it belongs to none of the forty), and what a feed says of it."""

    id: str
    story: str
    outlet: str
    lang: str
    title: str
    text: str
    published: dt.datetime
    translated: bool = False

    @property
    def is_single(self) -> bool:
        """Return whether the report is there to be met by no other."""
        return self.id == self.story


def load_tellings(folder: Path = CORPUS / "stories") -> list[Telling]:
    """Return the tellings of all stories without their headings, in the order in which they were published."""
    found = []
    for path in sorted(folder.glob("*.yaml")):
        story = yaml.safe_load(path.read_text(encoding="utf-8"))
        found += [
            Telling(
                id=t["id"], story=story["story"], outlet=t["outlet"], lang=t["lang"], title=t["title"],
                text=strip_heading(t["text"]).strip(), translated=t["translated"] == "yes",
                published=dt.datetime.fromisoformat(t["published"]),
            )
            for t in story["tellings"]
        ]  # fmt: skip
    return sorted(found, key=lambda t: (t.published, t.id))


def load_singles(folder: Path = CORPUS / "train") -> list[Telling]:
    """Return the texts of the corpus's train split, each a story of its own, spread over the crowded days."""
    paths = sorted(folder.glob("*.gold"))
    step = dt.timedelta(days=DAYS) / max(1, len(paths))
    found = []
    for n, path in enumerate(paths):
        text = strip_heading(load_file(path).text).strip()
        title = text.split("\n", 1)[0]
        found.append(Telling(path.stem, path.stem, f"single {n}", path.stem[:2], title, text, CROWDED + n * step))
    return found


def crowd(tellings: Sequence[Telling]) -> list[Telling]:
    """Return the tellings with every story moved into the same three days; hours between tellings stay."""
    first: dict[str, dt.datetime] = {}
    for one in tellings:
        first.setdefault(one.story, one.published)
    step = dt.timedelta(days=DAYS) / max(1, len(first))
    start = {story: CROWDED + n * step for n, story in enumerate(sorted(first, key=lambda s: s[::-1]))}
    return [replace(t, published=t.published - first[t.story] + start[t.story]) for t in tellings]


def read(one: Telling) -> Reading:
    """Return the reading of a report as a watch reads it."""
    address = f"https://{re.sub(r'[^a-z]+', '-', one.outlet.lower())}.example/{one.id}"
    return read_document(Document(address, one.text, one.lang, one.title, one.published.isoformat(), "exercise"), None)


def group_by_vigie(tellings: Sequence[Telling]) -> tuple[dict[str, str], float, float]:
    """Return the story that a ledger gives each report, and the seconds for reading and for filing with grouping."""
    tellings = sorted(tellings, key=lambda t: (t.published, t.id))
    begun = time.process_time()
    readings = [read(one) for one in tellings]
    seconds = time.process_time() - begun
    begun = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tellings.vigie"
        with open_ledger(path, realm="exercise", create=True, now=tellings[0].published) as ledger:
            index, keys = make_index(), {}
            for one, reading in zip(tellings, readings, strict=True):
                origin = Origin(one.outlet, reading.document.id, one.published)
                keys[one.id] = ledger.append_reading(reading, now=one.published, origin=origin).document
                group_new(ledger, index, now=one.published)
            groups = ledger.groupings()
    return {id: groups[key].story for id, key in keys.items()}, seconds, time.process_time() - begun


def score_each(found: Clusters, story: Clusters) -> dict[str, tuple[float, float]]:
    """Return the B-cubed precision and recall of every report.

    For a report e with C(e) the reports put together with it and L(e) those of its story, e among both:

        precision(e) = |C(e) ∩ L(e)| / |C(e)|        recall(e) = |C(e) ∩ L(e)| / |L(e)|

    Precision and recall of a set are the means over its reports, F1 = 2 P R / (P + R) of these means. Bagga & Baldwin
    (1998), "Entity-Based Cross-Document Coreferencing Using the Vector Space Model", COLING-ACL, 79-85.
    """
    both = Counter((found[e], story[e]) for e in story)
    in_cluster, in_story = Counter(found[e] for e in story), Counter(story.values())
    return {
        e: (both[found[e], s] / in_cluster[found[e]], both[found[e], s] / in_story[s]) for e, s in story.items()
    }  # fmt: skip


def find_f1(precision: float, recall: float) -> float:
    """Return their harmonic mean, 0 when both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
