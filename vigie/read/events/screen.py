"""Which triggers count: the needs of their entries, and acts that are only the content of a demand, threat or offer."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from vigie.lang.lexicon import load_lexicon
from vigie.read.events import clauses
from vigie.read.events.arguments import Arguments, Roles
from vigie.read.events.triggers import Trigger
from vigie.read.layers import Unit

Rule = Callable[[Trigger, Roles, Arguments], bool]
_OF_NOUNS = frozenset({"nsubj", "obj", "obl", "nmod", "conj"})
_IN_NOUNS = frozenset({"det", "nmod:poss", "amod", "case", "nummod"})
_AFTER = frozenset(
    "after during in since over by following après pendant lors dans depuis par durant suite malgré despite".split()
)
_SINCE = frozenset({"after", "during", "following", "après", "lors", "pendant", "lors de"})
_OBJECTS = (
    "affair",
    "assembly",
    "blockading",
    "encounter",
    "evidence",
    "explosive",
    "freedom",
    "media",
    "munition",
    "relation",
    "talking",
)
_THIRD = frozenset({"it", "they", "he", "she"})
"""Who tells of a plan of their own in "it would …", where the parser loses the verb of saying."""
_CONDITIONS = frozenset("if unless until till before si avant".split())
_TO = frozenset({"to", "de", "d'", "à", "of", "for"})


def is_met(trigger: Trigger, roles: Roles, arguments: Arguments) -> bool:
    """Return whether the parties and objects that the entry needs are there; each need may offer several ways."""
    return not _is_nominal(trigger) and all(
        any(_is_need_met(part, trigger, roles, arguments) for part in need.split("|"))
        for need in trigger.entry.all("needs")
    )


def _is_nominal(trigger: Trigger) -> bool:
    """Return whether the words of a verb phrase begin with a noun of the same form ("an order to halt" is no ordering)."""
    unit, first = trigger.unit, trigger.first
    if trigger.frame != "verb" or first == trigger.at or unit.words[first].pos not in {"NOUN", "PROPN"}:
        return False
    if unit.words[first].head == trigger.at and clauses.relation(unit, first) == "nsubj":
        return False
    return clauses.relation(unit, first) in _OF_NOUNS or any(
        unit.words[c].dep in _IN_NOUNS for c in unit.children(first)
    )


def _is_need_met(need: str, trigger: Trigger, roles: Roles, arguments: Arguments) -> bool:
    rule = NEEDS.get(need)
    return rule(trigger, roles, arguments) if rule else _has_class(need, trigger, roles, arguments)


def _has_actor(trigger: Trigger, roles: Roles, arguments: Arguments) -> bool:
    return any(arguments.is_party(trigger.unit, a) or _is_capital(trigger, a, arguments) for a in roles.actors)


def _is_capital(trigger: Trigger, head: int, arguments: Arguments) -> bool:
    """Return whether the word is a seat of power that stands for its state ("Washington a salué")."""
    return arguments.classes.is_in(trigger.unit.words[head], "capital")


def _has_recipient(trigger: Trigger, roles: Roles, arguments: Arguments) -> bool:
    return any(arguments.is_party(trigger.unit, r, places=True) for r in roles.recipients)


def _has_person(trigger: Trigger, roles: Roles, arguments: Arguments) -> bool:
    """Return whether somebody who can be hurt or seized is acted on: a person or group, not a place."""
    return any(arguments.is_person(trigger.unit, r) for r in roles.recipients)


def _has_public(trigger: Trigger, roles: Roles, arguments: Arguments) -> bool:
    """Return whether a state, organisation or office acts, or somebody acts on one."""
    unit = trigger.unit
    if any(arguments.is_public(unit, a) or _is_capital(trigger, a, arguments) for a in roles.actors):
        return True
    return _has_actor(trigger, roles, arguments) and any(arguments.is_public(unit, r) for r in roles.recipients)


def _has_name(trigger: Trigger, roles: Roles, arguments: Arguments) -> bool:
    around = [c for c in trigger.unit.children(trigger.at) if trigger.unit.words[c].pos == "PROPN"]
    return any(_is_named(trigger, h, arguments) for h in [*roles.actors, *roles.recipients, *around])


def _is_named(trigger: Trigger, head: int, arguments: Arguments) -> bool:
    span = arguments.span_of(trigger.unit, head)
    return bool(arguments.entities.codes_for(span)) or arguments.entities.at(*span) is not None


def _is_armed(trigger: Trigger, roles: Roles, arguments: Arguments) -> bool:
    """Return whether what strikes is a weapon or an armed party, or nobody is named and a place is struck."""
    unit, classes = trigger.unit, arguments.classes
    subject = clauses.find_subject(unit, trigger.at)
    strikers = roles.actors if subject is None or clauses.is_passive(unit, trigger.at) else [*roles.actors, subject]
    if any(classes.is_in(unit.words[a], "weapon", "force") or _is_coded(trigger, a, arguments) for a in strikers):
        return True
    by_weapon = [c for c in unit.children(trigger.at) if clauses.cases(unit, c) & {"by", "par", "with", "avec", "de"}]
    if any(classes.is_in(unit.words[c], "weapon") for c in by_weapon):
        return True
    if subject is not None and not roles.actors and trigger.frame == "verb":
        return clauses.is_passive(unit, trigger.at) and classes.is_in(unit.words[subject], "site", "civilians")
    return False


def _is_in_words(trigger: Trigger, roles: Roles, arguments: Arguments) -> bool:
    """Return whether those who attack do so in words only: somebody a policy, or a politician a person or a party.

    Nor does a person's own string of attacks on another one draw blood ("his attacks on the judge").
    """
    unit, classes = trigger.unit, arguments.classes
    if any(classes.is_in(unit.words[r], "policy") for r in roles.recipients):
        return True
    if any(classes.is_in(unit.words[r], "force", "site", "asset") for r in roles.recipients):
        return False
    if not roles.recipients:
        return trigger.frame == "noun" and any(classes.is_in(unit.words[a], "politician") for a in roles.actors)
    if not _are_civil(trigger, roles.recipients, arguments):
        return False
    owned = [a for a in roles.actors if unit.words[a].dep == "nmod:poss" and _is_somebody(trigger, a, arguments)]
    repeated = owned and trigger.frame == "noun" and "Number=Plur" in trigger.word.morph
    if repeated and all(_is_somebody(trigger, r, arguments) for r in roles.recipients):
        return True
    return any(_is_politician(trigger, a, arguments) for a in roles.actors)


def _are_civil(trigger: Trigger, heads: list[int], arguments: Arguments) -> bool:
    """Return whether people or a party are attacked: no place, and none under arms."""
    spans = [arguments.span_of(trigger.unit, h) for h in heads]
    armed = any(
        code[3:6] in {"MIL", "REB", "SPY", "COP", "UAF"} for s in spans for code in arguments.entities.codes_for(s)
    )
    return not armed and arguments.is_person(trigger.unit, heads[0])


def _is_somebody(trigger: Trigger, head: int, arguments: Arguments) -> bool:
    """Return whether the noun phrase is one person, by name or office."""
    word = trigger.unit.words[head]
    known = arguments.entities.at(word.start, word.end)
    if known is not None:
        return bool(known.type == "PER")
    if word.pos == "PROPN":
        return not arguments.entities.codes_for(word.span)
    return word.pos == "NOUN" and "Number=Plur" not in word.morph and arguments.tellers.is_office(word)


def _is_politician(trigger: Trigger, head: int, arguments: Arguments) -> bool:
    """Return whether the noun phrase is somebody in politics: by its own words, or a person whom the document gives an office."""
    unit = trigger.unit
    if any(arguments.classes.is_in(unit.words[i], "politician") for i in clauses.phrase(unit, head)):
        return True
    known = arguments.entities.at(*arguments.span_of(unit, head))
    if known is None or known.type != "PER":
        return False
    return any(code[3:6] in {"GOV", "OPP", "LEG", "PTY", "ELI", "JUD"} for code in known.codes)


def _is_coded(trigger: Trigger, head: int, arguments: Arguments) -> bool:
    codes = arguments.entities.codes_for(arguments.span_of(trigger.unit, head))
    return any(len(code) == 3 or code[3:6] in {"MIL", "REB", "SPY", "COP"} for code in codes)


def _acts_on(kind: str) -> Rule:
    """Return the rule that what is acted on itself belongs to a class ("sent troops", not "sent a message to the troops")."""

    def rule(trigger: Trigger, roles: Roles, arguments: Arguments) -> bool:
        unit = trigger.unit
        things = [n for h in _things(trigger) for n in clauses.conjuncts(unit, h)]
        things += [c for n in list(things) for c in unit.children(n) if _is_modifier(unit, c)]
        return any(arguments.classes.is_in(unit.words[n], kind) for n in things)

    return rule


def _things(trigger: Trigger) -> list[int]:
    """Return the objects of the act, the subject of a passive one; a noun counts as object that no preposition opens, or one of the trigger ("walked out of")."""
    unit, at = trigger.unit, trigger.at
    if clauses.is_passive(unit, at):
        subject = clauses.find_subject(unit, at)
        return [] if subject is None else [subject]
    found = clauses.find_object(unit, at)
    bare = [c for c in unit.children(at) if c > at and unit.words[c].dep == "obl" and not clauses.cases(unit, c)]
    own = {unit.words[i].low for i in range(trigger.first, trigger.last + 1)}
    taken = [c for c in unit.children(at) if c > trigger.last and clauses.cases(unit, c) & own]
    return [*([] if found is None else [found]), *bare, *taken]


def _is_future(trigger: Trigger, roles: Roles, arguments: Arguments) -> bool:
    """Return whether the act is announced: future tense, or a future or conditional auxiliary, or a verb of planning."""
    unit = trigger.unit
    above = unit.words[unit.words[trigger.at].head]
    if clauses.relation(unit, trigger.at) == "xcomp" and arguments.classes.is_in(above, "modal_plan", "intend"):
        return True
    morphs = [unit.words[trigger.at].morph, *(unit.words[c].morph for c in unit.children(trigger.at))]
    if clauses.relation(unit, trigger.at) == "ccomp" and arguments.classes.is_in(above, "hope"):
        return False
    helpers = [c for c in unit.children(trigger.at) if unit.words[c].pos != "NOUN"]
    planned = [c for c in helpers if arguments.classes.is_in(unit.words[c], "modal_plan")]
    if planned or any("Tense=Fut" in m for m in morphs[:1]) or any("Tense=Fut" in m for m in morphs[1:3]):
        return True
    children = [unit.words[c] for c in unit.children(trigger.at)]
    if any(w.low in {"would", "'d"} for w in children):
        own = any(w.dep == "nsubj" and w.low in _THIRD for w in children)
        return own or _is_told(trigger, roles, arguments)
    return False


def _is_told(trigger: Trigger, roles: Roles, arguments: Arguments) -> bool:
    """Return whether the clause is what somebody says: under a verb of saying, or with one thrown in ("…, the envoy said")."""
    unit, at = trigger.unit, trigger.at
    while clauses.relation(unit, at) in {"conj", "xcomp"} and unit.words[at].head != at:
        at = unit.words[at].head
    if clauses.relation(unit, at) == "ccomp":
        return True
    thrown_in = [c for c in unit.children(at) if clauses.relation(unit, c) == "parataxis"]
    return any(unit.words[c].pos in clauses.VERBAL for c in thrown_in)


def _are_several(trigger: Trigger, roles: Roles, arguments: Arguments) -> bool:
    """Return whether two countries or parties act together."""
    unit, heads = trigger.unit, [*roles.actors, *roles.recipients]
    words = [w for h in heads for w in unit.subtree(h, without=("acl", "advcl", "parataxis"))]
    codes = [code for w in words for code in arguments.entities.codes_for(unit.words[w].span)]
    return len(heads) > 1 or len({code[:3] for code in codes}) > 1


def _is_eventlike(trigger: Trigger, roles: Roles, arguments: Arguments) -> bool:
    """Return whether a noun stands for an act that happens: done by a light verb, with parties, or pointed at."""
    unit, noun = trigger.unit, trigger.at
    if roles.light or roles.actors or roles.recipients or clauses.cases(unit, noun) & _SINCE:
        return True
    above = unit.words[unit.words[noun].head]
    if (
        arguments.classes.is_in(above, "condemn", "plan", "hypothesis", "deny", "cancel")
        and clauses.relation(unit, noun) == "obj"
    ):
        return True
    counted = unit.children(above.i) if arguments.classes.is_in(above, "quantity") else []
    for c in [*unit.children(noun), *counted]:
        word = unit.words[c]
        if arguments.classes.is_in(word, "demonstrative", "planned_adj", "another"):
            return True
        known = arguments.entities.at(word.start, word.end)
        if known is not None and clauses.relation(unit, c) in {"nmod", "obl", "amod", "compound"}:
            return True
    return False


NEEDS: Mapping[str, Rule] = {
    "actor": _has_actor,
    "recipient": _has_recipient,
    "party": lambda t, r, a: _has_actor(t, r, a) or _has_recipient(t, r, a),
    "both": lambda t, r, a: _has_actor(t, r, a) and _has_recipient(t, r, a),
    "person": _has_person,
    "public": _has_public,
    "named": _has_name,
    "object": lambda t, r, a: bool(r.recipients),
    "light": lambda t, r, a: r.light,
    "event": _is_eventlike,
    "armed_subject": _is_armed,
    "in_words": _is_in_words,
    "force_object": _acts_on("force"),
    **{f"{kind}_object": _acts_on(kind) for kind in _OBJECTS},
    "future": _is_future,
    "reported": _is_told,
    "several": _are_several,
}
"""What an entry may ask for by name; any other need is a class of event_words.yaml."""


def _has_class(need: str, trigger: Trigger, roles: Roles, arguments: Arguments) -> bool:
    """Return whether an object, subject or modifier of the act belongs to the class."""
    unit = trigger.unit
    nearby = {*roles.recipients, *roles.actors, *unit.children(trigger.at)}
    nearby |= {g for n in list(nearby) for g in unit.children(n) if _is_modifier(unit, g)}
    head = unit.words[trigger.at].head
    if clauses.relation(unit, trigger.at) in {"nmod", "compound", "obl", "obj"}:
        nearby.add(head)
    inside = set(range(trigger.first, trigger.last + 1)) - {trigger.at}
    nearby |= inside | {c for i in inside if unit.words[i].pos in clauses.VERBAL for c in unit.children(i)}
    return any(arguments.classes.is_in(unit.words[n], need) for n in nearby)


def _is_modifier(unit: Unit, i: int) -> bool:
    return clauses.relation(unit, i) in {"nmod", "amod", "compound"}


def drop_absorbed(triggers: list[tuple[Trigger, Roles]]) -> list[tuple[Trigger, Roles]]:
    """Return the triggers without those that only say what is demanded, threatened, refused or promised."""
    absorbing = [t for t, _ in triggers if t.entry.get("absorbs") in {"yes", "nouns"}]
    acts = [(t, r) for t, r in triggers if t.entry.get("type") != "stop"]
    return [(t, r) for t, r in acts if not any(_is_absorbed(t, a) for a in absorbing)]


def _is_absorbed(trigger: Trigger, other: Trigger) -> bool:
    """Return whether the trigger stands in the complement of the other one."""
    unit = trigger.unit
    if trigger is other or unit is not other.unit or (trigger.frame == "verb" and _keeps_verbs(other)):
        return False
    at = trigger.at
    for _ in range(len(unit.words)):
        head = unit.words[at].head
        if head == at:
            return False
        if head == other.at:
            return _is_complement(trigger, other, at)
        if (
            clauses.relation(unit, at) in {"advcl", "parataxis"}
            and trigger.frame == "verb"
            and not _is_condition(unit, at)
        ):
            return False
        if unit.words[at].dep == "acl:relcl":
            return False
        at = head
    return False


def _keeps_verbs(absorbing: Trigger) -> bool:
    """Return whether only nouns are taken in: "denied the request" is one act, "denied having shelled the port" two."""
    return absorbing.entry.get("absorbs") == "nouns"


def _is_complement(trigger: Trigger, other: Trigger, at: int) -> bool:
    unit = trigger.unit
    dep = clauses.relation(unit, at)
    if _is_condition(unit, at):
        return True
    if unit.words[at].dep in {"acl:relcl", "nsubj", "nsubj:pass"} and other.frame == "verb":
        return unit.words[at].dep == "nsubj:pass"
    if dep == "obl" and clauses.cases(unit, at) & _AFTER:
        return False
    if dep in {"xcomp", "ccomp", "obj", "obl", "acl", "nmod"}:
        return at > other.at
    return dep == "advcl" and at > other.at and bool(clauses.cases(unit, at) & _TO)


def _is_condition(unit: Unit, at: int) -> bool:
    """Return whether the clause only says on what, or until when, the act above it depends."""
    return clauses.relation(unit, at) == "advcl" and bool(clauses.cases(unit, at) & _CONDITIONS)


_PHRASE = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN", "ADP", "ADV", "PART"})
MAX_BETWEEN = 6
"""Words between "nothing to do with" and the act that it disowns ("… with the reported drone attack")."""


def is_disowned(trigger: Trigger, lang: str) -> bool:
    """Return whether the words before the act say that whoever is named had no part in it: who did it stays open."""
    unit, first = trigger.unit, trigger.first
    if trigger.frame != "noun":
        return False
    hits = load_lexicon(lang, "uninvolved").find(unit.lows, unit.bases)
    near = [hit.end for hit in hits if 0 <= first - hit.end < MAX_BETWEEN]
    return any(all(w.pos in _PHRASE for w in unit.words[end:first]) for end in near)
