"""Who tells what, when, and with which faults: from what is so to the tellings of outlets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from vigie.exercise.cast import Scenario
from vigie.exercise.records import Telling, Truth
from vigie.exercise.simulate.observe.copies import ROUNDS, copy_tellings
from vigie.exercise.simulate.observe.noise import tell_noise
from vigie.exercise.simulate.observe.press import AGAIN, SHOWS, Press
from vigie.exercise.simulate.truth import HISTORY, name_stream

DAY = dt.timedelta(days=1)
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
    found = _tell(scenario, truth, str(seed), history, part)
    if part != "all":
        found = (t for t in found if (t.at < truth.start) == (part == "history"))
    return tuple(sorted(found, key=lambda t: (t.at, t.key)))


def _tell(scenario: Scenario, truth: Truth, seed: str, history: str, part: str) -> Iterator[Telling]:
    """Yield the tellings of all that can come into a part."""
    press = Press(scenario, truth)
    first = truth.start - dt.timedelta(days=scenario.history)
    since = max(first, truth.start - _find_longest(scenario)) if part == "exercise" else first
    until = truth.start if part == "history" else truth.end

    def stream(at: dt.datetime) -> str:
        return history if at < truth.start else name_stream(scenario, seed)

    own = [t for fact in press.facts() if since <= fact.at < until for t in press.tell(fact, stream(fact.at))]
    own += copy_tellings(scenario, own, press, stream)
    yield from (t for t in own if t.at < truth.end)
    for n in range((truth.end - first).days):
        day = first + dt.timedelta(days=n)
        if since - DAY < day < until:
            yield from tell_noise(scenario, day, stream(day))


def _find_longest(scenario: Scenario) -> dt.timedelta:
    """Return how long after it happens a thing is told at the latest, by way of an update or a rumour, and of copies."""
    slowest = max((outlet.delay[1] for outlet in scenario.outlets), default=0.0)
    return dt.timedelta(hours=max(AGAIN[1], SHOWS[1]) + (1 + ROUNDS) * slowest)
