"""Statements and events as the desk shows them, whether they are filed or just read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from vigie.desk.highlight import Mark
from vigie.desk.language import Words
from vigie.desk.shown import line
from vigie.model import Event, Reading, Spans, Statement, slice_all
from vigie.store import FiledDocument, FiledEvent, FiledStatement, Ledger

Record = FiledStatement | FiledEvent
CARD_CHARS = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One record. `who` speaks or acts, `does` is what the record is, `facts` are further lines; `key` is None unfiled."""

    kind: str
    name: str
    key: str | None
    who: str
    does: str
    words: str
    look: str
    is_quoted: bool = False
    unseen: str = ""
    day: str | None = None
    dated: str | None = None
    facts: tuple[str, ...] = ()
    corrections: int = 0
    document: FiledDocument | None = None
    marks: tuple[Mark, ...] = field(default=(), repr=False)


def make_card(record: Record, words: Words, document: FiledDocument | None = None) -> Card:
    """Return the card of a filed record; without a day of its own it has that of its report."""
    if isinstance(record, FiledStatement):
        return _of_statement(record, words, document)
    return _of_event(record, words, document)


def _of_statement(s: FiledStatement, words: Words, document: FiledDocument | None) -> Card:
    return Card(
        kind="statement",
        name=s.id,
        key=s.key,
        who=line(s.speaker) or line(s.phrase) or words("card.nobody"),
        does=name_modality(s.modality, words),
        words=line(s.words, CARD_CHARS),
        look=look_of(s.modality, s.negative_evidence),
        is_quoted=s.kind == "direct",
        unseen=words.of("unseen", s.negative_evidence) if s.negative_evidence else "",
        day=s.valid_to or s.valid_from or (document.day if document else None),
        dated=s.dated,
        facts=_join(
            line(s.role), s.country, words.of("kind", s.kind), line(s.venue), name_likelihood(s.likelihood, words),
            words("card.attitude") if s.scope == "attitude" else "",
        ),
        corrections=s.corrections,
        document=document,
        marks=_mark_statement(s.id, s.content, s.cue, s.source, s.negative_evidence),
    )  # fmt: skip


def _of_event(e: FiledEvent, words: Words, document: FiledDocument | None) -> Card:
    place = f"{line(e.place)} ({words.of('precision', e.precision)})" if e.place else ""
    return Card(
        kind="event",
        name=e.id,
        key=e.key,
        who=name_parties(e.actor, e.recipient, words),
        does=name_act(e.vigie_type, e.type, e.status, e.polarity, words),
        words=line(e.words, CARD_CHARS),
        look=f"act {e.status}",
        day=e.valid_to or e.valid_from or (document.day if document else None),
        dated=e.dated,
        facts=_join(place, e.type, line(e.mode), line(" ".join((*e.actor_codes, "→", *e.recipient_codes)).strip("→ "))),
        corrections=e.corrections,
        document=document,
        marks=tuple(Mark(span, "event", e.id) for span in e.anchor),
    )


def make_read_cards(reading: Reading, words: Words) -> list[Card]:
    """Return the cards of a reading that is in no ledger."""
    text = reading.document.text
    told = [_of_read_statement(s, text, words) for s in reading.statements]
    return told + [_of_read_event(e, text, words) for e in reading.events]


def _of_read_statement(s: Statement, text: str, words: Words) -> Card:
    speaker = s.speaker
    return Card(
        kind="statement",
        name=s.id,
        key=None,
        who=line(speaker.name if speaker else slice_all(text, s.source)) or words("card.nobody"),
        does=name_modality(s.modality, words),
        words=line(slice_all(text, s.content), CARD_CHARS),
        look=look_of(s.modality, s.negative_evidence),
        is_quoted=s.kind == "direct",
        unseen=words.of("unseen", s.negative_evidence) if s.negative_evidence else "",
        day=s.date.end or s.date.start if s.date else None,
        dated="stated" if s.date and s.date.start else None,
        facts=_join(
            line(speaker.role) if speaker else "", speaker.country if speaker else "", words.of("kind", s.kind),
            line(s.venue), name_likelihood((s.likelihood.low, s.likelihood.high) if s.likelihood else None, words),
            words("card.attitude") if s.scope == "attitude" else "",
        ),
        marks=_mark_statement(s.id, s.content, s.cue, s.source, s.negative_evidence),
    )  # fmt: skip


def _of_read_event(e: Event, text: str, words: Words) -> Card:
    actor = line(slice_all(text, e.actor.span)) if e.actor else None
    recipient = line(slice_all(text, e.recipient.span)) if e.recipient else None
    codes = (*(e.actor.codes if e.actor else ()), "→", *(e.recipient.codes if e.recipient else ()))
    return Card(
        kind="event",
        name=e.id,
        key=None,
        who=name_parties(actor, recipient, words),
        does=name_act(e.vigie_type, e.type, e.status, e.polarity, words),
        words=line(slice_all(text, e.anchor), CARD_CHARS),
        look=f"act {e.status}",
        day=e.date.end or e.date.start if e.date else None,
        dated="stated" if e.date and e.date.start else None,
        facts=_join(
            f"{line(e.place.name)} ({words.of('precision', e.place.precision)})" if e.place else "", e.type,
            line(e.mode), " ".join(codes).strip("→ "),
        ),
        marks=tuple(Mark(span, "event", e.id) for span in e.mentions),
    )  # fmt: skip


def _mark_statement(name: str, content: Spans, cue: Spans, source: Spans, unseen: str | None) -> tuple[Mark, ...]:
    parts = (("unseen" if unseen else "said", content), ("cue", cue), ("source", source))
    return tuple(Mark(span, look, name) for look, spans in parts for span in spans)


def name_modality(modality: Iterable[str], words: Words) -> str:
    """Return what a statement does, in words; a mere assertion is only named when it is nothing more."""
    held = list(modality)
    return ", ".join(words.of("modality", m) for m in ([m for m in held if m != "assertion"] or held))


def look_of(modality: tuple[str, ...], unseen: str | None) -> str:
    """Return by what a card is coloured: its gravest modality."""
    if unseen:
        return "unseen"
    return next((m for m in ("threat", "warning", "accusation", "denial", "reassurance") if m in modality), "plain")


def name_likelihood(likelihood: tuple[float, float] | None, words: Words) -> str:
    """Return how likely the speaker calls it, as a range in a hundred."""
    if likelihood is None:
        return ""
    return words("card.likelihood", low=f"{likelihood[0] * 100:.0f}", high=f"{likelihood[1] * 100:.0f}")


def name_parties(actor: str | None, recipient: str | None, words: Words) -> str:
    """Return who acts, and upon whom where that is told."""
    who = line(actor) or words("card.no_actor")
    return f"{who} → {line(recipient)}" if recipient else who


def name_act(own: str | None, plover: str | None, status: str, polarity: str, words: Words) -> str:
    """Return the act and whether it happened, happens, is planned or imagined, or is said not to."""
    what = words.of("type", own or plover)
    return f"{what}, {words.of('status' if polarity == 'positive' else 'not_status', status)}"


def _join(*facts: str | None) -> tuple[str, ...]:
    return tuple(fact for fact in facts if fact)


class Documents:
    """Looks up the documents of records, each once."""

    def __init__(self, find: Callable[[str], FiledDocument | None]) -> None:
        self._find = find
        self._held: dict[str, FiledDocument | None] = {}

    def __call__(self, key: str) -> FiledDocument | None:
        """Return the document of that key, or None."""
        if key not in self._held:
            self._held[key] = self._find(key)
        return self._held[key]


def find_in(ledger: Ledger) -> Documents:
    """Return the look-up of a ledger's documents."""
    return Documents(lambda key: next(iter(ledger.documents(key=key)), None))


def make_cards(records: Iterable[Record], words: Words, find: Callable[[str], FiledDocument | None]) -> list[Card]:
    """Return the cards of records, each with its document."""
    return [make_card(record, words, find(record.document)) for record in records]
