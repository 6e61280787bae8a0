"""A scenario as one file of YAML that stands alone: what a drill keeps beside its ledger."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from vigie.exercise.cast import Cast, Drill, Expected, Inject, Outlet, Person, Scenario, Site
from vigie.exercise.scenario.times import show_at, show_long, show_when


def write_scenario(scenario: Scenario) -> str:
    """Return the YAML of a scenario, its setting included; read again, it is the same scenario."""
    content = {
        "scenario": scenario.key, "title": _plain(scenario.title), "summary": _plain(scenario.summary),
        "right_answer": _plain(scenario.right_answer), "problem": scenario.problem,
        "roles": {role: list(keys) for role, keys in scenario.roles.items()}, "start": f"{scenario.start:%Y-%m-%d}",
        "days": str(scenario.days), "history": str(scenario.history), "langs": list(scenario.langs),
        "noise_per_day": _number(scenario.noise_per_day), "originator": "exercise control", "recipient": "players",
        "objectives": {key: _plain(words) for key, words in scenario.objectives.items()},
        "cast": {party.key: _party(party) for party in scenario.cast},
        "persons": {person.key: _person(person) for person in scenario.persons},
        "sites": {site.key: _site(site) for site in scenario.sites},
        "outlets": {outlet.key: _outlet(outlet) for outlet in scenario.outlets},
        "drills": {drill.key: _drill(drill) for drill in scenario.drills},
        "storylines": _storylines(scenario),
    }  # fmt: skip
    return yaml.dump(content, allow_unicode=True, sort_keys=False, width=120)


def _plain(words: Mapping[str, Any]) -> dict[str, Any]:
    return dict(words)


def _number(value: float) -> str:
    return repr(value).removesuffix(".0")


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _filled(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields without those that hold nothing."""
    return {key: value for key, value in fields.items() if value not in (None, [], {}, "")}


def _party(party: Cast) -> dict[str, Any]:
    return _filled({
        "code": party.code, "kind": party.kind, "names": _plain(party.names),
        "adjectives": {lang: list(words) for lang, words in party.adjectives.items()}, "side": party.side,
        "capital": party.capital, "members": list(party.members), "conventional": str(party.conventional),
        "nuclear": str(party.nuclear), "has_nuclear": _yes(party.has_nuclear), "readiness": str(party.readiness),
        "resolve": str(party.resolve), "stability": str(party.stability), "intent": party.intent,
    })  # fmt: skip


def _person(person: Person) -> dict[str, Any]:
    return {"name": person.name, "actor": person.actor, "office": _plain(person.office), "gender": person.gender}


def _site(site: Site) -> dict[str, Any]:
    return _filled({
        "actor": site.actor, "kind": site.kind, "names": _plain(site.names), "lat": _number(site.lat),
        "lon": _number(site.lon), "near": site.near,
    })  # fmt: skip


def _outlet(outlet: Outlet) -> dict[str, Any]:
    return _filled({
        "name": outlet.name, "lang": outlet.lang, "actor": outlet.actor, "forms": list(outlet.forms),
        "delay": "-".join(_number(hours) for hours in outlet.delay), "reliability": _number(outlet.reliability),
        "thinning": _number(outlet.thinning), "slant": outlet.slant, "syndicates": list(outlet.syndicates),
    })  # fmt: skip


def _drill(drill: Drill) -> dict[str, Any]:
    return _filled({
        "names": _plain(drill.names), "organiser": drill.organiser, "site": drill.site, "begins": show_at(drill.begins),
        "ends": show_at(drill.ends), "domain": drill.domain, "yearly": _yes(drill.yearly),
        "calendar": _yes(drill.calendar),
        "usual": {unit: f"{low}-{high}" for unit, (low, high) in drill.usual.items()},
        "held": {unit: str(size) for unit, size in drill.held.items()},
    })  # fmt: skip


def _storylines(scenario: Scenario) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for inject in scenario.injects:
        incidents = found.setdefault(inject.storyline, {"incidents": {}})["incidents"]
        incidents.setdefault(inject.incident, []).append(_inject(inject))
    return found


def _inject(inject: Inject) -> dict[str, Any]:
    return _filled({
        "key": inject.key, "at" if inject.at is not None else "after": show_when(inject), "title": _plain(inject.title),
        "delivery": inject.delivery, "from": inject.originator, "to": inject.recipient, "lang": inject.lang,
        "does": _plain(inject.does or {}), "numbers": {unit: str(value) for unit, value in inject.numbers},
        "text": _plain(inject.text or {}), "outlets": list(inject.outlets), "faults": list(inject.faults), "crisis": inject.crisis,
        "crisis_since": inject.crisis_since, "crisis_names_actor": "" if inject.crisis_names_actor else "no",
        "contingency": "yes" if inject.contingency else "", "objectives": list(inject.objectives),
        "expected": [_expected(one) for one in inject.expected],
    })  # fmt: skip


def _expected(expected: Expected) -> dict[str, Any]:
    return _filled({
        "key": expected.key, "kind": expected.kind, "text": _plain(expected.text), "weight": _number(expected.weight),
        "within": show_long(expected.within), "question": expected.question,
    })  # fmt: skip
