"""What does not fit a dated table is flagged; what may be right, or speaks of another time or a plan, is not."""

from __future__ import annotations

import pytest

from vigie.read import read_text

DAY = "2022-10-13"


def _flags(text: str, lang: str, day: str | None = DAY, realm: str = "real") -> list[tuple[str, str]]:
    reading = read_text(text, lang=lang, published=day, realm=realm)
    return [(f.kind, reading.document.text[f.span.start : f.span.end]) for f in reading.flags]


MATCH = [
    ("en", DAY, "France's 900 nuclear warheads worry nobody here.", "number_mismatch", "900"),
    ("en", DAY, "Russia has 12,000 nuclear warheads.", "number_mismatch", "12,000"),
    ("en", DAY, "The British arsenal of 40 nuclear warheads is old.", "number_mismatch", "40"),
    ("en", DAY, "There are 14 nuclear-armed states.", "number_mismatch", "14"),
    ("fr", DAY, "La France dispose de 900 têtes nucléaires.", "number_mismatch", "900"),
    ("fr", DAY, "L'arsenal chinois de 3 000 têtes nucléaires inquiète les experts.", "number_mismatch", "3 000"),
    ("en", "2024-06-20", "The 33 members of NATO met in Brussels.", "number_mismatch", "33"),
    ("en", "2024-06-20", "NATO's 33 members met in Brussels.", "number_mismatch", "33"),
    ("en", "2024-06-20", "All 28 NATO members met in Brussels.", "number_mismatch", "28"),
    ("en", "2021-06-20", "The 30 members of the European Union met in Brussels.", "number_mismatch", "30"),
    ("fr", "2024-06-20", "Les 33 membres de l'OTAN se réunissent à Bruxelles.", "number_mismatch", "33"),
    ("fr", "2021-06-20", "Les 31 pays membres de l'Union européenne se réunissent.", "number_mismatch", "31"),
    ("en", DAY, "Ukraine, a NATO member, closed the road.", "member_mismatch", "Ukraine, a NATO member"),
    ("en", DAY, "NATO member Sweden closed the road.", "member_mismatch", "NATO member Sweden"),
    ("en", DAY, "Georgia is a member of NATO.", "member_mismatch", "Georgia is a member of NATO"),
    ("en", "2021-03-01", "EU member Britain closed the road.", "member_mismatch", "EU member Britain"),
    ("fr", DAY, "L'Ukraine, membre de l'OTAN, a fermé la route.", "member_mismatch", "Ukraine, membre de l'OTAN"),
    (
        "fr",
        DAY,
        "La Suisse est membre de l'Union européenne.",
        "member_mismatch",
        "Suisse est membre de l'Union européenne",
    ),
    (
        "fr",
        DAY,
        "La Serbie, pays membre de l'OTAN, a fermé la route.",
        "member_mismatch",
        "Serbie, pays membre de l'OTAN",
    ),
    (
        "en",
        DAY,
        "Russia's Steadfast Noon exercise begins on Monday.",
        "exercise_mismatch",
        "Russia's Steadfast Noon exercise",
    ),
    ("en", "2021-09-13", "The NATO exercise Zapad began on Monday.", "exercise_mismatch", "NATO exercise Zapad"),
    (
        "en",
        "2021-09-13",
        "Zapad, a large NATO exercise, began on Monday.",
        "exercise_mismatch",
        "Zapad, a large NATO exercise",
    ),
    (
        "fr",
        DAY,
        "L'exercice russe Steadfast Noon commence lundi.",
        "exercise_mismatch",
        "exercice russe Steadfast Noon",
    ),
    (
        "fr",
        "2021-09-13",
        "L'exercice Zapad de l'OTAN a commencé lundi.",
        "exercise_mismatch",
        "exercice Zapad de l'OTAN",
    ),
    (
        "fr",
        DAY,
        "Steadfast Noon, exercice russe, commence lundi.",
        "exercise_mismatch",
        "Steadfast Noon, exercice russe",
    ),
    (
        "en",
        DAY,
        "The Russian security service SBU searched two houses.",
        "agency_mismatch",
        "Russian security service SBU",
    ),
    (
        "en",
        DAY,
        "The SBU, Russia's security service, searched two houses.",
        "agency_mismatch",
        "SBU, Russia's security service",
    ),
    (
        "fr",
        DAY,
        "Le service de renseignement russe SBU a fouillé deux maisons.",
        "agency_mismatch",
        "service de renseignement russe SBU",
    ),
    (
        "fr",
        DAY,
        "Le FSB, le service de sécurité ukrainien, se tait.",
        "agency_mismatch",
        "FSB, le service de sécurité ukrainien",
    ),
    ("en", DAY, "Defence Minister Sergei Lavrov said that talks went on.", "role_mismatch", "Defence Minister"),
    ("en", DAY, "German President Olaf Scholz said that talks went on.", "role_mismatch", "President"),
    (
        "fr",
        DAY,
        "Le ministre de la Défense Sergueï Lavrov a dit que rien ne changeait.",
        "role_mismatch",
        "ministre de la Défense",
    ),
    (
        "fr",
        DAY,
        "Le Premier ministre Emmanuel Macron a dit que rien ne changeait.",
        "role_mismatch",
        "Premier ministre",
    ),
]


@pytest.mark.parametrize(("lang", "day", "text", "kind", "said"), MATCH)
def test_what_does_not_fit_a_table_is_flagged_once(lang: str, day: str, text: str, kind: str, said: str) -> None:
    assert _flags(text, lang, day) == [(kind, said)]


SKIP = [
    ("en", DAY, "Russia has some 6,000 nuclear warheads, and France has 290."),
    ("en", DAY, "Russia has 5,977 nuclear warheads."),
    ("en", DAY, "France's submarine carries 48 nuclear warheads."),
    ("en", DAY, "In 1986 the Soviet Union had 40,000 nuclear warheads, and Russia kept the most."),
    ("en", DAY, "China could have 1,500 nuclear warheads by 2035."),
    ("en", DAY, "Of the world's 12,700 nuclear warheads Russia holds the most."),
    ("en", DAY, "Russia withdrew 20,000 nuclear warheads from its neighbours."),
    ("en", DAY, "Russia's arsenal of nearly 2,000 tactical nuclear warheads is a concern."),
    ("en", DAY, "Russia has 1,550 deployed nuclear warheads and an arsenal of 5,889."),
    ("en", DAY, "Russia does not have 12,000 nuclear warheads."),
    ("en", DAY, "Russia sent 9,000 warheads and shells to the depot."),
    ("en", DAY, "The United States and Russia hold 11,400 nuclear warheads."),
    ("en", DAY, "The nine nuclear-armed states said nothing."),
    ("fr", DAY, "La Chine pourrait avoir 1 500 têtes nucléaires en 2035."),
    ("fr", DAY, "La Russie n'a pas 12 000 têtes nucléaires."),
    ("fr", DAY, "La France dispose de 290 têtes nucléaires."),
    ("en", "2024-06-20", "The 32 members of NATO met in Brussels."),
    ("en", "2024-04-20", "The 31 members of NATO met in Brussels."),
    ("en", "2024-06-20", "The 12 NATO members that signed met in Brussels."),
    ("en", "2024-06-20", "Finland would become the 33 members of NATO's newest."),
    ("en", "2024-06-20", "The 40 NATO allies and partners met in Brussels."),
    ("en", "2024-06-20", "The 50 members of the NATO delegation met in Brussels."),
    ("en", "2024-06-20", "The 50 members of NATO deployed in Estonia are well."),
    ("fr", "2024-06-20", "Les 22 membres de l'OTAN qui ont signé se réunissent."),
    ("fr", "2024-06-20", "Les 50 membres de l'OTAN déployés en Estonie se taisent."),
    ("en", DAY, "Ukraine, not a NATO member, closed the road."),
    ("en", DAY, "Ukraine would be a member of NATO one day."),
    ("en", DAY, "Ukraine wants to be a NATO member."),
    ("en", DAY, "Is Ukraine a member of NATO?"),
    ("en", DAY, "Near Ukraine, NATO member Poland closed the road."),
    ("en", DAY, "Poland, a NATO member, closed the road."),
    ("en", DAY, "Poland borders on Ukraine, a NATO member candidate."),
    ("en", "2023-03-01", "NATO member Finland closed the road."),
    ("fr", DAY, "L'Ukraine, qui n'est pas membre de l'OTAN, a fermé la route."),
    ("fr", DAY, "L'Ukraine deviendra membre de l'OTAN."),
    ("fr", DAY, "La Pologne, voisine de l'Ukraine, membre de l'OTAN, a fermé la route."),
    ("fr", DAY, "L'Ukraine, candidate, n'est pas membre de l'OTAN."),
    ("en", DAY, "NATO's Steadfast Noon exercise begins on Monday."),
    ("en", DAY, "Russia criticised the Steadfast Noon exercise on Monday."),
    ("en", DAY, "Russia's answer to the Steadfast Noon exercise came on Monday."),
    ("en", DAY, "Belgium's Steadfast Noon exercise begins on Monday."),
    ("fr", DAY, "La Russie critique l'exercice Steadfast Noon de l'OTAN."),
    ("fr", "2021-09-13", "L'exercice russe Zapad a commencé lundi."),
    ("en", DAY, "The Ukrainian security service SBU searched two houses."),
    ("en", DAY, "After a raid on Russia's security service, the SBU said nothing."),
    ("fr", DAY, "Le service de renseignement russe se tait, le SBU aussi."),
    ("fr", DAY, "Le SBU, le service de sécurité ukrainien, se tait."),
    ("en", DAY, "Foreign Minister Sergei Lavrov said that talks went on."),
    ("en", "2016-04-28", "She spoke of her record as secretary of state under President Barack Obama."),
    ("en", DAY, "Former Defence Minister Sergei Lavrov said that talks went on."),
    ("en", DAY, "In 2010 Foreign Minister Frank-Walter Steinmeier said that talks went on."),
    ("en", "2021-10-20", "Deputy Chancellor Olaf Scholz said that talks went on."),
    ("en", "2022-10-26", "Foreign Secretary Liz Truss said that talks went on."),
    ("fr", DAY, "La présidente du Conseil Giorgia Meloni a dit que rien ne changeait."),
    ("fr", "2024-01-20", "La présidente du Conseil italien Giorgia Meloni a dit que rien ne changeait."),
]


@pytest.mark.parametrize(("lang", "day", "text"), SKIP)
def test_what_may_be_right_is_not_flagged(lang: str, day: str, text: str) -> None:
    assert _flags(text, lang, day) == []


@pytest.mark.parametrize(("lang", "day", "text", "kind", "said"), MATCH)
def test_undated_later_and_invented_texts_are_not_held_against_the_tables(
    lang: str, day: str, text: str, kind: str, said: str
) -> None:
    assert _flags(text, lang, None) == []
    assert _flags(text, lang, "2031-10-08") == []
    if kind != "role_mismatch":
        assert _flags(text, lang, day, "exercise") == []


def test_a_flag_names_the_table_its_last_day_and_what_it_has() -> None:
    reading = read_text("France's 900 nuclear warheads worry nobody.", lang="en", published=DAY)
    message = reading.flags[0].message
    assert "table of warheads, known until 2025-12-31" in message and "290" in message and "SIPRI" in message


def test_a_role_flag_names_who_holds_the_office() -> None:
    reading = read_text("Defence Minister Sergei Lavrov said that talks went on.", lang="en", published=DAY)
    assert "Sergei Shoigu as defence minister of RUS" in reading.flags[0].message
    assert reading.flags[0].span.end == len("Defence Minister")
