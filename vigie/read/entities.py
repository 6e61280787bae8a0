"""Entities: the mentions of one person, organisation or place brought together."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace

from vigie.lang.gazetteer import Gazetteer, Named, load_gazetteer
from vigie.lang.lexicon import Lexicon, load_lexicon
from vigie.model import Entity, Place, Span
from vigie.read.layers import Layers, Word
from vigie.read.mention import Mention
from vigie.read.names import find_mentions
from vigie.read.nametypes import PLACE_NOUNS, is_formed
from vigie.read.whereabouts import settle_places
from vigie.text.fold import fold

_ORG_KINDS = frozenset({"organisation", "agency", "force", "armed_group", "media", "body"})
_NO_STATE = frozenset({None, "IGO", "NGO", "UNO", "EUR"})


@dataclass(slots=True)
class Known:
    """An entity while the document is being read."""

    id: str
    name: str
    type: str | None
    sense: Named | None = None
    gender: str | None = None
    mentions: list[Span] = field(default_factory=list)
    role: str | None = None
    office: str | None = None
    role_span: Span | None = None
    country: str | None = None
    codes: tuple[str, ...] = ()
    used: bool = False

    @property
    def last(self) -> str:
        """Return the folded surname, which later mentions use alone."""
        return fold(self.name).split()[-1]

    @property
    def is_record(self) -> bool:
        """Return whether it is sure enough to be written down: a type, a second mention or a statement."""
        return self.type is not None or len(self.mentions) > 1 or self.used


class EntityTable:
    """Who and what is named in one document; asked by character range."""

    def __init__(self, layers: Layers) -> None:
        self.layers = layers
        self.gazetteer: Gazetteer = load_gazetteer(layers.lang)
        self.titles: Lexicon = load_lexicon(layers.lang, "titles")
        self.known: list[Known] = []
        self._by_name: dict[str, Known] = {}
        self._by_sense: dict[str, Known] = {}
        self._by_last: dict[str, Known] = {}
        self._by_first: dict[str, Known | None] = {}
        mentions = find_mentions(layers, self.gazetteer, self.titles, load_lexicon(layers.lang, "dates"))
        mentions = settle_places(layers, mentions, self.gazetteer)
        self._asides = [m for m in mentions if m.aside]
        for mention in sorted(
            (m for m in mentions if not m.aside), key=lambda m: (m.type != "PER" or " " not in m.name, m.span)
        ):
            self._add(mention)
        self._add_surnames()
        for known in self.known:
            known.mentions.sort()
        self.known = [k for k in self.known if k.mentions]
        self._spans = sorted((m, k) for k in self.known for m in k.mentions) if self.known else []
        self._starts = [m.start for m, _ in self._spans]

    def _add(self, mention: Mention) -> None:
        known = self._find(mention)
        if known is None:
            known = Known(f"e{len(self.known) + 1}", mention.name, mention.type, mention.sense)
            self.known.append(known)
            self._index(known)
        known.mentions.append(mention.span)
        known.gender = known.gender or mention.gender
        known.type = known.type or mention.type
        if len(mention.name) > len(known.name) and known.sense is None:
            known.name = mention.name

    def _add_surnames(self) -> None:
        """Add the surnames that stand alone where the tagger saw no name ("Hale let a minute pass")."""
        people = {k.last: k for k in self.known if k.type == "PER" and " " in k.name and len(k.last) > 3}
        if not people:
            return
        taken = {c for k in self.known for m in k.mentions for c in range(m.start, m.end)}
        for sentence in self.layers.sentences:
            for word in sentence.words:
                known = people.get(word.low) if word.text[0].isupper() and word.start not in taken else None
                if known is not None and known.name.endswith(word.text):
                    known.mentions.append(word.span)

    def _find(self, mention: Mention) -> Known | None:
        if self._is_surname(mention):
            return self._by_last[fold(mention.name)]
        if mention.sense is not None and mention.sense.key in self._by_sense:
            return self._by_sense[mention.sense.key]
        name = fold(mention.name)
        if name in self._by_name:
            return self._by_name[name]
        if mention.sense is None and mention.type in {None, "PER"}:
            known = self._by_last.get(name.split()[-1])
            if known is None and " " not in name:
                known = self._by_first.get(name)
            return known if known is not None and _is_same_gender(mention.gender, known.gender) else None
        return None

    def _is_surname(self, mention: Mention) -> bool:
        """Return whether a town's name is the surname of somebody named in full, and nothing shows the town."""
        sense = mention.sense
        if sense is None or sense.kind != "city" or " " in mention.name:
            return False
        person = self._by_last.get(fold(mention.name))
        before = [w for w in self.layers.sentences[mention.sentence].words if w.end <= mention.span.start][-1:]
        placed = bool(before) and before[0].pos == "ADP"
        return person is not None and " " in person.name and person.type == "PER" and not placed

    def _index(self, known: Known) -> None:
        name = fold(known.name)
        self._by_name.setdefault(name, known)
        if known.sense is not None:
            self._by_sense.setdefault(known.sense.key, known)
            known.country, known.codes = known.sense.country, known.sense.codes
        if known.type == "PER":
            self._by_last.setdefault(name.split()[-1], known)
            known.gender = known.gender or self.gazetteer.gender(known.name)
            if " " in name:
                first = name.split()[0]
                self._by_first[first] = None if first in self._by_first else known
            self._set_public_figure(known)

    def _set_public_figure(self, known: Known) -> None:
        """Fill country and codes from the office the person is known to hold, when the name is unmistakable.

        Of several offices the one of the day of publication counts; without a day, the last one.
        """
        offices = self.gazetteer.person(known.name)
        if len({o.holder for o in offices}) != 1:
            return
        day = self.layers.document.published
        held = [o for o in offices if day is not None and (o.start or "") <= day < (o.end or "9999")]
        last = max(o.start or "" for o in offices)
        offices = held or [o for o in offices if (o.start or "") == last]
        if len({o.country for o in offices}) == 1 and offices[0].country:
            known.country = offices[0].country
            known.codes = known.codes or (offices[0].code or f"{known.country}GOV",)

    def at(self, start: int, end: int) -> Known | None:
        """Return the entity whose mention overlaps the range, the first when several do."""
        i = bisect_right(self._starts, start) - 1
        for mention, known in self._spans[max(i, 0) : i + 12]:
            if mention.start < end and start < mention.end:
                return known
            if mention.start >= end:
                break
        return None

    def all_in(self, start: int, end: int) -> list[Known]:
        """Return the entities mentioned inside the range, in reading order, each once."""
        found: list[Known] = []
        i = bisect_right(self._starts, start)
        for mention, known in self._spans[max(i - 1, 0) :]:
            if mention.start >= end:
                break
            if mention.start >= start and mention.end <= end and known not in found:
                found.append(known)
        return found

    def all_touching(self, start: int, end: int) -> list[Known]:
        """Return the entities with a mention that shares a character with the range."""
        i = bisect_right(self._starts, start) - 1
        found = []
        for mention, known in self._spans[max(i, 0) :]:
            if mention.start >= end:
                break
            if mention.end > start:
                found.append(known)
        return found

    def words_in(self, span: Span) -> list[Word]:
        """Return the words of the sentence that lie inside the range."""
        sentence = self.layers.sentence_at(span.start)
        return [w for w in sentence.words if w.start >= span.start and w.end <= span.end] if sentence else []

    def country_of(self, span: Span) -> str | None:
        """Return the country that a noun phrase names, by name or demonym, or None."""
        words = self.words_in(span)
        for hit in self.gazetteer.find_names([w.text for w in words], lowered=[w.low for w in words]):
            known = self.at(words[hit.start].start, words[hit.end - 1].end)
            if hit.senses[0].country and (known is None or known.type != "PER"):
                return hit.senses[0].country
        return None

    def state_at(self, span: Span) -> str | None:
        """Return the state that a word names by its name or people, no town's; None for any other word."""
        words = self.words_in(span)
        for hit in self.gazetteer.find_names([w.text for w in words], lowered=[w.low for w in words]):
            sense = hit.senses[0]
            if sense.kind in {"country", "demonym"} and sense.country and sense.country not in _NO_STATE:
                return sense.country
        known = self.at(*span)
        if known is not None and known.sense is not None and known.sense.kind == "country":
            return known.sense.country
        return None

    def sector_of(self, span: Span) -> str | None:
        """Return the sector that an office or role word of a noun phrase shows, or None."""
        words = self.words_in(span)
        for hit in self.titles.find([w.low for w in words], [w.base for w in words]):
            if hit.entry.get("sector"):
                return hit.entry.get("sector")
        return None

    def codes_for(self, span: Span | tuple[int, int]) -> tuple[str, ...]:
        """Return the actor codes (country + sector) of a noun phrase; empty when it names no country or group."""
        span = Span(*span)
        country, sector = self.country_of(span), self.sector_of(span)
        known = self.at(*span)
        if known is not None and known.codes and known.type != "GPE":
            return known.codes
        group = next((k for k in self.all_in(*span) if k.country in _NO_STATE and k.codes), None)
        if group is not None and country in _NO_STATE:
            return group.codes
        if country is None:
            return known.codes if known is not None else ()
        return (country + (sector or ""),)

    def entities(self) -> tuple[Entity, ...]:
        """Return the records, in order of first mention."""
        out = []
        for known in sorted(self._with_asides(), key=lambda k: k.mentions[0]):
            if not known.is_record:
                continue
            known.type = known.type or ("ORG" if known.name.isupper() else "PER")
            out.append(
                Entity(
                    known.id, known.name, known.type, tuple(dict.fromkeys(known.mentions)), known.country,
                    known.codes, self._make_place(known),
                )
            )  # fmt: skip
        return tuple(out)

    def _make_place(self, known: Known) -> Place | None:
        """Return the place of a record; what only its form or its "in" shows to be one is of unknown whereabouts."""
        sense = known.sense
        if known.type not in {"GPE", "LOC"} or (sense is not None and sense.kind in _ORG_KINDS):
            return None
        if sense is None:
            return Place(None, None, "unknown", None) if self._is_somewhere(known) else None
        point = sense.precision in {"city", "region"}
        return Place(
            sense.lat if point else None, sense.lon if point else None, sense.precision or "unknown", sense.geonameid
        )

    def _is_somewhere(self, known: Known) -> bool:
        first = known.mentions[0]
        if any(first.start <= m.span.start and m.span.end <= first.end for m in self._asides):
            return False
        return is_formed(fold(known.name).split()) or any(self._is_placed(m) for m in known.mentions)

    def _is_placed(self, span: Span) -> bool:
        """Return whether words beside a mention show a place: "in Qatraneh", "the villages of Foua", "Haram district"."""
        sentence = self.layers.sentence_at(span.start)
        words = sentence.words if sentence else []
        before = [w.low for w in words if w.end <= span.start][-2:]
        after = [w.low for w in words if w.start >= span.end][:1]
        if before[-1:] in (["in"], ["en"]) or after in (["district"], ["province"], ["village"], ["oblast"]):
            return True
        return len(before) == 2 and before[1] in {"of", "de", "d'"} and before[0].rstrip("s") in PLACE_NOUNS

    def _with_asides(self) -> list[Known]:
        """Return the entities, the places named in passing among them: these are told, but nobody speaks or acts there."""
        found = {k.sense.key: replace(k, mentions=list(k.mentions)) for k in self.known if k.sense is not None}
        rest = [k for k in self.known if k.sense is None]
        count = len(self.known)
        for mention in self._asides:
            sense = mention.sense
            if sense is not None and sense.kind == "demonym":
                sense = self.gazetteer.country_of(sense)
            if sense is None:
                continue
            known = found.get(sense.key)
            if known is None:
                count += 1
                known = Known(f"e{count}", sense.name, sense.type, sense, country=sense.country, codes=sense.codes)
                found[sense.key] = known
            known.mentions = sorted([*known.mentions, mention.span])
        return [*found.values(), *rest]


def _is_same_gender(a: str | None, b: str | None) -> bool:
    """Return whether two genders do not speak against each other: Lady Hale is not Sir Adam Hale."""
    return a is None or b is None or a == b
