"""A phrase that fills a slot, with what agrees with it; and how a language joins words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from vigie.exercise.render.draft import Draft

SOFT = "\ue000"
"""A comma that closes an apposition, unless another mark follows."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words for a slot; `codes` say whom they name, `number` is of the verb that goes with them."""

    text: str
    gender: str = "m"
    plural: bool = False
    codes: tuple[str, ...] = ()

    def agree(self, endings: tuple[str, ...]) -> str:
        """Return the ending that agrees: two are singular and plural, four are m, f, mp and fp."""
        if len(endings) == 2:
            return endings[self.plural]
        return endings[2 * self.plural + (self.gender == "f")]


class Tongue(Protocol):
    """What YAML cannot say of a language."""

    def join(self, draft: Draft) -> None:
        """Put right what words do to each other where they meet."""


_SPACES = re.compile(r" {2,}")
_BEFORE = re.compile(r" +(?=[,.…)\]])(?!\.\.\.|…|\[)")
_SOFT_DROPPED = re.compile(rf"{SOFT}(?= ?[,.;:!?”)\n–]|$)")
_SOFT = re.compile(SOFT)
_CAPITAL = re.compile(r"\^")
_WORD = re.compile(r"\w")
_DOUBLED = re.compile(r",(?=,)|\.(?=\.(?!\.))(?<!\.\.)")


def tidy(draft: Draft) -> None:
    """Take out doubled spaces and commas, settle soft commas, and begin what `^` marks with a capital."""
    draft.edit(_SPACES, " ")
    draft.edit(_SOFT_DROPPED, "")
    draft.edit(_SOFT, ",")
    draft.edit(_BEFORE, "")
    draft.edit(_DOUBLED, "")
    for match in reversed(list(_CAPITAL.finditer(draft.text))):
        letter = _WORD.search(draft.text, match.end())
        if letter is not None:
            draft.replace(letter.start(), letter.end(), letter[0].upper())
        draft.replace(match.start(), match.end(), "")
