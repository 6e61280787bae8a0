"""The posture board against the truth, day by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from vigie.exercise.cast import Scenario
from vigie.exercise.debrief.records import Moment, PostureDay, Postures, Share
from vigie.exercise.records import Truth

LIFETIME = 14
"""So many days a change of posture is news: as long as the longest lifetime of the board's common domains."""
DOMAINS = {"nuclear": ("nuclear",), "conventional": ("missile", "naval", "air", "ground", "alert", "forces")}
"""The board's domains under each of the truth's two."""
_ORDER = ("changed", "contested", "unchanged", "unknown")


def score_postures(scenario: Scenario, truth: Truth, moments: Sequence[Moment]) -> Postures:
    """Return a line a day, actor and domain, and how often the board was right where it stated something.

    True is: the level is another than on some day of the last two weeks. `changed` and `contested` are right where it
    is, `unchanged` where it is not; `unknown` states nothing. Only states and alliances with a code are asked.
    """
    rows = tuple(_rows(scenario, truth, moments))
    stated = [r for r in rows if r.said != "unknown"]
    changed = [r for r in rows if r.changed]
    return Postures(
        days=rows,
        right=Share(hits=sum(_is_right(r) for r in stated), of=len(stated)),
        changes_seen=Share(hits=sum(r.said in ("changed", "contested") for r in changed), of=len(changed)),
        unstated=len(rows) - len(stated),
    )


def _is_right(row: PostureDay) -> bool:
    return row.changed == (row.said in ("changed", "contested"))


def _rows(scenario: Scenario, truth: Truth, moments: Sequence[Moment]) -> list[PostureDay]:
    codes = {c.key: c.code for c in scenario.cast}
    boards = {(moment.at - dt.timedelta(microseconds=1)).date(): moment for moment in moments}
    levels = {(day, actor): (conventional, nuclear) for day, actor, conventional, nuclear in truth.postures}
    found = []
    for day, actor in levels:
        moment = boards.get(dt.date.fromisoformat(day))
        if moment is None or actor not in codes:
            continue
        for place, domain in enumerate(("conventional", "nuclear")):
            said = _find_said(moment, codes[actor], domain)
            found.append(
                PostureDay(
                    day=day, actor=actor, domain=domain, changed=_is_changed(levels, day, actor, place), said=said
                )
            )
    return found


def _find_said(moment: Moment, code: str, domain: str) -> str:
    """Return what the board says of an actor in a domain: the most telling of its lines."""
    said = {state for actor, held, state in moment.board if actor[: len(code)] == code and held in DOMAINS[domain]}
    return next((state for state in _ORDER if state in said), "unknown")


def _is_changed(levels: Mapping[tuple[str, str], tuple[int, int]], day: str, actor: str, place: int) -> bool:
    today = dt.date.fromisoformat(day)
    earlier = [(today - dt.timedelta(days=n)).isoformat() for n in range(1, LIFETIME + 1)]
    held = {levels[past, actor][place] for past in earlier if (past, actor) in levels}
    return bool(held - {levels[day, actor][place]})
