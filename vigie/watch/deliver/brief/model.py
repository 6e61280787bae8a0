"""A brief as records: sentences made of what records say and of words that stand in texts, and of nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field

from vigie.model import Spans

SECTIONS = ("new", "changed", "unseen", "disagree", "numbers", "routine", "other", "unread")


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence says of a record: the record's key, the name of the fact, and its value (None = not known)."""

    name: str
    record: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words shown between quotation marks: a record's document and where they stand, piece by piece."""

    name: str
    record: str
    document: str
    spans: Spans
    words: tuple[str, ...]
    lang: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence. It has no text of its own: `form` names its template, which is filled from `told` and `quotes`.

    `records` are the keys that it rests on; `carried` the documents that say the same, with how many outlets and
    origins they are; `depth` is 1 for the evidence under another sentence.
    """

    form: str
    lang: str
    records: tuple[str, ...]
    told: tuple[Told, ...] = ()
    quotes: tuple[Quote, ...] = ()
    carried: tuple[str, ...] = ()
    outlets: int = 0
    origins: int = 0
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence that does not resolve, and is not shown: where it would have stood, its records, and why."""

    section: str
    records: tuple[str, ...]
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Sentences that belong together, such as those of one story; `title` is that of its first document."""

    key: str = ""
    title: str | None = None
    lang: str | None = None
    continued: bool = False
    outlets: int = 0
    origins: int = 0
    documents: tuple[str, ...] = ()
    sentences: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a brief. `left_out` counts the sentences that an explicit limit left out; without one it is 0."""

    name: str
    groups: tuple[Group, ...] = ()
    left_out: int = 0

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Return all its sentences in order."""
        return tuple(s for group in self.groups for s in group.sentences)


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What became known in a period. Times are ISO, in UTC; `readers` counts documents by code and pack version."""

    realm: str
    lang: str
    since: str
    until: str
    at: str
    documents: int = 0
    outlets: int = 0
    origins: int = 0
    readers: tuple[tuple[str, str, int], ...] = ()
    sections: tuple[Section, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    titles: dict[str, str] = field(default_factory=dict)
    exercise: str | None = None

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Return all sentences in order."""
        return tuple(s for section in self.sections for s in section.sentences)
