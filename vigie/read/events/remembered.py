"""Names of a document as events ask for them, each answer kept: many rules ask the same of the same words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from vigie.model import Span
from vigie.read.events.arguments import Entities

T = TypeVar("T")


class Remembered:
    """Entities whose answers do not change any more, for one document."""

    def __init__(self, entities: Entities) -> None:
        self.known: list[Any] = entities.known
        self.at = _keep_pair(entities.at)
        self.codes_for = _keep(entities.codes_for)
        self.sector_of = _keep(entities.sector_of)
        self.state_at = _keep(entities.state_at)


def _keep(ask: Callable[[Span], T]) -> Callable[[Span], T]:
    held: dict[Span, T] = {}

    def answer(span: Span) -> T:
        if span not in held:
            held[span] = ask(span)
        return held[span]

    return answer


def _keep_pair(ask: Callable[[int, int], T]) -> Callable[[int, int], T]:
    held: dict[tuple[int, int], T] = {}

    def answer(start: int, end: int) -> T:
        key = (start, end)
        if key not in held:
            held[key] = ask(start, end)
        return held[key]

    return answer
