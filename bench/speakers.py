"""Speakers found and resolved: in the founding article, and in texts nobody looked at while building."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from bench.product import read_by_vigie
from bench.rivals import read_by_marks
from bench.shared import NoShared, find_shared
from bench.statements import MARKS
from bench.table import Row, Table

Json = dict[str, Any]
HERE = Path(__file__).parent
_PARTICLES = frozenset(["de", "von", "van", "der", "den", "du", "al", "bin", "ben", "la", "le"])
_READERS = (read_by_vigie, read_by_marks)


def fold(text: str) -> str:
    """Return the text in lower case, without accents, marks or doubled spaces: words only."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("œ", "oe"))
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c)).lower()))


def find_keys(speakers: Sequence[Json]) -> list[set[str]]:
    """Return, for each speaker, the folded names of which any one makes a match: the surname and the aliases.

    A surname two of them share, or a name that is no person's ("Ministry of Defence"), counts only as a whole.
    """
    surnames = Counter(fold(s["name"].split()[-1]) for s in speakers)
    found = []
    for speaker in speakers:
        words = speaker["name"].split()
        surname = fold(words[-1])
        person = all(w[:1].isupper() or w in _PARTICLES for w in words)
        own = surname if person and surnames[surname] == 1 else fold(speaker["name"])
        found.append({own} | {fold(alias) for alias in speaker.get("aliases") or []})
    return found


def is_named(name: str | None, keys: set[str]) -> bool:
    """Return whether a resolved speaker's name holds one of the keys, word for word."""
    padded = f" {fold(name or '')} "
    return any(f" {key} " in padded for key in keys)


def score_speakers(reading: Json, speakers: Sequence[Json]) -> tuple[int, int, int]:
    """Return how many speakers have a statement resolved to them, how many gold statements have the right one, of how many."""
    names = [(s.get("speaker") or {}).get("name") for s in reading["statements"]]
    keys = find_keys(speakers)
    found = sum(any(is_named(name, own) for name in names) for own in keys)
    right = total = 0
    for speaker, own in zip(speakers, keys, strict=True):
        for words in speaker.get("statements") or []:
            total += 1
            at = _find_statement(reading, fold(words))
            right += at is not None and is_named(names[at], own)
    return found, right, total


def _find_statement(reading: Json, words: str) -> int | None:
    """Return the index of the shortest statement whose content holds the words."""
    text = reading["document"]["text"]
    contents = [" ".join(text[s:e] for s, e in statement["content"]) for statement in reading["statements"]]
    holding = [(len(c), i) for i, c in enumerate(contents) if f" {words} " in f" {fold(c)} "]
    return min(holding)[1] if holding else None


def measure_speakers(*, quick: bool) -> list[Table]:
    """Return the table of the founding article and of each unseen text. Only counts: the texts stay unread."""
    table = Table("Speakers found and resolved", MARKS)
    article = find_shared() / "real" / "steadfast-noon.fr.txt"
    if not article.is_file():
        raise NoShared(f"{article}: missing; it is the founding article")
    gold = yaml.safe_load((HERE / "founding.yaml").read_text(encoding="utf-8"))["speakers"]
    text = article.read_text(encoding="utf-8")
    ours, theirs = (score_speakers(read("founding", text, "fr"), gold)[0] for read in _READERS)
    table.rows.append(Row(f"the founding article, of {len(gold)}", ours, theirs, 7, 8, "{:.0f}"))
    totals = [[0, 0], [0, 0]]
    for path in sorted((HERE / "unseen").glob("*.txt")):
        _add_unseen(table, path, totals)
    if totals[0][1]:
        shares = [100 * right / total for right, total in totals]
        table.rows.append(Row("unseen texts: statements with the right speaker, %", shares[0], shares[1]))
    else:
        table.notes.append("bench/unseen holds no text yet")
    table.notes.append("An unseen text is one nobody who wrote rules has read; only counts are printed.")
    return [table]


def _add_unseen(table: Table, path: Path, totals: list[list[int]]) -> None:
    """Add one text's row, and its statements to the totals of product and rival."""
    gold = yaml.safe_load(path.with_suffix(".speakers.yaml").read_text(encoding="utf-8"))
    speakers, text = gold["speakers"], path.read_text(encoding="utf-8")
    lang = gold.get("language") or find_lang(text)
    found = []
    for read, sums in zip(_READERS, totals, strict=True):
        count, right, total = score_speakers(read(path.stem, text, lang), speakers)
        found.append(count)
        sums[0] += right
        sums[1] += total
    floor, aim = len(speakers) - 1, len(speakers)
    table.rows.append(Row(f"unseen: {path.stem} ({lang}), of {aim}", found[0], found[1], floor, aim, "{:.0f}"))


def find_lang(text: str) -> str:
    """Return the language of an unseen text, as the product finds it."""
    from vigie.lang.language import find_language

    return find_language(text)
