"""A ledger to look at: the example replay, watched as if it came in live. Invented reporting of the exercise realm."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from vigie.watch.after import make_after
from vigie.watch.lock import only_watch
from vigie.watch.post import begin_replay, find_post, open_post
from vigie.watch.readers import Readers
from vigie.watch.replay import EXAMPLE, find_replay, load_replay
from vigie.watch.round import Watch, make_watch_ask
from vigie.watch.run import run_replay

LEDGER = "watch.vigie"


def make_demo(
    folder: Path,
    *,
    clock: Callable[[], dt.datetime],
    jobs: int,
    tell: Callable[[str], None],
    replay: str = EXAMPLE,
) -> Path:
    """Return the ledger of a replay, made in a folder with the replay's own sources and rules."""
    snapshots = load_replay(find_replay(replay))
    begin_replay(snapshots.folder, folder)
    post = find_post(folder / LEDGER)
    ledger, roster = open_post(post, now=snapshots.moments[0], create=True)
    with only_watch(post.ledger), ledger, Readers(jobs) as readers:
        watch = Watch(
            ledger=ledger, roster=roster, readers=readers, ask=make_watch_ask(roster), clock=clock, stop=lambda: False,
        )  # fmt: skip
        for n, _ in enumerate(run_replay(watch, make_after(post, echo=lambda _: None), snapshots), 1):
            tell(f"{n} of {len(snapshots.moments)} moments")
    return post.ledger
