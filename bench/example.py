"""The example replay: what was planted in it, what a watch finds of that, and what else it raises.

`planted.yaml` was written from the story. The replay runs through the product's own code; the rival raises a finding
for every title that holds one of a handful of words.
"""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bench.table import Row, Table
from vigie.model.signal import Signal
from vigie.store import Ledger
from vigie.text.spelling import find_skeleton
from vigie.watch.after import make_after
from vigie.watch.post import begin_replay, find_post, open_post
from vigie.watch.readers import Readers
from vigie.watch.replay import EXAMPLE, find_replay, load_replay
from vigie.watch.round import Watch
from vigie.watch.run import run_replay
from vigie.watch.weigh import load_settings, weigh

ALARMING = re.compile(r"missile|strike|drone|nuclear|threat|attack|frappe|menace|attaque|nucléaire", re.IGNORECASE)
GROUPED = {"version": "version", "near": "near", "translation": "translation"}


@dataclass(frozen=True, slots=True)
class Replayed:
    """What the watch held when the example was over: its signals, and the authored items by the keys of documents."""

    signals: tuple[Signal, ...]
    items: Mapping[str, str]
    ledger: Ledger


def measure_example(*, quick: bool = False) -> list[Table]:
    """Return the table of what was planted and what was found; `quick` changes nothing, it takes half a minute."""
    folder = find_replay(EXAMPLE)
    planted = yaml.load((folder / "planted.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    with tempfile.TemporaryDirectory() as place:
        replayed = replay(folder, Path(place))
        found = {p["id"]: is_found(p, replayed) for p in planted["planted"]}
        others = list(find_others(planted["planted"], replayed))
        rival_found, rival_others = score_titles(planted["planted"], replayed)
        replayed.ledger.close()
    missed = [name for name, held in found.items() if not held]
    table = Table("The example replay: three invented weeks, planted by hand", "words in titles")
    count = len(found)
    table.rows = [
        Row(f"planted, of {count}", sum(found.values()), rival_found, count, count, "{:.0f}"),
        Row("other findings worth a look", len(others), rival_others, 1, 0, "{:.0f}", less=True),
    ]
    table.notes = [
        f"Missed: {', '.join(missed) or 'none'}.",
        f"Others: {'; '.join(others) or 'none'}.",
        "Our own invented prose, so half a number. A signal counts as found by its kind, its subject and the items it rests on; other findings are those of level watch and alarm that no planted item explains.",
    ]
    return [table]


def replay(folder: Path, place: Path) -> Replayed:
    """Return what the watch finds in a replay, run into a ledger in an empty folder."""
    snapshots = load_replay(folder)
    begin_replay(folder, place)
    post = find_post(place / "watch.vigie")
    ledger, roster = open_post(post, now=snapshots.moments[0], create=True)
    signals: dict[str, Signal] = {}
    settings = load_settings(post)
    with Readers(1) as readers:
        watch = Watch(
            ledger=ledger, roster=roster, readers=readers, ask=_nobody, clock=lambda: snapshots.moments[0],
        )  # fmt: skip
        for round_ in run_replay(watch, make_after(post, echo=lambda _: None), snapshots):
            signals |= {s.key: s for s in weigh(ledger, settings, at=round_.at).signals}  # what passes counts as well
    items = {d.key: (d.url or d.id).rstrip("/").rsplit("/", 1)[-1] for d in ledger.documents(versions="all")}
    return Replayed(tuple(signals.values()), items, ledger)


def _nobody(*_: object) -> Any:
    raise AssertionError("a replay asks nobody but its snapshots")


def is_found(planted: Mapping[str, Any], replayed: Replayed) -> bool:
    """Return whether what was planted was found."""
    wanted = planted["find"]
    if wanted["kind"] in GROUPED:
        return _is_grouped(wanted["kind"], planted["items"], replayed)
    if wanted["kind"] == "accusation":
        return _is_accused(wanted, planted["items"], replayed)
    return any(_explains(planted, signal, replayed, strict=True) for signal in replayed.signals)


def _is_grouped(kind: str, items: Sequence[str], replayed: Replayed) -> bool:
    held = replayed.ledger.groupings()
    by_item = {replayed.items[key]: g.relation for key, g in held.items() if key in replayed.items}
    if kind == "version":
        return any(g.relation == "version" for g in held.values())
    named = [by_item.get(item) for item in items]
    return all(relation in (kind, "exact") for relation in named)


def _is_accused(wanted: Mapping[str, Any], items: Sequence[str], replayed: Replayed) -> bool:
    said = [s for s in replayed.ledger.statements() if replayed.items.get(s.document) in items]
    accused = any("accusation" in s.modality and _is_called(wanted["subject"], s.speaker) for s in said)
    return accused and any("denial" in s.modality and _is_called(wanted["denied_by"], s.speaker) for s in said)


def _is_called(name: str, other: str | None) -> bool:
    return other is not None and find_skeleton(name) == find_skeleton(other)


def _explains(planted: Mapping[str, Any], signal: Signal, replayed: Replayed, *, strict: bool) -> bool:
    """Return whether a signal is what was planted; loosely, whether it rests on its items and is of its kind."""
    wanted = planted["find"]
    if signal.kind != wanted["kind"]:
        return False
    if signal.kind == "source":
        return f"source:{wanted['subject']}" in signal.inputs and (not strict or signal.form == wanted["form"])
    touched = {replayed.items.get(key.partition(".")[0]) for key in signal.inputs}
    if touched.isdisjoint(planted["items"]):
        return False
    return not strict or _fits(wanted, signal)


def _fits(wanted: Mapping[str, Any], signal: Signal) -> bool:
    if signal.kind in ("routine", "departure"):
        if wanted["subject"] not in signal.subject:
            return False
        return signal.kind == "routine" or signal.form == wanted["form"]
    if signal.kind == "contradiction":
        names = signal.subject.split(" / ")
        return all(any(_is_called(name, other) for other in names) for name in wanted["speakers"])
    if signal.kind in ("shift", "cut_quote"):
        fits = _is_called(wanted["subject"], signal.subject)
        return fits and (signal.kind == "shift" or "form" not in wanted or wanted["form"] in signal.form)
    if signal.kind == "numbers":
        told = " ".join(v for name, v in signal.values if name.endswith("_interval"))
        return all(re.search(rf"\b{value}\b", told) for value in wanted["values"])
    return True


def find_others(planted: Sequence[Mapping[str, Any]], replayed: Replayed) -> Iterator[str]:
    """Yield the signals worth a look that nothing planted explains."""
    for signal in replayed.signals:
        if signal.level == "notice" or any(_explains(p, signal, replayed, strict=False) for p in planted):
            continue
        yield f"{signal.key} ({signal.subject})"


def score_titles(planted: Sequence[Mapping[str, Any]], replayed: Replayed) -> tuple[int, int]:
    """Return how many planted things a search of titles for alarming words touches, and how many other titles."""
    raised = {
        replayed.items[d.key] for d in replayed.ledger.documents(versions="all") if ALARMING.search(d.title or "")
    }
    items = {item for p in planted for item in p["items"]}
    return sum(not raised.isdisjoint(p["items"]) for p in planted), len(raised - items)


if __name__ == "__main__":
    began = dt.datetime.now()
    for table in measure_example():
        print("\n".join(table.lines()))
    print(dt.datetime.now() - began)
