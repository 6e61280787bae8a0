"""Quotations and who says them: linking each quotation to a cue, to the quotation before it, or to nobody."""

from __future__ import annotations

from collections.abc import Sequence

from vigie.model import Span
from vigie.read.layers import Layers, Unit, Word, without_symbols
from vigie.read.spoken import SPOKEN
from vigie.read.statements.according import find_according_source
from vigie.read.statements.anyverb import find_any_verb, find_main_verb, find_verb_after
from vigie.read.statements.clauses import find_content
from vigie.read.statements.cues import Cue
from vigie.read.statements.draft import Draft, span_of, trim
from vigie.read.statements.incise import Incise, carve, find_incise
from vigie.read.statements.openings import find_whose
from vigie.read.statements.sources import (
    find_adjacent_source,
    find_subject_of_participle,
    is_loose_participle,
)
from vigie.read.statements.uncued import Neighbours, add_uncued, find_frame, take_waiting
from vigie.text.quotes import Quote

MAX_BEFORE = 16
MAX_AFTER = 34
FAR = 3
"""A listed cue further off than this gives way to any verb that touches the quotation."""


def find_quoted(layers: Layers) -> list[int]:
    """Return the indices of the outermost quotations that were set apart as speech, in reading order."""
    apart = {u.quote for u in layers.units if u.quote is not None}
    return sorted(i for i in apart if i is not None)


def read_quotations(layers: Layers, cues: dict[int, list[Cue]]) -> tuple[list[Draft], set[tuple[int, int]]]:
    """Return a draft for each quotation (or run of quotations under one cue) and the (unit, word) of the cues used.

    `cues` maps the id() of a frame to its cues.
    """
    drafts: list[Draft] = []
    used: dict[tuple[int, int], Draft] = {}
    by_quote: dict[int, list[Unit]] = {}
    for unit in layers.units:
        if unit.quote is not None:
            by_quote.setdefault(unit.quote, []).append(unit)
    for index in find_quoted(layers):
        quote = layers.quotes[index]
        around = _find_neighbours(layers, quote)
        content = trim(layers.text, *quote.inner)
        if around is None or content is None:
            continue
        cue = _find_touching(quote, around, cues)
        incise = find_incise(layers, by_quote.get(index, []), cues) if cue is None else None
        cue = incise.cue if incise is not None else cue or _find_cue(layers, quote, around, cues)
        if cue is None:
            add_uncued(layers, drafts, content, around, quote, index)
            continue
        key = (id(cue.unit), cue.at)
        if key in used:
            used[key].content.append(content)
            continue
        draft = _make_incised(layers, incise, content, index) if incise else _make_draft(cue, content, quote, index)
        if quote.opener not in SPOKEN:
            take_waiting(layers, drafts, draft, around)
        drafts.append(draft)
        used[key] = draft
    return drafts, set(used)


def _find_touching(quote: Quote, around: Neighbours, cues: dict[int, list[Cue]]) -> Cue | None:
    """Return the verb with its subject right behind a quotation that ends in a comma: nothing inside the marks rivals it."""
    after = _nearest_after(quote, around, cues) if around.end == "," else None
    if after is None or after.kind != "verb" or _gap(after, quote.outer[1]) > 1:
        return None
    return after if _choose_cue(quote, around, cues) is after else None


def _find_cue(layers: Layers, quote: Quote, around: Neighbours, cues: dict[int, list[Cue]]) -> Cue | None:
    """Return the cue of a quotation outside its marks: listed ones first, then any verb that touches it."""
    return (
        _choose_cue(quote, around, cues)
        or _from_next_sentence(layers, around, cues)
        or _from_colon_before(layers, around, cues)
        or find_any_verb(quote, around)
    )


def _make_incised(layers: Layers, incise: Incise, content: Span, index: int) -> Draft:
    """Return the draft of a quotation whose cue stands inside its marks."""
    unit, cue = incise.cue.unit, incise.cue
    draft = Draft(unit, cue.at, cue.entry, carve(layers, content, incise.cut), [cue.span], kind="direct", route="quote")
    draft.quote, draft.incised = index, True
    draft.source, draft.source_head = [span_of(unit, incise.source)], head_word(unit, incise.source)
    return draft


def _find_neighbours(layers: Layers, quote: Quote) -> Neighbours | None:
    start, end = quote.inner
    first = layers.sentence_at(start)
    last = layers.sentence_at(max(start, end - 1))
    if first is None or last is None:
        return None
    lead = without_symbols(layers.text[first.span.start : quote.outer[0]].rstrip())
    tail = layers.text[quote.outer[1] : last.span.end].lstrip()
    return Neighbours(
        first, last, find_frame(layers, first), find_frame(layers, last), lead, tail, layers.text[end - 1]
    )


def _choose_cue(quote: Quote, around: Neighbours, cues: dict[int, list[Cue]]) -> Cue | None:
    """Return the cue that introduces or follows the quotation, or None."""
    before = _nearest_before(quote, around, cues)
    after = _nearest_after(quote, around, cues)
    if after is not None and _gap(after, quote.outer[1]) > FAR:
        close = find_verb_after(quote, around)
        after = close if close is not None and _gap(close, quote.outer[1]) <= 2 else after
    if before is None or after is None:
        return before or after
    if around.lead.endswith((":", "que", "qu'", "qu’", "that")):
        return before
    if before.unit is after.unit and before.at == after.at:
        return before
    return after if _gap(after, quote.outer[1]) <= 3 or not around.lead.endswith(",") else before


def _from_next_sentence(layers: Layers, around: Neighbours, cues: dict[int, list[Cue]]) -> Cue | None:
    """Return the cue of a short sentence after a quotation that ends its own ("… for?” Hale asked.")."""
    if around.tail.strip(".!?") or around.last.index + 1 >= len(layers.sentences):
        return None
    following = layers.sentences[around.last.index + 1]
    frame = find_frame(layers, following)
    if (
        following.paragraph != around.last.paragraph
        or frame is None
        or frame.words[0].start != following.words[0].start
    ):
        return None
    cue = next((c for c in cues.get(id(frame), []) if c.kind == "verb"), None)
    if cue is not None and cue.at <= 8 and _takes_quote(cue) and not find_content_at(cue):
        return cue
    return None


def find_content_at(cue: Cue) -> bool:
    """Return whether the cue has words of its own to introduce, so that it does not belong to a quotation before it."""
    return bool(find_content(cue.unit, cue.at, cue.entry, last=cue.last)[0])


def _from_colon_before(layers: Layers, around: Neighbours, cues: dict[int, list[Cue]]) -> Cue | None:
    """Return the cue of the sentence before, when it ends with a colon or "as follows" and nothing leads the quotation."""
    if around.lead or around.first.index == 0:
        return None
    before = layers.sentences[around.first.index - 1]
    frame = find_frame(layers, before)
    announced = next((c for c in cues.get(id(frame), []) if c.entry.get("announces") == "yes"), None)
    if announced is not None or not layers.text[: before.span.end].endswith(":"):
        return announced
    found = [c for c in cues.get(id(frame), []) if c.kind != "noun"]
    if not found and frame is not None and frame.parsed:
        return find_main_verb(frame, frame.words)
    return _main_of(found) if found else None


def _gap(cue: Cue, char: int) -> int:
    """Return how many words of the unit lie between a character and the cue verb."""
    lo, hi = sorted((char, cue.unit.words[cue.at].start))
    return sum(lo <= w.start < hi and w.pos != "PUNCT" for w in cue.unit.words)


def _nearest_before(quote: Quote, around: Neighbours, cues: dict[int, list[Cue]]) -> Cue | None:
    if around.before is None or not around.lead:
        return None
    found = [c for c in cues.get(id(around.before), []) if c.unit.words[c.at].start < quote.outer[0]]
    found = [c for c in found if _takes_quote(c)]
    if around.lead[-1] not in ",:":
        found = [c for c in found if _gap(c, quote.outer[0]) <= MAX_BEFORE]
    if not found:
        return None
    near = found[-1]
    if near.kind == "verb" and _gap(near, quote.outer[0]) <= 1:
        return near
    if around.lead.endswith(":"):
        return _main_of(found)
    return near if around.lead.endswith(",") or _gap(near, quote.outer[0]) <= 6 else None


def _main_of(found: Sequence[Cue]) -> Cue:
    """Return the cue highest in the tree, the last of equals: "interrogé sur …, il a déclaré :" is said by the second."""
    verbs = [c for c in found if c.kind == "verb"] or list(found)
    return min(reversed(verbs), key=lambda c: _depth(c))


def _depth(cue: Cue) -> int:
    at, depth = cue.at, 0
    while cue.unit.words[at].head != at and depth < 30:
        at, depth = cue.unit.words[at].head, depth + 1
    return depth


def _nearest_after(quote: Quote, around: Neighbours, cues: dict[int, list[Cue]]) -> Cue | None:
    if around.after is None or not around.tail:
        return None
    words = around.after.words
    limit = next((c.start for c in around.after.cut if c.start >= quote.outer[1]), words[-1].end)
    found = [c for c in cues.get(id(around.after), []) if quote.outer[1] <= words[c.at].start <= limit]
    found = [c for c in found if _takes_quote(c) and _gap(c, quote.outer[1]) <= MAX_AFTER]
    return found[0] if found else None


def _takes_quote(cue: Cue) -> bool:
    if cue.kind == "according":
        return True
    if cue.kind == "noun" or cue.entry.get("no_quote") == "yes":
        return False
    if _is_qualifying(cue):
        return False
    if cue.entry.get("quote_only") == "yes":
        word = cue.unit.words[cue.at]
        if "VerbForm=Inf" in word.morph or cue.unit.find_child(cue.at, "obj") not in {None, cue.at + 1}:
            return False
    return bool({"quote", "clause"} & set(cue.entry.all("takes")))


def _is_qualifying(cue: Cue) -> bool:
    """Return whether a French participle only qualifies the noun before it (« “Grand large”, l'exposition [annoncée] »)."""
    word, before = cue.unit.words[cue.at], cue.unit.words[cue.at - 1] if cue.at else None
    if before is None or before.pos != "NOUN" or cue.unit.find_child(cue.at, "nsubj") is not None:
        return False
    return "VerbForm=Part" in word.morph and word.low.endswith(("é", "ée", "és", "ées"))


def _make_draft(cue: Cue, content: Span, quote: Quote, index: int) -> Draft:
    unit = cue.unit
    draft = Draft(unit, cue.at, cue.entry, [content], [cue.span], kind="direct", route="quote", quote=index)
    inverted = unit.words[cue.at].start >= quote.outer[1]
    sure = cue.kind == "verb" and not {"VERB", "AUX"}.isdisjoint({unit.words[cue.at].pos, unit.words[cue.at].tag})
    source = find_whose(unit, cue.at, cue.first, cue.entry, inverted=inverted) if sure else []
    if inverted and cue.kind == "verb" and (whole := _find_whole_before(cue, quote)):
        source = whole
    elif inverted and cue.kind == "verb" and _is_source_far(cue, source):
        source = find_adjacent_source(unit, cue.first, cue.last, cue.entry) or source
    if is_loose_participle(unit, cue.at) and (not source or _follows_preposition(unit, source)):
        source = find_subject_of_participle(unit, cue.at) or source
    if not source and cue.kind == "verb":
        source = find_adjacent_source(unit, cue.first, cue.last, cue.entry)
    if cue.kind == "according":
        _take_according(draft, cue)
    if source:
        draft.source = [span_of(unit, source)]
        draft.source_head = head_word(unit, source)
    return draft


def _find_whole_before(cue: Cue, quote: Quote) -> list[int]:
    """Return the name with all that is said of it between a quotation and its cue ("…," [Ada Hale, the mayor of X], said)."""
    words = [w for w in cue.unit.words[: cue.first] if w.start >= quote.outer[1]]
    while words and words[0].pos == "PUNCT":
        words = words[1:]
    if len(words) < 4 or words[-1].low != "," or words[0].pos not in {"PROPN", "DET"}:
        return []
    nominal = all(w.pos not in {"VERB", "AUX", "SCONJ"} or w.tag not in {"VERB", "AUX", "SCONJ"} for w in words)
    return [w.i for w in words[:-1]] if nominal and any(w.low == "," for w in words[:-1]) else []


def _is_source_far(cue: Cue, source: list[int]) -> bool:
    """Return whether a name or noun phrase touches an inverted cue from behind and is not the source that was found."""
    after = cue.last + 1
    if cue.first and cue.unit.words[cue.first - 1].pos not in {"PUNCT", "AUX"}:
        return False
    if after >= len(cue.unit.words) or cue.unit.words[after].pos not in {"PROPN", "PRON", "DET", "NOUN"}:
        return False
    return after not in source and bool(source) and min(source) > after + 1


def _follows_preposition(unit: Unit, source: list[int]) -> bool:
    return unit.words[source[0]].pos == "ADP" or (source[0] > 0 and unit.words[source[0] - 1].pos == "ADP")


def _take_according(draft: Draft, cue: Cue) -> None:
    """Give a quotation after « selon X : » its source."""
    found = find_according_source(cue)
    if found is not None:
        draft.source, draft.source_head = [found[0]], found[1]


def head_word(unit: Unit, indices: list[int]) -> Word:
    """Return the noun or pronoun of a phrase that none of its other words governs."""
    inside = set(indices)
    heads = [unit.words[i] for i in indices if unit.words[i].head not in inside or unit.words[i].head == i]
    nominal = [w for w in heads if w.pos in _NOMINAL] or [
        unit.words[i] for i in indices if unit.words[i].pos in _NOMINAL
    ]
    if nominal:
        return nominal[0]
    return next(
        (unit.words[i] for i in reversed(indices) if unit.words[i].pos not in {"DET", "ADP"}), unit.words[indices[-1]]
    )


_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
