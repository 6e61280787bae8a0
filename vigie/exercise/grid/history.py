"""The yesterday that all cells of a scenario share: read once, kept on the disk, and held in memory while cells run."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from vigie.assess.problems import Problem
from vigie.exercise.cast import Scenario
from vigie.exercise.debrief.moments import fill_problem
from vigie.exercise.drill import Makers, begin_drill
from vigie.exercise.drill.folder import LEDGER, REALM
from vigie.exercise.drill.history import feed_history, find_shared, keep_shared
from vigie.exercise.drill.outlets import make_outlets_ask
from vigie.lang.gazetteer.setting import using_names
from vigie.store import FiledEvent, FiledStatement, Ledger, open_ledger
from vigie.watch.post import find_post, open_post
from vigie.watch.readers import Readers
from vigie.watch.round import Watch
from vigie.watch.view import WINDOW_DAYS, View, load_view

Tell = Callable[[int, int, int], None]
T = TypeVar("T")
R = TypeVar("R", FiledStatement, FiledEvent)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A scenario with the ledger of its history, and what that ledger held when the drill began."""

    scenario: Scenario
    problem: Problem
    folder: Path
    view: View
    texts: Mapping[str, str]


def prepare_history(
    scenario: Scenario, folder: Path, makers: Makers, *, now: dt.datetime, tell: Tell, jobs: int = 1
) -> History:
    """Return the history of a scenario, read into a ledger under the folder unless it is there already."""
    held = folder / find_shared(scenario) / LEDGER
    if not held.exists():
        with tempfile.TemporaryDirectory(dir=_make(folder), prefix="reading-") as where:
            _read_history(Path(where) / "drill", scenario, folder, makers, now, tell, jobs)
    with open_ledger(held, realm=REALM) as ledger:
        view = load_view(ledger, at=scenario.start)
        texts = {key: ledger.text(key) for key in view.documents}
    return History(scenario=scenario, problem=fill_problem(scenario), folder=folder, view=view, texts=texts)


def _make(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _read_history(
    where: Path, scenario: Scenario, shared: Path, makers: Makers, now: dt.datetime, tell: Tell, jobs: int
) -> None:  # fmt: skip
    drill = begin_drill(where, scenario, seed="history", now=now)
    post = find_post(where / LEDGER)
    with using_names(post.names), Readers(jobs) as readers:
        ledger, roster = open_post(post, now=scenario.start)
        with ledger:
            watch = Watch(
                ledger=ledger, roster=roster, readers=readers, ask=make_outlets_ask((), identifier=drill.identifier),
                clock=lambda: scenario.start, seed=drill.identifier, follows=False,
            )  # fmt: skip
            feed_history(watch, scenario, makers, tell)
    keep_shared(where, shared, scenario)


def load_since(ledger: Ledger, history: History, *, at: dt.datetime) -> View:
    """Return the view of a cell's ledger at a moment, equal to what `load_view` returns of it.

    What was reported before the drill began is the same in every cell and is not loaded again; only what it still has
    of it goes in, which is what the window of the view reaches.
    """
    old, start = history.view, history.scenario.start
    new = load_view(ledger, at=at, days=(at.date() - start.date()).days)
    since = (at - dt.timedelta(days=WINDOW_DAYS)).date().isoformat()
    documents = {k: d for k, d in old.documents.items() if (d.day or d.known) >= since and k not in new.documents}
    return replace(
        new,
        documents={**new.documents, **documents},
        statements=_merge(new.statements, (s for s in old.statements if s.document in documents)),
        events=_merge(new.events, (e for e in old.events if e.document in documents)),
        quantities=(*new.quantities, *(q for q in old.quantities if q.document in documents)),
        links=(*new.links, *(x for x in old.links if x.document in documents)),
        flags=(*new.flags, *(f for f in old.flags if f.document in documents)),
        groupings={**new.groupings, **{k: g for k, g in old.groupings.items() if k in documents}},
        visits=tuple(v for v in _unite(new.visits, old.visits) if v.at >= since),
        unread=tuple(u for u in _unite(new.unread, old.unread) if u.known >= since),
    )


def _merge(new: tuple[R, ...], old: Iterable[R]) -> tuple[R, ...]:
    """Return both, the newest day first, as a ledger gives them; what is reported today may be of last year."""
    held: list[R] = [*new, *old]
    return tuple(sorted(held, key=lambda r: (r.valid_to or r.valid_from or "", r.key), reverse=True))


def _unite(new: tuple[T, ...], old: tuple[T, ...]) -> tuple[T, ...]:
    held = set(new)
    return (*new, *(one for one in old if one not in held))
