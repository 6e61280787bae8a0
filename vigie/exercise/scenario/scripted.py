"""Reports that a scenario words itself: rumours, tolls, translations, told by their outlets as they are written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

import yaml

from vigie.exercise.cast import Inject, Outlet, Scenario
from vigie.exercise.records import Report
from vigie.exercise.scenario.times import find_times
from vigie.text.segment import find_sentences

LONGEST_TITLE = 120


def find_scripted(scenario: Scenario) -> tuple[Report, ...]:
    """Return the reports of all injects that give their words, in the order in which they are published.

    Each outlet of an inject tells it after its own shortest delay, in its own language. Contingencies are left out:
    `make_scripted` makes theirs once the controller has sent them.
    """
    times = find_times(scenario.injects)
    found = [
        report
        for inject in scenario.injects
        if inject.text and inject.delivery == "report" and not inject.contingency
        for report in make_scripted(scenario, inject, at=scenario.start + times[inject.key])
    ]
    return tuple(sorted(found, key=lambda report: (report.published, report.key)))


def make_scripted(scenario: Scenario, inject: Inject, *, at: dt.datetime) -> tuple[Report, ...]:
    """Return what each outlet of an inject publishes of its words, when the inject happens at a moment.

    The title is the first sentence, which also begins the text: the controller's own title would give it away. There
    are no labels, since nobody marked the words; what they get wrong is in `faults`.
    """
    outlets = {outlet.key: outlet for outlet in scenario.outlets}
    told = (outlets[key] for key in inject.outlets)
    return tuple(_tell(scenario, inject, one, at) for one in told if one.lang in (inject.text or {}))


def _tell(scenario: Scenario, inject: Inject, outlet: Outlet, at: dt.datetime) -> Report:
    words = (inject.text or {})[outlet.lang]
    heading = _load_headings()[outlet.lang].format(title=scenario.title[outlet.lang])
    return Report(
        key=f"{inject.key}/{outlet.key}",
        outlet=outlet.key,
        published=at + dt.timedelta(hours=outlet.delay[0]),
        lang=outlet.lang,
        form=outlet.forms[0],
        title=_first_sentence(words, outlet.lang),
        text=f"{heading}\n\n{words}\n",
        faults=inject.faults,
        inject=inject.key,
    )


def _first_sentence(words: str, lang: str) -> str:
    """Return the first sentence, or as much of it as a title may have."""
    start, end = next(iter(find_sentences(words, (0, len(words)), lang)), (0, len(words)))
    title = words[start:end].strip()
    return title if len(title) <= LONGEST_TITLE else title[:LONGEST_TITLE].rpartition(" ")[0] or title[:LONGEST_TITLE]


@lru_cache(maxsize=1)
def _load_headings() -> Mapping[str, str]:
    text = (files("vigie.exercise.scenario") / "words.yaml").read_text(encoding="utf-8")
    found: Mapping[str, str] = yaml.load(text, yaml.BaseLoader)["heading"]
    return found
