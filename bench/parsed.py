"""Whole sentences parsed by Vigie's parser, marks included, for rivals that are rules over a parse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vigie.lang.tongue import load_tongue
from vigie.text.segment import find_paragraphs, find_sentences, find_tokens


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a sentence; `head` is an index into the sentence, the root's its own."""

    start: int
    end: int
    text: str
    pos: str
    lemma: str
    head: int
    dep: str


Sentence = list[Token]


def parse_text(text: str, lang: str) -> Iterator[list[Sentence]]:
    """Yield the paragraphs of a text as parsed sentences."""
    tongue = load_tongue(lang)
    for paragraph in find_paragraphs(text):
        places = [find_tokens(text, span, lang) for span in find_sentences(text, paragraph, lang)]
        places = [tokens for tokens in places if tokens]
        trees = tongue.parse([[text[s:e].replace("’", "'") for s, e in tokens] for tokens in places])
        yield [
            [
                Token(s, e, text[s:e], tree.pos[i], tree.lemmas[i].lower(), tree.heads[i], tree.deps[i])
                for i, (s, e) in enumerate(tokens)
            ]
            for tokens, tree in zip(places, trees, strict=True)
        ]


def subtree(sentence: Sentence, head: int) -> list[int]:
    """Return the sorted indices of the words under a word, itself included."""
    children: dict[int, list[int]] = {}
    for i, token in enumerate(sentence):
        if token.head != i:
            children.setdefault(token.head, []).append(i)
    found, todo = [], [head]
    while todo:
        at = todo.pop()
        found.append(at)
        todo += children.get(at, [])
    return sorted(found)
