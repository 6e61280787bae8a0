"""Statements carried by a verb: what it introduces and who is its subject, by the tree and by the order of the words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from vigie.lang.lexicon import Entry
from vigie.read.layers import Layers, Unit
from vigie.read.statements.aside import find_parenthesis
from vigie.read.statements.behind import find_behind_colon, find_object
from vigie.read.statements.between import with_subject
from vigie.read.statements.clauses import find_content
from vigie.read.statements.cues import Cue, is_after_comma, is_headline_verb
from vigie.read.statements.days import without_day
from vigie.read.statements.draft import Draft, pieces_of, span_of
from vigie.read.statements.openings import find_whose
from vigie.read.statements.predicates import is_only_verb, is_plain_form
from vigie.read.statements.quoting import head_word
from vigie.read.statements.sources import has_addressee, is_finite, is_loose_participle
from vigie.read.statements.surface import (
    find_accused,
    find_bare_clause,
    find_colon_after,
    find_infinitive_after,
    find_question_after,
    find_rest,
    find_that_after,
    skip_aside,
    skip_linking,
)


def read_verb(layers: Layers, cue: Cue, others: frozenset[int]) -> Draft | None:
    """Return the statement of a verb cue, or None when it introduces nothing or nobody has said it."""
    unit = cue.unit
    if (
        (cue.entry.get("quote_only") == "yes" and not _is_inverted_aside(cue))
        or (cue.first == cue.at and _is_purpose(unit, cue.at, cue.entry))
        or _is_supposed(unit, cue.at)
        or (_is_bare_participle(unit, cue.at) and not _has_that(cue) and (cue.at == 0 or not _find_aside(cue)[0]))
    ):
        return None
    content, source, route = _find_headline_parts(cue) or _find_between_commas(cue) or _find_parts(cue, others)
    if cue.entry.key == "see_nothing" and content and content[0] > cue.at:
        content, cue = sorted({*range(cue.at + 1, cue.last + 1), *content}), replace(cue, last=cue.at)
    taken = set(source) | {i for i in range(cue.first, cue.last + 1)}
    if route == "fronted":
        taken |= set(unit.subtree(cue.at))
    if route == "clause" and content and content[0] > cue.last and source and source[0] > cue.last:
        source = [i for i in source if i < content[0] and unit.words[i].low not in {"that", "que", "qu'"}]
        taken = set(source) | set(range(cue.first, cue.last + 1))
    content = [i for i in content if i not in taken]
    if not content:
        return None
    if (content[0] > cue.last and unit.words[content[0]].low in _THEN) or (
        source and unit.words[source[0]].low in _WHOM
    ):
        return None
    draft = Draft(unit, cue.at, cue.entry, cue=[cue.span], route=route)
    draft.content = pieces_of(layers, unit, content, taken)
    source = without_day(unit, source)
    if source:
        draft.source = [span_of(unit, source)]
        draft.source_head = head_word(unit, source)
    return draft


_NARRATED = frozenset(
    "as while amid after before when although though but alors tandis après avant lorsque quand mais".split()
)
"""What goes on behind an aside's comma and is told by the writer ("…, she said, [as] rain fell")."""
_OPENS = frozenset({"that", "which", "who", "whom", "because", "if", "when", "qui", "que", "dont"})
_THEN = frozenset({"then", "puis"})
_WHOM = frozenset({"whom", "which", "whose"})
"""What opens no content and no source: the narrator's next step, and somebody as an object."""


def _is_inverted_aside(cue: Cue) -> bool:
    """Return whether the verb stands with its subject behind a whole clause (« Est-ce vrai ? [tente un confrère]. »)."""
    if not is_after_comma(cue.unit, cue.first) or not is_finite(cue.unit, cue.first):
        return False
    source = _find_aside(cue)[1]
    return bool(source) and min(source) > cue.last - 2


def _find_headline_parts(cue: Cue) -> tuple[list[int], list[int], str] | None:
    """Return the parts of a headline whose verb the tree takes for a noun ("[Belarus] denies [attacking …]"), or None."""
    if not is_headline_verb(cue.unit, cue.at) or not set(cue.entry.all("takes")) & {"noun", "infinitive"}:
        return None
    content = cue.unit.subtree(cue.last + 1, without=("parataxis", "ccomp"))
    return [i for i in content if i > cue.last], list(range(cue.first)), "infinitive"


def _find_parts(cue: Cue, others: frozenset[int]) -> tuple[list[int], list[int], str]:
    """Return (content, source, route) of a verb cue: as an aside, by the tree, else by the order of the words."""
    unit, takes = cue.unit, set(cue.entry.all("takes"))
    speaks = _is_spoken(cue, takes)
    if speaks and is_after_comma(unit, cue.first) and not _names_object(cue, takes):
        aside, source = _find_aside(cue)
        if aside and min(source) >= cue.first - 2:
            return aside, source, "fronted_words"
    content, route = _by_tree(cue, takes, others)
    content = with_subject(cue, content) if route == "clause" else content
    if (
        speaks
        and (route in {"", "noun", "infinitive"} or cue.aside)
        and not (_is_english_object(cue) and _names_object(cue, takes))
    ):
        aside, source = _find_aside(cue)
        if aside:
            return aside, source, "fronted_words"
    content = find_rest(unit, cue.last, content) or content
    if not content:
        content, route = _find_by_order(cue, takes, others)
    content = _widen(cue, content, route)
    if not content or _is_unreal(unit, cue.at, route):
        return [], [], ""
    if content[-1] < cue.at:
        return _inverted(cue, content, route, others)
    return content, _with_office(cue, find_whose(unit, cue.at, cue.first, cue.entry, inverted=False)), route


def _find_between_commas(cue: Cue) -> tuple[list[int], list[int], str] | None:
    """Return the parts of a cue that closes an aside before its comma ("The ship, [its owner insists], was never near"), or None."""
    words = cue.unit.words
    if not _is_spoken(cue, set(cue.entry.all("takes"))) or cue.last + 2 >= len(words) or words[cue.last + 1].low != ",":
        return None
    if words[cue.last + 2].low in _NARRATED:
        return None
    content, source = _find_aside(cue)
    if source and source[0] > 1 and words[source[0] - 2].low in _OPENS:
        return None
    split = bool(content) and content[0] < cue.first and content[-1] > cue.last and max(source, default=0) < cue.first
    return (content, source, "fronted_words") if split else None


def _with_office(cue: Cue, source: list[int]) -> list[int]:
    """Return a name between commas with the office that opens the clause before it ("[The mayor, Ada Hale], said")."""
    words = cue.unit.words
    if len(source) == 0 or source[0] < 2 or words[source[0] - 1].low != "," or words[source[-1] + 1].low != ",":
        return source
    before = words[: source[0] - 1]
    nominal = all(w.pos in {"DET", "ADJ", "NOUN", "PROPN", "ADP"} for w in before) and before[0].pos == "DET"
    return list(range(source[-1] + 1)) if nominal and source[-1] + 2 == cue.first else source


def _inverted(cue: Cue, content: list[int], route: str, others: frozenset[int]) -> tuple[list[int], list[int], str]:
    """Return the parts of a cue behind its content: by the order of the words where the tree mixes who speaks into it."""
    unit, takes = cue.unit, set(cue.entry.all("takes"))
    if not _has_verb(unit, content) and (first := _by_first_phrase(cue, takes, others))[0]:
        return first
    source = find_whose(unit, cue.at, cue.first, cue.entry, inverted=True)
    own = [i for i in source if i not in content]
    if not own or _is_clause(unit, source):
        aside, speaker = _find_aside(cue) if _is_spoken(cue, takes) else ([], [])
        if aside:
            return aside, speaker, "fronted_words"
        if not source or _is_clause(unit, source):
            return _by_first_phrase(cue, takes, others)
    return content, own, route


def _names_object(cue: Cue, takes: set[str]) -> bool:
    """Return whether the cue has its subject before it and names something right behind it ("…, [played down] the exchange")."""
    subject, named = cue.unit.find_child(cue.at, "nsubj"), cue.unit.find_child(cue.at, "obj")
    if "noun" not in takes or subject is None or named is None:
        return False
    return subject < cue.first and named > cue.last


def _is_english_object(cue: Cue) -> bool:
    """Return whether an English article stands right behind the cue: French so inverts its subjects, English seldom."""
    words = cue.unit.words[cue.last + 1 : cue.last + 2]
    return any(w.low in {"the", "a", "an", "his", "her", "their", "its", "this", "that"} for w in words)


def _is_spoken(cue: Cue, takes: set[str]) -> bool:
    speaks = "clause" in takes or ("quote" in takes and "noun" not in takes)
    return speaks and is_finite(cue.unit, cue.first)


def _find_aside(cue: Cue) -> tuple[list[int], list[int]]:
    verbless = cue.entry.get("verbless") == "yes"
    return find_parenthesis(cue.unit, cue.first, cue.last, addressee=has_addressee(cue.entry), verbless=verbless)


def _is_clause(unit: Unit, source: list[int]) -> bool:
    """Return whether a verb of its own stands in what the tree calls a subject, so that it is what is said."""
    words = [unit.words[i] for i in source]
    relative = any(w.low in {"who", "which", "whose", "that", "qui", "que", "dont"} for w in words)
    return not relative and any(w.pos in {"VERB", "AUX"} and "VerbForm=Fin" in w.morph for w in words)


def _by_first_phrase(cue: Cue, takes: set[str], others: frozenset[int]) -> tuple[list[int], list[int], str]:
    """Return the parts of a cue whose long subject the tree took for its content ("Ada Hale, who …, said the gate is shut")."""
    unit = cue.unit
    content, route = _find_by_order(cue, takes, others)
    commas = [w.i for w in unit.words[: cue.first] if w.low == ","]
    relative = commas and unit.words[commas[0] + 1].low in {"who", "which", "whose", "qui", "dont"}
    source = list(range((commas[0] if relative else commas[-1]) if commas else 0))
    named = source and any(unit.words[i].pos in {"PROPN", "NOUN"} for i in source)
    verbless = not any(unit.words[i].pos in {"VERB", "AUX"} for i in source)
    return (content, source, route) if content and named and verbless else ([], [], "")


def _widen(cue: Cue, content: list[int], route: str) -> list[int]:
    """Return a noun content up to its mark, and an infinitive with what it is about, where the tree cut them short."""
    if route == "noun" and content and content[0] > cue.last:
        return _without_relative(cue.unit, find_object(cue.unit, cue.last, cue.entry) or content)
    if route == "infinitive" and content and content[0] == cue.last + 1 and cue.unit.words[content[0]].low != "to":
        first = skip_linking(cue.unit, content[0])
        content = [i for i in content if i >= first] or content
    if route == "infinitive" and cue.entry.get("scope") == "attitude":
        return _with_object(cue.unit, cue.last, content)
    return content


_ADDED = frozenset({"qui", "que", "qu'", "dont", "où", "which", "who", "whose"})


def _without_relative(unit: Unit, content: list[int]) -> list[int]:
    """Return a noun content without the clause behind a comma that the writer adds (« une vente[, qui pèse 40 %] »)."""
    for k in range(1, len(content) - 1):
        if unit.words[content[k]].low == "," and unit.words[content[k + 1]].low in _ADDED:
            return content[:k]
    return content


def _with_object(unit: Unit, last: int, content: list[int]) -> list[int]:
    """Return the infinitive with whom or what it is about, for views of it ("expects [exports to fall]")."""
    between = list(range(last + 1, content[0])) if content else []
    nominal = all(unit.words[i].pos in {"DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON", "ADP", "PART"} for i in between)
    return (
        [*between, *content]
        if between and nominal and unit.words[between[0]].low not in {"to", "de", "d'", "à"}
        else content
    )


def _by_tree(cue: Cue, takes: set[str], others: frozenset[int]) -> tuple[list[int], str]:
    """Return (content, route) by the tree, put right where a "that" or the preposition of an accusation stands elsewhere."""
    unit = cue.unit
    content, route = find_content(unit, cue.at, cue.entry, last=cue.last)
    if content and content[-1] < cue.first and any(w.low == ":" for w in unit.words[content[-1] : cue.first]):
        content, route = [], ""
    if all(unit.words[i].low in {"that", "que", "qu'"} for i in content) or _is_no_content(unit, cue, content):
        content, route = [], ""
    if cue.entry.get("no_quote") == "yes" and content and content[0] > cue.last + 2:
        content, route = [], ""
    that = find_that_after(unit, cue.at, cue.last, others) if "clause" in takes else []
    if that and (not content or content[0] not in {that[0], that[0] - 1} or not _has_verb(unit, content)):
        return that, "clause"
    if cue.entry.key == "accuse" and route in {"", "noun", "infinitive"}:
        accused = find_accused(unit, cue.last, frozenset(cue.entry.all("prepositions")))
        return (accused, "noun") if accused else (content, route)
    return _before_next_cue(unit, cue.at, content, others - {cue.at}) if route == "clause" else content, route


def _has_verb(unit: Unit, content: list[int]) -> bool:
    return any(unit.words[i].pos in {"VERB", "AUX"} for i in content)


def _before_next_cue(unit: Unit, at: int, content: list[int], others: frozenset[int]) -> list[int]:
    """Return the clause up to a further cue of the same subject ("… were met, and accused")."""
    for k, i in enumerate(content[:-1]):
        following = {i + 1, i + 2} if unit.words[i + 1].pos in {"AUX", "ADV"} else {i + 1}
        if unit.words[i].pos == "CCONJ" and k > 1 and following & others and not _is_told_too(unit, at, content, i):
            return content[:k]
        if unit.words[i].low == "," and k > 1 and any(is_loose_participle(unit, f) for f in following & others):
            return content[:k]
    return content


def is_parallel(unit: Unit, first: int, second: int) -> bool:
    """Return whether a second verb goes with the first and not with what that says, by the tree or by its tense."""
    head = unit.words[second].head
    if head == first:
        return True
    tenses = [
        next((t for t in ("Tense=Pres", "Tense=Past") if t in unit.words[i].morph), "") for i in (first, head, second)
    ]
    return bool(tenses[0]) and tenses[0] == tenses[2] != tenses[1]


def _is_told_too(unit: Unit, at: int, content: list[int], conjunction: int) -> bool:
    """Return whether the verb behind the "and" is joined to one of the clause told ("said he rated them [and talked] of it")."""
    verb = unit.words[conjunction].head
    if is_parallel(unit, at, verb):
        return False
    return unit.words[verb].dep == "conj" and content[0] <= unit.words[verb].head < conjunction


def _is_no_content(unit: Unit, cue: Cue, content: list[int]) -> bool:
    """Return whether the tree took for the content an aside, or who speaks ("[the mayor, Ada Hale], told the paper")."""
    if has_addressee(cue.entry) and content and content[-1] < cue.first and not _has_verb(unit, content):
        return True
    return _is_aside_only(unit, cue, content)


def _is_aside_only(unit: Unit, cue: Cue, content: list[int]) -> bool:
    """Return whether the tree took an aside between commas for the content (« a reconnu, [pressé de questions], que »)."""
    after = skip_aside(unit, cue.last + 1)
    return after > cue.last + 1 and bool(content) and cue.last < content[0] and content[-1] < after


def _find_by_order(cue: Cue, takes: set[str], others: frozenset[int]) -> tuple[list[int], str]:
    """Return (content, route) by the order of the words alone, for when the tree shows no complement."""
    unit, last = cue.unit, cue.last
    ways: tuple[tuple[bool, str, Callable[[], list[int]]], ...] = (
        (bool(takes & {"clause", "question"}), "clause", lambda: find_question_after(unit, last)),
        (bool(takes & {"clause", "quote"}), "clause", lambda: find_colon_after(unit, last)),
        (cue.bare_clause, "clause", lambda: find_bare_clause(unit, last, others - {cue.at})),
        (bool(takes & {"clause", "quote"}), "clause", lambda: find_behind_colon(unit, last)),
        (
            "infinitive" in takes and cue.entry.get("reach") != "next",
            "infinitive",
            lambda: find_infinitive_after(unit, last),
        ),
        (
            "clause" in takes and cue.entry.key != "know",
            "infinitive",
            lambda: find_infinitive_after(unit, last, direct=True),
        ),
        ("noun" in takes, "noun", lambda: find_object(unit, last, cue.entry)),
    )
    for allowed, route, find in ways:
        found = find() if allowed else []
        if found:
            return found, route
    return [], ""


def _is_purpose(unit: Unit, at: int, entry: Entry) -> bool:
    """Return whether the cue is an infinitive of purpose or a noun's complement ("to say that …"): nobody says it."""
    word = unit.words[at]
    if "VerbForm=Inf" not in word.morph or is_plain_form(unit, at):
        return False
    if entry.get("scope") == "attitude" and word.dep.split(":")[0] in {"xcomp", "ccomp", "conj"}:
        return True
    if unit.words[word.head].pos == "ADJ" or _is_way_to_say(unit, at):
        return False
    return word.dep.split(":")[0] in {"advcl", "acl", "csubj", "root", "obl", "nmod"}


_WAYS = frozenset("take go write phone ring call email rise stand rush hurry hasten continue proceed use".split())


def _is_way_to_say(unit: Unit, at: int) -> bool:
    """Return whether the governing verb is only how it was said ("took to the radio [to say]", "was at pains [to stress]")."""
    head = unit.words[unit.words[at].head]
    return head.i < at and (head.low == "pains" or (head.lemma in _WAYS and head.pos == "VERB"))


def _is_unreal(unit: Unit, at: int, route: str) -> bool:
    """Return whether the cue itself is only foreseen or supposed ("would defend the islands"): nobody said it."""
    if route not in {"noun", "infinitive"}:
        return False
    morph = unit.words[at].morph
    if any(unit.words[c].dep.startswith("aux") for c in unit.children(at)):
        return any(unit.words[c].low in {"would", "could", "might", "may", "will"} for c in unit.children(at))
    return "Mood=Cnd" in morph or "Tense=Fut" in morph


def _has_that(cue: Cue) -> bool:
    """Return whether a "that" stands right behind an aside behind the cue ("repeated, [without looking up], that …")."""
    after = skip_aside(cue.unit, cue.last + 1)
    words = cue.unit.words[after : after + 1] if after > cue.last + 1 else []
    return any(w.low in {"that", "que", "qu'"} for w in words)


def _is_bare_participle(unit: Unit, at: int) -> bool:
    """Return whether the cue is a participle that only qualifies somebody ("asked whether", « pressé de dire »)."""
    word = unit.words[at]
    if at == 0 and "Tense=Past" in word.morph and word.low.endswith("ed") and unit.find_child(at, "nsubj") is None:
        return True
    if "VerbForm=Part" not in word.morph or "Tense=Past" not in word.morph or word.dep.split(":")[0] == "conj":
        return False
    if any(unit.words[c].dep.startswith("aux") or unit.words[c].dep == "obl:agent" for c in unit.children(at)):
        return False
    return at == 0 or (word.dep.split(":")[0] in {"acl", "amod", "advcl"} and not is_only_verb(unit, at))


_IF = frozenset({"if", "unless", "si", "s'"})


def _is_supposed(unit: Unit, at: int) -> bool:
    """Return whether the cue stands in an if-clause: nobody has said it ("if the president decided to …")."""
    if unit.words[at].dep.split(":")[0] != "advcl":
        return False
    return any(unit.words[c].low in _IF and unit.words[c].dep == "mark" for c in unit.children(at))
