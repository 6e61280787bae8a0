"""When an evidence table is worth an alarm: at one number, which the operator sets."""

from __future__ import annotations

from vigie.assess.evidence.records import Table

SETTING = 0.5


def is_alarm(table: Table, *, setting: float = SETTING) -> tuple[str, ...]:
    """Return the hypotheses that an alarm is about and whose posterior reaches the setting, the likeliest first.

    An alarm says that the reporting held now, as the problem's analysts weigh it, speaks for them. It is no
    prediction, and no alarm is no all-clear.
    """
    found = [key for key in table.problem.alarms if table.posteriors[key] >= setting]
    return tuple(sorted(found, key=lambda key: (-table.posteriors[key], key)))
