"""Numbers and days as reports say them: at least twelve, une dizaine de, between 10 and 14; overnight, mardi matin."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from typing import Any

from vigie.exercise.render import english, french
from vigie.exercise.render.phrase import Phrase

_SPELT = 16


def say_number(
    told: tuple[str, int, int], unit: str, form: str, lang: str, tables: Mapping[str, Any], rng: random.Random
) -> Phrase:
    """Return a count with its noun; `told` is (how, low, high), `form` names one of the unit's lists of nouns."""
    how, low, high = told
    one, many, gender = rng.choice(tables["units"][unit].get(form) or tables["units"][unit]["default"])
    spelt = rng.random() < 0.7
    if how == "between" and high > low:
        frame = rng.choice(tables["between"])
        text = frame.format(low=_digits(low, lang, gender, False), high=_digits(high, lang, gender, False))
        return Phrase(f"{text} {many}", gender, True)
    count = (low + high) // 2 if how == "about" else low
    collective = tables["collectives"].get(str(count))
    if how == "about" and collective and rng.random() < 0.6:
        return Phrase(f"{collective}{many}", gender, True)
    prefix = f"{rng.choice(tables[how])} " if how in ("about", "at_least") else ""
    plural = count >= 2 or (lang == "en" and count != 1)
    return Phrase(f"{prefix}{_digits(count, lang, gender, spelt)} {many if plural else one}", gender, plural)


def _digits(count: int, lang: str, gender: str, spelt: bool) -> str:
    if spelt and count <= _SPELT:
        return french.spell(count, gender) if lang == "fr" else english.spell(count)
    if count < 1000:
        return str(count)
    return french.group(count) if lang == "fr" else english.group(count)


def say_when(at: dt.datetime, now: dt.datetime, form: str, tables: Mapping[str, Any], rng: random.Random) -> Phrase:
    """Return a day as seen from `now`: a weekday within six days, else a date; form "day" leaves the hour out."""
    days = (at.date() - now.date()).days
    parts = {
        "day": tables["weekdays"][at.weekday()],
        "before": tables["weekdays"][(at.weekday() - 1) % 7],
        "n": str(at.day) if not (at.day == 1 and "first" in tables) else tables["first"],
        "month": tables["months"][at.month - 1],
        "part": tables["parts_of_day"][at.hour // 6],
    }
    if days > 6 or days < -6:
        key = "date"
    elif days > 0 or form == "day":
        key = "day_ahead" if days > 0 else "day_behind"
    else:
        key = "at_night" if at.hour < 5 else "recent"
    return Phrase(rng.choice(tables["when"][key]).format(**parts))
