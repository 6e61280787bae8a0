"""Tells one fact at a time: the sentences of an act or a saying, with the faults that change how it is told."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from vigie.exercise.records import Act, Saying, Telling
from vigie.exercise.render.draft import Draft
from vigie.exercise.render.naming import Namer
from vigie.exercise.render.scene import Said, Scene, Scope
from vigie.exercise.render.scopes import Scopes
from vigie.exercise.render.words import load_words
from vigie.exercise.render.world import World

NO_MODALITY = ("no_change", "no_indication", "claim", "doubt")
"""Stances that are read as plain assertions."""
NEGATIVE = {"no_change": "no_change", "no_indication": "no_indication"}
MANNERS = ("direct", "direct", "indirect", "indirect", "mixed")
Fact = Act | Saying


@dataclass(slots=True)
class Teller:
    """Sentences for one telling; `made` are the faults that are in them so far."""

    world: World
    telling: Telling
    rng: random.Random
    scene: Scene = field(init=False)
    scopes: Scopes = field(init=False)
    made: set[str] = field(default_factory=set)
    last: str | None = None

    def __post_init__(self) -> None:
        """Open the words of the telling's language."""
        words = load_words(self.telling.lang)
        self.scene = Scene(words, self.rng)
        namer = Namer(words.lang, words.tables, self.rng)
        self.scopes = Scopes(self.world, words, self.telling, self.rng, namer)
        self.scopes.told = self.telling.numbers

    # Faults ---------------------------------------------------------------------------------------------------------

    def has_fault(self, name: str) -> bool:
        """Return whether the telling asks for a fault."""
        return name in self.telling.faults

    def note(self, fault: str, draft: Draft | None) -> None:
        """Remember that a fault is in the report, where something was written for it."""
        if draft is not None:
            self.made.add(fault)

    def prepare(self, facts: list[Fact]) -> None:
        """Settle the faults that must be known first: wrong offices and wrong numbers."""
        if self.has_fault("wrong_office"):
            offices = {p.key: p.office[self.telling.lang] for p in self.world.persons.values()}
            for key, held in offices.items():
                others = sorted(set(offices.values()) - {held})
                if others:
                    self.scopes.offices[key] = self.rng.choice(others)
        if self.has_fault("number_noise") and facts:
            self.scopes.told = self._noisy(facts)
            self.made.add("number_noise")

    def _noisy(self, facts: list[Fact]) -> tuple[tuple[str, str, int, int], ...]:
        """Return numbers of which one at least is not as it is."""
        act = next((f for f in facts if isinstance(f, Act)), None)
        true = dict(act.numbers) if act is not None else {}
        told = self.telling.numbers
        if any(unit in true and not low <= true[unit] <= high for unit, _, low, high in told):
            return told
        if not told:
            unit, count = next(iter(true.items()), ("vehicles", self.rng.randint(8, 30)))
            told = ((unit, "exact", count, count),)
        unit, how, low, high = told[0]
        count = max(1, round(high * self.rng.choice((0.5, 0.7, 1.4, 2.0)))) + 1
        return ((unit, how if how != "between" else "about", count, count), *told[1:])

    # Facts ----------------------------------------------------------------------------------------------------------

    def headline(self, fact: Fact) -> Draft:
        """Return the headline of a fact; one about the region where the fact offers none."""
        scope = self.scopes.act(fact, main=True) if isinstance(fact, Act) else self.scopes.saying(fact, again=False)
        rule = "headline_tabloid" if self.telling.form == "tabloid" else "headline_plain"
        draft = self.within(scope, rule, self.said_of(fact))
        draft = draft or self.within(self.scopes.scenery(None), "tension", None)
        assert draft is not None
        return draft

    def tell(self, fact: Fact, *, main: bool, rule: str = "") -> list[Draft]:
        """Return the sentences of a fact; the main one has the faults that change how it is told."""
        if isinstance(fact, Act):
            return self._tell_act(fact, rule or ("lead" if main else "also"), main=main)
        return self._tell_saying(fact, rule, main=main)

    def _tell_act(self, act: Act, rule: str, *, main: bool) -> list[Draft]:
        scope = self.scopes.act(act, main=main)
        found: list[Draft | None] = []
        if main and self.has_fault("rumour"):
            found = [self.within(scope, "rumour", hearsay()), self.line("unverified")]
            self.note("rumour", found[0])
        if main and self.has_fault("tense"):
            found.append(self.wrong_tense(act))
        if not any(found):
            found.append(self.within(scope, rule, hearsay()) or self.within(scope, "lead", hearsay()))
        self.last = None
        return [draft for draft in found if draft is not None]

    def wrong_tense(self, act: Act) -> Draft | None:
        """Return a sentence that has the act still to come, or behind where it is to come."""
        scope = self.scopes.act(act, main=True)
        draft = self.within(scope, "over_told" if "over" in scope.rules else "will_be", None)
        self.note("tense", draft)
        return draft

    def _tell_saying(self, saying: Saying, rule: str, *, main: bool) -> list[Draft]:
        scope = self.scopes.saying(saying, again=self.last == saying.speaker)
        found = self._spoilt(saying, scope) if main else None
        if found is None:
            manner = self.rng.choice(MANNERS)
            own = f"{manner}_pro" if "pro" in scope.slots and self.rng.random() < 0.7 else manner
            tries = (rule, own, "direct", "indirect")
            found = next((d for name in tries if (d := self.within(scope, name, self.said_of(saying)))), None)
        self.last = saying.speaker
        return [found] if found is not None else []

    def _spoilt(self, saying: Saying, scope: Scope) -> Draft | None:
        """Return a saying told with a fault that changes its sentence, None where no such fault is asked for."""
        for name, rule in (("lost_negation", "lost"), ("rumour", "rumour_said"), ("tense", "said_ahead")):
            if self.has_fault(name):
                said = self.said_of(saying)
                if name == "lost_negation":
                    said = Said("assertion", saying.key, said.speaker, ("assertion",), None)
                draft = self.within(scope, rule, said)
                self.note(name, draft)
                if draft is not None:
                    return draft
        return None

    def said_of(self, fact: Fact) -> Said:
        """Return the statement that a saying is, to be filled in."""
        if isinstance(fact, Act):
            return hearsay()
        person = self.world.persons.get(fact.speaker)
        party = self.world.speaker_party(fact.speaker)
        name = person.name if person is not None else (party.names[self.telling.lang] if party else None)
        modality = "assertion" if fact.stance in NO_MODALITY else fact.stance
        return Said(fact.stance, fact.key, name, (modality,), NEGATIVE.get(fact.stance))

    # Drafts ---------------------------------------------------------------------------------------------------------

    def within(self, scope: Scope, rule: str, said: Said | None) -> Draft | None:
        """Return a sentence of a rule in a scope, None where it has none to offer."""
        if not rule:
            return None
        with self.scene.within(scope):
            return self.scene.sentence(rule, said=said)

    def line(self, rule: str) -> Draft | None:
        """Return a line that needs nothing of the facts but places, the day and the outlet's name."""
        return self.within(self.scopes.outlet(), rule, None)


def hearsay() -> Said:
    """Return a statement of somebody whom the truth knows nothing of."""
    return Said("assertion", None, None, ("assertion",), None)
