"""Acts that are done by saying something: whoever threatens, demands or accuses in words acts by them.

A statement that was read as a threat, a demand, an accusation or a condemnation is such an act, whatever its verb
("said that Oslo must return the boat"), when a state, a body or the holder of an office makes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vigie.lang.lexicon import Entry
from vigie.model import Actor, Span, Statement
from vigie.read.events.arguments import Arguments, Roles
from vigie.read.events.triggers import Trigger
from vigie.read.layers import Layers, Unit
from vigie.read.near import Near

_TYPES = {"threat": "THREATEN", "demand": "REQUEST", "accusation": "ACCUSE", "condemnation": "ACCUSE"}
_WHOM = ("object", "to", "at", "against", "à", "contre", "envers")
_PLAIN = frozenset("say tell write reply respond add state tweet post issue answer note remark".split())
"""Verbs that only say: other cues ("insists", "wants") ask by themselves."""
_NEAR = 7
"""Words within which the "to" of "told the junta to leave" stands."""
_OWNING_UP = frozenset("admit confess concede acknowledge plead avouer admettre reconnaître".split())
_MUST = frozenset({"must", "shall"})
_ENTRIES = {
    kind: Entry(f"told_{kind.lower()}", (), {"type": (kind,), "recipient": _WHOM}) for kind in set(_TYPES.values())
}


def find_told(
    layers: Layers, statements: Sequence[Statement], chosen: Iterable[tuple[Trigger, Roles]], arguments: Arguments
) -> list[tuple[Trigger, Roles, Statement]]:
    """Return the acts that statements are, by their cues, where no other word of the sentence names the same act."""
    acts = [act for act, _ in chosen]
    named = {(act.unit.sentence, act.entry.get("type")): True for act in acts}
    taken = Near((act.span, act) for act in acts)
    found = []
    for statement in statements:
        kind = _TYPES.get(statement.modality[0]) if statement.modality else None
        if kind is None or not statement.cue or not _is_public(statement) or statement.scope != "speech":
            continue
        trigger = _make_trigger(layers, statement.cue[0], kind)
        if trigger is not None and _tells_nothing(trigger, statement, layers, arguments):
            continue
        if trigger is None or (trigger.unit.sentence, kind) in named or taken.touching(trigger.span):
            continue
        named[(trigger.unit.sentence, kind)] = True
        found.append((trigger, arguments.find_roles(trigger), statement))
    return found


def _tells_nothing(trigger: Trigger, statement: Statement, layers: Layers, arguments: Arguments) -> bool:
    """Return whether the cue is no act after all: one owns up to a deed, or merely says what should be done, by nobody."""
    forms, kind = {trigger.word.lemma, *trigger.word.base.split("|")}, trigger.entry.get("type")
    if kind == "ACCUSE" and not _OWNING_UP.isdisjoint(forms):
        return True
    behind = range(trigger.last + 1, trigger.last + _NEAR)
    ordered = "tell" in forms and any(
        trigger.unit.words[i].low == "to" and trigger.unit.words[i].pos == "PART"
        for i in behind
        if i < len(trigger.unit.words)
    )
    plain = kind == "REQUEST" and not ordered and not _PLAIN.isdisjoint(forms)
    return plain and not _is_asked(layers, statement, arguments)


def _is_asked(layers: Layers, statement: Statement, arguments: Arguments) -> bool:
    """Return whether what is said is asked of somebody: a public party, or flatly ("must")."""
    if find_addressed(layers, statement, arguments)[0] is not None:
        return True
    unit, words = _find_words(layers, statement.content[0])
    return unit is not None and any(unit.words[i].low in _MUST for i in words)


def _is_public(statement: Statement) -> bool:
    """Return whether a state, a body or the holder of an office says it; a threat counts from anybody who is named."""
    speaker = statement.speaker
    if speaker is None:
        return False
    return bool(speaker.codes) or (statement.modality[0] == "threat" and bool(speaker.role))


def _make_trigger(layers: Layers, cue: Span, kind: str) -> Trigger | None:
    unit, words = _find_words(layers, cue)
    if unit is None or not unit.parsed:
        return None
    verbs = [i for i in words if unit.words[i].pos in {"VERB", "AUX"} and not unit.words[i].dep.startswith("aux")]
    head = next((i for i in verbs or words if unit.words[i].head not in words), words[-1])
    if unit.words[head].pos not in {"VERB", "AUX", "NOUN"} or unit.words[head].dep in {"case", "mark", "fixed"}:
        return None
    frame = "verb" if unit.words[head].pos in {"VERB", "AUX"} else "noun"
    return Trigger(unit, head, words[0], words[-1], _ENTRIES[kind], frame)


def _find_words(layers: Layers, cue: Span) -> tuple[Unit | None, list[int]]:
    sentence = layers.sentence_at(cue.start)
    for unit in layers.units_of(sentence.index) if sentence else ():
        words = [w.i for w in unit.words if w.start < cue.end and cue.start < w.end]
        if words:
            return unit, words
    return None, []


def make_teller(statement: Statement) -> Actor | None:
    """Return the party record of whoever speaks."""
    speaker = statement.speaker
    return Actor(statement.source, speaker.entity, speaker.codes) if speaker and statement.source else None


def find_addressed(layers: Layers, statement: Statement, arguments: Arguments) -> tuple[Unit | None, int]:
    """Return the subject of what is said, where it is a public party: whom a demand or an accusation is made of."""
    unit, words = _find_words(layers, statement.content[0])
    if unit is None or not unit.parsed:
        return None, 0
    heads = [i for i in words if unit.words[i].pos in {"VERB", "AUX"} and unit.words[i].head not in words]
    heads += [i for i in words if unit.words[i].head == i]
    for head in heads:
        subject = unit.find_child(head, "nsubj")
        if subject is None or unit.words[subject].pos == "PRON":
            continue
        codes = arguments.entities.codes_for(arguments.span_of(unit, subject))
        own = statement.speaker.codes if statement.speaker else ()
        if codes and set(codes) != set(own) and arguments.is_public(unit, subject):
            return unit, subject
    return None, 0
