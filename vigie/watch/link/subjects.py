"""What a report is about and whom it names, in words that reports of the same thing share across languages.

Only for languages that Vigie reads: the words of a subject stand in `subjects.yaml` of their packs, under the same keys.
"""

from __future__ import annotations

import re

from vigie.lang.gazetteer import load_gazetteer
from vigie.lang.language import packs
from vigie.lang.lexicon import load_lexicon
from vigie.lang.tongue import load_tongue
from vigie.text.fold import fold
from vigie.text.segment import find_tokens
from vigie.text.spelling import find_skeleton
from vigie.watch.link.piece import Mark

LONG = 3
_LETTERS = re.compile(r"[^\W\d_]+")
_STOPS = frozenset(".!?…\n")
_OPENERS = "«»\"“”„'’( "


def find_subjects(text: str, lang: str | None) -> list[Mark]:
    """Return what the text is about, in reading order, each subject once with the word for it.

    >>> [(m.code, m.words) for m in find_subjects("La raffinerie a brûlé.", "fr")]
    [('refinery', 'raffinerie'), ('fire', 'brûlé')]
    """
    if lang not in packs():
        return []
    tongue = load_tongue(lang)
    words = [part for start, end in find_tokens(text, (0, len(text)), lang) for part in _part(text[start:end])]
    folded = [fold(word) for word in words]
    found: dict[str, Mark] = {}
    for hit in load_lexicon(lang, "subjects").find_all(folded, [tongue.lemma(word) for word in folded]):
        found.setdefault(hit.entry.key, Mark("subject", hit.entry.key, " ".join(words[hit.start : hit.end])))
    return list(found.values())


def find_lands(text: str, lang: str | None) -> list[Mark]:
    """Return the countries that the text names, by their own names, those of their people, or their towns.

    >>> [(m.code, m.words) for m in find_lands("Des avions chinois au large de Tokyo.", "fr")]
    [('CHN', 'chinois'), ('JPN', 'Tokyo')]
    """
    if lang not in packs():
        return []
    words = [text[start:end] for start, end in find_tokens(text, (0, len(text)), lang)]
    gazetteer = load_gazetteer(lang)
    found: dict[str, Mark] = {}
    for hit in gazetteer.find_names(words):
        country = hit.senses[0].country if hit.senses else None
        if country and len(country) == LONG:
            found.setdefault(country, Mark("land", country, " ".join(words[hit.start : hit.end])))
    return list(found.values())


def _part(word: str) -> list[str]:
    """Return a word, and behind it what hyphens join in it, since a translated text joins words that no other does."""
    parts = word.split("-")
    return [word, *(part for part in parts if part)] if len(parts) > 1 else [word]


def find_called(text: str) -> list[Mark]:
    """Return the words that stand with a capital inside a sentence, by their sound.

    >>> [(m.code, m.words) for m in find_called("Le feu, à Kharkiv, est éteint.")]
    [('krkv', 'Kharkiv')]
    """
    found: dict[str, Mark] = {}
    for word in find_capitals(text):
        if len(word) >= LONG:
            code = find_skeleton(word)
            found.setdefault(code, Mark("name", code, word))
    return list(found.values())


def find_capitals(text: str) -> list[str]:
    """Return the words that stand with a capital inside a sentence, in reading order."""
    return [
        match.group()
        for match in _LETTERS.finditer(text)
        if match.group()[0].isupper() and not _begins_sentence(text, match.start())
    ]


def _begins_sentence(text: str, start: int) -> bool:
    at = start - 1
    while at >= 0 and text[at] in _OPENERS:
        at -= 1
    return at < 0 or text[at] in _STOPS
