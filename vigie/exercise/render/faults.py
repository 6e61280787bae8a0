"""Faults put into a text after it is written: a mark lost, a quotation cut, the scars of translation, quotation marks."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from typing import Any

from vigie.exercise.render.draft import Draft
from vigie.exercise.render.scene import Said
from vigie.model.span import Span

STYLES = {
    "fr": (
        ("«\u00a0", "\u00a0»", "“", "”"),
        ("« ", " »", "“", "”"),
        ("«\u202f", "\u202f»", '"', '"'),
        ("“", "”", "‘", "’"),
        ('"', '"', "'", "'"),
        ("«", "»", "“", "”"),
    ),  # fmt: skip
    "en": (("“", "”", "‘", "’"), ('"', '"', "'", "'"), ("“", "”", "‘", "’"), ("‘", "’", "“", "”")),
}
"""Opening and closing marks, outer and inner, as newsrooms have them."""
MIXED = (("«\u00a0", "”", "“", "”"), ("“", "\u00a0»", "“", "”"), ('"', "\u00a0»", "“", "”"), ("« ", '"', "“", "”"))
"""Pairs that do not go together, as translation leaves them."""
SCARS = 4
QUOTED = 4


def lose_mark(draft: Draft, from_: int, rng: random.Random) -> bool:
    """Take one quotation mark out of the body, most often one that closes; return whether there was any."""
    closing = rng.random() < 0.8
    found = [m.start() for m in re.finditer("”" if closing else "“", draft.text) if m.start() >= from_]
    found = found or [m.start() for m in re.finditer("[“”]", draft.text) if m.start() >= from_]
    if not found:
        return False
    at = rng.choice(found)
    draft.replace(at, at + 1, "")
    return True


def find_quotations(draft: Draft, said: Sequence[Said]) -> list[Span]:
    """Return what is quoted of statements, four words or more of it."""
    spans = draft.spans()
    pieces = [span for one in said for span in spans.get(one.parts.get("content", -1), ())]
    return [
        s for s in pieces if draft.text[s.start - 1 : s.start] == "“" and len(s.slice(draft.text).split()) >= QUOTED
    ]


def cut_quote(draft: Draft, said: Sequence[Said], rng: random.Random) -> bool:
    """Cut the end off a quotation, or its middle out, with dots in its place; return whether there was one to cut."""
    quoted = find_quotations(draft, said)
    if not quoted:
        return False
    start, end = rng.choice(quoted)
    spaces = [m.start() for m in re.finditer(" ", draft.text) if start < m.start() < end]
    at = rng.choice(spaces[len(spaces) // 3 :])
    draft.replace(at, end, rng.choice((" […]", "...", "…", " [...]")))
    return True


def scar(draft: Draft, scars: Sequence[Mapping[str, str]], from_: int, rng: random.Random) -> int:
    """Leave some scars of translation in the body, and return how many."""
    left = 0
    for entry in rng.sample(list(scars), len(scars)):
        pattern = re.compile(entry["find"])
        found = [m for m in pattern.finditer(draft.text) if m.start() >= from_]
        if found:
            match = rng.choice(found)
            draft.replace(match.start(), match.end(), entry["put"])
            left += 1
        if left == SCARS:
            break
    return left


def set_marks(draft: Draft, style: tuple[str, str, str, str], other: tuple[str, str, str, str] | None, rng: random.Random) -> None:  # fmt: skip
    """Put an outlet's quotation marks in the place of “ and ”, the inner pair inside a quotation.

    `other` is a pair that some quotations get instead, as translation does.
    """
    depth, changes = 0, []
    for match in re.finditer(r"[“”]|\n\n", draft.text):
        if match[0] == "\n\n":
            depth = 0
        elif match[0] == "“":
            changes.append((match.start(), 0 if depth == 0 else 2))
            depth += 1
        else:
            depth = max(0, depth - 1)
            changes.append((match.start(), 1 if depth == 0 else 3))
    for at, which in reversed(changes):
        chosen = other if other is not None and rng.random() < 0.4 else style
        draft.replace(at, at + 1, chosen[which])


def choose_style(lang: str, outlet: str, scars: bool, rng: random.Random) -> Any:
    """Return an outlet's quotation marks, the same in all its reports, and the odd pair where there are scars."""
    styles = STYLES[lang]
    own = styles[sum(outlet.encode()) % len(styles)]
    return own, (rng.choice(MIXED) if scars else None)
