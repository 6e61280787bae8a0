"""A scenario and its truth, looked up by key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vigie.exercise.cast import Cast, Drill, Outlet, Person, Scenario, Site
from vigie.exercise.records import Act, Saying, Telling, Truth
from vigie.exercise.render.words import load_kinds


class World:
    """Everything of one run by its key, and who is who."""

    def __init__(self, scenario: Scenario, truth: Truth) -> None:
        """Keep a scenario and what is so in one run of it."""
        self.scenario = scenario
        self.cast: Mapping[str, Cast] = {c.key: c for c in scenario.cast}
        self.sites: Mapping[str, Site] = {s.key: s for s in scenario.sites}
        self.persons: Mapping[str, Person] = {p.key: p for p in scenario.persons}
        self.outlets: Mapping[str, Outlet] = {o.key: o for o in scenario.outlets}
        self.drills: Mapping[str, Drill] = {d.key: d for d in scenario.drills}
        self.acts: Mapping[str, Act] = {a.key: a for a in (*truth.acts, *truth.supposed)}
        self.sayings: Mapping[str, Saying] = {s.key: s for s in truth.sayings}
        hidden = {i.key for i in scenario.injects if i.crisis_names_actor is False}
        self._unnamed = {c.act for c in truth.crises if not c.evidence_names_actor}
        self._unnamed |= {a.key for a in truth.acts if a.inject in hidden}

    def facts(self, telling: Telling) -> list[Act | Saying]:
        """Return what a telling is about, the main one first."""
        found = [self.acts.get(ref) or self.sayings.get(ref) for ref in telling.refs]
        return [fact for fact in found if fact is not None]

    def is_unnamed(self, act: Act) -> bool:
        """Return whether nothing lets a report say who did it: the evidence does not, or it was harm done in secret."""
        kind = load_kinds().get(act.action)
        harm = kind is not None and kind.type in ("ASSAULT", "COERCE")
        return (act.secret and harm) or act.key in self._unnamed

    def speaker_party(self, key: str) -> Cast | None:
        """Return the party of a speaker, who is a person or a party."""
        person = self.persons.get(key)
        return self.cast.get(person.actor if person else key)

    def accused(self, saying: Saying) -> Cast | None:
        """Return whom a saying is about: who is named, who did the act, else the first party of another side."""
        named = self.cast.get(saying.accused or "")
        if named is not None:
            return named
        own = self.speaker_party(saying.speaker)
        act = self.acts.get(saying.act or "")
        if act is not None and (own is None or act.actor != own.key):
            return self.cast.get(act.actor)
        others = [c for c in self.scenario.cast if own is not None and c.side != own.side and c.kind == "state"]
        return others[0] if others else None

    def doer(self, saying: Saying) -> Cast | None:
        """Return who, as a saying has it, did the act that it is about."""
        if saying.stance in ("denial", "claim", "commitment", "threat"):
            named = self.cast.get(saying.accused or "") if saying.stance == "denial" else None
            return named or self.speaker_party(saying.speaker)
        return self.accused(saying)

    def parties(self, facts: Sequence[Act | Saying]) -> list[Cast]:
        """Return the parties that facts concern, those that act or speak first."""
        keys: list[str] = []
        for fact in facts:
            if isinstance(fact, Act):
                keys += [] if self.is_unnamed(fact) else [fact.actor]
                keys += [fact.recipient] if fact.recipient else []
            else:
                party = self.speaker_party(fact.speaker)
                keys += [party.key] if party else []
        named = [self.cast[key] for key in dict.fromkeys(keys) if key in self.cast]
        return named or [c for c in self.scenario.cast if c.kind == "state"] or list(self.scenario.cast)
