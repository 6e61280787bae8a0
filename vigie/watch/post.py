"""A desk's files: its ledger, and beside it whom it listens to, what it is told of, and what it knows as routine."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from vigie.errors import SourcesError, WrongRealm
from vigie.store import Ledger, Source, open_ledger
from vigie.watch.collect.roster import FILE, Roster, load_roster

LEDGER = "watch.vigie"
RULES = "rules.yaml"
CALENDAR = "calendar.ics"
NAMES = "names.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Where the files of a desk are. Rules, calendar and the names of an invented setting may be missing."""

    ledger: Path
    folder: Path

    @property
    def roster(self) -> Path:
        """Return the list of sources."""
        return self.folder / FILE

    @property
    def rules(self) -> Path | None:
        """Return the rules, or None where there are none."""
        path = self.folder / RULES
        return path if path.exists() else None

    @property
    def calendar(self) -> Path | None:
        """Return the desk's own calendar, or None where there is none."""
        path = self.folder / CALENDAR
        return path if path.exists() else None

    @property
    def names(self) -> Path | None:
        """Return the names of the setting that is drilled in, or None where there are none."""
        path = self.folder / NAMES
        return path if path.exists() else None

    @property
    def exercise(self) -> str | None:
        """Return the identifier of the exercise that the desk is held for, as its rules state it; None for no other."""
        return _find_exercise(self.rules, self.rules.stat().st_mtime_ns) if self.rules else None


@lru_cache(maxsize=64)
def _find_exercise(rules: Path, _: int) -> str | None:
    try:
        held = yaml.load(rules.read_text(encoding="utf-8"), yaml.BaseLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):  # told where the rules are used
        return None
    stated = held.get("exercise") if isinstance(held, dict) else None
    return stated.strip() or None if isinstance(stated, str) else None


def find_post(ledger: Path) -> Post:
    """Return the desk that a ledger belongs to: its files lie beside it."""
    return Post(ledger=ledger, folder=ledger.parent)


def open_post(post: Post, *, now: dt.datetime, create: bool = False) -> tuple[Ledger, Roster]:
    """Return the ledger and the sources of a desk, told to the ledger as they now stand.

    Raises:
        SourcesError: the list has faults.
        WrongRealm: the list is of one realm, the ledger of the other; or invented names lie beside real sources.
    """
    roster = load_roster(post.roster)
    if post.names is not None and roster.realm != "exercise":
        raise WrongRealm(f"{post.names}: names of an invented setting beside sources of the real realm; move it away")
    ledger = open_ledger(post.ledger, realm=roster.realm, create=create, now=now)
    tell_sources(ledger, roster, now=now)
    return ledger, roster


def begin_replay(replay: Path, folder: Path) -> None:
    """Return nothing; make a desk for a replay, with the replay's own sources, rules, calendar and names.

    Raises:
        SourcesError: there is a desk already whose sources are others.
    """
    for name in (FILE, RULES, CALENDAR, NAMES):
        wanted, held = replay / name, folder / name
        if not wanted.exists():
            continue
        if held.exists() and name == FILE and held.read_bytes() != wanted.read_bytes():
            raise SourcesError(f"{held}: a desk of other sources; give a new folder for the replay")
        if not held.exists():
            try:
                folder.mkdir(parents=True, exist_ok=True)
                held.write_bytes(wanted.read_bytes())
            except OSError as fault:
                raise SourcesError(f"{held}: {fault.strerror or fault}; give a folder you may write to") from fault


def tell_sources(ledger: Ledger, roster: Roster, *, now: dt.datetime) -> None:
    """Return nothing; file every source as the list describes it now, earlier descriptions are kept."""
    if ledger.realm != roster.realm:
        raise WrongRealm(f"{ledger.path}: of the {ledger.realm} realm, its sources of the {roster.realm} realm")
    for source in roster.sources:
        filed = Source(
            source.id, source.name, source.kind, source.address, source.owner, source.country, source.language,
            source.reliability,
        )  # fmt: skip
        ledger.append_source(filed, now=now)


def load_own_roster(post: Post) -> Roster | None:
    """Return the desk's list of sources, or None where a ledger stands alone."""
    return load_roster(post.roster) if post.roster.exists() else None


__all__ = ["CALENDAR", "LEDGER", "NAMES", "RULES", "Post", "SourcesError", "find_post", "load_own_roster", "open_post"]
