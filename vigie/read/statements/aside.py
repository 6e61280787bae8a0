"""Cues set aside between or behind commas, read off the word order: "…, Ada Hale said", « …, a dit le maire, … »."""

from __future__ import annotations

from vigie.read.layers import Unit
from vigie.read.statements.days import skip_day
from vigie.read.statements.sources import find_name_behind, find_run, is_passive
from vigie.read.statements.surface import MAX_ASIDE, MIN_CLAUSE, is_narrated_on

_OPENERS = frozenset({",", "–", "—", "-"})
_CLITICS = frozenset({"-t-il", "-t-elle", "-t-on", "-il", "-elle", "-ils", "-elles", "-je", "-on", "t-il", "t-elle"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "X"})


_PARTITIVE = frozenset(
    {"des", "du", "de", "d'", "toute", "tout", "toutes", "tous", "any", "all", "no", "aucun", "aucune"}
)
_NO_SUBJECT = frozenset({"qui", "que", "qu'", "dont", "who", "which", "that", "where", "où"})


def find_parenthesis(unit: Unit, first: int, last: int, *, addressee: bool = False) -> tuple[list[int], list[int]]:
    """Return (content, source) of a cue that stands with its subject between or behind commas; ([], []) otherwise.

    "The bridge held, the mayor said." · « Le pont a tenu, a dit le maire, et la route aussi. »
    With `addressee` the words behind the cue are whom it is said to: "The bridge held, the mayor told the paper."
    """
    if is_passive(unit, last) or _is_split_group(unit, first):
        return [], []
    after = [] if addressee else _find_behind(unit, last)
    left = _skip_auxiliaries(unit, first)
    source = sorted(after) if _is_subject(unit, after) and _is_opener(unit, left - 1) else []
    if not source:
        before = sorted(find_run(unit, left - 1, -1))
        opens = _skip_auxiliaries(unit, min(before)) if before else 0
        source = sorted(before) if _is_subject(unit, before) and _is_opener(unit, opens - 1) else []
        left, after = (opens, []) if source else (left, after)
    right = max([last, *after]) + 1
    while right < len(unit.words) and unit.words[right].pos in {"ADV", "ADP", "NOUN", "DET", "PROPN", "NUM"} and source:
        right += 1
    rest = list(range(right + 1, len(unit.words)))
    long_rest = sum(unit.words[i].pos != "PUNCT" for i in rest) >= MIN_CLAUSE
    if after and rest:
        finite = any("VerbForm=Fin" in unit.words[i].morph or unit.words[i].pos == "AUX" for i in rest)
        long_rest = long_rest and finite and not is_narrated_on(unit, right)
    if not source or (left - 1 < MIN_CLAUSE and not long_rest) or left < 2 or not _is_closed(unit, right):
        return [], []
    content = [i for i in range(left - 1) if unit.words[i].low not in {"–", "—"}]
    content += rest if long_rest else []
    has_verb = any(unit.words[i].pos in {"VERB", "AUX"} for i in content)
    if after and _is_only_subject(unit, content):
        return [], []
    named = min(source) > last and any(unit.words[i].text[0].isupper() for i in source)
    plain = not any(unit.words[i].low == "," for i in content[: left - 1])
    if not has_verb and not (named and plain):
        return [], []
    return _trimmed(unit, content), source


_RELATIVE = frozenset({"qui", "que", "qu'", "dont", "où", "who", "which", "whose", "where", "comme", "as"})


def _is_only_subject(unit: Unit, content: list[int]) -> bool:
    """Return whether what stands before the cue is a noun phrase with a clause about it (« L'une, [qui se tait], décrit un … »)."""
    if not content or unit.words[content[0]].pos not in {"DET", "PROPN", "NOUN", "PRON", "ADJ"}:
        return False
    words = [unit.words[i] for i in content]
    commas = [k for k, w in enumerate(words) if w.low == ","]
    if not commas:
        return False
    opening = words[: commas[0]]
    if any(w.pos in {"VERB", "AUX"} for w in opening) or not any(w.pos in {"NOUN", "PROPN", "PRON"} for w in opening):
        return False
    behind = words[commas[0] + 1]
    finite = any("VerbForm=Fin" in w.morph for w in words)
    return (
        behind.low in _RELATIVE
        or (
            behind.pos == "ADP"
            and behind.i + 1 < len(unit.words)
            and unit.words[behind.i + 1].low in {"qui", "lequel", "laquelle"}
        )
        or not finite
        and any(w.pos == "VERB" for w in words)
    )


def _find_behind(unit: Unit, last: int) -> list[int]:
    """Return the noun phrase behind an inverted cue, without when and where it was said."""
    after = without_time(unit, find_run(unit, skip_adverbial(unit, last + 1), 1))
    after = _with_name(unit, _without_venue(unit, after))
    while after and unit.words[after[-1]].pos in {"ADP", "DET"}:
        after.pop()
    return after


def skip_adverbial(unit: Unit, start: int) -> int:
    """Return where the subject of an inverted cue begins: « a annoncé [à midi] le maire », « a dit [mardi soir] Ada »."""
    at = skip_day(unit, start)
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
    while first > 0 and unit.words[first - 1].pos in {"AUX", "ADV"}:
        first -= 1
    return first


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
    return [*run, *range(run[-1] + 1, name.stop)] if name and unit.words[run[-1]].text[0].islower() else run


def _is_subject(unit: Unit, run: list[int]) -> bool:
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
    while indices and unit.words[indices[-1]].pos == "PUNCT":
        indices = indices[:-1]
    return indices
