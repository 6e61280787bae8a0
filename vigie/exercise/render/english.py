"""English: articles that a name needs, a before a vowel, numbers in words."""

from __future__ import annotations

import re

from vigie.exercise.render.draft import Draft

_AN = re.compile(r"\b([Aa]) (?=[aeioAEIO]|[Uu](?!ni|su|ti|S\b|K\b)|[Ee]ight|1[18]\b|8\d?\b)(?!one\b|eu)")
_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NEEDS_THE = re.compile(
    r"\b(alliance|union|republic|kingdom|pact|league|federation|islands|states|confederation|treaty|compact|front)\b",
    re.I,
)


def join(draft: Draft) -> None:
    """Turn a into an before a vowel."""
    draft.edit(_AN, r"\1n ")


def with_article(name: str, *, needs: bool = False) -> str:
    """Return a party's name as it stands in a sentence: the Northern Pact, but Norvia; `needs` one whatever it is."""
    if name.lower().startswith("the "):
        return f"the {name[4:]}"
    return f"the {name}" if needs or _NEEDS_THE.search(name) else name


def bare(name: str) -> str:
    """Return a name without its article."""
    return name[4:] if name.lower().startswith("the ") else name


def spell(number: int) -> str:
    """Return a number below a hundred in words.

    >>> spell(12), spell(40), spell(97)
    ('twelve', 'forty', 'ninety-seven')
    """
    if number < 20:
        return _UNITS[number]
    tens, rest = divmod(number, 10)
    return _TENS[tens - 2] + (f"-{_UNITS[rest]}" if rest else "")


def group(number: int, space: str = ",") -> str:
    """Return a number in digits, thousands apart."""
    return f"{number:,}".replace(",", space)
