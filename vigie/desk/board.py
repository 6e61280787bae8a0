"""What the watch finds, computed once for every state of the ledger. The only place of the desk that asks the watch."""

from __future__ import annotations

import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late
from dataclasses import dataclass
from functools import cached_property

from vigie.model.signal import Signal
from vigie.store import Amendment, FiledEvent, FiledStatement, Ledger
from vigie.watch.deliver.brief import Brief, Group, Sentence, find_needed, make_brief, render_md
from vigie.watch.deliver.brief.pieces import lay_out, mark_language, write_places
from vigie.watch.deliver.brief.plain import head_group, write_facts
from vigie.watch.deliver.brief.tongue import load_tongue
from vigie.watch.signals.baseline_streams import KINDS, find_streams
from vigie.watch.signals.posture import PostureLine, find_posture, load_domains, name_actor
from vigie.watch.signals.tell import tell
from vigie.watch.view import View
from vigie.watch.weigh import Weighed, find_settings, weigh

__all__ = ["KINDS", "Board", "Boards", "Day", "load_domains", "name_actor", "tell", "write_brief"]
KEPT, UNDER_WAY = 3, 4
Key = tuple[object, str]


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the timeline: how many items hold threats, acts or posture, and the keys of those records."""

    day: str
    counts: tuple[int, ...]
    records: tuple[tuple[str, ...], ...]


class Board:
    """What is found in one view; what few pages need is found when it is first asked for."""

    def __init__(self, weighed: Weighed) -> None:
        self.view: View = weighed.view
        self.texts: Mapping[str, str] = weighed.texts
        self.signals: tuple[Signal, ...] = weighed.signals
        self.posture: tuple[PostureLine, ...] = find_posture(weighed.view, weighed.texts)

    @cached_property
    def records(self) -> Mapping[str, FiledStatement | FiledEvent]:
        """Return the statements and events of the view by their keys."""
        held: list[FiledStatement | FiledEvent] = [*self.view.statements, *self.view.events]
        return {r.key: r for r in held}

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """Return the days of the view without gaps; the counts are those that alarms are judged by."""
        held = find_streams(self.view)
        whole = {s.kind: s for s in held.streams if not s.part}
        return tuple(
            Day(
                day.isoformat(),
                tuple(whole[kind].counts[i] for kind in KINDS),
                tuple(tuple(whole[kind].records[i]) for kind in KINDS),
            )
            for i, day in enumerate(held.days)
        )


class Boards:
    """Keeps the last boards. A new one is computed beside the pages, which go on showing the one before."""

    def __init__(self) -> None:
        self._held: OrderedDict[Key, Future[Board]] = OrderedDict()
        self._pool = ThreadPoolExecutor(1, "board")
        self._lock = threading.Lock()

    def ask(self, ledger: Ledger, *, state: object, at: dt.datetime, is_past: bool, wait: float) -> Board | None:
        """Return the board of that state of the ledger, else the last one of the same moment, else None: not yet.

        `is_past` says that a moment was asked for; else any earlier board of the present will do meanwhile.
        """
        name = at.isoformat() if is_past else ""
        future = self._begin(ledger, (state, name), at)
        if future is None:
            return self._find_before(name)
        try:
            return future.result(timeout=0 if self._find_before(name) else wait)
        except Late:
            return self._find_before(name)

    def _begin(self, ledger: Ledger, key: Key, at: dt.datetime) -> Future[Board] | None:
        """Return the board under way, or None when so many are that another has to wait to be asked for again."""
        with self._lock:
            held = self._held.get(key)
            if held is None and sum(not f.done() for f in self._held.values()) >= UNDER_WAY:
                return None
            if held is None or (held.done() and held.exception() is not None):
                held = self._held[key] = self._pool.submit(_make, ledger, at)
            self._held.move_to_end(key)
            for old in [k for k, f in self._held.items() if f.done()][:-KEPT]:
                del self._held[old]
            return held

    def _find_before(self, name: str) -> Board | None:
        with self._lock:
            done = [f for (_, held), f in self._held.items() if held == name and f.done() and not f.exception()]
        return done[-1].result() if done else None

    def close(self) -> None:
        """Return nothing; begin no more."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def _make(ledger: Ledger, at: dt.datetime) -> Board:
    return Board(weigh(ledger, find_settings(ledger.path), at=at))


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of a sentence: plain words, a fact, or a quotation that leads to the record it stands in."""

    text: str
    look: str = ""
    record: str | None = None
    lang: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of a brief with the places that prove it, and the records that it rests on."""

    pieces: list[Shown]
    places: str
    records: tuple[str, ...]
    is_under: bool


@dataclass(frozen=True, slots=True)
class Written:
    """A brief in words: facts about it, then its sections with their groups, then what was dropped and why."""

    markdown: str
    facts: list[str]
    sections: list[tuple[str, list[tuple[str, list[Line]]]]]
    nothing: str
    dropped: list[tuple[str, str, str]]


def write_brief(
    board: Board, since: dt.datetime, until: dt.datetime, lang: str, amendments: Sequence[Amendment]
) -> Written:  # fmt: skip
    """Return the brief of a period in words."""
    needed = find_needed(board.view, board.signals, since=since, until=until)
    texts = {key: board.texts[key] for key in needed}
    brief = make_brief(
        board.view, board.signals, since=since, until=until, lang=lang, texts=texts, amendments=amendments
    )  # fmt: skip
    tongue = load_tongue(lang)
    return Written(
        render_md(brief),
        list(write_facts(brief)),
        [(tongue.words["sections"][s.name], [_write_group(brief, g) for g in s.groups]) for s in brief.sections],
        tongue.page("nothing"),
        [(tongue.words["sections"][d.section], tongue.words["reasons"][d.reason], d.detail) for d in brief.dropped],
    )


def _write_group(brief: Brief, group: Group) -> tuple[str, list[Line]]:
    title = head_group(group, brief.lang) if group.title is not None else ""
    return title, [_write_line(brief, sentence) for sentence in group.sentences]


def _write_line(brief: Brief, sentence: Sentence) -> Line:
    tongue, pieces = load_tongue(brief.lang), []
    for piece in lay_out(sentence):
        quote = piece.quote
        if quote is None:
            pieces.append(Shown(piece.text, "fact" if piece.fact else ""))
            continue
        words = f"{tongue.page('open')}{' … '.join(quote.words)}{tongue.page('close')}"
        pieces.append(Shown(words, "quote", quote.record, quote.lang, mark_language(quote, brief.lang)))
    return Line(pieces, write_places(sentence), sentence.records, bool(sentence.depth))
