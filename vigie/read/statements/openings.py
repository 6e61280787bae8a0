"""Subjects that stand apart from their cue: behind what commas set off, and behind adverbs of several words."""

from __future__ import annotations

from vigie.lang.lexicon import Entry
from vigie.read.layers import Unit, Word
from vigie.read.statements.sources import (
    HAVE,
    ORDINALS,
    find_any_source,
    find_run,
    has_addressee,
    is_finite,
    is_passive,
    with_name_behind,
)

MAX_ASIDE = 25
"""What commas set off between a subject and its verb has fewer words than this."""
MAX_BEHIND = 10
"""An apposition or relative clause behind an inverted subject has no more words than this."""
MAX_ADVERB = 6
"""An adverbial between an auxiliary and its participle has fewer words than this (« a [par ailleurs] assuré »)."""
_CLITICS = frozenset("-t-il -il -t-elle -elle -t-on -on -t-ils -ils -t-elles -elles -je -nous -vous".split())
"""Subjects that French hangs on the verb or its auxiliary: nobody else says it."""
_LATER = frozenset({"later", "earlier", "afterwards", "before", "ago"})
_WHERE = frozenset({"outside", "inside", "during", "after", "before", "pendant", "lors", "après", "avant"})
_ADDRESSED = frozenset(
    "reporters journalists journalistes journaliste presse press salle assemblée parents habitants élèves conseil board council voters électeurs fans supporters députés lawmakers médias media élus deputies senators".split()
)
_BETWEEN = frozenset({"ADP", "ADV", "DET", "NOUN", "ADJ", "PRON", "AUX", "PART"})
_OPENERS = frozenset(
    "who whose which that whom qui que qu' dont lequel laquelle où to in on at from of with by for à au en de d' du sous "
    "sur chez par pour".split()
)
"""What may open the aside behind a subject, besides a noun phrase or a participle."""
_GO_ON = frozenset("who whose qui dont le la l' un une the a an its her his son sa".split())
"""What opens an apposition or a relative clause behind an inverted subject, besides a noun."""


def find_subject_apart(unit: Unit, first: int) -> list[int]:
    """Return the noun phrase that opens the clause of the cue, with what commas set off behind it; [] where none does.

    "[Ada Hale, who drives the ferry], claims" · « [M. Hale, le ministre belge], a par ailleurs assuré »
    """
    if not is_finite(unit, first):
        return []
    at = _before_adverbs(unit, first)
    if at < 1 or unit.words[at].low != ",":
        run = _opening(unit, at) if 0 <= at < first - 1 else []
        return run if run and run[-1] == at else []
    for comma in range(at - 2, max(0, at - MAX_ASIDE), -1):
        if unit.words[comma].low != "," or not _may_open(unit.words[comma + 1]):
            continue
        run = _opening(unit, comma - 1)
        if run and not _is_clause_between(unit, comma, at):
            return list(range(run[0], at))
    return []


def is_adverb(unit: Unit, source: list[int]) -> bool:
    """Return whether the tree took an adverb for the subject ("[sharply] retorted")."""
    return len(source) == 1 and unit.words[source[0]].tag == "ADV" and unit.words[source[0]].text[0].islower()


def _before_adverbs(unit: Unit, first: int) -> int:
    """Return the word before the cue, its auxiliary and the adverbs between and before them."""
    at = first - 1
    for back in range(first - 1, max(-1, first - 1 - MAX_ADVERB), -1):
        word = unit.words[back]
        if word.low in HAVE:
            at = back - 1
            break
        if word.pos not in _BETWEEN or word.low == ",":
            break
    while at > 0 and unit.words[at].text[0].islower() and "ADV" in (unit.words[at].pos, unit.words[at].tag):
        at -= 1
    return at


def _opening(unit: Unit, last: int) -> list[int]:
    """Return the noun phrase that ends at a word and begins its clause."""
    run = sorted(i for i in find_run(unit, last, -1) if i <= last)
    while run and unit.words[run[0]].pos in {"PUNCT", "CCONJ"}:
        run = run[1:]
    if not run or run[-1] != last or unit.words[run[0]].pos == "ADP":
        return []
    opens = run[0] == 0 or unit.words[run[0] - 1].pos in {"PUNCT", "CCONJ"}
    named = any(unit.words[i].pos in {"NOUN", "PROPN"} for i in run)
    return run if opens and named else []


def _may_open(word: Word) -> bool:
    if word.low in _OPENERS or word.pos in {"NOUN", "DET", "PROPN", "NUM", "ADJ", "ADP"}:
        return True
    return word.pos == "VERB" and "VerbForm=Part" in word.morph


def _is_clause_between(unit: Unit, comma: int, at: int) -> bool:
    """Return whether a main clause of its own stands there, so that the phrase before it is not the cue's subject."""
    words = unit.words[comma + 1 : at]
    if (
        words[0].low in _OPENERS
        or "VerbForm=Part" in words[0].morph
        or any(w.low in {"qui", "who", "que", "which", "dont", "whose"} for w in words[:3])
    ):
        return False
    return any("VerbForm=Fin" in w.morph and w.pos in {"VERB", "AUX"} and w.tag in {"VERB", "AUX"} for w in words)


def find_whose(unit: Unit, verb: int, first: int, entry: Entry | None, *, inverted: bool) -> list[int]:
    """Return the source of a cue: what touches it or the tree gives, else the subject that stands apart from it."""
    clitic = [i for i in range(max(0, verb - 3), min(verb + 2, len(unit.words))) if unit.words[i].low in _CLITICS]
    if clitic and verb - 1 <= clitic[0] + 1:
        return clitic[:1]
    source = find_any_source(unit, verb, first, entry, inverted=inverted)
    if inverted and source and source[0] > verb:
        source = _with_aside_behind(unit, with_name_behind(unit, without_when_and_where(unit, source)))
    if source and not any(_is_somebody(unit.words[i]) for i in source):
        source = []
    if inverted and not source and not has_addressee(entry):
        source = _behind_adverbial(unit, verb)
    if source and not is_adverb(unit, source) or is_passive(unit, verb) or _is_carried_on(unit, first):
        return source
    return find_subject_apart(unit, first) or ([] if is_adverb(unit, source) else source)


def _is_somebody(word: Word) -> bool:
    """Return whether a word of a subject is more than an article, a number or a mark ("both", "the first" are)."""
    return word.pos not in {"DET", "NUM", "PUNCT"} or word.low in ORDINALS


def _with_aside_behind(unit: Unit, source: list[int]) -> list[int]:
    """Return an inverted subject with a short apposition or relative clause behind its comma ("said [Ada Hale, who runs it]")."""
    start = source[-1] + 2
    if start >= len(unit.words) or unit.words[start - 1].low != "," or not _may_go_on(unit.words[start]):
        return source
    end = next((i for i in range(start, len(unit.words)) if unit.words[i].pos == "PUNCT"), len(unit.words))
    return list(range(source[0], end)) if 1 < end - start <= MAX_BEHIND else source


def _may_go_on(word: Word) -> bool:
    """Return whether the word opens an apposition or a relative clause: an article or a noun, or "who", « qui »."""
    return word.low in _GO_ON or (word.pos == "NOUN" and word.text[0].islower())


def _behind_adverbial(unit: Unit, verb: int) -> list[int]:
    """Return the subject behind an inverted verb and where or how it is said (« menace depuis Kigali [la générale X] »)."""
    at = verb + 1
    if at + 2 >= len(unit.words) or unit.words[at].pos != "ADP":
        return []
    at += 2 if unit.words[at + 1].pos in {"NOUN", "PROPN", "ADV"} else 3
    run = find_run(unit, at, 1) if at < len(unit.words) else []
    named = any(unit.words[i].text[0].isupper() for i in run)
    return with_name_behind(unit, run) if run and unit.words[run[0]].pos in {"DET", "PROPN"} and named else []


def without_when_and_where(unit: Unit, source: list[int]) -> list[int]:
    """Return an inverted subject without what the tree hung on it ("wrote [the minister] hours later")."""
    for k, i in enumerate(source):
        word = unit.words[i]
        later = i + 1 < len(unit.words) and unit.words[i + 1].low in _LATER and word.pos == "NOUN"
        told = word.low in {"aux", "to"} and k + 1 < len(source) and unit.words[source[k + 1]].low in _ADDRESSED
        if k > 1 and (later or told or word.low in _WHERE):
            return source[:k]
    return source


def _is_carried_on(unit: Unit, first: int) -> bool:
    return first > 0 and unit.words[first - 1].pos == "CCONJ"
