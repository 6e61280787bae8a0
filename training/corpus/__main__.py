"""The corpus's tools: python -m training.corpus place|check|advise|convert|agree|count [FILES]."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from training.corpus.advise import advise_file
from training.corpus.agree import agree as agree_folders
from training.corpus.check import check_corpus
from training.corpus.convert import convert as convert_file
from training.corpus.count import count_corpus
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


def advise(paths: Iterable[str]) -> int:
    """Print what looks unlike the guidelines; no fault, and sometimes right."""
    for path in find_golds(paths):
        for number, what in advise_file(load_file(path)):
            print(f"{path}:{number}: {what}")
    return 0


def convert(paths: Iterable[str]) -> int:
    """Print the files as gold, one JSON object a line."""
    for path in find_golds(paths):
        print(json.dumps(convert_file(load_file(path)), ensure_ascii=False))
    return 0


def agree(paths: Iterable[str]) -> int:
    """Print how far the annotations in two folders agree."""
    for what, value, base in agree_folders(*map(Path, paths)):
        print(f"{what:44}{value:8.3f}{base:7}" if what != "texts in both" else f"{what:44}{value:8.0f}")
    return 0


def count(paths: Iterable[str]) -> int:
    """Print a table of what the corpus holds."""
    print("\n".join(count_corpus(Path(next(iter(paths), str(ROOT))))))
    return 0


TOOLS = {"place": place, "check": check, "advise": advise, "convert": convert, "agree": agree, "count": count}


def main() -> int:
    """Return the exit code of the tool named on the command line."""
    parser = argparse.ArgumentParser(prog="python -m training.corpus", description=__doc__)
    tools = "; ".join(f"{name}: {(tool.__doc__ or '').split('.')[0]}" for name, tool in TOOLS.items())
    parser.add_argument("tool", choices=list(TOOLS), help=tools)
    parser.add_argument("paths", nargs="*", help="annotation files or folders; all of the corpus when none is named")
    options = parser.parse_args()
    if options.tool == "agree" and len(options.paths) != 2:
        parser.error("agree compares two folders: python -m training.corpus agree A_DIR B_DIR")
    try:
        return TOOLS[options.tool](options.paths)
    except (OSError, ValueError) as error:
        print(f"corpus: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    raise SystemExit(main())
