"""Finding problems: by path, beside the ledger, or among those that come with Vigie; and filling their roles."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import resources
from pathlib import Path

from vigie.assess.problems.fields import CODE
from vigie.assess.problems.parse import parse_problem
from vigie.assess.problems.records import Problem
from vigie.errors import ProblemError

FOLDER = "problems"
MAX_BYTES = 1_000_000
_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
Roles = Mapping[str, Sequence[str]]


def load_problem(name: str | Path, *, roles: Roles | None = None, beside: Path | None = None) -> Problem:
    """Return the problem of that name or in that file, its roles filled with codes.

    A plain name is looked for in `problems/` of the folder `beside` (that of a ledger), then among the packaged ones.
    Roles that are not given keep what the file says.

    Raises:
        ProblemError: there is none, it has faults (all are named, with lines), or a role or code is none of its own.
    """
    return fill_roles(_load(str(name), beside), roles or {})


def _load(name: str, beside: Path | None) -> Problem:
    if not _NAME.fullmatch(name):
        return parse_problem(_read(Path(name)), name)
    own = beside / FOLDER / f"{name}.yaml" if beside is not None else None
    if own is not None and own.is_file():
        return parse_problem(_read(own), str(own))
    if name not in find_packaged():
        raise ProblemError(
            f"{name}: no such problem; packaged: {', '.join(find_packaged())}; or give a file ending in .yaml"
        )
    return _load_packaged(name)


@lru_cache(maxsize=None)
def _load_packaged(name: str) -> Problem:
    return parse_problem((_packaged() / f"{name}.yaml").read_text("utf-8"), f"{name}.yaml")


def _packaged() -> Path:
    return Path(str(resources.files("vigie.assess.problems") / "packaged"))


def find_packaged() -> tuple[str, ...]:
    """Return the names of the problems that come with Vigie."""
    return tuple(sorted(p.stem for p in _packaged().glob("*.yaml")))


def find_problems(beside: Path | None) -> tuple[str, ...]:
    """Return the names of all problems, those beside a ledger first."""
    held = (beside / FOLDER).glob("*.yaml") if beside is not None else ()
    own = sorted(p.stem for p in held if _NAME.fullmatch(p.stem))
    return (*own, *(name for name in find_packaged() if name not in own))


def _read(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as fault:
        raise ProblemError(f"{path}: {fault.strerror or fault}; packaged: {', '.join(find_packaged())}") from fault
    if len(data) > MAX_BYTES:
        raise ProblemError(f"{path}: more than {MAX_BYTES:,} bytes; a problem is a page or two")
    return data.decode("utf-8", "replace")


def fill_roles(problem: Problem, roles: Roles) -> Problem:
    """Return the problem with the codes in its roles.

    Raises:
        ProblemError: a role it does not have, a code that is none, or one code in two roles.
    """
    known = {role.key for role in problem.roles}
    for key, codes in roles.items():
        if key not in known:
            raise ProblemError(f"{problem.where}: no role {key!r}; roles: {', '.join(sorted(known))}")
        for code in codes:
            if not CODE[0].fullmatch(code):
                raise ProblemError(f"{problem.where}: role {key}: {code[:40]!r} is no code; write {CODE[1]}")
    filled = tuple(replace(r, codes=tuple(roles.get(r.key, r.codes))) for r in problem.roles)
    seen: dict[str, str] = {}
    for role in filled:
        for code in role.codes:
            if seen.setdefault(code, role.key) != role.key:
                raise ProblemError(f"{problem.where}: {code} is both {seen[code]} and {role.key}; give it one role")
    return replace(problem, roles=filled)
