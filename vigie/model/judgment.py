"""What analysts put on record: questions, judgments with numbers, resolutions, and alerts somebody took in hand.

All of it is append-only. A judgment that is revised is a new judgment; a resolution that was wrong is a later one.
"""

from __future__ import annotations

from dataclasses import dataclass

CONFIDENCES = ("low", "moderate", "high")
"""How well founded a judgment is, apart from how likely its answer is (ICD 203)."""
OUTCOMES = ("yes", "no", "void")
"""How a question came out. `void` says why it cannot be scored, and it is not."""

COURSES = ("recurring", "onset")
"""Whether a question asks for more of what has been, or for a first time; their scores are shown apart."""

WORDS = (
    ("almost_no_chance", 0.0, 0.05),
    ("very_unlikely", 0.05, 0.20),
    ("unlikely", 0.20, 0.45),
    ("roughly_even_chance", 0.45, 0.55),
    ("likely", 0.55, 0.80),
    ("very_likely", 0.80, 0.95),
    ("almost_certain", 0.95, 1.0),
)
"""ICD 203 (2 January 2015), D.6.e.2.a: the seven degrees of likelihood. The directive gives 1-5 and 95-99 per cent
for the outer two; numbers beyond them take the outer word. A number on a boundary takes the word nearer to the middle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing that will turn out yes or no by a deadline, as its source will say.

    `key` names it for ever. `problem` and `hypothesis` say which hypothesis of which warning problem it puts, if any.
    Deadline and wording never change: another deadline is another question. `deadline` and `made` are ISO moments.
    """

    key: str
    text: str
    deadline: str
    resolution_source: str
    owner: str
    made: str
    realm: str
    problem: str | None = None
    hypothesis: str | None = None
    course: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgment:
    """One analyst's number on a question: the probability that it turns out yes, with its word and its ground.

    `word` is the ICD 203 word of the number. `inputs` are keys of the records it rests on. `made` is when.
    """

    question: str
    probability: float
    word: str
    confidence: str
    owner: str
    reason: str
    made: str
    realm: str
    inputs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """How a question came out, as somebody read it in its source. The last one made stands."""

    question: str
    outcome: str
    owner: str
    source: str
    reason: str
    made: str
    realm: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    """Somebody took an alert in hand: `message` is the one of its messages that was seen."""

    alert: str
    message: str
    owner: str
    note: str
    made: str
    realm: str
