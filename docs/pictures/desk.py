"""The desk's pictures, taken of the example replay as it stands: python -m docs.pictures.desk [--replay FOLDER]."""

from __future__ import annotations

import argparse
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from docs.pictures.__main__ import BROWSERS, QUIET
from vigie import clock
from vigie.desk import Settings, make_app
from vigie.desk.demo import make_demo
from vigie.store import open_ledger
from vigie.watch.replay import EXAMPLE

HERE = Path(__file__).parent
SIZE = (1280, 860)


def find_photographs(ledger_path: Path) -> Iterator[tuple[str, str, bool]]:
    """Yield the name of each picture, the address it is taken of, and whether it is dark."""
    with open_ledger(ledger_path) as ledger:
        unseen = ledger.statements(negative_evidence="no_change") or ledger.statements()
    yield "desk-now", "/?span=7d&lang=en", False
    yield "desk-record", f"/record/{unseen[0].key}?lang=en", True
    yield "desk-map", "/map?days=30&lang=fr", False


@contextmanager
def serving(path: Path) -> Iterator[str]:
    """Yield the address of a desk on that ledger; what the watch finds is ready before the first picture."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = make_app(
        Settings(path=path, now=clock.now, secret=b"for the pictures only, nobody else", port=port, wait=120.0)
    )
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    app.state.desk.board(None)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)


def photograph(browser: str, address: str, out: Path, *, dark: bool) -> None:
    """Write the picture of a page."""
    with tempfile.TemporaryDirectory() as folder:
        options = [*QUIET, f"--user-data-dir={folder}", f"--window-size={SIZE[0]},{SIZE[1]}", f"--screenshot={out}"]
        options += ["--virtual-time-budget=6000", *(["--blink-settings=preferredColorScheme=0"] if dark else [])]
        subprocess.run([browser, *options, address], check=True, capture_output=True, timeout=120)


def main() -> int:
    """Take every picture and say where it is; without a browser they stay as they are."""
    parser = argparse.ArgumentParser(prog="python -m docs.pictures.desk", description=__doc__)
    parser.add_argument("--replay", default=EXAMPLE, help="folder of a replay; the packaged example without it")
    options = parser.parse_args()
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        print(f"no {' or '.join(BROWSERS)} here: the pictures of the desk stay as they are", file=sys.stderr)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        path = make_demo(Path(folder) / "desk", clock=clock.now, jobs=1, tell=lambda _: None, replay=options.replay)
        with serving(path) as address:
            for name, page, dark in find_photographs(path):
                photograph(browser, address + page, HERE / f"{name}.png", dark=dark)
                print(f"docs/pictures/{name}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
