"""Background: what a newsroom puts out besides, with its weekly cycle."""

from __future__ import annotations

import datetime as dt
import math
import random
from collections.abc import Iterator

from vigie.exercise.cast import Scenario
from vigie.exercise.records import Telling

KINDS = {"sport": 22, "business": 16, "local": 18, "culture": 12, "weather": 9, "health": 8, "tech": 6, "energy": 5, "election": 4}  # fmt: skip
"""Kinds of background items, and their shares in a hundred on a working day."""
WEEK = (1.1, 1.1, 1.15, 1.15, 1.1, 0.75, 0.65)
"""Items of each day of the week, Monday first, against the mean of 1."""
WEEKEND = {"sport": 2.2, "business": 0.3, "election": 1.5, "tech": 0.5}
"""How much more or less of a kind there is on Saturdays and Sundays."""


def tell_noise(scenario: Scenario, day: dt.datetime, stream: str) -> Iterator[Telling]:
    """Yield the background items of one day, from outlets that are nobody's mouth."""
    outlets = [o for o in scenario.outlets if o.slant is None and set(o.forms) - {"communique", "post"}]
    if not outlets:
        return
    rng = random.Random(f"{stream}/noise/{day:%Y-%m-%d}")
    weekend = day.weekday() >= 5
    weights = [share * (WEEKEND.get(kind, 1) if weekend else 1) for kind, share in KINDS.items()]
    for n in range(draw_count(scenario.noise_per_day * WEEK[day.weekday()], rng)):
        outlet = rng.choice(outlets)
        yield Telling(
            key=f"t/noise-{day:%y%m%d}-{n}",
            outlet=outlet.key,
            at=day + dt.timedelta(minutes=int(rng.triangular(5 * 60, 23 * 60, 15 * 60))),
            lang=outlet.lang,
            form=rng.choice([form for form in outlet.forms if form not in ("communique", "post")]),
            noise=rng.choices(list(KINDS), weights)[0],
        )


def draw_count(mean: float, rng: random.Random) -> int:
    """Return a number from the Poisson distribution: how many exponential waits of mean 1 fit into `mean`.

    >>> draw_count(0, random.Random(1))
    0
    """
    count, spent = -1, 0.0
    while spent <= mean:
        spent -= math.log(1.0 - rng.random())
        count += 1
    return count
