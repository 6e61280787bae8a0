"""Quotations are found whatever their marks; no text is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.text.quotes import Quote, QuoteIndex, find_quotes
from vigie.text.segment import find_paragraphs

MARKED = st.text(alphabet=" \n.,aSs9'\"«»‹›“”„‘’`<>\u00a0\u202a", max_size=200)


def quotes_of(text: str) -> list[Quote]:
    return find_quotes(text, find_paragraphs(text), "en")


def inner_of(text: str, depth: int = 0) -> list[str]:
    return [text[slice(*q.inner)] for q in quotes_of(text) if q.depth == depth]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("« Nous suivons tout », a-t-il dit, « sans hâte ».", ["Nous suivons tout", "sans hâte"]),
        ("“We watch,” she said.", ["We watch,"]),
        ('"We watch," she said, "and we wait."', ["We watch,", "and we wait."]),
        ("‘We watch,’ she said.", ["We watch,"]),
        ("'We watch,' she said.", ["We watch,"]),
        ("Er sagt „wir warten“ heute.", ["wir warten"]),
        ("Il a dit ‹ bon › hier.", ["bon"]),
        ("He said ``we wait'' and left.", ["we wait"]),
        ('He said ``we wait" and left.', ["we wait"]),
        ("<< Nous partons >>, dit-il.", ["Nous partons"]),
        ('Il dit " nous partons " puis " nous restons ".', ["nous partons", "nous restons"]),
    ],
)
def test_every_kind_of_mark_is_read(text: str, expected: list[str]) -> None:
    assert inner_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il a dit »nous partons» hier.", ["nous partons"]),
        ("L'opération d' »extraction » a réussi.", ["extraction"]),
        ("He said “we go now“ and left.", ["we go now"]),
        ("\u202a”We stay here,” said John.", ["We stay here,"]),
        ("’We go now,’ he said.", ["We go now,"]),
    ],
)
def test_marks_turned_the_wrong_way_are_read_by_their_context(text: str, expected: list[str]) -> None:
    assert inner_of(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The workers' union and James' car don't like the '90s or rock 'n' roll.",
        "The workers’ union and James’ car don’t like the ’90s.",
        "L'aube d'un jour qu'on n'attendait plus.",
        "He is 6'2 tall and the pipe is 12\" wide.",
    ],
)
def test_apostrophes_and_measures_are_no_quotations(text: str) -> None:
    assert quotes_of(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'We stay,' he said, 'until the workers' union agrees.'", ["We stay,", "until the workers' union agrees."]),
        ("He said: ‘We won’t go. The unions’ plan is bad.’", ["We won’t go. The unions’ plan is bad."]),
        ("The 'workers' and the 'owners' met.", ["workers", "owners"]),
        ("'We are ready,' said James' brother.", ["We are ready,"]),
    ],
)
def test_a_possessive_does_not_close_a_quotation(text: str, expected: list[str]) -> None:
    assert inner_of(text) == expected


@pytest.mark.parametrize(
    ("text", "outer", "inner"),
    [
        ("« Il m'a dit “partez” », explique-t-elle.", "Il m'a dit “partez”", "partez"),
        ("« Il a dit « partez » et voilà », dit-elle.", "Il a dit « partez » et voilà", "partez"),
        ("“‘Go home,’ he told me,” she said.", "‘Go home,’ he told me,", "Go home,"),
        ("‘He told me “go home” twice,’ she said.", "He told me “go home” twice,", "go home"),
        ('« l\'exercice "Lièvre" » compte.', 'l\'exercice "Lièvre"', "Lièvre"),
    ],
)
def test_a_quotation_in_a_quotation_knows_its_parent(text: str, outer: str, inner: str) -> None:
    assert inner_of(text) == [outer]
    assert inner_of(text, depth=1) == [inner]
    found = quotes_of(text)
    assert [q.parent for q in found] == [None, 0]


def test_unclosed_quote_ends_with_its_paragraph() -> None:
    text = "« Nous tenons, dit-il.\n\nLe ministre est parti."
    (quote,) = quotes_of(text)
    assert not quote.closed
    assert text[slice(*quote.inner)] == "Nous tenons, dit-il."


def test_a_new_opener_in_the_next_paragraph_carries_the_quotation_on() -> None:
    first, second, third = quotes_of("« Un jour.\n\n« Deux jours.\n\n« Trois jours », dit-il.")
    assert [first.closed, second.closed, third.closed] == [False, False, True]
    assert [first.carried, second.carried, third.carried] == [False, True, True]


def test_a_paragraph_that_only_closes_what_was_open_is_carried() -> None:
    first, second = quotes_of("“We stay here.\n\nWe wait,” he said.")
    assert not first.closed
    assert (second.carried, second.closed, second.opener) == (True, True, "")


def test_a_closed_quotation_is_not_carried() -> None:
    assert [q.carried for q in quotes_of("« Un jour. »\n\n« Deux jours. »")] == [False, False]


def test_a_second_opener_ends_a_quotation_that_nothing_closes() -> None:
    text = "He said “we go and never came back. “We stay,” she said."
    assert inner_of(text) == ["we go and never came back.", "We stay,"]
    assert [q.closed for q in quotes_of(text)] == [False, True]


def test_a_stray_mark_inside_a_word_loses_nothing_else() -> None:
    assert "Nous restons" in inner_of("Le sous-»marin est là. « Nous restons », dit-il.")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("L'exercice « Lièvre Agile » commence.", "name"),
        ("Le « couac » dure.", "scare"),
        ("« Nous restons à notre poste jusqu'au bout. »", "speech"),
    ],
)
def test_the_kind_hints_at_what_the_marks_do(text: str, kind: str) -> None:
    assert [q.kind for q in quotes_of(text)] == [kind]


def test_the_index_knows_the_innermost_and_the_outermost_quotation() -> None:
    text = "Bien. « Il a dit “partez” hier », dit-elle."
    index = QuoteIndex(quotes_of(text))
    assert (index.at(0), index.top_at(0)) == (None, None)
    assert (index.at(text.index("partez")), index.top_at(text.index("partez"))) == (1, 0)
    assert (index.at(text.index("hier")), index.at(text.index("dit-elle"))) == (0, None)


@given(st.one_of(st.text(max_size=200), MARKED))
def test_any_text_gives_sorted_nested_quotations_inside_one_paragraph(text: str) -> None:
    paragraphs = find_paragraphs(text)
    found = find_quotes(text, paragraphs, None)
    assert [(q.outer[0], -q.outer[1]) for q in found] == sorted((q.outer[0], -q.outer[1]) for q in found)
    for quote in found:
        start, end = paragraphs[quote.paragraph]
        assert start <= quote.outer[0] <= quote.inner[0] < quote.inner[1] <= quote.outer[1] <= end
        if quote.parent is not None:
            parent = found[quote.parent].outer
            assert parent[0] <= quote.outer[0] and quote.outer[1] <= parent[1]
            assert quote.depth == found[quote.parent].depth + 1
    flat = [q.outer for q in found if q.depth == 0]
    assert all(a[1] <= b[0] for a, b in zip(flat, flat[1:], strict=False))


@given(MARKED)
def test_the_index_agrees_with_a_plain_search(text: str) -> None:
    found = quotes_of(text)
    index = QuoteIndex(found)
    for char in range(len(text)):
        holding = [i for i, q in enumerate(found) if q.outer[0] <= char < q.outer[1]]
        assert index.at(char) == (max(holding, key=lambda i: found[i].depth) if holding else None)


def test_reading_time_grows_with_the_text_alone() -> None:
    found = quotes_of("“a " * 60_000)
    assert len(found) == 60_000
