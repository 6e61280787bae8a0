"""Acts, sayings and parties of a drill in words, for its controllers."""

from __future__ import annotations

from dataclasses import dataclass

from vigie.exercise.cast import Scenario
from vigie.exercise.debrief.page.shown import load_words
from vigie.exercise.records import Act, Saying


@dataclass(frozen=True, slots=True)
class Names:
    """What the keys of a scenario are called in one language."""

    scenario: Scenario
    lang: str

    def actor(self, key: str | None) -> str:
        """Return the name of a party."""
        return next((c.names[self.lang] for c in self.scenario.cast if c.key == key), key or "")

    def site(self, key: str | None) -> str:
        """Return the name of a place."""
        return next((s.names[self.lang] for s in self.scenario.sites if s.key == key), key or "")

    def person(self, key: str) -> str:
        """Return the name of somebody who speaks, with the party."""
        found = next((p for p in self.scenario.persons if p.key == key), None)
        return f"{found.name} ({self.actor(found.actor)})" if found else key

    def outlet(self, key: str) -> str:
        """Return the name of an outlet."""
        return next((o.name for o in self.scenario.outlets if o.key == key), key)

    def title(self, inject: str | None) -> str:
        """Return the title of an inject, nothing for none."""
        return next((i.title[self.lang] for i in self.scenario.injects if i.key == inject), "")

    def action(self, key: str) -> str:
        """Return the name of an action."""
        return str(load_words(self.lang)["actions"].get(key, key.replace("_", " ")))

    def act(self, act: Act) -> str:
        """Return an act in words: who, what, against whom, where."""
        told = f"{self.actor(act.actor)}{self._colon}{self.action(act.action)}"
        if act.recipient:
            told += f" → {self.actor(act.recipient)}"
        return told + (f", {self.site(act.site)}" if act.site else "")

    def saying(self, saying: Saying) -> str:
        """Return a saying in words: who says what kind of thing about whom."""
        told = str(load_words(self.lang)["stances"].get(saying.stance, saying.stance))
        about = f" → {self.actor(saying.accused)}" if saying.accused else ""
        return f"{self.person(saying.speaker)}{self._colon}{told}{about}"

    @property
    def _colon(self) -> str:
        return "\u00a0: " if self.lang == "fr" else ": "
