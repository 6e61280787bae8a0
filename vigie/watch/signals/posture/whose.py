"""Whose forces a sentence speaks of: told by its words, or not told."""

from __future__ import annotations

from dataclasses import dataclass

from vigie.lang.gazetteer import Hit, Named, load_gazetteer
from vigie.watch.signals.posture.words import Sentence, cut_words, find_domains, load_signs

_WHO = frozenset({"country", "demonym", "capital_metonym", "body", "force", "organisation", "agency", "armed_group"})
_FORCES = frozenset({"force", "armed_group"})
REACH = 4
"""So many words may stand between an adjective and its forces: "the Russian Black Sea fleet"."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A named party at words [start, end), and whether a noun of forces or posture hangs on it."""

    start: int
    end: int
    code: str
    attached: bool


def find_owners(sentence: Sentence, *, start: int = 0, speaker: str | None = None) -> tuple[str, ...]:
    """Return the codes of those whose forces are meant, from word `start` on; none where the words do not tell.

    A country that says where ("in Belarus", "the Russian border") is not whose. Several names tell only when exactly
    one has the forces ("Russia's fleet"), or when those that have them are joined ("Russian and Belarusian troops").
    "Our forces" are the speaker's, and so are "its forces" where nobody is named.
    """
    named = [n for n in _find_named(sentence) if n.start >= start]
    codes = {n.code for n in named}
    if len(codes) > 1:
        named = [n for n in named if n.attached]
        codes = {n.code for n in named}
    if len(codes) == 1 or (codes and _are_joined(named, sentence)):
        return tuple(sorted(codes))
    return (speaker,) if not codes and speaker and _is_own(sentence, start) else ()


def code_of(codes: tuple[str, ...]) -> str | None:
    """Return the country or organisation of an actor's codes, sectors left out; None where they name no single one.

    >>> code_of(("RUSMIL",)), code_of(("IGONAT",)), code_of(("RUS", "CHN")), code_of(())
    ('RUS', 'IGONAT', None, None)
    """
    found = {code if code.startswith("IGO") else code[:3] for code in codes if len(code) >= len("RUS")}
    return found.pop() if len(found) == 1 else None


def negation_end(sentence: Sentence) -> int | None:
    """Return the index after the first negation, None without one: what was looked for stands behind it."""
    signs = load_signs(sentence.lang)["negations"]
    return next((i + 1 for i, word in enumerate(sentence.folded) if word in signs), None)


def find_party(sentence: Sentence, end: int) -> tuple[str, str] | None:
    """Return the name and code of the last party named before word `end`: who denies, says or sees."""
    before = _part(sentence, 0, end)
    for hit in reversed(load_gazetteer(sentence.lang).find_names(before.words)):
        sense = next((s for s in hit.senses if s.kind in _WHO), None)
        code = code_of(sense.codes) if sense else None
        if sense and code and sense.kind != "demonym" and not _says_where(hit, sense, before):
            return " ".join(sentence.words[hit.start : hit.end]), code
    return None


def find_places(sentence: Sentence, owner: str) -> tuple[str, ...]:
    """Return the places that a sentence names, by keys that all languages share; the owner's own name is none."""
    senses = (hit.senses[0] for hit in load_gazetteer(sentence.lang).find_names(sentence.words))
    found = {s.key for s in senses if s.kind in {"city", "region", "country"} and s.country != owner}
    return tuple(sorted(found))


def is_maybe(sentence: Sentence) -> bool:
    """Return whether the sentence speaks of what may be, would be or is to come."""
    return not load_signs(sentence.lang)["maybe"].isdisjoint(sentence.folded)


def is_hearsay(speaker: str, lang: str) -> bool:
    """Return whether the words that stand for a speaker are nobody: "persistent rumours" saw nothing and know nothing.

    What such talk only describes is somebody: "two guards at the border posts".
    """
    signs = load_signs(lang)
    ends = {*signs["place_before"], *signs["of"], *signs["clauses"]}
    for at, word in enumerate(cut_words(speaker, lang).folded):
        if at and word in ends:
            return False
        if word in signs["hearsay"]:
            return True
    return False


def _find_named(sentence: Sentence) -> list[_Named]:
    found = []
    for hit in load_gazetteer(sentence.lang).find_names(sentence.words):
        sense = next((s for s in hit.senses if s.kind in _WHO), None)
        code = code_of(sense.codes) if sense else None
        if sense is None or code is None or _says_where(hit, sense, sentence):
            continue
        found.append(_Named(hit.start, hit.end, code, _is_attached(hit, sense, sentence)))
    return found


def _says_where(hit: Hit, sense: Named, sentence: Sentence) -> bool:
    signs, words = load_signs(sentence.lang), sentence.folded
    beside = words[max(0, hit.start - 1) : hit.start] + words[hit.end : hit.end + 1]
    if sense.kind == "demonym":
        return any(w in signs["place_nouns"] for w in beside)
    if _is_possessive(hit, sentence):
        return any(w in signs["place_nouns"] for w in words[hit.end + 1 : hit.end + 2])
    at = hit.start - 1
    while at >= 0 and words[at] in signs["determiners"]:
        at -= 1
    if at >= 0 and words[at] in signs["of"]:
        return at > 0 and words[at - 1] in signs["place_nouns"]
    return at >= 0 and words[at] in signs["place_before"]


def _is_possessive(hit: Hit, sentence: Sentence) -> bool:
    after = sentence.folded[hit.end] if hit.end < len(sentence.folded) else ""
    return sentence.lang == "en" and after in {"'s", "'"}


def _is_attached(hit: Hit, sense: Named, sentence: Sentence) -> bool:
    """Return whether a noun of forces or posture is near on the side where the language puts it."""
    if sense.kind in _FORCES:
        return True
    before = _part(sentence, max(0, hit.start - REACH), hit.start)
    of = any(w in load_signs(sentence.lang)["of"] for w in before.folded[-2:])
    adjective = sense.kind == "demonym"
    if of or (adjective and sentence.lang == "fr"):
        return bool(find_domains(before))
    tied = adjective or _is_possessive(hit, sentence)
    return tied and bool(find_domains(_part(sentence, hit.end, hit.end + REACH)))


def _part(sentence: Sentence, start: int, end: int) -> Sentence:
    return Sentence(sentence.words[start:end], sentence.folded[start:end], sentence.lang)


def _are_joined(named: list[_Named], sentence: Sentence) -> bool:
    joins = load_signs(sentence.lang)["joins"] | load_signs(sentence.lang)["determiners"]
    gaps = zip(named, named[1:], strict=False)
    return all(all(w in joins for w in sentence.folded[a.end : b.start]) for a, b in gaps)


def _is_own(sentence: Sentence, start: int) -> bool:
    """Return whether a possessive stands before forces or a posture."""
    own = load_signs(sentence.lang)["own"]
    places = (i for i in range(start, len(sentence.folded)) if sentence.folded[i] in own)
    return any(find_domains(_part(sentence, i + 1, i + 1 + REACH)) for i in places)
