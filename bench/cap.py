"""CAP alerts: the samples of Google's validator and of OASIS, each by name with what must become of it.

What is valid is taken from the samples' own names and comments and from the text of CAP 1.2, never from Vigie. The
rival is the schema of OASIS alone, given the same alerts taken out of the same files.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bench.shared import find_shared
from bench.table import Row, Table
from vigie.errors import CapError
from vigie.model.signal import KINDS, LEVELS, Signal
from vigie.watch.deliver.alerts import decide
from vigie.watch.deliver.cap import write_cap
from vigie.watch.deliver.cap_read import CapReading, read_cap
from vigie.watch.deliver.rules import Rule, Rules

EXAMPLES = "validator/src/com/google/publicalerts/cap/validator/examples"


class Sample(NamedTuple):
    """A file, how many of its alerts are valid, and a word of the reason of each refusal; one for a file without."""

    path: str
    valid: int
    refused: tuple[str, ...] = ()


NO_ALERT = ("no CAP alert",)
SAMPLES = (
    Sample("resources/cap_amber_alert_example.xml", 1),
    Sample("resources/nws_atom_feed_example.xml", 0, NO_ALERT),
    Sample("testdata/amber.atom", 1),
    Sample("testdata/australia.cap", 1),
    Sample("testdata/bushfire_invalid.edxlde", 5, ("identifier", "Foobar")),
    Sample("testdata/bushfire_valid.edxlde", 7),
    Sample("testdata/canada.cap", 1),
    Sample("testdata/canada_errors.cap", 0, ("without references",)),
    Sample("testdata/canada_signed.atom", 1),
    Sample("testdata/canada_signed.cap", 1),
    Sample("testdata/earthquake-iso8859-1.cap", 1),
    Sample("testdata/earthquake.cap", 1),
    Sample("testdata/earthquake_index.atom", 0, NO_ALERT),
    Sample("testdata/earthquake_signed.cap", 1),
    Sample("testdata/empty_weather_index.atom", 0, NO_ALERT),
    Sample("testdata/invalid.cap", 0, ("scope",)),
    Sample("testdata/invalid.rss", 0, NO_ALERT),
    Sample("testdata/invalid_element.atom", 0, NO_ALERT),
    Sample("testdata/no_entries.atom", 0, ("outside an entry",)),
    Sample("testdata/no_id.atom", 0, NO_ALERT),
    Sample("testdata/no_link.atom", 0, NO_ALERT),
    Sample("testdata/no_optional_fields.cap", 1),
    Sample("testdata/no_title.atom", 0, NO_ALERT),
    Sample("testdata/noaa_errors.cap", 0, ("urgency",)),
    Sample("testdata/ny_index.rss", 0, NO_ALERT),
    Sample("testdata/wcatwc-warning.cap", 1),
    Sample("testdata/weather.atom", 1),
    Sample("testdata/weather.cap", 1),
    Sample("testdata/weather_index.atom", 0, NO_ALERT),
    Sample("testdata/weather_invalid.atom", 0, ("identifier",)),
    Sample("testdata/xee.atom", 0, ("document type",)),
    Sample("testdata/xee.cap", 0, ("document type",)),
    Sample(f"{EXAMPLES}/amber.rss", 0, NO_ALERT),
    Sample(f"{EXAMPLES}/bushfire.edxlde", 7),
    Sample(f"{EXAMPLES}/earthquake.atom", 1),
    Sample(f"{EXAMPLES}/thunderstorm.cap", 1),
    Sample("validator/war/examples/43b080713727.cap", 1),
    Sample("validator/war/examples/KAR0-0306112239-SW.cap", 1),
)
SUFFIXES = frozenset({".cap", ".atom", ".rss", ".edxlde", ".xml"})


def find_folder() -> Path:
    """Return the folder of samples."""
    return find_shared() / "corpora" / "formats" / "cap"


def read_sample(sample: Sample) -> tuple[int, tuple[str, ...]]:
    """Return how many alerts were read, and the reasons of each refusal in one line."""
    try:
        reading: CapReading = read_cap((find_folder() / sample.path).read_bytes(), where=sample.path)
    except CapError as fault:
        return 0, (str(fault),)
    return len(reading.alerts), tuple("; ".join(refusal.reasons) for refusal in reading.refused)


def count_right(sample: Sample) -> tuple[int, int]:
    """Return how many valid alerts were read, and how many refusals were made with the right reason."""
    count, reasons = read_sample(sample)
    right = sum(word in reason for word, reason in zip(sample.refused, reasons, strict=False))
    return min(count, sample.valid), right if len(reasons) == len(sample.refused) else 0


def count_by_schema(path: Path) -> tuple[int, int]:
    """Return how many alerts of a file the schema alone takes and refuses; what it cannot parse is refused."""
    from lxml import etree

    schema = etree.XMLSchema(etree.parse(str(find_folder() / "resources" / "CAP-v1.2.xsd")))
    safe = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    try:
        root = etree.parse(str(path), safe).getroot()
        found = [e for e in root.iter() if isinstance(e.tag, str) and etree.QName(e).localname == "alert"]
        verdicts = [schema.validate(etree.fromstring(etree.tostring(e))) for e in found]
    except etree.XMLSyntaxError:
        return 0, 1
    return sum(verdicts), len(verdicts) - sum(verdicts) if verdicts else 1


def make_own(count: int) -> Iterator[bytes]:
    """Yield CAP documents of our own: every kind and level, both realms, alerts, updates and withdrawals."""
    rng = random.Random("bench/cap")
    rules = Rules(rules=(Rule(name="all", channels=("files",)),))
    now = dt.datetime(2031, 5, 2, 6, tzinfo=dt.UTC)
    for number in range(count):
        kind, realm = rng.choice(KINDS), rng.choice(("real", "exercise"))
        signal = Signal(
            kind=kind, form="unknown", key=f"k{number}", state="1", level=rng.choice(LEVELS), since=now.isoformat(),
            subject=make_title(rng), inputs=tuple(make_title(rng) for _ in range(rng.randrange(60))),
        )  # fmt: skip
        first = decide([signal], rules, (), now=now, realm=realm)
        again = Signal(**{f: getattr(signal, f) for f in Signal.__dataclass_fields__} | {"state": "2"})
        second = decide([again], rules, first, now=now + dt.timedelta(hours=1), realm=realm)
        last = decide([], rules, (*first, *second), now=now + dt.timedelta(hours=2), realm=realm)
        yield from (write_cap(alert, rules) for alert in (*first, *second, *last))


def make_title(rng: random.Random) -> str:
    """Return words that nobody should have let into a title."""
    parts = (
        "EXERCISE",
        "<b>",
        "&amp;",
        "]]>",
        "\r\nBcc: a@b",
        "\0",
        "\x1b[31m",
        "\u202e",
        "\ud800",
        "é",
        "北",
        " ",
        ",",
    )
    return "".join(rng.choice(parts) for _ in range(rng.choice((1, 5, 40, 2000))))


def measure_cap(*, quick: bool = False) -> list[Table]:
    """Return the table of samples read and refused, and of own alerts that are valid."""
    results = [count_right(sample) for sample in SAMPLES]
    schema = [count_by_schema(find_folder() / sample.path) for sample in SAMPLES]
    valid, refusals = sum(s.valid for s in SAMPLES), sum(len(s.refused) for s in SAMPLES)
    by_schema = sum(min(took, s.valid) for (took, _), s in zip(schema, SAMPLES, strict=True))
    refused_by_schema = sum(min(no, len(s.refused)) for (_, no), s in zip(schema, SAMPLES, strict=True))
    own = list(make_own(30 if quick else 400))
    table = Table("CAP: samples read and refused, own alerts valid", "the schema of CAP 1.2 alone")
    read, reasoned = sum(r for r, _ in results), sum(r for _, r in results)
    table.rows = [
        Row(f"{valid} valid alerts read", read / valid, by_schema / valid, 1.0, 1.0, "{:.1%}"),
        Row(
            f"{refusals} refused, with the right reason",
            reasoned / refusals,
            refused_by_schema / refusals,
            1.0,
            1.0,
            "{:.1%}",
        ),
        Row(
            f"{len(own):,} own alerts valid by schema and text", _count_valid(own) / len(own), None, 1.0, 1.0, "{:.1%}"
        ),
    ]
    table.notes.append("CAP 1.1 samples count as valid; the schema of 1.2 does not know them.")
    return [table]


def _count_valid(own: list[bytes]) -> int:
    """Return how many documents hold one alert that both the schema in the corpus and Vigie's rules take."""
    from lxml import etree

    schema = etree.XMLSchema(etree.parse(str(find_folder() / "resources" / "CAP-v1.2.xsd")))

    def is_valid(data: bytes) -> bool:
        root: Any = etree.fromstring(data)
        reading = read_cap(data, where="own")
        return bool(schema.validate(root)) and len(reading.alerts) == 1 and not reading.alerts[0].notes

    return sum(is_valid(data) for data in own)


def main() -> int:
    """Print the table, with --verbose what became of every sample."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    if options.verbose:
        for sample in SAMPLES:
            print(sample.path, *read_sample(sample))
    for table in measure_cap():
        print("\n".join(table.lines()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
