"""What was looked for and not seen: told once, by who says it, with the words that say what was not seen."""

from __future__ import annotations

import pytest

from vigie.read.reader import read_text


def _found(text: str, lang: str) -> list[tuple[str | None, str | None]]:
    reading = read_text(text, lang=lang)
    return [(s.speaker.name if s.speaker else None, s.negative_evidence) for s in reading.statements]


@pytest.mark.parametrize(
    ("lang", "text", "kind"),
    [
        ("en", "We see no signs that the fleet is preparing to sail, the Norland Navy said.", "no_indication"),
        ("en", "“We've seen nothing that would cause us to adjust our posture,” the general said.", "no_change"),
        ("en", "They said they do not see signs of preparation.", "no_indication"),
        ("fr", "« Pas de changement de posture », a résumé la générale.", "no_change"),
        (
            "en",
            "The ministry said it had checked the logs and found no sign that the gate was opened.",
            "no_indication",
        ),
    ],
)
def test_a_finding_is_told_once(lang: str, text: str, kind: str) -> None:
    assert [found for _, found in _found(text, lang)] == [kind]


def test_a_finding_threatens_nobody() -> None:
    (said,) = read_text("We see no signs that they will use nuclear weapons, the Navy said.", lang="en").statements
    assert "threat" not in said.modality


def test_a_second_verb_of_the_same_tense_finds_for_itself() -> None:
    text = "The report concedes that prices moved by the hour in the spring and finds no evidence of enrichment."
    assert [found for _, found in _found(text, "en")] == [None, "no_evidence"]


def test_the_post_of_a_name_says_nothing() -> None:
    assert len(_found("“No comment,” the envoy told The Norland Post on Monday.", "en")) == 1
