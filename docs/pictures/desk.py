"""The desk's pictures, taken of the example replay as it stands: python -m docs.pictures.desk [--replay FOLDER]."""

from __future__ import annotations

import argparse
import importlib.util
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn

from docs.pictures.__main__ import BROWSERS, QUIET
from vigie import clock
from vigie.desk import Settings, make_app
from vigie.desk.demo import make_demo
from vigie.store import open_ledger
from vigie.watch.replay import EXAMPLE

HERE = Path(__file__).parent
WIDTH = 1280
MOMENT = "2031-05-13T18:00"
"""The evening of the example's busiest day: an exercise out of season, and postures that are contested."""
ALONE = """part => {
  const kept = part.closest("section");
  for (const other of document.querySelectorAll("main section, main form, main ul.spans, main ul.facts, main > h1"))
    if (!other.contains(kept) && !kept.contains(other)) other.remove();
}"""
"""Leaves one section of a page, under the bar that says EXERCISE: scrolled to it, the picture would lack that word."""


@dataclass(frozen=True, slots=True)
class Photograph:
    """A picture: of which page, of which section alone, how high, and whether it is dark; `opens` is clicked first."""

    name: str
    page: str
    part: str | None = None
    height: int = 760
    is_dark: bool = False
    opens: str | None = None


def find_photographs(ledger_path: Path) -> Iterator[Photograph]:
    """Yield what is photographed; the record is the first quotation of somebody who looked and saw nothing."""
    with open_ledger(ledger_path) as ledger:
        unseen = ledger.statements(negative_evidence="no_change") or ledger.statements()
    record = ([s for s in unseen if s.speaker and s.kind == "direct"] or unseen)[-1].key
    opposed = "details.signal:has-text('Halina Wrona says')"
    yield Photograph("desk-now", "/?span=7d&lang=en&at=2031-05-16T18:00", height=860, opens=f"{opposed} summary")
    yield Photograph("desk-posture", f"/?span=24h&lang=en&at={MOMENT}", part="#posture", height=690)
    yield Photograph("desk-record", f"/record/{record}?lang=fr", height=960, is_dark=True)
    yield Photograph("desk-speakers", "/speakers?lang=en&at=2031-05-16T18:00", part="#against", height=600)
    yield Photograph("desk-map", "/map?days=30&lang=fr", height=960)
    yield Photograph("desk-brief", f"/brief?span=24h&lang=en&at={MOMENT}", part="#b-2", height=600)


@contextmanager
def serving(path: Path) -> Iterator[str]:
    """Yield the address of a desk on that ledger; what the watch finds is ready before the first picture."""
    secret = b"for the pictures only, nobody else"
    with serving_app(
        lambda port: make_app(Settings(path=path, now=clock.now, secret=secret, port=port, wait=120.0))
    ) as address:
        yield address


@contextmanager
def serving_app(make: Callable[[int], Any]) -> Iterator[str]:
    """Yield the address at which what is made for a free port listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = make(port)
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    app.state.desk.board(None)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)


def photograph(browser: Any, address: str, shot: Photograph, *, headers: Mapping[str, str] | None = None) -> None:
    """Write one picture beside this file; `headers` are sent with every request."""
    context = browser.new_context(
        extra_http_headers=dict(headers or {}),
        viewport={"width": WIDTH, "height": shot.height},
        color_scheme="dark" if shot.is_dark else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address + shot.page, wait_until="networkidle")
    if shot.opens:
        page.locator(shot.opens).first.click()
        page.evaluate("scrollTo(0, 0)")  # the bar that says EXERCISE stands at the top
    if shot.part:
        page.locator(shot.part).evaluate(ALONE)
    page.screenshot(path=HERE / f"{shot.name}.png")
    context.close()


def photograph_all(executable: str, replay: str) -> None:
    """Write every picture of a desk on that replay, and say where it is."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = make_demo(Path(folder) / "desk", clock=clock.now, jobs=1, tell=lambda _: None, replay=replay)
        browser = playwright.chromium.launch(executable_path=executable, args=list(QUIET[1:]))
        with serving(path) as address:
            for shot in find_photographs(path):
                photograph(browser, address, shot)
                print(f"docs/pictures/{shot.name}.png")
        browser.close()


def main() -> int:
    """Take every picture; without a browser, or what drives it, they stay as they are."""
    parser = argparse.ArgumentParser(prog="python -m docs.pictures.desk", description=__doc__)
    parser.add_argument("--replay", default=EXAMPLE, help="folder of a replay; the packaged example without it")
    options = parser.parse_args()
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if executable is None or importlib.util.find_spec("playwright") is None:
        need = "playwright" if executable else " or ".join(BROWSERS)
        print(f"no {need} here: the pictures of the desk stay as they are", file=sys.stderr)
        return 0
    photograph_all(executable, options.replay)
    return 0


if __name__ == "__main__":
    sys.exit(main())
