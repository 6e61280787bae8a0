"""Whether two sentences contradict each other: pairs of a French corpus judged by people, beside two trivial rivals.

The judge's six weights are fitted to pairs of the project's own (`training/pairs`); the corpus is only measured with. So
that its figure can be read as what it is, the same signs fitted to the corpus itself, left-out stories judged, stand
in a row of their own: those weights are never used.

    python -m bench.contradiction --fit      print the weights that the project's own pairs give
    python -m bench.contradiction --errors   print how right the judge is by what the two sentences show
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bench.shared import ROOT, load_gold
from bench.wide import Cell, WideRow, WideTable
from vigie.read.statements.links.claims import Claim, read_claim
from vigie.read.statements.links.judge import WEIGHTS, Judgement, judge_contradiction

FLOOR, AIM = 0.70, 0.77
GOLD = "fr_daccord_half.jsonl"
DRAWS, FOLDS, ROUNDS, RIDGE = 1000, 5, 10, 1.0
Vector = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences, whether they contradict each other, what kind of pair it is, and the story that it comes from."""

    lang: str
    a: Claim
    b: Claim
    contradicts: bool
    kind: str
    story: str

    @property
    def judgement(self) -> Judgement:
        """Return what the judge says."""
        return judge_contradiction(self.a, self.b, self.lang)


def load_corpus() -> list[Pair]:
    """Return the pairs judged by people."""
    return [
        Pair("fr", _claim(r["premise"]), _claim(r["hypothesis"]), r["label"] == "contradiction", r["genre"], r["url"])
        for r in load_gold(GOLD)
    ]


def load_own() -> list[Pair]:
    """Return the pairs written for fitting, each a story of its own."""
    pairs = []
    for lang in ("fr", "en"):
        rows = (ROOT / "training" / "pairs" / f"{lang}.tsv").read_text(encoding="utf-8").splitlines()
        for number, row in enumerate(rows):
            label, kind, a, b = row.split("\t")
            key = f"{lang}{number}"
            pairs.append(Pair(lang, read_claim(a, lang), read_claim(b, lang), label == "contradiction", kind, key))
    return pairs


def _claim(text: str) -> Claim:
    return read_claim(text.strip('" ').replace('""', '"'), "fr")


def measure_contradiction(*, quick: bool) -> list[WideTable]:
    """Return the table of the judged corpus and that of the project's own pairs."""
    corpus, own = load_corpus(), load_own()
    if quick:
        corpus = corpus[::4]
    truth, x = _truth(corpus), find_strengths(corpus)
    judged = np.array([p.judgement.is_contradiction for p in corpus])
    rivals = np.array([_differ_in_negation(p) for p in corpus]), np.ones(len(corpus), bool) * (truth.mean() >= 0.5)
    table = WideTable("Contradiction, sentence pairs of a French corpus", ["Vigie", "negation alone", "majority"])
    table.rows.append(_row(f"accuracy, all {len(corpus)} pairs", (judged, *rivals), truth, FLOOR, AIM))
    for genre in sorted({p.kind for p in corpus}):
        here = np.array([p.kind == genre for p in corpus])
        table.rows.append(_row(f"  {genre}, {here.sum()}", [j[here] for j in (judged, *rivals)], truth[here]))
    for name, here in (("contradicting", truth), ("compatible", ~truth)):
        table.rows.append(_row(f"  pairs {name}, {here.sum()}", [j[here] for j in (judged, *rivals)], truth[here]))
    left_out = validate(x, truth, [p.story for p in corpus])
    table.rows.append(
        WideRow(
            "the same signs fitted to the corpus, other stories judged", [Cell(left_out), Cell(), Cell()], form="{:.3f}"
        )
    )
    table.notes = [
        f"In brackets the middle 95 % of {DRAWS} draws of as many pairs. Weights are fitted to {len(own)} pairs of our own.",
        "Negation alone: one sentence has a negative word and the other none.",
        "Which signs are looked at, and from how many common words on, was chosen with this corpus open: its own weights were not.",
    ]  # fmt: skip
    return [table, _measure_own(own)]


def _measure_own(own: Sequence[Pair]) -> WideTable:
    """Return the table of the project's own pairs by kind; each is judged with weights fitted to the others."""
    truth, x = _truth(own), find_strengths(own)
    votes = np.zeros(len(own))
    for out in _folds([p.story for p in own]):
        votes[out] += _judge(x[out], fit_weights(x[~out], truth[~out]))
    right = votes / ROUNDS >= 0.5
    rival = np.array([_differ_in_negation(p) for p in own])
    table = WideTable("Contradiction, our own pairs by kind", ["Vigie", "negation alone"])
    table.rows.append(_row(f"accuracy, all {len(own)}, each left out of the fit", (right, rival), truth))
    for lang, kind in sorted({(p.lang, ("+ " if p.contradicts else "– ") + p.kind) for p in own}):
        here = np.array([p.lang == lang and p.kind == kind[2:] and p.contradicts == (kind[0] == "+") for p in own])
        table.rows.append(_row(f"  {lang} {kind}, {here.sum()}", (right[here], rival[here]), truth[here]))
    table.notes.append(
        "+ contradicting, – compatible. The compatible ones were written to hold stray negatives and numbers."
    )
    return table


def _row(
    what: str, judged: Sequence[Mask], truth: Mask, floor: float | None = None, aim: float | None = None
) -> WideRow:
    cells = [Cell(float(np.mean(j == truth)), _interval(j == truth)) for j in judged]
    return WideRow(what, cells, floor, aim, form="{:.3f}")


def _interval(right: Mask) -> tuple[float, float]:
    draws = np.random.default_rng(7).integers(0, len(right), (DRAWS, len(right)))
    low, high = np.percentile(right[draws].mean(axis=1), (2.5, 97.5))
    return float(low), float(high)


def find_strengths(pairs: Sequence[Pair]) -> Vector:
    """Return how strong each sign is in each pair, a column for each weight."""
    found = [{s.kind: s.strength for s in p.judgement.signs} for p in pairs]
    return np.array([[row.get(kind, 0.0) for kind in WEIGHTS] for row in found])


def fit_weights(x: Vector, truth: Mask) -> Vector:
    """Return the weights of a logistic regression, the constant last, held back by a ridge of one pair's worth."""
    x = np.c_[x, np.ones(len(x))]
    weights, ridge = np.zeros(x.shape[1]), np.diag([RIDGE] * (x.shape[1] - 1) + [0.0])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ weights))
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + ridge, x.T @ (p - truth) + ridge @ weights)
        weights = weights - step
    return weights


def validate(x: Vector, truth: Mask, stories: Sequence[str]) -> float:
    """Return the accuracy on stories left out of the fit, in the mean of several ways to leave out a fifth."""
    right = [float(np.sum(_judge(x[out], fit_weights(x[~out], truth[~out])) == truth[out])) for out in _folds(stories)]
    return sum(right) / ROUNDS / len(truth)


def _folds(stories: Sequence[str]) -> list[Mask]:
    folds = []
    for seed in range(ROUNDS):
        names = sorted(set(stories))
        random.Random(seed).shuffle(names)
        part = {name: n % FOLDS for n, name in enumerate(names)}
        folds += [np.array([part[s] == n for s in stories]) for n in range(FOLDS)]
    return folds


def _judge(x: Vector, weights: Vector) -> Mask:
    judged: Mask = np.c_[x, np.ones(len(x))] @ weights > 0
    return judged


def _truth(pairs: Sequence[Pair]) -> Mask:
    return np.array([p.contradicts for p in pairs])


def _differ_in_negation(pair: Pair) -> bool:
    return (pair.a.negatives > 0) != (pair.b.negatives > 0)


def print_errors() -> None:
    """Print, for each set of signs in the corpus, how many pairs show it and how many of them the judge has right."""
    seen: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for pair in load_corpus():
        signs = " + ".join(s.kind for s in pair.judgement.signs) or "no sign"
        seen[signs] += 1
        right[signs] += pair.judgement.is_contradiction == pair.contradicts
    for signs, count in seen.most_common():
        print(f"{right[signs]:4} of {count:4} right ({right[signs] / count:.2f})  {signs}")


def print_weights() -> None:
    """Print the weights and the constant that the project's own pairs give."""
    own = load_own()
    weights = fit_weights(find_strengths(own), _truth(own))
    for kind, weight in zip([*WEIGHTS, "constant"], weights, strict=True):
        print(f"{kind:10} {weight:6.2f}")


def main() -> int:
    """Print the tables, or with --fit the weights, with --errors the figures by sign."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", action="store_true", help="print the weights that the project's own pairs give")
    parser.add_argument("--errors", action="store_true", help="print how right the judge is by the signs it sees")
    options = parser.parse_args()
    tasks: dict[str, Callable[[], None]] = {"fit": print_weights, "errors": print_errors}
    for name, task in tasks.items():
        if getattr(options, name):
            task()
            return 0
    for table in measure_contradiction(quick=False):
        print("\n".join(table.lines()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
