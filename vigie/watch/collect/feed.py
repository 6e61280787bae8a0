"""RSS of all ages, RDF, Atom and CDF: one reader, since feeds mix the forms' words anyway."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urljoin

from vigie.errors import InputError
from vigie.watch.collect.dates import parse_date
from vigie.watch.collect.item import (
    Item,
    Origin,
    Parsed,
    is_absolute,
    join_link,
    make_distinct,
    make_id,
    primary,
    shown_line,
)
from vigie.watch.collect.markup import is_markup, plain_text
from vigie.watch.collect.safexml import parse_xml

_CORE = frozenset({
    "", "http://backend.userland.com/rss2", "http://blogs.law.harvard.edu/tech/rss", "http://purl.org/rss/1.0/",
    "http://my.netscape.com/rdf/simple/0.9/", "http://channel.netscape.com/rdf/simple/0.9/", "http://example.com/newformat#",
    "http://example.com/necho", "http://purl.org/echo/", "uri/of/echo/namespace#", "http://purl.org/pie/", "http://purl.org/net/rss1.1#",
    "http://purl.org/atom/ns#", "http://www.w3.org/2005/atom", "http://purl.org/rss/1.0/modules/rss091#",
})  # fmt: skip
_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc", "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content", "http://www.w3.org/1999/xhtml": "xhtml",
    "http://search.yahoo.com/mrss": "media", "http://search.yahoo.com/mrss/": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes", "http://example.com/dtds/podcast-1.0.dtd": "itunes",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf", "http://www.w3.org/xml/1998/namespace": "xml",
}  # fmt: skip
_XML = "{http://www.w3.org/XML/1998/namespace}"
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_ROOTS = {"rss": "rss", "rdf:rdf": "rss10", "feed": "atom", "channel": "cdf", "entry": "atom", "item": "rss"}

MAX_ATTRIBUTES = 50
"""So many attributes of an element inside an item are kept; thousands are an attack on the time we have."""

TITLES = ("title", "dc:title", "media:title")
PUBLISHED = ("pubdate", "published", "issued", "dcterms:issued")
UPDATED = ("updated", "modified", "dc:date", "lastbuilddate", "dcterms:modified")
CONTENTS = ("content:encoded", "content", "fullitem", "body", "xhtml:body", "summary", "description", "dc:description",
            "itunes:summary", "abstract", "media:description", "media:text")  # fmt: skip
AUTHORS = ("author", "dc:creator", "dc:author", "itunes:author", "managingeditor")
_HTML_TYPES = frozenset({"html", "text/html", "xhtml", "application/xhtml+xml"})
_TEXT_TYPES = frozenset({"text", "text/plain", "plain"})


class _Place(NamedTuple):
    """Where an element stands: the address that relative links start from, and the language around it."""

    base: str
    lang: str | None


@dataclass(frozen=True, slots=True)
class _Context:
    """What holds for the whole document."""

    form: str
    lang: str | None
    text_chars: int

    @property
    def is_atom(self) -> bool:
        return self.form.startswith("atom")


def parse_feed(data: bytes, origin: Origin) -> Parsed:
    """Return the items of an RSS, RDF, Atom or CDF feed in the order of the feed.

    Raises:
        InputError: the bytes are no XML, or XML that is no feed; the message says what it is instead.
    """
    tree = parse_xml(data, charset=origin.charset, where=origin.place)
    root = tree.root
    found = list(_iter_items(root, origin.place if is_absolute(origin.place) else ""))
    form = _form_of(root)
    if form is None and not found:
        raise InputError(f"{origin.place}: {_other_words(root)}; give the address of a feed")
    head = _find_head(root)
    declared = primary(_text(_last(head, ("language", "dc:language")))) or primary(_lang_of(root))
    context = _Context(
        form=form or "rss",
        lang=declared or origin.lang,
        text_chars=origin.limits.text_bytes,
    )
    title = _last(head, TITLES)
    return Parsed(
        items=make_distinct([_read_item(node, place, context) for node, place in found]),
        form=context.form,
        title=shown_line(_read_title(title, context)) if title is not None else None,
        lang=declared,
        note=tree.note,
    )


def name_of(node: Any) -> str:
    """Return the name of an element in small letters, with the usual prefix of its namespace and none for feeds' own.

    >>> from lxml import etree
    >>> name_of(etree.fromstring('<x:Date xmlns:x="http://purl.org/dc/elements/1.1/"/>'))
    'dc:date'
    """
    tag = node.tag
    return _name_of_tag(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=4096)
def _name_of_tag(tag: str) -> str:
    space, _, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
    space, local = space.lower(), local.lower()
    if space in _CORE or "backend.userland.com/rss" in space:
        return local
    prefix = _PREFIXES.get(space)
    return f"{prefix}:{local}" if prefix else f"?:{local}"


def _iter_items(root: Any, base: str) -> Iterator[tuple[Any, _Place]]:
    """Yield the elements that are items, wherever they stand: in RDF they stand beside the channel.

    Base and language are carried down; looking them up from each item would cost its depth every time.
    """
    from lxml import etree

    places, inside = [_Place(base, None)], 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        is_item = name_of(node) in {"item", "entry"}
        if event == "end":
            places.pop()
            inside -= is_item
            continue
        places.append(_Place(_base_of(node, places[-1].base), primary(_lang_of(node)) or places[-1].lang))
        if is_item and not inside:
            yield node, places[-1]
        inside += is_item


def _form_of(root: Any) -> str | None:
    name = name_of(root)
    if name == "rss":
        version = root.get("version", "")
        return f"rss{version}".replace(".", "") if re.fullmatch(r"[0-9.]{1,5}", version) else "rss"
    return _ROOTS.get(name)


def _other_words(root: Any) -> str:
    name = name_of(root)
    if name.endswith(":html") or name == "html":
        return "an HTML page, no feed"
    return f"XML of another kind (its first element is {name.lstrip('?:')[:40]!r}), no feed"


def _find_head(root: Any) -> Any:
    """Return the element that describes the whole feed."""
    if name_of(root) in {"feed", "channel"}:
        return root
    return next((node for node in root if name_of(node) == "channel"), root)


def _read_item(node: Any, place: _Place, context: _Context) -> Item:
    title_node = _last(node, TITLES)
    title = _read_title(title_node, context) if title_node is not None else None
    link, stated = _read_link(node, place.base)
    markup, text = _read_content(node, context)
    lang = primary(_text(_last(node, ("language", "dc:language")))) or place.lang or context.lang
    published, updated = _read_dates(node, PUBLISHED, lang), _read_dates(node, UPDATED + ("@lastmod",), lang)
    key, basis = make_id(stated, link, (title, text, published or updated))
    return Item(
        id=key,
        basis=basis,
        title=shown_line(title),
        link=link,
        published=published,
        updated=updated,
        lang=lang,
        author=_read_author(node),
        text=text,
        html=markup,
    )


def _last(node: Any, names: tuple[str, ...]) -> Any | None:
    """Return the last child with the first of the names that any child has."""
    for name in names:
        found = [child for child in node if name_of(child) == name]
        if found:
            return found[-1]
    return None


def _attribute(node: Any, name: str) -> str | None:
    """Return an attribute whatever its capitals. Names come first: lxml is slow at giving all values of very many."""
    key = next((key for key in node.keys() if key.lower() == name), None)  # noqa: SIM118 (a node iterates its children)
    return node.get(key) if key is not None else None


def _text(node: Any | None) -> str | None:
    """Return all characters inside an element, or None when there are none but white space."""
    text = "".join(node.itertext()).strip() if node is not None else ""
    return text or None


def _read_title(node: Any, context: _Context) -> str | None:
    """Return a title without markup, whichever of five ways the feed has of putting markup there."""
    return _as_plain(node, context, guess=not context.is_atom)


def _as_plain(node: Any, context: _Context, *, guess: bool) -> str | None:
    kind = node.get("type", "").strip().lower()
    if len(node):
        return plain_text(_inner_markup(node)) or None
    value = _decoded(node, kind)
    if value is None:
        return None
    if kind in _HTML_TYPES or (guess and kind not in _TEXT_TYPES - {"text/plain"} and is_markup(value)):
        return plain_text(value) or None
    return value


def _decoded(node: Any, kind: str) -> str | None:
    """Return the characters of an element, those in base64 (Atom 0.3, and 1.0 for what is neither text nor XML) read."""
    value = _text(node)
    is_coded = node.get("mode") == "base64" or (
        "/" in kind and not kind.startswith("text/") and not kind.endswith("xml")
    )
    if value is None or not is_coded:
        return value
    try:
        return base64.b64decode(value, validate=False).decode("utf-8").strip() or None
    except (binascii.Error, ValueError):
        return value


def _inner_markup(node: Any) -> str:
    """Return the markup inside an element, its namespaces left out."""
    parts = [_escaped(node.text or "")]
    for child in node:
        _write_markup(child, parts)
    return "".join(parts)


def _write_markup(top: Any, parts: list[str]) -> None:
    """Add an element's markup without recursion: feeds may nest as deep as the parser lets them."""
    from lxml import etree

    for event, node in etree.iterwalk(top, events=("start", "end")):
        local = etree.QName(node).localname
        if event == "start":
            kept = "".join(f' {etree.QName(k).localname}="{_escaped(v)}"' for k, v in _first_attributes(node))
            parts.append(f"<{local}{kept}>{_escaped(node.text or '')}")
        else:
            parts.append(f"</{local}>{_escaped(node.tail or '')}")


def _first_attributes(node: Any) -> list[tuple[str, str]]:
    return [(str(key), str(node.get(key))) for key in node.keys()[:MAX_ATTRIBUTES]]


def _escaped(value: str) -> str:
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _read_content(node: Any, context: _Context) -> tuple[str | None, str | None]:
    """Return the markup and the text of the fullest account that an item gives of itself."""
    for name in CONTENTS:
        found = [child for child in node if name_of(child) == name and not child.get("src")]
        for child in reversed(found):
            markup, text = _read_body(child, context, plain=name in {"content", "summary"} and context.is_atom)
            if text or markup:
                return markup, text[: context.text_chars] if text else None
    return None, None


def _read_body(node: Any, context: _Context, *, plain: bool) -> tuple[str | None, str | None]:
    kind = node.get("type", "").strip().lower()
    if len(node):
        markup = _inner_markup(node).strip()
        return markup, plain_text(markup) or None
    value = _decoded(node, kind)
    if value is None:
        return None, None
    if kind in _TEXT_TYPES or (plain and kind not in _HTML_TYPES and node.get("mode") != "escaped"):
        return None, value
    return (value, plain_text(value) or None) if is_markup(value) else (None, value)


def _read_link(node: Any, base: str) -> tuple[str | None, str | None]:
    """Return where an item leads, and the id it states, whole where it is an address."""
    link = join_link(base, _attribute(node, "href"))
    stated = node.get(_ABOUT) or None
    permanent: str | None = None
    for child in node:
        name = name_of(child)
        if name == "link":
            link = join_link(_base_of(child, base), _target(child)) or link
        elif name in {"guid", "id"}:
            stated, leads = _read_guid(child, _base_of(child, base))
            permanent = permanent or leads
    return link or permanent, stated


def _target(link: Any) -> str | None:
    """Return the address in a link element that leads to the item itself as a page, or None."""
    href = link.get("href") or link.get("url") or link.get("uri")
    if not href:
        return _text(link)
    rel, kind = link.get("rel", "alternate").lower(), link.get("type", "text/html").lower()
    return href if rel == "alternate" and kind in _HTML_TYPES else None


def _read_guid(node: Any, base: str) -> tuple[str | None, str | None]:
    value = _text(node)
    if value is None:
        return None, None
    if _attribute(node, "ispermalink") not in {None, "true"}:
        return value, None
    try:
        whole = urljoin(base, value) if base else value
    except ValueError:
        whole = value
    return whole, join_link("", whole)


def _base_of(node: Any, base: str) -> str:
    """Return the address that relative links in an element start from, given that of the element above."""
    stated = node.get(f"{_XML}base") or _attribute(node, "base")
    return join_link(base, stated) or base if stated else base


def _lang_of(node: Any) -> str | None:
    lang: str | None = node.get(f"{_XML}lang") or node.get("lang")
    return lang


def _read_dates(node: Any, names: tuple[str, ...], lang: str | None) -> str | None:
    """Return the last date of an item under one of the names; a date in no known form is no date."""
    found: str | None = None
    for name in names:
        if name.startswith("@"):
            found = found or parse_date(_attribute(node, name[1:]), lang=lang)
    for child in node:
        if name_of(child) in names:
            found = parse_date(_text(child), lang=lang) or found
    return found


def _read_author(node: Any) -> str | None:
    author = _last(node, AUTHORS)
    if author is None:
        return None
    named = next((child for child in author if name_of(child).endswith("name")), None)
    value = _text(named if named is not None else author)
    return shown_line(plain_text(value)) if value else None
