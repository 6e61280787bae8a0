"""vigie alerts, as a user types it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.store.build import build
from tests.watch.deliver.making import HOUR, NOW, make_alert, make_rules, make_signal
from tests.watch.deliver.serving import serve_hook
from tests.watch.deliver.test_cap import VALID
from vigie.cli.main import main
from vigie.model.signal import Delivery
from vigie.store import open_ledger
from vigie.watch.deliver.alerts import decide
from vigie.watch.deliver.cap_read import read_cap
from vigie.watch.deliver.inputs import describe_inputs
from vigie.watch.deliver.rules_file import load_starter_rules
from vigie.watch.view import load_view

ALERT = replace(make_alert(), channels=("feed", "screen"))


def vigie(*words: str | Path, code: int = 0) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exit_code == code, result.output
    return result


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A desk of the exercise realm with one alert, delivered on one channel and failed on the other."""
    with open_ledger(tmp_path / "watch.vigie", realm="exercise", create=True, now=NOW) as ledger:
        ledger.append_alert(ALERT, now=NOW)
        tried = Delivery(message=ALERT.message, channel="feed", attempt=1, outcome="delivered", at=NOW.isoformat())
        ledger.append_delivery(tried, now=NOW)
        failed = Delivery(
            message=ALERT.message, channel="screen", attempt=2, outcome="failed", at=NOW.isoformat(),
            fault="screen: [out] of order", due=(NOW + HOUR).isoformat(),
        )  # fmt: skip
        ledger.append_delivery(failed, now=NOW)
    (tmp_path / "rules.yaml").write_text(load_starter_rules(), encoding="utf-8")
    return tmp_path / "watch.vigie"


def test_the_list_shows_what_failed_and_exits_so(desk: Path) -> None:
    shown = vigie("alerts", "list", "--ledger", desk, code=1).output
    assert ALERT.message in shown and "screen: [out] of order" in shown and "2 tried, next 2031-05-02 13:00" in shown
    assert "1 messages, realm exercise; 1 deliveries failed or given up" in shown
    rows = json.loads(vigie("alerts", "list", "--failed", "--format", "json", "--ledger", desk, code=1).output)
    assert [(row["channel"], row["outcome"]) for row in rows] == [("screen", "failed")]


def test_a_message_is_shown_in_each_form(desk: Path) -> None:
    text = vigie("alerts", "show", ALERT.message, "--ledger", desk).output
    assert "[fr] EXERCICE : " in text and "Exercise Alert, watch" in text
    cap = vigie("alerts", "show", ALERT.alert, "--format", "cap", "--ledger", desk).output
    assert read_cap(cap.encode(), where="shown").alerts[0].identifier == ALERT.message
    told = json.loads(vigie("alerts", "show", ALERT.alert, "--format", "json", "--ledger", desk).output)
    assert told["message"] == ALERT.message
    assert "no alert or message" in vigie("alerts", "show", "nothing", "--ledger", desk, code=3).output


def test_the_rules_are_tried_on_the_present_signals_and_nothing_is_kept(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    present = (make_signal("k2", "alarm"), make_signal("k3", "watch"), make_signal("k4", "notice", about=()))
    monkeypatch.setattr("vigie.watch.weigh.find_signals", lambda *_, **__: present)
    shown = vigie("alerts", "test", "--ledger", desk).output
    assert "alarms: every kind from alarm on, over screen, feed, files" in shown
    assert "1 of 3 signals are asked for; to tell now: 1 Alert" in shown and "→ screen, feed, files" in shown
    assert "no rule asks for 1 of 3 signals" in shown
    with open_ledger(desk) as ledger:
        assert len(ledger.alerts()) == 1


def test_faults_of_the_rules_are_all_named(desk: Path) -> None:
    desk.with_name("rules.yaml").write_text("rules:\n  - name: A\n  - name: b\n    channels: [x]\n")
    shown = vigie("alerts", "test", "--ledger", desk, code=3).output
    assert "rules.yaml:2: " in shown and "rules.yaml:4: no channel 'x'" in shown


def test_a_missing_secret_is_named_by_its_variable(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VIGIE_HOOK_TOKEN", raising=False)
    text = "channels:\n  - {name: hook, kind: webhook, address: 'https://h.example/', token_env: VIGIE_HOOK_TOKEN}\n"
    desk.with_name("rules.yaml").write_text(text)
    assert "VIGIE_HOOK_TOKEN is not set" in vigie("alerts", "test", "--ledger", desk, code=1).output
    assert "not delivered" in vigie("alerts", "test", "--send", "hook", "--ledger", desk, code=1).output


def test_one_test_message_goes_over_the_channel_named(desk: Path) -> None:
    assert "files: took the test message" in vigie("alerts", "test", "--send", "files", "--ledger", desk).output
    (written,) = (desk.parent / "alerts").iterdir()
    assert read_cap(written.read_bytes(), where="file").alerts[0].status == "Exercise"
    vigie("alerts", "test", "--send", "feed", "--ledger", desk)
    assert b"EXERCISE: Test message" in (desk.parent / "alerts.atom").read_bytes()
    assert "there is: screen, feed, files" in vigie("alerts", "test", "--send", "x", "--ledger", desk, code=3).output
    with serve_hook() as hook:
        address = f"http://127.0.0.1:{hook.server_port}/ok"
        text = f"channels:\n  - {{name: hook, kind: webhook, address: '{address}', private: yes}}\n"
        desk.with_name("rules.yaml").write_text(text)
        vigie("alerts", "test", "--send", "hook", "--ledger", desk)
        assert json.loads(hook.took[0][2])["status"] == "Exercise"  # type: ignore[attr-defined]


def test_cap_files_are_checked(tmp_path: Path) -> None:
    (tmp_path / "good.cap").write_text(VALID)
    (tmp_path / "bad.cap").write_text(VALID.replace("2,2 1,1<", "2,2 1,3<"))
    good = vigie("alerts", "cap", tmp_path / "good.cap").output
    assert "drill-1: CAP 1.2, Exercise Alert" in good and "[fr] EXERCICE (Unknown, Unknown, Unknown)" in good
    shown = vigie("alerts", "cap", tmp_path / "good.cap", tmp_path / "bad.cap", code=1).output
    assert "not closed" in shown and "drill-1: CAP 1.2" in shown
    vigie("alerts", "cap", tmp_path / "none.cap", code=2)


def test_the_feed_is_written(desk: Path, tmp_path: Path) -> None:
    assert ALERT.message in vigie("alerts", "feed", "--ledger", desk).output
    assert ALERT.message not in vigie("alerts", "feed", "--channel", "other", "--ledger", desk).output
    vigie("alerts", "feed", "--ledger", desk, "--out", tmp_path / "feed.atom")
    assert b"<title>EXERCISE" in (tmp_path / "feed.atom").read_bytes()


def test_a_realm_is_kept_and_the_inputs_are_told_in_their_words(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "w.vigie", realm="exercise", create=True, now=NOW) as ledger:
        key = ledger.append_reading(build(1), now=NOW).document
        view = load_view(ledger, at=NOW)
        statement, event = view.statements[0].key, view.events[0].key
        told = describe_inputs(view, [statement, event, key, "source:none", "gone"])
        assert set(told) == {statement, event, key}
        assert "mayor" in told[statement] and "“" in told[statement] and f"[{statement}]" in told[statement]
        signal = make_signal(inputs=(statement, event, key, "source:none"))
        (made,) = decide([signal], make_rules(), (), now=NOW, realm=ledger.realm, records=told)
        assert told[statement] in made.texts[0][2] and "- source:none" in made.texts[0][2]
        assert ledger.append_alert(made, now=NOW) and ledger.alerts() == [made]
