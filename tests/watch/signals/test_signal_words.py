"""Every form of signal that the code can make has its sentence in French and English."""

from __future__ import annotations

from itertools import product
from typing import get_args

import pytest

from vigie.watch.collect.heartbeat import AlarmKind
from vigie.watch.signals.baseline_streams import KINDS
from vigie.watch.signals.numbers import TOLLS
from vigie.watch.signals.tell import LANGUAGES, load_words

TONES = ("reassurance_then_threat", "reassurance_then_warning", "threat_then_reassurance", "warning_then_reassurance")
POLARITY = ("denied_then_said", "said_then_denied", "ruled_out_then_announced", "announced_then_ruled_out")
CHANGES = ("condition", "negation", "hedge", "likelihood", "modality", "longer")
FORMS = {
    "contradiction": {"denied", "denied_that", "coming", "coming_that", "in_document"},
    "shift": {
        "more_likely",
        "unseen_then_seen",
        "seen_then_unseen",
        "less_likely",
        *TONES,
        *POLARITY,
        *(f"{form}_that" for form in POLARITY),
    },
    "cut_quote": {f"{later}_{change}" for later, change in product(("given_in_full", "cut"), CHANGES)},
    "numbers": {*TOLLS, "other"},
    "alarm": {"too_short", *(f"{kind}{part}" for kind, part in product(KINDS, ("", "_pair", "_language")))},
    "source": set(get_args(AlarmKind)),
}


@pytest.mark.parametrize("kind", FORMS)
def test_every_form_is_told_in_both_languages_and_no_other_is(kind: str) -> None:
    words = load_words()[kind]
    assert set(words) == FORMS[kind]
    assert all(set(told) == set(LANGUAGES) and all(told.values()) for told in words.values())
