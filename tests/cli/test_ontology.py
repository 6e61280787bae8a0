"""`vigie ontology` from the outside: what each name means, and what is said of names that mean nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from vigie.cli import main
from vigie.lang.language import packs
from vigie.lang.lexicon import load_lexicon
from vigie.model.ontology import load_ontology


def vigie(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["ontology", *arguments])
    assert result.exit_code == code, result.output
    return result


def read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(vigie(name, "--format", "json").stdout)
    assert found["schema"] == "vigie-ontology/1"
    return found


def test_without_a_name_every_type_and_own_kind_is_listed_on_its_line() -> None:
    shown = vigie().stdout
    ontology = load_ontology()
    for kind in ontology.types.values():
        assert f"  {kind.code:<18} {kind.quad}  {kind.score:+5.1f}  {kind.definition}\n" in shown
    for own in ontology.own.values():
        assert f"  {own.code:<18} {own.type or '-':<9} {own.definition}\n" in shown
    assert "YIELD (CONCEDE and RETREAT)" in shown and "CC BY-SA 4.0" in shown


def test_a_type_is_told_with_all_that_belongs_to_it() -> None:
    shown = vigie("assault").stdout
    assert shown.startswith("ASSAULT · material conflict (quad class 4) · score -9.0\n")
    for words in (
        "Deliberate act able to cause serious physical harm.", "recipient: may be absent",
        "two-sided violence: all participants are actors", " -9.5  aerial          crewed aircraft", "cbrn",
        "missile_strike     Missiles or rockets", "-10.0  195   Employ aerial weapons → ASSAULT, aerial",
        "Rebels attacked the garrison.  [attack_verb]", "Les rebelles ont attaqué la garnison.  [attack_verb]",
        "more; --format json has all", "CC BY-SA 4.0",
    ):  # fmt: skip
        assert words in shown, words
    assert "recipient: needed" in vigie("SANCTION").stdout


def test_a_former_name_leads_to_what_it_has_become() -> None:
    shown = vigie("yield").stdout
    assert "YIELD: a former name; now CONCEDE and RETREAT" in shown
    assert "CONCEDE · verbal cooperation" in shown and "RETREAT · material cooperation" in shown
    assert "CRIME: dropped in PLOVER" in vigie("CRIME").stdout
    assert [kind["code"] for kind in read("FIGHT")["types"]] == ["ASSAULT"]


@pytest.mark.parametrize("name", ["missile_strike", "Missile-Strike", "missile strike"])
def test_an_own_kind_is_told_with_its_type(name: str) -> None:
    assert "missile_strike · a kind of Vigie's own · also ASSAULT" in vigie(name).stdout


def test_an_own_kind_outside_plover_says_so() -> None:
    shown = vigie("siren").stdout
    assert "outside PLOVER: its type is null" in shown and "Air raid sirens sounded at noon.  [siren]" in shown


def test_a_cameo_code_tells_what_it_becomes_and_a_class_all_its_codes() -> None:
    shown = vigie("195").stdout
    for words in (
        "CAMEO 195 · Employ aerial weapons · of 19, fight",
        "Goldstein value: -10.0",
        "becomes ASSAULT, mode aerial",
    ):
        assert words in shown, words
    assert "→ COERCE, seize" in vigie("19").stdout
    for dropped in ("02", "0211"):
        assert f"CAMEO {dropped} (appeal): dropped in PLOVER" in vigie(dropped).stdout


def test_every_name_and_code_of_the_ontology_is_explained() -> None:
    ontology = load_ontology()
    for name in (
        *ontology.types,
        *ontology.own,
        *ontology.legacy,
        *ontology.roots,
        *ontology.goldsteins,
        *ontology.cameo,
    ):
        assert read(name)["asked"] == name


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ASULT", "perhaps ASSAULT"),
        ("exercice", "perhaps exercise"),
        ("aerial", "perhaps ASSAULT, of which it is a mode"),
        ("cbrn", "no type but a context (chemical"),
        ("mil", "no type but a sector of actors (state military)"),
        ("1999", "perhaps 190, 191, 192"),
        ("zzz", "is no type, former name, own kind or CAMEO code. `vigie ontology` lists all"),
    ],
)
def test_an_unknown_name_is_refused_with_near_ones(name: str, words: str) -> None:
    result = vigie(name, code=2)
    assert result.stdout == "" and words in " ".join(result.stderr.split())


def test_no_control_character_of_a_name_reaches_the_terminal() -> None:
    assert "\x1b" not in vigie("\x1b]0;x\x07", code=2).stderr


def test_json_holds_every_sentence_of_the_lexicons_and_the_licence() -> None:
    found = read("MOBILIZE")
    (kind,) = found["types"]
    for lang in packs():
        said = [list(e.match) for e in load_lexicon(lang, "triggers").entries if e.get("type") == "MOBILIZE"]
        assert [entry["match"] for entry in kind["triggers"][lang]] == said
    assert "exercise" in kind["own"] and "150" in kind["cameo"] and "CC BY-SA 4.0" in found["licence"]


def test_json_without_a_name_holds_the_whole_ontology() -> None:
    found = json.loads(vigie("--format", "json").stdout)
    ontology = load_ontology()
    assert [kind["code"] for kind in found["types"]] == list(ontology.types)
    assert len(found["own"]) == len(ontology.own) and len(found["cameo"]) == len(ontology.cameo)
    assert all(code["name"] for code in found["cameo"])
    assert found["contexts"] == dict(ontology.contexts) and found["sectors"] == dict(ontology.sectors)
