"""What the documents of a view say of exercises: one mention a document and exercise, named or not."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vigie.lang.gazetteer.keys import make_key
from vigie.store import FiledEvent, FiledQuantity, FiledStatement
from vigie.watch.signals.passages import Passage, Passages
from vigie.watch.signals.posture.whose import code_of
from vigie.watch.signals.posture.words import cut_words, find_domains
from vigie.watch.signals.routine.names import Named, Names, find_new_name, find_parties, find_phrases, find_words
from vigie.watch.signals.routine.places import find_country
from vigie.watch.signals.routine.records import CalendarEntry, Mention
from vigie.watch.view import View

_UNITS = {
    "person": "people", "soldier": "people", "troop": "people", "serviceman": "people", "sailor": "people",
    "aircraft": "aircraft", "plane": "aircraft", "jet": "aircraft", "ship": "ships", "warship": "ships",
    "vessel": "ships", "country": "countries", "nation": "countries",
}  # fmt: skip
LONGEST_RUN = 31
"""Days; what is told for a longer time has no day on which it began."""


@dataclass(frozen=True, slots=True)
class _Found:
    """One sentence of an exercise: its event, or the key of its statement, and the name it gives."""

    passage: Passage
    words: frozenset[str]
    parties: frozenset[str]
    event: FiledEvent | None = None
    named: Named | None = None
    new: str | None = None

    @property
    def label(self) -> str | None:
        """Return what tells this exercise from the others of the document; None when it is not named."""
        if self.named is not None:
            return self.named.entry.uid
        return f"name:{make_key(self.new)}" if self.new else None


def find_mentions(
    view: View, calendar: Sequence[CalendarEntry], texts: Mapping[str, str] | None = None
) -> tuple[Mention, ...]:  # fmt: skip
    """Return the mentions of exercises, by document and name."""
    passages, names = Passages(view, texts), Names(calendar)
    quantities: dict[str, list[FiledQuantity]] = defaultdict(list)
    for quantity in view.quantities:
        quantities[quantity.document].append(quantity)
    events: dict[str, list[FiledEvent]] = defaultdict(list)
    for event in view.events:
        if event.vigie_type == "exercise" and event.polarity == "positive" and not event.same_as:
            events[event.document].append(event)
    found: list[Mention] = []
    for document in sorted(view.documents):
        here = _find_here(document, events[document], passages, names)
        groups = _group(here)
        more = _find_part(passages.told(document)) if len(groups) == 1 else ()
        for label, group in groups.items():
            place = _find_place(group, passages.told(document), passages.lang(document))
            sizes = _sizes((*(f.passage.words for f in group if not _is_not_now(f.words)), *more), quantities[document])
            found.append(_mention(document, label, group, view, tuple(sizes), place))
    return tuple(found)


def _find_here(document: str, events: Iterable[FiledEvent], passages: Passages, names: Names) -> list[_Found]:
    found: list[_Found] = []
    for event in sorted(events, key=lambda e: e.key):
        passage = passages.around(event)
        if passage is not None:
            found += _look(passage, event, names)
    seen = {f.passage.words for f in found}
    lang = passages.lang(document)
    if lang is None or not names.may_be_in(passages.text(document), lang):
        return found
    for passage in passages.told(document):
        if passage.words not in seen and names.may_be_in(passage.words, lang):
            found += [f for f in _look(passage, None, names) if f.label]
    return found


def _look(passage: Passage, event: FiledEvent | None, names: Names) -> list[_Found]:
    words = find_words(passage.words, passage.lang)
    is_exercise = event is not None or "exercise" in words
    parties = find_parties(passage.words, passage.lang) if is_exercise else frozenset()
    named = names.find(passage.words, is_exercise=is_exercise, parties=parties | _codes(event))
    if named:
        return [_Found(passage, words, parties, event, hit) for hit in named]
    new = find_new_name(passage.words, passage.lang) if is_exercise else None
    return [_Found(passage, words, parties, event, None, new)]


def _codes(event: FiledEvent | None) -> frozenset[str]:
    code = code_of(event.actor_codes) if event else None
    return frozenset({code} if code else ())


def _group(found: Sequence[_Found]) -> dict[str | None, list[_Found]]:
    """Return the sentences by exercise.

    Where a document names one exercise alone, "the exercise" is that one, and so is one of its organiser and kind: the
    lead says "NATO will begin a nuclear exercise", the third paragraph its name.
    """
    labels = sorted({f.label for f in found if f.label})
    entry = next((f.named.entry for f in found if f.named), None)
    groups: dict[str | None, list[_Found]] = defaultdict(list)
    for f in found:
        meant = labels[0] if len(labels) == 1 and ("same" in f.words or _fits(f, entry)) else None
        groups[f.label or meant].append(f)
    return dict(groups)


def _fits(f: _Found, entry: CalendarEntry | None) -> bool:
    """Return whether a sentence tells of an exercise of the entry's organiser and kind."""
    if entry is None or not (f.parties | _codes(f.event)) & set(entry.organisers):
        return False
    kinds = {key for key, _ in find_domains(cut_words(f.passage.words, f.passage.lang))}
    return not kinds.isdisjoint(entry.domains)


def _mention(
    document: str, label: str | None, group: Sequence[_Found], view: View, sizes: tuple[tuple[str, float, str], ...],
    place: str | None,
) -> Mention:  # fmt: skip
    reported = view.reported(document)
    stage, day = _stage(group, reported)
    named = next((f.named for f in group if f.named), None)
    events = [f.event for f in group if f.event]
    statements = [f.passage.statement for f in group if f.passage.statement]
    records: list[FiledEvent | FiledStatement] = [*events, *statements]
    phrases = [p for f in group for p in find_phrases(f.passage.words, f.passage.lang)]
    return Mention(
        document=document,
        keys=tuple(sorted({r.key for r in records} or {document})),
        name=named.name if named else next((f.new for f in group if f.new), None),
        uid=named.entry.uid if named else None,
        how="name" if label else "not named",
        stage=stage,
        day=day,
        reported=reported,
        by=tuple(sorted({code for e in events for code in _codes(e)} or _parties(group))),
        place=place,
        sizes=sizes,
        snap=next((phrase for key, phrase in phrases if key == "no_notice"), None),
        announced=any(key == "announced" for key, _ in phrases),
        sentences=tuple(dict.fromkeys(f.passage.words for f in group)),
        known=min((r.known for r in records), default=view.documents[document].known),
    )


def _find_place(group: Sequence[_Found], told: Sequence[Passage], lang: str | None) -> str | None:
    """Return the country in which the exercise is held; where it is prepared tells nothing of that."""
    events = [f.event for f in group if f.event and f.event.place_country and "preparing" not in f.words]
    found = (find_country(event, (p.words for p in told), lang) for event in events if lang)
    return next((country for country in found if country), None)


def _parties(group: Sequence[_Found]) -> set[str]:
    """Return the one country or organisation that the sentences name; several do not tell who exercises."""
    named = {code for f in group for code in f.parties}
    return named if len(named) == 1 else set()


def _stage(group: Sequence[_Found], reported: str | None) -> tuple[str, str | None]:
    """Return whether the exercise is planned, has begun or is only mentioned, and the first day told of it.

    A past day is that of the exercise only where the words say that it began or was held: in "the exercise comes two
    weeks after the threat" it is the day of the threat. What is told with a day goes before what is told without. A plan whose day is past ("on Monday", of next Monday) has no day; one that has begun without a day told has begun
    by the day of the report, but one that has ended by then began earlier, on a day that is not told.
    """
    told = sorted({_stage_of(f, reported) for f in group}, key=lambda t: t[1] or "~")
    if any(stage == "ended" for stage, _ in told):
        return "ended", next((day for stage, day in told if stage == "begun" and day and day != reported), None)
    for stage, dated in (("begun", True), ("planned", True), ("begun", False), ("planned", False)):
        days = [day for held, day in told if held == stage and bool(day) == dated]
        if days:
            return stage, days[0] or (reported if stage == "begun" else None)
    return "mentioned", None


def _stage_of(f: _Found, reported: str | None) -> tuple[str, str | None]:
    event = f.event
    if "earlier" in f.words and "begun" not in f.words:
        return "mentioned", None
    if "preparing" in f.words:  # a day of the preparations is not one of the exercise
        return "planned", None
    if "ended" in f.words:
        return "ended", None
    stated = _stated_day(event)
    if stated and reported and stated > reported:
        return ("planned", stated) if "planned" in f.words or (event and event.status != "past") else ("begun", None)
    if event and event.status in ("planned", "hypothetical"):
        return "planned", None
    if stated and ("begun" in f.words or "done" in f.words):
        return "begun", stated
    is_now = event is not None and event.status == "ongoing" and "habit" not in f.words
    if "begun" in f.words or is_now:  # "is held every year" says nothing of now
        return "begun", None
    return ("planned" if "planned" in f.words else "mentioned"), None


def _stated_day(event: FiledEvent | None) -> str | None:
    """Return the day that is told for an event; a span of months or a year ("in 2030") tells none."""
    if event is None or event.dated != "stated" or not event.valid_from:
        return None
    first, last = event.valid_from[:10], (event.valid_to or event.valid_from)[:10]
    days = (dt.date.fromisoformat(last) - dt.date.fromisoformat(first)).days
    return event.valid_from if days <= LONGEST_RUN else None


def _is_not_now(words: frozenset[str]) -> bool:
    """Return whether a sentence tells of what is done every year, or was last year."""
    return "habit" in words or "earlier" in words


def _find_part(told: Sequence[Passage]) -> tuple[str, ...]:
    """Return the sentences that say how many take part: "Some 9,500 soldiers are taking part." names no exercise.

    Only for a document that tells of one exercise: which is meant needs no guess there.
    """
    said = ((p.words, find_words(p.words, p.lang)) for p in told)
    return tuple(words for words, keys in said if "part" in keys and not _is_not_now(keys))


def _sizes(sentences: Sequence[str], quantities: Iterable[FiledQuantity]) -> Iterable[tuple[str, float, str]]:
    """Yield the numbers of people, aircraft, ships and countries in the sentences, each with its words."""
    seen = set()
    for quantity in quantities:
        unit = _UNITS.get(quantity.unit or "")
        value = quantity.value if quantity.value is not None else quantity.low
        if unit is None or value is None or (unit, value) in seen:
            continue
        stands = re.compile(rf"(?<![\w.,]){re.escape(quantity.words)}(?!\w)")
        if any(stands.search(sentence) for sentence in sentences):
            seen.add((unit, value))
            yield unit, value, quantity.words
