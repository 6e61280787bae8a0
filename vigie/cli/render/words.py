"""Short words for records, shared by the table and the page."""

from __future__ import annotations

from vigie.model import Actor, Event, Quantity, Reading, Span, Speaker, Statement, slice_all

KIND_WORDS = {
    "direct": "quoted", "mixed": "partly quoted", "indirect": "reported", "nominal": "in a noun", "headline": "headline",
}  # fmt: skip
NEGATIVE_WORDS = {
    "no_change": "looked for, no change seen", "no_indication": "looked for, no indication",
    "no_evidence": "looked for, no evidence",
}  # fmt: skip


def clean(text: str) -> str:
    """Return the text on one line, control and direction marks shown as a middle dot."""
    return "".join(" " if c.isspace() else c if c.isprintable() else "·" for c in text)


def squeeze(text: str) -> str:
    """Return the text on one line with single spaces."""
    return " ".join(clean(text).split())


def words_of(reading: Reading, spans: tuple[Span, ...], *, joint: str = " … ") -> str:
    """Return the words of the spans, pieces joined by an ellipsis."""
    return joint.join(squeeze(s.slice(reading.document.text)) for s in spans)


def speaker_words(reading: Reading, statement: Statement) -> str:
    """Return who speaks: the resolved name, else the source phrase in brackets with a question mark."""
    if statement.speaker is not None:
        return squeeze(statement.speaker.name)
    if statement.source:
        return f"[{words_of(reading, statement.source)}] ?"
    return "[nobody named] ?"


def role_words(speaker: Speaker | None) -> str:
    """Return the office or role and the country of a speaker."""
    if speaker is None:
        return ""
    parts = [squeeze(speaker.role) if speaker.role else "", speaker.country or ""]
    return " · ".join(p for p in parts if p)


def how_words(reading: Reading, statement: Statement) -> str:
    """Return how it was said: the kind, the cue's words, the venue and day."""
    cue = words_of(reading, statement.cue)
    parts = [KIND_WORDS.get(statement.kind, statement.kind)]
    if cue:
        parts.append(f"“{cue}”")
    if statement.venue:
        parts.append(f"to {squeeze(statement.venue)}")
    if statement.date and statement.date.start:
        parts.append(statement.date.start)
    return " · ".join(parts)


def does_words(statement: Statement) -> str:
    """Return what the statement does: modalities, negative evidence, likelihood, attitude."""
    parts = [", ".join(m for m in statement.modality[:2])]
    if statement.negative_evidence:
        parts.append(NEGATIVE_WORDS[statement.negative_evidence])
    if statement.likelihood:
        parts.append(f"likelihood {statement.likelihood.low:.0%}-{statement.likelihood.high:.0%}")
    if statement.condition:
        parts.append("on a condition")
    if statement.scope == "attitude":
        parts.append("attitude")
    return "; ".join(parts)


def event_words(event: Event) -> str:
    """Return the type and mode of an event, or Vigie's own type where PLOVER has none."""
    parts = [event.type or "", event.mode or ""]
    if event.vigie_type and event.vigie_type not in parts:
        parts.append(event.vigie_type)
    return " · ".join(p.replace("_", " ") for p in parts if p)


def actor_words(reading: Reading, actor: Actor | None) -> str:
    """Return the words and codes of a party, or an empty string."""
    if actor is None:
        return ""
    codes = f" ({', '.join(actor.codes)})" if actor.codes else ""
    return squeeze(slice_all(reading.document.text, actor.span)) + codes


def where_words(event: Event) -> str:
    """Return the place with its precision."""
    if event.place is None:
        return ""
    return f"{squeeze(event.place.name)} ({event.place.precision})"


def when_words(event: Event) -> str:
    """Return the day or days of an event."""
    if event.date is None or event.date.start is None:
        return ""
    if event.date.end in (None, event.date.start):
        return event.date.start
    return f"{event.date.start} to {event.date.end}"


def number_words(quantity: Quantity) -> str:
    """Return a quantity as a number, a bound or a range with its unit."""
    unit = f" {quantity.unit}" if quantity.unit else ""
    if quantity.value is not None and quantity.low == quantity.high == quantity.value:
        return f"{quantity.value:g}{unit}"
    low = "…" if quantity.low is None else f"{quantity.low:g}"
    high = "…" if quantity.high is None else f"{quantity.high:g}"
    return f"{low} to {high}{unit}"
