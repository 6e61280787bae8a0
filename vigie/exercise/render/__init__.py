"""Reports of tellings: invented news in French and English, with the labels of what is in it."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator

from vigie.exercise.cast import Scenario
from vigie.exercise.records import Report, Telling, Truth
from vigie.exercise.render.compose import Writer
from vigie.exercise.render.world import World

__all__ = ["render", "render_all"]


def render(scenario: Scenario, truth: Truth, telling: Telling, seed: str) -> Report:
    """Return the report of one telling: the same words for the same seed, whatever else is rendered.

    A copy takes its words from the stream of what it copies, so that in one language and form it says the same; where
    its marks are lost and its scars sit comes from its own.
    """
    return _write(World(scenario, truth), telling, seed)


def render_all(scenario: Scenario, truth: Truth, tellings: Iterable[Telling], seed: str) -> Iterator[Report]:
    """Yield the report of each telling, as `render` does, looking the scenario up only once."""
    world = World(scenario, truth)
    for telling in tellings:
        yield _write(world, telling, seed)


def _write(world: World, telling: Telling, seed: str) -> Report:
    words = random.Random(f"{seed}/render/{telling.of or telling.key}")
    spoil = random.Random(f"{seed}/render/{telling.key}/faults")
    return Writer(world, telling, words, spoil).write()
