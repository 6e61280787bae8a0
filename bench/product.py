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


def read_all(read: Callable[[str, str, str], Json], documents: Sequence[Json]) -> tuple[list[Json], float]:
    """Return the readings of documents, and words a second: the median of five parts of them, after a warm-up."""
    read("warm", documents[0]["text"], documents[0].get("lang", "en"))
    readings: list[Json] = []
    speeds = []
    for part in range(PARTS):
        chosen = documents[part * len(documents) // PARTS : (part + 1) * len(documents) // PARTS]
        start = time.process_time()
        readings += [read(d["id"], d["text"], d.get("lang", "en")) for d in chosen]
        spent = time.process_time() - start
        if chosen:
            speeds.append(sum(len(d["text"].split()) for d in chosen) / spent)
    return readings, median(speeds)


def read_both(documents: Sequence[Json]) -> dict[str, tuple[list[Json], float]]:
    """Return readings and speed by the product ("vigie") and by the rule of a few minutes ("marks")."""
    return {"vigie": read_all(read_by_vigie, documents), "marks": read_all(read_by_marks, documents)}
