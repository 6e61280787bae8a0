"""The rivals that code events: a constant, a list of stems, and a linear support vector machine trained when run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from bench.drafts import make_reading
from bench.linear_svm import LinearSvm
from bench.namesakes import find_namesakes
from bench.readers import VIGIE, Reader
from bench.shared import load_gold
from bench.stems import make_event, read_by_stems

Json = dict[str, Any]
STEMS = Reader(
    "stems",
    read_by_stems,
    "eight stems a type, one event a type and sentence, between the nearest named countries (bench/stems.yaml)",
)


def readers(gold: Sequence[Json]) -> list[Reader]:
    """Return who codes sentences, the product first; the constant is the commonest type of these sentences."""
    kind = commonest([event["type"] for record in gold for event in record["events"]])

    def read_by_constant(doc_id: str, text: str, lang: str) -> Json:
        return make_reading(doc_id, text, lang, []) | {"events": [make_event(kind, (0, len(text)), [])]}

    constant = Reader("constant", read_by_constant, f"{kind} every time, the commonest type of these very sentences")
    return [VIGIE, STEMS, SVM, constant]


def commonest(kinds: Sequence[str]) -> str:
    """Return the commonest type, of equals the first in the alphabet."""
    return min(Counter(kinds).items(), key=lambda item: (-item[1], item[0]))[0]


def read_by_svm(doc_id: str, text: str, lang: str) -> Json:
    """Return a reading with one event: the type of the sentence, from the first country named to the next other one."""
    names = list(find_namesakes(text, lang, (0, len(text))))
    named = list(dict.fromkeys(named.country for _, named in names if named.country))
    event = make_event(_sentence_svm().label(text), (0, len(text)), [])
    for role, country in zip(("actor", "recipient"), named, strict=False):
        event[role] = {"span": [], "codes": [country]}
    return make_reading(doc_id, text, lang, []) | {"events": [event]}


@lru_cache(maxsize=1)
def _sentence_svm() -> LinearSvm:
    records = load_gold("plv_train.jsonl")
    return LinearSvm([r["text"] for r in records], [r["events"][0]["type"] for r in records])


SVM = Reader(
    "SVM",
    read_by_svm,
    "linear SVM over words and pairs of words, trained on plv_train in this run and never shipped, between the first"
    " two countries named; it knows CONCEDE and RETREAT only as one, and so are they counted in its column",
    ("en",),
)
