"""Every reader that runs here over the same documents: the product first, then its rivals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bench import textacy_rival
from bench.product import read_all, read_by_vigie
from bench.rivals import read_by_marks
from bench.surface_crf import read_by_crf
from bench.textacy_rival import read_by_textacy
from bench.tracker import read_by_tracker

Json = dict[str, Any]
Read = Callable[[str, str, str], Json]


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader by the name of its column, the languages it reads, and what it is, for a note."""

    name: str
    read: Read
    what: str
    langs: tuple[str, ...] = ("en", "fr")


@dataclass(frozen=True, slots=True)
class Run:
    """What a reader gave for some documents, and its words a second."""

    readings: list[Json]
    speed: float


VIGIE = Reader("Vigie", read_by_vigie, "this project")
_RIVALS = (
    Reader("marks", read_by_marks, "quotation marks, a saying verb, the nearest name (bench/rivals.py)"),
    Reader(
        "clause rules",
        read_by_tracker,
        "rules over Vigie's parse in the manner of GenderGapTracker, pronouns given to the last named source (bench/tracker.py)",
    ),
    Reader(
        "textacy",
        read_by_textacy,
        "textacy's direct quotations over Vigie's parse, by paragraph (bench/textacy_rival.py)",
    ),
    Reader(
        "CRF",
        read_by_crf,
        "a surface CRF trained on polnear-train, English only, for the bench alone (bench/surface_crf.py)",
        ("en",),
    ),
)


def readers() -> list[Reader]:
    """Return the readers that can run here, the product first."""
    return [VIGIE, *(r for r in _RIVALS if r.read is not read_by_textacy or textacy_rival.is_installed())]


def notes() -> list[str]:
    """Return what each rival is, and which cannot run here."""
    found = [f"{r.name}: {r.what}." for r in _RIVALS if r in readers()]
    missing = [] if textacy_rival.is_installed() else [f"textacy is not installed here ({textacy_rival.INSTALL})."]
    return found + missing


def run_all(
    documents: Sequence[Json], lang: str | None = None, among: Sequence[Reader] | None = None
) -> dict[str, Run]:
    """Return what each reader gives for the documents; a reader without their language is left out."""
    langs = {lang} if lang else {d.get("lang", "en") for d in documents}
    runs = {}
    for reader in readers() if among is None else among:
        if langs <= set(reader.langs):
            elsewhere = textacy_rival.seconds_elsewhere if reader.read is read_by_textacy else None
            runs[reader.name] = Run(*read_all(reader.read, documents, elsewhere))
    return runs
