"""The outlets of a drill as sources of a watch: each answers with a JSON Feed of what it published lately."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable

from vigie.exercise.records import Report
from vigie.watch.collect.fetch import Fetched, Known
from vigie.watch.collect.roster import Source
from vigie.watch.collect.visit import Ask

KIND = "application/feed+json"


def make_outlets_ask(reports: Iterable[Report], *, identifier: str) -> Ask:
    """Return the function that answers for the outlets with these reports; nothing is fetched."""
    told: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        told[report.outlet].append(report)

    def ask(source: Source, _: Known) -> Fetched:
        data = write_feed(source, told.get(source.id, ()), identifier=identifier)
        return Fetched(data, KIND, None, source.address)

    return ask


def write_feed(source: Source, reports: Iterable[Report], *, identifier: str) -> bytes:
    """Return a JSON Feed of the reports, oldest first; its title names the exercise."""
    items = [
        {
            "id": report.key, "title": report.title, "content_text": report.text, "language": report.lang,
            "date_published": report.published.astimezone(dt.UTC).isoformat(timespec="seconds"),
        }
        for report in sorted(reports, key=lambda r: (r.published, r.key))
    ]  # fmt: skip
    feed = {
        "version": "https://jsonfeed.org/version/1.1", "title": f"EXERCISE {identifier} – {source.name}",
        "language": source.language, "items": items,
    }  # fmt: skip
    return json.dumps(feed, ensure_ascii=True).encode("ascii")
