"""The posture board: what can be said of each actor's forces at a moment, and how long it can be said."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from vigie.watch.signals.posture.claims import find_sightings
from vigie.watch.signals.posture.records import CHANGES, PostureLine, Sighting
from vigie.watch.signals.posture.words import load_domains
from vigie.watch.view import View

CROSSING_DAYS = 1
"""A look that saw nothing answers a change of the next day too: two reports of one night may carry two days."""


def find_posture(view: View, texts: Mapping[str, str] | None = None) -> tuple[PostureLine, ...]:
    """Return a line an actor and domain of which anything was ever said, by actor, then in the order of the domains.

    A claim counts for the lifetime of its domain; when none counts the posture is unknown, which is not calm. A voice
    is heard once, with its last claim. A change is contested when another voice looked later, or a day before, and
    saw nothing, or denies it, or says the opposite. `texts` maps keys of documents to texts: without them the author's
    own sentences tell less. The order in which the ledger learned things changes nothing.
    """
    cells: dict[tuple[str, str], list[Sighting]] = defaultdict(list)
    for sighting in find_sightings(view, texts):
        cells[sighting.actor, sighting.domain].append(sighting)
    order = list(load_domains())
    cells = {cell: kept for cell, held in cells.items() if (kept := _drop_known_presence(cell[1], held))}
    today = view.at.date()
    wanted = sorted(cells, key=lambda cell: (cell[0], order.index(cell[1])))
    return tuple(_judge(actor, domain, cells[actor, domain], today) for actor, domain in wanted)


def _drop_known_presence(domain: str, held: Sequence[Sighting]) -> list[Sighting]:
    """Return the claims without those that forces are somewhere where nobody had lately said that they are not.

    Where forces are is no change of posture. It is one only against an earlier denial, or look, at the same place.
    """
    lifetime = dt.timedelta(days=load_domains()[domain].days)
    return [s for s in held if s.claim != "present" or any(_is_news(s, other, lifetime) for other in held)]


def _is_news(present: Sighting, other: Sighting, lifetime: dt.timedelta) -> bool:
    if other.claim not in ("denied", "not_seen") or not other.day or not present.day or other.day >= present.day:
        return False
    if dt.date.fromisoformat(present.day) - dt.date.fromisoformat(other.day) > lifetime:
        return False
    return not set(present.places).isdisjoint(other.places)


def _judge(actor: str, domain: str, held: Sequence[Sighting], today: dt.date) -> PostureLine:
    lifetime = load_domains()[domain].days
    dated = [s for s in held if s.day]
    since = (today - dt.timedelta(days=lifetime)).isoformat()
    counted = [s for s in _last_of_each(dated) if (s.day or "") >= since]
    changes = [s for s in counted if s.claim in CHANGES]
    against = _find_against(changes, counted)
    newest = max((s.day for s in dated if s.day), default=None)
    return PostureLine(
        actor=actor,
        domain=domain,
        state=_state(changes, against, [s for s in counted if not _is_answer(s, dated, lifetime)]),
        lifetime=lifetime,
        asserted=_last(s for s in dated if s.claim not in ("not_seen", "denied")),
        unseen=_last(s for s in dated if s.claim == "not_seen"),
        for_change=tuple(_newest_first(changes)),
        against=tuple(_newest_first(against if changes else counted)),
        age=(today - dt.date.fromisoformat(newest)).days if newest else None,
        until=(dt.date.fromisoformat(newest) + dt.timedelta(days=lifetime)).isoformat() if newest else None,
        undated=len(held) - len(dated),
        inputs=tuple(sorted({key for s in held for key in s.keys})),
    )


def _state(changes: Sequence[Sighting], against: Sequence[Sighting], counted: Sequence[Sighting]) -> str:
    if changes:
        return "contested" if against else "changed"
    return "unchanged" if counted else "unknown"


def _is_answer(sighting: Sighting, dated: Sequence[Sighting], lifetime: int) -> bool:
    """Return whether a denial answers another voice's claim of a change, and says nothing more when that has lapsed.

    Somebody who looked and saw nothing has seen; who only denies has not, and "contested" must not age into calm.
    """
    if sighting.claim != "denied":
        return False
    day = dt.date.fromisoformat(sighting.day or "")
    claimed = (dt.date.fromisoformat(s.day or "") for s in dated if s.claim in CHANGES and s.voice != sighting.voice)
    return any(-CROSSING_DAYS <= (day - held).days <= lifetime for held in claimed)


def _find_against(changes: Sequence[Sighting], counted: Sequence[Sighting]) -> list[Sighting]:
    """Return the claims that another voice sets against the last change; what was said well before it is no answer."""
    last = _last(changes)
    if last is None:
        return []
    first_day = (dt.date.fromisoformat(last.day or "") - dt.timedelta(days=CROSSING_DAYS)).isoformat()
    opposite = {"raised": "lowered", "lowered": "raised"}.get(last.claim)
    return [
        s
        for s in counted
        if s.voice != last.voice
        and (s.day or "") >= first_day
        and (s.claim not in CHANGES or (s.claim == opposite and s.day == last.day))
    ]


def _last_of_each(dated: Sequence[Sighting]) -> list[Sighting]:
    """Return the last claim of each voice."""
    by_voice: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in dated:
        by_voice[sighting.voice].append(sighting)
    return [_newest_first(held)[0] for held in by_voice.values()]


def _last(held: Iterable[Sighting]) -> Sighting | None:
    return next(iter(_newest_first(held)), None)


def _newest_first(held: Iterable[Sighting]) -> list[Sighting]:
    """Return the claims by day, newest first. Of one day a change goes before a look, then the key decides."""
    return sorted(held, key=lambda s: (s.day or "", s.claim in CHANGES, s.keys), reverse=True)
