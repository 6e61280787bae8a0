"""Signals of the posture board: changed, contested, gone unknown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from vigie.model.signal import Signal
from vigie.watch.signals.posture.board import find_posture
from vigie.watch.signals.posture.records import PostureLine, Sighting
from vigie.watch.signals.posture.words import load_domains, name_actor
from vigie.watch.view import View


def posture_signals(view: View, texts: Mapping[str, str] | None = None) -> tuple[Signal, ...]:
    """Return a signal for each line that changed, is contested, or went unknown; none for "no change seen".

    A line that only ever had undated claims was never known, so it cannot go unknown.
    """
    lines = find_posture(view, texts)
    known = {s.key: s.known for s in view.statements} | {e.key: e.known for e in view.events}
    return tuple(_tell(line, known) for line in lines if line.state != "unchanged" and line.until is not None)


def _tell(line: PostureLine, known: Mapping[str, str]) -> Signal:
    build = {"changed": _changed, "contested": _contested, "unknown": _unknown}[line.state]
    return build(line, known)


def _changed(line: PostureLine, known: Mapping[str, str]) -> Signal:
    last = line.for_change[0]
    values = (("by", last.by), ("claim", last.claim), *_counts(line))
    return _signal(line, last.claim, "watch", _first_known(line.for_change, known), last.day, values)


def _contested(line: PostureLine, known: Mapping[str, str]) -> Signal:
    last, answer = line.for_change[0], line.against[0]
    since = max(_first_known(line.for_change, known), _first_known(line.against, known))
    values = (
        ("by", last.by), ("claim", last.claim), ("against", answer.by), ("against_claim", answer.claim),
        ("against_day", answer.day or "?"), *_counts(line),
    )  # fmt: skip
    return _signal(line, "contested", "watch", since, last.day, values)


def _unknown(line: PostureLine, known: Mapping[str, str]) -> Signal:
    ended = dt.date.fromisoformat(line.until or "") + dt.timedelta(days=1)
    midnight = dt.datetime.combine(ended, dt.time(), tzinfo=dt.UTC).isoformat()
    first = min((known[key] for key in line.inputs), default=midnight)
    last = max((s for s in (line.asserted, line.unseen) if s), key=lambda s: s.day or "", default=None)
    values = (("by", last.by if last else "?"), ("last_day", (last.day if last else None) or "?"))
    return _signal(line, "unknown", "notice", max(midnight, first), ended.isoformat(), values)


def _signal(
    line: PostureLine, form: str, level: str, since: str, day: str | None, values: Sequence[tuple[str, str]]
) -> Signal:  # fmt: skip
    names = load_domains()[line.domain].names
    told = (
        ("actor_en", name_actor(line.actor, "en")), ("actor_fr", name_actor(line.actor, "fr")),
        ("domain_en", names["en"]), ("domain_fr", names["fr"]), ("lifetime", str(line.lifetime)),
        ("age", str(line.age)),
    )  # fmt: skip
    shown = [*line.for_change, *line.against] or [s for s in (line.asserted, line.unseen) if s]
    return Signal(
        kind="posture",
        form=form,
        key=f"posture:{line.actor}:{line.domain}",
        state=f"{line.state} {' '.join(sorted({f'{s.day}/{s.claim}/{s.voice}' for s in shown}))}",
        level=level,
        subject=f"{line.actor} {line.domain}",
        since=since,
        inputs=tuple(sorted({key for s in shown for key in s.keys})),
        about=(line.actor, line.domain, f"{line.actor}:{line.domain}"),
        day=day,
        values=(*values, *told),
    )


def _counts(line: PostureLine) -> tuple[tuple[str, str], ...]:
    return (("voices", str(len(line.for_change))), ("voices_against", str(len(line.against))))


def _first_known(held: Sequence[Sighting], known: Mapping[str, str]) -> str:
    return min(known[key] for s in held for key in s.keys)
