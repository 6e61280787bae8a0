"""What a page is drawn from: a debrief with its scenario, truth, reports and what was known, and its words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from vigie.exercise.cast import Scenario
from vigie.exercise.debrief.records import Debrief, Known
from vigie.exercise.records import Act, Report, Saying, Truth

LANGUAGES = ("en", "fr")
Words = Mapping[str, Any]


@cache
def load_words(lang: str) -> Words:
    """Return the page's words in a language."""
    text = (files("vigie.exercise.debrief.page") / f"{lang}.yaml").read_text(encoding="utf-8")
    found: Words = yaml.load(text, yaml.BaseLoader)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """All that a page shows. `reports` are by key; a report's text is the document's where the desk has it."""

    debrief: Debrief
    scenario: Scenario
    truth: Truth
    reports: Mapping[str, Report]
    known: Known
    times: Mapping[str, dt.datetime]
    lang: str

    @property
    def words(self) -> Words:
        """Return the page's words in its language."""
        return load_words(self.lang)

    def text(self, told: str) -> str:
        """Return the text in which a report's passages lie."""
        document = next((h.document for h in self.known.heard if h.told == told), None)
        reading = self.known.readings.get(document or "")
        return reading.document.text if reading else self.reports[told].text

    def name_actor(self, key: str) -> str:
        """Return the name of a party."""
        return next((c.names[self.lang] for c in self.scenario.cast if c.key == key), key)

    def name_act(self, act: Act) -> str:
        """Return what an act is: the title of its inject, else the actor, the action and the site."""
        title = self._inject_title(act.inject)
        if title:
            return title
        site = next((s.names[self.lang] for s in self.scenario.sites if s.key == act.site), None)
        told = f"{self.name_actor(act.actor)} : " if self.lang == "fr" else f"{self.name_actor(act.actor)}: "
        return told + str(self.words["actions"].get(act.action, act.action)) + (f" ({site})" if site else "")

    def name_saying(self, saying: Saying) -> str:
        """Return what a saying is: the title of its inject, else the speaker and what the saying does."""
        person = next((p.name for p in self.scenario.persons if p.key == saying.speaker), saying.speaker)
        return (
            self._inject_title(saying.inject) or f"{person} {self.words['stances'].get(saying.stance, saying.stance)}"
        )

    def name_ref(self, key: str) -> str:
        """Return what the act or saying of that key is."""
        act = next((a for a in self.truth.acts if a.key == key), None)
        if act is not None:
            return self.name_act(act)
        saying = next((s for s in self.truth.sayings if s.key == key), None)
        return self.name_saying(saying) if saying else key

    @property
    def why_unscored(self) -> str:
        """Return the key of the words that say why no judgment has a score."""
        return "brier" if self.known.judgments else "judgments"

    def _inject_title(self, key: str | None) -> str | None:
        return next((i.title[self.lang] for i in self.scenario.injects if i.key == key), None)

    def number(self, value: float | None, form: str = ".2f") -> str:
        """Return a number as the language writes it; a dash where there is none."""
        if value is None:
            return "–"
        text = format(value, form)
        return text.replace(".", ",") if self.lang == "fr" else text

    def when(self, moment: dt.datetime | None) -> str:
        """Return a moment as exercise time: the day from the start, and the hour."""
        if moment is None:
            return str(self.words["page"]["never"])
        days, rest = divmod(moment - self.truth.start, dt.timedelta(days=1))
        hours, seconds = divmod(int(rest.total_seconds()), 3600)
        return f"{'J' if self.lang == 'fr' else 'D'}{days:+d} {hours:02d}:{seconds // 60:02d}"


def find_commonest_langs(reports: Sequence[Report]) -> tuple[str, ...]:
    """Return the languages of the reports, in order."""
    return tuple(sorted({r.lang for r in reports}))
