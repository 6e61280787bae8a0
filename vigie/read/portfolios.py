"""Ministers to whom a text gives two portfolios that cannot both be theirs: "the foreign minister, Ada Hale … the minister of finance"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vigie.model import Flag, Span
from vigie.read.entities import EntityTable, Known
from vigie.text.fold import fold

_RE_EN = re.compile(
    r"(?:[Tt]he |[A-Z]\w+['’]s )?(?:(?:junior|deputy|new|outgoing|acting) )*"
    r"(?:(?P<a>[A-Za-z][a-z-]+) (?:[Mm]inister|[Ss]ecretary)(?! (?:of|for|general))"
    r"|(?:[Mm]inister|[Ss]ecretary) (?:of|for) (?:the )?(?P<b>[A-Za-z][a-z-]+))\b"
)
_RE_FR = re.compile(
    r"(?:[Ll][ea] )?(?<!premier )(?<!première )\bministre (?:[a-zéèêïç]+ )?(?:de la |de l['’]|du |des |d['’]|de )(?P<a>[A-ZÉ][\wéèê-]+)(?P<b> étrangères| extérieures)?"
)
_NONE = frozenset(
    "prime first former the a an press deputy junior general cabinet state permanent private party his her their our its "
    "another assistant under chief this that one any every each same new old said republique etat france president".split()
)
"""What stands before "minister" or behind its "of" and is no portfolio."""
_GROUPS = (
    "finance finances treasury economy economic economie budget comptes", "defence defense armees war",
    "foreign etrangeres exterieures external relations affaires", "interior home interieur security securite",
    "energy energie climate environment ecologie ecologique environnement transition",
    "transport transports infrastructure mobility", "health sante social sociales", "justice",
    "education schools enseignement", "agriculture farm farming",
)  # fmt: skip
_GROUP = {word: group.split()[0] for group in _GROUPS for word in group.split()}
_OTHER_TIME = re.compile(
    r"(?i)\b(?:former|ex|then|shadow|acting|one-time|next|future|ancien|ancienne|futur|future|alors)\b"
)
"""Of an office held at another time, or in waiting, the text may speak of the same person."""
_ARTICLES = ("the ", "le ", "la ")
_TO_NAME = re.compile(r"\s*,?\s*(?:(?:M|Mr|Mrs|Ms|Mme|Dr)\.? )?")
_FROM_NAME = re.compile(r",\s*$")
MAX_TITLE = 16
"""Between an office and the name behind it stand at most so many characters (« …, Datuk [Azman Rashidi] »)."""


@dataclass(frozen=True, slots=True)
class Held:
    """A portfolio where the text gives it: its words, its group, and who is named beside it."""

    span: Span
    group: str
    known: Known | None


def find_two_portfolios(table: EntityTable) -> list[Flag]:
    """Return a flag for each portfolio that the text gives to somebody to whom it gave another before."""
    held = _find_held(table)
    flags: list[Flag] = []
    first: dict[str, Held] = {}
    owners = {h.group: h.known for h in held if h.known is not None}
    people = {h.known.id for h in held if h.known is not None}
    for one in held:
        known = one.known
        if known is None and len(people) == 1 and one.group not in owners and first and _is_taken_up(table, one.span):
            known = next(iter(first.values())).known
        if known is None:
            continue
        before = first.setdefault(known.id, one)
        if before.group != one.group:
            text = table.layers.text
            said = (text[slice(*before.span)].strip(), text[slice(*one.span)].strip())
            flags.append(
                Flag("role_mismatch", one.span, f"{known.name} is called {said[0]} and {said[1]} in this text")
            )
    return flags


def _find_held(table: EntityTable) -> list[Held]:
    text = table.layers.text
    found = []
    for match in (_RE_FR if table.layers.lang == "fr" else _RE_EN).finditer(text):
        word = fold((match["b"] or match["a"]).strip()) if table.layers.lang == "fr" else fold(match["a"] or match["b"])
        word = "".join(_PLAIN.get(c, c) for c in word)
        span = Span(match.start(), match.end())
        if word not in _NONE and not _OTHER_TIME.search(text, max(0, span.start - 14), span.end):
            found.append(Held(span, _GROUP.get(word, word), _beside(table, span)))
    return found


_PLAIN = {"é": "e", "è": "e", "ê": "e", "ï": "i", "ç": "c"}


def _beside(table: EntityTable, span: Span) -> Known | None:
    """Return the person named right behind an office, or right before it and a comma."""
    text = table.layers.text
    behind = _TO_NAME.match(text, span.end)
    at = behind.end() if behind is not None else span.end
    known = table.at(at, min(at + MAX_TITLE, len(text)))
    if known is not None and known.type == "PER" and text[at : at + 1].isupper():
        return known
    comma = _FROM_NAME.search(text, max(0, span.start - 3), span.start)
    known = table.at(max(0, comma.start() - 1), comma.start()) if comma is not None else None
    return known if known is not None and known.type == "PER" else None


def _is_taken_up(table: EntityTable, span: Span) -> bool:
    """Return whether the words are definite and name no country, so that they take up somebody the text has named."""
    definite = table.layers.text[span.start : span.end].lower().startswith(_ARTICLES)
    return definite and table.country_of(span) is None
