"""Which records and signals of a view meet an indicator."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from vigie.assess.evidence.index import Index
from vigie.assess.evidence.records import Piece
from vigie.assess.problems import Indicator, Problem, When
from vigie.assess.problems.records import UNNAMED
from vigie.lang.gazetteer import Gazetteer, load_gazetteer
from vigie.model.signal import Signal
from vigie.store import FiledEvent, FiledStatement
from vigie.text.fold import fold
from vigie.watch.signals.posture.whose import find_owners
from vigie.watch.signals.posture.words import cut_words, find_domains

CONFIRM_DAYS = 2
"""Outlets confirm each other when what they tell lies so many days apart at most."""


def find_pieces(problem: Problem, indicator: Indicator, index: Index) -> list[Piece]:
    """Return what meets the indicator within its window, newest first; the same piece once."""
    found = {p.key: p for p in _FINDERS[indicator.when.over](problem, indicator.when, index)}
    oldest = _days_before(index.today, indicator.window - 1)
    kept = [p for p in found.values() if p.day >= oldest]
    return sorted(kept, key=lambda p: (p.day, p.key), reverse=True)


def find_confirmed(pieces: Sequence[Piece], origins: int) -> list[Piece]:
    """Return the pieces if enough outlets tell them, those before the last that are confirmed included; else none.

    Copies are folded, so that ten copies of a wire are one outlet. Outlets confirm each other within two days.
    """
    if origins < 2:
        return list(pieces)
    counts: Counter[str] = Counter()
    end = 0
    for n, piece in enumerate(pieces):
        first = _days_before(piece.day, CONFIRM_DAYS)
        while end < len(pieces) and pieces[end].day >= first:
            counts.update(pieces[end].outlets)
            end += 1
        if len(counts) >= origins:
            return list(pieces[n:])
        counts.subtract(piece.outlets)
        counts += Counter()
    return []


@lru_cache(maxsize=4096)
def _days_before(day: str, days: int) -> str:
    return (dt.date.fromisoformat(day) - dt.timedelta(days=days)).isoformat()


def _find_signals(problem: Problem, when: When, index: Index) -> Iterator[Piece]:
    roles = _codes(problem, when.about)
    for signal in (s for kind in when.kinds for s in index.signals.get(kind, ())):
        if _is_signal(signal, when, roles):
            day = signal.day if signal.day and signal.day <= index.today else min(signal.since[:10], index.today)
            yield Piece(key=signal.key, day=day, inputs=signal.inputs, outlets=index.outlets(signal.inputs))


def _is_signal(signal: Signal, when: When, roles: tuple[str, ...]) -> bool:
    return (
        (not when.forms or signal.form in when.forms)
        and (not when.levels or signal.level in when.levels)
        and (not when.domains or not set(when.domains).isdisjoint(signal.about))
        and (not when.about or is_of(signal.about, roles))
    )


def _find_events(problem: Problem, when: When, index: Index) -> Iterator[Piece]:
    actors = _codes(problem, when.actor)
    others = _codes(problem, when.recipient), _codes(problem, when.where)
    for event, day in (e for act in (*when.kinds, *when.types) for e in index.events.get(act, ())):
        is_met = _is_act(event, when) and _is_by(event, when, actors) and _is_upon(event, when, *others)
        if is_met and _told_by(event, actors, index) in when.told_by:
            yield Piece(key=event.key, day=day, inputs=(event.key,), outlets=(index.outlet(event.document),))


def _is_act(event: FiledEvent, when: When) -> bool:
    return (
        event.status in when.status
        and event.polarity in when.polarity
        and (event.vigie_type not in when.not_kinds or event.vigie_type is None)
        and (not when.modes or event.mode in when.modes)
        and (not when.contexts or not set(when.contexts).isdisjoint(event.contexts))
    )


def _is_by(event: FiledEvent, when: When, actors: tuple[str, ...]) -> bool:
    if not when.actor:
        return True
    return is_of(event.actor_codes, actors) or (UNNAMED in when.actor and not event.actor_codes)


def _is_upon(event: FiledEvent, when: When, recipients: tuple[str, ...], places: tuple[str, ...]) -> bool:
    if when.recipient and not is_of(event.recipient_codes, recipients):
        return False
    held = (*event.recipient_codes, *((event.place_country,) if event.place_country else ()))
    return not when.where or is_of(held, places)


def _told_by(event: FiledEvent, actors: tuple[str, ...], index: Index) -> str:
    """Return who tells an event: the report itself, the side that acts, or another, whose word is no fact."""
    if event.attributed_to is None:
        return "report"
    teller = index.teller(event)
    own = actors or event.actor_codes
    return "actor" if teller is not None and is_of(_speaker_codes(teller), own) else "other"


def _find_statements(problem: Problem, when: When, index: Index) -> Iterator[Piece]:
    speakers, about = _codes(problem, when.speaker), _codes(problem, when.about)
    for statement, day in _said(when, index):
        if when.speaker and not is_of(_speaker_codes(statement), speakers):
            continue
        if _is_worded(statement, when) and _is_about(statement, when, about, index):
            yield Piece(
                key=statement.key, day=day, inputs=(statement.key,), outlets=(index.outlet(statement.document),)
            )


def _said(when: When, index: Index) -> Iterator[tuple[FiledStatement, str]]:
    """Yield the statements of the modalities and the negative evidence asked for, both where both are."""
    first = when.negative_evidence or when.modality
    for statement, day in (s for key in first for s in index.statements.get(key, ())):
        if not when.modality or not set(when.modality).isdisjoint(statement.modality):
            yield statement, day


def _is_worded(statement: FiledStatement, when: When) -> bool:
    """Return whether one of the words begins a word of the statement."""
    if not when.words:
        return True
    words = " " + fold(statement.words)
    return any(f"{before}{fold(word)}" in words for word in when.words for before in (" ", "'", "’", "«", "“", "("))


def _is_about(statement: FiledStatement, when: When, roles: tuple[str, ...], index: Index) -> bool:
    """Return whether a statement's words tell that the forces of a role are meant, of one of the domains if any."""
    if not when.about and not when.domains:
        return True
    document = index.view.documents.get(statement.document)
    if document is None or document.lang is None:
        return False
    gazetteer = load_gazetteer(document.lang)
    domains, owners = _whose(statement.words, document.lang, statement.country, gazetteer)
    if when.domains and set(when.domains).isdisjoint(domains):
        return False
    return not when.about or is_of(owners, roles)


@lru_cache(maxsize=20_000)
def _whose(words: str, lang: str, country: str | None, _: Gazetteer) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the domains that a sentence names and whose forces it means.

    The same sentence is asked for again and again; with another gazetteer, such as that of a drill, it is another.
    """
    sentence = cut_words(words, lang)
    return tuple(key for key, _ in find_domains(sentence)), find_owners(sentence, speaker=country)


_FINDERS = {"signal": _find_signals, "event": _find_events, "statement": _find_statements}


def _codes(problem: Problem, roles: Iterable[str]) -> tuple[str, ...]:
    return tuple(code for role in roles for code in problem.codes(role))


def _speaker_codes(statement: FiledStatement) -> tuple[str, ...]:
    return (*statement.codes, *((statement.country,) if statement.country else ()))


def is_of(codes: Iterable[str], wanted: Sequence[str]) -> bool:
    """Return whether one of the codes is one of those wanted, or a part of it.

    >>> is_of(("RUSMIL",), ("RUS",)), is_of(("IGONATMIL",), ("IGO", "RUS")), is_of(("Russia",), ("RUS",))
    (True, False, False)
    """
    return any(code == one or (code.startswith(one) and _is_part(code, one)) for code in codes for one in wanted)


def _is_part(code: str, whole: str) -> bool:
    """Return whether a code is that of a sector of a country or of an organisation: letters in threes behind it."""
    return len(whole) >= 3 and whole != "IGO" and code.isupper() and code.isalnum() and len(code) % 3 == len(whole) % 3
