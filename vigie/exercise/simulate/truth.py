"""From a scenario and a seed to what is so: the script in its place, and what the simulator makes up around it."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from vigie.exercise.cast import Scenario
from vigie.exercise.records import Act, Saying, Truth
from vigie.exercise.simulate.actions import Actions, load_actions
from vigie.exercise.simulate.live import Driver
from vigie.exercise.simulate.sayings import Speech
from vigie.exercise.simulate.script import Script, read_script
from vigie.exercise.simulate.state import CONVENTIONAL, NUCLEAR, Move, State, begin
from vigie.exercise.simulate.table import make_table

HISTORY = "history"
"""The stream of the days before an exercise where none is named: one history for all seeds, which a grid shares."""
DAY = dt.timedelta(days=1)
HOURS = {"talk": (8, 18), "verbal": (8, 20)}
"""Hours at which acts of a group are done; others at any."""
SUPPOSED_CHANCE = 0.08
"""How often in a day something is told that nobody did."""
SUPPOSED = ("move_warheads", "mobilise", "move_forces", "raise_alert", "incursion")


def simulate(
    scenario: Scenario, seed: str, *, history: str = HISTORY, sent: Mapping[str, dt.timedelta] | None = None
) -> Truth:
    """Return what is so in one run of a scenario: its history, then its days, with the script where it stands.

    The history depends on its own stream alone, so that runs of other seeds share it. The simulator makes up nothing
    graver than the caps of the action table say, before or after what is scripted: what is grave is always scripted.
    Every day, act and saying has its own stream, so that what the controller has `sent` (by key, with its time from the
    start) changes nothing that was so before.
    """
    return Play(scenario, read_script(scenario, sent=sent)).run(str(seed), history)


def name_stream(scenario: Scenario, seed: str) -> str:
    """Return the name of the stream of an exercise's days, which two scenarios do not share."""
    return f"{scenario.key}/{seed}"


@dataclass(slots=True)
class Play:
    """One run under way. The state goes from day to day, everything else is only added to."""

    scenario: Scenario
    script: Script
    actions: Actions = field(default_factory=load_actions)
    acts: list[Act] = field(default_factory=list)
    sayings: list[Saying] = field(default_factory=list)
    supposed: list[Act] = field(default_factory=list)
    postures: list[tuple[str, str, int, int]] = field(default_factory=list)
    _speech: Speech = field(init=False)
    _spoken: set[str] = field(init=False)
    _unnamed: set[str] = field(init=False)
    _late: set[str] = field(init=False)

    def __post_init__(self) -> None:
        """Look up what the script itself says about its acts, and which acts may be laid at nobody's door."""
        self._speech = Speech(self.scenario, self.actions)
        self._spoken = {s.act for s in self.script.sayings if s.act}
        self._unnamed = {i.key for i in self.scenario.injects if not i.crisis_names_actor}
        self._late = {i.key for i in self.scenario.injects if i.contingency}

    def run(self, seed: str, history: str) -> Truth:
        """Return the whole truth."""
        scenario = self.scenario
        caps = self.actions.caps
        before = Driver(make_table(scenario, cap=caps["history"], calm=True, actions=self.actions))
        during = Driver(make_table(scenario, cap=caps["exercise"], actions=self.actions))
        state = begin(before.table)
        for n in range(-scenario.history, scenario.days):
            if n == 0:
                state = replace(state, actors=during.table.base)
            calm = n < 0
            state = self._day(
                before if calm else during, state, n, history if calm else name_stream(scenario, seed), calm
            )
        end = scenario.start + scenario.days * DAY
        return Truth(
            scenario=scenario.key,
            seed=seed,
            start=scenario.start,
            end=end,
            acts=tuple(sorted(self.acts, key=lambda act: (act.at, act.key))),
            sayings=tuple(sorted((s for s in self.sayings if s.at < end), key=lambda said: (said.at, said.key))),
            crises=self.script.crises,
            postures=tuple(self.postures),
            supposed=tuple(self.supposed),
        )

    def _day(self, driver: Driver, state: State, n: int, stream: str, calm: bool) -> State:
        """Play one day and return its evening."""
        day = self.scenario.start + n * DAY
        scripted = [act for act in self.script.acts if day <= act.at < day + DAY]
        moves = [list(_find_moves(driver, part)) for part in self._split(scripted)]
        rng = random.Random(f"{stream}/simulate/{n}")
        evening, made = driver.step(state, rng, weekday=day.weekday(), scripted=moves[0], late=moves[1])
        made_up = [self._make_act(driver, move, day, f"sim{n}-{driver.find_pair(move)}", stream) for move in made]
        self.acts += [*scripted, *made_up]
        self._note_postures(driver, day, evening)
        self._talk([*scripted, *made_up], day, calm, stream)
        self._suppose(day, n, random.Random(f"{stream}/supposed/{n}"))
        return evening

    def _split(self, acts: Sequence[Act]) -> tuple[list[Act], list[Act]]:
        """Return the acts that the script has from the beginning, and those that the controller adds."""
        late = [act for act in acts if act.inject in self._late]
        return [act for act in acts if act not in late], late

    def _make_act(self, driver: Driver, move: Move, day: dt.datetime, key: str, stream: str) -> Act:
        table, rng = driver.table, random.Random(f"{stream}/act/{key}")
        action = self.actions.by_key[table.keys[move.action]]
        low, high = HOURS.get(action.group, (0, 24))
        return Act(
            key=key,
            at=day + dt.timedelta(minutes=rng.randrange(low * 60, high * 60)),
            actor=table.actors[move.actor], action=action.key,
            recipient=table.actors[move.recipient] if move.recipient is not None and action.needs_recipient else None,
            site=table.sites[move.site] if move.site is not None else None,
            numbers=tuple((unit, count) for unit, few, most in action.numbers if (count := rng.randint(few, most))),
            secret=rng.random() < action.secrecy,
        )  # fmt: skip

    def _note_postures(self, driver: Driver, day: dt.datetime, state: State) -> None:
        for key, actor in zip(driver.table.actors, state.actors, strict=True):
            self.postures.append((day.date().isoformat(), key, actor[CONVENTIONAL], actor[NUCLEAR]))

    def _talk(self, acts: Sequence[Act], day: dt.datetime, calm: bool, stream: str) -> None:
        """Add what is said that day: by script, about acts that the script leaves without words, of looks, of intent."""
        self.sayings += [s for s in self.script.sayings if day <= s.at < day + DAY]
        for act in acts:
            if act.key not in self._spoken:
                rng = random.Random(f"{stream}/about/{act.key}")
                self.sayings += self._speech.about(act, rng, named=act.key not in self._unnamed)
        today = {key: (conv, nuc) for _, key, conv, nuc in self.postures[-len(self.scenario.cast) :]}
        self.sayings += self._speech.looks(day, today, stream)
        self.sayings += self._speech.words(day, stream, calm=calm)

    def _suppose(self, day: dt.datetime, n: int, rng: random.Random) -> None:
        """Add, now and then, something of a party on the other side that nobody did, for a rumour to tell."""
        foes = [c for c in self.scenario.cast if c.side == "adversary" and c.kind == "state"]
        if not foes or rng.random() >= SUPPOSED_CHANCE:
            return
        actor = rng.choice(foes)
        fitting = [a for a in SUPPOSED if actor.has_nuclear or not self.actions.by_key[a].needs_nuclear]
        action = self.actions.by_key[rng.choice(fitting)]
        others = [c.key for c in self.scenario.cast if c.side != actor.side and c.kind == "state"]
        victim = rng.choice(others) if others and action.needs_recipient else None
        owner = victim if action.site_of == "recipient" else actor.key
        sites = [s.key for s in self.scenario.sites if s.actor == owner and s.kind in action.site_kinds]
        at = day + dt.timedelta(minutes=rng.randrange(24 * 60))
        numbers = tuple((unit, rng.randint(low, high)) for unit, low, high in action.numbers)
        self.supposed.append(
            Act(key=f"rumour{n}", at=at, actor=actor.key, action=action.key, recipient=victim, numbers=numbers,
                site=rng.choice(sites) if sites else None)
        )  # fmt: skip


def _find_moves(driver: Driver, acts: Iterable[Act]) -> Iterator[Move]:
    """Yield acts as moves of a table."""
    table = driver.table
    for act in acts:
        yield Move(
            actor=table.actors.index(act.actor),
            action=table.keys.index(act.action),
            recipient=table.actors.index(act.recipient) if act.recipient in table.actors else None,
            site=table.sites.index(act.site) if act.site in table.sites else None,
        )
