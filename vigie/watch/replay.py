"""Dated snapshots fed through the watch as if they came in live: a folder a moment, a file a source."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from vigie.errors import FetchError, SourcesError
from vigie.watch.collect.fetch import Fetched, Known
from vigie.watch.collect.roster import FILE, Source
from vigie.watch.collect.visit import Ask

EXAMPLE = "example"
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})Z")
_FAIL = ".fail"
_TYPES = {".xml": "application/xml", ".json": "application/json", ".html": "text/html", ".jsonl": "application/jsonl"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """A folder of snapshots: its moments in order, and for each the files by source."""

    folder: Path
    moments: tuple[dt.datetime, ...]
    files: Mapping[dt.datetime, Mapping[str, Path]]

    def find(self, source: str, moment: dt.datetime) -> Path | None:
        """Return what the source's address answered last, at that moment or before."""
        for at in reversed(self.moments):
            if at <= moment and source in self.files[at]:
                return self.files[at][source]
        return None


def find_replay(name: str) -> Path:
    """Return the folder of that name; the word `example` means the one that comes with Vigie."""
    if name == EXAMPLE and not Path(name).is_dir():
        return Path(str(resources.files("vigie.watch") / EXAMPLE))
    return Path(name)


def load_replay(folder: Path) -> Replay:
    """Return the snapshots in a folder.

    Raises:
        SourcesError: there is no list of sources in it, or no snapshot, or a snapshot of a source that is not listed.
    """
    if not (folder / FILE).is_file():
        raise SourcesError(f"{folder}: no {FILE} in it; a replay has its list of sources beside its snapshots")
    found = {}
    for path in sorted(p for p in folder.iterdir() if p.is_dir()):
        moment = _read_moment(path.name)
        if moment is not None:
            found[moment] = {p.name.rsplit(".", 1)[0]: p for p in sorted(path.iterdir()) if p.is_file()}
    if not found:
        raise SourcesError(f"{folder}: no snapshot in it; name folders as 2031-05-02T06-00Z")
    return Replay(folder=folder, moments=tuple(sorted(found)), files=found)


def _read_moment(name: str) -> dt.datetime | None:
    found = _MOMENT.fullmatch(name)
    if found is None:
        return None
    try:
        return dt.datetime.fromisoformat(f"{found[1]}T{found[2]}:{found[3]}:00+00:00")
    except ValueError:
        raise SourcesError(f"{name}: no such moment; name folders as 2031-05-02T06-00Z") from None


def make_replay_ask(replay: Replay, moment: dt.datetime) -> Ask:
    """Return the function that answers as the web did at that moment; nothing is fetched."""

    def ask(source: Source, known: Known) -> Fetched:
        path = replay.find(source.id, moment)
        if path is None:
            raise FetchError(f"{source.address}: the server answers 404; check the address", "http_status", status=404)
        if path.suffix == _FAIL:
            raise _make_fault(source.address, path)
        tag = f'"{path.parent.name}"'
        kind = _TYPES.get(path.suffix, "application/octet-stream")
        is_unchanged = known.etag == tag
        data = b"" if is_unchanged else path.read_bytes()
        return Fetched(data, kind, None, source.address, etag=tag, is_unchanged=is_unchanged)

    return ask


def _make_fault(address: str, path: Path) -> FetchError:
    said = path.read_text(encoding="utf-8").split("\n")[0].strip()
    if said.isdigit():
        return FetchError(f"{address}: the server answers {said}; check the address", "http_status", status=int(said))
    return FetchError(f"{address}: no full answer in time; try later or give the text as a file", "timeout")
