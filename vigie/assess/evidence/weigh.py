"""Weighing a problem: from what a view holds to an evidence table. Pure: the same view and moment give the same table."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from vigie.assess.evidence.formulas import (
    Logs,
    cap_logs,
    find_decay,
    find_logs,
    find_posteriors,
    find_shares,
    find_spread,
    find_unseen,
)
from vigie.assess.evidence.index import Index
from vigie.assess.evidence.pieces import find_confirmed, find_pieces
from vigie.assess.evidence.records import Piece, Row, Table
from vigie.assess.problems import Indicator, Problem
from vigie.errors import ProblemError
from vigie.model.signal import Signal
from vigie.watch.view import View
from vigie.watch.weigh import Weighed


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What an indicator found: `logs` are its capped and decayed logarithms, before dependence."""

    indicator: Indicator
    state: str
    pieces: Sequence[Piece] = ()
    stated: Logs
    logs: Logs
    capped: bool = False
    decay: float = 0.0
    share: float = 1.0
    depends_on: str | None = None

    @property
    def used(self) -> dict[str, float]:
        """Return the logarithms as they go into the posterior."""
        return {key: value * self.share for key, value in self.logs.items()}


def weigh_problem(
    problem: Problem, view: View | Weighed, signals: Sequence[Signal] | None = None, *, at: dt.datetime
) -> Table:  # fmt: skip
    """Return the evidence table of a problem at a moment, from what the view and its signals hold and nothing else.

        posterior odds = prior odds × Π (capped ratio)^(decay × share)

    Every indicator gives one row, however many records met it: the same sign seen again renews it and is no new one.
    See `formulas` for each factor.

    Raises:
        ProblemError: a role has no codes.
    """
    held, found_signals = (view.view, view.signals) if isinstance(view, Weighed) else (view, ())
    _check_roles(problem)
    index = Index(problem, held, found_signals if signals is None else signals, at)
    found = _find_all(problem, index)
    return _make_table(problem, held.realm, at, _share_all(found))


def _check_roles(problem: Problem) -> None:
    lacking = [role.key for role in problem.roles if not role.codes]
    if lacking:
        told = " ".join(f"--role {key}=CODE" for key in lacking)
        raise ProblemError(f"{problem.key}: no codes for {', '.join(lacking)}; say who it is: {told}")


def _find_all(problem: Problem, index: Index) -> list[_Found]:
    signs = {i.key: _find_sign(problem, i, index) for i in problem.indicators if i.seeing is None}
    return [
        signs[i.key] if i.seeing is None else _find_look(problem, i, index, signs[str(i.looks_for)])
        for i in problem.indicators
    ]


def _find_sign(problem: Problem, indicator: Indicator, index: Index) -> _Found:
    stated = find_logs(indicator.chances)
    pieces = find_pieces(problem, indicator, index)
    confirmed = find_confirmed(pieces, indicator.when.origins)
    if not confirmed:
        state = "unconfirmed" if pieces else "silent"
        return _Found(indicator=indicator, state=state, pieces=pieces, stated=stated, logs=dict.fromkeys(stated, 0.0))
    return _count(indicator, "seen", confirmed, stated, index.today)


def _find_look(problem: Problem, indicator: Indicator, index: Index, sign: _Found) -> _Found:
    """Return what a look is worth; one from before the sign was seen after all says nothing of now."""
    seeing = indicator.seeing
    assert seeing is not None
    unseen = math.log(find_unseen(seeing.chance, seeing.false_reports))
    stated = {h.key: unseen if h.key in seeing.hypotheses else 0.0 for h in problem.hypotheses}
    pieces = find_pieces(problem, indicator, index)
    nothing = dict.fromkeys(stated, 0.0)
    if not pieces:
        return _Found(indicator=indicator, state="nobody_looked", stated=stated, logs=nothing)
    if seeing.chance is None:
        return _Found(indicator=indicator, state="not_informative", pieces=pieces, stated=stated, logs=nothing)
    if sign.state == "seen" and pieces[0].day < sign.pieces[0].day:
        return _Found(indicator=indicator, state="overtaken", pieces=pieces, stated=stated, logs=nothing)
    return _count(indicator, "looked", pieces, stated, index.today)


def _count(indicator: Indicator, state: str, pieces: Sequence[Piece], stated: Logs, today: str) -> _Found:
    """Return what the pieces are worth: the newest one's age tells how much of the capped ratio is left."""
    logs, capped = cap_logs(stated, indicator.cap)
    decay = find_decay(_age(pieces[0].day, today), indicator.window)
    left = {key: value * decay for key, value in logs.items()}
    return _Found(indicator=indicator, state=state, pieces=pieces, stated=stated, logs=left, capped=capped, decay=decay)


def _age(day: str, today: str) -> int:
    return (dt.date.fromisoformat(today) - dt.date.fromisoformat(day)).days


def _share_all(found: Sequence[_Found]) -> list[_Found]:
    """Return the same with what dependence leaves of each: the strongest of a group counts whole."""
    groups: dict[str, list[int]] = defaultdict(list)
    for n, one in enumerate(found):
        if find_spread(one.logs) > 0:
            groups[one.indicator.group].append(n)
    shared = list(found)
    for places in groups.values():
        shares = find_shares([find_spread(found[n].logs) for n in places])
        first = found[places[shares.index(1.0)]].indicator.key
        for n, share in zip(places, shares, strict=True):
            shared[n] = replace(found[n], share=share, depends_on=None if share == 1.0 else first)
    return shared


def _make_table(problem: Problem, realm: str, at: dt.datetime, found: Sequence[_Found]) -> Table:
    priors = {h.key: h.prior for h in problem.hypotheses}
    reference = max((h for h in problem.hypotheses if not h.alarm), key=lambda h: h.prior).key
    holders = _find_holders(found)
    used = [one.used for one in found if find_spread(one.logs) > 0]
    posteriors = find_posteriors(priors, used)
    return Table(
        problem=problem,
        at=at,
        realm=realm,
        reference=reference,
        priors=priors,
        posteriors=posteriors,
        halved=find_posteriors(priors, used, power=0.5),
        rows=tuple(_make_row(problem, one, found, priors, posteriors, reference, at, holders) for one in found),
    )


def _make_row(
    problem: Problem, one: _Found, found: Sequence[_Found], priors: Mapping[str, float],
    posteriors: Mapping[str, float], reference: str, at: dt.datetime,
    holders: Mapping[str, Sequence[_Found]],
) -> Row:  # fmt: skip
    without = _leave_out(one, found, priors, posteriors)
    ratios = _ratios(one.used, reference)
    pieces = one.pieces
    return Row(
        indicator=one.indicator.key,
        state=one.state,
        look=one.indicator.seeing is not None,
        ratios=ratios,
        stated=_ratios(one.stated, reference),
        capped=one.capped,
        day=pieces[0].day if pieces else None,
        age=_age(pieces[0].day, at.date().isoformat()) if pieces else None,
        decay=one.decay,
        group=one.indicator.group,
        share=one.share,
        depends_on=one.depends_on,
        same_records=_find_same(one, holders),
        inputs=tuple(dict.fromkeys(key for piece in pieces for key in piece.inputs)),
        signals=tuple(piece.key for piece in pieces) if one.indicator.when.over == "signal" else (),
        outlets=tuple(sorted({outlet for piece in pieces for outlet in piece.outlets})),
        pieces=len(pieces),
        ratio=ratios[problem.alarms[0]],
        without=without,
        moves=sum(posteriors[key] - without[key] for key in problem.alarms),
    )


def _find_holders(found: Sequence[_Found]) -> Mapping[str, Sequence[_Found]]:
    """Return what counts by the records that it rests on."""
    holders: dict[str, list[_Found]] = defaultdict(list)
    for one in found:
        if find_spread(one.logs) > 0:
            for key in {key for piece in one.pieces for key in piece.inputs}:
                holders[key].append(one)
    return holders


def _find_same(one: _Found, holders: Mapping[str, Sequence[_Found]]) -> tuple[str, ...]:
    """Return the indicators of other groups that count one of the same records."""
    if find_spread(one.logs) == 0:
        return ()
    keys = {key for piece in one.pieces for key in piece.inputs}
    others = (other.indicator for key in keys for other in holders.get(key, ()))
    return tuple(sorted({other.key for other in others if other.group != one.indicator.group}))


def _leave_out(
    one: _Found, found: Sequence[_Found], priors: Mapping[str, float], posteriors: Mapping[str, float]
) -> Mapping[str, float]:  # fmt: skip
    """Return the posterior without one row; the others of its group then count for more."""
    if find_spread(one.logs) == 0:
        return posteriors
    group = one.indicator.group
    others = [o for o in found if o is not one and find_spread(o.logs) > 0]
    rest = [o.used for o in others if o.indicator.group != group]
    group_left = _share_all([o for o in others if o.indicator.group == group])
    return find_posteriors(priors, [*rest, *(o.used for o in group_left)])


def _ratios(logs: Logs, reference: str) -> dict[str, float]:
    return {key: math.exp(value - logs[reference]) for key, value in logs.items()}
