"""The longer name behind a short description: "the agency" for the Harbour Agency, « le ministère » for one named in full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from vigie.model import Speaker
from vigie.read.entities import EntityTable, Known
from vigie.read.layers import Layers, Word
from vigie.text.fold import fold

_DEFINITE = frozenset({"the", "its", "this", "that", "le", "la", "l'", "ce", "cet", "cette"})
_SMALL = _DEFINITE | frozenset(
    {"of", "for", "de", "du", "des", "d'", "and", "et", "same", "même", "les", "in", "à", "au"}
)
_LINKS = frozenset({"of", "for", "de", "du", "des", "d'"})
_INSIDE = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM", "X"})
_COMPANY = frozenset("company firm group société entreprise groupe compagnie exploitant opérateur operator".split())
_AGENCY = frozenset("agency watchdog agence".split())
"""Nouns that say only what sort of organisation it is."""
_PUBLIC = frozenset(
    "ministry agency commission council committee court police army party bank centre office ministère agence conseil "
    "comité cour tribunal armée parti banque bureau autorité authority union unions syndicat fédération federation force "
    "forces institute institut university université observatory observatoire party league ligue association mission "
    "cgt cfdt fo unsa cftc medef tuc afl-cio verdi".split()
)
"""Words in the names of organisations that are no companies."""
_GOVERNMENTS = frozenset({"government", "gouvernement"})


class FullerNames:
    """Finds the name that the text gave before to whom a description with a definite article takes up."""

    def __init__(self, layers: Layers, table: EntityTable) -> None:
        self.layers, self.table = layers, table

    def find(self, speaker: Speaker, at: int) -> Speaker:
        """Return the speaker under the fuller name that the text gives them before a character, or as they are."""
        wanted = fold(speaker.name).replace("’", "'").replace("l'", "l' ").replace("d'", "d' ").split()
        if speaker.entity is not None or len(wanted) < 2 or wanted[0] not in _DEFINITE:
            return speaker
        told = [w for w in wanted if w not in _SMALL]
        state = self._state(speaker, told)
        known = state or self._known(told, at)
        if known is not None:
            known.used = True
            name = speaker.name if known is state else known.name
            codes = speaker.codes or known.codes
            return replace(speaker, name=name, entity=known.id, country=speaker.country or known.country, codes=codes)
        return replace(speaker, name=self._phrase(told, at) or speaker.name)

    def _state(self, speaker: Speaker, told: Sequence[str]) -> Known | None:
        """Return the state whose government is meant ("the Slovak government"), if the text names it."""
        if not _GOVERNMENTS & set(told) or speaker.country is None or len(told) > 2:
            return None
        states = (k for k in self.table.known if k.type == "GPE" and k.country == speaker.country)
        return next((k for k in states if k.sense is not None and k.sense.kind == "country"), None)

    def _known(self, told: Sequence[str], at: int) -> Known | None:
        """Return the organisation named last before whose name holds all the words, or for "the company" any at all."""
        bodies = [k for k in self.table.known if k.type not in {"PER", "GPE", "LOC"}]
        fit = [k for k in bodies if told and set(told) < set(fold(k.name).split())]
        if not fit and len(told) == 1:
            fit = [k for k in bodies if k.type == "ORG" and _is_sort(k, told[0])]
            fit = [k for k in fit if k.used and told[0] in _COMPANY] or fit
        before = [(max((m.start for m in k.mentions if m.end <= at), default=-1), k) for k in fit]
        best = max(before, key=lambda pair: pair[0], default=None)
        return best[1] if best is not None and best[0] >= 0 else None

    def _phrase(self, told: Sequence[str], at: int) -> str | None:
        """Return the nearest longer phrase before that has all the words of the description and a name, or None."""
        for words in self._sentences_before(at):
            for word in reversed(words):
                if told and word.low == told[-1] or word.low in told and word.pos == "NOUN":
                    name = self._around(words, word, set(told))
                    if name is not None:
                        return name
        return None

    def _sentences_before(self, at: int) -> Iterator[list[Word]]:
        """Yield the words before a character, sentence by sentence, the nearest first."""
        here = self.layers.sentence_at(at)
        for sentence in reversed(self.layers.sentences[: here.index + 1] if here is not None else []):
            yield [w for w in sentence.words if w.end <= at]

    def _around(self, words: Sequence[Word], head: Word, told: set[str]) -> str | None:
        """Return the phrase around its noun when it says more than the description and by a name, or None."""
        at = next(i for i, w in enumerate(words) if w is head)
        first = at
        while first and words[first - 1].pos in {"NOUN", "PROPN", "ADJ"}:
            first -= 1
        last = _end(words, at)
        inside = words[first : last + 1]
        if not told < {fold(w.low) for w in inside}:
            return None
        if not any(w.text[0].isupper() for w in inside if w.low not in told and words[0] is not w):
            return None
        return " ".join(self.layers.text[inside[0].start : inside[-1].end].split())


def _is_sort(known: Known, noun: str) -> bool:
    """Return whether an organisation may be what the noun says: a company, or an agency."""
    public = bool(_PUBLIC & set(fold(known.name).split()))
    kind = known.sense.kind if known.sense is not None else None
    if noun in _COMPANY:
        return not public and kind in {None, "organisation", "media"}
    return noun in _AGENCY and kind in {"agency", "organisation", "body"}


def _end(words: Sequence[Word], at: int) -> int:
    """Return the last word of the phrase: its adjectives and the complements that "of" ties to it."""
    last = at
    for i in range(at + 1, min(len(words), at + 10)):
        word = words[i]
        if word.low in _LINKS:
            continue
        if word.pos not in _INSIDE or (word.pos in {"NOUN", "DET"} and last == i - 1 and words[last].low not in _LINKS):
            if word.pos != "NOUN" or words[last].pos != "DET":
                break
        last = i
    return last
