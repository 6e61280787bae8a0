"""The file of a ledger: opened, made, brought up to date, and its faults told in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError

from vigie.errors import (
    LedgerDamaged,
    LedgerError,
    LedgerFull,
    LedgerLocked,
    NewerLedger,
    NotALedger,
    UnsoundRecord,
    WrongRealm,
)
from vigie.store.schema import APPLICATION, HEAD, LEDGER, VERSIONS

_WRITES = "vigie_writes"


class Database:
    """One SQLite file. Readers never wait for a writer; a writer waits for another up to `wait` seconds."""

    def __init__(self, path: Path, wait: float) -> None:
        self.path = path
        self._uri = f"file:{quote(str(path.absolute()))}?mode="
        self._wait = wait
        self._engine = self._make_engine()

    def _make_engine(self) -> Engine:
        # Questions that name how far to look are never asked twice alike; a long watch would keep hundreds of them.
        engine = create_engine(
            "sqlite://", creator=self._connect, poolclass=QueuePool, pool_size=8, max_overflow=16, query_cache_size=100
        )
        event.listen(engine, "begin", _begin)
        return engine

    def _connect(self, mode: str = "rw") -> sqlite3.Connection:
        # The driver's own transactions are switched off: they begin too late to be one with what was read before.
        found = sqlite3.connect(
            self._uri + mode, uri=True, timeout=self._wait, isolation_level=None, check_same_thread=False
        )
        try:
            found.execute("PRAGMA foreign_keys = ON")
            found.execute("PRAGMA synchronous = FULL")  # a power cut loses nothing either
            found.execute("PRAGMA trusted_schema = OFF")
        except sqlite3.Error:
            found.close()
            raise
        return found

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection that sees one state of the ledger throughout."""
        with self.explained(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a connection whose changes are kept together at the end, or not at all."""
        with self.explained(), self._engine.connect() as plain:
            connection = plain.execution_options(**{_WRITES: True})
            with connection.begin():
                yield connection

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Yield nothing; turn the database's faults into ours."""
        try:
            yield
        except DBAPIError as error:
            raise explain(self.path, error.orig) from error
        except sqlite3.Error as error:
            raise explain(self.path, error) from error
        except UnicodeEncodeError as error:
            raise UnsoundRecord(
                f"{self.path}: half a character ({error.object[error.start]!a}); leave it out"
            ) from error

    def make(self, realm: str, created: str, code: str) -> None:
        """Return nothing; write an empty ledger of that realm into the file unless it holds one already."""
        if not self.path.parent.is_dir():
            raise NotALedger(f"{self.path}: the folder {self.path.parent} does not exist; make it first")
        with self.explained():
            first = self._connect("rwc")
            try:
                held = first.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
                if not held:
                    first.execute("PRAGMA journal_mode = WAL")
            finally:
                first.close()
        with self.writing() as connection:
            if connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one():
                return
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")
            _upgrade(connection)
            connection.execute(LEDGER.insert().values(id=1, realm=realm, created=created, code=code))

    def open(self) -> str:
        """Return the ledger's realm, after bringing an older ledger up to date."""
        if not self.path.is_file():
            raise NotALedger(f"{self.path}: {_find_way_out(self.path)}")
        with self.reading() as connection:
            version = self._version(connection)
        if version not in VERSIONS:
            raise NewerLedger(
                f"{self.path}: its form {version} is newer than this Vigie, which knows up to {HEAD}; update Vigie"
            )
        if version != HEAD:
            with self.writing() as connection:
                _upgrade(connection)
        with self.reading() as connection:
            return str(connection.execute(LEDGER.select()).one().realm)

    def _version(self, connection: Connection) -> str:
        mark = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
        held = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE name = 'alembic_version'").first()
        if mark != APPLICATION or held is None:
            raise NotALedger(f"{self.path}: is no ledger of Vigie's; name the file that `vigie ledger init` made")
        return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())

    def backup(self, target: Path) -> None:
        """Return nothing; write the ledger as it is now into a new file, which appears only when it is whole."""
        if target.exists():
            raise LedgerError(f"{target}: exists already; name a new file for the backup")
        partial = target.with_name(target.name + ".partial")
        partial.unlink(missing_ok=True)
        try:
            self._copy(partial)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
        partial.rename(target)

    def _copy(self, partial: Path) -> None:
        with self.explained():
            source = self._connect()
            try:
                copy = sqlite3.connect(partial)
                try:
                    source.backup(copy)
                    copy.execute("PRAGMA journal_mode = WAL")
                finally:
                    copy.close()
            finally:
                source.close()

    def close(self) -> None:
        """Return nothing; let go of the file. The next question opens it again."""
        self._engine.dispose()


def _begin(connection: Connection) -> None:
    """Begin a transaction; one that will write takes the lock at once, so that it never has to be started over."""
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _upgrade(connection: Connection) -> None:
    """Take the steps that are missing, all in the transaction that is under way."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)


_REASONS: dict[int, tuple[type[LedgerError], str]] = {
    sqlite3.SQLITE_BUSY: (LedgerLocked, "somebody else is writing to it; try again when they are done"),
    sqlite3.SQLITE_LOCKED: (LedgerLocked, "somebody else is writing to it; try again when they are done"),
    sqlite3.SQLITE_FULL: (
        LedgerFull,
        "no room left on the disk; nothing of this record was kept, make room and repeat",
    ),
    sqlite3.SQLITE_NOTADB: (NotALedger, "is no ledger of Vigie's; name the file that `vigie ledger init` made"),
    sqlite3.SQLITE_CORRUPT: (LedgerDamaged, "its file is damaged; go back to a backup"),
    sqlite3.SQLITE_READONLY: (LedgerDamaged, "may only be read here; look at the rights of the file and its folder"),
    sqlite3.SQLITE_CANTOPEN: (LedgerDamaged, "cannot be opened; look at the rights of the file and its folder"),
    sqlite3.SQLITE_IOERR: (LedgerDamaged, "the disk does not answer as it should; look at it before going on"),
}


def explain(path: Path, error: BaseException | None) -> LedgerError:
    """Return the fault of the database as one of ours: what, where, what to do."""
    if "another realm" in str(error):
        return WrongRealm(f"{path}: the record belongs to the other realm; use a ledger of its own realm")
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    kind, reason = _REASONS.get(code, (LedgerError, f"the database refused ({error})"))
    return kind(f"{path}: {reason}")


def _find_way_out(path: Path) -> str:
    """Return what to do about a path that is no file: the ledger that was probably meant, else how to make one."""
    folder = path if path.is_dir() else path.parent
    beside = sorted(folder.glob("*.vigie")) if folder.is_dir() else []
    what = "is a folder, no ledger" if path.is_dir() else "no such file"
    if beside:
        return f"{what}; did you mean {' or '.join(str(one) for one in beside[:3])}?"
    return f"{what}; make a ledger with: vigie ledger init PATH --realm real, or name one that is there"
