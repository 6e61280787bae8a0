"""Dated acts: who did what to whom on which day, from when that was known, and the records it rests on."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act of one day, however often it was reported. `keys` are the records it rests on.

    `known` is the day from which it was known (None: its own day), `dropped` the day from which it no longer stood
    (None: it stands). A revision is one act dropped and another known on the same day.
    """

    day: dt.date
    actor: str
    kind: str
    recipient: str
    keys: tuple[str, ...] = ()
    known: dt.date | None = None
    dropped: dt.date | None = None


def keep_known(acts: Iterable[Act], day: dt.date) -> list[Act]:
    """Return the acts before the day that were known before it and stood then: all that a forecast may read.

    >>> late = Act(day=dt.date(2031, 5, 1), actor="A", kind="ASSAULT", recipient="B", known=dt.date(2031, 5, 9))
    >>> len(keep_known([late], dt.date(2031, 5, 9))), len(keep_known([late], dt.date(2031, 5, 10)))
    (0, 1)
    """
    return [
        act
        for act in acts
        if act.day < day and (act.known or act.day) < day and (act.dropped is None or act.dropped >= day)
    ]


def fold_acts(acts: Iterable[Act]) -> list[Act]:
    """Return the acts with those of one day, actor, kind and recipient made one, in order of day.

    So a thousand reports of one enormous day count as one act of each kind on that day. The fold keeps the earliest
    day of knowledge; it is dropped only when all that it was made of is.
    """
    held: dict[tuple[dt.date, str, str, str], list[Act]] = defaultdict(list)
    for act in acts:
        held[act.day, act.actor, act.kind, act.recipient].append(act)
    return [_fold(same) for _, same in sorted(held.items(), key=lambda item: item[0])]


def _fold(same: list[Act]) -> Act:
    first = same[0]
    if len(same) == 1:
        return first
    drops = [act.dropped for act in same if act.dropped is not None]
    return Act(
        day=first.day, actor=first.actor, kind=first.kind, recipient=first.recipient,
        keys=tuple(dict.fromkeys(key for act in same for key in act.keys)),
        known=min(act.known or act.day for act in same),
        dropped=max(drops) if len(drops) == len(same) else None,
    )  # fmt: skip
