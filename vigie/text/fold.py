"""The fold used for matching: equal length, so that an offset in it is an offset in the text."""

from __future__ import annotations

import re

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"
_APOSTROPHES = "\u2019\u2018\u02bc\u201b\u2032\u00b4\u0060"
_TABLE = str.maketrans(
    dict.fromkeys(_SPACES, " ") | dict.fromkeys(_APOSTROPHES, "'") | {"\u2010": "-", "\u2011": "-", "\u0130": "i"}
)
_BROKEN = re.compile("[\0\ud800-\udfff]")


def make_whole(text: str) -> str:
    """Return the text with NUL and halves of surrogate pairs, which no model or trie can take, replaced one for one."""
    return _BROKEN.sub("\ufffd", text)


def fold(text: str) -> str:
    """Return the text lower-cased, odd spaces and apostrophes made plain, one character for one.

    `casefold` and NFKC change lengths; `lower` does so for U+0130 alone, which the table takes first.

    >>> fold("L\u2019OTAN\u00a0!")
    "l'otan !"
    """
    return text.translate(_TABLE).lower()
