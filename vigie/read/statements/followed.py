"""Who a text goes on about between the statements: "The minister drank.", « Elle se tait. », "A woman brought tea."."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vigie.lang.lexicon import Lexicon, load_lexicon
from vigie.model import Span
from vigie.read.entities import EntityTable
from vigie.read.layers import Layers, Sentence, Word
from vigie.read.statements.roles import GENERIC

MAX_WORDS = 8
_PRONOUNS = {"he": "m", "she": "f", "il": "m", "elle": "f"}
_DEFINITE = {"the": None, "le": "m", "la": "f", "l'": None, "ce": "m", "cet": "m", "cette": "f"}
_OTHERS = {"a": None, "an": None, "another": None, "his": None, "her": None, "their": None, "un": "m", "une": "f"} | {
    "son": None, "sa": "f", "leur": None,
}  # fmt: skip
_ENDS = frozenset({"VERB", "AUX", "PUNCT", "PRON", "SCONJ", "CCONJ", "ADP"})
_WOMEN = frozenset(
    "woman wife mother daughter sister girl widow aunt lady niece grandmother waitress actress nun mum mom "
    "femme épouse mère fille sœur veuve tante dame nièce grand-mère maman".split()
)
_MEN = frozenset(
    "man husband father son brother boy widower uncle gentleman nephew grandfather dad monk "
    "homme mari père fils frère garçon veuf oncle monsieur neveu grand-père papa époux".split()
)
_NO_SUBJECT = frozenset(
    "y faut fallait faudra faudrait s' pleut pleuvait neige reste restait semble suffit suffisait manque existe est "
    "était fait faisait aura était".split()
)
"""What stands behind an « il » that means nobody."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Whom a sentence begins with: its words, their gender, the noun, and whether somebody known before is meant."""

    span: Span
    gender: str | None
    noun: Word | None
    definite: bool
    plural: bool = False

    @property
    def is_pronoun(self) -> bool:
        """Return whether it is a he or a she."""
        return self.noun is None


class Openings:
    """Finds the person that a sentence of narration begins with, when nothing but a pronoun or a description names them."""

    def __init__(self, layers: Layers, table: EntityTable) -> None:
        self.layers, self.table = layers, table
        self._persons: Lexicon = load_lexicon(layers.lang, "persons")

    def find(self, sentence: Sentence) -> Opening | None:
        """Return whom the sentence begins with, or None where it begins with anything else or is quoted."""
        start = _start(sentence.words)
        if start and self.table.all_in(sentence.words[0].start, sentence.words[start].start):
            return None
        words = sentence.words[start:]
        if len(words) < 3 or self.layers.quote_index.top_at(words[0].start) is not None:
            return None
        first = words[0]
        if first.low in _PRONOUNS:
            if first.low == "il" and words[1].low in _NO_SUBJECT:
                return None
            return Opening(first.span, _PRONOUNS[first.low], None, True)
        return self._described(words)

    def _described(self, words: Sequence[Word]) -> Opening | None:
        first = words[0]
        if first.low not in _DEFINITE and first.low not in _OTHERS:
            return None
        run = _run(words)
        noun = self._noun(run)
        if noun is None or _is_plural(noun) or self._is_named(words, run):
            return None
        gender = _DEFINITE.get(first.low) or _OTHERS.get(first.low) or _gender(noun)
        return Opening(Span(run[0].start, run[-1].end), gender, noun, first.low in _DEFINITE)

    def _is_named(self, words: Sequence[Word], run: Sequence[Word]) -> bool:
        """Return whether a name or a country stands in the phrase, or the name behind its comma ("His mother, Hanan, …")."""
        verb = next((i for i, w in enumerate(words) if w.pos in {"VERB", "AUX"}), len(words))
        behind = words[len(run) : max(verb, len(run))][:12]
        named = bool(behind) and any(
            k.type in {"PER", None} for k in self.table.all_in(behind[0].start, behind[-1].end)
        )
        span = Span(run[0].start, run[-1].end)
        return named or bool(self.table.all_in(*span)) or self.table.country_of(span) is not None

    def _noun(self, run: Sequence[Word]) -> Word | None:
        """Return the word of the phrase that says somebody's trade, office or kin, or None."""
        if len(run) < 2:
            return None
        lows, bases = [w.low for w in run], [w.base for w in run]
        for hit in self._persons.find_all(lows, bases):
            if hit.entry.key != "house":
                return run[hit.end - 1]
        for hit in self.table.titles.find(lows, bases):
            if hit.entry.key not in {"institution", "honorific"}:
                return run[hit.end - 1]
        return None

    def offices(self, opening: Opening) -> frozenset[str]:
        """Return the offices that the phrase names."""
        words = self.table.words_in(opening.span)
        hits = self.table.titles.find([w.low for w in words], [w.base for w in words])
        return frozenset(h.entry.key for h in hits) - GENERIC


def _start(words: Sequence[Word]) -> int:
    """Return where the subject begins: behind a scene or a question set before a comma ("Asked about it, the minister")."""
    comma = next((i for i, w in enumerate(words[:14]) if w.low == ","), None)
    if comma is None or words[0].low in _DEFINITE | _OTHERS | _PRONOUNS or comma + 1 >= len(words):
        return 0
    return comma + 1 if words[comma + 1].low in _DEFINITE | _OTHERS | _PRONOUNS else 0


def _run(words: Sequence[Word]) -> list[Word]:
    run = [words[0]]
    for word in words[1:MAX_WORDS]:
        if word.pos in _ENDS or word.low in {"ne", "n'", "me", "lui"}:
            break
        run.append(word)
    return run


def _gender(noun: Word) -> str | None:
    return "f" if noun.low in _WOMEN else "m" if noun.low in _MEN else None


def _is_plural(noun: Word) -> bool:
    return noun.low.endswith("s") and noun.low not in noun.base.split("|")
