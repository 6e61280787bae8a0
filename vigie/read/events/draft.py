"""One act while it is being read."""

from __future__ import annotations

from dataclasses import dataclass, field

from vigie.model import Actor, EventPlace, Span, When
from vigie.read.events.arguments import Roles
from vigie.read.events.triggers import Trigger


@dataclass(slots=True)
class Draft:
    """An act with its trigger; `mentions` grows when later words turn out to mean the same act.

    `told` is False where the words show no tense ("Sommet de Windhoek"), so that a later mention may.
    """

    trigger: Trigger
    roles: Roles
    type: str | None
    vigie_type: str | None
    mode: str | None
    status: str = "past"
    polarity: str = "positive"
    told: bool = True
    actor: Actor | None = None
    recipient: Actor | None = None
    place: EventPlace | None = None
    date: When | None = None
    quantities: tuple[str, ...] = ()
    attributed_to: str | None = None
    mentions: list[Span] = field(default_factory=list)

    @property
    def span(self) -> Span:
        """Return the characters of the trigger."""
        return self.trigger.span
