"""Statements of one document: cue first, then content and source linked to the cue."""

from __future__ import annotations

from vigie.lang.lexicon import Entry
from vigie.model import Span
from vigie.read.layers import Layers, Unit
from vigie.read.near import Near
from vigie.read.statements.according import read_according
from vigie.read.statements.clauses import find_content
from vigie.read.statements.cues import (
    Cue,
    CueLexicons,
    find_cues,
    is_after_comma,
    is_worth_parsing,
    load_cue_lexicons,
)
from vigie.read.statements.draft import Draft, pieces_of, span_of
from vigie.read.statements.nominal import read_nominal
from vigie.read.statements.quoting import head_word, read_quotations
from vigie.read.statements.sources import find_any_source
from vigie.read.statements.surface import (
    find_accused,
    find_infinitive_after,
    find_noun_after,
    find_parenthesis,
    find_rest,
    find_that_after,
    skip_aside,
)


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
        others = frozenset(c.at for c in cues.get(id(unit), []) if c.kind == "verb")
        for cue in cues.get(id(unit), []):
            if (id(unit), cue.at) not in used:
                draft = _read_cue(layers, cue, others) if not _is_in_incise(drafts, cue) else None
                if draft is not None and draft.content:
                    drafts.append(draft)
    for draft in drafts:
        draft.content = [_to_closing_mark(layers, span) for span in draft.content]
    drafts = _without_echoes(drafts)
    _nest(drafts)
    drafts = [d for d in drafts if not _is_own_attitude(layers, d)]
    _nest(drafts)
    return sorted(drafts, key=lambda d: (d.start, -d.end))


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
    return _read_verb(layers, cue, others)


def _read_verb(layers: Layers, cue: Cue, others: frozenset[int]) -> Draft | None:
    unit = cue.unit
    if (
        cue.entry.get("quote_only") == "yes"
        or _is_purpose(unit, cue.at, cue.entry)
        or _is_supposed(unit, cue.at)
        or _is_bare_participle(unit, cue.at)
    ):
        return None
    content, source, route = _find_parts(cue, others)
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
    if unit.words[word.head].pos == "ADJ":
        return False
    return word.dep.split(":")[0] in {"advcl", "acl", "csubj", "root", "obl", "nmod"}


def _find_parts(cue: Cue, others: frozenset[int]) -> tuple[list[int], list[int], str]:
    """Return (content, source, route) of a verb cue: by the tree, else by the order of the words."""
    unit = cue.unit
    takes = set(cue.entry.all("takes"))
    if (
        takes & {"clause", "quote"}
        and is_after_comma(unit, cue.first)
        and "VerbForm=Ger" not in unit.words[cue.at].morph
    ):
        aside, source = find_parenthesis(unit, cue.first, cue.last)
        if aside and min(source) >= cue.first - 2:
            return aside, source, "fronted_words"
    content, route = find_content(unit, cue.at, cue.entry, last=cue.last)
    if all(unit.words[i].low in {"that", "que", "qu'"} for i in content) or _is_aside_only(unit, cue, content):
        content, route = [], ""
    that = find_that_after(unit, cue.at, cue.last, others) if "clause" in takes else []
    if that and (not content or content[0] not in {that[0], that[0] - 1}):
        content, route = that, "clause"
    if cue.entry.key == "accuse" and route in {"", "noun"}:
        content = find_accused(unit, cue.last, frozenset(cue.entry.all("prepositions"))) or content
        route = route or "noun"
    if takes & {"clause", "quote"} and (route in {"", "noun", "infinitive"} or cue.aside):
        aside, source = find_parenthesis(unit, cue.first, cue.last)
        if aside:
            return aside, source, "fronted_words"
    content = find_rest(unit, cue.last, content) or content
    if not content:
        content, route = _find_by_order(cue, takes)
    if route == "noun" and content and content[0] > cue.last:
        content = sorted({*content, *find_noun_after(unit, content[0] - 1)})
    if not content or _is_unreal(unit, cue.at, route):
        return [], [], ""
    inverted = content[-1] < cue.at
    source = find_any_source(unit, cue.at, cue.first, cue.entry, inverted=inverted)
    return content, [i for i in source if i not in content] if inverted or not content else source, route


def _is_aside_only(unit: Unit, cue: Cue, content: list[int]) -> bool:
    """Return whether the tree took an aside between commas for the content (« a reconnu, [pressé de questions], que »)."""
    after = skip_aside(unit, cue.last + 1)
    return after > cue.last + 1 and bool(content) and cue.last < content[0] and content[-1] < after


def _find_by_order(cue: Cue, takes: set[str]) -> tuple[list[int], str]:
    """Return (content, route) by the order of the words alone, for when the tree shows no complement."""
    unit = cue.unit
    if "infinitive" in takes:
        found = find_infinitive_after(unit, cue.last)
        if found:
            return found, "infinitive"
    if "noun" in takes:
        found = find_noun_after(unit, cue.last)
        if found:
            return found, "noun"
    return [], ""


def _is_unreal(unit: Unit, at: int, route: str) -> bool:
    """Return whether the cue itself is only foreseen or supposed ("would defend the islands"): nobody said it."""
    if route not in {"noun", "infinitive"}:
        return False
    morph = unit.words[at].morph
    if any(unit.words[c].dep.startswith("aux") for c in unit.children(at)):
        return any(unit.words[c].low in {"would", "could", "might", "may", "will"} for c in unit.children(at))
    return "Mood=Cnd" in morph or "Tense=Fut" in morph


def _is_bare_participle(unit: Unit, at: int) -> bool:
    """Return whether the cue is a participle that only qualifies somebody ("asked whether", « pressé de dire »)."""
    word = unit.words[at]
    if "VerbForm=Part" not in word.morph or "Tense=Past" not in word.morph or word.dep.split(":")[0] == "conj":
        return False
    if any(unit.words[c].dep.startswith("aux") or unit.words[c].dep == "obl:agent" for c in unit.children(at)):
        return False
    opens = at == 0 or unit.words[at - 1].low == ","
    return opens or word.dep.split(":")[0] in {"acl", "amod"}


_IF = frozenset({"if", "unless", "si", "s'"})


def _is_supposed(unit: Unit, at: int) -> bool:
    """Return whether the cue stands in an if-clause: nobody has said it ("if the president decided to …")."""
    if unit.words[at].dep.split(":")[0] != "advcl":
        return False
    return any(unit.words[c].low in _IF and unit.words[c].dep == "mark" for c in unit.children(at))


def _is_own_attitude(layers: Layers, draft: Draft) -> bool:
    """Return whether a draft inside a quotation only says what its speaker thinks or knows ("I think that …")."""
    if draft.incised or not draft.cue or layers.quote_index.top_at(draft.cue[0].start) is None:
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
