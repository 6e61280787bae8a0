"""Whose a quotation without a cue is: who is named or told of right beside it."""

from __future__ import annotations

from vigie.lang.lexicon import Lexicon, load_lexicon
from vigie.read.entities import EntityTable, Known
from vigie.read.layers import Layers, Sentence, Word
from vigie.read.statements.draft import Draft

_POINTERS = frozenset(
    {"that", "this", "so", "thus", "these", "those", "such", "c'", "ainsi", "voilà", "telle", "tel", "ce"}
)
_POINTED = frozenset(
    "words word voice speaker man woman verdict answer question line shout remark mots mot voix homme femme phrase cri "
    "question réponse auteur".split()
)
_BE = frozenset({"was", "is", "were", "are", "est", "sont", "était", "étaient", "be", "être"})
_OF = frozenset({"of", "for", "de", "du", "des", "d'", "in", "at", "from", "to", "à", "'s", "’s"})


class Beside:
    """Finds the person named beside a quotation that has no cue."""

    def __init__(self, layers: Layers, table: EntityTable) -> None:
        self.layers, self.table = layers, table
        self._cues: Lexicon = load_lexicon(layers.lang, "cues")

    def find(self, draft: Draft) -> Known | None:
        """Return the person named right behind the quotation, or right before its colon, or None."""
        last = self.layers.sentence_at(draft.end - 1)
        first = self.layers.sentence_at(draft.start)
        if first is None or last is None:
            return None
        found = self._in_tail(draft, last) or self._before_colon(draft, first)
        return found or self._inside(draft) or self._behind(draft, last)

    def is_led(self, draft: Draft) -> bool:
        """Return whether words before a colon name nobody but somebody unknown ("An aide to the minister: …")."""
        first = self.layers.sentence_at(draft.start)
        words = [w for w in first.words if w.end <= draft.start and self._is_told(w)] if first is not None else []
        words = [w for w in words if w.text not in "«“\"'‘`"]
        led = bool(words) and words[-1].low == ":" and all(w.pos not in {"VERB", "AUX"} for w in words)
        return led and any(w.low in {"a", "an", "un", "une", "another"} for w in words[:4])

    def _in_tail(self, draft: Draft, last: Sentence) -> Known | None:
        """Return the person named behind the mark in the quotation's own sentence ("…?" asks, bluntly, [Ada Hale])."""
        words = [w for w in last.words if w.start >= draft.end and self._is_told(w)]
        return self._first_person(words)

    def _inside(self, draft: Draft) -> Known | None:
        """Return the person named behind a verb that interrupts the quotation (« Je tremble, hurle [Ada Hale], porté … »)."""
        for piece in draft.content:
            sentence = self.layers.sentence_at(piece.start)
            while sentence is not None and sentence.span.start < piece.end:
                words = [w for w in sentence.words if piece.start <= w.start < piece.end]
                found = next((k for i in range(2, len(words)) if (k := self._interrupting(words, i))), None)
                if found is not None:
                    return found
                after = sentence.index + 1
                sentence = self.layers.sentences[after] if after < len(self.layers.sentences) else None
        return None

    def _interrupting(self, words: list[Word], i: int) -> Known | None:
        """Return the person whose name begins at a word behind a comma, a verb and at most a title."""
        known = self.table.at(words[i].start, words[i].end) if words[i].text[0].isupper() else None
        if known is None or known.type not in {"PER", None}:
            return None
        verb = any(self._is_aside(words, at) for at in range(max(1, i - 4), i))
        end = next((k for k in range(i, len(words)) if not known_at(self.table, words[k], known)), len(words))
        return known if verb and (end == len(words) or words[end].low in {",", ".", "!", ";"}) else None

    def _is_aside(self, words: list[Word], at: int) -> bool:
        """Return whether a verb of saying stands behind a comma."""
        if words[at - 1].low not in {",", "!", "?", "…"}:
            return False
        return words[at].pos == "VERB" or bool(self._cues.find([words[at].low], [words[at].base]))

    def _before_colon(self, draft: Draft, first: Sentence) -> Known | None:
        """Return the person whom the words before a colon are about ("Ada Hale, for the record:")."""
        words = [w for w in first.words if w.end <= draft.start and self._is_told(w)]
        if not words and first.index:
            before = self.layers.sentences[first.index - 1]
            words = [w for w in before.words if self._is_told(w)] if first.paragraph - before.paragraph <= 1 else []
        spoken = [w for w in words if w.text not in "«“\"'‘`"]
        return self._first_person(words) if spoken and spoken[-1].low == ":" else None

    def _behind(self, draft: Draft, last: Sentence) -> Known | None:
        """Return the person with whom the sentence behind the quotation begins, or whom it points to ("That was Ada Hale")."""
        if last.index + 1 >= len(self.layers.sentences):
            return None
        tail = [w for w in last.words if w.start >= draft.end and any(c.isalnum() for c in w.text)]
        behind = self.layers.sentences[last.index + 1]
        start, end = self.layers.paragraphs[last.paragraph]
        opens = start >= draft.start - 4
        alone = opens and not self.layers.text[draft.end : end].strip(" \u00a0\u202f.!?…»”’'\"`)")
        apart = behind.paragraph - last.paragraph
        if tail or apart > 1 or (apart and not alone):
            return None
        words = [w for w in behind.words if self._is_told(w)]
        if _is_pointing(words):
            return self._first_person(words, of=True)
        if not opens:
            return None
        begins = self._first_person(words[:3])
        if begins is not None or apart:
            return begins
        people = [k for k in self.table.all_touching(*behind.span) if k.type == "PER"]
        return people[0] if len({k.id for k in people}) == 1 else None

    def _first_person(self, words: list[Word], *, of: bool = False) -> Known | None:
        """Return the first person named in the words whom nothing is said to be of; `of`: nor is that asked."""
        for i, word in enumerate(words):
            known = self.table.at(word.start, word.end)
            if known is None or known.type not in {"PER", None}:
                continue
            if known.type is None and (" " not in known.name or i == 0) and not _is_inverted(words, i):
                continue
            if of or not i or words[i - 1].low not in _OF:
                return known
        return None

    def _is_told(self, word: Word) -> bool:
        return self.layers.quote_index.top_at(word.start) is None


def known_at(table: EntityTable, word: Word, known: Known) -> bool:
    """Return whether the word is part of the name of somebody."""
    return table.at(word.start, word.end) is known


def _is_inverted(words: list[Word], i: int) -> bool:
    """Return whether a verb stands right before the name and opens the words ("…?", s'inquiète Ada)."""
    return 0 < i <= 4 and words[i - 1].pos in {"VERB", "AUX"}


def _is_pointing(words: list[Word]) -> bool:
    """Return whether a sentence points back to the words before it ("That was …", "The words are …", « L'homme est … »)."""
    if len(words) < 3:
        return False
    if words[0].low in _POINTERS:
        return any(w.low in _BE or w.pos in {"VERB", "AUX"} for w in words[1:4])
    return any(w.low in _POINTED for w in words[:3]) and any(w.low in _BE for w in words[2:4])
