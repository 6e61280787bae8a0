"""The short way through the parser's weights gives what spaCy's own components give."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from vigie.lang.tongue import Tree
from vigie.lang.tongue.encoder import WORDS
from vigie.lang.tongue.parser import BATCH, Parser, load_parser

SENTENCES = {
    "en": [
        "The harbour master said that two tugs had left before dawn .",
        "Stop !",
        "“ We counted nine lorries on the coastal road , ” Colonel Adair told reporters , “ and none came back . ”",
        "Zzyqx-7 unglimmered the qwertysquad , didn’t it ?",
    ],
    "fr": [
        "Le capitaine du port a dit que deux remorqueurs étaient partis avant l' aube .",
        "Halte !",
        "« Nous avons compté neuf camions sur la route côtière » , a déclaré la colonelle Adair .",
        "Zzyqx-7 dégrimoulait la qwertyfanfare , n’ est -ce pas ?",
    ],
}


def _path(lang: str) -> Path:
    return Path(str(files("vigie.lang") / "packs" / lang / "weights" / "parser"))


@pytest.fixture(scope="module", params=["en", "fr"])
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def parser(lang: str) -> Parser:
    return Parser(load_parser(lang, _path(lang)))


def _parse_by_spacy(lang: str, sentences: list[list[str]]) -> list[Tree]:
    from spacy.tokens import Doc

    nlp = load_parser(lang, _path(lang))
    trees = []
    for doc in nlp.pipe([Doc(nlp.vocab, words=[w.replace("’", "'") for w in words]) for words in sentences]):
        pos, lemmas = tuple(t.pos_ for t in doc), tuple(t.lemma_ for t in doc)
        deps = tuple("root" if t.dep_ == "ROOT" else t.dep_ for t in doc)
        trees.append(Tree(pos, lemmas, tuple(str(t.morph) for t in doc), tuple(t.head.i for t in doc), deps))
    return trees


def test_trees_are_those_of_the_components(lang: str, parser: Parser) -> None:
    sentences = [[w for w in s.split() if w not in "“”«»"] for s in SENTENCES[lang]]
    assert parser.parse(sentences) == _parse_by_spacy(lang, sentences)


def test_tree_does_not_depend_on_its_neighbours(lang: str, parser: Parser) -> None:
    sentences = [s.split() for s in SENTENCES[lang]] * (BATCH // 2)
    assert parser.parse(sentences) == [tree for s in sentences for tree in parser.parse([s])]


def test_emptied_store_of_words_changes_no_tree(lang: str, parser: Parser) -> None:
    sentences = [s.split() for s in SENTENCES[lang]]
    before = parser.parse(sentences)
    parser._encoder.find_rows([f"word{n}" for n in range(WORDS + 1)])
    assert len(parser._encoder._rows) > WORDS
    assert parser.parse([["Halt"], *sentences])[1:] == before
    assert len(parser._encoder._rows) < WORDS


def test_no_sentences_have_no_trees(parser: Parser) -> None:
    assert parser.parse([]) == []
