"""Where the words of a content begin and end: no mark, space, comma, dash or full stop stands at its edges."""

from __future__ import annotations

import re

_LEFT = re.compile(r"(?:[\s,;:.«»“”„‟\"‹›‘]|``|''|<<|>>|[–—-](?=\s)|'(?=\w+\b(?<!'tis)(?<!'twas)(?<!'em)))+")
_RIGHT = re.compile(r"(?:[\s,;:«»“”„‟\"‹›‘]|``|''|<<|>>|(?<=\s)[–—-]|(?<![sS])['’]|(?<=[.,?!…])['’]|(?<!\.)\.(?!\.))$")
_ABBREVIATED = re.compile(r"\b(?:\w|[ap]\.m|etc|St|Inc|Ltd|Co|Corp|Jr|Sr|vs|av|apr|p\.ex|cf)\.$")


def trimmed(words: str) -> tuple[int, int]:
    """Return where the content begins and ends inside the characters.

    A closing « ? », « ! » or an ellipsis belongs to the content, so does the stop of an abbreviation.

    >>> [w[slice(*trimmed(w))] for w in ("« Fini. »", "“Why?”", "the U.S.", "the Smiths’", "we wait...", "a 'test'", "- Non !")]
    ['Fini', 'Why?', 'the U.S.', 'the Smiths’', 'we wait...', "a 'test", 'Non !']
    """
    match = _LEFT.match(words)
    start = match.end() if match else 0
    end = len(words)
    while end > start:
        at = _RIGHT.search(words, start, end)
        if at is None or _ABBREVIATED.search(words, start, end):
            break
        end = at.start()
    return (start, end) if start < end else (0, len(words))
