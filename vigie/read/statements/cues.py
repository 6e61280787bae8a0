"""Cues: the words that attribute, found by lexicon and checked against the tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from vigie.lang.lexicon import Entry, Hit, Lexicon, load_lexicon
from vigie.model import Span
from vigie.read.layers import Unit, Word
from vigie.read.statements.disguises import is_certain_verb, mend_verb
from vigie.read.statements.openclass import find_that_verbs, load_not_saying, may_take_that, that_verb
from vigie.read.statements.predicates import is_turned, is_verb_in_s, is_verb_of_many
from vigie.read.statements.surface import skip_aside
from vigie.read.statements.views import opens_view

MAX_CLAUSE = 60
"""The subject of a clause beside a quotation begins within so many characters of it."""
MAX_SHORT = 12
"""A sentence of so few words may be the clause of a quotation before it (« “…” Hale asked. »)."""
_AUX = frozenset({"aux", "aux:pass", "aux:tense", "aux:caus", "cop"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue verb or cue noun at word `at` of a unit; `first` and `last` are the outer words of the phrase."""

    unit: Unit
    at: int
    first: int
    last: int
    entry: Entry
    kind: str
    aside: bool = False

    @property
    def bare_clause(self) -> bool:
        """Return whether a clause may follow without "that": verbs of saying whose entry says so."""
        return self.entry.get("bare_clause") == "yes"

    @property
    def span(self) -> Span:
        """Return the characters of the cue with its auxiliaries."""
        words = self.unit.words
        first = self.first
        auxiliaries = {c for c in self.unit.children(self.at) if words[c].dep in _AUX and words[c].pos != "PROPN"}
        at = first - 1
        while at >= 0 and (at in auxiliaries or words[at].pos in {"ADV", "PART"}):
            first = at if at in auxiliaries else first
            at -= 1
        return Span(words[first].start, words[self.last].end)


@dataclass(frozen=True, slots=True)
class CueLexicons:
    """The three lexicons that attribute: verbs, prepositions, nouns."""

    verbs: Lexicon
    according: Lexicon
    nouns: Lexicon
    titles: Lexicon
    bodies: Lexicon
    silent: Lexicon
    with_that: dict[str, Entry]


MAX_CLAUSE_OF_NOUN = 9
"""The clause of a cue noun begins within so many words."""
_OPENERS = frozenset({"that", "to", "que", "qu'", "de", "d'", "à", "selon", "of", "for"})
_ARTICLES = frozenset("the a an of in on by with this every no my your his our their its".split())
"""Words of English behind which a word that the tagger calls a noun is one."""
_THAT = frozenset({"que", "qu'", "that"})


def _find_with_that(lexicon: Lexicon) -> dict[str, Entry]:
    """Return the entries of verbs that the lexicon lists only with "that", by lemma: in an aside they stand without."""
    found: dict[str, Entry] = {}
    for entry in lexicon.entries:
        for phrase in entry.phrases:
            elements = phrase.split()
            if len(elements) == 2 and elements[1] in _THAT:
                for verb in (v for v in elements[0].split("|") if v[0] == "~"):
                    found.setdefault(verb[1:], entry)
    return found


@cache
def load_cue_lexicons(lang: str) -> CueLexicons:
    """Return the cue lexicons of a language."""
    verbs = load_lexicon(lang, "cues")
    return CueLexicons(
        verbs,
        load_lexicon(lang, "according"),
        load_lexicon(lang, "cue_nouns"),
        load_lexicon(lang, "titles"),
        load_lexicon(lang, "bodies"),
        load_not_saying(lang),
        _find_with_that(verbs),
    )


def is_worth_parsing(unit: Unit, lexicons: CueLexicons) -> bool:
    """Return whether the unit holds any cue, so that it needs a tree."""
    lows, bases = unit.lows, unit.bases
    if unit.quote is None and any(_has_clause_near(lows, hit.end) for hit in unit.hits(lexicons.nouns)):
        return True
    if any(_may_quote(unit, hit) and _may_be_cue(unit, hit, lexicons) for hit in _find_listed(unit, lexicons)):
        return True
    if may_take_that(unit, lexicons.silent):
        return True
    listed = lexicons.with_that
    if any(
        _may_say(lows, i)
        for i, base in enumerate(bases)
        if base in listed or ("|" in base and any(part in listed for part in base.split("|")))
    ):
        return True
    hits = lexicons.according.choose(unit.hits(lexicons.according))
    return any(hit.start <= 1 or hit.entry.get("position") != "opening" for hit in hits)


def _has_clause_near(lows: list[str], at: int) -> bool:
    """Return whether a "that" or "to" stands a few words behind a noun, so that a clause may hang on it."""
    return not _OPENERS.isdisjoint(lows[at : at + MAX_CLAUSE_OF_NOUN])


def _may_be_cue(unit: Unit, hit: Hit, lexicons: CueLexicons) -> bool:
    """Return whether a listed verb may be one here: no plain noun behind an article, and a document before one that needs it."""
    word = unit.words[hit.start]
    before = unit.words[hit.start - 1] if hit.start else None
    if hit.end - hit.start == 1 and word.pos == "NOUN" and before is not None and before.low in _ARTICLES:
        return False
    if hit.entry.get("subject") != "document":
        return True
    named = lexicons.bodies.find(unit.lows[: hit.start], unit.bases[: hit.start])
    return any(h.entry.key == "document" for h in named)


def _may_quote(unit: Unit, hit: Hit) -> bool:
    """Return whether a verb may say something here: one that only ever quotes needs a quotation, an aside or a short clause."""
    if not _may_have_content(unit, hit):
        return False
    if unit.quote is not None:
        return not _is_view(hit.entry) or "," in unit.lows[: hit.start]
    if hit.entry.get("quote_only") != "yes":
        return True
    return len(unit.words) <= MAX_SHORT or not _ASIDE_OPENERS.isdisjoint(unit.lows[: hit.start])


_CLAUSAL = frozenset({"clause", "quote", "question"})
_VERBS = frozenset({"VERB", "AUX"})
_TURNS = frozenset({",", "?", "!", "…", ":", "–", "—"})


def _may_have_content(unit: Unit, hit: Hit) -> bool:
    """Return whether a verb of clauses alone may have one: a quotation, a verb behind it, or words before its comma."""
    if unit.cut or unit.quote is not None or not _CLAUSAL.issuperset(hit.entry.all("takes")):
        return True
    words = unit.words
    if any(w.pos in _VERBS for w in words[hit.end :]) or words[-1].low == ":":
        return True
    return not _TURNS.isdisjoint(unit.lows[: hit.start])


def _is_view(entry: Entry) -> bool:
    """Return whether the cue tells a view or what somebody saw: inside a quotation these are its speaker's own words."""
    return entry.get("scope") == "attitude" or entry.get("evidence") == "yes"


def _may_say(lows: Sequence[str], i: int) -> bool:
    """Return whether a verb listed with "that" has a "that" behind it or a comma before it."""
    return not _ASIDE_OPENERS.isdisjoint(lows[max(0, i - 5) : i]) or not _THAT.isdisjoint(lows[i + 1 : i + 7])


def find_cues(unit: Unit, lexicons: CueLexicons) -> list[Cue]:
    """Return the cues of a parsed unit in reading order."""
    found = _find_verb_cues(unit, lexicons)
    for hit in lexicons.nouns.find(unit.lows, unit.bases):
        at = next((i for i in range(hit.start, hit.end) if unit.words[i].pos == "NOUN"), None)
        if at is not None and at not in found:
            found[at] = Cue(unit, at, hit.start, hit.end - 1, hit.entry, "noun")
    according = list(_find_according(unit, lexicons))
    inside = {at for c in according for at in range(c.first, c.last + 1)}
    found = {at: cue for at, cue in found.items() if at not in inside} | {c.at: c for c in according}
    for cue in _find_asides(unit, lexicons.with_that):
        if cue.at not in found or found[cue.at].entry.get("quote_only") == "yes":
            found[cue.at] = cue
    for at in find_that_verbs(unit, lexicons.silent, found.keys() | inside):
        found[at] = Cue(unit, at, at, at, that_verb(), "verb")
    return [found[at] for at in sorted(found)]


def _find_listed(unit: Unit, lexicons: CueLexicons) -> list[Hit]:
    """Return every hit of a listed verb by the base forms of the words."""
    return unit.hits(lexicons.verbs)


def _find_verb_cues(unit: Unit, lexicons: CueLexicons) -> dict[int, Cue]:
    """Return the listed verbs of the unit by the word that is the verb, found by their base forms first, then by lemma."""
    found: dict[int, Cue] = {}
    verbs = lexicons.verbs
    listed = [h for h in _find_listed(unit, lexicons) if not h.entry.get("ahead") or not is_turned(unit, h.start)]
    for hits in (verbs.choose(listed), verbs.find(unit.lows, [w.lemma for w in unit.words])):
        for hit in hits:
            at = _find_verb(unit, hit.start, hit.end)
            if at is None or at in found or _is_nickname(unit, at) or _is_in_name(unit, at):
                continue
            if lexicons.verbs.lang == "fr":
                mend_verb(unit.words[at])
            last = at if hit.entry.get("content") == "inside" else hit.end - 1 - int(hit.entry.get("ahead", "0"))
            found[at] = Cue(unit, at, min(hit.start, at), last, hit.entry, "verb")
    return found


def _is_in_name(unit: Unit, at: int) -> bool:
    """Return whether the word is the last of a name in capitals ("the Washington [Post]")."""
    word, before = unit.words[at], unit.words[at - 1] if at else None
    if before is None or not (word.text[0].isupper() and before.text[0].isupper()) or word.text.isupper():
        return False
    return "PROPN" in (word.pos, word.tag) and "PROPN" in (before.pos, before.tag)


def _is_nickname(unit: Unit, at: int) -> bool:
    """Return whether the word only gives a nickname between commas (« Ada Halem, [dit] le Comptable, … »)."""
    if not unit.words[at].low.startswith("dit") or at == 0 or unit.words[at - 1].low != ",":
        return False
    behind = unit.words[at + 1 : at + 4]
    if len(behind) < 3 or behind[0].low not in {"le", "la", "l'", "les"}:
        return False
    return behind[1].text[0].isupper() and behind[2].low == ","


def _find_according(unit: Unit, lexicons: CueLexicons) -> Iterator[Cue]:
    """Yield the prepositions that attribute, a "for" only where it opens somebody's view."""
    for hit in lexicons.according.choose(unit.hits(lexicons.according)):
        if hit.entry.get("position") != "opening" or opens_view(unit, hit.start, lexicons.titles):
            yield Cue(unit, hit.start, hit.start, hit.end - 1, hit.entry, "according")


def _find_asides(unit: Unit, entries: dict[str, Entry]) -> Iterator[Cue]:
    """Yield the verbs listed only with "that" which stand in an aside or have their "that" a few words on."""
    for word in unit.words:
        entry = next((entries[b] for b in (*word.base.split("|"), word.lemma) if b in entries), None)
        if entry is None or word.pos not in {"VERB", "AUX", "X", "NOUN"} or word.dep.startswith("aux"):
            continue
        if is_after_comma(unit, word.i):
            yield Cue(unit, word.i, word.i, word.i, entry, "verb", aside=True)
        elif "VERB" in (word.pos, word.tag) and _has_own_that(unit, word.i):
            yield Cue(unit, word.i, word.i, word.i, entry, "verb")


def _has_own_that(unit: Unit, i: int) -> bool:
    """Return whether a "that" stands a few words behind, which takes up no noun named right behind the verb."""
    at = next((w.i for w in unit.words[i + 2 : i + 6] if w.low in _THAT and w.pos == "SCONJ"), None)
    return at is not None and not (unit.words[i + 1].pos == "DET" and unit.words[at - 1].pos == "NOUN")


def is_after_comma(unit: Unit, i: int) -> bool:
    """Return whether only auxiliaries and an inverted pronoun lie between the word and a comma before it."""
    at = i - 1
    while at > 0 and (unit.words[at].pos in {"AUX", "PRON", "ADV"} or unit.words[at].low.startswith("-")):
        if unit.words[at].low in _RELATIVE:
            return False
        at -= 1
    return at > 0 and unit.words[at].low in _ASIDE_OPENERS


_RELATIVE = frozenset({"who", "which", "whom", "whose", "qui"})
_ASIDE_OPENERS = frozenset({",", "?", "!", "…"})


def _find_verb(unit: Unit, start: int, end: int) -> int | None:
    words: Sequence[Word] = unit.words[start:end]
    for word in words:
        if word.pos in {"VERB", "AUX"} and word.dep not in _AUX:
            return int(word.i)
    if end - start > 1:
        found = next((int(w.i) for w in words if w.pos in {"VERB", "AUX", "ADJ", "NOUN"}), None)
        before = unit.words[start - 1].pos if start else ""
        if is_verb_in_s(unit, start):
            return start
        noun = found is not None and unit.words[found].pos == "NOUN" and unit.words[found].tag != "VERB"
        if is_certain_verb(unit, start) or (found is None and is_mistaken_root(unit, start)):
            return start
        led = before == "VERB" or (before == "ADV" and start > 1 and unit.words[start - 2].pos == "VERB")
        return None if noun and (led or before in {"DET", "ADP", "ADJ", "NUM"}) else found
    tests = (
        is_certain_verb,
        is_mistaken_noun,
        is_verb_in_s,
        is_verb_of_many,
        _is_mistaken_aside,
        _is_tagged_verb,
        is_mistaken_root,
    )
    return start if any(test(unit, start) for test in tests) else None


def _that_behind(unit: Unit, i: int) -> str:
    """Return the word behind a verb, an adverb passed over that a "that" follows (« répète volontiers [que] »)."""
    words = [w.low for w in unit.words[i + 1 : i + 3]]
    after = skip_aside(unit, i + 2 if words[1:] == [","] and unit.words[i + 1].pos == "ADV" else i + 1)
    if after > i + 3 and after < len(unit.words) and unit.words[after].low in _THAT:
        return unit.words[after].low
    if len(words) == 2 and words[1] in {"que", "qu'"} and unit.words[i + 1].pos not in {"DET", "ADP", "PUNCT", "VERB"}:
        return words[1]
    return words[0] if words else ""


def is_mistaken_root(unit: Unit, i: int) -> bool:
    """Return whether a word of another tag heads its clause with a subject before it and no copula (« Un captif [jure] avoir … »)."""
    word = unit.words[i]
    if word.pos not in {"ADJ", "ADV", "NOUN", "X"} or word.text[0].isupper() or "Plur" in word.morph:
        return False
    if word.head != i and word.dep.split(":")[0] not in {"conj", "parataxis", "ccomp"}:
        return False
    subject = unit.find_child(i, "nsubj")
    if subject is None or subject > i or any(unit.words[c].dep in {"cop", "det", "case"} for c in unit.children(i)):
        return False
    return not any(w.pos == "AUX" and w.i > subject and "VerbForm=Fin" in w.morph for w in unit.words[:i])


def _is_tagged_verb(unit: Unit, i: int) -> bool:
    """Return whether the fast tagger sees a verb where the parser, misled by an unknown name, does not."""
    word = unit.words[i]
    if word.pos not in {"NOUN", "ADJ", "ADV", "X", "PROPN"} or i == 0:
        return False
    before = unit.words[i - 1]
    following = _that_behind(unit, i)
    if is_headline_verb(unit, i):
        return True
    if before.pos in {"DET", "ADP"} or word.dep.startswith("aux") or (before.low == "to" and before.pos != "PART"):
        return False
    if word.tag == "VERB":
        behind_noun = before.pos == "ADJ" and i > 1 and unit.words[i - 2].pos in {"NOUN", "PROPN"}
        return before.text[0].isupper() or before.pos in {"PRON", "NOUN", "ADV", "AUX", "PUNCT", "PROPN"} or behind_noun
    if following not in _THAT or not word.text[0].islower():
        return False
    return before.pos in {"NOUN", "PROPN", "PRON"} or _closes_apposition(unit, i - 1)


def is_headline_verb(unit: Unit, i: int) -> bool:
    """Return whether names alone lead to a word in -s with a participle behind it ("Belarus [denies] attacking …")."""
    following = unit.words[i + 1] if i + 1 < len(unit.words) else None
    if following is None or "VerbForm=Ger" not in following.morph or not unit.words[i].low.endswith("s"):
        return False
    return unit.words[i].text[0].islower() and all(w.text[0].isupper() for w in unit.words[:i])


def _closes_apposition(unit: Unit, at: int) -> bool:
    """Return whether the word is the comma behind a name and an office that open the unit ("Ada Hale, the mayor[,] …")."""
    commas = [w.i for w in unit.words[:at] if w.low == ","]
    if unit.words[at].low != "," or not commas:
        return False
    return not any(w.pos in {"VERB", "AUX", "SCONJ"} for w in unit.words[:at]) and any(
        w.text[0].isupper() and w.pos in {"PROPN", "NOUN"} for w in unit.words[:at]
    )


def _is_mistaken_aside(unit: Unit, i: int) -> bool:
    """Return whether a word of another tag is the verb of an aside: « …, dit Ada. », or is followed by "that"."""
    word = unit.words[i]
    if word.pos not in {"X", "ADJ", "ADV", "NOUN"} or i + 1 >= len(unit.words) or i == 0:
        return False
    following, before = unit.words[i + 1], unit.words[i - 1]
    if following.low in {"que", "qu'"} and following.pos == "SCONJ" and before.low == "," and word.pos != "NOUN":
        return True
    return before.low == "," and (following.text[0].isupper() or following.low.startswith("-"))


def is_mistaken_noun(unit: Unit, i: int) -> bool:
    """Return whether a word that parsers call a noun is the verb of a short clause beside a quotation ("Ada notes")."""
    word = unit.words[i]
    if unit.words[-1].low == ":" and i == len(unit.words) - 2 and word.pos == "NOUN":
        return unit.words[i - 1].pos in {"PROPN", "PRON"}
    if not unit.cut or word.pos not in {"NOUN", "PROPN", "X", "ADJ"} or word.text[0].isupper():
        return False
    before = unit.words[i - 1] if i else None
    if before is None or not (before.text[0].isupper() or before.pos in {"PRON", "NOUN"}):
        return False
    return any(0 <= before.start - cut.end < MAX_CLAUSE for cut in unit.cut)
