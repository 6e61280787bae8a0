"""Servers that stall, lie, send on in circles and pour out garbage, each at a loopback address of its own.

`python -m tests.watch.hostile_servers` runs them in a process of their own, prints one JSON object of their addresses,
and ends with its standard input. All that they report is invented and headed EXERCISE.
"""

from __future__ import annotations

import gzip
import json
import random
import socket
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
LONGEST = 20.0
"""Seconds; a server that keeps a reader waiting lets go after them."""
BOMB = gzip.compress(b"<rss>" + b" " * 40_000_000, 9)
ENTITIES = (
    '<!DOCTYPE rss [<!ENTITY a "haha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><rss version='2.0'><channel><title>&i;</title><item><title>&i;</title></item></channel></rss>"
)


@dataclass(slots=True)
class Asked:
    """One request: how many came before it to this server, its headers, and the socket to answer on."""

    count: int
    headers: dict[str, str]
    to: socket.socket
    stop: threading.Event

    def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.to.sendall(data)

    def answer(self, body: bytes, status: str = "200 OK", **headers: str) -> None:
        """Send a whole answer; a header given replaces the true one."""
        stated = {"Content-Type": "application/rss+xml", "Content-Length": str(len(body)), "Connection": "close"}
        stated |= {name.replace("_", "-"): value for name, value in headers.items()}
        lines = "".join(f"{name}: {value}\r\n" for name, value in stated.items() if value)
        self.send(f"HTTP/1.1 {status}\r\n{lines}\r\n".encode("latin-1") + body)


Serve = Callable[[Asked], None]


@dataclass(frozen=True, slots=True)
class Hostile:
    """One server: how it answers, what a visit to it may come to, and the kind of source it is listed as."""

    serve: Serve
    outcomes: frozenset[str]
    kind: str = "feed"
    scheme: str = "http"
    private: bool = True
    path: str = field(default="/feed")


SERVERS: dict[str, Hostile] = {}


def server(*outcomes: str, **more: object) -> Callable[[Serve], Serve]:
    """Enter a way of serving under its own name."""

    def enter(serve: Serve) -> Serve:
        SERVERS[serve.__name__.replace("_", "-")] = Hostile(serve, frozenset(outcomes), **more)  # type: ignore[arg-type]
        return serve

    return enter


def write_feed(first: int, count: int = 5, *, extra: str = "") -> bytes:
    """Return a feed of so many items from a number on; each says something of its own."""
    items = "".join(_write_item(n) for n in range(first, first + count))
    return f"<rss version='2.0'><channel><title>Port{extra}</title>{items}</channel></rss>".encode()


def _write_item(n: int) -> str:
    dice = random.Random(n)
    name, place = dice.choice(("Ida Brenn", "Kjell Arden", "Marja Salo")), dice.choice(("Narvik", "Riga", "Gdansk"))
    hulls, day = dice.randint(2, 900), 1 + n % 28
    said = dice.choice(("had not left", "would leave", "was seen off", "had come back to"))
    return (
        f"<item><title>EXERCISE: convoy {n}</title><link>/news/{n}</link><guid isPermaLink='false'>n{n}</guid>"
        f"<pubDate>{day:02} May 2031 08:00:00 GMT</pubDate><description>EXERCISE. {name} said that convoy {n} of {hulls} "
        f"hulls {said} {place}. The mayor of {place} warned that pier {hulls + n} might be closed.</description></item>"
    )


PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Harbour quiet</title></head><body><article>'
    "<h1>Harbour quiet</h1><p>EXERCISE. Port captain Ida Brenn said on Monday that the harbour was quiet. She said that no "
    "ship had left the bay and that the patrols would go on.</p></article></body></html>"
)


@server("items", "unchanged")
def healthy(asked: Asked) -> None:
    tag = f'"{asked.count // 4}"'
    if asked.headers.get("if-none-match") == tag:
        asked.answer(b"", "304 Not Modified", Content_Length="", Content_Type="")
    else:
        asked.answer(write_feed(asked.count // 4), ETag=tag)


@server("items", "unchanged", kind="page")
def healthy_page(asked: Asked) -> None:
    asked.answer(PAGE.encode(), Content_Type="text/html")


@server("items")
def grows(asked: Asked) -> None:
    asked.answer(write_feed(1_000 + asked.count))


@server("items")
def changes_each_time(asked: Asked) -> None:
    asked.answer(
        write_feed(5_000, extra=f" {asked.count}").replace(b"said", b"said again" if asked.count % 2 else b"said")
    )


@server("failed")
def stalls(asked: Asked) -> None:
    asked.stop.wait(LONGEST)


@server("failed")
def stalls_midway(asked: Asked) -> None:
    asked.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n<rss>")
    asked.stop.wait(LONGEST)


@server("failed")
def drips(asked: Asked) -> None:
    asked.send(b"HTTP/1.1 200 OK\r\n\r\n<rss>")
    _drip(asked, b" ")


@server("failed")
def drips_headers(asked: Asked) -> None:
    asked.send(b"HTTP/1.1 200 OK\r\n")
    _drip(asked, b"X-Wait: 1\r\n")


def _drip(asked: Asked, drop: bytes) -> None:
    end = time.monotonic() + LONGEST
    while time.monotonic() < end and not asked.stop.wait(0.1):
        asked.send(drop)


@server("failed")
def states_too_much(asked: Asked) -> None:
    asked.answer(write_feed(0), Content_Length="1000000")


@server("items", "unchanged", "unreadable", "failed")
def states_too_little(asked: Asked) -> None:
    asked.answer(write_feed(0), Content_Length="400")


@server("items", "unchanged")
def lies_about_its_type(asked: Asked) -> None:
    asked.answer(write_feed(10), Content_Type="image/png")


@server("items", "unchanged")
def lies_about_its_charset(asked: Asked) -> None:
    feed = write_feed(20).decode().replace("mayor", "maire élu à l’été")
    asked.answer(feed.encode("cp1252"), Content_Type="application/rss+xml; charset=utf-8")


@server("unreadable")
def calls_single_bytes_double(asked: Asked) -> None:
    feed = write_feed(20).decode().replace("mayor", "maire élu à l’été")
    asked.answer(feed.encode("cp1252"), Content_Type="application/rss+xml; charset=utf-16")


@server("failed")
def lies_about_its_packing(asked: Asked) -> None:
    asked.answer(write_feed(0), Content_Encoding="gzip")


@server("items", "unchanged")
def lies_about_its_version(asked: Asked) -> None:
    asked.answer(write_feed(100 + asked.count % 2), ETag='"always the same"')


@server("unchanged", "failed")
def knows_what_it_never_sent(asked: Asked) -> None:
    asked.answer(b"", "304 Not Modified", Content_Length="", ETag='"x"')


@server("failed")
def packs_a_bomb(asked: Asked) -> None:
    asked.answer(BOMB, Content_Encoding="gzip")


@server("items", "unchanged", "unreadable")
def entity_bomb(asked: Asked) -> None:
    asked.answer(ENTITIES.encode())


@server("failed")
def never_ends(asked: Asked) -> None:
    asked.send(b"HTTP/1.1 200 OK\r\n\r\n<rss>")
    block = b"<item><title>EXERCISE</title></item>" * 2_000
    while not asked.stop.is_set():
        asked.send(block)


@server("failed")
def endless_headers(asked: Asked) -> None:
    asked.send(b"HTTP/1.1 200 OK\r\n" + b"X-Filler: " + b"x" * 500_000 + b"\r\n\r\n")


@server("failed")
def circles(asked: Asked) -> None:
    asked.answer(b"", "302 Found", Location="/feed")


@server("failed")
def wanders(asked: Asked) -> None:
    asked.answer(b"", "301 Moved Permanently", Location=f"/feed/{random.Random(asked.count).random()}")


@server("failed")
def sends_to_a_file(asked: Asked) -> None:
    asked.answer(b"", "302 Found", Location="file:///etc/passwd")


@server("failed", private=False)
def is_private(asked: Asked) -> None:
    asked.answer(write_feed(0))


@server("failed", scheme="https")
def speaks_no_tls(asked: Asked) -> None:
    asked.answer(write_feed(0))


@server("unreadable")
def garbage(asked: Asked) -> None:
    asked.answer(random.Random(asked.count).randbytes(50_000))


@server("unreadable")
def error_page_as_feed(asked: Asked) -> None:
    asked.answer(f"<html><body>mended at {asked.count}</body></html>".encode(), Content_Type="text/html", ETag='"e"')


@server("unreadable", "unchanged", kind="page")
def empty_page(asked: Asked) -> None:
    asked.answer(b"", Content_Type="text/html")


@server("failed")
def hangs_up(asked: Asked) -> None:
    asked.to.close()


@server("failed")
def speaks_no_http(asked: Asked) -> None:
    asked.send(b"220 mail.example ESMTP\r\n" * 50)


@server("failed")
def busy(asked: Asked) -> None:
    asked.answer(b"later", "429 Too Many Requests", Retry_After="3600")


@server("failed")
def out_of_order(asked: Asked) -> None:
    asked.answer(b"later", "503 Service Unavailable", Retry_After="Fri, 31 Dec 9999 23:59:59 GMT")


@server("items", "unchanged", "failed")
def comes_and_goes(asked: Asked) -> None:
    asked.answer(write_feed(300 + asked.count // 3)) if asked.count % 3 else asked.answer(b"gone", "500 No")


class _Handler(socketserver.BaseRequestHandler):
    server: _Server

    def handle(self) -> None:
        with suppress(OSError, ValueError):  # the reader went away, as it should
            self.request.settimeout(LONGEST)
            headers = self._read_headers()
            with self.server.lock:
                count, self.server.count = self.server.count, self.server.count + 1
            self.server.serve(Asked(count, headers, self.request, self.server.stop))

    def _read_headers(self) -> dict[str, str]:
        held = b""
        while b"\r\n\r\n" not in held and len(held) < 65_536:
            part = self.request.recv(4_096)
            if not part or (held + part).startswith(b"\x16"):  # a TLS greeting, which this server does not know
                break
            held += part
        pairs = (line.partition(":") for line in held.decode("latin-1").split("\r\n")[1:])
        return {name.strip().lower(): value.strip() for name, colon, value in pairs if colon}


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True

    def __init__(self, host: str, serve: Serve, stop: threading.Event) -> None:
        super().__init__((host, 0), _Handler)
        self.serve, self.stop, self.count, self.lock = serve, stop, 0, threading.Lock()

    def handle_error(self, *_: object) -> None:
        """Say nothing: readers go away from such servers."""


def run_all(stop: threading.Event) -> dict[str, str]:
    """Return the address of each server, all of them running; each has a host of its own, 127.0.0.2 and up."""
    found = {}
    for number, (name, hostile) in enumerate(SERVERS.items(), 2):
        made = _Server(f"127.0.0.{number}", hostile.serve, stop)
        threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.2}, daemon=True).start()
        host, port = made.server_address[:2]
        found[name] = f"{hostile.scheme}://{host!s}:{port}{hostile.path}"
    return found


@contextmanager
def hostile_web() -> Iterator[dict[str, str]]:
    """Run the servers in another process, so that their memory and sockets are not counted; yield their addresses."""
    command = [sys.executable, "-m", "tests.watch.hostile_servers"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdin and process.stdout
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.stdin.close()
            process.wait(10)


def main() -> int:
    """Run until the standard input is closed."""
    stop = threading.Event()
    print(json.dumps(run_all(stop)), flush=True)
    sys.stdin.read()
    stop.set()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
