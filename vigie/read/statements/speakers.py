"""Whom a source phrase stands for: names, offices, pronouns, organisations, metonyms; unresolved is None."""

from __future__ import annotations

from collections.abc import Sequence

from vigie.lang.lexicon import Hit, Lexicon, load_lexicon
from vigie.model import Span, Speaker
from vigie.read.entities import EntityTable, Known
from vigie.read.layers import Layers, Sentence, Word
from vigie.read.statements.bare import Beside
from vigie.read.statements.descriptions import Descriptions
from vigie.read.statements.draft import Draft
from vigie.read.statements.followed import Opening, Openings
from vigie.read.statements.fuller import FullerNames
from vigie.read.statements.inside import covers, in_apposition, is_closing, is_owner, is_possessor, is_set_off, is_where
from vigie.read.statements.interviewed import Interview
from vigie.read.statements.possessors import Possessors
from vigie.read.statements.referents import Referents, Wanted
from vigie.read.statements.roles import RoleBook
from vigie.read.statements.standins import StandIns
from vigie.read.statements.unnamed import Unnamed
from vigie.text.fold import fold

SURE_ENOUGH = 0.0
"""An uncued quotation is given to whoever scores at least this: a subject or speaker of the sentence before."""
SURE_DESCRIBED = -1.0
"""A description is given to whoever scores at least this; further away it stands for itself."""
SURE_TAKEN_UP = -3.0
"""A pronoun at the head of a sentence of narration takes up whoever scores at least this."""
_RANKS = frozenset({None, "general", "admiral", "officer"})
"""What a person may be called who is introduced behind a description of their office: nothing, or a rank."""
_SEVERAL = frozenset(
    "two three four five six several many some both these those all deux trois quatre cinq six plusieurs les des ces "
    "certains certaines quelques".split()
)
_TITLES = frozenset("m. mme mr mr. mrs mrs. ms dr le la l' the".split())
_OBJECTS = frozenset("nous vous me m' te lui leur".split())
_VAGUE = frozenset(
    "on it ce cela ça c' this that which who qui they ils elles some certains many beaucoup others d'autres what".split()
)


class SpeakerFinder:
    """Resolves the sources of one document in reading order, remembering who spoke and who was a subject."""

    def __init__(
        self, layers: Layers, table: EntityTable, drafts: Sequence[Draft] = (), headline: Span | None = None
    ) -> None:
        self.layers, self.headline = layers, headline
        self.table = table
        self.pronouns: Lexicon = load_lexicon(layers.lang, "pronouns")
        self.referents = Referents(layers, table, drafts, headline)
        self._roles = RoleBook(layers, table)
        self._descriptions = Descriptions(layers, table)
        self._fuller = FullerNames(layers, table)
        self._unnamed = Unnamed(layers.lang, table.titles)
        self._possessors = Possessors(layers.lang, table.titles)
        self._interview = Interview(layers, table, headline)
        self._openings = Openings(layers, table)
        self._beside = Beside(layers, table)
        self._standins = StandIns(layers, table, self.referents)
        self._followed = 0
        self._phrases: set[str] = set()
        self._ordered = sorted((d for d in drafts if d.source), key=lambda d: d.source[0])

    def find(self, draft: Draft, parent: Speaker | None) -> Speaker | None:
        """Return the speaker of a draft, or None; `parent` is the speaker of the statement it stands in."""
        self._follow(draft.source[0].start if draft.source else draft.start)
        speaker = self._find(draft, parent)
        if speaker is not None:
            at = draft.source[0].start if draft.source else draft.start
            plural = not speaker.entity and self._is_plural(draft)
            self.referents.hear(
                at, speaker, plural=plural, gender=self._descriptions.gender(draft), nested=draft.parent is not None
            )
        return speaker

    def _is_plural(self, draft: Draft) -> bool:
        """Return whether the source is several people, by the noun or by the number before it ("two opposition MPs")."""
        if draft.source_head is None:
            return False
        words = self.table.words_in(draft.source[0]) if draft.source else []
        return "Number=Plur" in draft.source_head.morph or (bool(words) and words[0].low in _SEVERAL)

    def _follow(self, at: int) -> None:
        """Take note of whom the sentences up to a character begin with, without a name and without a statement."""
        while self._followed < len(self.layers.sentences):
            sentence = self.layers.sentences[self._followed]
            opening = self._openings.find(sentence)
            if sentence.span.start >= at or (opening is not None and opening.span.end > at):
                return
            self._followed += 1
            if opening is not None:
                self._take_up(opening)

    def _take_up(self, opening: Opening) -> None:
        if not opening.definite:
            name = self.layers.text[opening.span.start : opening.span.end]
            self._phrases.add(name)
            self.referents.pass_by(opening.span.start, Speaker(name, None, None, None, ()), opening.gender)
            return
        known = self._roles.holder(opening.span, opening.noun) if opening.noun is not None else None
        if known is None:
            offices = self._descriptions.compatible(set(self._openings.offices(opening))) or None
            noun = opening.noun.base if opening.noun is not None else None
            wanted = Wanted(gender=opening.gender, offices=offices, described=opening.is_pronoun, noun=noun)
            known, score = self.referents.find(Draft(None, None, None), opening.span.start, wanted)
            known = known if score >= (SURE_TAKEN_UP if opening.is_pronoun else SURE_ENOUGH) else None
        if isinstance(known, Known) and known.type == "PER":
            self.referents.take_up(known, opening.span)

    def name(self, draft: Draft, speaker: Speaker | None) -> Speaker | None:
        """Return the speaker as written down: under their fuller name; None for persons whom a phrase leaves unnamed."""
        if speaker is None or (speaker.entity is None and speaker.name in self._phrases):
            return None
        return self._fuller.find(speaker, draft.source[0].start if draft.source else draft.start)

    def _find(self, draft: Draft, parent: Speaker | None) -> Speaker | None:
        if not draft.source or draft.source_head is None:
            return self._of_bare(draft)
        span = draft.source[0]
        stands = self._standins.person(self.table.words_in(span), span.start)
        stands = stands or self._labelled(draft, span)
        if stands is not None:
            return self._speaker(stands)
        pronoun = self._pronoun(span)
        if pronoun is not None:
            behind = self._behind_object(draft, span)
            if behind is not None:
                return self._speaker(behind)
            return self._resolve_pronoun(draft, pronoun, parent)
        named = self._named(draft, span)
        if named is not None:
            return named
        return self._described(draft, span)

    def _labelled(self, draft: Draft, span: Span) -> Known | None:
        """Return the person whose surname in capitals labels an answer ("HALE: …"), or None."""
        label = self.layers.text[span.start : span.end]
        if draft.route != "bare" or not label.isupper():
            return None
        last = fold(label).split()[-1]
        return next((k for k in self.table.known if k.type == "PER" and " " in k.name and k.last == last), None)

    def _of_bare(self, draft: Draft) -> Speaker | None:
        """Return who an uncued quotation belongs to: the one person of the sentence behind it, or whoever it is about."""
        if draft.route not in {"bare", "quote"} or draft.source:
            return None
        here = self.layers.sentence_at(draft.start)
        if here is None or here.paragraph == 0:
            return None
        named = self._beside.find(draft) or self._interview.answerer(draft.start)
        if named is not None:
            return self._speaker(named)
        if self._beside.is_led(draft):
            return None
        by_pronoun = self._of_pronoun_before(draft, here)
        if by_pronoun is not None:
            return by_pronoun
        found, score = self.referents.find(draft, draft.start, Wanted())
        doubtful = isinstance(found, Known) and found.type is None and not found.used
        if found is None or score < SURE_ENOUGH or doubtful:
            only = self._only_person(draft.start)
            return self._speaker(only) if only is not None else None
        return found if isinstance(found, Speaker) else self._speaker(found)

    def _only_person(self, at: int) -> Known | None:
        """Return the one person that the text has named before a character, or None where it named several or none."""
        people = [k for k in self.table.known if k.type == "PER" and self._is_known_before(k, at)]
        return people[0] if len(people) == 1 and " " in people[0].name else None

    def _of_pronoun_before(self, draft: Draft, here: Sentence) -> Speaker | None:
        """Return whom the he or she means that the sentence before an uncued quotation begins with, or None."""
        before = self.layers.sentences[here.index - 1] if here.index else None
        if before is None or before.paragraph != here.paragraph or not before.words:
            return None
        first = before.words[0]
        hits = self.pronouns.find([first.low], [first.base])
        if not hits or hits[0].entry.get("person") != "3" or hits[0].entry.get("number") != "sg":
            return None
        gender = hits[0].entry.get("gender")
        return self._meant(draft, first.start, Wanted(gender=gender)) if gender in {"m", "f"} else None

    def _foreseen(self, draft: Draft) -> Known | None:
        """Return the person that the next statement introduces, when a description before it can only mean them.

        « Le chef de l'alliance a promis … Elisabet Nordvik a ajouté … »: first mention, no office of their own.
        """
        here = self.layers.sentence_at(draft.source[0].start)
        later = [d for d in self._ordered if d.source and d.source[0].start > draft.source[0].start]
        following = later[0] if later else None
        there = self.layers.sentence_at(following.source[0].start) if following is not None else None
        if following is None or here is None or there is None or there.paragraph - here.paragraph > 1:
            return None
        people = [k for k in self.table.all_in(*following.source[0]) if k.type == "PER"]
        if (
            len(people) != 1
            or people[0].office not in _RANKS
            or self._is_known_before(people[0], draft.source[0].start)
        ):
            return None
        return people[0]

    def _is_known_before(self, known: Known, at: int) -> bool:
        """Return whether the text itself, its headline aside, names the person before a character."""
        body = self.headline.end if self.headline is not None else 0
        return any(body <= m.start < at for m in known.mentions)

    def _pronoun(self, span: Span) -> Hit | None:
        words = self.table.words_in(span)
        hits = self.pronouns.find([w.low for w in words], [w.base for w in words])
        if len(words) <= 3 and hits and hits[0].end - hits[0].start >= len(words) - 1:
            return hits[0] if not any(w.pos == "NOUN" for w in words) else None
        return None

    def _resolve_pronoun(self, draft: Draft, hit: Hit, parent: Speaker | None) -> Speaker | None:
        person, number = hit.entry.get("person", "3"), hit.entry.get("number")
        at = draft.source[0].start
        if person == "1":
            return parent
        if person == "2":
            return None
        if number == "pl":
            return self.referents.last_plural(at)
        gender = hit.entry.get("gender")
        neuter = hit.entry.key == "it"
        wanted = Wanted(persons=not neuter, groups=neuter or self.layers.lang == "fr", gender=gender)
        return self._meant(draft, at, wanted)

    def _meant(self, draft: Draft, at: int, wanted: Wanted, *, least: float = -99.0) -> Speaker | None:
        found, score = self.referents.find(draft, at, wanted)
        if score < least:
            return None
        if isinstance(found, Speaker) or found is None:
            return found
        if wanted.gender in {"m", "f"} and found.type == "PER":
            found.gender = found.gender or wanted.gender
        return self._speaker(found)

    def _named(self, draft: Draft, span: Span) -> Speaker | None:
        """Return the person, organisation or state that the source phrase names."""
        inside = [] if self._descriptions.is_demonym(span) else self.table.all_in(*span)
        unit = draft.unit
        head = draft.source_head
        if not inside or unit is None or head is None:
            return None
        words = self.table.words_in(span)
        people = [k for k in inside if k.type in {"PER", None} and (is_set_off(words, k) or not is_possessor(unit, k))]
        people = [k for k in people if not is_owner(words, k) and not is_where(words, k)]
        if people:
            best = next((k for k in people if covers(k, head)), in_apposition(words, people))
            if best is not None and best.type is None and not draft.cue:
                best = in_apposition(words, people) or best
            if best is not None:
                return self._speaker(best, span)
        for known in inside:
            if covers(known, head) or is_closing(words, known):
                return self._speaker(known, span)
        return None

    def _described(self, draft: Draft, span: Span) -> Speaker | None:
        """Return whom a description stands for: the holder of the office, somebody just named, or the phrase itself."""
        head = draft.source_head
        beside = self._set_beside(draft, span) or self._set_before(span, head) or self._opening_instead(draft, span)
        if beside is not None:
            return self._speaker(beside, span if beside.type == "PER" else None)
        holder = self._roles.holder(span, head) or self._alike(span, head)
        if holder is not None:
            return self._speaker(holder, span) if isinstance(holder, Known) else holder
        if head is None or head.low in _VAGUE or head.pos == "PRON" or self._descriptions.is_no_speaker(draft):
            return None
        words = self.table.words_in(span)
        voice = self._standins.voice(words, span.start)
        taken_up = self._written(voice) or self._taken_up(draft, span, head)
        taken_up = taken_up or self._written(self._standins.body(words, span.start))
        if taken_up is not None:
            return taken_up
        name = " ".join(self.layers.text[span.start : span.end].split(", ")[0].split())
        if any(w.low in {"same", "même"} for w in words[1:2]):
            self._phrases.add(name)
        of_body = any(k.type == "ORG" for k in self.table.all_in(*span))
        if self._unnamed.is_unnamed(words, head, of_body=of_body) or self._unnamed.is_anybody(words, head):
            self._phrases.add(name)
        codes = self.table.codes_for(span)
        return Speaker(name, None, None, codes[0][:3] if codes else None, codes)

    def _written(self, found: Known | Speaker | None) -> Speaker | None:
        return self._speaker(found) if isinstance(found, Known) else found

    def _behind_object(self, draft: Draft, span: Span) -> Known | None:
        """Return who is named behind a cue whose pronoun is its object (« …, nous écrit [Ada Hale] »), or None."""
        sentence = self.layers.sentence_at(span.start)
        if draft.route != "quote" or not draft.cue or sentence is None or span.start > draft.cue[0].start:
            return None
        if self.layers.text[span.start : span.end].lower() not in _OBJECTS or draft.start > span.start:
            return None
        behind = next((w for w in sentence.words if w.start >= draft.cue[-1].end and w.low not in _TITLES), None)
        known = self.table.at(behind.start, behind.end) if behind is not None else None
        return known if known is not None and known.type in {"PER", None, "ORG"} else None

    def _set_beside(self, draft: Draft, span: Span) -> Known | None:
        """Return the person named right behind a description and its comma (« lance leur porte-drapeau, Ada Hale. »)."""
        head, sentence = draft.source_head, self.layers.sentence_at(span.start)
        if head is None or sentence is None or head.pos != "NOUN" or self._is_plural(draft):
            return None
        behind = [w for w in sentence.words if w.start >= span.end][:8]
        if len(behind) < 2 or behind[0].low != ",":
            return None
        at = 2 if behind[1].low in _TITLES and len(behind) > 2 else 1
        known = self.table.at(behind[at].start, behind[at].end)
        if known is None or known.type != "PER" or " " not in known.name:
            return None
        after = next((w for w in behind[at:] if self.table.at(w.start, w.end) is not known), None)
        return known if after is None or after.pos == "PUNCT" else None

    def _set_before(self, span: Span, head: Word | None) -> Known | None:
        """Return the person with whose name and comma the sentence begins, before a description of them ("Ada Hale, [a dealer]")."""
        sentence = self.layers.sentence_at(span.start)
        before = [w for w in sentence.words if w.end <= span.start] if sentence is not None else []
        if head is None or head.pos != "NOUN" or not 2 < len(before) < 8 or before[-1].low != ",":
            return None
        before = before[1:] if before[0].low in _TITLES else before
        known = self.table.at(before[0].start, before[0].end)
        whole = known is not None and all(self.table.at(w.start, w.end) is known for w in before[:-1])
        return known if whole and known is not None and known.type == "PER" else None

    def _opening_instead(self, draft: Draft, span: Span) -> Known | None:
        """Return who the clause begins with, where the tree took the object for the subject ("Ada Hale claims [the reverse]: …")."""
        head, unit = draft.source_head, draft.unit
        if head is None or unit is None or not draft.cue or span.start < draft.cue[0].start or head.pos != "NOUN":
            return None
        if draft.route == "quote" and draft.start < draft.cue[0].start or self._descriptions.can_speak(span, head):
            return None
        first = next((w for w in unit.words if w.pos not in {"DET", "ADJ"} and w.low not in _TITLES), None)
        known = self.table.at(first.start, first.end) if first is not None and first.end <= draft.cue[0].start else None
        return known if known is not None and known.type in {"PER", "ORG", "GPE"} else None

    def _alike(self, span: Span, head: Word | None) -> Known | None:
        """Return the one person of the text who leads, where a phrase tells of a leader by another word (« la patronne de l'hôpital »)."""
        return self._roles.leader(span, head) if self._descriptions.is_definite(span) else None

    def _taken_up(self, draft: Draft, span: Span, head: Word) -> Speaker | None:
        """Return somebody named or heard before whom the description can only mean, or who is named right after it."""
        holder = self._possessors.holder(self.table.words_in(span), head)
        held = self._roles.holder(*holder) if holder is not None else None
        if held is not None:
            return self._speaker(held) if isinstance(held, Known) else held
        owner = self._possessors.wanted(self.table.words_in(span), head)
        whose = self._meant(draft, span.start, owner, least=SURE_DESCRIBED) if owner is not None else None
        if whose is not None:
            return whose
        if self._descriptions.is_definite(span):
            again = self.referents.heard_as(head, span.start)
            if again is not None:
                return again
        wanted = self._descriptions.wanted(draft, span)
        meant = self._meant(draft, span.start, wanted, least=SURE_DESCRIBED) if wanted is not None else None
        if meant is not None and meant.entity is not None:
            return meant
        known = self._same_body(span, head)
        many = self.layers.lang == "en" and head.low.endswith("s") and not head.low.endswith("ss")
        if known is None and wanted is not None and not many:
            known = self._only_such(wanted, span.start)
        if known is None and self._descriptions.is_one_office(draft, span):
            known = self._foreseen(draft)
        return self._speaker(known, span) if known is not None else None

    def _only_such(self, wanted: Wanted, at: int) -> Known | None:
        """Return the one person of the wanted gender and office whom the text has named before a character."""
        people = [k for k in self.table.known if k.type == "PER" and " " in k.name and self._is_known_before(k, at)]
        fit = [k for k in people if wanted.gender is None or k.gender == wanted.gender]
        if len(fit) != 1 or (fit[0].office not in {None, "role"} and fit[0].office not in (wanted.offices or ())):
            return None
        return fit[0] if wanted.country is None or fit[0].country in {None, wanted.country} else None

    def _same_body(self, span: Span, head: Word) -> Known | None:
        """Return whose role names the same body as a definite description in the singular, or None."""
        if not self._descriptions.is_definite(span) or "Number=Plur" in head.morph:
            return None
        return None if self._descriptions.is_about_body(span) else self._roles.of_same_body(span)

    def _speaker(self, known: Known, span: Span | None = None) -> Speaker:
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
        return Speaker(known.name, known.id, known.role, country, codes)
