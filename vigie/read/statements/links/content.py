"""What every kind of link asks of a statement: its words, its speaker, its place."""

from __future__ import annotations

from vigie.model import Statement
from vigie.read.layers import Layers, Word


def words_of(layers: Layers, statement: Statement) -> list[Word]:
    """Return the words of the content, in reading order."""
    out: list[Word] = []
    for span in statement.content:
        first = layers.sentence_at(span.start)
        if first is not None:
            for sentence in layers.sentences[first.index :]:
                if sentence.span.start >= span.end:
                    break
                out += [w for w in sentence.words if w.start >= span.start and w.end <= span.end]
    return out


def name_of(statement: Statement) -> str | None:
    """Return by what the speaker is known: the entity, else the name."""
    if statement.speaker is None:
        return None
    return statement.speaker.entity or statement.speaker.name


def is_same_voice(a: Statement, b: Statement) -> bool:
    """Return whether one person may well be saying both: the same name, no name, or one inside the other."""
    if is_overlapping(a, b):
        return True
    return a.parent == b.id or b.parent == a.id or name_of(a) is None or name_of(b) is None or name_of(a) == name_of(b)


def is_overlapping(a: Statement, b: Statement) -> bool:
    """Return whether two statements share characters: then they are no two sayings."""
    return any(x.is_touching(y) for x in a.content for y in b.content)
