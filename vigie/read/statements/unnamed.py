"""Whether a source phrase names nobody: "two officials", « des habitants », "an engineer who would not give his name"."""

from __future__ import annotations

from collections.abc import Sequence

from vigie.lang.lexicon import Lexicon, load_lexicon
from vigie.read.layers import Word
from vigie.read.statements.tellers import load_tellers

_INDEFINITE = frozenset(
    "a an one some several many most few other another certain various both two three four five six seven eight nine "
    "ten dozens hundreds un une des deux trois quatre cinq six sept huit neuf dix plusieurs certains certaines "
    "quelques d'autres d' autre autres beaucoup quelqu'un nombre".split()
)

_THE = frozenset({"the", "these", "those", "les", "ces", "le", "la", "l'"})
_MINE = frozenset({"my", "our", "mon", "ma", "mes", "notre", "nos"})
_OWN = _MINE
_ANYBODY = frozenset({"trade", "life", "kin", "sport"})
"""What people are, no office of which the holder could be looked up."""
_FOR_OTHERS = frozenset(
    "representative representatives official officials représentant représentante représentants responsable "
    "responsables fonctionnaire fonctionnaires analyst analysts researchers researcher economists economist inspectors "
    "observers monitors scientists experts investigators analyste analystes chercheurs économistes observateurs "
    "inspecteurs enquêteurs experts".split()
)
"""Who speaks for the organisation that the phrase names ("an EU official")."""

_MEMBERS = frozenset({"mps", "meps", "ceos", "pdg"})
"""Persons who are written like names."""
_TALK = frozenset("rumour rumours rumor rumors gossip whispers murmurs rumeur rumeurs bruits ragots ouï-dire".split())
"""Talk is no person: that it is nobody's is told from its words."""


class Unnamed:
    """Tells unnamed persons from bodies, documents and spokespersons, who stand for somebody."""

    def __init__(self, lang: str, titles: Lexicon) -> None:
        self.titles, self.bodies = titles, load_lexicon(lang, "bodies")
        self._tellers = load_tellers(lang)

    def is_unnamed(self, words: Sequence[Word], head: Word | None, *, of_body: bool = False) -> bool:
        """Return whether the phrase means persons that it does not name: indefinite, or a plural without article.

        `of_body`: the phrase names an organisation, for which an official or a representative speaks.
        """
        words = [w for w in words if w.pos != "PUNCT"]
        if words and words[0].low in _INDEFINITE and any(w.low in _MEMBERS for w in words[1:4]):
            return True
        if head is None or not words or not (head.pos in {"NOUN", "ADJ", "NUM"} or head.tag == "NOUN"):
            return False
        plural = "Number=Plur" in head.morph or (head.low.endswith("s") and head.low not in head.base.split("|"))
        bare = plural and not {"NOUN", "ADJ"}.isdisjoint({words[0].pos, words[0].tag})
        group = plural and words[0].low in _THE and self._is_person(head)
        if not (bare or group or words[0].low in _INDEFINITE or words[0].pos == "NUM"):
            return False
        end = next((k for k, w in enumerate(words) if w.start > head.start), len(words))
        lows, bases = [w.low for w in words[:end]], [w.base for w in words[:end]]
        if head.low in _TALK or (of_body and head.low in _FOR_OTHERS):
            return False
        if not bare and self.bodies.is_in(lows[-2:], bases[-2:]):
            return False
        return not any(h.entry.key == "spokesperson" for h in self.titles.find(lows, bases))

    def is_anybody(self, words: Sequence[Word], head: Word | None) -> bool:
        """Return whether the phrase means somebody by trade or kin whom the text never names ("the printer in Hamburg")."""
        if head is None or not words or words[0].low not in _THE | _OWN or head.pos != "NOUN":
            return False
        if words[0].low in _OWN:
            return words[0].low in _MINE
        if not any(w.text[0].isupper() for w in words[1:]) or any(w.low == "," for w in words):
            return False
        before = [w for w in words if w.start <= head.start][1:]
        behind = words[len(before) + 1 : len(before) + 2]
        if behind and behind[0].text[0].isupper():
            return False
        kinds = self._tellers.person_kinds(head)
        titled = self.titles.is_in([w.low for w in before], [w.base for w in before])
        return not titled and bool(kinds & _ANYBODY) and not kinds & {"house", "office"}

    def _is_person(self, head: Word) -> bool:
        return bool(self._tellers.person_kinds(head) - {"house", "arms"})
