"""First acts: the base rate, and nothing more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from vigie.assess.forecast.acts import Act, keep_known
from vigie.assess.forecast.weeks import WEEK

QUIET_DAYS = 90
"""An act is a first one when the pair had none of the kinds for so many days."""
NO_SKILL: Mapping[str, str] = {
    "en": "no demonstrated skill over the base rate",
    "fr": "aucun gain démontré sur la fréquence de base",
}


@dataclass(frozen=True, slots=True)
class Onset:
    """How often a quiet pair saw a first act within seven days: `first` of `looks`, each pair looked at weekly."""

    first: int
    looks: int
    quiet: int

    @property
    def base(self) -> float | None:
        """Return the base rate; None where nobody was looked at.

        >>> Onset(first=3, looks=600, quiet=40).base
        0.005
        """
        return self.first / self.looks if self.looks else None


def find_onset(acts: Sequence[Act], *, at: dt.date, kinds: Collection[str]) -> Onset:
    """Return the base rate of first acts among pairs that did anything before, from whole weeks before the day.

    A pair is looked at every seven days, back from `at`, from 90 days after the first act known on; it is quiet then when
    it had an act of any kind, but none of the kinds asked for in the 90 days before. `quiet` counts those quiet at `at`.
    """
    known = keep_known(acts, at)
    begin = min((act.day for act in known), default=at) + dt.timedelta(days=QUIET_DAYS)
    cuts = [at - dt.timedelta(days=WEEK * i) for i in range(1 + max(0, (at - begin).days) // WEEK)][::-1]
    met: dict[tuple[str, str], dt.date] = {}
    struck: dict[tuple[str, str], list[dt.date]] = {}
    for act in sorted(known, key=lambda act: act.day):
        pair = act.actor, act.recipient
        met.setdefault(pair, act.day)
        if act.kind in kinds:
            struck.setdefault(pair, []).append(act.day)
    looks = first = 0
    for cut, end in pairwise(cuts):
        quiet = [pair for pair, day in met.items() if day < cut and _is_quiet(struck.get(pair, ()), cut)]
        looks += len(quiet)
        first += sum(any(cut <= day < end for day in struck.get(pair, ())) for pair in quiet)
    return Onset(first, looks, sum(_is_quiet(struck.get(pair, ()), at) for pair in met))


def _is_quiet(days: Sequence[dt.date], cut: dt.date) -> bool:
    return not any(cut - dt.timedelta(days=QUIET_DAYS) <= day < cut for day in days)
