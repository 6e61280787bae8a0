"""What the watch finds in the ledger: signals, each of which opens into the records it was computed from."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = (
    "posture", "routine", "departure", "contradiction", "shift", "cut_quote", "numbers", "alarm", "source",
)  # fmt: skip
LEVELS = ("notice", "watch", "alarm")
"""From the least to the most: for the record; worth a look; unusual, look now. No level means escalation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One finding. The same finding has the same `key` in every round; `state` changes when there is more to tell.

    `form` picks the words it is told in; `about` holds the codes and names that watchlists match; `since` is the
    moment at which the ledger knew enough, `day` the day that it is about. `inputs` are keys of statements, events
    and documents, or `source:ID`; `values` every number and word that it was computed from or is told with, by name.
    """

    kind: str
    form: str
    key: str
    state: str
    level: str
    subject: str
    since: str
    inputs: tuple[str, ...]
    about: tuple[str, ...] = ()
    day: str | None = None
    values: tuple[tuple[str, str], ...] = ()

    def value(self, name: str) -> str | None:
        """Return the value of that name, or None."""
        return next((value for held, value in self.values if held == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """Where one document belongs: the origin it copies (itself, if nothing), and the story it is part of.

    `relation` says how it stands to its origin: `origin`, `exact`, `near`, `version` (the same address, changed) or
    `translation`. `overlap` is the share of words in common (0 to 1), `score` how well it fits the story, `why` what
    it shares with it. `origin` and `story` are keys of documents: a story is named after its first document.
    """

    document: str
    origin: str
    relation: str
    overlap: float
    story: str
    score: float
    why: tuple[str, ...] = ()


RELATIONS_TO_ORIGIN = ("origin", "exact", "near", "version", "translation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One message of an alert. An alert's messages share `alert`; `message` names this one.

    `msg_type` is CAP's Alert, Update or Cancel; `references` are earlier messages of the same alert. `level` is the
    signal's. `signal_key` and `signal_state` name the signal as it was; `texts` holds headline and description by
    language; `inputs` the keys of records that it rests on.
    """

    alert: str
    message: str
    msg_type: str
    rule: str
    level: str
    kind: str
    signal_key: str
    signal_state: str
    realm: str
    sent: str
    texts: tuple[tuple[str, str, str], ...]
    inputs: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    references: tuple[tuple[str, str], ...] = ()
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One attempt to deliver a message over a channel. `outcome` is delivered, failed or given_up."""

    message: str
    channel: str
    attempt: int
    outcome: str
    at: str
    fault: str | None = None
    due: str | None = None


MSG_TYPES = ("Alert", "Update", "Cancel")
OUTCOMES = ("delivered", "failed", "given_up")
