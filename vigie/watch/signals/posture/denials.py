"""Who denies an act that a sentence names, and what a negation in it leaves of a claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from vigie.watch.signals.posture.whose import find_party, negation_end
from vigie.watch.signals.posture.words import Sentence, cut_words, find_cue_places, load_signs

REACH = 8
"""So many words may stand between a negation and the words it denies."""
_STATE_REACH = 3


@dataclass(frozen=True, slots=True)
class Denial:
    """A denial in a sentence: by the party with this name and code; without one nobody is named."""

    name: str = ""
    code: str = ""


def find_denial(sentence: Sentence, act: str) -> Denial | None:
    """Return the denial that bears on the act, or None where the act stands as told.

    What is denied behind a "but" is another matter. A denial after the act ("Reports of it were denied"), one that
    is itself negated ("did not deny") and one that is only joined by "and" have no name: whose word it is is not told.
    """
    signs = load_signs(sentence.lang)
    at = _place_of(sentence, act)
    verbs = [i for i, word in enumerate(sentence.folded) if word in signs["denials"]]
    if at is None or not verbs:
        return None
    near = [i for i in verbs if signs["turns"].isdisjoint(sentence.folded[min(i, at) : max(i, at)])]
    if not near:
        return None
    verb = near[0]
    joined = not signs["and"].isdisjoint(sentence.folded[verb:at])
    negated = not signs["negations"].isdisjoint(sentence.folded[max(0, verb - 2) : verb + 2])
    party = find_party(sentence, verb)
    if verb > at or joined or negated or party is None:
        return Denial()
    return Denial(*party)


def find_denied_cues(sentence: Sentence) -> frozenset[str]:
    """Return the cues that the first negation of a sentence denies: those it stands before or in, in its own clause.

    "No doubt", "not only" deny nothing, and what follows a "that" is another sentence.
    """
    after = negation_end(sentence)
    signs = load_signs(sentence.lang)
    if after is None or sentence.folded[after : after + 1] and sentence.folded[after] in signs["no_denial"]:
        return frozenset()
    at = after - 1
    bare = _without(sentence, at)
    return frozenset(
        key
        for key, start, end in find_cue_places(bare)
        if at <= end and start - at <= REACH and signs["clauses"].isdisjoint(bare.folded[at : max(at, start)])
    )


def looks(sentence: Sentence) -> bool:
    """Return whether somebody is said to look or to see."""
    return not load_signs(sentence.lang)["looks"].isdisjoint(sentence.folded)


def is_state(sentence: Sentence, words: Sequence[str]) -> bool:
    """Return whether one of the words says where forces are, not that they went there: stationed, are deployed."""
    signs = load_signs(sentence.lang)
    for word in words:
        if word in signs["stationed"]:
            return True
        places = [i for i, w in enumerate(sentence.folded) if w == word] if word in signs["deployed"] else []
        if any(_is_being(sentence, i) for i in places):
            return True
    return False


def _is_being(sentence: Sentence, i: int) -> bool:
    signs = load_signs(sentence.lang)
    before = sentence.folded[max(0, i - _STATE_REACH) : i]
    found = next((j for j, word in enumerate(before) if word in signs["are"]), None)
    if found is None or not signs["done"].isdisjoint(before):
        return False
    return not (found and before[found - 1] in signs["themselves"])


def _place_of(sentence: Sentence, act: str) -> int | None:
    first = cut_words(act, sentence.lang).folded[:1]
    return next((i for i, word in enumerate(sentence.folded) if (word,) == first), None)


def _without(sentence: Sentence, at: int) -> Sentence:
    kept = [i for i in range(len(sentence.folded)) if i != at]
    return replace(
        sentence, words=tuple(sentence.words[i] for i in kept), folded=tuple(sentence.folded[i] for i in kept)
    )
