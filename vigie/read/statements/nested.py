"""Quotations inside quotations that have a cue of their own: « Il leur a dit : “C'est à vous d'avoir peur.” »"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vigie.read.layers import Layers, Unit
from vigie.read.statements.cues import Cue
from vigie.read.statements.draft import Draft, span_of, trim
from vigie.read.statements.openings import find_whose
from vigie.read.statements.quoting import head_word
from vigie.text.quotes import Quote

NEAR = 3
"""Between the cue and the inner mark stand at most so many words; more where a colon or a comma leads to it."""
FAR = 8


def read_nested(layers: Layers, cues: Mapping[int, Sequence[Cue]]) -> tuple[list[Draft], set[tuple[int, int]]]:
    """Return a draft for each inner quotation behind a cue, and the (unit, word) of the cues used."""
    drafts: list[Draft] = []
    used: set[tuple[int, int]] = set()
    for index, quote in enumerate(layers.quotes):
        unit = _find_unit(layers, quote) if quote.depth else None
        cue = _find_cue(layers, quote, cues.get(id(unit), ())) if unit is not None else None
        content = trim(layers.text, *quote.inner)
        if unit is None or cue is None or content is None or (id(unit), cue.at) in used:
            continue
        draft = Draft(unit, cue.at, cue.entry, [content], [cue.span], kind="direct", route="quote", quote=index)
        source = find_whose(unit, cue.at, cue.first, cue.entry, inverted=False)
        source = [i for i in source if unit.words[i].end <= quote.outer[0]]
        if source:
            draft.source, draft.source_head = [span_of(unit, source)], head_word(unit, source)
            drafts.append(draft)
            used.add((id(unit), cue.at))
    return drafts, used


def _find_unit(layers: Layers, quote: Quote) -> Unit | None:
    """Return the unit of the outer quotation in whose sentence the inner one begins."""
    first = layers.sentence_at(quote.inner[0])
    units = layers.units_of(first.index) if first is not None else []
    return next((u for u in units if u.words[0].start <= quote.inner[0] < u.words[-1].end), None)


def _find_cue(layers: Layers, quote: Quote, cues: Sequence[Cue]) -> Cue | None:
    """Return the last verb of saying before the inner mark that is near enough to lead to it, or None."""
    lead = layers.text[: quote.outer[0]].rstrip()[-1:]
    for cue in reversed(cues):
        last = cue.unit.words[cue.last].end
        between = [w for w in cue.unit.words if last <= w.start < quote.outer[0] and w.pos != "PUNCT"]
        if cue.kind != "verb" or last > quote.outer[0] or cue.entry.get("no_quote") == "yes":
            continue
        takes = set(cue.entry.all("takes"))
        if (lead not in {":", ","} and (quote.kind == "name" or "noun" in takes)) or _is_supposed(cue):
            return None
        if "quote" in takes and len(between) <= (FAR if lead in {":", ","} else NEAR):
            return cue
        return None
    return None


def _is_supposed(cue: Cue) -> bool:
    """Return whether nobody has said it: « on dirait », "I would say"."""
    unit = cue.unit
    return "Mood=Cnd" in unit.words[cue.at].morph or any(
        unit.words[c].low in {"would", "could", "might"} for c in unit.children(cue.at)
    )
