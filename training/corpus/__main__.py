"""The corpus's tools: python -m training.corpus place|check [FILES]."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from training.corpus.check import check_corpus
from training.corpus.lines import load_file, write_file
from training.corpus.place import place_file

ROOT = Path(__file__).parents[2] / "corpus"


def find_golds(paths: Iterable[str]) -> Iterator[Path]:
    """Yield the annotation files named, those of a folder, or all of the corpus when none is named."""
    for path in map(Path, paths or [str(ROOT)]):
        if path.is_dir():
            yield from sorted(path.rglob("*.gold"))
        else:
            yield path.with_suffix(".gold")


def place(paths: Iterable[str]) -> int:
    """Fill in the places of the files' lines and rewrite them; return 1 when a line is left without one."""
    code = 0
    for path in find_golds(paths):
        gold = load_file(path)
        place_file(gold)
        path.write_text(write_file(gold), encoding="utf-8", newline="\n")
        gold = load_file(path)  # the lines have other numbers now
        faults = sorted(gold.faults + place_file(gold))
        for number, why in faults:
            print(f"{path}:{number}: {why}", file=sys.stderr)
        print(f"{path}: {len(gold.lines)} lines, {len(faults)} without a place")
        code = code or bool(faults)
    return int(code)


def check(paths: Iterable[str]) -> int:
    """Print every fault of the files, all of the corpus when none is named; return 1 when there is one."""
    named = list(paths)
    faults = check_corpus(ROOT, [load_file(path) for path in find_golds(named)], whole=not named)
    print("\n".join(faults), file=sys.stderr, end="\n" if faults else "")
    counts = Counter(path.parent.name for path in find_golds(named))
    print(
        f"{sum(counts.values())} texts ({', '.join(f'{n} {s}' for s, n in sorted(counts.items()))}), {len(faults)} faults"
    )
    return int(bool(faults))


def main() -> int:
    """Return the exit code of the tool named on the command line."""
    parser = argparse.ArgumentParser(prog="python -m training.corpus", description=__doc__)
    parser.add_argument("tool", choices=["place", "check"])
    parser.add_argument("paths", nargs="*", help="annotation files or folders; all of the corpus when none is named")
    options = parser.parse_args()
    return {"place": place, "check": check}[options.tool](options.paths)


if __name__ == "__main__":
    raise SystemExit(main())
