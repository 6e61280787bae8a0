"""The acts of a ledger: coded events as dated acts between countries, copies folded, claims and plans left out."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from vigie.assess.forecast.acts import Act, fold_acts
from vigie.store import FiledEvent
from vigie.watch.view import View

DONE = ("past", "ongoing")
LEFT_OUT = (
    "copy",
    "claimed",
    "not said to be done",
    "negated",
    "no kind",
    "no two actors",
    "undated",
    "of a day to come",
)


@dataclass(frozen=True, slots=True)
class Filed:
    """Acts by day, the days that any report is of, what was left out and why, and the acts' records that are claims."""

    acts: tuple[Act, ...]
    covered: frozenset[dt.date]
    left_out: Mapping[str, int]
    claims: frozenset[str] = field(default=frozenset())


def find_acts(view: View, *, claimed: bool = False) -> Filed:
    """Return the acts of a view: what its events say was done by one country or organisation to another.

    Left out: events of a document that copies another held; those attributed to somebody (unless `claimed`; then their
    records are named in `claims`); planned, hypothetical and negated ones; those without a kind, without two different
    actors with a code, without a day, or of a day to come. Reports of one act on one day are one act.
    """
    acts: list[Act] = []
    claims: set[str] = set()
    left: Counter[str] = Counter()
    until = view.at.date()
    for event in view.events:
        reason = _find_reason(view, event, claimed=claimed)
        if reason is not None:
            left[reason] += 1
            continue
        day, (actor, recipient) = view.day(event), _find_pair(event)
        assert day and actor and recipient
        kind = event.type or event.vigie_type or ""
        acts.append(
            Act(day=dt.date.fromisoformat(day[:10]), actor=actor, kind=kind, recipient=recipient, keys=(event.key,))
        )
        if event.attributed_to:
            claims.add(event.key)
    covered = {dt.date.fromisoformat(document.day[:10]) for document in view.documents.values() if document.day}
    return Filed(
        tuple(fold_acts(acts)), frozenset(day for day in covered if day <= until), dict(left), frozenset(claims)
    )


def _find_reason(view: View, event: FiledEvent, *, claimed: bool) -> str | None:
    """Return why an event is no act, in words of LEFT_OUT; None where it is one."""
    group = view.groupings.get(event.document)
    day = view.day(event)
    checks = (
        group is not None and group.origin != event.document and group.origin in view.documents,
        event.attributed_to is not None and not claimed,
        event.status not in DONE,
        event.polarity != "positive",
        not (event.type or event.vigie_type),
        None in _find_pair(event),
        day is None,
        day is not None and day[:10] > view.at.date().isoformat(),
    )
    return next((reason for reason, holds in zip(LEFT_OUT, checks, strict=True) if holds), None)


def _find_pair(event: FiledEvent) -> tuple[str | None, str | None]:
    """Return who acts and on whom, by country; an international organisation by its whole code. One pair or none."""
    actor, recipient = (_find_code(codes) for codes in (event.actor_codes, event.recipient_codes))
    return (actor, recipient) if actor != recipient else (None, None)


def _find_code(codes: tuple[str, ...]) -> str | None:
    code = next((code for code in codes if len(code) >= 3), None)
    return code if code is None or code.startswith("IGO") else code[:3]
