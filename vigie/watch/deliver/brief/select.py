"""Which records go into which section, before anything is told: those that became known in the period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vigie.model import Span
from vigie.model.signal import Signal
from vigie.store import FiledEvent, FiledStatement
from vigie.watch.deliver.brief.compose import name_form, quoted_spans
from vigie.watch.deliver.brief.ground import Ground

TOLD_IN_WORDS = frozenset(
    {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "posture_unchanged"}
)
"""Acts that are done by speaking; where the statement itself is told, they are it and no second line."""
SECTION_OF = {
    "posture": "changed", "shift": "changed", "departure": "changed", "alarm": "changed", "cut_quote": "changed",
    "contradiction": "disagree", "numbers": "numbers", "routine": "routine", "source": "unread",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Period:
    """The moments after `since` up to and with `until`, as the ledger writes them."""

    since: str
    until: str

    def holds(self, moment: str | None) -> bool:
        """Return whether the moment lies in the period."""
        return moment is not None and self.since < moment <= self.until


def make_period(since: dt.datetime, until: dt.datetime) -> Period:
    """Return the period; both moments must name their zone."""
    return Period(_write(since), _write(until))


def _write(moment: dt.datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()}: a time without a zone; give it one, such as UTC")
    return moment.astimezone(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def find_documents(ground: Ground, period: Period) -> tuple[str, ...]:
    """Return the documents that became known in the period, first known first, originals before their copies."""
    held = [d for d in ground.view.documents.values() if period.holds(d.known)]
    origins = ground.view.groupings

    def order(key: str) -> bool:
        return key in origins and origins[key].origin != key

    return tuple(d.key for d in sorted(held, key=lambda d: (order(d.key), d.known, d.key)))


def records_of(ground: Ground, document: str) -> Iterator[FiledStatement | FiledEvent]:
    """Yield the statements and events of a document in the order of its text, without what would be told twice."""
    held = ground.held.get(document, ())
    statements = [r for r in held if isinstance(r, FiledStatement)]
    covered = [span for s in statements for span in quoted_spans(ground, s)]
    found = [r for r in held if isinstance(r, FiledStatement) or not _is_told_already(ground, r, covered)]
    yield from sorted(found, key=lambda r: (_start(r), r.key))


def _start(record: FiledStatement | FiledEvent) -> int:
    spans = record.anchor if isinstance(record, FiledEvent) else record.content
    return spans[0].start if spans else 0


def _is_told_already(ground: Ground, event: FiledEvent, covered: Sequence[Span]) -> bool:
    """Return whether the words of an act that adds nothing to them are quoted with a statement."""
    if (event.vigie_type or event.type) not in TOLD_IN_WORDS and name_form(ground, event) != "words_only":
        return False
    return any(a.is_inside(span) for a in event.anchor for span in covered)


def find_signals_of(ground: Ground, section: str, period: Period) -> list[Signal]:
    """Return the signals of a section: new in the period, or a state of things that holds now, the gravest first."""
    grave = {"alarm": 0, "watch": 1, "notice": 2}
    found = [s for s in ground.signals.values() if _section_of(s) == section and _belongs(s, period)]
    return sorted(found, key=lambda s: (grave.get(s.level, 3), s.kind, s.day or "", s.key))


def _section_of(signal: Signal) -> str:
    """Return where a signal is told; that nothing can be found yet belongs to what could not be read."""
    return "unread" if signal.form == "too_short" else SECTION_OF.get(signal.kind, "changed")


def _belongs(signal: Signal, period: Period) -> bool:
    return signal.kind in ("routine", "source") or period.holds(signal.since)
