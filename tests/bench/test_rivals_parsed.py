"""The rivals that parse or learn, on sentences of our own. EXERCISE: nobody here exists."""

from __future__ import annotations

import pytest

from bench.drafts import Found, make_reading
from bench.surface_crf import labels_of, link
from bench.tracker import read_by_tracker


@pytest.mark.parametrize(
    ("lang", "text", "content", "source"),
    [
        ("en", "The ministry said that the ford was shut.", "the ford was shut", "The ministry"),
        ("en", "“We will not move,” said Nadia Osei, the mayor.", "We will not move", "Nadia Osei, the mayor"),
        ("en", "According to the ferrymen, two boats are missing.", "two boats are missing", "the ferrymen"),
        ("fr", "Le ministère a déclaré que le gué était fermé.", "le gué était fermé", "Le ministère"),
        ("fr", "Selon la mairie, deux barques manquent.", "deux barques manquent", "la mairie"),
    ],
)
def test_rules_over_the_parse_find_content_and_source(lang: str, text: str, content: str, source: str) -> None:
    (statement,) = read_by_tracker("t", text, lang)["statements"]
    assert [text[a:b] for a, b in statement["content"]] == [content]
    assert [text[a:b] for a, b in statement["source"]] == [source]


def test_pronouns_are_given_to_the_last_named_source() -> None:
    text = "Nadia Osei said yes to it. She said no. A ferryman said both."
    found = [Found([(16, 19)], [], [(0, 10)]), Found([(36, 38)], [], [(27, 30)]), Found([(56, 60)], [], [(40, 50)])]
    names = [s["speaker"] and s["speaker"]["name"] for s in make_reading("t", text, "en", found)["statements"]]
    assert names == ["Nadia Osei", "Nadia Osei", None]


def test_words_are_labelled_by_the_outer_attribution_and_linked_to_the_nearest_cue() -> None:
    text = "Osei said it holds"
    tokens = [(0, 4), (5, 9), (10, 12), (13, 18)]
    roles = {at: ("source", 0) for at in range(4)} | {at: ("cue", 1) for at in range(5, 9)}
    roles |= {at: ("content", 2) for at in range(10, 18)}
    labels = labels_of(tokens, roles)
    assert labels == ["B-source", "B-cue", "B-content", "I-content"]
    (found,) = link(text, tokens, labels)
    assert (found.content, found.cue, found.source) == ([(10, 18)], [(5, 9)], [(0, 4)])
