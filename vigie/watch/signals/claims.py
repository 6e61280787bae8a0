"""What a sentence claims, so far as two claims can be held beside each other: names, kinds of acts, words, yes or no."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from vigie.lang.gazetteer import Named, load_gazetteer
from vigie.lang.gazetteer.overlay import forget_with_names
from vigie.lang.language import packs
from vigie.lang.lexicon import Lexicon, load_lexicon
from vigie.lang.tongue import load_tongue
from vigie.text.fold import fold
from vigie.text.segment import find_sentences, find_tokens

MIN_LETTERS = 4
"""Shorter words say little about a subject; numbers and names are kept whatever their length."""
REACH = 4
"""So many words may stand between a negation and what it denies."""
_STOPS = frozenset(",;:()")
_SPEAKING = frozenset({"ACCUSE", "REJECT", "THREATEN"})
"""Acts of speech: they are what the statement does, not what it is about."""
_COUNTRIES = frozenset({"country", "demonym", "capital_metonym"})
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
_DOUBTS = frozenset({"condition", "hedge", "likelihood"})


@dataclass(frozen=True, slots=True)
class Claim:
    """One clause-like sentence of a statement.

    `anchors` are country codes and other names, `kinds` PLOVER or Vigie types that its words may name, `undone` those
    of them that a negation stands beside, `words` the lemmas of what is left, `numbers` those written in figures. `negated` says that it is denied in its own words,
    `doubtful` that it is hedged, conditional or a question, `marks` what else colours it.
    """

    anchors: frozenset[str]
    kinds: frozenset[str]
    undone: frozenset[str]
    words: frozenset[str]
    numbers: frozenset[str]
    negated: bool
    doubtful: bool
    marks: frozenset[str]


@forget_with_names
@lru_cache(maxsize=100_000)
def read_claims(text: str, lang: str) -> tuple[Claim, ...]:
    """Return the claims of a statement's words, one a sentence; none in a language without a pack."""
    if lang not in packs():
        return ()
    return tuple(_read_claim(text[s:e], lang) for s, e in find_sentences(text, (0, len(text)), lang))


@lru_cache(maxsize=100_000)
def find_marks(text: str, lang: str) -> frozenset[str]:
    """Return what colours the words: negation, condition, hedge, likelihood, and modalities such as threat."""
    if lang not in packs():
        return frozenset()
    _, lows, bases = _cut(text, lang)
    found = {"likelihood"} if _hits("likelihood", lang, lows, bases) else set()
    found |= {h for name in ("negation", "conditions", "hedges", "modality") for h in _hits(name, lang, lows, bases)}
    return frozenset(found - {"no_negation"})


@lru_cache(maxsize=100_000)
def find_plain_words(text: str) -> tuple[str, ...]:
    """Return the words alone, folded and without accents: what stays the same when a quotation is printed again."""
    return tuple(_strip_accents("".join(c if c.isalnum() else " " for c in fold(text))).split())


@forget_with_names
@lru_cache(maxsize=20_000)
def find_anchors(text: str, lang: str) -> frozenset[str]:
    """Return codes of the countries and organisations that the words name, and other names; none without a pack."""
    return _find_anchors(_cut(text, lang)[0], lang)[0] if lang in packs() else frozenset()


def _read_claim(text: str, lang: str) -> Claim:
    tokens, lows, bases = _cut(text, lang)
    anchors, named = _find_anchors(tokens, lang)
    kinds = _find_kinds(lang, lows, bases)
    triggers = {i for places in kinds.values() for start, end in places for i in range(start, end)}
    undone = frozenset(kind for kind, places in kinds.items() if _is_undone(places, lang, lows, bases))
    taken = named | triggers | _find_manner(lang, lows, bases)
    parts = load_tongue(lang).tag([tokens])[0] if tokens else ()
    words = frozenset(
        _strip_accents(bases[i].split("|")[0])
        for i, part in enumerate(parts)
        if i not in taken and part in _CONTENT and lows[i].isalpha() and len(lows[i]) >= MIN_LETTERS
    )
    marks = find_marks(text, lang)
    doubtful = not marks.isdisjoint(_DOUBTS) or text.rstrip(" »”\"'").endswith("?")
    numbers = frozenset(low for low in lows if low[0].isdigit())
    return Claim(anchors, frozenset(kinds), undone, words, numbers, "negation" in marks, doubtful, marks)


def _cut(text: str, lang: str) -> tuple[list[str], list[str], list[str]]:
    """Return the tokens as written, folded, and as lemmas."""
    tongue = load_tongue(lang)
    tokens = [text[s:e] for s, e in find_tokens(text, (0, len(text)), lang)]
    lows = [fold(t) for t in tokens]
    return tokens, lows, [tongue.lemma(low) for low in lows]


@lru_cache(maxsize=None)
def _lexicon(name: str, lang: str) -> Lexicon:
    return load_lexicon(lang, name)


def _hits(name: str, lang: str, lows: Sequence[str], bases: Sequence[str]) -> list[str]:
    return [hit.entry.key for hit in _lexicon(name, lang).find(lows, bases)]


def _find_manner(lang: str, lows: Sequence[str], bases: Sequence[str]) -> frozenset[int]:
    """Return the places of negation, hedges and likelihood: how something is said, not what."""
    return frozenset(
        i
        for name in ("negation", "hedges", "likelihood", "conditions")
        for hit in _lexicon(name, lang).find(lows, bases)
        for i in range(hit.start, hit.end)
    )


def _find_kinds(lang: str, lows: Sequence[str], bases: Sequence[str]) -> dict[str, list[tuple[int, int]]]:
    """Return the kinds of acts that the words may name, and the places [start, end) where each is named.

    What an entry needs can only be told from a tree: a look-alike that needs something silences nothing here, what
    would be another kind of act in the future counts as the act itself, and words of several kinds name all of them.
    """
    lexicon = _lexicon("triggers", lang)
    hits = lexicon.find_all(lows, bases)
    stops = [h for h in hits if h.entry.get("type") == "stop" and not h.entry.all("needs")]
    acts = [h for h in hits if h.entry.get("type") != "stop" and "future" not in h.entry.all("needs")]
    places = {(hit.start, hit.end) for hit in lexicon.choose(acts)}
    kinds: dict[str, list[tuple[int, int]]] = {}
    for hit in acts:
        if (hit.start, hit.end) not in places:
            continue
        type_, finer = hit.entry.get("type"), hit.entry.get("vigie_type")
        kind = finer if type_ == "none" else type_
        silenced = any(s.start <= hit.start and hit.end <= s.end for s in stops)
        if kind and kind not in _SPEAKING and not silenced:
            kinds.setdefault(kind, []).append((hit.start, hit.end))
    return kinds


def _is_undone(places: Sequence[tuple[int, int]], lang: str, lows: Sequence[str], bases: Sequence[str]) -> bool:
    """Return whether a negation stands beside one of the places, no comma between them."""
    hits = [h for h in _lexicon("negation", lang).find(lows, bases) if h.entry.key == "negation"]
    for start, end in places:
        for hit in hits:
            between = lows[hit.end : start] if hit.end <= start else lows[end : hit.start]
            if len(between) <= REACH and not _STOPS & set(between):
                return True
    return False


def _find_anchors(tokens: Sequence[str], lang: str) -> tuple[frozenset[str], frozenset[int]]:
    """Return codes of countries and organisations and other names in capitals, and where they stand.

    The first word of a sentence is a name only where the gazetteer knows it or the dictionary does not.
    """
    anchors, places = set(), set()
    for hit in load_gazetteer(lang).find_names(tokens):
        anchors |= _name_all_tongues_share(hit.senses[0])
        places |= set(range(hit.start, hit.end))
    for i, name in _find_capitals(tokens, lang):
        if i not in places:
            anchors.add(name)
            places.add(i)
    return frozenset(anchors), frozenset(places)


def _name_all_tongues_share(sense: Named) -> set[str]:
    """Return a name by its code, so that Russie and Russia meet; a city by its number, else by its name."""
    if sense.kind in _COUNTRIES and sense.country:
        return {sense.country}
    if sense.geonameid:
        return {f"geo{sense.geonameid}"}
    if sense.type in {"GPE", "LOC"}:
        return {_strip_accents(fold(sense.name))}
    return set(sense.codes) or {_strip_accents(fold(sense.name))}


def _find_capitals(tokens: Sequence[str], lang: str) -> Iterator[tuple[int, str]]:
    """Yield the words in capitals, those side by side under the last of them, by which a person is called again."""
    run: list[int] = []
    for i, token in enumerate((*tokens, "")):
        if len(token) > 2 and token[0].isupper() and token.isalpha() and (i or not _is_word(fold(token), lang)):
            run.append(i)
            continue
        yield from ((at, _strip_accents(fold(tokens[run[-1]]))) for at in run)
        run = []


@lru_cache(maxsize=20_000)
def _is_word(low: str, lang: str) -> bool:
    import simplemma

    return bool(simplemma.is_known(low, lang=lang))


def _strip_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
