"""Sentences from records: the facts of a record, and words of its text between quotation marks.

What somebody says word for word is quoted alone. What the text reports in its own words is quoted with its whole
sentence, as the text's words and not the speaker's, so that no denial, condition or doubt is cut off.
"""

from __future__ import annotations

from collections.abc import Mapping

from vigie.model import Spans
from vigie.model.signal import Signal
from vigie.store import Amendment, FiledEvent, FiledFlag, FiledLink, FiledStatement, FiledUnread
from vigie.store.watched import FiledVisit
from vigie.watch.deliver.brief import facts
from vigie.watch.deliver.brief.facts import Facts
from vigie.watch.deliver.brief.ground import (
    SIGNAL,
    UNREAD,
    Ground,
    key_of_change,
    key_of_flag,
    key_of_link,
    key_of_visit,
)
from vigie.watch.deliver.brief.model import Quote, Sentence, Told
from vigie.watch.deliver.brief.sure import is_act_sure, is_own_words, is_speaker_sure
from vigie.watch.deliver.brief.tongue import load_tongue

QUOTED = ("quote", "marker")
"""The names that stand for words of a text."""


def make_sentence(
    form: str, lang: str, key: str, found: Facts, *, quotes: Mapping[str, Quote] | None = None, rests: tuple[str, ...] = ()
) -> Sentence:  # fmt: skip
    """Return the sentence of that form: its names filled from what was found, its words from the quotations."""
    held = quotes or {}
    names = load_tongue(lang).names(form)
    return Sentence(
        form=form,
        lang=lang,
        records=tuple(dict.fromkeys((key, *rests))),
        told=tuple(Told(name, key, found.get(name)) for name in names if name not in QUOTED),
        quotes=tuple(held[name] for name in names if name in held),
    )


def quote(ground: Ground, name: str, key: str, spans: Spans) -> Quote:
    """Return the words of a record's text at the spans."""
    document = key.partition(".")[0]
    text = ground.texts.get(document, "")
    held = ground.view.documents.get(document)
    return Quote(name, key, document, spans, tuple(s.slice(text) for s in spans), held.lang if held else None)


def tell_statement(ground: Ground, statement: FiledStatement, lang: str) -> Sentence:
    """Return who says what, with the words."""
    quotes = {"quote": quote(ground, "quote", statement.key, quoted_spans(ground, statement))}
    found = facts.state_statement(ground, statement)
    return make_sentence(name_form(ground, statement), lang, statement.key, found, quotes=quotes)


def name_form(ground: Ground, record: FiledStatement | FiledEvent) -> str:
    """Return the template of a record: told by its codes where they are sure, else in the words of the text alone."""
    if isinstance(record, FiledEvent):
        return "event" if is_act_sure(ground, record) else "words_only"
    if record.kind == "headline":  # who speaks in a headline is too often only whom it is about
        return "headline"
    if is_speaker_sure(ground, record):
        return "direct" if is_own_words(record) else "reported"
    return "quoted_only" if is_own_words(record) else "words_only"


def quoted_spans(ground: Ground, statement: FiledStatement) -> Spans:
    """Return the speaker's own words, else the whole sentences that report them, with who says it and how."""
    if is_own_words(statement):
        return statement.content
    return ground.around(statement.document, (*statement.source, *statement.cue, *statement.content))


def tell_event(ground: Ground, event: FiledEvent, lang: str) -> Sentence:
    """Return what is said to be done, on whose word, with the sentence that says so."""
    held = quote(ground, "quote", event.key, ground.around(event.document, event.anchor))
    return make_sentence(
        name_form(ground, event), lang, event.key, facts.state_event(ground, event), quotes={"quote": held}
    )


def tell_signal(ground: Ground, signal: Signal, lang: str) -> Sentence:
    """Return the signal in its own sentence, resting on everything that it was computed from."""
    key = SIGNAL + signal.key
    return make_sentence("signal", lang, key, _found(ground, key, lang), rests=signal.inputs)


def tell_link(ground: Ground, link: FiledLink, lang: str) -> Sentence:
    """Return how two statements of a text stand to each other, with the words that say so."""
    key = key_of_link(link)
    quotes = {"marker": quote(ground, "marker", link.a, (link.marker,))} if link.marker else {}
    return make_sentence("link", lang, key, _found(ground, key, lang), quotes=quotes, rests=(link.a, link.b))


def tell_flag(ground: Ground, flag: FiledFlag, lang: str) -> Sentence:
    """Return what is odd about a text, with its words."""
    key = key_of_flag(flag)
    quotes = {"quote": quote(ground, "quote", flag.document, (flag.span,))}
    return make_sentence("flag", lang, key, _found(ground, key, lang), quotes=quotes, rests=(flag.document,))


def tell_unread(ground: Ground, unread: FiledUnread, lang: str) -> Sentence:
    """Return what could not be read, and why."""
    key = UNREAD + unread.id
    return make_sentence("unread", lang, key, _found(ground, key, lang))


def tell_visit(ground: Ground, visit: FiledVisit, lang: str) -> Sentence:
    """Return which source could not be fetched, and why."""
    key = key_of_visit(visit)
    return make_sentence("visit", lang, key, _found(ground, key, lang))


def tell_document(ground: Ground, key: str, lang: str, form: str) -> Sentence:
    """Return that a document has no date (`undated`), or is a page that changed (`version`)."""
    return make_sentence(form, lang, key, _found(ground, key, lang))


def tell_change(ground: Ground, change: Amendment, lang: str) -> Sentence:
    """Return who corrected, took back or restored a record, and why."""
    key = key_of_change(change)
    form = {"correct": "corrected", "retract": "retracted"}.get(change.action, "restored")
    return make_sentence(form, lang, key, _found(ground, key, lang))


def _found(ground: Ground, key: str, lang: str) -> Facts:
    return facts.find_facts(ground, key, lang) or {}
