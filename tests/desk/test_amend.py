"""Corrections at the desk: signed, added beside what was there, and never over somebody else's."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.desk.desks import NOW, Browser, make_ledger, settings_for
from vigie.store import FiledStatement, Ledger, open_ledger

SIGNED = {"author": "A. Officer", "reason": "heard the tape"}


@pytest.fixture
def ledger(own: Path) -> Ledger:
    return open_ledger(own)


@pytest.fixture
def statement(ledger: Ledger) -> FiledStatement:
    return ledger.statements(speaker="Salo")[0]


def form_of(record: FiledStatement, **changed: str) -> dict[str, str]:
    return {
        "action": "correct", "seen": "0", "speaker": record.speaker or "", "modality": " ".join(record.modality),
        "kind": record.kind,
    } | SIGNED | changed  # fmt: skip


def test_a_wrong_speaker_is_corrected_and_the_old_one_stays_known(
    writer: Browser, ledger: Ledger, statement: FiledStatement
) -> None:
    answer = writer.post(f"/record/{statement.key}/amend", form_of(statement, speaker="Kjell Arden"))
    assert answer.status_code == 303
    assert ledger.statements(key=statement.key)[0].speaker == "Kjell Arden"
    assert ledger.statements(key=statement.key, as_known_at=NOW - dt.timedelta(hours=1))[0].speaker == "Marja Salo"
    page = writer.get(answer.headers["location"]).text
    assert "Speaker → <bdi>Kjell Arden</bdi>" in page and "heard the tape" in page and "Filed." in page


def test_only_what_was_changed_is_filed(writer: Browser, ledger: Ledger, statement: FiledStatement) -> None:
    writer.post(f"/record/{statement.key}/amend", form_of(statement, modality="warning prediction"))
    filed = ledger.amendments(key=statement.key)
    assert [a.changes for a in filed] == [{"modality": ["warning", "prediction"]}]


def test_two_corrections_at_once_give_a_clear_page_and_lose_nothing(
    writer: Browser, ledger: Ledger, statement: FiledStatement
) -> None:
    first = form_of(statement, speaker="Kjell Arden")
    second = form_of(statement, speaker="Oskar Lind", author="B. Officer", reason="read the minutes")
    assert writer.post(f"/record/{statement.key}/amend", first).status_code == 303
    answer = writer.post(f"/record/{statement.key}/amend", second)
    assert answer.status_code == 409
    assert "Somebody was faster" in answer.text
    assert "Oskar Lind" in answer.text and "read the minutes" in answer.text  # what was filled in is still there
    assert ledger.statements(key=statement.key)[0].speaker == "Kjell Arden"
    again = second | {"seen": "1"}
    assert writer.post(f"/record/{statement.key}/amend", again).status_code == 303
    assert ledger.statements(key=statement.key)[0].speaker == "Oskar Lind"


def test_a_retracted_record_can_be_opened_and_restored_again_and_again(
    writer: Browser, ledger: Ledger, statement: FiledStatement
) -> None:
    for n in range(0, 4, 2):
        answer = writer.post(f"/record/{statement.key}/amend", SIGNED | {"action": "retract", "seen": str(n)})
        assert answer.status_code == 303
        assert ledger.statements(key=statement.key) == []
        assert "This was retracted" in writer.get(f"/record/{statement.key}").text
        back = writer.post(f"/record/{statement.key}/amend", SIGNED | {"action": "restore", "seen": str(n + 1)})
        assert back.status_code == 303
        assert len(ledger.statements(key=statement.key)) == 1


def test_a_document_is_retracted_with_all_its_records(
    writer: Browser, ledger: Ledger, statement: FiledStatement
) -> None:
    key = statement.document
    assert writer.post(f"/record/{key}/amend", SIGNED | {"action": "retract", "seen": "0"}).status_code == 303
    assert ledger.statements(document=key) == []
    assert "This was retracted" in writer.get(f"/document/{key}").text


def test_a_record_is_merged_into_another(writer: Browser, ledger: Ledger) -> None:
    one, other = ledger.statements(limit=2)
    fields = SIGNED | {"action": "merge", "seen": "0", "same_as": f"http://127.0.0.1:8321/record/{other.key}"}
    assert writer.post(f"/record/{one.key}/amend", fields).status_code == 303
    assert one.key not in {s.key for s in ledger.statements()}
    assert f"/record/{other.key}" in writer.get(f"/record/{one.key}").text


def test_an_event_and_a_name_can_be_corrected_too(writer: Browser, ledger: Ledger) -> None:
    event = next(e for e in ledger.events() if e.vigie_type == "exercise")
    fields = SIGNED | {
        "action": "correct", "seen": "0", "status": "ongoing", "polarity": "positive", "vigie_type": "exercise",
        "actor_codes": "IGONAT",
    }  # fmt: skip
    assert writer.post(f"/record/{event.key}/amend", fields).status_code == 303
    found = ledger.events(key=event.key)[0]
    assert (found.status, found.actor_codes) == ("ongoing", ("IGONAT",))
    entity = ledger.entities(name="Marja Salo")[0]
    named = SIGNED | {"action": "correct", "seen": "0", "name": "Marja Salo-Lind", "type": "PER"}
    assert writer.post(f"/record/{entity.key}/amend", named).status_code == 303
    assert ledger.entities(key=entity.key)[0].name == "Marja Salo-Lind"


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"author": " "}, 403), ({"reason": ""}, 403), ({"seen": "x"}, 403), ({"seen": "-1"}, 403), ({"seen": ""}, 403),
        ({"modality": "shouting"}, 422), ({"kind": "sung"}, 422), ({"valid_from": "yesterday"}, 422), ({}, 403),
        ({"action": "delete"}, 403), ({"action": "merge", "same_as": "none.s.none"}, 404), ({"author": "x" * 121}, 403),
        ({"reason": "x" * 2001}, 403), ({"speaker": "x" * 501}, 403), ({"action": "merge", "same_as": ""}, 403),
    ],
)  # fmt: skip
def test_what_cannot_be_filed_is_explained_and_nothing_is_filed(
    writer: Browser, ledger: Ledger, statement: FiledStatement, changed: dict[str, str], status: int
) -> None:
    answer = writer.post(f"/record/{statement.key}/amend", form_of(statement, **changed))
    assert answer.status_code == status
    assert ledger.amendments() == []


def test_the_past_is_not_corrected(writer: Browser, ledger: Ledger, statement: FiledStatement) -> None:
    path = f"/record/{statement.key}/amend?at=2031-05-15"
    assert writer.post(path, form_of(statement, speaker="X")).status_code == 403
    assert ledger.amendments() == []
    assert "Correct this record" not in writer.get(f"/record/{statement.key}?at=2031-05-15T09:59").text


def test_a_locked_ledger_gives_a_clear_page_and_can_still_be_read(
    writer: Browser, own: Path, statement: FiledStatement
) -> None:
    other = sqlite3.connect(own, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        answer = writer.post(f"/record/{statement.key}/amend", form_of(statement, speaker="X"))
        assert answer.status_code == 503 and "The ledger is busy" in answer.text
        assert answer.headers["retry-after"] == "5"
        assert writer.get("/ledger").status_code == 200
    finally:
        other.execute("ROLLBACK")
        other.close()


def test_a_ledger_of_another_realm_put_in_its_place_is_refused(own: Path, tmp_path: Path) -> None:
    browser = Browser(settings_for(own))
    assert browser.get("/ledger").status_code == 200
    other = tmp_path / "real.vigie"
    with open_ledger(other, realm="real", create=True, now=NOW):
        pass
    other.replace(own)
    answer = browser.get("/ledger")
    assert answer.status_code == 409 and "A ledger of the other realm" in answer.text


def test_a_ledger_of_a_newer_form_gives_a_clear_page(own: Path) -> None:
    with sqlite3.connect(own) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    answer = Browser(settings_for(own)).get("/")
    assert answer.status_code == 409 and "newer than this Vigie" in answer.text


@pytest.mark.parametrize("content", [None, b"no ledger at all", b""])
def test_no_ledger_gives_a_clear_page(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "none.vigie"
    if content is not None:
        path.write_bytes(content)
    answer = Browser(settings_for(path)).get("/")
    assert answer.status_code == 404 and "No ledger" in answer.text


def test_a_missing_record_gives_a_clear_page(browser: Browser) -> None:
    for path in (
        "/record/none",
        "/record/none.s.none",
        "/document/none",
        "/record/..%2f..%2fetc%2fpasswd",
        "/signal?key=none",
    ):
        answer = browser.get(path)
        assert answer.status_code == 404 and "No such" in answer.text, path


def test_a_real_ledger_wears_no_banner(tmp_path: Path) -> None:
    path = tmp_path / "real.vigie"
    with open_ledger(path, realm="real", create=True, now=NOW):
        pass
    assert "EXERCISE" not in Browser(settings_for(path)).get("/").text


def test_what_is_filed_by_others_shows_at_once(own: Path, tmp_path: Path) -> None:
    browser = Browser(settings_for(own))
    browser.get("/")
    twin = tmp_path / "twin.vigie"
    shutil.copy(make_ledger(tmp_path / "more.vigie"), twin)
    with open_ledger(own) as ledger:
        ledger.retract(ledger.documents()[0].key, author="A", reason="B", now=NOW)
    tree = browser.get("/").text
    assert "<dt>Corrections</dt><dd>1</dd>" in tree
