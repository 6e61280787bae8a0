"""Days that stand between a cue and who says it, or at the end of who says it: when, not who."""

from __future__ import annotations

from vigie.read.layers import Unit

WHOLE_DAYS = frozenset(
    "lundi mardi mercredi jeudi vendredi samedi dimanche monday tuesday wednesday thursday friday saturday sunday "
    "hier aujourd'hui yesterday today".split()
)
MONTHS = frozenset(
    "january february march april may june july august september october november december janvier février mars avril "
    "mai juin juillet août septembre octobre novembre décembre".split()
)
DAYS = WHOLE_DAYS | frozenset({"matin", "soir", "nuit", "midi"})


def without_day(unit: Unit, run: list[int]) -> list[int]:
    """Return the phrase without the day it ends with ("The ministry [on Sunday] denied"): that is when, not who."""
    end = len(run)
    while end > 1 and unit.words[run[end - 1]].low in DAYS:
        end -= 1
    if 1 < end < len(run) and unit.words[run[end - 1]].pos == "ADP":
        end -= 1
    return run[:end]


def skip_day(unit: Unit, start: int) -> int:
    """Return where the words go on behind a day (« a dit [ce mercredi] la ministre », « a lancé [lundi 13 octobre] Ada »)."""
    words = unit.words
    at = start + (start + 1 < len(words) and words[start].low in {"ce", "cet", "this", "last"})
    if at >= len(words) or words[at].low not in DAYS:
        return start
    while at < len(words) and words[at].low in DAYS:
        at += 1
    return at + 2 if at + 1 < len(words) and words[at].pos == "NUM" else at
