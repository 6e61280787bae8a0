"""Real and exercise are never mixed: not by filing, by import, by a wrong path, nor by hand."""

from __future__ import annotations

import datetime as dt
import json
import random
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.store.build import NEW, build
from vigie.errors import LedgerError, WrongRealm
from vigie.model import Flag, Span, Unread
from vigie.model.codec import dump_reading, dump_unread
from vigie.store import Ledger, Source, open_ledger
from vigie.store.export import read_line

Now = dt.datetime


def by_filing(ledger: Ledger, realm: str, n: int, now: Now) -> None:
    ledger.append_reading(build(n, realm=realm), now=now, stamp=NEW)


def by_import(ledger: Ledger, realm: str, n: int, now: Now) -> None:
    ledger.append_line(read_line(dump_reading(build(n, realm=realm))), now=now)


def by_import_of_an_export(ledger: Ledger, realm: str, n: int, now: Now) -> None:
    line = json.loads(dump_reading(build(n, realm=realm)))
    line["ledger"] = {"source": "herald", "url": f"https://example.org/{n}", "fetched": None}
    ledger.append_line(read_line(json.dumps(line)), now=now)


def by_the_text_of_a_known_document(ledger: Ledger, realm: str, n: int, now: Now) -> None:
    """The document is filed already, only its realm is claimed to be another."""
    known = build(0, realm=ledger.realm)
    ledger.append_reading(replace(known, document=replace(known.document, realm=realm)), now=now, stamp=NEW)


def by_opening(ledger: Ledger, realm: str, n: int, now: Now) -> None:
    open_ledger(ledger.path, realm=realm, create=bool(n % 2), now=now)


def by_import_of_a_source(ledger: Ledger, realm: str, n: int, now: Now) -> None:
    line = {"schema": "vigie-source/1", "realm": realm, "key": f"source-{n}"}
    ledger.append_line(read_line(json.dumps(line)), now=now)


def by_import_of_unread(ledger: Ledger, realm: str, n: int, now: Now) -> None:
    line = json.loads(dump_unread(Unread(f"x-{n}", "no text", "empty"))) | {"ledger": {"realm": realm}}
    ledger.append_line(read_line(json.dumps(line)), now=now)


def by_import_of_a_correction(ledger: Ledger, realm: str, n: int, now: Now) -> None:
    line = {
        "schema": "vigie-amendment/1", "realm": realm, "key": ledger.statements(limit=1)[0].key, "kind": "statement",
        "action": "retract", "changes": {}, "author": "A", "reason": f"r {n}", "known": now.isoformat(),
    }  # fmt: skip
    ledger.append_line(read_line(json.dumps(line)), now=now)


def by_unread(ledger: Ledger, realm: str, n: int, now: Now) -> None:
    ledger.append_unread(Unread(f"x-{n}", "no text", "empty"), now=now, realm=realm)


def by_source(ledger: Ledger, realm: str, n: int, now: Now) -> None:
    ledger.append_source(Source(f"source-{n}"), now=now, realm=realm)


WAYS: list[Callable[[Ledger, str, int, Now], None]] = [
    by_filing, by_import, by_import_of_an_export, by_the_text_of_a_known_document, by_opening, by_unread, by_source,
    by_import_of_a_source, by_import_of_unread, by_import_of_a_correction,
]  # fmt: skip


@pytest.mark.parametrize(("own", "other"), [("real", "exercise"), ("exercise", "real")])
def test_of_a_thousand_attempts_none_gets_in(own: str, other: str, tmp_path: Path, now: Now) -> None:
    rng = random.Random(f"realm/{own}")
    with open_ledger(tmp_path / "a.vigie", realm=own, create=True, now=now) as ledger:
        ledger.append_reading(build(0, realm=own), now=now)
        before, refused = ledger.sizes().rows, 0
        for n in range(1, 1001):
            with pytest.raises(WrongRealm):
                rng.choice(WAYS)(ledger, other, n, now)
            refused += 1
        assert refused == 1000 and ledger.sizes().rows == before and ledger.check() == []


@pytest.mark.parametrize("table", ["documents", "sources", "unread", "amendments"])
def test_the_file_itself_refuses_a_row_of_another_realm(table: str, ledger: Ledger, now: Now) -> None:
    ledger.append_reading(build(1), now=now)
    raw = sqlite3.connect(ledger.path)
    names = [row[1] for row in raw.execute(f"PRAGMA table_info({table})") if row[1] != "id"]
    for realm in ("real", "x", None):
        values = ", ".join(
            "'" + str(realm) + "'" if n == "realm" and realm else "NULL" if n == "realm" else "1" for n in names
        )
        with pytest.raises(sqlite3.IntegrityError, match="another realm"):
            raw.execute(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({values})")
    with pytest.raises(sqlite3.IntegrityError):
        raw.execute("INSERT INTO ledger (id, realm, created, code) VALUES (2, 'real', '', '')")
    raw.close()


def test_a_realm_that_is_none_and_a_ledger_without_one_are_refused(tmp_path: Path, now: Now) -> None:
    with pytest.raises(WrongRealm, match="use one of real, exercise"):
        open_ledger(tmp_path / "a", realm="game", create=True, now=now)
    with pytest.raises(LedgerError, match="needs its realm"):
        open_ledger(tmp_path / "a", create=True, now=now)
    with pytest.raises(LedgerError, match="the time it is made"):
        open_ledger(tmp_path / "a", realm="real", create=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("own", ["real", "exercise"])
def test_a_text_headed_exercise_but_read_as_real_is_refused_by_both(own: str, tmp_path: Path, now: Now) -> None:
    heading = Flag("exercise_heading", Span(0, 8), "headed EXERCISE but read as real")
    reading = replace(build(1, realm="real"), flags=(heading,))
    with open_ledger(tmp_path / "a.vigie", realm=own, create=True, now=now) as ledger:
        with pytest.raises(WrongRealm, match="--realm exercise"):
            ledger.append_reading(reading, now=now, stamp=NEW)
        with pytest.raises(WrongRealm, match="headed EXERCISE"):
            ledger.append_line(read_line(dump_reading(reading)), now=now)
        assert ledger.append_reading(build(1, realm=own), now=now, stamp=NEW).new_reading
