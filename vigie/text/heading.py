"""The heading that marks a text as invented for an exercise: EXERCISE or EXERCICE in capitals, first thing in it."""

from __future__ import annotations

LONGEST = 120
_WORDS = ("EXERCISE", "EXERCICE")


def is_headed(text: str) -> bool:
    """Return whether the text's first line is a heading EXERCISE.

    >>> is_headed("EXERCISE – Quiet autumn – not real\\n\\nTanks moved."), is_headed("Exercise is good for you.")
    (True, False)
    """
    line = text.lstrip("\ufeff \t\r\n").split("\n", 1)[0].strip()
    first = line.split()[0].strip(":–-—") if line else ""
    return len(line) < LONGEST and line.upper().startswith(_WORDS) and first.isupper()
