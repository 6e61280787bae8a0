"""The product's machinery trained on polnear-train, for the bench alone: what it would reach on its yardstick's kind.

A conditional random field relabels each word, seeing what the surface rival sees, and Vigie's parse, and what Vigie's
reading takes the word for. Its weights stay in the bench's own folder and are never shipped. English only.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import pycrfsuite

from bench.drafts import Found, Range, make_reading
from bench.parsed import Token, parse_text
from bench.product import read_by_vigie
from bench.shared import WORK, load_gold
from bench.surface_crf import SETTINGS, features, find_roles, gap, labels_of, link, split_paragraphs
from training.corpus.matching import characters, jaccard, words_of

Json = dict[str, Any]
VERSION = 1
"""Of features and settings; another one trains anew. The weights also depend on the product they were made with."""
NEAR, ALIKE = 40, 0.4
"""A source further from its cue is doubted; contents are alike from so much on. Chosen on polnear-dev."""
Parsed = dict[int, tuple[Token, Token, tuple[str, ...]]]


def read_by_trained(doc_id: str, text: str, lang: str) -> Json:
    """Return the reading of an English text."""
    tagger, reading = load_tagger(), read_by_vigie(doc_id, text, lang)
    found: list[Found] = []
    for tokens, rows in _rows(text, lang, reading):
        found += link(text, tokens, tagger.tag(rows))
    _share_sources(text, found, reading)
    return make_reading(doc_id, text, lang, found)


def _share_sources(text: str, found: Sequence[Found], reading: Json) -> None:
    """Give attributions without a source near their cue the one that the product has for that content or cue."""
    statements = [(words_of(text, s["content"]), s) for s in reading["statements"] if s["source"]]
    for one in found:
        if one.source and one.cue and gap(text, one.cue[0], one.source[0]) <= NEAR:
            continue
        words = words_of(text, one.content)
        same = max(statements, key=lambda known: jaccard(known[0], words), default=None)
        if same is not None and jaccard(same[0], words) >= ALIKE:
            one.source = [(start, end) for start, end in same[1]["source"]]
        elif not one.source and one.cue:
            told = (s["source"] for _, s in statements if characters(s["cue"]) & characters(one.cue))
            one.source = [(start, end) for start, end in next(told, [])]


@lru_cache(maxsize=1)
def load_tagger() -> Any:
    """Return the trained labeller; training takes some minutes the first time, then the weights are kept."""
    path = WORK / f"trained-{VERSION}.crfsuite"
    if not path.exists():
        trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=SETTINGS, verbose=False)
        for record in load_gold("polnear-train.jsonl"):
            roles = find_roles(record)
            for tokens, rows in _rows(record["text"], "en", read_by_vigie(record["id"], record["text"], "en")):
                trainer.append(rows, labels_of(tokens, roles))
        path.parent.mkdir(parents=True, exist_ok=True)
        trainer.train(str(path.with_suffix(".part")))
        path.with_suffix(".part").rename(path)
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    return tagger


def _rows(text: str, lang: str, reading: Json) -> list[tuple[list[Range], list[list[str]]]]:
    """Return the words of each paragraph and their features."""
    parsed = _parse(text, lang)
    taken = _taken(reading)
    found = []
    for tokens in split_paragraphs(text):
        rows = features(text, tokens)
        deep = [[*_tree(parsed.get(s)), *_read(taken, s)] for s, _ in tokens]
        for i, row in enumerate(rows):
            row += deep[i]
            row += [f"-{f}" for f in deep[i - 1][:4]] if i else []
            row += [f"+{f}" for f in deep[i + 1][:4]] if i + 1 < len(deep) else []
        found.append((tokens, rows))
    return found


def _parse(text: str, lang: str) -> Parsed:
    """Return each word by where it begins, with its head and the lemmas of its heads up to the root."""
    found: Parsed = {}
    for paragraph in parse_text(text, lang):
        for sentence in paragraph:
            for i, token in enumerate(sentence):
                chain: list[str] = []
                at = i
                while sentence[at].head != at and len(chain) < 6:
                    chain.append(f"{sentence[at].dep}<{sentence[sentence[at].head].lemma}")
                    at = sentence[at].head
                found[token.start] = (token, sentence[token.head], tuple(chain))
    return found


def _tree(known: tuple[Token, Token, tuple[str, ...]] | None) -> list[str]:
    if known is None:
        return ["t=?"]
    token, head, chain = known
    row = [f"t={token.pos}", f"d={token.dep}", f"l={token.lemma}", f"h={token.dep}<{head.lemma}"]
    row += [
        f"up={step}"
        for step in chain[1:]
        if step.split("<")[0].split(":")[0] in ("ccomp", "xcomp", "nsubj", "parataxis")
    ]
    return [*row, f"hp={head.pos}", f"hs={'l' if head.start < token.start else 'r'}"]


def _taken(reading: Json) -> dict[int, set[str]]:
    """Return what the product's reading takes each character for."""
    found: dict[int, set[str]] = {}
    for statement in reading["statements"]:
        for role in ("content", "cue", "source"):
            for start, end in statement[role]:
                for at in range(start, end):
                    found.setdefault(at, set()).add(f"v={role}{'1' if at == start else ''}")
    return found


def _read(taken: dict[int, set[str]], at: int) -> Sequence[str]:
    return sorted(taken.get(at, ())) or ["v=no"]
