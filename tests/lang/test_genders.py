"""Given names show a gender only where one gender bears them."""

from __future__ import annotations

from importlib.resources import files

import pytest
import yaml

from vigie.lang.gazetteer.genders import find_gender

DATA = yaml.load(
    (files("vigie.lang.gazetteer") / "sources" / "given_names.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader
)


@pytest.mark.parametrize(("name", "gender"), DATA["match"])
def test_a_given_name_shows_its_gender(name: str, gender: str) -> None:
    assert find_gender(name) == gender


@pytest.mark.parametrize("name", DATA["skip"])
def test_a_name_of_both_genders_shows_none(name: str) -> None:
    assert find_gender(name) is None


def test_no_name_stands_in_both_lists() -> None:
    genders = DATA["genders"]
    assert not set(genders["f"]["names"]) & set(genders["m"]["names"])
