"""Numbers in conflict: how many, of one thing, by different origins, where no reading of the words lets both be right."""

from __future__ import annotations

import datetime as dt
import hashlib
import math
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import islice

import yaml

from vigie.model.signal import Signal
from vigie.store import FiledEvent, FiledQuantity, FiledStatement
from vigie.text.fold import fold
from vigie.watch.signals.claims import find_plain_words
from vigie.watch.signals.pairs import find_outlet, shorten
from vigie.watch.signals.subjects import find_who, is_same_person
from vigie.watch.view import View

NEAR = 120
"""A number belongs to the act whose word stands nearest, within so many characters."""
TOLL_DAYS, OTHER_DAYS = 1, 7
"""A toll rises from day to day, and then nobody contradicts anybody; other counts keep longer."""
MOST_VOICES = 40
FAR = 1.5
PART_CHARS = 24
TOLLS = frozenset({"killed", "wounded", "missing", "arrested", "displaced", "captured"})
_UNTOLD = frozenset(
    "share percent percentage_point year month week day hour minute second time age kilometre metre centimetre millimetre mile foot "
    "degree people person".split()
)
"""Times and distances are measured from anywhere, and people without a fate are counted in many ways."""


@dataclass(frozen=True, slots=True)
class Count:
    """One number with what it counts and whose it is.

    `kind` is that of the act it belongs to, `place` where that is said to be; `voice` is the origin and the speaker,
    `rests_on` the record whose words hold the number, `is_said` whether that is a statement.
    """

    quantity: FiledQuantity
    low: float
    high: float
    kind: str | None
    place: str | None
    day: str | None
    reported: str | None
    story: str
    origin: str
    speaker: str | None
    rests_on: str
    is_said: bool

    def is_apart(self, other: Count) -> bool:
        """Return whether the two intervals have nothing in common.

        “At least seven” allows eleven. But where somebody gives the one toll and somebody else the other at one time, and
        the floor lies so far below the number, they do not know the same.
        """
        if self.high < other.low or other.high < self.low:
            return True
        low, high = sorted((self, other), key=lambda c: c.low)
        is_toll = low.quantity.unit in TOLLS and low.is_said and high.is_said and low.reported == high.reported
        return is_toll and math.isinf(low.high) and high.low >= FAR * max(low.low, 1.0) and not math.isinf(high.high)


def find_number_conflicts(view: View, texts: Mapping[str, str] | None = None) -> tuple[Signal, ...]:
    """Return the numbers in conflict, newest first, one signal a thing counted, which tells the two farthest apart.

    With the texts of documents by key, a number that is said to be a part of a whole is left out.
    """
    groups: dict[Hashable, list[Count]] = defaultdict(list)
    for count in find_counts(view, texts or {}):
        for key in _find_keys(count):
            groups[key].append(count)
    found: dict[frozenset[str], Signal] = {}
    for counts in groups.values():
        for held in _by_time(counts):
            pair = _find_pair(held)
            if pair is not None:
                signal = _make_signal(view, pair, held)
                found.setdefault(frozenset(signal.inputs), signal)
    return tuple(sorted(found.values(), key=lambda s: (s.since, s.key), reverse=True))


def find_counts(view: View, texts: Mapping[str, str]) -> Iterator[Count]:
    """Yield the numbers of the view that count something, newest first, each with the act it belongs to."""
    parts = {(q.document, q.value) for q in view.quantities if _counts(q) and _is_part(view, q, texts)}
    acts: dict[str, list[FiledEvent]] = defaultdict(list)
    said: dict[str, list[FiledStatement]] = defaultdict(list)
    for event in view.events:
        acts[event.document].append(event)
    for statement in view.statements:
        said[statement.document].append(statement)
    for quantity in view.quantities:
        if not _counts(quantity) or (quantity.document, quantity.value) in parts:
            continue
        held = acts[quantity.document]
        yield _read_count(view, quantity, _find_act(quantity, held), held, said[quantity.document])


def _counts(quantity: FiledQuantity) -> bool:
    """Return whether a number counts something that can be counted again."""
    if quantity.unit is None or quantity.unit in _UNTOLD:
        return False
    return quantity.low is not None or quantity.high is not None


def _is_part(view: View, quantity: FiledQuantity, texts: Mapping[str, str]) -> bool:
    """Return whether the words after a toll make it a part of one."""
    if quantity.unit not in TOLLS or quantity.document not in view.documents:
        return False
    text, lang = texts.get(quantity.document, ""), view.documents[quantity.document].lang or ""
    after = fold(text[quantity.span.end : quantity.span.end + PART_CHARS]).lstrip()
    return after.startswith(load_parts().get(lang, ()))


@lru_cache(maxsize=1)
def load_parts() -> dict[str, tuple[str, ...]]:
    """Return the words that make a number a part, by language."""
    path = resources.files("vigie.watch.signals") / "parts.yaml"
    held = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    return {lang: tuple(f"{fold(words)} " for words in listed) for lang, listed in held.items()}


def _read_count(
    view: View, quantity: FiledQuantity, act: FiledEvent | None, acts: Sequence[FiledEvent],
    said: Sequence[FiledStatement],
) -> Count:  # fmt: skip
    statement = _find_statement(quantity, said)
    group = view.groupings.get(quantity.document)
    key = statement.key if statement else act.key if act else quantity.document
    return Count(
        quantity=quantity,
        low=-math.inf if quantity.low is None else quantity.low,
        high=math.inf if quantity.high is None else quantity.high,
        kind=(act.type or act.vigie_type) if act else None,
        place=_find_place(act, acts),
        day=view.day(act) if act else view.reported(quantity.document),
        reported=view.reported(quantity.document),
        story=view.story(quantity.document),
        origin=group.origin if group else quantity.document,
        speaker=statement.speaker if statement and find_who(statement) else None,
        rests_on=key,
        is_said=statement is not None,
    )


def _find_act(quantity: FiledQuantity, acts: Sequence[FiledEvent]) -> FiledEvent | None:
    """Return the act whose word stands nearest to the number."""
    apart = [(_distance(quantity, act), act.key, act) for act in acts if act.anchor]
    near = min(apart, default=None)
    return near[2] if near is not None and near[0] <= NEAR else None


def _distance(quantity: FiledQuantity, act: FiledEvent) -> int:
    start, end = act.anchor[0].start, act.anchor[-1].end
    return max(start - quantity.span.end, quantity.span.start - end, 0)


def _find_statement(quantity: FiledQuantity, said: Sequence[FiledStatement]) -> FiledStatement | None:
    """Return the innermost statement whose words hold the number."""
    holding = [s for s in said if any(c.start <= quantity.span.start and quantity.span.end <= c.end for c in s.content)]
    return min(holding, key=lambda s: sum(c.end - c.start for c in s.content), default=None)


def _find_place(act: FiledEvent | None, acts: Sequence[FiledEvent]) -> str | None:
    """Return where an act is, or, where it does not say, the one place of the document's acts of its kind."""
    if act is None:
        return None
    if act.place is not None:
        return _name_place(act)
    others = {_name_place(other) for other in acts if other.type == act.type and other.place is not None}
    return others.pop() if len(others) == 1 else None


def _name_place(act: FiledEvent) -> str:
    """Return a place by its point, which is the same in every language, else by its name."""
    if act.lat is not None and act.lon is not None:
        return f"{act.lat:.1f} {act.lon:.1f}"
    return " ".join(find_plain_words(act.place or ""))


def _find_keys(count: Count) -> Iterator[Hashable]:
    """Yield what a number is about: its unit, within its story and within its kind of act and place."""
    unit = count.quantity.unit
    if unit in TOLLS:
        yield unit, "story", count.story
    elif count.kind is not None:
        yield unit, "story", count.story, count.kind
    if count.kind is not None and count.place is not None:
        yield unit, "place", count.place, count.kind


def _by_time(counts: Sequence[Count]) -> Iterator[list[Count]]:
    """Yield runs of numbers of about one time, newest first; those without a day are with no other."""
    dated = sorted((c for c in counts if c.day is not None), key=lambda c: c.day or "", reverse=True)
    while dated:
        limit = TOLL_DAYS if dated[0].quantity.unit in TOLLS else OTHER_DAYS
        newest = dt.date.fromisoformat((dated[0].day or "")[:10])
        run = [c for c in dated if (newest - dt.date.fromisoformat((c.day or "")[:10])).days <= limit]
        yield run
        dated = dated[len(run) :]


def _find_pair(counts: Sequence[Count]) -> tuple[Count, Count] | None:
    """Return the lowest and the highest number of two voices none of whose numbers can agree, or None.

    One who gives several numbers for one thing may mean several things, and is in conflict with another only if none
    of them fits.
    """
    voices: dict[tuple[str, str | None], list[Count]] = defaultdict(list)
    for count in counts:
        voices[count.origin, count.speaker].append(count)
    best: tuple[float, Count, Count] | None = None
    held = list(islice(voices.items(), MOST_VOICES))
    for i, (voice, mine) in enumerate(held):
        for other, theirs in held[i + 1 :]:
            if not _are_two(voice, other) or not all(_is_opposed(a, b) for a in mine for b in theirs):
                continue
            a, b = sorted((mine[0], theirs[0]), key=lambda c: (c.low, c.high))
            gap = (b.low + 1) / (a.high + 1)
            if best is None or gap > best[0]:
                best = gap, a, b
    return best[1:] if best else None


def _are_two(a: tuple[str, str | None], b: tuple[str, str | None]) -> bool:
    """Return whether two voices are independent: different origins, and not one speaker quoted by both.

    Inside one document two numbers are in conflict only where two named speakers give them.
    """
    if a[0] == b[0] and (a[1] is None or b[1] is None):
        return False
    if a[1] is None or b[1] is None:
        return True
    return not is_same_person(find_plain_words(a[1]), find_plain_words(b[1]))


def _is_opposed(a: Count, b: Count) -> bool:
    """Return whether two numbers may be of one place and one kind of act, and cannot both be right."""
    same_place = a.place is None or b.place is None or a.place == b.place
    same_kind = a.kind is None or b.kind is None or a.kind == b.kind
    return same_place and same_kind and a.is_apart(b) and not _has_risen(a, b)


def _has_risen(a: Count, b: Count) -> bool:
    """Return whether a toll is only later and higher; when two named speakers give it, each stands by his own."""
    if a.quantity.unit not in TOLLS or (a.speaker and b.speaker) or a.reported is None or b.reported is None:
        return False
    first, later = sorted((a, b), key=lambda c: c.reported or "")
    return first.reported != later.reported and first.high < later.low


def _make_signal(view: View, pair: tuple[Count, Count], counts: Sequence[Count]) -> Signal:
    low, high = pair
    unit = low.quantity.unit or ""
    documents = {c.quantity.document for c in counts}
    first = sorted((c.quantity.known, c.rests_on) for c in pair)
    about = (unit, *(x for x in (low.speaker, high.speaker, low.kind, high.kind) if x))
    return Signal(
        kind="numbers",
        form=unit if unit in TOLLS else "other",
        key=f"numbers:{unit}:{hashlib.sha256(' '.join(k for _, k in first).encode()).hexdigest()[:16]}",
        state=f"{_show(low)} | {_show(high)}",
        level="watch",
        subject=unit.replace("_", " "),
        day=max(filter(None, (low.day, high.day)), default=None),
        since=max(low.quantity.known, high.quantity.known),
        inputs=tuple(dict.fromkeys((low.rests_on, high.rests_on))),
        about=tuple(dict.fromkeys(about)),
        values=(
            *_count_values(view, "a", low),
            *_count_values(view, "b", high),
            ("unit", unit.replace("_", " ")),
            ("origins", str(len(view.origins(documents)))),
            ("outlets", str(len(view.outlets(documents)))),
        ),
    )


def _count_values(view: View, name: str, count: Count) -> tuple[tuple[str, str], ...]:
    where = find_outlet(view, count.quantity.document)
    return (
        (f"{name}_number", shorten(count.quantity.words)),
        (f"{name}_interval", _show(count)),
        (f"{name}_speaker", count.speaker or where),
        (f"{name}_source", where),
        (f"{name}_day", count.day or "?"),
        (f"{name}_document", count.quantity.document),
        (f"{name}_at", f"{count.quantity.span.start}:{count.quantity.span.end}"),
        (f"{name}_place", count.place or "?"),
        (f"{name}_kind", count.kind or "?"),
    )


def _show(count: Count) -> str:
    if count.low == count.high:
        return f"{count.low:g}"
    if math.isinf(count.low):
        return f"≤ {count.high:g}"
    return f"≥ {count.low:g}" if math.isinf(count.high) else f"{count.low:g}–{count.high:g}"
