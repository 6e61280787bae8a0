"""What a statement does and how sure it is: modality, hedges, likelihood, conditions, negative evidence, venue, date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vigie.lang.lexicon import Hit, load_lexicon
from vigie.model import Likelihood, Span, Spans, When
from vigie.read.entities import EntityTable
from vigie.read.layers import Layers, Word
from vigie.read.statements.draft import Draft
from vigie.read.statements.stances import StanceReader

_MARKS = frozenset('«»“”„"‘’')


@dataclass(frozen=True, slots=True)
class Meaning:
    """The fields of a statement that its words decide."""

    modality: tuple[str, ...]
    scope: str
    negative_evidence: str | None
    likelihood: Likelihood | None
    hedges: Spans
    condition: Spans
    venue: str | None
    date: When | None


class MeaningReader:
    """Reads the meaning of drafts of one document."""

    def __init__(self, layers: Layers, table: EntityTable, dates: Sequence[When]) -> None:
        self.layers, self.table, self.dates = layers, table, dates
        self._lexicons = {
            name: load_lexicon(layers.lang, name)
            for name in ("hedges", "likelihood", "negative_evidence", "conditions", "venues")
        }
        self._stances = StanceReader(layers)

    def read(self, draft: Draft) -> Meaning:
        """Return the meaning of a draft from its cue and its content."""
        words = self._words(draft.content)
        negative = self._negative_evidence(draft, words)
        likelihoods = self._hits("likelihood", words)
        return Meaning(
            modality=self._stances.read(draft, words, self._words(draft.cue), negative is not None),
            scope=draft.entry.get("scope", "speech") if draft.entry else "speech",
            negative_evidence=negative,
            likelihood=_make_likelihood(likelihoods[0]) if likelihoods else None,
            hedges=tuple(span for _, span in self._hits("hedges", words)),
            condition=self._conditions(words),
            venue=self._venue(draft),
            date=self._date(draft),
        )

    def _words(self, spans: Iterable[Span]) -> list[Word]:
        """Return the words of all sentences that lie in the ranges."""
        found: list[Word] = []
        for span in spans:
            first = self.layers.sentence_at(span.start)
            if first is None:
                continue
            for sentence in self.layers.sentences[first.index :]:
                if sentence.span.start >= span.end:
                    break
                found += [w for w in sentence.words if w.start >= span.start and w.end <= span.end]
        return found

    def _hits(self, name: str, words: Sequence[Word]) -> list[tuple[Hit, Span]]:
        hits = self._lexicons[name].find([w.low for w in words], [w.base for w in words])
        return [(h, Span(words[h.start].start, words[h.end - 1].end)) for h in hits]

    def _negative_evidence(self, draft: Draft, words: Sequence[Word]) -> str | None:
        """Return the kind of "looked for and not seen", also when the cue itself is part of it ("saw no sign that").

        What a cue inside another statement did not see is that statement's; quotation marks part no words.
        """
        stretches = [words] if draft.parent is not None else [words, self._words(_cover_cue(draft))]
        for stretch in stretches:
            hits = self._hits("negative_evidence", [w for w in stretch if w.text not in _MARKS])
            if hits:
                return hits[0][0].entry.key
        return None

    def _conditions(self, words: list[Word]) -> Spans:
        """Return the conditions; one that begins inside another is part of it."""
        found: list[Span] = []
        for hit, span in self._hits("conditions", words):
            clause = self._clause_after(hit, span, words)
            if not found or clause.start >= found[-1].end:
                found.append(clause)
        return tuple(found)

    def _clause_after(self, hit: Hit, span: Span, words: Sequence[Word]) -> Span:
        """Return the condition from its marker to the next comma or the end of its sentence."""
        end = span.end
        sentence = self.layers.sentence_at(span.start)
        limit = sentence.span.end if sentence is not None else span.end
        for word in words:
            if word.start >= span.end:
                if word.start >= limit or word.low in {",", ";", ".", ":"}:
                    break
                end = word.end
        return Span(span.start, end)

    def _venue(self, draft: Draft) -> str | None:
        """Return the outlet or occasion that the attribution clause names, or None."""
        if draft.unit is None or not draft.cue:
            return None
        inside = draft.content
        for known in self.table.all_in(draft.unit.span.start, draft.unit.span.end):
            if known.sense is not None and known.sense.kind == "media":
                mention = next(
                    (m for m in known.mentions if draft.unit.span.start <= m.start < draft.unit.span.end), None
                )
                in_source = any(s.start <= mention.start < s.end for s in draft.source) if mention else True
                if mention and not in_source and not any(c.start <= mention.start < c.end for c in inside):
                    return known.name
        return None

    def _date(self, draft: Draft) -> When | None:
        """Return the date expression of the attribution clause nearest to the cue, or None."""
        if draft.unit is None or not draft.cue:
            return None
        unit, cue = draft.unit.span, draft.cue[0]
        near = [
            d for d in self.dates
            if unit.start <= d.span.start < unit.end
            and not any(c.start <= d.span.start < c.end for c in draft.content)
            and not any(s.start <= d.span.start < s.end for s in draft.source)
        ]  # fmt: skip
        return min(near, key=lambda d: abs(d.span.start - cue.start), default=None)


def _cover_cue(draft: Draft) -> list[Span]:
    if draft.unit is None or not draft.cue:
        return []
    start = min(draft.cue[0].start, draft.start) - 0
    unit = draft.unit.span
    return [Span(max(unit.start, start - 30), min(unit.end, max(draft.cue[-1].end, draft.end)))]


def _make_likelihood(found: tuple[Hit, Span]) -> Likelihood:
    hit, span = found
    return Likelihood(span, float(hit.entry.get("low")), float(hit.entry.get("high")))
