"""Events by a list of eight stems a type, with the simplest of de-duplication: what Vigie's events must beat.

One event a type and sentence; the same stem again in the text is the same event told once more. Its actor is the
nearest country named before it in the sentence, its recipient the nearest after it. Everything is past and positive.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bench.drafts import Range, make_reading
from bench.namesakes import find_namesakes
from vigie.lang.gazetteer import Named

Json = dict[str, Any]
LIST = Path(__file__).with_name("stems.yaml")
_SENTENCE = re.compile(r"[^\n]+?(?:[.!?…][»”\"')]*(?=\s)|$)", re.M)


def read_by_stems(doc_id: str, text: str, lang: str) -> Json:
    """Return a reading whose events are the stems of the list found in the text."""
    pattern, types = load_stems(lang)
    events: dict[tuple[str, str], Json] = {}
    for sentence in _SENTENCE.finditer(text):
        names = [n for n in find_namesakes(text, lang, sentence.span()) if n[1].country]
        seen: set[str] = set()
        for match in pattern.finditer(text, *sentence.span()):
            stem = match.group(1).lower()
            for kind in types[stem]:
                if (kind, stem) in events:
                    events[kind, stem]["mentions"].append(list(match.span()))
                elif kind not in seen:
                    events[kind, stem] = make_event(kind, match.span(), names)
                seen.add(kind)
    return make_reading(doc_id, text, lang, []) | {"events": list(events.values())}


@lru_cache(maxsize=4)
def load_stems(lang: str) -> tuple[re.Pattern[str], dict[str, list[str]]]:
    """Return the pattern of a word that begins with a stem, and the types of each stem."""
    lists: dict[str, list[str]] = yaml.load(LIST.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)[lang]
    types: dict[str, list[str]] = {}
    for kind, stems in lists.items():
        for stem in stems:
            types.setdefault(stem, []).append(kind)
    longest_first = "|".join(map(re.escape, sorted(types, key=len, reverse=True)))
    return re.compile(rf"\b({longest_first})[\w-]*", re.I), types


def make_event(kind: str, anchor: Range, names: list[tuple[Range, Named]]) -> Json:
    """Return an event in the product's form, its parties the named countries on either side."""
    before = [n for n in names if n[0][1] <= anchor[0]]
    after = [n for n in names if n[0][0] >= anchor[1]]
    return {
        "type": kind,
        "anchor": [list(anchor)],
        "mentions": [],
        "actor": _party(before[-1]) if before else None,
        "recipient": _party(after[0]) if after else None,
        "status": "past",
        "polarity": "positive",
    }


def _party(name: tuple[Range, Named]) -> Json:
    return {"span": [list(name[0])], "codes": [name[1].country]}
