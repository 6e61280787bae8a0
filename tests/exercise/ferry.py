"""The small scenario of docs/scenario.md, and what becomes of it when lines of it are changed."""

from __future__ import annotations

import re
from pathlib import Path

from vigie.errors import ScenarioError
from vigie.exercise.cast import Scenario
from vigie.exercise.scenario import parse_scenario

PAGE = Path(__file__).parents[2] / "docs" / "scenario.md"
FERRY = next(
    block for block in re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S) if "ferry" in block
)


def load(text: str = FERRY) -> Scenario:
    return parse_scenario(text.encode(), "ferry.yaml")


def change(old: str, new: str, text: str = FERRY) -> str:
    assert text.count(old) >= 1, f"{old!r} does not stand in the text"
    return text.replace(old, new, 1)


def faults(text: str) -> list[str]:
    """Return the faults of a text, none where it is sound."""
    try:
        load(text)
    except ScenarioError as error:
        return str(error).splitlines()
    return []


def line_of(words: str, text: str) -> int:
    """Return the line on which words stand."""
    return text[: text.index(words)].count("\n") + 1
