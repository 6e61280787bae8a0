"""vigie init and vigie sources, as a user types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.watch.serving import serve
from vigie.cli.main import main
from vigie.store import open_ledger
from vigie.watch.collect.roster import load_roster
from vigie.watch.deliver.rules_file import load_rules


def vigie(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


@pytest.fixture
def desk(tmp_path: Path) -> str:
    assert vigie("init", str(tmp_path / "desk"), "--empty").exit_code == 0
    return str(tmp_path / "desk" / "vigie.yaml")


def test_init_writes_a_list_once(tmp_path: Path) -> None:
    first = vigie("init", str(tmp_path / "new" / "desk"))
    assert first.exit_code == 0 and "none tried yet" in first.output
    assert len(load_roster(tmp_path / "new" / "desk" / "vigie.yaml").sources) >= 25
    with open_ledger(tmp_path / "new" / "desk" / "watch.vigie", realm="real") as ledger:
        assert ledger.check() == []
    assert load_rules(tmp_path / "new" / "desk" / "rules.yaml").rules
    again = vigie("init", str(tmp_path / "new" / "desk"))
    assert again.exit_code == 1 and "stays as it is" in again.output
    (tmp_path / "file").write_text("x")
    assert vigie("init", str(tmp_path / "file" / "desk")).exit_code == 1


def test_a_desk_of_the_exercise_realm_listens_to_no_real_source(tmp_path: Path) -> None:
    assert vigie("init", str(tmp_path / "drill"), "--realm", "exercise").exit_code == 0
    roster = load_roster(tmp_path / "drill" / "vigie.yaml")
    assert roster.realm == "exercise" and roster.sources == ()
    with open_ledger(tmp_path / "drill" / "watch.vigie") as ledger:
        assert ledger.realm == "exercise"


def test_a_source_can_be_followed(desk: str) -> None:
    assert vigie("sources", "add", "https://port.example/feed", "--follow", "--file", desk).exit_code == 0
    assert vigie("sources", "add", "https://cape.example/feed", "--file", desk).exit_code == 0
    assert [source.follow for source in load_roster(Path(desk)).sources] == [True, False]
    listed = json.loads(vigie("sources", "list", "--format", "json", "--file", desk).output)
    assert [row["follow"] for row in listed] == [True, False]


def test_a_source_is_added_listed_tried_and_removed(desk: str) -> None:
    with serve() as web:
        address = f"http://127.0.0.1:{web.server_port}/feed/v1"
        added = vigie("sources", "add", address, "--name", "Port [b]", "--private", "--rhythm", "1d", "--file", desk)
        assert added.exit_code == 0 and "port-b: added" in added.output
        tried = vigie("sources", "test", "--file", desk)
        assert tried.exit_code == 0 and "1 items; newest 2022-10-11T06:30:00Z EXERCISE: harbour quiet" in tried.output
        vigie(
            "sources", "add", f"http://127.0.0.1:{web.server_port}/nothing", "--id", "gone", "--private", "--file", desk
        )
        tried = vigie("sources", "test", "--file", desk)
        assert tried.exit_code == 1 and "gone: failed" in tried.output and "1 of 2 can be read" in tried.output
    listed = vigie("sources", "list", "--file", desk)
    assert "Port [b]" in listed.output and "2 sources" in listed.output
    rows = json.loads(vigie("sources", "list", "--format", "json", "--file", desk).output)
    assert rows[0]["rhythm"] == "1d" and rows[0]["private"] is True and rows[0]["checked"] is None
    assert vigie("sources", "remove", "gone", "--file", desk).exit_code == 0
    assert vigie("sources", "remove", "gone", "--file", desk).exit_code == 1
    assert vigie("sources", "test", "gone", "--file", desk).exit_code == 1


def test_what_is_wrong_is_said_and_the_list_stays_as_it_was(desk: str) -> None:
    before = Path(desk).read_text("utf-8")
    assert vigie("sources", "add", "https://x.example", "--country", "Norway", "--file", desk).exit_code == 1
    assert vigie("sources", "add", "gopher://x.example", "--file", desk).exit_code == 1
    assert vigie("sources", "add", "https://x.example", "--rhythm", "often", "--file", desk).exit_code == 2
    assert vigie("sources", "add", "https://x.example", "--id", "No!", "--file", desk).exit_code == 1
    assert Path(desk).read_text("utf-8") == before
    missing = vigie("sources", "list", "--file", f"{desk}.not")
    assert missing.exit_code == 1 and "vigie init" in missing.output


def test_lists_of_other_readers_come_in_and_go_out(desk: str, tmp_path: Path) -> None:
    full = tmp_path / "full"
    vigie("init", str(full))
    written = vigie("sources", "export", "--file", str(full / "vigie.yaml"))
    (tmp_path / "a.opml").write_text(written.output, "utf-8")
    taken = vigie("sources", "import", str(tmp_path / "a.opml"), "--file", desk)
    assert taken.exit_code == 0 and "0 were there already" in taken.output
    assert load_roster(Path(desk)).sources == load_roster(full / "vigie.yaml").sources
    assert "28 were there already" in vigie("sources", "import", str(tmp_path / "a.opml"), "--file", desk).output
    (tmp_path / "b.opml").write_text("<rss/>")
    assert vigie("sources", "import", str(tmp_path / "b.opml"), "--file", desk).exit_code == 1
