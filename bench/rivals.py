"""Readings by a rule of a few minutes, in the product's form: quotation marks, a saying verb, the nearest name.

Nothing here looks at Vigie. It is what anybody would write in an afternoon, and what Vigie must beat in the same table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

Range = tuple[int, int]
Json = dict[str, Any]

_PARAGRAPH = re.compile(r"[^\n]+")
_PAIRED = re.compile(r"(?:[“«„”](?=\S)|«\s)(.*?)(?:[”»“]|$)|\"(.*?)(?:\"|$)|(?:``|'')(.*?)(?:''|$)")
_SAYING = {
    "en": "said says say saying told tells added adds asked wrote writes tweeted argued noted explained continued replied warned insisted "
          "declared stated claimed announced responded concluded",
    "fr": "dit déclaré déclare affirmé affirme ajouté ajoute expliqué explique indiqué indique assuré assure estimé estime averti prévenu écrit "
          "répondu précisé souligné annoncé lancé martelé confié",
}  # fmt: skip
_VERB = {lang: re.compile(rf"\b(?:{'|'.join(words.split())})\b") for lang, words in _SAYING.items()}
_NAME = re.compile(
    r"(?:(?:President|Sen\.|Gov\.|Rep\.|Mr\.|Mrs\.|Ms\.|Dr\.|Sir|M\.|Mme) )?[A-ZÀ-Þ][\w’'-]+(?: (?:de |von |van |al-)?[A-ZÀ-Þ](?:\.|[\w’'-]*))*"
)
_PRONOUN = {
    "en": re.compile(r"\b(?:he|she|they|He|She|They)\b"),
    "fr": re.compile(r"\b(?:il|elle|ils|elles|Il|Elle|Ils|Elles)\b"),
}
_OFFICE = re.compile(r"\b(?:the|a|an|The|A|An) (?:[\w’'-]+ )?[\w’'-]+|\bwho\b")
_SOURCES = {"en": (_NAME, _PRONOUN["en"], _OFFICE), "fr": (_NAME, _PRONOUN["fr"])}
_NOT_NAMES = """
Monday Tuesday Wednesday Thursday Friday Saturday Sunday The A An In On At But And If It This That There When While After Before As For
We I You They He She His Her Their Our What Who Le La Les Un Une Des Il Elle Ils Elles On Nous Vous Mais Et Si En Dans Pour Ce Cette Selon
Par Au Aux
"""
_NO_NAME = frozenset(_NOT_NAMES.split())
SHORT = 3
"""A quotation of fewer words than this only names something."""
REACH = 120
"""A saying verb further than this from a quotation belongs to something else."""

FULL_STOP = 40
"""A full stop between a quotation and a verb counts as so many characters."""


def read_by_marks(doc_id: str, text: str, lang: str) -> Json:
    """Return a reading whose statements are the quotations of the text, each given to the name nearest its saying verb, else to the last."""
    statements: list[Json] = []
    last: Range | None = None
    for match in _PARAGRAPH.finditer(text):
        for cue, pieces, source in _read_paragraph(text, match.span(), lang):
            last = source or last
            statements.append(_statement(text, pieces, cue, source or last))
    for number, statement in enumerate(statements, 1):
        statement["id"] = f"s{number}"
    return {
        "schema": "vigie-reading/1",
        "document": {"id": doc_id, "lang": lang, "title": None, "published": None, "realm": "real", "text": text},
        "entities": [],
        "statements": statements,
        "events": [],
        "quantities": [],
        "links": [],
        "flags": [],
    }


def _read_paragraph(text: str, paragraph: Range, lang: str) -> Iterator[tuple[Range | None, list[Range], Range | None]]:
    """Yield verb, quotations and name for the quotations of a paragraph that share a saying verb, and for each other."""
    quotations = list(find_quotations(text, paragraph))
    groups: dict[Range | None, list[Range]] = {}
    for at, quotation in enumerate(quotations):
        cue = _find_cue(text, paragraph, quotations, at, lang)
        if cue is None and at and quotation[0] - quotations[at - 1][1] > 4:
            cue = next((c for c, found in groups.items() if quotations[at - 1] in found), None)
        groups.setdefault(cue, []).append(quotation)
    for cue, content in groups.items():
        for pieces in [content] if cue else [[piece] for piece in content]:
            source = _find_name(text, paragraph, quotations, cue, lang) if cue else None
            yield cue, pieces, source


def find_quotations(text: str, paragraph: Range) -> Iterator[Range]:
    """Yield the inside of each quotation of a paragraph that is more than a name; one left open ends with the paragraph."""
    start, end = paragraph
    for match in _PAIRED.finditer(text[start:end]):
        number = match.lastindex or 1
        inside = match.group(number)
        left = start + match.start(number) + len(inside) - len(inside.lstrip())
        right = start + match.start(number) + len(inside.rstrip())
        spoken = inside.strip()[:1].isupper() or inside.strip()[-1:] in ",.?!"
        if spoken and len(inside.split()) >= SHORT:
            yield left, right


def _find_cue(text: str, paragraph: Range, quotations: Sequence[Range], at: int, lang: str) -> Range | None:
    """Return the saying verb nearest to a quotation, after it or before it, outside all quotations."""
    start, end = quotations[at]
    low = max(paragraph[0], start - REACH)
    high = min(paragraph[1], end + REACH)
    found = [
        (min(abs(m.start() - end), abs(start - m.end())) + FULL_STOP * _is_cut(text, (start, end), m.span()), m.span())
        for m in _VERB[lang].finditer(text, low, high)
        if not any(s <= m.start() < e for s, e in quotations)
    ]
    return min(found)[1] if found else None


def _is_cut(text: str, quotation: Range, verb: Range) -> bool:
    """Return whether a sentence ends between a quotation and a verb."""
    between = text[verb[1] : quotation[0]] if verb[1] <= quotation[0] else text[quotation[1] : verb[0]]
    return ". " in between or "? " in between or "! " in between


def _find_name(text: str, paragraph: Range, quotations: Sequence[Range], cue: Range, lang: str) -> Range | None:
    """Return the name, pronoun or "the one" nearest to the saying verb in its paragraph, outside all quotations."""
    low, high = max(paragraph[0], cue[0] - REACH), min(paragraph[1], cue[1] + REACH)
    found = []
    for pattern in _SOURCES[lang]:
        for match in pattern.finditer(text, low, high):
            outside = not any(s - 1 <= match.start() <= e for s, e in quotations)
            if outside and match.group() not in _NO_NAME:
                gap = match.start() - cue[1] if match.start() >= cue[1] else cue[0] - match.end()
                found.append((gap, match.span()))
    return min(found)[1] if found else None


def _statement(text: str, content: Sequence[Range], cue: Range | None, source: Range | None) -> Json:
    name = text[source[0] : source[1]] if source else None
    named = (
        name is not None
        and name[0].isupper()
        and name.lower() not in {"he", "she", "they", "il", "elle", "ils", "elles"}
    )
    return {
        "kind": "direct",
        "content": [list(piece) for piece in content],
        "cue": [list(cue)] if cue else [],
        "source": [list(source)] if source else [],
        "speaker": {"entity": None, "name": name, "role": None, "country": None, "codes": [], "confidence": 1.0}
        if named
        else None,
        "modality": ["assertion"],
    }
