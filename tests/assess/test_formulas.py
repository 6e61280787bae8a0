"""Every hand check in a docstring of the floor is right, and every score has its formula and its reference."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil
import re

import pytest

import vigie.assess
import vigie.assess.scores as scores

MODULES = [m.name for m in pkgutil.walk_packages(vigie.assess.__path__, "vigie.assess.")]


@pytest.mark.parametrize("name", MODULES)
def test_the_hand_checks_are_right(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


@pytest.mark.parametrize("name", [n for n in scores.__all__ if n.startswith(("score_", "split_"))])
def test_a_score_has_formula_hand_check_and_reference(name: str) -> None:
    told = inspect.getdoc(getattr(scores, name)) or ""
    assert re.search(r"^[\w ]+ = .*", told, re.M), "no formula"
    assert ">>> " in told and re.search(r"\((19|20)\d\d\)", told), "no hand check or reference"
