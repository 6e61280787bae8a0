"""A small web on the loopback address: every kind of server that a fetch must outlive."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Harbour quiet</title></head><body><article>'
    "<h1>Harbour quiet</h1><p>EXERCISE. Port captain Ida Brenn said on Monday that the harbour was quiet. She said that "
    "no ship had left the bay and that the patrols would go on.</p><p>“We watch every hull,” Ida Brenn said.</p>"
    "</article></body></html>"
)

FEED = (
    '<rss version="2.0"><channel><title>Port</title><item><title>EXERCISE: harbour quiet</title><link>/news/1</link>'
    "<guid isPermaLink='false'>n1</guid><description>No ship has left.</description>"
    "<pubDate>mar., 11 oct. 2022 08:30:00 +0200</pubDate></item></channel></rss>"
)

BOMB = gzip.compress(b"\0" * 30_000_000, 1)


class _Handler(BaseHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self.server.paths.append(self.path)  # type: ignore[attr-defined]
        if self.path in self.server.pages:  # type: ignore[attr-defined]
            self.answer(self.server.pages[self.path].encode())  # type: ignore[attr-defined]
            return
        part, _, rest = self.path.lstrip("/").partition("/")
        with suppress(OSError):  # the reader went away, as it should
            getattr(self, f"serve_{part}", self.serve_nothing)(rest)

    def answer(self, body: bytes, kind: str = "text/html", status: int = 200, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def serve_page(self, _: str) -> None:
        self.answer(PAGE.encode())

    def serve_text(self, _: str) -> None:
        self.answer(
            "EXERCISE. Le préfet a dit que la côte était calme.".encode("latin-1"), "text/plain; charset=latin-1"
        )

    def serve_nothing(self, _: str) -> None:
        self.answer(b"gone", status=404)

    def serve_to(self, where: str) -> None:
        self.answer(b"", status=302, Location=unquote(where))

    def serve_loop(self, count: str) -> None:
        self.answer(b"", status=302, Location=f"/loop/{int(count or 0) + 1}")

    def serve_circle(self, _: str) -> None:
        self.answer(b"", status=302, Location="/circle")

    def serve_silence(self, _: str) -> None:
        self.server.stop.wait(30)  # type: ignore[attr-defined]

    def serve_drip(self, _: str) -> None:
        self.answer(b"<html>")
        while not self.server.stop.wait(0.05):  # type: ignore[attr-defined]
            self.wfile.write(b".")
            self.wfile.flush()

    def serve_flood(self, _: str) -> None:
        """A gigabyte, unless the reader goes away."""
        self.answer(b"")
        block = b"x" * 1_000_000
        for _n in range(1000):
            self.wfile.write(block)
            self.server.sent += len(block)  # type: ignore[attr-defined]

    def serve_feed(self, tag: str) -> None:
        """A feed that knows its version: what is known already is not sent again."""
        self.server.asked.append(dict(self.headers))  # type: ignore[attr-defined]
        if tag and self.headers.get("If-None-Match") == f'"{tag}"':
            self.answer(b"", status=304)
            return
        extra = {"ETag": f'"{tag}"', "Last-Modified": "Tue, 11 Oct 2022 08:30:00 GMT"} if tag else {}
        self.answer(FEED.encode(), "application/rss+xml", **extra)

    def serve_moved(self, where: str) -> None:
        self.answer(b"", status=301, Location=f"/{where}")

    def serve_busy(self, seconds: str) -> None:
        self.answer(b"later", status=503, Retry_After=unquote(seconds))

    def serve_garbage(self, _: str) -> None:
        self.answer(b"<html><body>the feed is being mended</body></html>", ETag='"garbage"')

    def serve_bomb(self, _: str) -> None:
        self.answer(BOMB, Content_Encoding="gzip")

    def serve_notgzip(self, _: str) -> None:
        self.answer(b"not gzip at all", Content_Encoding="gzip")


@contextmanager
def serve() -> Iterator[ThreadingHTTPServer]:
    """Run the server on a free port of the loopback address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.stop = threading.Event()  # type: ignore[attr-defined]
    server.sent = 0  # type: ignore[attr-defined]
    server.asked = []  # type: ignore[attr-defined]
    server.paths = []  # type: ignore[attr-defined]
    server.pages = {}  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stop.set()  # type: ignore[attr-defined]
        server.shutdown()
        server.server_close()


def first_only() -> Callable[[str], bool]:
    """Return a check that lets the loopback address pass once and is the real one from the second hop on."""
    from vigie.watch.collect.address import is_public

    asked: list[str] = []

    def is_allowed(address: str) -> bool:
        asked.append(address)
        return len(asked) == 1 or is_public(address)

    return is_allowed
