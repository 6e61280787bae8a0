"""Whether the clause around a date speaks of what was or of what will be."""

from __future__ import annotations

from functools import lru_cache

from vigie.lang.lexicon import Hit, load_lexicon
from vigie.read.layers import Sentence

_VERBS = frozenset({"VERB", "AUX"})
REACH = 4
"""A marker of the future holds for a verb at most this many words after it ("is due to formally open")."""

FRONTED = 2
"""A date that begins at most this many words into its sentence opens it: "On Saturday, four states hold a vote"."""


@lru_cache(maxsize=None)
def _endings(lang: str, key: str) -> tuple[str, ...]:
    entries = load_lexicon(lang, "dates").entries
    return tuple(end for e in entries if e.key == key for end in e.all("endings"))


class Clauses:
    """The verbs of one sentence, asked for the one that a date goes with."""

    def __init__(self, sentence: Sentence, lang: str) -> None:
        words = sentence.words
        self.words, self.lang = words, lang
        self.marks: dict[str, list[Hit]] = {}
        for hit in sentence.hits(load_lexicon(lang, "dates")):
            self.marks.setdefault(hit.entry.key, []).append(hit)
        self.edges = {i for h in self.marks.get("edge", ()) for i in range(h.start, h.end)}
        self.edges |= {i for i, w in enumerate(words) if w.pos == "PUNCT" and w.low not in {"-", "'"}}

    def tense(self, start: int, end: int) -> str:
        """Return "future", "past" or "" for the words [start, end).

        The nearest verb before them in the clause that shows its tense decides, then the first one after, also across
        the comma of a fronted date, then any verb before.
        """
        return (
            self._back(start - 1, stop=True) or self._forth(end, start <= FRONTED) or self._back(start - 1, stop=False)
        )

    def _back(self, at: int, *, stop: bool) -> str:
        while at >= 0 and not (stop and at in self.edges):
            found = self._tense_of(at) if self._is_verb(at) else ""
            if found:
                return found
            at -= 1
        return ""

    def _forth(self, at: int, fronted: bool) -> str:
        first = at
        while at < len(self.words) and (at == first or at not in self.edges):
            if self._is_verb(at):
                return self._tense_of(self._last_of_group(at), timetable=fronted)
            at += 1
        return ""

    def _last_of_group(self, at: int) -> int:
        """Return the main verb after its auxiliaries, adverbs between them."""
        last = at
        for i in range(at + 1, min(at + REACH, len(self.words))):
            if self._is_verb(i):
                last = i
            elif self.words[i].pos not in {"ADV", "PART", "PRON"} or i in self.edges:
                break
        return last

    def _is_verb(self, at: int) -> bool:
        return self.words[at].pos in _VERBS or any(h.end - 1 == at for h in self.marks.get("future", ()))

    def _tense_of(self, at: int, *, timetable: bool = True) -> str:
        word = self.words[at]
        for hit in self.marks.get("future", ()):
            if hit.start <= at < hit.end + REACH and not any(e in self.edges for e in range(hit.end, at)):
                return "future"
        stems = word.base.split("|")
        for ending in _endings(self.lang, "future"):
            if word.low.endswith(ending):
                stem = word.low[: len(word.low) - len(ending)]
                if stem in stems or stem + "e" in stems:
                    return "future"
        if self._is_past(at) or self._is_speech(at):
            return "past"
        return "future" if timetable and self._is_timetable(at) else ""

    def _is_speech(self, at: int) -> bool:
        """Return whether the verb is one of saying: who "says Monday" has spoken."""
        word = self.words[at]
        hits = load_lexicon(self.lang, "cues").find_all([word.low], [word.base])
        return any(h.entry.get("scope", "speech") == "speech" and "clause" in h.entry.all("takes") for h in hits)

    def _is_timetable(self, at: int) -> bool:
        """Return whether a plain present speaks of what is to come, as English does: "the summit opens Monday"."""
        word = self.words[at]
        if self.lang != "en" or word.pos != "VERB" or (at and self.words[at - 1].low == "to"):
            return False
        return any(word.low in {b, b + "s", b + "es", b[:-1] + "ies"} for b in word.base.split("|"))

    def _is_past(self, at: int) -> bool:
        """Return whether the verb is told as over: a past auxiliary before it, or a form that is not of the present."""
        near = range(max(at - 3, 0), at + 1)
        if any(h.start in near for h in self.marks.get("past_aux", ())):
            return True
        if any(h.start in near for h in self.marks.get("now_aux", ())):
            return False
        if self.words[at].low.endswith(_endings(self.lang, "past_aux")):
            return True
        if self.lang != "en":
            return False
        word = self.words[at]
        bases = word.base.split("|")
        return not any(word.low in {b, b + "s", b + "es", b[:-1] + "ies"} for b in bases) and not word.low.endswith(
            "ing"
        )
