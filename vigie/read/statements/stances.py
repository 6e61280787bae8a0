"""What a statement does: threat, denial, promise and the like, from its cue, its words and the forms of its verbs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vigie.lang.lexicon import load_lexicon
from vigie.read.layers import Layers, Word
from vigie.read.statements.draft import Draft
from vigie.read.statements.moods import (
    find_opening,
    is_ahead,
    is_conditional_threat,
    is_future,
    is_order,
    is_others_future,
    is_own_denial,
    is_own_future,
    is_promised,
    is_to_be_done,
    is_told_not_done,
)

_NEUTRAL = frozenset({"assertion", "question"})
_NAMES = ("modality", "stances", "likelihood", "negation", "conditions")
_RANK = (
    "threat", "question", "reassurance", "denial", "commitment", "demand", "accusation", "condemnation",
    "justification", "warning", "prediction", "assertion",
)  # fmt: skip
"""Which of several modalities goes first when no cue tells."""
_LIKELY = frozenset({"almost_no_chance", "highly_unlikely", "unlikely", "likely", "highly_likely", "almost_certain"})
_INNER = frozenset('“”„«»"‘’:')
_NO = frozenset({"no", "non", "unlikely", "nonsense", "never", "jamais", "rubbish", "faux"})
_MARKS = frozenset("«»“”„‘’") | {'"', "''", "``"}
_TWICE_NO = frozenset(
    {"cacher", "démordre", "dissimuler", "douter", "nier", "hide", "doubt", "deny", "conceal", "dispute"}
)
"""Cues whose negation affirms."""
_NEAR = 10
"""A negation among so many first words is of the main clause."""


@dataclass(frozen=True, slots=True)
class Said:
    """A content with what stands round it: its words, those of its cue, and what the lexicons find in them."""

    draft: Draft
    words: Sequence[Word]
    cue: frozenset[str]
    found: frozenset[str]
    seen: bool
    lang: str

    @property
    def direct(self) -> bool:
        """Return whether the words are the speaker's own."""
        return self.draft.kind in {"direct", "headline"}


class StanceReader:
    """Reads the modalities of drafts of one document."""

    def __init__(self, layers: Layers) -> None:
        self.layers = layers
        self._lexicons = {name: load_lexicon(layers.lang, name) for name in _NAMES}

    def read(self, draft: Draft, words: Sequence[Word], cue: Sequence[Word], seen: bool) -> tuple[str, ...]:
        """Return the modalities, the main one first: a telling cue ("threatened") before telling words.

        `seen`: the content says that something was looked for and not seen, which denies nothing.
        """
        words = [w for w in words if w.text not in _MARKS]
        said = Said(draft, words, self._keys("stances", cue), self._keys("modality", words), seen, self.layers.lang)
        telling, plain = self._by_cue(said)
        by_form, later = self._by_form(said)
        by_words = sorted({*by_form, *self._by_words(said, later)}, key=_RANK.index)
        if telling == ["warning"] and "threat" in by_words:
            telling = ["threat", "warning"]
        found = telling + by_words + plain
        if not telling and "assertion" not in found:
            found.append("assertion")
        return tuple(dict.fromkeys(found + later))

    def _keys(self, name: str, words: Sequence[Word]) -> frozenset[str]:
        hits = self._lexicons[name].find_all([w.low for w in words], [w.base for w in words])
        return frozenset(h.entry.key for h in hits)

    def _by_cue(self, said: Said) -> tuple[list[str], list[str]]:
        """Return what the cue tells, and the neutral modalities that it leaves for the end."""
        entry = said.draft.entry
        by_cue = list(entry.all("modality")) if entry else []
        telling = [m for m in _RANK if m in said.cue] + [m for m in by_cue if m not in _NEUTRAL]
        if by_cue[:1] == ["question"] and said.draft.route != "infinitive" and said.words:
            ordered = said.direct and not self._ends_asking(said) and is_order(said.words, said.lang)
            telling += ["demand"] if ordered or self._is_wished(said) else ["question"]
        elif telling[:1] == ["demand"] and said.draft.route == "quote" and self._ends_asking(said):
            telling.insert(0, "question")
        return telling, [m for m in by_cue if m in _NEUTRAL]

    def _is_wished(self, said: Said) -> bool:
        """Return whether a "que" leads to what is asked, so that it is asked for (« demande [qu'on ouvre] »)."""
        before = self.layers.text[: said.draft.content[0].start].rstrip(' \u00a0«“"').lower()
        return said.words[0].low in {"que", "qu'"} or before.endswith((" que", "qu'", "qu’"))

    def _by_words(self, said: Said, later: list[str]) -> set[str]:
        """Return what telling words show; a bare future is put in `later`."""
        found = set(said.found)
        if said.seen:
            found -= {"threat", "prediction"} if self.is_denied(said.draft) else {"threat", "prediction", "denial"}
        likely = self._keys("likelihood", said.words)
        ahead = likely & _LIKELY and said.draft.kind != "nominal" and is_ahead(said.words, said.lang)
        if ahead or is_others_future(said.words, said.lang):
            found.add("prediction")
        elif "prediction" in found and not likely:
            found.discard("prediction")
            later.append("prediction")
        return found & set(_RANK)

    def _by_form(self, said: Said) -> tuple[list[str], list[str]]:
        """Return the modalities that marks and verb forms show: those that come first, and those that come last."""
        first, words, lang = [], said.words, said.lang
        if self.is_denied(said.draft) or self._is_rejoinder(said):
            first.append("denial")
        if self._asks(said):
            first.append("question")
        if said.direct and is_order(words, lang):
            first.append("demand")
        if not first and not said.seen and is_told_not_done(words, lang):
            first.append("denial")
        if is_own_future(words, lang) or is_promised(words, said.cue, lang) or is_to_be_done(words, said.cue, lang):
            first.append("commitment")
            if is_conditional_threat(words, self._keys("conditions", words), lang) and "kind" not in said.found:
                first.append("threat")
        return first, ["prediction"] if is_future(words, lang) else []

    def _asks(self, said: Said) -> bool:
        """Return whether the words end in a question, or spoken words open with one."""
        if self._ends_asking(said):
            return True
        asked = next((w for w in find_opening(said.words) if w.text == "?"), None)
        if asked is None or not said.direct:
            return False
        return _INNER.isdisjoint(self.layers.text[said.draft.content[0].start : asked.start])

    def _ends_asking(self, said: Said) -> bool:
        end = said.draft.content[-1].end
        return "?" in self.layers.text[end - 1 : end] or self.layers.text[end : end + 2].lstrip().startswith("?")

    def _is_rejoinder(self, said: Said) -> bool:
        """Return whether a no answers an allegation: after "retorted" or « assure », or by the speaker's own no."""
        opening = find_opening(said.words)
        if opening and opening[0].low in _NO and said.direct and (len(opening) < 3 or opening[1].low in ",.…"):
            return True
        if said.seen or is_future(opening, said.lang):
            return False
        if "rejoinder" in said.cue and "negation" in self._first_negation(opening[:_NEAR]):
            return True
        return said.direct and is_own_denial(opening, said.lang)

    def _first_negation(self, words: Sequence[Word]) -> set[str]:
        hits = self._lexicons["negation"].find([w.low for w in words], [w.base for w in words])
        return {h.entry.key for h in hits[:1]}

    def is_denied(self, draft: Draft) -> bool:
        """Return whether the cue itself is negated ("does not believe that", « ne pense pas que »)."""
        if (
            draft.unit is None
            or draft.head is None
            or draft.entry is None
            or draft.route not in {"clause", "infinitive"}
        ):
            return False
        near = [w for w in draft.unit.words[max(0, draft.head - 4) : draft.head + 3] if w.head == draft.head]
        if any(not _TWICE_NO.isdisjoint(w.base.split("|")) for w in draft.unit.words[draft.head : draft.head + 1]):
            return False
        hits = self._lexicons["negation"].find([w.low for w in near], [w.base for w in near])
        return any(near[h.start].low not in {"ne", "n'"} for h in hits)
