"""A small problem of our own for tests, and views made by hand to weigh it on. Nothing in them happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tests.watch.signals.reporting import make_document, make_event, make_statement
from vigie.assess.evidence import Table, weigh_problem
from vigie.assess.problems import Problem, fill_roles
from vigie.assess.problems.parse import parse_problem
from vigie.model.signal import Grouping, Signal
from vigie.store import FiledDocument, FiledEvent, FiledStatement
from vigie.watch.view import View

AT = dt.datetime(2031, 6, 10, 12, tzinfo=dt.UTC)
SMALL = """problem: small
title: {en: Small, fr: Petit}
question: {en: "Will {attacker} hit {defender} by {deadline}?", fr: "{attacker} frappera-t-il {defender} d'ici au {deadline} ?"}
deadline: 14d
resolution: {en: Two agencies say so., fr: Deux agences le disent.}
by: Ann Alyst
on: "2031-01-02"
roles:
  - {key: attacker, names: {en: who may hit, fr: qui peut frapper}}
  - {key: defender, names: {en: who may be hit, fr: qui peut être frappé}}
examples: {attacker: [ISL], defender: [IRL]}
base_rate:
  reference_class: {en: Fortnights of dispute, fr: Quinzaines de différend}
  probability: "0.19"
  window: 28d
  reason: stated for a test
hypotheses:
  - {key: calm, names: {en: calm, fr: calme}, prior: rest}
  - {key: strikes, names: {en: strikes, fr: frappes}, prior: base_rate, alarm: "yes"}
indicators:
  - key: strike
    names: {en: a strike, fr: une frappe}
    when: {over: event, kinds: [missile_strike], actor: [attacker, unnamed], where: [defender], told_by: [report, actor]}
    window: 10d
    ratio: "8"
    for: [strikes]
    group: strikes
    reason: stated for a test
    match: {en: ["Icelandic missiles hit a power plant in Dublin on Sunday."], fr: ["Des missiles ont frappé dimanche une centrale électrique à Dublin."]}
    skip: {en: ["Irish missiles hit a bridge in Reykjavik."], fr: ["La pluie a frappé Dublin."]}
  - key: strike_confirmed
    names: {en: two outlets, fr: deux médias}
    when: {over: event, kinds: [missile_strike], where: [defender], told_by: [report, actor, other], origins: "2"}
    window: 10d
    chances: {calm: "0.01", strikes: "0.9"}
    cap: "20"
    group: strikes
    reason: stated for a test
    match: {en: ["Missiles hit Dublin.\\n===\\nMissiles hit a bridge in Dublin."], fr: ["Des missiles ont frappé dimanche une centrale électrique à Dublin.\\n===\\nDes missiles ont frappé dimanche une caserne à Dublin."]}
    skip: {en: ["Missiles hit Dublin.\\n=== copy\\nMissiles hit Dublin."], fr: ["Des missiles ont frappé dimanche une centrale électrique à Dublin."]}
  - key: threat
    names: {en: a threat, fr: une menace}
    when: {over: statement, modality: [threat], speaker: [attacker]}
    window: 10d
    chances: {calm: "0.2", strikes: "0.4"}
    reason: stated for a test
    match: {en: ["Icelandic president Jon Hallsson threatened to strike Ireland."], fr: ["« Nous frapperons l'Irlande », a menacé le président islandais Jon Hallsson."]}
    skip: {en: ["Rain fell."], fr: ["Il pleuvait."]}
  - key: looked
    names: {en: a look, fr: un regard}
    when: {over: statement, negative_evidence: [no_evidence], speaker: [defender]}
    window: 10d
    looks_for: strike
    seeing: {chance: "0.6", false_reports: "0.05"}
    for: [strikes]
    reason: stated for a test
    match: {en: ["There is no evidence of an attack, the Irish spokesman said."], fr: ["Il n'y a aucune preuve d'une attaque, a déclaré le porte-parole irlandais."]}
    skip: {en: ["Rain fell."], fr: ["Il pleuvait."]}
  - key: own_word
    names: {en: its own word, fr: sa propre parole}
    when: {over: statement, modality: [denial], speaker: [attacker]}
    window: 10d
    looks_for: strike
    seeing: {}
    for: [strikes]
    reason: stated for a test
    match: {en: ["Icelandic president Jon Hallsson denied that nuclear missiles had been moved."], fr: ["Le président islandais Jon Hallsson a démenti que l'Islande ait frappé Dublin."]}
    skip: {en: ["Rain fell."], fr: ["Il pleuvait."]}
"""


def small(text: str = SMALL) -> Problem:
    """Return the small problem with its roles filled."""
    return fill_roles(parse_problem(text, "small.yaml"), {"attacker": ["ISL"], "defender": ["IRL"]})


def day(ago: int) -> str:
    """Return the ISO day so many days before the moment of weighing."""
    return (AT.date() - dt.timedelta(days=ago)).isoformat()


def document(key: str, ago: int, source: str) -> FiledDocument:
    """Return a document of so many days ago from a source."""
    return replace(make_document(key, day(ago)), source=source)


def strike(
    key: str, on: str, ago: int, *, actor: tuple[str, ...] = ("ISLMIL",), told_by: str | None = None
) -> FiledEvent:  # fmt: skip
    """Return a missile strike in the defender's country, told in a document."""
    event = make_event(key, on, day(ago), vigie_type="missile_strike", actor=actor)
    return replace(event, place_country="IRL", attributed_to=told_by)


def said(key: str, on: str, ago: int, modality: str, country: str, unseen: str | None = None) -> FiledStatement:
    """Return a statement of a speaker of a country, with its kind of negative evidence if any."""
    statement = make_statement(key, on, day(ago), (modality,))
    return replace(statement, country=country, codes=(f"{country}GOV",), negative_evidence=unseen)


def view(
    documents: Sequence[FiledDocument], *, events: Sequence[FiledEvent] = (), statements: Sequence[FiledStatement] = (),
    groupings: Mapping[str, Grouping] | None = None,
) -> View:  # fmt: skip
    """Return a view of the records."""
    return View(
        at=AT, realm="exercise", documents={d.key: d for d in documents}, events=tuple(events),
        statements=tuple(statements), groupings=groupings or {},
    )  # fmt: skip


def copy_of(key: str, origin: str) -> Grouping:
    """Return a document's place as a copy of another."""
    return Grouping(document=key, origin=origin, relation="near", overlap=1.0, story=origin, score=1.0)


def weigh(held: View, signals: Sequence[Signal] = (), problem: Problem | None = None) -> Table:
    """Return the table of the small problem."""
    return weigh_problem(problem or small(), held, signals, at=AT)
