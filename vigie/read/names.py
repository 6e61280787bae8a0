"""Name mentions: proper-noun chunks, titled names and gazetteer names, before they become entities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from vigie.lang.gazetteer import Gazetteer, Named
from vigie.lang.gazetteer.genders import is_given_name
from vigie.lang.gazetteer.records import Hit as NamedHit
from vigie.lang.lexicon import Hit, Lexicon, load_lexicon
from vigie.lang.phrases import find_telling_words
from vigie.model import Span
from vigie.read.layers import Layers, Sentence, Word

PARTICLES = frozenset("de du des d' la le von van der den al el bin ben ibn abu abou ter da di dos".split())
ORG_WORDS = frozenset(
    "ministry minister's department agency bank university institute company corporation council committee commission "
    "association union party army navy parliament congress senate court centre center group foundation college school "
    "office bureau authority federation league club times post journal news radio television ministère agence banque "
    "université institut société conseil comité commission parti armée marine parlement congrès sénat cour tribunal "
    "centre groupe fondation école autorité fédération ligue inc ltd corp plc service services observatory "
    "observatoire organisation organization police guard garde brigade regiment régiment division".split()
)
_FIRM_ENDS = frozenset(
    "ag sa gmbh nv spa oy oyj ab asa kg kk llc llp plc ltd inc corp co bhd pjsc oao ooo sas sarl "
    "lines line airlines airways air aviation aerospace power energy energies electric electronics semiconductors "
    "motors automotive steel mining minerals metals resources oil gas petroleum chemicals pharma pharmaceuticals "
    "shipping ferries logistics freight cargo rail railways transport cruises telecom networks systems software "
    "technologies technology tech robotics dynamics industries industrial manufacturing holdings holding partners "
    "capital securities investments insurance assurance assurances mutual trust brewery breweries foods beverages "
    "dairies farms retail stores supermarkets properties estates construction cement engineering works shipyard "
    "shipyards chantiers marine offshore maritime waterways water utilities forces force mission project network "
    "initiative campaign movement alliance coalition front league union unions watch monitor exchange authority "
    "command fleet staff section directorate secretariat chancellery presidency "
    "énergie énergies transports aéro électricité industries compagnie mutuelle presse éditions laboratoires".split()
)
"""What names of firms and bodies end with ("Rosalia Lines", "Joint Border Force")."""
_WEAK = frozenset({"city", "region", "country"})
_PLACE_PREPOSITIONS = frozenset("à in at near from en vers près depuis into outside inside".split())


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text. `sense` is its gazetteer sense, `title` the honorific or office before it."""

    span: Span
    name: str
    type: str | None
    sense: Named | None
    gender: str | None
    sentence: int
    first: int
    last: int


GEO_WORDS = frozenset(
    "sea strait river bay mount mountain mountains lake ocean island islands valley street avenue square peninsula gulf "
    "canal harbour coast mer détroit rivière mont lac île îles golfe péninsule fleuve baie océan rue place port".split()
)


_NO_NAMES = frozenset("i m. mme mr. mr mp mps mep meps gmt utc cet cest est bst pdg ceo ceos".split())
_OF = frozenset({"of", "de", "d'"})
_PLACE_NOUNS = frozenset(
    "village town city region province district hamlet oblast base airbase area suburb ville région district oblast "
    "hameau commune localité bourg zone banlieue base aéroport airport gare station plant centrale".split()
)


def find_mentions(layers: Layers, gazetteer: Gazetteer, titles: Lexicon, dates: Lexicon) -> list[Mention]:
    """Return the name mentions of a document in reading order, none overlapping another."""
    found: list[Mention] = []
    for sentence in layers.sentences:
        found += _find_in(sentence, gazetteer, titles, dates)
    return found


def _find_in(sentence: Sentence, gazetteer: Gazetteer, titles: Lexicon, dates: Lexicon) -> list[Mention]:
    words = sentence.words
    if not any(w.text[:1].isupper() for w in words):
        return []
    texts = [w.text for w in words]
    title_hits = sentence.hits(titles)
    title_end = {h.end: h for h in title_hits}
    days = _find_days(dates, sentence)
    named = gazetteer.find_names(texts, lowered=sentence.lows)
    demonyms = {i for h in named if h.senses[0].kind == "demonym" for i in range(h.start, h.end)}
    known = [h for h in named if h.senses[0].kind != "demonym" and not days.intersection(range(h.start, h.end))]
    taken: set[int] = set()
    out: list[Mention] = []
    known = [h for h in known if h.end - h.start > 1 or words[h.start].pos == "PROPN" or h.senses[0].kind not in _WEAK]
    for whole_start, end in _find_chunks(words):
        start = _skip_titles(whole_start, end, title_hits, demonyms | days)
        if start >= end or _is_common(words, start, end) or _is_office(words, start, end, title_end):
            continue
        if any(h.start <= start and end <= h.end and (h.start, h.end) != (start, end) for h in known):
            continue
        inside = [h for h in known if start <= h.start and h.end <= end]
        whole = next((h for h in inside if (h.start, h.end) == (start, end)), None)
        if whole is None and _is_split_by(inside, start, end, title_end):
            continue
        sense = whole.senses[0] if whole else None
        made = _make_mention(sentence, start, end, sense, title_end.get(start), words)
        out.append(replace(made, type="LOC") if _is_land(made, inside, words) else made)
        taken.update(range(start, end))
    for hit in known:
        if not taken.intersection(range(hit.start, hit.end)):
            out.append(_make_mention(sentence, hit.start, hit.end, hit.senses[0], title_end.get(hit.start), words))
            taken.update(range(hit.start, hit.end))
    return sorted(out, key=lambda m: m.span)


def _find_days(dates: Lexicon, sentence: Sentence) -> set[int]:
    """Return the places of months and weekdays, which are no names."""
    if _load_day_words(dates.lang).isdisjoint(sentence.lows):
        return set()
    hits = (h for h in sentence.hits(dates) if h.entry.key in {"month", "weekday"})
    return {i for h in hits for i in range(h.start, h.end)}


@lru_cache(maxsize=None)
def _load_day_words(lang: str) -> frozenset[str]:
    """Return the words without one of which no month and no weekday is named."""
    entries = (e for e in load_lexicon(lang, "dates").entries if e.key in {"month", "weekday"})
    return frozenset(word for e in entries for phrase in e.phrases for word in find_telling_words(phrase))


def _is_land(mention: Mention, inside: Sequence[NamedHit], words: Sequence[Word]) -> bool:
    """Return whether a name of unknown sense ends with a country and begins with no given name ("Imperial Japan")."""
    country = any(h.end == mention.last and h.start > mention.first and h.senses[0].kind == "country" for h in inside)
    return country and mention.sense is None and not is_given_name(words[mention.first].low)


def _skip_titles(start: int, end: int, titles: Sequence[Hit], others: set[int]) -> int:
    """Return where the name itself begins: titles, demonyms and days before it are no part of it."""
    while start < end:
        ends = [h.end for h in titles if h.start <= start < h.end <= end]
        if ends:
            start = max(ends)
        elif start in others or any(h.start == start + 1 and h.end < end for h in titles):
            start += 1
        else:
            break
    return start


_OFFICES = frozenset(
    "commander minister chief head_of_agency chief_executive secretary_general spokesperson ambassador adviser".split()
)


def _is_office(words: Sequence[Word], start: int, end: int, title_end: dict[int, Hit]) -> bool:
    """Return whether the capitals are an office's and nobody's name ("Force Commander")."""
    title = title_end.get(end)
    if title is None or title.start <= start or title.entry.key not in _OFFICES:
        return False
    return not is_given_name(words[start].low)


def _is_common(words: Sequence[Word], start: int, end: int) -> bool:
    """Return whether a single word at the start of a sentence is capital only because it stands there."""
    if end - start > 1:
        return False
    word = words[start]
    opens = start == 0 or words[start - 1].pos in {"PUNCT", "NUM"}
    return opens and not word.text.isupper() and word.base != word.low


def _is_split_by(inside: Sequence[object], start: int, end: int, title_end: dict[int, Hit]) -> bool:
    """Return whether a chunk is only a gazetteer name with a stray neighbour, so that the name alone is right."""
    return bool(inside) and end - start <= 1 and start not in title_end


def _find_chunks(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Return token ranges of proper nouns, joined over name particles and hyphens."""
    chunks: list[tuple[int, int]] = []
    i, n = 0, len(words)
    while i < n:
        if not _is_name_word(words, i):
            i += 1
            continue
        j = i + 1
        while j < n and (_is_name_word(words, j) or _is_joint(words, j)):
            j += 1
        chunks.append((i, j))
        i = j
    return chunks


def _is_name_word(words: Sequence[Word], i: int) -> bool:
    word = words[i]
    if word.text[0].isupper() and i + 1 < len(words) and words[i + 1].pos == "PROPN" and is_given_name(word.low):
        return True
    if not word.text[0].isupper() or word.low in _NO_NAMES:
        return False
    if word.pos == "PROPN":
        return True
    if i == 0 or words[i - 1].pos == "PUNCT":
        return False
    return word.pos in {"NOUN", "X", "ADJ"} and word.end - word.start > 1


def _is_joint(words: Sequence[Word], j: int) -> bool:
    """Return whether a particle or hyphen at `j` lies between two name words that belong together, or ends one in lower case."""
    if _is_syllable(words, j) or _is_syllable(words, j + 1):
        return True
    if j + 1 >= len(words) or not _is_name_word(words, j + 1):
        return False
    word, after = words[j], words[j + 1]
    if word.low == "-":
        return words[j - 1].end == word.start and word.end == after.start
    if word.low in {"de", "du", "des", "d'", "la", "le"}:
        return after.pos == "PROPN" and _is_personal(words, j)
    return word.low in PARTICLES and word.text.islower()


_NO_SYLLABLES = frozenset("born era wide style run bound like free held made way day led".split())


def _is_syllable(words: Sequence[Word], j: int) -> bool:
    """Return whether the word goes on a name behind a hyphen, small ("Noh Jae-[kyung]"); not "New York-[based]"."""
    if not 2 < j < len(words) or words[j - 1].low != "-" or not words[j].text.isalpha() or not words[j].text.islower():
        return False
    if words[j].low in _NO_SYLLABLES or words[j].low.endswith(("ed", "ing")) or len(words[j].text) > 6:
        return False
    tied = words[j - 2].end == words[j - 1].start and words[j - 1].end == words[j].start
    return tied and all(w.text[0].isupper() and w.text.isalpha() for w in words[j - 3 : j - 1])


def _is_personal(words: Sequence[Word], j: int) -> bool:
    """Return whether "X de Y" looks like one person's name ("Hamish de Bretton") rather than "President de France"."""
    before = words[j - 1]
    two_more = j + 2 < len(words) and words[j + 2].text[:1].isupper() and words[j + 2].pos == "PROPN"
    return before.low not in ORG_WORDS and before.end - before.start > 2 and words[j].low == "de" and two_more


_PLAIN = frozenset({"role", "institution", "peer"})
"""Nouns before a name in capitals that may be an organisation's ("the union SEV")."""


def _make_mention(
    sentence: Sentence, start: int, end: int, sense: Named | None, title: Hit | None, words: Sequence[Word]
) -> Mention:
    span = Span(words[start].start, words[end - 1].end)
    name = _joined(words[start:end])
    gender = None
    if title is not None and title.entry.get("gender") in {"m", "f"}:
        gender = title.entry.get("gender")
    if sense is not None and sense.kind in _WEAK and title is not None and words[start].text[0].isupper():
        sense = None if _is_personal_title(title) else sense
    kind = sense.type if sense else _guess_type(words, start, end, title)
    return Mention(span, name, kind, sense, gender, sentence.index, start, end)


def _is_personal_title(title: Hit) -> bool:
    """Return whether the title stands before a person's name only ("Mme", "Colonel"), never before a place's."""
    return title.entry.key in {"honorific", "general", "admiral", "officer", "senator", "judge"}


def _joined(words: Sequence[Word]) -> str:
    parts = [words[0].text]
    for before, word in zip(words, words[1:], strict=False):
        parts.append(word.text if before.end == word.start else " " + word.text)
    return "".join(parts)


def _guess_type(words: Sequence[Word], start: int, end: int, title: Hit | None) -> str | None:
    """Return the type that shape and neighbours show, or None when they do not."""
    alone = end - start == 1 and words[start].text.isupper() and 2 <= len(words[start].text) <= 6
    if title is not None and not (alone and "." not in words[start].text and title.entry.key in _PLAIN):
        return "PER"
    lows = {w.low for w in words[start:end]}
    if lows & ORG_WORDS or (
        end - start > 1
        and words[end - 1].low in _FIRM_ENDS
        and (words[end - 1].low.endswith("s") or not is_given_name(words[start].low))
    ):
        return "ORG"
    if lows & GEO_WORDS:
        return "LOC"
    if start >= 2 and words[start - 1].low in _OF and words[start - 2].low in GEO_WORDS | _PLACE_NOUNS:
        return "LOC"
    text = words[start].text
    if end - start == 1:
        if text.isupper() and 2 <= len(text) <= 7:
            return "ORG"
        if start and words[start - 1].low in _PLACE_PREPOSITIONS:
            return "LOC"
        return None
    proper = any(w.pos == "PROPN" for w in words[start:end]) or is_given_name(words[start].low)
    return "PER" if end - start <= 4 and proper else None
