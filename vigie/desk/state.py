"""The desk's hold on its ledger: opened when first asked, looked at again when its file changes."""

from __future__ import annotations

import datetime as dt
import threading
from pathlib import Path

from vigie.desk.board import Board, Boards
from vigie.desk.settings import Settings
from vigie.errors import NotALedger, WrongRealm
from vigie.exercise.drill.folder import FILE as DRILL
from vigie.exercise.drill.noduff import NoDuff, read_noduff
from vigie.store import Ledger, open_ledger
from vigie.watch.post import find_post

Mark = tuple[int, ...]
TICK = dt.timedelta(microseconds=1)


class Desk:
    """One ledger with what was found in it. Several threads may ask."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.boards = Boards()
        self._lock = threading.Lock()
        self._ledger: Ledger | None = None
        self._file: int | None = None
        self._realm = settings.realm
        self._last: tuple[Mark, dt.datetime | None] | None = None

    def ledger(self) -> Ledger:
        """Return the ledger; it is opened again when another file has taken its place.

        Raises:
            LedgerError: there is none, it is of another realm than it was, or of a newer form.
        """
        with self._lock:
            number = _file_number(self.settings.path)
            if self._ledger is None or number != self._file:
                self._open(number)
            assert self._ledger is not None
            return self._ledger

    def _open(self, number: int | None) -> None:
        if self._ledger is not None:
            self._ledger.close()
            self._ledger = None
        found = open_ledger(self.settings.path, wait=self.settings.lock_wait)
        if self._realm is not None and found.realm != self._realm:
            found.close()
            raise WrongRealm(
                f"{self.settings.path}: is a ledger of the {found.realm} realm, this desk is one of the {self._realm}"
                " realm; start a desk of its own for it"
            )
        self._ledger, self._file, self._realm = found, number, found.realm

    def exercise(self) -> str | None:
        """Return the identifier of the exercise that the desk is held for, or None."""
        return find_post(self.settings.path).exercise if self.ledger().realm == "exercise" else None

    def is_drill(self) -> bool:
        """Return whether a drill is played on this ledger."""
        return (self.settings.path.parent / DRILL).exists()

    def no_duff(self) -> tuple[NoDuff, ...]:
        """Return the real messages that were passed on during an exercise, the latest first."""
        return read_noduff(self.settings.path.parent)

    def moment(self) -> dt.datetime:
        """Return the present, or in an exercise the moment that its play and its corrections have reached."""
        now = self.settings.now()
        return self._reached() or now if self.ledger().realm == "exercise" else now

    def stamp(self) -> dt.datetime:
        """Return the time to file a correction under: after all that an exercise and every correction have reached."""
        known = [self._changed()] + [self.ledger().last_known()] * (self.ledger().realm == "exercise")
        return max([self.moment(), *(t + TICK for t in known if t is not None)])

    def is_ahead(self) -> bool:
        """Return whether the play of an exercise is ahead of this machine's clock."""
        return self.moment() > self.settings.now()

    def _reached(self) -> dt.datetime | None:
        """Return up to when an exercise was played, looked up again only when the ledger has changed."""
        mark, held = self.mark(), self._last
        if held is None or held[0] != mark:
            known = [t for t in (self.ledger().last_known(), self._changed()) if t is not None]
            held = self._last = (mark, max(known, default=None))
        return held[1]

    def _changed(self) -> dt.datetime | None:
        """Return when the last correction was made."""
        known = [a.known for a in self.ledger().amendments()]
        return dt.datetime.fromisoformat(max(known)) if known else None

    def mark(self) -> Mark:
        """Return what changes whenever something is written to the ledger."""
        path = self.settings.path
        return (*_stat(path), *_stat(path.with_name(path.name + "-wal")))

    def board(self, at: dt.datetime | None, *, wait: float | None = None) -> Board | None:
        """Return what the watch finds as known at a moment, None = now; None while it is still being computed."""
        return self.boards.ask(
            self.ledger(),
            state=self.mark() if at is None else self._file,
            at=at or self.moment(),
            is_past=at is not None,
            wait=self.settings.wait if wait is None else wait,
        )

    def close(self) -> None:
        """Return nothing; let go of the ledger."""
        self.boards.close()
        with self._lock:
            if self._ledger is not None:
                self._ledger.close()
                self._ledger = None


def _stat(path: Path) -> Mark:
    try:
        held = path.stat()
    except FileNotFoundError:
        return (0, 0)
    return (held.st_mtime_ns, held.st_size)


def _file_number(path: Path) -> int:
    try:
        return path.stat().st_ino
    except OSError as error:
        raise NotALedger(f"{path}: no such file ({error.strerror}); start the desk with --ledger PATH") from None
