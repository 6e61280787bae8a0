"""Tellings of the corpus's forty invented stories: whether those of one story meet, in a ledger, across languages.

Every telling is read, filed and grouped as a watch does it, in the order in which it was published. It is done twice:
as dated, and *crowded*, all stories moved into the same three days among the corpus's train texts, each of which is a
story of its own. The second asks more, since dates part no stories there: some are of one kind of event in one town.

Rules and weights may be made on the stories of odd number alone; those of even number only say how good they are.
"""

from __future__ import annotations

import datetime as dt
import re
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import yaml

from bench.shared import ROOT
from bench.stories import TfIdf
from bench.wide import Cell, Interval, WideRow, WideTable
from training.corpus.check import strip_heading
from training.corpus.lines import load_file
from vigie.model import Document, Reading
from vigie.read import read_document
from vigie.store import Origin, open_ledger
from vigie.text.fold import fold
from vigie.watch.link.group import group_new, make_index
from vigie.watch.link.piece import Piece

CORPUS = ROOT / "corpus"
FLOOR, AIM = 0.75, 0.88
ROUNDS = 2000
CROWDED = dt.datetime(2034, 6, 5, 6, tzinfo=dt.UTC)
DAYS = 3
APART = dt.timedelta(days=3)
"""Rivals that compare texts do so with what was published at most so long before; dates are no secret to them."""
LETTERS = 4
BARS = tuple(n / 100 for n in range(2, 96))
_WORD = re.compile(r"[^\W\d_]+|\d+")
Clusters = Mapping[str, str]
Scores = Mapping[str, tuple[float, float]]
Vector = npt.NDArray[np.float64]
Likeness = Callable[[Sequence["Telling"]], Callable[[str, str], float]]


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
    def is_odd(self) -> bool:
        """Return whether the story is one of those that rules and weights may be made on."""
        return not self.is_single and int(self.story[-2:]) % 2 == 1

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


def score_each(found: Clusters, story: Clusters) -> Scores:
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


def score_part(part: Sequence[Telling], each: Scores) -> tuple[float, float, float]:
    """Return precision, recall and F1 over some of the reports."""
    p, r = (float(np.mean([each[t.id][n] for t in part])) for n in (0, 1))
    return p, r, find_f1(p, r)


def find_interval(part: Sequence[Telling], each: Scores) -> Interval:
    """Return the middle 95 % of F1 when the stories are drawn anew, each with all its tellings as they were grouped."""
    sums: dict[str, Vector] = {}
    for one in part:
        sums[one.story] = sums.get(one.story, np.zeros(3)) + np.array([*each[one.id], 1.0])
    rows = np.array([sums[story] for story in sorted(sums)])
    drawn = np.random.default_rng(1).integers(0, len(rows), (ROUNDS, len(rows)))
    values = [find_f1(p / n, r / n) for p, r, n in rows[drawn].sum(axis=1)]
    return float(np.percentile(values, 2.5)), float(np.percentile(values, 97.5))


def group_alone(tellings: Sequence[Telling]) -> dict[str, str]:
    """Return every report as a story of its own."""
    return {t.id: t.id for t in tellings}


def group_by_day(tellings: Sequence[Telling]) -> dict[str, str]:
    """Return everything of one day as one story."""
    return {t.id: t.published.date().isoformat() for t in tellings}


def compare_titles(tellings: Sequence[Telling]) -> Callable[[str, str], float]:
    """Return the share of the words of four letters and more that two titles have in common, of all in both."""
    words = {t.id: {w for w in _WORD.findall(fold(t.title)) if len(w) >= LETTERS} for t in tellings}
    return lambda a, b: len(words[a] & words[b]) / max(1, len(words[a] | words[b]))


def compare_texts(tellings: Sequence[Telling], size: int | None = None) -> Callable[[str, str], float]:
    """Return the TF-IDF cosine of title and text, how rare words are being learned from all reports at once."""
    pieces = [Piece(key=t.id, text=t.text, title=t.title, known=t.published.isoformat()) for t in tellings]
    vectors = TfIdf(pieces, size).find_vectors(pieces)
    return lambda a, b: sum(x * vectors[b].get(w, 0.0) for w, x in vectors[a].items())


def group_by(tellings: Sequence[Telling], likeness: Likeness) -> tuple[dict[str, str], float]:
    """Return the stories when each report joins the earlier one most like it, and the bar, best on odd stories."""
    tellings = sorted(tellings, key=lambda t: (t.published, t.id))
    compare, met = likeness(tellings), dict[str, tuple[float, str]]()
    for n, one in enumerate(tellings):
        before = [t for t in tellings[:n] if one.published - t.published <= APART]
        met[one.id] = max(((compare(one.id, t.id), t.id) for t in before), default=(0.0, ""))
    odd = [t for t in tellings if t.is_odd]
    story = {t.id: t.story for t in tellings}
    best = max(BARS, key=lambda bar: score_part(odd, score_each(join(met, bar), story))[2])
    return join(met, best), best


def join(met: Mapping[str, tuple[float, str]], bar: float) -> dict[str, str]:
    """Return the story of each report: that of the report it is most like, if by the bar or more, else its own."""
    found: dict[str, str] = {}
    for one, (likeness, other) in met.items():
        found[one] = found[other] if other and likeness >= bar else one
    return found


RIVALS: dict[str, Likeness] = {
    "titles' words": compare_titles,
    "TF-IDF, words": compare_texts,
    "TF-IDF, threes": lambda tellings: compare_texts(tellings, 3),
}


def measure_tellings(*, quick: bool = False) -> list[WideTable]:
    """Return the tables of the stories as dated, and crowded; there is nothing to leave out when `quick`."""
    tellings = load_tellings()
    return [
        _make_table("The forty stories, as dated", tellings),
        _make_table("The forty stories, crowded into three days among train texts", crowd(tellings) + load_singles()),
    ]


def _make_table(title: str, tellings: Sequence[Telling]) -> WideTable:
    found, reading, filing = group_by_vigie(tellings)
    rivals = {name: group_by(tellings, likeness) for name, likeness in RIVALS.items()}
    groups = [found, group_alone(tellings), group_by_day(tellings), *(clusters for clusters, _ in rivals.values())]
    story = {t.id: t.story for t in tellings}
    table = WideTable(title, ["Vigie", "each alone", "one day together", *rivals])
    for what, part in _find_parts(tellings).items():
        table.rows += _make_rows(f"{what}, {len(part)}", part, [score_each(g, story) for g in groups])
    for what, seconds in (("read", reading), ("filed and grouped", filing)):
        cells = [Cell(len(tellings) / seconds), *(Cell() for _ in groups[1:])]
        table.rows.append(WideRow(f"reports/s, {what}", cells, form="{:.0f}"))
    table.notes += _make_notes(tellings, {name: bar for name, (_, bar) in rivals.items()})
    return table


def _find_parts(tellings: Sequence[Telling]) -> dict[str, list[Telling]]:
    told = [t for t in tellings if not t.is_single]
    return {
        "all tellings": told,
        "those of even number": [t for t in told if not t.is_odd],
        "those of odd number": [t for t in told if t.is_odd],
    }


def _make_rows(what: str, part: Sequence[Telling], scores: Sequence[Scores]) -> list[WideRow]:
    rows = [score_part(part, each) for each in scores]
    f1 = [Cell(row[2], find_interval(part, each)) for row, each in zip(rows, scores, strict=True)]
    return [
        WideRow(f"{what}: precision", [Cell(row[0]) for row in rows], form="{:.3f}"),
        WideRow(f"{what}: recall", [Cell(row[1]) for row in rows], form="{:.3f}"),
        WideRow(f"{what}: F1", f1, FLOOR, AIM, form="{:.3f}"),
    ]


def _make_notes(tellings: Sequence[Telling], bars: Mapping[str, float]) -> list[str]:
    singles = sum(t.is_single for t in tellings)
    notes = [
        "B-cubed (Bagga & Baldwin 1998): a report's precision is the share of what was put with it that is of its story, its"
        " recall the share of its story that was put with it. Means over the tellings; intervals over stories.",
        "Vigie's words, weights and bar were made with the stories of odd number in view; of the others no text was read.",
        f"Rivals join a report to the earlier one most like it, three days apart at most, from a bar that is best for their F1"
        f" on the odd stories: {', '.join(f'{name} {bar:.2f}' for name, bar in bars.items())}.",
    ]  # fmt: skip
    if singles:
        notes.append(f"{singles} train texts lie among the tellings; they count only where one is put with a telling.")
    return notes
