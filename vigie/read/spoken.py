"""Speech without quotation marks: dialogue behind dashes, and the answers of an interview, as quotations of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from vigie.model import Span
from vigie.text.quotes import Quote

DASH = "–"
"""The opener of a quotation that is one turn of a dialogue."""
ANSWER = "?"
"""The opener of a quotation that answers in an interview."""
SPOKEN = frozenset({DASH, ANSWER})
MAX_QUESTION = 45
MAX_REMARK = 30
SHORT = 7
"""An answer of so few words needs no "I" or "you" in it."""
_DASHED = re.compile(r"(?:[–—―]|--?(?=\s))[\s\u00a0\u202f]*")
_LABEL = re.compile(
    r"(?:\*\*)?((?:[A-ZÀ-Ý]\.[\s\u00a0-]?){2,3}|[QRA]\.?|[A-ZÀ-Ý][\w'’-]*(?: [A-ZÀ-Ý][\w'’-]*){0,2})[\s\u00a0\u202f]?:(?:\*\*)?[\s\u00a0\u202f]+"
)
_BOLD = re.compile(r"(?:\*\*|__)([^*_\n]{3,200}\?)\s?(?:\*\*|__)[\s\u00a0]*")
_OPENING = ("«", "“", '"', "„", "‘", "``", "”")
_FIRST = re.compile(
    r"(?i)(?<![\w’'])(?:je|j['’]|moi|mon|ma|mes|nous|notre|nos|on|i|i['’](?:m|d|ve|ll)|me|my|mine|we|we['’](?:re|ve|ll|d)|us|our|ours)(?![\w])|(?<![\w’'])[jm]['’]"
)
_OWN = re.compile(r"(?i)(?<![\w’'])(?:je|moi|mon|ma|mes|i|i['’](?:m|d|ve|ll)|me|my|mine)(?!\w)|(?<![\w’'])[jm]['’]")
_SPEAKING = re.compile(r"(?i)(?<![\w’'])(?:je|mon|ma|mes|nous|notre|nos|i|my|we|our)(?!\w)|(?<![\w’'])[jm]['’]")
_SECOND = re.compile(r"(?i)(?<![\w’'])(?:vous|votre|vos|tu|toi|ton|tes|you|your|yours|you['’]re)(?!\w)|-(?:vous|tu)\b")
_YES = re.compile(
    r"(?i)(?:oui|non|si|jamais|évidemment|bien sûr|absolument|peut-être|exactement|rien|yes|no|never|of course|absolutely|maybe|perhaps|nothing)\b"
)
_NARRATED = re.compile(r"(?i)(?:il|elle|ils|elles|he|she|they)\b")
_INVERTED = re.compile(
    r"[,?!…][\s\u00a0]+(?:(?:lui|leur|nous|me|m['’]|s['’]|se|a|ont|avait)[\s\u00a0]?)*\w{3,}(?:-t)?-?(?:[\s\u00a0](?:un|une|le|la|l['’]|les|des|son|sa|[A-ZÀ-Ý])|(?:il|elle)\b)"
)
_END = re.compile(r"[.?!…][»”\"’*)\s\u00a0]*$")


def with_spoken(text: str, paragraphs: Sequence[Span], quotes: Sequence[Quote]) -> list[Quote]:
    """Return the quotations with the paragraphs that are speech without marks as outermost ones, in reading order."""
    turns = _find_turns(text, paragraphs)
    turns |= {n: q for n, q in _find_answers(text, paragraphs, quotes).items() if n not in turns}
    turns |= {n: q for n, q in _find_introduced(text, paragraphs).items() if n not in turns}
    if not turns:
        return list(quotes)
    out: list[Quote] = []
    index: dict[int, int] = {}
    waiting = dict(sorted(turns.items()))
    for at, quote in enumerate(quotes):
        for number in [n for n in waiting if n <= quote.paragraph]:
            out.append(waiting.pop(number))
        holder = _holder(out, quote)
        index[at] = len(out)
        if holder is None:
            out.append(replace(quote, parent=index.get(quote.parent) if quote.parent is not None else None))
        else:
            parent = index[quote.parent] if quote.parent is not None else holder
            out.append(replace(quote, depth=quote.depth + 1, parent=parent, carried=False))
    return out + list(waiting.values())


def _holder(out: Sequence[Quote], quote: Quote) -> int | None:
    """Return the index of the turn whose words hold the quotation, or None."""
    for at in range(len(out) - 1, -1, -1):
        if out[at].paragraph != quote.paragraph:
            return None
        if out[at].opener in SPOKEN and out[at].depth == 0:
            return at if out[at].outer[0] <= quote.outer[0] and quote.outer[1] <= out[at].outer[1] else None
    return None


def _make(text: str, number: int, start: int, inner: int, end: int, opener: str, *, carried: bool = False) -> Quote:
    while end > inner and text[end - 1].isspace():
        end -= 1
    return Quote((start, end), (inner, end), opener, True, 0, None, carried, number, "speech")


def _find_turns(text: str, paragraphs: Sequence[Span]) -> dict[int, Quote]:
    """Return the turns of a dialogue by paragraph: those behind a dash, where enough of them sound like speech."""
    found: dict[int, Quote] = {}
    sure = 0
    for number, (start, end) in enumerate(paragraphs):
        dash = _DASHED.match(text, start, end)
        words = text[dash.end() : end] if dash is not None else ""
        if dash is None or number == 0 or not words[:1].strip() or not _END.search(words) or words.endswith(";"):
            continue
        sure += _sounds_spoken(words)
        found[number] = _make(text, number, start, dash.end(), end, DASH)
    return found if sure and 3 * sure >= len(found) else {}


def _sounds_spoken(words: str) -> bool:
    """Return whether a turn asks, cries, names who speaks or hears, or says who says it."""
    plain = words.rstrip(" .\u00a0")
    return plain.endswith(("?", "!")) or bool(
        _OWN.search(words) or _SECOND.search(words) or _INVERTED.search(words) or _YES.match(words)
    )


def _find_answers(text: str, paragraphs: Sequence[Span], quotes: Sequence[Quote]) -> dict[int, Quote]:
    """Return the answers of an interview by paragraph; none where no questions are put to anybody."""
    labelled = _find_labelled(text, paragraphs)
    if labelled:
        return labelled
    bold = {n: m for n, p in enumerate(paragraphs) if (m := _BOLD.match(text, *p)) is not None and m.end() < p[1]}
    found = {n: _make(text, n, m.end(), m.end(), paragraphs[n][1], ANSWER) for n, m in bold.items()}
    if len(found) >= 2:
        return found
    quoted = Counter(q.paragraph for q in quotes if q.depth == 0 and q.kind == "speech")
    plain = [text[s:e].strip() for s, e in paragraphs]
    questions = {n for n, p in enumerate(plain) if n > 1 and _is_question(p)}
    put = [n for n in questions if _SECOND.search(plain[n])]
    if len(questions) < 2 or not put:
        return {}
    answered = [n for n in sorted(questions) if n + 1 < len(plain) and _is_answer(plain, n + 1, questions, quoted)]
    if len(answered) < 2 or 2 * sum(_is_own(plain[n + 1]) for n in answered) < len(answered):
        return {}
    numbers = {n + 1 for n in answered} | _to_remarks(plain, questions, quoted, min(answered))
    return {n: _make(text, n, *_whole(paragraphs[n]), ANSWER) for n in sorted(numbers)}


def _whole(paragraph: Span) -> tuple[int, int, int]:
    return paragraph[0], paragraph[0], paragraph[1]


def _find_labelled(text: str, paragraphs: Sequence[Span]) -> dict[int, Quote]:
    """Return the turns that a name, initials or a letter and a colon open, where two such openings come back in turn."""
    labels = {n: m for n, p in enumerate(paragraphs) if (m := _LABEL.match(text, *p)) is not None}
    often = Counter(m.group(1).strip() for m in labels.values())
    kept = {n: m for n, m in labels.items() if often[m.group(1).strip()] >= 2}
    names = {m.group(1).strip() for m in kept.values()}
    if len(names) < 2 and not (names and max(names).isupper() and _are_asked(text, paragraphs, kept)):
        return {}
    return {
        n: _make(text, n, m.end(), m.end(), paragraphs[n][1], ANSWER)
        for n, m in kept.items()
        if not text[m.end() : paragraphs[n][1]].rstrip(" *\n").endswith("?")
    }


def _are_asked(text: str, paragraphs: Sequence[Span], labels: Iterable[int]) -> bool:
    """Return whether a question stands right before one of the labelled paragraphs, so that the one label answers."""
    return any(n and text[slice(*paragraphs[n - 1])].rstrip(" *_\n").endswith("?") for n in labels)


def _find_introduced(text: str, paragraphs: Sequence[Span]) -> dict[int, Quote]:
    """Return the paragraphs in which somebody says "I" or "we" behind one that ends with a colon ("She went on:")."""
    found: dict[int, Quote] = {}
    plain = [text[s:e].strip() for s, e in paragraphs]
    for n in range(1, len(plain) - 1):
        if not plain[n].endswith(":") or len(plain[n].split()) > MAX_QUESTION:
            continue
        at = n + 1
        while at < len(plain) and _is_first_person(plain[at]):
            found[at] = _make(text, at, *_whole(paragraphs[at]), ANSWER, carried=at > n + 1)
            at += 1
    return found


def _is_first_person(words: str) -> bool:
    """Return whether a paragraph without marks is spoken by an "I" or a "we" and ends a sentence."""
    if not words[:1].isalpha() or not words[0].isupper() or not words.endswith((".", "!", "?", "…")):
        return False
    return bool(_SPEAKING.search(_outside(words))) and not _NARRATED.match(words)


def _is_question(paragraph: str) -> bool:
    words = paragraph.strip("*_ \n")
    if not words.endswith("?") or words.startswith(_OPENING) or words[0].isdigit():
        return False
    return len(words.split()) <= MAX_QUESTION


def _is_answer(plain: Sequence[str], number: int, questions: set[int], quoted: Counter[int]) -> bool:
    """Return whether a paragraph behind a question is what is answered and not what is told of the answer."""
    words = plain[number]
    if number in questions or words.startswith(_OPENING) or not _END.search(words):
        return False
    own = bool(_FIRST.search(_outside(words)))
    if quoted[number] or _NARRATED.match(words):
        return bool(_OWN.search(_outside(words)))
    return (
        own
        or len(words.split()) <= 2 * SHORT
        or bool(_SECOND.search(words) or _YES.match(words))
        or len(words.split()) > SHORT
    )


def _is_own(words: str) -> bool:
    """Return whether an answer shows itself as one: somebody speaks of themselves, or says hardly more than yes."""
    return bool(_FIRST.search(words) or _YES.match(words)) or len(words.split()) <= SHORT


def _to_remarks(plain: Sequence[str], questions: set[int], quoted: Counter[int], first: int) -> set[int]:
    """Return the paragraphs that answer a remark put in place of a question (« On vous accuse d'attendre. »)."""
    found = set()
    for n in range(first + 1, len(plain) - 1):
        if n in questions or n - 1 in questions or n + 1 in questions or not _is_remark(plain[n]):
            continue
        put = _SECOND.search(plain[n])
        if (put or _OWN.search(_outside(plain[n + 1]))) and _is_answer(plain, n + 1, questions, quoted):
            found.add(n + 1)
    return found


def _is_remark(words: str) -> bool:
    """Return whether a paragraph is one short sentence in which nobody speaks of themselves."""
    if len(words.split()) > MAX_REMARK or not words.endswith((".", "…")) or words.startswith(_OPENING):
        return False
    return not _OWN.search(words) and not re.search(r"[.?!]\s", words[:-1])


def _outside(words: str) -> str:
    """Return the words without what stands in quotation marks."""
    return re.sub(r"[«“\"][^»”\"]*[»”\"]", " ", words)
