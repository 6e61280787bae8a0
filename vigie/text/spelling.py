"""Names as they sound: one person's name is spelled otherwise in another language."""

from __future__ import annotations

import re
import unicodedata

from vigie.text.fold import fold

_WORD = re.compile(r"\w+")
_SOUNDS = (
    ("tch", "s"), ("sch", "s"), ("sh", "s"), ("ch", "s"), ("ph", "f"), ("kh", "k"), ("ck", "k"), ("c", "k"), ("q", "k"),
    ("w", "v"), ("x", "ks"), ("z", "s"),
)  # fmt: skip
_SILENT = str.maketrans("", "", "aeiouyjh")
_DOUBLED = re.compile(r"(.)\1+")


def find_skeleton(name: str) -> str:
    """Return the consonants of the last word of a name, which the languages of Europe spell much alike.

    >>> find_skeleton("Vladimir Poutine") == find_skeleton("Vladimir Putin") == "ptn"
    True

    Where they are fewer than three, the word itself; a name in other letters than Latin stays as it is.
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", fold(name)) if not unicodedata.combining(c))
    words = _WORD.findall(plain)
    word = words[-1] if words else plain
    if not word.isascii() or not word.isalpha():
        return word
    sounds = word
    for spelled, sound in _SOUNDS:
        sounds = sounds.replace(spelled, sound)
    sounds = _DOUBLED.sub(r"\1", sounds.translate(_SILENT))
    return sounds if len(sounds) > 2 else word
