"""A small replay of our own, and a process that runs one. Every text reports nothing real."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

from vigie.store import open_ledger
from vigie.watch.after import make_after
from vigie.watch.collect.roster import load_roster
from vigie.watch.post import begin_replay, find_post, tell_sources
from vigie.watch.readers import Readers
from vigie.watch.replay import load_replay
from vigie.watch.round import Watch
from vigie.watch.run import run_replay

_ROSTER = """realm: exercise
delay: 0
sources:
  - id: herald
    address: https://herald.example/feed.xml
    language: en
    rhythm: 1d
    reliability: B
  - id: messager
    address: https://messager.example/page.html
    kind: page
    language: fr
  - id: lines
    address: https://lines.example/out.jsonl
    kind: lines
"""
_RULES = """alarm_days: 12
rules:
  - name: all
    level: notice
    channels: [feed, files]
channels:
  - name: feed
    kind: atom
    file: alerts.atom
  - name: files
    kind: cap
    folder: alerts
"""
_NAMES = ("Ida Brenn", "Kjell Arden", "Marja Salo", "Oskar Lind")
_PLACES = ("Oslo", "Narvik", "Riga", "Gdansk", "Tallinn")


def write_replay(folder: Path, moments: int = 8) -> Path:
    """Return the folder, now holding so many moments of three sources; one of them fails once."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vigie.yaml").write_text(_ROSTER, encoding="utf-8")
    (folder / "rules.yaml").write_text(_RULES, encoding="utf-8")
    for n in range(moments):
        at = folder / f"2031-05-{1 + n // 4:02}T{6 * (n % 4):02}-00Z"
        at.mkdir()
        items = "".join(_write_item(m) for m in range(max(0, 2 * n - 3), 2 * n + 2))
        (at / "herald.xml").write_text(
            f"<rss version='2.0'><channel><title>Herald</title>{items}</channel></rss>", encoding="utf-8"
        )
        if n == 3:
            (at / "messager.fail").write_text("503\n", encoding="utf-8")
        elif n % 2 == 0:
            (at / "messager.html").write_text(_write_page(n), encoding="utf-8")
        lines = [f'{{"id": "l{m}", "text": "EXERCISE\\n\\n{_say(m + 50)}", "lang": "en"}}' for m in range(n + 1)]
        (at / "lines.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def _say(n: int) -> str:
    name, place = _NAMES[n % 4], _PLACES[n % 5]
    return (
        f"{name} said on Monday that convoy {n} had not left {place}. The mayor warned that port {n} would be closed."
    )


def _write_item(n: int) -> str:
    return (
        f"<item><guid>h{n}</guid><title>EXERCISE: Convoy {n}</title><link>https://herald.example/{n}</link>"
        f"<pubDate>Thu, {1 + n // 8:02} May 2031 06:00:00 GMT</pubDate>"
        f"<description>EXERCISE. {_say(n)}</description></item>"
    )


def _write_page(n: int) -> str:
    words = f"Le ministre Kjell Arden a déclaré mardi que le convoi {n} ne quittera pas le port de Narvik. "
    return (
        f"<!doctype html><html lang='fr'><head><title>Point {n}</title></head><body><article><p>EXERCICE</p>"
        f"<h1>Point de situation {n}</h1>" + f"<p>{words * 3}</p>" * 3 + "</article></body></html>"
    )


def run(path: Path, folder: Path, workers: int = 1) -> None:
    """Return nothing; replay the folder into the ledger, going on where it was cut off."""
    replay = load_replay(folder)
    roster = load_roster(folder / "vigie.yaml")
    begin_replay(folder, path.parent)
    after = make_after(find_post(path), echo=print)
    with (
        open_ledger(path, realm="exercise", create=True, now=replay.moments[0]) as ledger,
        Readers(workers) as readers,
    ):
        tell_sources(ledger, roster, now=replay.moments[0])
        watch = Watch(
            ledger=ledger, roster=roster, readers=readers, ask=_no_ask, clock=lambda: dt.datetime.max,
            look=lambda step: print(step.what, flush=True),
        )  # fmt: skip
        for _ in run_replay(watch, after, replay):
            pass


def _no_ask(*_: object) -> None:
    raise AssertionError("a replay asks nobody but its snapshots")


if __name__ == "__main__":
    run(Path(sys.argv[1]), Path(sys.argv[2]))
