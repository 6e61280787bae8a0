"""`make accept`: writes the annotations of the examples from the reader, known misses mended; review the diff like code."""

from __future__ import annotations

import sys

from tests.annotated import EXAMPLES, HERE, diff, judge, lines_of, load_gold, load_misses, load_published, load_text
from vigie.model import Document, Reading
from vigie.read import read_document

HEAD = "# What a careful reader finds here. Written by `make accept`, reviewed like code; tests/annotated.py says how to read it.\n"


def find_examples() -> list[tuple[str, str]]:
    """Return language and name of every example article."""
    return sorted((path.parent.name, path.stem) for path in EXAMPLES.glob("*/*.txt"))


def read_example(lang: str, stem: str) -> Reading:
    """Return the reading of one example, on the day that its annotations name."""
    published = load_published(lang, stem)
    return read_document(Document(stem, load_text(stem, lang), lang, None, published, "exercise"))


def main() -> int:
    """Write every .gold and print what changed."""
    for lang, stem in find_examples():
        misses = [m for m in load_misses(lang) if m.stem == stem]
        now = judge(lines_of(read_example(lang, stem)), misses)
        path = HERE / lang / f"{stem}.gold"
        try:
            before = load_gold(lang, stem)
        except ValueError as fault:
            print(f"{fault}\n  (written anew)")
            before = []
        path.write_text(HEAD + "\n".join(now) + "\n", encoding="utf-8", newline="\n")
        print(f"{lang}/{path.name}: {'as it was' if before == now else 'changed'}\n{diff(before, now)}".rstrip())
    return 0


if __name__ == "__main__":
    sys.exit(main())
