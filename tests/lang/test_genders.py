"""Given names show a gender only where one gender bears them."""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import files

import pytest
import yaml

from vigie.lang.gazetteer.genders import find_gender, is_given_name
from vigie.text.fold import fold

DATA = yaml.load(
    (files("vigie.lang.gazetteer") / "sources" / "given_names.yaml").read_text(encoding="utf-8"),
    Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader),
)
NAMES = {gender: row["names"] for gender, row in DATA["genders"].items()}
COMMON = (
    "a about after again air all also an and any are army as at back be before but by can day do for from go had has he"
    " her his how if in into it its last like made make man many may more most new no not now of off on one or our out"
    " over part peace police port said see she so some state such than that the their them then they this to two up war"
    " was we were what when who will with year you summer hope faith joy grace rose chance major general prince sky will"
    " june april may august monday march"
    " ainsi alors après au aussi autre aux avant avec avoir bas bien car ce ces cette chez come comme contre dans de des"
    " dont du elle elles en entre est et eux fait fin il ils jamais jour juste la le les leur lors lui mais mari maire"
    " marine même mer mon mort ne nos nous on ont ou où par pas pendant peu plus pour puis quand que qui rien sa sans se"
    " ses si son sous sur tait te tel ton tous tout très trop un une vers ville vit voir vous mai mars juin noël lundi"
    " france paris ukraine israel sultan cheikh mollah"
).split()


@pytest.mark.parametrize(("name", "gender"), DATA["match"])
def test_a_given_name_shows_its_gender(name: str, gender: str) -> None:
    assert find_gender(name) == gender


@pytest.mark.parametrize("name", DATA["skip"])
def test_a_name_of_both_genders_shows_none(name: str) -> None:
    assert find_gender(name) is None


def test_no_name_stands_in_both_lists_nor_twice_in_one() -> None:
    assert not set(NAMES["f"]) & set(NAMES["m"])
    assert all(len(names) == len(set(names)) for names in NAMES.values())


def test_names_are_written_as_the_fold_leaves_them() -> None:
    assert [name for names in NAMES.values() for name in names if fold(name) != name or " " in name] == []


def test_a_double_name_stands_only_where_its_first_part_does_not_tell() -> None:
    spare = [name for names in NAMES.values() for name in names if "-" in name and name.split("-")[0] in names]
    assert spare == []


def test_no_common_word_is_a_given_name() -> None:
    assert [word for word in COMMON if is_given_name(word)] == []


def test_help_does_not_load_the_names() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from vigie.cli import main\n"
        "assert CliRunner().invoke(main, ['--help']).exit_code == 0\n"
        "print('vigie.lang.gazetteer.genders' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=True)
    assert done.stdout.strip() == b"False"


def test_the_names_load_in_a_moment() -> None:
    code = (
        "import time; from vigie.lang.gazetteer.genders import is_given_name\n"
        "start = time.process_time(); is_given_name('olena'); print(time.process_time() - start)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=True)
    assert float(done.stdout) < 0.5
