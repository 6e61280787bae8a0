"""Appends the same readings again and again until it is killed; run as a program by the kill test."""

from __future__ import annotations

import datetime as dt
import sys

from tests.store.build import NEW, build
from vigie.store import Origin, open_ledger


def main(path: str, count: int) -> None:
    """Append readings 0 to `count`, saying when the first is about to be written and when the last one is."""
    start = dt.datetime(2031, 5, 15, tzinfo=dt.UTC)
    with open_ledger(path, realm="exercise", create=True, now=start, wait=30.0) as ledger:
        print("ready", flush=True)
        for n in range(count):
            origin = Origin("herald", f"https://example.org/{n}", start + dt.timedelta(minutes=n))
            ledger.append_reading(build(n, statements=8), now=start + dt.timedelta(minutes=n), stamp=NEW, origin=origin)
            print(n, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
