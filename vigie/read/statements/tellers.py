"""Who can say something: persons, bodies and documents, told from things by their noun."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from vigie.lang.lexicon import Lexicon, load_lexicon
from vigie.read.layers import Word

_AGENTS = (
    "eur", "euse", "trice", "ier", "ière", "iste", "ien", "ienne", "ant", "ante", "ois", "oise", "logue", "crate",
    "eurs", "euses", "trices", "iers", "ières", "istes", "iens", "iennes", "ants", "antes", "oises", "logues", "crates",
)  # fmt: skip
"""Endings of French nouns for persons by what they do or where they are from."""
_ABSTRACT = (
    "tion", "sion", "ment", "age", "ance", "ence", "isme", "ité", "esse", "ure", "ude", "tions", "ments", "ness", "ing",
)  # fmt: skip
"""Endings of nouns for what is done or is so: they show, they do not say."""
_ONES = frozenset(
    "il elle ils elles -il -elle -ils -elles -t-il -t-elle -t-ils -t-elles certains certaines d'autres beaucoup plusieurs "
    "tous toutes qui on -on -t-on je nous j' quelqu'un he she they we i who".split()
)
_POINTED = ("celui", "celle", "ceux", "l'un", "un", "une", "lui", "eux", "some", "one")
_SPEAK_IN = frozenset({"institution", "document"})


@dataclass(frozen=True, slots=True)
class Tellers:
    """The nouns of one language that can be the subject of saying."""

    titles: Lexicon
    bodies: Lexicon
    persons: Lexicon

    def is_teller(self, head: Word) -> bool:
        """Return whether the head of a source is a name, a pronoun, or the noun of a person, body or document."""
        if head.pos in {"PROPN", "NUM"} or head.low in _ONES or (head.text[0].isupper() and head.i > 0):
            return True
        if head.pos == "PRON":
            return head.low.startswith(_POINTED)
        words, bases = [head.low], [f"{head.base}|{head.low}"]
        bodies = {hit.entry.key for hit in self.bodies.find_all(words, bases)}
        if "thing" in bodies:
            return False
        if bodies & _SPEAK_IN or self.persons.is_in(words, bases):
            return True
        return self._is_titled(head) or head.low.endswith(_AGENTS)

    def is_speaker(self, head: Word) -> bool:
        """Return whether a noun means a person, or a body that speaks as one does."""
        return self.is_office(head) or self.is_person(head)

    def is_office(self, head: Word) -> bool:
        """Return whether a noun means the holder of an office, or an institution."""
        return self._is_titled(head) or self.is_body(head)

    def is_body(self, head: Word) -> bool:
        """Return whether a noun means an institution."""
        hits = self.bodies.find_all([head.low], [head.base])
        return any(hit.entry.key == "institution" for hit in hits)

    def is_person(self, head: Word) -> bool:
        """Return whether a noun means a person, by what they are or whose they are, and no house that they live in."""
        return bool(self.person_kinds(head) - {"house"})

    def person_kinds(self, head: Word) -> frozenset[str]:
        """Return what kinds of persons a noun may mean, as the lexicon of persons names them."""
        hits = self.persons.find_all([head.low], [f"{head.base}|{head.low}"])
        return frozenset(hit.entry.key for hit in hits)

    def may_tell(self, head: Word) -> bool:
        """Return whether nothing speaks against the head of a source as somebody who says a whole clause."""
        if self.is_teller(head):
            return True
        thing = any(hit.entry.key == "thing" for hit in self.bodies.find_all([head.low], [head.base]))
        if head.pos == "X" and head.text[0].isupper():
            return True
        return head.pos == "NOUN" and not thing and not head.low.endswith(_ABSTRACT)

    def _is_titled(self, head: Word) -> bool:
        return any(self.titles.is_in([word], [word]) for word in (head.low, *head.base.split("|")))


@lru_cache(maxsize=None)
def load_tellers(lang: str) -> Tellers:
    """Return the tellers of a language."""
    return Tellers(load_lexicon(lang, "titles"), load_lexicon(lang, "bodies"), load_lexicon(lang, "persons"))
