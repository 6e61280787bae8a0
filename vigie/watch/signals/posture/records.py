"""What the posture board is made of: sightings, each one claim by one voice, and lines, one an actor and domain."""

from __future__ import annotations

from dataclasses import dataclass, field

CLAIMS = ("raised", "lowered", "moved", "changed", "present", "same", "not_seen", "denied")
CHANGES = frozenset({"raised", "lowered", "moved", "changed", "present"})
STATES = ("changed", "unchanged", "contested", "unknown")
"""`unchanged` means that somebody says so or looked and saw nothing; it is never concluded from silence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One claim about an actor's forces, by one voice on one day. `record` says it; `keys` are all that it rests on.

    `by` is the speaker, else the outlet that tells it as its own. `day` is the day it is said to be of and never later
    than the report; None is unknown. `places` are the places that the words name.
    `known` is when the ledger learned it: it does not make two sightings differ.
    """

    actor: str
    domain: str
    claim: str
    by: str
    voice: str
    day: str | None
    document: str
    record: str
    keys: tuple[str, ...]
    words: str
    evidence: tuple[str, ...] = ()
    places: tuple[str, ...] = field(default=(), compare=False)
    known: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostureLine:
    """One actor's posture in one domain, as it can be said at a moment.

    `asserted` is the last claim of a change or a readiness, `unseen` the last time that somebody looked and saw nothing,
    also when both are too old to say anything of now. `for_change` and `against` are the claims that still count, one
    a voice; in a `contested` line both are held. `age` counts days from the newest claim that has a day; `until` is
    the last day on which a claim counts. `inputs` are all records, old and undated ones included.
    """

    actor: str
    domain: str
    state: str
    lifetime: int
    asserted: Sighting | None = None
    unseen: Sighting | None = None
    for_change: tuple[Sighting, ...] = ()
    against: tuple[Sighting, ...] = ()
    age: int | None = None
    until: str | None = None
    undated: int = 0
    inputs: tuple[str, ...] = ()
