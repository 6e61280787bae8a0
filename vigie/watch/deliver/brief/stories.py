"""The new documents as stories: one heading a story, copies folded into one sentence with who carries it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from vigie.store import FiledEvent, FiledStatement
from vigie.text.fold import fold
from vigie.watch.deliver.brief.compose import tell_event, tell_statement
from vigie.watch.deliver.brief.ground import Ground
from vigie.watch.deliver.brief.model import Group, Sentence
from vigie.watch.deliver.brief.select import Period, records_of

Record = FiledStatement | FiledEvent


OF_THE_WATCH = frozenset({"threat", "accusation"})
ACTS_OF_THE_WATCH = frozenset({"THREATEN", "ACCUSE", "MOBILIZE", "COERCE", "ASSAULT", "SANCTION"})
"""PLOVER's types of conflict in words and deeds. Acts that PLOVER does not know are Vigie's own, and all of the watch."""


def group_stories(ground: Ground, documents: Sequence[str], period: Period, lang: str, *, section: str) -> list[Group]:
    """Return the stories of the documents, those of most origins first.

    In section `unseen` they hold what was looked for and not seen, else everything else: in `new` the stories that
    hold a threat, an accusation, an act of conflict or the ground of a signal, in `other` the rest.
    """
    stories: dict[str, list[str]] = {}
    for key in documents:
        stories.setdefault(ground.view.story(key), []).append(key)
    grounds = {key for signal in ground.signals.values() if signal.kind != "source" for key in signal.inputs}
    if section != "unseen":
        wanted = section == "new"
        stories = {s: held for s, held in stories.items() if _is_of_the_watch(ground, held, grounds) == wanted}
    groups = [_make_group(ground, story, held, period, lang, section == "unseen") for story, held in stories.items()]
    return sorted((g for g in groups if g.sentences), key=lambda g: (-g.origins, -g.outlets))


def _is_of_the_watch(ground: Ground, documents: Sequence[str], grounds: Collection[str]) -> bool:
    """Return whether one record of the documents is what a watch looks out for."""
    records = (record for key in documents for record in ground.held.get(key, ()))
    return any(record.key in grounds or _is_watched(record) for record in records)


def _is_watched(record: Record) -> bool:
    if isinstance(record, FiledStatement):
        return record.negative_evidence is not None or not OF_THE_WATCH.isdisjoint(record.modality)
    return record.type in ACTS_OF_THE_WATCH or (record.type is None and record.vigie_type is not None)


def _make_group(ground: Ground, story: str, held: Sequence[str], period: Period, lang: str, unseen: bool) -> Group:
    records = [r for key in held for r in records_of(ground, key) if _is_unseen(r) == unseen]
    first = ground.view.documents.get(story)
    headed = first or ground.view.documents[held[0]]
    return Group(
        key=story,
        title=headed.title or headed.id,
        lang=headed.lang,
        continued=first is None or not period.holds(first.known),
        outlets=len(ground.view.outlets(held)),
        origins=len(ground.view.origins(held)),
        documents=tuple(held),
        sentences=tuple(fold_copies(ground, [tell_record(ground, r, lang) for r in records])),
    )


def _is_unseen(record: Record) -> bool:
    return isinstance(record, FiledStatement) and record.negative_evidence is not None


def tell_record(ground: Ground, record: Record, lang: str) -> Sentence:
    """Return the sentence of a statement or an event."""
    if isinstance(record, FiledStatement):
        return tell_statement(ground, record, lang)
    return tell_event(ground, record, lang)


def fold_copies(ground: Ground, sentences: Sequence[Sentence]) -> list[Sentence]:
    """Return the sentences, those that tell the same of the same words once, with the documents that carry them.

    Two are the same when all but outlet and day agree and the words differ in nothing but case, marks and spaces.
    """
    kept: dict[object, list[Sentence]] = {}
    for sentence in sentences:
        kept.setdefault(_sameness(sentence), []).append(sentence)
    return [_fold(ground, same) for same in kept.values()]


def _sameness(sentence: Sentence) -> object:
    said = tuple(_letters(" ".join(q.words)) for q in sentence.quotes)
    told = tuple((t.name, fold(t.value or "")) for t in sentence.told if t.name not in ("outlet", "day"))
    return sentence.form, told, said


def _letters(words: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in fold(words)).split())


def _fold(ground: Ground, same: Sequence[Sentence]) -> Sentence:
    first = same[0]
    carried = tuple(dict.fromkeys(s.records[0].partition(".")[0] for s in same))
    records = tuple(dict.fromkeys(key for s in same for key in s.records))
    if len(carried) == 1:
        return replace(first, records=records)
    return replace(
        first,
        records=records,
        carried=carried,
        outlets=len(ground.view.outlets(carried)),
        origins=len(ground.view.origins(carried)),
    )
