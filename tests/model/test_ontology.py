"""The ontology: codes are complete, consistent and documented."""

from __future__ import annotations

import pytest

from vigie.model.ontology import load_ontology


def test_there_are_sixteen_types_in_four_quads() -> None:
    types = load_ontology().types
    assert len(types) == 16
    assert {t.quad for t in types.values()} == {1, 2, 3, 4}


def test_every_cameo_code_names_a_known_type_and_mode() -> None:
    ontology = load_ontology()
    for code in ontology.cameo.values():
        if code.type is not None:
            kind = ontology.types[code.type]
            assert code.mode is None or kind.mode(code.mode) is not None, code.code


@pytest.mark.parametrize(("legacy", "types"), [("FIGHT", ("ASSAULT",)), ("YIELD", ("CONCEDE", "RETREAT")), ("X", ())])
def test_legacy_names_resolve_to_current_types(legacy: str, types: tuple[str, ...]) -> None:
    assert load_ontology().types_of(legacy) == types


def test_an_aerial_assault_has_code_195_and_its_goldstein_value() -> None:
    ontology = load_ontology()
    assert ontology.cameo_of("ASSAULT", "aerial") == "195"
    assert ontology.goldstein_of("ASSAULT", "aerial", "195") == -10.0


def test_an_act_outside_the_ontology_has_no_code_and_no_value() -> None:
    ontology = load_ontology()
    assert ontology.cameo_of(None, None) is None
    assert ontology.goldstein_of(None, None, None) is None


def test_every_own_type_is_documented_and_maps_to_a_type_or_none() -> None:
    ontology = load_ontology()
    for own in ontology.own.values():
        assert own.definition.endswith(".")
        assert own.type is None or own.type in ontology.types
