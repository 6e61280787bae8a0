"""Short words for records, shared by the table and the page."""

from __future__ import annotations

import re
from pathlib import PurePath

from vigie.model import Actor, Event, Quantity, Reading, Span, Speaker, Statement, slice_all
from vigie.model.sift import Sifted

KIND_WORDS = {
    "direct": "quoted", "mixed": "partly quoted", "indirect": "reported", "nominal": "in a noun", "headline": "headline",
}  # fmt: skip
NEGATIVE_WORDS = {
    "no_change": "no change seen", "no_indication": "no indication seen", "no_evidence": "no evidence seen",
}  # fmt: skip
LANGUAGES = {"en": "English", "fr": "French"}
UNCHANGED = "posture_unchanged"
_NOT_SO = {
    "past": "did not happen", "ongoing": "is not happening", "planned": "not to happen",
    "hypothetical": "supposed not to happen",
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


def said_words(reading: Reading, statement: Statement) -> str:
    """Return the words of a statement, between quotation marks when they are wholly the speaker's own."""
    said = words_of(reading, statement.content)
    if statement.kind == "direct":
        return f"“{said}”"
    if any(said.count(a) > said.count(b) for a, b in ("“”", "«»")):  # the words end where the speaker's quotation ends
        end = statement.content[-1].end
        said += "".join(re.findall(r"^\s?[»”]", reading.document.text[end : end + 2]))
    return said


def how_words(reading: Reading, statement: Statement, *, joint: str = " · ") -> str:
    """Return how it was said: the kind, the cue's words, the venue and day."""
    cue = words_of(reading, statement.cue)
    parts = [KIND_WORDS.get(statement.kind, statement.kind)]
    if cue:
        parts.append(f"“{cue}”")
    if statement.venue:
        parts.append(f"to {squeeze(statement.venue)}")
    if statement.date and statement.date.start:
        parts.append(_days(statement.date.start, statement.date.end))
    return joint.join(parts)


def does_words(statement: Statement) -> str:
    """Return what the statement does: its modalities, and whether it is an attitude and no speech."""
    telling = [m for m in statement.modality if m != "assertion"] or list(statement.modality)
    if statement.scope == "attitude":
        telling.append("attitude")
    return ", ".join(telling)


def note_words(reading: Reading, statement: Statement) -> list[str]:
    """Return what tempers the statement, one line a thing: likelihood, hedges, condition."""
    text = reading.document.text
    notes = []
    if statement.likelihood:
        low, high = statement.likelihood.low, statement.likelihood.high
        word = squeeze(statement.likelihood.span.slice(text))
        notes.append(f"likelihood: “{word}” is {low * 100:.0f} to {high * 100:.0f} in 100")
    if statement.hedges:
        notes.append("hedge: " + ", ".join(f"“{squeeze(h.slice(text))}”" for h in statement.hedges))
    if statement.condition:
        notes.append(f"condition: “{words_of(reading, statement.condition)}”")
    return notes


def at_words(spans: tuple[Span, ...]) -> str:
    """Return where the words stand, as [start:end] in characters of the text."""
    return f"[{spans[0].start}:{spans[-1].end}]" if spans else ""


def opening(said: str, limit: int = 90) -> str:
    """Return the words whole, or their opening where they are shown in full elsewhere."""
    return said if len(said) <= limit else said[:limit].rsplit(" ", 1)[0] + " …"


def title_words(reading: Reading) -> str:
    """Return the title of the document, or its name where it has none: of a path the file alone, not the folders."""
    return squeeze(reading.document.title or PurePath(reading.document.id).name or reading.document.id)


def counts_words(reading: Reading) -> str:
    """Return how many records of each kind the reading holds."""
    counts = (
        (len(reading.statements), "statement"), (len(reading.events), "event"), (len(reading.entities), "name"),
        (len(reading.quantities), "number"), (len(reading.links), "link"), (len(reading.flags), "flag"),
    )  # fmt: skip
    return " · ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in counts)


def left_out_words(reading: Reading) -> str:
    """Return how many records were left out for want of confidence, or nothing where all were kept."""
    left_out = reading.left_out if isinstance(reading, Sifted) else None
    if left_out is None or not left_out.statements:
        return ""
    counts = ((left_out.statements, "statement"), (left_out.events, "event"), (left_out.links, "link"))
    said = [f"{n} {word}{'' if n == 1 else 's'}" for n, word in counts if n]
    resting = f", and with {'it' if left_out.statements == 1 else 'them'} {' and '.join(said[1:])}" if said[1:] else ""
    return f"left out below a confidence of {left_out.below:g}: {said[0]}{resting}"


def nothing_words(reading: Reading) -> str:
    """Return what is said of a reading without records."""
    if left_out_words(reading):
        return "Nothing here is as sure as was asked."
    return "Nobody is said to have said or done anything here."


def unseen_spans(reading: Reading, statement: Statement) -> tuple[Span, ...]:
    """Return the words that say what was not seen: the posture's own where they are known, else the whole statement."""
    for e in reading.events:
        if e.vigie_type == UNCHANGED and e.attributed_to == statement.id:
            return e.mentions
    return statement.content


def teller_words(reading: Reading, event: Event) -> str:
    """Return on whose word the event rests, or nothing when the text itself tells it."""
    if not event.attributed_to:
        return ""
    teller = next((s for s in reading.statements if s.id == event.attributed_to), None)
    return f"{speaker_words(reading, teller)} ({teller.id})" if teller else event.attributed_to


def event_words(event: Event) -> tuple[str, str]:
    """Return the kind of act (PLOVER's in capitals, else Vigie's own) and what is known more finely."""
    own = (event.vigie_type or "").replace("_", " ")
    if event.type is None:
        return own, (event.mode or "").replace("_", " ")
    finer = dict.fromkeys(p for p in (own, (event.mode or "").replace("_", " ")) if p)
    return event.type, " · ".join(finer)


def status_words(event: Event) -> str:
    """Return whether it happened, happens, is planned or only imagined, or is said not to."""
    return event.status if event.polarity == "positive" else _NOT_SO[event.status]


def count_words(reading: Reading, event: Event) -> list[str]:
    """Return the numbers of the event: the words of the text and what they amount to."""
    numbers = {q.id: q for q in reading.quantities}
    found = [numbers[q] for q in event.quantities if q in numbers]
    return [f"“{squeeze(q.span.slice(reading.document.text))}” = {number_words(q)}" for q in found]


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


def when_words(reading: Reading, event: Event) -> str:
    """Return the day or days of an event; the words of the text where they could not be resolved."""
    if event.date is None:
        return ""
    if event.date.start is None:
        return f"“{squeeze(event.date.span.slice(reading.document.text))}” (day not known)"
    return _days(event.date.start, event.date.end)


def _days(start: str, end: str | None) -> str:
    """Return one day, or the first and the last."""
    return start if end in (None, start) else f"{start} to {end}"


def number_words(quantity: Quantity) -> str:
    """Return a quantity as a number, a bound or a range, with its unit."""
    unit = f" {squeeze(quantity.unit).replace('_', ' ')}" if quantity.unit else ""
    low, high = quantity.low, quantity.high
    if low is not None and high is not None:
        return (_plain(low) if low == high else f"{_plain(low)} to {_plain(high)}") + unit
    if low is not None:
        return f"at least {_plain(low)}{unit}"
    if high is not None:
        return f"at most {_plain(high)}{unit}"
    return (_plain(quantity.value) if quantity.value is not None else "?") + unit


def _plain(number: float) -> str:
    """Return the number as people write it: 9,000 and 2.5, never 9e+03."""
    return f"{number:,.0f}" if number == int(number) else f"{number:,}"
