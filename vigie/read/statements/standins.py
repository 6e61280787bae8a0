"""Phrases that stand in for somebody just named: "the latter", "the two ministers", "her rival", "a spokeswoman", "the agency"."""

from __future__ import annotations

from collections.abc import Sequence

from vigie.model import Speaker
from vigie.read.entities import EntityTable, Known
from vigie.read.layers import Layers, Word
from vigie.read.statements.referents import Referents

BACK = 3
"""Two persons are taken up from at most so many sentences back."""
_FIRST = frozenset({"first", "former", "premier", "première"})
_SECOND = frozenset({"second", "latter", "seconde", "deuxième"})
_THE = frozenset({"the", "le", "la", "l'", "ce", "cette", "cet", "this"})
_TWO = frozenset({"two", "deux"})
_BOTH = frozenset({"both", "tous", "toutes"})
_OTHERS = frozenset(
    "rival opponent challenger counterpart adversary antagonist rivale adversaire homologue opposant opposante "
    "challengeuse concurrent concurrente".split()
)
_OWNERS = frozenset({"his", "her", "son", "sa"})
_VOICE = frozenset({"spokesperson"})
_GROUPS = frozenset({"ORG", "GPE"})
_FEMININE = frozenset({"première", "seconde", "la"})
MAX_VOICE = 3
"""A spokesperson of nobody in particular is told of in at most so many words ("a company spokeswoman")."""
MAX_BODY = 4
"""A body is taken up by at most so many words of its name ("the commission")."""


class StandIns:
    """Finds who is meant by phrases that only take up somebody named right before."""

    def __init__(self, layers: Layers, table: EntityTable, referents: Referents) -> None:
        self.layers, self.table, self.referents = layers, table, referents

    def person(self, words: Sequence[Word], at: int) -> Known | None:
        """Return the one of two persons just named whom an ordinal, a "two", or a rival of the other means."""
        comma = next((k for k, w in enumerate(words) if w.low == ","), len(words))
        lows = [w.low for w in words[:comma]]
        place = _place(lows)
        if place is None:
            return None
        pair = self._pair(at)
        if pair is None:
            return None
        if place == "other":
            return self._other(pair, at)
        known = pair[0 if place == "first" else 1]
        wanted = "f" if not _FEMININE.isdisjoint(lows[:2]) else "m"
        french = self.layers.lang == "fr" and not {"deux", "tous", "toutes"} & set(lows[:2])
        return known if not french or known.gender in {None, wanted} else None

    def _pair(self, at: int) -> tuple[Known, Known] | None:
        """Return the two persons of the nearest sentence before a character that names two, in their order."""
        here = self.layers.sentence_at(at)
        for back in range(BACK + 1 if here is not None else 0):
            if here is None or here.index < back:
                return None
            start, end = self.layers.sentences[here.index - back].span
            people = [k for k in self.table.all_in(start, min(end, at)) if k.type == "PER"]
            if len(people) == 2:
                return people[0], people[1]
        return None

    def _other(self, pair: tuple[Known, Known], at: int) -> Known | None:
        """Return the one of two who was not the last to be named or heard."""
        last = max(pair, key=lambda k: max((m.start for m in k.mentions if m.end <= at), default=-1))
        heard = next((h for h in reversed(self.referents.heard) if h.at < at), None)
        ids = {k.id for k in pair}
        owner = heard.speaker.entity if heard is not None and heard.speaker.entity in ids else last.id
        return next((k for k in pair if k.id != owner), None)

    def voice(self, words: Sequence[Word], at: int) -> Known | Speaker | None:
        """Return the body that a spokesperson named without one speaks for: the last that a sentence was about."""
        plain = [w for w in words if w.pos != "PUNCT"]
        if not plain or len(plain) > MAX_VOICE or plain[0].pos == "PROPN" or any(w.pos == "ADP" for w in plain):
            return None
        hits = self.table.titles.find([w.low for w in plain], [w.base for w in plain])
        if not any(h.entry.key in _VOICE and h.end == len(plain) for h in hits):
            return None
        here = self.layers.sentence_at(at)
        for back in range(BACK if here is not None else 0):
            if here is None or here.index < back or here.paragraph - self._paragraph(here.index - back) > 1:
                return None
            found = self._body_of(here.index - back, at)
            if found is not None:
                return found
        return None

    def _paragraph(self, index: int) -> int:
        return self.layers.sentences[index].paragraph

    def _body_of(self, index: int, at: int) -> Known | Speaker | None:
        """Return the body that a sentence is about up to a character: its subject, else the only one it names."""
        start, end = self.layers.sentences[index].span
        named = [k for k in self.table.all_in(start, min(end, at)) if k.type in _GROUPS]
        for known in named:
            if any(start <= m.start < end and self.referents.is_subject(m) for m in known.mentions):
                return known
        body = self.referents.bodies.at(index)
        if body is not None and body.span.end <= at:
            return body.speaker
        orgs = [k for k in named if k.type == "ORG"]
        return orgs[0] if len(orgs) == 1 else None

    def body(self, words: Sequence[Word], at: int) -> Known | None:
        """Return the one organisation among whose names' words all words of a definite phrase are ("the commission")."""
        plain = [w for w in words if w.pos != "PUNCT"]
        if not 2 <= len(plain) <= MAX_BODY or plain[0].low not in _THE or any(w.text[0].isupper() for w in plain[1:]):
            return None
        wanted = {w.low for w in plain[1:]}
        fit = [
            k for k in self.table.known
            if k.type == "ORG" and wanted <= set(k.name.lower().replace("’", "'").split())
        ]  # fmt: skip
        before = [k for k in fit if k.mentions[0].start < at] or fit
        return before[0] if len(before) == 1 else None


def _place(lows: Sequence[str]) -> str | None:
    """Return "first", "second" or "other" for a phrase that means one of two persons, or both by the first."""
    if not lows:
        return None
    if lows[0] in _BOTH and (len(lows) == 1 or lows[1] in {"of", "deux", "toutes", "les"}):
        return "first"
    if lows[0] in {"the", "les", "ces", "these"} and len(lows) > 2 and lows[1] in _TWO:
        return "first"
    if lows[0] in _OWNERS and len(lows) == 2 and lows[1] in _OTHERS:
        return "other"
    if lows[0] not in _THE or len(lows) < 2 or (len(lows) > 2 and lows[2] in {"of", "to", "de", "à"}):
        return None
    if len(lows) > 2 and lows[2] not in {"who", "qui", "whose", "dont", ","} and lows[1] not in {"former", "latter"}:
        return None
    return "first" if lows[1] in _FIRST else "second" if lows[1] in _SECOND else None
