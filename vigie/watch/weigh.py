"""What a ledger gives cause to look at: the view at a moment, its signals, and the texts they rest on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from vigie.model.signal import Signal
from vigie.store import Ledger
from vigie.watch.deliver.rules import Rules
from vigie.watch.deliver.rules_file import load_rules
from vigie.watch.post import Post, find_post, load_own_roster
from vigie.watch.signals.find import Settings, find_signals
from vigie.watch.signals.routine import Exposure, load_calendar
from vigie.watch.view import WINDOW_DAYS, Texts, View, load_view


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A view with all that was found in it."""

    view: View
    signals: tuple[Signal, ...]
    texts: Mapping[str, str]


def load_own_rules(post: Post) -> Rules:
    """Return the desk's rules; a ledger that stands alone has none.

    Raises:
        RulesError: rules.yaml has faults; all of them are named.
    """
    return load_rules(post.rules) if post.rules else Rules()


def load_settings(post: Post) -> Settings:
    """Return what the operator decided, from the files beside the ledger.

    Raises:
        SourcesError, RulesError, CalendarError: a file has faults; all of them are named.
    """
    roster = load_own_roster(post)
    calendar = tuple(load_calendar(post.calendar))
    return Settings(
        alarm_days=load_own_rules(post).alarm_days,
        sources=roster.sources if roster else (),
        known=Exposure(calendar),
        calendar=calendar,
    )


def find_settings(ledger: Path | str) -> Settings:
    """Return the settings of the desk that a ledger belongs to."""
    return load_settings(find_post(Path(ledger)))


def find_now(ledger: Ledger, now: dt.datetime) -> dt.datetime:
    """Return the moment at which a desk stands: now, or in an exercise the moment that its play has reached."""
    if ledger.realm != "exercise":
        return now
    return ledger.last_known() or now


def weigh(
    ledger: Ledger, settings: Settings, *, at: dt.datetime, days: int = WINDOW_DAYS, held: dict[str, str] | None = None
) -> Weighed:
    """Return what was known at the moment, and all that the watch finds in it; `held` keeps texts between weighings."""
    view = load_view(ledger, at=at, days=days)
    texts = Texts(ledger, view, held)
    return Weighed(view=view, signals=find_signals(view, settings=settings, texts=texts), texts=texts)
