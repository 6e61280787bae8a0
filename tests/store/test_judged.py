"""What analysts put on record: once, unchanged, of one realm, and as known at any time."""

from __future__ import annotations

import datetime as dt
import json
import random
import sqlite3
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

import vigie.store
from tests.store.build import build
from tests.store.judged import ACKNOWLEDGEMENT, JUDGMENT, QUESTION, RESOLUTION
from tests.store.watched import ALERT, DELIVERY, VISIT
from vigie.errors import LedgerError, NoSuchRecord, UnsoundRecord, WrongRealm
from vigie.store import Ledger, open_ledger
from vigie.store.export import read_line
from vigie.store.judged_rows import SCHEMAS

HOUR = dt.timedelta(hours=1)
RECORDS = (QUESTION, JUDGMENT, RESOLUTION, ACKNOWLEDGEMENT)


def append(ledger: Ledger, record: Any, now: dt.datetime) -> bool:
    return bool(getattr(ledger, f"append_{type(record).__name__.lower()}")(record, now=now))


def test_each_record_is_kept_once_and_comes_back_as_it_was(ledger: Ledger, now: dt.datetime) -> None:
    ledger.append_alert(ALERT, now=now)
    assert [append(ledger, record, now) for record in RECORDS] == [True] * 4
    assert [append(ledger, record, now + HOUR) for record in RECORDS] == [False] * 4
    assert ledger.questions() == ledger.questions(question="bridge") == [QUESTION]
    assert ledger.judgments() == ledger.judgments(question="bridge") == [JUDGMENT]
    assert ledger.resolutions() == [RESOLUTION] and ledger.resolutions(question="other") == []
    assert ledger.acknowledgements(alert="a1") == [ACKNOWLEDGEMENT] and ledger.acknowledgements(alert="b") == []
    assert ledger.check() == [] and ledger.sizes().rows["judgments"] == 1


def test_a_revision_is_a_later_judgment_and_the_earlier_one_is_known_before(ledger: Ledger, now: dt.datetime) -> None:
    revised = replace(JUDGMENT, probability=0.6, word="likely", made="2031-05-15T10:30:00.000000Z")
    ledger.append_question(QUESTION, now=now)
    ledger.append_judgment(JUDGMENT, now=now)
    ledger.append_judgment(revised, now=now + HOUR)
    ledger.append_resolution(RESOLUTION, now=now + 2 * HOUR)
    assert ledger.judgments() == [JUDGMENT, revised] and ledger.judgments(as_known_at=now) == [JUDGMENT]
    assert ledger.resolutions(as_known_at=now + HOUR) == [] and ledger.questions(as_known_at=now - HOUR) == []


def test_a_question_never_changes(ledger: Ledger, now: dt.datetime) -> None:
    ledger.append_question(QUESTION, now=now)
    for change in ({"text": "Another?"}, {"deadline": "2031-07-01T00:00:00Z"}, {"owner": "B"}):
        with pytest.raises(UnsoundRecord, match="bridge: is on record .* a question never changes"):
            ledger.append_question(replace(QUESTION, **change), now=now)
    assert ledger.questions() == [QUESTION]


def test_what_is_about_nothing_is_refused(ledger: Ledger, now: dt.datetime) -> None:
    for record in (JUDGMENT, RESOLUTION):
        with pytest.raises(NoSuchRecord, match="bridge: no such question"):
            append(ledger, record, now)
    ledger.append_alert(ALERT, now=now)
    for change in ({"message": "a1.7"}, {"alert": "a2"}):
        with pytest.raises(NoSuchRecord, match="no such message of alert"):
            ledger.append_acknowledgement(replace(ACKNOWLEDGEMENT, **change), now=now)


@pytest.mark.parametrize(
    ("record", "change", "fault"),
    [
        (JUDGMENT, {"probability": 1.01}, "between 0 and 1"),
        (JUDGMENT, {"probability": float("nan")}, "between 0 and 1"),
        (JUDGMENT, {"confidence": "some"}, "low, moderate, high"),
        (JUDGMENT, {"made": "2031-05-15T10:00:01Z"}, "still to come"),
        (JUDGMENT, {"made": "yesterday"}, "is no moment"),
        (JUDGMENT, {"made": "2031-05-15T08:00:00"}, "is no moment"),
        (QUESTION, {"deadline": "31 May"}, "is no moment"),
        (QUESTION, {"course": "both"}, "recurring, onset"),
        (RESOLUTION, {"outcome": "perhaps"}, "yes, no, void"),
    ],
)
def test_what_is_not_of_its_form_is_refused(
    record: Any, change: dict[str, Any], fault: str, ledger: Ledger, now: dt.datetime
) -> None:
    if record is not QUESTION:
        ledger.append_question(QUESTION, now=now)
    with pytest.raises(UnsoundRecord, match=fault):
        append(ledger, replace(record, **change), now)
    assert ledger.judgments() == ledger.resolutions() == []


def test_an_export_makes_the_same_judgments_again(ledger: Ledger, tmp_path: Path, now: dt.datetime) -> None:
    ledger.append_alert(ALERT, now=now)
    for record in RECORDS:
        append(ledger, record, now)
    lines = list(ledger.export())
    with open_ledger(tmp_path / "again.vigie", realm="exercise", create=True, now=now) as again:
        assert all([again.append_line(read_line(line), now=now) for line in lines])
        assert not any([again.append_line(read_line(line), now=now) for line in lines])
        assert list(again.export()) == lines and again.check() == []
        assert again.judgments() == [JUDGMENT] and again.questions() == [QUESTION]
    assert len(list(ledger.export(as_known_at=now - HOUR))) == 0


def test_a_damaged_line_is_refused_or_kept_soundly(ledger: Ledger, now: dt.datetime) -> None:
    ledger.append_alert(ALERT, now=now)
    rng, refused = random.Random("judged"), 0
    odd = (None, 7, -1, 2**70, "x", "\ud800", "\0", [], {}, True, [["x"]], "2031-02-30")
    schemas = {kind: schema for schema, kind in SCHEMAS.items()}
    for _ in range(400):
        record = rng.choice(RECORDS)
        data = {"schema": schemas[type(record)]} | asdict(record)
        data[rng.choice(sorted(data))] = rng.choice(odd)
        try:
            ledger.append_line(read_line(json.dumps(data)), now=now)
        except LedgerError:
            refused += 1
    assert refused > 100 and ledger.check() == [] and list(ledger.export())


def by_filing(ledger: Ledger, record: Any, now: dt.datetime) -> None:
    append(ledger, record, now)


def by_import(ledger: Ledger, record: Any, now: dt.datetime) -> None:
    schema = next(schema for schema, kind in SCHEMAS.items() if kind is type(record))
    ledger.append_line(read_line(json.dumps({"schema": schema} | asdict(record))), now=now)


@pytest.mark.parametrize(("own", "other"), [("real", "exercise"), ("exercise", "real")])
@pytest.mark.parametrize("way", [by_filing, by_import])
def test_records_of_the_other_realm_never_get_in(
    way: Callable[[Ledger, Any, dt.datetime], None], own: str, other: str, tmp_path: Path, now: dt.datetime
) -> None:
    with open_ledger(tmp_path / "a.vigie", realm=own, create=True, now=now) as ledger:
        ledger.append_alert(replace(ALERT, realm=own), now=now)
        ledger.append_question(replace(QUESTION, realm=own), now=now)
        before = ledger.sizes().rows
        for record in RECORDS:
            for realm in (other, "game", ""):
                with pytest.raises(WrongRealm):
                    way(ledger, replace(record, realm=realm), now)
        assert ledger.sizes().rows == before and ledger.check() == []


@pytest.mark.parametrize("table", ["questions", "judgments", "resolutions", "acknowledgements"])
def test_the_file_itself_refuses_changes_and_rows_of_another_realm(
    table: str, ledger: Ledger, now: dt.datetime
) -> None:
    ledger.append_alert(ALERT, now=now)
    for record in RECORDS:
        append(ledger, record, now)
    raw = sqlite3.connect(ledger.path)
    for act in (f"UPDATE {table} SET owner = 'B'", f"DELETE FROM {table}"):
        with pytest.raises(sqlite3.IntegrityError, match="only added to"):
            raw.execute(act)
    names = [row[1] for row in raw.execute(f"PRAGMA table_info({table})") if row[1] != "id"]
    values = ", ".join("'real'" if name == "realm" else "1" for name in names)
    with pytest.raises(sqlite3.IntegrityError, match="another realm"):
        raw.execute(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({values})")
    raw.close()


def make_older(source: Path, target: Path, version: str) -> None:
    """Write a ledger as an older release had it, with the rows of the source."""
    config = Config()
    config.set_main_option("script_location", str(Path(vigie.store.__file__).parent / "migrations"))
    engine = create_engine(f"sqlite:///{target}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)
    engine.dispose()
    raw = sqlite3.connect(target)
    held = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    raw.execute(f"PRAGMA application_id = {sqlite3.connect(source).execute('PRAGMA application_id').fetchone()[0]}")
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("ATTACH ? AS old", (str(source),))
    for name in ("ledger", *(n for n in held if n not in ("ledger", "alembic_version") and "_words" not in n)):
        raw.execute(f"INSERT INTO main.{name} SELECT * FROM old.{name}")
    raw.commit()
    raw.close()


def test_an_older_ledger_takes_judgments_after_it_was_opened(ledger: Ledger, tmp_path: Path, now: dt.datetime) -> None:
    ledger.append_visit(VISIT, now=now)
    ledger.append_alert(ALERT, now=now)
    ledger.append_delivery(DELIVERY, now=now)
    make_older(ledger.path, tmp_path / "old.vigie", "0005")
    with open_ledger(tmp_path / "old.vigie", realm="exercise") as old:
        assert list(old.export()) == list(ledger.export()) and old.judgments() == []
        assert [append(old, record, now) for record in RECORDS] == [True] * 4
        assert old.append_reading(build(1), now=now).new_reading and old.check() == []
    with open_ledger(tmp_path / "old.vigie") as again:
        assert again.judgments() == [JUDGMENT] and again.check() == []
