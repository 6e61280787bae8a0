"""Servers on the loopback address that take messages, refuse them, stall, lie or answer garbage."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class _Hook(BaseHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.took.append((self.path, dict(self.headers), body))  # type: ignore[attr-defined]
        with suppress(OSError):
            getattr(self, f"answer_{self.path.strip('/').partition('/')[0]}")()

    def say(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def answer_ok(self) -> None:
        self.say(204)

    def answer_refuse(self) -> None:
        self.say(401, b"no \x1b[31mentry\r\n" + b"x" * 5000)

    def answer_move(self) -> None:
        self.say(302, Location="/ok")

    def answer_inward(self) -> None:
        self.say(307, Location="http://169.254.169.254/latest")

    def answer_stall(self) -> None:
        self.server.stop.wait(20)  # type: ignore[attr-defined]

    def answer_drip(self) -> None:
        while not self.server.stop.wait(0.05):  # type: ignore[attr-defined]
            self.wfile.write(b"H")
            self.wfile.flush()

    def answer_garbage(self) -> None:
        self.wfile.write(b"\x00\xff garbage\r\n\r\n")

    def answer_flood(self) -> None:
        self.send_response(500)
        self.end_headers()
        for _ in range(2000):
            self.wfile.write(b"x" * 100_000)

    def answer_hang(self) -> None:
        self.connection.close()


@contextmanager
def serve_hook() -> Iterator[ThreadingHTTPServer]:
    """Run a server that messages are posted to; `took` holds what came."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Hook)
    server.daemon_threads = True
    server.took, server.stop = [], threading.Event()  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stop.set()  # type: ignore[attr-defined]
        server.shutdown()
        server.server_close()


@contextmanager
def serve_socket(answer: Callable[[socket.socket], None]) -> Iterator[int]:
    """Run a server that does with each connection as `answer` says; the port is given."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.1)
    stop = threading.Event()

    def run() -> None:
        while not stop.is_set():
            with suppress(OSError):
                connection, _ = listener.accept()
                with connection, suppress(OSError):
                    answer(connection)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        stop.set()
        thread.join(timeout=5)
        listener.close()
