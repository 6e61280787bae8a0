"""In how many ways the grammar can say an act or a saying."""

from __future__ import annotations

from collections.abc import Mapping

from vigie.exercise.render.grammar import Rules, Slot, count_shapes
from vigie.exercise.render.words import Words

TOLD = ("lead", "also", "headline_plain", "headline_tabloid", "communique_lead", "post_lead", "rumour", "detail")
SAID = ("direct", "direct_pro", "indirect", "indirect_pro", "mixed", "mixed_pro", "headline_plain", "communique_said", "post_said")  # fmt: skip
ITEM = ("title", "first", "next", "say", "end")


def count_all(words: Words) -> dict[str, Mapping[str, int]]:
    """Return the number of sentence shapes of each action, stance and kind of background item.

    A shape is a sentence with the same things in its slots: names, places, numbers and days do not count.
    """
    return {
        "actions": {key: _count(TOLD, {**words.rules, **rules}) for key, rules in words.actions.items()},
        "stances": {key: _count(SAID, {**words.rules, **rules}) for key, rules in words.stances.items()},
        "noise": {key: _count(ITEM, {**words.rules, **rules}) for key, rules in words.noise.items()},
    }


def _count(names: tuple[str, ...], rules: Rules) -> int:
    return sum(count_shapes(Slot(name), rules) for name in names if name in rules)
