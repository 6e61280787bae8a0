"""A scenario from its file: the setting it names first, its own entries over that, then storylines and checks."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

from vigie.errors import ScenarioError
from vigie.exercise.cast import Expected, Inject, Scenario
from vigie.exercise.scenario.check import check_whole, find_within
from vigie.exercise.scenario.fields import KEY, Book, Fields, find_entries, suggest
from vigie.exercise.scenario.injects import Stated, read_storylines
from vigie.exercise.scenario.roles import read_problem, read_roles
from vigie.exercise.scenario.setting import read_cast, read_drills, read_outlets, read_persons, read_sites
from vigie.lang.language import packs
from vigie.lang.lines import Faults, Line, parse_lines

SECTIONS = ("cast", "persons", "sites", "outlets", "drills")
MAX_DAYS, MAX_HISTORY = 120, 1000
Bring = Callable[[str], bytes]
_SETTING = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*\.yaml")


def packaged_names() -> tuple[str, ...]:
    """Return the names of the scenarios that come with Vigie.

    >>> packaged_names()
    ('cover', 'quiet', 'strike')
    """
    found = (path.name.removesuffix(".yaml") for path in _packaged().iterdir() if path.name.endswith(".yaml"))
    return tuple(sorted(name for name in found if name != "setting"))


def _packaged() -> Path:
    return Path(str(files("vigie.exercise.scenario") / "packaged"))


def load_scenario(name_or_path: str | Path) -> Scenario:
    """Return a scenario: one that comes with Vigie by its name, or the one in a file.

    Raises:
        ScenarioError: it is not there or has faults; all of them are named, each with its line.
    """
    faults = Faults()
    scenario = _load(name_or_path, faults)
    faults.raise_all(ScenarioError)
    return scenario


def check_scenario(name_or_path: str | Path) -> list[str]:
    """Return the faults of a scenario, each `file:line: what; what to do`; none where it is sound."""
    try:
        load_scenario(name_or_path)
    except ScenarioError as error:
        return str(error).splitlines()
    return []


def parse_scenario(data: bytes, where: str, bring: Bring | None = None) -> Scenario:
    """Return the scenario in a file's bytes; `bring` gives the bytes of the setting that it names.

    Raises:
        ScenarioError: with all faults, one a line.
    """
    faults = Faults()
    scenario = read_lines(parse_lines(data, where, faults), bring, faults)
    faults.raise_all(ScenarioError)
    return scenario


def _load(name_or_path: str | Path, faults: Faults) -> Scenario:
    path = Path(name_or_path)
    if str(name_or_path) in packaged_names():
        path = _packaged() / f"{name_or_path}.yaml"
    where = path.name if path.parent == _packaged() else str(name_or_path)
    top = parse_lines(_bytes(path, where), where, faults)
    return read_lines(top, lambda name: _bytes(path.parent / name, name), faults)


def _bytes(path: Path, where: str) -> bytes:
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        known = ", ".join(packaged_names())
        reason = getattr(error, "strerror", None) or error
        raise ScenarioError(f"{where}: cannot be read ({reason}); name a file, or one of {known}") from None


def read_lines(top: Line, bring: Bring | None, faults: Faults) -> Scenario:
    """Return the scenario in the lines of a file; it is sound where no faults were added."""
    book = Book(faults)
    fields = Fields(top, book, "the scenario")
    sections = _join_setting(fields, bring, book)
    book.langs = _read_langs(fields)
    for name in SECTIONS:
        fields.line(name)
        book.places[("scenario", name)] = sections.get(name) or top
    book.places[("scenario", "title")] = top.fields.get("title") or top
    objectives = {key: _texts(one, book) for key, one in find_entries(book, fields.line("objectives"), "objectives")}
    stated = Stated(fields.word("originator"), fields.word("recipient"))
    injects, deadlines = read_storylines(book, fields.line("storylines"), stated)
    within = find_within(injects, deadlines, book)
    scenario = Scenario(
        key=_read_key(fields),
        title=fields.texts("title"),
        summary=fields.texts("summary"),
        right_answer=fields.texts("right_answer"),
        problem=read_problem(fields),
        start=fields.parse("start", _parse_start, "a day such as 2031-10-06", dt.datetime(2031, 1, 1, tzinfo=dt.UTC)),
        days=fields.whole("days", 1, MAX_DAYS),
        history=fields.whole("history", 0, MAX_HISTORY),
        langs=book.langs,
        cast=read_cast(book, sections.get("cast")),
        persons=read_persons(book, sections.get("persons")),
        sites=read_sites(book, sections.get("sites")),
        outlets=read_outlets(book, sections.get("outlets")),
        drills=read_drills(book, sections.get("drills")),
        injects=tuple(_set_within(inject, within) for inject in injects),
        noise_per_day=fields.number("noise_per_day", 0, 10_000),
        objectives=objectives,
        roles=read_roles(fields, book),
    )
    _need_sections(scenario, fields)
    fields.end()
    check_whole(scenario, book)
    return scenario


def _read_key(fields: Fields) -> str:
    key = fields.word("scenario")
    if key and not KEY.fullmatch(key):
        fields.fault("scenario", f"scenario {key[:40]!r}; write small letters, digits, - and _")
    return key


def _texts(entry: Fields, book: Book) -> Mapping[str, str]:
    """Return words by language, which stand right below the key of the entry."""
    return Fields(Line({"text": entry.at}, entry.at.where, entry.at.line), book, entry.what).texts("text")


def _join_setting(fields: Fields, bring: Bring | None, book: Book) -> dict[str, Line]:
    """Return the sections: those of the setting named, with the scenario's own entries and keys over them."""
    own = {name: line for name in SECTIONS if (line := fields.at.fields.get(name)) is not None}
    name = fields.maybe("setting")
    if name is None:
        return own
    if not _SETTING.fullmatch(name) or bring is None:
        fields.fault("setting", f"setting {name[:40]!r} is no name of a .yaml file beside this one; write setting.yaml")
        return own
    try:
        setting = parse_lines(bring(name), name, book.faults)
    except ScenarioError as error:
        fields.fault("setting", str(error))
        return own
    for key, line in setting.fields.items():
        if key not in SECTIONS:
            book.faults.add(line, f"unknown key {key!r} in a setting; {suggest(key, SECTIONS)}")
    return {
        part: _over(setting.fields.get(part), own.get(part))
        for part in SECTIONS
        if part in own or part in setting.fields
    }


def _over(below: Line | None, above: Line | None) -> Line:
    """Return a section with the keys of another laid over it, entry by entry and key by key."""
    if below is None or above is None or not isinstance(below.value, dict) or not isinstance(above.value, dict):
        found = above or below
        assert found is not None
        return found
    joined = dict(below.value)
    for key, entry in above.value.items():
        under = joined.get(key)
        both = under is not None and isinstance(under.value, dict) and isinstance(entry.value, dict)
        joined[key] = Line({**under.value, **entry.value}, entry.where, entry.line) if both and under else entry
    return Line(joined, above.where, above.line)


def _read_langs(fields: Fields) -> tuple[str, ...]:
    langs = fields.words("langs")
    if not langs:
        fields.book.faults.add(fields.at, f"the scenario has no langs; write [{', '.join(packs())}]")
    for lang in langs:
        if lang not in packs():
            fields.fault("langs", f"language {lang!r} is not read; known: {', '.join(packs())}")
    return langs or packs()


def _parse_start(text: str) -> dt.datetime:
    day = dt.date.fromisoformat(text)
    if not 1950 <= day.year <= 2200:
        raise ValueError(text)
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)


def _set_within(inject: Inject, within: Mapping[tuple[str, str], dt.timedelta]) -> Inject:
    def end(expected: Expected) -> Expected:
        found = within.get((inject.key, expected.key))
        return expected if found is None else replace(expected, within=found)

    return replace(inject, expected=tuple(end(expected) for expected in inject.expected))


def _need_sections(scenario: Scenario, fields: Fields) -> None:
    needed = {"cast": scenario.cast, "persons": scenario.persons, "sites": scenario.sites,
              "outlets": scenario.outlets, "storylines": scenario.injects}  # fmt: skip
    for name, held in needed.items():
        if not held:
            fields.book.faults.add(fields.at, f"the scenario has no {name}; add them, or a setting that has them")
