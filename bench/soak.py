"""Rounds of the whole watch against hostile servers, for minutes: does each round end, and does anything pile up?

    python -m bench.soak --minutes 10

A desk of the exercise realm lists every server of tests/watch/hostile_servers.py, which run in a process of their own.
Round after round every source is visited, what came is read, grouped, weighed and told, by the product's own
`run_round`; only the time limits are shorter and the clock goes three days further with each round. Memory is the
resident set of this process: the last tenth of the rounds against as many from when the window of what is looked at is
full, for until then there is more to look at with each round. A soak too short for that takes its third tenth.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import os
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from bench.table import Row, Table
from tests.watch.hostile_servers import SERVERS, hostile_web
from vigie.watch.after import make_after
from vigie.watch.collect.limits import Limits
from vigie.watch.collect.visit import make_ask
from vigie.watch.post import find_post, open_post
from vigie.watch.readers import Readers
from vigie.watch.round import AT_ONCE, Counts, Step, Watch
from vigie.watch.run import run_round
from vigie.watch.view import WINDOW_DAYS

START = dt.datetime(2031, 5, 2, 6, tzinfo=dt.UTC)
STEP = dt.timedelta(days=3)
FULL = -(-dt.timedelta(days=WINDOW_DAYS) // STEP)
"""After so many rounds the window is full."""
LIMITS = Limits(connect_seconds=0.4, read_seconds=0.4, total_seconds=0.8, page_bytes=1_000_000)
SLACK = 6.0
"""Seconds that a round may take for reading, grouping and weighing, beside what its servers take."""
RULES = """sender: vigie@localhost
rules:
  - name: all
    level: notice
    channels: [feed, files]
channels:
  - name: feed
    kind: atom
    file: alerts.atom
  - name: files
    kind: cap
    folder: alerts
"""


@dataclass(slots=True)
class Soak:
    """What was measured: a sample a round of memory (kB), open files and threads, and what did not go as it should."""

    seconds: list[float] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)
    files: list[int] = field(default_factory=list)
    threads: list[int] = field(default_factory=list)
    visits: int = 0
    read: int = 0
    alerts: int = 0
    broken: list[str] = field(default_factory=list)
    surprises: Counter[str] = field(default_factory=Counter)

    @property
    def rounds(self) -> int:
        """Return how many rounds were begun."""
        return len(self.seconds) + len(self.broken)

    @property
    def completed(self) -> float:
        """Return the share of rounds in which every source was visited and everything read."""
        return len(self.seconds) / self.rounds if self.rounds else 0.0

    @property
    def growth(self) -> float:
        """Return how much larger the memory is at the end than after warming up, as a share."""
        early, late = _tenths(self.memory)
        return late / early - 1

    @property
    def leaked(self) -> tuple[float, float]:
        """Return how many more open files and threads there are at the end than after warming up."""
        (a, b), (c, d) = _tenths(self.files), _tenths(self.threads)
        return b - a, d - c


def _tenths(samples: Sequence[int]) -> tuple[float, float]:
    """Return the median of a tenth of the samples once the window is full, or of the third tenth, and of the last.

    >>> _tenths([9, 9, 1, 5, 5, 5, 5, 5, 5, 2])
    (1, 2)
    >>> _tenths([1] * FULL + [2] * 10 + [3] * 50)
    (2.0, 3.0)
    """
    size = max(1, len(samples) // 10)
    start = FULL if len(samples) >= FULL + 2 * size else 2 * size
    return median(samples[start : start + size] or samples), median(samples[-size:])


def time_bound() -> float:
    """Return the seconds a round may take: the servers in turns of `AT_ONCE`, each for as long as the limits say."""
    turns = -(-len(SERVERS) // AT_ONCE)
    return turns * (LIMITS.total_seconds + LIMITS.connect_seconds) + SLACK


def soak(folder: Path, addresses: dict[str, str], *, seconds: float) -> Soak:
    """Return what rounds against the servers showed; they go on until the time is over."""
    _write_desk(folder, addresses)
    post = find_post(folder / "watch.vigie")
    ledger, roster = open_post(post, now=START, create=True)
    made, at = Soak(), [START]
    outcomes: dict[str, str] = {}

    def look(step: Step) -> None:
        if step.source in SERVERS and step.what in {"items", "unchanged", "failed", "unreadable"}:
            outcomes[step.source] = step.what

    with ledger, Readers(1) as readers:
        watch = Watch(
            ledger=ledger, roster=roster, readers=readers, ask=make_ask(roster, limits=LIMITS), clock=lambda: at[0],
            look=look, limits=LIMITS,
        )  # fmt: skip
        after = make_after(post, echo=lambda _: None)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            outcomes.clear()
            start = time.monotonic()
            try:
                counts = run_round(watch, after, force=True).counts
            except Exception as fault:  # what is counted here
                made.broken.append(f"{type(fault).__name__}: {fault}")
                continue
            _note(made, counts, outcomes, time.monotonic() - start, is_whole=not ledger.waiting(limit=1))
            at[0] += STEP
        if ledger.check():
            made.broken.append(f"the ledger has faults: {ledger.check()[0]}")
    return made


def _note(made: Soak, counts: Counts, outcomes: dict[str, str], seconds: float, *, is_whole: bool) -> None:
    """Add what a round did; a round in which a source was passed over, or that took too long, is broken."""
    made.visits += counts.visits
    made.read += counts.read
    made.alerts += counts.alerts
    made.surprises.update(f"{name}: {what}" for name, what in outcomes.items() if what not in SERVERS[name].outcomes)
    if counts.visits != len(SERVERS) or not is_whole:
        made.broken.append(f"{counts.visits} of {len(SERVERS)} sources visited, all read: {is_whole}")
        return
    if seconds > time_bound():
        made.broken.append(f"a round of {seconds:.1f} seconds, at most {time_bound():.1f}")
        return
    gc.collect()
    made.seconds.append(seconds)
    made.memory.append(_read_memory())
    made.files.append(len(os.listdir("/proc/self/fd")))
    made.threads.append(threading.active_count())


def _read_memory() -> int:
    """Return the resident set of this process in kB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:"))


def _write_desk(folder: Path, addresses: dict[str, str]) -> None:
    entries = "".join(
        f"  - id: {name}\n    address: {addresses[name]}\n    kind: {hostile.kind}\n    language: en\n"
        f"    rhythm: 1d\n    private: {'yes' if hostile.private else 'no'}\n"
        for name, hostile in SERVERS.items()
    )
    (folder / "vigie.yaml").write_text(f"realm: exercise\ndelay: 0\nsources:\n{entries}", encoding="utf-8")
    (folder / "rules.yaml").write_text(RULES, encoding="utf-8")


def make_table(made: Soak, minutes: float) -> Table:
    """Return the table of a soak."""
    files, threads = made.leaked
    table = Table(f"Soak: {minutes:g} minutes against {len(SERVERS)} hostile servers", "none; the floors are absolute")
    table.rows += [
        Row(f"rounds completed, {made.rounds}", made.completed, None, 1.0, 1.0, "{:.1%}"),
        Row("growth of memory", made.growth, None, 0.1, 0.02, "{:+.1%}", less=True),
        Row("open files more at the end", files, None, 0, 0, "{:.0f}", less=True),
        Row("threads more at the end", threads, None, 0, 0, "{:.0f}", less=True),
        Row("visits that came to what they should not", made.surprises.total(), None, 0, 0, "{:.0f}", less=True),
        Row("longest round, seconds", max(made.seconds, default=0.0), None, time_bound(), time_bound(), less=True),
    ]
    table.notes.append(
        f"{made.visits:,} visits, {made.read:,} texts read, {made.alerts:,} alerts; memory "
        f"{_tenths(made.memory)[0] / 1024:.0f} MB after warming up, {_tenths(made.memory)[1] / 1024:.0f} MB at the end."
    )
    table.notes += [f"broken: {why}" for why in made.broken[:5]]
    table.notes += [f"surprise: {what} ({count})" for what, count in made.surprises.most_common(10)]
    return table


def main() -> int:
    """Return 0 when every floor is met, else 1; the table is printed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10.0)
    minutes = parser.parse_args().minutes
    if not sys.platform.startswith("linux"):
        print("bench.soak: needs /proc and the loopback addresses 127.0.0.2 and up; run it on Linux", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder, hostile_web() as addresses:
        made = soak(Path(folder), addresses, seconds=60 * minutes)
    table = make_table(made, minutes)
    print("\n".join(table.lines()))
    return 0 if all(row.verdict() in {"aim met", "floor met"} for row in table.rows) else 1


if __name__ == "__main__":
    raise SystemExit(main())
