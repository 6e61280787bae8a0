"""Party records: the words of a noun phrase, what they refer to, and country + sector codes.

A pronoun gets the codes of the phrase that it stands for, and the words of both: the code rests on the one, the role on the other.
"""

from __future__ import annotations

from collections.abc import Sequence

from vigie.model import Actor, Span, Statement, keep_apart
from vigie.read.events import clauses
from vigie.read.events.antecedents import Antecedents, Found
from vigie.read.events.arguments import Arguments
from vigie.read.layers import Layers, Unit
from vigie.read.near import Near

_OWN = frozenset("its their his her our son sa ses leur leurs nos notre".split())
_OF_STATE = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY", "OPP", "JRN"})
"""Sectors whose offices are held for a state."""


class Parties:
    """Makes the party records of one document."""

    def __init__(self, layers: Layers, arguments: Arguments, statements: Near[Statement]) -> None:
        self.arguments = arguments
        arguments.meant = Antecedents(layers, arguments, statements).find

    def make_actor(self, unit: Unit, heads: Sequence[int], others: Sequence[int] = ()) -> Actor | None:
        """Return the party record of the noun phrases, codes of all of them together, or None without any.

        `others` are the heads of the other side, which an office without a country is not taken for.
        """
        if not heads:
            return None
        spans: list[Span] = []
        codes: list[str] = []
        entity: str | None = None
        for head in heads:
            meant = self.arguments.meant(unit, head)
            own = self.arguments.span_of(unit, head)
            spans += [own] if meant is None or meant.span is None else [meant.span, own]
            found = list(meant.codes) if meant is not None else self.codes_of(unit, head)
            home = self._find_home(unit, head, others) if meant is None and not found else None
            if home is not None:
                spans.append(home[0])
                found = [home[1]]
            codes += found
            entity = entity or self._entity_of(unit, head, meant)
        return Actor(keep_apart(spans), entity, tuple(dict.fromkeys(codes)))

    def _find_home(self, unit: Unit, head: int, others: Sequence[int]) -> tuple[Span, str] | None:
        """Return the only state that the sentence names, and the code, for the holder of a state office without one.

        "Opposition groups in Chile demand that President Ory resign": he is Chile's, unless Chile itself is the other side.
        Alliances, rebels and towns' names prove nothing.
        """
        entities, words = self.arguments.entities, unit.words
        sector = entities.sector_of(self.arguments.span_of(unit, head))
        known = entities.at(words[head].start, words[head].end)
        if any(words[c].dep == "nmod:poss" or words[c].low in _OWN for c in unit.children(head)):
            return None
        if sector not in _OF_STATE or (known is not None and known.type in {"GPE", "LOC", "ORG"}):
            return None
        named: dict[str, int] = {}
        for word in words:
            if word.pos in {"PROPN", "ADJ", "NOUN"}:
                state = entities.state_at(word.span)
                if state is not None:
                    named.setdefault(state, word.i)
        if len(named) != 1:
            return None
        ((state, at),) = named.items()
        if at in others or any(words[o].pos == "PROPN" and at in unit.subtree(o) for o in others):
            return None
        return words[at].span, state + sector

    def _entity_of(self, unit: Unit, head: int, meant: Found | None) -> str | None:
        if meant is not None:
            return meant.entity
        known = self.arguments.entities.at(unit.words[head].start, unit.words[head].end)
        return str(known.id) if known is not None and known.is_record else None

    def codes_of(self, unit: Unit, head: int) -> list[str]:
        """Return the codes of a noun phrase: its own names, those set beside them, or what is set off by a comma."""
        entities, words = self.arguments.entities, unit.words
        codes = list(entities.codes_for(self.arguments.span_of(unit, head)) or entities.codes_for(words[head].span))
        if codes:
            return codes + self._beside(unit, head, codes[0][3:])
        for c in unit.children(head):
            if clauses.relation(unit, c) in {"appos", "flat"} and not codes:
                codes += entities.codes_for(self.arguments.span_of(unit, c))
        if not codes and clauses.relation(unit, head) == "appos":
            codes += entities.codes_for(self.arguments.span_of(unit, words[head].head))
        return codes

    def _beside(self, unit: Unit, head: int, sector: str) -> list[str]:
        """Return the codes of adjectives joined to the first one ("Hungarian and Romanian officials")."""
        found = []
        for c in unit.children(head):
            if clauses.relation(unit, c) not in {"amod", "compound", "nmod"}:
                continue
            for other in clauses.conjuncts(unit, c)[1:]:
                codes = self.arguments.entities.codes_for(unit.words[other].span)
                found += [codes[0][:3] + sector] if codes and len(codes[0]) == 3 else list(codes)
        return found
