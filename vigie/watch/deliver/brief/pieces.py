"""A sentence laid out: plain words, facts and quotations in the order of its template, for every form of output."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from vigie.watch.deliver.brief.model import Quote, Sentence
from vigie.watch.deliver.brief.tongue import Piece, load_tongue

GAP = " […] "
"""Between the pieces of one quotation, as the text has them apart."""
LONGEST_TITLE = 160
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece as it is shown: our own words, a fact in words, or a quotation."""

    text: str = ""
    fact: bool = False
    quote: Quote | None = None


def lay_out(sentence: Sentence) -> Iterator[Shown]:
    """Yield the pieces of a sentence; an optional part goes when one of its names is not known."""
    tongue = load_tongue(sentence.lang)
    facts = {t.name: tongue.show(t.name, t.value) for t in sentence.told}
    quotes = {q.name: q for q in sentence.quotes}
    first = True
    for part in tongue.forms[sentence.form]:
        if part.optional and any(facts.get(name) is None and name not in quotes for name in part.names):
            continue
        for piece in part.pieces:
            shown = _show(piece, facts, quotes)
            if first and piece.name in ("", "speaker"):  # “the rebels” begins a sentence; an address stays as it is
                shown = replace(shown, text=shown.text[:1].upper() + shown.text[1:])
            yield shown
            first = False
    if sentence.carried:
        yield Shown(tongue.page("copies", outlets=sentence.outlets, origins=sentence.origins))


def _show(piece: Piece, facts: dict[str, str | None], quotes: dict[str, Quote]) -> Shown:
    if not piece.name:
        return Shown(piece.text)
    if piece.name in quotes:
        return Shown(quote=quotes[piece.name])
    return Shown(facts.get(piece.name) or "", fact=True)


def write_sentence(sentence: Sentence) -> str:
    """Return the sentence as plain text, every character of its quotations as it stands."""
    tongue = load_tongue(sentence.lang)
    parts = []
    for piece in lay_out(sentence):
        if piece.quote is None:
            parts.append(piece.text)
        else:
            words = GAP.join(piece.quote.words)
            parts.append(
                f"{tongue.page('open')}{words}{tongue.page('close')}{mark_language(piece.quote, sentence.lang)}"
            )
    return "".join(parts)


def mark_language(quote: Quote, lang: str) -> str:
    """Return in which language the words are, where it is not that of the brief."""
    if quote.lang in (None, lang):
        return ""
    names = load_tongue(lang).words["languages"]
    return f" ({names.get(quote.lang or '', names['other'])})"


def show_safely(text: str) -> str:
    """Return the text on one line; what cannot be seen or would turn its direction is shown as a middle dot."""
    line = re.sub(r"\s+", " ", text)
    return line if line.isprintable() else "".join(c if _is_shown(c) else "·" for c in line)


def _is_shown(c: str) -> bool:
    if c.isprintable():
        return True
    return c not in _TURNING and unicodedata.category(c) == "Cf" and ord(c) > 0x9F


def shorten_title(title: str) -> str:
    """Return the title, or its opening with an ellipsis where it is longer than a title should be."""
    shown = show_safely(title).strip()
    return shown if len(shown) <= LONGEST_TITLE else shown[:LONGEST_TITLE].rstrip() + " …"


def write_places(sentence: Sentence) -> str:
    """Return the keys of the sentence's records with the offsets of the quoted words."""
    at: dict[str, list[str]] = {key: [] for key in sentence.records}
    for quote in sentence.quotes:
        at.setdefault(quote.record, []).extend(f"[{s.start}:{s.end}]" for s in quote.spans)
    return "; ".join(" ".join([show_safely(key), *spans]) for key, spans in at.items())
