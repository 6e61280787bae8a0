"""The `vigie` command."""

from __future__ import annotations

import click

import vigie
from vigie.cli.lazy import LazyGroup

_COMMANDS = {
    "alerts": "vigie.cli.alerts",
    "brief": "vigie.cli.brief",
    "calendar": "vigie.cli.calendar",
    "correct": "vigie.cli.correct:correct",
    "desk": "vigie.cli.desk",
    "exercise": "vigie.cli.exercise",
    "init": "vigie.cli.init",
    "judge": "vigie.cli.judge",
    "ledger": "vigie.cli.ledger",
    "ontology": "vigie.cli.ontology",
    "posture": "vigie.cli.posture",
    "problem": "vigie.cli.problem",
    "ranking": "vigie.cli.ranking",
    "read": "vigie.cli.read",
    "restore": "vigie.cli.correct:restore",
    "retract": "vigie.cli.correct:retract",
    "score": "vigie.cli.score",
    "search": "vigie.cli.search",
    "signals": "vigie.cli.signals",
    "sources": "vigie.cli.sources",
    "watch": "vigie.cli.watch",
}


@click.group(
    cls=LazyGroup,
    table=_COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(vigie.__version__, prog_name="vigie")
def main() -> None:
    """Vigie, the lookout: indications and warning from open reporting.

    It collects the open reporting, reads it in French and English, and keeps who said what and who did what, each
    record with the very words it came from. An accusation stays its speaker's; what nobody said is left out.

    \b
    See it
      vigie desk --demo                            three invented weeks, in a browser on this machine
      vigie read article.txt                       one article as a table
      vigie ontology                               the kinds of acts that events are coded by
    \b
    Keep watch
      vigie init desk/                             sources, rules and an empty ledger
      vigie sources test --file desk/vigie.yaml    what the sources hold now
      vigie watch desk/                            collect, read, weigh, alert
      vigie desk --ledger desk/watch.vigie         look at it
      vigie brief --ledger desk/watch.vigie        the last day, every sentence with its source
    \b
    Ask the ledger (set VIGIE_LEDGER once)
      vigie signals · vigie posture · vigie calendar matches · vigie search "bridge" · vigie alerts list
    """
