"""What passes between the parts of a drill: acts that are true in it, tellings of them, reports, and their labels.

A scenario and a seed give `Truth`: acts and sayings. The observation model turns it into `Telling`s: which outlet
tells what, when, in which form and language, and with which faults. Rendering makes a `Report` of a telling, with
labels whose offsets are those of its text. Nothing here is ever shown to a player but a report's words.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from vigie.model.span import Spans

ACTIONS = (
    "consult", "open_talks", "cut_talks", "agree_measure", "accuse_publicly", "demand", "threaten", "threaten_nuclear",
    "expel_diplomats", "sanction", "announce_exercise", "begin_exercise", "end_exercise", "mobilise", "move_forces",
    "leave_exercise_area", "raise_alert", "lower_alert", "move_warheads", "test_missile", "incursion", "intercept",
    "cyber_attack", "blockade", "sabotage", "strike_missile", "strike_drone", "shell", "assault_ground", "seize",
    "withdraw", "ceasefire", "power_cut", "siren", "shelter", "evacuate", "repair",
)  # fmt: skip
"""The keys of the action table, which says of each how grave and how secret it is and what it does."""

STANCES = (
    "accusation", "denial", "reassurance", "threat", "warning", "no_change", "no_indication", "claim", "demand",
    "commitment", "prediction", "assertion", "doubt",
)  # fmt: skip
"""What a saying does. `no_change` and `no_indication` are things looked for and not seen; `claim` owns up to an act."""

FORMS = ("headline", "wire", "tabloid", "communique", "post")
FAULTS = (
    "wrong_office", "lost_mark", "cut_quote", "tense", "lost_negation", "number_noise", "translated", "rumour",
)  # fmt: skip
"""What a report may get wrong or carry as a scar. Each fault of a telling is in its report, and its labels say so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something done in the world of the drill. `action` is a key of the action table.

    `actor`, `recipient`, `site` and `exercise` are keys of the scenario. `secret` acts are told by nobody until
    something shows. `inject` names the scripted inject it comes from; None means that the simulator made it.
    `numbers` are true counts by unit (missiles, drones, killed, wounded, troops, aircraft, ships, countries).
    """

    key: str
    at: dt.datetime
    actor: str
    action: str
    recipient: str | None = None
    site: str | None = None
    exercise: str | None = None
    numbers: tuple[tuple[str, int], ...] = ()
    secret: bool = False
    inject: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """Something said by a person of the scenario, about an act or about an actor's posture in a domain.

    `accused` is whom an accusation or a denial is about; `domain` conventional or nuclear. `is_true` says whether what
    is said is so, None where it cannot be (a threat, a demand).
    """

    key: str
    at: dt.datetime
    speaker: str
    stance: str
    act: str | None = None
    accused: str | None = None
    domain: str | None = None
    is_true: bool | None = None
    inject: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Crisis:
    """What the watch is there to catch: from `at` on, and for a departure before `before`."""

    key: str
    kind: str
    at: dt.datetime
    before: dt.datetime | None
    actor: str
    act: str
    evidence_names_actor: bool
    """Whether what was reported lets anybody say who did it; if not, to name one is an error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What is so in one run of a scenario: acts and sayings in time, crises, and each actor's posture by day.

    `postures` rows are (ISO day, actor, conventional 0 to 5, nuclear 0 to 5). `supposed` are acts that are told and
    that nobody did: what a rumour is about.
    """

    scenario: str
    seed: str
    start: dt.datetime
    end: dt.datetime
    acts: tuple[Act, ...]
    sayings: tuple[Saying, ...]
    crises: tuple[Crisis, ...] = ()
    postures: tuple[tuple[str, str, int, int], ...] = ()
    supposed: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One outlet telling something once: `refs` are keys of acts and sayings, the main one first.

    `of` is the key of the telling that it copies or translates (syndication), None for an own report. `noise` names a
    kind of background item (sport, business, local, energy, culture …) that has nothing to do with the scenario.
    """

    key: str
    outlet: str
    at: dt.datetime
    lang: str
    form: str
    refs: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    numbers: tuple[tuple[str, str, int, int], ...] = ()
    """As told: (unit, how, low, high); how is exact, at_least, about, or between."""
    of: str | None = None
    noise: str | None = None
    inject: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidLabel:
    """A statement in a report as it should be read. Spans are those of the report's text."""

    content: Spans
    source: Spans
    cue: Spans
    speaker: str | None
    modality: tuple[str, ...]
    kind: str
    negative_evidence: str | None
    ref: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneLabel:
    """An event in a report as it should be coded. `actor` and `recipient` are codes, in PLOVER's form.

    `anchor` has every place where the report speaks of it in this tense; any of them is a hit.
    """

    anchor: Spans
    type: str | None
    vigie_type: str | None
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    status: str
    polarity: str
    ref: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One item as an outlet published it, with what is in it. Its text is headed EXERCISE (EXERCICE in French)."""

    key: str
    outlet: str
    published: dt.datetime
    lang: str
    form: str
    title: str
    text: str
    statements: tuple[SaidLabel, ...] = ()
    events: tuple[DoneLabel, ...] = ()
    refs: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    of: str | None = None
    inject: str | None = None
