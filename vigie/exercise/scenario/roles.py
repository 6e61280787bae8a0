"""Which warning problem a scenario is about, and who plays the parts in it."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

import yaml

from vigie.exercise.cast import Scenario
from vigie.exercise.scenario.fields import Book, Fields, suggest
from vigie.lang.lines import Line


def problem_names() -> tuple[str, ...]:
    """Return the names of the packaged warning problems."""
    found = (path.stem for path in _problems().glob("*.yaml"))
    return tuple(sorted(found)) or ("energy_strikes", "exercise_or_departure", "nuclear_signalling")


def problem_roles(name: str) -> tuple[str, ...]:
    """Return the roles of a packaged warning problem; none where there is none of that name."""
    path = _problems() / f"{name}.yaml"
    if name not in problem_names() or not path.is_file():
        return ()
    roles = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader).get("roles", ())
    return tuple(str(role["key"]) for role in roles)


def _problems() -> Path:
    return Path(str(files("vigie.assess"))) / "problems" / "packaged"


def read_problem(fields: Fields) -> str:
    """Return the name of the problem."""
    return fields.choice("problem", problem_names())


def read_roles(fields: Fields, book: Book) -> dict[str, tuple[str, ...]]:
    """Return the parties that fill each role: those of the problem, each filled, and no party twice."""
    found = fields.line("roles")
    if found is None:
        book.faults.add(fields.at, "the scenario has no roles; say which parties its problem is about")
        return {}
    inner = Fields(found, book, "roles")
    roles = {role: inner.refs(role, "cast") for role in inner.at.fields}
    if fields.has("problem"):
        _check_names(inner, found, problem_roles(fields.at.fields["problem"].text))
    seen: dict[str, str] = {}
    for role, keys in roles.items():
        if not keys:
            inner.fault(role, f"role {role!r} is filled by nobody; name a party, or leave the role out")
        for key in keys:
            if seen.setdefault(key, role) != role:
                inner.fault(role, f"party {key!r} is both {seen[key]} and {role}; give it one role")
    return roles


def _check_names(inner: Fields, at: Line, known: tuple[str, ...]) -> None:
    for role in known:
        if not inner.has(role):
            inner.book.faults.add(at, f"role {role!r} of the problem is filled by nobody; name its parties")
    for role in inner.at.fields:
        if known and role not in known:
            inner.fault(role, f"the problem has no role {role!r}; {suggest(role, known)}")


def find_roles(scenario: Scenario) -> Mapping[str, tuple[str, ...]]:
    """Return the codes that fill each role of the scenario's problem."""
    codes = {party.key: party.code for party in scenario.cast}
    return {role: tuple(codes[key] for key in keys) for role, keys in scenario.roles.items()}
