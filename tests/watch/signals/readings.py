"""Ledgers of invented reports, and views of them."""

from __future__ import annotations

import datetime as dt
import zlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import vigie
from vigie.model import Reading
from vigie.store import Origin, Source, open_ledger
from vigie.watch.view import Texts, View, load_view

REALM = "exercise"


@dataclass(frozen=True)
class Report:
    """One report: its day, its outlet and its text, to be headed EXERCISE."""

    day: str
    text: str
    outlet: str = "herald"
    lang: str = "en"


@lru_cache(maxsize=None)
def read(report: Report, name: str) -> Reading:
    """Return the reading of a report; the same one for the same report."""
    text = f"EXERCISE – invented report\n\n{report.text}"
    return vigie.read(text, id=name, lang=report.lang, published=report.day, realm=REALM)


def view_of(
    folder: Path, *reports: Report, at: str, texts: bool = True, name: str = "w"
) -> tuple[View, dict[str, str]]:
    """Return what a ledger knew at the end of a day, each report filed at noon of its own, in the order given."""
    moment = dt.datetime.fromisoformat(f"{at}T23:00+00:00")
    latest = dt.datetime.fromisoformat("2000-01-01T12:00+00:00")
    with open_ledger(folder / f"{name}.vigie", realm=REALM, create=True, now=latest) as ledger:
        for report in reports:
            latest = max(latest, dt.datetime.fromisoformat(f"{report.day}T12:00+00:00"))
            ledger.append_source(Source(report.outlet, name=report.outlet.title()), now=latest)
            ident = f"{report.outlet}-{report.day}-{zlib.crc32(report.text.encode())}"
            ledger.append_reading(read(report, ident), now=latest, origin=Origin(report.outlet, None, fetched=latest))
        view = load_view(ledger, at=moment)
        return view, dict(Texts(ledger, view)) if texts else {}
