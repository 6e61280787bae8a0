"""Rules learned on the past: how much an act of one kind raises the rate of another kind within the same pair."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vigie.assess.forecast.history import ACTOR, DAY, KIND, RECIPIENT, Floats, History, Ints

FROM_DAY = np.array([1, 2, 3, 5, 8, 15, 31, 61, 121])
"""Ages, in days, at which the weight of a past act changes."""
LAST_DAY = 240
WIDTHS = np.diff(np.append(FROM_DAY, LAST_DAY))
SHRINK = 3000.0
"""So many days of looking the common rule weighs against what was seen of one pair of kinds."""
ASSUMED, ASSUMED_DAYS = (0.1, 0.05, 0.05), 100.0
"""Until acts say otherwise an act adds 0.1 / age of the same kind, 0.05 / age of its answer and of all others together;
this weighs as much as so many days of looking."""
ROUNDS = 6
LOOKED_BACK = 1000
"""So many of a pair's latest acts before an act are asked whether they brought it about."""
BACKGROUND, LEAST = 0.3, 1e-7
SAME, BACK, OTHER = range(3)


@dataclass(frozen=True, slots=True)
class Rules:
    """`weight[kind before, kind now, age]`: acts a day that one past act adds."""

    weight: Floats
    kinds: int

    def of(self, before: Ints, now: int, ages: Ints) -> Floats:
        """Return the weight of past acts of the kinds `before` for the kind `now`, by their ages in days."""
        found: Floats = self.weight[before, now, find_ages(ages)]
        return found


def find_ages(days: Ints) -> Ints:
    """Return the class of every age in days. Hand check: 1 is class 0, 4 is class 2 (3 to 4 days), 400 is class 8."""
    return np.searchsorted(FROM_DAY, days, "right") - 1


def learn_rules(history: History, *, until: int, shrink: float = SHRINK, rounds: int = ROUNDS) -> Rules:
    """Return the rules that explain best when the acts of a history came; `until` is the first day not known.

    The rate of kind r from s to o on day t is a background plus sum over past acts e of the pair: K[r_e, r, age(e)].
    K is found by expectation and maximisation: every act is shared out among what came before it, in proportion to
    the rates; then K = (shares + c M) / (days of looking + c). M is the common rule for the case: the same kind
    again, the same kind answered, another kind (in proportion to how common it is). c = 3000 days.

    Hawkes (1971), Biometrika 58, 83-90; Veen and Schoenberg (2008), JASA 103, 614-624.
    """
    rows, before, now = _pair_up(history)
    kinds = 2 * history.kinds
    looked = _count_days(rows, until, kinds)
    case = _find_cases(history.kinds)
    common = np.bincount(rows[:, KIND], minlength=kinds) / max(1, len(rows))
    cell = (rows[before, KIND] * kinds + rows[now, KIND]) * len(WIDTHS) + find_ages(rows[now, DAY] - rows[before, DAY])
    background = _find_background(rows, until, history)
    weight = _begin(case, common)
    for _ in range(rounds):
        rate = weight.ravel()[cell]
        total = background + np.bincount(now, rate, len(rows))
        shares = np.bincount(cell, rate / total[now], weight.size).astype(float).reshape(weight.shape)
        weight = (shares + shrink * _make_common(shares, looked, case, common)) / (looked[:, None, :] + shrink)
    return Rules(weight, history.kinds)


def _pair_up(history: History) -> tuple[Ints, Ints, Ints]:
    """Return the rows by pair and day, and for each act of a pair every earlier one of the same pair."""
    held = history.rows
    rows = held[np.lexsort((held[:, DAY], held[:, RECIPIENT], held[:, ACTOR]))]
    pair = rows[:, ACTOR] * history.actors + rows[:, RECIPIENT]
    new_pair = np.append(True, np.diff(pair) != 0)[: len(rows)]
    first = _carry(new_pair)
    today = _carry(new_pair | np.append(True, np.diff(rows[:, DAY]) != 0)[: len(rows)])
    first = np.maximum(first, today - LOOKED_BACK)
    many = today - first
    now = np.repeat(np.arange(len(rows)), many)
    before = first[now] + np.arange(len(now)) - np.repeat(np.cumsum(many) - many, many)
    return rows, before, now


def _carry(begins: np.typing.NDArray[np.bool_]) -> Ints:
    """Return for every place the last place at or before it where something begins."""
    return np.maximum.accumulate(np.where(begins, np.arange(len(begins)), 0))


def _count_days(rows: Ints, until: int, kinds: int) -> Floats:
    """Return how many days were looked at, by kind and age: an act of the last week says nothing of later ages."""
    seen = until - 1 - rows[:, DAY]
    return np.stack(
        [
            np.bincount(rows[:, KIND], np.clip(seen - begin + 1, 0, width), kinds)
            for begin, width in zip(FROM_DAY, WIDTHS, strict=True)
        ],
        axis=1,
    )


def _find_cases(kinds: int) -> Ints:
    case = np.full((2 * kinds, 2 * kinds), OTHER)
    i = np.arange(2 * kinds)
    case[i, (i + kinds) % (2 * kinds)] = BACK
    case[i, i] = SAME
    return case


def _find_background(rows: Ints, until: int, history: History) -> Floats:
    """Return the rate of each act if nothing brought it about: how often s does r, times the share of o in r."""
    kinds = 2 * history.kinds
    by_kind = np.bincount(rows[:, KIND], minlength=kinds)
    to = _count_same(rows[:, KIND] * history.actors + rows[:, RECIPIENT])
    by = _count_same(rows[:, ACTOR] * kinds + rows[:, KIND])
    days = max(1, until - int(rows[:, DAY].min(initial=until)))
    found: Floats = BACKGROUND * to / by_kind[rows[:, KIND]] * by / days + LEAST
    return found


def _count_same(keys: Ints) -> Ints:
    """Return for every key how often it stands."""
    _, at, counts = np.unique(keys, return_inverse=True, return_counts=True)
    found: Ints = counts[at]
    return found


def _begin(case: Ints, common: Floats) -> Floats:
    """Return the weights that learning begins with: an act of the same kind or its answer adds more than another."""
    of_others: Floats = common[None, :, None] * 0.2 / WIDTHS
    found: Floats = np.where((case < OTHER)[:, :, None], 0.015 / WIDTHS, of_others)
    return found


def _make_common(shares: Floats, looked: Floats, case: Ints, common: Floats) -> Floats:
    """Return the common rule for every pair of kinds, by age."""
    days = looked.sum(0) + ASSUMED_DAYS
    same, back, other = (
        (np.where((case == k)[:, :, None], shares, 0).sum((0, 1)) + ASSUMED_DAYS * ASSUMED[k] / FROM_DAY) / days
        for k in (SAME, BACK, OTHER)
    )
    of_others = common[None, :, None] * other
    found: Floats = np.where((case == SAME)[:, :, None], same, np.where((case == BACK)[:, :, None], back, of_others))
    return found
