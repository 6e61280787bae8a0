"""Name mentions: proper-noun chunks, titled names and gazetteer names, before they become entities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from vigie.lang.gazetteer import Gazetteer, Named
from vigie.lang.gazetteer.genders import is_given_name
from vigie.lang.gazetteer.records import Hit as NamedHit
from vigie.lang.lexicon import Hit, Lexicon, load_lexicon
from vigie.lang.phrases import find_telling_words
from vigie.model import Span
from vigie.read.asides import find_asides
from vigie.read.layers import Layers, Sentence, Word
from vigie.read.mention import Mention
from vigie.read.nametypes import ORG_WORDS, guess_type

PARTICLES = frozenset("de du des d' la le von van der den al el bin ben ibn abu abou ter da di dos".split())
_WEAK = frozenset({"city", "region", "country"})


_NO_NAMES = frozenset("i m. mme mr. mr mp mps mep meps gmt utc cet cest est bst pdg ceo ceos".split())


def find_mentions(layers: Layers, gazetteer: Gazetteer, titles: Lexicon, dates: Lexicon) -> list[Mention]:
    """Return the name mentions of a document in reading order, none overlapping another but those in passing."""
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
    known = [h for h in known if h.end - h.start > 1 or words[h.start].pos == "PROPN" or h.senses[0].kind not in _WEAK]
    out: list[Mention] = []
    for whole_start, end in _find_chunks(words):
        start, end = _trim(words, whole_start, end, title_hits, demonyms, days, known)
        if start >= end or _is_common(words, start, end) or _is_office(words, start, end, title_end):
            continue
        made = _read_chunk(sentence, start, end, known, title_end)
        if made is not None:
            out.append(made)
    taken = {i for m in out for i in range(m.first, m.last)}
    for hit in known:
        if not taken.intersection(range(hit.start, hit.end)):
            out.append(_make_mention(sentence, hit.start, hit.end, hit.senses[0], title_end.get(hit.start), words))
            taken.update(range(hit.start, hit.end))
    out += find_asides(sentence, [h for h in named if not days.intersection(range(h.start, h.end))], out)
    return sorted(out, key=lambda m: m.span)


def _trim(
    words: Sequence[Word], start: int, end: int, titles: Sequence[Hit], demonyms: set[int], days: set[int],
    known: Sequence[NamedHit],
) -> tuple[int, int]:  # fmt: skip
    """Return the name inside a chunk: no titles, demonyms and days before it, no day behind it ("Toronto Saturday")."""
    start = _skip_titles(start, end, titles, demonyms | days)
    while start < end and end - 1 in days:
        end -= 1
    return _skip_directions(words, start, end, known), end


def _read_chunk(
    sentence: Sentence, start: int, end: int, known: Sequence[NamedHit], title_end: dict[int, Hit]
) -> Mention | None:
    """Return the mention that a chunk is, or None where the known names in and around it say all."""
    words = sentence.words
    if any(h.start <= start and end <= h.end and (h.start, h.end) != (start, end) for h in known):
        return None
    inside = [h for h in known if start <= h.start and h.end <= end]
    whole = next((h for h in inside if (h.start, h.end) == (start, end)), None)
    if whole is None and (_is_split_by(inside, start, end, title_end) or _is_pair(words, inside, start, end)):
        return None
    made = _make_mention(sentence, start, end, whole.senses[0] if whole else None, title_end.get(start), words)
    return replace(made, type="LOC") if _is_land(made, inside, words) else made


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


def _skip_directions(words: Sequence[Word], start: int, end: int, known: Sequence[NamedHit]) -> int:
    """Return where a place's name begins behind words such as "Far North" or "Greater"."""
    at = start
    while at < end and words[at].low in _DIRECTIONS:
        at += 1
    return at if any(h.start == at and h.end == end for h in known) else start


_DIRECTIONS = frozenset(
    "north south east west northern southern eastern western central upper lower greater inner outer far "
    "north-east north-west south-east south-west northeast northwest southeast southwest nord sud est ouest grand".split()
)
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


def _is_pair(words: Sequence[Word], inside: Sequence[NamedHit], start: int, end: int) -> bool:
    """Return whether the chunk is places tied by hyphens ("Russia-Turkey ties"), each of which is a name."""
    places = [h for h in inside if h.senses[0].kind in _WEAK]
    covered = {i for h in places for i in range(h.start, h.end)}
    return len(places) > 1 and all(i in covered or words[i].low == "-" for i in range(start, end))


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
    kind = sense.type if sense else guess_type(words, start, end, title)
    return Mention(span, name, kind, sense, gender, sentence.index, start, end)


def _is_personal_title(title: Hit) -> bool:
    """Return whether the title stands before a person's name only ("Mme", "Colonel"), never before a place's."""
    return title.entry.key in {"honorific", "general", "admiral", "officer", "senator", "judge"}


def _joined(words: Sequence[Word]) -> str:
    parts = [words[0].text]
    for before, word in zip(words, words[1:], strict=False):
        parts.append(word.text if before.end == word.start else " " + word.text)
    return "".join(parts)
