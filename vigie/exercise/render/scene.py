"""What is being told: slots and rules at hand, and the labels of what is said with them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from vigie.exercise.render import english, french
from vigie.exercise.render.draft import Draft
from vigie.exercise.render.grammar import Choice, Mark, Node, Series, Slot, Text, is_available
from vigie.exercise.render.phrase import Phrase, tidy
from vigie.exercise.render.words import Words, load_kinds

Filler = Callable[[str], Phrase]
PARTS = {"k": "content", "c": "cue", "s": "source"}
INNER = {"K": "content", "C": "cue", "S": "source"}
"""Parts of what the actor of an act says by it (accuses, threatens, announces), inside what somebody else may report."""
MODES = {
    "mute": {"mute": "yes"},
    "neg": {"polarity": "negative"},
    "planned": {"status": "planned"},
    "hyp": {"status": "hypothetical"},
    "ongoing": {"status": "ongoing"},
    "past": {"status": "past"},
}
"""What a form of a rule does to the events in it: say nothing of them, or another status or polarity."""


@dataclass(slots=True)
class Scope:
    """What one act or saying gives to a sentence: slots, its own rules, and what its events are."""

    slots: dict[str, Filler]
    rules: Mapping[str, tuple[Node, ...]] = field(default_factory=dict)
    kind: str | None = None
    ref: str | None = None
    act_ref: str | None = None
    drill: str | None = None
    says: str | None = None
    """The modality of an act that is done with words."""


@dataclass(slots=True)
class Said:
    """A statement while it is written: labels of its parts, and what it is."""

    stance: str
    ref: str | None
    speaker: str | None
    modality: tuple[str, ...]
    negative: str | None
    parts: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Done:
    """An event while it is written."""

    label: int
    kind: str
    ref: str | None
    status: str
    polarity: str
    drill: str | None = None
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()


class Scene:
    """Writes sentences: expands productions with what the scopes give, and keeps the labels."""

    def __init__(self, words: Words, rng: random.Random) -> None:
        """Begin with the words of a language and the dice of one telling."""
        self.words = words
        self.rng = rng
        self.scope = Scope({})
        self.said: list[Said] = []
        self.done: list[Done] = []
        self.used: set[str] = set()
        self.shapes: list[str] = []
        self._labels = 0
        self._memo: dict[str, Phrase] = {}
        self._modes: list[Mapping[str, str]] = []
        self._current: Said | None = None
        self._inner: Said | None = None
        self._from = 0
        self._join = french.join if words.lang == "fr" else english.join

    # What is at hand ------------------------------------------------------------------------------------------------

    def has(self, name: str) -> bool:
        """Return whether a slot is filled in this scope, or a rule has something to offer."""
        if name in self.scope.slots:
            return True
        return any(is_available(node, self.has) for node in self._productions(name))

    def _productions(self, name: str) -> tuple[Node, ...]:
        own = self.scope.rules.get(name)
        return own if own is not None else self.words.rules.get(name, ())

    @contextmanager
    def within(self, scope: Scope) -> Iterator[None]:
        """Write in another scope for a while."""
        outer, self.scope = self.scope, scope
        try:
            yield
        finally:
            self.scope = outer

    # Sentences ------------------------------------------------------------------------------------------------------

    def sentence(self, rule: str, *, said: Said | None = None) -> Draft | None:
        """Return a sentence (or more) of a rule, joined and tidied; None when nothing of it is available."""
        if not self.has(rule):
            return None
        self._memo, self._current, self._inner, self._from = {}, said, None, len(self.done)
        draft = Draft()
        draft.write("^")
        self._fill(Slot(rule), draft)
        self._join(draft)
        tidy(draft)
        self._assign()
        self._keep(said)
        return draft

    def _keep(self, said: Said | None) -> None:
        """Keep the statements of this sentence, with the speakers that it names."""
        if said is not None and "content" in said.parts:
            if "own" in self._memo and not self._memo.keys() & {"who", "last", "pro"}:
                said.speaker = self._memo["own"].text
            self.said.append(said)
        inner = self._inner
        if inner is not None and "content" in inner.parts:
            inner.speaker = self._memo["actor"].text if "actor" in self._memo else None
            self.said.append(inner)

    def _assign(self) -> None:
        """Give the events of this sentence the parties that it names."""
        kinds = load_kinds()
        for event in self.done[self._from :]:
            kind = kinds[event.kind]
            event.actor = self._codes(kind.actor)
            event.recipient = next((codes for slot in kind.recipient if (codes := self._codes(slot))), ())

    def _codes(self, slot: str | None) -> tuple[str, ...]:
        return self._memo[slot].codes if slot in self._memo else ()

    def expand(self, node: Node, draft: Draft) -> None:
        """Write one production."""
        if isinstance(node, Text):
            draft.write(node.text)
        elif isinstance(node, Slot):
            self._fill(node, draft)
        elif isinstance(node, Mark):
            self._mark(node, draft)
        elif isinstance(node, Choice):
            self.expand(self.choose(node.options), draft)
        elif isinstance(node, Series):
            for part in node.parts:
                self.expand(part, draft)

    def choose(self, options: tuple[Node, ...]) -> Node:
        """Return one of the available options."""
        return self.rng.choice([option for option in options if is_available(option, self.has)])

    def _fill(self, slot: Slot, draft: Draft) -> None:
        filler = self.scope.slots.get(slot.name)
        if filler is None:
            self._apply(slot, draft)
            return
        phrase = self._memo.get(slot.name)
        if phrase is None or slot.form:
            made = filler(slot.form)
            phrase = made
            if slot.name not in self._memo:
                self._memo[slot.name] = made
        self.used.add(slot.name)
        if slot.name == "actor" and self.scope.says and not slot.endings and slot.form in ("", "name"):
            self._mark_part(self._start_inner(), "source", Mark((), Text(phrase.text)), draft)
        else:
            draft.write(phrase.agree(slot.endings) if slot.endings else phrase.text)

    def _start_inner(self) -> Said | None:
        if self._inner is None and self.scope.says:
            self._inner = Said(self.scope.says, self.scope.act_ref, None, (self.scope.says,), None)
        return self._inner

    def _apply(self, slot: Slot, draft: Draft) -> None:
        """Write a rule; its form changes what its events are."""
        mode = MODES.get(slot.form)
        if mode is not None:
            self._modes.append(mode)
        self.expand(self.choose(self._productions(slot.name)), draft)
        if mode is not None:
            self._modes.pop()

    # Labels ---------------------------------------------------------------------------------------------------------

    def _mark(self, node: Mark, draft: Draft) -> None:
        first = node.kinds[0] if node.kinds else ""
        if first in PARTS:
            self._mark_part(self._current, PARTS[first], node, draft)
        elif first in INNER:
            self._mark_part(self._start_inner(), INNER[first], node, draft)
        else:
            self._mark_event(node, draft)

    def _mark_part(self, said: Said | None, part: str, node: Mark, draft: Draft) -> None:
        if said is None:
            self.expand(node.body, draft)
            return
        label = said.parts.get(part)
        if label is None:
            label = said.parts[part] = self._new_label()
        draft.open(label)
        if node.kinds[1:]:
            self._mark_event(Mark(node.kinds[1:], node.body), draft)
        else:
            self.expand(node.body, draft)
        draft.close(label)

    def _mark_event(self, node: Mark, draft: Draft) -> None:
        settings = {key: value for mode in self._modes for key, value in mode.items()}
        for word in node.kinds:
            settings |= MODES.get(word, {"kind": word})
        kind = settings.get("kind") or self.scope.kind
        if "mute" in settings or kind is None:
            self.expand(node.body, draft)
            return
        label = self._new_label()
        status = settings.get("status") or load_kinds()[kind].status
        ref = self._ref(kind)
        drill = self.scope.drill if load_kinds()[kind].vigie_type == "exercise" else None
        self.done.append(Done(label, kind, ref, status, settings.get("polarity", "positive"), drill))
        draft.open(label)
        self.expand(node.body, draft)
        draft.close(label)

    def _ref(self, kind: str) -> str | None:
        """Return what an event refers to: the act, the exercise, or the saying for one that is an act of saying."""
        if kind == "exercise":
            return self.scope.drill
        return self.scope.act_ref if kind == self.scope.kind else self.scope.ref

    def _new_label(self) -> int:
        self._labels += 1
        return self._labels
