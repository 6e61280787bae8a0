"""Who holds which office, from the text itself first and the dated tables second."""

from __future__ import annotations

import re

from vigie.lang.gazetteer.records import Office
from vigie.lang.lexicon import Hit
from vigie.model import Span, Speaker
from vigie.read.entities import EntityTable, Known
from vigie.read.layers import Layers, Word
from vigie.text.fold import fold

GENERIC = frozenset({"honorific", "role", "institution", "peer"})
"""Titles that name no office one person holds."""
_RANKS = frozenset({"general", "admiral", "officer"})
"""Titles before a name that leave room for an office behind it ("Gen Ada Hale, [the army chief]")."""
_ARTICLES = {"le": "m", "un": "m", "la": "f", "une": "f"}
_FORMER = frozenset({"former", "ex", "ex-", "ancien", "ancienne", "retired", "then", "future", "futur"})
_LEADERS = frozenset({"chief", "head_of_agency", "chief_executive"})
_BREAKS = frozenset({";", ":", ".", "that", "que", "qu'", "who", "qui", "which", "and", "et"})
_INDEFINITE = frozenset("a an un une des some one two deux several plusieurs".split())


class RoleBook:
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
                start = self._with_former(words, start)
                country = self.table.country_of(Span(start, end))
                self._holders.setdefault((slug, country), known)
                known.office = known.office or (slug if slug != "peer" else None)
                known.gender = known.gender or self._gender(words, start)
                known.country = known.country or country
                if known.role is None:
                    known.role, known.role_span = _tidy(self.layers.text[start:end]), Span(start, end)
                if slug not in _RANKS or not near_end:
                    return

    def _with_former(self, words: list[Word], start: int) -> int:
        """Return where the role begins with the "former" before it: dropping it would change the office."""
        at = next((w.i for w in words if w.start >= start), 0)
        near = [w for w in words[max(0, at - 3) : at] if w.low in _FORMER]
        return near[0].start if near else start

    def _gender(self, words: list[Word], start: int) -> str | None:
        """Return the gender that the article before an office shows (« la ministre »), or None."""
        if self.layers.lang != "fr":
            return None
        at = next((w.i for w in words if w.start >= start), 0)
        return _ARTICLES.get(words[at].low) or (_ARTICLES.get(words[at - 1].low) if at else None)

    def _office(self, words: list[Word], *, near_end: bool) -> tuple[str, int, int] | None:
        """Return the office slug in a stretch of words beside a name, with the characters of the role phrase."""
        if not words:
            return None
        hits = self.table.titles.find([w.low for w in words], [w.base for w in words])
        hits = [h for h in hits if h.entry.key != "honorific"]
        hits = [h for h in hits if h.entry.key != "institution"] or hits
        hits = [h for h in hits if h.end >= len(words) or words[h.end].low not in {"'s", "’s", "’", "'"}]
        if not hits:
            return None
        hit = _pick(words, hits) if near_end else hits[0]
        if near_end:
            if any(w.pos in {"VERB", "AUX", "SCONJ"} or w.low in _BREAKS for w in words[hit.end :]):
                return None
            if _leads_on(words[hit.end :]):
                return None
            return hit.entry.key, words[hit.start].start, words[-1].end
        if hit.start > 3:
            return None
        stop = next((i for i, w in enumerate(words) if i >= hit.end and (w.pos == "VERB" or w.low in {",", "."})), None)
        return hit.entry.key, words[hit.start].start, words[(stop or len(words)) - 1].end

    def of_same_body(self, span: Span) -> Known | None:
        """Return the one person whose role names the same body as the phrase (« la dirigeante de la CGT »), or None."""
        names = {w.low for w in self.table.words_in(span)[1:] if w.text[0].isupper() and len(w.text) > 1}
        fit = [
            k for k in self.table.known if k.type == "PER" and k.role and names & set(re.findall(r"\w+", fold(k.role)))
        ]
        return fit[0] if names and len(fit) == 1 else None

    def holder(self, span: Span, head: Word | None) -> Known | Speaker | None:
        """Return who holds the office that the phrase describes ("the Norvan president"), or None."""
        words = self.table.words_in(span)
        hits = self.table.titles.find([w.low for w in words], [w.base for w in words])
        hit = next((h for h in hits if h.entry.key not in GENERIC), None)
        if hit is None or head is None or not (words[hit.start].start <= head.start < words[hit.end - 1].end):
            return None
        slug, country = hit.entry.key, self.table.country_of(span)
        if words[0].low in _INDEFINITE:
            return None
        if "Plur" in head.morph:
            return None
        in_text = self._holders.get((slug, country)) or self._only_holder(slug, country)
        if in_text is not None:
            return in_text
        return self._by_table(slug, country, words)

    def leader(self, span: Span, head: Word | None) -> Known | None:
        """Return the one person of the text at the head of something, when the phrase means a head in the singular and names none."""
        words = self.table.words_in(span)
        hits = self.table.titles.find([w.low for w in words], [w.base for w in words])
        hit = next((h for h in hits if h.entry.key in _LEADERS), None)
        if hit is None or head is None or "Plur" in head.morph:
            return None
        if not words[hit.start].start <= head.start < words[hit.end - 1].end or self.table.all_in(*span):
            return None
        if self.table.country_of(span) is not None:
            return None
        slugs = (_LEADERS | {"president"}) if hit.entry.key == "chief" else _LEADERS
        fit = [
            k for k in self.table.known if k.type == "PER" and k.office in slugs and k.mentions[0].start < span.start
        ]
        gender = _ARTICLES.get(words[0].low) if self.layers.lang == "fr" else None
        fit = [k for k in fit if gender is None or k.gender in {None, gender}]
        return fit[0] if len(fit) == 1 else None

    def _only_holder(self, slug: str, country: str | None) -> Known | None:
        """Return the one holder of the office in the text whose country does not speak against it."""
        fit = {
            k.id: k
            for (s, c), k in self._holders.items()
            if s == slug and (country is None or c is None) and (country is None or k.country in {None, country})
        }
        return next(iter(fit.values())) if len(fit) == 1 else None

    def _by_table(self, slug: str, country: str | None, words: list[Word]) -> Speaker | None:
        on = self.layers.document.published
        if country is None or on is None:
            return None
        named = {s.key for h in self.table.gazetteer.find_names([w.text for w in words]) for s in h.senses}
        offices = [o for o in self.table.gazetteer.holders(slug, country, on) if _is_of(o, named)]
        if len({o.holder for o in offices}) != 1:
            return None
        office = offices[0]
        codes = (office.code or office.organisation or f"{country}GOV",)
        return Speaker(office.holder, None, office.key.replace("_", " "), country, codes)

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


def _is_of(office: Office, named: set[str]) -> bool:
    """Return whether an office is a state's, a setting's, or of an organisation that the phrase names."""
    body = office.organisation
    return body is None or body.isupper() or f"org/{body}" in named


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


def _leads_on(words: list[Word]) -> bool:
    """Return whether a preposition leads from the title to the name: the office is somebody else's (« porte-parole de M. X »)."""
    left = [w for w in words if w.low not in _HONORIFICS and w.pos != "DET"]
    return bool(left) and left[-1].low in {"de", "du", "d'", "of", "for", "à", "to"}


_HONORIFICS = frozenset({"m.", "mme", "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "sir"})


def _pick(words: list[Word], hits: list[Hit]) -> Hit:
    """Return the title that heads a phrase before a name: the first of its clause, the last behind a possessive."""
    start = max(
        (i + 1 for i, w in enumerate(words) if w.pos in {"VERB", "AUX"} or w.low in {",", ";", ":", ".", "et", "and"}),
        default=0,
    )
    closed = [h for h in hits if h.start >= start] or hits[-1:]
    if len(closed) > 1 and any(w.low in {"'s", "’s"} for w in words[closed[0].start : closed[-1].start]):
        return closed[-1]
    return closed[0]
