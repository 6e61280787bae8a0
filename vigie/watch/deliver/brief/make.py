"""The brief: what became known in a period, section by section, every sentence resolved before it is shown."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from vigie.model.signal import Signal
from vigie.store import Amendment
from vigie.watch.deliver.brief import compose
from vigie.watch.deliver.brief.ground import Ground, lay_ground
from vigie.watch.deliver.brief.model import SECTIONS, Brief, Dropped, Group, Section, Sentence
from vigie.watch.deliver.brief.resolve import resolve
from vigie.watch.deliver.brief.select import Period, find_documents, find_signals_of, make_period
from vigie.watch.deliver.brief.stories import group_stories, tell_record
from vigie.watch.deliver.brief.tongue import load_tongue
from vigie.watch.view import View

EVIDENCE = 12
"""A signal of at most so many inputs shows them all under it; of one of more, the records are named."""


def make_brief(
    view: View, signals: Sequence[Signal], *, since: dt.datetime, until: dt.datetime, lang: str,
    texts: Mapping[str, str], amendments: Sequence[Amendment] = (), top: int | None = None,
) -> Brief:  # fmt: skip
    """Return the brief of what became known after `since` and up to `until`, as the view knows it.

    `texts` holds the texts of the documents that `find_needed` names. Nothing is left out unless `top` says so: then
    each section keeps its first so many groups, and counts the sentences that it leaves out.

    Raises:
        InputError: briefs are not written in that language.
    """
    load_tongue(lang)
    ground = lay_ground(view, texts, signals, amendments)
    period = make_period(since, until)
    documents = find_documents(ground, period)
    drafts = [_draft_section(ground, name, documents, period, lang) for name in SECTIONS]
    dropped: list[Dropped] = []
    sections = tuple(_cut(_prove(ground, section, dropped), top) for section in drafts)
    return Brief(
        realm=view.realm,
        lang=lang,
        since=period.since,
        until=period.until,
        at=make_period(view.at, view.at).until,
        documents=len(documents),
        outlets=len(view.outlets(documents)),
        origins=len(view.origins(documents)),
        readers=_count_readers(view, documents),
        sections=sections,
        dropped=tuple(dropped),
        exercise=view.exercise,
        titles={key: held.title or held.id for key, held in view.documents.items() if key in texts},
    )


def find_needed(
    view: View, signals: Sequence[Signal], *, since: dt.datetime, until: dt.datetime
) -> tuple[str, ...]:  # fmt: skip
    """Return the documents whose texts a brief of that period quotes: the new ones, and those its signals rest on."""
    ground = lay_ground(view, {}, signals)
    period = make_period(since, until)
    found = dict.fromkeys(find_documents(ground, period))
    for section in SECTIONS:
        for signal in find_signals_of(ground, section, period):
            found |= dict.fromkeys(key.partition(".")[0] for key in signal.inputs)
    return tuple(key for key in found if key in view.documents)


def _count_readers(view: View, documents: Iterable[str]) -> tuple[tuple[str, str, int], ...]:
    counts = Counter((view.documents[key].code, view.documents[key].pack) for key in documents)
    return tuple((code, pack, n) for (code, pack), n in sorted(counts.items()))


def _draft_section(ground: Ground, name: str, documents: Sequence[str], period: Period, lang: str) -> Section:
    """Return the section with all its sentences, not yet proved: its signals first, then its records."""
    told = [_draft_signal(ground, s, lang) for s in find_signals_of(ground, name, period)]
    stories: list[Group] = []
    if name in ("new", "unseen", "other"):
        stories = group_stories(ground, documents, period, lang, section=name)
    elif name in _RECORDS:
        told += [Group(sentences=found) for found in _RECORDS[name](ground, documents, period, lang)]
    return Section(name, tuple([*told, *stories]))


def _draft_signal(ground: Ground, signal: Signal, lang: str) -> Group:
    return Group(
        key=signal.key,
        sentences=(compose.tell_signal(ground, signal, lang), *_draft_evidence(ground, signal.inputs, lang)),
    )


def _draft_evidence(ground: Ground, keys: Sequence[str], lang: str) -> Iterator[Sentence]:
    """Yield the statements and events among the keys, as sentences under the one they bear out."""
    held = [r for key in keys if (r := ground.statements.get(key) or ground.events.get(key))]
    if len(held) <= EVIDENCE:
        yield from (replace(tell_record(ground, r, lang), depth=1) for r in held)


def _tell_changes(
    ground: Ground, documents: Sequence[str], period: Period, lang: str
) -> Iterator[tuple[Sentence, ...]]:
    for change in ground.changes.values():
        if period.holds(change.known):
            yield (compose.tell_change(ground, change, lang),)
    for key in documents:
        held = ground.view.groupings.get(key)
        if held is not None and held.relation == "version":
            yield (compose.tell_document(ground, key, lang, "version"),)


def _tell_links(ground: Ground, documents: Sequence[str], period: Period, lang: str) -> Iterator[tuple[Sentence, ...]]:
    new = frozenset(documents)
    for link in ground.links.values():
        if link.document in new and link.relation in ("contradicts", "undercuts"):
            yield compose.tell_link(ground, link, lang), *_draft_evidence(ground, (link.a, link.b), lang)


def _tell_unread(ground: Ground, documents: Sequence[str], period: Period, lang: str) -> Iterator[tuple[Sentence, ...]]:
    yield from ((s,) for s in _tell_failing(ground, period, lang))
    yield from ((compose.tell_unread(ground, u, lang),) for u in ground.unread.values() if period.holds(u.known))
    undated = [key for key in documents if ground.view.documents[key].day is None]
    yield from ((compose.tell_document(ground, key, lang, "undated"),) for key in undated)
    new = frozenset(documents)
    yield from ((compose.tell_flag(ground, f, lang),) for f in ground.flags.values() if f.document in new)


def _tell_failing(ground: Ground, period: Period, lang: str) -> Iterator[Sentence]:
    """Yield the sources whose last visit failed, where no alarm says so already."""
    alarmed = {key for s in ground.signals.values() if s.kind == "source" for key in s.inputs}
    last = {v.source: v for v in reversed(ground.view.visits) if v.at <= period.until}
    for source, visit in sorted(last.items()):
        if visit.fault and f"source:{source}" not in alarmed:
            yield compose.tell_visit(ground, visit, lang)


_RECORDS = {"changed": _tell_changes, "disagree": _tell_links, "unread": _tell_unread}


def _prove(ground: Ground, section: Section, dropped: list[Dropped]) -> Section:
    """Return the section without what does not resolve; each sentence that is dropped is listed with its reason.

    When a sentence falls that others are evidence for, they go with it: alone they would seem to say something else.
    """
    kept = []
    for group in section.groups:
        proved: list[Sentence] = []
        for sentence in group.sentences:
            fault = resolve(sentence, ground)
            if fault is not None:
                dropped.append(Dropped(section.name, sentence.records, *fault))
                if sentence.depth == 0 and any(s.depth for s in group.sentences):
                    break
            else:
                proved.append(sentence)
        if proved:
            kept.append(replace(group, sentences=tuple(proved)))
    return replace(section, groups=tuple(kept))


def _cut(section: Section, top: int | None) -> Section:
    if top is None or len(section.groups) <= top:
        return section
    left_out = sum(len(g.sentences) for g in section.groups[top:])
    return replace(section, groups=section.groups[:top], left_out=left_out)
