"""Lists of feeds in OPML, in and out; what OPML has no word for goes in attributes of our own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import quoteattr

from vigie.errors import InputError
from vigie.watch.collect.feed import name_of
from vigie.watch.collect.item import join_link, primary, shown_line
from vigie.watch.collect.roster import Roster, Source, parse_rhythm, show_rhythm
from vigie.watch.collect.roster_edit import make_key
from vigie.watch.collect.safexml import parse_xml

NAMESPACE = "urn:vigie:sources"


def parse_opml(data: bytes, *, where: str, taken: Iterable[str] = ()) -> tuple[Source, ...]:
    """Return the feeds of an OPML file, folders opened; one that is listed twice is taken once.

    What the file does not say stays open: reliability F, no rhythm.

    Raises:
        InputError: it is no OPML.
    """
    root = parse_xml(data, where=where).root
    if name_of(root) != "opml":
        raise InputError(f"{where}: not OPML (its first element is {name_of(root)[:40]!r}); export the list again")
    found: dict[str, Source] = {}
    used = set(taken)
    for node in root.iter("*"):
        address = _address_of(node) if name_of(node) == "outline" else None
        if address is not None and address not in found:
            source = _read_outline(node, address, used)
            found[address] = source
            used.add(source.id)
    return tuple(found.values())


def _address_of(node: Any) -> str | None:
    return join_link("", _stated(node, "xmlurl"))


def _stated(node: Any, name: str) -> str | None:
    key = next((key for key in node.keys() if key.lower() == name), None)  # noqa: SIM118 (a node iterates its children)
    return node.get(key) if key is not None and node.get(key).strip() else None


def _read_outline(node: Any, address: str, used: set[str]) -> Source:
    name = shown_line(_stated(node, "title") or _stated(node, "text"))
    own = {name: node.get(f"{{{NAMESPACE}}}{name}", "") for name in ("id", "owner", "country", "rhythm", "reliability")}
    try:
        rhythm = parse_rhythm(own["rhythm"])
    except ValueError:
        rhythm = None
    reliability, country, key = own["reliability"], own["country"], own["id"]
    fits = key and key not in used and make_key(key, address, ()) == key
    return Source(
        id=key if fits else make_key(name, address, used),
        address=address,
        name=name,
        owner=shown_line(own["owner"]),
        country=country
        if country.isascii() and country.isalpha() and country.isupper() and len(country) == 2 or country == "INT"
        else None,
        language=primary(_stated(node, "language")),
        rhythm=rhythm,
        reliability=reliability if reliability in set("ABCDEF") else "F",
    )


def write_opml(roster: Roster) -> str:
    """Return the feeds of a list as OPML 2.0; sources that are no feeds have no place in it."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<opml version="2.0" xmlns:v="{NAMESPACE}">',
        "  <head><title>Vigie: sources</title></head>",
        "  <body>",
        *(_write_outline(source) for source in roster.sources if source.kind == "feed" and source.is_remote),
        "  </body>",
        "</opml>",
        "",
    ]
    return "\n".join(lines)


def _write_outline(source: Source) -> str:
    stated = {
        "type": "rss",
        "text": source.name or source.id,
        "title": source.name or source.id,
        "xmlUrl": source.address,
        "language": source.language,
        "v:id": source.id,
        "v:owner": source.owner,
        "v:country": source.country,
        "v:rhythm": show_rhythm(source.rhythm),
        "v:reliability": source.reliability,
    }
    return f"    <outline {' '.join(f'{k}={quoteattr(v)}' for k, v in stated.items() if v)}/>"
