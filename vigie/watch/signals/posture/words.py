"""The words by which a text tells which forces are meant, what is said of them, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml

from vigie.errors import LexiconError
from vigie.lang.gazetteer.overlay import forget_with_names, name_code
from vigie.lang.gazetteer.tables import load_curated
from vigie.lang.lexicon import Hit, Lexicon, parse_lexicon
from vigie.text.fold import fold
from vigie.text.segment import find_tokens

_WORD = re.compile(r"\w+")
_HERE = "vigie.watch.signals.posture"


@dataclass(frozen=True, slots=True)
class Domain:
    """One domain of forces. `days` is how long a claim counts, `reason` why; `only_alone` gives way to any other."""

    key: str
    names: Mapping[str, str]
    days: int
    reason: str
    only_alone: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence cut into words as written and as matched."""

    words: tuple[str, ...]
    folded: tuple[str, ...]
    lang: str


@lru_cache(maxsize=1 << 14)
def cut_words(text: str, lang: str) -> Sentence:
    """Return the sentence as words. What was cut lately is kept: a watch looks at the same sentences every hour."""
    words = tuple(text[start:end] for start, end in find_tokens(text, (0, len(text)), lang))
    return Sentence(words, tuple(fold(w) for w in words), lang)


def find_domains(sentence: Sentence, *, start: int = 0) -> tuple[tuple[str, str], ...]:
    """Return the domains named from word `start` on, each with the word that names it; none where none is named."""
    found: dict[str, str] = {}
    for hit in _find(load_domain_words(sentence.lang), sentence, start):
        found.setdefault(hit.entry.key, " ".join(sentence.words[hit.start : hit.end]))
    domains = load_domains()
    telling = [key for key in found if not domains[key].only_alone]
    kept = telling or [key for key in domains if key in found][:1]
    return tuple((key, found[key]) for key in sorted(kept))


def find_cues(sentence: Sentence, *, start: int = 0) -> frozenset[str]:
    """Return what the sentence says of a posture: movement, raised, lowered, moved, same, changed, present."""
    return frozenset(hit.entry.key for hit in _find(load_cues(sentence.lang), sentence, start, every=True))


def find_cue_places(sentence: Sentence) -> tuple[tuple[str, int, int], ...]:
    """Return the same with the words [start, end) that say it."""
    found = _find(load_cues(sentence.lang), sentence, 0, every=True)
    return tuple((hit.entry.key, hit.start, hit.end) for hit in found)


def _find(lexicon: Lexicon, sentence: Sentence, start: int, *, every: bool = False) -> Iterable[Hit]:
    no_lemmas = ("",) * len(sentence.folded)
    hits = lexicon.find_all(sentence.folded, no_lemmas) if every else lexicon.find(sentence.folded, no_lemmas)
    return (hit for hit in hits if hit.start >= start)


def may_name_domain(text: str, lang: str) -> bool:
    """Return whether a text may name a domain: a quick look that spares most texts the close one."""
    return not _first_words(lang).isdisjoint(_WORD.findall(fold(text)))


@lru_cache(maxsize=None)
def _first_words(lang: str) -> frozenset[str]:
    """Return the words of which one stands in every text that names a domain."""
    firsts = (p.split()[0] for entry in load_domain_words(lang).entries for p in entry.phrases)
    return frozenset(word for first in firsts for part in first.split("|") for word in _WORD.findall(part)[:1])


@lru_cache(maxsize=None)
def load_domains() -> Mapping[str, Domain]:
    """Return the closed list of domains by key, in its order."""
    found = {}
    for row in yaml.load(_read("domains.yaml"), yaml.BaseLoader)["domains"]:
        if not row.get("reason"):
            raise LexiconError(f"posture/domains.yaml: {row['key']!r} needs a reason for its days")
        names = {"en": row["en"], "fr": row["fr"]}
        found[row["key"]] = Domain(row["key"], names, int(row["days"]), row["reason"], "only_alone" in row)
    return found


@lru_cache(maxsize=None)
def load_domain_words(lang: str) -> Lexicon:
    """Return the words that name domains in a language."""
    return parse_lexicon(_read(f"domains.{lang}.yaml"), f"posture/domains.{lang}.yaml")


@lru_cache(maxsize=None)
def load_cues(lang: str) -> Lexicon:
    """Return the words that say something of a posture in a language."""
    return parse_lexicon(_read(f"cues.{lang}.yaml"), f"posture/cues.{lang}.yaml")


@lru_cache(maxsize=None)
def load_signs(lang: str) -> Mapping[str, frozenset[str]]:
    """Return the words that tell whose forces are meant in a language, by their part."""
    raw = yaml.load(_read("whose.yaml"), yaml.BaseLoader)[lang]
    return {part: frozenset(words) for part, words in raw.items()}


@forget_with_names
@lru_cache(maxsize=None)
def name_actor(code: str, lang: str) -> str:
    """Return the name of a country or organisation code in a language; the code itself where none is known.

    >>> name_actor("RUS", "fr"), name_actor("XXA", "en")
    ('Russie', 'XXA')
    """
    invented = name_code(code, lang)
    if invented is not None:
        return invented
    own = yaml.load(_read("domains.yaml"), yaml.BaseLoader)["actors"].get(code)
    if own is not None:
        return str(own[lang])
    found = next((r for r in load_curated()["names"] if r[0] == f"country/{code}"), None)
    return str(found[2 if lang == "fr" else 1]) if found else code


def _read(name: str) -> str:
    return (files(_HERE) / name).read_text(encoding="utf-8")
