"""Speakers found and resolved: in the founding article, and in texts nobody looked at while building."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bench.readers import Reader, notes, readers
from bench.shared import NoShared, find_shared
from bench.wide import Cell, WideRow, WideTable

Json = dict[str, Any]
HERE = Path(__file__).parent
_PARTICLES = frozenset(["de", "von", "van", "der", "den", "du", "al", "bin", "ben", "la", "le"])
HALVES = ("dev", "held")


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


@dataclass(slots=True)
class Score:
    """Speakers with a statement resolved to them; gold statements in all, found, and found with the right speaker."""

    found: int = 0
    statements: int = 0
    seen: int = 0
    right: int = 0


def score_speakers(reading: Json, speakers: Sequence[Json]) -> Score:
    """Return the counts of one reading; a gold statement is found when its first words stand inside a content."""
    names = [(s.get("speaker") or {}).get("name") for s in reading["statements"]]
    keys = find_keys(speakers)
    score = Score(found=sum(any(is_named(name, own) for name in names) for own in keys))
    for speaker, own in zip(speakers, keys, strict=True):
        for words in speaker.get("statements") or []:
            at = _find_statement(reading, fold(words))
            score.statements += 1
            score.seen += at is not None
            score.right += at is not None and is_named(names[at], own)
    return score


def _find_statement(reading: Json, words: str) -> int | None:
    """Return the index of the shortest statement whose content holds the words."""
    text = reading["document"]["text"]
    contents = [" ".join(text[s:e] for s, e in statement["content"]) for statement in reading["statements"]]
    holding = [(len(c), i) for i, c in enumerate(contents) if f" {words} " in f" {fold(c)} "]
    return min(holding)[1] if holding else None


def measure_speakers(*, quick: bool) -> list[WideTable]:
    """Return the table of the founding article and of each unseen text. Only counts: the texts stay unread."""
    able = readers()
    table = WideTable("Speakers found and resolved", [reader.name for reader in able])
    article = find_shared() / "real" / "steadfast-noon.fr.txt"
    if not article.is_file():
        raise NoShared(f"{article}: missing; it is the founding article")
    gold = _load_speakers(HERE / "founding.yaml")
    scores = _score_all(able, "founding", article.read_text(encoding="utf-8"), "fr", gold)
    table.rows.append(
        _row(f"the founding article, of {len(gold)}", [None if s is None else s.found for s in scores], 7, 8)
    )
    for half in HALVES:
        _add_unseen(table, half, sorted((HERE / "unseen").glob(f"{half}-*.txt")), able)
    table.notes = [
        "held: nobody who writes rules has opened these texts, and only counts are printed; dev: may be opened.",
        "All unseen texts are our own, invented and headed EXERCISE.",
        *notes(),
    ]
    return [table]


def _row(what: str, values: Sequence[float | None], floor: float | None = None, aim: float | None = None) -> WideRow:
    return WideRow(what, [Cell(value) for value in values], floor, aim, form="{:.0f}")


def _score_all(able: Sequence[Reader], name: str, text: str, lang: str, gold: Sequence[Json]) -> list[Score | None]:
    """Return each reader's counts; None for one that does not read the language."""
    return [score_speakers(r.read(name, text, lang), gold) if lang in r.langs else None for r in able]


def _load_speakers(path: Path) -> list[Json]:
    speakers: list[Json] = yaml.safe_load(path.read_text(encoding="utf-8"))["speakers"]
    return speakers


def _add_unseen(table: WideTable, half: str, paths: Sequence[Path], able: Sequence[Reader]) -> None:
    """Add a row for each text of one half, then its statements taken together, by language."""
    sums: dict[str, list[Score | None]] = {}
    for path in paths:
        speakers, text = _load_speakers(path.with_suffix(".speakers.yaml")), path.read_text(encoding="utf-8")
        lang, of = find_lang(text), len(speakers)
        scores = _score_all(able, path.stem, text, lang, speakers)
        table.rows.append(_row(f"{path.stem}, of {of}", [None if s is None else s.found for s in scores], of - 1, of))
        sums[lang] = (
            [_plus(a, b) for a, b in zip(sums.get(lang, scores), scores, strict=True)] if lang in sums else scores
        )
    for lang, totals in sorted(sums.items()):
        every = (totals[0].statements if totals[0] else 0) / 100
        for what, key in (("statements found, %", "seen"), ("found and with the right speaker, %", "right")):
            values = [None if t is None else getattr(t, key) / every for t in totals]
            table.rows.append(_row(f"{half}, {lang}: of {100 * every:.0f} {what}", values))


def _plus(a: Score | None, b: Score | None) -> Score | None:
    if a is None or b is None:
        return None
    return Score(a.found + b.found, a.statements + b.statements, a.seen + b.seen, a.right + b.right)


def find_lang(text: str) -> str:
    """Return the language of an unseen text, as the product finds it."""
    from vigie.lang.language import find_language

    return find_language(text)
