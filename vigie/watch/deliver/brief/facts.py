"""What a record says, by name, as it stands now. Sentences are composed from it, and held against it again."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from vigie.store import FiledEvent, FiledStatement
from vigie.watch.deliver.brief.ground import CHANGE, FLAG, LINK, SIGNAL, UNREAD, VISIT, Ground
from vigie.watch.deliver.brief.sure import is_day_sure, is_place_sure, name_act, name_doing, name_role
from vigie.watch.signals.tell import tell

Facts = Mapping[str, str | None]


def find_facts(ground: Ground, key: str, lang: str) -> Facts | None:
    """Return what stands about the key, or None when nothing does."""
    for prefix, state in _KINDS.items():
        if key.startswith(prefix):
            return state(ground, key, lang)
    if key in ground.statements:
        return state_statement(ground, ground.statements[key])
    if key in ground.events:
        return state_event(ground, ground.events[key])
    document = ground.view.documents.get(key)
    return None if document is None else _of_document(ground, key) | {"title": document.title or document.id}


def _of_document(ground: Ground, key: str) -> dict[str, str | None]:
    document = ground.document_of(key)
    return {"outlet": ground.outlet(key), "day": document.day if document else None}


def _lang_of(ground: Ground, document: str) -> str | None:
    held = ground.view.documents.get(document)
    return held.lang if held else None


def state_statement(ground: Ground, statement: FiledStatement) -> dict[str, str | None]:
    """Return who says it, in which office, what the statement does, on whose telling, and what was not seen."""
    teller = _tellers(ground, statement.document, statement.parent)
    return _of_document(ground, statement.key) | {
        "speaker": statement.speaker,
        "role": name_role(statement, _lang_of(ground, statement.document)),
        "does": name_doing(ground, statement),
        "seen": statement.negative_evidence,
        "teller": None if teller == statement.speaker else teller,
    }


def state_event(ground: Ground, event: FiledEvent) -> dict[str, str | None]:
    """Return the act, whether it is told as done, on whose word, where and when."""
    placed = is_place_sure(ground, event)
    return _of_document(ground, event.key) | {
        "act": name_act(ground, event),
        "status": f"{event.status} {event.polarity}",
        "teller": _tellers(ground, event.document, event.attributed_to),
        "place": event.place if placed else None,
        "precision": event.precision if event.place and placed else None,
        "stated": _state_days(event) if event.dated == "stated" and is_day_sure(event) else None,
    }


def _state_days(event: FiledEvent) -> str | None:
    """Return the day or days that the text states, `FIRST/LAST`; an end that is not known is left empty."""
    if event.valid_from == event.valid_to:
        return event.valid_from
    return f"{event.valid_from or ''}/{event.valid_to or ''}"


def _tellers(ground: Ground, document: str, statement: str | None) -> str | None:
    """Return who tells it, and on whose telling in turn, one a line; the words of the text for who has no name."""
    found: list[str] = []
    seen: set[str] = set()
    while statement is not None and statement not in seen:
        seen.add(statement)
        held = ground.numbered.get((document, statement)) or ground.statements.get(statement)
        if held is None:
            return "?"
        found.append(held.speaker or _source_words(ground, held))
        statement = held.parent
    return "\n".join(found) or None


def _source_words(ground: Ground, statement: FiledStatement) -> str:
    text = ground.texts.get(statement.document, "")
    return " ".join(" ".join(s.slice(text).split()) for s in statement.source) or "?"


def _state_signal(ground: Ground, key: str, lang: str) -> Facts | None:
    signal = ground.signals.get(key)
    return None if signal is None else {"told": tell(signal, lang)}


def _state_link(ground: Ground, key: str, lang: str) -> Facts | None:
    link = ground.links.get(key)
    return None if link is None else _of_document(ground, link.document) | {"relation": link.relation}


def _state_flag(ground: Ground, key: str, lang: str) -> Facts | None:
    flag = ground.flags.get(key)
    return None if flag is None else _of_document(ground, flag.document) | {"flag": flag.kind}


def _state_unread(ground: Ground, key: str, lang: str) -> Facts | None:
    found = ground.unread.get(key)
    return None if found is None else {"name": found.id, "reason": found.reason}


def _state_visit(ground: Ground, key: str, lang: str) -> Facts | None:
    visit = ground.visits.get(key)
    if visit is None:
        return None
    return {"outlet": ground.name_source(visit.source), "when": visit.at, "fault": visit.fault or visit.outcome}


def _state_change(ground: Ground, key: str, lang: str) -> Facts | None:
    change = ground.changes.get(key)
    if change is None:
        return None
    changes = ", ".join(f"{name} = {value}" for name, value in sorted(change.changes.items()))
    return {"author": change.author, "when": change.known, "reason": change.reason, "changes": changes or None}


_KINDS: dict[str, Callable[[Ground, str, str], Facts | None]] = {
    SIGNAL: _state_signal, LINK: _state_link, FLAG: _state_flag, UNREAD: _state_unread, VISIT: _state_visit,
    CHANGE: _state_change,
}  # fmt: skip
PREFIXES = tuple(_KINDS)
