"""The curated side of the gazetteer: `vigie/lang/gazetteer/sources/*.yaml` and CLDR to rows and names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from vigie.lang.gazetteer.keys import make_key
from vigie.lang.gazetteer.tables import ALONE, EXACT, LOWER, QUIET, WEAK, surnames

SOURCES = Path(__file__).parents[1] / "vigie" / "lang" / "gazetteer" / "sources"
BOTH, ENGLISH, FRENCH = 3, 1, 2
NO_CLDR = frozenset({"ANT", "SCG"})


@dataclass(slots=True)
class Curated:
    """Rows (as `curated.json` holds them), the names that lead to them, and what else the file carries."""

    rows: list[list[Any]] = field(default_factory=list)
    names: list[tuple[str, int, int, int]] = field(default_factory=list)
    demonyms: dict[str, dict[str, str]] = field(default_factory=lambda: {"en": {}, "fr": {}})
    offices: list[list[Any]] = field(default_factory=list)
    lower: dict[str, set[str]] = field(default_factory=lambda: {"en": set(), "fr": set()})

    def add_row(self, row: list[Any]) -> int:
        """Return the number of a new row."""
        self.rows.append(row)
        return len(self.rows) - 1

    def add_name(self, name: str, row: int, *, mask: int = BOTH, flags: int = 0) -> None:
        """Add one name; short names in capitals are exact."""
        plain = name.replace(".", "")
        if plain.isupper() and plain.isalpha() and len(plain) <= 3:
            flags |= EXACT
        self.names.append((make_key(name), mask, row, flags))


def read_source(name: str) -> Any:
    """Return a source file with every scalar as a string."""
    return yaml.load((SOURCES / name).read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)


def parse_rows(name: str) -> list[list[str]]:
    """Return the cells of a source of `|` rows."""
    return [[c.strip() for c in str(row).split("|")] for row in read_source(name)["rows"]]


def split_cell(cell: str) -> list[str]:
    """Return the comma-separated parts of a cell."""
    return [part.strip() for part in cell.split(",") if part.strip()]


def split_names(cell: str) -> tuple[list[str], list[str]]:
    """Return the English and the French names of "a,b / c,d"; without a slash both are the same."""
    left, slash, right = cell.partition(" / ")
    return split_cell(left), split_cell(right) if slash else split_cell(left)


def build_curated(countries: dict[str, tuple[str, int, int]]) -> Curated:
    """Return all curated rows. `countries` gives for each alpha-3 its alpha-2, GeoNames number and inhabitants."""
    out = Curated()
    folds = dict(read_source("countries.yaml")["folds"])
    _add_countries(out, countries, folds)
    _add_demonyms(out, countries)
    _add_bodies(out)
    _add_organisations(out)
    _add_offices(out)
    return out


def _add_countries(out: Curated, countries: dict[str, tuple[str, int, int]], folds: dict[str, str]) -> None:
    from babel import Locale

    extra = read_source("countries.yaml")["entries"]
    labels = {lang: Locale(lang).territories for lang in ("en", "fr")}
    for code, (alpha2, number, _) in sorted(countries.items()):
        if code in NO_CLDR:
            continue
        own = extra.get(code, {})
        names = {lang: _country_names(labels[lang].get(alpha2, ""), own.get(lang, ())) for lang in ("en", "fr")}
        if not names["en"]:
            continue
        state = folds.get(code, code)
        kind = "country" if state == code else "region"
        codes = [state + "PRE"] if code == "ESH" else [state]
        row = out.add_row(
            [f"country/{code}", names["en"][0], (names["fr"] or names["en"])[0], kind, "GPE", state, codes,
             str(number) if number else None, "country"]
        )  # fmt: skip
        for name in dict.fromkeys([*names["en"], *names["fr"]]):
            out.add_name(name, row)
        for name in own.get("exact", ()):
            out.add_name(name, row, mask=FRENCH if name == "EAU" else BOTH, flags=EXACT)


def _country_names(label: str, own: Iterable[str]) -> list[str]:
    first = label.replace("’", "'").split(" (")[0] if "SAR" not in label and "R.A.S." not in label else ""
    names = [] if first.startswith("Congo") or not first else [first]
    if " & " in first:
        names.append(first.replace(" & ", " and "))
    return list(dict.fromkeys([*names, *own]))


def make_french_forms(word: str) -> list[str]:
    """Return singulars and plurals of "masculine feminine" or of one word for both."""
    forms: list[str] = []
    for form in word.split():
        forms += [form, form if form[-1] in "sx" else form + "s"]
    return list(dict.fromkeys(forms))


def _add_demonyms(out: Curated, countries: dict[str, tuple[str, int, int]]) -> None:
    for code, cells in read_source("demonyms.yaml")["entries"].items():
        number = str(countries[code][1]) if code in countries and countries[code][1] else None
        row = out.add_row([f"country/{code}", "", "", "demonym", "GPE", code, [code], number, "country"])
        french = [f for word in split_cell(cells["fr"]) for f in make_french_forms(word)]
        english = [w.replace("-", " ") for w in cells["en"].split()]
        english = [f for w in english for f in ([w[:-1], w[:-1] + "s"] if w.endswith("+") else [w])]
        out.rows[row][1], out.rows[row][2] = (english or french)[0], french[0]
        for name in french:
            out.add_name(name, row, mask=FRENCH, flags=LOWER)
            out.demonyms["fr"].setdefault(make_key(name), code)
            out.lower["fr"].update({name, name.split("-")[0]})
        for name in english:
            out.add_name(name, row, mask=ENGLISH)
            out.demonyms["en"].setdefault(make_key(name), code)


def _add_bodies(out: Curated) -> None:
    for entry in read_source("metonyms.yaml")["entries"]:
        names = list(entry["names"])
        row = out.add_row(
            [f"body/{entry['key']}", names[0], entry.get("fr") or names[0], "body", "ORG", entry["country"],
             list(entry["codes"]), None, None]
        )  # fmt: skip
        for name in names:
            if name[0].islower():
                out.lower["fr"].add(name.split()[0])
            out.add_name(name, row, flags=(LOWER if name[0].islower() else 0) | (EXACT if entry.get("exact") else 0))


def _add_organisations(out: Curated) -> None:
    exact = set(read_source("organisations.yaml").get("exact", ()))
    for key, kind, country, codes, cell in parse_rows("organisations.yaml"):
        english, french = split_names(cell)
        row = out.add_row(
            [f"org/{key}", english[0], french[0], kind, "ORG", country or None, split_cell(codes), None, None]
        )
        for name in dict.fromkeys([*english, *french]):
            short = name.isupper() and len(name) <= 4
            mask = (ENGLISH if name in english else 0) | (FRENCH if name in french else 0) if short else BOTH
            if name[0].islower():
                out.lower["fr"].add(name.split()[0])
                out.lower["en"].add(name.split()[0])
            out.add_name(
                name, row, mask=mask, flags=(EXACT if name in exact else 0) | (LOWER if name[0].islower() else 0)
            )


def _add_offices(out: Curated) -> None:
    people: dict[str, list[list[str]]] = {}
    bodies = {key: codes for key, _, _, codes, _ in parse_rows("organisations.yaml")}
    for cells in parse_rows("offices.yaml"):
        key, place, holder, aliases, start, end = cells
        country, _, organisation = place.partition(":")
        code = _office_code(key, place, bodies)
        out.offices.append([key, country or None, organisation or None, holder, split_cell(aliases), start, end, code])
        people.setdefault(holder, []).append(cells)
    alone = set(read_source("offices.yaml")["alone"])
    for holder, rows in people.items():
        _add_person(out, holder, rows, alone, bodies)


def _add_person(out: Curated, holder: str, rows: list[list[str]], alone: set[str], bodies: dict[str, str]) -> None:
    aliases = list(dict.fromkeys(a for r in rows for a in split_cell(r[3])))
    places = {r[1].partition(":")[0] for r in rows}
    codes = {_office_code(r[0], r[1], bodies) for r in rows}
    row = out.add_row(
        [f"person/{make_key(holder).replace(' ', '-')}", holder, aliases[0] if aliases else holder, "person", "PER",
         places.pop() if len(places) == 1 else None, sorted(codes) if len(codes) == 1 else [], None, None]
    )  # fmt: skip
    for full in [holder, *aliases]:
        out.add_name(full, row)
        for surname in surnames(full):
            out.add_name(surname, row, flags=ALONE if surname in alone else QUIET)


def _office_code(office: str, place: str, bodies: dict[str, str]) -> str:
    """Return the actor code of an office: that of its organisation, or the state's with the sector."""
    country, _, organisation = place.partition(":")
    if organisation:
        return bodies[organisation]
    sector = {"pope": "REL", "intelligence_chief": "SPY", "chief_of_staff": "MIL", "commander_in_chief": "MIL"}
    return country + sector.get(office, "GOV")


def iter_weak() -> Iterator[tuple[str, int]]:
    """Yield the keys that need a place word beside them, with their language mask."""
    for entry in read_source("ambiguous.yaml")["entries"]:
        mask = {"en": ENGLISH, "fr": FRENCH}.get(entry.get("lang", ""), BOTH)
        for name in entry["names"]:
            yield make_key(name), mask


__all__ = ["ALONE", "BOTH", "Curated", "QUIET", "WEAK", "build_curated", "iter_weak", "parse_rows", "read_source"]
