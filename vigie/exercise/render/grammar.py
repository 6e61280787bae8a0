"""Sentences in a small notation: `[a|b|]` one of these, `{name}` a slot or a rule, `<kind:words>` words that a label marks.

    {actor} a <frappé> {site}[, faisant {killed}|]        {actor~a|ont}  singular or plural, after what fills `actor`
    “<k:{that}>”, <c:{cue}> <s:{who}>.                    k content, c cue, s source of a statement; else a kind of event

A production is available when every slot outside its choices is; a choice takes only what is available.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from vigie.errors import WordsError


@dataclass(frozen=True, slots=True)
class Text:
    """Words as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Slot:
    """What a scene fills in; `form` chooses a form of it, `endings` agree with what filled it."""

    name: str
    form: str = ""
    endings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that a label points to."""

    kinds: tuple[str, ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several."""

    options: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """One after another."""

    parts: tuple[Node, ...]


Node = Text | Slot | Mark | Choice | Series
Rules = Mapping[str, tuple[Node, ...]]
_KINDS = re.compile(r"([a-zA-Z_]+(?:,[a-zA-Z_]+)*):")


@lru_cache(maxsize=None)
def parse_production(text: str) -> Node:
    """Return a production as a tree; raises WordsError when a bracket is left open or one too many."""
    node, at = _parse(text, 0, "")
    if at != len(text):
        raise WordsError(f"{text!r}: {text[at]!r} at {at} closes nothing")
    return node


def _parse(text: str, at: int, until: str) -> tuple[Node, int]:
    """Return what stands before one of the characters of `until`, and where that is."""
    parts: list[Node] = []
    while at < len(text) and text[at] not in "|]>" + until:
        reader = _READERS.get(text[at], _parse_text)
        node, at = reader(text, at)
        parts.append(node)
    if at < len(text) and text[at] not in until:
        raise WordsError(f"{text!r}: {text[at]!r} at {at} closes nothing")
    if until and at >= len(text):
        raise WordsError(f"{text!r}: a bracket is left open")
    return (parts[0] if len(parts) == 1 else Series(tuple(parts))), at


def _parse_text(text: str, at: int) -> tuple[Node, int]:
    end = at
    while end < len(text) and text[end] not in "[]{}<>|":
        end += 1
    if end == at:
        raise WordsError(f"{text!r}: {text[at]!r} at {at} opens nothing")
    return Text(text[at:end]), end


def _parse_choice(text: str, at: int) -> tuple[Node, int]:
    options = []
    while text[at] != "]":
        node, at = _parse(text, at + 1, "|]")
        options.append(node)
    return Choice(tuple(options)), at + 1


def _parse_slot(text: str, at: int) -> tuple[Node, int]:
    end = text.find("}", at)
    if end < 0:
        raise WordsError(f"{text!r}: a brace is left open")
    name, _, endings = text[at + 1 : end].partition("~")
    name, _, form = name.partition(".")
    return Slot(name, form, tuple(endings.split("|")) if endings else ()), end + 1


def _parse_mark(text: str, at: int) -> tuple[Node, int]:
    named = _KINDS.match(text, at + 1)
    kinds = tuple(named[1].split(",")) if named else ()
    body, end = _parse(text, named.end() if named else at + 1, ">")
    return Mark(kinds, body), end + 1


_READERS: dict[str, Callable[[str, int], tuple[Node, int]]] = {
    "[": _parse_choice,
    "{": _parse_slot,
    "<": _parse_mark,
}


def is_available(node: Node, has: Callable[[str], bool]) -> bool:
    """Return whether everything that a production needs is there; `has` answers for a slot or a rule."""
    if isinstance(node, Text):
        return True
    if isinstance(node, Slot):
        return has(node.name)
    if isinstance(node, Mark):
        return is_available(node.body, has)
    if isinstance(node, Choice):
        return any(is_available(option, has) for option in node.options)
    return all(is_available(part, has) for part in node.parts)


def count_shapes(node: Node, rules: Rules) -> int:
    """Return how many ways a production can be said with the same things in its slots.

    Series multiply, choices add, a rule counts the sum of its productions, a slot of the scene counts once.

    >>> count_shapes(parse_production("[a|b] c [d|e|]"), {})     # 2 x 3
    6
    """
    if isinstance(node, Text):
        return 1
    if isinstance(node, Slot):
        return sum(count_shapes(found, rules) for found in rules[node.name]) if node.name in rules else 1
    if isinstance(node, Mark):
        return count_shapes(node.body, rules)
    if isinstance(node, Choice):
        return sum(count_shapes(option, rules) for option in node.options)
    total = 1
    for part in node.parts:
        total *= count_shapes(part, rules)
    return total


def find_slots(node: Node) -> frozenset[str]:
    """Return the names of all slots and rules in a production."""
    if isinstance(node, Slot):
        return frozenset({node.name})
    if isinstance(node, Mark):
        return find_slots(node.body)
    parts: Sequence[Node] = getattr(node, "options", ()) or getattr(node, "parts", ())
    return frozenset().union(*(find_slots(part) for part in parts)) if parts else frozenset()
