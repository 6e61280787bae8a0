"""What English cues introduce: noun phrases, gerunds, bare clauses, headlines, idioms, and what says nothing."""

from __future__ import annotations

import pytest

from vigie.read.reader import read_text


def said(text: str) -> list[tuple[str, str]]:
    """Return (source, content) of each statement that is speech."""
    reading = read_text(text, lang="en")
    whole = reading.document.text

    def words(spans: tuple[tuple[int, int], ...]) -> str:
        return " … ".join(whole[a:b] for a, b in spans)

    return [(words(s.source), words(s.content)) for s in reading.statements if s.scope == "speech"]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("The club complained of rough play and of the state of the pitch.", "The club", "rough play and of the state of the pitch"),
        ("The envoy reproached the ministry with hypocrisy.", "The envoy", "hypocrisy"),
        ("The club apologised to fans for the delay.", "The club", "the delay"),
        ("Police put the figure at about 2,000.", "Police", "the figure at about 2,000"),
        ("The premier promised schools and a bridge.", "The premier", "schools and a bridge"),
        ("The firm admits to having lost the papers.", "The firm", "having lost the papers"),
        ("Peru denies using any gas at all.", "Peru", "using any gas at all"),
        ("The delegates, speaking at the side door, played down the exchange.", "The delegates", "the exchange"),
        ("His union complains of night shifts of ten hours.", "His union", "night shifts of ten hours"),
    ],
)  # fmt: skip
def test_a_noun_phrase_or_gerund_behind_a_cue_is_what_is_said(text: str, source: str, content: str) -> None:
    (found,) = said(text)
    assert found[0].startswith(source)
    assert found[1] == content


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("She swore the umpire had told her a lie.", "the umpire had told her a lie"),
        ("The mayor joked it would be warm.", "it would be warm"),
        ("Orlov warned reporters the price of bread would double.", "the price of bread would double"),
        ("Asked about the delay, the clerk said it was nothing.", "it was nothing"),
        ("The mayor would have it that the bridge is safe.", "the bridge is safe"),
        ("The pilot bleeped that he was losing height.", "he was losing height"),
    ],
)
def test_a_clause_is_found_behind_rarer_verbs_and_whom_they_tell(text: str, content: str) -> None:
    assert content in [c for _, c in said(text)]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The bridge, as the mayor sees it, is safe for lorries.", "the mayor"),
        ("To hear Hale tell it, the dogs were worse than the soldiers.", "Hale"),
        ("In Orlov's view, the truce is dead.", "Orlov"),
        ("By her own account, she slept through the storm.", "her"),
    ],
)
def test_idioms_attribute_to_whom_they_hold(text: str, source: str) -> None:
    assert [s for s, _ in said(text)] == [source]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The lease forbids dogs in the yard.", "dogs in the yard"),
        ("The contract obliges the tenant to paint the door.", "to paint the door"),
        ("The farmer bars dogs from the yard.", None),
        ("The bottle lists to one side.", None),
    ],
)
def test_a_document_says_what_it_lists_and_a_person_does_not(text: str, content: str | None) -> None:
    assert [c for _, c in said(text)] == ([content] if content else [])


@pytest.mark.parametrize(
    "text",
    [
        "The plan was rejected again on Friday.", "Guests are asked to return their headsets.", "Thank you.",
        "The lock ensures that the gate stays shut.",
    ],
)  # fmt: skip
def test_nothing_is_said_without_anybody_or_by_a_verb_that_brings_about(text: str) -> None:
    assert said(text) == []


BODY = "\n\nThe council met on Monday. Nobody from the port was there, and the hall was cold."


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Mayor: the bridge will hold", [("Mayor", "the bridge will hold")]),
        ("The bridge will hold until May: mayor", [("mayor", "The bridge will hold until May")]),
        ("Storm: the bridge will hold", []),
        ("Analysis: the bridge will hold", []),
    ],
)
def test_a_headline_gives_its_words_to_whom_stands_beside_the_colon(title: str, found: list[tuple[str, str]]) -> None:
    assert [pair for pair in said(title + BODY) if "bridge" in pair[1]] == found
