"""A warning problem: a question, the hypotheses that answer it, and the indicators that would tell them apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Texts = Mapping[str, str]
"""Words by language."""
LANGUAGES = ("en", "fr")
OVER = ("signal", "event", "statement")
TOLD_BY = ("report", "actor", "other")
"""Who tells an event: the report as its own words, a speaker of the actor's own side (it owns up), or anybody else."""
CAP = 10.0
"""One piece of evidence moves the odds of two hypotheses by ten at most, unless its indicator states another cap."""
ANYBODY = ("*",)
UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """Whose judgment a number is, of which day, and for what reason."""

    by: str
    on: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """How often the thing happened before: `probability` in any `window` days of the reference class."""

    reference: Texts
    probability: float
    window: int
    source: str | None
    stated: Stated


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A part that codes are given for: RUS, IGONAT. One without codes must be filled before weighing."""

    key: str
    names: Texts
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hypothesis:
    """One answer. `alarm` marks those that an alarm is about; priors of all sum to 1. A stated prior has a `reason`."""

    key: str
    names: Texts
    prior: float
    prior_from: str
    alarm: bool
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """What a record or signal must be like to be a piece of an indicator; an empty tuple asks nothing.

    `kinds` are kinds of signal, or an event's own types; `types` an event's PLOVER types (one of either is
    enough), `not_kinds` own types that are left out. `about`, `actor`, `recipient`,
    `where` and `speaker` name roles; `actor` may also hold `unnamed`. `told_by` says who may tell an event. `origins` is
    how many outlets must tell it, copies folded. `words` must one of them stand in the record's own words.
    """

    over: str
    kinds: tuple[str, ...] = ()
    not_kinds: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    polarity: tuple[str, ...] = ()
    modality: tuple[str, ...] = ()
    negative_evidence: tuple[str, ...] = ()
    told_by: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    origins: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeing:
    """What a look that saw nothing is worth. `chance` is π, that the source would have seen the change had there been
    one; `false_reports` is f, that it reports one where there is none. Unset, a look tells nothing."""

    hypotheses: tuple[str, ...]
    chance: float | None = None
    false_reports: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One sign to look for. It counts for `window` days; `chances` is P(E|H) by hypothesis, relative ones will do.

    A look has `seeing` instead, and `looks_for` names the sign that was looked for. Indicators of one `group` depend
    on each other. `match` and `skip` are (language, text) pairs.
    """

    key: str
    names: Texts
    when: When
    window: int
    group: str
    cap: float
    stated: Stated
    chances: Mapping[str, float] = field(default_factory=dict)
    seeing: Seeing | None = None
    looks_for: str | None = None
    match: tuple[tuple[str, str], ...] = ()
    skip: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A warning problem, checked. `horizon` is the deadline in days from the moment the question is put."""

    key: str
    title: Texts
    question: Texts
    horizon: int
    resolution: Texts
    rate: Rate
    roles: tuple[Role, ...]
    hypotheses: tuple[Hypothesis, ...]
    indicators: tuple[Indicator, ...]
    where: str
    examples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The codes that fill the roles while the examples are read."""

    @property
    def alarms(self) -> tuple[str, ...]:
        """Return the hypotheses that an alarm is about."""
        return tuple(h.key for h in self.hypotheses if h.alarm)

    def codes(self, role: str) -> tuple[str, ...]:
        """Return the codes that fill a role."""
        return next((r.codes for r in self.roles if r.key == role), ())
