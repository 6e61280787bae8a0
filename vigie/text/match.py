"""Finds many fixed phrases at once in a sequence of words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

Match = tuple[int, int, str]


@dataclass(slots=True)
class _Node:
    keys: list[str] = field(default_factory=list)
    after: dict[str, _Node] = field(default_factory=dict)


class PhraseMatcher:
    """A trie of lower-cased word sequences; the time taken grows with the words read, not with the phrases known."""

    def __init__(self, phrases: Mapping[str, Sequence[tuple[str, ...]]]) -> None:
        self._root = _Node()
        for key, sequences in phrases.items():
            for sequence in sequences:
                self._add(key, sequence)

    def _add(self, key: str, sequence: Sequence[str]) -> None:
        if not sequence:
            raise ValueError(f"phrase matcher: {key!r} has a phrase without words; remove it")
        node = self._root
        for word in sequence:
            node = node.after.setdefault(word.lower(), _Node())
        if key not in node.keys:
            node.keys.append(key)

    def find(self, words: Sequence[str]) -> list[Match]:
        """Return (start, end, key) in reading order: the longest phrase at each place, none overlapping another.

        A phrase known under several keys gives one match for each, in the order in which they were added.

        >>> PhraseMatcher({"a": [("new", "york")], "b": [("new", "york", "city")]}).find(["in", "new", "york", "city"])
        [(1, 4, 'b')]
        """
        return list(self._iter_matches([w.lower() for w in words]))

    def _iter_matches(self, words: Sequence[str]) -> Iterator[Match]:
        at, count, first = 0, len(words), self._root.after
        while at < count:
            if words[at] not in first:
                at += 1
                continue
            end, keys = self._longest_at(words, at)
            for key in keys:
                yield at, end, key
            at = max(end, at + 1)

    def _longest_at(self, words: Sequence[str], start: int) -> tuple[int, Sequence[str]]:
        node, end = self._root, start
        keys: Sequence[str] = ()
        for at in range(start, len(words)):
            following = node.after.get(words[at])
            if following is None:
                break
            node = following
            if node.keys:
                end, keys = at + 1, node.keys
        return end, keys
