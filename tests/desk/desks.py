"""A desk to be tested: a small ledger of the exercise realm, and a browser's requests without a browser."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from tests.make import make_reading
from tests.store.build import NEW, build
from vigie.desk import Settings, make_app
from vigie.model.signal import Grouping
from vigie.store import Ledger, Origin, Source, open_ledger
from vigie.store.watched import FiledVisit

NOW = dt.datetime(2031, 5, 15, 10, tzinfo=dt.UTC)
BASE = "http://127.0.0.1:8321"
SECRET = b"0123456789abcdef0123456789abcdef"


def fill(ledger: Ledger) -> None:
    """File a reading with a record of every kind, some small ones, two sources and their visits, and a copy."""
    hour = dt.timedelta(hours=1)
    for key, letter in (("herald", "B"), ("brume", None)):
        ledger.append_source(
            Source(key, key.title(), "rss", f"https://{key}.example/feed", reliability=letter), now=NOW - 50 * hour
        )
    first = ledger.append_reading(
        make_reading(),
        now=NOW - 2 * hour,
        stamp=NEW,
        origin=Origin("herald", "https://herald.example/1", NOW - 2 * hour),
    ).document
    copy = ledger.append_reading(
        make_reading(), now=NOW - hour, stamp=NEW, origin=Origin("brume", "https://brume.example/1", NOW - hour)
    ).document
    for n in range(1, 9):
        day = f"2031-05-{n + 4:02}"
        ledger.append_reading(
            build(n, statements=6, published=day), now=NOW - (20 - n) * hour, stamp=NEW,
            origin=Origin("herald", f"https://herald.example/{n + 1}", NOW - (20 - n) * hour),
        )  # fmt: skip
    for key, relation in ((first, "origin"), (copy, "exact")):
        ledger.append_grouping(
            Grouping(
                document=key, origin=first, relation=relation, overlap=1.0, story=first, score=1.0, why=("words",)
            ),
            now=NOW - hour,
        )
    at = (NOW - hour).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    ledger.append_visit(
        FiledVisit(source="herald", address="https://herald.example/feed", at=at, outcome="items", items=3),
        now=NOW - hour,
    )
    ledger.append_visit(
        FiledVisit(source="brume", address="https://brume.example/feed", at=at, outcome="failed", fault="the server answers 503", failures=4),
        now=NOW - hour,
    )  # fmt: skip


def make_ledger(path: Path) -> Path:
    """Return the path of a ledger with some of everything in it."""
    with open_ledger(path, realm="exercise", create=True, now=NOW - dt.timedelta(days=3)) as ledger:
        fill(ledger)
    return path


def settings_for(path: Path, **changed: Any) -> Settings:
    """Return settings with a fixed clock and secret, that wait for what the watch finds."""
    return Settings(**({"path": path, "now": lambda: NOW, "secret": SECRET, "wait": 30.0, "lock_wait": 0.1} | changed))


class Browser:
    """Asks a desk as a browser does, with its own cookies and the headers that a browser sends."""

    def __init__(self, settings: Settings, lang: str = "en", app: Any = None) -> None:
        self.client = TestClient(app or make_app(settings), base_url=BASE, follow_redirects=False)
        self.client.headers["accept-language"] = lang

    def get(self, path: str, **headers: str) -> Any:
        """Return the answer to a request for a page."""
        return self.client.get(path, headers=headers)

    def token(self) -> str:
        """Return the token that the desk puts into its forms for this visitor."""
        found = re.search(r'name="token" value="([0-9a-f]{64})"', self.get("/read").text)
        assert found
        return found.group(1)

    def post(
        self, path: str, fields: dict[str, str], *, origin: str | None = BASE, token: str | None = None, **headers: str
    ) -> Any:
        """Return the answer to a form, sent from a page of the desk unless told otherwise."""
        data = {"token": self.token() if token is None else token} | fields
        sent = ({"origin": origin} if origin is not None else {}) | headers
        return self.client.post(path, data=data, headers=sent)
