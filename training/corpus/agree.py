"""How far two annotations of the same texts agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.corpus.convert import load_records
from training.corpus.matching import f1, is_same_source, pair_contents, pair_events

Json = dict[str, Any]


@dataclass(slots=True)
class Count:
    """Right, found by the one, found by the other. For shares `right` of `a`, with b = a."""

    right: int = 0
    a: int = 0
    b: int = 0

    @property
    def share(self) -> float:
        """Return F1 of one against the other; a plain share where both counts are the same."""
        return f1(self.right, self.a, self.b)


def agree(ours: Path, theirs: Path) -> list[tuple[str, float, int]]:
    """Return measures of agreement over the texts in both folders: name, value, how many it rests on."""
    first, second = ({r["id"]: r for r in load_records(folder)} for folder in (ours, theirs))
    both = sorted(first.keys() & second.keys())
    counts: dict[str, Count] = {}
    for name in both:
        for what, count in compare(first[name], second[name]):
            total = counts.setdefault(what, Count())
            total.right, total.a, total.b = total.right + count.right, total.a + count.a, total.b + count.b
    return [("texts in both", len(both), len(both))] + [(what, c.share, (c.a + c.b) // 2) for what, c in counts.items()]


def compare(a: Json, b: Json) -> Iterator[tuple[str, Count]]:
    """Yield counts for one text: contents, what is said of matched ones, negative evidence, events by type."""
    if a["text"] != b["text"]:
        raise ValueError(f"{a['id']}: the two annotations are of different texts")
    text, one, two = a["text"], a["statements"], b["statements"]
    pairs = pair_contents(text, one, two)
    yield "content J50, F1", Count(len(pairs), len(one), len(two))
    core = [_core(s) for s in (one, two)]
    near = pair_contents(text, *core)
    yield "content J50, F1, core alone", Count(len(near), len(core[0]), len(core[1]))
    matched = [(one[i], two[j]) for i, j in pairs.items()]
    names = [_names(record) for record in (a, b)]
    for what, is_same in _measures(text, names):
        yield f"{what}, of matched contents", _share([is_same(x, y) for x, y in matched])
    yield "negative evidence, F1", _negative(pairs, one, two)
    events = [_core(record["events"]) for record in (a, b)]
    yield "events, type and place, F1", Count(len(pair_events(*events)), len(events[0]), len(events[1]))


def _measures(text: str, names: Sequence[dict[str, Json]]) -> list[tuple[str, Callable[[Json, Json], bool]]]:
    return [
        ("source", lambda x, y: is_same_source(text, x["source"], y["source"])),
        ("speaker", lambda x, y: is_same_speaker(x["speaker"], y["speaker"], *names)),
        ("first modality", lambda x, y: x["modality"][:1] == y["modality"][:1]),
        ("kind", lambda x, y: x["kind"] == y["kind"]),
        ("scope", lambda x, y: x["scope"] == y["scope"]),
    ]


def is_same_speaker(a: str | None, b: str | None, ours: dict[str, Json], theirs: dict[str, Json]) -> bool:
    """Return whether two speakers are one: both none, or entities that share a mention."""
    if a is None or b is None:
        return a is None and b is None
    mentions = [{tuple(m) for m in names[name]["mentions"]} for name, names in ((a, ours), (b, theirs))]
    return bool(mentions[0] & mentions[1]) or ours[a]["name"] == theirs[b]["name"]


def _names(record: Json) -> dict[str, Json]:
    return {entity["id"]: entity for entity in record["entities"]}


def _core(records: Sequence[Json]) -> list[Json]:
    return [record for record in records if not record["optional"]]


def _share(rights: Sequence[bool]) -> Count:
    return Count(sum(rights), len(rights), len(rights))


def _negative(pairs: dict[int, int], one: Sequence[Json], two: Sequence[Json]) -> Count:
    both = sum(bool(one[i]["negative_evidence"] and two[j]["negative_evidence"]) for i, j in pairs.items())
    return Count(both, *(sum(bool(s["negative_evidence"]) for s in side) for side in (one, two)))
