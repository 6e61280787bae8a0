"""Actor and recipient of a trigger, taken from its own clause by the roles its lexicon entry names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from vigie.lang.lexicon import Entry, Lexicon, load_lexicon
from vigie.model import Span
from vigie.read.events import clauses
from vigie.read.events.triggers import Trigger
from vigie.read.events.wordclasses import WordClasses, load_word_classes
from vigie.read.layers import Unit, Word
from vigie.read.statements.tellers import Tellers, load_tellers

_PERSONS = frozenset(
    "he she they we i you him her them us me who il elle ils elles nous je vous on lui leur eux celui-ci qui".split()
)
BODILY = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "RETREAT"})
"""Types whose object is itself what is acted on, whoever owns it."""
_OF = frozenset({"of", "de"})
_FROM = frozenset({"from", "de"})
_BETWEEN = frozenset({"between", "entre", "among"})
_LIGHT_CASES = frozenset("à de en dans to in into of out on for with avec".split())
_LATER = frozenset("after before during since following après avant pendant lors depuis contre against".split())
_IN_IT = frozenset(
    {"engaged", "involved", "locked", "embroiled", "engagé", "engagés", "engagée", "impliqué", "impliqués"}
)
"""Participles whose subject does the act ("were engaged in a blockade")."""
_WITH = frozenset({"with", "avec"})


def kind_of(entry: Entry) -> str:
    """Return the type by whose manner the parties of an entry stand: an announced retreat is an AGREE, its parties a RETREAT's."""
    return entry.get("acts") or entry.get("type")


def _is_person_word(word: Word) -> bool:
    """Return whether the word is a pronoun of persons, and not the name that it spells in capitals ("US", "WHO")."""
    return word.low in _PERSONS and not (len(word.text) > 1 and word.text.isupper())


class Entities(Protocol):
    """What events ask about names."""

    known: list[Any]

    def at(self, start: int, end: int) -> Any:
        """Return the entity whose mention overlaps the range, or None."""

    def codes_for(self, span: Span) -> tuple[str, ...]:
        """Return the actor codes of a noun phrase; empty when unknown."""

    def state_at(self, span: Span) -> str | None:
        """Return the state that a word names by its name or people, no town's; None for any other word."""

    def sector_of(self, span: Span) -> str | None:
        """Return the sector that an office or role word of a noun phrase shows, or None."""


@dataclass(slots=True)
class Roles:
    """The heads of the parties of one act; `verb` is the predicate that carries tense, mood and negation."""

    verb: int | None
    actors: list[int]
    recipients: list[int]
    light: bool = False


class Arguments:
    """Finds parties for one document."""

    def __init__(self, lang: str, entities: Entities) -> None:
        self.entities = entities
        self.classes: WordClasses = load_word_classes(lang)
        self.titles: Lexicon = load_lexicon(lang, "titles")
        self._spans: dict[tuple[int, int], Span] = {}
        self.tellers: Tellers = load_tellers(lang)
        self.meant: Callable[[Unit, int], Any] = lambda unit, i: None
        """What a pronoun stands for (`antecedents.Found`), once somebody can tell."""

    def find_roles(self, trigger: Trigger) -> Roles:
        """Return the parties of the trigger, empty where the clause names none."""
        roles = self._of_verb(trigger) if trigger.frame == "verb" else self._of_noun(trigger)
        unit = trigger.unit
        roles.actors = [a for a in roles.actors if self._may_act(unit, a, trigger)]
        roles.recipients = [r for r in roles.recipients if r not in roles.actors and r != trigger.at]
        return roles

    def _may_act(self, unit: Unit, i: int, trigger: Trigger) -> bool:
        word = unit.words[i]
        if word.low in {"it", "this", "that", "ce", "c'", "cela", "ça", "there"} or i == trigger.at:
            return i != trigger.at and word.low == "it" and self.meant(unit, i) is not None
        return not self.classes.is_in(word, "gunshot") or bool(self.entities.codes_for(self.span_of(unit, i)))

    def _of_verb(self, trigger: Trigger) -> Roles:
        unit, verb, entry = trigger.unit, trigger.at, trigger.entry
        wanted = entry.all("recipient") or ("object",)
        actors, recipients = self._of_subject(unit, verb, entry, wanted)
        if "object" in wanted and not clauses.is_passive(unit, verb):
            recipients += _all(unit, self._find_object(trigger, verb))
        prepositions = {w for w in wanted if w not in {"object", "subject", "none"}}
        thing = kind_of(entry) not in BODILY and not self._any_target(unit, recipients)
        loose = not recipients or entry.get("prefer") == "oblique" or thing
        if prepositions and loose:
            oblique = clauses.find_obliques(unit, verb, prepositions)
            inside = range(trigger.first, trigger.last + 1)
            oblique = [o for o in oblique if o not in inside and not self.classes.is_in(unit.words[o], "time")]
            named = [o for o in oblique if self.is_party(unit, o, places=True)] or oblique[: not recipients]
            if named and not (recipients and self.is_party(unit, recipients[0])):
                recipients = _all(unit, named[0])
        return Roles(verb, actors, recipients)

    def _of_subject(self, unit: Unit, verb: int, entry: Entry, wanted: Sequence[str]) -> tuple[list[int], list[int]]:
        """Return the actors, and the recipients that the subject is of a passive or of an entry that has it so."""
        subject = clauses.find_subject(unit, verb)
        if clauses.is_passive(unit, verb):
            return _all(unit, clauses.find_agent(unit, verb)), _all(unit, subject) if "object" in wanted else []
        whose = entry.get("actor", "subject")
        if whose == "subject":
            return _all(unit, subject), []
        actors = _all(unit, _find_teller(unit, verb)) if whose == "speaker" else []
        if whose == "source":
            actors = [a for o in clauses.find_obliques(unit, verb, set(_FROM))[:1] for a in _all(unit, o)]
        return actors, _all(unit, subject) if "subject" in wanted else []

    def _find_object(self, trigger: Trigger, verb: int) -> int | None:
        """Return the object of the verb, or the bare noun that a fixed phrase took from it ("met en garde Belgrade")."""
        unit = trigger.unit
        inside = range(trigger.first, trigger.last + 1)
        found = clauses.find_object(unit, verb)
        if found is not None and found not in inside:
            return found
        fit = found is not None and (
            self.is_party(unit, found, places=True) or self.classes.is_in(unit.words[found], "site", "force")
        )
        if fit:
            return found
        for i in inside:
            for c in unit.children(i):
                bare = not clauses.cases(unit, c) and unit.words[c].pos in {"PROPN", "NOUN"}
                if c > trigger.last and bare and clauses.relation(unit, c) in {"appos", "obj", "flat", "nmod"}:
                    return c
        return None

    def is_target(self, unit: Unit, i: int) -> bool:
        """Return whether the noun phrase can be acted on: a party, a place or a thing of the public world."""
        return self.is_party(unit, i, places=True) or self.classes.is_in(unit.words[i], "site", "asset", "force")

    def _is_place(self, word: Word) -> bool:
        known = self.entities.at(word.start, word.end)
        return known is not None and known.type == "LOC"

    def _any_target(self, unit: Unit, heads: list[int]) -> bool:
        return any(self.is_target(unit, h) for h in heads)

    def _of_noun(self, trigger: Trigger) -> Roles:
        unit, noun, entry = trigger.unit, trigger.at, trigger.entry
        verb = clauses.governor(unit, noun)
        actors = _all(unit, clauses.find_agent(unit, noun)) or self._doers(unit, noun)
        recipients: list[int] = []
        wanted = set(entry.all("recipient")) - {"object", "de", "of"}
        targets = [o for o in clauses.find_obliques(unit, noun, wanted) if self.is_target(unit, o)]
        recipients += [r for o in targets[:1] for r in _all(unit, o)]
        self._add_genitive(trigger, actors, recipients)
        light = verb is not None and self._is_light(trigger, verb)
        if verb is not None and light:
            named = [a for a in actors if unit.words[a].pos != "PRON"]
            if self.classes.is_in(unit.words[verb], "undergo"):
                recipients = recipients or _all(unit, clauses.find_subject(unit, verb))
            elif not named and self.classes.is_in(unit.words[verb], "light"):
                passive = clauses.is_passive(unit, verb) and unit.words[verb].low not in _IN_IT
                subject = None if passive else clauses.find_subject(unit, verb)
                actors = _all(unit, clauses.find_agent(unit, verb) if passive else subject) or actors
            if not recipients:
                found = clauses.find_obliques(unit, verb, {w for w in entry.all("recipient")} - {"of", "de"})
                found = [o for o in found if not self.classes.is_in(unit.words[o], "time")]
                recipients = [r for o in found[:1] if o != noun for r in _all(unit, o)]
        if not actors and verb is not None and self._is_state(unit, noun, verb):
            actors = _all(unit, clauses.find_subject(unit, verb))
        if unit.find_child(noun, "cop") is not None:
            verb, light = noun, True
            actors = actors or _all(unit, unit.find_child(noun, "nsubj"))
        actors = actors or self._adjectives(unit, noun)
        return Roles(verb, [] if entry.get("actor") == "none" else actors, recipients, light)

    def _is_state(self, unit: Unit, noun: int, verb: int) -> bool:
        """Return whether the noun says in what state its subject is or stays ("remained on alert", « placée en alerte »)."""
        held = clauses.relation(unit, noun) in {"obl", "xcomp"} and bool(clauses.cases(unit, noun) & {"on", "en"})
        return held and unit.words[noun].head == verb and self.classes.is_in(unit.words[verb], "continue", "occur")

    def _doers(self, unit: Unit, noun: int) -> list[int]:
        """Return who does the act by a participle on it ("une embuscade tendue par des rebelles")."""
        done = [c for c in unit.children(noun) if clauses.relation(unit, c) == "acl"]
        agents = [clauses.find_agent(unit, c) for c in done if self.classes.is_in(unit.words[c], "light")]
        return next((_all(unit, a) for a in agents if a is not None), [])

    def _is_light(self, trigger: Trigger, verb: int) -> bool:
        """Return whether the verb only says that the noun's act is done, and the noun is its object or subject."""
        unit, at = trigger.unit, trigger.at
        while unit.words[at].head != verb and unit.words[at].head != at:
            if clauses.cases(unit, at) & _LATER:
                return False
            at = unit.words[at].head
            if clauses.relation(unit, at) not in {"nmod", "obj", "nsubj", "conj", "obl", "compound"}:
                return False
        place = clauses.relation(unit, at)
        word = unit.words[verb]
        if unit.words[at].dep == "nsubj:pass" and self.classes.is_in(word, "occur"):
            return True
        if place in {"obj", "xcomp", "obl"} or unit.words[at].dep == "nsubj:pass":
            fits = place != "obl" or bool(clauses.cases(unit, at) & _LIGHT_CASES)
            return fits and self.classes.is_in(word, "light", *(["light_oblique"] if place == "obl" else []))
        return place == "nsubj" and self.classes.is_in(word, "occur")

    def _add_genitive(self, trigger: Trigger, actors: list[int], recipients: list[int]) -> None:
        """Give "of", "de", "between" phrases and possessors to the role the entry names."""
        unit, noun, entry = trigger.unit, trigger.at, trigger.entry
        role = entry.get("of", "recipient" if {"of", "de"} & set(entry.all("recipient")) else "")
        through = [
            k for c in unit.children(noun) if clauses.relation(unit, c) in {"acl", "amod"} for k in unit.children(c)
        ]
        for c in [*unit.children(noun), *(k for k in through if clauses.cases(unit, k) & _OF)]:
            dep = unit.words[c].dep
            found = clauses.cases(unit, c)
            if trigger.first <= c <= trigger.last:
                continue
            if dep == "nmod:poss" and unit.words[c].pos in {"NOUN", "PROPN", "PRON"}:
                actors += [a for a in _all(unit, c) if a not in actors]
            elif not dep.startswith(("nmod", "obl")):
                continue
            elif found & _BETWEEN and not actors:
                actors += _all(unit, c)
            elif found & _WITH and not recipients and self.is_party(unit, c):
                recipients += _all(unit, c)
            elif found & _OF and role in {"actor", "recipient", "either"} and self.is_target(unit, c):
                to_actor = role == "actor" or (role == "either" and self._is_striker(unit, c, actors, recipients))
                (actors if to_actor else recipients).extend(_all(unit, c))

    def _is_striker(self, unit: Unit, i: int, actors: list[int], recipients: list[int]) -> bool:
        """Return whether the "de" phrase of a strike is who strikes rather than what is struck.

        "la frappe de la Russie sur Odessa", "les raids de l'aviation" against "l'attaque du convoi", "de Boutcha".
        """
        if actors or recipients:
            return not actors
        word = unit.words[i]
        known = self.entities.at(word.start, word.end)
        if known is not None and known.type in {"LOC", "GPE"}:
            sense = getattr(known, "sense", None)
            return getattr(sense, "precision", None) == "country"
        return not self.classes.is_in(word, "site") or self.classes.is_in(word, "force")

    def _adjectives(self, unit: Unit, noun: int) -> list[int]:
        """Return the modifiers that name a country or group ("Russian strikes", "frappes russes")."""
        return [
            c
            for c in unit.children(noun)
            if clauses.relation(unit, c) in {"amod", "compound", "nmod"}
            and not clauses.cases(unit, c)
            and (self.entities.codes_for(unit.words[c].span) or self.entities.codes_for(self.span_of(unit, c)))
        ][:1]

    def is_party(self, unit: Unit, i: int, *, places: bool = False) -> bool:
        """Return whether the noun phrase at `i` can act or be acted on in public life: a name, a group, an office."""
        word = unit.words[i]
        if word.low == "it":
            found = self.meant(unit, i)
            return found is not None and (found.head is None or self.is_party(*found.head, places=places))
        if _is_person_word(word) or self.classes.is_in(word, "party"):
            return True
        if self.classes.is_in(word, "quantity") or word.pos == "NUM":
            counted = [c for c in unit.children(i) if clauses.relation(unit, c) == "nmod"]
            return any(self.is_party(unit, c, places=places) for c in counted)
        if word.pos in {"NOUN", "PROPN"} and self.entities.codes_for(word.span):
            return places or word.pos == "NOUN" or not self._is_place(word) or self._is_capital(unit, i)
        known = self.entities.at(word.start, word.end)
        if known is not None and word.pos in {"PROPN", "NOUN", "ADJ", "X"}:
            return known.type != "LOC" or places
        if word.pos == "NOUN" and self.tellers.is_speaker(word):
            return True
        span = self.span_of(unit, i)
        words = [w for w in unit.words if w.start >= span.start and w.end <= span.end]
        hits = self.titles.find([w.low for w in words], [w.base for w in words])
        if any(words[h.start].i <= i <= words[h.end - 1].i for h in hits):
            return True
        return bool(self.classes.is_in(word, "asset") and self.entities.codes_for(span))

    def _is_capital(self, unit: Unit, i: int) -> bool:
        """Return whether a town's name stands as a subject, for those who govern there ("Washington asked for …")."""
        return unit.words[i].dep.startswith("nsubj") and not clauses.cases(unit, i)

    def is_person(self, unit: Unit, i: int) -> bool:
        """Return whether the noun phrase is somebody who can be hurt or seized: people, not places or institutions."""
        word = unit.words[i]
        if not self.is_party(unit, i):
            return word.pos == "NUM" and not unit.find_child(i, "nmod")
        known = self.entities.at(word.start, word.end)
        if known is not None and known.type in {"GPE", "LOC"} and word.pos == "PROPN":
            return False
        return not self.classes.is_in(word, "institution")

    def is_public(self, unit: Unit, i: int) -> bool:
        """Return whether the noun phrase acts in public life: a state, an organisation, an office, not a private person."""
        word = unit.words[i]
        found = self.meant(unit, i)
        if found is not None:
            return bool(found.codes) or (found.head is not None and self.is_public(*found.head))
        if self.classes.is_in(word, "private") and not self.entities.codes_for(self.span_of(unit, i)):
            return False
        if self.classes.is_in(word, "party") or (word.pos == "NOUN" and self.tellers.is_office(word)):
            return True
        known = self.entities.at(word.start, word.end)
        if known is not None and known.type == "PER":
            return bool(known.codes or known.role or known.country)
        if word.pos == "NOUN" and known is None and self.tellers.is_speaker(word):
            return False
        return self.is_party(unit, i) and not _is_person_word(word)

    def span_of(self, unit: Unit, i: int) -> Span:
        """Return the characters of the noun phrase at `i`."""
        key = (id(unit), i)
        if key not in self._spans:
            words = clauses.phrase(unit, i)
            self._spans[key] = Span(unit.words[words[0]].start, unit.words[words[-1]].end)
        return self._spans[key]

    def who_acts(self, unit: Unit, heads: list[int]) -> list[int]:
        """Return the heads without mere weapons: a missile strikes, but nobody's missile is no actor."""
        return [
            h
            for h in heads
            if not self.classes.is_in(unit.words[h], "weapon") or self.entities.codes_for(self.span_of(unit, h))
        ]


def _find_teller(unit: Unit, verb: int) -> int | None:
    """Return the subject of the verb that the clause is the content of ("[Rome] said the junta must leave")."""
    at = verb
    while unit.words[at].head != at:
        below, at = at, unit.words[at].head
        if clauses.relation(unit, below) in {"ccomp", "parataxis"}:
            return clauses.find_subject(unit, at)
    return next((clauses.find_subject(unit, c) for c in unit.children(at) if unit.words[c].dep == "parataxis"), None)


def _all(unit: Unit, i: int | None) -> list[int]:
    return [] if i is None else clauses.conjuncts(unit, i)
