"""The controllers' desk: it shows the truth, steers the drill, and is reached by no player."""

from __future__ import annotations

import ast
import dataclasses
import datetime as dt
import itertools
import shutil
import threading
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.desk.desks import SECRET, Browser
from tests.desk.drilled import (
    ALERT,
    HIDING,
    HOUR,
    START,
    TOKEN,
    Controller,
    crawl,
    hiding,
    play,
    play_on,
    players,
    settings_of,
)
from tests.desk.hostile import PAYLOADS, find_breaches
from tests.exercise.drills import around
from vigie.desk.control import LOGIN, make_control
from vigie.errors import DeskError, DrillError
from vigie.exercise.cast import Scenario
from vigie.exercise.drill import make_story, run_drill
from vigie.exercise.drill.folder import LEDGER, name_exercise
from vigie.exercise.drill.journal import read_journal
from vigie.exercise.drill.noduff import keep_noduff, make_noduff
from vigie.exercise.drill.state import find_state
from vigie.exercise.scenario import load_scenario
from vigie.store import open_ledger

DESK = Path(__file__).parents[2] / "vigie" / "desk"
STARTS = ("/", "/board", "/play", "/ledger", "/speakers", "/map?days=120", "/map/data.json?days=120", "/brief?span=7d", f"/alert?key={ALERT}", "/?span=7d&lang=fr", "/brief?span=7d&form=md")  # fmt: skip
TELLS_TRUTH = ("vigie.exercise.simulate", "vigie.exercise.scenario", "vigie.exercise.drill.story", "vigie.exercise.drill.status", "vigie.exercise.debrief", "vigie.desk.control")  # fmt: skip


@pytest.fixture(scope="module")
def drilled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return play(tmp_path_factory.mktemp("drill"))


@pytest.fixture(scope="module")
def controller(drilled: Path) -> Controller:
    return Controller(drilled)


@pytest.fixture
def fresh(drilled: Path, tmp_path: Path) -> Path:
    """Return a drill of one's own, to be steered."""
    return Path(shutil.copytree(drilled, tmp_path / "drill"))


def find_needles(scenario: Scenario, told: str) -> dict[str, str]:
    """Return what only controllers may see, by what it is; what was told to players is no secret."""
    found: dict[str, str] = {}
    for inject in scenario.injects:
        found |= {f"key of {inject.key}": inject.key}
        found |= {f"{lang} title of {inject.key}": words for lang, words in inject.title.items()}
        for expected in inject.expected:
            found |= {f"{lang} {expected.key}": words for lang, words in expected.text.items()}
    found |= {f"{lang} right answer": words for lang, words in scenario.right_answer.items()}
    found |= {f"{lang} summary": words for lang, words in scenario.summary.items()}
    found |= {f"{lang} objective": words for texts in scenario.objectives.values() for lang, words in texts.items()}
    found |= {
        "sender": "ferry.exercise",
        "secret act": "move_warheads",
        "secret act in words": "warheads moved",
        "seed": "act/hidden",
    }
    return {name: words for name, words in found.items() if words not in told}


def tell_all(folder: Path) -> str:
    """Return all words that reached the players of a drill."""
    story = make_story(hiding(), "7", (), HIDING)
    told = "\n".join(f"{r.title}\n{r.text}" for r in story.reports)
    return told + (folder / "inbox.jsonl").read_text(encoding="utf-8").replace('"key": "ferry-note"', "")


def test_no_page_of_the_players_desk_holds_any_truth_and_the_controllers_page_holds_it(
    drilled: Path, controller: Controller
) -> None:
    needles = find_needles(hiding(), tell_all(drilled))
    assert len(needles) >= 18
    shown = [page for lang in ("en", "fr") for page in crawl(players(drilled, lang), STARTS)]
    assert len(shown) > 60
    leaks = [(path, name) for (path, page), (name, words) in itertools.product(shown, needles.items()) if words in page]
    assert leaks == []
    pages = [controller.get("/").text, *(controller.get(f"/inject/{i.key}").text for i in hiding().injects)]
    truth = "\n".join([*pages, Controller(drilled, "fr").get("/").text])
    assert "warheads moved" in truth and "secret" in truth
    for inject in hiding().injects:
        assert all(words in truth for words in inject.title.values())
    assert hiding().right_answer["en"] in truth and hiding().right_answer["fr"].split("'")[0] in truth


def test_nothing_of_the_controllers_desk_is_served_by_the_players(drilled: Path) -> None:
    browser, before = players(drilled), read_journal(drilled)
    for path in ("/live", "/clock", "/inject/ferry-held", "/control", "/do"):
        assert browser.get(path).status_code == 404, path
    assert browser.post("/do", {"what": "pause"}).status_code == 404
    assert read_journal(drilled) == before


def test_the_players_desk_imports_nothing_that_tells_the_truth() -> None:
    for path in DESK.rglob("*.py"):
        if "control" in path.relative_to(DESK).parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [f"{node.module}.{a.name}" for a in node.names] if isinstance(node, ast.ImportFrom) else []
            assert not [
                n for n in names if n.startswith(TELLS_TRUTH) or n.endswith(("load_own_scenario", "make_story"))
            ], path


def test_without_the_token_nothing_of_the_truth_is_shown_not_even_on_this_machine(drilled: Path) -> None:
    browser = Controller(drilled)
    del browser.client.headers["authorization"]
    for path in ("/", "/live", "/clock", "/inject/ferry-held"):
        answer = browser.get(path)
        assert answer.status_code == 303 and answer.headers["location"] == "/login", path
    assert (
        browser.client.post("/do", data={"what": "pause"}, headers={"origin": "http://127.0.0.1:8322"}).status_code
        == 401
    )
    settings = settings_of(drilled, login=LOGIN)
    with pytest.raises(DeskError, match="token"):
        make_control(settings, HIDING)
    with pytest.raises(DeskError, match="login of its own"):
        make_control(settings_of(drilled, token=TOKEN), HIDING)


def test_a_login_at_one_desk_is_none_at_the_other(drilled: Path) -> None:
    control = Controller(drilled)
    del control.client.headers["authorization"]
    form = control.get("/login").text.split('name="token" value="')[1][:64]
    answer = control.post("/login", {"key": TOKEN}, token=form, origin="http://127.0.0.1:8322")
    assert answer.status_code == 303 and answer.headers["set-cookie"].startswith("vigie_control=")
    assert control.get("/").status_code == 200
    other = players(drilled, token="players-horse-battery", secret=SECRET)
    other.client.cookies = control.client.cookies
    assert other.get("/").status_code == 303


def test_the_page_shows_truth_and_knowledge_side_by_side(controller: Controller) -> None:
    page = controller.get("/").text
    for words in ("D+1 12:00", "paused", "For controllers only", "What is so", "What players know", "A dispute over fees", "waits for you", "not taken in hand", "EXERCISE · EXERCICE", "not met", "cover", "A ferry is told of"):  # fmt: skip
        assert words in page, words
    assert '<svg class="timeline"' in page and page.count('class="inject') >= 4
    assert find_breaches(page, drawn=True) == []


def test_states_of_injects_follow_the_clock(controller: Controller) -> None:
    page = controller.get("/").text
    rows = {part.split('"')[0]: part.split("</tr>")[0] for part in page.split('id="i-')[1:]}
    before = page.split('id="i-')
    states = {rows_key: before[n].rsplit('class="tag ', 1)[1].split('"')[0] for n, rows_key in enumerate(rows)}
    assert states == {
        "ferry-held": "delivered", "ferry-explained": "delivered", "ferry-note": "delivered", "ferry-freed": "due",
        "ferry-boarded": "waiting",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("what", "fields", "kept"),
    [
        ("start", {}, (None, None, None)),
        ("pause", {}, (None, None, None)),
        ("step", {"hours": "2,5"}, ("2.5", None, None)),
        ("speed", {"speed": "120x"}, ("120x", None, None)),
        ("jump", {"to": "D+2 06:00"}, (None, "2031-05-07T06:00:00+00:00", None)),
        ("jump", {"to": "2031-05-07T07:00"}, (None, "2031-05-07T07:00:00+00:00", None)),
        ("shift", {"days": "2"}, ("2", None, None)),
        ("fire", {"inject": "ferry-boarded", "by": "A. Chief"}, (None, None, "ferry-boarded")),
        ("skip", {"inject": "ferry-freed"}, (None, None, "ferry-freed")),
    ],
)
def test_what_is_asked_for_stands_in_the_journal(
    what: str, fields: dict[str, str], kept: tuple[str | None, ...], fresh: Path
) -> None:
    controller = Controller(fresh)
    answer = controller.do(what, **fields)
    assert answer.status_code == 303
    entry = read_journal(fresh)[-1]
    assert (entry.what, entry.value, entry.at, entry.inject) == (what, *kept)
    assert entry.by == fields.get("by", "control")
    page = controller.get(answer.headers["location"])
    assert page.status_code == 200 and "counts from the next tick on" in page.text


def test_a_fired_inject_is_delivered_and_a_skipped_one_left_out(fresh: Path) -> None:
    controller = Controller(fresh)
    controller.do("fire", inject="ferry-boarded")
    controller.do("skip", inject="ferry-freed")
    controller.do("step", hours="3")
    play_on(fresh)
    assert 'class="tag delivered"' in controller.get("/inject/ferry-boarded").text
    assert 'class="tag skipped"' in controller.get("/inject/ferry-freed").text
    with open_ledger(fresh / LEDGER) as ledger:
        assert any("seize" in d.title for d in ledger.documents() if d.title)


@pytest.mark.parametrize(
    ("what", "fields", "status"),
    [
        ("jump", {"to": "D+0 06:00"}, 409), ("jump", {"to": "soon"}, 409), ("step", {"hours": "-1"}, 409),
        ("step", {"hours": ""}, 400), ("step", {}, 400), ("speed", {"speed": "fast"}, 409), ("shift", {"days": "nan"}, 409),
        ("fire", {"inject": "no-such"}, 409), ("fire", {"inject": "ferry-held"}, 409), ("skip", {"inject": "x" * 200}, 400),
        ("explode", {}, 400), ("", {}, 400), ("no_duff", {}, 400), ("tick", {}, 400), ("ended", {}, 400),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_and_leaves_no_trace(
    what: str, fields: dict[str, str], status: int, drilled: Path, controller: Controller
) -> None:
    before = read_journal(drilled)
    answer = controller.do(what, **fields)
    assert answer.status_code == status
    assert "fault" in answer.text and find_breaches(answer.text) == []
    assert read_journal(drilled) == before


def test_forms_from_elsewhere_are_refused(drilled: Path, controller: Controller) -> None:
    before = read_journal(drilled)
    for origin in ("http://127.0.0.1:8321", "http://evil.example", None, "null"):
        assert controller.post("/do", {"what": "start"}, origin=origin).status_code == 403, origin
    wrong = controller.post("/do", {"what": "start"}, token="0" * 64, origin="http://127.0.0.1:8322")
    assert wrong.status_code == 403
    site = {"sec-fetch-site": "same-site"}
    assert controller.post("/do", {"what": "start"}, origin="http://127.0.0.1:8322", **site).status_code == 403
    assert read_journal(drilled) == before


@pytest.mark.parametrize("field", ["what", "hours", "to", "speed", "days", "inject", "by"])
def test_hostile_wishes_do_nothing(field: str, drilled: Path, controller: Controller) -> None:
    before = read_journal(drilled)
    needs = {"hours": "step", "to": "jump", "speed": "speed", "days": "shift", "inject": "fire"}
    for n, payload in enumerate(PAYLOADS):
        said = payload.format(n=n)
        fields = {"what": needs.get(field, "explode"), field: said}
        answer = controller.post("/do", fields, origin="http://127.0.0.1:8322")
        assert answer.status_code in (400, 409), payload
        assert find_breaches(answer.text) == [], payload
        assert f"<script>alert({n})</script>" not in answer.text
    assert read_journal(drilled) == before
    for n, payload in enumerate(PAYLOADS):
        answer = controller.get(f"/inject/{quote(payload.format(n=n)[:2000], safe='')}")
        assert answer.status_code in (400, 404) and find_breaches(answer.text) == []


def test_hostile_names_do_nothing_on_either_desk(tmp_path: Path) -> None:
    said = '<script>alert(1)</script>\' onload="x" {{7*7}}'
    whole = hiding()
    injects = tuple(
        dataclasses.replace(
            i, title={k: f"{said} {i.key}" for k in i.title}, originator=said,
            text={k: f"{said} {v}" for k, v in i.text.items()} if i.text else None,
        )
        for i in whole.injects
    )  # fmt: skip
    scenario = dataclasses.replace(
        whole, injects=injects, right_answer={"en": said, "fr": said}, title={"en": said, "fr": said},
        cast=tuple(dataclasses.replace(c, names={"en": f"{c.names['en']} {said}", "fr": c.names["fr"]}) for c in whole.cast),
    )  # fmt: skip
    folder = play(tmp_path / "drill", scenario)
    controller = Controller(folder)
    for path in ("/", "/live", "/inject/ferry-note", "/inject/ferry-held"):
        page = controller.get(path)
        assert page.status_code == 200 and "alert(1)" in page.text
        assert find_breaches(page.text, drawn=True) == [], path
    browser = players(folder)
    taken = browser.post("/alert/take", {"alert": ALERT, "message": f"{ALERT}.1", "owner": said[:100], "note": said})
    assert taken.status_code == 303
    for path in ("/", "/play", f"/alert?key={ALERT}"):
        page = browser.get(path)
        assert page.status_code == 200 and "alert(1)" in page.text and find_breaches(page.text) == [], path
    assert find_breaches(controller.get("/").text, drawn=True) == []


def test_both_desks_answer_while_the_drill_is_run(fresh: Path) -> None:
    controller, browser = Controller(fresh), players(fresh)
    controller.do("start")
    faults: list[BaseException] = []

    def run() -> None:
        try:
            list(run_drill(fresh, around(makers=HIDING), sleep=lambda _: None))
        except BaseException as fault:
            faults.append(fault)

    thread = threading.Thread(target=run)
    thread.start()
    taken, n = 0, 0
    while thread.is_alive() or n < 3:
        assert controller.get("/live").status_code == 200
        assert controller.get("/clock").status_code == 200
        assert browser.get("/play").status_code == 200
        note = {"alert": ALERT, "message": f"{ALERT}.1", "owner": "A. Player", "note": f"look {n}"}
        taken += browser.post("/alert/take", note).status_code == 303
        n += 1
    thread.join(timeout=60)
    assert faults == []
    assert taken >= 3
    state = find_state(read_journal(fresh), start=START)
    assert state.is_over and controller.do("pause").status_code == 409
    with open_ledger(fresh / LEDGER) as ledger:
        assert len(ledger.acknowledgements(alert=ALERT)) == taken
        assert any("withdraw" in (d.title or "") for d in ledger.documents())
    page = controller.get("/").text
    assert "A. Player" in page and "over" in page


def test_a_real_message_stands_above_every_page_of_both_desks(fresh: Path) -> None:
    keep_noduff(fresh, make_noduff("Smoke in building B <b>now</b>", sender="duty", now=START))
    for browser in (players(fresh), Controller(fresh)):
        for path in ("/", "/login", "/nowhere"):
            page = browser.get(path).text
            assert "Smoke in building B &lt;b&gt;now" in page and "REAL, NO EXERCISE" in page, path


def test_a_drill_whose_scenario_was_changed_is_not_opened(fresh: Path) -> None:
    path = fresh / "scenario.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("A ferry is held", "A ferry is free"), encoding="utf-8")
    with pytest.raises(DrillError, match="changed"):
        Controller(fresh)


def test_an_alert_is_taken_in_hand_once_it_says_by_whom(fresh: Path, controller: Controller) -> None:
    browser = players(fresh)
    assert "Not taken in hand (1)" in browser.get("/").text
    assert browser.post("/alert/take", {"alert": ALERT, "message": f"{ALERT}.1"}).status_code == 403
    assert browser.post("/alert/take", {"alert": "none", "message": "none.1", "owner": "x"}).status_code == 404
    assert browser.post("/alert/take", {"alert": ALERT, "message": "none.1", "owner": "x"}).status_code == 404
    early = browser.post("/alert/take?at=2031-05-05T14:00", {"alert": ALERT, "message": f"{ALERT}.1", "owner": "x"})
    assert early.status_code in (403, 404)
    answer = browser.post(
        "/alert/take", {"alert": ALERT, "message": f"{ALERT}.1", "owner": "A. Player", "note": "called"}
    )
    assert answer.status_code == 303
    page = browser.get(answer.headers["location"]).text
    assert "Taken in hand by A. Player" in page and "called" in page
    assert "Every alert that stands was taken in hand" in browser.get("/").text
    assert "Taken in hand by A. Player" in browser.get("/alerts").text
    assert "No alert stands" in browser.get("/alerts?at=2031-05-05T01:00").text
    own = Controller(fresh)
    assert "taken in hand: A. Player" in own.get("/").text
    with open_ledger(fresh / LEDGER) as ledger:
        made = dt.datetime.fromisoformat(ledger.acknowledgements()[0].made)
    assert START + 36 * HOUR <= made < START + 37 * HOUR


def test_the_inbox_holds_what_came_and_nothing_that_is_still_to_come(drilled: Path) -> None:
    page = players(drilled).get("/").text
    assert "The port captain has seen no paper." in page and "D+1 10:00" in page
    assert "D+1 12:00" in page and "paused" in page and 'hx-get="/play"' in page
    then = players(drilled).get("/?at=2031-05-06T09:00").text
    assert "The port captain" not in then and "Inbox (0)" in then
    assert "Le capitaine du port" in players(drilled, "fr").get("/").text
    assert "ferry-note" not in page


def test_a_brief_is_handed_in_and_counts_for_what_was_expected(fresh: Path) -> None:
    browser, own = players(fresh), Controller(fresh)
    assert "Hand in" in browser.get("/brief").text
    said = {"kind": "brief", "owner": "A. Player/../x", "text": "Both sides: held, and fees.\n<b>"}
    for _ in range(2):
        assert browser.post("/brief/hand-in", said).status_code == 303
    assert sorted(p.name for p in (fresh / "briefs").iterdir()) == [
        "2031-05-06T1200Z-A-Player-x-2.md", "2031-05-06T1200Z-A-Player-x.md",
    ]  # fmt: skip
    assert (
        (fresh / "briefs" / "2031-05-06T1200Z-A-Player-x.md").read_text(encoding="utf-8").startswith("EXERCISE FERRY-7")
    )
    for wrong in ({"owner": ""}, {"text": " "}, {"kind": "../x"}, {"text": "x" * 20_001}, {"owner": "///"}):
        assert browser.post("/brief/hand-in", said | wrong).status_code == 409, wrong
    assert browser.post("/brief/hand-in?at=2031-05-06", said).status_code == 403
    page = own.get("/").text
    assert "A Player x" in page and "late" in page  # it was due at D+0 18:00


def test_a_desk_without_a_drill_takes_no_brief(browser: Browser) -> None:
    assert "Hand in" not in browser.get("/brief").text
    assert browser.post("/brief/hand-in", {"kind": "brief", "owner": "x", "text": "y"}).status_code == 404
    assert "Inbox" not in browser.get("/").text and browser.get("/alert?key=none").status_code == 404


@pytest.mark.parametrize("name", ["quiet", "strike", "cover"])
def test_what_a_packaged_exercise_is_called_does_not_give_it_away(name: str) -> None:
    scenario = load_scenario(name)
    called = name_exercise(scenario)
    assert name.upper() not in called and "-" in called
    assert all(word not in called for word in ("STRIKE", "COVER", "QUIET", "DEPARTURE", "ROUTINE"))
