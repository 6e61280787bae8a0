"""Finds texts that may share many words with a new one, without looking at all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np

from vigie.watch.link.shingles import Numbers

PERMUTATIONS, BANDS, SEED = 128, 32, 1
"""Bands of four rows: texts with half their shingles in common meet with a probability of 0.87, with 0.64 of 0.996."""
ONE_IN = 8
"""Every eighth shingle is looked up by itself: a cut text of 100 words has a dozen of them."""
AT_LEAST = 2
COMMON = 100
"""A shingle in more texts than this is a form of words, and leads nowhere."""
MOST = 32
"""So many candidates are looked at, those with most in common first."""


class Sketches:
    """MinHash signatures in bands, and beside them every eighth shingle with the texts that have it."""

    def __init__(self) -> None:
        from rensa import RMinHashLSH

        self._bands = RMinHashLSH(0.5, PERMUTATIONS, BANDS)
        self._numbers: dict[str, int] = {}
        self._keys: dict[int, str] = {}
        self._next = 0
        self._having: dict[int, dict[int, None]] = {}

    def add(self, key: str, shingles: Numbers) -> None:
        """Return nothing; keep the text's sketch under its key."""
        if not shingles.size:
            return
        number = self._next
        self._next += 1
        self._numbers[key], self._keys[number] = number, key
        self._bands.insert(number, _sign(shingles))
        for shingle in _sample(shingles):
            self._having.setdefault(shingle, {})[number] = None

    def remove(self, key: str, shingles: Numbers) -> None:
        """Return nothing; forget the text."""
        number = self._numbers.pop(key, None)
        if number is None:
            return
        del self._keys[number]
        self._bands.remove(number)
        for shingle in _sample(shingles):
            having = self._having[shingle]
            del having[number]
            if not having:
                del self._having[shingle]

    def find(self, shingles: Numbers) -> Iterator[str]:
        """Yield the keys of texts that may have much in common, the likeliest first, of equals the earliest."""
        hits: Counter[int] = Counter()
        for shingle in _sample(shingles):
            having = self._having.get(shingle, {})
            if len(having) <= COMMON:
                hits.update(having.keys())
        found = {number for number, count in hits.items() if count >= AT_LEAST} | set(
            self._bands.query(_sign(shingles))
        )
        for number in sorted(found, key=lambda n: (-hits[n], n))[:MOST]:
            yield self._keys[number]


def _sample(shingles: Numbers) -> list[int]:
    return [int(n) for n in shingles[shingles % np.uint64(ONE_IN) == 0]]


def _sign(shingles: Numbers) -> Any:
    from rensa import RMinHash

    signature = RMinHash(PERMUTATIONS, SEED)
    signature.update([n.tobytes() for n in shingles])
    return signature
