"""Whom a source phrase stands for: names, offices, pronouns, organisations, metonyms; unresolved is None."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vigie.lang.lexicon import Hit, Lexicon, load_lexicon
from vigie.model import Span, Speaker
from vigie.read.entities import EntityTable, Known
from vigie.read.layers import Layers, Unit, Word
from vigie.read.statements.draft import Draft

_VAGUE = frozenset(
    [
        "on",
        "it",
        "ce",
        "cela",
        "ça",
        "c'",
        "this",
        "that",
        "which",
        "who",
        "qui",
        "they",
        "ils",
        "elles",
        "some",
        "certains",
        "many",
        "beaucoup",
        "others",
        "d'autres",
    ]
)
RECENT = 4
"""Whoever spoke within so many sentences is likelier to be meant by a pronoun."""
_PERSONAL = frozenset({"he", "she", "him", "her", "his", "il", "elle", "lui", "son", "sa", "ses"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be meant by a later pronoun or description."""

    known: Known
    at: int
    weight: float


class SpeakerFinder:
    """Resolves the sources of one document in reading order, remembering who spoke and who was a subject."""

    def __init__(self, layers: Layers, table: EntityTable, drafts: Sequence[Draft] = ()) -> None:
        self.layers = layers
        self.table = table
        self._said = [c for d in drafts for c in d.content if d.parent is None]
        self.pronouns: Lexicon = load_lexicon(layers.lang, "pronouns")
        self.spoken: list[tuple[int, Speaker]] = []
        self._roles = _RoleBook(layers, table)

    def find(self, draft: Draft, parent: Speaker | None) -> Speaker | None:
        """Return the speaker of a draft, or None; `parent` is the speaker of the statement it stands in."""
        speaker = self._find(draft, parent)
        if speaker is not None:
            self.spoken.append((draft.start if not draft.source else draft.source[0].start, speaker))
        return speaker

    def _find(self, draft: Draft, parent: Speaker | None) -> Speaker | None:
        if not draft.source or draft.source_head is None:
            return None
        span = draft.source[0]
        pronoun = self._pronoun(span)
        if pronoun is not None:
            return self._resolve_pronoun(draft, pronoun, parent)
        named = self._named(draft, span)
        if named is not None:
            return named
        return self._described(draft, span)

    def _pronoun(self, span: Span) -> Hit | None:
        words = self.table.words_in(span)
        hits = self.pronouns.find([w.low for w in words], [w.base for w in words])
        if len(words) <= 3 and hits and hits[0].end - hits[0].start >= len(words) - 1:
            return hits[0]
        return None

    def _resolve_pronoun(self, draft: Draft, hit: Hit, parent: Speaker | None) -> Speaker | None:
        person, number = hit.entry.get("person", "3"), hit.entry.get("number")
        if person == "1":
            return parent if parent is not None else None
        if person == "2" or hit.entry.get("gender") == "n":
            return None
        if number == "pl":
            return None
        known, score = self._antecedent(draft, hit.entry.get("gender"))
        described = self._last_described(draft)
        if described is not None and score < self._nearness(draft) + 2.0:
            return described
        return self._speaker(known, 0.7) if known is not None else described

    def _nearness(self, draft: Draft) -> float:
        """Return minus the sentences between the source and whoever spoke last."""
        here = self.layers.sentence_at(draft.source[0].start)
        there = self.layers.sentence_at(self.spoken[-1][0])
        return -9.0 if here is None or there is None else -float(here.index - there.index)

    def _antecedent(self, draft: Draft, gender: str) -> tuple[Known | None, float]:
        """Return the most salient earlier person of a fitting gender, with the score."""
        at = draft.source[0].start
        best: tuple[float, Known] | None = None
        recent = {s.entity: i for i, s in self.spoken if s.entity and i < at}
        for known in self.table.known:
            before = [m for m in known.mentions if m.end <= at]
            if known.type not in {"PER", None} or not before or not _fits(known.gender, gender):
                continue
            score = self._salience(draft, before[-1], recent.get(known.id))
            if known.type is None:
                score -= 2
            if best is None or score > best[0]:
                best = (score, known)
        return (best[1], best[0]) if best is not None and best[0] > -6 else (None, -9.0)

    def _salience(self, draft: Draft, mention: Span, spoke_at: int | None) -> float:
        here, there = (self.layers.sentence_at(c) for c in (draft.source[0].start, mention.start))
        if here is None or there is None:
            return -9.0
        spoke = self.layers.sentence_at(spoke_at) if spoke_at is not None else None
        nearest = max(there.index, spoke.index) if spoke is not None else there.index
        score = -float(here.index - nearest)
        if spoke is not None:
            score += 2.0 if here.index - spoke.index <= RECENT else 0.5
        if self._is_subject(mention) or (spoke is not None and spoke.index == nearest):
            score += 1.5
        if any(s.start <= mention.start < s.end for s in draft.content):
            score -= 4.0
        elif any(s.start <= mention.start < s.end for s in self._said):
            score -= 2.0
        if here.paragraph != there.paragraph:
            score -= 0.5
        return score

    def _is_subject(self, mention: Span) -> bool:
        sentence = self.layers.sentence_at(mention.start)
        if sentence is None:
            return False
        for unit in self.layers.units_of(sentence.index):
            for word in unit.words:
                if word.start >= mention.start and word.end <= mention.end and _is_under_subject(unit, word):
                    return True
        return mention.start - sentence.span.start < 3

    def _last_described(self, draft: Draft) -> Speaker | None:
        """Return the speaker before, when it is an unnamed person close by ("a neighbour said … she added")."""
        if not self.spoken:
            return None
        speaker = self.spoken[-1][1]
        if self._nearness(draft) < -4 or speaker.entity is not None:
            return None
        return Speaker(speaker.name, None, speaker.role, speaker.country, speaker.codes, 0.5)

    def _named(self, draft: Draft, span: Span) -> Speaker | None:
        """Return the person, organisation or state that the source phrase names."""
        inside = self.table.all_in(*span)
        unit = draft.unit
        head = draft.source_head
        if not inside or unit is None or head is None:
            return None
        people = [k for k in inside if k.type in {"PER", None} and not _is_possessor(unit, k)]
        if people:
            best = next((k for k in people if _covers(k, head)), people[0])
            return self._speaker(best, 0.95, span)
        for known in inside:
            if _covers(known, head):
                return self._speaker(known, 0.85, span)
        return None

    def _described(self, draft: Draft, span: Span) -> Speaker | None:
        """Return the holder of a described office if the text or the tables name one, else the phrase itself."""
        holder = self._roles.holder(span, draft.source_head)
        if holder is not None:
            return self._speaker(holder, 0.8, span) if isinstance(holder, Known) else holder
        head = draft.source_head
        if head is None or head.low in _VAGUE or head.pos == "PRON":
            return None
        name = self.layers.text[span.start : span.end]
        codes = self.table.codes_for(span)
        return Speaker(" ".join(name.split()), None, None, codes[0][:3] if codes else None, codes, 0.6)

    def _speaker(self, known: Known, confidence: float, span: Span | None = None) -> Speaker:
        known.used = True
        role = known.role or (self._roles.role_text(span, known) if span is not None else None)
        if role and known.role is None:
            known.role = role
        codes = known.codes or (self.table.codes_for(span) if span is not None else ())
        country = known.country or (self.table.country_of(span) if span is not None else None)
        if known.type == "PER" and not known.codes:
            known.codes, known.country = codes, country
        if known.type == "GPE" and len(codes) == 1 and codes[0] == country:
            codes = (f"{country}GOV",)
        return Speaker(known.name, known.id, known.role, country, codes, confidence)


def _is_under_subject(unit: Unit, word: Word) -> bool:
    """Return whether the word is a subject, or a name in apposition to one ("president Ada Hale said")."""
    while word.dep.split(":")[0] in {"appos", "flat", "compound"} and word.head != word.i:
        word = unit.words[word.head]
    return word.dep.startswith("nsubj")


def _fits(have: str | None, want: str) -> bool:
    return have is None or want not in {"m", "f"} or have == want


def _covers(known: Known, head: Word) -> bool:
    return any(m.start <= head.start < m.end for m in known.mentions)


def _is_possessor(unit: Unit, known: Known) -> bool:
    """Return whether the name stands under a preposition or possessive ("a spokesman for X", "X's lawyer")."""
    for word in unit.words:
        if any(m.start <= word.start < m.end for m in known.mentions):
            if word.dep.startswith(("nmod", "obl")) and unit.words[word.head].dep != word.dep:
                return True
    return False


class _RoleBook:
    """Who holds which office, from the text itself first and the dated tables second."""

    def __init__(self, layers: Layers, table: EntityTable) -> None:
        self.layers, self.table = layers, table
        self._holders: dict[tuple[str, str | None], Known] = {}
        for known in table.known:
            if known.type == "PER":
                for mention in known.mentions[:3]:
                    self._note(known, mention)

    def _note(self, known: Known, mention: Span) -> None:
        """Note an office in the words right before a name or in the apposition right after it."""
        sentence = self.layers.sentence_at(mention.start)
        if sentence is None:
            return
        words = sentence.words
        first = next((w.i for w in words if w.start >= mention.start), 0)
        after = next((w.i for w in words if w.start >= mention.end), len(words))
        before = words[max(0, first - 9) : first]
        behind = words[after + 1 : after + 10] if after < len(words) and words[after].low == "," else []
        for stretch, near_end in ((before, True), (behind, False)):
            office = self._office(stretch, near_end=near_end)
            if office is not None:
                slug, start, end = office
                country = self.table.country_of(Span(start, end))
                self._holders.setdefault((slug, country), known)
                known.office = known.office or slug
                known.country = known.country or country
                known.role = known.role or _tidy(self.layers.text[start:end])
                return

    def _office(self, words: list[Word], *, near_end: bool) -> tuple[str, int, int] | None:
        """Return the office slug in a stretch of words beside a name, with the characters of the role phrase."""
        if not words:
            return None
        hits = self.table.titles.find([w.low for w in words], [w.base for w in words])
        hits = [h for h in hits if h.entry.key not in {"honorific"}]
        if not hits:
            return None
        hit = hits[-1] if near_end else hits[0]
        if near_end:
            if any(w.pos in {"VERB", "AUX"} or w.low in {";", ":", "."} for w in words[hit.end :]):
                return None
            return hit.entry.key, words[hit.start].start, words[-1].end
        if hit.start > 3:
            return None
        stop = next((i for i, w in enumerate(words) if i >= hit.end and (w.pos == "VERB" or w.low in {",", "."})), None)
        return hit.entry.key, words[hit.start].start, words[(stop or len(words)) - 1].end

    def holder(self, span: Span, head: Word | None) -> Known | Speaker | None:
        """Return who holds the office that the phrase describes ("the Norvan president"), or None."""
        words = self.table.words_in(span)
        hits = self.table.titles.find([w.low for w in words], [w.base for w in words])
        hit = next((h for h in hits if h.entry.key not in {"honorific", "role"}), None)
        if hit is None or head is None or not (words[hit.start].start <= head.start < words[hit.end - 1].end):
            return None
        slug, country = hit.entry.key, self.table.country_of(span)
        if words[0].low in {"a", "an", "un", "une", "des", "some", "one", "two", "deux", "several", "plusieurs"}:
            return None
        if "Plur" in head.morph:
            return None
        in_text = self._holders.get((slug, country)) or (self._only_holder(slug) if country is None else None)
        if in_text is not None:
            return in_text
        return self._by_table(slug, country)

    def _only_holder(self, slug: str) -> Known | None:
        found = {k.id: k for (s, _), k in self._holders.items() if s == slug}
        return next(iter(found.values())) if len(found) == 1 else None

    def _by_table(self, slug: str, country: str | None) -> Speaker | None:
        on = self.layers.document.published
        if country is None or on is None:
            return None
        offices = self.table.gazetteer.holders(slug, country, on)
        if len({o.holder for o in offices}) != 1:
            return None
        office = offices[0]
        return Speaker(office.holder, None, office.key.replace("_", " "), country, (f"{country}GOV",), 0.7)

    def role_text(self, span: Span | None, known: Known) -> str | None:
        """Return the words of the source phrase around the name, when they hold a role."""
        if span is None or known.type != "PER":
            return None
        words = [w for w in self.table.words_in(span) if not any(m.start <= w.start < m.end for m in known.mentions)]
        hits = self.table.titles.find([w.low for w in words], [w.base for w in words])
        if not any(h.entry.key != "honorific" for h in hits):
            return None
        run = _longest_run(words)
        return _tidy(self.layers.text[run[0].start : run[-1].end]) if run else None


def _longest_run(words: list[Word]) -> list[Word]:
    """Return the longest stretch of consecutive words, without outer punctuation."""
    best: list[Word] = []
    run: list[Word] = []
    for word in words:
        run = [*run, word] if run and word.i == run[-1].i + 1 else [word]
        best = run if len(run) > len(best) else best
    while best and best[0].pos in {"PUNCT", "DET"}:
        best = best[1:]
    while best and best[-1].pos == "PUNCT":
        best = best[:-1]
    return best


def _tidy(text: str) -> str | None:
    cleaned = " ".join(text.split()).strip(" ,;:")
    return cleaned or None
