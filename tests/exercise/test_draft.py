"""Marks stay on their words, whatever is changed about the text."""

from __future__ import annotations

import random
import re

import pytest

from vigie.exercise.render import english, french
from vigie.exercise.render.draft import Draft
from vigie.exercise.render.phrase import SOFT, tidy


def _write(words: str) -> Draft:
    """Return a draft of a text in which {…} marks labels 1, 2, 3 …, in the order in which they begin."""
    draft, label, opened = Draft(), 0, []
    for part in re.split(r"([{}])", words):
        if part == "{":
            label += 1
            opened.append(label)
            draft.open(label)
        elif part == "}":
            draft.close(opened.pop())
        else:
            draft.write(part)
    return draft


def _shown(draft: Draft) -> list[str]:
    spans = draft.spans()
    return [" | ".join(piece.slice(draft.text) for piece in spans[label]) for label in sorted(spans)]


@pytest.mark.parametrize(
    ("words", "text", "labels"),
    [
        ("selon {le ministre}", "selon le ministre", ["le ministre"]),
        ("la prise de {le pont} à {les aurores}", "la prise du pont aux aurores", ["pont", "aurores"]),
        ("il dit {que {il} viendra}", "il dit qu'il viendra", ["qu'il viendra", "il"]),
        ("{la Alliance} de {le Ostmar}", "l'Alliance de l'Ostmar", ["l'Alliance", "l'Ostmar"]),
        ("le onze de {la} onzième", "le onze de la onzième", ["la"]),
        ("si il vient, si elle part", "s'il vient, si elle part", []),
        ("à le huit", "au huit", []),
    ],
)
def test_french_elides_and_contracts_around_marks(words: str, text: str, labels: list[str]) -> None:
    draft = _write(words)
    french.join(draft)
    assert draft.text == text
    assert _shown(draft) == labels


def test_english_has_an_before_a_vowel() -> None:
    draft = _write("a {attack} by a unit near a 18 and a eight, a one")
    english.join(draft)
    assert draft.text == "an attack by a unit near an 18 and an eight, a one"
    assert _shown(draft) == ["attack"]


@pytest.mark.parametrize(
    ("words", "text", "labels"),
    [
        ("^{le port} brûle", "Le port brûle", ["Le port"]),
        ("“^{il  vient}”", "“Il vient”", ["Il vient"]),
        (f"{{Arne Vold, ministre{SOFT}}} a dit", "Arne Vold, ministre, a dit", ["Arne Vold, ministre,"]),
        (f"a dit {{Arne Vold, ministre{SOFT}}}.", "a dit Arne Vold, ministre.", ["Arne Vold, ministre"]),
        ("{a} ,  {b}", "a, b", ["a", "b"]),
    ],
)
def test_tidying_keeps_marks(words: str, text: str, labels: list[str]) -> None:
    draft = _write(words)
    tidy(draft)
    assert draft.text == text
    assert _shown(draft) == labels


def test_changes_outside_marked_words_never_move_the_marks_off_them() -> None:
    rng = random.Random("draft")
    for _ in range(400):
        draft, wanted = Draft(), []
        for label in range(rng.randint(1, 5)):
            draft.write("." * rng.randint(1, 4))
            draft.open(label)
            wanted.append(f"W{label}W")
            draft.write(wanted[-1])
            draft.close(label)
            draft.write("." * rng.randint(1, 4))
        for _ in range(8):
            dots = [m.span() for m in re.finditer(r"\.+", draft.text)]
            if not dots:
                break
            start, end = rng.choice(dots)
            start = rng.randint(start, end)
            draft.replace(start, rng.randint(start, end), rng.choice(("", ".", "...", "......")))
        assert _shown(draft) == wanted


def test_drafts_put_together_keep_the_marks_of_both() -> None:
    first, second = Draft(), Draft()
    for draft, label, word in ((first, 1, "un"), (second, 2, "deux")):
        draft.write("…")
        draft.open(label)
        draft.write(word)
        draft.close(label)
    first.add(second)
    assert _shown(first) == ["un", "deux"]
