"""Subjects, lands and called names: the same in either language, and nothing where no pack is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.watch.link.reports import make
from vigie.lang.language import packs
from vigie.lang.lexicon import load_lexicon
from vigie.watch.link.fit import Rarity, make_profile, score_fit, score_subjects
from vigie.watch.link.group import make_index
from vigie.watch.link.subjects import find_called, find_capitals, find_lands, find_subjects

FLOOD_EN = "Flood cuts the railway near Brume\n\nThe river burst a dyke and trains stand still. Two bridges are closed."
FLOOD_FR = "Brume : le train à l'arrêt\n\nLa crue a emporté une digue hier. Deux ponts fermés, dit le maire de Brume."
CHESS_FR = "Un tournoi d'échecs à Salte\n\nLa championne a gagné hier. Le musée de Salte prête ses tables au club."


def codes(text: str, lang: str | None) -> set[str]:
    return {mark.code for mark in find_subjects(text, lang)}


def test_two_languages_share_subjects() -> None:
    shared = codes(FLOOD_EN, "en") & codes(FLOOD_FR, "fr")
    assert {"flood", "train", "dam", "bridge", "close"} <= shared
    assert not codes(CHESS_FR, "fr") & codes(FLOOD_EN, "en")


def test_every_pack_has_the_same_subjects() -> None:
    keys = [sorted(entry.key for entry in load_lexicon(lang, "subjects").entries) for lang in packs()]
    assert all(found == keys[0] == sorted(set(found)) for found in keys)


@pytest.mark.parametrize("lang", [None, "ru"])
def test_without_a_pack_there_are_none(lang: str | None) -> None:
    assert find_subjects(FLOOD_EN, lang) == [] == find_lands("Oslo", lang)
    assert make_profile(make("a", FLOOD_EN, lang=lang)).called == frozenset()


def test_words_joined_by_hyphens_are_taken_apart_too() -> None:
    assert {"drone", "attack", "grain"} <= codes("After the drone-attack burns the corn-silo.", "en")


def test_a_subject_shows_the_words_of_its_text() -> None:
    assert [(m.kind, m.words) for m in find_subjects("Les Raffineries brûlent.", "fr")] == [
        ("subject", "Raffineries"), ("subject", "brûlent"),
    ]  # fmt: skip


def test_lands_are_known_by_people_and_towns() -> None:
    assert {m.code for m in find_lands("Estonian boats wait in Oslo.", "en")} == {"EST", "NOR"}
    assert {m.code for m in find_lands("Des bateaux estoniens attendent à Oslo.", "fr")} == {"EST", "NOR"}


def test_names_are_called_by_their_sound_inside_sentences() -> None:
    assert find_capitals("Le port dort. Hier, Arden a vu Brume.") == ["Arden", "Brume"]
    assert {m.code for m in find_called("She saw Kharkov.")} == {m.code for m in find_called("Il a vu Kharkiv.")}


def test_reports_with_few_words_in_common_fit_by_what_they_are_about() -> None:
    a, b, c = (
        make_profile(make(key, text, lang=lang, title=text.split("\n")[0]))
        for key, text, lang in (("a", FLOOD_EN, "en"), ("b", FLOOD_FR, "fr"), ("c", CHESS_FR, "fr"))
    )
    rarity = Rarity()
    for profile in (a, b, c):
        rarity.add(profile)
    assert score_fit(a, b, rarity).score > 0.5 > score_fit(a, c, rarity).score
    assert score_subjects(a, c, rarity) == 0 < score_subjects(a, b, rarity) < 1
    assert score_fit(a, b, rarity).score == score_fit(b, a, rarity).score
    assert score_fit(a, replace(b, subjects=frozenset()), rarity).score < 0.5


def test_a_story_says_the_subjects_that_made_it() -> None:
    index = make_index()
    index.add(make("a", FLOOD_EN, title=FLOOD_EN.split("\n")[0]))
    found = index.add(make("b", FLOOD_FR, lang="fr", title=FLOOD_FR.split("\n")[0]))
    assert found.story == "a" and "subject crue" in found.why
