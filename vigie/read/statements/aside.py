"""Cues set aside between or behind commas, read off the word order: "…, Ada Hale said", « …, a dit le maire, … »."""

from __future__ import annotations

from vigie.read.layers import Unit, Word
from vigie.read.statements.days import DAYS, MONTHS, skip_day
from vigie.read.statements.openings import without_when_and_where
from vigie.read.statements.sources import find_name_behind, find_run, is_passive
from vigie.read.statements.surface import MAX_ASIDE, MIN_CLAUSE, is_narrated_on, skip_aside, skip_linking

_OPENERS = frozenset({",", "–", "—", "-", "?", "!", "…"})
_CLITICS = frozenset({"-t-il", "-t-elle", "-t-on", "-il", "-elle", "-ils", "-elles", "-je", "-on", "t-il", "t-elle"})
_MANNER = frozenset({"en", "sans", "avant", "après", "tout", "lors", "dans", "devant", "pendant"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "X"})


_PARTITIVE = frozenset(
    {"des", "du", "de", "d'", "toute", "tout", "toutes", "tous", "any", "all", "no", "aucun", "aucune"}
)
_NO_SUBJECT = frozenset({"qui", "que", "qu'", "dont", "who", "which", "that", "where", "où"})


def find_parenthesis(
    unit: Unit, first: int, last: int, *, addressee: bool = False, verbless: bool = False
) -> tuple[list[int], list[int]]:
    """Return (content, source) of a cue that stands with its subject between or behind commas; ([], []) otherwise.

    "The bridge held, the mayor said." · « Le pont a tenu, a dit le maire, et la route aussi. »
    With `addressee` the words behind the cue are whom it is said to: "The bridge held, the mayor told the paper."
    With `verbless` the cue only ever tells words, so that a few without a verb do: « Faux, lui rétorque le maire. »
    """
    if is_passive(unit, last) or _is_split_group(unit, first):
        return [], []
    source, after, left = _find_teller(unit, first, last, addressee=addressee)
    right = skip_circumstance(unit, max([last, *after]) + 1) if source else max([last, *after]) + 1
    rest = _find_rest(unit, right, inverted=bool(after))
    short = bool(after) and verbless and _is_reply(unit, left - 1)
    turned = bool(source) and unit.words[source[0]].low in _CLITICS and unit.words[last + 1 : last + 2] != []
    turned = turned and unit.words[last + 1].low in _MANNER
    rest = [] if turned else rest
    if not source or (left - 1 < MIN_CLAUSE and not (rest or short)) or left < 2:
        return [], []
    if not turned and not _is_closed(unit, right):
        return [], []
    asked = unit.words[left - 1].low in {"?", "!"}
    front = [i for i in range(left if asked else left - 1) if unit.words[i].low not in {"–", "—"}]
    content = [*front, *rest]
    has_verb = any(unit.words[i].pos in {"VERB", "AUX"} or unit.words[i].tag == "VERB" for i in content)
    if after and not _has_main_verb(unit, content) and (not short or has_verb):
        return [], []
    return (
        (_trimmed(unit, content), source)
        if has_verb or short or _is_plainly_said(unit, front, source, last)
        else ([], [])
    )


def _find_teller(unit: Unit, first: int, last: int, *, addressee: bool) -> tuple[list[int], list[int], int]:
    """Return (source, source if behind the cue, where the aside begins); an empty source when none stands beside the cue."""
    after = [] if addressee else _find_behind(unit, last)
    left = _skip_auxiliaries(unit, first)
    if _is_subject(unit, after) and _is_opener(unit, left - 1):
        return sorted(after), after, left
    before = sorted(find_run(unit, left - 1, -1))
    opens = _skip_auxiliaries(unit, min(before)) if before else 0
    if not _is_subject(unit, before) or not _is_opener(unit, opens - 1):
        return [], after, left
    return ([], after, left) if not addressee and _has_object(unit, last) else (before, [], opens)


def _find_rest(unit: Unit, right: int, *, inverted: bool) -> list[int]:
    """Return the words behind the aside that go on with what is said; behind an inverted cue only a clause of its own."""
    rest = list(range(right + 1, len(unit.words)))
    if sum(unit.words[i].pos != "PUNCT" for i in rest) < MIN_CLAUSE or (inverted and is_about(unit, rest)):
        return []
    if not inverted:
        return rest
    finite = any("VerbForm=Fin" in unit.words[i].morph or unit.words[i].pos == "AUX" for i in rest)
    return rest if finite and not is_narrated_on(unit, right) else []


def _is_plainly_said(unit: Unit, front: list[int], source: list[int], last: int) -> bool:
    """Return whether words without a verb are said by somebody named behind the cue (« La paix, dit Ada Hale. »)."""
    named = min(source) > last and any(unit.words[i].text[0].isupper() for i in source)
    return named and not any(unit.words[i].low == "," for i in front)


_RELATIVE = frozenset({"qui", "que", "qu'", "dont", "où", "who", "which", "whose", "where", "comme", "as"})
_WHOM = frozenset({"qui", "lequel", "laquelle", "lesquels", "whom", "which"})


def _has_object(unit: Unit, last: int) -> bool:
    """Return whether a noun phrase follows a cue right away: it tells that, and nothing before it (« et, page neuf, promet [un …] »)."""
    if last + 1 >= len(unit.words) or unit.words[last + 1].low in DAYS:
        return False
    return unit.words[last + 1].pos == "DET" and unit.words[last + 1].low not in {"this", "that", "ce", "cette"}


def _has_main_verb(unit: Unit, content: list[int]) -> bool:
    """Return whether a verb of the content stands in no clause about a noun (« L'une, [qui se tait], … » has none)."""
    inside = False
    for i in content:
        word = unit.words[i]
        if word.low in _RELATIVE and i > content[0] + 1:
            inside = True
        elif word.low == "," or word.low in {";", ":"}:
            inside = False
        elif not inside and (word.pos == "AUX" or "VerbForm=Fin" in word.morph or _is_plain_verb(word)):
            return True
    return False


def _is_plain_verb(word: Word) -> bool:
    verb = word.pos == "VERB" or (word.tag == "VERB" and word.pos not in {"NOUN", "PROPN"})
    return verb and "VerbForm=Part" not in word.morph and "VerbForm=Ger" not in word.morph


def is_about(unit: Unit, rest: list[int]) -> bool:
    """Return whether the words go on about whoever has just been named: a relative clause (« , [pour qui le gel durera] »)."""
    if not rest:
        return False
    first, second = unit.words[rest[0]], unit.words[rest[1]] if len(rest) > 1 else unit.words[rest[0]]
    return first.low in _RELATIVE or (first.pos == "ADP" and second.low in _WHOM)


def _is_reply(unit: Unit, end: int) -> bool:
    """Return whether the words before the aside can be all that is said: not when or how it was said (« Lundi, … »)."""
    first = unit.words[0]
    return first.low not in DAYS and first.pos not in {"ADP", "SCONJ", "CCONJ"} and unit.words[end - 1].pos != "ADP"


def skip_circumstance(unit: Unit, start: int) -> int:
    """Return where the aside ends behind its subject, with how and where it was said (« [en rendant la monnaie] »)."""
    end = start
    while end < len(unit.words):
        word, before = unit.words[end], unit.words[end - 1].low
        before = unit.words[end - 2].low if before in {"de", "d'"} else before
        ruled = word.pos == "VERB" and before in _RULING and "VerbForm=Fin" not in word.morph
        if word.pos not in _CIRCUMSTANCE and not ruled:
            break
        end += 1
    return end


_CIRCUMSTANCE = frozenset({"ADV", "ADP", "NOUN", "DET", "PROPN", "NUM"})
_RULING = frozenset({"en", "sans", "après", "avant", "before", "after", "while", "without"})


def _find_behind(unit: Unit, last: int) -> list[int]:
    """Return the noun phrase behind an inverted cue, without when and where it was said."""
    after = without_time(unit, find_run(unit, skip_adverbial(unit, last + 1), 1))
    after = _with_name(unit, without_when_and_where(unit, _without_venue(unit, after)))
    while after and unit.words[after[-1]].pos in {"ADP", "DET"}:
        after.pop()
    return after


def skip_adverbial(unit: Unit, start: int) -> int:
    """Return where the subject of an inverted cue begins: « a annoncé [à midi] le maire », « a dit [mardi soir] Ada »."""
    at = skip_day(unit, skip_linking(unit, start))
    at = skip_aside(unit, at)
    if at < len(unit.words) and unit.words[at].pos == "ADP":
        at += 1
        while at < len(unit.words) and unit.words[at].pos in {"NOUN", "NUM", "ADJ"}:
            at += 1
        following = unit.words[at] if at < len(unit.words) else None
        return at if following is not None and (following.pos in {"DET", "PROPN"}) and at - start >= 2 else start
    while at < len(unit.words) and (unit.words[at].pos == "ADV" or unit.words[at].tag == "ADV"):
        at += 1
    return at


def _skip_auxiliaries(unit: Unit, first: int) -> int:
    while first > 0 and (unit.words[first - 1].pos in {"AUX", "ADV"} or unit.words[first - 1].low in _OBJECTS):
        first -= 1
    return first


_OBJECTS = frozenset({"lui", "leur", "nous", "me", "m'", "s'", "se", "vous", "y", "en"})
"""French pronouns that stand before an inverted cue: whom it is said to."""


def without_time(unit: Unit, run: list[int]) -> list[int]:
    """Return the phrase without a day before it (« a annoncé [jeudi] le gouverneur »)."""
    for k, i in enumerate(run):
        if k and unit.words[i].pos == "DET" and unit.words[run[k - 1]].pos in {"NOUN", "NUM", "ADV", "PROPN"}:
            return run[k:] if unit.words[run[0]].pos not in {"DET", "PROPN"} else run
    return run


def _is_split_group(unit: Unit, first: int) -> bool:
    """Return whether an aside splits the cue from its auxiliary: « a, sans surprise, balayé »."""
    if first < 3 or unit.words[first - 1].low != ",":
        return False
    opening = next((i for i in range(first - 2, max(0, first - MAX_ASIDE), -1) if unit.words[i].low == ","), 0)
    return opening > 0 and unit.words[opening - 1].pos == "AUX"


_VENUES = frozenset(
    {"sur", "dans", "lors", "devant", "auprès", "on", "in", "during", "at", "before", "to", "ce", "this", "last"}
)


def _without_venue(unit: Unit, run: list[int]) -> list[int]:
    """Return the phrase without where or when it was said (« le maire Artem Kobzar [sur Telegram] »)."""
    cut = next((k for k, i in enumerate(run) if k > 1 and unit.words[i].low in _VENUES), len(run))
    return run[:cut]


def _with_name(unit: Unit, run: list[int]) -> list[int]:
    """Return the phrase with the name in apposition behind it (« a déclaré le porte-parole, [Dmitri Peskov] »)."""
    name = find_name_behind(unit, run)
    return [*run, *range(run[-1] + 1, name.stop)] if name and _takes_name(unit, run) else run


def _takes_name(unit: Unit, run: list[int]) -> bool:
    """Return whether a phrase can be followed by its name: one that is none itself (« le ministre des Transports, … »)."""
    return unit.words[run[-1]].text[0].islower() or unit.words[run[0]].pos == "DET"


def _is_subject(unit: Unit, run: list[int]) -> bool:
    if any(unit.words[i].low in MONTHS for i in run) and any(unit.words[i].pos == "NUM" for i in run):
        return False
    if not run or unit.words[run[0]].pos == "ADP" or unit.words[run[0]].low in _PARTITIVE | _NO_SUBJECT:
        return False
    return any(unit.words[i].pos in _NOMINAL or unit.words[i].low in _CLITICS for i in run)


def _is_opener(unit: Unit, i: int) -> bool:
    return 0 < i < len(unit.words) and unit.words[i].low in _OPENERS


def _is_closed(unit: Unit, i: int) -> bool:
    return i >= len(unit.words) or unit.words[i].pos == "PUNCT"


def _trimmed(unit: Unit, indices: list[int]) -> list[int]:
    while indices and unit.words[indices[0]].pos == "PUNCT":
        indices = indices[1:]
    while indices and unit.words[indices[-1]].pos == "PUNCT" and unit.words[indices[-1]].low not in {"?", "!"}:
        indices = indices[:-1]
    return indices
