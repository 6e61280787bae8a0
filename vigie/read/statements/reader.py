"""Statements of one document: cue first, then content and source linked to the cue."""

from __future__ import annotations

from vigie.lang.lexicon import Entry
from vigie.read.layers import Layers, Unit
from vigie.read.statements.according import read_according
from vigie.read.statements.clauses import find_content
from vigie.read.statements.cues import Cue, CueLexicons, find_cues, is_worth_parsing, load_cue_lexicons
from vigie.read.statements.draft import Draft, pieces_of, span_of
from vigie.read.statements.nominal import read_nominal
from vigie.read.statements.quoting import head_word, read_quotations
from vigie.read.statements.sources import find_source
from vigie.read.statements.surface import find_accused, find_parenthesis, find_rest, find_that_after


def find_units(layers: Layers) -> list[Unit]:
    """Return the units that statements need parsed: those with a cue, and the frames around quotations."""
    lexicons = load_cue_lexicons(layers.lang)
    return [u for u in layers.units if u.cut or u.words[-1].low == ":" or is_worth_parsing(u, lexicons)]


def read_drafts(layers: Layers) -> list[Draft]:
    """Return the statements of a document whose units are parsed, in reading order, without speakers or meaning."""
    lexicons: CueLexicons = load_cue_lexicons(layers.lang)
    cues: dict[int, list[Cue]] = {id(u): find_cues(u, lexicons) for u in layers.units if u.parsed}
    drafts, used = read_quotations(layers, {k: v for k, v in cues.items() if v})
    for unit in layers.units:
        for cue in cues.get(id(unit), []):
            if (id(unit), cue.at) not in used:
                draft = _read_cue(layers, cue)
                if draft is not None and draft.content:
                    drafts.append(draft)
    drafts = _without_echoes(drafts)
    _nest(drafts)
    drafts = [d for d in drafts if not _is_own_attitude(layers, d)]
    _nest(drafts)
    return sorted(drafts, key=lambda d: (d.start, -d.end))


def _read_cue(layers: Layers, cue: Cue) -> Draft | None:
    if cue.kind == "according":
        return read_according(layers, cue)
    if cue.kind == "noun":
        return read_nominal(layers, cue)
    return _read_verb(layers, cue)


def _read_verb(layers: Layers, cue: Cue) -> Draft | None:
    unit = cue.unit
    if cue.entry.get("quote_only") == "yes" or _is_purpose(unit, cue.at, cue.entry) or _is_supposed(unit, cue.at):
        return None
    content, source, route = _find_parts(cue)
    taken = set(source) | {i for i in range(cue.first, cue.last + 1)}
    if route == "fronted":
        taken |= set(unit.subtree(cue.at))
    content = [i for i in content if i not in taken]
    if not content:
        return None
    draft = Draft(unit, cue.at, cue.entry, cue=[cue.span], route=route)
    draft.content = pieces_of(layers, unit, content, taken)
    if source:
        draft.source = [span_of(unit, source)]
        draft.source_head = head_word(unit, source)
    return draft


def _is_purpose(unit: Unit, at: int, entry: Entry) -> bool:
    """Return whether the cue is an infinitive of purpose or a noun's complement ("to say that …"): nobody says it."""
    word = unit.words[at]
    if "VerbForm=Inf" not in word.morph:
        return False
    if entry.get("scope") == "attitude" and word.dep.split(":")[0] in {"xcomp", "ccomp", "conj"}:
        return True
    return word.dep.split(":")[0] in {"advcl", "acl", "csubj", "root", "obl", "nmod"}


def _find_parts(cue: Cue) -> tuple[list[int], list[int], str]:
    """Return (content, source, route) of a verb cue: by the tree, else by the order of the words."""
    unit = cue.unit
    content, route = find_content(unit, cue.at, cue.entry, last=cue.last)
    takes = set(cue.entry.all("takes"))
    if all(unit.words[i].low in {"that", "que", "qu'"} for i in content):
        content, route = [], ""
    if cue.entry.key == "accuse" and route in {"", "noun"}:
        content = find_accused(unit, cue.last, frozenset(cue.entry.all("prepositions"))) or content
        route = route or "noun"
    if takes & {"clause", "quote"} and route in {"", "noun", "infinitive"}:
        aside, source = find_parenthesis(unit, cue.first, cue.last)
        if aside:
            return aside, source, "fronted_words"
        content = find_rest(unit, cue.last, content) or content
    if not content and "clause" in takes:
        content, route = find_that_after(unit, cue.at, cue.last), "clause"
    if not content:
        return [], [], ""
    return content, find_source(unit, cue.at, cue.entry, inverted=content[-1] < cue.at), route


_IF = frozenset({"if", "unless", "si", "s'"})


def _is_supposed(unit: Unit, at: int) -> bool:
    """Return whether the cue stands in an if-clause: nobody has said it ("if the president decided to …")."""
    if unit.words[at].dep.split(":")[0] != "advcl":
        return False
    return any(unit.words[c].low in _IF and unit.words[c].dep == "mark" for c in unit.children(at))


def _is_own_attitude(layers: Layers, draft: Draft) -> bool:
    """Return whether a draft inside a quotation only says what its speaker thinks or knows ("I think that …")."""
    if not draft.cue or layers.quote_index.top_at(draft.cue[0].start) is None:
        return False
    if draft.entry is not None and (draft.entry.get("scope") == "attitude" or draft.entry.get("evidence") == "yes"):
        return True
    if draft.route in {"noun", "infinitive", "nominal"} or not draft.source:
        return True
    if draft.route == "quote":
        return False
    return draft.source_head is None or draft.source_head.pos != "PROPN"


def _without_echoes(drafts: list[Draft]) -> list[Draft]:
    """Return the drafts without those whose content another draft of a stronger route already has."""
    rank = {"quote": 0, "clause": 1, "according": 2, "fronted": 2, "fronted_words": 2, "infinitive": 3, "noun": 4}
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: rank.get(d.route, 5)):
        same = [k for k in kept if _share(k, draft) > 0.8]
        if not same:
            kept.append(draft)
    return kept


def _share(a: Draft, b: Draft) -> float:
    """Return the overlap of two contents as a share of their union, by characters."""
    both = sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a.content for y in b.content)
    if not both:
        return 0.0
    total = sum(s.end - s.start for s in a.content) + sum(s.end - s.start for s in b.content)
    return both / (total - both)


def _nest(drafts: list[Draft]) -> None:
    """Give each draft the smallest other draft whose content holds its cue."""
    for draft in drafts:
        draft.parent = None
    by_size = sorted(drafts, key=lambda d: sum(s.end - s.start for s in d.content))
    for draft in drafts:
        at = (draft.cue or draft.content)[0]
        for other in by_size:
            if other is not draft and any(s.start <= at.start and at.end <= s.end for s in other.content):
                if not any(s.start <= draft.start and draft.end <= s.end for s in other.content):
                    continue
                draft.parent = other
                break
