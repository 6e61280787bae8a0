"""Texts and pages that nobody would write, for property tests. `make fuzz` draws more of them: VIGIE_FUZZ=2000."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tests.annotated import EXAMPLES

EXAMPLE_COUNT = int(os.environ.get("VIGIE_FUZZ", "0"))
TEXTS = {path.stem: path.read_bytes().decode() for path in sorted(EXAMPLES.glob("*/*.txt"))}
MARKS = "«»“”„\"'‘’‹›"
_MARK = re.compile(f"[{MARKS}]")
_SHY = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def some(count: int) -> settings:
    """Return settings for `count` examples, or for as many as the fuzz run asks for."""
    return settings(max_examples=EXAMPLE_COUNT or count, deadline=None, suppress_health_check=_SHY)


def _cut(text: str, rng: random.Random) -> str:
    start, end = sorted(rng.sample(range(len(text) + 1), 2))
    return text[start:end]


def _shuffle_marks(text: str, rng: random.Random) -> str:
    found = _MARK.findall(text)
    rng.shuffle(found)
    return _MARK.sub(lambda _: found.pop(), text)


def _swap_marks(text: str, rng: random.Random) -> str:
    return _MARK.sub(lambda m: rng.choice([m.group(), "", rng.choice(MARKS)]), text)


def _shuffle_lines(text: str, rng: random.Random) -> str:
    lines = text.splitlines(keepends=True)
    rng.shuffle(lines)
    return "".join(lines)


def _shuffle_words(text: str, rng: random.Random) -> str:
    words = text.split(" ")
    rng.shuffle(words)
    return " ".join(words)


def _drop(text: str, rng: random.Random) -> str:
    return "".join(c for c in text if rng.random() > 0.03)


def _sprinkle(text: str, rng: random.Random) -> str:
    odd = "\u202e\u0000\u00ad\u200b\u2028\ufeff\u0301\U0001f6f0\ud800İßﬁ\r\t\u00a0\u2009"
    return "".join(c + (rng.choice(odd) if rng.random() < 0.02 else "") for c in text)


MUTATIONS: dict[str, Callable[[str, random.Random], str]] = {
    "as it is": lambda text, _: text,
    "cut": _cut,
    "marks shuffled": _shuffle_marks,
    "marks swapped or gone": _swap_marks,
    "lines shuffled": _shuffle_lines,
    "words shuffled": _shuffle_words,
    "characters dropped": _drop,
    "odd characters": _sprinkle,
    "no spaces": lambda text, _: text.replace(" ", ""),
    "capitals": lambda text, _: text.upper(),
    "small letters": lambda text, _: text.lower(),
    "title letters": lambda text, _: text.title(),
    "no punctuation": lambda text, _: re.sub(r"[^\w\s]", "", text),
    "no paragraphs": lambda text, _: re.sub(r"\s+", " ", text),
    "a word a line": lambda text, _: re.sub(r" ", "\n\n", text),
    "Windows line ends": lambda text, _: text.replace("\n", "\r\n"),
    "old Mac line ends": lambda text, _: text.replace("\n", "\r"),
    "backwards": lambda text, _: text[::-1],
    "twice": lambda text, _: text + text,
    "stops only": lambda text, _: re.sub(r"\w", ".", text),
}


@st.composite
def mutants(draw: st.DrawFn) -> str:
    """Draw an example article damaged in one to three ways; mostly a part of it, so that many fit into a run."""
    rng = random.Random(draw(st.integers(0, 2**32)))
    text = TEXTS[draw(st.sampled_from(sorted(TEXTS)))]
    if draw(st.booleans()):
        start = rng.randrange(len(text))
        text = text[start : start + 600]
    for name in draw(st.lists(st.sampled_from(sorted(MUTATIONS)), min_size=1, max_size=3)):
        if len(text) > 2:
            text = MUTATIONS[name](text, rng)
    return text


_PHRASES = (
    "said", "a déclaré", "« ", " »", "“", "”", "'", "the minister ", "le ministre ", "Moscow ", "Kiev ", "NATO ", "he ", "elle ",
    "that ", "que ", "10 ", "dozens of ", "une quarantaine de ", "yesterday ", "mardi ", "attacked ", "a frappé ", "not ",
    "aucune indication ", "if ", "si ", "could ", ". ", "? ", "… ", ", ", ": ", "; ", "\n", "\n\n", "EXERCISE ", "12 March ", "2031 ",
    "%", "(", ")", "-", "l'", "d’", "according to ", "selon ", "3,000 ", "Mr. ", "Col. ", "Jean-Luc Brenn", "Ida Brenn ",
)  # fmt: skip
SCRAPS = st.lists(st.one_of(st.sampled_from(_PHRASES), st.text(max_size=4)), max_size=40).map("".join)
ANY_TEXT = st.one_of(st.text(max_size=200), SCRAPS, mutants())

_TAGS = (
    "<p>", "</p>", "<div>", "</div>", "<article>", "</article>", "<b>", "</i>", "<br>", "<script>", "</script>", "<!--", "-->", "<table>",
    "<td>", "<li>", "<ul>", "<blockquote>", "<q>", "&amp;", "&laquo;", "&#0;", "&#xD800;", "&#9999999;", "&nope;", "&", "<", ">", "<p class=\"",
    "<![CDATA[", "]]>", "<svg>", "<math>", "<h1>", "<html lang=fr>", "<body>", "<meta charset=utf-16>", "<base href=//x>", "<a href='",
    "<template>", "<textarea>", "<title>", "\0", "</html>", "<?xml version='1.0'?>", "<!DOCTYPE html [<!ENTITY a 'b'>]>",
)  # fmt: skip
PAGES = st.lists(
    st.one_of(st.sampled_from(_TAGS), SCRAPS, st.just("The convoy left, the mayor of the port said on Monday. " * 3)),
    max_size=25,
).map("".join)
