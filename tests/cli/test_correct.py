"""vigie correct, retract and restore: signed changes, one by one or many at once."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.store.build import build
from vigie.cli.main import main
from vigie.store import open_ledger

NOW = dt.datetime(2021, 5, 15, 10, tzinfo=dt.UTC)
SIGNED = ["--author", "A. Officer", "--reason", "the deputy"]


@pytest.fixture
def path(tmp_path: Path) -> str:
    file = tmp_path / "watch.vigie"
    with open_ledger(file, realm="exercise", create=True, now=NOW) as ledger:
        for number in range(2):
            ledger.append_reading(build(number), now=NOW)
    return str(file)


def run(*arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=typed)


def keys_of(path: str) -> list[str]:
    with open_ledger(path) as ledger:
        return [s.key for s in ledger.statements()]


def test_a_correction_is_signed_and_the_old_answer_stays(path: str) -> None:
    key = keys_of(path)[0]
    result = run(
        "correct", key, "--ledger", path, "--set", "speaker=Ida Brenn", "--set", "modality=threat,assertion", *SIGNED
    )
    assert result.exit_code == 0 and "1 corrected, 0 refused" in result.stderr
    with open_ledger(path) as ledger:
        (found,) = ledger.statements(key=key)
        assert (found.speaker, found.modality, found.corrections) == ("Ida Brenn", ("threat", "assertion"), 1)
        (change,) = ledger.amendments(key=key)
        assert (change.author, change.reason) == ("A. Officer", "the deputy")
        assert ledger.statements(key=key, as_known_at=NOW)[0].speaker != "Ida Brenn"


def test_an_empty_value_takes_it_away(path: str) -> None:
    key = keys_of(path)[0]
    assert run("correct", key, "--ledger", path, "--set", "role=", *SIGNED).exit_code == 0
    with open_ledger(path) as ledger:
        assert ledger.statements(key=key)[0].role is None


def test_numbers_are_numbers(path: str) -> None:
    with open_ledger(path) as ledger:
        key = ledger.events()[0].key
    assert run("correct", key, "--ledger", path, "--set", "lat=61.5", "--set", "lon=4", *SIGNED).exit_code == 0
    with open_ledger(path) as ledger:
        assert (ledger.events(key=key)[0].lat, ledger.events(key=key)[0].lon) == (61.5, 4.0)


def test_many_keys_from_standard_input_are_retracted_and_restored(path: str) -> None:
    keys = keys_of(path)
    result = run("retract", "-", "--ledger", path, *SIGNED, typed="\n".join([*keys[:3], "", ""]))
    assert result.exit_code == 0 and "3 retracted" in result.stderr
    assert keys_of(path) == keys[3:]
    assert run("restore", *keys[:3], "--ledger", path, *SIGNED).exit_code == 0
    assert keys_of(path) == keys


def test_a_document_takes_its_records_along(path: str) -> None:
    key = keys_of(path)[0].partition(".")[0]
    assert run("retract", key, "--ledger", path, *SIGNED).exit_code == 0
    assert all(not k.startswith(key) for k in keys_of(path))


def test_one_record_is_merged_into_another(path: str) -> None:
    first, second = keys_of(path)[:2]
    assert run("correct", first, "--ledger", path, "--same-as", second, *SIGNED).exit_code == 0
    assert first not in keys_of(path)


def test_what_is_refused_is_named_and_the_rest_goes_on(path: str) -> None:
    keys = keys_of(path)
    result = run("retract", keys[0], "0" * 24, keys[1], "--ledger", path, *SIGNED)
    assert result.exit_code == 1
    assert "no such record" in result.stderr and "2 retracted, 1 refused" in result.stderr
    assert keys_of(path) == keys[2:]


def test_a_change_somebody_was_faster_with_is_refused(path: str) -> None:
    key = keys_of(path)[0]
    assert (
        run("correct", key, "--ledger", path, "--set", "role=mayor of sector 1", "--seen", "0", *SIGNED).exit_code == 0
    )
    late = run("correct", key, "--ledger", path, "--set", "role=deputy", "--seen", "0", *SIGNED)
    assert late.exit_code == 3 and "somebody changed it meanwhile" in late.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ((), 2, "nothing to correct"),
        (("--set", "speaker"), 2, "changes nothing"),
        (("--set", "role=a", "--set", "role=b"), 2, "set twice"),
        (("--set", "lat=north"), 2, "no number"),
        (("--set", "words=other"), 3, "cannot be corrected"),
        (("--set", "modality=shouting"), 3, "'shouting'"),
        (("--same-as", "0" * 24), 3, "cannot be the same as"),
    ],
)
def test_wrong_changes_are_explained(path: str, arguments: tuple[str, ...], code: int, told: str) -> None:
    result = run("correct", keys_of(path)[0], "--ledger", path, *arguments, *SIGNED)
    assert result.exit_code == code and told in result.stderr
    with open_ledger(path) as ledger:
        assert not ledger.amendments()


@pytest.mark.parametrize("command", ["correct", "retract", "restore"])
def test_nobody_changes_anything_unsigned(path: str, command: str) -> None:
    key = keys_of(path)[0]
    assert run(command, key, "--ledger", path, "--author", "A. Officer").exit_code == 2
    assert run(command, key, "--ledger", path, "--set", "role=x", "--author", " ", "--reason", "x").exit_code in (2, 3)
    with open_ledger(path) as ledger:
        assert not ledger.amendments()


def test_a_file_that_is_no_ledger_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("notes")
    result = run("retract", "0" * 24, "--ledger", str(other), *SIGNED)
    assert result.exit_code == 3 and "is no ledger" in result.stderr and other.read_text() == "notes"
