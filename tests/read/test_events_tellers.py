"""Who tells an act, and from where, is not who did it."""

from __future__ import annotations

import pytest

from vigie.model import Event
from vigie.read import read_text


def _acts(text: str, lang: str, type: str = "ASSAULT") -> list[Event]:
    return [e for e in read_text(text, lang=lang, id="t").events if e.type == type]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "A spokeswoman for the Polish army said drones attacked the power station on Sunday evening."),
        ("en", "Warsaw – An explosion damaged the bridge overnight."),
        ("fr", "Varsovie – Un sabotage a endommagé le pont dans la nuit."),
    ],
)
def test_a_speaker_or_a_dateline_is_not_taken_for_the_doer(lang: str, text: str) -> None:
    found = _acts(text, lang)
    assert found and all(event.actor is None or not event.actor.codes for event in found)


@pytest.mark.parametrize(
    ("lang", "text", "code"),
    [
        ("en", "Poland – its president at the head – attacked the power station overnight.", "POL"),
        ("en", "Warsaw attacked the power station overnight, a spokeswoman for the army said.", "POL"),
        ("fr", "La Pologne a bombardé le pont dans la nuit.", "POL"),
    ],
)
def test_a_doer_that_opens_the_paragraph_stays_one(lang: str, text: str, code: str) -> None:
    assert any(event.actor and any(c.startswith(code) for c in event.actor.codes) for event in _acts(text, lang))
