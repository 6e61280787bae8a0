"""Which triggers count: the needs of their entries, and acts that are only the content of a demand, threat or offer."""

from __future__ import annotations

from vigie.read.events import clauses
from vigie.read.events.arguments import Arguments, Roles
from vigie.read.events.triggers import Trigger


def is_met(trigger: Trigger, roles: Roles, arguments: Arguments) -> bool:
    """Return whether the parties and objects that the entry needs are there."""
    needs = trigger.entry.all("needs")
    return all(_is_need_met(need, trigger, roles, arguments) for need in needs)


def _is_need_met(need: str, trigger: Trigger, roles: Roles, arguments: Arguments) -> bool:
    unit = trigger.unit
    actor = any(arguments.is_party(unit, a) for a in roles.actors)
    recipient = any(arguments.is_party(unit, r, places=True) for r in roles.recipients)
    if need in {"actor", "recipient", "party", "both"}:
        return {"actor": actor, "recipient": recipient, "party": actor or recipient, "both": actor and recipient}[need]
    if need == "event":
        return _is_eventlike(trigger, roles, arguments)
    if need == "object":
        return bool(roles.recipients)
    if need == "named":
        return any(_is_named(trigger, h, arguments) for h in [*roles.actors, *roles.recipients])
    return _has_class(need, trigger, roles, arguments)


def _has_class(need: str, trigger: Trigger, roles: Roles, arguments: Arguments) -> bool:
    """Return whether an object, subject or modifier of the act belongs to one of the classes ("weapon|site")."""
    unit = trigger.unit
    nearby = {*roles.recipients, *roles.actors, *unit.children(trigger.at)}
    nearby |= {g for n in list(nearby) for g in unit.children(n) if clauses.relation(unit, g) in {"nmod", "amod", "compound"}}
    head = unit.words[trigger.at].head
    if clauses.relation(unit, trigger.at) in {"nmod", "compound", "obl", "obj"}:
        nearby.add(head)
    return any(arguments.classes.is_in(unit.words[n], *need.split("|")) for n in nearby)


def _is_named(trigger: Trigger, head: int, arguments: Arguments) -> bool:
    unit = trigger.unit
    span = arguments.span_of(unit, head)
    return bool(arguments.entities.codes_for(span)) or arguments.entities.at(*span) is not None


def _is_eventlike(trigger: Trigger, roles: Roles, arguments: Arguments) -> bool:
    """Return whether a noun stands for an act that happens: done by a light verb, with parties, or pointed at."""
    if roles.light or roles.actors or roles.recipients:
        return True
    unit, noun = trigger.unit, trigger.at
    for c in unit.children(noun):
        word = unit.words[c]
        if arguments.classes.is_in(word, "demonstrative", "planned_adj", "another"):
            return True
        known = arguments.entities.at(word.start, word.end)
        if known is not None and clauses.relation(unit, c) in {"nmod", "obl", "amod", "compound"}:
            return True
    return False


def drop_absorbed(triggers: list[tuple[Trigger, Roles]]) -> list[tuple[Trigger, Roles]]:
    """Return the triggers without those that only say what is demanded, threatened, refused or promised."""
    absorbing = [t for t, _ in triggers if t.entry.get("absorbs") == "yes"]
    return [(t, r) for t, r in triggers if not any(_is_absorbed(t, a) for a in absorbing)]


def _is_absorbed(trigger: Trigger, other: Trigger) -> bool:
    """Return whether the trigger stands in the complement of the other one."""
    unit = trigger.unit
    if trigger is other or unit is not other.unit:
        return False
    at = trigger.at
    for _ in range(len(unit.words)):
        head = unit.words[at].head
        if head == at:
            return False
        if head == other.at:
            return _is_complement(trigger, other, at)
        if clauses.relation(unit, at) in {"advcl", "parataxis"} and trigger.frame == "verb":
            return False
        if unit.words[at].dep == "acl:relcl":
            return False
        at = head
    return False


def _is_complement(trigger: Trigger, other: Trigger, at: int) -> bool:
    unit = trigger.unit
    dep = clauses.relation(unit, at)
    if unit.words[at].dep in {"acl:relcl", "nsubj", "nsubj:pass"} and other.frame == "verb":
        return unit.words[at].dep == "nsubj:pass"
    if dep == "obl" and clauses.cases(unit, at) & {"after", "during", "in", "since", "après", "pendant", "lors", "dans", "over", "depuis", "by", "par", "following"}:
        return False
    if dep in {"xcomp", "ccomp", "obj", "obl", "acl", "nmod"}:
        return at > other.at
    return dep == "advcl" and at > other.at and any(unit.words[c].low in {"to", "de", "d'", "à"} for c in unit.children(at) if unit.words[c].dep == "mark")
