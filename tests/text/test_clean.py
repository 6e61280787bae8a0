"""Pages give their article with a map back to the source."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vigie.errors import TooLarge
from vigie.text import clean
from vigie.text.clean import clean_html, clean_text

PAGE = """<!DOCTYPE html><html lang="fr"><head><title>Alerte au large | La Vigie</title>
<meta property="article:published_time" content="2031-04-02T08:00:00Z"><script>var a = "<p>Jamais lu</p>";</script></head>
<body><nav><a href="/">Accueil</a></nav><article><h1>Alerte au large</h1>
<p>EXERCICE. La Garde du Nord &amp; ses alli&eacute;s ont <b>dit</b>&nbsp;: &laquo;&nbsp;Nous sommes pr&ecirc;ts.&nbsp;&raquo;
Une phrase de plus donne au texte sa longueur.</p><!-- note --><ul><li>Premier convoi vu au nord du cap</li></ul>
<p>Le second convoi est rentr&#233; au port<br>avant la nuit, selon la capitainerie.</p></article>
<footer>Copyright 2019</footer></body></html>"""


def test_the_article_is_read_and_the_frame_left_out() -> None:
    page = clean_html(PAGE)
    assert page is not None
    assert "Nous sommes prêts." in page.text and "\n\n" in page.text
    assert "Accueil" not in page.text and "Jamais lu" not in page.text
    assert (page.title, page.published, page.lang) == ("Alerte au large", "2031-04-02", "fr")


def test_every_line_maps_to_its_words_in_the_source() -> None:
    page = clean_html(PAGE)
    assert page is not None
    for line in re.finditer(r"[^\n]+", page.text):
        start = line.start() + 2 * line.group().startswith("- ")
        raw = page.offsets.find_raw((start, line.end()))
        assert raw is not None, line.group()
        shown = unescape(re.sub(r"<[^>]*>|<!--.*?-->", "", PAGE[slice(*raw)]))
        assert "".join(shown.split()) == "".join(page.text[start : line.end()].split())


def test_an_unknown_date_stays_unknown() -> None:
    page = clean_html(re.sub(r"<meta[^>]*>", "", PAGE))
    assert page is not None
    assert page.published is None


def test_a_headline_outside_the_article_is_put_on_top() -> None:
    moved = PAGE.replace("<h1>Alerte au large</h1>", "").replace(
        "<nav>", "<header><h1>Alerte au large</h1></header><nav>"
    )
    page = clean_html(moved)
    assert page is not None
    assert page.text.startswith("Alerte au large\n\nEXERCICE.")


def test_a_page_without_words_gives_none() -> None:
    assert clean_html("<html><body><script>x()</script></body></html>") is None
    assert clean_html("") is None


def test_entities_from_a_file_are_not_expanded(tmp_path) -> None:  # type: ignore[no-untyped-def]
    secret = tmp_path / "secret.txt"
    secret.write_text("the hidden words", encoding="utf-8")
    trap = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]><html><body><p>Hello &x; and good night.</p></body></html>'
    page = clean_html(trap)
    assert page is None or "hidden words" not in page.text


def test_a_page_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clean, "MAX_HTML", 10)
    with pytest.raises(TooLarge, match="give the text alone"):
        clean_html("<p>more than ten</p>")


@pytest.mark.parametrize("page", ["<div>" * 50_000, "<script>" * 50_000, "<a " * 50_000, "<!--" * 50_000, "&" * 50_000])
def test_broken_pages_break_nothing(page: str) -> None:
    found = clean_html(page)
    assert found is None or found.text


def test_plain_text_is_kept_as_it_is() -> None:
    found = clean_text("\ufeffOne.\r\n\r\nTwo.\t")
    assert found.text == "One.\r\n\r\nTwo.\t"
    assert found.offsets.find_raw((0, 4)) == (1, 5)


TAGS = st.sampled_from(
    ["<p>", "</p>", "<div>", "</div>", "<br>", "<b>", "&amp;", "&#x41;", "&", "<", ">", "<!--", "-->", "<script>"]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(TAGS, st.text(max_size=20), st.just("The convoy came home at night. ")), max_size=30))
def test_any_page_gives_spans_inside_its_source(parts: list[str]) -> None:
    page = "".join(parts)
    found = clean_html(page)
    if found is None:
        return
    for piece in found.offsets.pieces:
        assert 0 <= piece.clean_start < piece.clean_end <= len(found.text)
        assert 0 <= piece.raw_start <= piece.raw_end <= len(page)
