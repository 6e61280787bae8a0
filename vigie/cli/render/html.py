"""Readings as one self-contained page: each text beside its records, each leading to the other."""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from collections.abc import Sequence
from functools import cache
from html import escape
from importlib.resources import files

from vigie.cli.render import words
from vigie.cli.render.cards import render_cards
from vigie.cli.render.files import Entry
from vigie.model import Reading, Span

BANNER = '<div class="banner" role="note">EXERCISE · EXERCICE · EXERCISE</div>'
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # they make a text look other than it is
_KINDS = (
    ("content", "said"), ("cue", "cue"), ("source", "source"), ("content negative", "looked for, not seen"),
    ("event", "act"), ("flagged", "flag"),
)  # fmt: skip


def render_html(*readings: Reading) -> str:
    """Return one page with all the readings. Nothing of the texts reaches it unescaped; it asks the network for nothing."""
    exercise = any(r.document.realm == "exercise" for r in readings)
    title = words.title_words(readings[0]) if len(readings) == 1 else f"{len(readings)} readings"
    parts = [_contents(readings)] if len(readings) > 1 else []
    parts += [_section(reading, n) for n, reading in enumerate(readings, 1)]
    single = readings[0].document.lang if len(readings) == 1 else None
    return _page(title, "".join(parts), exercise=exercise, lang=single or "en")


def render_index(entries: Sequence[Entry]) -> str:
    """Return the page that leads to the pages of a folder."""
    rows = "".join(
        f'<li><a href="{escape(e.file)}">{escape(e.title)}</a> <small>{escape(f"{e.realm} · {e.counts}")}</small></li>'
        for e in entries
    )
    exercise = any(e.realm == "exercise" for e in entries)
    title = f"{len(entries)} readings"
    return _page(title, f'<nav class="contents"><h1>{title}</h1><ol>{rows}</ol></nav>', exercise=exercise, lang="en")


@cache
def _asset(name: str) -> str:
    return (files("vigie.cli.render") / name).read_text(encoding="utf-8").strip()


def _hash(source: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(source.encode("utf-8")).digest()).decode("ascii") + "'"


def _page(title: str, body: str, *, exercise: bool, lang: str) -> str:
    """Return a whole page whose only script and style are ours: the browser checks their hashes."""
    style, script = _asset("page.css"), _asset("page.js")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )
    banner = BANNER if exercise else ""
    return (
        f'<!doctype html>\n<html lang="{escape(lang)}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">'
        f"<title>{'EXERCISE · ' if exercise else ''}{escape(title)} · Vigie</title>"
        f"<style>{style}</style></head>\n<body>{banner}{body}{banner}<script>{script}</script></body></html>\n"
    )


def _contents(readings: Sequence[Reading]) -> str:
    rows = "".join(
        f'<li><a href="#d{n}">{escape(words.title_words(r))}</a> <small>{escape(words.counts_words(r))}</small></li>'
        for n, r in enumerate(readings, 1)
    )
    return f'<nav class="contents" aria-label="Texts"><h1>{len(readings)} readings</h1><ol>{rows}</ol></nav>'


def _section(reading: Reading, n: int) -> str:
    doc = reading.document
    title = escape(words.title_words(reading))
    facts = " · ".join(
        [
            words.LANGUAGES.get(doc.lang or "", doc.lang or "language unknown"),
            f"published {doc.published}" if doc.published else "no publication date",
            f"{doc.realm} realm",
        ]
    )
    name = f"<p>{escape(words.squeeze(doc.id))}</p>" if doc.title else ""
    left_out = f"<p>{escape(said)}</p>" if (said := words.left_out_words(reading)) else ""
    return (
        f'<section class="reading" id="d{n}"><header><h1>{title}</h1>{name}<p>{escape(facts)}</p>'
        f"<p>{escape(words.counts_words(reading))}</p>{left_out}{_legend()}</header>\n"
        f'<div class="columns"><article class="text" lang="{escape(doc.lang or "")}" aria-label="Text" dir="auto">'
        f"{_marked_text(reading)}</article>\n"
        f'<div class="records" role="region" aria-label="Records" lang="en">{render_cards(reading, n)}</div></div></section>\n'
    )


def _legend() -> str:
    marks = " ".join(f'<span class="{kind}">{label}</span>' for kind, label in _KINDS)
    keys = "<kbd>j</kbd> <kbd>k</kbd> next and previous record · <kbd>Enter</kbd> to its words and back · <kbd>Esc</kbd> clears"
    return f'<p class="legend">{marks}<span class="keys">{keys}</span></p>'


def _layers(reading: Reading) -> list[tuple[Span, str, str]]:
    """Return (span, class, record id) of everything that is marked in the text."""
    marks: list[tuple[Span, str, str]] = []
    for s in reading.statements:
        shade = "content negative" if s.negative_evidence else "content"
        marks += [(span, shade, s.id) for span in s.content]
        marks += [(span, "cue", s.id) for span in s.cue]
        marks += [(span, "source", s.id) for span in s.source]
    for e in reading.events:
        marks += [(span, "event", e.id) for span in e.mentions]
    marks += [(f.span, "flagged", f"f{n}") for n, f in enumerate(reading.flags, 1)]
    return marks


def _marked_text(reading: Reading) -> str:
    """Return the text cut at every span boundary, each piece naming all records that rest on it."""
    text = reading.document.text
    marks = [m for m in _layers(reading) if m[0].end > m[0].start]
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for n, (span, _, _) in enumerate(marks):
        opening.setdefault(span.start, []).append(n)
        closing.setdefault(span.end, []).append(n)
    cuts = sorted({0, len(text), *opening, *closing})
    active: set[int] = set()
    met: set[str] = set()
    out: list[str] = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        active.difference_update(closing.get(start, ()))
        active.update(opening.get(start, ()))
        piece = escape(_visible(text[start:end]))
        out.append(_mark(piece, [marks[n] for n in sorted(active)], met) if active else piece)
    return "".join(out)


def _mark(piece: str, here: list[tuple[Span, str, str]], met: set[str]) -> str:
    """Return the piece as a mark; the first piece of every record can be reached by keyboard."""
    classes = " ".join(dict.fromkeys(" ".join(kind for _, kind, _ in here).split()))
    ids = list(dict.fromkeys(name for _, _, name in here))
    stop = ' tabindex="0"' if not met.issuperset(ids) else ""
    met.update(ids)
    return f'<mark class="{classes}" data-r="{" ".join(ids)}"{stop}>{piece}</mark>'


def _visible(text: str) -> str:
    """Return the text with what a page cannot show, and what would turn its direction, as middle dots."""
    if text.isprintable():
        return text
    return "".join(c if _is_shown(c) else "·" for c in text)


def _is_shown(c: str) -> bool:
    if c.isprintable() or c in "\n\r\t":
        return True
    return c not in _TURNING and (c.isspace() or unicodedata.category(c) in ("Cf", "Co")) and ord(c) > 0x9F
