"""Both desks of a drill in Chromium: no complaint, nothing that axe finds, and they follow the play by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.desk.browsing import CHROMIUM, Watched, chromium, listening
from tests.desk.drilled import ALERT, HIDING, HOUR, START, TOKEN, play, settings_of
from vigie.desk import make_app
from vigie.desk.control import LOGIN, make_control
from vigie.exercise.drill.journal import Entry, append, read_journal
from vigie.exercise.drill.noduff import keep_noduff, make_noduff

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here"),
    pytest.mark.xdist_group("browser"),
]
CONTROL = {"control": "/", "done": "/?done=shift", "delivered": "/inject/ferry-held", "due": "/inject/ferry-freed", "waiting": "/inject/ferry-boarded", "missing": "/inject/none"}  # fmt: skip
PLAYERS = {"now": "/", "then": "/?at=2031-05-05T14:00", "alert": f"/alert?key={ALERT}", "alerts": "/alerts", "taken": f"/alert?key={ALERT}&done=taken", "missing": "/alert?key=none"}  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = play(tmp_path_factory.mktemp("drill"))
    keep_noduff(made, make_noduff("Smoke in building B, leave it now", sender="duty officer", now=START))
    return made


@pytest.fixture(scope="module")
def control(folder: Path) -> Iterator[str]:
    with listening(
        lambda port: make_control(settings_of(folder, port=port, token=TOKEN, login=LOGIN), HIDING)
    ) as address:
        yield address


@pytest.fixture(scope="module")
def players(folder: Path) -> Iterator[str]:
    with listening(lambda port: make_app(settings_of(folder, port=port))) as address:
        yield address


def enter(browser: Any, base: str, **looks: Any) -> Watched:
    """Return a controller's page, logged in."""
    watched = Watched(browser, base, **looks)
    page = watched.open("/login")
    page.fill("#key", TOKEN)
    page.click("main button")
    page.wait_for_selector("#live")
    return watched


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_both_desks_is_shown_without_complaint_and_axe_finds_nothing(
    lang: str, scheme: str, browser: Any, control: str, players: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    axe, found = Axe(), []
    looks = {"scheme": scheme, "lang": lang}
    for watched, pages in ((enter(browser, control, **looks), CONTROL), (Watched(browser, players, **looks), PLAYERS)):
        for name, path in pages.items():
            page = watched.open(path, expected=404 if name == "missing" else 200)
            assert page.evaluate("document.documentElement.lang") == lang
            for v in axe.run(page).response["violations"]:
                found.append(
                    f"{name}: {v['id']} ({v['impact']}): {v['nodes'][0]['html'][:160]} {v['nodes'][0]['failureSummary'][:200]}"
                )
        assert watched.complaints == []
        watched.context.close()
    assert found == []


def test_a_phone_shows_every_page_without_scrolling_sideways(browser: Any, control: str, players: str) -> None:
    for watched, pages in (
        (enter(browser, control, width=380), CONTROL),
        (Watched(browser, players, width=380), PLAYERS),
    ):
        for name, path in pages.items():
            page = watched.open(path, expected=404 if name == "missing" else 200)
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 1, name
        watched.context.close()


def test_both_clocks_follow_the_play_by_themselves_and_keep_what_is_typed(
    browser: Any, control: str, players: str, folder: Path
) -> None:
    controller, player = enter(browser, control), Watched(browser, players)
    player.open("/")
    controller.page.fill("#jump-to", "D+2 01:00")
    for page in (controller.page, player.page):
        page.evaluate("window.still = true")
        assert page.inner_text(".clock strong") == "D+1 12:00"
    append(folder, Entry(what="tick", wall="2031-06-01T00:00:00+00:00", at=(START + 40 * HOUR).isoformat(), by="run"))
    for page in (controller.page, player.page):
        page.wait_for_selector(".clock strong:has-text('D+1 16:00')", timeout=10_000)
        assert page.evaluate("window.still") is True
    assert controller.page.input_value("#jump-to") == "D+2 01:00"
    for watched in (controller, player):
        assert watched.complaints == []
        watched.context.close()


def test_an_inject_is_sent_by_keyboard_alone(browser: Any, control: str, folder: Path) -> None:
    watched = enter(browser, control)
    page = watched.page
    page.locator("#i-ferry-boarded").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#by-fire")
    page.locator("#by-fire").focus()
    page.keyboard.type("A. Chief")
    page.keyboard.press("Enter")
    page.wait_for_url("**done=fire**")
    entry = read_journal(folder)[-1]
    assert (entry.what, entry.inject, entry.by) == ("fire", "ferry-boarded", "A. Chief")
    assert watched.complaints == []
    watched.context.close()


def test_an_alert_is_taken_in_hand_in_the_browser(browser: Any, players: str) -> None:
    watched = Watched(browser, players)
    page = watched.open("/")
    page.click(".alerts a")
    page.wait_for_selector("#owner")
    page.fill("#owner", "A. Player")
    page.click("main form button")
    page.wait_for_url("**done=taken**")
    assert "Taken in hand by A. Player" in page.inner_text("main")
    assert watched.complaints == []
    watched.context.close()


def test_without_scripts_the_drill_is_still_steered(browser: Any, control: str, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False, extra_http_headers={"Authorization": f"Bearer {TOKEN}"})
    page = context.new_page()
    assert page.goto(control + "/").ok
    page.click("button[value=pause]")
    assert "journal" in page.inner_text("main")
    assert read_journal(folder)[-1].what == "pause"
    context.close()
