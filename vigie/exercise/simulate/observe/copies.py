"""Syndication: outlets take over items of others, translate them, and keep what was wrong with them."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Sequence

from vigie.exercise.cast import Outlet, Scenario
from vigie.exercise.records import Telling
from vigie.exercise.simulate.observe.press import Press, draw_delay

TAKES = 0.55
"""How likely an outlet takes over what it has not told itself, against its thinning."""
SCARRED = 0.6
"""How often a translation shows."""
ROUNDS = 2
"""How far an item travels from outlet to outlet."""
Stream = Callable[[dt.datetime], str]


def copy_tellings(scenario: Scenario, own: Sequence[Telling], press: Press, stream: Stream) -> list[Telling]:
    """Return the copies of own tellings, in each outlet's own language.

    An outlet that has told of a fact itself takes nothing over on it, and of several items on one only the first.
    """
    told = {(t.outlet, t.refs[0]) for t in own}
    fresh, found = list(own), []
    for _ in range(ROUNDS):
        new = []
        for telling in sorted(fresh, key=lambda t: (t.at, t.key)):
            for outlet in scenario.outlets:
                if telling.outlet not in outlet.syndicates or (outlet.key, telling.refs[0]) in told:
                    continue
                copy = _copy(outlet, telling, stream)
                if copy is not None:
                    told.add((outlet.key, telling.refs[0]))
                    new.append(copy)
        found += new
        fresh = new
    return found


def _copy(outlet: Outlet, telling: Telling, stream: Stream) -> Telling | None:
    rng = random.Random(f"{stream(telling.at)}/copy/{telling.key}/{outlet.key}")
    if rng.random() >= TAKES * outlet.thinning:
        return None
    at = telling.at + dt.timedelta(hours=draw_delay(outlet, rng))
    scars = ("translated",) if outlet.lang != telling.lang and rng.random() < SCARRED else ()
    return Telling(
        key=f"t/{telling.refs[0]}/{outlet.key}/of",
        outlet=outlet.key,
        at=at.replace(second=0, microsecond=0),
        lang=outlet.lang,
        form=rng.choice(outlet.forms),
        refs=telling.refs,
        faults=(*telling.faults, *scars),
        numbers=telling.numbers,
        of=telling.key,
        inject=telling.inject,
    )
