"""A scenario as data: setting, cast, sites, outlets, calendar, and storylines of incidents of injects. Times are
relative to the start of the exercise, so that all of it can be shifted together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

ACTOR_KINDS = ("state", "alliance", "organisation", "group")
SITE_KINDS = ("city", "power_plant", "substation", "bridge", "port", "pipeline", "air_base", "naval_base", "missile_base", "range")  # fmt: skip
EXPECTED_KINDS = ("acknowledge", "judge", "brief", "report")
Texts = Mapping[str, str]
"""Words by language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """A party: its code (ISO user-assigned such as XNO for an invented state), its names, and where it starts from.

    `forms` are further names by language (short form, adjective forms, demonyms, capital as metonym is a site's).
    Postures are 0 to 5, the others 0 to 100. `intent` is hidden from all players: calm, bluff, strike or cover.
    """

    key: str
    code: str
    kind: str
    names: Texts
    adjectives: Mapping[str, tuple[str, ...]]
    side: str
    capital: str | None = None
    members: tuple[str, ...] = ()
    conventional: int = 1
    nuclear: int = 0
    has_nuclear: bool = False
    readiness: int = 50
    resolve: int = 50
    stability: int = 60
    intent: str = "calm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who speaks, invented; `office` is a phrase by language without article (foreign minister)."""

    key: str
    name: str
    actor: str
    office: Texts
    gender: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A place that can be hit, held or used; names by language, in the invented setting."""

    key: str
    actor: str
    kind: str
    names: Texts
    lat: float
    lon: float
    near: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """Who reports. `reliability` 0 to 1, `delay` in hours, `thinning` the share of what it hears that it tells.

    `syndicates` are keys of outlets whose items it takes over, in its own language.
    """

    key: str
    name: str
    lang: str
    actor: str | None
    forms: tuple[str, ...]
    delay: tuple[float, float]
    reliability: float
    thinning: float
    slant: str | None = None
    syndicates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Drill:
    """An exercise held inside the scenario (not this drill itself): yearly or new, announced or not.

    `calendar` says whether it stands in the routine calendar the players get. Sizes are by unit, usual and true.
    """

    key: str
    names: Texts
    organiser: str
    site: str | None
    begins: dt.timedelta
    ends: dt.timedelta
    domain: str
    yearly: bool
    calendar: bool
    usual: Mapping[str, tuple[int, int]]
    held: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What players should have done by `within` of the inject, and how much it weighs."""

    key: str
    kind: str
    text: Texts
    weight: float
    within: dt.timedelta
    question: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inject:
    """One line of the MSEL. It happens `at` from the start, or `delay` after all of `after`; never both.

    `does` holds an act or a saying by the keys of records.Act and records.Saying, without key and time; `text` is
    a message read out as it is (by hand, by telephone). `faults` are those of records.FAULTS that its words
    carry (a rumour). `delivery` is a key of DELIVERIES. `contingency` injects wait
    for the controller. `objectives` are keys of the scenario's. In a saying `act` is the key of the inject whose act is meant; yes and no are words there.

    `crisis` is the kind of crisis that this act begins. It counts from the moment of the act, or, where `crisis_since`
    names an inject, from that one on and must be seen before this act (a departure from its first sign on). With
    `crisis_names_actor` false nothing reported lets anybody say who did it, crisis or not: reports leave the actor out.
    """

    key: str
    storyline: str
    incident: str
    title: Texts
    delivery: str
    originator: str
    recipient: str
    at: dt.timedelta | None = None
    after: tuple[str, ...] = ()
    delay: dt.timedelta = dt.timedelta(0)
    lang: str | None = None
    does: Mapping[str, str] | None = None
    numbers: tuple[tuple[str, int], ...] = ()
    text: Texts | None = None
    outlets: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    crisis: str | None = None
    crisis_since: str | None = None
    crisis_names_actor: bool = True
    contingency: bool = False
    objectives: tuple[str, ...] = ()
    expected: tuple[Expected, ...] = ()


DELIVERIES = ("report", "message", "telephone", "by_hand")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One exercise, whole: what a file of YAML says, checked. `days` long from `start`; `history` days before it.

    `roles` are the keys of the cast that fill each role of the warning problem (watched, adversary).
    """

    key: str
    title: Texts
    summary: Texts
    right_answer: Texts
    problem: str
    start: dt.datetime
    days: int
    history: int
    langs: tuple[str, ...]
    cast: tuple[Cast, ...]
    persons: tuple[Person, ...]
    sites: tuple[Site, ...]
    outlets: tuple[Outlet, ...]
    drills: tuple[Drill, ...]
    injects: tuple[Inject, ...]
    noise_per_day: float
    objectives: Mapping[str, Texts]
    roles: Mapping[str, tuple[str, ...]]
