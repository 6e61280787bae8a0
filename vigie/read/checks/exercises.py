"""Whose a named exercise is: « l'exercice russe Steadfast Noon »."""

from __future__ import annotations

from collections.abc import Iterator

from vigie.lang.gazetteer import Hit
from vigie.lang.reference import Exercise, load_exercises, load_sides, load_table
from vigie.model import Flag
from vigie.read.checks.passage import ARTICLES, Passage, owner_of

_REACH = 4


def find_exercise_mismatches(passage: Passage) -> list[Flag]:
    """Return a flag for an exercise that the words beside its name give to somebody of another side."""
    table = load_table("exercises")
    if not passage.is_known(table) or not passage.has("exercise"):
        return []
    sides = load_sides()
    out = []
    for exercise, start, end in _find_named(passage):
        right = {sides[o] for o in exercise.owners if o in sides}
        for hit in passage.hits:
            who = owner_of(hit.senses[0])
            if who not in sides or who in exercise.owners or sides[who] in right:
                continue
            stretch = _find_giving(passage, hit, start, end)
            if stretch is not None and not passage.is_denied(*stretch):
                owners = ", ".join(sorted(exercise.owners))
                message = f"the {table.cited}, has {exercise.name} as an exercise of {owners} ({table.source})"
                out.append(Flag("exercise_mismatch", passage.span(*stretch), message))
    return out


def _find_named(passage: Passage) -> Iterator[tuple[Exercise, int, int]]:
    """Yield the exercises named in the sentence; of two that begin alike the longer name."""
    lows = passage.lows
    taken: set[int] = set()
    for exercise in sorted(load_exercises(), key=lambda e: -len(e.words)):
        size = len(exercise.words)
        for i in range(len(lows) - size + 1):
            capital = passage.words[i].text[:1].isupper()
            if capital and i not in taken and tuple(lows[i : i + size]) == exercise.words:
                taken.update(range(i, i + size))
                yield exercise, i, i + size


def _find_giving(passage: Passage, hit: Hit, start: int, end: int) -> tuple[int, int] | None:
    """Return the words that give the exercise named at [start, end) to the one named in the hit, or None."""
    if hit.senses[0].kind == "country" and passage.lang == "en" and passage.low(hit.end) != "'s":
        return None
    if hit.end <= start <= hit.end + _REACH and _is_one_phrase(passage, hit.end, start):
        return _with_exercise(passage, hit.start, end, hit, start)
    if passage.lang == "fr" and end < hit.start <= end + 2 and passage.low(end) in {"de", "du"}:
        if all(low in ARTICLES for low in passage.lows[end + 1 : hit.start]):
            return _with_exercise(passage, start, hit.end, hit, start)
    if passage.low(end) == "," and end < hit.start <= end + _REACH:
        return _with_apposition(passage, hit, start, end)
    return None


def _is_one_phrase(passage: Passage, start: int, end: int) -> bool:
    """Return whether the words between are nouns, adjectives or the word "exercise", which taggers take for a verb at times."""
    return all(passage.is_linked(i, i + 1) or passage.is_one_of(i, "exercise") for i in range(start, end))


def _with_exercise(passage: Passage, first: int, last: int, hit: Hit, name: int) -> tuple[int, int] | None:
    """Return the stretch when the word "exercise" stands in it, right before it or right behind it."""
    inside = [i for i in range(hit.end, name) if passage.is_one_of(i, "exercise")]
    before = (
        [i for i in range(max(0, first - 2), first) if passage.is_one_of(i, "exercise")] if passage.lang == "fr" else []
    )
    behind = [i for i in (last, last + 1) if passage.is_one_of(i, "exercise") and passage.is_linked(last, i)]
    found = inside + before + behind
    return (min([first, *found]), max([last, *(i + 1 for i in found)])) if found else None


def _with_apposition(passage: Passage, hit: Hit, start: int, end: int) -> tuple[int, int] | None:
    """Return the stretch of "Zapad, a NATO exercise" and of « Zapad, exercice de l'OTAN »."""
    if passage.lang == "en":
        near = range(hit.end, min(hit.end + _REACH, len(passage.lows)))
        noun = next((i for i in near if passage.is_one_of(i, "exercise")), None)
        opened = all(
            low in ARTICLES or passage.words[i].pos == "ADJ" for i, low in _between(passage, end + 1, hit.start)
        )
        return (start, noun + 1) if noun is not None and opened and passage.is_linked(hit.end, noun) else None
    noun = next((i for i in range(end + 1, hit.start) if passage.is_one_of(i, "exercise")), None)
    if noun is None or any(low not in ARTICLES for _, low in _between(passage, end + 1, noun)):
        return None
    led = [(i, low) for i, low in _between(passage, noun + 1, hit.start) if passage.words[i].pos != "ADJ"]
    return (start, hit.end) if all(low in ARTICLES | {"de", "du"} for _, low in led) else None


def _between(passage: Passage, start: int, end: int) -> list[tuple[int, str]]:
    return [(i, passage.lows[i]) for i in range(start, end)]
