"""What a name is by its shape and its neighbours: a person, a body, a place, or nothing that can be told."""

from __future__ import annotations

from collections.abc import Sequence

from vigie.lang.gazetteer.genders import is_given_name
from vigie.lang.lexicon import Hit
from vigie.read.layers import Word

ORG_WORDS = frozenset(
    "ministry minister's department agency bank university institute company corporation council committee commission "
    "association union party army navy parliament congress senate court centre center group foundation college school "
    "office bureau authority federation league club times post journal news radio television ministère agence banque "
    "université institut société conseil comité commission parti armée marine parlement congrès sénat cour tribunal "
    "centre groupe fondation école autorité fédération ligue inc ltd corp plc service services observatory "
    "observatoire organisation organization police guard garde brigade regiment régiment division hospital church "
    "cathedral mosque museum gallery clinic hôpital église cathédrale mosquée musée clinique".split()
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
GEO_WORDS = frozenset(
    "sea strait river bay mount mountain mountains lake ocean island islands valley street avenue square peninsula gulf "
    "canal harbour coast mer détroit rivière mont lac île îles golfe péninsule fleuve baie océan rue place port".split()
)
_SITES = frozenset(
    "road rd avenue boulevard highway motorway bridge airport airfield castle lane beach forest desert reservoir dam tunnel "
    "checkpoint crossing park neighbourhood neighborhood".split()
)
_SITES_FIRST = frozenset("boulevard avenue pont aéroport parc château forêt désert barrage tunnel gare quai".split())
_AREAS = frozenset(
    "district province neighbourhood neighborhood village quarter suburb oblast county governorate".split()
)
_TONGUES = frozenset(
    "arabic english latin hindi urdu farsi persian mandarin cantonese hebrew pashto dari swahili tamil bengali yiddish "
    "kurdish tatar christmas easter ramadan noël pâques".split()
)
"""Words behind "in" or "at" that are a tongue or a feast, not a place."""
_PLACE_PREPOSITIONS = frozenset("à in at near from en vers près depuis into outside inside".split())
_OF = frozenset({"of", "de", "d'"})
PLACE_NOUNS = frozenset(
    "village town city region province district hamlet oblast base airbase area suburb ville région district oblast "
    "hameau commune localité bourg zone banlieue base aéroport airport gare station plant centrale".split()
)
_PLAIN = frozenset({"role", "institution", "peer"})
"""Nouns before a name in capitals that may be an organisation's ("the union SEV")."""


def is_formed(lows: Sequence[str]) -> bool:
    """Return whether the form of a name alone shows a place: a sea, a street, an airport."""
    return len(lows) > 1 and (not GEO_WORDS.isdisjoint(lows) or lows[0] in _SITES_FIRST or lows[-1] in _SITES)


def _is_site(words: Sequence[Word], start: int, end: int) -> bool:
    """Return whether a name is a sea's or a street's, ends as airports do in English, or begins as they do in French."""
    if any(w.low in GEO_WORDS for w in words[start:end]):
        return True
    if end - start < 2:
        return False
    return words[start].low in _SITES_FIRST or (words[end - 1].low in _SITES and not is_given_name(words[start].low))


def guess_type(words: Sequence[Word], start: int, end: int, title: Hit | None) -> str | None:
    """Return the type that shape and neighbours show, or None when they do not."""
    alone = end - start == 1 and words[start].text.isupper() and 2 <= len(words[start].text) <= 6
    if title is not None and not (alone and "." not in words[start].text and title.entry.key in _PLAIN):
        return "PER"
    if _is_body(words, start, end):
        return "ORG"
    if _is_site(words, start, end) or _is_area(words, start, end):
        return "LOC"
    if end - start == 1:
        return _guess_single(words, start)
    proper = any(w.pos == "PROPN" for w in words[start:end]) or is_given_name(words[start].low)
    return "PER" if end - start <= 4 and proper else None


def _guess_single(words: Sequence[Word], start: int) -> str | None:
    word = words[start]
    if word.text.isupper() and 2 <= len(word.text) <= 7:
        return "ORG"
    placed = start > 0 and words[start - 1].low in _PLACE_PREPOSITIONS
    return "LOC" if placed and word.low not in _TONGUES else None


def _is_body(words: Sequence[Word], start: int, end: int) -> bool:
    """Return whether a name has a body's word in it, ends as firms do, or begins with a body's letters ("CTV Edmonton")."""
    first, last = words[start], words[end - 1]
    if any(w.low in ORG_WORDS for w in words[start:end]):
        return True
    if end - start == 1:
        return False
    if last.low in _FIRM_ENDS and (last.low.endswith("s") or not is_given_name(first.low)):
        return True
    letters = first.text.isupper() and first.text.isalpha() and 3 <= len(first.text) <= 5
    sited = not GEO_WORDS.isdisjoint(w.low for w in words[start:end])
    return letters and not sited and not words[start + 1].text.isupper()


def _is_area(words: Sequence[Word], start: int, end: int) -> bool:
    """Return whether a word beside the name makes it a place's: "Haram district", "the town of Qatraneh"."""
    if end < len(words) and words[end].low in _AREAS and words[end].text.islower():
        return True
    return start >= 2 and words[start - 1].low in _OF and words[start - 2].low.rstrip("s") in GEO_WORDS | PLACE_NOUNS
