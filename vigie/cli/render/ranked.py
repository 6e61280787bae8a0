"""Rankings, chances of going on and base rates on the terminal and as JSON."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import asdict

from rich.console import Console
from rich.text import Text

from vigie.assess.forecast.continuation import Continuation
from vigie.assess.forecast.filed import Filed
from vigie.assess.forecast.onset import NO_SKILL, Onset
from vigie.assess.forecast.places import Place, Summed

Json = dict[str, object]
_WORDS = {
    "en": {
        "order": "A ranking: scores order, they are no probabilities.", "more": "and {n} more acts, adding {amount}",
        "same": "the same, {days} d before", "answered": "the other way, {days} d before", "rule": "{days} d before",
        "others": "by another, close through {through}", "alone": "by another", "claimed": "claimed",
        "weeks": "{hit} of {seen} weeks, base rate {base}", "days": "on", "left": "left out",
        "chance": "Chance of such an act within seven days: (k + 4 base) / (n + 4).",
        "onset": "First such act within seven days, of a pair without one for 90 days: {base} ({first} in {looks} looks)",
        "unknown": "unknown", "quiet": "quiet pairs now: {quiet}", "records": "records",
    },
    "fr": {
        "order": "Un classement : les scores ordonnent, ce ne sont pas des probabilités.",
        "more": "et {n} autres actes, pour {amount}", "same": "le même, {days} j avant",
        "answered": "en sens inverse, {days} j avant", "rule": "{days} j avant",
        "others": "par un autre, proche par {through}", "alone": "par un autre", "claimed": "affirmé",
        "weeks": "{hit} semaines sur {seen}, fréquence de base {base}", "days": "le", "left": "laissés de côté",
        "chance": "Chance d'un tel acte sous sept jours : (k + 4 base) / (n + 4).",
        "onset": "Premier acte de ce genre sous sept jours, d'une paire qui n'en a pas eu depuis 90 jours : {base} "
                 "({first} sur {looks} examens)",
        "unknown": "inconnu", "quiet": "paires calmes à ce jour : {quiet}", "records": "fiches",
    },
}  # fmt: skip
_REASONS = {
    "copy": "copies", "claimed": "affirmés", "not said to be done": "non dits accomplis", "negated": "niés",
    "no kind": "sans genre", "no two actors": "sans deux acteurs", "undated": "sans date", "of a day to come": "à venir",
}  # fmt: skip


def print_places(places: Sequence[Place], filed: Filed, *, acts: int, lang: str, realm: str) -> None:
    """Print the ranking, each place with the heaviest of the dated acts that its score sums."""
    console, words = _console(), _WORDS[lang]
    if places:
        console.print(Text(words["order"], style="dim"))
    for place in places:
        console.print(
            Text.assemble(
                (f"{place.rank:>2}. {place.actor} {place.kind} {place.recipient}", "bold"), f"  {place.score:.3g}"
            )
        )
        for summed in place.summed[:acts]:
            console.print(Text(f"      {summed.amount:<9.3g} {_tell(summed, place, filed, lang)}"))
        rest = place.summed[acts:]
        if rest:
            amount = f"{sum(summed.amount for summed in rest):.3g}"
            console.print(Text("      " + words["more"].format(n=len(rest), amount=amount), style="dim"))
    _print_foot(console, filed, lang, realm)


def _tell(summed: Summed, place: Place, filed: Filed, lang: str) -> str:
    words, act = _WORDS[lang], summed.act
    why = words["alone"] if summed.why == "others" and not summed.through else words[summed.why]
    why = words["others"].format(through=", ".join(summed.through)) if summed.through else why.split(",")[0]
    why = "" if summed.why == "rule" else f", {why}"
    claim = f", {words['claimed']}" if not filed.claims.isdisjoint(act.keys) else ""
    return f"{act.day}  {act.actor} {act.kind} {act.recipient}{why}{claim}  [{' '.join(act.keys)}]"


def print_continuations(found: Sequence[Continuation], filed: Filed, *, lang: str, realm: str) -> None:
    """Print the chances, each with the weeks and days that it was counted on."""
    console, words = _console(), _WORDS[lang]
    if found:
        console.print(Text(words["chance"], style="dim"))
    for one in found:
        weeks = words["weeks"].format(hit=one.weeks.hit, seen=one.weeks.seen, base=f"{one.base:.3f}")
        console.print(Text.assemble((f"{one.actor} > {one.recipient}", "bold"), f"  {one.probability:.2f}  {weeks}"))
        console.print(Text(f"      {words['days']} {', '.join(day.isoformat() for day in one.weeks.days)}"))
        console.print(Text(f"      {words['records']} {' '.join(one.weeks.keys)}", style="dim"))
    _print_foot(console, filed, lang, realm)


def print_onset(found: Onset, filed: Filed, *, lang: str, realm: str) -> None:
    """Print the base rate of first acts, and that nothing better was shown."""
    console, words = _console(), _WORDS[lang]
    base = words["unknown"] if found.base is None else f"{found.base:.4f}"
    console.print(Text(words["onset"].format(base=base, first=found.first, looks=found.looks), style="bold"))
    console.print(Text(f"  {NO_SKILL[lang]}"))
    console.print(Text(f"  {words['quiet'].format(quiet=found.quiet)}", style="dim"))
    _print_foot(console, filed, lang, realm)


def write_places(places: Sequence[Place], filed: Filed, *, day: dt.date, realm: str) -> str:
    """Return the ranking as JSON, with every act of every score."""
    return _write({"called": "ranking", "places": [asdict(place) for place in places]}, filed, day, realm)


def write_continuations(found: Sequence[Continuation], filed: Filed, *, day: dt.date, realm: str) -> str:
    """Return the chances as JSON."""
    return _write({"called": "continuation", "pairs": [asdict(one) for one in found]}, filed, day, realm)


def write_onset(found: Onset, filed: Filed, *, day: dt.date, realm: str) -> str:
    """Return the base rate as JSON, with the sentence that it comes with in both languages."""
    return _write(
        {"called": "base rate", "base": found.base, **asdict(found), "skill": dict(NO_SKILL)}, filed, day, realm
    )


def _write(told: Json, filed: Filed, day: dt.date, realm: str) -> str:
    head: Json = {"realm": realm, "from": day, "left_out": dict(filed.left_out), "claims": sorted(filed.claims)}
    return json.dumps(head | told, ensure_ascii=False, indent=1, default=lambda value: value.isoformat())


def _print_foot(console: Console, filed: Filed, lang: str, realm: str) -> None:
    if filed.left_out:
        told = ", ".join(f"{_REASONS[r] if lang == 'fr' else r} {n}" for r, n in sorted(filed.left_out.items()))
        console.print(Text(f"{_WORDS[lang]['left']}: {told}", style="dim"))
    if realm == "exercise":
        console.print(Text("EXERCISE", style="bold black on yellow"))


def _console() -> Console:
    return Console(highlight=False, soft_wrap=True)
