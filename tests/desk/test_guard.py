"""Who may enter: loopback without a token, everybody else with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk.desks import Browser, settings_for
from vigie.desk.settings import check_settings, is_loopback
from vigie.errors import DeskError

TOKEN = "correct-horse-battery-staple"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_loopback_needs_no_token(host: str, filled: Path) -> None:
    check_settings(settings_for(filled, host=host))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.5", "192.168.1.7", "example.org", "8.8.8.8", ""])
def test_other_addresses_are_refused_without_a_token(host: str, filled: Path) -> None:
    assert not is_loopback(host)
    with pytest.raises(DeskError, match="token"):
        check_settings(settings_for(filled, host=host))


def test_a_token_that_can_be_guessed_and_a_nameless_wildcard_are_refused(filled: Path) -> None:
    with pytest.raises(DeskError, match="at least 16"):
        check_settings(settings_for(filled, host="10.0.0.5", token="short"))
    with pytest.raises(DeskError, match="--name"):
        check_settings(settings_for(filled, host="0.0.0.0", token=TOKEN))
    check_settings(settings_for(filled, host="0.0.0.0", token=TOKEN, names=("desk.example",)))


def test_without_the_token_nothing_is_shown(filled: Path) -> None:
    browser = Browser(settings_for(filled, token=TOKEN))
    for path in ("/", "/ledger", "/map/data.json", "/brief", "/nowhere"):
        answer = browser.get(path)
        assert answer.status_code == 303 and answer.headers["location"] == "/login"
    assert browser.get("/login").status_code == 200
    assert browser.get("/assets/desk.css").status_code == 200


def test_the_token_opens_by_header_and_by_login(filled: Path) -> None:
    browser = Browser(settings_for(filled, token=TOKEN))
    assert browser.get("/read", authorization=f"Bearer {TOKEN}").status_code == 200
    for wrong in ("Bearer x", f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer", ""):
        assert browser.get("/read", authorization=wrong).status_code == 303
    page = browser.get("/login").text
    form = page.split('name="token" value="')[1][:64]
    wrong = browser.post("/login", {"key": "wrong"}, token=form)
    assert wrong.status_code == 401 and "That is not the token" in wrong.text
    right = browser.post("/login", {"key": TOKEN}, token=form)
    assert right.status_code == 303
    cookie = right.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and TOKEN not in cookie
    assert browser.get("/read").status_code == 200
    browser.post("/logout", {})
    assert browser.get("/read").status_code == 303


def test_a_login_ends_with_the_run_of_the_desk(filled: Path) -> None:
    browser = Browser(settings_for(filled, token=TOKEN))
    form = browser.get("/login").text.split('name="token" value="')[1][:64]
    browser.post("/login", {"key": TOKEN}, token=form)
    again = Browser(settings_for(filled, token=TOKEN, secret=b"another secret of another run...."))
    again.client.cookies = browser.client.cookies
    assert again.get("/read").status_code == 303
