"""Many inputs: read in order, over one or several processes, nothing held longer than needed."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from vigie.errors import VigieError
from vigie.model import Document, Reading, Unread

CHUNK_CHARS = 60_000
IN_FLIGHT = 4


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked of every input."""

    lang: str | None
    published: str | None
    realm: str
    max_bytes: int


Result = Reading | Unread
Item = Document | Unread


def read_all(inputs: Sequence[str], job: Job, *, jobs: int | None) -> Iterator[Result]:
    """Yield a reading or an unread record for every document of the inputs, in order."""
    items = find_items(inputs, job)
    workers = jobs or (1 if _is_single(inputs) else os.cpu_count() or 1)
    if workers == 1:
        yield from _watched(map(_Reader(job), items), inputs)
    else:
        yield from _watched(_read_parallel(items, job, workers), inputs)


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


class _Reader:
    """Reads one item; whatever goes wrong becomes an unread record."""

    def __init__(self, job: Job) -> None:
        self.job = job

    def __call__(self, item: Item) -> Result:
        if isinstance(item, Unread):
            return item
        from vigie.read import read_document

        try:
            return read_document(item, self.job.lang)
        except VigieError as error:
            return Unread(item.id, str(error), getattr(error, "kind", "error"))
        except Exception as error:  # a fault of ours in one text of an archive may not cost the user the others
            return Unread(
                item.id, f"{item.id}: fault while reading ({type(error).__name__}: {error}); please report it", "fault"
            )


def _read_parallel(items: Iterator[Item], job: Job, workers: int) -> Iterator[Result]:
    """Yield the results in the order of the items, a bounded number of chunks under way."""
    waiting: deque[Future[list[Result]]] = deque()
    with ProcessPoolExecutor(workers) as pool:
        try:
            for chunk in _chunks(items):
                waiting.append(pool.submit(_read_chunk, chunk, job))
                if len(waiting) >= workers * IN_FLIGHT:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _read_chunk(chunk: list[Item], job: Job) -> list[Result]:
    return list(map(_Reader(job), chunk))


def _chunks(items: Iterator[Item]) -> Iterator[list[Item]]:
    chunk: list[Item] = []
    size = 0
    for item in items:
        chunk.append(item)
        size += len(item.text) if isinstance(item, Document) else 100
        if size >= CHUNK_CHARS:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


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
