"""What is wrong with annotation files: every fault of all of them, with file and line."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from training.corpus.codes import NEEDED, unknown_codes
from training.corpus.lines import KEYS, GoldFile, Line, shown
from training.corpus.place import cuts_word, occurrences
from training.corpus.records import unbalanced
from training.corpus.trim import trimmed
from vigie.text.quotes import find_quotes
from vigie.text.segment import find_paragraphs

SPLITS = ("train", "dev", "test")
HEADING = {"en": "EXERCISE – invented text", "fr": "EXERCISE – texte inventé"}
SECOND = "second"
"""The folder of second annotations; their texts stand in the folders of the first ones."""
LEAST, MOST = 150, 600
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 1, 1)
Fault = tuple[int, str]


def check_corpus(root: Path, golds: Sequence[GoldFile], *, whole: bool) -> list[str]:
    """Return every fault as `file:line: what`; with `whole` also texts that stand alone, and texts of no plan."""
    plan = load_plan(root / "plan.csv")
    faults = []
    for gold in golds:
        found = [*gold.faults, *check_file(gold), *_check_plan(gold, root, plan)]
        faults += [f"{gold.path}:{number}: {what}" for number, what in sorted(found)]
    return faults + (list(_alone(root)) if whole else [])


def load_plan(path: Path) -> dict[str, dict[str, str]]:
    """Return the rows of the plan by the text's name."""
    with path.open(encoding="utf-8", newline="") as rows:
        return {row["id"]: row for row in csv.DictReader(rows)}


def check_file(gold: GoldFile) -> list[Fault]:
    """Return what is wrong with one file, line number and sentence."""
    faults = list(_check_text(gold))
    for line in gold.lines:
        faults += [(line.number, what) for what in _check_line(line, gold.text)]
    return faults + list(unbalanced(gold)) + list(_unheld_quotes(gold))


def strip_heading(text: str) -> str:
    """Return the text without its first line EXERCISE and the blank line after it."""
    return text.split("\n", 1)[-1].lstrip("\n") if text.startswith("EXERCISE") else text


def _check_plan(gold: GoldFile, root: Path, plan: dict[str, dict[str, str]]) -> Iterator[Fault]:
    if not gold.path.resolve().is_relative_to(root.resolve()):
        return
    row, folder = plan.get(gold.name), gold.path.parent.name
    if row is None:
        yield 1, f"{gold.name} is not in plan.csv"
    elif folder not in (row["split"], SECOND):
        yield 1, f"{gold.name} is planned for {row['split']}, not {folder}"
    head = next(gold.of_kind("document"), None)
    if head is not None and head.get("lang") != gold.name[:2]:
        yield head.number, f"lang={head.get('lang')} of a text named {gold.name}"


def _alone(root: Path) -> Iterator[str]:
    for path in sorted(p for split in SPLITS for p in (root / split).glob("[!.]*")):
        other = path.with_suffix(".gold" if path.suffix == ".txt" else ".txt")
        if path.suffix not in (".txt", ".gold") or not other.exists():
            yield f"{path}:1: stands alone, {other.name} is missing"


def _check_text(gold: GoldFile) -> Iterator[Fault]:
    head = next(gold.of_kind("document"), None)
    if head is None:
        yield 1, "no document line"
    wanted = HEADING.get((head and head.get("lang")) or "", HEADING["en"])
    if not gold.text.startswith(f"{wanted}\n\n"):
        yield 1, f"the text does not begin with {wanted!r} and a blank line"
    if "\r" in gold.text:
        yield 1, "the text has CR line ends; write LF"
    if gold.text[:1] == "\ufeff" or "\t" in gold.text:
        yield 1, "the text has a byte order mark or a tab"
    count = len(strip_heading(gold.text).split())
    if not LEAST <= count <= MOST:
        yield 1, f"the body has {count} words, not {LEAST} to {MOST}"


def _check_line(line: Line, text: str) -> Iterator[str]:
    if line.kind not in KEYS:
        yield f"unknown kind {line.kind!r}; one of {', '.join(KEYS)}"
        return
    known = KEYS[line.kind].split()
    yield from (
        f"unknown key {key!r} of {line.kind}; one of {', '.join(known)}" for key in set(line.values) - set(known)
    )
    if line.stray:
        yield f"{line.stray!r} is no key=value"
    for key in NEEDED.get(line.kind, "").split():
        if not line.get(key):
            yield f"{line.kind} without {key}"
    yield from unknown_codes(line)
    yield from _check_numbers(line)
    yield from _check_days(line)
    yield from _check_span(line, text)


def _check_numbers(line: Line) -> Iterator[str]:
    numbers: dict[str, float] = {}
    for key in ("low", "high", "value"):
        raw = line.get(key)
        if raw is None:
            continue
        try:
            numbers[key] = float(raw)
        except ValueError:
            yield f"{key}={raw} is no number"
    if line.kind == "likelihood" and any(not 0 <= n <= 1 for n in numbers.values()):
        yield "a likelihood outside 0 to 1"
    if "low" in numbers and "high" in numbers and numbers["low"] > numbers["high"]:
        yield "low is above high"


def _check_days(line: Line) -> Iterator[str]:
    days = {}
    for key in ("published", "from", "to"):
        raw = line.get(key)
        if raw is None:
            continue
        try:
            days[key] = date.fromisoformat(raw)
        except ValueError:
            yield f"{key}={raw} is no day; write YYYY-MM-DD"
            continue
        if not FIRST_DAY < days[key] < LAST_DAY:
            yield f"{key}={raw} is no likely day"
    if "from" in days and "to" in days and days["from"] > days["to"]:
        yield "from is after to"
    if line.kind == "date" and not days:
        yield "date without from or to"


def _check_span(line: Line, text: str) -> Iterator[str]:
    if line.span is None:
        yield "no offsets yet; run place"
        return
    start, end = line.span
    there = text[start:end]
    if not start < end <= len(text) or shown(there) != line.words:
        at = [s[0] for s in occurrences(text, line.words)]
        hint = f"; these words begin at {', '.join(map(str, at[:5]))}" if at else ""
        yield f"at {start}:{end} the text has {shown(there)!r}, not {line.words!r}{hint}"
        return
    if there != there.strip():
        yield "begins or ends with a space"
    elif cuts_word(text, line.span):
        yield "begins or ends inside a word"
    elif line.kind in ("content", "more"):
        yield from _check_content(line, there)


def _check_content(line: Line, words: str) -> Iterator[str]:
    left, right = trimmed(words)
    if (left, right) != (0, len(words)):
        cut = words[:left] or words[right:]
        yield f"the content begins or ends with {cut!r}; it begins and ends with a word, or ends with ? ! …"


def _unheld_quotes(gold: GoldFile) -> Iterator[Fault]:
    """Yield quotations that no content, no `not_quote` and no flag holds any word of."""
    kinds = ("content", "more", "not_quote", "flag", "cue", "source")
    held = [line.at for line in gold.of_kind(*kinds) if line.span]
    lang = next((line.get("lang") for line in gold.of_kind("document")), None)
    for quote in find_quotes(gold.text, find_paragraphs(gold.text), lang):
        start, end = quote.inner
        if quote.depth == 0 and quote.closed and not any(a < end and start < b for a, b in held):
            what = f"{shown(gold.text[start:end])!r} at {start}:{end}"
            yield 1, f"nobody says the words in marks {what}; if so, write them as not_quote"
