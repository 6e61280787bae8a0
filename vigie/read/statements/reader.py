"""Statements of one document: cue first, then content and source linked to the cue."""

from __future__ import annotations

import re

from vigie.model import Span
from vigie.read.layers import Layers, Unit, Word
from vigie.read.near import Near
from vigie.read.statements.according import read_according
from vigie.read.statements.colons import read_colons
from vigie.read.statements.cues import (
    Cue,
    CueLexicons,
    find_cues,
    is_worth_parsing,
    load_cue_lexicons,
)
from vigie.read.statements.draft import Draft
from vigie.read.statements.headlines import read_headline
from vigie.read.statements.nested import read_nested
from vigie.read.statements.nominal import read_nominal
from vigie.read.statements.observed import is_worth_observing, read_observations
from vigie.read.statements.quoting import read_quotations
from vigie.read.statements.screen import load_screen
from vigie.read.statements.sources import is_loose_participle
from vigie.read.statements.surface import MAX_ASIDE
from vigie.read.statements.verbs import is_parallel, read_verb

MOST_QUOTED = 12
"""A quotation that only ends what somebody is told to have said has no more words than this."""
_MARK_BEHIND = re.compile(r",?[ \u00a0]?(?:[\"“«‘„][ \u00a0]?|''|``)")


def find_units(layers: Layers) -> list[Unit]:
    """Return the units that statements need parsed: those with a cue, and the frames around quotations."""
    lexicons = load_cue_lexicons(layers.lang)
    return [
        u for u in layers.units
        if u.cut or u.words[-1].low == ":" or is_worth_parsing(u, lexicons) or is_worth_observing(u, layers.lang)
    ]  # fmt: skip


def read_drafts(layers: Layers, headline: Span | None = None) -> list[Draft]:
    """Return the statements of a document whose units are parsed, in reading order, without speakers or meaning."""
    lexicons: CueLexicons = load_cue_lexicons(layers.lang)
    cues: dict[int, list[Cue]] = {id(u): find_cues(u, lexicons) for u in layers.units if u.parsed}
    drafts, used = read_quotations(layers, {k: v for k, v in cues.items() if v})
    inner, within = read_nested(layers, cues)
    drafts, used = drafts + inner + read_colons(layers), used | within
    for unit in layers.units:
        others = _find_turns(unit, [c for c in cues.get(id(unit), []) if c.kind == "verb"])
        for cue in cues.get(id(unit), []):
            taken = (id(unit), cue.at) in used
            if _is_in_incise(drafts, cue) or (taken and not _opens_quotation(layers, cue)):
                continue
            draft = _read_cue(layers, cue, others)
            if draft is not None and draft.content and not (taken and _is_quoted_on(layers, draft)):
                drafts.append(draft)
    drafts = [d for d in drafts if d.route != "colon" or not any(_opens_inside(o, d) for o in drafts)]
    _share_sources(drafts)
    drafts = _continue_mixed(layers, drafts)
    for draft in drafts:
        draft.content = [_to_closing_mark(layers, span) for span in draft.content]
    _nest(drafts)
    drafts = _without_echoes(_with_quoted_end(layers, [d for d in drafts if not _is_own_finding(d)]))
    screen = load_screen(layers.lang)
    _nest(drafts)
    drafts += read_observations(layers, [d for d in drafts if screen.is_statement(layers, d)])
    said = read_headline(layers, headline, drafts)
    drafts = [d for d in drafts if not (said and d.route == "bare" and _is_in(d, said[0]))] + said
    _nest(drafts)
    drafts = [d for d in drafts if not _is_own_attitude(layers, d) and screen.is_statement(layers, d)]
    drafts = [d for d in drafts if not _is_own_finding(d)]
    _nest(drafts)
    return sorted(drafts, key=lambda d: (d.start, -d.end))


def _opens_inside(draft: Draft, whole: Draft) -> bool:
    """Return whether a statement with a cue and a source of its own is all that stands behind a colon ("[It differs]: X said …")."""
    return bool(draft.cue and draft.source) and draft.source[0].start == whole.start


def _is_in(draft: Draft, other: Draft) -> bool:
    return all(any(piece.is_inside(whole) for whole in other.content) for piece in draft.content)


def _is_quoted_on(layers: Layers, draft: Draft) -> bool:
    """Return whether what a cue with a quotation says besides is only the quotation's theme (« raconte [la mi-temps] : “…” »)."""
    if draft.route != "noun":
        return draft.route in {"fronted", "fronted_words"}
    return layers.text[draft.end :].lstrip(' \u00a0\u202f»”"').startswith(":")


def _opens_quotation(layers: Layers, cue: Cue) -> bool:
    """Return whether a colon ends the cue's own clause, so that it says something before the quotation too."""
    last = cue.unit.words[-1]
    behind = [c.start for c in cue.unit.cut if c.start > cue.unit.words[cue.last].end]
    end = min(behind) if behind else last.end
    return layers.text[:end].rstrip(' \u00a0\u202f«“"').endswith(":")


def _continue_mixed(layers: Layers, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts, a bare quotation joined to the part-quoted clause that ends right before it (“…” of it, she said. “…”)."""
    fronted = {
        (d.unit.sentence, d.unit.paragraph): d
        for d in drafts
        if d.unit is not None and d.cue and d.source and d.route != "quote" and d.start < d.cue[0].start
    }
    kept = []
    for draft in drafts:
        first = layers.sentence_at(draft.start) if draft.route == "bare" else None
        before = fronted.get((first.index - 1, first.paragraph)) if first is not None else None
        if (
            first is None
            or before is None
            or first.words[0].start < draft.start - 2
            or not _is_part_quoted(layers, before)
        ):
            kept.append(draft)
        else:
            before.content += draft.content
    return kept


def _is_part_quoted(layers: Layers, draft: Draft) -> bool:
    """Return whether words of the content stand in quotation marks."""
    words = draft.unit.words if draft.unit is not None else []
    inside = (w for w in words if any(piece.start <= w.start < piece.end for piece in draft.content))
    return any(layers.quote_index.top_at(w.start) is not None for w in inside)


def _share_sources(drafts: list[Draft]) -> None:
    """Give a participle without a source ("…, adding that") the source of the cue before it in its unit.

    A cue of another unit stands on the other side of a quotation mark: its subject is somebody else's.
    """
    before: dict[int, Draft] = {}
    for draft in sorted((d for d in drafts if d.unit is not None and d.cue), key=lambda d: d.cue[0]):
        if draft.unit is None:
            continue
        first = before.get(id(draft.unit))
        if first is not None and draft.head is not None and _is_swallowed(draft.unit, draft.head, draft, first):
            draft.source = []
        if not draft.source and draft.head is not None and first is not None and _is_joined(draft.unit, draft.head):
            draft.source, draft.source_head = list(first.source), first.source_head
        if draft.source:
            before[id(draft.unit)] = draft


def _is_swallowed(unit: Unit, at: int, draft: Draft, first: Draft) -> bool:
    """Return whether the tree gave a participle behind a comma the subject of what the cue before it says ("…, adding")."""
    if not is_loose_participle(unit, at) or not draft.source:
        return False
    return any(piece.start <= draft.source[0].start < piece.end for piece in first.content)


def _is_joined(unit: Unit, at: int) -> bool:
    """Return whether the cue shares its subject: a participle, or a verb right behind "and"."""
    morph = unit.words[at].morph
    if "VerbForm=Ger" in morph or "Tense=Pres|VerbForm=Part" in morph:
        return True
    before = at - 1
    while before > 0 and (unit.words[before].pos in {"AUX", "ADV", "PART"} or unit.words[before].low in _CLITICS):
        before -= 1
    if any(w.low in {"puis", "then"} for w in unit.words[max(before, at - MAX_THEN) : at]):
        return True
    if unit.words[before].low == ",":
        before = next((i - 1 for i in range(before - 1, max(0, before - MAX_ASIDE), -1) if unit.words[i].low == ","), 0)
    return before > 0 and unit.words[before].pos == "CCONJ"


_FINDINGS = frozenset({"see_nothing", "note"})
_CLITICS = frozenset({"s'", "se", "y", "en", "lui", "leur", "l'"})
MAX_THEN = 6
"""Between "then" and the cue that shares its subject stand fewer words than this (« , [puis] s'est engagé à »)."""
_GOES_ON = frozenset({"clause", "infinitive", "noun", "fronted", "according"})


def _with_quoted_end(layers: Layers, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts, a content joined to the quotation right behind its comma that nobody else says ("to keep it open, “all of it”")."""
    held = Near((piece, draft) for draft in drafts for piece in draft.content)
    gone: set[int] = set()
    for draft in drafts:
        quote = _quoted_behind(layers, draft) if draft.route in _GOES_ON and draft.content else None
        others = [d for d in held.touching(quote) if d is not draft] if quote is not None else []
        if quote is not None and all(not d.cue and not d.source for d in others):
            draft.content[-1] = Span(draft.content[-1].start, quote.end)
            gone |= {id(d) for d in others}
    return [d for d in drafts if id(d) not in gone]


def _quoted_behind(layers: Layers, draft: Draft) -> Span | None:
    """Return the inside of a short quotation that goes on the content behind a comma and closes its sentence or clause."""
    end = draft.content[-1].end
    gap = _MARK_BEHIND.match(layers.text, end)
    at = layers.quote_index.top_at(gap.end()) if gap is not None else None
    sentence = layers.sentence_at(end - 1)
    if at is None or sentence is None or layers.quote_index.top_at(end - 1) is not None:
        return None
    quote = layers.quotes[at]
    inside = end < quote.outer[0] + 1 and quote.outer[1] <= sentence.span.end + 1
    return Span(*quote.inner) if inside and len(layers.text[slice(*quote.inner)].split()) <= MOST_QUOTED else None


def _to_closing_mark(layers: Layers, span: Span) -> Span:
    """Return the content up to the closing mark of a quotation it opens and would cut in two."""
    at = layers.quote_index.top_at(span.end - 1)
    if at is None:
        return span
    start, end = layers.quotes[at].inner
    sentence = layers.sentence_at(start)
    if span.start < start < span.end < end and sentence is not None and end <= sentence.span.end + 2:
        return Span(span.start, end)
    return span


def _is_in_incise(drafts: list[Draft], cue: Cue) -> bool:
    """Return whether the cue has already given its quotation, inside whose marks it stands."""
    return any(d.incised and d.unit is cue.unit and d.head == cue.at for d in drafts)


def _read_cue(layers: Layers, cue: Cue, others: frozenset[int]) -> Draft | None:
    if cue.kind == "according":
        return read_according(layers, cue)
    if cue.kind == "noun":
        return read_nominal(layers, cue)
    return read_verb(layers, cue, others)


def _find_turns(unit: Unit, cues: list[Cue]) -> frozenset[int]:
    """Return where further cues of a unit stand, at which what one says ends; a finding told inside it is none of them."""
    saying = [c.at for c in cues if c.entry.key != "see_nothing"]
    return frozenset(saying) | {
        c.at for c in cues
        if c.entry.key == "see_nothing" and any(is_parallel(unit, at, c.at) for at in saying if at < c.at)
    }  # fmt: skip


def _is_own_finding(draft: Draft) -> bool:
    """Return whether what was not seen is told inside what somebody says, whose finding it is then ("said it [found no sign]")."""
    return draft.parent is not None and draft.entry is not None and draft.entry.key in _FINDINGS


def _is_own_attitude(layers: Layers, draft: Draft) -> bool:
    """Return whether a draft inside a quotation only says what its speaker thinks or knows ("I think that …")."""
    if draft.incised or not draft.cue or layers.quote_index.top_at(draft.cue[0].start) is None:
        return False
    if draft.entry is not None and (draft.entry.get("scope") == "attitude" or draft.entry.get("evidence") == "yes"):
        return True
    if draft.route == "nominal" or not draft.source or draft.source_head is None:
        return True
    return draft.route != "quote" and not _is_another(draft.source_head, layers.lang)


_OTHERS = frozenset({"il", "elle", "ils", "elles"})


def _is_another(head: Word, lang: str) -> bool:
    """Return whether the source is a third person, whose words the speaker repeats.

    English speech is full of what "they" and "people" say; there only a name counts.
    """
    if lang == "en":
        return head.pos == "PROPN"
    return head.pos in {"PROPN", "NOUN"} or head.low in _OTHERS


def _without_echoes(drafts: list[Draft]) -> list[Draft]:
    """Return the drafts without those whose content another draft of a stronger route already has."""
    rank = {"quote": 0, "clause": 1, "according": 2, "fronted": 2, "fronted_words": 2, "infinitive": 3, "noun": 4}
    near = Near((piece, draft) for draft in drafts for piece in draft.content)
    kept: list[Draft] = []
    known: set[int] = set()
    for draft in sorted(drafts, key=lambda d: rank.get(d.route, 5)):
        others = [k for piece in draft.content for k in near.touching(piece) if id(k) in known]
        if not any(_share(k, draft) > 0.8 for k in others):
            kept.append(draft)
            known.add(id(draft))
    return kept


def _share(a: Draft, b: Draft) -> float:
    """Return the overlap of two contents as a share of their union, by characters."""
    both = sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a.content for y in b.content)
    if not both:
        return 0.0
    total = sum(s.end - s.start for s in a.content) + sum(s.end - s.start for s in b.content)
    return both / (total - both)


def _nest(drafts: list[Draft]) -> None:
    """Give each draft the smallest other draft whose content holds its cue and one of whose pieces holds all of it."""
    near = Near((piece, (number, draft)) for number, draft in enumerate(drafts) for piece in draft.content)
    for draft in drafts:
        at = (draft.cue or draft.content)[0]
        whole = {number for number, _ in near.holding(Span(draft.start, draft.end))}
        holders = [(n, other) for n, other in near.holding(at) if n in whole and other is not draft]
        draft.parent = min(holders, key=lambda pair: (_length(pair[1]), pair[0]))[1] if holders else None


def _length(draft: Draft) -> int:
    return sum(s.end - s.start for s in draft.content)
