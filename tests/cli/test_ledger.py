"""`vigie ledger` and `vigie search` from the outside: files in, answers out, and every fault with its exit code."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.make import make_reading
from tests.store.build import NEW, build
from vigie.cli import main
from vigie.lang.version import code_version, pack_version
from vigie.model import Reading, Unread
from vigie.model.codec import dump_reading, dump_unread
from vigie.store import open_ledger

ENGLISH = "EXERCISE\n\nMayor Ida Brenn said on Monday that the harbour was quiet. Nobody left the bay."


def vigie(*arguments: str | Path, stdin: str | None = None, code: int = 0) -> Result:
    result = CliRunner().invoke(main, [str(a) for a in arguments], input=stdin)
    assert result.exit_code == code, result.output
    return result


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "watch.vigie"
    vigie("ledger", "init", made, "--realm", "exercise")
    return made


def lines(*readings: Reading, **reader: str) -> str:
    return "".join(dump_reading(r, reader=reader or None) + "\n" for r in readings)


def test_what_is_read_is_added_and_found(path: Path, tmp_path: Path) -> None:
    read = vigie("read", "-", "--format", "jsonl", "--realm", "exercise", "--date", "2031-05-14", stdin=ENGLISH).stdout
    (tmp_path / "r.jsonl").write_text(read)
    assert (
        "1 added, 0 already there, 0 refused" in vigie("ledger", "add", tmp_path / "r.jsonl", "--ledger", path).stderr
    )
    found = vigie("search", "harbour", "--ledger", path)
    assert "Ida Brenn: assertion" in found.stdout and "the harbour was quiet" in found.stdout
    assert "2031-05-1" in found.stdout and "EXERCISE" in found.stdout
    assert "sound; exercise realm, 1 documents, 1 readings, 1 statements" in vigie("ledger", "check", path).stdout
    with open_ledger(path) as ledger:
        document = ledger.documents()[0]
    assert (document.code, document.pack) == (code_version(), pack_version("en"))


def test_adding_twice_adds_once(path: Path) -> None:
    both = lines(build(1), build(2), code=NEW.code, pack=NEW.pack)
    assert "2 added" in vigie("ledger", "add", "-", "--ledger", path, stdin=both).stderr
    again = both + lines(build(3))
    assert "1 added, 2 already there" in vigie("ledger", "add", "-", "--ledger", path, stdin=again).stderr


def test_a_line_without_a_reader_gives_way_to_one_with(path: Path) -> None:
    vigie("ledger", "add", "-", "--ledger", path, stdin=lines(build(1), code=NEW.code, pack=NEW.pack))
    vigie("ledger", "add", "-", "--ledger", path, stdin=lines(Reading(build(1).document)))
    with open_ledger(path) as ledger:
        assert [r.code for r in ledger.readings(ledger.documents()[0].key)] == [NEW.code, "unstated"]
        assert len(ledger.statements()) == 3


def test_an_address_and_a_source_are_kept(path: Path) -> None:
    data = lines(build(1, id="https://example.org/1")) + dump_unread(
        Unread("https://example.org/2", "no text", "empty")
    )
    vigie("ledger", "add", "-", "--ledger", path, "--source", "herald", stdin=data)
    with open_ledger(path) as ledger:
        document, unread = ledger.documents()[0], ledger.unread()[0]
    assert (document.source, document.url) == ("herald", "https://example.org/1")
    assert (unread.source, unread.url, unread.kind) == ("herald", "https://example.org/2", "empty")


def test_what_cannot_be_kept_is_named_and_the_rest_goes_on(path: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_bytes(b"no json\n\n\xff\xfe\n" + lines(build(1), build(2, realm="real")).encode())
    result = vigie("ledger", "add", bad, "--ledger", path, code=1)
    for place, words in (
        (1, "give lines of"),
        (3, "UTF-8"),
        (5, "a document of the real realm in a ledger of the exercise"),
    ):
        assert f"not added: {bad}:{place}: " in result.stderr and words in result.stderr
    assert "1 added, 0 already there, 3 refused" in result.stderr
    assert (
        "0 added" in vigie("ledger", "add", "-", "--ledger", path, stdin=lines(build(3, realm="real")), code=3).stderr
    )
    assert "cannot be read" in vigie("ledger", "add", tmp_path / "no.jsonl", "--ledger", path, code=2).stderr


def test_filters_and_known_times_reach_the_search(path: Path) -> None:
    vigie("ledger", "add", "-", "--ledger", path, stdin=lines(make_reading(), build(1)))

    def found(*arguments: str, code: int = 0) -> list[dict[str, Any]]:
        out = vigie("search", "velmark OR sector", "--ledger", path, "--format", "jsonl", *arguments, code=code).stdout
        return [json.loads(line) for line in out.splitlines()]

    assert {h["kind"] for h in found()} == {"statement", "event", "document"}
    assert {h["record"]["speaker"] for h in found("--speaker", "salo")} == {"Marja Salo"}
    assert [h["record"]["id"] for h in found("--modality", "threat", "--to", "2031-05-14", "--from", "2031-05-01")] == [
        "s3"
    ]
    assert [h["record"]["id"] for h in found("--type", "ASSAULT", "--actor", "VEL")] == ["v3"]
    assert {h["kind"] for h in found("--in", "document")} == {"document"}
    assert found("--seen", "no_change", code=1) == [] and found("--as-known-at", "2001-01-01", code=1) == []
    assert len(found("--as-known-at", "9998-01-01T10:00+02:00", "--limit", "1")) == 3
    assert "is no time" in vigie("search", "x", "--ledger", path, "--as-known-at", "soon", code=2).stderr
    assert "is no day" in vigie("search", "x", "--ledger", path, "--from", "soon", code=3).stderr
    assert "no word to look for" in vigie("search", "?", "--ledger", path, code=3).stderr
    assert "nothing found" in vigie("search", "xylophone", "--ledger", path, code=1).stderr


def test_the_ledger_can_be_named_by_a_variable(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIGIE_LEDGER", str(path))
    vigie("ledger", "add", "-", stdin=lines(build(1)))
    assert "of sector 31" in vigie("search", "sector", "--in", "statement").stdout
    monkeypatch.delenv("VIGIE_LEDGER")
    vigie("search", "sector", code=2)


def test_an_export_is_taken_by_another_ledger(path: Path, tmp_path: Path) -> None:
    vigie("ledger", "add", "-", "--ledger", path, stdin=lines(make_reading(), build(1)))
    out, again = tmp_path / "all.jsonl", tmp_path / "again.vigie"
    vigie("ledger", "export", path, "--out", out)
    vigie("ledger", "init", again, "--realm", "exercise")
    assert "2 added, 0 already there, 0 refused" in vigie("ledger", "add", out, "--ledger", again).stderr
    with open_ledger(path) as one, open_ledger(again) as two:
        assert [s.key for s in one.statements()] == [s.key for s in two.statements()]
    assert vigie("ledger", "export", path, "--as-known-at", "2001-01-01").stdout == ""
    real = tmp_path / "real.vigie"
    vigie("ledger", "init", real, "--realm", "real")
    assert "2 refused" in vigie("ledger", "add", out, "--ledger", real, code=3).stderr


def test_the_spreadsheet_has_what_stands_and_no_formula(path: Path, tmp_path: Path) -> None:
    from vigie import clock

    vigie("ledger", "add", "-", "--ledger", path, stdin=lines(make_reading(), build(1, speaker="=cmd()")))
    with open_ledger(path) as ledger:
        key = ledger.statements(speaker="salo")[0].key
        ledger.correct(key, {"speaker": "Élodie Marn"}, author="A", reason="r", now=clock.now())
    rows = list(csv.DictReader(io.StringIO(vigie("ledger", "export", path, "--format", "csv").stdout)))
    assert len(rows) == 4 + 3 + 3 + 1 and {r["realm"] for r in rows} == {"exercise"}
    by_key = {r["key"]: r for r in rows}
    assert (by_key[key]["speaker_or_actor"], by_key[key]["corrections"]) == ("Élodie Marn", "1")
    assert {r["speaker_or_actor"] for r in rows if r["document"] == "report-1"} == {"'=cmd()", ""}
    assert {r["kind_or_type"] for r in rows if r["record"] == "event"} >= {"exercise", "MOBILIZE", "ASSAULT"}
    vigie("ledger", "export", path, "--format", "csv", "--out", tmp_path / "x.csv")
    assert (tmp_path / "x.csv").read_bytes().startswith(b"\xef\xbb\xbfrealm,")


def test_backup_and_size(path: Path, tmp_path: Path) -> None:
    vigie("ledger", "add", "-", "--ledger", path, stdin=lines(build(1)))
    vigie("ledger", "backup", path, tmp_path / "copy.vigie")
    sizes = [vigie("ledger", "size", p).stdout for p in (path, tmp_path / "copy.vigie")]
    for words in ("realm", "exercise", "statements", "characters", "last known"):
        assert all(words in size for size in sizes)
    assert "exists already" in vigie("ledger", "backup", path, tmp_path / "copy.vigie", code=3).stderr


def test_faults_are_told_in_one_line_with_exit_code_3(path: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("no ledger at all\n" * 200)
    for arguments in (("check",), ("size",), ("export",), ("backup", tmp_path / "copy")):
        for wrong, words in ((letter, "is no ledger"), (tmp_path / "none", "no such file")):
            result = vigie("ledger", arguments[0], wrong, *arguments[1:], code=3)
            assert words in result.stderr and result.stderr.count("\n") == 1
    for name in (path, letter):
        assert "exists already" in vigie("ledger", "init", name, "--realm", "real", code=3).stderr
    assert "folder" in vigie("ledger", "init", tmp_path / "no" / "a", "--realm", "real", code=3).stderr
    vigie("ledger", "init", tmp_path / "b", code=2)


def test_a_locked_ledger_is_told_and_nothing_is_lost(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import vigie.store as store

    monkeypatch.setattr(store, "open_ledger", lambda p: open_ledger(p, wait=0.05))
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    result = vigie("ledger", "add", "-", "--ledger", path, stdin=lines(build(1)), code=3)
    assert "somebody else is writing" in result.stderr and "0 added" in result.stderr
    writer.close()
    assert "1 added" in vigie("ledger", "add", "-", "--ledger", path, stdin=lines(build(1))).stderr


def test_a_damaged_ledger_is_found_out(path: Path) -> None:
    vigie("ledger", "add", "-", "--ledger", path, stdin=lines(build(1)))
    raw = sqlite3.connect(path)
    raw.execute("DROP TRIGGER texts_update")
    raw.execute("UPDATE texts SET chars = 7")
    raw.commit()
    raw.close()
    assert "text 1: is not the text that was filed" in vigie("ledger", "check", path, code=1).stderr


def test_help_and_reading_load_no_database() -> None:
    for arguments in ("['--help']", "['read', '--help']", "['ledger', 'add', '--help']", "['search', '--help']"):
        code = (
            "import sys\nfrom vigie.cli import main\n"
            f"main({arguments}, standalone_mode=False)\n"
            "print([n for n in ('sqlalchemy', 'alembic', 'sqlite3', 'spacy', 'rich') if n in sys.modules])"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60, text=True)
        assert done.stdout.splitlines()[-1] == "[]"
