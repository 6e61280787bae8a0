"""When a record is sure enough to be told by its codes. All others are told in the words of their text, which cannot err.

The reader's confidence is by the way a record was found, not by the words around it; these are checks of the words.
They were found by reading briefs of speeches against their texts, where reported speech hardly occurs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from vigie.lang.lexicon import load_lexicon
from vigie.model import Span, Spans
from vigie.store import FiledEvent, FiledStatement
from vigie.text.fold import fold
from vigie.text.segment import find_tokens
from vigie.watch.deliver.brief.ground import Ground

SPOKEN = 0.7
"""Below it stand statements read off a verb and its object: “denied the attack”, but also “thanked the doctors”."""
DONE, DONE_WIDELY = 0.6, 0.75
"""An act of a kind that can be seen is sure from the first on, any other from the second."""
PLACED = 0.75
ORATORY = 0.15
"""A text is a speech where more of its sentences than this say I, we or you outside of quotation marks."""
NEAR = 40
"""So many characters before an act stands what denies it."""
SHORTEST = 5
"""A sentence of fewer words is a scrap, such as “Shoot at refugees”."""
_QUOTATION = re.compile('[“«"][^”»"]*(?:[”»"]|$)')
_OF = re.compile(r" (?:of|for|de|du|des|d['’])(?=\W|\w)")
_FUTURE = re.compile("[a-zé]{3,}r(?:a|ont)$")


def is_speaker_sure(ground: Ground, statement: FiledStatement) -> bool:
    """Return whether the statement is told as its speaker's, with what it does."""
    lang = _language(ground, statement.document)
    if statement.speaker is None or lang is None or statement.kind == "headline":
        return False
    if statement.kind != "direct" and not _is_said(ground, statement, lang):
        return False
    return _is_somebody(statement.speaker, lang) or (bool(statement.entity) and statement.speaker[:1].isupper())


def _is_said(ground: Ground, statement: FiledStatement, lang: str) -> bool:
    """Return whether the words around a report of speech leave no doubt that it was said, and by whom."""
    cue, source = (
        _words(ground, statement.document, statement.cue, lang),
        _words(ground, statement.document, statement.source, lang),
    )
    spans = ground.around(statement.document, (*statement.source, *statement.cue, *statement.content))
    if _is_oratory(ground, statement.document, spans, lang) or not _are_tellers_sure(
        ground, statement.document, statement.parent
    ):
        return False
    if cue & _list(lang, "negation", "modal") or (len(source) == 1 and source & _list(lang, "things")):
        return False
    return statement.confidence >= SPOKEN or next(iter(statement.modality), "assertion") != "assertion"


def is_doing_sure(ground: Ground, statement: FiledStatement, does: str) -> bool:
    """Return whether the statement is told to do that; beside a plain verb it only does what its words say themselves."""
    lang = _language(ground, statement.document)
    if statement.kind == "direct" or lang is None or does in _kinds("evident"):
        return True
    return not _words(ground, statement.document, statement.cue, lang) & _list(lang, "plain")


def _is_somebody(name: str, lang: str) -> bool:
    """Return whether a description names people or a body, such as “two officials”; “the fear” speaks to nobody."""
    head = _OF.split(name)[0]
    words = [fold(head[a:b]) for a, b in find_tokens(head, (0, len(head)), lang)]
    lemmas = [w[:-1] if w.endswith("s") else w for w in words]
    if _list(lang, "things") & set(words):
        return False
    if _list(lang, "persons") & set(words):
        return True
    return any(load_lexicon(lang, lexicon).is_in(words, lemmas) for lexicon in ("titles", "bodies"))


def is_act_sure(ground: Ground, event: FiledEvent) -> bool:
    """Return whether the event is told by its kind, and as done, planned or denied."""
    lang = _language(ground, event.document)
    kind = event.vigie_type or event.type
    if lang is None or kind is None or kind in _kinds("unsure") or not (event.actor or event.recipient):
        return False
    if kind not in _kinds("concrete") and not (event.actor and event.recipient):
        return False
    if event.confidence < (DONE if kind in _kinds("concrete") else DONE_WIDELY):
        return False
    return _are_tellers_sure(ground, event.document, event.attributed_to) and _is_status_sure(ground, event, lang)


def _are_tellers_sure(ground: Ground, document: str, statement: str | None) -> bool:
    """Return whether everybody on whose word it is told is sure, or nobody is named."""
    if statement is None:
        return True
    held = ground.numbered.get((document, statement)) or ground.statements.get(statement)
    if held is None or held.parent == statement:
        return False
    if held.kind == "headline":
        return bool(held.speaker and _is_somebody(held.speaker, _language(ground, document) or ""))
    return is_speaker_sure(ground, held)


def _is_oratory(ground: Ground, document: str, spans: Spans, lang: str) -> bool:
    """Return whether the sentences, or too many of their text, are a speech and no report."""
    sentences = ground.sentences(document)
    spoken = ground.kept(("spoken", document), lambda: sum(_is_spoken(ground, document, (s,), lang) for s in sentences))
    return spoken > ORATORY * len(sentences) or _is_spoken(ground, document, spans, lang)


def _is_spoken(ground: Ground, document: str, spans: Spans, lang: str) -> bool:
    """Return whether somebody speaks in the first or second person outside of quotation marks."""
    text = ground.texts.get(document, "")
    own = _QUOTATION.sub(" ", " ".join(s.slice(text) for s in spans))
    return bool({fold(own[a:b]) for a, b in find_tokens(own, (0, len(own)), lang)} & _list(lang, "speech"))


def _is_status_sure(ground: Ground, event: FiledEvent, lang: str) -> bool:
    """Return whether the words of the sentence bear out that it is told as done, as planned or as denied."""
    spans = ground.around(event.document, event.anchor)
    words = _words(ground, event.document, spans, lang)
    if "?" in words or len(words) < SHORTEST or _is_oratory(ground, event.document, spans, lang):
        return False
    if event.polarity == "negative":
        near = (Span(max(spans[0].start, event.anchor[0].start - NEAR), event.anchor[-1].end),)
        return bool(_words(ground, event.document, near, lang) & _list(lang, "negation")) and not words & _list(
            lang, "ended"
        )
    if event.status == "hypothetical":
        return bool(words & _list(lang, "maybe"))
    if event.status == "planned":
        return bool(words & _list(lang, "future")) or (lang == "fr" and any(_FUTURE.search(w) for w in words))
    return not words & _list(lang, "negation", "modal")


def is_place_sure(event: FiledEvent) -> bool:
    """Return whether place and day of the event are told."""
    return event.confidence >= PLACED


def _language(ground: Ground, document: str) -> str | None:
    held = ground.view.documents.get(document)
    return held.lang if held and held.lang in _lists() else None


def _words(ground: Ground, document: str, spans: Spans, lang: str) -> frozenset[str]:
    text = ground.texts.get(document, "")
    return frozenset(fold(text[a:b]) for span in spans for a, b in find_tokens(text, span, lang))


def _list(lang: str, *names: str) -> frozenset[str]:
    return frozenset().union(*(_lists()[lang][name] for name in names))


@lru_cache(maxsize=1)
def _lists() -> dict[str, dict[str, frozenset[str]]]:
    return {
        lang: {name: frozenset(words) for name, words in held.items()}
        for lang, held in _load()
        if isinstance(held, dict)
    }


@lru_cache(maxsize=3)
def _kinds(list_name: str) -> frozenset[str]:
    return frozenset(word for name, held in _load() if name == list_name for word in held)


def _load() -> Iterable[tuple[str, Any]]:
    path = resources.files("vigie.watch.deliver.brief") / "words" / "doubts.yaml"
    raw: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    return raw.items()
