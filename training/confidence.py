"""`python -m training.confidence`: fits the confidence of statements and speakers, and says how well it is calibrated.

The weights of traits come from corpus/train, whose errors were read while the rules were written, so that the reader
does better there than elsewhere. A shift and a stretch of the whole scale come from corpus/dev, whose texts are only
counted. The figures printed are those of dev, each text with a correction fitted without it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.scoring.calibration import Json, Rated, brier, ece, ece_by_chance, judge, reliability
from training.corpus.convert import load_records
from training.fit import Traits, correct_scale, fit_scale
from vigie.lang.version import rules_version
from vigie.model import Document, Reading
from vigie.model.codec import encode_reading
from vigie.read.reader import prepare
from vigie.read.statements import make_statements, rate_statements, read_drafts
from vigie.read.statements.confidence import Scale, pair_drafts, share
from vigie.read.statements.traits import speaker_traits, statement_traits

ROOT = Path(__file__).parents[1]
OUT = ROOT / "vigie" / "read" / "statements" / "confidence.json"
SCALES = ("statement", "speaker")
FOLDS = 10
TABLE_BINS = 5
HOW = "python -m training.confidence: weights from corpus/train, shifted and stretched to corpus/dev"


@dataclass(frozen=True, slots=True)
class Example:
    """One record of a text: what was known of it, whether it is right, and what the shipped weights say of it."""

    text: str
    lang: str
    traits: Traits
    right: bool
    shipped: float


Examples = dict[str, list[Example]]


def find_examples(records: Iterable[Json]) -> Examples:
    """Return the statements of the texts, and the speakers of those that are right."""
    found: Examples = {name: [] for name in SCALES}
    for gold in records:
        for name, example in _examples_of(gold):
            found[name].append(example)
    return found


def _examples_of(gold: Json) -> Iterator[tuple[str, Example]]:
    ready = prepare(Document(gold["id"], gold["text"], gold["lang"]))
    layers, table = ready.layers, ready.table
    drafts = read_drafts(layers, ready.headline)
    made = rate_statements(layers, table, drafts, make_statements(layers, table, drafts, ready.dates, ready.headline))
    judged = judge(gold, encode_reading(Reading(ready.document, table.entities(), tuple(made))))
    speakers = iter(judged.speakers)
    for (draft, statement), (shipped, right) in zip(pair_drafts(drafts, made), judged.statements, strict=True):
        traits = statement_traits(layers, table, draft, statement)
        yield "statement", Example(gold["id"], gold["lang"], traits, right, shipped)
        if right and statement.speaker is not None:
            shipped, right = next(speakers)
            traits = speaker_traits(layers, table, draft, statement)
            yield "speaker", Example(gold["id"], gold["lang"], traits, right, shipped)


def fit(train: Sequence[Example], dev: Sequence[Example]) -> dict[str, float]:
    """Return the weights from the first, corrected by the second."""
    return _correct(fit_scale([e.traits for e in train], [e.right for e in train]), dev)


def _correct(scale: dict[str, float], dev: Sequence[Example]) -> dict[str, float]:
    return correct_scale(scale, [e.traits for e in dev], [e.right for e in dev])


def rate_unseen(train: Sequence[Example], dev: Sequence[Example]) -> list[Rated]:
    """Return the confidences of dev, those of each tenth of its texts by weights that were corrected without them."""
    plain = fit_scale([e.traits for e in train], [e.right for e in train])
    part = {text: n % FOLDS for n, text in enumerate(sorted({e.text for e in dev}))}
    scales: list[Scale] = [_correct(plain, [e for e in dev if part[e.text] != fold]) for fold in range(FOLDS)]
    return [(share(e.traits, scales[part[e.text]]), e.right) for e in dev]


def write_weights(path: Path, scales: dict[str, dict[str, float]], made: Json) -> None:
    """Write the weights with how and from what they were made."""
    rounded = {name: {key: round(weight, 3) for key, weight in sorted(scale.items())} for name, scale in scales.items()}
    path.write_text(json.dumps({"made": made, **rounded}, indent=1) + "\n", encoding="utf-8", newline="\n")


def describe(name: str, train: Sequence[Example], dev: Sequence[Example]) -> Iterator[str]:
    """Yield how well a scale is calibrated on dev: before, after, and of what size chance alone makes it."""
    after = rate_unseen(train, dev)
    rate = sum(e.right for e in train) / len(train)
    rows = {
        "one number for all": [(rate, e.right) for e in dev],
        "as shipped": [(e.shipped, e.right) for e in dev],
        "now, on texts left out": after,
    }
    yield f"{name}: {len(train)} of train, {len(dev)} of dev ({sum(e.right for e in dev) / len(dev):.0%} right)"
    for what, rated in rows.items():
        yield f"  {what:24}ECE {ece(rated):.3f}   Brier {brier(rated):.3f}"
    yield f"  by chance alone, were all calibrated perfectly: ECE {ece_by_chance(after):.3f}"
    for lang in sorted({e.lang for e in dev}):
        own = [r for e, r in zip(dev, after, strict=True) if e.lang == lang]
        yield f"  {lang}: {len(own)} records, ECE {ece(own):.3f}, by chance {ece_by_chance(own):.3f}, Brier {brier(own):.3f}"
        yield "    confidence    records   said  right"
        for b in reliability(own, TABLE_BINS):
            yield f"    {b.low:.2f} to {b.high:.2f}  {b.count:8}   {b.said:.2f}   {b.right:.2f}"


def main() -> int:
    """Fit, print the figures and write the weights."""
    parser = argparse.ArgumentParser(prog="python -m training.confidence", description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT, help="file of weights to write (default: the reader's own)")
    options = parser.parse_args()
    records: dict[str, list[Any]] = {split: load_records(ROOT / "corpus" / split) for split in ("train", "dev")}
    examples = {split: find_examples(texts) for split, texts in records.items()}
    for name in SCALES:
        print("\n".join(describe(name, examples["train"][name], examples["dev"][name])) + "\n")
    scales = {name: fit(examples["train"][name], examples["dev"][name]) for name in SCALES}
    made = {"how": HOW, "code": rules_version(), "texts": {split: len(texts) for split, texts in records.items()}}
    write_weights(options.out, scales, made)
    print(f"written: {options.out}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
