"""What the gazetteer answers with: a sense of a name, a hit in a text, an office with its holder."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Named:
    """One sense of a name.

    `kind` is country, demonym, region, city, capital_metonym, body, organisation, agency, force, armed_group,
    media or person; `country` an alpha-3 code or a group code such as IGO, UNO, EUR. A country has no point.
    """

    key: str
    name: str
    kind: str
    type: str
    country: str | None = None
    codes: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    precision: str | None = None
    geonameid: str | None = None
    population: int = 0
    admin1: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """Tokens [start, end) that are a known name; its senses, best first."""

    start: int
    end: int
    senses: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Office:
    """One person's time in one office. Dates are ISO days or months; None is open or not known.

    `organisation` is a row of `organisations.yaml` or, in a setting, a code; `code` the actor code of the office.
    """

    key: str
    country: str | None
    organisation: str | None
    holder: str
    aliases: tuple[str, ...]
    start: str | None
    end: str | None
    code: str | None = None
