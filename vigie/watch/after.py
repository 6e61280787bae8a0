"""What follows a round: copies and stories grouped, signals weighed, messages decided and delivered.

All of it is computed from the ledger, and each step is kept before the next begins: cut off anywhere, the next round
takes it up.
"""

from __future__ import annotations

import datetime as dt
import os
import random
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from vigie.model.signal import Alert
from vigie.watch.deliver.alerts import decide, find_told_since
from vigie.watch.deliver.atom import ENTRIES
from vigie.watch.deliver.channels import Send, Surroundings, make_send
from vigie.watch.deliver.inputs import describe_inputs
from vigie.watch.deliver.outbox import deliver_due
from vigie.watch.link.group import Index, group_new, load_index
from vigie.watch.post import Post
from vigie.watch.round import Counts, Step, Watch
from vigie.watch.run import After
from vigie.watch.weigh import Weighed, load_own_rules, load_settings, weigh

RECOUNT = dt.timedelta(hours=1)
"""So long a signal may go without being weighed anew when nothing comes in: silence and age are signals too."""
MOST_TEXTS = 10_000
"""So many texts are held on to between two weighings."""
Echo = Callable[[str], None]
When = Callable[[dt.datetime, Counts], bool]
Found = Callable[[Watch, Weighed, dt.datetime], None]


class Aftermath:
    """What a watch does after each round. It remembers when it last weighed, and the index of stories; no more."""

    def __init__(self, post: Post, echo: Echo, *, when: When | None = None, found: Found | None = None) -> None:
        self._post = post
        self._settings = load_settings(post)
        self._rules = load_own_rules(post)
        self._folder = post.folder
        self._echo = echo
        self._when = when or self._is_due
        self._found = found
        self._index: Index | None = None
        self._weighed: dt.datetime | None = None
        self._texts: dict[str, str] = {}

    def __call__(self, watch: Watch, now: dt.datetime, counts: Counts) -> None:
        """Return nothing; do what follows a round, and count it."""
        if self._index is None:
            self._index = load_index(watch.ledger, at=now)
        counts.grouped = group_new(watch.ledger, self._index, now=now)
        if self._when(now, counts):
            self._weigh(watch, now, counts)
        self._deliver(watch, now, counts)

    def _is_due(self, now: dt.datetime, counts: Counts) -> bool:
        news = counts.read or counts.grouped or counts.failed or counts.unread
        return bool(news) or self._weighed is None or now - self._weighed >= RECOUNT

    def _weigh(self, watch: Watch, now: dt.datetime, counts: Counts) -> None:
        weighed = weigh(watch.ledger, self._settings, at=now, held=self._texts)
        for key in [k for k in self._texts if k not in weighed.view.documents or len(self._texts) > MOST_TEXTS]:
            del self._texts[key]
        counts.signals = len(weighed.signals)
        for alert in self._decide(watch, weighed, now):
            if watch.ledger.append_alert(alert, now=now):
                counts.alerts += 1
                watch.look(Step(what=alert.msg_type.lower(), detail=alert.texts[0][1] if alert.texts else alert.alert))
        self._weighed = now
        if self._found is not None:
            self._found(watch, weighed, now)

    def _decide(self, watch: Watch, weighed: Weighed, now: dt.datetime) -> Sequence[Alert]:
        records = describe_inputs(weighed.view, {key for signal in weighed.signals for key in signal.inputs})
        held = watch.ledger.telling({s.key for s in weighed.signals}, since=find_told_since(self._rules, now))
        return decide(weighed.signals, self._rules, held, now=now, realm=watch.ledger.realm, records=records)

    def _deliver(self, watch: Watch, now: dt.datetime, counts: Counts) -> None:
        send = self._make_send(watch)
        sent = deliver_due(
            watch.ledger, self._rules, now=now, rng=random.Random(f"{watch.seed}/outbox/{now}"), send=send
        )
        counts.undelivered = sum(d.outcome != "delivered" for d in sent.deliveries)
        for fault in sent.faults:
            watch.look(Step(what="undelivered", detail=fault))

    def _make_send(self, watch: Watch) -> Send:
        around = Surroundings(
            folder=Path(self._folder), environ=os.environ, echo=self._echo,
            held=partial(watch.ledger.latest_told, most=ENTRIES), realm=watch.ledger.realm,
        )  # fmt: skip
        return make_send(self._rules, around)


def make_after(post: Post, *, echo: Echo, when: When | None = None, found: Found | None = None) -> After:
    """Return what a watch of this desk does after each round.

    `when` says whether a round is followed by weighing; without it, one that brought something, and one an hour.
    `found` is told what was weighed, once the messages that it gives cause to are kept.

    Raises:
        RulesError: rules.yaml has faults; all of them are named.
    """
    return Aftermath(post, echo, when=when, found=found)
