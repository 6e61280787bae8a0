"""Statements with a colon and no verb of saying: « Sa voisine : il n'avait plus de batterie. », "Bridge will hold: mayor"."""

from __future__ import annotations

from vigie.read.layers import Layers, Unit, Word
from vigie.read.statements.draft import Draft, pieces_of, span_of
from vigie.read.statements.tellers import Tellers, load_tellers
from vigie.read.statements.tellings import read_telling

MAX_SPEAKER = 12
"""Before the colon stand at most so many words, an office or an apposition included."""
MAX_BEHIND = 5
"""Behind the colon of a headline the speaker has at most so many words."""
LEAST = 3
_DETERMINERS = frozenset(
    "le la l' les un une son sa ses leur leurs mon ma notre ce cet cette the a an his her their my our one".split()
)
_SHARES = frozenset({"%", "pas", "aucun", "aucune", "no", "not", "none", "jamais", "never", "rien", "nothing"})


def read_colons(layers: Layers) -> list[Draft]:
    """Return a draft for each sentence in which somebody and a colon stand before, or in a headline behind, what they say."""
    tellers = load_tellers(layers.lang)
    found = []
    for unit in layers.units:
        if unit.quote is not None:
            continue
        colons = [w.i for w in unit.words if w.low == ":"]
        told = read_telling(layers, unit, colons[0]) if len(colons) == 1 else None
        if told is not None:
            found.append(told)
        elif len(colons) == 1 and not unit.cut:
            draft = _read_before(layers, unit, colons[0], tellers) or _read_behind(layers, unit, colons[0], tellers)
            found += [draft] if draft is not None else []
    return found


def _read_before(layers: Layers, unit: Unit, colon: int, tellers: Tellers) -> Draft | None:
    """Return the statement of whoever stands before the colon, or None."""
    words, said = unit.words[:colon], unit.words[colon + 1 :]
    head = _find_speaker(words, tellers) if 0 < colon <= MAX_SPEAKER else None
    return _make(layers, unit, head, (0, colon), (colon + 1, len(unit.words))) if head and _is_said(said) else None


def _read_behind(layers: Layers, unit: Unit, colon: int, tellers: Tellers) -> Draft | None:
    """Return the statement of whoever stands behind the colon of a headline, or None."""
    words, said = unit.words[colon + 1 :], unit.words[:colon]
    if unit.paragraph > 1 or not 0 < len(words) <= MAX_BEHIND or words[-1].low in {".", "!", "?"}:
        return None
    head = _find_speaker(words, tellers, bare=True)
    verbal = any(w.tag in {"VERB", "AUX"} for w in said)
    return _make(layers, unit, head, (colon + 1, len(unit.words)), (0, colon)) if head and verbal else None


def _make(layers: Layers, unit: Unit, head: Word, source: tuple[int, int], said: tuple[int, int]) -> Draft:
    content = [i for i in range(*said)]
    while content and unit.words[content[-1]].low in {".", ",", ";"}:
        content = content[:-1]
    draft = Draft(unit, None, None, route="colon")
    draft.content = pieces_of(layers, unit, content, set())
    draft.source, draft.source_head = [span_of(unit, list(range(*source)))], head
    return draft


def _find_speaker(words: list[Word], tellers: Tellers, *, bare: bool = False) -> Word | None:
    """Return the noun or name of a phrase without a verb that means a person or a body, or None."""
    if any(w.tag in {"VERB", "AUX", "SCONJ"} or w.pos in {"VERB", "AUX"} for w in words) or words[0].tag in {
        "ADP",
        "ADV",
    }:
        return None
    head = next((w for w in words if w.tag in {"NOUN", "PROPN"}), None)
    if head is None:
        return None
    if head.tag == "PROPN" or (head.text[0].isupper() and head.i != words[0].i):
        names = [w for w in words if w.text[0].isupper()]
        full = len(names) > 1 and names[1].i == names[0].i + 1 and names[0].i == words[0].i
        return head if full and _is_person(names[:2]) else None
    if words[0].low in _DETERMINERS or bare:
        return head if tellers.is_speaker(head) else None
    return head if head.i == words[0].i and tellers.is_body(head) else None


def _is_person(names: list[Word]) -> bool:
    return all(w.text[1:].islower() or "-" in w.text for w in names)


def _is_said(words: list[Word]) -> bool:
    """Return whether the words behind a colon can be said: with a verb, a share or a "no", and no mere list of names."""
    plain = [w for w in words if w.pos != "PUNCT"]
    if len(plain) < LEAST:
        return False
    names = sum(w.text[0].isupper() for w in plain[1:])
    verbal = any(w.tag in {"VERB", "AUX"} for w in plain)
    return (verbal or any(w.low in _SHARES for w in plain)) and 2 * names <= len(plain)
