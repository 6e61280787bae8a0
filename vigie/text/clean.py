"""Pages and plain text to the one text that is read, with a map back to where it came from."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import Any

from vigie.errors import TooLarge
from vigie.text.align import Visible, align
from vigie.text.offsets import OffsetMap

MAX_HTML = 10_000_000
"""Pages of more characters than this are refused; the longest of 400 real article pages has a fifth of it."""
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
    found = _extract(html, url)
    text = _LINES.sub("\n\n", found.text or "").strip() if found is not None else ""
    if found is None or not text:
        return None
    declared = _LANG.search(html[:5000])
    visible = Visible(html)
    title = _plain(found.title)
    text = _with_headline(text, title, visible)
    return Cleaned(
        text,
        title,
        found.date if found.date and _DATE.fullmatch(found.date) else None,
        declared.group(1).lower() if declared else None,
        _plain(found.author),
        _plain(found.sitename),
        align(text, visible),
    )


def _extract(html: str, url: str | None) -> Any | None:
    """Return what trafilatura finds. No date is guessed from loose numbers of the page: an unknown date is unknown."""
    from trafilatura import bare_extraction  # a third of a second to import

    page = html if _HAS_BODY.search(html) else f"<html><body><div>{html}</div></body></html>"
    dates = {"original_date": True, "extensive_search": False, "max_date": _FAR}
    try:
        return bare_extraction(
            page.replace("\0", " "), url=url, include_comments=False, with_metadata=True, date_extraction_params=dates
        )
    except Exception as fault:  # a page can break lxml, htmldate or trafilatura in ways of their own
        logger.warning("%s: the page could not be cleaned (%s: %s)", url or "page", type(fault).__name__, fault)
        return None


def _with_headline(text: str, title: str | None, visible: Visible) -> str:
    """Return the text under its headline, when the page shows one that the extraction left out."""
    if title is None or visible.find("".join(title.split()), 0, is_whole=True) < 0:
        return text
    top = " ".join(text[: 3 * len(title) + 500].split())
    return text if title.lower() in top.lower() else f"{title}\n\n{text}"


def _plain(value: str | None) -> str | None:
    """Return a one-line value, or None when there is nothing in it."""
    line = " ".join(value.split()) if value else ""
    return line or None
