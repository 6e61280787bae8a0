"""Announced and ongoing exercises matched to the routine calendar, and how they differ from it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from vigie.lang.gazetteer.keys import make_key
from vigie.watch.signals.posture.words import cut_words, find_domains
from vigie.watch.signals.routine.departures import find_departures
from vigie.watch.signals.routine.mentions import find_mentions
from vigie.watch.signals.routine.records import CalendarEntry, Mention, RoutineMatch
from vigie.watch.signals.routine.season import days_off, find_run
from vigie.watch.view import View

_ORDER = {"ended": 3, "begun": 2, "planned": 1, "mentioned": 0}


def find_routine(
    view: View, calendar: Sequence[CalendarEntry], texts: Mapping[str, str] | None = None
) -> tuple[RoutineMatch, ...]:  # fmt: skip
    """Return the exercises that the view tells of, each with the calendar entry that explains it, by run.

    An exercise is matched by a name of the entry, else by its organiser, season and kind when these fit one entry
    alone. What nothing explains is there too, as not in the calendar, which is not the same as unusual. An exercise
    that has neither a name nor an organiser is left out: nothing tells which it is.
    """
    entries = {entry.uid: entry for entry in calendar}
    runs: dict[str, list[Mention]] = defaultdict(list)
    for mention in find_mentions(view, calendar, texts):
        placed = mention if mention.uid else _place_unnamed(mention, calendar, view)
        run = _run(placed, entries, view)
        if run is not None:
            runs[run].append(placed)
    return tuple(_match(run, runs[run], entries, view) for run in sorted(runs))


def _place_unnamed(mention: Mention, calendar: Sequence[CalendarEntry], view: View) -> Mention:
    """Return the mention with the one entry whose organiser, season and kind fit it, or as it was."""
    day = mention.day or (mention.reported if mention.stage == "planned" else None)
    if mention.name or not mention.by or not day or mention.stage == "mentioned":
        return mention
    held = view.documents[mention.document]
    kinds = {key for s in mention.sentences for key, _ in find_domains(cut_words(s, held.lang or "en"))}
    on = dt.date.fromisoformat(day)
    fitting = [
        entry
        for entry in calendar
        if set(mention.by) <= set(entry.organisers) and kinds & set(entry.domains) and days_off(entry, on) == 0
    ]
    if len(fitting) != 1:
        return mention
    return replace(mention, uid=fitting[0].uid, how="organiser, season and kind")


def _run(mention: Mention, entries: Mapping[str, CalendarEntry], view: View) -> str | None:
    """Return what names the run that a mention is of; None when nothing tells which exercise it is."""
    day = mention.day or mention.reported
    year = day[:4] if day else "undated"
    if mention.uid:
        return f"{mention.uid}:{_season_year(entries[mention.uid], mention, day) or year}"
    if mention.name:
        return f"name:{make_key(mention.name)}:{year}"
    if mention.by and mention.stage != "mentioned":
        return f"story:{'+'.join(mention.by)}:{view.story(mention.document)}"
    return None


def _season_year(entry: CalendarEntry, mention: Mention, day: str | None) -> int | None:
    """Return the year of the season that a mention is of; None when its day is out of season, or no season is known.

    A plan without a day is of the season that is nearest: one told in December for January is not of December.
    """
    run = find_run(entry, dt.date.fromisoformat(day)) if day else None
    if run is None or day is None:
        return None
    near = mention.day is None or days_off(entry, dt.date.fromisoformat(day)) == 0
    return run[0].year if near else None


def _first_day(held: Sequence[Mention], stage: str) -> str | None:
    """Return the day on which a run began, or is to begin; of one that has ended, as it was told before the end."""
    stages = ("ended", "begun", "planned") if stage == "ended" else (stage,)
    days = ([m.day for m in held if m.day and m.stage == told] for told in stages)
    return next((min(found) for found in days if found), None)


def _match(run: str, mentions: Sequence[Mention], entries: Mapping[str, CalendarEntry], view: View) -> RoutineMatch:
    held = tuple(sorted(mentions, key=lambda m: (m.reported or "", m.document, m.keys)))
    entry = next((entries[m.uid] for m in held if m.uid), None)
    stage = max((m.stage for m in held), key=lambda s: _ORDER[s])
    day = _first_day(held, stage)
    near = find_run(entry, dt.date.fromisoformat(day)) if entry and day else None
    found = RoutineMatch(
        run=run,
        name=entry.name if entry else next((m.name for m in held if m.name), ""),
        entry=entry,
        how=min((m.how for m in held), key=lambda how: (how != "name", how)),
        stage=stage,
        day=day,
        season=(near[0].isoformat(), near[1].isoformat()) if near else None,
        organisers=entry.organisers if entry else tuple(sorted({code for m in held for code in m.by})),
        mentions=held,
        inputs=tuple(sorted({key for m in held for key in m.keys})),
        since=min(m.known for m in held),
    )
    return replace(found, departures=find_departures(found, view))
