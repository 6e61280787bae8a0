"""Which drafts are statements: somebody who can say or think it, not a thing that shows it nor the narrator's own words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from vigie.lang.lexicon import Entry, Lexicon, load_lexicon
from vigie.read.layers import Layers, Unit, Word
from vigie.read.statements.draft import Draft
from vigie.read.statements.sources import is_passive
from vigie.read.statements.tellers import Tellers, load_tellers

_POINTING = frozenset({"ceci", "cela", "ça", "this", "that", "ce", "c'", "what", "these", "those", "which"})
_NARRATOR = frozenset({"i", "we", "je", "j'", "nous", "-je", "-nous", "you", "vous", "tu", "-vous"})
_ANYBODY = frozenset(
    {"anyone", "anybody", "someone", "everyone", "everybody", "nobody", "one", "on", "-on", "chacun", "quiconque"}
)


_NOBODY = frozenset({"no", "nobody", "none", "neither", "no-one", "aucun", "aucune", "personne", "nul", "nulle"})
"""What opens a subject that is nobody: what nobody says is not said."""
_OWN_WORDS = frozenset({"judge", "suggest", "speak_of", "describe", "mention", "predict"})
"""Of whoever writes these only tell what the text itself says (« je propose une trêve »)."""


@dataclass(frozen=True, slots=True)
class Screen:
    """The nouns of one language that show but never say."""

    bodies: Lexicon
    tellers: Tellers

    def is_statement(self, layers: Layers, draft: Draft) -> bool:
        """Return whether somebody says or thinks what the draft holds."""
        if draft.source and layers.text[slice(*draft.source[0])].split()[0].lower() in _NOBODY:
            return False
        if draft.entry is None or draft.unit is None or draft.head is None:
            return True
        if draft.route in {"quote", "bare", "carried"}:
            return True
        if draft.route in {"noun", "infinitive"} and _is_only_meant(draft.unit, draft.head):
            return False
        if not draft.source or draft.source_head is None:
            return draft.route == "according" or _may_stand_alone(draft, draft.unit, draft.head)
        return self._is_said_by(layers, draft, draft.entry, draft.source_head)

    def _is_said_by(self, layers: Layers, draft: Draft, entry: Entry, head: Word) -> bool:
        """Return whether the source is one that the cue can have: no thing, and for some cues nobody in general."""
        if entry.get("subject") == "document" and not self.is_document(head):
            return False
        if head.low in _POINTING or self._is_thing(head, alone=_is_alone(draft)):
            return False
        if entry.get("subject") == "person" and not self._can_tell(draft, head):
            return False
        if entry.key == "call_x" and head.low in _ANYBODY:
            return False
        inside = layers.quote_index.top_at(head.start) is not None or draft.parent is not None
        general = head.low in _ANYBODY or (head.low in _NARRATOR and not inside)
        if head.low in _NARRATOR and not inside and entry.key in _OWN_WORDS:
            return False
        if draft.route == "fronted_words" and layers.lang == "fr" and not self._can_speak(entry, head):
            return False
        return not (general and entry.get("scope") == "attitude")

    def _can_speak(self, entry: Entry, head: Word) -> bool:
        """Return whether who stands in an aside can be its subject: for verbs that do more than speak a person or body."""
        if entry.get("quote_only") == "yes" and head.pos == "NOUN":
            return self.tellers.is_speaker(head)
        return self.tellers.may_tell(head)

    def is_document(self, head: Word) -> bool:
        """Return whether the source is a text: what it holds it says."""
        return any(hit.entry.key == "document" for hit in self.bodies.find([head.low], [head.base]))

    def _can_tell(self, draft: Draft, head: Word) -> bool:
        """Return whether the source is somebody: for a thing that is told a person, body or document, for a clause no mere thing."""
        return self.tellers.may_tell(head) if draft.route == "clause" else self.tellers.is_teller(head)

    def _is_thing(self, head: Word, *, alone: bool) -> bool:
        """Return whether the source is a thing, be it taken for a name as the capital that opens its sentence ("Rain")."""
        hits = self.bodies.find([head.low], [head.base])
        return (head.pos == "NOUN" or alone) and any(hit.entry.key == "thing" for hit in hits)


def _is_alone(draft: Draft) -> bool:
    """Return whether the source is the one word that opens its sentence."""
    head = draft.source_head
    return head is not None and head.i == 0 and draft.source[0] == (head.start, head.end)


_ASPECT = frozenset(
    "cesser continuer venir persister finir commencer recommencer dire affirmer faire laisser tenir assurer prétendre".split()
)


def _is_only_meant(unit: Unit, at: int) -> bool:
    """Return whether the cue is an infinitive under a verb that tells no word spoken (« veut [exiger] »)."""
    word = unit.words[at]
    if (
        unit.words[at - 1].low == "to"
        or "VerbForm=Inf" not in word.morph
        or word.dep.split(":")[0] not in {"xcomp", "ccomp", "advcl", "acl", "conj"}
    ):
        return False
    return unit.words[word.head].lemma not in _ASPECT


def _is_plain_infinitive(unit: Unit, at: int) -> bool:
    before = unit.words[at - 1].lemma if at else ""
    return "VerbForm=Inf" in unit.words[at].morph and before != "faire"


def _may_stand_alone(draft: Draft, unit: Unit, at: int) -> bool:
    """Return whether a cue without a source says something: no view, no mere infinitive, no passive without an agent."""
    if draft.entry is None or draft.entry.get("subject") == "document" or _is_told_without_agent(draft):
        return False
    return draft.entry.get("scope") != "attitude" and not _is_plain_infinitive(unit, at)


def _is_told_without_agent(draft: Draft) -> bool:
    """Return whether nobody is said to have said it and no clause tells it: "was rejected", "are asked to return"."""
    if draft.unit is None or draft.head is None or draft.entry is None:
        return False
    if not is_passive(draft.unit, draft.head) or draft.entry.get("passive_source") == "yes":
        return False
    return draft.route in {"noun", "infinitive"} or draft.entry.get("addressee") == "yes"


@lru_cache(maxsize=None)
def load_screen(lang: str) -> Screen:
    """Return the screen of a language."""
    return Screen(load_lexicon(lang, "bodies"), load_tellers(lang))
