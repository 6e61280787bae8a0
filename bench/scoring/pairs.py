"""Which statement and event of a reading is which of the gold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from training.corpus.matching import HALF, Spans, characters, dice, jaccard, words_of

Json = dict[str, Any]
Likeness = Callable[[Spans, Spans], float]
_ELIDED = re.compile(r"\b[ldjsnc]['’]", re.I)
_NAMES = re.compile(r"[^\W\d_][\w-]+")
_NO_NAME = frozenset(
    "the le la les un une president président minister ministre general général of il elle ils elles on je tu nous vous you he she it they "
    "we i his her its their son sa ses ce cette mr mrs ms mme sir".split()
)
"""Words with capitals that tell nobody from another."""


def by_words(text: str) -> Likeness:
    """Return the likeness of two contents by shared words (Jaccard)."""
    return lambda a, b: jaccard(words_of(text, a), words_of(text, b))


def by_characters(text: str) -> Likeness:
    """Return the likeness of two contents by shared characters (F1)."""
    return lambda a, b: dice(characters(a), characters(b))


def pair_statements(gold: Sequence[Json], found: Sequence[Json], likeness: Likeness) -> dict[int, int]:
    """Return which found statement is which of the gold, by index, the likest first; below a half none is.

    A found statement that merges a group of gold ones ("group") is all of them.
    """
    units = [(i,) for i in range(len(gold))] + [tuple(group) for group in _groups(gold) if len(group) > 1]
    likely = []
    for number, unit in enumerate(units):
        contents = _contents([gold[i] for i in unit])
        for j, other in enumerate(found):
            value = max(likeness(content, other.get("content") or []) for content in contents)
            likely.append((-value, number, j))
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for value, number, j in sorted(likely):
        unit = units[number]
        if -value >= HALF and j not in used and not any(i in pairs for i in unit):
            pairs |= dict.fromkeys(unit, j)
            used.add(j)
    return pairs


def _groups(gold: Sequence[Json]) -> Iterable[list[int]]:
    groups: dict[str, list[int]] = {}
    for i, statement in enumerate(gold):
        if statement.get("quote_group"):
            groups.setdefault(statement["quote_group"], []).append(i)
    return groups.values()


def _contents(unit: Sequence[Json]) -> list[Spans]:
    """Return the contents that are right for one gold statement or for a merged group of them."""
    whole = [span for statement in unit for span in statement["content"]]
    return [whole, *(unit[0].get("accept_content") or [] if len(unit) == 1 else [])]


def pair_acts(gold: Sequence[Json], found: Sequence[Json]) -> dict[int, int]:
    """Return which found event is which of the gold: a type that is right, and words that overlap."""
    likely = []
    for i, wanted in enumerate(gold):
        words = characters(wanted["mentions"])
        for j, other in enumerate(found):
            shared = words & characters([*(other.get("anchor") or []), *(other.get("mentions") or [])])
            if shared and _is_type(wanted, other.get("type")):
                likely.append((len(shared), i, j))
    pairs: dict[int, int] = {}
    for _, i, j in sorted(likely, reverse=True):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _is_type(wanted: Json, found: str | None) -> bool:
    right = [wanted.get("plover"), *(wanted.get("accept") or [])]
    return found in [None if kind is None else str(kind).split(":")[0] for kind in right]


def telling_names(text: str | None) -> frozenset[str]:
    """Return the capitalised words of a name that tell one from another, in lower case.

    >>> sorted(telling_names("le président Jean-Luc Ory")), telling_names("two officials")
    (['jean-luc', 'ory'], frozenset())
    """
    plain = _ELIDED.sub(" ", text or "")
    return frozenset(w.lower() for w in _NAMES.findall(plain) if w[0].isupper()) - _NO_NAME


def entity_names(entity: Mapping[str, Any] | None, text: str) -> frozenset[str]:
    """Return the telling names of an entity: its own, its aliases', its mentions'."""
    if entity is None:
        return frozenset()
    named = [entity.get("name"), *(entity.get("aliases") or [])]
    named += [text[start:end] for start, end in entity.get("mentions") or []]
    return frozenset().union(*map(telling_names, named))


def _told_names(entity: Mapping[str, Any] | None, text: str) -> frozenset[str]:
    """Return the telling names of an entity, none for one that its text only describes."""
    return frozenset() if entity is not None and entity.get("described") else entity_names(entity, text)


def is_right_speaker(wanted: Json, found: Json, gold: Json, reading: Json) -> bool:
    """Return whether the found statement has the speaker of the gold one, or one that is accepted too."""
    text = gold["text"]
    entities = {entity["id"]: entity for entity in gold["entities"]}
    speaker = found.get("speaker") or {}
    named = telling_names(speaker.get("name"))
    named |= entity_names(next((e for e in reading["entities"] if e["id"] == speaker.get("entity")), None), text)
    right = [wanted.get("speaker"), *(wanted.get("accept_speakers") or [])]
    if not named:
        return None in right or not any(_told_names(entities.get(key), text) for key in right if key)
    return any(entity_names(entities.get(key), text) & named for key in right if key)
