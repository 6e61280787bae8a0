"""Events of one document: triggers, parties, factuality, circumstances, then one record an act."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vigie.lang.lexicon import Entry
from vigie.model import Event, Quantity, Statement, When
from vigie.model.ontology import Ontology, load_ontology
from vigie.model.span import Span, cover
from vigie.read.events import clauses
from vigie.read.events.arguments import Arguments, Entities, Roles
from vigie.read.events.circumstances import find_attribution, find_date, find_numbers, find_place
from vigie.read.events.draft import Draft
from vigie.read.events.factuality import find_factuality
from vigie.read.events.merge import fold_mention, merge_drafts
from vigie.read.events.parties import Parties
from vigie.read.events.recipients import Recipients
from vigie.read.events.remembered import Remembered
from vigie.read.events.screen import drop_absorbed, is_disowned, is_met
from vigie.read.events.told import find_addressed, find_told, make_teller
from vigie.read.events.triggers import Trigger, find_triggers
from vigie.read.events.wordclasses import WordClasses
from vigie.read.layers import Layers
from vigie.read.near import Near


def read_events(
    layers: Layers,
    entities: Entities,
    statements: Sequence[Statement],
    dates: Sequence[When],
    quantities: Sequence[Quantity],
) -> list[Event]:
    """Return the events of a document whose units are parsed, in reading order.

    Actor, recipient, place, date and numbers come from the trigger's own clause or are absent.
    """
    scene = _Scene(layers, entities, statements, dates, quantities)
    chosen = _without_inner(_choose(find_triggers(layers), scene.arguments))
    drafts = [d for t, r in drop_absorbed(chosen) if (d := scene.make(t, r)) is not None]
    drafts += [
        d for t, r, s in find_told(layers, statements, chosen, scene.arguments) if (d := scene.make_told(t, r, s))
    ]
    drafts.sort(key=lambda d: d.span)
    merged = merge_drafts(_without_doubles(drafts), scene.arguments.classes)
    return [_make_event(f"v{n}", d, load_ontology()) for n, d in enumerate(merged, 1)]


_BY_WORDS = frozenset({"REQUEST", "REJECT", "ACCUSE", "AGREE", "CONSULT", "SUPPORT", "CONCEDE"})
"""Types of acts that anybody does every day: they count among public parties alone."""


class _Scene:
    """What one document offers its acts: names, dates, numbers and statements by place."""

    def __init__(
        self,
        layers: Layers,
        entities: Entities,
        statements: Sequence[Statement],
        dates: Sequence[When],
        quantities: Sequence[Quantity],
    ) -> None:
        self.layers, self.entities = layers, Remembered(entities)
        self.arguments = Arguments(layers.lang, self.entities)
        self._dates = Near((d.span, (d.span, d)) for d in dates)
        self._numbers = Near((q.span, (q.span, q)) for q in quantities)
        self._statements = Near((piece, s) for s in statements for piece in s.content)
        self._cues = Near((cue, cue) for s in statements for cue in s.cue)
        self._parties = Parties(layers, self.arguments, self._statements)
        self._recipients = Recipients(self.arguments)

    def make(self, trigger: Trigger, roles: Roles) -> Draft | None:
        """Return the act of a trigger with what its clause says of it; None where its entry wants it done and it was not."""
        self._recipients.complete(trigger, roles)
        draft = _make_draft(trigger, roles, self.arguments, self._parties)
        if is_disowned(trigger, self.layers.lang):
            draft.actor, draft.polarity = None, "positive"
        if draft.polarity == "negative" and trigger.entry.get("only") == "positive":
            return None
        if draft.type in _BY_WORDS and not self._is_public(draft):
            return None
        if draft.actor is not None and _is_no_doer(draft, self.arguments, self.layers.text, self._cues):
            draft.actor = None
        self._place(draft)
        return draft

    def _is_public(self, draft: Draft) -> bool:
        """Return whether a state, a body or an office acts or is acted on: a shop that refuses a loan is no act of the public world."""
        if any(party is not None and party.codes for party in (draft.actor, draft.recipient)):
            return True
        return any(self.arguments.is_public(draft.trigger.unit, a) for a in draft.roles.actors)

    def make_told(self, trigger: Trigger, roles: Roles, statement: Statement) -> Draft | None:
        """Return the act that a statement is; its speaker acts. None for what was only not said, or may be."""
        unit, arguments = trigger.unit, self.arguments
        told = roles.recipients if trigger.entry.get("type") != "ACCUSE" else []
        source = [r for r in told if any(s.is_touching(arguments.span_of(unit, r)) for s in statement.source)]
        roles.recipients = [r for r in told if r not in source and arguments.is_party(unit, r)]
        draft = _make_draft(trigger, roles, arguments, self._parties)
        if draft.polarity == "negative" or draft.status == "hypothetical":
            return None
        draft.actor = make_teller(statement)
        if draft.recipient is None:
            addressed, subject = find_addressed(self.layers, statement, arguments)
            draft.recipient = self._parties.make_actor(addressed, [subject]) if addressed is not None else None
        if draft.recipient is None and draft.type == "REQUEST":
            return None
        self._place(draft)
        return draft

    def _place(self, draft: Draft) -> None:
        """Add place, date, numbers and whose words the act stands in."""
        trigger = draft.trigger
        draft.place = find_place(trigger, draft.roles.actors, self.entities, self.arguments.classes)
        draft.date = find_date(trigger, self._dates)
        if not draft.told and draft.status == "past" and self._is_ahead(draft.date):
            draft.status = "planned"
        draft.quantities = find_numbers(trigger, self._numbers)
        draft.attributed_to = find_attribution(trigger.span, self._statements)

    def _is_ahead(self, date: When | None) -> bool:
        """Return whether the date is later than the day the text was published; both must be known."""
        published = self.layers.document.published
        return bool(published and date is not None and date.start and date.start > published[:10])


def _is_no_doer(draft: Draft, arguments: Arguments, text: str, near_cues: Near[Span]) -> bool:
    """Return whether the words taken for the actor only say who tells it, or from where.

    A phrase with the verb of speech in it ("a spokeswoman for the army said") is the speaker's, and a place that opens a
    paragraph before a dash ("Krasnovar – An explosion damaged …") is where the report was written.
    """
    unit = draft.trigger.unit
    span = cover(arguments.span_of(unit, a) for a in arguments.who_acts(unit, draft.roles.actors))
    if span is None:
        return False
    if any(cue.is_inside(span) for cue in near_cues.touching(span)):
        return True
    told = text[span.start : max(span.end, draft.span.start)]
    opens = _opens_paragraph(text, span.start)
    return opens and _DATELINE.match(told) is not None and len(_DASH.findall(told)) == 1


def _opens_paragraph(text: str, at: int) -> bool:
    """Return whether only spaces stand between the place and the line before it, or the beginning."""
    while at and text[at - 1] in " \t\u00a0":
        at -= 1
    return at == 0 or text[at - 1] == "\n"


_DASH = re.compile(r"\s[–—-]\s")
_DATELINE = re.compile(r"[A-ZÀ-Ý][\w'’.-]*(?: [A-ZÀ-Ý][\w'’.-]*){0,3}(?:,? ?\([^()\n]{1,40}\))?\s[–—-]\s")


def _choose(groups: list[list[Trigger]], arguments: Arguments) -> list[tuple[Trigger, Roles]]:
    """Return, for each place, the first trigger whose needs are met; entries of type "stop" silence the place.

    A stop that absorbs is kept until its content is dropped with it ("suspected of …").
    """
    chosen = []
    for group in groups:
        for trigger in group:
            roles = arguments.find_roles(trigger)
            if is_met(trigger, roles, arguments):
                if trigger.entry.get("type") != "stop" or trigger.entry.get("absorbs") == "yes":
                    chosen.append((trigger, roles))
                break
    return chosen


def _without_inner(chosen: list[tuple[Trigger, Roles]]) -> list[tuple[Trigger, Roles]]:
    """Return the triggers without those that are only part of another one's words ("sirènes des raids aériens")."""

    def is_inner(small: Trigger, large: Trigger) -> bool:
        wider = large.last - large.first > small.last - small.first
        return small.unit is large.unit and wider and large.first < small.at <= large.last and small.at != large.at

    same: dict[int, list[Trigger]] = {}
    for trigger, _ in chosen:
        same.setdefault(id(trigger.unit), []).append(trigger)
    return [(t, r) for t, r in chosen if not any(is_inner(t, other) for other in same[id(t.unit)])]


def _make_draft(trigger: Trigger, roles: Roles, arguments: Arguments, parties: Parties) -> Draft:
    entry = trigger.entry
    draft = Draft(trigger, roles, _type_of(entry), entry.get("vigie_type") or None, entry.get("mode") or None)
    draft.actor = parties.make_actor(trigger.unit, arguments.who_acts(trigger.unit, roles.actors), roles.recipients)
    draft.recipient = parties.make_actor(trigger.unit, roles.recipients, roles.actors)
    if (
        draft.actor
        and draft.recipient
        and draft.actor.entity is not None
        and draft.actor.entity == draft.recipient.entity
    ):
        draft.recipient = None
    found = find_factuality(trigger, roles.verb, light=roles.light, classes=arguments.classes)
    draft.status, draft.polarity, draft.told = found
    if entry.get("status"):
        draft.status = entry.get("status") if draft.status == "past" else draft.status
    draft.polarity = entry.get("polarity") or draft.polarity
    draft.vigie_type = _find_weapon_kind(draft, arguments.classes)
    return draft


def _find_weapon_kind(draft: Draft, classes: WordClasses) -> str | None:
    """Return the finer kind of a strike from the weapon in its clause, where the trigger's own word does not say it."""
    if draft.type != "ASSAULT" or draft.vigie_type not in {None, "missile_strike"}:
        return draft.vigie_type
    unit = draft.trigger.unit
    near = [*draft.roles.actors, *unit.children(draft.trigger.at)]
    near += [c for n in near for c in unit.children(n) if clauses.relation(unit, c) == "nmod"]
    if any(classes.is_in(unit.words[n], "drone") for n in near):
        return "drone_strike"
    return "missile_strike" if any(classes.is_in(unit.words[n], "missile") for n in near) else draft.vigie_type


def _type_of(entry: Entry) -> str | None:
    code = entry.get("type")
    return None if code in {"", "none"} else code


def _without_doubles(drafts: list[Draft]) -> list[Draft]:
    """Return the drafts with a second one of the same type on a light verb's noun or overlapping words folded in."""
    kept: list[Draft] = []
    in_unit: dict[int, list[Draft]] = {}
    for draft in drafts:
        here = in_unit.setdefault(id(draft.trigger.unit), [])
        same = next((k for k in here if _is_double(k, draft)), None)
        if same is None:
            kept.append(draft)
            here.append(draft)
        elif draft.polarity == same.polarity:
            same.mentions = same.mentions or [same.span]
            fold_mention(same, draft)
    return kept


def _is_double(old: Draft, new: Draft) -> bool:
    """Return whether both name one act in one clause ("tués dans un bombardement")."""
    if old.trigger.unit is not new.trigger.unit or old.type != new.type:
        return False
    if None not in (old.vigie_type, new.vigie_type) and old.vigie_type != new.vigie_type:
        return False
    governed = old.trigger.at == new.roles.verb or old.roles.verb == new.trigger.at
    governed = governed or clauses.find_subject(new.trigger.unit, new.trigger.at) == old.trigger.at
    if old.trigger.at == new.trigger.word.head and _is_outcome(new):
        return True
    if old.type == "PROTEST" and clauses.relation(new.trigger.unit, new.trigger.at) in {"advcl", "xcomp", "acl"}:
        governed = governed or new.trigger.word.head in {old.trigger.at, old.roles.verb}
    governed = governed or (old.trigger.frame == "noun" and old.trigger.at == new.trigger.word.head)
    return governed or old.span.is_touching(new.span)


def _is_outcome(draft: Draft) -> bool:
    """Return whether the words are a present participle that only tells what another act did ("tuant", "killing")."""
    word = draft.trigger.word
    participle = "VerbForm=Ger" in word.morph or ("VerbForm=Part" in word.morph and "Tense=Pres" in word.morph)
    return draft.type == "ASSAULT" and participle and word.dep.startswith("advcl")


def _make_event(number: str, draft: Draft, ontology: Ontology) -> Event:
    entry = draft.trigger.entry
    cameo = entry.get("cameo") or ontology.cameo_of(draft.type, draft.mode) or ontology.cameo_of(draft.type, None)
    kind = ontology.types.get(draft.type or "")
    return Event(
        number,
        draft.type,
        anchor=(draft.span,),
        mentions=tuple(sorted(draft.mentions)),
        vigie_type=draft.vigie_type,
        mode=draft.mode,
        contexts=entry.all("contexts"),
        cameo=cameo if draft.type else None,
        quad=kind.quad if kind else None,
        goldstein=ontology.goldstein_of(draft.type, draft.mode, cameo if draft.type else None),
        actor=draft.actor,
        recipient=draft.recipient,
        status=draft.status,
        polarity=draft.polarity,
        place=draft.place,
        date=draft.date,
        quantities=draft.quantities,
        attributed_to=draft.attributed_to,
        confidence=_score_confidence(draft),
    )


def _score_confidence(draft: Draft) -> float:
    """Return a rough confidence: more where parties, place or date were found in the clause; not calibrated."""
    found = [draft.actor, draft.recipient, draft.place or draft.date]
    coded = [a for a in (draft.actor, draft.recipient) if a is not None and a.codes]
    return round(0.5 + 0.1 * sum(f is not None for f in found) + 0.05 * len(coded), 2)
