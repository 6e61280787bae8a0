"""One act, one event: later mentions of the same act join the first; a second act stays a second event."""

from __future__ import annotations

from collections.abc import Sequence

from vigie.model import Actor, EventPlace, When
from vigie.read.events import clauses
from vigie.read.events.draft import Draft
from vigie.read.events.wordclasses import WordClasses

_STRIKES = {None, "missile_strike", "airstrike", "drone_strike", "shelling", "explosion"}
"""Kinds of one family: a strike told without its weapon may be the same as one told with it."""

_BY_WORD = frozenset({"ACCUSE", "REQUEST", "REJECT", "AGREE"})
"""Acts done by speaking: two of them by nobody known are two."""
_STOPS = frozenset({".", "!", "?", "…"})
_LAST_HEADING = 1
"""The last paragraph that may be a heading: a banner may stand above it."""
_NEXT = 1
_FAR = 3
"""Sentences from a heading to the end of what may tell it again."""


def merge_drafts(drafts: list[Draft], classes: WordClasses) -> list[Draft]:
    """Return the drafts with repeated mentions folded into the first one of each act."""
    kept: list[Draft] = []
    for draft in drafts:
        draft.mentions = draft.mentions or [draft.span]
        same = _find_same(kept, draft, classes)
        if same is None:
            kept.append(draft)
        else:
            fold_mention(same, draft)
    return kept


def _find_same(kept: list[Draft], draft: Draft, classes: WordClasses) -> Draft | None:
    if _is_another(draft, classes):
        return None
    return next((k for k in reversed(kept) if _is_same(k, draft, classes)), None)


def _is_another(draft: Draft, classes: WordClasses) -> bool:
    unit = draft.trigger.unit
    return any(classes.is_in(unit.words[c], "another") for c in unit.children(draft.trigger.at))


def _is_same(old: Draft, new: Draft, classes: WordClasses) -> bool:
    """Return whether two drafts mean one act: same type, nothing that contradicts, and a reason to think so."""
    if old.type != new.type or old.polarity != new.polarity or not _is_kind_like(old, new):
        return False
    if _goes_further(old, new) or _goes_further(new, old):
        return False
    if old.trigger.unit is new.trigger.unit and old.trigger.frame == new.trigger.frame == "verb":
        return False
    checks = (_compare_actors(old.actor, new.actor) or _share_word(old, new), _compare_actors(old.recipient, new.recipient),
              _compare_places(old.place, new.place), _compare_dates(old.date, new.date))  # fmt: skip
    if -1 in checks or not (_is_time_like(old.status, new.status) or _is_untold(old) or _is_untold(new)):
        return False
    shared = sum(checks)
    if new.type not in _BY_WORD and (_is_heading(old, new) or _is_harm_told(old, new, classes)):
        return True
    if (
        old.status == new.status
        and old.status in {"hypothetical", "planned"}
        and old.vigie_type == new.vigie_type is not None
    ):
        return True
    if new.trigger.frame == "noun" and _is_definite(new, classes) and (shared or _is_bare(new)):
        return shared > 0 or _is_alike(old, new) or new.type not in _BY_WORD
    return shared >= (1 if _is_alike(old, new) else 2)


def _goes_further(claim: Draft, other: Draft) -> bool:
    """Return whether one speaker says who did it where the other words leave it open: their word stays their own."""
    told = claim.attributed_to is not None and claim.attributed_to != other.attributed_to
    return told and claim.actor is not None and other.actor is None


def _is_kind_like(old: Draft, new: Draft) -> bool:
    kinds = {old.vigie_type, new.vigie_type}
    return len(kinds) == 1 or (None in kinds and kinds <= _STRIKES)


def _is_alike(old: Draft, new: Draft) -> bool:
    """Return whether both come from one entry or one word."""
    return old.trigger.entry.key == new.trigger.entry.key or bool(_bases(old) & _bases(new))


def _bases(draft: Draft) -> set[str]:
    """Return the lemmas of the trigger's nouns and verbs ("essuyé des tirs")."""
    trigger = draft.trigger
    inside = trigger.unit.words[trigger.first : trigger.last + 1]
    content = [w for w in inside if w.i == trigger.at or w.pos in {"NOUN", "VERB"}]
    return {base for w in content for base in w.base.split("|")}


def _is_time_like(old: str, new: str) -> bool:
    return old == new or {old, new} in ({"past", "ongoing"}, {"planned", "ongoing"}, {"planned", "hypothetical"})


def _is_untold(draft: Draft) -> bool:
    """Return whether a noun alone leaves open when the act happens ("Manœuvres de Zapad")."""
    return draft.trigger.frame == "noun" and not draft.told


def _is_heading(old: Draft, new: Draft) -> bool:
    """Return whether the first stands in a heading and the other opens the text below it: the lead tells the title again."""
    above, below = old.trigger.unit, new.trigger.unit
    if above.paragraph > _LAST_HEADING or above.words[-1].low in _STOPS:
        return False
    turned = old.trigger.frame != new.trigger.frame or old.vigie_type == new.vigie_type is not None
    near = above.paragraph < below.paragraph and below.sentence - above.sentence <= _FAR
    return near and (turned or _is_alike(old, new))


def _is_harm_told(old: Draft, new: Draft, classes: WordClasses) -> bool:
    """Return whether the second only tells whom or what the first has hurt ("… a essuyé des tirs. Deux soldats ont été blessés.")."""
    before, after = old.trigger, new.trigger
    if after.frame != "verb" or not classes.is_in(after.word, "harm") or classes.is_in(before.word, "harm"):
        return False
    near = before.unit.paragraph == after.unit.paragraph and 0 < after.unit.sentence - before.unit.sentence <= _NEXT
    return near and new.actor is None and new.place is None and clauses.is_passive(after.unit, after.at)


def _is_bare(draft: Draft) -> bool:
    """Return whether the mention says nothing of who, whom or where, and so points back ("ces frappes").

    Somebody unknown at the verb does not count ("The attack killed three dockers", "no group claimed the attack").
    """
    parties = ((draft.actor, draft.roles.actors), (draft.recipient, draft.roles.recipients))
    return draft.place is None and all(_is_unknown(draft, party, heads) for party, heads in parties)


def _is_unknown(draft: Draft, party: Actor | None, heads: Sequence[int]) -> bool:
    """Return whether there is no party, or nobody known that hangs on the verb, not on the noun."""
    if party is None:
        return True
    unit, known = draft.trigger.unit, party.entity is not None or bool(party.codes)
    return not known and all(unit.words[h].head != draft.trigger.at for h in heads)


def _is_definite(draft: Draft, classes: WordClasses) -> bool:
    unit = draft.trigger.unit
    return any(classes.is_in(unit.words[c], "definite", "demonstrative") for c in unit.children(draft.trigger.at))


def _share_word(old: Draft, new: Draft) -> int:
    """Return 1 when both acts are done by parties of one name or kind ("l'alliance")."""
    mine = {old.trigger.unit.words[a].low for a in old.roles.actors if old.trigger.unit.words[a].pos != "PRON"}
    return int(any(new.trigger.unit.words[a].low in mine for a in new.roles.actors))


def _compare_actors(a: Actor | None, b: Actor | None) -> int:
    """Return 1 when the parties agree, -1 when they differ, 0 when it cannot be told."""
    if a is None or b is None:
        return 0
    if a.entity is not None and a.entity == b.entity:
        return 1
    if a.codes and b.codes:
        mine, theirs = {c[:3] for c in a.codes}, {c[:3] for c in b.codes}
        return 1 if mine & theirs else -1
    return -1 if a.entity and b.entity else 0


def _compare_places(a: EventPlace | None, b: EventPlace | None) -> int:
    if a is None or b is None:
        return 0
    if a.name == b.name:
        return 1
    wide = "country" in (a.precision, b.precision)
    return 0 if wide and a.country == b.country else -1


def _compare_dates(a: When | None, b: When | None) -> int:
    if a is None or b is None or a.start is None or b.start is None:
        return 0
    return 1 if a.start <= (b.end or b.start) and b.start <= (a.end or a.start) else -1


def fold_mention(old: Draft, new: Draft) -> None:
    """Add the mention and what the first mention lacked; words that overlap ("en alerte", "alerte maximale") are one."""
    if not any(held.start < new.span.end and new.span.start < held.end for held in old.mentions):
        old.mentions.append(new.span)
    if new.told and not old.told:
        old.status, old.told = new.status, True
    old.actor, old.recipient = old.actor or new.actor, old.recipient or new.recipient
    old.place, old.date = old.place or new.place, old.date or new.date
    old.mode, old.vigie_type = old.mode or new.mode, old.vigie_type or new.vigie_type
    old.quantities = tuple(dict.fromkeys((*old.quantities, *new.quantities)))
