"""vigie ontology: the kinds of acts, their codes, and the sentences that show how the reader finds them."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from vigie.model.ontology import Ontology
    from vigie.model.ontology.ask import Answer

SCHEMA = "vigie-ontology/1"


@click.command("ontology", short_help="The kinds of acts: definitions, codes, examples.")
@click.argument("name", required=False, metavar="[TYPE]")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Form.")
def command(name: str | None, form: str) -> None:
    """Explain the kinds of acts that events are coded by.

    An event has a PLOVER type in capitals, or none where PLOVER has none; often a mode and contexts; the CAMEO code
    that older data would give it; and a kind of Vigie's own in small letters where that says more. Without TYPE: all
    of them, one a line. With TYPE: what it takes to be one, its modes with their scores, the rules for coding it, its
    CAMEO codes, and sentences that trigger it in each language.

    TYPE may be a PLOVER type, a name that one had before (YIELD, FIGHT), a kind of Vigie's own (exercise, siren), or a
    CAMEO code of two to four digits (19, 195).

    The quad class is 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict. Scores run
    from -10 (attack) to +10 (help); they are conventions, no measurements.

    \b
    Examples
      vigie ontology
      vigie ontology ASSAULT
      vigie ontology yield                           what became of an older type
      vigie ontology exercise                        a kind of Vigie's own
      vigie ontology 195                             what CAMEO 195 becomes
      vigie ontology --format json > ontology.json

    Exit codes: 0 shown, 2 no such type or wrong usage.
    """
    from vigie.model.ontology import load_ontology

    ontology = load_ontology()
    answer = _find(ontology, name) if name is not None else None
    _show(ontology, answer, form)


def _show(ontology: Ontology, answer: Answer | None, form: str) -> None:
    from vigie.cli.ontologyview import encode_all, encode_answer, print_all, print_answer

    if form == "json":
        found: dict[str, Any] = encode_all(ontology) if answer is None else encode_answer(ontology, answer)
        sys.stdout.write(json.dumps({"schema": SCHEMA} | found, ensure_ascii=True, indent=1) + "\n")
    elif answer is None:
        print_all(ontology)
    else:
        print_answer(ontology, answer)


def _find(ontology: Ontology, name: str) -> Answer:
    from vigie.cli.render.words import squeeze
    from vigie.model.ontology.ask import find_answer, find_near

    answer = find_answer(ontology, name)
    if answer is not None:
        return answer
    near = find_near(ontology, name)
    meant = f"; perhaps {', '.join(near)}" if near else ""
    raise click.BadParameter(
        f"{squeeze(name)!r} is no type, former name, own kind or CAMEO code{meant}. `vigie ontology` lists all",
        param_hint="TYPE",
    )
