"""Changes to a list of sources that leave the rest of the file, its comments too, as somebody wrote it."""

from __future__ import annotations

import json
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from vigie.errors import SourcesError
from vigie.watch.collect.item import shown_line
from vigie.watch.collect.roster import Source, parse_lines, parse_roster, show_rhythm

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*")
_WORDS_OF_YAML = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})


def write_source(source: Source) -> str:
    """Return a source as it stands in the list."""
    stated = {
        "id": source.id,
        "name": source.name,
        "address": source.address,
        "kind": source.kind,
        "owner": source.owner,
        "country": source.country,
        "language": source.language,
        "rhythm": show_rhythm(source.rhythm),
        "check": show_rhythm(source.check) if source.check else None,
        "reliability": source.reliability,
    }
    lines = [f"{key}: {_quoted(value)}" for key, value in stated.items() if value]
    lines += [f"{key}: yes" for key in ("undated", "private", "follow") if getattr(source, key)]
    lines.append(f"checked: {source.checked or 'no'}")
    return "".join(f"  {'- ' if at == 0 else '  '}{line}\n" for at, line in enumerate(lines))


def _quoted(value: str) -> str:
    if _PLAIN.fullmatch(value) and value.lower() not in _WORDS_OF_YAML and not value[0].isdigit():
        return value
    return json.dumps(value, ensure_ascii=not value.isprintable())


def add_sources(text: str, sources: Iterable[Source], where: str) -> str:
    """Return the list with sources added at its end.

    Raises:
        SourcesError: one is there already, by id or address, or the file would have faults.
    """
    known = parse_roster(text, where)
    added = list(sources)
    addresses = {source.address: source.id for source in known.sources}
    for source in added:
        if known.find(source.id):
            raise SourcesError(f"{where}: there is a source {source.id!r} already; choose another id")
        if source.address in addresses:
            raise SourcesError(f"{where}: {source.address} is there already, as {addresses[source.address]!r}")
    block = "".join(map(write_source, added))
    lines = text.splitlines(keepends=True)
    listed = parse_lines(text, where).value.get("sources")
    if listed is None or not listed.value:
        kept = "".join(line for line in lines if not re.match(r"sources\s*:", line))
        changed = f"{_ended(kept)}sources:\n{block}"
    else:
        end = _end_of(lines, listed.value[-1].end)
        changed = _ended("".join(lines[:end])) + block + "".join(lines[end:])
    parse_roster(changed, where)
    return changed


def remove_source(text: str, key: str, where: str) -> str:
    """Return the list without a source; comments inside its entry go with it.

    Raises:
        SourcesError: there is no source of that id.
    """
    parse_roster(text, where)
    lines = text.splitlines(keepends=True)
    listed = parse_lines(text, where).value.get("sources")
    for entry in listed.value if listed else ():
        if entry.value["id"].value == key:
            end = _end_of(lines, entry.end)
            changed = "".join(lines[: entry.start] + lines[end:])
            changed = changed if len(listed.value) > 1 else re.sub(r"(?m)^sources\s*:\s*$", "sources: []", changed)
            parse_roster(changed, where)
            return changed
    raise SourcesError(f"{where}: no source {key!r}; `vigie sources list` shows them")


def _end_of(lines: list[str], end: int) -> int:
    """Return the line after an entry: YAML counts the blank lines and comments below it as its own."""
    while end > 0 and (end > len(lines) or not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return end


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"


def make_key(name: str | None, address: str, taken: Iterable[str]) -> str:
    """Return an id made of a source's name or host that no other has."""
    host = urlsplit(address).hostname if "://" in address else Path(address).name
    plain = unicodedata.normalize("NFKD", name or host or address).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50] or "source"
    used, number, key = set(taken), 1, stem
    while key in used:
        number += 1
        key = f"{stem}-{number}"
    return key


def save_text(path: Path, text: str) -> None:
    """Write a file whole or not at all: beside it first, then in its place."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
        if path.exists():
            os.chmod(name, path.stat().st_mode & 0o777)
        else:
            os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def clean_name(value: str | None) -> str | None:
    """Return a name from outside as it may stand in the list."""
    return shown_line(value)
