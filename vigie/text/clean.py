"""Pages and plain text to the one text that is read, with a map back to where it came from."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from vigie.errors import TooLarge
from vigie.text.align import Visible, align
from vigie.text.frame import drop_frame
from vigie.text.offsets import OffsetMap
from vigie.text.prose import is_prose, merge_prose
from vigie.text.stated import Stated, choose_title, find_words, read_stated

MAX_HTML = 10_000_000
"""Pages of more characters than this are refused; the longest of 400 real article pages has a fifth of it."""
TWICE = 2_500_000
"""Pages of more characters are read once; they are made to cost time, or are no articles."""
FEW = 200
"""An article of fewer characters may be one that was read too strictly."""
MIN_LEAD = 100
"""A shorter description, white space aside, is more likely a second headline or a slogan than a lead."""
HEAD_LINES = 6
"""The headline is looked for among so many lines of the text."""
_FAR = "2100-01-01"
"""Upper bound given to the date finder, which would ask the clock otherwise."""
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_HAS_BODY = re.compile(r"<\s*(?:html|body)\b", re.IGNORECASE)
_LANG = re.compile(r"""<html\b[^>]{0,500}?\blang\s*=\s*["']?([A-Za-z]{2,3})\b""", re.IGNORECASE)
_LINES = re.compile(r"[ \t\u00a0]*\n\s*")

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The main text of a page, paragraphs apart by a blank line. What the page does not state is None.

    `lang` is what the page declares, which is often the template's language and not the article's.
    `offsets` maps the text to the decoded source of the page.
    """

    text: str
    title: str | None
    published: str | None
    lang: str | None
    author: str | None
    site: str | None
    offsets: OffsetMap


def clean_text(text: str) -> Cleaned:
    """Return plain text as it is, without a leading byte-order mark; line ends are kept."""
    kept = text.removeprefix("\ufeff")
    return Cleaned(kept, None, None, None, None, None, OffsetMap.shifted(len(kept), len(text) - len(kept)))


def clean_html(html: str, url: str | None = None) -> Cleaned | None:
    """Return the article of a page, or None when no main text is found in it.

    Raises:
        TooLarge: the page has more than `MAX_HTML` characters.
    """
    if len(html) > MAX_HTML:
        raise TooLarge(f"{url or 'page'}: {len(html):,} characters of HTML, at most {MAX_HTML:,}; give the text alone")
    try:
        made = _extract(html, url)
    except Exception as fault:  # a page can break lxml, htmldate or trafilatura in ways of their own
        logger.warning("%s: the page could not be cleaned (%s: %s)", url or "page", type(fault).__name__, fault)
        return None
    if made is None:
        return None
    found, text, stated = made
    declared = _LANG.search(html[:5000])
    visible = Visible(html)
    title = choose_title(stated) or _plain(found.title)
    text = _compose(text, stated, title, visible)
    day = stated.published or found.date
    return Cleaned(
        text,
        title,
        day if day and _DATE.fullmatch(day) else None,
        declared.group(1).lower() if declared else None,
        _plain(found.author),
        _plain(found.sitename),
        align(text, visible),
    )


def _extract(html: str, url: str | None) -> tuple[Any, str, Stated] | None:
    """Return what trafilatura finds and what the page states, or None when there is no text in it.

    trafilatura reads the page twice, freed of captions and links: what surely belongs to the article, and what may;
    the prose of the second is added to the first. Only where that leaves next to nothing the page is read as it is.
    """
    from trafilatura import load_html  # a third of a second to import

    page = html if _HAS_BODY.search(html) else f"<html><body><div>{html}</div></body></html>"
    page = page.replace("\0", " ")
    tree = load_html(page)
    if tree is None:
        return None
    stated = read_stated(tree)
    drop_frame(tree)
    found = _find_article(tree, url, is_strict=len(page) <= TWICE)
    text = _text(found)
    if len(page) <= TWICE:
        text = merge_prose(text, _text(_find_article(tree, url)))
    if len(text) < FEW:
        found = _find_article(load_html(page), url)
        text = max(text, _text(found), key=len)
    return (found, text, stated) if found is not None and text.strip() else None


def _text(found: Any) -> str:
    return (found.text or "") if found is not None else ""


def _find_article(tree: Any, url: str | None, *, is_strict: bool = False) -> Any:
    """Return what trafilatura finds. No date is guessed from loose numbers of the page: an unknown date is unknown."""
    from trafilatura import bare_extraction

    dates = {"original_date": True, "extensive_search": False, "max_date": _FAR}
    return bare_extraction(
        tree,
        url=url,
        favor_precision=is_strict,
        include_comments=False,
        with_metadata=True,
        date_extraction_params=dates,
    )


def _compose(text: str, stated: Stated, title: str | None, visible: Visible) -> str:
    """Return headline, lead and text, one below the other: each once, and only what the page shows."""
    head, body = _split_head(_LINES.sub("\n\n", text).strip(), stated)
    lead = _find_lead(body, stated.leads, visible)
    if title is not None and visible.find("".join(title.split()), 0, is_whole=True) >= 0:
        head = title
    return "\n\n".join(part for part in (head, lead, body) if part)


def _split_head(text: str, stated: Stated) -> tuple[str | None, str]:
    """Return the headline that a text begins with and the rest; short lines above it (a rubric, a day) are dropped."""
    lines = text.split("\n\n")
    wordings = {find_words(title) for _, title in stated.titles}
    for at in reversed(range(min(HEAD_LINES, len(lines) - 1))):
        if find_words(lines[at]) in wordings and not any(is_prose(line) for line in lines[:at]):
            return lines[at], "\n\n".join(lines[at + 1 :])
    return None, text


def _find_lead(text: str, leads: Sequence[str], visible: Visible) -> str | None:
    """Return the lead that the page shows above the text and the extraction left out, or None.

    A page describes its article for others in words that are often those of the lead; they count where they stand there.
    """
    have = "".join(text.split()).lower()
    first = next((line for line in text.split("\n") if is_prose(line)), "")
    below = visible.find("".join(first.split()), 0, is_whole=True) if first else -1
    for lead in leads:
        key = "".join(lead.split())
        if len(key) >= MIN_LEAD and is_prose(lead) and key.lower() not in have:
            at = visible.find(key, 0, is_whole=True)
            if at >= 0 and (below < 0 or at < below):
                return lead
    return None


def _plain(value: str | None) -> str | None:
    """Return a one-line value, or None when there is nothing in it."""
    line = " ".join(value.split()) if value else ""
    return line or None
