"""The shipped weights fit the reader as it is: a reader that has changed much needs them fitted anew."""

from __future__ import annotations

from bench.scoring.calibration import ece
from training.confidence import ROOT, find_examples
from training.corpus.convert import load_records

FAR = 0.13
"""Twice what chance alone shows with the texts of dev."""


def test_what_is_said_of_statements_and_speakers_is_about_as_often_right() -> None:
    found = find_examples(load_records(ROOT / "corpus" / "dev"))
    for name, examples in found.items():
        error = ece([(e.shipped, e.right) for e in examples])
        assert error is not None and error < FAR, f"{name}: the reader has changed; run make confidence"
