"""`vigie judge` and `vigie score` from the outside: on record, refused in words, scored, drawn."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.store.build import build
from vigie.cli import main
from vigie.store import open_ledger
from vigie.store.watched import FiledVisit

START = dt.datetime(2031, 5, 1, 8, tzinfo=dt.UTC)
ASK = ("judge", "ask", "Will it rain?", "--source", "the board", "--owner", "A. Officer")
SAY = ("--owner", "A. Officer", "--reason", "a reason", "--confidence", "low")
CAME = ("--owner", "A. Officer", "--reason", "it says so", "--source", "notice 7")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "watch.vigie"
    with open_ledger(made, realm="exercise", create=True, now=START) as ledger:
        ledger.append_reading(build(1), now=START)
    return made


def vigie(path: Path, *arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, [*arguments, "--ledger", str(path)])
    assert result.exit_code == code, result.output
    return result


def play_until(path: Path, day: int) -> None:
    """Let the play reach the day: an exercise stands where its last visit was."""
    at = START + dt.timedelta(days=day)
    visit = FiledVisit(
        source="herald", address="https://herald.example", at=at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"), outcome="unchanged"
    )
    with open_ledger(path) as ledger:
        ledger.append_visit(visit, now=at)


def test_a_question_is_asked_judged_revised_resolved_and_scored(path: Path, tmp_path: Path) -> None:
    told = vigie(path, *ASK, "--key", "rain", "--deadline", "2031-05-10").output
    assert told == "EXERCISE: rain: asked, open until 2031-05-10 23:59 UTC\n"
    with open_ledger(path) as ledger:
        key = ledger.statements()[0].key
    vigie(path, "judge", "say", "rain", "0.3", *SAY, "--from", key)
    play_until(path, 4)
    told = vigie(path, "judge", "say", "rain", "0.7", *SAY, "--word", "likely").output
    assert "rain: 0.7, likely, low confidence, says A. Officer" in told
    shown = json.loads(vigie(path, "judge", "show", "rain", "--format", "json").stdout)
    assert [j["probability"] for j in shown[0]["judgments"]] == [0.3, 0.7]
    assert shown[0]["judgments"][0]["inputs"] == [key] and shown[0]["state"] == "open"
    play_until(path, 12)
    late = vigie(path, "judge", "show", code=1).output
    assert "OVERDUE rain: its deadline was 2031-05-10 23:59 UTC; read the board" in late
    vigie(path, "judge", "resolve", "rain", "yes", *CAME)
    scored = json.loads(vigie(path, "score", "--json", "--plot", str(tmp_path / "p.svg")).stdout)
    assert {s["name"]: round(s["brier"]["value"], 4) for s in scored["owners"]} == {"(desk)": 0.09, "A. Officer": 0.09}
    assert "EXERCISE" in (tmp_path / "p.svg").read_text(encoding="utf-8")
    told = vigie(path, "score").output
    assert "too few to say anything about calibration" in told and "no skill in the real world" in told
    assert "(1 question)" in told and " of 1" not in told and "0 as good as the reference" in told
    then = vigie(path, "score", "--as-known-at", "2031-05-12", code=1).output
    assert "nothing to score" in then and "OVERDUE rain" in then
    open_then = vigie(path, "judge", "show", "--as-known-at", "2031-05-02", "--lang", "fr").output
    assert "0.30" in open_then and "improbable" in open_then


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (("rain", "1.2"), "probability 1.2: give a number between 0 and 1"),
        (("rain", "35"), "give a number between 0 and 1"),
        (("rain", "likely"), "probability 'likely': give a number between 0 and 1, such as 0.35"),
        (("rain", "130%"), "give a number between 0 and 1"),
        (("rain", "100 %"), "infinitely wrong"),
        (("rain", "1"), "infinitely wrong"),
        (("rain", "0.3", "--word", "likely"), "stands for 0.55 to 0.80"),
        (("rain", "0.3", "--from", "nonsense"), "nonsense: no such record stands"),
        (("snow", "0.3"), "snow: no such question in .*; the latest are: rain"),
    ],
)
def test_what_cannot_be_judged_is_refused_in_words_and_not_kept(
    arguments: tuple[str, ...], fault: str, path: Path
) -> None:
    vigie(path, *ASK, "--key", "rain", "--deadline", "2031-05-10")
    result = vigie(path, "judge", "say", *arguments, *SAY, code=3)
    assert re.search(fault, result.stderr) and result.stdout == ""
    with open_ledger(path) as ledger:
        assert ledger.judgments() == []


def test_deadlines_that_are_past_are_refused(path: Path) -> None:
    told = vigie(path, *ASK, "--deadline", "2031-04-30", code=3).stderr
    assert "deadline 2031-04-30 23:59 UTC: is past, this exercise stands at 2031-05-01 08:00 UTC; give one" in told
    vigie(path, *ASK, "--key", "rain", "--deadline", "2031-05-03T12:00")
    play_until(path, 5)
    told = vigie(path, "judge", "say", "rain", "0.5", *SAY, code=3).stderr
    assert "its deadline 2031-05-03 12:00 UTC is past; ask a new question" in told
    assert "this exercise stands at 2031-05-06 08:00 UTC" in told


@pytest.mark.parametrize("said", ["30%", "30 %", "0,3", "0.3", ".3"])
def test_a_number_may_be_a_percentage_and_have_a_comma(path: Path, said: str) -> None:
    vigie(path, *ASK, "--key", "rain", "--deadline", "2031-05-10")
    assert "rain: 0.3, unlikely" in vigie(path, "judge", "say", "rain", said, *SAY).output


def test_an_ambiguous_outcome_is_refused_and_a_void_one_is_not_scored(path: Path) -> None:
    vigie(path, *ASK, "--key", "rain", "--deadline", "2031-05-10")
    vigie(path, "judge", "say", "rain", "0.3", *SAY)
    assert "it is void" in vigie(path, "judge", "resolve", "rain", "partly", *CAME, code=3).stderr
    vigie(path, "judge", "resolve", "rain", "void", *CAME)
    assert "is resolved (void" in vigie(path, "judge", "say", "rain", "0.4", *SAY, code=3).stderr
    assert "0 resolved, 1 void" in vigie(path, "score", code=1).output
    assert "it stands instead of void" in vigie(path, "judge", "resolve", "rain", "no", *CAME).output


def test_owner_reason_and_confidence_are_asked_for(path: Path) -> None:
    for left_out in ("--owner", "--reason", "--confidence"):
        at = SAY.index(left_out)
        result = vigie(path, "judge", "say", "rain", "0.3", *SAY[:at], *SAY[at + 2 :], code=2)
        assert left_out in result.stderr


def test_fewer_than_three_judges_are_said_to_be_few(path: Path) -> None:
    vigie(path, *ASK, "--key", "rain", "--deadline", "2031-05-10")
    assert "not judged" in vigie(path, "judge", "show").output
    for n, owner in enumerate(("A", "B", "C")):
        vigie(path, "judge", "say", "rain", "0.3", "--owner", owner, *SAY[2:])
        assert ("1 of 1 with fewer than three judges" in vigie(path, "judge", "show").output) == (n < 2)


def test_a_real_ledger_is_told_the_time_by_the_clock(tmp_path: Path) -> None:
    path = tmp_path / "real.vigie"
    with open_ledger(path, realm="real", create=True, now=START):
        pass
    assert "is past, it is 20" in vigie(path, *ASK, "--deadline", "2024-01-01", code=3).stderr
    told = vigie(path, *ASK, "--deadline", "2199-01-01").output
    assert told.startswith("q") and "EXERCISE" not in told
