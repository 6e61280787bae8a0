"""Whether an act happened: status from tense, mood, auxiliaries and governing words; polarity from negation."""

from __future__ import annotations

from vigie.read.events import clauses
from vigie.read.events.triggers import Trigger
from vigie.read.events.wordclasses import WordClasses
from vigie.read.layers import Unit

Judgment = tuple[str, str]
"""(status, polarity)"""
_MAX_CLIMB = 6


def find_factuality(trigger: Trigger, verb: int | None, *, light: bool, classes: WordClasses) -> Judgment:
    """Return status and polarity of the act, read upwards from the trigger to the root of its unit."""
    unit = trigger.unit
    if trigger.frame == "noun":
        return _judge_noun(trigger, verb, light, classes)
    return _judge_verb(unit, trigger.at, classes, durative=trigger.entry.get("durative") == "yes")


def _judge_noun(trigger: Trigger, verb: int | None, light: bool, classes: WordClasses) -> Judgment:
    unit, noun = trigger.unit, trigger.at
    polarity = "negative" if _is_denied_noun(unit, noun, classes) else "positive"
    own = _status_of_noun(unit, noun, classes)
    if own is not None:
        return own, polarity
    durative = trigger.entry.get("durative") == "yes"
    if verb is None:
        return "past", polarity
    word = unit.words[verb]
    for key, status in (("plan", "planned"), ("hypothesis", "hypothetical")):
        if classes.is_in(word, key) and _is_object(unit, noun, verb):
            return status, polarity
    if classes.is_in(word, "deny") and _is_object(unit, noun, verb):
        return ("hypothetical", "positive") if _is_negated(unit, verb, classes) else ("past", "negative")
    if classes.is_in(word, "prevent") and _is_object(unit, noun, verb):
        return _judge_verb(unit, verb, classes)[0], "negative"
    if light:
        status, negation = _judge_verb(unit, verb, classes, durative=durative)
        return status, "negative" if negation == "negative" else polarity
    return ("ongoing" if classes.is_in(word, "continue") else "past"), polarity


def _is_object(unit: Unit, noun: int, verb: int) -> bool:
    at = noun
    while unit.words[at].head not in {verb, at}:
        at = unit.words[at].head
    dep = unit.words[at].dep
    return (
        clauses.relation(unit, at) in {"obj", "xcomp"}
        or dep == "nsubj:pass"
        or (
            clauses.relation(unit, at) == "obl"
            and bool(clauses.cases(unit, at) & {"for", "to", "à", "de", "from", "of"})
        )
    )


_MODIFIERS = (("planned_adj", "planned"), ("possible_adj", "hypothetical"), ("ongoing_adj", "ongoing"))
_IN_CASE = frozenset({"in case of", "en cas de", "cas de", "if", "unless"})


def _status_of_noun(unit: Unit, noun: int, classes: WordClasses) -> str | None:
    """Return the status that modifiers or governing nouns of an event noun show."""
    own = _status_of_modifiers(unit, noun, classes)
    at = noun
    for _ in range(_MAX_CLIMB):
        word = unit.words[at]
        if own is not None or word.head == at:
            break
        if clauses.cases(unit, at) & _IN_CASE or (
            clauses.cases(unit, at) & {"against", "contre"} and classes.is_in(unit.words[word.head], "guard")
        ):
            return "hypothetical"
        at = word.head
        own = _status_of_governor(unit, at, classes)
        if unit.words[at].pos not in {"NOUN", "PROPN"}:
            break
    return own


def _status_of_modifiers(unit: Unit, noun: int, classes: WordClasses) -> str | None:
    places = {"amod", "acl", "nmod", "advmod", "compound", "det"}
    near = [unit.words[c] for c in unit.children(noun) if clauses.relation(unit, c) in places]
    return next((status for key, status in _MODIFIERS if any(classes.is_in(w, key) for w in near)), None)


def _status_of_governor(unit: Unit, at: int, classes: WordClasses) -> str | None:
    word = unit.words[at]
    if word.pos not in {"NOUN", "PROPN"}:
        return None
    if classes.is_in(word, "risk_noun"):
        return "hypothetical"
    if classes.is_in(word, "plan_noun"):
        return "planned"
    return _status_of_modifiers(unit, at, classes)


def _is_denied_noun(unit: Unit, noun: int, classes: WordClasses) -> bool:
    return any(
        clauses.relation(unit, c) in {"det", "case", "advmod"} and classes.is_in(unit.words[c], "negator")
        for c in unit.children(noun)
    )


def _judge_verb(unit: Unit, verb: int, classes: WordClasses, *, durative: bool = False) -> Judgment:
    """Return status and polarity of a verb from its own forms, then from what governs it."""
    negative = _is_negated(unit, verb, classes)
    status = _own_status(unit, verb, classes, durative=durative)
    at = verb
    for _ in range(_MAX_CLIMB):
        found = _climb(unit, at, status, classes)
        if found is None:
            break
        at, status, flips = found
        negative = negative != flips
    if status is None:
        status = "past"
    return status, "negative" if negative else "positive"


def _is_negated(unit: Unit, verb: int, classes: WordClasses) -> bool:
    words = [
        unit.words[c]
        for c in unit.children(verb)
        if clauses.relation(unit, c) in {"advmod", "mark", "aux", "det", "case"}
    ]
    for c in unit.children(verb):
        if clauses.relation(unit, c) in {"nsubj", "obj"}:
            words += [unit.words[k] for k in unit.children(c) if unit.words[k].dep == "det"] + [unit.words[c]]
    return any(classes.is_in(w, "negator") for w in words)


def _own_status(unit: Unit, verb: int, classes: WordClasses, *, durative: bool) -> str | None:
    """Return the status that the verb's auxiliaries and form show; None for a form that shows none (infinitive)."""
    auxiliaries = [unit.words[c] for c in unit.children(verb) if clauses.relation(unit, c) in {"aux", "cop"}]
    word = unit.words[verb]
    if _is_conditional(unit, verb):
        return "hypothetical"
    for key, status in (("modal_plan", "planned"), ("modal_maybe", "hypothetical")):
        if any(classes.is_in(a, key) for a in auxiliaries):
            perfect = any(a.low == "have" for a in auxiliaries)
            if key == "modal_maybe" and any(a.low in {"would", "should"} for a in auxiliaries) and not perfect:
                return "planned" if _is_reported(unit, verb) else status
            return status
    forms = [word.morph, *(a.morph for a in auxiliaries)]
    if any("Tense=Fut" in m for m in forms):
        return "planned"
    if any("Mood=Cnd" in m for m in forms):
        if _is_alleged(unit, verb):
            return "past"
        return "planned" if _is_reported(unit, verb) else "hypothetical"
    return _present_or_past(unit, verb, [a.low for a in auxiliaries], durative)


def _present_or_past(unit: Unit, verb: int, auxiliaries: list[str], durative: bool) -> str | None:
    word = unit.words[verb]
    progressive = word.low.endswith("ing") and bool({"is", "are", "am", "'s", "'re"} & set(auxiliaries))
    if progressive:
        return "ongoing"
    if "VerbForm=Inf" in word.morph and not auxiliaries:
        return None
    if "VerbForm=Ger" in word.morph or ("VerbForm=Part" in word.morph and "Tense=Pres" in word.morph):
        return None if not auxiliaries else "past"
    if durative and "VerbForm=Fin" in word.morph and "Tense=Pres" in word.morph:
        return "ongoing"
    return "past"


def _is_alleged(unit: Unit, verb: int) -> bool:
    """Return whether a French conditional perfect only passes a report on ("auraient attaqué"): the act is told as done."""
    if "VerbForm=Part" not in unit.words[verb].morph:
        return False
    return any(
        "Mood=Cnd" in unit.words[c].morph and unit.words[c].dep != "aux:pass" and clauses.relation(unit, c) == "aux"
        for c in unit.children(verb)
    )


def _is_conditional(unit: Unit, verb: int) -> bool:
    """Return whether "if" or "si" opens the clause of the verb."""
    marks = {unit.words[c].low for c in unit.children(verb) if unit.words[c].dep == "mark"}
    if marks & {"if", "unless", "si", "whether"}:
        return True
    for word in reversed(unit.words[:verb]):
        after = unit.words[word.i + 1]
        if word.low in {"if", "si"} or (word.low in {"s'", "s’"} and after.low in {"il", "ils"}):
            return after.pos in {"DET", "PRON", "PROPN", "NOUN"}
        if "VerbForm=Fin" in word.morph and word.head != verb:
            return False
    return False


def _is_reported(unit: Unit, verb: int) -> bool:
    """Return whether the clause is the content of a governing past verb ("said it would ...")."""
    word = unit.words[verb]
    if clauses.relation(unit, verb) not in {"ccomp", "xcomp", "parataxis"} or word.head == verb:
        return False
    above = unit.words[word.head]
    auxiliaries = " ".join(unit.words[c].morph for c in unit.children(word.head))
    return "Tense=Past" in above.morph or "Tense=Imp" in above.morph or "Tense=Past" in auxiliaries


_GOVERNORS = (
    ("modal_plan", "planned"),
    ("plan", "planned"),
    ("plan_noun", "planned"),
    ("hypothesis", "hypothetical"),
    ("risk_noun", "hypothetical"),
    ("continue", "ongoing"),
)
"""What a governing word says of an infinitive under it, the first that fits."""


def _climb(unit: Unit, at: int, status: str | None, classes: WordClasses) -> tuple[int, str | None, bool] | None:
    """Return (governing predicate, status, negation flips) one step up, or None at the top."""
    word, dep = unit.words[at], clauses.relation(unit, at)
    if word.head == at or dep not in {"xcomp", "advcl", "acl", "ccomp", "conj", "obl", "obj"}:
        return None
    head = word.head
    above = unit.words[head]
    if status == "planned" and dep in {"acl", "ccomp"} and classes.is_in(above, "risk_noun"):
        return head, "hypothetical", False
    if _is_closed(unit, at, status, classes):
        return None
    flips = dep not in {"advcl", "conj"} and classes.is_in(above, "prevent", "deny")
    if status is not None:
        return (head, status, True) if flips else None
    found = next((name for key, name in _GOVERNORS if classes.is_in(above, key)), None) if dep != "obj" else None
    if found is None and above.pos not in {"VERB", "AUX"}:
        return (head, status, True) if flips else None
    if not flips and dep != "advcl" and _is_negated(unit, head, classes):
        flips = True
    return head, found or _own_status(unit, head, classes, durative=False), flips


def _is_closed(unit: Unit, at: int, status: str | None, classes: WordClasses) -> bool:
    """Return whether the clause's own tense stands whatever governs it."""
    word, dep = unit.words[at], clauses.relation(unit, at)
    if word.dep == "acl:relcl" or (status is not None and dep in {"advcl", "conj"}):
        return True
    return dep == "ccomp" and status is not None and not classes.is_in(unit.words[word.head], "deny")
