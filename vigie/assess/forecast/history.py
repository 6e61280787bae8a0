"""What was known, laid out for counting: every act once from each side, by actor and by kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from vigie.assess.forecast.acts import Act, fold_acts

Ints: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]
ACTOR, KIND, RECIPIENT, DAY = range(4)


@dataclass(frozen=True)
class History:
    """Acts as rows (actor, kind, recipient, day), each also seen from its recipient with the kind + `kinds`.

    Rows are sorted by actor and day; `of` gives the act that a row came from. A history holds what was known at its
    moment and nothing else: whoever has it cannot read the future.
    """

    rows: Ints
    of: Ints
    actors: int
    kinds: int

    @cached_property
    def starts(self) -> Ints:
        """Return where the rows of every actor begin."""
        return np.searchsorted(self.rows[:, ACTOR], np.arange(self.actors + 1))

    @cached_property
    def by_kind(self) -> Ints:
        """Return the numbers of the rows in order of kind and day."""
        return np.lexsort((self.rows[:, DAY], self.rows[:, KIND]))

    @cached_property
    def kind_starts(self) -> Ints:
        """Return where the rows of every kind begin in `by_kind`."""
        return np.searchsorted(self.rows[self.by_kind, KIND], np.arange(2 * self.kinds + 1))

    def of_actor(self, actor: int) -> slice:
        """Return which rows are of the actor."""
        return slice(int(self.starts[actor]), int(self.starts[actor + 1]))

    def of_kind(self, kind: int) -> Ints:
        """Return the numbers of the rows of a kind."""
        return self.by_kind[self.kind_starts[kind] : self.kind_starts[kind + 1]]


@dataclass(frozen=True, slots=True)
class Names:
    """The actors and kinds of a history by number, and its acts."""

    actors: tuple[str, ...]
    kinds: tuple[str, ...]
    acts: tuple[Act, ...]

    def kind(self, number: int) -> str:
        """Return the name of a kind; one seen from the recipient is marked "by"."""
        return self.kinds[number] if number < len(self.kinds) else f"by:{self.kinds[number - len(self.kinds)]}"


def make_history(acts: Sequence[Act]) -> tuple[History, Names]:
    """Return the acts as a history, folded by day, with the names of what is in it."""
    folded = fold_acts(acts)
    actors = tuple(sorted({name for act in folded for name in (act.actor, act.recipient)}))
    kinds = tuple(sorted({act.kind for act in folded}))
    actor_of, kind_of = ({name: i for i, name in enumerate(names)} for names in (actors, kinds))
    rows = [(actor_of[a.actor], kind_of[a.kind], actor_of[a.recipient], a.day.toordinal()) for a in folded]
    array = np.array(rows, np.int64).reshape(-1, 4)
    return lay_out(array, actors=len(actors), kinds=len(kinds)), Names(actors, kinds, tuple(folded))


def lay_out(events: Ints, *, actors: int, kinds: int) -> History:
    """Return rows (actor, kind, recipient, day) as a history; a row that stands twice counts once."""
    back = np.stack([events[:, RECIPIENT], events[:, KIND] + kinds, events[:, ACTOR], events[:, DAY]], 1)
    rows, of = np.concatenate([events, back]), np.tile(np.arange(len(events)), 2)
    order = np.lexsort((rows[:, RECIPIENT], rows[:, KIND], rows[:, DAY], rows[:, ACTOR]))
    rows, of = rows[order], of[order]
    new = np.append(True, np.any(rows[1:] != rows[:-1], axis=1))[: len(rows)]
    return History(rows[new], of[new], actors, kinds)
