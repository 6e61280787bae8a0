"""A real message during a drill: loud, everywhere, and without any mark of the exercise."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from tests.exercise.drills import NOW, begin, content
from vigie.cli.main import main
from vigie.errors import DrillError
from vigie.exercise.drill.folder import LEDGER
from vigie.exercise.drill.journal import Entry, append, read_journal
from vigie.exercise.drill.noduff import FILE, make_noduff, read_noduff

TEXT = "Smoke in the server room, building B. Leave it now."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    begin(tmp_path / "drill")
    return tmp_path / "drill"


def call(folder: Path, *words: str) -> str:
    result = CliRunner().invoke(main, ["exercise", "no-duff", str(folder), TEXT, "--from", "duty officer", *words])
    assert result.exit_code == 0, result.output
    return result.output


def test_it_is_not_in_the_exercise_s_ledger(folder: Path) -> None:
    before = content(folder)
    call(folder)
    assert content(folder) == before
    (held,) = read_noduff(folder)
    assert (held.text, held.sender, held.realm) == (TEXT, "duty officer", "real")


def test_it_goes_out_as_actual_and_nothing_of_it_says_exercise(folder: Path) -> None:
    said = call(folder)
    assert "REAL – NO DUFF" in said and TEXT in said
    (cap,) = (folder / "alerts").glob("no-duff-*.xml")
    root = etree.fromstring(cap.read_bytes())
    told = {etree.QName(e).localname: e.text for e in root.iter()}
    assert (told["status"], told["scope"]) == ("Actual", "Restricted")
    feed = (folder / "noduff-alerts.atom").read_text(encoding="utf-8")
    for text in (cap.read_text(encoding="utf-8"), feed, (folder / FILE).read_text(encoding="utf-8")):
        assert "exerci" not in text.lower()
        assert "server room" in text


def test_the_desk_shows_it_above_everything_as_real(folder: Path) -> None:
    from fastapi.testclient import TestClient

    from vigie.desk import Settings, make_app

    call(folder)
    settings = Settings(path=folder / LEDGER, now=lambda: NOW, secret=b"s" * 32)
    with TestClient(make_app(settings), base_url="http://127.0.0.1:8321") as client:
        for path in ("/", "/ledger", "/nowhere"):
            for lang, word in (("en", "REAL"), ("fr", "RÉEL")):
                page = client.get(f"{path}?lang={lang}").text
                bar = page.partition('role="alert">')[2].partition("</div>")[0]
                assert TEXT in bar and word in bar, (path, lang)
                assert page.index('role="alert"') < page.index("<nav")


def test_the_clock_stops_only_when_asked(folder: Path) -> None:
    assert "the drill goes on" in call(folder)
    assert [e.what for e in read_journal(folder)] == ["begun"]
    call(folder, "--pause")
    assert [(e.what, e.by) for e in read_journal(folder)][-1] == ("pause", "duty officer")


def test_a_drill_that_is_over_still_passes_it_on(folder: Path) -> None:
    append(folder, Entry(what="tick", wall=NOW.isoformat(), at=NOW.isoformat(), by="run"))
    append(folder, Entry(what="ended", wall=NOW.isoformat(), at=NOW.isoformat(), by="run"))
    said = call(folder, "--pause")
    assert list((folder / "alerts").glob("no-duff-*.xml"))
    (line,) = [x for x in said.splitlines() if x.startswith("passed on; the clock was not stopped: ")]
    assert "over" in line and said.index("alarm Alert") < said.index(line)


def test_one_channel_that_fails_keeps_no_other_waiting(folder: Path) -> None:
    rules = folder / "rules.yaml"
    held = rules.read_text(encoding="utf-8")
    webhook = "channels:\n- name: hook\n  kind: webhook\n  address: https://127.0.0.1:9/\n"
    rules.write_text(held.replace("channels:\n- name", webhook + "- name", 1), encoding="utf-8")
    result = CliRunner().invoke(main, ["exercise", "no-duff", str(folder), TEXT])
    assert result.exit_code == 1
    assert "not sent: hook" in result.output
    assert list((folder / "alerts").glob("no-duff-*.xml"))


@pytest.mark.parametrize("text", ["", "  ", "x" * 5000])
def test_what_says_nothing_is_refused(text: str) -> None:
    with pytest.raises(DrillError):
        make_noduff(text, sender="x", now=NOW)


def test_a_torn_line_costs_no_other(folder: Path) -> None:
    call(folder)
    with (folder / FILE).open("ab") as stream:
        stream.write(b'{"key": "no')
    assert len(read_noduff(folder)) == 1
