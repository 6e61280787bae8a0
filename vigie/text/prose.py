"""Two readings of one page made one: the strict one, and the prose that it left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

INSIDE, HEAD, TAIL = 40, 200, 500
"""So many characters of prose between two lines that are kept are kept too, before the first and after the last one.
Before an article stand its headline and a standfirst, after it a word on the author or a plea to subscribe: both are short."""
LEAST = 0.5
"""A strict reading with less than this share of the prose has missed the article."""
_ENDS = (".", "!", "?", "…", ":", "。", "！", "？", "؟", "।", "”", "»", '"', "’")


def merge_prose(strict: str, wide: str) -> str:
    """Return the lines of the strict reading with the prose of the wide one in its places.

    A strict reading leaves out paragraphs that hold links, wherever they stand. What is prose, a long line that ends as a
    sentence does, and stands among kept lines, belongs to the article. Where the
    strict reading has hardly any of the prose, it has gone astray, and the wide one is returned.

    >>> print(merge_prose("One.\\nThree.", "Menu\\nOne.\\nTwo says what one and three have left untold.\\nMore\\nThree.\\nShare"))
    One.
    Two says what one and three have left untold.
    Three.
    """
    merged = _merge(strict, wide)
    return merged if LEAST * _count_prose(wide) <= _count_prose(merged) else wide


def _merge(strict: str, wide: str) -> str:
    lines = [line for line in strict.split("\n") if line.strip()]
    places = {_key(line): at for at, line in enumerate(lines)}
    whole = _key(strict)
    left: dict[int, list[str]] = {}
    at = -1
    for line in wide.split("\n"):
        key = _key(line)
        if key in places:
            at = places[key]
        elif key and key not in whole:
            left.setdefault(at, []).append(line)
    return "\n".join(_iter_merged(lines, left))


def is_prose(line: str, length: int = INSIDE) -> bool:
    """Return whether a line is so long and ends as a sentence does."""
    return len(line.strip()) >= length and line.rstrip().endswith(_ENDS)


def _iter_merged(lines: Sequence[str], left: dict[int, list[str]]) -> Iterator[str]:
    yield from (line for line in left.get(-1, ()) if is_prose(line, HEAD))
    for at, line in enumerate(lines):
        yield line
        prose = [other for other in left.get(at, ()) if is_prose(other)]
        if at < len(lines) - 1 or sum(map(len, prose)) >= TAIL:
            yield from prose


def _count_prose(text: str) -> int:
    """Return how many characters of prose a text has, each line counted once."""
    return sum(len(line) for line in dict.fromkeys(text.split("\n")) if is_prose(line))


def _key(text: str) -> str:
    """Return a line without white space and list marks, in small letters, so that two readings of it are equal."""
    return "".join(text.split()).lstrip("-").lower()
