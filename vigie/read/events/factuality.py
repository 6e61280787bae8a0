"""Whether an act happened: status from tense, mood, auxiliaries and governing words; polarity from negation."""

from __future__ import annotations

from typing import NamedTuple

from vigie.read.events import clauses
from vigie.read.events.forms import is_present, own_status
from vigie.read.events.negation import is_absent, is_denied_noun, is_negated
from vigie.read.events.triggers import Trigger
from vigie.read.events.wordclasses import WordClasses
from vigie.read.layers import Unit

_MAX_CLIMB = 6


class Judgment(NamedTuple):
    """Status and polarity; `told` is False where no tense says when: a noun alone, a verb in the plain present."""

    status: str
    polarity: str
    told: bool = True


def find_factuality(trigger: Trigger, verb: int | None, *, light: bool, classes: WordClasses) -> Judgment:
    """Return status and polarity of the act, read upwards from the trigger to the root of its unit."""
    if trigger.frame == "noun":
        return _judge_noun(trigger, verb, light, classes)
    return _judge_verb(trigger.unit, trigger.at, classes, durative=trigger.entry.get("durative") == "yes")


def _judge_noun(trigger: Trigger, verb: int | None, light: bool, classes: WordClasses) -> Judgment:
    unit, noun = trigger.unit, trigger.at
    polarity = "negative" if is_denied_noun(unit, noun, classes) else "positive"
    if verb is not None and classes.is_in(unit.words[verb], "deny") and _is_object(unit, noun, verb):
        if is_negated(unit, verb, classes):
            return Judgment("hypothetical", "positive")
        return Judgment("past", "negative" if _is_denied_itself(unit, noun, verb) else polarity)
    own = _status_of_noun(unit, noun, classes) or _status_of_predicate(unit, noun, classes)
    if own is not None:
        return Judgment(own, polarity)
    if verb is None:
        return Judgment("past", polarity, told=False)
    governed = _judge_governed(unit, noun, verb, classes)
    if governed is not None:
        return Judgment(governed, polarity)
    if classes.is_in(unit.words[verb], "prevent") and _is_object(unit, noun, verb):
        return Judgment(_judge_verb(unit, verb, classes).status, "negative")
    if light:
        return _judge_light(trigger, verb, polarity, classes)
    return Judgment("ongoing" if classes.is_in(unit.words[verb], "continue") else "past", polarity)


def _judge_governed(unit: Unit, noun: int, verb: int, classes: WordClasses) -> str | None:
    """Return the status that a verb of planning, fearing or asking gives what it is about."""
    word = unit.words[verb]
    for key, status in (("plan", "planned"), ("hypothesis", "hypothetical")):
        if classes.is_in(word, key) and _is_object(unit, noun, verb):
            return status
    if classes.is_in(word, "plead") and clauses.has_case(unit, _top(unit, noun, verb), {"for", "pour", "à"}):
        return "hypothetical"
    return None


def _judge_light(trigger: Trigger, verb: int, polarity: str, classes: WordClasses) -> Judgment:
    unit = trigger.unit
    found = _judge_verb(unit, verb, classes, durative=trigger.entry.get("durative") == "yes")
    negative = found.polarity == "negative"
    if is_negated(unit, verb, classes) and not is_absent(unit, trigger.at, verb, classes):
        negative = not negative
    return found._replace(polarity="negative" if negative else polarity)


def _is_denied_itself(unit: Unit, noun: int, verb: int) -> bool:
    """Return whether the act, not somebody's part in it, is denied ("toute implication dans l'attaque" leaves the attack)."""
    top = _top(unit, noun, verb)
    return top == noun or clauses.relation(unit, noun) == "conj"


def _top(unit: Unit, noun: int, verb: int) -> int:
    """Return the word right under the verb on the way up from the noun."""
    at = noun
    while unit.words[at].head not in {verb, at}:
        at = unit.words[at].head
    return at


def _is_object(unit: Unit, noun: int, verb: int) -> bool:
    at = _top(unit, noun, verb)
    dep = clauses.relation(unit, at)
    if dep in {"obj", "xcomp"} or unit.words[at].dep == "nsubj:pass":
        return True
    if dep == "nsubj" and unit.words[at].head == verb and clauses.is_passive(unit, verb):
        return True
    return dep == "obl" and bool(clauses.cases(unit, at) & {"for", "to", "à", "de", "from", "of"})


_MODIFIERS = (("planned_adj", "planned"), ("possible_adj", "hypothetical"), ("ongoing_adj", "ongoing"))
_ON_NOUN = frozenset({"amod", "acl", "nmod", "advmod", "compound", "det"})
_IN_CASE = frozenset({"in case of", "en cas de", "cas de", "if", "unless"})


def _status_of_noun(unit: Unit, noun: int, classes: WordClasses) -> str | None:
    """Return the status that modifiers or governing nouns of an event noun show."""
    own = _status_of_modifiers(unit, noun, classes)
    own = own or ("hypothetical" if _is_any(unit, noun, classes) else None)
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


def _is_any(unit: Unit, noun: int, classes: WordClasses) -> bool:
    """Return whether the noun means any act of its kind ("toute attaque"), not the whole of one ("toute l'attaque")."""
    articles = [unit.words[c] for c in unit.children(noun) if clauses.relation(unit, c) in {"det", "amod"}]
    return any(classes.is_in(w, "any") for w in articles) and not any(classes.is_in(w, "definite") for w in articles)


def _status_of_predicate(unit: Unit, noun: int, classes: WordClasses) -> str | None:
    """Return the status that an adjective said of the act shows ("une attaque est peu probable", "talks are due on Friday")."""
    head = unit.words[noun].head
    if clauses.relation(unit, noun) != "nsubj" or unit.find_child(head, "cop") is None:
        return None
    near = [c for c in unit.children(head) if clauses.relation(unit, c) in {"case", "advmod"}]
    words = [unit.words[i] for i in (head, *near)]
    keys = (("planned_adj", "planned"), ("plan", "planned"), ("possible_adj", "hypothetical"))
    return next((status for key, status in keys if any(classes.is_in(w, key) for w in words)), None)


def _status_of_modifiers(unit: Unit, noun: int, classes: WordClasses) -> str | None:
    near = [unit.words[c] for c in unit.children(noun) if clauses.relation(unit, c) in _ON_NOUN]
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


def _judge_verb(unit: Unit, verb: int, classes: WordClasses, *, durative: bool = False) -> Judgment:
    """Return status and polarity of a verb from its own forms, then from what governs it."""
    negative = is_negated(unit, verb, classes)
    status = own_status(unit, verb, classes, durative=durative)
    at = verb
    for _ in range(_MAX_CLIMB):
        found = _climb(unit, at, status, classes)
        if found is None:
            break
        at, status, flips = found
        negative = negative != flips
    if negative and status == "ongoing":
        status = "past"
    told = status != "past" or not is_present(unit, verb)
    return Judgment(status or "past", "negative" if negative else "positive", told)


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
    if not flips and dep != "advcl" and is_negated(unit, head, classes):
        flips = True
    return head, found or own_status(unit, head, classes, durative=False), flips


def _is_closed(unit: Unit, at: int, status: str | None, classes: WordClasses) -> bool:
    """Return whether the clause's own tense stands whatever governs it."""
    word, dep = unit.words[at], clauses.relation(unit, at)
    if word.dep == "acl:relcl" or (status is not None and dep in {"advcl", "conj"}):
        return True
    return dep == "ccomp" and status is not None and not classes.is_in(unit.words[word.head], "deny")
