"""Who may be meant by a pronoun or a description: everybody named or heard so far, by how near and how prominent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vigie.lang.gazetteer.genders import is_given_name
from vigie.lang.lexicon import Lexicon, load_lexicon
from vigie.model import Span, Speaker
from vigie.read.entities import EntityTable, Known
from vigie.read.layers import Layers, Unit, Word
from vigie.read.statements.bodies import Bodies
from vigie.read.statements.draft import Draft
from vigie.text.fold import fold

RECENT = 4
"""Whoever spoke within so many sentences is likelier to be meant."""
SPOKE, SUBJECT, GOES_ON, NEW, FITS = 1.0, 2.0, 1.5, 1.75, 2.0
"""What it adds to have spoken lately, to be a subject, to have spoken last before "she added", to be new, and to hold the office or come from the country that is named."""
NEAR = 9
"""What somebody is stands within so many words of the name."""
STATE = 1.0
"""What it takes to be a state or a town where a person may be meant."""
OTHER = 1.5
"""What it takes to be known by an office where the description names none."""
REACH = 9
"""Nobody is meant from further back than so many sentences."""
_INDEFINITE = frozenset({"a", "an", "one", "un", "une", "another", "autre"})
_LOWEST = -6.0
_PERSONS = frozenset({"PER", None})
_GROUPS = frozenset({"ORG", "GPE"})
_FRENCH_ARTICLES = {"la": "f", "une": "f", "le": "m", "un": "m", "du": "m", "au": "m", "cette": "f", "ce": "m"}


_SORTS = (
    dict.fromkeys(("general", "admiral", "officer", "commander", "chief_of_staff"), "arms")
    | dict.fromkeys(("mayor", "senator", "member_of_parliament", "governor", "candidate"), "elected")
    | dict.fromkeys(("head_of_agency", "chief", "chief_executive"), "boss")
    | {"ambassador": "envoy", "pope": "faith", "judge": "law", "prosecutor": "law", "police_chief": "police"}
)
"""The sort of person who holds an office."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a pronoun or description allows: a person or a group, of which gender, and whom not; `noun` describes."""

    persons: bool = True
    groups: bool = False
    gender: str | None = None
    offices: frozenset[str] | None = None
    described: bool = True
    country: str | None = None
    noun: str | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """A speaker already resolved: the first character of the source, and whether one or many."""

    at: int
    speaker: Speaker
    plural: bool = False
    gender: str | None = None
    nested: bool = False


class Referents:
    """Finds whom a source phrase that names nobody stands for, in reading order."""

    def __init__(
        self, layers: Layers, table: EntityTable, drafts: Sequence[Draft], headline: Span | None = None
    ) -> None:
        self.layers, self.table, self.headline = layers, table, headline
        self.heard: list[Heard] = []
        self._again: dict[str, list[Span]] = {}
        self._passing: list[Heard] = []
        self.bodies = Bodies(layers, table)
        self._persons: Lexicon = load_lexicon(layers.lang, "persons")
        self._sorted: dict[str, frozenset[str]] = {}
        self._said = [c for d in drafts for c in d.content if d.parent is None]

    def hear(
        self, at: int, speaker: Speaker, *, plural: bool = False, gender: str | None = None, nested: bool = False
    ) -> None:
        """Remember that somebody spoke."""
        self.heard.append(Heard(at, speaker, plural, gender, nested))

    def take_up(self, known: Known, span: Span) -> None:
        """Remember that a pronoun or a description takes somebody up who says nothing there."""
        self._again.setdefault(known.id, []).append(span)

    def pass_by(self, at: int, speaker: Speaker, gender: str | None) -> None:
        """Remember somebody unnamed of whom a sentence tells something."""
        self._passing.append(Heard(at, speaker, gender=gender))

    def find(self, draft: Draft, at: int, wanted: Wanted) -> tuple[Known | Speaker | None, float]:
        """Return who is meant at a character, with the score; None when nobody near fits."""
        best: tuple[float, Known | Speaker] | None = None
        latest = -1
        for known in self.table.known:
            if not self._is_fit(known, wanted):
                continue
            score = self._score_known(draft, known, at, wanted)
            if score is not None and (best is None or (score, self._latest(known, at)) > (best[0], latest)):
                best, latest = (score, known), self._latest(known, at)
        for other in (self._last_described(at, wanted), self._last_passing(at, wanted), self._last_body(at, wanted)):
            if other is not None and (best is None or other[0] > best[0]):
                best = other
        return (best[1], best[0]) if best is not None and best[0] > _LOWEST else (None, -99.0)

    def _latest(self, known: Known, at: int) -> int:
        """Return where the name stood last before a character: of equals, the nearer is meant."""
        return max((m.start for m in known.mentions if m.end <= at), default=-1)

    def _is_fit(self, known: Known, wanted: Wanted) -> bool:
        if self._is_only_capital(known) or self._is_only_above(known):
            return False
        if known.type in _PERSONS:
            if not wanted.persons or not is_fitting(known.gender, wanted.gender):
                return False
            if wanted.country is not None and known.country not in {None, wanted.country}:
                return False
            if not wanted.described and known.type is None and " " not in known.name:
                return False
            return wanted.offices is None or known.office is None or known.office in wanted.offices
        if known.type not in _GROUPS or not wanted.groups:
            return False
        return self.layers.lang != "fr" or is_fitting(self._article_gender(known), wanted.gender)

    def _is_only_capital(self, known: Known) -> bool:
        """Return whether it is one word that opens its sentences, which nothing else shows for a name ("Rain fell")."""
        if known.type is not None or known.used or not known.name.isalpha() or is_given_name(fold(known.name)):
            return False
        places = [(m, self.layers.sentence_at(m.start)) for m in known.mentions]
        return all(s is not None and s.span.start == m.start for m, s in places)

    def _is_only_above(self, known: Known) -> bool:
        """Return whether nothing but the headline names it, so that no pronoun of the text takes it up."""
        return self.headline is not None and not known.used and known.mentions[-1].end <= self.headline.end

    def _article_gender(self, known: Known) -> str | None:
        """Return the grammatical gender that articles before a French name show."""
        for mention in known.mentions[:4]:
            sentence = self.layers.sentence_at(mention.start)
            before = [w for w in sentence.words if w.end <= mention.start][-1:] if sentence is not None else []
            if before and before[0].low in _FRENCH_ARTICLES:
                return _FRENCH_ARTICLES[before[0].low]
        return None

    def _score_known(self, draft: Draft, known: Known, at: int, wanted: Wanted) -> float | None:
        before = sorted(m for m in (*known.mentions, *self._again.get(known.id, ())) if m.end <= at)
        spoke = max(
            (h.at for h in self.heard if h.speaker.entity == known.id and h.at < at and not h.nested), default=None
        )
        if not before and spoke is None:
            return None
        mention = before[-1] if before else None
        fits = wanted.noun is not None and self._is_called(known, wanted.noun)
        exact = fits and wanted.noun is not None and self._is_introduced_as(known, wanted.noun)
        score = self._score_place(draft, at, mention, spoke, known.mentions[0] if known.type == "PER" else None)
        if score is None:
            return 0.0 if exact else -0.5 if fits else None
        if known.type is None:
            score -= 2.0
        if wanted.offices is not None and known.office in wanted.offices:
            score += FITS
        if wanted.country is not None and known.country == wanted.country:
            score += FITS
        if known.type in _GROUPS and wanted.persons:
            score -= (1.0 if spoke is not None else 2.5) + (STATE if known.type == "GPE" else 0.0)
        return score + (FITS if fits else _score_noun(known, wanted))

    def _is_called(self, known: Known, noun: str) -> bool:
        """Return whether the person was introduced by the noun or by another of its sort (nurse and carer), or holds such an office."""
        sorts = self._sorts([noun])
        if known.office is not None and _SORTS.get(known.office) in sorts:
            return True
        return self._is_introduced_as(known, noun, sorts)

    def _sorts(self, bases: Sequence[str]) -> frozenset[str]:
        """Return the sorts of trade and office that the words name."""
        key = " ".join(bases)
        if key not in self._sorted:
            hits = self._persons.find_all(list(bases), list(bases))
            self._sorted[key] = frozenset(s for h in hits for s in h.entry.all("sort"))
        return self._sorted[key]

    def _is_introduced_as(self, known: Known, noun: str, sorts: frozenset[str] = frozenset()) -> bool:
        """Return whether the noun stands right before or in apposition behind one of the person's first mentions."""
        for mention in known.mentions[:3] if known.type in _PERSONS else ():
            sentence = self.layers.sentence_at(mention.start)
            words = sentence.words if sentence is not None else []
            before = [w for w in words if w.end <= mention.start][-NEAR:]
            behind = [w for w in words if w.start >= mention.end][:NEAR]
            of_them = len(behind) > 1 and behind[0].low == "," and behind[1].low in {"who", "qui"}
            stop = next((k for k, w in enumerate(behind) if w.pos in {"VERB", "AUX"} and not of_them), len(behind))
            start = max((k + 1 for k, w in enumerate(before) if w.pos in {"VERB", "AUX", "PUNCT"}), default=0)
            near = [w.base for w in (*before[start:], *behind[:stop])]
            if noun in near or (sorts and sorts & self._sorts(near)):
                return True
        return False

    def _score_place(
        self, draft: Draft, at: int, mention: Span | None, spoke: int | None, first: Span | None
    ) -> float | None:
        here = self.layers.sentence_at(at)
        places = [self.layers.sentence_at(c) for c in (spoke, mention.start if mention else None) if c is not None]
        there = [p for p in places if p is not None]
        nearest = max(there, key=lambda s: s.index, default=None)
        if here is None or nearest is None or here.index - nearest.index > REACH:
            return None
        heard = self.layers.sentence_at(spoke) if spoke is not None else None
        by_speech = heard is not None and heard.index == nearest.index
        score = -float(here.index - nearest.index)
        if heard is not None and spoke is not None:
            score += self._score_speech(draft, here.index - heard.index, spoke)
        subject = by_speech or (mention is not None and self.is_subject(mention))
        if subject:
            score += SUBJECT
        elif nearest.index == here.index:
            score -= SUBJECT
        if mention is not None and not by_speech:
            near = here.index - nearest.index <= 1 and here.paragraph == nearest.paragraph
            score += NEW if mention == first and near and not subject else 0.0
            score -= self._hidden(draft, mention)
        if here.paragraph != nearest.paragraph:
            score -= 0.5 + 0.25 * (here.paragraph - nearest.paragraph - 1)
        return score

    def _score_speech(self, draft: Draft, ago: int, spoke: int) -> float:
        """Return what it adds to have spoken so many sentences ago, more before a cue that goes on ("she added")."""
        goes_on = draft.entry is not None and draft.entry.key == "add" and self._is_last(spoke)
        return (SPOKE if ago <= RECENT else SPOKE / 2) + (GOES_ON if goes_on else 0.0)

    def _is_last(self, spoke: int | None) -> bool:
        return bool(self.heard) and self.heard[-1].at == spoke

    def _hidden(self, draft: Draft, mention: Span) -> float:
        """Return the malus of a name that stands only inside what somebody says."""
        if any(s.start <= mention.start < s.end for s in draft.content):
            return 4.0
        return 2.0 if any(s.start <= mention.start < s.end for s in self._said) else 0.0

    def is_subject(self, mention: Span) -> bool:
        """Return whether the name is a subject, by the tree or as what its sentence begins with."""
        sentence = self.layers.sentence_at(mention.start)
        if sentence is None:
            return False
        for unit in self.layers.units_of(sentence.index):
            if unit.parsed:
                for word in unit.words:
                    if word.start >= mention.start and word.end <= mention.end and _is_under_subject(unit, word):
                        return True
        before = _behind_comma([w for w in sentence.words if w.end <= mention.start])
        return not any(w.pos in {"VERB", "AUX", "ADP", "PUNCT", "SCONJ"} for w in before)

    def _last_described(self, at: int, wanted: Wanted) -> tuple[float, Speaker] | None:
        """Return the last speaker when it is unnamed and close by ("a neighbour said … she added")."""
        last = next((h for h in reversed(self.heard) if h.at < at and not h.nested), None)
        if last is None or last.speaker.entity is not None or last.plural or not wanted.described:
            return None
        if not is_fitting(last.gender, wanted.gender):
            return None
        here, there = self.layers.sentence_at(at), self.layers.sentence_at(last.at)
        if here is None or there is None or here.index - there.index > RECENT:
            return None
        speaker = last.speaker
        again = Speaker(speaker.name, None, speaker.role, speaker.country, speaker.codes)
        return SPOKE + SUBJECT - float(here.index - there.index) - 0.5 * (here.paragraph != there.paragraph), again

    def _last_passing(self, at: int, wanted: Wanted) -> tuple[float, Speaker] | None:
        """Return the unnamed person that this sentence or the one before tells of ("A woman sat there. She said …")."""
        last = next((h for h in reversed(self._passing) if h.at < at), None)
        here = self.layers.sentence_at(at)
        there = self.layers.sentence_at(last.at) if last is not None else None
        if last is None or here is None or there is None or not wanted.described or not wanted.persons:
            return None
        if (
            here.index - there.index > 1
            or here.paragraph != there.paragraph
            or not is_fitting(last.gender, wanted.gender)
        ):
            return None
        return SUBJECT - float(here.index - there.index), last.speaker

    def _last_body(self, at: int, wanted: Wanted) -> tuple[float, Speaker] | None:
        """Return the institution that one of the two sentences before is about (« Le ministère ne cache pas … »)."""
        here = self.layers.sentence_at(at)
        if not wanted.groups or here is None:
            return None
        for back in (0, 1, 2):
            body = self.bodies.at(here.index - back)
            if body is not None and body.span.end <= at and is_fitting(body.gender, wanted.gender):
                same = here.paragraph == self.layers.sentences[here.index - back].paragraph
                return SUBJECT - back - 0.5 * wanted.persons - (0.0 if same else 0.5), body.speaker
        return None

    def heard_as(self, head: Word, at: int) -> Speaker | None:
        """Return the unnamed speaker heard by the same noun before ("a UN official said … the official added")."""
        here = self.layers.sentence_at(at)
        for heard in reversed(self.heard):
            there = self.layers.sentence_at(heard.at)
            if here is None or there is None or here.index - there.index > REACH:
                return None
            words = re.findall(r"\w+", heard.speaker.name.lower())
            if heard.speaker.entity is None and words[:1] and words[0] in _INDEFINITE and head.low in words:
                return heard.speaker
        return None

    def last_plural(self, at: int) -> Speaker | None:
        """Return the last speaker if it was several people and spoke within two sentences."""
        last = next((h for h in reversed(self.heard) if h.at < at), None)
        here = self.layers.sentence_at(at)
        there = self.layers.sentence_at(last.at) if last is not None else None
        if last is None or not last.plural or here is None or there is None or here.index - there.index > 2:
            return None
        return last.speaker


def _score_noun(known: Known, wanted: Wanted) -> float:
    """Return what it takes that the person is known by an office where the noun names none."""
    if wanted.noun is None or known.type not in _PERSONS:
        return 0.0
    return -OTHER if known.office is not None and wanted.offices is None else 0.0


def _behind_comma(words: list[Word]) -> list[Word]:
    """Return the words behind the last comma: what stands before it ("In Kyiv,") only sets the scene."""
    last = max((i for i, w in enumerate(words) if w.low == ","), default=-1)
    opening = words[: last + 1]
    return words[last + 1 :] if last >= 0 and not any(w.pos in {"VERB", "AUX"} for w in opening) else words


def is_fitting(have: str | None, want: str | None) -> bool:
    """Return whether a known gender does not speak against a wanted one."""
    return have is None or want not in {"m", "f"} or have == want


def _is_under_subject(unit: Unit, word: Word) -> bool:
    """Return whether the word is a subject, or a name in apposition to one ("president Ada Hale said")."""
    while word.dep.split(":")[0] in {"appos", "flat", "compound"} and word.head != word.i:
        word = unit.words[word.head]
    return word.dep.startswith("nsubj")
