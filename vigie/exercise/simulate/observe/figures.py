"""Numbers as outlets tell them: exact, at least, about, between, and wrong."""

from __future__ import annotations

import random
from collections.abc import Iterator

Told = tuple[str, str, int, int]
EXACT_FROM = 24.0
"""Hours after which whoever is reliable has the number as it is."""
ROUND = {True: 5, False: 100}


def tell_numbers(
    numbers: tuple[tuple[str, int], ...], *, reliability: float, hours: float, rng: random.Random
) -> tuple[Told, ...]:  # fmt: skip
    """Return numbers as told so many hours after: (unit, how, low, high).

    sure = reliability * (0.4 + 0.6 * min(1, hours / 24)) is the chance of the exact number. Else it is told as
    at least (which is no more than there are), about (rounded), between, or wrong, with chance (1 - reliability) / 2.
    """
    return tuple(_tell_all(numbers, reliability, hours, rng))


def _tell_all(
    numbers: tuple[tuple[str, int], ...], reliability: float, hours: float, rng: random.Random
) -> Iterator[Told]:
    sure = reliability * (0.4 + 0.6 * min(1.0, hours / EXACT_FROM))
    for unit, true in numbers:
        if true <= 0:
            continue
        if rng.random() < sure or true < 3:
            yield unit, "exact", true, true
        else:
            yield _tell_unsure(unit, true, (1 - reliability) / 2, rng)


def _tell_unsure(unit: str, true: int, wrong: float, rng: random.Random) -> Told:
    if rng.random() < wrong:
        off = max(1, round(true * rng.choice((0.4, 0.6, 1.5, 2.0))))
        off = off if off != true else true + 1
        return unit, "exact", off, off
    how = rng.choice(("at_least", "about", "between"))
    if how == "at_least":
        low = max(1, round_to(int(true * rng.uniform(0.6, 1.0)), down=True))
        return unit, how, low, low
    if how == "about":
        near = round_to(true)
        return unit, how, near, near
    spread = max(1, round(true * rng.uniform(0.1, 0.3)))
    return unit, how, max(1, true - spread), true + spread


def is_wrong(told: Told, true: int) -> bool:
    """Return whether what is told cannot be squared with how many there are; "about" may be a fifth off.

    >>> is_wrong(("killed", "at_least", 3, 3), 7), is_wrong(("killed", "exact", 3, 3), 7), is_wrong(("killed", "about", 10, 10), 9)
    (False, True, False)
    """
    _, how, low, high = told
    if how == "at_least":
        return low > true
    if how == "about":
        return abs(low - true) * 5 > true
    return not low <= true <= high


def round_to(number: int, *, down: bool = False) -> int:
    """Return a number as people round it: to two figures, below 20 as it is.

    >>> round_to(9460), round_to(37), round_to(7), round_to(9460, down=True)
    (9500, 35, 7, 9000)
    """
    if number < 20:
        return number
    step = 5 if number < 100 else 10 ** (len(str(number)) - 2)
    if down and number >= 100:
        step *= 10
    return max(step, number // step * step) if down else round(number / step) * step
