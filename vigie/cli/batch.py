"""Many inputs: read in order, over one or several processes, nothing held longer than needed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from vigie.model import Unread
from vigie.watch.readers import Item, Readers, Result


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked of every input."""

    lang: str | None
    published: str | None
    realm: str
    max_bytes: int


def read_all(inputs: Sequence[str], job: Job, *, jobs: int | None) -> Iterator[Result]:
    """Yield a reading or an unread record for every document of the inputs, in order."""
    items = find_items(inputs, job)
    workers = jobs or (1 if _is_single(inputs) else os.cpu_count() or 1)
    with Readers(workers, job.lang) as readers:
        yield from _watched(readers.read(items), inputs)


def _is_single(inputs: Sequence[str]) -> bool:
    return len(inputs) == 1 and not Path(inputs[0]).is_dir() and not inputs[0].endswith(".jsonl")


def find_items(inputs: Sequence[str], job: Job) -> Iterator[Item]:
    """Yield the documents of the inputs, and what could not even be opened."""
    from vigie.watch.collect.limits import Limits
    from vigie.watch.collect.sources import iter_inputs

    limits = Limits(text_bytes=job.max_bytes)
    for raw in iter_inputs(inputs, stdin=sys.stdin.buffer, limits=limits, realm=job.realm):
        if isinstance(raw, Unread):
            yield raw
        else:
            yield replace(raw.document, published=raw.document.published or job.published)


def _watched(results: Iterable[Result], inputs: Sequence[str]) -> Iterator[Result]:
    """Pass the results on; several inputs before a terminal get a progress line on standard error."""
    if _is_single(inputs) or not sys.stderr.isatty():
        yield from results
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    total = sum(1 for i in inputs if not Path(i).is_dir()) if not any(i.endswith(".jsonl") for i in inputs) else None
    if any(Path(i).is_dir() for i in inputs):
        total = None
    columns = (SpinnerColumn(), TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("read", total=total)
        for result in results:
            progress.advance(task)
            yield result
