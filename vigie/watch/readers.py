"""Reading many texts over several processes: in order, a bounded number under way, one bad text costing no other."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from types import TracebackType

from vigie.errors import VigieError
from vigie.lang.gazetteer.setting import Names, names_in_use, use_names, using_names
from vigie.model import Document, Reading, Unread

CHUNK_CHARS = 60_000
IN_FLIGHT = 4
Result = Reading | Unread
Item = Document | Unread


def read_one(item: Item, lang: str | None = None) -> Result:
    """Return the reading of one text; whatever goes wrong becomes an unread record."""
    if isinstance(item, Unread):
        return item
    from vigie.read import read_document

    try:
        return read_document(item, lang)
    except VigieError as error:
        return Unread(item.id, str(error), getattr(error, "kind", "error"))
    except Exception as error:  # a fault of ours in one text of an archive may not cost the user the others
        return Unread(
            item.id, f"{item.id}: fault while reading ({type(error).__name__}: {error}); please report it", "fault"
        )


def _read_chunk(chunk: list[Item], lang: str | None) -> list[Result]:
    results = [read_one(item, lang) for item in chunk]
    _settle()
    return results


@lru_cache(maxsize=1)
def _settle() -> None:
    """Take the lexicons, names and weights that a reading process has loaded out of what it looks through for rubbish."""
    gc.collect()
    gc.freeze()


def find_chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Yield the items in lists of some sixty thousand characters, so that a process has something to do."""
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


class Readers:
    """Processes that read, kept warm between rounds; with one worker the reading is done here.

    `names` are those of an invented setting, laid over the gazetteer of every process that reads; without them, those
    in use where the readers are made.
    """

    def __init__(self, workers: int, lang: str | None = None, names: Names | None = None) -> None:
        self._workers = workers
        self._lang = lang
        self._names = names if names is not None else names_in_use()
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Readers:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: BaseException | TracebackType | None) -> None:
        self.close(wait=kind is None)

    def close(self, *, wait: bool = True) -> None:
        """Return nothing; let the processes go. Without `wait` what is under way is left unread."""
        if self._pool is not None:
            self._pool.shutdown(wait=wait, cancel_futures=not wait)
            self._pool = None

    def read(self, items: Iterable[Item]) -> Iterator[Result]:
        """Yield the results in the order of the items."""
        if self._workers == 1:
            yield from (self._read_here(item) for item in items)
            return
        waiting: deque[tuple[list[Item], Future[list[Result]]]] = deque()
        for chunk in find_chunks(items):
            waiting.append((chunk, self._submit(chunk)))
            if len(waiting) >= self._workers * IN_FLIGHT:
                yield from self._finish(*waiting.popleft())
        while waiting:
            yield from self._finish(*waiting.popleft())

    def _read_here(self, item: Item) -> Result:
        with using_names(self._names):
            return read_one(item, self._lang)

    def _start(self, workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(workers, initializer=use_names, initargs=(self._names,))

    def _submit(self, chunk: list[Item]) -> Future[list[Result]]:
        if self._pool is None:
            self._pool = self._start(self._workers)
        try:
            return self._pool.submit(_read_chunk, chunk, self._lang)
        except BrokenProcessPool:
            self._pool = self._start(self._workers)
            return self._pool.submit(_read_chunk, chunk, self._lang)

    def _finish(self, chunk: list[Item], future: Future[list[Result]]) -> list[Result]:
        """Return a chunk's results; if its process died, each text is tried alone, and the deadly one is named."""
        try:
            return future.result()
        except BrokenProcessPool:
            self.close(wait=False)
            return [self._read_alone(item) for item in chunk]

    def _read_alone(self, item: Item) -> Result:
        with self._start(1) as alone:
            try:
                return alone.submit(_read_chunk, [item], self._lang).result()[0]
            except BrokenProcessPool:
                reason = f"{item.id}: the reading process died over it (memory?); please report it"
                return Unread(item.id, reason, "fault")
