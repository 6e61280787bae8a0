"""The plan of the house: a floor imports only from floors below it; floors on one line not from each other."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

FLOORS = """
cli
desk bulk
exercise
assess
watch
read store
lang
text
model
clock errors
"""

ROOT = Path(__file__).parent.parent / "vigie"
HEIGHT = {name: -level for level, line in enumerate(FLOORS.split("\n")) for name in line.split()}
MODULES = sorted(path for path in ROOT.rglob("*.py"))
IMPURE = frozenset(
    [
        "sqlite3",
        "sqlalchemy",
        "urllib3",
        "http",
        "httpx",
        "requests",
        "asyncio",
        "socket",
        "subprocess",
        "random",
        "time",
    ]
)
PURE = frozenset({"model", "text", "lang", "read"})
MAX_FILE, MAX_FUNCTION = 400, 40


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def floor_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def find_imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield line and module of every import, lazy and typing-only ones too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: imports are written in full"
            yield node.lineno, str(node.module)
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def is_upward(here: str, module: str) -> bool:
    parts = module.split(".")
    there = parts[1] if parts[0] == "vigie" and len(parts) > 1 else None
    return there in HEIGHT and there != here and HEIGHT[there] >= HEIGHT[here]


def find_faults(here: str, source: str) -> list[str]:
    """Return the imports of a module on the floor `here` that go up, aside, or out of a pure floor."""
    found = list(find_imports(ast.parse(source)))
    faults = [f"line {at}: {here} may not import {module}" for at, module in found if is_upward(here, module)]
    if here in PURE:
        impure = [(at, m) for at, m in found if m.split(".")[0] in IMPURE or m == "vigie.clock"]
        faults += [f"line {at}: {here} is pure and may not import {module}" for at, module in impure]
    return faults


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_down_only(path: Path) -> None:
    here = floor_of(path)
    if here not in {"__init__", "__main__"}:
        assert here in HEIGHT, f"{here} is on no floor: write it into the plan above"
        assert find_faults(here, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("here", "planted"),
    [
        ("text", "from vigie.lang.lexicon import Lexicon"),
        ("read", "def f():\n    import vigie.store"),
        ("model", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from vigie.read import reader"),
        ("errors", "from vigie import clock"),
        ("read", "import random"),
        ("lang", "from vigie.clock import now"),
        ("text", "from http import client"),
    ],
)
def test_a_planted_fault_is_seen(here: str, planted: str) -> None:
    assert find_faults(here, planted)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_files_and_functions_are_short_and_public_ones_say_what_they_return(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    faults = [f"{len(source.splitlines())} lines"] * (len(source.splitlines()) >= MAX_FILE)
    if source.strip() and not ast.get_docstring(tree):
        faults.append("the module has no docstring")
    for node in _find_definitions(tree):
        length = _count_lines(node)
        if not isinstance(node, ast.ClassDef) and length > MAX_FUNCTION:
            faults.append(f"line {node.lineno}: {node.name} has {length} lines")
        if not node.name.startswith("_") and not ast.get_docstring(node):
            faults.append(f"line {node.lineno}: {node.name} has no docstring")
    assert faults == []


def _count_lines(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> int:
    """Return how many lines a function has without its docstring, which may be as long as its reader needs."""
    length = (node.end_lineno or node.lineno) - node.lineno + 1
    words = ast.get_docstring(node, clean=False)
    return length - (words.count("\n") + 1 if words else 0)


Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def _find_definitions(tree: ast.AST) -> Iterator[Definition]:
    """Yield functions and classes; those inside functions and private classes need no docstring and are passed over."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, Definition):
            yield node
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                yield from _find_definitions(node)
        elif isinstance(node, (ast.If, ast.Try)):
            yield from _find_definitions(node)
