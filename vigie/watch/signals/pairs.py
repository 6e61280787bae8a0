"""Pairs of statements as signals: those that hang together are one, and its sentence quotes the words of both."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from vigie.store import FiledStatement
from vigie.watch.view import View

Pair = TypeVar("Pair")
MOST_WORDS = 180
"""Longer statements are cut at a word, with an ellipsis; the record holds them whole."""


def fold_pairs(pairs: Iterable[Pair], of: Callable[[Pair], Iterable[Hashable]]) -> list[list[Pair]]:
    """Return the pairs in groups; pairs with a name in common among those that `of` gives them are in one.

    >>> fold_pairs(["ab", "bc", "de"], list)
    [['ab', 'bc'], ['de']]
    """
    parent: dict[Hashable, Hashable] = {}

    def root(name: Hashable) -> Hashable:
        while parent.setdefault(name, name) != name:
            parent[name] = name = parent[parent[name]]
        return name

    held = [(pair, list(of(pair))) for pair in pairs]
    for _, names in held:
        for name in names[1:]:
            parent[root(name)] = root(names[0])
    groups: dict[Hashable, list[Pair]] = {}
    for pair, names in held:
        groups.setdefault(root(names[0]), []).append(pair)
    return list(groups.values())


def make_key(kind: str, *statements: FiledStatement) -> str:
    """Return the key of a signal, made of the two statements known first, so that later ones leave it as it is."""
    first = sorted({(s.known, s.key) for s in statements})[:2]
    return f"{kind}:{hashlib.sha256(' '.join(key for _, key in first).encode()).hexdigest()[:16]}"


def quote_values(view: View, name: str, statement: FiledStatement) -> tuple[tuple[str, str], ...]:
    """Return who said what, when and where, as values whose names begin with `name`."""
    return (
        (f"{name}_speaker", statement.speaker or statement.phrase or "?"),
        (f"{name}_words", shorten(statement.words)),
        (f"{name}_day", view.day(statement) or "?"),
        (f"{name}_source", find_outlet(view, statement.document)),
    )


def find_outlet(view: View, document: str) -> str:
    """Return the name of the source of a document, or the document's own id where its source is not known."""
    held = view.documents.get(document)
    if held is None:
        return "?"
    source = view.sources.get(held.source or "")
    return (source.name or source.key) if source else held.source or held.id


def shorten(words: str) -> str:
    """Return the words on one line, cut at a word where they are long."""
    line = " ".join(words.split())
    if len(line) <= MOST_WORDS:
        return line
    return line[:MOST_WORDS].rsplit(" ", 1)[0] + " …"
