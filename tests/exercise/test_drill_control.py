"""Controllers steer a drill by its journal, while it is run and while it is not."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from tests.exercise.drills import NOW, around, begin, documents, played, run, short
from tests.exercise.standin import MAKERS
from vigie.cli.main import main
from vigie.errors import DrillError
from vigie.exercise.drill import load_makers, make_story, run_drill
from vigie.exercise.drill.control import ask
from vigie.exercise.drill.inbox import read_inbox
from vigie.exercise.drill.journal import FILE, Entry, append, read_journal
from vigie.exercise.drill.state import Change, find_state
from vigie.exercise.drill.status import find_status, show_status

START = dt.datetime(2031, 5, 5, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


def wish(folder: Path, what: str, **wanted: object) -> None:
    ask(folder, what, now=NOW, **wanted)  # type: ignore[arg-type]


def play_paused(folder: Path) -> list[dt.datetime]:
    """Return the ticks that a paused drill plays before it asks to sleep."""
    is_asleep = False

    def sleep(_: float) -> None:
        nonlocal is_asleep
        is_asleep = True

    return played(run_drill(folder, around(stop=lambda: is_asleep), sleep=sleep))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    begin(tmp_path)
    wish(tmp_path, "pause")
    return tmp_path


def test_a_paused_drill_stands_still(folder: Path) -> None:
    assert play_paused(folder) == []
    assert [e.what for e in read_journal(folder)][-1] == "stopped"


def test_steps_add_up_and_stand_still_again(folder: Path) -> None:
    wish(folder, "step", value="2")
    wish(folder, "step", value="1.5")
    assert play_paused(folder) == [START + n * HOUR / 2 for n in range(8)]
    assert play_paused(folder) == [START + 3.5 * HOUR]  # the last one once more: it may have been cut off


def test_a_jump_leaves_nothing_out(folder: Path) -> None:
    wish(folder, "jump", to=START + DAY)
    assert play_paused(folder)[-1] == START + DAY
    published = {r.key for r in make_story(short(), "7", (), MAKERS).reports if r.published <= START + DAY}
    assert published <= {d["document"]["id"] for d in documents(folder)}


def test_a_jump_back_is_refused(folder: Path) -> None:
    wish(folder, "step", value="4")
    play_paused(folder)
    with pytest.raises(DrillError, match="never forgets"):
        wish(folder, "jump", to=START + HOUR)


def test_a_jump_goes_no_further_than_the_end(tmp_path: Path) -> None:
    begin(tmp_path, days=2)
    with pytest.raises(DrillError, match="ends at 2031-05-07 00:00Z"):
        wish(tmp_path, "jump", to=START + 2 * DAY + HOUR)
    wish(tmp_path, "shift", value="0.5")
    wish(tmp_path, "jump", to=START + 3 * DAY)
    found = _call(str(tmp_path), "jump", "D+9 06:00")
    assert found.exit_code == 3 and "the drill ends at 2031-05-08 00:00Z" in found.output


@pytest.mark.parametrize("text", ["D+1 25:00", "D+1 6", "D1 06:00", "d+1 06:00"])
def test_a_jump_is_told_the_form_that_was_meant(folder: Path, text: str) -> None:
    found = _call(str(folder), "jump", text)
    assert found.exit_code == 2 and "D+2 06:00" in found.output and "2024" not in found.output
    assert "2031-10-08T06:00" in _call(str(folder), "jump", "soon").output


def test_started_it_goes_on(folder: Path) -> None:
    wish(folder, "start")
    assert played(run(folder))[-1] == START + 3 * DAY


def test_shifting_all_moves_what_has_not_happened_yet_and_nothing_else(folder: Path) -> None:
    wish(folder, "jump", to=START + 12 * HOUR)
    play_paused(folder)
    before = {d["document"]["id"] for d in documents(folder)}
    wish(folder, "shift", value="2")
    status = find_status(folder, MAKERS)
    assert status.end == START + 5 * DAY
    assert {x.key: x.at for x in status.lines}["ferry-freed"] == START + 4 * DAY + 8 * HOUR
    assert {x.key: x.at for x in status.lines}["ferry-held"] == START + 9 * HOUR
    wish(folder, "start")
    run(folder)
    held = {d["document"]["id"]: d["document"]["published"] for d in documents(folder)}
    assert before <= set(held)
    freed = [at for key, at in held.items() if key.startswith("act/ferry-freed")]
    assert freed and all(at.startswith("2031-05-09") for at in freed)
    days = {at[:10] for key, at in held.items() if "noise" in key}
    assert days == {f"2031-05-0{n}" for n in (4, 5, 6, 7, 8, 9)}  # background news goes on to the new end


def test_postponed_before_its_start_all_of_it_comes_later(folder: Path) -> None:
    wish(folder, "shift", value="1")
    assert {x.at - START for x in find_status(folder, MAKERS).lines if x.key == "ferry-held"} == {DAY + 9 * HOUR}


def test_a_contingency_waits_until_it_is_fired(folder: Path) -> None:
    wish(folder, "jump", to=START + 30 * HOUR)
    play_paused(folder)
    wish(folder, "fire", inject="ferry-boarded")
    wish(folder, "start")
    run(folder)
    told = [d["document"] for d in documents(folder) if d["document"]["id"].startswith("act/ferry-boarded")]
    assert told and min(d["published"] for d in told) > (START + 30 * HOUR).isoformat()
    line = next(x for x in find_status(folder, MAKERS).lines if x.key == "ferry-boarded")
    assert (line.state, line.at) == ("done", START + 30 * HOUR)


def test_nobody_hears_of_a_contingency_that_is_not_fired(folder: Path) -> None:
    wish(folder, "start")
    run(folder)
    assert not [d for d in documents(folder) if d["document"]["id"].startswith("act/ferry-boarded")]


def test_what_is_skipped_does_not_happen_and_what_waits_for_it_keeps_its_time(folder: Path) -> None:
    wish(folder, "skip", inject="ferry-held")
    wish(folder, "skip", inject="ferry-note")
    lines = {x.key: (x.state, x.at) for x in find_status(folder, MAKERS).lines}
    assert lines["ferry-held"][0] == lines["ferry-explained"][0] == "skipped"  # it speaks of an act that is none now
    assert lines["ferry-freed"] == ("to come", START + 2 * DAY + 8 * HOUR)
    wish(folder, "start")
    run(folder)
    assert not [d for d in documents(folder) if d["document"]["id"].startswith("act/ferry-held")]
    assert read_inbox(folder) == ()


@pytest.mark.parametrize(
    ("what", "wanted", "words"),
    [
        ("fire", {"inject": "nothing"}, "no inject"),
        ("skip", {"inject": "ferry-held"}, "has happened already"),
        ("shift", {"value": "-1"}, "above 0"),
        ("shift", {"value": "nan"}, "above 0"),
        ("step", {"value": "0"}, "above 0"),
        ("speed", {"value": "fast"}, "60x, or max"),
        ("speed", {"value": "-3x"}, "60x, or max"),
    ],
)
def test_what_cannot_be_done_is_refused(folder: Path, what: str, wanted: dict[str, str], words: str) -> None:
    wish(folder, "jump", to=START + DAY)
    play_paused(folder)
    before = read_journal(folder)
    with pytest.raises(DrillError, match=words):
        wish(folder, what, **wanted)
    assert read_journal(folder) == before


def test_nothing_is_changed_once_it_is_over(folder: Path) -> None:
    wish(folder, "start")
    run(folder)
    with pytest.raises(DrillError, match="is over since"):
        wish(folder, "fire", inject="ferry-boarded")


def test_a_torn_last_line_is_dropped_and_the_next_one_stands_alone(folder: Path) -> None:
    before = read_journal(folder)
    with (folder / FILE).open("ab") as stream:
        stream.write(b'{"what": "shift", "wall": "2026-03-04T')
    assert read_journal(folder) == before
    wish(folder, "start")
    assert [e.what for e in read_journal(folder)] == [*(e.what for e in before), "start"]


def test_a_line_that_somebody_else_wrote_is_named(folder: Path) -> None:
    with (folder / FILE).open("ab") as stream:
        stream.write(b'{"what": "explode"}\n')
    with pytest.raises(DrillError, match=r"journal\.jsonl:3: not an entry"):
        read_journal(folder)


@given(st.lists(st.sampled_from(["start", "pause", "step", "jump", "speed", "shift", "tick", "history"]), max_size=25))
def test_where_a_drill_stands_follows_from_its_journal_alone(asked: list[str]) -> None:
    entries = [
        Entry(what=what, wall=NOW.isoformat(), at=(START + n * HOUR).isoformat() if what in {"tick", "jump"} else None,
              value={"step": "2", "shift": "1", "speed": "60x"}.get(what))
        for n, what in enumerate(asked)
    ]  # fmt: skip
    state = find_state(entries, start=START)
    ticks = [n for n, what in enumerate(asked) if what == "tick"]
    assert state.at == (START + ticks[-1] * HOUR if ticks else None)
    assert len(state.changes) == asked.count("shift")
    assert all(c.at <= (state.at or START) for c in state.changes)


def test_what_was_published_before_a_change_is_never_told_otherwise() -> None:
    at = START + 13 * HOUR
    plain = make_story(short(), "7", (), MAKERS)
    for change in (Change(what="shift", at=at, days=1.5), Change(what="skip", at=at, inject="ferry-freed")):
        changed = make_story(short(), "7", (change,), MAKERS)
        early = [r for r in plain.reports if r.published <= at]
        assert [r for r in changed.reports if r.published <= at] == early
        assert len({r.key for r in changed.reports}) == len(changed.reports)


def test_the_controllers_view_has_the_truth_only_when_asked(folder: Path) -> None:
    wish(folder, "jump", to=START + DAY)
    play_paused(folder)
    plain = show_status(find_status(folder, MAKERS))
    told = show_status(find_status(folder, MAKERS, truth=True))
    assert "A dispute over fees." not in plain
    assert "right answer: A dispute over fees." in told
    assert "orsland blockade → velm at oskar (inject ferry-held)" in told
    assert plain.split("\n")[0] == plain.split("\n")[-1]
    assert plain.startswith("EXERCISE FERRY-7-20260304")


def _call(*words: str) -> Result:
    return CliRunner().invoke(main, ["exercise", "control", *words])


def test_control_on_the_command_line(folder: Path) -> None:
    assert "step: in the journal" in _call(str(folder), "step", "--hours", "2").output
    assert _call(str(folder), "jump", "D+1 06:00").exit_code == 0
    assert _call(str(folder), "jump", "2031-05-06T09:00").exit_code == 0
    assert _call(str(folder), "fire", "nothing").exit_code == 3
    assert "ferry-explained" in _call(str(folder), "skip", "ferry-held").output
    data = json.loads(_call(str(folder), "status", "--json").output)
    assert (data["realm"], data["exercise"], data["mode"]) == ("exercise", "FERRY-7-20260304", "paused")
    assert data["truth"] == []


def test_makers_that_come_with_vigie_tell_the_same_story_twice() -> None:
    makers = load_makers()
    assert make_story(short(), "7", (), makers) == make_story(short(), "7", (), makers)


def test_lines_of_several_writers_never_mix(folder: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    before = len(read_journal(folder))
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: append(folder, Entry(what="start", wall=NOW.isoformat(), by="x" * n)), range(60)))
    held = read_journal(folder)[before:]
    assert sorted(len(e.by or "") for e in held) == list(range(60))
