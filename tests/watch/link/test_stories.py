"""Stories: reports of one thing meet across outlets and languages, reports of other things do not."""

from __future__ import annotations

from tests.watch.link.reports import CONVOY_EN, CONVOY_FR, CONVOY_OTHER, CONVOY_OTHER_FR, FERRY_EN, make, read
from vigie.model.signal import Grouping
from vigie.watch.link.group import Index, make_index
from vigie.watch.link.piece import Piece

OTHERS = (
    FERRY_EN,
    """EXERCISE

Bakers of Lyon win back the long loaf

The chamber of bakers in Lyon said on Monday that the long loaf would be sold again from June. Its president, Jeanne Roux,
called the year without it "a long winter". Three mills in the valley of the Rhône have taken orders for 900 tonnes.""",
    """EXERCISE

Lynx seen again near Tampere

Rangers near Tampere have counted 14 lynx, twice as many as last winter, the ranger Aino Laine said on Thursday. The
animals were filmed at night by 60 cameras. Hunters in Finland asked for 5 licences; the ministry in Helsinki refused.""",
)
OTHERS_FR = """EXERCICE

Grève des ferrys à Marseille

Les dockers de Marseille ont voté mercredi la poursuite d'une grève qui retient 9 ferrys au port. Le syndicaliste Paul
Verdier assure que « personne à la compagnie ne nous a appelés depuis vendredi ». La compagnie annule 52 traversées vers la
Corse. La maire de Bastia, Lucie Mattei, demande à Paris d'envoyer un médiateur."""


def fill(index: Index) -> list[Grouping]:
    return [index.add(read(f"o{n}", text)) for n, text in enumerate(OTHERS)]


def group(*pieces: Piece) -> list[Grouping]:
    index = make_index()
    fill(index)
    return [index.add(piece) for piece in pieces]


def test_two_reports_of_one_thing_are_one_story_named_after_the_first() -> None:
    first, second = group(read("a", CONVOY_EN), read("b", CONVOY_OTHER))
    assert (first.story, first.relation, first.score) == ("a", "origin", 1.0) and first.why == ()
    assert (second.story, second.relation, second.origin) == ("a", "origin", "b") and 0.5 <= second.score < 1


def test_reports_in_two_languages_meet_by_their_records() -> None:
    found = group(read("a", CONVOY_EN), read("b", CONVOY_OTHER_FR, "fr"))
    assert found[1].story == "a" and found[1].relation == "origin"
    other = group(read("a", OTHERS_FR, "fr"), read("b", CONVOY_FR, "fr"), read("c", CONVOY_OTHER))
    assert [g.story for g in other] == ["o0", "b", "b"]


def test_reports_of_other_things_are_stories_of_their_own() -> None:
    index = make_index()
    assert [g.story for g in fill(index)] == ["o0", "o1", "o2"]


def test_the_same_people_on_another_thing_are_another_story() -> None:
    other = """EXERCISE

Minister opens a swimming bath in Bergen

Kjell Arden cut a ribbon in Bergen on Saturday and swam a length of the new bath with the school of the quarter. The bath
cost 41 million crowns. The architect, Nora Dahl, said the roof of spruce would last for eighty years."""
    assert group(read("a", CONVOY_EN), read("b", other))[1].story == "b"


def test_the_title_of_a_series_makes_no_story_of_its_numbers() -> None:
    def number(n: int) -> Piece:
        text = "The press office of the {0} district said that {0} had been quiet.".format(
            ("Brume", "Salte", "Lind", "Varn")[n % 4]
        )
        more = " ".join(f"Item {n}: word{n}x{m}." for m in range(30))
        return make(f"n{n}", f"EXERCISE\n\n{text}\n{more}", title="Statement of the press office", source="office")

    index = make_index()
    stories = [index.add(number(n)).story for n in range(10)]
    assert len(set(stories[4:])) == 6, "once three bear the title, it says nothing"


def test_what_a_report_shares_with_its_story_is_told_in_its_own_words() -> None:
    why = group(read("a", CONVOY_EN), read("b", CONVOY_OTHER_FR, "fr"))[1].why
    assert "place Narvik" in why or "name Kjell Arden" in why
    assert all(len(told.split(" ", 1)) == 2 for told in why)


def test_copies_follow_their_origin() -> None:
    found = group(read("a", CONVOY_EN), read("b", CONVOY_OTHER), make("c", CONVOY_OTHER), read("d", CONVOY_FR, "fr"))
    assert [(g.story, g.relation, g.origin) for g in found[2:]] == [("a", "exact", "b"), ("a", "translation", "a")]
    assert found[2].why == ("exact of b",)


def test_a_story_that_was_silent_for_long_is_not_taken_up_by_a_weak_likeness() -> None:
    soon = group(read("a", CONVOY_EN), read("b", CONVOY_OTHER, day="2031-05-16"))[1]
    late = group(read("a", CONVOY_EN), read("b", CONVOY_OTHER, day="2033-05-16"))[1]
    assert soon.story == "a" and late.story == "b"


def test_the_words_alone_serve_where_no_records_are() -> None:
    found = group(
        make("a", CONVOY_EN, lang=None, title="Convoy of 240 trucks leaves Narvik for Tallinn"),
        make("b", CONVOY_OTHER, lang=None, title="Trucks roll south from Narvik as Arden speaks of no change"),
        make("c", FERRY_EN, lang=None, title="Ferry strike in Marseille"),
    )
    assert [g.story for g in found] == ["a", "a", "o0"]


def test_what_is_out_of_the_window_takes_nothing_up() -> None:
    index = make_index(days=5)
    index.add(read("a", CONVOY_EN, known="2031-05-01T00:00:00.000000Z"))
    later = index.add(read("b", CONVOY_OTHER, known="2031-05-07T00:00:00.000000Z"))
    assert later.story == "b" and len(index.copies) == len(index.stories) == 1


def test_a_copy_whose_origin_is_out_of_the_window_stays_with_the_other_copies() -> None:
    index = make_index(days=10)
    index.add(read("a", CONVOY_EN, known="2031-05-01T00:00:00.000000Z"))
    index.add(read("b", CONVOY_EN, known="2031-05-09T00:00:00.000000Z"))
    found = index.add(read("c", CONVOY_EN, known="2031-05-14T00:00:00.000000Z"))
    assert (found.origin, found.story, found.relation) == ("a", "a", "exact")
