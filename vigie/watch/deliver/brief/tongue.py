"""The words of a language for briefs: templates cut into pieces, names of codes, days."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from vigie.errors import InputError

LANGUAGES = ("en", "fr")
CODED = ("does", "seen", "status", "act", "precision", "relation", "flag")
"""The facts whose values are codes, each with its own list of words."""
_OPTION = re.compile(r"\[\[(.*?)\]\]")
_FIELD = re.compile(r"\{([a-z_]+)\}")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2}))?")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a template: plain words, or the name of what is put there."""

    text: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Pieces of a template that stand together; an optional part is left out when one of its names is not known."""

    pieces: tuple[Piece, ...]
    optional: bool

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names in it."""
        return tuple(p.name for p in self.pieces if p.name)


@dataclass(frozen=True, slots=True)
class Tongue:
    """All the words of a brief in one language."""

    lang: str
    forms: Mapping[str, tuple[Part, ...]]
    words: Mapping[str, Mapping[str, str]]
    months: tuple[str, ...]
    date: str
    first: str

    def names(self, form: str) -> tuple[str, ...]:
        """Return all names in the template of that form."""
        return tuple(name for part in self.forms[form] for name in part.names)

    def page(self, name: str, **values: object) -> str:
        """Return one of the fixed words around the sentences, filled."""
        return self.words["page"][name].format(**values)

    def show(self, name: str, value: str | None) -> str | None:
        """Return the value of a fact in words, or None where it is not known and nothing says so."""
        if name == "outlet":
            return value or self.page("no_outlet")
        if name == "day":
            return self.page("day", day=self.write_day(value)) if value else self.page("undated")
        if value is None:
            return None
        if name in CODED:
            return self.words[name].get(value, value.replace("_", " "))
        if name == "teller":
            return f", {self.page('told_by')} ".join(map(self.lower_article, value.split("\n")))
        return self._show_free(name, value)

    def _show_free(self, name: str, value: str) -> str:
        if name == "stated" and "/" in value:
            first, last = (self.write_day(end) if end else "…" for end in value.split("/", 1))
            return f"{first} – {last}"
        if name == "speaker":
            return self.lower_article(value)
        return self.write_day(value) if name in ("stated", "when") else value

    def lower_article(self, name: str) -> str:
        """Return a description such as “The rebels” as it stands inside a sentence; names keep their capital."""
        first, space, rest = name.partition(" ")
        small = first.lower()
        if small.split("’")[0].split("'")[0] in self.words["articles"] and (rest[:1].islower() or "'" in small):
            return f"{small}{space}{rest}"
        return name

    def write_day(self, value: str) -> str:
        """Return the ISO day or time in words; anything else as it is."""
        found = _DAY.fullmatch(value[:16]) or _DAY.fullmatch(value[:10])
        if found is None or not 1 <= int(found[2]) <= len(self.months):
            return value
        day = int(found[3])
        shown = self.first if day == 1 and self.first else str(day)
        written = self.date.format(d=shown, month=self.months[int(found[2]) - 1], y=found[1])
        return f"{written}, {found[4]}" if found[4] else written


@lru_cache(maxsize=len(LANGUAGES))
def load_tongue(lang: str) -> Tongue:
    """Return the words of the language.

    Raises:
        InputError: briefs are not written in that language.
    """
    if lang not in LANGUAGES:
        raise InputError(f"no brief in {lang!r}; use one of {', '.join(LANGUAGES)}")
    path = resources.files("vigie.watch.deliver.brief") / "words" / f"{lang}.yaml"
    raw: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    return Tongue(
        lang=lang,
        forms={name: _cut_template(text) for name, text in raw["forms"].items()},
        words={name: table for name, table in raw.items() if isinstance(table, dict) and name != "forms"},
        months=tuple(raw["months"].split()),
        date=raw["date"],
        first=raw.get("first", ""),
    )


def _cut_template(text: str) -> tuple[Part, ...]:
    parts = [Part(_cut_pieces(piece), bool(n % 2)) for n, piece in enumerate(_OPTION.split(text))]
    return tuple(part for part in parts if part.pieces)


def _cut_pieces(text: str) -> tuple[Piece, ...]:
    pieces = [Piece(name=p) if n % 2 else Piece(text=p) for n, p in enumerate(_FIELD.split(text))]
    return tuple(p for p in pieces if p.text or p.name)
