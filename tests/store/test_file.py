"""The file: made, brought up to date, copied, checked; and what is wrong with it told in words."""

from __future__ import annotations

import datetime as dt
import inspect
import json
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

import vigie.store
from tests.make import make_reading
from tests.store.build import NEW, OLD, build
from tests.store.judged import ACKNOWLEDGEMENT, JUDGMENT, QUESTION, RESOLUTION
from tests.store.watched import ALERT, DELIVERY, ITEM, VISIT, group
from vigie.errors import LedgerDamaged, LedgerError, LedgerFull, LedgerLocked, NewerLedger, NotALedger, UnsoundRecord
from vigie.model import Document, Reading, Span, Unread
from vigie.store import Ledger, Source, open_ledger
from vigie.store.export import Line, read_line
from vigie.store.schema import HEAD, TABLES, VERSIONS

Now = dt.datetime
SIGNED = {"author": "A", "reason": "r"}
MIGRATIONS = Path(vigie.store.__file__).parent / "migrations"


def test_the_tables_in_code_are_those_in_the_file(ledger: Ledger) -> None:
    raw = sqlite3.connect(ledger.path)
    for table in TABLES:
        held = {row[1] for row in raw.execute(f"PRAGMA table_info({table.name})")}
        assert held == {column.name for column in table.columns}, table.name
    assert raw.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    raw.close()


def test_the_steps_are_those_that_the_code_knows() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    steps = [step.revision for step in ScriptDirectory.from_config(config).walk_revisions()]
    assert steps[::-1] == list(VERSIONS) and steps[0] == HEAD


def go_back_to_the_first_schema(source: Path, target: Path) -> None:
    """Write a ledger as the first schema had it, with the rows of the source."""
    engine = create_engine(f"sqlite:///{target}")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()
    raw = sqlite3.connect(target)
    mark = sqlite3.connect(source).execute("PRAGMA application_id").fetchone()[0]
    raw.execute(f"PRAGMA application_id = {mark}")
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("ATTACH ? AS old", (str(source),))
    for table in TABLES:  # each has been made by the first step
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        raw.execute(f"INSERT INTO {table.name} ({names}) SELECT {names} FROM old.{table.name}")
    raw.commit()
    assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
    raw.close()


def test_a_ledger_of_the_first_schema_is_brought_up_to_date_with_all_it_holds(
    ledger: Ledger, tmp_path: Path, now: Now
) -> None:
    ledger.append_reading(make_reading(), now=now, stamp=OLD)
    ledger.append_reading(build(1), now=now, stamp=NEW)
    ledger.correct(ledger.statements()[0].key, {"speaker": "Élodie Marn"}, now=now, **SIGNED)
    go_back_to_the_first_schema(ledger.path, tmp_path / "old.vigie")
    with open_ledger(tmp_path / "old.vigie", realm="exercise") as old:
        assert old.check() == []
        assert list(old.export()) == list(ledger.export())
        for words in ("velmark", "naval movement", "elodie", "sector"):
            assert old.search(words) == ledger.search(words) != []
        assert old.append_reading(build(2), now=now).new_reading and old.check() == []
    with open_ledger(tmp_path / "old.vigie") as again:
        assert len(again.documents()) == 3


def test_an_upgrade_that_fails_leaves_the_old_ledger(ledger: Ledger, tmp_path: Path, now: Now) -> None:
    ledger.append_reading(build(1), now=now)
    old = tmp_path / "old.vigie"
    go_back_to_the_first_schema(ledger.path, old)
    raw = sqlite3.connect(old)
    raw.execute("CREATE TABLE event_words (x)")  # in the way of the second step
    raw.close()
    with pytest.raises(LedgerError):
        open_ledger(old)
    raw = sqlite3.connect(old)
    assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
    names = {name for (name,) in raw.execute("SELECT name FROM sqlite_master")}
    assert "document_words" not in names
    raw.close()


def test_the_migrations_are_in_the_wheel() -> None:
    assert (MIGRATIONS / "env.py").is_file() and len(list((MIGRATIONS / "versions").glob("v*.py"))) == len(VERSIONS)


def test_a_newer_ledger_is_refused_and_left_alone(ledger: Ledger, now: Now) -> None:
    ledger.close()
    raw = sqlite3.connect(ledger.path)
    raw.execute("UPDATE alembic_version SET version_num = '0999'")
    raw.commit()
    raw.close()
    with pytest.raises(NewerLedger, match="0999 is newer than this Vigie.*update"):
        open_ledger(ledger.path, realm="exercise", create=True, now=now)


def make_other_database(path: Path) -> None:
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE notes (x)")
    raw.commit()
    raw.close()


NO_LEDGERS: dict[str, Callable[[Path], Any]] = {
    "missing": lambda path: None,
    "empty": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_text("This is a letter, and a rather long one at that.\n" * 100),
    "zip": lambda path: path.write_bytes(b"PK\x03\x04" + b"\0" * 5000),
    "folder": lambda path: path.mkdir(),
    "another database": make_other_database,
}


@pytest.mark.parametrize("kind", NO_LEDGERS)
def test_what_is_no_ledger_is_told_so_and_left_as_it_is(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "it's 100% a #ledger?.vigie"
    NO_LEDGERS[kind](path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(NotALedger, match="no ledger|no such file"):
        open_ledger(path)
    assert (path.read_bytes() if path.is_file() else None) == before


@pytest.mark.parametrize("kind", ["text", "another database"])
def test_no_ledger_is_made_in_somebody_elses_file(kind: str, tmp_path: Path, now: Now) -> None:
    path = tmp_path / "a.vigie"
    NO_LEDGERS[kind](path)
    before = path.read_bytes()
    with pytest.raises(NotALedger):
        open_ledger(path, realm="real", create=True, now=now)
    assert path.read_bytes() == before
    with pytest.raises(NotALedger, match="folder .* does not exist"):
        open_ledger(tmp_path / "no" / "a.vigie", realm="real", create=True, now=now)


def test_names_of_files_may_hold_anything(tmp_path: Path, now: Now) -> None:
    path = tmp_path / "it's 100% a #ledger? é.vigie"
    with open_ledger(path, realm="real", create=True, now=now) as made:
        made.append_source(Source("a"), now=now)
    with open_ledger(path, realm="real", create=True, now=now) as again:
        assert len(again.sources()) == 1 and again.path == path and again.realm == "real"


def calls(ledger: Ledger, key: str, tmp_path: Path, now: Now) -> dict[str, Callable[[], Any]]:
    document = key[:24]
    return {
        "append_reading": lambda: ledger.append_reading(build(7), now=now),
        "append_unread": lambda: ledger.append_unread(Unread("x", "no text"), now=now),
        "append_source": lambda: ledger.append_source(Source("a"), now=now),
        "append_line": lambda: ledger.append_line(Line(build(8)), now=now),
        "correct": lambda: ledger.correct(key, {"speaker": "X"}, now=now, **SIGNED),
        "retract": lambda: ledger.retract(key, now=now, **SIGNED),
        "restore": lambda: ledger.restore(key, now=now, **SIGNED),
        "statements": ledger.statements, "events": ledger.events, "documents": ledger.documents,
        "entities": ledger.entities, "quantities": ledger.quantities, "links": ledger.links, "flags": ledger.flags,
        "sources": ledger.sources, "unread": ledger.unread, "amendments": ledger.amendments,
        "readings": lambda: ledger.readings(document), "reading": lambda: ledger.reading(document),
        "text": lambda: ledger.text(document),
        "search": lambda: ledger.search("sector"), "sizes": ledger.sizes, "check": ledger.check,
        "append_visit": lambda: ledger.append_visit(VISIT, [ITEM], now=now),
        "append_grouping": lambda: ledger.append_grouping(group(document), now=now),
        "append_alert": lambda: ledger.append_alert(ALERT, now=now),
        "append_delivery": lambda: ledger.append_delivery(DELIVERY, now=now),
        "waiting": ledger.waiting, "visits": ledger.visits, "last_visits": ledger.last_visits,
        "last_known": ledger.last_known,
        "groupings": ledger.groupings, "ungrouped": ledger.ungrouped, "alerts": ledger.alerts,
        "deliveries": ledger.deliveries, "undelivered": ledger.undelivered,
        "heads": lambda: ledger.heads("herald", ["h-1"]),
        "telling": lambda: ledger.telling(["a"], since=now),
        "latest_told": lambda: ledger.latest_told("feed", most=1),
        "append_question": lambda: ledger.append_question(QUESTION, now=now),
        "append_judgment": lambda: ledger.append_judgment(JUDGMENT, now=now),
        "append_resolution": lambda: ledger.append_resolution(RESOLUTION, now=now),
        "append_acknowledgement": lambda: ledger.append_acknowledgement(ACKNOWLEDGEMENT, now=now),
        "questions": ledger.questions, "judgments": ledger.judgments, "resolutions": ledger.resolutions,
        "acknowledgements": ledger.acknowledgements,
        "backup": lambda: ledger.backup(tmp_path / "copy.vigie"), "export": lambda: list(ledger.export()),
    }  # fmt: skip


WRITES = (
    "append_reading", "append_unread", "append_source", "append_line", "correct", "retract", "restore", "append_visit",
    "append_grouping", "append_alert", "append_delivery", "append_question", "append_judgment", "append_resolution",
    "append_acknowledgement",
)  # fmt: skip


def test_every_public_method_meets_a_locked_ledger(ledger: Ledger, tmp_path: Path, now: Now) -> None:
    ledger.append_reading(build(1), now=now)
    found = calls(ledger, ledger.statements()[0].key, tmp_path, now)
    public = {n for n, _ in inspect.getmembers(Ledger, inspect.isfunction) if not n.startswith("_")}
    assert set(found) == public - {"close"}, "a new method needs a line above"
    writer = sqlite3.connect(ledger.path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    for name, call in found.items():  # somebody writes: who asks is answered, who writes is told
        if name in WRITES:
            with pytest.raises(LedgerLocked, match="watch.vigie: somebody else is writing"):
                call()
        else:
            call()
    (tmp_path / "copy.vigie").unlink()
    writer.execute("ROLLBACK")
    ledger.close()
    writer.execute("PRAGMA locking_mode = EXCLUSIVE")
    writer.execute("BEGIN EXCLUSIVE")
    for call in found.values():  # somebody keeps everybody out
        with pytest.raises(LedgerLocked, match="watch.vigie: somebody else is writing"):
            call()
    with pytest.raises(LedgerLocked):
        open_ledger(ledger.path, wait=0.1)
    writer.execute("ROLLBACK")
    writer.close()
    assert not (tmp_path / "copy.vigie").exists() and list(tmp_path.glob("*.partial")) == []
    for call in found.values():
        call()
    assert ledger.check() == []


def test_a_full_disk_keeps_nothing_of_the_record_and_everything_before(ledger: Ledger, now: Now) -> None:
    ledger.append_reading(build(1), now=now)
    before = list(ledger.export())
    with ledger._db.reading() as connection:  # the pages there are, and few more, as a full disk would have it
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    limit = ledger._db._connect

    def connect_with_a_limit() -> sqlite3.Connection:
        made = limit()
        made.execute(f"PRAGMA max_page_count = {pages + 2}")
        return made

    ledger.close()
    ledger._db._engine.pool._creator = lambda *_: connect_with_a_limit()  # type: ignore[attr-defined]
    with pytest.raises(LedgerFull, match="no room left on the disk; nothing of this record was kept"):
        ledger.append_reading(build(2, statements=3000), now=now)
    assert list(ledger.export()) == before and ledger.check() == []


def test_a_file_that_may_only_be_read_says_so(now: Now) -> None:
    code = (
        "import os, sys, datetime as dt\n"
        "from vigie.errors import VigieError\nfrom vigie.model import Unread\nfrom vigie.store import open_ledger\n"
        "from vigie.store.export import Line\nimport sqlalchemy.dialects.sqlite\n"
        "os.getuid() == 0 and os.setuid(65534)\n"  # to root nothing is forbidden
        "try:\n"
        "    with open_ledger(sys.argv[1]) as ledger:\n"
        "        ledger.append_unread(Unread('x', 'y'), now=dt.datetime(2031, 5, 15, tzinfo=dt.UTC))\n"
        "    print('written')\n"
        "except VigieError as error:\n    print(type(error).__name__, error)\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "watch.vigie"
        open_ledger(path, realm="exercise", create=True, now=now).close()
        path.chmod(0o444)
        path.parent.chmod(0o555)
        try:
            done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, timeout=60)
        finally:
            path.parent.chmod(0o755)
    assert done.stdout.startswith("LedgerDamaged") and "look at the rights" in done.stdout, done.stdout + done.stderr


def test_a_backup_is_whole_and_never_overwrites(ledger: Ledger, tmp_path: Path, now: Now) -> None:
    ledger.append_reading(build(1), now=now)
    ledger.backup(tmp_path / "copy.vigie")
    ledger.append_reading(build(2), now=now)
    with open_ledger(tmp_path / "copy.vigie", realm="exercise") as copy:
        assert copy.check() == [] and len(copy.documents()) == 1
    with pytest.raises(LedgerError, match="exists already"):
        ledger.backup(tmp_path / "copy.vigie")
    with pytest.raises(LedgerError, match="cannot be opened"):
        ledger.backup(tmp_path / "no" / "copy.vigie")


DAMAGES = {
    "text": (
        "UPDATE texts SET body = (SELECT body FROM texts WHERE id = 2) WHERE id = 1",
        "not the text that was filed",
    ),
    "bytes": ("UPDATE texts SET body = x'00' WHERE id = 1", "text 1: cannot be unpacked"),
    "offsets": ('UPDATE statements SET "end" = 99999 WHERE id = 1', "statements 1: .* outside its text"),
    "words": ("UPDATE statements SET words = 'never said' WHERE id = 2", "its statements are not those that were read"),
    "missing": ("DELETE FROM events WHERE id = 1", "its events are not those that were read"),
    "reading": ("UPDATE readings SET hash = 'x' WHERE id = 1", "reading 1: is not the reading that was filed"),
    "realm": ("UPDATE documents SET realm = 'real' WHERE id = 1", "documents 1: is of the real realm"),
    "orphan": ("DELETE FROM readings WHERE id = 1", "points to a row of readings that is not there"),
    "no realm": ("DELETE FROM ledger", "names 0 realms"),
    "index": ("DELETE FROM statement_words_docsize WHERE id = 1", "statement_words: 1 rows too few"),
}


@pytest.mark.parametrize("kind", DAMAGES)
def test_every_damage_is_found(kind: str, ledger: Ledger, now: Now) -> None:
    ledger.append_reading(make_reading(), now=now)
    ledger.append_reading(build(1), now=now)
    assert ledger.check() == []
    sql, fault = DAMAGES[kind]
    ledger.close()
    raw = sqlite3.connect(ledger.path)
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    raw.execute("PRAGMA defensive = OFF")
    raw.execute(sql)
    raw.commit()
    raw.close()
    faults = "\n".join(ledger.check())
    assert re.search(fault, faults), faults


def test_a_file_with_broken_pages_is_damaged(ledger: Ledger, now: Now) -> None:
    for n in range(20):
        ledger.append_reading(build(n), now=now)
    ledger.close()
    data = bytearray(ledger.path.read_bytes())
    for at in range(40_000, len(data) - 8000, 8192):
        data[at : at + 600] = b"\xff" * 600
    broken = ledger.path.with_name("broken.vigie")
    broken.write_bytes(bytes(data))
    try:
        with open_ledger(broken) as opened:
            assert opened.check() != []
    except LedgerDamaged as error:
        assert "damaged; go back to a backup" in str(error)


def test_a_reading_that_does_not_rest_on_its_text_is_refused(ledger: Ledger, now: Now) -> None:
    sound = build(1)
    outside = replace(sound.statements[0], content=(Span(5, 99_999),))
    with pytest.raises(UnsoundRecord, match="outside the text of .* read the text again"):
        ledger.append_reading(replace(sound, statements=(outside,)), now=now)
    assert ledger.documents() == [] and ledger.sizes().rows["texts"] == 0


def test_strange_characters_come_back_as_they_went_in(ledger: Ledger, now: Now) -> None:
    text = "EXERCISE\r\n\u202e\0 half \ud800 \U0001f6f0 e\u0301 <script> ' \" ; DROP TABLE texts; --"
    reading = Reading(Document("a\0\ud800'; --", text, None, "\ud800 title" * 900, "2031-05-14", "exercise"))
    key = ledger.append_reading(reading, now=now).document
    assert ledger.reading(key) == reading and ledger.check() == []
    assert ledger.search("DROP TABLE texts")[0].document.key == key
    copy = [read_line(line) for line in ledger.export()]
    assert copy[0].record == reading


def test_an_export_makes_the_same_ledger_again(ledger: Ledger, tmp_path: Path, now: Now) -> None:
    hour = dt.timedelta(hours=1)
    ledger.append_source(Source("herald", "Herald", reliability="B"), now=now)
    ledger.append_reading(make_reading(), now=now, stamp=OLD)
    ledger.append_reading(Reading(make_reading().document), now=now, stamp=NEW)
    for n in range(3):
        origin = vigie.store.Origin("herald", "https://example.org/a", now + n * hour)
        ledger.append_reading(build(1, extra=f"{n % 2}"), now=now, stamp=NEW, origin=origin)
    ledger.append_unread(Unread("x", "no text", "empty"), now=now, origin=vigie.store.Origin("herald", None, now))
    key = ledger.statements()[0].key
    ledger.correct(key, {"speaker": "Élodie Marn", "modality": ["threat"]}, now=now + hour, **SIGNED)
    ledger.retract(ledger.events()[0].key, now=now + hour, **SIGNED)
    lines = list(ledger.export())
    with open_ledger(tmp_path / "again.vigie", realm="exercise", create=True, now=now) as again:
        for _ in range(2):
            added = [
                again.append_line(read_line(line), now=now + hour if "vigie-amendment" in line else now)
                for line in lines
            ]
        assert not any(added), "the second time nothing is new"
        for ask in ("statements", "events", "documents", "links", "flags", "sources", "unread", "amendments"):
            assert getattr(again, ask)() == getattr(ledger, ask)(), ask
        assert list(again.export()) == lines and again.check() == []
    assert len(list(ledger.export(as_known_at=now))) == len(lines) - 2


@pytest.mark.parametrize(
    "line", ["", "x", "[]", "7", "{}", '{"schema": "vigie-reading/2"}', '{"schema": "vigie-source/1"}',
             '{"schema": "vigie-amendment/1", "key": "x"}', '{"schema": "vigie-reading/1", "document": 7}', "[" * 5000,
             '{"schema": "vigie-reading/1", "unread": 1, "document": {"id": 1}}'],
)  # fmt: skip
def test_a_line_that_is_none_of_ours_is_refused(line: str) -> None:
    with pytest.raises(UnsoundRecord, match="give lines of"):
        read_line(line)


def damage(value: Any, rng: random.Random) -> Any:
    """Return the JSON value with one thing in it replaced by what does not belong there."""
    if rng.random() < 0.15 or not isinstance(value, (dict, list)) or not value:
        odd = [None, 7, -1, 2**70, 1e400, "x", "\ud800", "\0", [], {}, [[1, 2]], True, "2031-02-30", {"a": 1}, ["x"]]
        return rng.choice(odd)
    place = rng.choice(list(value) if isinstance(value, dict) else range(len(value)))
    changed = dict(value) if isinstance(value, dict) else list(value)
    if rng.random() < 0.1:
        del changed[place]
    else:
        changed[place] = damage(value[place], rng)
    return changed


def test_a_damaged_line_is_refused_or_kept_soundly(ledger: Ledger, now: Now) -> None:
    ledger.append_source(Source("herald"), now=now)
    ledger.append_reading(make_reading(), now=now, origin=vigie.store.Origin("herald", "https://example.org/a", now))
    ledger.append_unread(Unread("x", "no text"), now=now)
    ledger.correct(ledger.statements()[0].key, {"speaker": "X"}, now=now, **SIGNED)
    lines = [json.loads(line) for line in ledger.export()]
    rng, refused, kept = random.Random("damage"), 0, 0
    for n in range(1500):
        line = json.dumps(damage(lines[1] if n % 2 else rng.choice(lines), rng))
        try:
            ledger.append_line(read_line(line), now=now)
            kept += 1
        except LedgerError:
            refused += 1
    assert refused > 300 and kept > 100
    assert ledger.check() == []
    assert list(ledger.export())


def test_two_threads_share_a_ledger_and_two_ledgers_a_file(ledger: Ledger, now: Now) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with open_ledger(ledger.path, realm="exercise", wait=20) as other, ThreadPoolExecutor(4) as pool:
        ours = open_ledger(ledger.path, realm="exercise", wait=20)
        work = [pool.submit((other, ours)[n % 2].append_reading, build(n // 2), now=now, stamp=NEW) for n in range(60)]
        new = [done.result().new_document for done in work]
        ours.close()
    assert new.count(True) == 30 and len(ledger.documents()) == 30 and ledger.check() == []


def test_a_path_that_is_no_ledger_names_the_one_that_was_meant(tmp_path: Path, now: Now) -> None:
    open_ledger(tmp_path / "watch.vigie", realm="exercise", create=True, now=now).close()
    for wrong in (tmp_path, tmp_path / "watch.vigi"):
        with pytest.raises(NotALedger, match="did you mean .*watch.vigie"):
            open_ledger(wrong)
    with pytest.raises(NotALedger, match="vigie ledger init"):
        open_ledger(tmp_path / "elsewhere" / "watch.vigie")
