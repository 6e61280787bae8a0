"""The desk in Chromium: every page, both languages, light and dark, no complaint, nothing that axe finds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.desk.browsing import CHROMIUM, Watched, chromium, serving
from tests.desk.walk import find_pages
from vigie.store import open_ledger

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here"),
    pytest.mark.xdist_group("browser"),
]
MISSING = {"missing": 404, "no-page": 404}
FIRST_VIEW_BYTES, FIRST_VIEW_SECONDS = 500_000, 1.5


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def pages(filled: Path) -> dict[str, str]:
    with open_ledger(filled) as ledger:
        return dict(find_pages(ledger))


@pytest.fixture(scope="module")
def base(filled: Path) -> Iterator[str]:
    with serving(filled) as address:
        yield address


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_shown_without_complaint_and_axe_finds_nothing(
    lang: str, scheme: str, browser: Any, base: str, pages: dict[str, str]
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    watched, axe, found = Watched(browser, base, scheme=scheme, lang=lang), Axe(), []
    for name, path in pages.items():
        page = watched.open(path, expected=MISSING.get(name, 200))
        assert page.evaluate("document.documentElement.lang") == lang
        results = axe.run(page).response
        found += [
            f"{name}: {v['id']} ({v['impact']}): {v['nodes'][0]['html'][:160]} {v['nodes'][0]['failureSummary'][:200]}"
            for v in results["violations"]
        ]
    watched.context.close()
    assert found == []
    assert watched.complaints == []


def test_a_phone_shows_every_page_without_scrolling_sideways(browser: Any, base: str, pages: dict[str, str]) -> None:
    watched = Watched(browser, base, width=380)
    for name, path in pages.items():
        page = watched.open(path, expected=MISSING.get(name, 200))
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 1, name
    watched.context.close()


def test_the_first_view_is_small_and_soon_usable(browser: Any, base: str) -> None:
    watched = Watched(browser, base)
    watched.open("/read")
    watched.context.clear_cookies()
    watched.context.close()
    watched = Watched(browser, base)
    session = watched.context.new_cdp_session(watched.page)
    session.send("Network.enable")
    sizes: list[int] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    page = watched.open("/")
    seconds = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd / 1000")
    page.wait_for_timeout(200)
    print(f"\nfirst view: {sum(sizes):,} bytes in {len(sizes)} answers, usable after {seconds:.2f} s")
    assert len(sizes) >= 4
    assert sum(sizes) <= FIRST_VIEW_BYTES
    assert seconds <= FIRST_VIEW_SECONDS
    watched.context.close()


def test_what_the_watch_finds_comes_by_itself_when_it_takes_long(filled: Path, browser: Any) -> None:
    with serving(filled, wait=0.0) as address:
        watched = Watched(browser, address)
        page = watched.open("/")
        page.wait_for_selector("#posture", timeout=10_000)
        assert watched.complaints == []
        watched.context.close()


def test_filters_answer_without_a_new_page_and_change_the_address(browser: Any, base: str) -> None:
    watched = Watched(browser, base)
    page = watched.open("/ledger")
    page.evaluate("window.still = true")
    with page.expect_response(lambda r: "modality=threat" in r.url):
        page.select_option("#f-modality", "threat")
    page.wait_for_url("**/ledger?*modality=threat*")
    page.wait_for_function("document.querySelectorAll('#found .card').length < 40")
    assert page.evaluate("window.still") is True
    assert watched.complaints == []
    watched.context.close()


def test_a_correction_is_made_by_keyboard_alone(own: Path, browser: Any) -> None:
    with open_ledger(own) as ledger:
        statement = ledger.statements(speaker="Salo")[0]
    with serving(own) as address:
        watched = Watched(browser, address)
        page = watched.open(f"/record/{statement.key}")
        page.locator("#amend ~ details summary").first.focus()
        page.keyboard.press("Enter")
        page.locator("#c-speaker").focus()
        page.keyboard.press("Control+A")
        page.keyboard.type("Kjell Arden")
        page.locator("#author-correct").focus()
        page.keyboard.type("A. Officer")
        page.keyboard.press("Tab")
        page.keyboard.type("heard the tape")
        page.keyboard.press("Enter")
        page.wait_for_url("**done=correct**")
        assert "Kjell Arden" in page.inner_text(".chosen .who")
        assert watched.complaints == []
        watched.context.close()
    with open_ledger(own) as ledger:
        assert ledger.statements(key=statement.key)[0].speaker == "Kjell Arden"


def test_a_text_is_read_in_the_browser_and_its_words_lead_to_the_card(browser: Any, base: str) -> None:
    watched = Watched(browser, base)
    page = watched.open("/read")
    page.fill("#text", "EXERCISE\n\nMinister Ida Brenn said that the harbour would be defended.\n")
    page.click("main button")
    page.wait_for_selector("mark.said")
    page.click("mark.said")
    assert page.locator(".card.on").count() == 1
    assert watched.complaints == []
    watched.context.close()


def test_keys_go_from_record_to_record(browser: Any, base: str) -> None:
    watched = Watched(browser, base)
    page = watched.open("/ledger")
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.href")
    page.keyboard.press("j")
    second = page.evaluate("document.activeElement.href")
    page.keyboard.press("k")
    assert "/record/" in first and first != second
    assert page.evaluate("document.activeElement.href") == first
    watched.context.close()


def test_the_map_draws_its_points_and_the_timeline_its_days(browser: Any, base: str) -> None:
    watched = Watched(browser, base)
    page = watched.open("/map?days=120")
    assert page.locator("#map path.leaflet-interactive").count() > 100
    assert page.locator("#timeline canvas").count() == 1
    assert page.locator("#map img").count() == 0
    watched.context.close()


def test_without_scripts_every_page_still_says_what_it_has(browser: Any, base: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in ("/", "/ledger?modality=threat", "/speakers", "/map", "/brief?span=7d"):
        assert page.goto(base + path).ok
        assert len(page.inner_text("main")) > 200
    context.close()
