"""The source of a cue: the full noun phrase or pronoun of the attribution clause, read off the tree."""

from __future__ import annotations

import re

from vigie.lang.lexicon import Entry
from vigie.read.layers import Unit, Word
from vigie.read.statements.days import DAYS, skip_day

_CLOCK = re.compile(r"\d{1,2}[:h.]\d{2}$")
_AGENT_CASES = frozenset({"by", "par"})
_RELATIVES = frozenset({"who", "which", "that", "qui", "lequel", "laquelle", "lesquels", "lesquelles"})
_INHERITS = ("conj", "xcomp", "advcl", "parataxis")
_ROLES_WITHOUT_ARTICLE = frozenset({"président", "ministre", "général", "monsieur", "madame"})
_CLITICS = frozenset({"y", "en", "se", "s'", "lui", "leur", "me", "m'", "nous", "vous", "le", "la", "les", "l'"})
"""Pronouns that stand between a French subject and its verb."""
HAVE = frozenset({"a", "ont", "avait", "avaient", "aurait", "auraient", "aura", "eut", "has", "have", "had"})
_NAMES = frozenset({"PROPN", "PRON"})
ORDINALS = frozenset("both first second former latter premier première seconde".split())
"""Which of two ("the first") is a subject, whatever a tagger calls it."""
MAX_TITLE = 4
"""A title before the name in an apposition has fewer words than this."""
_RUN = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "ADP", "PRON", "X"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X", "ADJ", "DET", "SYM"})


def find_source(unit: Unit, verb: int, entry: Entry | None, *, inverted: bool) -> list[int]:
    """Return the word indices of the source of the cue at `verb`; empty when the clause names none."""
    head = find_source_head(unit, verb, entry, inverted=inverted, depth=0)
    if head is None:
        return []
    return _without_circumstance(unit, noun_phrase(unit, head, verb))


def find_any_source(unit: Unit, verb: int, first: int, entry: Entry | None, *, inverted: bool) -> list[int]:
    """Return the source of a cue by the tree, put right or replaced by the order of the words where the tree is off.

    A noun phrase that opens its clause and touches the verb is the subject, whatever the tree made of unknown names.
    """
    inverted = inverted and not has_addressee(entry)
    if not inverted and _is_carried_on(unit, verb, first):
        return []
    source = find_source(unit, verb, entry, inverted=inverted)
    if len(source) == 1 and unit.words[source[0]].low in _RELATIVES:
        at = source[0] - 1
        source = sorted(find_run(unit, at - 1 if at > 0 and unit.words[at].low == "," else at, -1))
        while source and unit.words[source[0]].pos in {"ADP", "CCONJ", "PUNCT"}:
            source = source[1:]
    if inverted or not is_finite(unit, first) or is_passive(unit, verb):
        return source
    near = find_source_before(unit, first)
    if any(
        unit.words[i].tag == "VERB" and unit.words[i].pos == "NOUN" and unit.words[i].low.endswith("s") for i in source
    ):
        source = []
    if near and not set(near) & set(source) and (not source or max(source) < min(near) or min(source) > verb):
        return near
    if not source and is_finite(unit, verb) and unit.words[verb].dep.startswith("conj"):
        return find_source_before(unit, unit.words[verb].head)
    return source


def find_subject_of_participle(unit: Unit, verb: int) -> list[int]:
    """Return who does what a participle behind a comma says ("[Ada Hale] closed the gate, after noon, adding"): the opening phrase."""
    main = next((w.i for w in unit.words[:verb] if "VerbForm=Fin" in w.morph and w.pos == "VERB"), None)
    source = find_source(unit, main, None, inverted=False) if main is not None else []
    if source and source[0] < verb:
        return source
    end = next((w.i for w in unit.words[:verb] if w.low == "," or w.pos == "VERB"), 0)
    run = list(range(end))
    named = run and unit.words[0].pos in {"PROPN", "DET", "PRON"} and all(unit.words[i].pos in _RUN for i in run)
    return run if named else []


def has_addressee(entry: Entry | None) -> bool:
    """Return whether what follows the verb is whom it is said to ("told the paper"), never who says it."""
    return entry is not None and entry.get("addressee") == "yes"


def _is_carried_on(unit: Unit, verb: int, first: int) -> bool:
    """Return whether the cue shares the subject of the cue before it: behind "and" as a participle, or behind ", and"."""
    if first < 2 or unit.words[first - 1].pos != "CCONJ":
        return False
    return unit.words[first - 2].low == "," or "Tense=Pres|VerbForm=Part" in unit.words[verb].morph


def is_finite(unit: Unit, verb: int) -> bool:
    """Return whether the verb is one that has a subject of its own: no participle, no infinitive."""
    morph = unit.words[verb].morph
    if "VerbForm=Ger" in morph or "VerbForm=Inf" in morph or "Tense=Pres|VerbForm=Part" in morph:
        return False
    return not (verb > 0 and unit.words[verb - 1].low == "to")


def _without_circumstance(unit: Unit, run: list[int]) -> list[int]:
    """Return the phrase without a time or place that parsers take for its beginning (« [à midi] le maire »)."""
    if run and unit.words[run[0]].pos == "NOUN" and unit.words[run[0]].low not in _ROLES_WITHOUT_ARTICLE:
        cut = next((k for k, i in enumerate(run) if k and unit.words[i].low in {"le", "la", "l'", "un", "une"}), 0)
        return run[cut:] if cut and unit.words[run[cut - 1]].pos == "NOUN" else run
    if not run or unit.words[run[0]].pos != "ADP":
        return run
    cut = next((k for k, i in enumerate(run) if k > 1 and unit.words[i].pos in {"DET", "PROPN"}), 0)
    return run[cut:]


def find_adjacent_source(unit: Unit, first: int, last: int, entry: Entry | None = None) -> list[int]:
    """Return the noun phrase that touches a cue beside a quotation, for when the tree gives the cue no subject."""
    before = find_run(unit, first - 1, -1)
    after = [] if has_addressee(entry) else find_run(unit, last + 1, 1)
    if after and unit.words[after[0]].pos == "ADP":
        after = []
    best = max((before, after), key=lambda run: (_has_name(unit, run), -_is_far(run, first)))
    if not any(unit.words[i].pos in {"NOUN", "PROPN", "PRON"} or unit.words[i].text[0].isupper() for i in best):
        return []
    return with_name_behind(unit, _without_outer_punctuation(unit, sorted(best)))


def with_name_behind(unit: Unit, run: list[int]) -> list[int]:
    """Return the phrase with the name in apposition behind it ("said Ohio's auditor, [Ada Hale]")."""
    name = find_name_behind(unit, run)
    return list(range(run[0], name.stop)) if name and unit.words[run[-1]].pos != "PROPN" else run


def find_name_behind(unit: Unit, run: list[int]) -> range:
    """Return the words after the phrase and a comma that are a name, with a title before it or not; empty where none are.

    "the auditor, [Ada Hale]" · « le chef d'état-major, [le général Jean Malet] »
    """
    if not run or run[-1] + 2 >= len(unit.words) or unit.words[run[-1] + 1].low != ",":
        return range(0)
    start = run[-1] + 2
    name = next((i for i in range(start, min(start + MAX_TITLE, len(unit.words))) if not _is_title(unit, i)), start)
    end = name
    while end < len(unit.words) and unit.words[end].text[0].isupper():
        end += 1
    closed = end == len(unit.words) or unit.words[end].pos == "PUNCT"
    return range(start, end) if end > name and (name == start or closed) else range(0)


def _is_title(unit: Unit, i: int) -> bool:
    word = unit.words[i]
    return word.text[0].islower() and word.pos in {"DET", "NOUN", "ADJ"}


def find_source_before(unit: Unit, first: int) -> list[int]:
    """Return the noun phrase that ends right before a cue, when it begins its clause: no preposition leads to it."""
    run = sorted(find_run(unit, first - 1, -1))
    while run and unit.words[run[0]].pos in {"PUNCT", "CCONJ"}:
        run = run[1:]
    if not run or unit.words[run[0]].pos == "ADP":
        return []
    opens = run[0] == 0 or unit.words[run[0] - 1].pos in {"PUNCT", "CCONJ", "SCONJ", "ADV"}
    if any(
        unit.words[i].low in _RELATIVES or unit.words[i].pos == "VERB" and unit.words[i].text[0].islower() for i in run
    ):
        return []
    named = any(unit.words[i].pos in {"NOUN", "PROPN", "PRON"} or unit.words[i].text[0].isupper() for i in run)
    return _without_outer_punctuation(unit, run) if opens and named else []


def _has_name(unit: Unit, run: list[int]) -> bool:
    return any(unit.words[i].pos in _NAMES or unit.words[i].text[0].isupper() for i in run)


def _is_far(run: list[int], verb: int) -> int:
    return min((abs(i - verb) for i in run), default=99)


def find_run(unit: Unit, start: int, step: int) -> list[int]:
    """Return the nominal words next to the cue in one direction, auxiliaries and adverbs skipped."""
    i = skip_day(unit, start) if step > 0 else start
    run: list[int] = []
    while 0 <= i < len(unit.words):
        word, pos = unit.words[i], unit.words[i].pos
        if not run and step < 0 and i > 0 and word.low == ",":
            return _run_with_apposition(unit, i - 1)
        if not run and _is_skipped(word, step):
            i += step
            continue
        if run and (word.low in {"'s", "’s"} or _is_hyphen(unit, i)):
            run.append(i)
            i += step
            continue
        if pos not in _RUN and not (step < 0 and _is_name_mistaken(word)):
            break
        run.append(i)
        i += step
    return run


def _is_hyphen(unit: Unit, i: int) -> bool:
    """Return whether a hyphen ties two words to one name ("Noh Jae-kyung")."""
    if unit.words[i].low != "-" or not 0 < i < len(unit.words) - 1:
        return False
    return unit.words[i - 1].end == unit.words[i].start and unit.words[i].end == unit.words[i + 1].start


def _is_name_mistaken(word: Word) -> bool:
    """Return whether a capital shows a name that was tagged as something else ("Kyiv denies this")."""
    named = word.text[0].isupper() and (word.pos in {"ADV", "X", "VERB"} or word.tag == "PROPN")
    return named or word.low in ORDINALS


def _is_skipped(word: Word, step: int) -> bool:
    """Return whether the word stands between a verb and its subject: auxiliaries, adverbs, French clitics."""
    if word.pos == "AUX":
        return True
    if word.text[0].isupper() or word.low in ORDINALS:
        return False
    return word.pos in {"ADV", "PART"} or (step < 0 and word.pos == "PRON" and word.low in _CLITICS)


def _run_with_apposition(unit: Unit, last: int) -> list[int]:
    """Return the noun phrase that ends before a comma, with the one it is in apposition to ("her adviser, Ada Hale, said")."""
    run = find_run(unit, last, -1)
    first = min(run, default=0)
    if not run or first < 2 or unit.words[first - 1].low != ",":
        return run
    whole = find_run(unit, first - 2, -1)
    named = any(unit.words[i].pos in {"NOUN", "PROPN"} for i in whole)
    return [*whole, first - 1, *run] if named else run


def find_source_head(unit: Unit, verb: int, entry: Entry | None, *, inverted: bool, depth: int = 0) -> int | None:
    """Return the index of the head of the source, following relatives, conjuncts and participles."""
    if depth > 4:
        return None
    passive = is_passive(unit, verb)
    if passive and not (entry and entry.get("passive_source")):
        return _find_agent(unit, verb)
    subject = unit.find_child(verb, "nsubj")
    subject = unit.find_child(verb, "nsubj:pass") if subject is None and not passive else subject
    if subject is not None and not (passive and unit.words[subject].dep == "nsubj"):
        meant = _antecedent(unit, verb, subject)
        return subject if meant is None else meant
    if inverted:
        found = _find_after(unit, verb)
        if found is not None:
            return found
    return _inherit(unit, verb, depth)


def is_passive(unit: Unit, verb: int) -> bool:
    """Return whether the cue is in the passive voice, so that its subject says nothing; « a assuré » is not."""
    children = [unit.words[c] for c in unit.children(verb)]
    if any(w.low in {"se", "s'"} for w in children):
        return False
    if any(w.dep == "aux:pass" for w in children):
        return True
    acts = any(w.low in HAVE and w.dep.startswith("aux") for w in children)
    return not acts and any(w.dep == "nsubj:pass" for w in children)


def _find_agent(unit: Unit, verb: int) -> int | None:
    for c in unit.children(verb):
        word = unit.words[c]
        if word.dep == "obl:agent":
            return c
        if word.dep.startswith("obl") and any(unit.words[k].low in _AGENT_CASES for k in unit.children(c)):
            return c
    return None


def _antecedent(unit: Unit, verb: int, subject: int) -> int | None:
    """Return the noun a relative pronoun stands for, or the subject itself."""
    word = unit.words[subject]
    if word.low not in _RELATIVES:
        return subject
    at = verb
    for _ in range(4):
        if unit.words[at].dep.startswith("acl"):
            return unit.words[at].head
        if unit.words[at].head == at:
            return None
        at = unit.words[at].head
    return None


def _find_after(unit: Unit, verb: int) -> int | None:
    """Return the noun phrase right after an inverted verb, which parsers often call its object."""
    for c in unit.children(verb):
        word = unit.words[c]
        if word.low in DAYS:
            continue
        if c > verb and word.dep.split(":")[0] in {"obj", "obl", "nsubj", "dep", "appos", "xcomp", "ccomp"}:
            if word.pos in _NOMINAL and not any(unit.words[k].dep == "case" for k in unit.children(c)):
                return c
    after = verb + 1
    if after < len(unit.words) and unit.words[after].pos in {"PROPN", "PRON"}:
        return after
    return None


def _inherit(unit: Unit, verb: int, depth: int) -> int | None:
    """Return the source of the governing word: a conjoined or participial cue shares its subject."""
    word = unit.words[verb]
    if word.head == verb:
        return None
    dep = word.dep.split(":")[0]
    if dep == "acl" and is_loose_participle(unit, verb):
        main = _main_verb(unit, verb)
        return find_source_head(unit, main, None, inverted=False, depth=depth + 1) if main is not None else None
    if dep == "acl":
        return word.head if unit.words[word.head].pos in _NOMINAL else None
    if dep in _INHERITS and unit.words[word.head].pos in {"VERB", "AUX", "ADJ", "NOUN"}:
        return find_source_head(unit, _out_of_content(unit, verb), None, inverted=False, depth=depth + 1)
    return None


def _out_of_content(unit: Unit, verb: int) -> int:
    """Return the verb that a participle behind a comma goes with: not one of what is said ("said it had shut, [adding]")."""
    head = unit.words[verb].head
    while is_loose_participle(unit, verb) and unit.words[head].dep == "ccomp" and unit.words[head].head < head:
        head = unit.words[head].head
    return head


def is_loose_participle(unit: Unit, verb: int) -> bool:
    """Return whether a present participle stands behind a comma, so that it goes with the subject of the clause."""
    morph = unit.words[verb].morph
    if "VerbForm=Ger" not in morph and "Tense=Pres|VerbForm=Part" not in morph:
        return False
    return any(unit.words[i].low == "," for i in range(max(0, verb - 2), verb))


def _main_verb(unit: Unit, verb: int) -> int | None:
    at = verb
    for _ in range(8):
        at = unit.words[at].head
        if unit.words[at].pos in {"VERB", "AUX"} and unit.words[at].dep.split(":")[0] in {
            "root",
            "conj",
            "ccomp",
            "parataxis",
        }:
            return at
        if unit.words[at].head == at:
            return None
    return None


def noun_phrase(unit: Unit, head: int, verb: int) -> list[int]:
    """Return the words of the noun phrase, leaving out the clause that holds the cue and leading prepositions."""
    indices = unit.subtree(head, without=("parataxis", "ccomp"))
    if verb in indices:
        inner = set(unit.subtree(_child_towards(unit, head, verb)))
        indices = [i for i in indices if i not in inner]
    indices = [i for i in indices if not _is_leading_case(unit, i, head)]
    run = [head]
    for i in reversed([i for i in indices if i < head]):
        if run[0] - i > 2:
            break
        run.insert(0, i)
    for i in [i for i in indices if i > head]:
        if i - run[-1] > 2:
            break
        run.append(i)
    run = _without_outer_punctuation(unit, run)
    return _to_verb(unit, run, verb) if run else run


def _to_verb(unit: Unit, run: list[int], verb: int) -> list[int]:
    """Return the phrase with an apposition between commas that stands between it and the cue."""
    gap = list(range(run[-1] + 1, verb))
    while gap and unit.words[gap[-1]].pos in {"AUX", "ADV", "PART", "PRON"}:
        gap = gap[:-1]
    if len(gap) < 3 or len(gap) > 20 or unit.words[gap[0]].low != "," or unit.words[gap[-1]].low != ",":
        return run
    if any(unit.words[i].pos in {"VERB", "AUX"} for i in gap) or not any(
        unit.words[i].pos in {"PROPN", "NOUN"} for i in gap
    ):
        return run
    return [*run, *gap[:-1]]


def _child_towards(unit: Unit, head: int, below: int) -> int:
    at = below
    while unit.words[at].head not in (head, at):
        at = unit.words[at].head
    return at


def _is_leading_case(unit: Unit, i: int, head: int) -> bool:
    word = unit.words[i]
    return word.dep in {"case", "mark", "cc"} and word.head == head


def _is_outside(word: Word) -> bool:
    """Return whether a word before a noun phrase is no part of it: a mark, an "and", an adverb that is no mistaken name."""
    return word.pos in {"PUNCT", "CCONJ"} or (word.pos == "ADV" and word.tag != "PROPN")


def _without_outer_punctuation(unit: Unit, run: list[int]) -> list[int]:
    while run and (_is_outside(unit.words[run[0]]) or _CLOCK.match(unit.words[run[0]].low)):
        run = run[1:]
    while run and unit.words[run[-1]].pos == "PUNCT":
        run = run[:-1]
    return run
