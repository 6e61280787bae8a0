"""What is so at one moment of a drill: postures, the acts of the last day, and crises. Beside them, what the board says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vigie.desk.control.naming import Names
from vigie.desk.control.room import Standing
from vigie.exercise.cast import Cast
from vigie.exercise.debrief.postures import DOMAINS
from vigie.exercise.records import Act, Crisis, Saying
from vigie.watch.signals.posture import PostureLine

DAY = dt.timedelta(days=1)
BACK = 14
"""So many days back a level is compared with: as long as a change of posture is news."""
_ORDER = ("changed", "contested", "unchanged", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Posture:
    """One actor: levels of 0 to 5 as they are, and by how much they differ from two weeks ago; what the board says."""

    cast: Cast
    conventional: int
    nuclear: int
    moved: tuple[int, int]
    said: tuple[str, str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Something done or said: when, in words, whether in secret, whether it is true, and the inject it comes from."""

    at: dt.datetime
    words: str
    is_secret: bool
    is_true: bool | None
    inject: str | None
    is_said: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What is so at the moment of a look."""

    postures: tuple[Posture, ...]
    deeds: tuple[Deed, ...]
    crises: tuple[tuple[Crisis, str], ...]


def find_truth(standing: Standing, names: Names, board: Sequence[PostureLine] | None) -> Truth:
    """Return the truth of the moment; `board` is the players' posture board, None while it is being computed."""
    held = standing.story.truth
    crises = tuple((c, names.title(c.act) or c.act) for c in held.crises if c.at <= standing.at)
    return Truth(
        postures=tuple(_find_postures(standing, board)), deeds=tuple(_find_deeds(standing, names)), crises=crises
    )


def _find_deeds(standing: Standing, names: Names) -> Iterator[Deed]:
    """Yield acts and sayings of the last day, the latest first."""
    truth, since = standing.story.truth, standing.at - DAY
    held: list[Act | Saying] = [*truth.acts, *truth.sayings]
    for one in sorted(held, key=lambda x: (x.at, x.key), reverse=True):
        if since < one.at <= standing.at:
            yield tell_deed(one, names)


def tell_deed(one: Act | Saying, names: Names) -> Deed:
    """Return an act or a saying as it is listed."""
    if isinstance(one, Act):
        return Deed(
            at=one.at, words=names.act(one), is_secret=one.secret, is_true=None, inject=one.inject, is_said=False
        )
    return Deed(
        at=one.at, words=names.saying(one), is_secret=False, is_true=one.is_true, inject=one.inject, is_said=True
    )


def _find_postures(standing: Standing, board: Sequence[PostureLine] | None) -> Iterator[Posture]:
    rows = {
        (day, actor): (conventional, nuclear) for day, actor, conventional, nuclear in standing.story.truth.postures
    }
    last = max((day for day, _ in rows), default="")
    today, before = (min(last, (standing.at - n * DAY).astimezone(dt.UTC).date().isoformat()) for n in (0, BACK))
    for cast in standing.story.scenario.cast:
        now = rows.get((today, cast.key))
        if now is None:
            continue
        then = rows.get((before, cast.key), now)
        said = (
            None
            if board is None
            else (_find_said(board, cast.code, "conventional"), _find_said(board, cast.code, "nuclear"))
        )
        yield Posture(
            cast=cast, conventional=now[0], nuclear=now[1], moved=(now[0] - then[0], now[1] - then[1]), said=said
        )


def _find_said(board: Sequence[PostureLine], code: str, domain: str) -> str:
    """Return the most telling of what the board says of an actor in a domain."""
    said = {line.state for line in board if line.actor[: len(code)] == code and line.domain in DOMAINS[domain]}
    return next((state for state in _ORDER if state in said), "unknown")
