"""What is counted day by day: items with threats, acts or posture in them, in all, by pair of countries, by language."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from vigie.store import FiledEvent, FiledStatement
from vigie.watch.view import View

KINDS = ("threat", "act", "posture")
MIN_COUNTS = 20
"""A pair or a language with fewer items in the whole view has too little to be judged by."""
_CONFLICT = 4
_STILL = frozenset({"posture_unchanged"})
_POSTURE = frozenset({"posture_change", "exercise", "missile_test"})


@dataclass(frozen=True, slots=True)
class Stream:
    """One thing counted: items a day that hold at least one such record, and the keys of those records by day.

    `kind` is threat, act or posture; `part` a pair such as RUS>UKR, a language, or empty for all items.
    """

    kind: str
    part: str
    counts: list[int]
    items: list[float]
    records: list[list[str]] = field(repr=False)

    @property
    def name(self) -> str:
        """Return the name of the stream: threat, act RUS>UKR, threat fr."""
        return f"{self.kind} {self.part}".rstrip()


@dataclass(frozen=True, slots=True)
class Streams:
    """All streams over the same days without gaps, and how many items could not be counted for want of a day."""

    days: tuple[dt.date, ...]
    streams: tuple[Stream, ...]
    undated: int


def find_streams(view: View) -> Streams:
    """Return what there is to count in a view.

    An item is counted on the day of its report, and once however many copies of it were read. One without a day, or of
    a day still to come, is counted on none.
    """
    until = view.at.date()
    dated, undated = {}, 0
    for key, document in view.documents.items():
        if not is_counted(view, key):
            continue
        day = _parse(document.day)
        undated += day is None
        if day is not None and day <= until:
            dated[key] = day
    if not dated:
        return Streams((), (), undated)
    first = min(dated.values())
    days = tuple(first + dt.timedelta(days=i) for i in range((until - first).days + 1))
    return Streams(days, tuple(_find_streams(view, dated, days)), undated)


def is_counted(view: View, document: str) -> bool:
    """Return whether the document is an origin, or the copy of one that the view does not hold."""
    group = view.groupings.get(document)
    return group is None or group.origin == document or group.origin not in view.documents


def _parse(day: str | None) -> dt.date | None:
    return dt.date.fromisoformat(day[:10]) if day else None


def _find_streams(view: View, dated: dict[str, dt.date], days: tuple[dt.date, ...]) -> Iterator[Stream]:
    at = {day: i for i, day in enumerate(days)}
    held: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for kind, part, record in _find_parts(view):
        if record.document in dated:
            held[kind, part][record.document].append(record.key)
    langs = {key: view.documents[key].lang or "" for key in dated}
    by_lang = {
        lang: Counter(at[day] for key, day in dated.items() if langs[key] == lang) for lang in set(langs.values())
    }
    every = Counter(at[day] for day in dated.values())
    for kind in KINDS:
        held[kind, ""]
    for (kind, part), documents in sorted(held.items()):
        if part and len(documents) < MIN_COUNTS:
            continue
        items = by_lang.get(part, every)
        records: list[list[str]] = [[] for _ in days]
        for key, keys in documents.items():
            records[at[dated[key]]] += keys
        counts = Counter(at[dated[key]] for key in documents)
        yield Stream(kind, part, [counts[i] for i in at.values()], [float(items[i]) for i in at.values()], records)


def _find_parts(view: View) -> Iterator[tuple[str, str, FiledStatement | FiledEvent]]:
    """Yield each record with the kind it counts for, once for all items and once for each part it belongs to."""
    for statement in view.statements:
        if "threat" in statement.modality:
            yield from _by_lang(view, "threat", statement)
    for event in view.events:
        kind = find_kind(event)
        if kind is None:
            continue
        yield from _by_lang(view, kind, event)
        pair = _find_pair(event)
        if pair:
            yield kind, pair, event


def _by_lang(
    view: View, kind: str, record: FiledStatement | FiledEvent
) -> Iterator[tuple[str, str, FiledStatement | FiledEvent]]:
    yield kind, "", record
    document = view.documents.get(record.document)
    if document is not None and document.lang:
        yield kind, document.lang, record


def find_kind(event: FiledEvent) -> str | None:
    """Return what an event counts for: a threat, an act of material conflict, or posture; None for all others."""
    if event.polarity != "positive" or event.vigie_type in _STILL:
        return None
    if event.type == "THREATEN":
        return "threat"
    if event.type == "MOBILIZE" or event.vigie_type in _POSTURE:
        return "posture"
    return "act" if event.quad == _CONFLICT and event.status in {"past", "ongoing"} else None


def _find_pair(event: FiledEvent) -> str | None:
    """Return the two countries of an event, who acts first, or None where one is not known."""
    actor = next((code[:3] for code in event.actor_codes), None)
    recipient = next((code[:3] for code in event.recipient_codes), None)
    return f"{actor}>{recipient}" if actor and recipient and actor != recipient else None
