"""The proof of a sentence: its words read again in the text, and what it says held against the records as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vigie.model import Spans
from vigie.text.fold import fold
from vigie.watch.deliver.brief import facts
from vigie.watch.deliver.brief.compose import QUOTED, name_form, quoted_spans
from vigie.watch.deliver.brief.ground import SIGNAL, Ground
from vigie.watch.deliver.brief.model import Quote, Sentence
from vigie.watch.deliver.brief.tongue import load_tongue

Fault = tuple[str, str]
"""Why a sentence does not resolve: a code of `reasons` in words/*.yaml, and what exactly."""
QUOTING = frozenset({"contradiction", "shift", "numbers", "cut_quote", "departure"})
"""The kinds of signals that are told with words of texts."""
_INNER = re.compile("“([^“”]+)”|«([^«»]+)»")


def resolve(sentence: Sentence, ground: Ground) -> Fault | None:
    """Return why the sentence does not resolve on this ground, or None when all of it does."""
    for fault in _find_faults(sentence, ground):
        return fault
    return None


def _find_faults(sentence: Sentence, ground: Ground) -> Iterator[Fault]:
    yield from _find_fallen(sentence, ground)
    yield from _find_misshapen(sentence, ground)
    yield from _find_untrue(sentence, ground)
    for quote in sentence.quotes:
        yield from _find_misquoted(quote, sentence, ground)
    yield from _find_unheard(sentence, ground)
    yield from _find_miscounted(sentence, ground)


def _find_fallen(sentence: Sentence, ground: Ground) -> Iterator[Fault]:
    """Yield records that do not stand, or whose documents do not."""
    if not sentence.records:
        yield "gone", "no record"
    for key in sentence.records:
        if key.startswith(facts.PREFIXES):
            if facts.find_facts(ground, key, sentence.lang) is None:
                yield "untold" if key.startswith(SIGNAL) else "gone", key
        elif not ground.is_standing(key):
            yield "gone" if ground.document_of(key) else "retracted", key


def _find_misshapen(sentence: Sentence, ground: Ground) -> Iterator[Fault]:
    """Yield what the template would have named and the sentence does not, or the other way round."""
    forms = load_tongue(sentence.lang).forms
    if sentence.form not in forms:
        yield "form", sentence.form
        return
    record = sentence.records[0]
    held = ground.statements.get(record) or ground.events.get(record)
    if held is not None and name_form(ground, held) != sentence.form:
        yield "form", sentence.form
    names = load_tongue(sentence.lang).names(sentence.form)
    if [t.name for t in sentence.told] != [n for n in names if n not in QUOTED]:
        yield "form", sentence.form
    if sentence.form != "link" and {q.name for q in sentence.quotes} != {n for n in names if n in QUOTED}:
        yield "form", sentence.form


def _find_untrue(sentence: Sentence, ground: Ground) -> Iterator[Fault]:
    """Yield what the sentence tells of a record and the record does not say, as corrected."""
    for told in sentence.told:
        found = facts.find_facts(ground, told.record, sentence.lang)
        if found is None or told.record not in sentence.records:
            yield "gone", told.record
        elif found.get(told.name) != told.value:
            reason = "untold" if told.name == "told" else "differs"
            yield reason, f"{told.record}: {told.name} {found.get(told.name)!r}, not {told.value!r}"


def _find_misquoted(quote: Quote, sentence: Sentence, ground: Ground) -> Iterator[Fault]:
    """Yield words that do not stand where the sentence says, or are not those of the record."""
    at = " ".join(f"[{s.start}:{s.end}]" for s in quote.spans)
    text = ground.texts.get(quote.document)
    if text is None or quote.document not in ground.view.documents:
        yield "retracted", quote.document
    elif not quote.spans or tuple(s.slice(text) for s in quote.spans) != quote.words:
        yield "moved", f"{quote.record} {at}"
    elif quote.record not in sentence.records or quote.spans != _spans_of(quote, sentence, ground):
        yield "uncovered", f"{quote.record} {at}"


def _spans_of(quote: Quote, sentence: Sentence, ground: Ground) -> Spans:
    """Return where the words of the record stand that the sentence is about; what has no words of its own, anywhere."""
    statement = ground.statements.get(quote.record)
    if quote.name == "quote" and statement is not None:
        return quoted_spans(ground, statement)
    if quote.record in ground.events:
        event = ground.events[quote.record]
        return ground.around(event.document, event.anchor)
    return _marked_spans(quote, sentence, ground)


def _marked_spans(quote: Quote, sentence: Sentence, ground: Ground) -> Spans:
    """Return where a link's marker or the flagged words stand."""
    link, flag = ground.links.get(sentence.records[0]), ground.flags.get(sentence.records[0])
    if link is not None:
        return (link.marker,) if link.marker else ()
    return (flag.span,) if flag else ()


def _find_unheard(sentence: Sentence, ground: Ground) -> Iterator[Fault]:
    """Yield words between quotation marks in a signal's sentence that none of the records and texts it rests on has."""
    signal = ground.signals.get(sentence.records[0]) if sentence.form == "signal" else None
    if signal is None or signal.kind not in QUOTING:
        return
    held = [ground.texts.get(key.partition(".")[0], "") for key in signal.inputs]
    held += [r.words for key in signal.inputs if (r := ground.statements.get(key) or ground.events.get(key))]
    heard = [" ".join(fold(text).split()) for text in held]
    for told in sentence.told:
        for found in _INNER.finditer(told.value or ""):
            for piece in (found[1] or found[2]).split("…"):
                words = " ".join(fold(piece).split())
                if not any(words in text for text in heard):
                    yield "moved", piece.strip()


def _find_miscounted(sentence: Sentence, ground: Ground) -> Iterator[Fault]:
    """Yield a count of outlets and origins that does not come out again."""
    if not sentence.carried:
        return
    for key in sentence.carried:
        if key not in ground.view.documents:
            yield "retracted", key
    counted = len(ground.view.outlets(sentence.carried)), len(ground.view.origins(sentence.carried))
    if counted != (sentence.outlets, sentence.origins):
        yield "copies", ", ".join(sentence.carried)
