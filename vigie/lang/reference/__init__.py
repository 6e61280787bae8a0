"""Tables that a text is held against: warheads by state and year, members of alliances, whose a yearly exercise is.

Facts with the source each can be read at and the day until which they are known; `docs/reference.md` tells how they are kept. Offices
and the agencies of states stand in the gazetteer.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
NEWEST = "9999"


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its name, where its facts can be read, the ISO day until which it is known, and its rows."""

    name: str
    source: str
    known_until: str
    rows: tuple[tuple[str, ...], ...]
    content: Any

    @property
    def cited(self) -> str:
        """Return the table as a message names it."""
        return f"table of {self.name}, known until {self.known_until}"


@lru_cache(maxsize=None)
def load_table(name: str) -> Table:
    """Return a packaged table."""
    content = _read(name)
    rows = tuple(tuple(cell.strip() for cell in row.split("|")) for row in content["rows"])
    return Table(name, content["source"], content["known_until"], rows, content)


def _read(name: str) -> Any:
    path = files("vigie.lang.reference") / "tables" / f"{name}.yaml"
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)


@lru_cache(maxsize=None)
def load_words(lang: str) -> dict[str, tuple[str, ...]]:
    """Return the lists of words of the checks in a language; empty where it has none."""
    return {key: tuple(words) for key, words in _read("words").get(lang, {}).items()}


@lru_cache(maxsize=1)
def load_warheads() -> dict[str, dict[int, tuple[int, int]]]:
    """Return the fewest and the most warheads of each state by year."""
    found: dict[str, dict[int, tuple[int, int]]] = {}
    for state, year, low, high in load_table("warheads").rows:
        found.setdefault(state, {})[int(year)] = (int(low), int(high))
    return found


@dataclass(frozen=True, slots=True)
class Membership:
    """A state's time in an organisation; `end` is the first day it was out again, or far in the future."""

    body: str
    state: str
    start: str
    end: str


@lru_cache(maxsize=1)
def load_memberships() -> tuple[Membership, ...]:
    """Return who was in which organisation, and when."""
    return tuple(
        Membership(body, state, start, end or NEWEST)
        for body, states, start, end in load_table("members").rows
        for state in states.split(",")
    )


def find_members(body: str, day: str) -> frozenset[str]:
    """Return the members of an organisation on a day.

    >>> len(find_members("nato", "2022-10-13")), len(find_members("nato", "2024-03-07")), len(find_members("eu", "2020-02-01"))
    (30, 32, 27)
    """
    return frozenset(m.state for m in load_memberships() if m.body == body and m.start <= day < m.end)


def find_contested(body: str) -> frozenset[str]:
    """Return the states whose membership is told differently by different sides."""
    return frozenset(load_table("members").content["contested"].get(body, ()))


@dataclass(frozen=True, slots=True)
class Exercise:
    """A named exercise: the folded words of its name, whose it is, the month it mostly falls in and its first year."""

    name: str
    words: tuple[str, ...]
    owners: frozenset[str]
    month: int | None
    first: int | None


@lru_cache(maxsize=1)
def load_exercises() -> tuple[Exercise, ...]:
    """Return the named exercises."""
    return tuple(
        Exercise(
            name,
            tuple(name.lower().split()),
            frozenset(owners.split(",")),
            int(month) if month else None,
            int(first) if first else None,
        )
        for name, owners, month, first in load_table("exercises").rows
    )


@lru_cache(maxsize=1)
def load_sides() -> dict[str, str]:
    """Return the side of each state or alliance that an exercise may wrongly be given to."""
    return {who: side for side, all_of in load_table("exercises").content["sides"].items() for who in all_of}
