"""What is read: one text that never changes again, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass

REALMS = ("real", "exercise")


@dataclass(frozen=True, slots=True)
class Document:
    """One text with its origin. `published` is an ISO date or None: an unknown date stays unknown."""

    id: str
    text: str
    lang: str | None = None
    title: str | None = None
    published: str | None = None
    realm: str = "real"

    def __post_init__(self) -> None:
        if self.realm not in REALMS:
            raise ValueError(f"document {self.id}: realm {self.realm!r}; use one of {', '.join(REALMS)}")


@dataclass(frozen=True, slots=True)
class Unread:
    """A document that could not be read, with the reason in words a user can act on."""

    id: str
    reason: str
    kind: str = "error"
