"""Whom a pronoun in an act means: a subject above it in its sentence, whoever speaks, or the subject of the sentence before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from vigie.model import Span, Statement
from vigie.read.events import clauses
from vigie.read.events.arguments import Arguments
from vigie.read.layers import Layers, Unit, Word
from vigie.read.near import Near

_I = frozenset("i me my mine myself je j' moi mon ma mes".split())
_WE = frozenset("we us our ours ourselves nous notre nos".split())
_HE = frozenset("he him his himself il son sa ses".split())
_SHE = frozenset("she her hers herself elle son sa ses".split())
_IT = frozenset("it its itself il elle son sa ses".split())
_THEY = frozenset("they them their theirs themselves ils elles eux leur leurs".split())
_ANY = _HE | _SHE | _IT | _THEY
_POSSESSIVE = frozenset("his her its their son sa ses leur leurs".split())
_SINGULAR_KINDS = frozenset({"GPE", "ORG"})
_MAX_CLIMB = 8


@dataclass(frozen=True, slots=True)
class Found:
    """What a pronoun stands for: the words, None when they are only those of a speaker elsewhere, entity and codes."""

    span: Span | None
    entity: str | None
    codes: tuple[str, ...]
    head: tuple[Unit, int] | None = None


class Antecedents:
    """Resolves pronouns for the events of one document; abstains where number or gender do not fit."""

    def __init__(self, layers: Layers, arguments: Arguments, statements: Near[Statement]) -> None:
        self.layers, self.arguments, self.statements = layers, arguments, statements
        self._found: dict[tuple[int, int], Found | None] = {}

    def find(self, unit: Unit, head: int) -> Found | None:
        """Return what the pronoun at `head` stands for; None for other words and where it cannot be told."""
        key = (id(unit), head)
        if key not in self._found:
            self._found[key] = None
            self._found[key] = self._find(unit, head)
        return self._found[key]

    def _find(self, unit: Unit, head: int) -> Found | None:
        word = unit.words[head]
        if word.text == "US":
            return None
        if word.low in _I or word.low in _WE:
            return self._speaker(word)
        if word.low not in _ANY or word.pos not in {"PRON", "DET"}:
            return None
        inside = self._in_unit(unit, head)
        if inside is not None:
            return self._make(unit, inside)
        return self._speaker(word) or self._before(unit, word)

    def _make(self, unit: Unit, head: int) -> Found | None:
        if unit.words[head].pos == "PRON":
            return self.find(unit, head)
        span = self.arguments.span_of(unit, head)
        known = self.arguments.entities.at(unit.words[head].start, unit.words[head].end)
        entities = self.arguments.entities
        codes = entities.codes_for(span) or entities.codes_for(unit.words[head].span)
        entity = str(known.id) if known is not None and known.is_record else None
        return Found(span, entity, codes, (unit, head))

    def _in_unit(self, unit: Unit, head: int) -> int | None:
        """Return the nearest subject above the pronoun that it may stand for."""
        at = clauses.clause_head(unit, head)
        own = clauses.find_subject(unit, at) if unit.words[head].low in _POSSESSIVE else None
        if (
            own is not None
            and own != head
            and head not in unit.subtree(own)
            and self._fits(unit, own, unit.words[head])
        ):
            return own
        for _ in range(_MAX_CLIMB):
            above = unit.words[at].head
            if above == at:
                return None
            at = above
            subject = unit.find_child(at, "nsubj")
            if subject is None or subject == head or subject > head or head in unit.subtree(subject):
                continue
            if self._fits(unit, subject, unit.words[head]):
                return subject
        return None

    def _fits(self, unit: Unit, candidate: int, pronoun: Word) -> bool:
        word = unit.words[candidate]
        if word.pos == "PRON":
            return word.low not in {"it", "this", "that", "ce", "c'", "there", "cela", "on"} and _is_like(word, pronoun)
        if word.pos not in {"NOUN", "PROPN"}:
            return False
        known = self.arguments.entities.at(word.start, word.end)
        body = known is None and self.arguments.classes.is_in(word, "institution", "force")
        plural = len(clauses.conjuncts(unit, candidate)) > 1 or (known is None and "Number=Plur" in word.morph)
        if body and not plural:
            return pronoun.low in _IT or pronoun.low in _THEY
        return _agrees(pronoun, known, plural=plural, person=self.arguments.is_person(unit, candidate))

    def _speaker(self, word: Word) -> Found | None:
        """Return whoever says the words that the pronoun stands in, where they may mean themselves."""
        held = self.statements.holding(word.span)
        held.sort(key=lambda s: sum(p.end - p.start for p in s.content))
        for statement in held:
            speaker = statement.speaker
            own = word.low in _I or word.low in _WE
            if speaker is None or (own and statement.kind == "indirect") or (not own and statement.kind == "direct"):
                continue
            known = self._known(speaker.entity)
            plural = known is None and speaker.name.casefold().endswith("s")
            if own or _agrees(word, known, plural=plural, person=known is None):
                return Found(None, speaker.entity, speaker.codes)
        return None

    def _known(self, entity: str | None) -> Any:
        return next((k for k in self.arguments.entities.known if k.id == entity), None) if entity else None

    def _before(self, unit: Unit, word: Word) -> Found | None:
        """Return the subject of the sentence before when it fits, or the only name there that does.

        Both stand in the same paragraph, and in the same quotation or both in none: nobody speaks of themselves as "he".
        """
        for other in self.layers.units_of(unit.sentence - 1):
            if not other.parsed or other.paragraph != unit.paragraph or other.quote != unit.quote:
                continue
            root = next((w.i for w in other.words if w.head == w.i), None)
            subject = other.find_child(root, "nsubj") if root is not None else None
            if subject is not None and self._fits(other, subject, word):
                return self._make(other, subject)
            named = [w.i for w in other.words if w.pos == "PROPN" and w.dep != "flat" and self._fits(other, w.i, word)]
            heads = [i for i in named if other.words[i].head not in named]
            if len(heads) == 1:
                return self._make(other, heads[0])
        return None


def _is_like(other: Word, pronoun: Word) -> bool:
    return any(other.low in group and pronoun.low in group for group in (_HE, _SHE, _IT, _THEY))


def _agrees(pronoun: Word, known: Any, *, plural: bool, person: bool) -> bool:
    """Return whether number and gender allow the pronoun to mean the candidate."""
    low = pronoun.low
    gender = getattr(known, "gender", None)
    kind = getattr(known, "type", None)
    human = kind == "PER" or (kind is None and person)
    if plural:
        return low in _THEY
    if kind in _SINGULAR_KINDS or not human:
        return low in _IT or (low in _THEY and (kind == "ORG" or person))
    if gender == "m":
        return low in _HE
    if gender == "f":
        return low in _SHE
    return low in _HE or low in _SHE or (low in _THEY and kind is None)
