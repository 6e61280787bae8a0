"""A rival that is learned: a conditional random field over words and shapes, trained on polnear-train.

For the bench alone: what it learns from has no licence, so its weights stay in the bench's own folder and are never
shipped. English only. It labels each word as source, cue, content or nothing; contents and sources go to their
nearest cue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

import pycrfsuite

from bench.drafts import Found, Range, make_reading
from bench.shared import WORK, load_gold

Json = dict[str, Any]
VERSION = 1
"""Of features and settings; another one trains anew."""
ROLES = ("content", "cue", "source")
SETTINGS = {"c1": 0.1, "c2": 0.05, "max_iterations": 80, "feature.minfreq": 3, "feature.possible_transitions": True}
_TOKEN = re.compile(r"\w+(?:[-'’]\w+)*|``|''|\S")
_MARKS = frozenset(["``", "''", *'"“”«»„'])
FULL_STOP = 150
_NEAR = (-3, -2, -1, 1, 2, 3)


def read_by_crf(doc_id: str, text: str, lang: str) -> Json:
    """Return the reading of an English text."""
    tagger = load_tagger()
    found: list[Found] = []
    for tokens in split_paragraphs(text):
        labels = tagger.tag(features(text, tokens))
        found += link(text, tokens, labels)
    return make_reading(doc_id, text, lang, found)


@lru_cache(maxsize=1)
def load_tagger() -> Any:
    """Return the trained labeller; training takes some minutes the first time, then the weights are kept."""
    path = WORK / f"surface-{VERSION}.crfsuite"
    if not path.exists():
        _train(path)
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    return tagger


def _train(path: Path) -> None:
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=SETTINGS, verbose=False)
    for record in load_gold("polnear-train.jsonl"):
        text, roles = record["text"], find_roles(record)
        for tokens in split_paragraphs(text):
            trainer.append(features(text, tokens), labels_of(tokens, roles))
    path.parent.mkdir(parents=True, exist_ok=True)
    trainer.train(str(path.with_suffix(".part")))
    path.with_suffix(".part").rename(path)


def find_roles(record: Json) -> dict[int, tuple[str, int]]:
    """Return the role of each character and the number of its piece; of nested attributions the outer one counts."""
    found: dict[int, tuple[str, int]] = {}
    pieces = [
        (end - start, role, start, end)
        for one in record["attributions"]
        for role in ROLES
        for start, end in one.get(role) or []
    ]
    for number, (_, role, start, end) in enumerate(sorted(pieces, reverse=True)):
        if start not in found:
            for at in range(start, end):
                found.setdefault(at, (role, number))
    return found


def labels_of(tokens: Sequence[Range], roles: dict[int, tuple[str, int]]) -> list[str]:
    """Return the label of each word: B- at the beginning of a piece, I- inside, O outside all."""
    labels, before = [], None
    for start, _ in tokens:
        now = roles.get(start)
        labels.append("O" if now is None else f"{'I' if now == before else 'B'}-{now[0]}")
        before = now
    return labels


def split_paragraphs(text: str) -> Iterator[list[Range]]:
    """Yield the words of each paragraph."""
    for match in re.finditer(r"[^\n]+", text):
        tokens = [m.span() for m in _TOKEN.finditer(text, *match.span())]
        if tokens:
            yield tokens


def features(text: str, tokens: Sequence[Range]) -> list[list[str]]:
    """Return the features of each word of a paragraph: itself, its shape, its neighbours, and whether a quotation is open."""
    words = [text[s:e] for s, e in tokens]
    lows = [w.lower() for w in words]
    shapes = [_shape(w) for w in words]
    states = list(_states(words))
    rows = []
    for i, low in enumerate(lows):
        row = [
            "bias",
            f"w={low}",
            f"s3={low[-3:]}",
            f"s2={low[-2:]}",
            f"p={low[:4]}",
            f"sh={shapes[i]}",
            f"q={states[i]}",
        ]
        for step in _NEAR:
            at = i + step
            inside = 0 <= at < len(words)
            row += [f"{step}w={lows[at] if inside else '<>'}", f"{step}sh={shapes[at] if inside else '<>'}"]
        if 0 < i < len(lows) - 1:
            row += [f"b={lows[i - 1]}_{low}", f"a={low}_{lows[i + 1]}"]
        row += [f"q0={states[i]}_{low}", f"stop={_since(words, i)}", "first" if i == 0 else "later"]
        rows.append(row)
    return rows


def _shape(word: str) -> str:
    kinds = ["X" if c.isupper() else "x" if c.islower() else "d" if c.isdigit() else c for c in word]
    return "".join(key for key, _ in groupby(kinds))


def _states(words: Sequence[str]) -> Iterator[str]:
    """Yield for each word whether a quotation is open there."""
    is_open = False
    for word in words:
        if word in ("“", "``", "«"):
            is_open = True
        elif word in ("”", "''", "»"):
            is_open = False
        elif word == '"':
            is_open = not is_open
        yield "mark" if word in _MARKS else "in" if is_open else "out"


def _since(words: Sequence[str], at: int) -> int:
    """Return how many words ago the sentence began, up to six."""
    for back in range(6):
        if at - back == 0 or words[at - back - 1] in (".", "!", "?"):
            return back
    return 6


def link(text: str, tokens: Sequence[Range], labels: Sequence[str]) -> list[Found]:
    """Return attributions: each content and source belongs to the nearest cue of its paragraph.

    A full stop between counts as so many characters more, and a cue that no source is nearest to has the one before it
    in its sentence.
    """
    pieces: dict[str, list[Range]] = {role: [] for role in ROLES}
    for start, end, role in _pieces(tokens, labels):
        pieces[role].append((start, end))
    cues = pieces["cue"]
    found = {cue: Found([], [cue]) for cue in cues}
    loose = []
    for content in pieces["content"]:
        if cues:
            found[min(cues, key=lambda cue: gap(text, cue, content))].content.append(content)
        else:
            loose.append(Found([content]))
    able: list[Found] = [one for one in found.values() if one.content] or loose
    for source in pieces["source"] if able else []:
        near = min(able, key=lambda one: gap(text, one.cue[0] if one.cue else one.content[0], source))
        near.source = near.source or [source]
    for one in able:
        before = [
            s for s in pieces["source"] if one.cue and s[1] <= one.cue[0][0] and gap(text, s, one.cue[0]) < FULL_STOP
        ]
        one.source = one.source or before[-1:]
    return [one for one in found.values() if one.content] + loose


def _pieces(tokens: Sequence[Range], labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    start = end = 0
    role = ""
    for (s, e), label in zip(tokens, labels, strict=True):
        same = label[:2] == "I-" and label[2:] == role
        if not same and role:
            yield start, end, role
        if not same:
            start, role = s, label[2:]
        end = e
    if role:
        yield start, end, role


def gap(text: str, a: Range, b: Range) -> int:
    """Return how many characters stand between two pieces."""
    first, second = sorted((a, b))
    between = text[first[1] : second[0]]
    return len(between) + FULL_STOP * bool(re.search(r"[.!?](?: |$)", between))
