"""What a verb's own form says of an act: its status from tense, mood, auxiliaries, "si", and words such as "depuis"."""

from __future__ import annotations

from vigie.read.events import clauses
from vigie.read.events.wordclasses import WordClasses
from vigie.read.layers import Unit, Word

_BESIDE = frozenset({"obj", "obl", "xcomp"})
"""Where a name may stand that the parser hangs the time on ("bombardent Karvel depuis trois jours")."""
_OPENERS = frozenset({"if", "unless", "si", "whether"})


def own_status(unit: Unit, verb: int, classes: WordClasses, *, durative: bool) -> str | None:
    """Return the status that the verb's auxiliaries and form show; None for a form that shows none (infinitive)."""
    auxiliaries = _auxiliaries(unit, verb)
    if is_conditional(unit, verb) or _is_wished(unit, verb, classes):
        return "hypothetical"
    modal = _status_of_modals(unit, verb, auxiliaries, classes)
    if modal is not None:
        return modal
    forms = [unit.words[verb].morph, *(a.morph for a in auxiliaries)]
    if any("Tense=Fut" in m for m in forms):
        return "planned"
    if any("Mood=Cnd" in m for m in forms):
        if _is_alleged(unit, verb):
            return "past"
        return "planned" if is_reported(unit, verb) else "hypothetical"
    return _present_or_past(unit, verb, auxiliaries, durative, classes)


def _auxiliaries(unit: Unit, verb: int) -> list[Word]:
    return [unit.words[c] for c in unit.children(verb) if clauses.relation(unit, c) in {"aux", "cop"}]


def _status_of_modals(unit: Unit, verb: int, auxiliaries: list[Word], classes: WordClasses) -> str | None:
    if any(classes.is_in(a, "modal_plan") for a in auxiliaries):
        return "planned"
    if not any(classes.is_in(a, "modal_maybe") for a in auxiliaries):
        return None
    perfect = any(a.low == "have" for a in auxiliaries)
    announced = any(a.low in {"would", "should"} for a in auxiliaries) and not perfect
    return "planned" if announced and is_reported(unit, verb) else "hypothetical"


def _present_or_past(
    unit: Unit, verb: int, auxiliaries: list[Word], durative: bool, classes: WordClasses
) -> str | None:
    word, lows = unit.words[verb], {a.low for a in auxiliaries}
    if word.low.endswith("ing") and _is_progressive(lows):
        return "ongoing"
    if "VerbForm=Inf" in word.morph and not auxiliaries:
        return None
    if "VerbForm=Ger" in word.morph or ("VerbForm=Part" in word.morph and "Tense=Pres" in word.morph):
        return None if not auxiliaries else "past"
    if is_present(unit, verb):
        if _begins_later(unit, verb, classes):
            return "planned"
        if _is_lasting(unit, verb, classes) or (durative and not auxiliaries):
            return "ongoing"
    return "past"


def _is_progressive(lows: set[str]) -> bool:
    """Return whether the auxiliaries are those of an act going on: "are shelling", "have been shelling" (not "had been")."""
    lasting = "been" in lows and bool({"have", "has", "'ve", "'s"} & lows)
    return lasting or bool({"is", "are", "am", "'s", "'re"} & lows - {"been"} and "been" not in lows)


def is_present(unit: Unit, verb: int) -> bool:
    """Return whether the verb is in the present tense, passive or copula included ("bombarde", "est coupé")."""
    word = unit.words[verb]
    if "VerbForm=Fin" in word.morph:
        return "Tense=Pres" in word.morph and "Mood=Cnd" not in word.morph
    helpers = [unit.words[c] for c in unit.children(verb) if clauses.relation(unit, c) in {"aux", "cop"}]
    if not helpers or any(h.dep == "aux:tense" or h.low in {"been", "été"} for h in helpers):
        return False
    finite = [h for h in helpers if "VerbForm=Fin" in h.morph]
    return bool(finite) and "Tense=Pres" in finite[0].morph and finite[0].low not in {"have", "has", "did"}


def _is_lasting(unit: Unit, verb: int, classes: WordClasses) -> bool:
    """Return whether the clause says since when the act lasts, or that it still does ("depuis mardi", "toujours")."""
    if any(
        clauses.relation(unit, c) == "advmod" and classes.is_in(unit.words[c], "still") for c in unit.children(verb)
    ):
        return True
    names = [c for c in unit.children(verb) if clauses.relation(unit, c) in _BESIDE and unit.words[c].text[0].isupper()]
    near = [*unit.children(verb), *(k for c in names for k in unit.children(c))]
    return any(_says_since(unit, c, classes) for c in near)


def _says_since(unit: Unit, i: int, classes: WordClasses) -> bool:
    """Return whether "since" opens the words and a time follows ("depuis mardi", not "depuis Kigali")."""
    if clauses.relation(unit, i) not in {"obl", "nmod", "advmod", "advcl"}:
        return False
    opens = [unit.words[k] for k in unit.children(i) if clauses.relation(unit, k) in {"case", "mark"}]
    if not any(classes.is_in(w, "since") for w in opens):
        return False
    word = unit.words[i]
    return word.pos in {"NUM", *clauses.VERBAL} or classes.is_in(word, "time", "since_point")


def _begins_later(unit: Unit, verb: int, classes: WordClasses) -> bool:
    """Return whether a present tense speaks of a day to come: a verb of beginning with a day ("débute lundi")."""
    if not classes.is_in(unit.words[verb], "begin"):
        return False
    times = [c for c in unit.children(verb) if clauses.relation(unit, c) in {"obl", "nmod", "advmod", "obj"}]
    return any(
        classes.is_in(unit.words[c], "time")
        and not clauses.cases(unit, c) & {"depuis", "since"}
        and not classes.child_in(unit, c, "demonstrative")
        for c in times
    )


def _is_wished(unit: Unit, verb: int, classes: WordClasses) -> bool:
    """Return whether a clause that stands alone is opened by "que" ("Que Londres lance encore un drone …")."""
    word, first = unit.words[verb], unit.words[0]
    if word.head != verb or len(unit.words) < 3 or not classes.is_in(first, "wish"):
        return False
    return unit.words[1].pos not in clauses.VERBAL and unit.words[-1].low != "?" and is_present(unit, verb)


def _is_alleged(unit: Unit, verb: int) -> bool:
    """Return whether a French conditional perfect only passes a report on ("auraient attaqué"): the act is told as done.

    With a condition beside it ("aurait attaqué si …") it tells what did not come about.
    """
    if "VerbForm=Part" not in unit.words[verb].morph or _has_condition(unit, verb):
        return False
    return any(
        "Mood=Cnd" in unit.words[c].morph and unit.words[c].dep != "aux:pass" and clauses.relation(unit, c) == "aux"
        for c in unit.children(verb)
    )


def _has_condition(unit: Unit, verb: int) -> bool:
    clausal = [c for c in unit.children(verb) if clauses.relation(unit, c) == "advcl"]
    return any(unit.words[k].low in {"si", "s'", "s’", "if"} for c in clausal for k in unit.children(c))


def is_conditional(unit: Unit, verb: int) -> bool:
    """Return whether "if" or "si" opens the clause of the verb."""
    marks = {unit.words[c].low for c in unit.children(verb) if unit.words[c].dep == "mark"}
    if marks & _OPENERS:
        return True
    for word in reversed(unit.words[:verb]):
        after = unit.words[word.i + 1]
        if word.low in {"if", "si"} or (word.low in {"s'", "s’"} and after.low in {"il", "ils"}):
            return after.pos in {"DET", "PRON", "PROPN", "NOUN"}
        if "VerbForm=Fin" in word.morph and word.head != verb:
            return False
    return False


def is_reported(unit: Unit, verb: int) -> bool:
    """Return whether the clause is the content of a governing past verb ("said it would ...")."""
    word = unit.words[verb]
    if clauses.relation(unit, verb) not in {"ccomp", "xcomp", "parataxis"} or word.head == verb:
        return False
    above = unit.words[word.head]
    auxiliaries = " ".join(unit.words[c].morph for c in unit.children(word.head))
    return "Tense=Past" in above.morph or "Tense=Imp" in above.morph or "Tense=Past" in auxiliaries
