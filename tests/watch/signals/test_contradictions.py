"""Contradictions in reports of our own, read for real: what is opposed, and above all what is not."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.watch.signals.reporting import Report, view_of
from vigie.watch.signals.contradictions import _may_oppose, find_contradictions
from vigie.watch.signals.tell import tell

OPPOSED = {
    "en and fr, a place": (
        ("en", "Ostarian defence minister Kjell Arden said that Velmark had fired missiles at the port of Harsk."),
        ("fr", "Le porte-parole de l'armée de Velmark, Pavel Dorn, a déclaré mercredi que Velmark n'avait tiré aucun missile"
               " sur le port de Harsk."),
    ),
    "a denial by its verb": (
        ("fr", "« Des soldats de Velmark ont franchi la rivière Lome », a affirmé le général Olav Brenn, chef d'état-major"
               " d'Ostarie."),
        ("fr", "La ministre des Affaires étrangères de Velmark, Marja Salo, a démenti que des soldats de Velmark aient"
               " franchi la rivière Lome."),
    ),
    "an accusation": (
        ("en", 'Governor Ida Torv accused Velmark of blowing up the dam at Korsk. "Velmark blew up the dam," Torv said.'),
        ("en", "Velmark did not blow up the dam at Korsk, Foreign Minister Marja Salo told reporters."),
    ),
    "a shorter denial": (
        ("en", "Kjell Arden said Velmark's forces had shelled the village of Tarn on Monday."),
        ("en", "Defence spokesman Pavel Dorn denied that Velmark's forces had shelled Tarn."),
    ),
    "an accusation in fr, never in en": (
        ("fr", "Le président Aksel Rud a accusé Velmark d'avoir bombardé l'hôpital de Tarn."),
        ("en", "Pavel Dorn, a spokesman for Velmark's army, said Velmark never bombed the hospital in Tarn."),
    ),
    "names written otherwise": (
        ("fr", "« La Russie a frappé le port d'Odessa », a déclaré le ministre Kjell Arden."),
        ("en", "Russia did not strike the port of Odesa, the spokesman Pavel Dorn said."),
    ),
    "a withdrawal": (
        ("en", "Pavel Dorn said Velmark's troops had withdrawn from the border."),
        ("en", "Velmark's troops have not withdrawn from the border, Ostarian President Aksel Rud said on Thursday."),
    ),
    "a release": (
        ("fr", "Marja Salo a assuré que Velmark avait libéré les prisonniers."),
        ("fr", "« Velmark n'a libéré aucun prisonnier », a répondu Kjell Arden."),
    ),
    "words that sound alike": (
        ("en", '"An Italian radar battalion has arrived in Riga," Defence Minister Aksel Rud said.'),
        ("fr", "« Aucun bataillon radar italien n'est arrivé à Riga », a déclaré Marja Salo, ministre des Affaires"
               " étrangères."),
    ),
}  # fmt: skip
NOT_OPPOSED = {
    "two places of one country": (
        ("en", '"An Italian radar battalion has arrived in Riga," Defence Minister Aksel Rud said.'),
        ("fr", "« Aucun bataillon radar italien n'est arrivé à Narvik », a déclaré Marja Salo, ministre des Affaires"
               " étrangères."),
    ),
    "another place": (
        ("en", "Kjell Arden said that Velmark had fired missiles at the port of Harsk."),
        ("fr", "Pavel Dorn a déclaré que Velmark n'avait tiré aucun missile sur le port de Lund."),
    ),
    "what was and what will be": (
        ("en", "Kjell Arden said Velmark's forces had shelled the village of Tarn."),
        ("en", "Pavel Dorn said Velmark's forces would not shell the village of Tarn again."),
    ),
    "something else is negated": (
        ("en", "Governor Ida Torv said Velmark blew up the dam at Korsk."),
        ("en", "Marja Salo said that Velmark did not know who blew up the dam at Korsk."),
    ),
    "another act": (
        ("fr", "« Des soldats ont franchi la rivière », a affirmé le général Olav Brenn."),
        ("fr", "Marja Salo a déclaré que les soldats ne se rendraient pas."),
    ),
    "other things of another number": (
        ("en", "Aksel Rud said two bridges had been bombed in Tarn."),
        ("en", "Pavel Dorn said the army had not bombed the three hospitals of Tarn."),
    ),
    "only doubted": (
        ("fr", "Aksel Rud a déclaré que Velmark avait attaqué la flotte."),
        ("en", "Pavel Dorn said Velmark might not have attacked the fleet."),
    ),
    "the same person": (
        ("en", "Kjell Arden said Velmark had shelled the village of Tarn."),
        ("en", "Arden said Velmark had not shelled the village of Tarn."),
    ),
    "nobody with a name": (
        ("en", "Officials said Velmark had shelled the village of Tarn."),
        ("en", "Pavel Dorn said Velmark had not shelled the village of Tarn."),
    ),
    "both say it": (
        ("en", "Kjell Arden said Velmark had shelled the village of Tarn."),
        ("en", "Pavel Dorn admitted that Velmark had shelled the village of Tarn."),
    ),
}  # fmt: skip
Told = tuple[str, str]


def reports(*told: Told, first: int = 6, apart: int = 2) -> list[Report]:
    return [Report(lang, f"2031-05-{first + apart * n:02}", text, f"paper{n}") for n, (lang, text) in enumerate(told)]


@pytest.mark.parametrize("name", OPPOSED)
def test_what_one_says_and_another_denies_is_found(name: str, tmp_path: Path) -> None:
    found = find_contradictions(view_of(tmp_path, *reports(*OPPOSED[name])))
    assert len(found) == 1 and found[0].form in {"denied", "denied_that"}
    assert found[0].value("a_source") == "paper0" and found[0].value("b_source") == "paper1"
    assert found[0].level == "watch" and found[0].since == "2031-05-08T12:00:00.000000Z"


@pytest.mark.parametrize("name", NOT_OPPOSED)
def test_what_is_not_about_one_thing_is_left_alone(name: str, tmp_path: Path) -> None:
    assert find_contradictions(view_of(tmp_path, *reports(*NOT_OPPOSED[name]))) == ()


def test_after_a_month_nobody_is_answered(tmp_path: Path) -> None:
    one, other = reports(*OPPOSED["an accusation"], first=1, apart=29)
    assert find_contradictions(view_of(tmp_path, one, other)) == ()


def test_both_statements_open_it_and_both_languages_tell_it(tmp_path: Path) -> None:
    view = view_of(tmp_path, *reports(*OPPOSED["en and fr, a place"]))
    (signal,) = find_contradictions(view)
    words = {s.key: s.words for s in view.statements}
    assert [words[key] for key in signal.inputs] == [signal.value("a_words"), signal.value("b_words")]
    for lang in ("en", "fr"):
        told = tell(signal, lang)
        assert "Velmark had fired missiles" in told and "n'avait tiré aucun missile" in told and "Pavel Dorn" in told


def test_ten_copies_of_a_wire_are_one_contradiction_and_one_origin(tmp_path: Path) -> None:
    one, other = reports(*OPPOSED["an accusation"])
    copies = [Report(one.lang, one.day, one.text, f"copy{n}", copy_of=0) for n in range(3)]
    (alone,) = find_contradictions(view_of(tmp_path / "a", one, other))
    (signal,) = find_contradictions(view_of(tmp_path / "b", one, *copies, other))
    assert (signal.state, signal.value("origins")) == (alone.state, alone.value("origins"))


def test_a_translated_copy_is_not_another_voice(tmp_path: Path) -> None:
    french = "« Velmark a fait sauter le barrage », a dit la gouverneure Ida Torv."
    one, other = reports(*OPPOSED["an accusation"])
    copy = Report("fr", one.day, french, "copie", copy_of=0, relation="translation")
    (signal,) = find_contradictions(view_of(tmp_path, one, copy, other))
    assert not any("sauter" in value for _, value in signal.values) and signal.value("origins") == "2"


def test_a_third_voice_gives_the_same_contradiction_more_to_tell(tmp_path: Path) -> None:
    one, other = reports(*OPPOSED["a shorter denial"])
    third = Report("en", "2031-05-10", "Aksel Rud said Velmark's forces had shelled the village of Tarn.", "paper2")
    (before,) = find_contradictions(view_of(tmp_path / "a", one, other))
    (after,) = find_contradictions(view_of(tmp_path / "b", one, other, third))
    assert before.key == after.key and before.state != after.state


def test_what_one_text_opposes_is_carried_as_a_notice(tmp_path: Path) -> None:
    text = (
        "Kjell Arden said on Monday that the border with Velmark was quiet. This contradicts what Marja Salo said: the"
        " border with Velmark has seen fighting."
    )
    found = find_contradictions(view_of(tmp_path, Report("en", "2031-05-06", text)))
    assert [(s.form, s.level) for s in found] == [("in_document", "notice")]
    assert {found[0].value("a_speaker"), found[0].value("b_speaker")} == {"Kjell Arden", "Marja Salo"}


def test_whoever_passes_on_words_is_not_opposed_to_them_whichever_of_the_two_denies() -> None:
    def said(who: str, id: str, parent: str | None, document: str) -> Any:
        statement = SimpleNamespace(id=id, parent=parent)
        return SimpleNamespace(
            coming=False,
            who=(who,),
            document=SimpleNamespace(key=document),
            statement=statement,
            day="2031-05-02",
            story="a",
        )

    outer, inner = said("salo", "s1", None, "d1"), said("arden", "s2", "s1", "d1")
    assert not _may_oppose(outer, inner) and not _may_oppose(inner, outer)
    assert _may_oppose(outer, said("arden", "s2", "s1", "d2")), "ids are of one document alone"
