"""Finds known names in a token sequence."""

from __future__ import annotations

from collections.abc import Sequence

from vigie.lang.gazetteer.keys import join_keys, make_key
from vigie.lang.gazetteer.records import Hit, Named
from vigie.lang.gazetteer.tables import ALONE, BEHIND, EXACT, LOWER, QUIET, WEAK, Tables

MAX_TOKENS = 9
LOOKED_UP = 50_000
"""So many look-ups are remembered: a few thousand openings make most of the names of any text."""
_HYPHENS = frozenset("-‐‑–")
_PLACE_BEFORE = {
    "en": frozenset("in at near outside around inside throughout across into".split()),
    "fr": frozenset("à en près vers jusqu'à dans".split()),
}
_PLACE_NOUNS = frozenset(
    "city town village port region province state district suburb capital outskirts mayor north south east west people "
    "streets airport county ville village bourg port région province localité commune capitale banlieue maire sud nord "
    "est ouest gare aéroport centre outside inside residents habitants alentours environs".split()
)
_OF = frozenset({"of", "de", "d'", "d’"})
_TITLES = frozenset(
    "president minister king queen pope general former prime vice chancellor secretary mr mr. mrs mrs. ms ms. m. mme "
    "président présidente ministre roi reine pape général ex-président premier chancelier chancelière monsieur madame "
    "the a an and but for as with from to by le la les et mais pour que qu' avec selon when while if since after before "
    "in at on near outside across inside around of à en dans vers sur de d' du des north south east west northern southern "
    "eastern western central upper lower greater inner outer far nord sud est ouest".split()
)


class Finder:
    """Matches token sequences against the names of one language."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._looked_up: dict[str, tuple[bool, bool]] = {}
        self._cache: dict[str, tuple[tuple[Named, int], ...]] = {}
        self._before = _PLACE_BEFORE.get(tables.lang, frozenset())
        self._lower: frozenset[str] | None = None

    def _lower_starts(self) -> frozenset[str]:
        if self._lower is None:
            self._lower = self._tables.lower_starts()
        return self._lower

    def find(self, words: Sequence[str]) -> list[Hit]:
        """Return the hits in reading order, longest first at each place."""
        lower = self._lower_starts()
        hits: list[Hit] = []
        i, n = 0, len(words)
        while i < n:
            word = words[i]
            first = word[:1]
            if (first.isupper() or first.isdigit() and word.isupper()) or word in lower:
                hit = self._at(i, words)
                if hit is not None:
                    hits.append(hit)
                    i = hit.end
                    continue
            i += 1
        return hits

    def _at(self, i: int, words: Sequence[str]) -> Hit | None:
        for key, end in reversed(self._names_from(i, words)):
            senses = tuple(s for s, flags in self._senses(key) if self._fits(s, flags, i, end, words))
            if senses:
                return Hit(i, end, senses)
        return None

    def _names_from(self, i: int, words: Sequence[str]) -> list[tuple[str, int]]:
        """Return the stored keys that begin at the token, shortest first, each with the index after its last token."""
        found: list[tuple[str, int]] = []
        text = ""
        for j in range(i, min(i + MAX_TOKENS, len(words))):
            if j > i and words[j] in _HYPHENS:
                continue
            key = make_key(words[j])
            if not key or (j > i and not (key[0].isalnum() or key[0] == "'" or key[0] == "&")):
                break
            text = join_keys(text, key) if text else key
            is_name, goes_on = self._look_up(text)
            if is_name:
                found.append((text, j + 1))
            if not goes_on:
                break
        return found

    def _look_up(self, text: str) -> tuple[bool, bool]:
        """Return whether the text is the key of a name, and whether a longer key begins with it; remembered."""
        found = self._looked_up.get(text)
        if found is None:
            found = self._tables.look_up(text)
            if len(self._looked_up) >= LOOKED_UP:
                self._looked_up.clear()
            self._looked_up[text] = found
        return found

    def _senses(self, key: str) -> tuple[tuple[Named, int], ...]:
        found = self._cache.get(key)
        if found is None:
            found = self._cache[key] = tuple(self._tables.find(key))
        return found

    def _fits(self, sense: Named, flags: int, start: int, end: int, words: Sequence[str]) -> bool:
        """Return whether the tokens as written, and their neighbours, allow this sense."""
        first = words[start]
        if flags & QUIET:
            return False
        if not flags & LOWER and not (first[:1].isupper() or first[:1].isdigit()):
            return False
        if flags & BEHIND:
            return self._is_behind_town(sense, start, end, words)
        if flags & EXACT:
            return _is_capitals(words[start:end]) and not _is_headline(start, end, words)
        if sense.kind in {"city", "region"} and _is_acronym(start, end, words):
            return False
        if flags & WEAK:
            return self._is_place_context(start, end, words)
        if end == start + 1 and (flags & ALONE or sense.kind in {"city", "region"}):
            return not _is_after_given_name(start, words)
        return True

    def _is_place_context(self, start: int, end: int, words: Sequence[str]) -> bool:
        """Return whether a place word stands before, or the name of a larger place after a comma."""
        if not words[start][:1].isupper() or (end < len(words) and _is_name_like(words[end])):
            return False
        before = words[start - 1].lower() if start else ""
        if before in self._before:
            return True
        if before in _OF and start > 1 and words[start - 2].lower() in _PLACE_NOUNS:
            return True
        if before in _OF and start > 2 and words[start - 2] == "," and words[start - 3].isdigit():
            return True
        if _is_dateline(start, end, words):
            return True
        return end + 1 < len(words) and words[end] in {",", "("} and self._is_larger_place(end + 1, words)

    def _is_behind_town(self, sense: Named, start: int, end: int, words: Sequence[str]) -> bool:
        """Return whether the short form of a state follows a town and a comma; two bare capitals only a town of its own."""
        word, tied = words[start], end < len(words) and words[end] == "."
        if len(word) > 3 and "." in word[:-1] and word.isupper():
            return not (start and words[start - 1].isdigit()) and not (end < len(words) and _is_name_like(words[end]))
        if start < 2 or words[start - 1] != "," or not words[start - 2][:1].isupper():
            return False
        return tied or word.endswith(".") or (word.isupper() and self._is_of_state(sense, start - 1, words))

    def _is_of_state(self, sense: Named, end: int, words: Sequence[str]) -> bool:
        """Return whether the words that end there name a town of the state."""
        for i in range(max(0, end - 3), end):
            for key, at in self._names_from(i, words):
                if at == end and any(
                    s.country == sense.country and s.admin1 == sense.admin1 for s, _ in self._senses(key)
                ):
                    return True
        return False

    def _is_larger_place(self, i: int, words: Sequence[str]) -> bool:
        if not words[i][:1].isupper():
            return False
        for key, end in self._names_from(i, words):
            for sense, flags in self._senses(key):
                if sense.kind in {"country", "region"} and not flags & (WEAK | QUIET):
                    if not flags & BEHIND or self._is_behind_town(sense, i, end, words):
                        return True
        return False


def _is_capitals(tokens: Sequence[str]) -> bool:
    return all(t.isupper() or not t.isalpha() for t in (t.replace(".", "") for t in tokens))


def _is_headline(start: int, end: int, words: Sequence[str]) -> bool:
    """Return whether both neighbours are in capitals too, so that capitals tell nothing."""
    sides = [words[k] for k in (start - 1, end) if 0 <= k < len(words)]
    return len(sides) > 0 and all(len(w) > 4 and w.isalpha() and w.isupper() for w in sides)


def _is_acronym(start: int, end: int, words: Sequence[str]) -> bool:
    """Return whether one short word stands in capitals among others that do not: an agency's letters, no town's name."""
    word = words[start]
    if end != start + 1 or not 2 < len(word) < 7 or not word.isupper() or not start:
        return False
    sides = [w for w in (*words[max(0, start - 2) : start], *words[end : end + 2]) if len(w) > 1 and w.isalpha()]
    return any(not w.isupper() for w in sides) and not all(w.isupper() for w in words[:start] if w.isalpha())


def _is_dateline(start: int, end: int, words: Sequence[str]) -> bool:
    """Return whether the tokens are the capitals at the head of a report: "TORRINGTON — The mayor"."""
    if start or end >= len(words) or words[end] not in _AFTER_DATELINE:
        return False
    return all(w.isupper() for w in words[start:end] if w.isalpha()) and sum(map(len, words[start:end])) > 3


_AFTER_DATELINE = frozenset({"-", "–", "—", "--", "("})


def _is_name_like(word: str) -> bool:
    return word[:1].isupper() and word[-1:].isalpha() and not word.isupper()


def _is_after_given_name(start: int, words: Sequence[str]) -> bool:
    """Return whether the word before is a capitalised word that is no title, so that a longer name ends here."""
    if start == 0:
        return False
    before = words[start - 1]
    if len(before) == 2 and before[1] == "." and before[0].isupper():
        return True
    return _is_name_like(before) and before.lower() not in _TITLES
