"""Every packaged lexicon proves itself: each entry fires on its `match` and stays silent on its `skip`."""

from __future__ import annotations

from importlib.resources import files

import pytest

from vigie.errors import LexiconError
from vigie.lang.lexicon import Entry, Lexicon, load_lexicon, parse_lexicon
from vigie.lang.tongue import load_tongue
from vigie.text.fold import fold
from vigie.text.segment import find_tokens

PACKS = files("vigie.lang") / "packs"
FILES = sorted(
    (pack.name, path.name[:-5])
    for pack in PACKS.iterdir()
    if pack.is_dir()
    for path in pack.iterdir()
    if path.name.endswith(".yaml")
)


def keys_in(lexicon: Lexicon, sentence: str) -> set[Entry | str]:
    tongue = load_tongue(lexicon.lang)
    folded = fold(sentence)
    words = [folded[s:e] for s, e in find_tokens(sentence, (0, len(sentence)), lexicon.lang)]
    hits = lexicon.find_all(words, [tongue.lemma(w) for w in words])
    return {hit.entry.key for hit in hits}


@pytest.mark.parametrize(("lang", "name"), FILES)
def test_every_entry_fires_on_its_match_and_not_on_its_skip(lang: str, name: str) -> None:
    lexicon = load_lexicon(lang, name)
    wrong = []
    for entry in lexicon.entries:
        wrong += [f"{entry.key} silent on: {s}" for s in entry.match if entry.key not in keys_in(lexicon, s)]
        wrong += [f"{entry.key} fires on: {s}" for s in entry.skip if entry.key in keys_in(lexicon, s)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", sorted({name for _, name in FILES}))
def test_every_pack_has_the_same_lexicons(name: str) -> None:
    langs = {lang for lang, _ in FILES}
    assert langs == {lang for lang, found in FILES if found == name}


LISTED = """
language: en
lexicon: trial
words:
  looking: ["~see", "spotted"]
entries:
  - key: "none"
    phrases: ["@looking|found no ... change"]
    unless_in: ["need|reason"]
    match: ["x"]
    skip: []
"""


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("we saw no change", True), ("we spotted no big change", True), ("we found no change", True),
        ("we saw no need to change", False), ("we made no change", False),
    ],
)  # fmt: skip
def test_a_class_stands_for_its_words_and_a_word_inside_may_cancel_a_hit(words: str, found: bool) -> None:
    lexicon = parse_lexicon(LISTED, "trial.yaml")
    lemmas = ["see" if w == "saw" else w for w in words.split()]
    assert lexicon.is_in(words.split(), lemmas) is found


def test_a_class_that_is_nowhere_listed_is_a_fault() -> None:
    with pytest.raises(LexiconError, match="@hearing is no class under words"):
        parse_lexicon(LISTED.replace("@looking|", "@hearing|"), "trial.yaml")
