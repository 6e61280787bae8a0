"""The table of actions: how grave and how secret each is, what it does, what it needs, and how often it is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from vigie.errors import ActionsError
from vigie.exercise.cast import SITE_KINDS
from vigie.exercise.records import ACTIONS
from vigie.exercise.scenario.fields import Book, Fields, suggest
from vigie.lang.lines import Faults, Line, parse_lines
from vigie.model.ontology import load_ontology

RUNGS = ("routine", "verbal", "threat", "mobilise", "limited force", "major force", "nuclear")
GROUPS = ("talk", "verbal", "drill", "force", "probe", "relief", "after")
RELATIONS = ("ally", "between", "rival")
INTENTS = ("calm", "bluff", "strike", "cover")
ACTOR_FIELDS = ("conventional", "nuclear", "readiness", "resolve", "stability")
CHANNELS = ("closed", "open")
SITE_STATES = ("intact", "damaged", "out")
GRAVEST = 9
COUNTED = ("missiles", "drones", "killed", "wounded", "troops", "aircraft", "ships")
NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """What an action changes. `channel` and `site` are what they become, None where they stay."""

    tension: int = 0
    channel: int | None = None
    actor: tuple[int, ...] = (0,) * len(ACTOR_FIELDS)
    hurts: int = 0
    site: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One action; `rate` is in times a day. `site_kinds` are those of `site_of` (actor or recipient) it is done at."""

    key: str
    severity: int
    secrecy: float
    rung: int
    group: str
    rate: float
    plover: str | None
    mode: str | None
    vigie_type: str | None
    effects: Effects
    needs_recipient: bool = False
    needs_exercise: bool = False
    needs_nuclear: bool = False
    site_kinds: tuple[str, ...] = ()
    site_of: str = "actor"
    numbers: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Actions:
    """The whole file: actions in the order of records.ACTIONS, and the weights of their groups."""

    rows: tuple[Action, ...]
    relations: Mapping[str, Mapping[str, float]]
    intents: Mapping[str, Mapping[str, float]]
    tension: Mapping[str, float]
    weekend: Mapping[str, float]
    caps: Mapping[str, int]
    offices: Mapping[str, tuple[str, ...]]
    by_key: Mapping[str, Action] = field(default_factory=dict)


@lru_cache(maxsize=1)
def load_actions() -> Actions:
    """Return the table of actions that comes with Vigie."""
    return parse_actions((files("vigie.exercise.simulate") / "actions.yaml").read_bytes(), "actions.yaml")


def parse_actions(data: bytes, where: str) -> Actions:
    """Return the table of actions in a file's bytes.

    Raises:
        ActionsError: with all faults, one a line.
    """
    faults = Faults()
    top = parse_lines(data, where, faults)
    book = Book(faults)
    fields = Fields(top, book, "the table")
    listed = fields.line("actions")
    found = {key: _read_action(key, line, book) for key, line in (listed.fields if listed else {}).items()}
    for key in ACTIONS:
        if key not in found:
            faults.add(listed or top, f"no action {key!r}; add it")
    table = Actions(
        rows=tuple(found[key] for key in ACTIONS if key in found),
        relations=_read_weights(fields, "relations", RELATIONS, book),
        intents=_read_weights(fields, "intents", INTENTS, book),
        tension=_read_groups(Fields(fields.line("tension") or top, book, "tension")),
        weekend=_read_groups(Fields(fields.line("weekend") or top, book, "weekend")),
        caps=_read_caps(Fields(fields.line("caps") or top, book, "caps")),
        offices=_read_offices(Fields(fields.line("offices") or top, book, "offices")),
        by_key={key: found[key] for key in ACTIONS if key in found},
    )
    fields.end()
    faults.raise_all(ActionsError)
    return table


def _read_action(key: str, line: Line, book: Book) -> Action:
    fields = Fields(line, book, f"action {key!r}")
    if key not in ACTIONS:
        book.faults.add(line, f"unknown action {key[:40]!r}; {suggest(key, ACTIONS)}")
    plover, mode, vigie_type = _read_codes(fields)
    needs = Fields(fields.line("needs") or Line({}, line.where, line.line), book, f"needs of {key!r}")
    kinds = needs.words("site")
    for kind in kinds:
        if kind not in SITE_KINDS:
            needs.fault("site", f"unknown kind of site {kind!r}; {suggest(kind, SITE_KINDS)}")
    action = Action(
        key=key,
        severity=fields.whole("severity", 0, GRAVEST),
        secrecy=fields.number("secrecy", 0, 1),
        rung=fields.whole("rung", 0, len(RUNGS) - 1),
        group=fields.choice("group", GROUPS),
        rate=fields.number("rate", 0, 100) / 100,
        plover=plover,
        mode=mode,
        vigie_type=vigie_type,
        effects=_read_effects(fields, book),
        needs_recipient=needs.yes("recipient"),
        needs_exercise=needs.yes("exercise"),
        needs_nuclear=needs.yes("nuclear"),
        site_kinds=kinds,
        site_of=needs.choice("of", ("actor", "recipient"), "actor"),
        numbers=tuple(_read_numbers(fields, book)),
    )
    needs.end()
    fields.end()
    return action


def _read_codes(fields: Fields) -> tuple[str | None, str | None, str | None]:
    """Return type, mode and finer type; each must be in the ontology."""
    ontology = load_ontology()
    code, mode, own = (found if found != NONE else None for found in map(fields.word, ("plover", "mode", "vigie_type")))
    kind = ontology.types.get(code or "")
    if code and kind is None:
        fields.fault("plover", f"unknown PLOVER type {code!r}; {suggest(code, ontology.types)}")
    if mode and (kind is None or kind.mode(mode) is None):
        fields.fault(
            "mode", f"{code} has no mode {mode!r}; {suggest(mode, [m.code for m in kind.modes] if kind else [])}"
        )
    if own and own not in ontology.own:
        fields.fault("vigie_type", f"unknown type {own!r}; {suggest(own, ontology.own)}")
    elif own and code != ontology.own[own].type:
        fields.fault(
            "vigie_type", f"{own} goes with {ontology.own[own].type or NONE}, not with {code or NONE}; change one"
        )
    return code, mode, own


def _read_effects(fields: Fields, book: Book) -> Effects:
    found = fields.line("effects")
    if found is None:
        book.faults.add(fields.at, f"{fields.what} has no effects; add what it changes")
        return Effects()
    inner = Fields(found, book, f"effects of {fields.what}")
    channel = inner.choice("channel", CHANNELS) if inner.has("channel") else None
    site = inner.choice("site", SITE_STATES) if inner.has("site") else None
    effects = Effects(
        tension=inner.whole("tension", -100, 100, 0),
        channel=CHANNELS.index(channel) if channel in CHANNELS else None,
        actor=tuple(inner.whole(name, -100, 100, 0) for name in ACTOR_FIELDS),
        hurts=inner.whole("hurts", -100, 100, 0),
        site=SITE_STATES.index(site) if site in SITE_STATES else None,
    )
    inner.end()
    return effects


def _read_numbers(fields: Fields, book: Book) -> Iterator[tuple[str, int, int]]:
    found = fields.line("numbers")
    if found is None:
        return
    inner = Fields(found, book, f"numbers of {fields.what}")
    for unit in inner.at.fields:
        if unit not in COUNTED:
            inner.fault(unit, f"unknown unit {unit!r}; {suggest(unit, COUNTED)}")
        low, high = inner.parse(unit, _parse_range, "two whole numbers such as 3-30", (0, 0))
        yield unit, low, high


def _parse_range(text: str) -> tuple[int, int]:
    low, _, high = text.partition("-")
    if not 0 <= int(low) <= int(high):
        raise ValueError(text)
    return int(low), int(high)


def _read_weights(fields: Fields, key: str, known: tuple[str, ...], book: Book) -> dict[str, Mapping[str, float]]:
    inner = Fields(fields.line(key) or fields.at, book, key)
    found = {name: _read_groups(Fields(inner.line(name) or inner.at, book, f"{key} {name}")) for name in known}
    inner.end()
    return found


def _read_groups(inner: Fields) -> Mapping[str, float]:
    found = {group: inner.number(group, 0, 1000) for group in GROUPS}
    inner.end()
    return found


def _read_caps(inner: Fields) -> Mapping[str, int]:
    found = {name: inner.whole(name, 0, GRAVEST) for name in ("history", "exercise")}
    inner.end()
    return found


def _read_offices(inner: Fields) -> Mapping[str, tuple[str, ...]]:
    found = {name: inner.words(name) for name in ("looks", "speaks")}
    inner.end()
    return found
