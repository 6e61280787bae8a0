"""Rivals of the problem's alarm: unusual coverage, words in titles, and two that need no watch at all."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from vigie.exercise.records import Report
from vigie.model.signal import Signal

WORDS = {
    "en": "attack attacks strike strikes struck missile missiles drone drones explosion blast warhead warheads invasion "
    "assault shelling nuclear mobilisation mobilises",
    "fr": "attaque attaques frappe frappes frappé missile missiles drone drones explosion ogive ogives invasion assaut "
    "bombardement nucléaire mobilisation mobilise",
}
"""What somebody would search headlines for without a watch; fixed before anything was measured."""
TITLES = 3
"""So many titles of a day with such a word make an alarm, unless a table says otherwise."""
_WORDS = {lang: frozenset(words.split()) for lang, words in WORDS.items()}
_TOKEN = re.compile(r"\w+")
DAY = dt.timedelta(days=1)


def count_titles(reports: Iterable[Report]) -> int:
    """Return how many titles hold a word of the list."""
    return sum(not _WORDS.get(r.lang, frozenset()).isdisjoint(_TOKEN.findall(r.title.lower())) for r in reports)


def count_unusual(signals: Sequence[Signal], at: dt.datetime) -> int:
    """Return how many alarms on unusual coverage are about the day that ends at a moment."""
    day = (at - dt.timedelta(microseconds=1)).date().isoformat()
    return sum(s.kind == "alarm" and s.level == "alarm" and s.day == day for s in signals)
