"""Whether every indicator fires on its match and is silent on its skip, read by the whole chain: reader and signals.

An example is one text or several, divided by lines of `===`, each from an outlet of its own. Behind the `===` may stand
`copy` (the text is a copy of the one before) or `+2d` (it is of two days later). What no text can raise, an alarm of
the baselines or a fault of a source, is given as the signal: `signal alarm acts_pair ISL IRL`.
"""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from vigie.assess.evidence.index import Index
from vigie.assess.evidence.pieces import find_confirmed, find_pieces
from vigie.assess.problems import Indicator, Problem, fill_roles
from vigie.model import Document, Reading
from vigie.model.signal import Grouping, Signal
from vigie.read import read_document
from vigie.store import Ledger, Origin, open_ledger
from vigie.watch.signals.find import find_signals
from vigie.watch.view import Texts, View, load_view

FIRST = dt.datetime(2031, 6, 2, 12, tzinfo=dt.UTC)
_CUT = re.compile(r"^===[ \t]*(copy|\+[0-9]{1,2}d)?[ \t]*$", re.MULTILINE)
_HEADINGS = {"en": "EXERCISE", "fr": "EXERCICE"}
_SIGNAL = re.compile(r"signal ([a-z_]+) ([a-z_]+)((?: \S+)*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What one example of one indicator did. `should` is whether it should have fired, `fired` whether it did."""

    indicator: str
    lang: str
    text: str
    should: bool
    fired: bool

    @property
    def holds(self) -> bool:
        """Return whether the example did what it should."""
        return self.should == self.fired


@dataclass(frozen=True, slots=True, kw_only=True)
class _Report:
    text: str
    at: dt.datetime
    is_copy: bool


def find_proofs(problem: Problem) -> Iterator[Proof]:
    """Yield what every example of a problem does, in the order of the file."""
    filled = fill_roles(problem, problem.examples)
    for indicator in problem.indicators:
        for should, examples in ((True, indicator.match), (False, indicator.skip)):
            for lang, text in examples:
                fired = does_fire(filled, indicator, text, lang)
                yield Proof(indicator=indicator.key, lang=lang, text=text.strip(), should=should, fired=fired)


def does_fire(problem: Problem, indicator: Indicator, text: str, lang: str) -> bool:
    """Return whether an indicator fires on an example, its roles being filled."""
    view, signals, at = _weigh_example(text, lang)
    index = Index(problem, view, signals, at)
    return bool(find_confirmed(find_pieces(problem, indicator, index), indicator.when.origins))


def _weigh_example(text: str, lang: str) -> tuple[View, Sequence[Signal], dt.datetime]:
    given = _SIGNAL.fullmatch(text.strip())
    if given is not None:
        return View(at=FIRST, realm="exercise"), [_make_signal(given)], FIRST
    reports = _cut(text)
    at = reports[-1].at.replace(hour=23)
    with tempfile.TemporaryDirectory() as folder, _open(Path(folder)) as ledger:
        _file(ledger, reports, lang)
        view = load_view(ledger, at=at)
        return view, find_signals(view, texts=dict(Texts(ledger, view))), at


def _open(folder: Path) -> Ledger:
    path = folder / "example.vigie"
    path.write_bytes(_blank())
    return open_ledger(path)


@lru_cache(maxsize=1)
def _blank() -> bytes:
    """Return an empty ledger as a file; making one takes longer than reading an example."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "blank.vigie"
        open_ledger(path, realm="exercise", create=True, now=FIRST).close()
        return path.read_bytes()


def _make_signal(given: re.Match[str]) -> Signal:
    kind, form, about = given.groups()
    return Signal(
        kind=kind, form=form, key=f"{kind}:example", state="example", level="watch", subject="example",
        since=FIRST.isoformat(), inputs=(), about=tuple(about.split()), day=FIRST.date().isoformat(),
    )  # fmt: skip


def _cut(text: str) -> list[_Report]:
    parts = _CUT.split(text.strip())
    found = [_Report(text=parts[0].strip(), at=FIRST, is_copy=False)]
    for how, part in zip(parts[1::2], parts[2::2], strict=True):
        days = int(how[1:-1]) if how and how.startswith("+") else 0
        at = found[-1].at + dt.timedelta(days=days)
        found.append(_Report(text=part.strip(), at=at, is_copy=how == "copy"))
    return found


def _file(ledger: Ledger, reports: Sequence[_Report], lang: str) -> None:
    keys: list[str] = []
    for n, report in enumerate(reports):
        filed = ledger.append_reading(
            _read(report, lang, n), now=report.at, origin=Origin(f"outlet{n}", None, report.at)
        )
        keys.append(filed.document)
        if report.is_copy:
            first = keys[n - 1]
            copy = Grouping(document=keys[n], origin=first, relation="near", overlap=1, story=first, score=1)
            ledger.append_grouping(copy, now=report.at)


def _read(report: _Report, lang: str, n: int) -> Reading:
    text = report.text if report.text.startswith(_HEADINGS[lang]) else f"{_HEADINGS[lang]}\n\n{report.text}\n"
    return read_document(Document(f"example{n}", text, lang, None, report.at.date().isoformat(), "exercise"))
