"""Print every measure beside its rival: python -m bench [--only NAME] [--quick] [--install] [--write]."""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from bench.acts import measure_acts
from bench.cap import measure_cap
from bench.contradiction import measure_contradiction
from bench.copies import measure_copies
from bench.corpus import measure_corpus
from bench.cost import describe_machine, measure_cost
from bench.desk import measure_desk
from bench.drill import measure_drill
from bench.event_pairs import measure_pairs
from bench.events import measure_events
from bench.example import measure_example
from bench.feeds import measure_feeds
from bench.gpr import measure_gpr
from bench.hostile import measure_hostile
from bench.icews import measure_icews
from bench.negatives import measure_negatives
from bench.pages import measure_pages
from bench.parser import measure_parser
from bench.places import measure_places
from bench.pooling import measure_pooling
from bench.rendered import measure_rendered
from bench.scores import measure_scores
from bench.shared import ROOT, NoShared, find_shared
from bench.simulate import measure_simulate
from bench.speakers import measure_speakers
from bench.speed import measure_speed
from bench.statements import measure_attributions, measure_sentences
from bench.stories import measure_stories
from bench.table import Table
from bench.tellings import measure_tellings
from bench.violence import measure_violence
from bench.wide import WideTable
from training.corpus.check import SPLITS
from vigie.errors import VigieError

PAGE = ROOT / "docs" / "benchmarks.md"
NO_SHARED = 2
AnyTable = Table | WideTable
Measure = Callable[..., Sequence[AnyTable]]
MEASURES: dict[str, Measure] = {
    "statements": measure_attributions,
    "pud": measure_sentences,
    "speakers": measure_speakers,
    "corpus": measure_corpus,
    "events": measure_events,
    "pairs": measure_pairs,
    "acts": measure_acts,
    "negatives": measure_negatives,
    "places": measure_places,
    "contradiction": measure_contradiction,
    "speed": measure_speed,
    "parser": measure_parser,
    "feeds": measure_feeds,
    "pages": measure_pages,
    "hostile": measure_hostile,
    "cap": measure_cap,
    "desk": measure_desk,
    "example": measure_example,
    "gpr": measure_gpr,
    "icews": measure_icews,
    "violence": measure_violence,
    "copies": measure_copies,
    "stories": measure_stories,
    "tellings": measure_tellings,
    "scores": measure_scores,
    "pooling": measure_pooling,
    "simulate": measure_simulate,
    "cost": measure_cost,
    "rendered": measure_rendered,
    "drill": measure_drill,
}
INTRO = """# Benchmarks

Made by `make bench` (`python -m bench --write` writes this page). Every figure stands beside that of a trivial rival
run on the same input in the same run; the floor is what must hold, the aim what we work towards. Gold, yardsticks
and treebanks stand in a folder beside the project (`VIGIE_SHARED`) and are no part of it.
"""


def parse_options() -> argparse.Namespace:
    """Return the command line's options."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", choices=list(MEASURES), action="append", help="this measure alone; may be repeated")
    parser.add_argument("--quick", action="store_true", help="a part of every corpus: a minute, for work in progress")
    parser.add_argument(
        "--split", choices=SPLITS, default="dev", help="the part of the corpus (default dev; test: once)"
    )
    parser.add_argument("--install", action="store_true", help="measure the size in a fresh environment (slow)")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)} too, what was measured")
    return parser.parse_args()


def run(options: argparse.Namespace) -> Iterator[AnyTable]:
    """Yield the tables asked for; a measure that cannot be made yields one that says why."""
    for name in options.only or MEASURES:
        measure = MEASURES[name]
        if name == "cost":
            measure = partial(measure, install=options.install)
        if name in ("corpus", "acts", "negatives"):
            measure = partial(measure, split=options.split)
        try:
            yield from measure(quick=options.quick)
        except (VigieError, RuntimeError) as error:
            yield Table(f"{name}: could not be measured", "–", notes=[str(error)])


def main() -> int:
    """Return the exit code: 0, or 2 when the folder of yardsticks is missing."""
    options = parse_options()
    start = time.perf_counter()
    tables: list[AnyTable] = []
    try:
        find_shared()
        for table in run(options):
            print("\n".join(table.lines()), flush=True)
            tables.append(table)
    except NoShared as error:
        print(f"bench: {error}", file=sys.stderr)
        return NO_SHARED
    machine = f"{describe_machine()}; {time.perf_counter() - start:.0f} s for {'all of it' if not options.only else 'the part measured last'}."
    print(machine)
    if options.write:
        write_page(PAGE, tables, machine, keep=bool(options.only))
    return 0


def write_page(path: Path, tables: Sequence[AnyTable], machine: str, *, keep: bool) -> None:
    """Write the page of benchmarks; with `keep` the sections that were not measured now stay as they are."""
    path.parent.mkdir(exist_ok=True)
    held = cut_sections(path.read_text(encoding="utf-8")) if keep and path.exists() else {}
    held |= cut_sections("\n" + "\n".join("\n".join(table.markdown()) for table in tables))
    body = "\n".join(held.values())
    path.write_text(f"{INTRO}\nOn {machine}\n\n{body}", encoding="utf-8")


def cut_sections(text: str) -> dict[str, str]:
    """Return the sections of a page by their headings."""
    parts = ("\n" + text).split("\n## ")[1:]
    return {part.split("\n", 1)[0]: f"## {part.rstrip()}\n" for part in parts}


if __name__ == "__main__":
    raise SystemExit(main())
