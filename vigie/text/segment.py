"""Paragraphs, sentences and tokens as character ranges."""

from __future__ import annotations

import re
from functools import lru_cache

Range = tuple[int, int]

_BLANK = re.compile(r"\n[ \t\r\u00a0]*\n|\r\n[ \t]*\r\n")
_LINE = re.compile(r"[^\n]+")
WRAPPED = 60
"""Lines at least this long that end without a stop and go on in lower case count as hard-wrapped."""

_ABBREVIATIONS = {
    "en": "mr mrs ms dr prof gen col lt maj capt sgt cmdr adm sen rep gov st jr sr inc ltd co corp vs etc no "
    "jan feb mar apr jun jul aug sep sept oct nov dec u.s u.k u.n e.g i.e a.m p.m approx dept est fig hon messrs rev",
    "fr": "m mm mme mlle dr pr me gén col lt cdt cap st ste av bd etc cf env p pp art al ex éd n° janv févr avr juil "
    "sept oct nov déc j.-c u.s",
}

_STOP = re.compile(r"[.!?…]+[\"”»]+(?=[–—―])|[.!?…]+[\"'”’»›)\]\u00a0\u202f ]*(?=\s|$)|[.!?…]+(?=[\"”»“«])")
_INITIALS = re.compile(r"[A-Z]\.[A-Z](?:\.[A-Z])?")
_OPENERS = "\"'“‘«‹([–—-\u00a0\u202f "


def find_paragraphs(text: str) -> list[Range]:
    """Return the non-blank blocks of the text; a single line break ends one too unless lines look hard-wrapped."""
    found: list[Range] = []
    at = 0
    for gap in [*_BLANK.finditer(text), None]:
        end = gap.start() if gap else len(text)
        found += _split_lines(text, at, end)
        at = gap.end() if gap else end
    return found


def _split_lines(text: str, start: int, end: int) -> list[Range]:
    lines = [_strip(text, start + m.start(), start + m.end()) for m in _LINE.finditer(text[start:end])]
    lines = [(s, e) for s, e in lines if e > s]
    merged: list[Range] = []
    for s, e in lines:
        if merged and _is_wrapped(text, merged[-1], s):
            merged[-1] = (merged[-1][0], e)
        else:
            merged.append((s, e))
    return merged


def _is_wrapped(text: str, before: Range, start: int) -> bool:
    last_line = text.rfind("\n", before[0], before[1])
    length = before[1] - max(before[0], last_line + 1)
    return length >= WRAPPED and text[before[1] - 1] not in '.!?…:»”"' and text[start].islower()


def _strip(text: str, start: int, end: int) -> Range:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def find_sentences(text: str, paragraph: Range, lang: str) -> list[Range]:
    """Return the sentences of a paragraph; closing marks stay with the sentence they close."""
    start, end = paragraph
    cuts = []
    block = text[start:end]
    for stop in _STOP.finditer(block):
        after = start + stop.end()
        if after < end and _is_end(text, start, start + stop.start(), after, end, lang):
            cuts.append(after)
    found = []
    for s, e in zip([start, *cuts], [*cuts, end], strict=True):
        s, e = _strip(text, s, e)
        if e > s:
            found.append((s, e))
    return found


def _is_end(text: str, start: int, dot: int, after: int, end: int, lang: str) -> bool:
    """Return whether the stop at `dot` ends a sentence that goes on at `after`."""
    nxt = after
    while nxt < end and text[nxt] in _OPENERS:
        nxt += 1
    if nxt >= end:
        return text[after:end].strip() == ""
    first = text[nxt]
    if text[dot] == "." and text[dot : dot + 2] != "..":
        if _is_abbreviation(text, start, dot, lang):
            return False
    if text[dot] in "!?…" or text[dot : dot + 2] == "..":
        return not first.islower() and first not in ",;:"
    return first.isupper() or first.isdigit() or not (first.isalnum() or first in ",;:.!?")


@lru_cache(maxsize=None)
def _abbreviations(lang: str) -> frozenset[str]:
    return frozenset(_ABBREVIATIONS.get(lang, _ABBREVIATIONS["en"]).split())


def _is_abbreviation(text: str, start: int, dot: int, lang: str) -> bool:
    begin = dot
    while begin > start and not text[begin - 1].isspace() and text[begin - 1] not in "(\"'“«’‘":
        begin -= 1
    word = text[begin:dot].lower()
    if word in _abbreviations(lang):
        return True
    if _INITIALS.fullmatch(text[begin:dot]) and word != "d.c":
        return True
    return len(word) == 1 and word.isalpha() and text[begin].isupper()


_NUMBER = r"\d+(?:[.,'’\u00a0\u202f ]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,:/]\d+)*"
_TOKENS = {
    "fr": re.compile(
        r"(?:https?://|www\.)\S+[^\s.,;:!?)»”\"]|[\w.+-]++@[\w-]+\.[\w.]+|[@#]\w+"
        r"|" + _NUMBER + r"(?:er|re|e|ème|ère|h)?(?!\w)"
        r"|aujourd['’]hui|presqu['’]île|prud['’]hom\w+|quelqu['’]une?\b|d['’]abord(?=\b)"
        r"|(?:lorsqu|puisqu|quoiqu|jusqu|qu|[cdjlmnst])['’](?=\w|[«“\"])"
        r"|rendez-vous|vis-à-vis|-t-(?:ils?|elles?|on)(?![\w-])|-(?:ils?|elles?|on|je|tu|nous|vous|ce|moi|toi|lui|leur|les?|la|y|en)(?![\w-])"
        r"|\b(?:MM?|Mme|Mlle|Mmes|Dr|Pr|Me|St|Ste|Gén|Cdt)\.|(?:\w\.){2,}|(?-i:\b[A-Z]\.)(?=\s*(?-i:[A-Z]))"
        r"|\w+(?:['’](?!\w*['’])(?=\w{3})\w+)?(?:-(?!t-(?:ils?|elles?|on)(?![\w-]))"
        r"(?!(?:ils?|elles?|on|je|tu|nous|vous|ce|moi|toi|lui|leur|les?|la|y|en)(?![\w-]))\w+)*"
        r"|°C|\.{2,}|[!?]{2,}|…|''|``|[^\w\s]",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"(?:https?://|www\.)\S+[^\s.,;:!?)»”\"]|[\w.+-]++@[\w-]+\.[\w.]+|[@#]\w+"
        r"|" + _NUMBER + r"(?:st|nd|rd|th|s|m|bn|pm|am|k)?(?!\w)"
        r"|\b(?=\w{2,4}\.)(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Maj|Capt|Sgt|Adm|Sen|Rep|Gov|St|Jr|Sr|Inc|Ltd|Co|Corp|vs|No|Rev|Hon)\."
        r"|(?:[A-Za-z]\.){2,}|(?-i:\b[A-HJ-Z]\.)(?=\s*(?-i:[A-Z]))"
        r"|\w++(?:\.[A-Za-z]\w+)+|(?:non|anti|co|counter|mis|pre|semi|e)-\w+|b/c\b|\d{3}-\d{3}-\d{4}|\d{3}-\d{4}"
        r"|can(?=not\b)|(?<=can)not\b|(?=\w+['’]t\b)\w+?(?=n['’]t\b)|n['’]t\b|['’](?:s|re|ve|ll|d|m)\b"
        r"|\w+(?:['’](?!(?:s|re|ve|ll|d|m|t)\b)\w+)?"
        r"|\.{2,}|[!?]{2,}|…|''|``|--+|[^\w\s]",
        re.IGNORECASE,
    ),
}


def find_tokens(text: str, span: Range, lang: str) -> list[Range]:
    """Return the tokens of a range, cut as Universal Dependencies cuts the language."""
    pattern = _TOKENS.get(lang, _TOKENS["en"])
    return [m.span() for m in pattern.finditer(text, *span)]
