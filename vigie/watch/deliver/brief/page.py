"""A brief as one self-contained page without script: each sentence leads to its words, highlighted in an appendix."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from importlib.resources import files

from vigie.model import Span
from vigie.text.segment import find_paragraphs
from vigie.watch.deliver.brief.model import Brief, Group, Quote, Section, Sentence
from vigie.watch.deliver.brief.pieces import GAP, lay_out, mark_language, shorten_title, show_safely, write_places
from vigie.watch.deliver.brief.plain import head_group, name_exercise, write_facts
from vigie.watch.deliver.brief.tongue import Tongue, load_tongue


def render_html(brief: Brief, texts: Mapping[str, str]) -> str:
    """Return the page. Nothing of the texts reaches it unescaped, and it asks the network for nothing."""
    page = _Page(brief, texts)
    body = "".join([page.head(), *(page.section(s) for s in brief.sections), page.dropped(), page.appendix()])
    style = _style()
    policy = f"default-src 'none'; style-src {_hash(style)}; base-uri 'none'; form-action 'none'"
    mark = escape(name_exercise(brief, page.tongue))
    which = f" · {escape(show_safely(brief.exercise))}" if brief.exercise else ""
    banner = f'<div class="banner" role="note">EXERCISE · EXERCICE · EXERCISE{which}</div>' if mark else ""
    return (
        f'<!doctype html>\n<html lang="{brief.lang}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">'
        f"<title>{f'{mark} · ' if mark else ''}{escape(page.tongue.page('brief'))} · Vigie</title>"
        f"<style>{style}</style></head>\n<body>{banner}<main>{body}</main>{banner}</body></html>\n"
    )


@cache
def _style() -> str:
    return (files("vigie.watch.deliver.brief") / "page.css").read_text(encoding="utf-8").strip()


def _hash(source: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(source.encode("utf-8")).digest()).decode("ascii") + "'"


class _Page:
    """One page in the making; it numbers the quotations, so that sentence and words lead to each other."""

    def __init__(self, brief: Brief, texts: Mapping[str, str]) -> None:
        self.brief = brief
        self.tongue: Tongue = load_tongue(brief.lang)
        self._texts = texts
        self._marks: dict[str, list[tuple[Span, int]]] = {}
        self._count = 0
        name = name_exercise(brief, self.tongue)
        self._exercise = f"{name} · " if name else ""

    def head(self) -> str:
        """Return the head of the brief."""
        facts = "".join(f"<li>{escape(fact)}</li>" for fact in write_facts(self.brief))
        links = "".join(
            f'<li><a href="#{s.name}">{escape(self.tongue.words["sections"][s.name])}</a> {len(s.sentences)}</li>'
            for s in self.brief.sections
        )
        title = escape(self._exercise + self.tongue.page("brief"))
        return f"<header><h1>{title}</h1><ul>{facts}</ul></header><nav><ul>{links}</ul></nav>\n"

    def section(self, section: Section) -> str:
        """Return one section, which says so when there is nothing in it."""
        title = escape(self._exercise + self.tongue.words["sections"][section.name])
        groups = "".join(self._group(g) for g in section.groups) or f"<p>{escape(self.tongue.page('nothing'))}</p>"
        left = f"<p>{escape(self.tongue.page('left_out', n=section.left_out))}</p>" if section.left_out else ""
        return f'<section id="{section.name}"><h2>{title}</h2>{groups}{left}</section>\n'

    def _group(self, group: Group) -> str:
        items = "".join(self._item(s) for s in group.sentences)
        if group.title is None:
            return f"<ul>{items}</ul>"
        title = f"<h3{_lang(group.lang)}><bdi>{escape(head_group(group, self.brief.lang))}</bdi></h3>"
        return f"{title}<ul>{items}</ul>"

    def _item(self, sentence: Sentence) -> str:
        parts = []
        for piece in lay_out(sentence):
            if piece.quote is not None:
                parts.append(self._quotation(piece.quote))
            else:
                shown = escape(show_safely(piece.text))
                parts.append(f"<bdi>{shown}</bdi>" if piece.fact else shown)
        inner = ' class="under"' if sentence.depth else ""
        return f"<li{inner}>{''.join(parts)} <small><bdi>{escape(write_places(sentence))}</bdi></small></li>"

    def _quotation(self, quote: Quote) -> str:
        """Return the quotation as a link to its words in the appendix."""
        self._count += 1
        n = self._count
        for nth, span in enumerate(quote.spans):  # the first piece is what the sentence leads to
            self._marks.setdefault(quote.document, []).append((span, 0 if nth else n))
        words = escape(show_safely(GAP.join(quote.words)))
        marked = f"{self.tongue.page('open')}<bdi{_lang(quote.lang)}>{words}</bdi>{self.tongue.page('close')}"
        return f'<a id="s{n}" href="#w{n}">{marked}</a>{escape(mark_language(quote, self.brief.lang))}'

    def dropped(self) -> str:
        """Return what was dropped, with the reasons."""
        if not self.brief.dropped:
            return ""
        sections, reasons = self.tongue.words["sections"], self.tongue.words["reasons"]
        rows = "".join(
            f"<li>{escape(sections[d.section])}: {escape(reasons[d.reason])} "
            f"<small><bdi>{escape(show_safely(d.detail))}</bdi></small></li>"
            for d in self.brief.dropped
        )
        title = escape(self._exercise + self.tongue.page("dropped"))
        return f'<section id="dropped"><h2>{title}</h2><ul>{rows}</ul></section>\n'

    def appendix(self) -> str:
        """Return the paragraphs that hold the quoted words, document by document."""
        title = escape(self._exercise + self.tongue.page("words"))
        rows = "".join(self._source(key, marks) for key, marks in self._marks.items())
        return f'<section id="words"><h2>{title}</h2>{rows}</section>'

    def _source(self, key: str, marks: Sequence[tuple[Span, int]]) -> str:
        text = self._texts.get(key, "")
        spans = [span for span, _ in marks]
        blocks = [Span(*p) for p in find_paragraphs(text)]
        touched = [p for p in blocks if any(p.is_touching(s) for s in spans)]
        shown = "".join(
            f'<p dir="auto" id="p-{key}-{p.start}">{self._mark_paragraph(text, p, marks)}</p>' for p in touched
        )
        title = escape(shorten_title(self.brief.titles.get(key, key)))
        return f'<article id="d-{escape(key)}"><h3><bdi>{title}</bdi></h3><small>{escape(key)}</small>{shown}</article>'

    def _mark_paragraph(self, text: str, paragraph: Span, marks: Sequence[tuple[Span, int]]) -> str:
        """Return the paragraph cut where quotations begin and end, each piece marked with what it is part of."""
        here = [(s, n) for s, n in marks if s.is_touching(paragraph)]
        cuts = {paragraph.start, paragraph.end}
        cuts |= {min(max(at, paragraph.start), paragraph.end) for span, _ in here for at in span}
        ordered = sorted(cuts)
        return "".join(_mark_piece(text, a, b, here) for a, b in zip(ordered, ordered[1:], strict=False))


def _mark_piece(text: str, start: int, end: int, here: Sequence[tuple[Span, int]]) -> str:
    piece = escape(show_safely(text[start:end]))
    within = [(span, n) for span, n in here if span.start <= start and end <= span.end]
    anchors = "".join(f'<a id="w{n}" href="#s{n}">‹{n}›</a>' for span, n in within if n and span.start == start)
    return f"{anchors}<mark>{piece}</mark>" if within else piece


def _lang(lang: str | None) -> str:
    return f' lang="{escape(lang)}"' if lang else ""
