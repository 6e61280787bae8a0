"""What a debrief takes, what the desk knew at each moment, and what it gives: truth held against it, table by table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from vigie.model import Reading, Span
from vigie.model.judgment import Acknowledgement, Judgment, Question, Resolution
from vigie.model.signal import Alert, Signal

SETTING = 0.5
"""An alarm is up when a hypothesis that alarms are about has at least this posterior, unless a table says otherwise."""
CAP_DAYS = 7.0
"""A crisis that was missed, or found later than this, counts as found after so many days."""
CAUSES = ("rumour", "translation", "duplicate", "routine", "other")
"""Why a false alarm was false, in the order in which a report is asked; see `causes`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A report as the desk has it: the key of its document, and when it was known. `told` names the report."""

    document: str
    told: str
    known: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What the desk knew at one moment: its signals, the posteriors of its problem, and its posture board.

    `inputs` are the keys of the records that speak for an alarm; `board` rows are (actor's code, domain, state).
    """

    at: dt.datetime
    signals: tuple[Signal, ...] = ()
    posteriors: Mapping[str, float] = field(default_factory=dict)
    inputs: tuple[str, ...] = ()
    board: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A brief or a report that players made: kind is `brief` or `report`, `inject` the one it answers, if it says so."""

    at: dt.datetime
    kind: str
    owner: str
    title: str
    inject: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the desk of a drill knew and did. `alarms` are the hypotheses of its problem that an alarm is about."""

    moments: tuple[Moment, ...]
    alarms: tuple[str, ...]
    heard: tuple[Heard, ...] = ()
    readings: Mapping[str, Reading] = field(default_factory=dict)
    """Readings by the key of their document."""
    alerts: tuple[Alert, ...] = ()
    acknowledgements: tuple[Acknowledgement, ...] = ()
    questions: tuple[Question, ...] = ()
    judgments: tuple[Judgment, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    made: tuple[Made, ...] = ()

    def posterior(self, moment: Moment) -> float:
        """Return the highest posterior of a hypothesis that alarms are about; 0 where there is none."""
        return max((moment.posteriors.get(h, 0.0) for h in self.alarms), default=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rise:
    """An alarm that went up: at which moment, for how many moments it stayed, and on which records it rested."""

    at: dt.datetime
    moments: int
    posterior: float
    inputs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A crisis and whether it was found: `alarm` is the first moment at which an alarm was up, `delay` in days, capped.

    `was_up` says that the alarm stood before the crisis began: then it was not found, it was met.
    """

    crisis: str
    kind: str
    at: dt.datetime
    before: dt.datetime | None
    alarm: dt.datetime | None
    delay: float
    was_up: bool = False

    @property
    def is_found(self) -> bool:
        """Return whether it was found in time: before the act of a departure, else within the cap."""
        return self.alarm is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class FalseAlarm:
    """An alarm that went up on a quiet day, why, and the reports it rested on by what each of them is."""

    at: dt.datetime
    cause: str
    moments: int
    told: tuple[tuple[str, str], ...] = ()
    """(key of a report, its cause)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many; `share` is None where there was nothing to count."""

    hits: int
    of: int

    @property
    def share(self) -> float | None:
        """Return hits / of."""
        return self.hits / self.of if self.of else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieval:
    """What was found against what there was. F1 = 2 hits / (wanted + found): 3 of 4 found with 5 answers give 6/9."""

    hits: int
    wanted: int
    found: int

    @property
    def f1(self) -> float | None:
        """Return F1, or None where nothing was wanted and nothing found."""
        whole = self.wanted + self.found
        return 2 * self.hits / whole if whole else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The words that something rests on: which report, where in its text, and what is remarked."""

    told: str
    spans: tuple[Span, ...]
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An act of which no evidence names the author. `errors` are the places where the desk named one as a fact."""

    act: str
    events: int
    errors: tuple[Passage, ...] = ()
    hypotheses: tuple[str, ...] = ()
    """Hypotheses that name an actor and had the setting's posterior while nothing else was there to found it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who is said to have said and done what. `crises` are the acts without an author that evidence could name."""

    speakers: Share
    wrong_speakers: tuple[Passage, ...]
    crises: tuple[Named, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """How well the drill's own reports of one language were read."""

    lang: str
    reports: int
    statements: Retrieval
    events: Retrieval
    negative: Retrieval


@dataclass(frozen=True, slots=True, kw_only=True)
class PostureDay:
    """One actor on one day: whether its posture had truly changed, and what the board said of it."""

    day: str
    actor: str
    domain: str
    changed: bool
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Postures:
    """The posture board against the truth: `right` of what it stated; `unstated` days are those without an answer."""

    days: tuple[PostureDay, ...]
    right: Share
    changes_seen: Share
    unstated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Opposition:
    """Two sayings that cannot both be so, which were both told; `found` says whether the desk set them together."""

    a: str
    b: str
    told: tuple[str, str]
    found: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pull:
    """Two sayings that pull in different directions and can both be so, which were both told."""

    a: str
    b: str
    told: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradictions:
    """Contradictory sayings found, of those told; `right` are the contradictions found that are the truth's.

    `pulling` are pairs that only pull in different directions: the desk is not marked for them.
    """

    pairs: tuple[Opposition, ...]
    found: Share
    right: Share
    pulling: tuple[Pull, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """One thing that players should have done, and when they did it; `moment` None is never or too late."""

    inject: str
    key: str
    kind: str
    weight: float
    due: dt.datetime
    moment: dt.datetime | None
    late: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One judgment with its outcome. `from_truth` says that nobody resolved it and the truth of the drill did."""

    question: str
    owner: str
    made: str
    probability: float
    outcome: int
    brier: float
    from_truth: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """Something that was missed or wrong, why as far as the labels tell, and the words.

    `of` says how many passages there were, of which `passages` may be the first.
    """

    what: str
    values: tuple[tuple[str, str], ...] = ()
    passages: tuple[Passage, ...] = ()
    of: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Debrief:
    """One drill, held against its truth. Exercise scores are not real-world skill."""

    exercise: str
    scenario: str
    seed: str
    start: dt.datetime
    end: dt.datetime
    setting: float
    crises: tuple[Found, ...]
    quiet_days: float
    quiet_moments: int
    alarm_moments: int
    false_alarms: tuple[FalseAlarm, ...]
    attribution: Attribution
    read: tuple[Read, ...]
    postures: Postures
    contradictions: Contradictions
    injects: tuple[Met, ...]
    judgments: tuple[Scored, ...]
    missed: tuple[Missed, ...]

    @property
    def false_per_100(self) -> float | None:
        """Return false alarms per 100 quiet days, or None without a quiet day."""
        return 100 * len(self.false_alarms) / self.quiet_days if self.quiet_days else None

    @property
    def weight_met(self) -> float | None:
        """Return the weight of what was done in time as a share of all, or None where nothing was expected."""
        whole = sum(m.weight for m in self.injects)
        return sum(m.weight for m in self.injects if m.moment) / whole if whole else None

    @property
    def brier(self) -> float | None:
        """Return the mean Brier score of the judgments, or None where none came out."""
        return sum(j.brier for j in self.judgments) / len(self.judgments) if self.judgments else None
