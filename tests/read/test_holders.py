"""Who is meant by an office, and whose codes a known person has, by the dated tables."""

from __future__ import annotations

import pytest

from vigie.read import read_text


@pytest.mark.parametrize(
    ("lang", "day", "text", "holder", "codes"),
    [
        ("en", "2022-10-13", "The Turkish president said that grain would flow.", "Recep Tayyip Erdogan", ("TURGOV",)),
        ("en", "2022-10-13", "The NATO secretary general said that talks went on.", "Jens Stoltenberg", ("IGONAT",)),
        ("en", "2022-10-13", "The secretary general of the OSCE said that talks went on.", "Helga Schmid", ("IGO",)),
        (
            "fr",
            "2022-10-13",
            "Le secrétaire général de l'OTAN a dit que rien ne changeait.",
            "Jens Stoltenberg",
            ("IGONAT",),
        ),
        (
            "fr",
            "1985-06-01",
            "Le Premier ministre français a dit que rien ne changeait.",
            "Laurent Fabius",
            ("FRAGOV",),
        ),
    ],
)
def test_an_office_alone_tells_who_held_it_on_that_day(
    lang: str, day: str, text: str, holder: str, codes: tuple[str, ...]
) -> None:
    speaker = read_text(text, lang=lang, published=day).statements[0].speaker
    assert speaker is not None and (speaker.name, speaker.codes) == (holder, codes)


@pytest.mark.parametrize(
    ("day", "codes"), [("2001-05-01", ("NORGOV",)), ("2018-05-01", ("IGONAT",)), (None, ("IGONAT",))]
)
def test_a_person_of_several_offices_has_the_codes_of_that_day(day: str | None, codes: tuple[str, ...]) -> None:
    entities = read_text("Jens Stoltenberg said that talks went on.", lang="en", published=day).entities
    found = next(e for e in entities if e.name == "Jens Stoltenberg")
    assert found.codes == codes
