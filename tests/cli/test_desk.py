"""The command that starts a desk: what it refuses before it listens."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner

from vigie.cli.desk import command
from vigie.store import open_ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "watch.vigie"
    with open_ledger(path, realm="real", create=True, now=dt.datetime(2031, 5, 15, tzinfo=dt.UTC)):
        pass
    return path


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        ([], 2, "--demo"),
        (["--ledger", "missing.vigie"], 3, "no such file"),
        (["--ledger", "{ledger}", "--host", "0.0.0.0"], 3, "token"),
        (["--ledger", "{ledger}", "--host", "10.1.2.3"], 3, "token"),
        (["--ledger", "{ledger}", "--token-file", "{short}"], 3, "at least 16"),
        (["--ledger", "{ledger}", "--token-file", "{ledger}.none"], 3, "cannot be read"),
        (["--ledger", "{ledger}", "--realm", "exercise"], 3, "of the real realm"),
        (["--ledger", "{ledger}", "--port", "0"], 2, "--port"),
    ],
)
def test_what_cannot_be_served_is_refused(
    options: list[str], code: int, words: str, ledger: Path, tmp_path: Path
) -> None:
    short = tmp_path / "short.txt"
    short.write_text("secret\n", encoding="utf-8")
    given = [option.format(ledger=ledger, short=short) for option in options]
    result = CliRunner().invoke(command, given, env={"VIGIE_LEDGER": "", "VIGIE_DESK_TOKEN": ""})
    assert (result.exit_code, words in result.output) == (code, True), result.output


def test_it_listens_where_it_is_told_to(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served: dict[str, object] = {}
    monkeypatch.setattr("uvicorn.run", lambda app, **given: served.update(given))
    result = CliRunner().invoke(command, ["--ledger", str(ledger), "--port", "9123"])
    assert result.exit_code == 0, result.output
    assert (served["host"], served["port"], served["proxy_headers"]) == ("127.0.0.1", 9123, False)
    assert "http://127.0.0.1:9123/" in result.output
