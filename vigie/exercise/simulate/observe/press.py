"""Outlets and what reaches them: whether they tell an act or a saying, how late, in which form, and what goes wrong."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from vigie.exercise.cast import Outlet, Scenario
from vigie.exercise.records import Act, Saying, Telling, Truth
from vigie.exercise.simulate.actions import load_actions
from vigie.exercise.simulate.observe.figures import Told, is_wrong, tell_numbers

Fact = Act | Saying
PUBLIC, PER_DEGREE = 0.25, 0.11
"""How likely what is done is news: 0.25, and 0.11 more for each degree of severity, at most 1."""
SAID = 0.3
"""How likely what somebody says by rule is news."""
SCRIPTED = 0.85
"""How likely a scripted act or saying is news, at least."""
OWN, OTHERS = 1.6, 0.35
"""What an outlet with a slant makes of what its own side says, and of what others say."""
AWKWARD = 0.15
"""How likely it tells what its own side would rather not have told."""
AWKWARD_FROM = 4
SURFACES = 0.5
"""How often something of a secret act shows within a few days, as a rumour."""
SHOWS = (12.0, 96.0)
"""Hours after which it does."""
BELIEVES = 0.65
"""Outlets less reliable than this pass on what nobody has confirmed."""
JOINED = 0.35
"""How often a report of an act has what was said of it by then."""
UPDATED = 0.5
"""How often an outlet that told of dead and wounded tells again, later, with what is known then."""
AGAIN = (5.0, 22.0)
"""Hours after the first telling at which it does."""
SLIP = 0.45
"""An unreliable outlet makes a slip in this share of what it tells: (1 - reliability) * 0.45."""
SLIPS_SAID = ("wrong_office", "lost_mark", "cut_quote")
NEGATIVE = ("no_change", "no_indication", "denial")
TOLL = ("killed", "wounded")


@dataclass(slots=True)
class Press:
    """All outlets of a scenario before one truth."""

    scenario: Scenario
    truth: Truth
    _acts: Mapping[str, Act] = field(init=False)
    _actor: Mapping[str, str] = field(init=False)
    _about: Mapping[str, Sequence[Saying]] = field(init=False)
    _chosen: Mapping[str, tuple[str, ...]] = field(init=False)
    _members: Mapping[str, frozenset[str]] = field(init=False)
    _late: frozenset[str] = field(init=False)
    _supposed: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Look up acts, what is said of them, and whom each outlet stands near."""
        truth = self.truth
        self._acts = {a.key: a for a in (*truth.acts, *truth.supposed)}
        self._supposed = frozenset(a.key for a in truth.supposed)
        self._actor = {p.key: p.actor for p in self.scenario.persons}
        about: dict[str, list[Saying]] = {}
        for saying in truth.sayings:
            about.setdefault(saying.act or "", []).append(saying)
        self._about = about
        self._chosen = {i.key: i.outlets for i in self.scenario.injects if i.outlets}
        self._late = frozenset(i.key for i in self.scenario.injects if i.contingency)
        self._members = {c.key: frozenset((c.key, *c.members)) for c in self.scenario.cast}

    def facts(self) -> Iterator[Fact]:
        """Yield all that may be told: acts, sayings, and what rumours are about."""
        yield from self.truth.acts
        yield from self.truth.sayings
        yield from self.truth.supposed

    def tell(self, fact: Fact, stream: str) -> list[Telling]:
        """Return the tellings of one fact by all outlets, each by dice of its own; a scripted one is told by somebody."""
        if self._is_hidden(fact):
            return self._tell_rumour(fact, stream)
        found: list[Telling] = []
        for outlet in self._outlets(fact):
            rng = random.Random(f"{stream}/tell/{fact.key}/{outlet.key}")
            if rng.random() < self.find_chance(outlet, fact):
                found += self._tell_by(outlet, fact, rng)
        if not found and fact.inject:
            found = self._tell_anyway(fact, stream)
        return found

    def _is_hidden(self, fact: Fact) -> bool:
        return isinstance(fact, Act) and (fact.secret or fact.key in self._supposed)

    def _outlets(self, fact: Fact) -> list[Outlet]:
        """Return the outlets that may tell a fact: those its inject names, or all but the mouths of other parties."""
        named = self._chosen.get(fact.inject or "", ())
        if named:
            return [o for o in self.scenario.outlets if o.key in named]
        return [o for o in self.scenario.outlets if o.forms != ("communique",) or self._is_own(o, fact)]

    def _party(self, fact: Fact) -> str | None:
        return fact.actor if isinstance(fact, Act) else self._actor.get(fact.speaker)

    def _is_own(self, outlet: Outlet, fact: Fact) -> bool:
        return bool(outlet.actor) and self._party(fact) == outlet.actor

    def find_chance(self, outlet: Outlet, fact: Fact) -> float:
        """Return how likely an outlet tells a fact.

        thinning * news * slant, at most 1; news is 0.25 + 0.11 * severity of an act, 0.3 of a saying, 0.85 at least
        where it is scripted. Where an inject names its outlets they tell it for certain.
        """
        if outlet.key in self._chosen.get(fact.inject or "", ()):
            return 1.0
        severity = load_actions().by_key[fact.action].severity if isinstance(fact, Act) else 0
        news = PUBLIC + PER_DEGREE * severity if isinstance(fact, Act) else SAID
        if fact.inject:
            news = max(news, SCRIPTED)
        return min(1.0, outlet.thinning * min(1.0, news) * self._slant(outlet, fact, severity))

    def _slant(self, outlet: Outlet, fact: Fact, severity: int) -> float:
        if outlet.slant is None:
            return 1.0
        own = self._party(fact) in self._members.get(outlet.slant, frozenset((outlet.slant,)))
        if isinstance(fact, Saying):
            return OWN if own else OTHERS
        return AWKWARD if own and severity >= AWKWARD_FROM and not self._is_owned_up(fact) else 1.0

    def _is_owned_up(self, act: Act) -> bool:
        """Return whether somebody claims the act, or explains it."""
        said = self._about.get(act.key, ())
        return any(s.stance in ("claim", "reassurance") and s.inject not in self._late for s in said)

    # One telling ----------------------------------------------------------------------------------------------------

    def _tell_by(self, outlet: Outlet, fact: Fact, rng: random.Random) -> Iterator[Telling]:
        first = self.make(outlet, fact, rng, hours=draw_delay(outlet, rng))
        yield first
        toll = isinstance(fact, Act) and any(unit in TOLL and count for unit, count in fact.numbers)
        if toll and "wire" in outlet.forms and rng.random() < UPDATED:
            later = (first.at - fact.at).total_seconds() / 3600 + rng.uniform(*AGAIN)
            yield self.make(outlet, fact, rng, hours=later, again=True)

    def make(
        self, outlet: Outlet, fact: Fact, rng: random.Random, *, hours: float, again: bool = False, rumour: bool = False
    ) -> Telling:  # fmt: skip
        """Return one outlet's own telling of a fact, so many hours later."""
        at = (fact.at + dt.timedelta(hours=hours)).replace(second=0, microsecond=0)
        numbers = self._numbers(outlet, fact, hours, rng)
        form = "wire" if again else rng.choice(outlet.forms)
        faults = self._faults(outlet, fact, numbers, rng)
        return Telling(
            key=f"t/{fact.key}/{outlet.key}{'/later' if again else ''}",
            outlet=outlet.key,
            at=max(at, fact.at),
            lang=outlet.lang,
            form=form,
            refs=(fact.key, *self._joined(fact, at, form, rng)),
            faults=("rumour",) if rumour else faults,
            numbers=numbers,
            inject=fact.inject,
        )

    def _numbers(self, outlet: Outlet, fact: Fact, hours: float, rng: random.Random) -> tuple[Told, ...]:
        if isinstance(fact, Saying):
            return ()
        return tell_numbers(fact.numbers, reliability=outlet.reliability, hours=hours, rng=rng)

    def _joined(self, fact: Fact, at: dt.datetime, form: str, rng: random.Random) -> tuple[str, ...]:
        """Return what else a report holds: of an act what was said of it by then, of a saying now and then its act."""
        if form in ("headline", "post") or rng.random() >= JOINED:
            return ()
        if isinstance(fact, Saying):
            act = self._acts.get(fact.act or "")
            return (act.key,) if act is not None and not act.secret and act.at <= at else ()
        said = [s.key for s in self._about.get(fact.key, ()) if s.at <= at]
        return tuple(rng.sample(said, min(len(said), 2)))

    def _faults(self, outlet: Outlet, fact: Fact, numbers: Sequence[Told], rng: random.Random) -> tuple[str, ...]:
        found = []
        true = dict(fact.numbers) if isinstance(fact, Act) else {}
        if any(is_wrong(told, true[told[0]]) for told in numbers):
            found.append("number_noise")
        if rng.random() < SLIP * (1 - outlet.reliability):
            if isinstance(fact, Act):
                slips: tuple[str, ...] = ("tense", "lost_mark")
            else:
                slips = (*SLIPS_SAID, "lost_negation") if fact.stance in NEGATIVE else SLIPS_SAID
            found.append(rng.choice(slips))
        return tuple(found)

    # What is not seen -----------------------------------------------------------------------------------------------

    def _tell_rumour(self, fact: Fact, stream: str) -> list[Telling]:
        """Return what shows of a secret act, days later, or what is told that nobody did: by whoever believes such things."""
        named = self._chosen.get(fact.inject or "", ())
        outlets = [o for o in self.scenario.outlets if o.key in named] or [
            o for o in self.scenario.outlets if o.reliability < BELIEVES and o.slant is None
        ]
        rng = random.Random(f"{stream}/rumour/{fact.key}")
        supposed = fact.key in self._supposed
        if not outlets or (not named and not supposed and rng.random() >= SURFACES):
            return []
        outlet = rng.choice(outlets)
        hours = draw_delay(outlet, rng) + (0 if supposed or named else rng.uniform(*SHOWS))
        return [self.make(outlet, fact, rng, hours=hours, rumour=True)]

    def _tell_anyway(self, fact: Fact, stream: str) -> list[Telling]:
        """Return the telling of a scripted fact that nobody would have told: by who tells most."""
        outlets = self._outlets(fact)
        if not outlets:
            return []
        outlet = max(outlets, key=lambda o: (self.find_chance(o, fact), o.key))
        rng = random.Random(f"{stream}/anyway/{fact.key}")
        return [self.make(outlet, fact, rng, hours=draw_delay(outlet, rng))]


def draw_delay(outlet: Outlet, rng: random.Random) -> float:
    """Return after how many hours an outlet has it out, mostly early in its range."""
    low, high = outlet.delay
    return rng.triangular(low, high, low + (high - low) / 4) if high > low else low
