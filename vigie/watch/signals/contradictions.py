"""Contradictions between named speakers: one says what another denies, in one document or across several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vigie.model.signal import Signal
from vigie.store import FiledStatement
from vigie.watch.signals.claims import read_claims
from vigie.watch.signals.pairs import fold_pairs, make_key, quote_values
from vigie.watch.signals.subjects import (
    Said,
    Shared,
    days_between,
    find_names,
    find_others,
    find_said,
    find_shared,
    find_who,
    is_same_person,
    make_index,
)
from vigie.watch.view import View

WITHIN_DAYS = 14
"""Who is denied after longer is no longer answered."""


@dataclass(frozen=True, slots=True)
class Opposed:
    """One claim, its denial by somebody else, and what shows that both are about one thing."""

    says: Said
    denies: Said
    shared: Shared


def find_contradictions(view: View, said: Sequence[Said] | None = None) -> tuple[Signal, ...]:
    """Return the contradictions between named speakers, newest first.

    Claims of the same two speakers that hang together are one contradiction, which tells its newest pair.
    """
    pairs = list(find_opposed(view, said))
    found = [_make_signal(view, group) for group in fold_pairs(pairs, lambda p: find_names(p.says, p.denies, p.shared))]
    told = {frozenset(key for key in signal.inputs) for signal in found}
    found += [s for s in _find_linked(view) if not any(set(s.inputs) <= keys for keys in told)]
    return tuple(sorted(found, key=lambda s: (s.since, s.key), reverse=True))


def find_opposed(view: View, said: Sequence[Said] | None = None) -> Iterator[Opposed]:
    """Yield every pair of a claim and its denial by another named speaker, newest first."""
    held = find_said(view) if said is None else said
    index = make_index(one for one in held if one.denies is False)
    for denial in held:
        if denial.denies is not True:
            continue
        for other in find_others(denial, index):
            if not _may_oppose(denial, other):
                continue
            shared = find_shared(denial, other)
            if shared is not None:
                yield Opposed(other, denial, shared)


def _may_oppose(a: Said, b: Said) -> bool:
    """Return whether two claims are of one time and of two people, neither of whom passes on the other's words."""
    if a.coming != b.coming or is_same_person(a.who, b.who) or _is_within(a, b) or _is_within(b, a):
        return False
    apart = days_between(a, b)
    return a.story == b.story if apart is None else apart <= WITHIN_DAYS


def _is_within(a: Said, b: Said) -> bool:
    """Return whether the first stands inside the second, whose speaker then passes it on."""
    return a.document.key == b.document.key and a.statement.parent == b.statement.id


def _make_signal(view: View, group: Sequence[Opposed]) -> Signal:
    pair = max(group, key=_rank)
    keys = sorted({s.statement.key for p in group for s in (p.says, p.denies)})
    documents = {s.document.key for p in group for s in (p.says, p.denies)}
    says, denies = pair.says, pair.denies
    return Signal(
        kind="contradiction",
        form=("coming" if says.coming else "denied") + "_that" * denies.cued,
        key=make_key("contradiction", *(s.statement for p in group for s in (p.says, p.denies))),
        state=f"{len(keys)} statements",
        level="watch",
        subject=f"{says.statement.speaker} / {denies.statement.speaker}",
        day=max(filter(None, (says.day, denies.day)), default=None),
        since=max(says.statement.known, denies.statement.known),
        inputs=tuple(dict.fromkeys((says.statement.key, denies.statement.key, *keys))),
        about=_find_about(pair),
        values=(
            *quote_values(view, "a", says.statement),
            *quote_values(view, "b", denies.statement),
            ("shared", str(pair.shared)),
            ("statements", str(len(keys))),
            ("origins", str(len(view.origins(documents)))),
            ("outlets", str(len(view.outlets(documents)))),
        ),
    )


def _rank(pair: Opposed) -> tuple[str, str, bool, str]:
    """Return what puts the pair to be told last: the newest, and of those of one day a denial in its own words."""
    days = sorted((pair.says.day or "", pair.denies.day or ""), reverse=True)
    return days[0], days[1], not pair.denies.cued, pair.denies.statement.key


def _find_about(pair: Opposed) -> tuple[str, ...]:
    names = (pair.says.statement.speaker or "", pair.denies.statement.speaker or "")
    codes = (*pair.says.statement.codes, *pair.denies.statement.codes)
    return tuple(dict.fromkeys((*names, *codes, *pair.shared.anchors, *pair.shared.kinds)))


def _find_linked(view: View) -> Iterator[Signal]:
    """Yield the contradictions that documents state themselves, each once however many copies of it there are."""
    by_key = {s.key: s for s in view.statements}
    seen = set()
    for link in view.links:
        a, b = by_key.get(link.a), by_key.get(link.b)
        if link.relation != "contradicts" or a is None or b is None or not _are_two(a, b) or not _touch(view, a, b):
            continue
        origin = view.origins([link.document])[0]
        told = (origin, *sorted((find_who(a) or find_who(b), find_who(b))))
        if told in seen:
            continue
        seen.add(told)
        yield _make_linked(view, a, b, link.why)


def _are_two(a: FiledStatement, b: FiledStatement) -> bool:
    who, other = find_who(a), find_who(b)
    return bool(who) and bool(other) and not is_same_person(who, other)


def _touch(view: View, a: FiledStatement, b: FiledStatement) -> bool:
    """Return whether two statements have a name, a kind of act or two words in common: “by contrast” alone is not enough."""
    lang = (view.documents[a.document].lang or "") if a.document in view.documents else ""
    mine, other = read_claims(a.words, lang), read_claims(b.words, lang)
    named = {x for c in mine for x in c.anchors | c.kinds} & {x for c in other for x in c.anchors | c.kinds}
    words = {x for c in mine for x in c.words} & {x for c in other for x in c.words}
    return bool(named) or len(words) >= 2


def _make_linked(view: View, a: FiledStatement, b: FiledStatement, why: str) -> Signal:
    first, second = sorted((a, b), key=lambda s: s.content[0].start if s.content else 0)
    return Signal(
        kind="contradiction",
        form="in_document",
        key=make_key("contradiction", a, b),
        state="2 statements",
        level="notice",
        subject=f"{first.speaker} / {second.speaker}",
        day=view.day(second),
        since=max(a.known, b.known),
        inputs=(first.key, second.key),
        about=tuple(dict.fromkeys((first.speaker or "", second.speaker or "", *first.codes, *second.codes))),
        values=(*quote_values(view, "a", first), *quote_values(view, "b", second), ("why", why)),
    )
