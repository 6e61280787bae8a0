"""What an act, a saying, a drill or a background item puts at a sentence's disposal."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Collection
from dataclasses import dataclass, field

from vigie.exercise.cast import Cast, Drill, Person, Site
from vigie.exercise.records import Act, Saying, Telling
from vigie.exercise.render.figures import say_number, say_when
from vigie.exercise.render.grammar import Rules
from vigie.exercise.render.naming import Namer
from vigie.exercise.render.phrase import Phrase
from vigie.exercise.render.scene import Filler, Scope
from vigie.exercise.render.words import Words, load_kinds
from vigie.exercise.render.world import World

_VERBAL = frozenset({"CONSULT", "SANCTION", "AGREE", "ACCUSE", "REQUEST", "THREATEN"})
_PRONOUNS = {"fr": {"m": ("Il", "il", "lui"), "f": ("Elle", "elle", "elle")}, "en": {"m": ("He", "he", "him"), "f": ("She", "she", "her")}}  # fmt: skip
WORDY = {"accuse_publicly": "accusation", "demand": "demand", "threaten": "threat", "threaten_nuclear": "threat", "announce_exercise": "assertion"}  # fmt: skip
"""Acts that are done with words, and what they are read as."""
_SOON = dt.timedelta(days=2)


@dataclass(slots=True)
class Scopes:
    """Makes scopes for one telling. `offices` are wrong ones by person; `mentions` counts who was named already."""

    world: World
    words: Words
    telling: Telling
    rng: random.Random
    namer: Namer
    offices: dict[str, str] = field(default_factory=dict)
    mentions: dict[str, int] = field(default_factory=dict)
    told: tuple[tuple[str, str, int, int], ...] = ()
    named_by_office: bool = False

    @property
    def lang(self) -> str:
        """Return the language of the report."""
        return self.words.lang

    # Facts ----------------------------------------------------------------------------------------------------------

    def act(self, act: Act, *, main: bool) -> Scope:
        """Return the scope of an act; numbers as told are those of the main one."""
        slots = self._act_slots(act, self._actor_of(act))
        if main:
            slots |= self._numbers(self.told)
        party = self._issuer() or self.rng.choice(self.world.parties([act]))
        slots["source"] = lambda form: self._source(party, form)
        return Scope(
            slots,
            self._rules(act.action),
            self._kind(act.action),
            act.key,
            act.key,
            act.exercise,
            WORDY.get(act.action),
        )

    def saying(self, saying: Saying, *, again: bool) -> Scope:
        """Return the scope of a saying; `again` when its speaker spoke in the sentence before."""
        act = self.world.acts.get(saying.act or "")
        slots = self._act_slots(act, self.world.doer(saying)) if act is not None else {}
        slots |= self._speaker_slots(saying, again)
        accused = self.world.accused(saying)
        if accused is not None:
            slots["accused"] = self._party(accused, "government")
        if saying.domain:
            word = self.words.tables["domains"][saying.domain]
            slots["dom"] = lambda form: Phrase(word)
        slots["when"] = self._when(saying.at)
        rules = self.words.stances[saying.stance]
        kind = self._kind(act.action) if act is not None else None
        actions = self._rules(act.action) if act is not None else {}
        key, drill = (act.key, act.exercise) if act is not None else (None, None)
        return Scope(slots, {**actions, **rules}, kind, saying.key, key, drill)

    def comment(self, person: Person, about: Act | Saying) -> Scope:
        """Return the scope of somebody who says something that commits to nothing."""
        saying = Saying(key="", at=about.at, speaker=person.key, stance="assertion")
        slots = self._speaker_slots(saying, again=False)
        slots["when"] = self._when(about.at)
        return Scope(slots)

    def drill(self, drill: Drill) -> Scope:
        """Return the scope of what is known of a drill."""
        organiser = self.world.cast[drill.organiser]
        slots: dict[str, Filler] = {"ex": self._drill_name(drill), "organiser": self._party(organiser, "any"), "actor": self._party(organiser, "any")}  # fmt: skip
        slots |= self._field(drill)
        if drill.usual:
            unit, (low, high) = self.rng.choice(sorted(drill.usual.items()))
            slots["usual"] = self._number(unit, ("about", low, high))
        return Scope(slots, {}, "exercise", drill.key, drill.key, drill.key)

    def scenery(self, site: Site | None) -> Scope:
        """Return the scope of a paragraph about how things are between two parties."""
        states = [c for c in self.world.scenario.cast if c.kind == "state"] or list(self.world.scenario.cast)
        first = self.rng.choice(states)
        second = self.rng.choice([c for c in states if c is not first] or [first])
        slots: dict[str, Filler] = {"a": self._name(first), "b": self._name(second)}
        if site is not None and site.kind != "city":
            slots["site"] = self._place(site)
        return Scope(slots | self._city_slots())

    def noise(self, kind: str) -> Scope:
        """Return the scope of an item that has nothing to do with the scenario."""
        states = [c for c in self.world.scenario.cast if c.kind == "state"] or list(self.world.scenario.cast)
        land = self.rng.choice(states)
        numbers = {"n": self.rng.randint(2, 9), "big": self.rng.choice((60, 120, 180, 300, 450, 900)), "pct": self.rng.randint(1, 9)}  # fmt: skip
        slots: dict[str, Filler] = {name: _fixed(str(value)) for name, value in numbers.items()}
        slots |= self._city_slots() | {"land": self._party(land, "any")}
        slots["when"] = self._when(self.telling.at - dt.timedelta(hours=self.rng.randint(2, 30)))
        slots["soon"] = self._when(self.telling.at + _SOON)
        return Scope(slots, self.words.noise[kind])

    def outlet(self) -> Scope:
        """Return the scope of lines about the report itself: where from, which day, by whom."""
        told = self.world.outlets.get(self.telling.outlet)
        tables = self.words.tables
        day = tables["dateline"].format(n=self.telling.at.day, month=tables["months"][self.telling.at.month - 1])
        tag = "".join(word.capitalize() for word in self.world.scenario.title[self.lang].split())
        name = told.name if told is not None else self.telling.outlet
        slots: dict[str, Filler] = {"agency": _fixed(name), "date": _fixed(day), "tag": _fixed(tag)}
        keys = {party.key for party in self.world.parties(self.world.facts(self.telling))}
        return Scope(slots | self._city_slots(keys))

    def numbers(self) -> dict[str, Filler]:
        """Return the numbers as told."""
        return self._numbers(self.told)

    # Slots ----------------------------------------------------------------------------------------------------------

    def _rules(self, action: str) -> Rules:
        return self.words.actions.get(action, {})

    def _kind(self, action: str) -> str | None:
        kind = load_kinds().get(action)
        return action if kind is not None and (kind.type or kind.vigie_type) else None

    def _actor_of(self, act: Act) -> Cast | None:
        return None if self.world.is_unnamed(act) else self.world.cast.get(act.actor)

    def _act_slots(self, act: Act, actor: Cast | None) -> dict[str, Filler]:
        kind = load_kinds().get(act.action)
        by = "government" if kind is not None and kind.type in _VERBAL else "military"
        slots: dict[str, Filler] = {"when": self._when(act.at)}
        if actor is not None:
            slots["actor"] = self._party(actor, by)
        recipient = self.world.cast.get(act.recipient or "")
        if recipient is not None:
            slots["recipient"] = self._party(recipient, "any")
        site = self.world.sites.get(act.site or "")
        if site is not None:
            slots["site"] = self._place(site)
        return slots | self._exercise_slots(act)

    def _exercise_slots(self, act: Act) -> dict[str, Filler]:
        drill = self.world.drills.get(act.exercise or "")
        if drill is None:
            return {"ex": _fixed(""), "start": self._soon()}
        name = self._drill_name(drill)
        begins = self.world.scenario.start + drill.begins
        ahead = begins > self.telling.at
        field = self._field(drill)
        return {**field, "ex": name, "exname": name, "start": self._when(begins) if ahead else self._soon()}

    def _field(self, drill: Drill) -> dict[str, Filler]:
        word = self.words.tables["fields"].get(drill.domain)
        return {"field": _fixed(word)} if word else {}

    def _soon(self) -> Filler:
        return lambda form: Phrase(self.rng.choice(self.words.tables["soon"]))

    def _drill_name(self, drill: Drill) -> Filler:
        name = drill.names[self.lang]
        quoted = f"“{name}”" if self.rng.random() < 0.6 else name
        return _fixed(quoted)

    def _party(self, cast: Cast, by: str) -> Filler:
        capital = self.world.sites.get(cast.capital or "")
        return lambda form: self.namer.party(cast, form, by=by, capital=capital)

    def _name(self, cast: Cast) -> Filler:
        return lambda form: self.namer.party(cast, form or "name")

    def _place(self, site: Site) -> Filler:
        owner = self.world.cast.get(site.actor)
        codes = (owner.code,) if owner is not None else ()
        return lambda form: self.namer.place(site, form, codes)

    def _issuer(self) -> Cast | None:
        """Return whose communiqué this is, None for other forms and outlets of nobody."""
        outlet = self.world.outlets.get(self.telling.outlet)
        if self.telling.form != "communique" or outlet is None:
            return None
        return self.world.cast.get(outlet.actor or "")

    def _source(self, party: Cast, form: str) -> Phrase:
        return self.namer.institution(party)

    def _when(self, at: dt.datetime) -> Filler:
        return lambda form: say_when(at, self.telling.at, form, self.words.tables, self.rng)

    def _numbers(self, told: tuple[tuple[str, str, int, int], ...]) -> dict[str, Filler]:
        return {unit: self._number(unit, (how, low, high)) for unit, how, low, high in told if unit in self.words.tables["units"]}  # fmt: skip

    def _number(self, unit: str, told: tuple[str, int, int]) -> Filler:
        return lambda form: say_number(told, unit, form, self.lang, self.words.tables, self.rng)

    def _city_slots(self, keys: Collection[str] = ()) -> dict[str, Filler]:
        """Return two cities, of the parties with these keys where they have any."""
        cities = [s for s in self.world.scenario.sites if s.kind == "city"] or list(self.world.scenario.sites)
        cities = [s for s in cities if s.actor in keys] or cities
        if not cities:
            return {}
        first = self.rng.choice(cities)
        second = self.rng.choice([c for c in cities if c is not first] or [first])
        name = first.names[self.lang]
        slots = {"city": _fixed(name), "other": _fixed(second.names[self.lang]), "CITY": _fixed(name.upper())}
        return slots

    def _speaker_slots(self, saying: Saying, again: bool) -> dict[str, Filler]:
        person = self.world.persons.get(saying.speaker)
        party = self.world.speaker_party(saying.speaker)
        slots: dict[str, Filler] = {}
        if party is not None:
            slots["own"] = self._name(party)
        if person is None:
            if party is not None:
                slots["who"] = lambda form: self.namer.institution(party)
                slots["last"] = self._name(party)
            return slots
        slots["who"] = lambda form: self._mention(person, party)
        slots["last"] = _fixed(person.name.split()[-1], "f" if person.gender.startswith("f") else "m", self._codes(person, party))  # fmt: skip
        if again and self.mentions.get(person.key):
            slots["pro"] = self._pronoun(person, party)
        return slots

    def _mention(self, person: Person, party: Cast | None) -> Phrase:
        count = self.mentions.get(person.key, 0)
        self.mentions[person.key] = count + 1
        phrase = self.namer.person(person, party, count, self.offices.get(person.key))
        self.named_by_office |= count == 0
        return phrase

    def _pronoun(self, person: Person, party: Cast | None) -> Filler:
        gender = "f" if person.gender.startswith("f") else "m"
        forms = dict(zip(("", "low", "tonic"), _PRONOUNS[self.lang][gender], strict=True))
        codes = self._codes(person, party)
        return lambda form: Phrase(forms.get(form, forms[""]), gender, False, codes)

    def _codes(self, person: Person, party: Cast | None) -> tuple[str, ...]:
        return (party.code + self.namer.sector(person.office[self.lang]),) if party is not None else ()


def _fixed(text: str, gender: str = "m", codes: tuple[str, ...] = ()) -> Filler:
    return lambda form: Phrase(text, gender, False, codes)
