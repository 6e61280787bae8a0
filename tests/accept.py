"""`make accept`: writes the annotations of the examples from the reader, known misses mended; review the diff like code.

A known miss that the reader no longer misses is taken out of known_misses.yaml.
"""

from __future__ import annotations

import sys

import yaml

from tests.annotated import EXAMPLES, HERE, diff, judge, lines_of, load_gold, load_misses, load_published, load_text
from vigie.model import Document, Reading
from vigie.read import read_document

HEAD = "# What a careful reader finds here. Written by `make accept`, reviewed like code; tests/annotated.py says how to read it.\n"
MISSES_HEAD = "# What the reader gets wrong. An entry must still fail; `make accept` takes it out once it is mended.\n"


def find_examples() -> list[tuple[str, str]]:
    """Return language and name of every example article."""
    return sorted((path.parent.name, path.stem) for path in EXAMPLES.glob("*/*.txt"))


def read_example(lang: str, stem: str) -> Reading:
    """Return the reading of one example, on the day that its annotations name."""
    published = load_published(lang, stem)
    return read_document(Document(stem, load_text(stem, lang), lang, None, published, "exercise"))


def drop_mended(lang: str) -> None:
    """Take the mended misses of a language out of its list, and the wrong lines that are no longer given."""
    path = HERE / lang / "known_misses.yaml"
    kept, readings = [], {stem: lines_of(read_example(lang, stem)) for at, stem in find_examples() if at == lang}
    for miss in load_misses(lang):
        lines = readings[miss.stem]
        if miss.is_mended(lines):
            print(f"{lang}/{path.name}: mended: {miss.why}")
            continue
        wrong = [line for line in miss.wrong if line in lines]
        parts = {"expected": list(miss.right), "not_expected": wrong}
        kept.append({"text": miss.stem, "why": miss.why} | {key: value for key, value in parts.items() if value})
    body = yaml.dump(kept, allow_unicode=True, sort_keys=False, width=10_000)
    path.write_text(MISSES_HEAD + body, encoding="utf-8", newline="\n")


def main() -> int:
    """Write every .gold, drop the mended misses, and print what changed."""
    for lang in ("en", "fr"):
        drop_mended(lang)
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
