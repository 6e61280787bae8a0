"""What people say by rule: about what was done, about what they looked for, and what intent makes them say."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from vigie.exercise.cast import Cast, Person, Scenario
from vigie.exercise.records import Act, Saying
from vigie.exercise.simulate.actions import Actions
from vigie.exercise.simulate.table import find_relation

LOOK_CHANCE = 0.22
"""How often in a day some office of one side says what it saw of one rival: about every five days."""
OVERLOOKED = 0.25
"""How often an office that looks does not see a posture that was raised."""
WORDS_CHANCE = {"calm": 0.03, "bluff": 0.3, "strike": 0.12, "cover": 0.2}
"""How often in a day a party says what its intent makes it say."""
DENIED = ("incursion", "cyber_attack", "sabotage", "intercept", "move_forces", "raise_alert")
"""What is denied by who did it; other acts speak for themselves."""
EXPLAINED = ("announce_exercise", "begin_exercise")
HURT_FROM = 2
"""The severity from which the victim accuses."""
ACCUSES, DENIES, EXPLAINS, MINDS, WARNS = 0.6, 0.5, 0.6, 0.25, 0.5
EVENING = dt.timedelta(hours=22)


@dataclass(slots=True)
class Speech:
    """Makes the sayings of one run, from who is who in its scenario."""

    scenario: Scenario
    actions: Actions
    _cast: Mapping[str, Cast] = field(init=False)
    _speakers: Mapping[str, Sequence[Person]] = field(init=False)
    _lookers: Mapping[str, Sequence[Person]] = field(init=False)

    def __post_init__(self) -> None:
        """Look up who may speak for whom, and who looks at others."""
        self._cast = {c.key: c for c in self.scenario.cast}
        self._speakers = self._find("speaks")
        self._lookers = self._find("looks")

    def _find(self, kind: str) -> dict[str, list[Person]]:
        words = self.actions.offices[kind]
        return {
            c.key: [
                p for p in self.scenario.persons
                if p.actor == c.key and any(w in name.lower() for name in p.office.values() for w in words)
            ]
            for c in self.scenario.cast
        }  # fmt: skip

    def about(self, act: Act, rng: random.Random, *, named: bool = True) -> Iterator[Saying]:
        """Yield what is said of an act by rule. With `named` false nobody may say who did it, so nobody is accused.

        The victim accuses, which is true; who did a deniable act denies it, which is not. An organiser calls an
        exercise routine: true unless it is a cover. A rival minds it.
        """
        action = self.actions.by_key[act.action]
        if act.secret or not named:
            return
        if act.action in EXPLAINED:
            yield from self._explain(act, rng)
        elif act.action in ("threaten", "threaten_nuclear") and act.recipient:
            yield from self._say(rng, act, act.recipient, "warning", WARNS, (2, 14), accused=act.actor)
        elif action.severity >= HURT_FROM and act.recipient:
            yield from self._say(
                rng, act, act.recipient, "accusation", ACCUSES, (1, 9), accused=act.actor, is_true=True
            )
            if act.action in DENIED:
                yield from self._say(rng, act, act.actor, "denial", DENIES, (5, 16), accused=act.actor, is_true=False)
        elif action.group == "talk" and act.recipient:
            yield from self._say(rng, act, act.actor, "commitment", 0.3, (1, 6), is_true=True)

    def _explain(self, act: Act, rng: random.Random) -> Iterator[Saying]:
        cover = self._cast[act.actor].intent == "cover"
        yield from self._say(rng, act, act.actor, "reassurance", EXPLAINS, (1, 8), is_true=not cover)
        rivals = [c for c in self.scenario.cast if find_relation(c, self._cast[act.actor]) == "rival"]
        if rivals:
            yield from self._say(rng, act, rng.choice(rivals).key, "warning", MINDS, (3, 20), accused=act.actor)

    def looks(self, day: dt.datetime, postures: Mapping[str, tuple[int, int]], stream: str) -> Iterator[Saying]:
        """Yield what offices say that they saw of their rivals' posture that day.

        Nothing changed where posture is no higher than the scenario has it start. Where it is, most offices warn;
        one in four has overlooked it and says that there is no change.
        """
        for party in self.scenario.cast:
            rng = random.Random(f"{stream}/looks/{day:%Y-%m-%d}/{party.key}")
            if not (party.kind == "state" and rng.random() < LOOK_CHANCE):
                continue
            seen = [p for key, own in self._lookers.items() for p in own
                    if find_relation(self._cast[key], party) in ("rival", "between") and self._cast[key].side != party.side]  # fmt: skip
            if not seen or party.side != "adversary":
                continue
            domain = "nuclear" if party.has_nuclear and rng.random() < 0.5 else "conventional"
            k = 1 if domain == "nuclear" else 0
            raised = postures[party.key][k] > (party.conventional, party.nuclear)[k]
            sees = raised and rng.random() >= OVERLOOKED
            stance = "warning" if sees else rng.choice(("no_change", "no_indication"))
            yield Saying(
                key=f"look-{day:%y%m%d}-{party.key}", at=_at(day, rng), speaker=rng.choice(seen).key, stance=stance,
                accused=party.key, domain=domain, is_true=sees or not raised,
            )  # fmt: skip

    def words(self, day: dt.datetime, stream: str, *, calm: bool) -> Iterator[Saying]:
        """Yield what intents make people say: threats of a bluff, and calm that is staged for a strike or a cover."""
        for party in self.scenario.cast:
            intent = "calm" if calm else party.intent
            rng = random.Random(f"{stream}/words/{day:%Y-%m-%d}/{party.key}")
            if not self._speakers[party.key] or rng.random() >= WORDS_CHANCE[intent]:
                continue
            others = [c for c in self.scenario.cast if find_relation(c, party) == "rival" and c.kind == "state"]
            staged = intent in ("strike", "cover")
            stance = (
                "threat" if intent == "bluff" else "reassurance" if staged else rng.choice(("assertion", "prediction"))
            )
            yield Saying(
                key=f"word-{day:%y%m%d}-{party.key}", at=_at(day, rng), speaker=rng.choice(self._speakers[party.key]).key,
                stance=stance, accused=rng.choice(others).key if others else None, domain="conventional",
                is_true=False if staged else None,
            )  # fmt: skip

    def _say(
        self, rng: random.Random, act: Act, party: str, stance: str, chance: float, hours: tuple[float, float], *,
        accused: str | None = None, is_true: bool | None = None,
    ) -> Iterator[Saying]:  # fmt: skip
        """Yield one saying, by chance, where the party has anybody to say it."""
        speakers = self._speakers.get(party, ())
        roll, later = rng.random(), rng.uniform(*hours)
        if speakers and roll < chance:
            at = _whole(act.at + dt.timedelta(hours=later))
            yield Saying(key=f"{act.key}-{stance}", at=at, speaker=rng.choice(speakers).key, stance=stance, act=act.key,
                         accused=accused, is_true=is_true)  # fmt: skip


def _at(day: dt.datetime, rng: random.Random) -> dt.datetime:
    return day + dt.timedelta(minutes=rng.randint(7 * 60, 20 * 60))


def _whole(at: dt.datetime) -> dt.datetime:
    return at.replace(second=0, microsecond=0)
