"""What a page states of itself: titles, day, lead and site, from its headings, meta elements and JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import islice
from typing import Any

MAX_DEPTH = 6
MOST = 20
"""So many headings, articles and descriptions of a page are looked at."""
MAX_LD = 2_000_000
"""A script of JSON-LD longer than this is passed over."""
MIN_TITLE = 15
"""A shorter wording is more likely a rubric, and no title by itself."""
_ARTICLE = re.compile(r"Article|Posting|Report(?:age)?\b|Review\b")
_SEPARATOR = re.compile(r"\s+(?:[|·•»›/~]|[-–—:]{1,2})\s+|\s*[|｜ㅣ]\s*")
_WORDS = re.compile(r"[^\W_]+")
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:$|[T\s])")
_TITLES = (
    ("og:title", "social"),
    ("twitter:title", "social"),
    ("title", "meta"),
    ("headline", "meta"),
    ("dc.title", "meta"),
    ("sailthru.title", "meta"),
    ("parsely-title", "meta"),
)
_DAYS = ("article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date")
_LEADS = ("og:description", "description", "twitter:description")
_WEIGHTS = {"heading": 1.3, "linked": 1.0, "social": 1.0, "meta": 0.5, "tab": 0.5}
"""How much a title stated at one place weighs: what readers see above the article most, the window's title least."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What a page says. `titles` are pairs of place and title in the order of the page, `leads` its descriptions."""

    titles: tuple[tuple[str, str], ...]
    sites: tuple[str, ...]
    published: str | None
    leads: tuple[str, ...]


def read_stated(tree: Any) -> Stated:
    """Return what the tree of a page states."""
    meta = _read_meta(tree)
    articles = list(islice(_iter_articles(tree), MOST))
    titles = [("heading", _words(h)) for h in islice(tree.iter("h1"), MOST)]
    titles += [("linked", str(a["headline"])) for a in articles if isinstance(a.get("headline"), str)][:1]
    titles += [(place, meta[name]) for name, place in _TITLES if name in meta]
    titles += [("tab", _words(t)) for t in list(tree.iter("title"))[:1]]
    leads = [str(a["description"]) for a in articles if isinstance(a.get("description"), str)]
    leads += [meta[name] for name in _LEADS if name in meta]
    return Stated(
        tuple((place, clean_line(title)) for place, title in titles if clean_line(title)),
        tuple(_iter_sites(meta, articles)),
        _find_day(meta, articles),
        tuple(dict.fromkeys(clean_line(lead) for lead in leads))[:MOST],
    )


def clean_line(value: str) -> str:
    """Return a value in one line, entities read and soft hyphens dropped.

    >>> clean_line(" R&amp;D\\n at\\u00adlast ")
    'R&D atlast'
    """
    return " ".join(unescape(unescape(value)).replace("\u00ad", "").split())


def choose_title(stated: Stated) -> str | None:
    """Return the title that most places of the page agree on, without the site's name; None where none is stated.

    A page states its title up to five times, for readers, for search engines, for social networks, and often in
    different words. Each distinct wording gets the weights of the places that use it; what is seen in the page weighs most.
    """
    found: dict[tuple[str, ...], float] = {}
    shown: dict[tuple[str, ...], str] = {}
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for place, title in stated.titles:
        bare = _without_site(title, stated)
        key = find_words(bare)
        if not key or (place, key) in seen:
            continue
        seen.add((place, key))
        shown.setdefault(key, bare)
        found[key] = found.get(key, 0.0) + _WEIGHTS[place] * (
            1.0 if place != "heading" or _is_echoed(key, stated) else 0.1
        )
    return shown[max(found, key=lambda key: found[key])] if found else None


def find_words(text: str) -> tuple[str, ...]:
    """Return the words of a text in small letters, so that two wordings can be compared."""
    return tuple(_WORDS.findall(text.lower()))


def _is_echoed(heading: tuple[str, ...], stated: Stated) -> bool:
    """Return whether a heading shares half of its words with what the page states elsewhere; "Log in" does not."""
    others = [set(find_words(title)) for place, title in stated.titles if place != "heading"]
    return not others or any(2 * len(set(heading) & words) >= len(set(heading)) for words in others)


def _without_site(title: str, stated: Stated) -> str:
    """Return a title without the name of the site before or after it."""
    for _, other in stated.titles:  # a shorter wording is used elsewhere in the page: what follows it is the site's
        rest = title[len(other) :].lstrip() if title.startswith(other) else ""
        if rest and not rest[0].isalnum() and len(other) >= MIN_TITLE:
            return other
    cuts = list(_SEPARATOR.finditer(title))
    for head, tail, rest in ((c.start(), c.end(), title[: c.start()]) for c in reversed(cuts[-2:])):
        if _names_site(title[tail:], stated.sites):
            return _without_site(rest, stated)
        if _names_site(title[:head], stated.sites):
            return title[tail:]
    return title


def _names_site(part: str, sites: Sequence[str]) -> bool:
    words = "".join(find_words(part))
    return bool(words) and any(words == "".join(find_words(site)) for site in sites)


def _read_meta(tree: Any) -> dict[str, str]:
    """Return the first value of each named meta element, names in small letters."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        value = element.get("content")
        if name and value and value.strip():
            found.setdefault(name.strip().lower(), value)
    return found


def _iter_articles(tree: Any) -> Iterator[dict[str, Any]]:
    """Yield what JSON-LD says of articles."""
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json" or not script.text:
            continue
        if len(script.text) <= MAX_LD:
            try:
                value = json.loads(script.text, strict=False)
            except (ValueError, RecursionError):
                continue
            yield from _iter_typed(value, 0)


def _iter_typed(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > MAX_DEPTH:
        return
    if isinstance(value, list):
        for part in value:
            yield from _iter_typed(part, depth + 1)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        if any(
            isinstance(kind, str) and _ARTICLE.search(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])
        ):
            yield value
        yield from _iter_typed([value.get(key) for key in ("@graph", "mainEntity", "mainEntityOfPage")], depth + 1)


def _iter_sites(meta: dict[str, str], articles: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield the names a site gives itself, and the one its address gives it."""
    for name in ("og:site_name", "application-name", "apple-mobile-web-app-title", "twitter:site"):
        if name in meta:
            yield clean_line(meta[name])
    for article in articles:
        publisher = article.get("publisher")
        if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
            yield clean_line(publisher["name"])
    host = re.match(r"https?://(?:www\.|m\.)?([^/:?#]+)", meta.get("og:url", ""))
    if host is not None:
        yield host.group(1)
        yield host.group(1).rsplit(".", 1)[0]


def _find_day(meta: dict[str, str], articles: Sequence[dict[str, Any]]) -> str | None:
    """Return the day of publication that the page states for machines; None where two articles state two days."""
    stated = {day for a in articles if (day := _day(a.get("datePublished")))}
    if len(stated) == 1:
        return stated.pop()
    days = [day for name in _DAYS if (day := _day(meta.get(name)))]
    return days[0] if days else None


def _day(value: object) -> str | None:
    found = _DAY.match(value.strip()) if isinstance(value, str) else None
    return found.group(1) if found else None


def _words(element: Any) -> str:
    return " ".join(str(element.text_content()).split())
