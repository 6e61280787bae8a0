"""`names.yaml` to names: four lists, each entry under a code kept free for what is invented."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from vigie.errors import NamesError
from vigie.lang.gazetteer.keys import make_key
from vigie.lang.gazetteer.overlay import Names, Sense
from vigie.lang.gazetteer.records import Named, Office
from vigie.lang.gazetteer.tables import ALONE, EXACT, LANGUAGES, LOWER, surnames
from vigie.lang.lexicon import load_lexicon
from vigie.lang.lines import Faults, Line, parse_lines
from vigie.text.fold import fold

KEYS = {
    "countries": ("code", "names", "demonyms"),
    "organisations": ("code", "names", "kind"),
    "places": ("names", "country", "kind", "lat", "lon", "capital"),
    "persons": ("name", "code", "office", "gender"),
}
ORGANISATIONS = ("organisation", "agency", "force", "armed_group")
PLACES = ("city", "site", "region")
FOR_EVER = "9999-12-31"
OF_ONE = frozenset(
    "president prime_minister chancellor foreign_minister defence_minister interior_minister finance_minister "
    "secretary_general chief_of_staff intelligence_chief supreme_leader monarch".split()
)
"""Offices that one person holds, so that the office alone tells who is meant; a spokesman or a mayor is one of several."""
_CODES = re.compile(r"X[A-Z]{2}|IGOXX[A-Z]|X[A-Z]{5}")
_COUNTRY = re.compile(r"X[A-Z]{2}")


@dataclass(slots=True)
class _Draft:
    """Names while a file is being read."""

    faults: Faults
    senses: dict[str, dict[str, list[Sense]]] = field(default_factory=lambda: {lang: {} for lang in LANGUAGES})
    lower: dict[str, set[str]] = field(default_factory=lambda: {lang: set() for lang in LANGUAGES})
    demonyms: dict[str, dict[str, str]] = field(default_factory=lambda: {lang: {} for lang in LANGUAGES})
    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    offices: list[Office] = field(default_factory=list)
    people: dict[str, list[Office]] = field(default_factory=dict)
    genders: dict[str, str] = field(default_factory=dict)

    def add(self, lang: str, name: str, sense: Named, flags: int = 0) -> None:
        """Keep one name; one that begins small counts in small letters, and a short one in capitals only so."""
        key = make_key(name)
        if not key:
            return
        if name[0].islower():
            flags |= LOWER
            first = name.replace("’", "'").split()[0].split("-")[0]
            self.lower[lang].update({first, first.partition("'")[0] + ("'" if "'" in first else "")})
        if name.isupper() and name.isalpha() and len(name) <= 3:
            flags |= EXACT
        rows = self.senses[lang].setdefault(key, [])
        if (sense, flags) not in rows:
            rows.append((sense, flags))


def parse_names(data: bytes, where: str) -> Names:
    """Return the names in a file's bytes.

    Raises:
        NamesError: with all faults, one a line, each `where:line: what; what to do`.
    """
    faults = Faults()
    top = parse_lines(data, where, faults)
    draft = _Draft(faults)
    _check_head(top, faults)
    for section, read in (
        ("countries", _read_country), ("organisations", _read_organisation), ("places", _read_place),
        ("persons", _read_person),
    ):  # fmt: skip
        for row in _rows(top, section, faults):
            read(row, draft)
    faults.raise_all(NamesError)
    return Names(
        digest=hashlib.sha256(data).hexdigest()[:12],
        senses={lang: {key: tuple(rows) for key, rows in found.items()} for lang, found in draft.senses.items()},
        sorted_keys={lang: tuple(sorted(found)) for lang, found in draft.senses.items()},
        lower_starts={lang: frozenset(found) for lang, found in draft.lower.items()},
        demonyms=draft.demonyms,
        labels=draft.labels,
        offices=tuple(draft.offices),
        people={key: tuple(found) for key, found in draft.people.items()},
        genders=draft.genders,
    )


def _check_head(top: Line, faults: Faults) -> None:
    for key, line in top.fields.items():
        if key not in (*KEYS, "realm"):
            faults.add(line, f"unknown key {key!r}; known: realm, {', '.join(KEYS)}")
    realm = top.fields.get("realm")
    if realm is None or realm.text != "exercise":
        faults.add(realm or top, "names of an invented setting are of the exercise realm; write realm: exercise")


def _rows(top: Line, section: str, faults: Faults) -> Iterable[Line]:
    found = top.fields.get(section)
    if found is not None and not isinstance(found.value, list):
        faults.add(found, f"{section} is no list; begin each entry with a dash")
    for row in found.rows if found else []:
        unknown = [key for key in row.fields if key not in KEYS[section]]
        for key in unknown:
            faults.add(row.fields[key], f"unknown key {key!r}; known: {', '.join(KEYS[section])}")
        if not isinstance(row.value, dict):
            faults.add(row, f"an entry of {section} that has no keys; write {', '.join(KEYS[section])}")
        else:
            yield row


def _word(row: Line, key: str, faults: Faults, shape: re.Pattern[str] | None = None, hint: str = "") -> str:
    found = row.fields.get(key)
    text = found.text if found else ""
    if not text:
        faults.add(found or row, f"an entry without {key}; add it")
    elif shape is not None and not shape.fullmatch(text):
        faults.add(found or row, f"{key} {text[:20]!r} is not of the range kept for what is invented; {hint}")
    return text


def _choice(row: Line, key: str, known: Sequence[str], default: str, faults: Faults) -> str:
    found = row.fields.get(key)
    text = found.text if found else default
    if text not in known:
        faults.add(found or row, f"{key} {text[:20]!r} is unknown; known: {', '.join(known)}")
    return text


def _texts(row: Line, key: str, faults: Faults, *, needed: bool = True) -> dict[str, list[str]]:
    """Return the words of a key by language, one or a list of them; both languages must be there."""
    found = row.fields.get(key)
    if found is None:
        if needed:
            faults.add(row, f"an entry without {key}; add it in {' and '.join(LANGUAGES)}")
        return {}
    words: dict[str, list[str]] = {}
    for lang in LANGUAGES:
        line = found.fields.get(lang)
        if line is None:
            faults.add(found, f"{key} lacks the language {lang}; add it")
            continue
        words[lang] = [one.text for one in (line.rows if isinstance(line.value, list) else [line]) if one.text]
        if needed and not words[lang]:
            faults.add(line, f"{key} in {lang} is empty; write a name")
    for lang in found.fields:
        if lang not in LANGUAGES:
            faults.add(found, f"{key} has the language {lang[:20]!r}; known: {', '.join(LANGUAGES)}")
    return words


def _read_country(row: Line, draft: _Draft) -> None:
    code = _word(row, "code", draft.faults, _COUNTRY, "use XAA to XZZ")
    names = _texts(row, "names", draft.faults)
    demonyms = _texts(row, "demonyms", draft.faults)
    _label(draft, code, names, row)
    for lang, words in names.items():
        sense = Named(f"country/{code}", (words or [""])[0], "country", "GPE", code, (code,), precision="country")
        for name in words:
            draft.add(lang, name, sense)
    for lang, words in demonyms.items():
        sense = Named(f"country/{code}", (words or [""])[0], "demonym", "GPE", code, (code,), precision="country")
        for name in words:
            draft.add(lang, name, sense, LOWER if lang == "fr" else 0)
            draft.demonyms[lang][make_key(name)] = code
            if lang == "fr":
                draft.lower[lang].add(name.lower())


def _read_organisation(row: Line, draft: _Draft) -> None:
    code = _word(row, "code", draft.faults, _CODES, "use IGOXXA to IGOXXZ, or a country's code and three letters")
    kind = _choice(row, "kind", ORGANISATIONS, "organisation", draft.faults)
    names = _texts(row, "names", draft.faults)
    _label(draft, code, names, row)
    for lang, words in names.items():
        sense = Named(f"org/{code.lower()}", (words or [""])[0], kind, "ORG", code[:3], (code,))
        for name in words:
            draft.add(lang, name, sense)


def _label(draft: _Draft, code: str, names: dict[str, list[str]], row: Line) -> None:
    if code in draft.labels:
        draft.faults.add(row, f"code {code} is given twice; give each its own")
    draft.labels[code] = {lang: words[0] for lang, words in names.items() if words}


def _read_place(row: Line, draft: _Draft) -> None:
    country = _word(row, "country", draft.faults, _COUNTRY, "use XAA to XZZ")
    kind = _choice(row, "kind", PLACES, "city", draft.faults)
    capital = _choice(row, "capital", ("yes", "no"), "no", draft.faults) == "yes"
    lat, lon = _degrees(row, "lat", 90, draft.faults), _degrees(row, "lon", 180, draft.faults)
    names = _texts(row, "names", draft.faults)
    key = make_key(next((words[0] for words in names.values() if words), "")).replace(" ", "-")
    for lang, words in names.items():
        place = Named(
            f"place/{country}/{key}", (words or [""])[0], "city" if kind == "city" else "region",
            "GPE" if kind == "city" else "LOC", country, (country,), lat, lon, "region" if kind == "region" else "city",
        )  # fmt: skip
        seat = Named(f"capital/{country}", (words or [""])[0], "capital_metonym", "ORG", country, (f"{country}GOV",))
        for name in words:
            draft.add(lang, name, place)
            if capital:
                draft.add(lang, name, seat)


def _degrees(row: Line, key: str, most: int, faults: Faults) -> float | None:
    found = row.fields.get(key)
    try:
        value = float(found.text) if found else None
    except ValueError:
        value = float("nan")
    if value is None or -most <= value <= most:
        return value
    faults.add(found or row, f"{key} is no number of degrees from -{most} to {most}; mend it")
    return None


def _read_person(row: Line, draft: _Draft) -> None:
    faults = draft.faults
    name = _word(row, "name", faults)
    code = _word(row, "code", faults, _CODES, "use the code of a country or organisation of this file")
    gender = _choice(row, "gender", ("f", "m", ""), "", faults)
    if code and code not in draft.labels:
        faults.add(row.fields.get("code", row), f"code {code} is no country or organisation of this file; add it")
    offices = _texts(row, "office", faults)
    office, sector = _find_office(offices)
    country = code[:3]
    codes = (code,) if len(code) > 3 else (code + sector,)
    sense = Named(f"person/{make_key(name).replace(' ', '-')}", name, "person", "PER", country, codes)
    held = (
        Office(office, country, code if len(code) > 3 else None, name, (), None, FOR_EVER) if office in OF_ONE else None
    )
    if held is not None:
        draft.offices.append(held)
    for lang in LANGUAGES:
        draft.add(lang, name, sense)
        for surname in surnames(name):
            draft.add(lang, surname, sense, ALONE)
    for known in (name, *surnames(name)):
        if held is not None:
            draft.people.setdefault(make_key(known), []).append(held)
        if gender:
            draft.genders[make_key(known)] = gender


def _find_office(offices: dict[str, list[str]]) -> tuple[str, str]:
    """Return the office that the words name in the lexicons of titles, and its sector; nothing where none does."""
    for lang, words in offices.items():
        titles = load_lexicon(lang, "titles")
        for phrase in words:
            lows = fold(phrase).replace("’", "'").replace("'", "' ").split()
            hits = titles.find(lows, lows)
            best = max(hits, key=lambda hit: hit.end - hit.start, default=None)
            if best is not None:
                return best.entry.key, best.entry.get("sector") or "GOV"
    return "", "GOV"
