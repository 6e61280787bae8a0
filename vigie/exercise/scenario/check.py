"""What cannot be seen in one entry alone: references, circles, times that cannot be, names and codes given twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from vigie.exercise.cast import Expected, Inject, Scenario
from vigie.exercise.scenario.fields import Book, suggest
from vigie.exercise.scenario.injects import Deadline
from vigie.exercise.scenario.times import NOW, find_circles, find_times, show_at
from vigie.lang.gazetteer import Gazetteer

_OF_THE_WORLD = frozenset({"country", "demonym", "organisation", "agency", "force", "armed_group"})
KNOWN = ("cast", "persons", "sites", "outlets", "drills", "injects", "objectives")


def check_whole(scenario: Scenario, book: Book) -> None:
    """Return nothing; what is wrong between the entries is among the faults of the book."""
    _check_references(book)
    _check_title(scenario, book)
    _check_doubles(scenario, book)
    _check_world(scenario, book)
    _check_parties(scenario, book)
    _check_injects(scenario, book)
    _check_circles(scenario, book)
    _check_times(scenario, book)
    _check_training(scenario, book)


def _check_references(book: Book) -> None:
    known: dict[str, set[str]] = {kind: set() for kind in KNOWN}
    for kind, key in book.places:
        known.setdefault(kind, set()).add(key)
    for kind, key, at in book.refs:
        if key not in known[kind]:
            one = {"cast": "party", "injects": "inject"}.get(kind, kind.removesuffix("s"))
            book.faults.add(at, f"no {one} {key!r}; {suggest(key, known[kind])}")


def _check_title(scenario: Scenario, book: Book) -> None:
    """The title heads every report of a drill; a name in it would be read in each of them."""
    words = [entry.names for part in (scenario.cast, scenario.sites, scenario.drills) for entry in part]
    for lang, title in scenario.title.items():
        for name in sorted({name for names in words if (name := names.get(lang)) and name in title}):
            told = f"the title names {name!r}, which would then stand over every report; call the scenario otherwise"
            book.faults.add(book.at("scenario", "title"), told)


def _check_doubles(scenario: Scenario, book: Book) -> None:
    """Two parties of one code, and two people or places of one name, cannot be told apart in a text."""
    _tell_doubles("cast", "code", ((c.key, c.code) for c in scenario.cast), book)
    _tell_doubles("persons", "name", ((p.key, p.name) for p in scenario.persons), book)
    _tell_doubles("persons", "family name", ((p.key, " ".join(p.name.split()[1:])) for p in scenario.persons), book)
    _tell_doubles("outlets", "name", ((o.key, o.name) for o in scenario.outlets), book)
    for lang in scenario.langs:
        _tell_doubles("sites", f"name ({lang})", ((s.key, s.names.get(lang, "")) for s in scenario.sites), book)
        _tell_doubles("cast", f"name ({lang})", ((c.key, c.names.get(lang, "")) for c in scenario.cast), book)


def _tell_doubles(kind: str, what: str, rows: Iterable[tuple[str, str]], book: Book) -> None:
    seen: dict[str, str] = {}
    for key, value in rows:
        if value and value in seen:
            book.faults.add(book.at(kind, key), f"{key!r} has the same {what} as {seen[value]!r}: {value}; change one")
        seen.setdefault(value, key)


def _check_world(scenario: Scenario, book: Book) -> None:
    """A country or somebody in office that the world knows may not play a part: it would read as a claim about them."""
    for lang in scenario.langs:
        known = Gazetteer(lang)
        for party in scenario.cast:
            for name in (party.names.get(lang, ""), *party.adjectives.get(lang, ())):
                if any(sense.kind in _OF_THE_WORLD for sense in known.senses(name)):
                    told = f"{name!r} of {party.key!r} is a name that the world bears; invent another"
                    book.faults.add(book.at("cast", party.key), told)
    for person in scenario.persons:
        if " " in person.name and Gazetteer(scenario.langs[0]).person(person.name):
            told = f"{person.name!r} holds an office in the world; invent another name"
            book.faults.add(book.at("persons", person.key), told)


def _check_parties(scenario: Scenario, book: Book) -> None:
    sites = {s.key: s for s in scenario.sites}
    for party in scenario.cast:
        at = book.at("cast", party.key)
        capital = sites.get(party.capital or "")
        if capital is not None and (capital.kind != "city" or capital.actor != party.key):
            book.faults.add(at, f"capital {capital.key!r} of {party.key!r} is no city of its own; name one that is")
        if party.nuclear and not (party.has_nuclear or party.members):
            book.faults.add(at, f"{party.key!r} has a nuclear posture and no nuclear arms; add has_nuclear: yes")
    if len({c.side for c in scenario.cast}) < 2:
        book.faults.add(book.at("scenario", "cast"), "all parties are on one side; a scenario needs two at least")


def _check_injects(scenario: Scenario, book: Book) -> None:
    acts = {i.key for i in scenario.injects if i.does and "action" in i.does}
    for inject in scenario.injects:
        at = book.at("injects", inject.key)
        if inject.delivery != "report" and not inject.text:
            book.faults.add(at, f"inject {inject.key!r} is delivered as {inject.delivery} and has no text; add it")
        if inject.delivery == "report" and inject.text and not inject.outlets:
            book.faults.add(at, f"inject {inject.key!r} has words to be reported and no outlets; say who tells them")
        if not inject.text and not inject.does:
            book.faults.add(at, f"inject {inject.key!r} neither does nor says anything; add does or text")
        told = (inject.does or {}).get("act")
        if told and ("injects", told) in book.places and told not in acts:
            book.faults.add(at, f"inject {inject.key!r} speaks of {told!r}, which is no act; name one with an action")
        _check_outlets(inject, scenario, book)
        if inject.crisis and inject.key not in acts:
            book.faults.add(at, f"inject {inject.key!r} begins a crisis without an act; add does with an action")
        if not inject.crisis and inject.crisis_since:
            book.faults.add(at, f"inject {inject.key!r} has crisis_since and no crisis; add its kind")


def _check_outlets(inject: Inject, scenario: Scenario, book: Book) -> None:
    """Words in one language can only be told by outlets that speak it."""
    for outlet in scenario.outlets:
        if inject.lang and outlet.key in inject.outlets and outlet.lang != inject.lang:
            told = f"inject {inject.key!r} is in {inject.lang}, and its outlet {outlet.key!r} speaks {outlet.lang}"
            book.faults.add(book.at("injects", inject.key), f"{told}; change one of them")


def _check_circles(scenario: Scenario, book: Book) -> None:
    for circle in find_circles(scenario.injects):
        told = " after ".join((*circle, circle[0]))
        book.faults.add(book.at("injects", circle[0]), f"a circle: {told}; let one of them have a time of its own")


def _check_times(scenario: Scenario, book: Book) -> None:
    end = dt.timedelta(days=scenario.days)
    times = find_times(scenario.injects)
    for inject in scenario.injects:
        at = times.get(inject.key)
        if at is None:
            continue
        where = book.at("injects", inject.key)
        if at < NOW:
            book.faults.add(where, f"inject {inject.key!r} is at {show_at(at)}, before the start; move it to D+0 or later")  # fmt: skip
        if at >= end:
            book.faults.add(where, f"inject {inject.key!r} is at {show_at(at)}, after the end at {show_at(end)}; move it")  # fmt: skip
        _check_crisis(inject, at, times, book)
        for expected in inject.expected:
            _check_expiry(expected, at, end, book)


def _check_crisis(inject: Inject, at: dt.timedelta, times: Mapping[str, dt.timedelta], book: Book) -> None:
    since = times.get(inject.crisis_since or "")
    if since is not None and since >= at:
        told = f"crisis_since {inject.crisis_since!r} of {inject.key!r} is not before it; name an earlier sign"
        book.faults.add(book.at("injects", inject.key), told)


def _check_expiry(expected: Expected, at: dt.timedelta, end: dt.timedelta, book: Book) -> None:
    where = book.at("expected", expected.key)
    if expected.within > NOW and at + expected.within > end:
        told = show_at(at + expected.within)
        book.faults.add(where, f"expected {expected.key!r} ends at {told}, after the end at {show_at(end)}; shorten it")


def find_within(
    injects: Sequence[Inject], deadlines: Sequence[Deadline], book: Book
) -> Mapping[tuple[str, str], dt.timedelta]:  # fmt: skip
    """Return how long after its inject each action stated with `by` ends; one that ends before is among the faults."""
    times = find_times(injects)
    found: dict[tuple[str, str], dt.timedelta] = {}
    for line in deadlines:
        at = times.get(line.inject)
        if at is None:
            continue
        if line.by <= at:
            told = f"expected {line.key!r} ends at {show_at(line.by)}, before its inject at {show_at(at)}; move one"
            book.faults.add(line.at, told)
        found[(line.inject, line.key)] = line.by - at
    return found


def _check_training(scenario: Scenario, book: Book) -> None:
    """An objective that nothing trains is forgotten in the debrief."""
    trained = {key for inject in scenario.injects for key in inject.objectives}
    for key in scenario.objectives:
        if key not in trained:
            book.faults.add(book.at("objectives", key), f"objective {key!r} is trained by no inject; name it on one")
