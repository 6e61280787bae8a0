"""Who tells what, when, and with which faults: from what is so to the tellings of outlets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from vigie.exercise.cast import Scenario
from vigie.exercise.records import Telling, Truth
from vigie.exercise.simulate.observe.copies import copy_tellings
from vigie.exercise.simulate.observe.noise import tell_noise
from vigie.exercise.simulate.observe.press import Press
from vigie.exercise.simulate.truth import HISTORY

PARTS = ("all", "history", "exercise")


def observe(
    scenario: Scenario, truth: Truth, seed: str, *, part: str = "all", history: str = HISTORY
) -> tuple[Telling, ...]:
    """Return what outlets tell of a truth, in the order in which they publish it.

    `history` is the stream of what happened before the start, and `part` what is asked for: "history" is what was
    published before the start, which does not depend on the seed; "exercise" the rest; both together are "all".
    Words that the scenario itself gives to outlets are not among it: `find_scripted` makes those reports.
    """
    if part not in PARTS:
        raise ValueError(f"part {part!r}; one of {', '.join(PARTS)}")
    found = list(_tell(scenario, truth, str(seed), history))
    if part != "all":
        found = [t for t in found if (t.at < truth.start) == (part == "history")]
    return tuple(sorted(found, key=lambda t: (t.at, t.key)))


def _tell(scenario: Scenario, truth: Truth, seed: str, history: str) -> Iterator[Telling]:
    press = Press(scenario, truth)

    def stream(at: dt.datetime) -> str:
        return history if at < truth.start else seed

    own = [telling for fact in press.facts() for telling in press.tell(fact, stream(fact.at))]
    own += copy_tellings(scenario, own, press, stream)
    yield from (t for t in own if t.at < truth.end)
    first = truth.start - dt.timedelta(days=scenario.history)
    for n in range((truth.end - first).days):
        day = first + dt.timedelta(days=n)
        yield from tell_noise(scenario, day, stream(day))
