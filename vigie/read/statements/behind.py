"""Noun contents behind a cue: right behind it, behind its preposition, or behind whom it is said to."""

from __future__ import annotations

from vigie.lang.lexicon import Entry
from vigie.read.layers import Unit, Word
from vigie.read.statements.between import skip_between, skip_date
from vigie.read.statements.days import WHOLE_DAYS
from vigie.read.statements.surface import is_narrated_on, skip_linking

MAX_ADDRESSEE = 9
"""Between a cue and its preposition stand at most so many words of whom it is said to ("reproached [the old clerk] with")."""
MAX_BEFORE_COLON = 12
MAX_SUBJECT = 8
_NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON", "ADV", "PART", "X"})
_OPENERS = frozenset({"DET", "NOUN", "PROPN", "ADJ", "NUM", "ADV", "PRON"})
_OF_WORDS = frozenset({"of", "de", "d'", "du"})
_NARRATED = frozenset(
    "while whereas although though because when after before until unless where but alors tandis mais parce quand "
    "lorsque après avant since".split()
)


def find_object(unit: Unit, last: int, entry: Entry) -> list[int]:
    """Return the noun phrase or gerund that a cue names as its content, by the order of the words; [] when there is none.

    "complained [of] {the noise}" · "reproached the clerk [with] {rudeness}" · "condemned {the raid}"
    """
    wanted = frozenset(entry.all("prepositions"))
    found = find_behind_preposition(unit, last, wanted, told=entry.get("objects") == "no") if wanted else []
    if found or entry.get("objects") in {"no", "judged"}:
        return found
    start = skip_between(unit, last + 1)
    gerund = unit.words[last].pos in {"ADP", "SCONJ", "PART"}
    return _phrase_at(unit, start, gerund=gerund)


def find_behind_preposition(unit: Unit, last: int, wanted: frozenset[str], *, told: bool) -> list[int]:
    """Return what stands behind the first of the prepositions that follows the cue or, if `told`, whom it is said to."""
    dated = 0
    for i in range(skip_linking(unit, last + 1), min(last + 2 + MAX_ADDRESSEE, len(unit.words))):
        word = unit.words[i]
        dated = max(dated, skip_date(unit, i)) if told else 0
        if told and i > last + 1 and _is_owned(unit, last, i):
            continue
        if word.low in wanted and word.pos in {"ADP", "SCONJ", "PART", "ADV"}:
            return _phrase_at(unit, i + 1, gerund=True)
        if i < dated or (word.pos == "ADV" and word.low.endswith(("ly", "ment"))):
            continue
        of = word.low in ({"to", "with", "à"} if i == last + 1 else {"of", "de", "du", "des", "d'"})
        if not told or not (word.pos in _NOMINAL or of):
            return []
    return []


def _is_owned(unit: Unit, last: int, i: int) -> bool:
    """Return whether the "of" at `i` only says whose somebody is (« prévenu le gouverneur [de] la province »)."""
    noun = unit.words[unit.words[i].head]
    if unit.words[i].low not in _OF_WORDS or noun.dep != "nmod" or not last < noun.head < i:
        return False
    following = unit.words[i + 1] if i + 1 < len(unit.words) else None
    return following is not None and (following.low in {"la", "le", "l'", "les", "the"} or unit.words[i].low == "du")


def find_behind_colon(unit: Unit, last: int) -> list[int]:
    """Return the words behind a colon that follows the cue, no other verb between ("read: [we are closed]"), or []."""
    colon = next((w.i for w in unit.words[last + 1 : last + 2 + MAX_BEFORE_COLON] if w.low == ":"), None)
    if colon is None or any(w.pos in {"VERB", "AUX"} for w in unit.words[last + 1 : colon]):
        return []
    end = len(unit.words)
    while end > colon + 1 and unit.words[end - 1].pos == "PUNCT":
        end -= 1
    return list(range(colon + 1, end)) if end - colon > 2 else []


def _phrase_at(unit: Unit, start: int, *, gerund: bool) -> list[int]:
    """Return the phrase that begins at the word, up to where the narrator goes on; [] when no noun stands in it."""
    if start >= len(unit.words):
        return []
    first = unit.words[start]
    verbal = gerund and ("VerbForm=Ger" in first.morph or first.low.endswith("ing"))
    qualifies = first.pos == "VERB" and first.dep in {"amod", "compound"}
    if first.pos not in _OPENERS and not verbal and not qualifies:
        return []
    content = to_phrase_end(unit, start, verbal=verbal)
    named = any(unit.words[i].pos in {"NOUN", "PROPN", "PRON"} for i in content)
    return content if verbal or named else []


def to_phrase_end(unit: Unit, start: int, *, verbal: bool = False) -> list[int]:
    """Return the words up to a mark, a clause of the narrator's ("while …") or the next verb of the same subject.

    A `verbal` phrase goes on behind a comma ("of being late, rude and drunk").
    """
    end = start
    while end < len(unit.words) and not _is_end(unit, start, end, verbal):
        end += 1
    while end > start and unit.words[end - 1].pos in {"PUNCT", "CCONJ"}:
        end -= 1
    return _without_day(unit, list(range(start, end)))


def _is_end(unit: Unit, start: int, i: int, verbal: bool) -> bool:
    word = unit.words[i]
    following = unit.words[i + 1] if i + 1 < len(unit.words) else None
    if word.low in {";", ":", "–", "—", "("} or is_narrated_on(unit, i):
        return True
    if word.low == ",":
        return not (verbal or _is_listed(unit, i)) or is_clause_joined(unit, i)
    if word.low in _NARRATED and i > start and word.pos in {"SCONJ", "ADV", "CCONJ"}:
        return True
    return word.pos == "CCONJ" and following is not None and _is_next_verb(following)


def is_clause_joined(unit: Unit, comma: int) -> bool:
    """Return whether "and" and a clause with its own subject follow the comma (« une prime[, et le patron a demandé] … »)."""
    if comma + 3 >= len(unit.words) or unit.words[comma + 1].pos != "CCONJ":
        return False
    for word in unit.words[comma + 2 : comma + 2 + MAX_SUBJECT]:
        if word.pos in {"VERB", "AUX"} and "VerbForm=Fin" in word.morph:
            return word.i > comma + 2
        if word.pos not in {"DET", "ADJ", "NOUN", "PROPN", "NUM", "ADP", "PRON"}:
            return False
    return False


def _is_next_verb(word: Word) -> bool:
    return word.pos in {"VERB", "AUX"} and "Inf" not in word.morph and "VerbForm=Ger" not in word.morph


def _is_listed(unit: Unit, comma: int) -> bool:
    """Return whether the comma parts things listed: another stands behind it, up to a comma or an "and" close by."""
    for k, word in enumerate(unit.words[comma + 1 : comma + 12]):
        if word.pos == "CCONJ":
            return word.low in {"and", "or", "et", "ou"} and (k > 0 or _is_noun_behind(unit, comma + 2))
        if word.pos not in {"DET", "ADJ", "NOUN", "PROPN", "NUM", "ADP", "PUNCT"} or word.low in {";", ":"}:
            return False
    return False


def _is_noun_behind(unit: Unit, at: int) -> bool:
    return at < len(unit.words) and unit.words[at].pos in {"DET", "NOUN", "ADJ", "NUM", "ADP", "SCONJ"}


def _without_day(unit: Unit, content: list[int]) -> list[int]:
    """Return the phrase without the day it ends with ("called for a truce [on Monday]"): that is when it was said."""
    end = len(content)
    if end > 3 and unit.words[content[end - 1]].low in WHOLE_DAYS:
        before = unit.words[content[end - 2]]
        if before.pos == "ADP" and before.low != "on":
            return content
        end -= 2 if before.low in {"on", "last", "this", "ce"} else 1
    return content[:end]
