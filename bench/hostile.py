"""Archives, pages and strangers' formats put through collecting: read, refused with a reason, or crashed.

Feeds have a measure of their own (bench/feeds.py). Here every WARC file is read as an archive, whole and in a stream,
every page as a page, every page cut off in its middle or with its bytes turned over, and every CAP, NewsML and ninjs
file as each kind a user might list it under. What counts is that nothing escapes but an InputError with words in it.
"""

from __future__ import annotations

import gzip
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench.shared import find_shared
from bench.table import Row, Table
from vigie.errors import InputError
from vigie.model import Unread
from vigie.watch.collect.item import Item, Origin
from vigie.watch.collect.kinds import KINDS, parse_bytes

LONG = 10.0
"""Seconds of the processor; a file that takes longer is named."""
STRANGE_AS = ("feed", "page", "lines", "telegram", "text")


@dataclass(slots=True)
class Tally:
    """What became of the files of one family."""

    counts: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    slowest: float = 0.0

    def add(self, name: str, read: Callable[[], Iterator[Item | Unread]]) -> None:
        """Read one file and note what became of it."""
        start = time.process_time()
        try:
            found = list(read())
        except InputError as fault:
            self.counts["refused"] += bool(str(fault).strip())
            self.counts["silent"] += not str(fault).strip()
        except Exception as fault:  # what is counted here
            self.counts["crashed"] += 1
            self.notes.append(f"crash: {name}: {type(fault).__name__}: {fault}")
        else:
            self.counts["read"] += 1
            self.counts["items"] += sum(isinstance(f, Item) for f in found)
            self.counts["unread"] += sum(isinstance(f, Unread) for f in found)
        seconds = time.process_time() - start
        self.slowest = max(self.slowest, seconds)
        if seconds > LONG:
            self.notes.append(f"slow: {name}: {seconds:.1f} seconds")

    @property
    def files(self) -> int:
        """Return how many files were put through."""
        return sum(self.counts[what] for what in ("read", "refused", "silent", "crashed"))


def parse(kind: str, data: bytes) -> Iterator[Item | Unread]:
    """Yield what bytes of a kind hold."""
    parsed = parse_bytes(kind, data, Origin(place="https://port.example/x"))
    yield from parsed.items
    yield from parsed.unread


def stream(path: Path) -> Iterator[Item | Unread]:
    """Yield what an archive holds, read as the product reads one from a disk."""
    iter_items = KINDS["warc"].iter_items
    assert iter_items is not None
    with path.open("rb") as file:
        yield from iter_items(file, Origin(place=path.name))


def measure_archives(folder: Path, step: int) -> Tally:
    """Return what became of the archives, read in a stream, whole, and cut off."""
    made = Tally()
    for path in sorted(p for p in (folder / "formats" / "warc").rglob("*") if p.is_file())[::step]:
        data = path.read_bytes()
        made.add(path.name, lambda path=path: stream(path))  # type: ignore[misc]
        made.add(f"{path.name}, whole", lambda data=data: parse("warc", data))  # type: ignore[misc]
        made.add(f"{path.name}, cut", lambda data=data: parse("warc", data[: len(data) * 2 // 3]))  # type: ignore[misc]
    return made


def measure_broken_pages(folder: Path, step: int) -> Tally:
    """Return what became of the pages, as they are, cut in the middle, and with a hundredth of their bytes changed."""
    made = Tally()
    for path in sorted((folder / "html_extract").rglob("*.html.gz"))[::step]:
        data = gzip.decompress(path.read_bytes())
        for name, page in (("", data), (", cut", data[: len(data) // 2]), (", damaged", _damage(data, path.name))):
            made.add(path.name + name, lambda page=page: parse("page", page))  # type: ignore[misc]
    return made


def _damage(data: bytes, seed: str) -> bytes:
    rng = random.Random(seed)
    broken = bytearray(data)
    for at in rng.sample(range(len(broken)), len(broken) // 100):
        broken[at] = rng.randrange(256)
    return bytes(broken)


def measure_strangers(folder: Path, step: int) -> Tally:
    """Return what became of files of formats that are no sources, listed as if they were."""
    made = Tally()
    families = ("cap", "newsml_g2", "ninjs")
    files = sorted(p for f in families for p in (folder / "formats" / f).rglob("*") if p.is_file())
    for path in files[::step]:
        data = path.read_bytes()
        for kind in STRANGE_AS:
            made.add(f"{path.name} as {kind}", lambda kind=kind, data=data: parse(kind, data))  # type: ignore[misc]
    return made


def measure_hostile(*, quick: bool) -> list[Table]:
    """Return the table of what escapes."""
    folder, step = find_shared() / "corpora", 10 if quick else 1
    table = Table("Hostile files: read or refused with a reason", "none; the floors are absolute")
    for name, measure in (
        ("archives (WARC)", measure_archives),
        ("pages, whole and broken", measure_broken_pages),
        ("CAP, NewsML and ninjs as sources", measure_strangers),
    ):
        made = measure(folder, step)
        good = made.counts["read"] + made.counts["refused"]
        table.rows.append(Row(f"{name}, {made.files:,}", good / max(1, made.files), None, 1.0, 1.0, "{:.2%}"))
        table.notes.append(
            f"{name}: {made.counts['read']:,} read ({made.counts['items']:,} items, {made.counts['unread']:,} parts named "
            f"as unreadable), {made.counts['refused']:,} refused with a reason, {made.counts['crashed']} crashed; "
            f"the slowest took {made.slowest:.1f} s of the processor."
        )
        table.notes += made.notes
    return [table]


if __name__ == "__main__":
    for made in measure_hostile(quick=False):
        print("\n".join(made.lines()))
