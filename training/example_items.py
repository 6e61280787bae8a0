"""The authored items of the example replay: YAML files to items, copies written out from what they copy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "example"
HEADINGS = {"en": "EXERCISE", "fr": "EXERCICE"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Authored:
    """One item as a source publishes it. `entities` writes its accents as HTML entities, `undated` leaves out the date."""

    id: str
    source: str
    at: dt.datetime
    lang: str
    title: str
    text: str
    copy_of: str | None = None
    translation_of: str | None = None
    version_of: str | None = None
    undated: bool = False
    entities: bool = False


def load_items(langs: Mapping[str, str], folder: Path = FOLDER) -> tuple[Authored, ...]:
    """Return all items by time, each with the heading of its language as the first line; `langs` are the sources'."""
    rows: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.yaml")):
        held = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        for row in held["items"]:
            if row["id"] in rows:
                raise ValueError(f"{path.name}: {row['id']} stands twice; give each item its own id")
            rows[row["id"]] = {"source": held["source"], **row}
    return tuple(sorted((_make(row, rows, langs) for row in rows.values()), key=lambda item: (item.at, item.id)))


def _make(row: Mapping[str, Any], rows: Mapping[str, Mapping[str, Any]], langs: Mapping[str, str]) -> Authored:
    lang = langs[row["source"]]
    body = _copy(row, rows[row["copy_of"]]) if "copy_of" in row else row["text"].strip()
    return Authored(
        id=row["id"],
        source=row["source"],
        at=dt.datetime.fromisoformat(row["at"].replace("Z", "+00:00")),
        lang=lang,
        title=row.get("title") or rows[row["copy_of"]]["title"],
        text=f"{HEADINGS[lang]}\n\n{body}",
        copy_of=row.get("copy_of"),
        translation_of=row.get("translation_of"),
        version_of=row.get("version_of"),
        undated=row.get("undated") == "yes",
        entities=row.get("entities") == "yes",
    )


def _copy(row: Mapping[str, Any], origin: Mapping[str, Any]) -> str:
    """Return the words of a copy: so many paragraphs of its origin, edited, between a prefix and a suffix."""
    paragraphs = origin["text"].strip().split("\n\n")
    text = "\n\n".join(paragraphs[: int(row.get("keep", len(paragraphs)))])
    for old, new in row.get("edits", ()):
        if text.count(old) != 1:
            raise ValueError(f"{row['id']}: {old!r} is not once in what is kept of {origin['id']}")
        text = text.replace(old, new)
    return "\n\n".join(_filled((row.get("prefix", "") + text, row.get("suffix", ""))))


def _filled(parts: Iterable[str]) -> Iterable[str]:
    return (part for part in parts if part)
