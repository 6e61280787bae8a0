"""Whose a service of intelligence is: "the Russian security service SBU"."""

from __future__ import annotations

from vigie.lang.gazetteer import Hit
from vigie.model import Flag
from vigie.read.checks.passage import ARTICLES, Passage, is_state

_SHARED = frozenset({"org/kgb"})
"""Names that several states use."""
_REACH = 5
_ENDS = frozenset({",", ".", ";", ")", ""})


def find_agency_mismatches(passage: Passage) -> list[Flag]:
    """Return a flag for a service that the words beside its name give to another state than its own."""
    known_until = passage.gazetteer.known_until()
    if not passage.has("service") or passage.day > known_until:
        return []
    out = []
    for hit in passage.hits:
        sense = hit.senses[0]
        if sense.kind != "agency" or sense.key in _SHARED or not any(c.endswith("SPY") for c in sense.codes):
            continue
        for other in passage.hits:
            whose = other.senses[0]
            if not (is_state(whose) or whose.kind == "demonym") or whose.country in {None, sense.country}:
                continue
            stretch = _find_giving(passage, hit, other)
            if stretch is not None and not passage.is_denied(*stretch):
                message = (
                    f"the table of organisations has {sense.name} as a service of {sense.country} (organisations.yaml)"
                )
                out.append(Flag("agency_mismatch", passage.span(*stretch), message))
    return out


def _find_giving(passage: Passage, hit: Hit, owner: Hit) -> tuple[int, int] | None:
    """Return the words that give the service to the owner: its description right before the name, or set off behind it."""
    if passage.lang == "en" and is_state(owner.senses[0]) and passage.low(owner.end) != "'s":
        return None
    if any(other.start == hit.end for other in passage.hits):
        return None
    end = hit.start - (passage.low(hit.start - 1) == "(")
    if passage.lang == "en" and owner.end < end <= owner.end + _REACH:
        right = passage.is_one_of(end - 1, "service") and passage.is_linked(owner.end, end)
        return (owner.start, hit.end) if right else None
    if passage.lang == "fr" and owner.end == end:
        near = range(max(0, owner.start - _REACH), owner.start)
        noun = next((i for i in near if passage.lows[i] in {"service", "agence"}), None)
        return (noun, hit.end) if noun is not None and "," not in passage.lows[noun : owner.start] else None
    if passage.low(hit.end) == ",":
        return _find_behind(passage, hit, owner)
    return None


def _find_behind(passage: Passage, hit: Hit, owner: Hit) -> tuple[int, int] | None:
    """Return the stretch of "the SBU, Russia's security service," with nothing carrying it on."""
    first = hit.end + 1
    first += passage.low(first) in ARTICLES
    if passage.lang == "en":
        if owner.start != first:
            return None
        near = range(owner.end, min(owner.end + _REACH, len(passage.lows)))
        noun = next((i for i in near if passage.is_one_of(i, "service") and passage.low(i + 1) in _ENDS), None)
        if noun is None or not passage.is_linked(owner.end, noun + 1):
            return None
        return None if _names_another(passage, noun + 1) else (hit.start, noun + 1)
    if not passage.is_one_of(first, "service") or not first < owner.start <= first + _REACH:
        return None
    clean = "," not in passage.lows[first : owner.start] and passage.low(owner.end) in _ENDS
    return (hit.start, owner.end) if clean and not _names_another(passage, owner.end) else None


def _names_another(passage: Passage, at: int) -> bool:
    """Return whether a second name stands behind the comma: then the description is that one's."""
    at += 1 + (passage.low(at + 1) in ARTICLES)
    return any(h.start == at for h in passage.hits)
