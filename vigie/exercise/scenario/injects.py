"""Storylines of incidents of injects, read from their section."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from vigie.exercise.cast import DELIVERIES, EXPECTED_KINDS, Expected, Inject
from vigie.exercise.records import ACTIONS, FAULTS, STANCES
from vigie.exercise.scenario.fields import KEY, NO, YES, Book, Fields, find_entries, suggest
from vigie.exercise.scenario.times import NOW, parse_after, parse_at, parse_long
from vigie.lang.lines import Line

ACT_KEYS = ("actor", "action", "recipient", "site", "exercise", "secret")
SAYING_KEYS = ("speaker", "stance", "act", "accused", "domain", "is_true")
DOMAINS = ("conventional", "nuclear")
COUNTED = ("missiles", "drones", "killed", "wounded", "troops", "aircraft", "ships", "countries")
_LINKS = {"actor": "cast", "recipient": "cast", "site": "sites", "exercise": "drills", "speaker": "persons",
          "act": "injects", "accused": "cast"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stated:
    """What holds for every inject that does not say otherwise: who sends it, who gets it, what it trains."""

    originator: str
    recipient: str
    objectives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """An expected action whose end is stated as a time from the start rather than as a length."""

    inject: str
    key: str
    by: dt.timedelta
    at: Line


def read_storylines(book: Book, top: Line | None, stated: Stated) -> tuple[tuple[Inject, ...], tuple[Deadline, ...]]:
    """Return the injects of all storylines in the order of the file, and the deadlines stated as times."""
    injects: list[Inject] = []
    deadlines: list[Deadline] = []
    for storyline, fields in find_entries(book, top, "storylines"):
        objectives = fields.refs("objectives", "objectives") or stated.objectives
        here = Stated(stated.originator, stated.recipient, objectives)
        for incident, listed in _read_incidents(fields, book):
            for row in listed.rows:
                inject, ends = _read_inject(Fields(row, book, "an inject"), book, storyline, incident, here)
                injects.append(inject)
                deadlines += ends
        fields.end()
    return tuple(injects), tuple(deadlines)


def _read_incidents(fields: Fields, book: Book) -> Iterator[tuple[str, Line]]:
    """Yield the incidents of a storyline with their lists of injects."""
    found = fields.line("incidents")
    if found is None or not found.fields:
        book.faults.add(fields.at, f"{fields.what} has no incidents; add `incidents:` and a list of injects for each")
        return
    for incident, listed in found.fields.items():
        if not KEY.fullmatch(incident):
            book.faults.add(listed, f"incident {incident[:40]!r}; write small letters, digits, - and _")
        if not isinstance(listed.value, list):
            book.faults.add(listed, f"incident {incident!r} is no list of injects; begin each with `- key:`")
        yield incident, listed


def _read_inject(
    fields: Fields, book: Book, storyline: str, incident: str, stated: Stated
) -> tuple[Inject, list[Deadline]]:
    key = _read_key(fields, book, "injects")
    fields.what = f"inject {key!r}"
    at, after, delay = _read_when(fields, book)
    lang = fields.choice("lang", book.langs) if fields.has("lang") else fields.maybe("lang")
    langs = (lang,) if lang else book.langs
    expected, deadlines = _read_expected(fields, book, key)
    inject = Inject(
        key=key,
        storyline=storyline,
        incident=incident,
        title=fields.texts("title"),
        delivery=fields.choice("delivery", DELIVERIES, "report"),
        originator=fields.word("from", stated.originator),
        recipient=fields.word("to", stated.recipient),
        at=at,
        after=after,
        delay=delay,
        lang=lang,
        does=_read_does(fields, book),
        numbers=tuple(_read_numbers(fields, book)),
        text=fields.texts("text", langs=langs) if fields.has("text") else fields.texts("text", needed=False) or None,
        outlets=fields.refs("outlets", "outlets"),
        faults=_read_faults(fields),
        crisis=fields.maybe("crisis"),
        crisis_since=fields.ref("crisis_since", "injects"),
        crisis_names_actor=fields.yes("crisis_names_actor", True),
        contingency=fields.yes("contingency"),
        objectives=fields.refs("objectives", "objectives") or stated.objectives,
        expected=expected,
    )
    fields.end()
    return inject, deadlines


def _read_key(fields: Fields, book: Book, kind: str) -> str:
    key = fields.word("key")
    if key and not KEY.fullmatch(key):
        fields.fault("key", f"key {key[:40]!r}; write small letters, digits, - and _")
    if key and (kind, key) in book.places:
        fields.fault("key", f"{key!r} is also the key at line {book.places[(kind, key)].line}; give each its own")
    book.places.setdefault((kind, key), fields.at)
    return key


def _read_when(fields: Fields, book: Book) -> tuple[dt.timedelta | None, tuple[str, ...], dt.timedelta]:
    """Return the time from the start, or what it waits for and how long after."""
    if fields.has("at") == fields.has("after"):
        word = "both at and after; keep one" if fields.has("at") else "neither at nor after; say when it happens"
        book.faults.add(fields.at, f"{fields.what} has {word}")
    at = fields.long("at", parse_at, "D+2 06:30") if fields.has("at") else None
    after: tuple[str, ...] = ()
    delay = NOW
    if fields.has("after"):
        nothing: tuple[tuple[str, ...], dt.timedelta] = ((), NOW)
        after, delay = fields.parse("after", parse_after, "3h after the-key of another inject", nothing)
        for key in after:
            book.refs.append(("injects", key, fields.at.fields["after"]))
    return at, after, delay


def _read_does(fields: Fields, book: Book) -> dict[str, str] | None:
    """Return the act or saying, by the keys of its record; yes and no stay words."""
    found = fields.line("does")
    if found is None:
        return None
    inner = Fields(found, book, f"does of {fields.what}")
    if inner.has("speaker") == inner.has("actor") and isinstance(found.value, dict):
        book.faults.add(found, f"{inner.what} needs either actor and action, or speaker and stance")
    is_saying = inner.has("speaker")
    if is_saying:
        inner.choice("stance", STANCES)
    else:
        inner.choice("action", ACTIONS)
    for key in SAYING_KEYS if is_saying else ACT_KEYS:
        if key in _LINKS:
            inner.ref(key, _LINKS[key], needed=key in ("actor", "speaker"))
    _read_words(inner)
    if is_saying and inner.at.fields.get("stance", found).text == "accusation" and not inner.has("accused"):
        book.faults.add(found, f"{inner.what} accuses nobody; add accused")
    inner.end()
    return {key: line.text for key, line in inner.at.fields.items()}


def _read_words(inner: Fields) -> None:
    if inner.has("speaker"):
        if inner.has("domain"):
            inner.choice("domain", DOMAINS)
        if inner.has("is_true"):
            inner.choice("is_true", (YES, NO))
    elif inner.has("secret"):
        inner.choice("secret", (YES, NO))


def _read_faults(fields: Fields) -> tuple[str, ...]:
    found = fields.words("faults")
    for fault in found:
        if fault not in FAULTS:
            fields.fault("faults", f"fault {fault!r} of {fields.what} is unknown; {suggest(fault, FAULTS)}")
    if found and not fields.has("text"):
        fields.fault("faults", f"{fields.what} has faults and no text that could carry them; add text")
    return found


def _read_numbers(fields: Fields, book: Book) -> Iterator[tuple[str, int]]:
    found = fields.line("numbers")
    if found is None:
        return
    inner = Fields(found, book, f"numbers of {fields.what}")
    for unit in inner.at.fields:
        if unit not in COUNTED:
            inner.fault(unit, f"unit {unit!r} in {inner.what} is unknown; known: {', '.join(COUNTED)}")
        yield unit, inner.whole(unit, 0, 10_000_000)


def _read_expected(fields: Fields, book: Book, inject: str) -> tuple[tuple[Expected, ...], list[Deadline]]:
    found = fields.line("expected")
    if found is None:
        return (), []
    if not isinstance(found.value, list):
        book.faults.add(found, f"expected of {fields.what} is no list; begin each action with `- key:`")
    expected: list[Expected] = []
    deadlines: list[Deadline] = []
    for row in found.rows:
        one = Fields(row, book, f"an action expected of {fields.what}")
        key = _read_key(one, book, "expected")
        one.what = f"expected {key!r}"
        within = _read_within(one, book)
        if one.has("by"):
            by = one.long("by", parse_at, "D+2 06:30")
            deadlines.append(Deadline(inject, key, by, one.at.fields["by"]))
        expected.append(
            Expected(
                key=key,
                kind=one.choice("kind", EXPECTED_KINDS),
                text=one.texts("text"),
                weight=one.number("weight", 0, 100, 1.0),
                within=within,
                question=one.maybe("question"),
            )
        )
        one.end()
    return tuple(expected), deadlines


def _read_within(one: Fields, book: Book) -> dt.timedelta:
    """Return how long after the inject the action still counts; nothing yet where it is stated as a time."""
    if one.has("within") == one.has("by"):
        word = "both within and by; keep one" if one.has("by") else "no end; add within, such as 6h"
        book.faults.add(one.at, f"{one.what} has {word}")
    if not one.has("within"):
        return NOW
    within = one.long("within", parse_long, "6h or 1d")
    if within <= NOW:
        one.fault("within", f"{one.what} ends as it begins; give it some time, such as 6h")
    return within
