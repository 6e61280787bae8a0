"""What a description allows: "the retired general", « la chercheuse », « L'ex-pilote de 52 ans », "the ministry"."""

from __future__ import annotations

from collections.abc import Sequence

from vigie.lang.lexicon import Lexicon, load_lexicon
from vigie.model import Span
from vigie.read.entities import EntityTable
from vigie.read.layers import Layers, Unit, Word
from vigie.read.statements.draft import Draft
from vigie.read.statements.referents import Wanted
from vigie.read.statements.roles import GENERIC
from vigie.read.statements.tellers import load_tellers

_DEFINITE = {"the": None, "this": None, "le": "m", "la": "f", "l'": None, "ce": "m", "cet": "m", "cette": "f"}
_POSSESSIVE = frozenset({"his", "her", "its", "their", "son", "sa", "ses", "leur", "leurs", "notre", "our"})
_OF = frozenset({"of", "for", "from", "at", "de", "du", "des", "d'", "à", "au", "aux", "pour", "chez", "in", "en"})
_TIMES = frozenset({"month", "weekday", "season", "relative", "unit", "daypart"})
_FORMER = frozenset({"former", "ex", "retired", "ancien", "ancienne", "old", "one-time", "onetime"})
_AGENTS = {
    "fr": ("eur", "euse", "rice", "iste", "ien", "ienne", "logue", "éen", "éenne", "ateur", "ant", "ante", "graphe")
    + ("lycéen", "lycéenne", "élu", "élue", "intéressé", "intéressée", "dirigeant", "homme", "femme", "chef", "cheffe"),
    "en": (
        "er",
        "or",
        "ist",
        "ian",
        "man",
        "woman",
        "eer",
        "ant",
        "chief",
        "head",
        "envoy",
        "judge",
        "spy",
        "aide",
        "boss",
    ),
}
_YEARS = frozenset({"ans", "year", "years", "an"})


class Descriptions:
    """Reads what a source phrase that names nobody says about whom it means."""

    def __init__(self, layers: Layers, table: EntityTable) -> None:
        self.layers, self.table = layers, table
        self._bodies: Lexicon = load_lexicon(layers.lang, "bodies")
        self._dates: Lexicon = load_lexicon(layers.lang, "dates")
        self._tellers = load_tellers(layers.lang)

    def wanted(self, draft: Draft, span: Span) -> Wanted | None:
        """Return what a definite description in the singular allows; None for any other phrase.

        A phrase with a complement ("the mayor of Lviv") describes by itself and stands for nobody named before.
        """
        words, unit, head = self.table.words_in(span), draft.unit, draft.source_head
        if unit is None or head is None or not words or words[0].low not in _DEFINITE or head.pos == "PRON":
            return None
        past = any(w.low in _FORMER or w.low.startswith("ex-") for w in words)
        if "Number=Plur" in head.morph or (not past and self._has_complement(unit, head, self._title_end(words))):
            return None
        gender = _DEFINITE[words[0].low] or self._noun_gender(words, head)
        if self._is_body(words) and not past:
            return None
        if not past and not self._is_person(words, head):
            return None
        slugs = {h.entry.key for h in self.table.titles.find([w.low for w in words], [w.base for w in words])} - GENERIC
        gender = gender if self.layers.lang == "fr" else None
        return Wanted(
            gender=gender,
            offices=self.compatible(slugs) if slugs and not past else None,
            described=False,
            country=self.table.country_of(span),
            noun=None if past else head.base,
        )

    def is_definite(self, span: Span) -> bool:
        """Return whether the phrase begins with a definite article, so that it takes up somebody named before."""
        words = self.table.words_in(span)
        return bool(words) and words[0].low in _DEFINITE

    def is_one_office(self, draft: Draft, span: Span) -> bool:
        """Return whether the phrase tells of one holder of an office ("its secretary general", « un chef d'état-major »)."""
        head = draft.source_head
        if head is None or "Number=Plur" in head.morph:
            return False
        words = self.table.words_in(span)
        hits = self.table.titles.find([w.low for w in words], [w.base for w in words])
        return any(h.entry.key not in GENERIC and h.start <= 3 for h in hits)

    def is_demonym(self, span: Span) -> bool:
        """Return whether the phrase is an article and a people's name that stands for one person (« La Gabonaise »)."""
        words = self.table.words_in(span)
        if len(words) != 2 or words[0].low not in {"le", "la", "l'", "the"} or not words[1].text[0].isupper():
            return False
        hits = self.table.gazetteer.find_names([words[1].low], lowered=[words[1].low])
        demonym = any(s.kind == "demonym" for h in hits for s in h.senses)
        country = self.table.gazetteer.find_names([words[1].text], lowered=[words[1].low])
        named = any(s.kind == "country" for h in country for s in h.senses)
        return demonym and (not named or self._is_other_gender(words))

    def _is_other_gender(self, words: list[Word]) -> bool:
        """Return whether the article speaks against the country: countries in -e are feminine (« la Suisse »)."""
        return words[0].low == "le" and words[1].low.endswith("e")

    def compatible(self, slugs: set[str]) -> frozenset[str]:
        """Return the offices a shorter title may stand for: "the minister" for a defence minister."""
        found = set(slugs)
        if any(s.endswith("_minister") and s != "prime_minister" for s in slugs):
            found |= {"minister"}
        if "minister" in slugs:
            found |= {f"{m}_minister" for m in ("foreign", "defence", "interior", "finance", "prime")}
        if slugs & {"general", "admiral", "officer", "commander"}:
            found |= {"general", "admiral", "officer", "commander", "chief_of_staff"}
        if slugs & {"chief", "head_of_agency"}:
            found |= {
                "chief",
                "head_of_agency",
                "intelligence_chief",
                "police_chief",
                "chief_executive",
                "secretary_general",
                "president",
            }
        if "member_of_parliament" in slugs:
            found |= {"mayor", "senator", "governor", "candidate", "minister"}
        if "governor" in slugs:
            found |= {"chief", "head_of_agency", "prefect"}
        return frozenset(found)

    def _title_end(self, words: list[Word]) -> int:
        """Return the character where the title of the phrase ends: "de la Défense" is part of a minister's."""
        hits = self.table.titles.find([w.low for w in words], [w.base for w in words])
        return max((words[h.end - 1].end for h in hits if h.start <= 2), default=0)

    def _has_complement(self, unit: Unit, head: Word, title_end: int = 0) -> bool:
        comma = next((w.i for w in unit.words[head.i :] if w.low == ","), len(unit.words))
        for c in unit.children(head.i):
            word = unit.words[c]
            if c <= head.i or c > comma or word.end <= title_end or not word.dep.startswith(("nmod", "appos")):
                continue
            if any(unit.words[k].low in _YEARS for k in unit.subtree(c)):
                continue
            cases = {unit.words[k].low for k in unit.children(c) if unit.words[k].dep == "case"}
            if cases & _OF:
                return True
        return any(unit.words[c].low in _POSSESSIVE for c in unit.children(head.i))

    def _noun_gender(self, words: Sequence[Word], head: Word) -> str | None:
        """Return the gender of the noun: a feminine adjective tells it of an office that has no form of its own."""
        near = [w for w in words[:4] if w.pos == "ADJ" and w is not head]
        if "Gender=Fem" in head.morph or any("Gender=Fem" in w.morph and w.low.endswith("e") for w in near):
            return "f"
        return "m" if "Gender=Masc" in head.morph else None

    def _is_person(self, words: list[Word], head: Word) -> bool:
        """Return whether the noun names a person: a title or role, a people, an age, or an ending that makes agents."""
        if self._is_title(words, head):
            return True
        if any(w.low in _YEARS for w in words) or head.text[0].isupper():
            return True
        if self._tellers.is_person(head):
            return True
        return head.low.endswith(_AGENTS[self.layers.lang]) or "-year-old" in head.low

    def can_speak(self, span: Span, head: Word) -> bool:
        """Return whether the phrase is about a person, an institution or a document, which say things."""
        words = self.table.words_in(span)
        named = any(k.type in {"PER", "ORG", "GPE"} for k in self.table.all_in(*span))
        return named or self._is_body(words) or self._is_person(words, head)

    def _is_title(self, words: list[Word], head: Word) -> bool:
        """Return whether a title or role stands in the phrase as a noun, not as what is said of one (« le programme officiel »)."""
        hits = self.table.titles.find_all([w.low for w in words], [w.base for w in words])
        behind = {w.start for w in words if w.start > head.start and w.pos == "ADJ"}
        return any(h.end - h.start > 1 or words[h.start].start not in behind for h in hits)

    def is_about_body(self, span: Span) -> bool:
        """Return whether the phrase is headed by an institution or a document, which are nobody's description."""
        words = self.table.words_in(span)
        end = next((k for k, w in enumerate(words) if k and w.low in _OF), len(words))
        return self._is_body(words[:end])

    def _is_body(self, words: list[Word]) -> bool:
        """Return whether the phrase is about an institution or a document, which speak but are no person."""
        end = next((k for k, w in enumerate(words) if w.low == ","), len(words))
        lows, bases = [w.low for w in words[:end]], [w.base for w in words[:end]]
        if self._bodies.is_in(lows, bases):
            return True
        return any(h.entry.key == "institution" for h in self.table.titles.find(lows, bases))

    def is_no_speaker(self, draft: Draft) -> bool:
        """Return whether the source is only a time ("next month"), which says nothing."""
        if not draft.source or draft.source_head is None:
            return False
        words = self.table.words_in(draft.source[0])
        hits = self._dates.find_all([w.low for w in words], [w.base for w in words])
        hits = [h for h in hits if h.entry.key in _TIMES]
        return any(words[h.start].start <= draft.source_head.start < words[h.end - 1].end for h in hits)

    def gender(self, draft: Draft) -> str | None:
        """Return the gender that a French source phrase shows by its article, or None."""
        if self.layers.lang != "fr" or not draft.source:
            return None
        words = self.table.words_in(draft.source[0])
        return {"le": "m", "un": "m", "la": "f", "une": "f"}.get(words[0].low) if words else None
