"""Nothing of an exercise gets into a real ledger or out as real, whichever way it is tried, and the other way round."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import random
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.exercise.drills import NOW, begin, content, run
from vigie.errors import DeliveryError, LedgerError, VigieError, WrongRealm
from vigie.exercise.drill.folder import LEDGER
from vigie.model import Document, Unread
from vigie.model.judgment import Acknowledgement
from vigie.model.signal import Delivery
from vigie.read import read_document
from vigie.store import Ledger, Source, open_ledger
from vigie.store.export import read_line
from vigie.store.watched import FiledVisit, Incoming
from vigie.watch.deliver.atom import write_atom
from vigie.watch.deliver.cap import write_cap
from vigie.watch.deliver.channels import Surroundings, make_send
from vigie.watch.deliver.rules import AtomChannel, CapChannel, PrintChannel, Rules
from vigie.watch.deliver.trial import write_test
from vigie.watch.post import find_post
from vigie.watch.weigh import load_own_rules

ATTEMPTS = 1000
AT = "2031-05-06T00:00:00.000000Z"
LATER = dt.datetime(2031, 6, 1, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def drill(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("separate") / "drill"
    begin(folder, players="auto")
    rules = folder / "rules.yaml"  # so that there is something to tell in three quiet days
    rules.write_text(rules.read_text(encoding="utf-8").replace("level: watch", "level: notice"), encoding="utf-8")
    run(folder)
    return folder


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "real.vigie", realm="real", create=True, now=NOW) as ledger:
        yield ledger


def _rows(path: Path) -> Counter[str]:
    """Return how many rows each table of a ledger has, but for what it has from its beginning."""
    with sqlite3.connect(path) as connection:
        tables = [r[0] for r in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = [t for t in tables if t not in {"ledger", "alembic_version"} and "_words" not in t and "sqlite" not in t]
        return Counter({t: connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in kept})


def _as_real(value: Any) -> Any:
    """Return the values of a line with every realm edited."""
    if isinstance(value, dict):
        return {k: "real" if k == "realm" else _as_real(v) for k, v in value.items()}
    return [_as_real(v) for v in value] if isinstance(value, list) else value


Attempt = Callable[[Ledger, random.Random], object]


def _attempts(drill: Path) -> list[Attempt]:  # noqa: C901  # a list of ways, each a function of two lines
    """Return the ways to get something of the exercise into a real ledger; each is tried many times."""
    with open_ledger(drill / LEDGER) as held:
        named = list(held.export(exercise=find_post(drill / LEDGER).exercise))
        plain = list(held.export())
        alerts, readings = held.alerts(), [held.reading(d.key) for d in held.documents()]
        taken, questions, judgments = held.acknowledgements(), held.questions(), held.judgments()
        deliveries = held.deliveries()
    texts = [r.document.text for r in readings]

    def reading(ledger: Ledger, rng: random.Random) -> object:
        return ledger.append_reading(rng.choice(readings), now=NOW)

    def disguised(ledger: Ledger, rng: random.Random) -> object:
        one = rng.choice(readings)
        return ledger.append_reading(
            dataclasses.replace(one, document=dataclasses.replace(one.document, realm="real")), now=NOW
        )

    def read_as_real(ledger: Ledger, rng: random.Random) -> object:
        return ledger.append_reading(read_document(Document("x", rng.choice(texts), "en", realm="real")), now=NOW)

    def line(ledger: Ledger, rng: random.Random) -> object:
        return ledger.append_line(read_line(rng.choice(plain)), now=LATER)

    def edited(ledger: Ledger, rng: random.Random) -> object:
        return ledger.append_line(read_line(json.dumps(_as_real(json.loads(rng.choice(named))))), now=LATER)

    def stripped(ledger: Ledger, rng: random.Random) -> object:
        """Edit the realm of a line that bears no identifier: its words still say what it is."""
        worded = [x for x in plain if '"vigie-reading/1"' in x or '"vigie-alert/1"' in x or '"vigie-source/1"' in x]
        return ledger.append_line(read_line(json.dumps(_as_real(json.loads(rng.choice(worded))))), now=LATER)

    def visit(ledger: Ledger, rng: random.Random) -> object:
        item = Incoming(source="wire", ref="x", text=rng.choice(texts))
        return ledger.append_visit(
            FiledVisit(source="wire", address="https://w.invalid", at=AT, outcome="items"), [item], now=NOW
        )

    def alert(ledger: Ledger, rng: random.Random) -> object:
        chosen = rng.choice(alerts)
        return ledger.append_alert(rng.choice([chosen, dataclasses.replace(chosen, realm="real")]), now=NOW)

    def delivery(ledger: Ledger, rng: random.Random) -> object:
        made = deliveries or [
            Delivery(message=alerts[0].message, channel="files", attempt=1, outcome="delivered", at=AT)
        ]
        return ledger.append_delivery(rng.choice(made), now=NOW)

    def source(ledger: Ledger, rng: random.Random) -> object:
        return ledger.append_source(
            Source("wire", "EXERCISE – Sound Wire"), now=NOW, realm=rng.choice([None, "exercise"])
        )

    def unread(ledger: Ledger, rng: random.Random) -> object:
        return ledger.append_unread(Unread("x", "no words", "empty"), now=NOW, realm="exercise")

    def question(ledger: Ledger, rng: random.Random) -> object:
        return ledger.append_question(rng.choice(questions), now=NOW)

    def judgment(ledger: Ledger, rng: random.Random) -> object:
        return ledger.append_judgment(rng.choice(judgments), now=NOW)

    def acknowledge(ledger: Ledger, rng: random.Random) -> object:
        made = taken or [Acknowledgement(alert="a", message="a.1", owner="x", note="", made=AT, realm="exercise")]
        return ledger.append_acknowledgement(rng.choice(made), now=NOW)

    def opened(ledger: Ledger, rng: random.Random) -> object:
        return open_ledger(drill / LEDGER, realm="real")

    def backup(ledger: Ledger, rng: random.Random) -> object:
        with open_ledger(drill / LEDGER) as held:
            held.backup(ledger.path)  # a real ledger is never written over
        return None

    def by_hand(ledger: Ledger, rng: random.Random) -> object:
        with sqlite3.connect(ledger.path) as connection:
            table = rng.choice(["documents", "visits", "alerts", "sources"])
            columns = [r[1] for r in connection.execute(f"PRAGMA table_info({table})")]
            values = ["exercise" if c == "realm" else 1 for c in columns]
            return connection.execute(f"INSERT INTO {table} VALUES ({','.join('?' * len(columns))})", values)

    return [
        reading, disguised, read_as_real, line, edited, stripped, visit, alert, delivery, source, unread, question, judgment,
        acknowledge, opened, backup, by_hand,
    ]  # fmt: skip


def test_no_exercise_row_in_a_real_ledger_after_a_thousand_attempts(drill: Path, real: Ledger) -> None:
    before = _rows(real.path)
    rng = random.Random("separation")
    ways = _attempts(drill)
    refused: Counter[str] = Counter()
    for n in range(ATTEMPTS):
        way = ways[n % len(ways)]
        try:
            way(real, rng)
        except (VigieError, sqlite3.IntegrityError):
            refused[way.__name__] += 1
    assert sum(refused.values()) == ATTEMPTS, {w.__name__: refused[w.__name__] for w in ways}
    assert _rows(real.path) == before
    assert sum(before.values()) == 0


def test_a_real_watch_keeps_nothing_headed_exercise_and_says_so(tmp_path: Path) -> None:
    from vigie.watch.collect.fetch import Fetched
    from vigie.watch.collect.roster import Roster
    from vigie.watch.collect.roster import Source as Listed
    from vigie.watch.readers import Readers
    from vigie.watch.round import Watch
    from vigie.watch.run import run_round

    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "w", "items": [
        {"id": "1", "title": "Tanks", "content_text": "EXERCISE – Quiet – not real\n\nTanks moved, said the minister."},
        {"id": "2", "title": "Rain", "content_text": "Rain fell on Tuesday, said the minister."},
    ]}  # fmt: skip
    roster = Roster(sources=(Listed(id="wire", address="https://w.invalid/feed.json"),))
    with open_ledger(tmp_path / "r.vigie", realm="real", create=True, now=NOW) as ledger, Readers(1) as readers:
        watch = Watch(
            ledger=ledger, roster=roster, readers=readers, clock=lambda: NOW,
            ask=lambda source, known: Fetched(json.dumps(feed).encode(), "application/feed+json", None, source.address),
        )  # fmt: skip
        run_round(watch, lambda *_: None)
        assert [d.id for d in ledger.documents()] == ["2"]
        assert ["headed EXERCISE" in u.reason for u in ledger.unread()] == [True]
        assert not any("Tanks" in line for line in ledger.export())


def test_an_exercise_ledger_refuses_what_is_real(drill: Path) -> None:
    before = content(drill)
    real = read_document(Document("r", "Rain fell, said the minister.", "en", realm="real"))
    alert = write_test("files", Rules(), realm="real", now=NOW)
    with open_ledger(drill / LEDGER) as ledger:
        for attempt in (
            lambda: ledger.append_reading(real, now=NOW),
            lambda: ledger.append_alert(alert, now=NOW),
            lambda: ledger.append_unread(Unread("x", "no words"), now=NOW, realm="real"),
            lambda: ledger.append_source(Source("wire"), now=NOW, realm="real"),
        ):
            with pytest.raises(LedgerError):
                attempt()
    assert content(drill) == before


@pytest.mark.parametrize("realm", ["real", "exercise"])
def test_no_channel_takes_a_message_of_the_other_realm(tmp_path: Path, realm: str) -> None:
    other = {"real": "exercise", "exercise": "real"}[realm]
    channels = (AtomChannel(name="a", file="a.atom"), CapChannel(name="c", folder="cap"), PrintChannel(name="p"))
    rules = Rules(channels=channels, exercise="EX-1" if realm == "exercise" else None)
    said: list[str] = []
    send = make_send(rules, Surroundings(folder=tmp_path, environ={}, echo=said.append, held=lambda _: (), realm=realm))
    for channel in channels:
        with pytest.raises(DeliveryError, match="realm|real message"):
            send(channel, write_test(channel.name, rules, realm=other, now=NOW))
    assert not said
    assert not list(tmp_path.iterdir())


def test_a_feed_never_mixes_realms_and_an_exercise_desk_writes_no_real_message() -> None:
    mixed = [write_test("a", Rules(), realm=realm, now=NOW) for realm in ("real", "exercise")]
    for realm in ("real", "exercise"):
        with pytest.raises(WrongRealm):
            write_atom(mixed, Rules(), name="a", realm=realm)
    with pytest.raises(WrongRealm, match="no-duff"):
        write_cap(mixed[0], Rules(exercise="EX-1"))


def test_all_that_leaves_an_exercise_names_it(drill: Path) -> None:
    from lxml import etree

    from vigie.watch.deliver.mail import write_mail
    from vigie.watch.deliver.rules import MailChannel
    from vigie.watch.deliver.webhook import write_payload

    name = "FERRY-7-20260304"
    rules = load_own_rules(find_post(drill / LEDGER))
    with open_ledger(drill / LEDGER) as ledger:
        alerts = ledger.alerts()
        lines = list(ledger.export(exercise=find_post(ledger.path).exercise))
    assert alerts
    for alert in alerts:
        cap = etree.fromstring(write_cap(alert, rules))
        said = {etree.QName(e).localname: e.text for e in cap}
        assert said["status"] == "Exercise"
        assert said["note"].startswith(name)
    feed = write_atom(alerts, rules, name="feed", realm="exercise").decode()
    assert feed.count(name) > len(alerts)
    payload = json.loads(write_payload(alerts[0], rules))
    assert (payload["status"], payload["exercise"]) == ("Exercise", name)
    mail = write_mail(alerts[0], MailChannel(name="m", host="h", sender="a@b.invalid", to=("c@d.invalid",)), rules)
    assert mail["X-Vigie-Exercise"] == name
    assert mail["X-Vigie-Status"] == "EXERCISE"
    body = mail.get_body(("plain",)).get_content()
    assert body.startswith(f"EXERCISE {name}") and body.rstrip().endswith(f"EXERCISE {name}")
    assert {json.loads(line)["exercise"] for line in lines} == {name}


def test_every_page_of_the_desk_names_the_exercise_above_and_below(drill: Path) -> None:
    from fastapi.testclient import TestClient

    from vigie.desk import Settings, make_app

    settings = Settings(path=drill / LEDGER, now=lambda: NOW, secret=b"s" * 32, wait=20.0)
    with TestClient(make_app(settings), base_url="http://127.0.0.1:8321") as client:
        for path in ("/", "/read", "/ledger", "/speakers", "/map", "/brief", "/nowhere"):
            page = client.get(path).text
            assert page.count("EXERCISE · EXERCICE · EXERCISE · FERRY-7-20260304") == 2 or path == "/nowhere", path
        assert "FERRY-7-20260304" in client.get("/brief?form=md").text.split("\n")[0]
