"""How many: the numbers that count or measure something, with their bounds and unit.

The span is the number with its modifier ("at least 12", « une quarantaine », "$5 million"), not the noun counted.
Bounds are conservative, and what is not said stays open:

    12                  value 12, low 12, high 12
    at least, more than 12      low 12                  up to, fewer than 12        high 12
    about, nearly, some 12      value 12, low and high 10 % to either side
    between 30 and 40, 30-40    low 30, high 40         une quarantaine             value 40, low 36, high 44
    dozens, hundreds, thousands     low 24, 200, 2000: two of the thing named at least, and no upper bound
    several, a few, plusieurs       low 2, only before a unit the pack knows
    two thirds                  value 0.666667, unit "share"

The unit is the pack's key for the noun ("missile" for « missiles »), or else the noun in the singular as written. When
the clause says that people were killed, wounded, missing, arrested, displaced or captured, that is the unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vigie.model import Quantity, Span, When
from vigie.read.dates import find_dates
from vigie.read.layers import Layers, Sentence, Word
from vigie.read.numerals import Marks, load_number_words, read_numerals
from vigie.read.quantities.amounts import Amount, find_amounts, with_bound_behind
from vigie.read.quantities.screen import find_quantity_numerals, is_model
from vigie.read.quantities.units import Unit, find_fate, find_toll, find_unit

__all__ = ["find_quantities"]
_PEOPLE = frozenset({"killed", "wounded", "missing", "arrested", "displaced", "captured"})


def find_quantities(layers: Layers, dates: Sequence[When] | None = None) -> list[Quantity]:
    """Return the quantities of the document, numbered in reading order, none overlapping another or a date.

    `dates` are the date expressions when the caller has found them already; they are looked for otherwise.
    """
    names = load_number_words(layers.lang)
    worth = [s for s in layers.sentences if names.is_worth_reading(s.words)]
    taken = [d.span for d in (find_dates(layers) if dates is None and worth else dates or ())]
    found: list[Quantity] = []
    at = 0
    for sentence in worth:
        while at < len(taken) and taken[at].end <= sentence.span.start:
            at += 1
        inside = []
        while at < len(taken) and taken[at].start < sentence.span.end:
            inside.append(taken[at])
            at += 1
        for span, amount, unit in _read_sentence(sentence, layers.lang, inside):
            found.append(Quantity(f"q{len(found) + 1}", span, amount.value, amount.low, amount.high, unit))
    return found


def _read_sentence(sentence: Sentence, lang: str, dates: Sequence[Span]) -> list[tuple[Span, Amount, str | None]]:
    words, names = sentence.words, load_number_words(lang)
    marks, all_of = read_numerals(sentence, lang)
    numerals = [
        n for n in all_of if not any(Span(words[n.start].start, words[n.end - 1].end).is_touching(d) for d in dates)
    ]
    numerals = [n for n in numerals if not is_model(words, n, all_of)]
    starts = frozenset(n.start for n in numerals)
    out = []
    for amount in find_amounts(words, find_quantity_numerals(words, numerals, marks), marks, names.suffixes):
        span = Span(words[amount.start].start, words[amount.end - 1].end - len(amount.glued))
        unit = _read_unit(words, amount, marks, starts, lang)
        if unit is not None and not any(span.is_touching(d) for d in dates):
            out.append((span, with_bound_behind(words, amount, unit.end, marks), unit.name))
    return out


def _read_unit(words: Sequence[Word], amount: Amount, marks: Marks, starts: frozenset[int], lang: str) -> Unit | None:
    """Return the unit of an amount, or None when the amount turns out to be none."""
    if amount.kind == "fraction":
        return Unit("share", amount.end, amount.end)
    if amount.unit:
        return Unit(amount.unit, amount.end, amount.end)
    if amount.glued:
        return _glued_unit(amount, marks)
    unit = find_unit(words, amount.end, marks, starts, lang)
    if lang == "en" and _is_year_like(words, amount) and (unit.name is None or not unit.known):
        return None
    if unit.who or unit.name is None:
        fate = find_fate(words, amount.start, unit, marks, starts, single=amount.kind == "one")
        if fate is not None:
            unit = Unit(fate, unit.start, unit.end, casualty=True)
    if unit.name is None:
        unit = replace(unit, name=find_toll(words, amount.start, marks))
    return unit if _is_counted(words, amount, unit, marks) else None


def _glued_unit(amount: Amount, marks: Marks) -> Unit | None:
    """Return the unit written onto the digits ("40km"); letters that are none make it a name or a formula."""
    name = _GLUED.get(amount.glued)
    return Unit(name, amount.end, amount.end) if name is not None else None


_GLUED = {
    "km": "kilometre", "m": "metre", "cm": "centimetre", "mm": "millimetre", "kg": "kilogram", "kt": "kiloton", "mw": "megawatt",
    "ha": "hectare", "km2": "square_kilometre", "t": "tonne", "h": "hour", "ft": "foot",
}  # fmt: skip


def _is_year_like(words: Sequence[Word], amount: Amount) -> bool:
    """Return whether four bare digits look like a year: English counts with a comma, except before common units."""
    low = words[amount.first].low
    return amount.is_exact and amount.kind == "digits" and low.isdigit() and 1900 <= (amount.value or 0) <= 2100


def _is_counted(words: Sequence[Word], amount: Amount, unit: Unit, marks: Marks) -> bool:
    if amount.kind == "few":
        return unit.name is not None and unit.known
    if amount.kind == "one":
        return _is_one(words, amount, unit)
    if amount.value == 0 and (unit.name is None or unit.start != amount.end):
        return False
    if amount.joint == "score" or (amount.joint == "dash" and unit.name is None):
        return False
    return unit.name is not None or not (_is_adjective(words, amount) or _is_apposed(words, amount))


def _is_one(words: Sequence[Word], amount: Amount, unit: Unit) -> bool:
    """Return whether "one" or « un » counts: "at least one", "one killed"; elsewhere it is an article or a pronoun."""
    if amount.value is None:
        return True
    return unit.casualty and unit.start - amount.end <= 1


def _is_apposed(words: Sequence[Word], amount: Amount) -> bool:
    """Return whether bare digits stand right behind a noun, close a bracket or open a list line, and only label something."""
    if amount.kind != "digits" or not amount.is_exact:
        return False
    after = words[amount.end] if amount.end < len(words) else None
    if amount.start == 0:
        return after is not None and after.text[0].isupper() and not after.text.endswith("s")
    before = words[amount.start - 1]
    closes = after is not None and after.low == ")" and before.low in {",", "(", "and", "et"}
    return before.pos in {"NOUN", "PROPN"} or closes


def _is_adjective(words: Sequence[Word], amount: Amount) -> bool:
    """Return whether a number word is no number here: « un véhicule neuf »."""
    return amount.kind == "words" and words[amount.first].pos == "ADJ" and amount.end - amount.first == 1
