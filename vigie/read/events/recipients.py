"""Recipients that stand deeper than the trigger's own object: inside the object, in the complement, in a later phrase.

"rejected calls by the envoy" acts on the envoy; "threatened to shell Iraqi towns" is aimed at those towns.
"""

from __future__ import annotations

from vigie.read.events import clauses
from vigie.read.events.arguments import BODILY, Arguments, Roles, kind_of
from vigie.read.events.triggers import Trigger
from vigie.read.layers import Unit

_AIMED = frozenset(
    "against to toward towards with on upon over at from for between among contre à envers vers avec sur de auprès pour entre".split()
)
_BY = frozenset({"by", "from", "of", "par", "de", "against", "contre", "with", "avec", "to", "à", "between", "entre"})
_PLACED = frozenset({"in", "into", "inside", "across", "near", "en", "dans", "à", "au", "aux", "près"})
_AIMED_AT_LAND = frozenset({"MOBILIZE", "THREATEN", "AID", "COERCE", "SANCTION", "RETREAT", "ASSAULT", "CONCEDE"})
"""Types whose acts in another state's land are acts on that state."""
_AT_HOME = frozenset({"COERCE", "CONCEDE"})
"""Types whose acts in a state's own land are acts on those who live there."""
_MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE", "REJECT"})
_GIVING = frozenset({"RETREAT", "MOBILIZE", "AGREE", "AID", "COOPERATE"})
"""Types of acts in which something is given, moved or shared, which is not whom the act is for."""
_NOBODY = Roles(None, [], [])
_WHOLE = BODILY | {"none", ""}
_OWN = frozenset("its their his her our son sa ses leur leurs nos notre".split())
_ASKING = frozenset({"REQUEST", "PROTEST"})
_COMPLEMENT = frozenset({"xcomp", "ccomp", "acl", "advcl"})
_DEPTH = 2


class Recipients:
    """Finds the recipients that the roles of a trigger leave open."""

    def __init__(self, arguments: Arguments) -> None:
        self.arguments = arguments

    def complete(self, trigger: Trigger, roles: Roles) -> None:
        """Fill the recipients of the roles in place where they are missing or only a thing that somebody stands behind."""
        if "none" in trigger.entry.all("recipient"):
            return
        unit = trigger.unit
        moved = roles.recipients if trigger.entry.get("type") == "MOBILIZE" else []
        roles.recipients = [r for r in roles.recipients if not self._is_given(trigger, r)]
        shared = self._others(trigger, roles)
        if roles.recipients:
            found = self._resolve(trigger, roles)
            if not self._any_party(unit, found):
                whole = kind_of(trigger.entry) in _WHOLE or any(self.arguments.is_target(unit, f) for f in found)
                deeper = [] if whole else self._deeper(trigger, roles)
                found = deeper or shared or found
            roles.recipients = found
            return
        found = self._in_complement(trigger, roles) or self._of_noun(trigger, roles) or self._around(trigger, roles)
        roles.recipients = shared or [f for f in found if f != trigger.at and f not in roles.actors] or moved

    def _deeper(self, trigger: Trigger, roles: Roles) -> list[int]:
        """Return a coded party of the complement or of a phrase of the act, where its object is only a thing."""
        found = self._in_complement(trigger, roles) or self._around(trigger, roles)
        return found if any(self._codes(trigger.unit, f) for f in found) else []

    def _any_party(self, unit: Unit, heads: list[int]) -> bool:
        return any(self._codes(unit, h) or self._is_party(unit, h) for h in heads)

    def _of_noun(self, trigger: Trigger, roles: Roles) -> list[int]:
        """Return the party in the phrase of an act's noun: a probe of the ministry, a meeting of the council."""
        inside = range(trigger.first, trigger.last + 1)
        nouns = [i for i in inside if trigger.unit.words[i].pos == "NOUN"]
        own = trigger.frame == "verb"
        return next((f for f in (self._behind(trigger.unit, [n], roles, own=own) for n in nouns) if f), [])

    def _is_given(self, trigger: Trigger, i: int) -> bool:
        """Return whether what is acted on only changes hands or place: troops, aid, what belongs to who acts."""
        unit, kind = trigger.unit, kind_of(trigger.entry)
        if kind not in _GIVING:
            return False
        if any(unit.words[c].low in _OWN for c in unit.children(i)):
            return True
        if self._codes(unit, i) and self.arguments.entities.at(unit.words[i].start, unit.words[i].end) is not None:
            return False
        force = self.arguments.classes.is_in(unit.words[i], "force", "weapon")
        return force or (kind != "RETREAT" and not self._is_party(unit, i) and not self._behind(unit, [i], _NOBODY))

    def _others(self, trigger: Trigger, roles: Roles) -> list[int]:
        """Return, of parties that do something together, those besides the first ("Jordan and Britain have agreed")."""
        unit = trigger.unit
        mutual = kind_of(trigger.entry) in _MUTUAL or self.arguments.classes.is_in(trigger.word, "signing")
        if not mutual or len(roles.actors) < 2:
            return []
        return [a for a in roles.actors[1:] if self._codes(unit, a) or unit.words[a].pos == "PROPN"]

    def _resolve(self, trigger: Trigger, roles: Roles) -> list[int]:
        """Return the recipients, each thing that is no party replaced by the party behind it where there is one."""
        unit, found = trigger.unit, []
        for head in roles.recipients:
            whole = kind_of(trigger.entry) in _WHOLE or self.arguments.is_target(unit, head)
            inner = [] if whole else self._behind(unit, [head], roles)
            lost = inner and self._codes(unit, head) and not any(self._codes(unit, i) for i in inner)
            found += [head] if lost or not inner else inner
        with_whom = self._met(trigger, roles)
        if with_whom:
            return with_whom
        if self._any_party(unit, found) or kind_of(trigger.entry) in _WHOLE:
            return list(dict.fromkeys(found))
        by = clauses.find_obliques(unit, trigger.at, {"by", "from", "par", "de"}) if trigger.frame == "verb" else []
        near = [] if clauses.is_passive(unit, trigger.at) else [c for c in by if self._may_be(unit, c, roles)]
        if near:
            return clauses.conjuncts(unit, near[0])
        above = self._purpose_of(trigger)
        return (self._aimed(unit, above, roles, "AID") if above is not None else []) or found

    def _met(self, trigger: Trigger, roles: Roles) -> list[int]:
        """Return with whom something is talked over, which counts before what is ("discussed the truce with the envoy")."""
        unit = trigger.unit
        if kind_of(trigger.entry) != "CONSULT":
            return []
        near = clauses.find_obliques(unit, trigger.at, {"with", "avec"})
        found = next((c for c in near if self._may_be(unit, c, roles) and self._is_party(unit, c)), None)
        return [] if found is None else clauses.conjuncts(unit, found)

    def _purpose_of(self, trigger: Trigger) -> int | None:
        """Return the verb whose purpose the act is ("sent experts to Oslo to investigate the blast")."""
        unit = trigger.unit
        here = unit.words[trigger.at]
        if trigger.frame != "verb" or clauses.relation(unit, trigger.at) not in {"advcl", "xcomp", "acl"}:
            return None
        if "VerbForm=Inf" not in here.morph and "VerbForm=Ger" not in here.morph:
            return None
        return clauses.clause_head(unit, here.head)

    def _is_party(self, unit: Unit, i: int) -> bool:
        return self.arguments.is_party(unit, i, places=True)

    def _may_be(self, unit: Unit, i: int, roles: Roles) -> bool:
        """Return whether the phrase is a named party other than the actors."""
        if self.arguments.classes.is_in(unit.words[i], "time"):
            return False
        if i in roles.actors or unit.words[i].pos not in {"NOUN", "PROPN", "ADJ", "X", "NUM"}:
            return False
        codes = self._codes(unit, i)
        if not codes:
            return unit.words[i].pos != "ADJ" and (self._is_named(unit, i) or self._is_party(unit, i))
        own = {c[:3] for a in roles.actors for c in self._codes(unit, a)}
        if not {c[:3] for c in codes} <= own or any(len(c) > len("RUS") for c in codes):
            return True
        return unit.words[i].pos == "NOUN" and self.arguments.is_party(unit, i)

    def _is_named(self, unit: Unit, i: int) -> bool:
        known = self.arguments.entities.at(unit.words[i].start, unit.words[i].end)
        return known is not None and known.type in {"PER", "ORG", "GPE"}

    def _codes(self, unit: Unit, i: int) -> tuple[str, ...]:
        entities = self.arguments.entities
        return entities.codes_for(self.arguments.span_of(unit, i)) or entities.codes_for(unit.words[i].span)

    def _behind(self, unit: Unit, heads: list[int], roles: Roles, *, own: bool = True) -> list[int]:
        """Return the parties inside a thing acted on: whose it is, or who it is by, of, from or against.

        Without `own` the heads name acts, whose owners and adjectives act rather than are acted on.
        """
        for head in heads:
            later = {w for c in unit.children(head) if clauses.cases(unit, c) & clauses.LATER for w in unit.subtree(c)}
            inside = [c for c in unit.subtree(head, without=("conj", "advcl")) if c != head and c not in later]
            told = [c for c in inside if unit.words[c].dep in {"obl:agent"} and self._may_be(unit, c, roles)]
            inside = [c for c in inside if c in unit.subtree(head, without=("conj", "acl", "advcl"))]
            owners = [c for c in inside if unit.words[c].dep == "nmod:poss" and self._may_be(unit, c, roles)]
            others = [c for c in inside if clauses.cases(unit, c) & _BY and self._may_be(unit, c, roles)]
            named = [
                c
                for c in inside
                if clauses.relation(unit, c) in {"amod", "compound", "nmod"}
                and self._codes(unit, c)
                and self._may_be(unit, c, roles)
            ]
            for found in (owners, others, told, named) if own else (others, told):
                if found:
                    return clauses.conjuncts(unit, found[0])
        return []

    def _in_complement(self, trigger: Trigger, roles: Roles) -> list[int]:
        """Return whom the act's complement is about: its subject when something is asked, else its object or aim."""
        unit, verbs = trigger.unit, self._heads(trigger, roles)
        for _ in range(_DEPTH):
            verbs = [c for v in verbs for c in self._complements(unit, v) if c > trigger.at]
            for verb in verbs:
                found = self._of_complement(trigger, verb, roles)
                if found:
                    return found
        return []

    def _complements(self, unit: Unit, verb: int) -> list[int]:
        below = [
            c
            for c in unit.children(verb)
            if (clauses.relation(unit, c) in _COMPLEMENT and unit.words[c].dep != "acl:relcl")
            or (unit.words[c].dep == "obl" and "VerbForm=Inf" in unit.words[c].morph)
        ]
        nouns = [c for c in unit.children(verb) if clauses.relation(unit, c) in {"obj", "nmod"}]
        return below + [c for n in nouns for c in unit.children(n) if unit.words[c].dep == "acl"]

    def _of_complement(self, trigger: Trigger, verb: int, roles: Roles) -> list[int]:
        unit = trigger.unit
        subject = unit.find_child(verb, "nsubj")
        if kind_of(trigger.entry) in _ASKING and subject is not None and subject not in roles.actors:
            if self._is_party(unit, subject) or self._codes(unit, subject):
                return clauses.conjuncts(unit, subject)
        found = clauses.find_object(unit, verb)
        own = self._of_object(trigger, found, roles) if found is not None and found != subject else []
        if any(self._codes(unit, o) for o in own):
            return own
        aimed = self._aimed(unit, verb, roles, kind_of(trigger.entry))
        return aimed if not own or any(self._codes(unit, a) for a in aimed) else own

    def _of_object(self, trigger: Trigger, found: int, roles: Roles) -> list[int]:
        """Return the object of a complement where it is a party, or the party behind it."""
        unit = trigger.unit
        inner = [] if self._is_party(unit, found) else self._behind(unit, [found], roles)
        if inner:
            return inner
        fits = self._may_be(unit, found, roles) and not self._is_given(trigger, found)
        return clauses.conjuncts(unit, found) if fits else []

    def _around(self, trigger: Trigger, roles: Roles) -> list[int]:
        """Return the party that a phrase of the act or of its light verb is aimed at."""
        unit, kind = trigger.unit, kind_of(trigger.entry)
        found = self._of_own_case(trigger, roles) or self._struck(trigger, roles)
        found = found or next(
            (f for f in (self._aimed(unit, h, roles, kind) for h in self._heads(trigger, roles)) if f), []
        )
        above = None if found else self._purpose_of(trigger)
        if above is None:
            return found
        whom = clauses.find_object(unit, above)
        if whom is not None and self._may_be(unit, whom, roles) and self._is_party(unit, whom):
            return clauses.conjuncts(unit, whom)
        return self._aimed(unit, above, roles, kind)

    def _struck(self, trigger: Trigger, roles: Roles) -> list[int]:
        """Return the object of the verb whose subject the act's noun is ("an explosion damaged [the depot]")."""
        unit = trigger.unit
        if trigger.frame != "noun" or trigger.entry.get("type") not in BODILY or roles.verb is None:
            return []
        if clauses.find_subject(unit, roles.verb) != trigger.at:
            return []
        found = clauses.find_object(unit, roles.verb)
        return clauses.conjuncts(unit, found) if found is not None and self.arguments.is_target(unit, found) else []

    def _of_own_case(self, trigger: Trigger, roles: Roles) -> list[int]:
        """Return the phrase that a preposition among the trigger's own words opens ("pulled out of [the valley]")."""
        unit, inside = trigger.unit, range(trigger.first, trigger.last + 1)
        for c in unit.children(trigger.at):
            opened = [k for k in unit.children(c) if unit.words[k].dep == "case" and k in inside]
            if opened and c not in inside and self._may_be(unit, c, roles):
                return clauses.conjuncts(unit, c)
        return []

    @staticmethod
    def _heads(trigger: Trigger, roles: Roles) -> list[int]:
        """Return the words that phrases of the act hang on: its own, and its light verb."""
        light = [roles.verb] if roles.verb is not None and roles.light else []
        return list(dict.fromkeys([trigger.at, *light]))

    def _aimed(self, unit: Unit, head: int, roles: Roles, kind: str) -> list[int]:
        near = clauses.find_obliques(unit, head, set(_AIMED))
        found = next((c for c in near if self._may_be(unit, c, roles)), None)
        if found is None:
            inner = next((b for b in (self._behind(unit, [c], roles) for c in near) if b), [])
            if inner:
                return inner
        if found is None and kind in _AIMED_AT_LAND:
            land = clauses.find_obliques(unit, head, set(_PLACED))
            own = kind in _AT_HOME
            found = next((c for c in land if self._codes(unit, c) and (own or self._may_be(unit, c, roles))), None)
        return [] if found is None else clauses.conjuncts(unit, found)
