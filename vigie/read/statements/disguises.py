"""French verbs that tagger and parser take for something else: told by the words around them, and put right."""

from __future__ import annotations

from vigie.read.layers import Unit, Word
from vigie.read.statements.sources import HAVE

_SUBJECTS = frozenset({"il", "elle", "ils", "elles", "on", "je", "j'"})
_OBJECTS = frozenset(
    {"le", "la", "les", "l'", "lui", "leur", "me", "m'", "se", "s'", "nous", "vous", "y", "en", "ne", "n'"}
)
_SURE = frozenset({"lui", "leur", "se", "s'", "ne", "n'", "y"})


def is_certain_verb(unit: Unit, i: int) -> bool:
    """Return whether a French word of another tag can only be a verb.

    Behind a subject pronoun and clitics (« Elle les [prie] de »), or behind a name or noun and before a "that" or a colon
    that no verb precedes (« Une attachée [complète] : »).
    """
    word = unit.words[i]
    if word.pos in {"VERB", "AUX"} or word.text[0].isupper() or i == 0:
        return False
    if word.tag == "VERB" and word.low.endswith("é") and any(w.low in HAVE for w in unit.words[max(0, i - 3) : i]):
        return True
    if word.pos not in {"NOUN", "ADJ", "ADV", "X", "PROPN"}:
        return False
    at = i - 1
    while at > 0 and unit.words[at].low in _OBJECTS:
        at -= 1
    if unit.words[at].low in _SUBJECTS or (at < i - 1 and unit.words[i - 1].low in _SURE):
        return True
    following = unit.words[i + 1].low if i + 1 < len(unit.words) else ""
    if following in {"que", "qu'"} and unit.words[i - 1].low == "," and any(w.pos == "PROPN" for w in unit.words[:i]):
        return True
    if following not in {"que", "qu'", ":"} or any(w.pos in {"VERB", "AUX"} for w in unit.words[:i]):
        return False
    before = unit.words[i - 1]
    return (
        before.text[0].isupper()
        or (before.pos in {"NOUN", "ADJ", "PROPN", "X"} and following != ":")
        or (following == ":" and word.pos in {"ADJ", "ADV", "X"} and before.pos in {"NOUN", "ADJ", "PROPN"})
    )


def mend_verb(word: Word) -> None:
    """Give a form that the tagger mistook its due: a French infinitive ends in -r or -re, a cue that is no verb is one."""
    if "VerbForm=Inf" in word.morph and not word.low.endswith(("r", "re")):
        word.morph = "Mood=Ind|VerbForm=Fin"
    if "Tense=Past|VerbForm=Part" in word.morph and _is_present(word):
        word.morph = "Mood=Ind|VerbForm=Fin"
    if word.pos in {"ADJ", "ADV", "X", "NOUN", "ADP"}:
        word.pos, word.morph = "VERB", "Mood=Ind|VerbForm=Fin"


def _is_present(word: Word) -> bool:
    """Return whether a French form in -er cannot be the participle it was taken for, which ends in -é."""
    regular = all(base.endswith("er") for base in word.base.split("|"))
    return regular and not word.low.rstrip("s").endswith(("é", "ée"))
