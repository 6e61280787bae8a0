"""The product and its rival run over documents, timed."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import Any

from bench.rivals import read_by_marks

Json = dict[str, Any]
PARTS = 5


def read_by_vigie(doc_id: str, text: str, lang: str) -> Json:
    """Return the product's reading as the contract's JSON; an unread document gives an empty one."""
    from vigie.errors import EmptyInput
    from vigie.model.codec import encode_reading
    from vigie.read.reader import read_text

    try:
        return encode_reading(read_text(text, lang=lang, id=doc_id))
    except EmptyInput:
        return {**read_by_marks(doc_id, "", lang), "document": {"id": doc_id, "lang": lang, "text": text}}


def read_all(
    read: Callable[[str, str, str], Json], documents: Sequence[Json], elsewhere: Callable[[], float] | None = None
) -> tuple[list[Json], float]:
    """Return the readings of documents, and words a second: the median of five parts of them, after a warm-up.

    `elsewhere` gives the processor time that the reader has spent in another process.
    """

    def spent_so_far() -> float:
        return time.process_time() + (elsewhere() if elsewhere else 0.0)

    read("warm", documents[0]["text"], documents[0].get("lang", "en"))
    readings: list[Json] = []
    speeds = []
    for part in range(PARTS):
        chosen = documents[part * len(documents) // PARTS : (part + 1) * len(documents) // PARTS]
        start = spent_so_far()
        readings += [read(d["id"], d["text"], d.get("lang", "en")) for d in chosen]
        spent = spent_so_far() - start
        if chosen:
            speeds.append(sum(len(d["text"].split()) for d in chosen) / spent)
    return readings, median(speeds)
