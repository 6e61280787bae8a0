"""The transition table of a scenario: how likely each act is between two parties, given how they stand. Both drivers read
this one table; docs/simulator.md tells the equations."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from vigie.exercise.cast import Cast, Scenario
from vigie.exercise.simulate.actions import GRAVEST, RUNGS, Action, Actions, load_actions

SCALE = 1 << 16
"""Chances are whole numbers of 1/65536, drawn against 16 random bits."""
BANDS = 7
"""Bands of tension, each 16 wide: 0 to 15, … 96 to 100."""
ROWS = len(RUNGS) * BANDS * 2 * 2
"""Rows of one pair: rung, band of tension, channel, weekend."""
TENSION = {"ally": 5, "between": 12, "rival": 25}
"""Where tension rests."""
HOLD = (0, 4, 11, 21, 33, 47, 63)
"""Tension above rest that it takes to stay on each rung."""
RELIEF_FROM = 3
"""The rung from which there is something to withdraw or to cease."""
STEP = 0.3
"""How much rarer an act is for each rung that it stands above where the pair is."""
REOPEN = 3.0
"""How much likelier talks are opened where the channel is closed."""
HOLDING = ("strike", "cover")
"""Intents that keep a posture once it is raised."""
TOP = {"conventional": 5, "nuclear": 5, "readiness": 100, "resolve": 100, "stability": 100}


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A scenario as whole numbers. Actors and sites stand in the scenario's order, moves are action + actions * side.

    Who `holds` does not come back to its postures at rest. `any` says for each row of each pair how likely there is a move at all, `moves` which one, added up.
    `actions` is (tension, channel or -1, severity, rung, hurts, site or -1) by action, `effects` what it does to who acts.
    """

    actors: tuple[str, ...]
    sites: tuple[str, ...]
    keys: tuple[str, ...]
    pairs: tuple[tuple[int, int], ...]
    rest: tuple[int, ...]
    base: tuple[tuple[int, ...], ...]
    holds: tuple[bool, ...]
    any: np.ndarray[Any, np.dtype[np.int64]]
    moves: np.ndarray[Any, np.dtype[np.int64]]
    actions: tuple[tuple[int, ...], ...]
    effects: tuple[tuple[int, ...], ...]
    places: tuple[tuple[tuple[int, ...], ...], ...]
    """Sites by action and party that they may belong to: places[action][actor]; whose they are is in `at`."""
    at: tuple[str, ...]


def make_table(scenario: Scenario, *, cap: int = GRAVEST, calm: bool = False, actions: Actions | None = None) -> Table:
    """Return the transition table of a scenario, without acts graver than `cap`; with `calm` nobody intends anything.

    rate(a does k to b) = rate(k) * relation * intent(a) * 0.3^(rungs that k is above) * (1 + w * tension) * weekend
    P(some act between a and b in a day) = 1 - exp(-sum of rates)      P(this one | some) = its share of the sum
    """
    actions = actions or load_actions()
    cast = scenario.cast
    pairs = tuple(_find_pairs(cast))
    relations = [find_relation(cast[i], cast[j]) for i, j in pairs]
    places = tuple(_find_places(scenario, action) for action in actions.rows)
    rates = np.stack(
        [
            np.concatenate([_rates(cast, a, b, kind, actions, places, cap, calm) for a, b in ((i, j), (j, i))], axis=1)
            for (i, j), kind in zip(pairs, relations, strict=True)
        ]
        or [np.zeros((ROWS, 2 * len(actions.rows)))]
    )  # fmt: skip
    total = rates.sum(axis=2)
    share = np.cumsum(rates, axis=2) / np.where(total, total, 1)[:, :, None]
    return Table(
        actors=tuple(c.key for c in cast),
        sites=tuple(s.key for s in scenario.sites),
        keys=tuple(a.key for a in actions.rows),
        pairs=pairs,
        rest=tuple(TENSION[kind] for kind in relations),
        base=tuple((c.conventional, c.nuclear, c.readiness, c.resolve, c.stability) for c in cast),
        holds=tuple(not calm and c.intent in HOLDING for c in cast),
        any=np.rint(SCALE * -np.expm1(-total)).astype(np.int64).reshape(-1),
        moves=np.rint(SCALE * share).astype(np.int64).reshape(-1, 2 * len(actions.rows)),
        actions=tuple(_plain(a) for a in actions.rows),
        effects=tuple(a.effects.actor for a in actions.rows),
        places=places,
        at=tuple(a.site_of for a in actions.rows),
    )


def find_relation(one: Cast, other: Cast) -> str:
    """Return how two parties stand to each other: ally, between or rival."""
    if one.side == other.side:
        return "between" if one.side == "between" else "ally"
    return "between" if "between" in (one.side, other.side) else "rival"


def _find_pairs(cast: tuple[Cast, ...]) -> list[tuple[int, int]]:
    """Return the pairs that deal with each other: states and alliances, but not an alliance with its member."""
    own = [n for n, party in enumerate(cast) if party.kind in ("state", "alliance")]
    return [
        (i, j)
        for i, j in itertools.combinations(own, 2)
        if cast[i].key not in cast[j].members and cast[j].key not in cast[i].members
    ]


def _find_places(scenario: Scenario, action: Action) -> tuple[tuple[int, ...], ...]:
    """Return by party which of its sites, and of its members, an action can be done at."""
    found = []
    for party in scenario.cast:
        own = {party.key, *party.members}
        found.append(tuple(n for n, s in enumerate(scenario.sites) if s.actor in own and s.kind in action.site_kinds))
    return tuple(found)


def _plain(action: Action) -> tuple[int, ...]:
    effects = action.effects
    channel = -1 if effects.channel is None else effects.channel
    site = -1 if effects.site is None else effects.site
    return effects.tension, channel, action.severity, action.rung, effects.hurts, site


def _rates(
    cast: tuple[Cast, ...], a: int, b: int, relation: str, actions: Actions,
    places: tuple[tuple[tuple[int, ...], ...], ...], cap: int, calm: bool,
) -> np.ndarray[Any, np.dtype[np.float64]]:  # fmt: skip
    """Return the rate of each action of a towards b, by row."""
    intents = actions.intents["calm" if calm else cast[a].intent]
    found = np.zeros((ROWS, len(actions.rows)))
    for n, action in enumerate(actions.rows):
        owner = a if action.site_of == "actor" else b
        can = not action.needs_exercise and (cast[a].has_nuclear or not action.needs_nuclear)
        if action.severity > cap or not can or (action.site_kinds and not places[n][owner]):
            continue
        rate = action.rate * actions.relations[relation][action.group] * intents[action.group]
        found[:, n] = rate * _by_row(action, actions.tension, actions.weekend)
    return found


def _by_row(
    action: Action, tension: Mapping[str, float], weekend: Mapping[str, float]
) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return the factor of an action in each row."""
    rung, band, channel, rest = np.indices((len(RUNGS), BANDS, 2, 2)).reshape(4, -1)
    factor = STEP ** np.maximum(0, action.rung - rung) * (1 + tension[action.group] * (16 * band + 8) / 100)
    factor = factor * np.where(rest == 1, weekend[action.group], 1.0)
    if action.effects.channel == 0:
        factor = np.where(channel == 1, factor, 0.0)
    if action.effects.channel == 1 and action.group == "talk":
        factor = np.where(channel == 1, factor, factor * REOPEN)
    if action.group == "relief":
        factor = np.where(rung >= RELIEF_FROM, factor, 0.0)
    return np.asarray(factor, dtype=np.float64)
