"""Figures of a grid: what an alarm at some setting would have found and at what price, with intervals."""

from __future__ import annotations

import datetime as dt
import math
import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vigie.exercise.debrief.alarms import DAY, Up, find_crisis, find_quiet, find_rises
from vigie.exercise.debrief.records import CAUSES, Found
from vigie.exercise.grid.rivals import TITLES
from vigie.exercise.records import Crisis

Json = Mapping[str, Any]
Z = 1.959964
TIMES = 2000
"""So many samples a bootstrap interval is made of."""
Series = Callable[[Json], Sequence[Up]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """k of n with its 95 % interval by Wilson; `share` is None where n is 0."""

    k: int
    n: int

    @property
    def share(self) -> float | None:
        """Return k / n."""
        return self.k / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float]:
        """Return the interval of Wilson."""
        return find_wilson(self.k, self.n)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What one way of raising alarms came to over the cells of one scenario.

    `found` counts crises, of each cell the first; `day` those found within a day of their beginning. `false` are alarms
    per 100 quiet days with a bootstrap interval over cells, `up` the looks per 100 quiet looks with an alarm up.
    """

    scenario: str
    cells: int
    found: Part
    day: Part
    delay: float | None
    quiet_days: float
    alarms: int
    false: float | None
    false_interval: tuple[float, float] | None
    up: float | None
    causes: Mapping[str, int]


def find_wilson(k: int, n: int) -> tuple[float, float]:
    """Return the 95 % interval of a share.

        (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n)

    Hand check: of 10 of 10, the lower end is 1 / (1 + z²/10) = 0.722.

    >>> [round(x, 3) for x in find_wilson(10, 10)]
    [0.722, 1.0]

    Wilson (1927), Journal of the American Statistical Association 22, 209-212.
    """
    if n == 0:
        return 0.0, 1.0
    p, z2 = k / n, Z * Z
    middle, half = p + z2 / (2 * n), Z * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    return max(0.0, (middle - half) / (1 + z2 / n)), min(1.0, (middle + half) / (1 + z2 / n))


def find_rate_interval(
    pairs: Sequence[tuple[int, float]], rng: random.Random, *, times: int = TIMES
) -> tuple[float, float] | None:
    """Return the 95 % bootstrap interval of 100 Σ alarms / Σ days, cells drawn with replacement.

    Alarms of one cell belong together, so whole cells are drawn. Where there was no alarm at all drawing shows none, and
    the upper end is that of a Poisson count of 0, −ln 0.025 = 3.689 alarms. None without a quiet day.

    >>> [round(end, 2) for end in find_rate_interval([(0, 14.0)] * 10, random.Random(1))]     # 368.9 / 140
    [0.0, 2.63]
    """
    whole = sum(days for _, days in pairs)
    if not whole:
        return None
    if not sum(alarms for alarms, _ in pairs):
        return 0.0, -100 * math.log(0.025) / whole
    found = []
    for _ in range(times):
        drawn = rng.choices(pairs, k=len(pairs))
        days = sum(d for _, d in drawn)
        found.append(100 * sum(a for a, _ in drawn) / days if days else 0.0)
    found.sort()
    return found[int(0.025 * times)], found[min(times - 1, int(0.975 * times))]


def by_problem(cell: Json) -> Sequence[Up]:
    """Return the series of the problem's alarm: its posterior at each look."""
    return [(_at(look["at"]), look["p"], (look["cause"],)) for look in cell["looks"]]


def by_bare(cell: Json) -> Sequence[Up]:
    """Return the same of the desk without the calendar."""
    return [(_at(look["at"]), p, ()) for look, p in zip(cell["looks"], cell["bare"], strict=True)]


def by_any(cell: Json) -> Sequence[Up]:
    """Return the highest alarm of all packaged problems that the scenario's roles fill."""
    return [(_at(look["at"]), p, ()) for look, p in zip(cell["looks"], cell["any"], strict=True)]


def by_bare_any(cell: Json) -> Sequence[Up]:
    """Return the same of the desk without the calendar."""
    return [(_at(look["at"]), p, ()) for look, p in zip(cell["looks"], cell["bare_any"], strict=True)]


def by_unusual(cell: Json) -> Sequence[Up]:
    """Return 1 where the coverage of the day was unusual."""
    return [(_at(look["at"]), float(look["unusual"] > 0), ()) for look in cell["looks"]]


def by_titles(cell: Json, *, least: int = TITLES) -> Sequence[Up]:
    """Return 1 where enough titles of the day hold a word of the list."""
    return [(_at(look["at"]), float(look["titles"] >= least), ()) for look in cell["looks"]]


def by_always(cell: Json) -> Sequence[Up]:
    """Return 1 at every look."""
    return [(_at(look["at"]), 1.0, ()) for look in cell["looks"]]


def by_never(cell: Json) -> Sequence[Up]:
    """Return 0 at every look."""
    return [(_at(look["at"]), 0.0, ()) for look in cell["looks"]]


def find_figures(cells: Sequence[Json], series: Series, *, setting: float) -> Figures:
    """Return what an alarm came to over cells of one scenario."""
    judged = [_judge(cell, series(cell), setting) for cell in cells]
    found = [f for f, *_ in judged if f is not None]
    pairs = [(len(causes), days) for _, causes, days, *_ in judged]
    days, looks = sum(d for _, d in pairs), sum(j[4] for j in judged)
    alarms = sum(a for a, _ in pairs)
    return Figures(
        scenario=cells[0]["scenario"] if cells else "–",
        cells=len(cells),
        found=Part(k=sum(f.is_found for f in found), n=len(found)),
        day=Part(k=sum(f.is_found and f.delay <= 1 for f in found), n=len(found)),
        delay=sum(f.delay for f in found) / len(found) if found else None,
        quiet_days=days,
        alarms=alarms,
        false=100 * alarms / days if days else None,
        false_interval=find_rate_interval(pairs, random.Random("grid/bootstrap")),
        up=100 * sum(j[3] for j in judged) / looks if looks else None,
        causes=Counter(cause for _, causes, *_ in judged for cause in causes),
    )


def _judge(
    cell: Json, ups: Sequence[Up], setting: float
) -> tuple[Found | None, tuple[str, ...], float, int, int]:  # fmt: skip
    """Return the first crisis as it was found, the causes of false alarms, quiet days, and quiet looks up and in all."""
    start, end = _at(cell["start"]), _at(cell["end"])
    crises = sorted((_crisis(c) for c in cell["crises"]), key=lambda c: c.at)
    until, days = find_quiet(crises, start, end)
    quiet = [up for up in ups if up[0] <= until]
    rises = find_rises(quiet, setting=setting)
    causes = tuple(r.inputs[0] if r.inputs and r.inputs[0] in CAUSES else "other" for r in rises)
    first = find_crisis(crises[0], ups, setting=setting, end=end) if crises else None
    return first, causes, days, sum(p >= setting for _, p, _ in quiet), len(quiet)


def _crisis(held: Json) -> Crisis:
    return Crisis(
        key=held["key"], kind=held["kind"], at=_at(held["at"]), before=_at(held["before"]) if held["before"] else None,
        actor="", act="", evidence_names_actor=held["names_actor"],
    )  # fmt: skip


def _at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def find_attribution(cells: Sequence[Json]) -> tuple[Part, Part]:
    """Return in how many cells nothing was attributed further than the evidence, and of how many nameless events."""
    runs = [cell for cell in cells if cell["named"]]
    clean = sum(not any(n["errors"] for n in cell["named"]) for cell in runs)
    events = sum(n["events"] for cell in runs for n in cell["named"])
    errors = sum(len(n["errors"]) for cell in runs for n in cell["named"])
    return Part(k=clean, n=len(runs)), Part(k=events - errors, n=events)


def find_f1(cells: Sequence[Json], lang: str, what: str) -> float | None:
    """Return F1 of statements or events of one language over all cells."""
    rows = [cell["read"][lang][what] for cell in cells if lang in cell["read"]]
    hits, wanted, found = (sum(row[n] for row in rows) for n in range(3))
    return 2 * hits / (wanted + found) if wanted + found else None


__all__ = [
    "DAY", "Figures", "Part", "by_always", "by_any", "by_bare", "by_bare_any", "by_never", "by_problem", "by_titles", "by_unusual",
    "find_attribution", "find_f1", "find_figures", "find_rate_interval", "find_wilson",
]  # fmt: skip
