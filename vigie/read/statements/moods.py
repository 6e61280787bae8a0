"""What the forms of verbs say about a content: an order, the speaker's own future, a future of others."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from vigie.read.layers import Word
from vigie.read.verbforms import find_tense

_OPENERS = frozenset(
    "please then so now just first and but do not don't n't never alors donc et mais ne n' puis".split()
)
"""Words that may stand before an imperative."""
_WE = {"nous": "ons", "je": "ai", "j'": "ai"}
_REACH = 4
_WILL = frozenset({"will", "shall", "'ll", "wo", "won't", "sha"})
_STOPS = frozenset({".", "?", "!", "…", ";"})
_IF = {"en": frozenset({"if", "unless"}), "fr": frozenset({"si", "s'"})}
_OWN = {"en": frozenset({"we", "i", "need", "necessary", "possible"}), "fr": frozenset({"nous", "je", "j'"})}
_WISHES = {
    "en": frozenset("want wish like ask invite agree accept offer pay change help need let".split()),
    "fr": frozenset("vouloir souhaiter accepter inviter demander offrir payer changer aider perdre".split()),
}
"""What another may do without being threatened for it."""
_BEHIND = {
    "en": frozenset("had was were has have did".split()),
    "fr": frozenset("avait aurait auraient était étaient fut eu été".split()),
}
_WE_FR = frozenset({"nous", "je", "j'", "on"})
_NO_DENIAL = frozenset({"plus", "encore", "peur"})
_HELPERS = frozenset({"avoir", "être"})
_MIND = frozenset("savoir pouvoir comprendre vouloir penser croire sentir voir demander dormir".split())
"""What one does not do of these, nobody has alleged."""


def is_order(words: Sequence[Word], lang: str) -> bool:
    """Return whether the words begin with an imperative ("Ask the crew", « Rentrez chez vous », « Qu'on ouvre ! »)."""
    at = next((i for i, w in enumerate(words) if w.low not in _OPENERS and w.pos != "PUNCT"), None)
    if at is None or at + 1 >= len(words) or not words[0].text[:1].isupper():
        return False
    word = words[at]
    if lang != "fr":
        return word.pos == "VERB" and word.low in word.base.split("|") and not word.low.endswith(("ing", "ed"))
    if word.low in {"que", "qu'"}:
        return words[at + 1].pos in {"PRON", "DET", "PROPN"} and words[at + 1].low not in {"est", "ce"}
    return word.pos == "VERB" and word.low.endswith("ez") and "VerbForm=Inf" not in word.morph


def is_own_future(words: Sequence[Word], lang: str) -> bool:
    """Return whether the speaker says what they will do themselves ("we will stay", « nous resterons »)."""
    if lang != "fr":
        return any(a.low in {"we", "i"} and b.low in _WILL for a, b in pairwise(words))
    for i, word in enumerate(words):
        if find_tense(word, lang) != "future" and word.low not in {"allons", "vais"}:
            continue
        before = [w.low for w in words[max(0, i - _REACH) : i]]
        if any(word.low.endswith(_WE[low]) for low in before if low in _WE) or (word.low == "vais" and "je" in before):
            return True
    return False


def is_future(words: Sequence[Word], lang: str) -> bool:
    """Return whether a French verb stands in the future; the conditional of hearsay (« aurait duré ») is none."""
    return any(find_tense(w, lang) == "future" for w in words)


def find_opening(words: Sequence[Word]) -> Sequence[Word]:
    """Return the words of the first sentence, its closing mark included."""
    end = next((i for i, w in enumerate(words) if w.text in _STOPS), len(words) - 1)
    return words[: end + 1]


def is_conditional_threat(words: Sequence[Word], conditions: frozenset[str], lang: str) -> bool:
    """Return whether what the speaker will do hangs on another's act ("If they shoot, we will burn the boats")."""
    if not conditions:
        return False
    lows = [w.low for w in words]
    at = next((i for i, low in enumerate(lows) if low in _IF[lang]), None)
    if at is None or at + 1 >= len(lows):
        return False
    return lows[at + 1] not in _OWN[lang] and _WISHES[lang].isdisjoint(
        b for w in words[at : at + 8] for b in w.base.split("|")
    )


def is_own_denial(words: Sequence[Word], lang: str) -> bool:
    """Return whether the speaker says no of themselves in French (« Nous n'avons vendu aucun fusil »)."""
    if lang != "fr" or "?" in {w.text for w in words}:
        return False
    for i, word in enumerate(words[:_REACH]):
        if word.low in _WE_FR and i + 3 < len(words) and words[i + 1].low in {"ne", "n'"}:
            after = words[i + 2 : i + 3 + _REACH]
            acted = not _HELPERS.isdisjoint(after[0].base.split("|"))
            return acted and not any(w.low in _NO_DENIAL or not _MIND.isdisjoint(w.base.split("|")) for w in after)
    return False


def is_promised(words: Sequence[Word], cue: frozenset[str], lang: str) -> bool:
    """Return whether a French body says in its own name what will be done (« les ponts seront rouverts »)."""
    if lang != "fr" or "hearsay" in cue:
        return False
    for i, word in enumerate(words):
        if find_tense(word, lang) != "future":
            continue
        if "assurance" in cue or word.low in {"sera", "seront"}:
            return True
        if "on" in {w.low for w in words[max(0, i - 2) : i]}:
            return True
    return False


def is_ahead(words: Sequence[Word], lang: str) -> bool:
    """Return whether a likelihood is about what is to come, not about what may have been."""
    return _BEHIND[lang].isdisjoint(w.low for w in words)


def is_others_future(words: Sequence[Word], lang: str) -> bool:
    """Return whether an English content says first what others will do ("the ferry will sink")."""
    if lang != "en":
        return False
    return any(b.low in {"will", "'ll"} and a.low not in {"we", "i"} for a, b in pairwise(find_opening(words)))


_NOBODY_DOES = frozenset("no nobody none nothing never not neither aucun aucune personne rien jamais nul nulle".split())
_DONE = frozenset("had has have was were been a ont avait avaient n'a n'ont été est sont étaient était".split())
_COUNTED = frozenset(
    "kill hurt injure wound harm report find see detect damage decide identify observe record measure expect plan need "
    "tuer blesser signaler constater relever observer endommager déplorer détecter décider prévoir enregistrer trouver voir".split()
)
"""Of what is counted, found or decided a no denies nothing that anybody alleged."""


def is_told_not_done(words: Sequence[Word], lang: str) -> bool:
    """Return whether a content opens with a no and tells of what was done ("no rubber bullets had been handed out")."""
    opening = find_opening(words)
    if not opening or opening[0].low not in _NOBODY_DOES or opening[-1].text == "?":
        return False
    done = next((i for i, w in enumerate(opening[:_CLOSE]) if w.low in _DONE), None)
    if done is None:
        return False
    acts = [w for w in opening[done + 1 : done + 4] if w.pos == "VERB" or "VerbForm=Part" in w.morph or w.tag == "VERB"]
    return bool(acts) and _COUNTED.isdisjoint(b for w in acts for b in w.base.split("|"))


_CLOSE = 9
"""The verb of a short clause that opens with a no stands within so many words."""
_SUFFERED = frozenset(
    "hurt affect kill destroy lose hit flood damage ruin harm sink burn wipe leave force miss bury cut close scrap close "
    "delay cancel shut replace know see call".split()
)
"""What happens to somebody is no promise to do it."""


def is_to_be_done(words: Sequence[Word], cue: frozenset[str], lang: str) -> bool:
    """Return whether an English content tells what will be done ("the wall would be mended by May")."""
    if lang != "en" or "hearsay" in cue:
        return False
    opening = find_opening(words)
    for i, word in enumerate(opening[:-2]):
        if word.low not in {"will", "would", "shall", "'ll"} or opening[i + 1].low != "be":
            continue
        act = opening[i + 2]
        acted = "VerbForm=Part" in act.morph and "Tense=Past" in act.morph
        return (
            acted
            and _SUFFERED.isdisjoint(act.base.split("|"))
            and not any(w.low in {"if", "no", "not"} for w in opening)
        )
    return False
