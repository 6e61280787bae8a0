"""A real browser before a real desk: Chromium without a network, a server in a process of its own thread."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn

from tests.desk.desks import settings_for
from vigie.desk import make_app

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@contextmanager
def serving(path: Path, **changed: Any) -> Iterator[str]:
    """Yield the address of a desk that really listens."""
    with listening(lambda port: make_app(settings_for(path, port=port, **changed))) as address:
        yield address


@contextmanager
def listening(make: Callable[[int], Any]) -> Iterator[str]:
    """Yield the address at which what was made for a free port listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = make(port)
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", server_header=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)


@contextmanager
def chromium() -> Iterator[Any]:
    """Yield a browser that is closed at the end."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


class Watched:
    """A page whose every complaint is kept: what the console says, what breaks the policy, what is asked elsewhere."""

    def __init__(self, browser: Any, base: str, *, scheme: str = "light", lang: str = "en", width: int = 1280) -> None:
        self.base = base
        self.context = browser.new_context(
            color_scheme=scheme, locale=lang, viewport={"width": width, "height": 900}, reduced_motion="reduce"
        )
        self.context.add_init_script(
            "document.addEventListener('securitypolicyviolation', (e) =>"
            " console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI))"
        )
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.bytes = 0
        self.expected: frozenset[int] = frozenset()
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda fault: self.complaints.append(f"error: {fault}"))
        self.page.on("request", self._see)

    def _hear(self, message: Any) -> None:
        if message.type in ("error", "warning") and not any(f"status of {n} " in message.text for n in self.expected):
            self.complaints.append(f"{message.type}: {message.text}")

    def _see(self, request: Any) -> None:
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.complaints.append(f"asked elsewhere: {request.url}")

    def open(self, path: str, *, expected: int = 200) -> Any:
        """Return the page after it has come to rest."""
        self.expected = frozenset({expected})
        self.page.goto(self.base + path, wait_until="load")
        if self.page.query_selector("#map"):
            self.page.wait_for_selector("#map[data-drawn]", timeout=10_000)
        return self.page
