"""How many members an organisation has, and whether a state is one of them, by the days of accession."""

from __future__ import annotations

from vigie.lang.gazetteer import Hit
from vigie.lang.reference import find_contested, find_members, load_memberships, load_table
from vigie.model import Flag, Quantity
from vigie.read.checks.passage import ARTICLES, Passage, is_state

_GRACE = 120
"""So many days around an accession either number is taken: texts say "soon 32" and write the old number on."""
_OF = frozenset({"of", "de", "du", "des", "d'"})
_GOES_ON = frozenset(
    {"that", "who", "which", "with", "in", "on", "without", "along", "and", "or", "plus", "et", "ou", "qui", "dont"}
)
_ALL = frozenset({"all", "tous"})
_ENDS = frozenset(
    {",", ".", ";", ")", ":", "!", "", "–", "—", "that", "which", "whose", "since", "qui", "dont", "depuis"}
)
_DEFINES = frozenset({"a", "an", "itself", "also", "founding", "new", "newest", "long-time", "longtime", "fellow"})
_UNSURE = frozenset("of de du d' des with avec between entre and et or ou near bordering from".split())


def _bodies(passage: Passage) -> list[tuple[str, Hit]]:
    keys = {m.body for m in load_memberships()}
    found = [(h.senses[0].key.removeprefix("org/"), h) for h in passage.hits]
    return [(key, h) for key, h in found if key in keys]


def find_count_mismatches(passage: Passage) -> list[Flag]:
    """Return a flag for a number of members that an organisation had on no day near that of the text.

    A smaller number may be some of them: it is flagged only behind "all", or right behind the organisation's name.
    """
    table = load_table("members")
    if not passage.is_known(table) or not passage.is_of_now:
        return []
    out = []
    for body, hit in _bodies(passage):
        for quantity in passage.quantities:
            whole = _is_count(passage, hit, quantity)
            right = _find_counts(passage, body)
            value = quantity.value
            if whole is None or value is None or quantity.low != quantity.high or value > 2 * max(right):
                continue
            if value > max(right) or (whole and value < min(right)):
                many = len(find_members(body, passage.day))
                message = (
                    f"the {table.cited}, has {many} members of {hit.senses[0].name} on {passage.day} ({table.source})"
                )
                out.append(Flag("number_mismatch", quantity.span, message))
    return out


def _find_counts(passage: Passage, body: str) -> set[int]:
    """Return the numbers of members that are right near the day, with and without contested ones."""
    counts = {len(find_members(body, day)) for day in passage.around(_GRACE)}
    return counts | {n + k for n in counts for k in range(len(find_contested(body)) + 1)}


def _is_count(passage: Passage, hit: Hit, quantity: Quantity) -> bool | None:
    """Return whether the number counts all members (True) or perhaps some (False); None when it does not count them."""
    first, after = passage.index(quantity.span.start), passage.index(quantity.span.end)
    named = passage.low(first - 1) in _ALL or passage.low(first - 2) in _ALL
    if passage.low(after) == "-" and passage.low(after + 1) == "member" and hit.start == after + 2:
        return True
    if hit.start == after:  # the 33 NATO members
        end = passage.end_of(hit.end, "members")
        return named if end > hit.end and passage.low(end) not in _GOES_ON else None
    end = passage.end_of(after, "members")
    if end == after:
        return None
    if hit.end == first - 1 and passage.low(first - 1) == "'s":  # NATO's 33 members
        return None if passage.low(end) in _OF else passage.low(end) not in _GOES_ON
    between = passage.lows[end : hit.start]
    if hit.start > end and between[0] in _OF and all(low in ARTICLES for low in between[1:]):
        goes_on = _is_carried_on(passage, hit.end) or passage.low(hit.end) in _GOES_ON | {"'s", "-"}
        return None if goes_on else named
    return None


def _is_carried_on(passage: Passage, at: int) -> bool:
    """Return whether the word behind the organisation narrows who is meant ("of NATO deployed in Estonia")."""
    if at >= len(passage.words):
        return False
    word = passage.words[at]
    if word.pos == "VERB" and passage.lang == "en":
        return sum(w.pos in {"VERB", "AUX"} for w in passage.words) > 1
    return word.pos in {"NOUN", "ADJ", "PROPN"} or (
        word.pos == "VERB" and word.low.rstrip("es").endswith(("é", "i", "u"))
    )


def find_member_mismatches(passage: Passage) -> list[Flag]:
    """Return a flag for a state that is called a member of an organisation it was not in near the day of the text."""
    table = load_table("members")
    if not passage.is_known(table) or not passage.is_of_now:
        return []
    out = []
    for body, hit in _bodies(passage):
        claim = _find_english(passage, hit) if passage.lang == "en" else _find_french(passage, hit)
        if claim is None:
            continue
        state, start, end = claim
        members = {m for day in passage.around(_GRACE) for m in find_members(body, day)}
        if state in members | find_contested(body) or passage.is_denied(start, end):
            continue
        name = hit.senses[0].name
        message = (
            f"the {table.cited}, does not have {state} among the members of {name} on {passage.day} ({table.source})"
        )
        out.append(Flag("member_mismatch", passage.span(start, end), message))
    return out


def _state_at(passage: Passage, *, start: int | None = None, end: int | None = None) -> Hit | None:
    return next(
        (h for h in passage.hits if start in (None, h.start) and end in (None, h.end) and is_state(h.senses[0])), None
    )


def _find_english(passage: Passage, hit: Hit) -> tuple[str, int, int] | None:
    """Return the state in "NATO member X", "X, a NATO member," and "X is a member of NATO", with the words of it."""
    end = hit.end + 1
    if passage.is_one_of(hit.end, "member"):
        end += passage.low(end) in {"state", "country", "nation"}
        named = _state_at(passage, start=end)
        if named is not None:
            is_bare = passage.low(hit.end) == "member" and passage.low(hit.start - 1) not in ARTICLES | {"every", "any"}
            return (str(named.senses[0].country), hit.start, named.end) if is_bare else None
        return _find_subject(passage, hit.start, end)
    at = hit.start - 1
    at -= passage.low(at) in ARTICLES
    if passage.low(at) == "of" and passage.low(at - 1) == "member":
        return _find_subject(passage, at - 1, hit.end)
    return None


def _find_french(passage: Passage, hit: Hit) -> tuple[str, int, int] | None:
    """Return the state in « X, membre de l'OTAN, » and « X est membre de l'OTAN », with the words of it."""
    at = hit.start - 1
    at -= passage.low(at) in ARTICLES
    at -= passage.low(at - 1) == "fondateur"
    if passage.low(at) not in _OF or not passage.is_one_of(at - 1, "member"):
        return None
    at -= 1 + (passage.low(at - 2) in {"pays", "état"})
    return _find_subject(passage, at, hit.end)


def _find_subject(passage: Passage, at: int, end: int) -> tuple[str, int, int] | None:
    """Return the state right before the comma or the "is" that leads to the words, which nothing may carry on."""
    if passage.low(end) not in _ENDS:
        return None
    i = at - 1
    while passage.low(i) in _DEFINES | ARTICLES:
        i -= 1
    if passage.low(i) not in {",", "is", "est", "("}:
        return None
    named = _state_at(passage, end=i)
    if named is None:
        return None
    before = named.start - 1
    before -= passage.low(before) in ARTICLES
    return None if passage.low(before) in _UNSURE else (str(named.senses[0].country), named.start, end)
