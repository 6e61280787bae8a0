"""The page behind a feed's item, for feeds that give summaries only: its article takes the place of the summary."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from vigie.errors import FetchError, InputError
from vigie.text.stated import find_words
from vigie.watch.collect.fetch import Known
from vigie.watch.collect.item import Item, Origin
from vigie.watch.collect.limits import Limits
from vigie.watch.collect.page import parse_page
from vigie.watch.collect.roster import Source
from vigie.watch.collect.visit import Ask, Visit

SHARED = 0.5
"""A page that holds fewer of the words of the item's title speaks of something else: consent, a login, an error."""
LONG_WORD = 4
MOST_A_VISIT = 20
"""So many pages are asked for behind one visit; a feed that lists thousands may not keep a round from its end."""

Heads = Mapping[str, tuple[str | None, str | None]]
"""Title and day of held items by their ids."""


@dataclass(frozen=True, slots=True)
class Followed:
    """An item with the words of its page, or as the feed gave it and a note that says why."""

    item: Item
    note: str | None = None


def follow(item: Item, ask: Ask, source: Source, limits: Limits) -> Followed:
    """Return an item with the article of the page it links to, where that is longer than what the feed gave.

    The page is asked for as the source itself is: politely and within the limits. What the feed states (id, title,
    date, author, language) stays; what it does not state is taken from the page. In a private network only pages
    on the source's own host are followed: a feed may not send its reader to others.
    """
    if item.link is None or not source.is_remote:
        return Followed(item)
    try:
        answer = ask(replace(source, address=item.link, private=_may_be_private(item.link, source)), Known())
        page = parse_page(answer.data, Origin(place=answer.final_url, charset=answer.charset, limits=limits)).items[0]
    except (FetchError, InputError) as fault:
        return Followed(item, f"the feed's own words are kept: {fault}")
    if not _is_about(item, page):
        return Followed(item, f"the feed's own words are kept: {item.link} speaks of something else")
    if len(page.text or "") <= len(item.text or ""):
        return Followed(item)
    return Followed(
        replace(
            item,
            title=item.title or page.title,
            published=item.published if item.dated else page.published,
            lang=item.lang or page.lang,
            author=item.author or page.author,
            text=page.text,
            html=page.html,
            offsets=page.offsets,
        )
    )


def _may_be_private(link: str, source: Source) -> bool:
    here, there = urlsplit(source.address), urlsplit(link)
    return source.private and (here.hostname, _port(source.address)) == (there.hostname, _port(link))


def _port(address: str) -> int | None:
    """Return the port of an address, or None for one that cannot be read."""
    parts = urlsplit(address)
    try:
        return parts.port or {"http": 80, "https": 443}.get(parts.scheme.lower())
    except ValueError:
        return None


def _is_about(item: Item, page: Item) -> bool:
    """Return whether a page holds enough of the words of an item's title, or of its summary where it has no title."""
    words = {word for word in find_words(item.title or item.text or "") if len(word) >= LONG_WORD}
    held = set(find_words(f"{page.title or ''} {page.text or ''}"))
    return not words or len(words & held) >= SHARED * len(words)


def follow_visit(
    made: Visit, heads: Heads, follow_one: Callable[[Item], Followed], *, most: int = MOST_A_VISIT
) -> Visit:
    """Return a visit with the pages behind its new items in the place of their summaries; `heads` are those held.

    What is held stays as it was kept, page or summary, and is no item of the visit any more: the page was another text
    than the summary, which would come back as a change. Held and yet new is an item whose feed states another title
    or day than before.
    """
    fresh = [item for item in made.items if _is_news(item, heads)]
    followed = [follow_one(item) for item in fresh[:most]]
    items = (*(f.item for f in followed), *fresh[most:])
    faults = [f.note for f in followed if f.note]
    notes = [made.note or "", f"{len(faults)} of {len(followed)} pages not read, first: {faults[0]}" if faults else ""]
    notes.append(f"{len(fresh) - most} items keep their summaries: {most} pages a visit" if len(fresh) > most else "")
    return replace(made, items=items, note="; ".join(filter(None, notes)) or None)


def _is_news(item: Item, heads: Heads) -> bool:
    if item.id not in heads:
        return True
    title, day = heads[item.id]
    return (item.title is not None and item.title != title) or (item.dated is not None and item.dated != day)
