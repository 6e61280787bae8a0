"""Who said what: attributed statements and the links between them."""

from __future__ import annotations

from dataclasses import dataclass

from vigie.model.span import Span, Spans

KINDS = ("direct", "mixed", "indirect", "nominal", "headline")
SCOPES = ("speech", "attitude")
MODALITIES = (
    "assertion",
    "threat",
    "warning",
    "denial",
    "reassurance",
    "accusation",
    "prediction",
    "commitment",
    "demand",
    "question",
    "justification",
    "condemnation",
)
NEGATIVE_EVIDENCE = ("no_change", "no_indication", "no_evidence")
RELATIONS = ("contradicts", "supports", "undercuts", "same_quote", "responds_to")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whom a reader would take the source phrase for; `name` is never a guess."""

    name: str
    entity: str | None = None
    role: str | None = None
    country: str | None = None
    codes: tuple[str, ...] = ()
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Likelihood:
    """A likelihood word and the probability interval readers give it (both ends in [0, 1])."""

    span: Span
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class When:
    """A date expression and the days it may mean, ISO dates, both ends included; unresolved ends are None."""

    span: Span
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Statement:
    """One attributed statement: content, cue and source as spans; `speaker` is None when unresolved."""

    id: str
    kind: str
    content: Spans
    cue: Spans = ()
    source: Spans = ()
    speaker: Speaker | None = None
    modality: tuple[str, ...] = ("assertion",)
    scope: str = "speech"
    negative_evidence: str | None = None
    likelihood: Likelihood | None = None
    hedges: Spans = ()
    condition: Spans = ()
    venue: str | None = None
    date: When | None = None
    parent: str | None = None
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between two statements, with the marker or the shared proposition that justifies it."""

    relation: str
    a: str
    b: str
    marker: Span | None
    why: str
