"""Sentences of every PLOVER type and mode, each with its one act; and sentences that tell no act of the public world."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from vigie.model.ontology import load_ontology
from vigie.read import read_text

FILE = Path(__file__).parents[1] / "annotated" / "en" / "event_kinds.yaml"
KINDS: dict[str, list[str]] = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
ACTS = [(kind, sentence) for kind, sentences in KINDS.items() if kind != "none" for sentence in sentences]


def kinds_in(sentence: str) -> list[tuple[str, str | None]]:
    """Return type and mode of the acts that a reader finds."""
    events = read_text(sentence, lang="en", realm="exercise").events
    return [(e.type, e.mode) for e in events if e.type is not None]


@pytest.mark.parametrize(("kind", "sentence"), ACTS)
def test_one_act_of_its_type_and_mode(kind: str, sentence: str) -> None:
    code, _, mode = kind.partition("/")
    ((found, how),) = kinds_in(sentence)
    assert found == code
    assert how == mode or not mode


@pytest.mark.parametrize("sentence", KINDS["none"])
def test_no_act_of_the_public_world(sentence: str) -> None:
    assert kinds_in(sentence) == []


def test_every_type_has_its_sentences() -> None:
    assert {kind.partition("/")[0] for kind, _ in ACTS} == set(load_ontology().types)
