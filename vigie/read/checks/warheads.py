"""Numbers of nuclear warheads, and of states that have any, against the yearly estimates."""

from __future__ import annotations

from vigie.lang.reference import load_table, load_warheads
from vigie.model import Flag, Quantity
from vigie.read.checks.passage import Passage

_NOT_STATES = frozenset({"media"})
_MOST = 1.2
"""A number is too large from a fifth above the largest estimate on, and too small from a fifth below the smallest."""


def find_warhead_mismatches(passage: Passage) -> list[Flag]:
    """Return a flag for a number of nuclear warheads that no estimate of the one state named comes near.

    A smaller number may be a part (on submarines, deployed): it is flagged only where the sentence speaks of the whole arsenal.
    """
    table = load_table("warheads")
    if not passage.is_known(table) or not passage.is_of_now or passage.is_denied(0, len(passage.lows)):
        return []
    return _find_armed(passage) + [
        flag for q in passage.quantities if q.unit == "warhead" for flag in _check_warheads(passage, q)
    ]


def _check_warheads(passage: Passage, quantity: Quantity) -> list[Flag]:
    state = _only_state(passage)
    after = passage.index(quantity.span.end)
    nuclear = any(low.startswith(("nucl", "atomi")) for low in passage.lows[after : after + 4])
    if state is None or not nuclear or passage.has("every"):
        return []
    before = range(passage.index(quantity.span.start))
    of_all = any(passage.is_one_of(i, "total") for i in before[-3:]) and not passage.has("part")
    if not of_all and not _is_owned(passage, before):
        return []
    year, known = int(passage.day[:4]), load_warheads()[state]
    near = [known[y] for y in (year - 1, year, year + 1) if y in known]
    if not near or year not in known:
        return []
    low, high = min(n[0] for n in near), max(n[1] for n in near)
    large = quantity.low is not None and quantity.low > high * _MOST
    small = quantity.high is not None and quantity.high * _MOST < low and of_all
    if not large and not small:
        return []
    at = f"{low} to {high}" if low != high else str(low)
    table = load_table("warheads")
    message = f"the {table.cited}, has {at} nuclear warheads of {state} around {year} ({table.source})"
    return [Flag("number_mismatch", quantity.span, message)]


def _is_owned(passage: Passage, before: range) -> bool:
    """Return whether the number stands behind "has", behind the state's name and "'s", or near its demonym."""
    if any(passage.is_one_of(i, "has") for i in before[-3:]):
        return True
    end = len(before)
    near = [h for h in passage.hits if end - 4 <= h.end <= end and passage.is_linked(h.end, end)]
    return any(h.senses[0].kind == "demonym" or passage.low(h.end) == "'s" for h in near)


def _only_state(passage: Passage) -> str | None:
    """Return the nuclear-armed state that the sentence names, when it names no other state and no alliance."""
    named = {h.senses[0].country for h in passage.hits if h.senses[0].kind not in _NOT_STATES} - {None, "NGO"}
    state = named.pop() if len(named) == 1 else None
    return state if state in load_warheads() else None


def _find_armed(passage: Passage) -> list[Flag]:
    """Return a flag for more nuclear-armed states than there are."""
    table = load_table("warheads")
    armed = len(table.content["nuclear_armed"])
    if passage.day < table.content["nine_since"]:
        return []
    out = []
    for quantity in passage.quantities:
        after = passage.index(quantity.span.end)
        if quantity.value is not None and quantity.low == quantity.high and passage.end_of(after, "armed") > after:
            if quantity.value > armed:
                message = f"the {table.cited}, has {armed} nuclear-armed states ({table.source})"
                out.append(Flag("number_mismatch", quantity.span, message))
    return out
