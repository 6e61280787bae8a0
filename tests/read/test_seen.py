"""What was looked for and not seen is told apart from a mere no; whose finding it is, is found."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from training.build_example import TARGET
from training.example_items import load_items
from vigie.model import Document, Reading
from vigie.read import read_document
from vigie.text.fold import fold
from vigie.watch.collect.roster import load_roster

HERE = Path(__file__).parent / "seen"
HALVES = {
    ("en", "dev"): (11, 0), ("en", "held"): (10, 0), ("en", "later"): (10, 1), ("en", "last"): (7, 0),
    ("fr", "dev"): (11, 0), ("fr", "held"): (9, 0), ("fr", "later"): (10, 0), ("fr", "last"): (7, 0),
}  # fmt: skip
"""Of the sentences of each part, how many must be found and how many may be found wrongly."""


def reading_of(text: str, lang: str = "en") -> Reading:
    return read_document(Document("seen", f"EXERCISE\n\n{text}", lang, None, "2031-05-06", "exercise"))


def kinds_of(text: str, lang: str = "en") -> set[str]:
    return {s.negative_evidence for s in reading_of(text, lang).statements if s.negative_evidence}


def speakers_of(text: str, lang: str = "en") -> list[str | None]:
    return [s.speaker.name if s.speaker else None for s in reading_of(text, lang).statements]


@pytest.mark.parametrize(("lang", "half"), HALVES)
def test_looked_for_and_not_seen_is_told_from_a_mere_no(lang: str, half: str) -> None:
    part = yaml.safe_load((HERE / f"{lang}.yaml").read_text(encoding="utf-8"))[half]
    must, may = HALVES[lang, half]
    found = [s for s in part["seen_not"] if kinds_of(s, lang)]
    wrong = [s for s in part["plain_no"] if kinds_of(s, lang)]
    assert (len(found) >= must, wrong[may:]) == (True, [])


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        ("en", "The border guard has not observed any change on the far bank.", "The border guard"),
        ("en", "General Ada Hale has spotted no convoys on the coast road.", "Ada Hale"),
        ("fr", "La marine n'a repéré aucun navire suspect au large.", "La marine"),
    ],
)
def test_whoever_looked_is_the_source_without_a_verb_of_saying(lang: str, text: str, speaker: str) -> None:
    found = [s for s in reading_of(text, lang).statements if s.negative_evidence]
    assert [s.speaker.name for s in found if s.speaker] == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "The border guard would see no change on the far bank in winter.",
        "The path shows no movement of the sand.",
        "No change was observed on the far bank.",
        "Nobody saw any movement on the far bank.",
    ],
)
def test_nobody_is_made_a_source_who_did_not_look(text: str) -> None:
    assert reading_of(text).statements == ()


@pytest.mark.parametrize(
    "text",
    [
        "“The gate is shut,” Ada Hale told the BBC.",
        "“The gate is shut,” the harbour master, Ada Hale, tells the Lowland Echo.",
        "The gate is shut, the harbour master, Colonel Ada Hale, tells the Lowland Echo.",
        "The harbour master, Ada Hale, told Radio Lowland on Monday there was no sign of a flood.",
        "“The gate is shut,” Ada Hale informed the Lowland Council.",
    ],
)
def test_whom_a_thing_is_told_is_not_who_says_it(text: str) -> None:
    assert speakers_of(text) == ["Ada Hale"]


def test_a_told_clause_is_the_content_and_not_who_tells_it() -> None:
    reading = reading_of("The harbour master, Ada Hale, told Radio Lowland on Monday there was no sign of a flood.")
    start, end = reading.statements[0].content[0]
    assert reading.document.text[start:end] == "there was no sign of a flood"


def test_a_capital_that_opens_a_sentence_is_nobody() -> None:
    assert "Rain" not in speakers_of(
        "Rain kept the crowd thin. A widow stood by the gate. “I come every year,” she said."
    )
    assert speakers_of("Rain says more than words.") == []
    assert speakers_of("A drill that comes every spring says little.") == []


def test_a_name_that_opens_a_sentence_is_still_somebody() -> None:
    assert speakers_of("Hale said the gate was shut. “It is late,” she added.") == ["Hale", "Hale"]


def test_a_cue_behind_a_quotation_takes_no_subject_from_inside_it() -> None:
    text = "“The chief judge of the county demands that the hall is shut,” adding, “We want a vote.”"
    reading = reading_of(text)
    at = reading.document.text.index("We want a vote")
    added = [s for s in reading.statements if any(p.start <= at < p.end for p in s.content)]
    assert added and all(s.speaker is None or "judge" not in s.speaker.name for s in added)
    text = "“The chief judge of the county has a key to the hall,” adding, “We want a vote.”"
    assert all("judge" not in name for name in speakers_of(text) if name)


def test_what_is_announced_is_said_by_whoever_announces_it() -> None:
    text = "The clerk, Ada Hale, replied on Monday as follows.\n\n“We have seen no change in their posture.”"
    assert speakers_of(text) == ["Ada Hale"]
    texte = "La greffière, Ada Hale, a répondu lundi en ces termes.\n\n« Nous n'avons vu aucun changement de posture. »"
    assert speakers_of(texte, "fr") == ["Ada Hale"]


def test_a_name_behind_a_title_is_part_of_who_speaks() -> None:
    text = "Le gué est sûr, a affirmé mercredi le chef d'état-major, le général Jean Malet."
    assert speakers_of(text, "fr") == ["Jean Malet"]


def test_an_office_is_whoever_is_introduced_by_rank_in_the_next_statement() -> None:
    text = (
        "The head of the lowland intelligence service still sees nothing unusual in the north. "
        "“The fleet is in port,” Vice Admiral Ada Hale told Radio Lowland on Wednesday."
    )
    assert speakers_of(text) == ["Ada Hale", "Ada Hale"]


def test_what_the_example_has_as_not_seen_is_read_with_whoever_looked() -> None:
    said = yaml.load((TARGET / "planted.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)["said"]
    roster = load_roster(TARGET / "vigie.yaml")
    items = {item.id: item for item in load_items({s.id: s.language or "" for s in roster.sources})}
    missed = []
    for row in (row for row in said if row.get("negative")):
        item = items[row["item"]]
        heading, body = item.text.split("\n\n", 1)
        text = f"{heading}\n\n{item.title}\n\n{body}"
        document = Document(item.id, text, item.lang, item.title, item.at.date().isoformat(), "exercise")
        found = [s.speaker.name for s in read_document(document).statements if s.negative_evidence and s.speaker]
        if not any(fold(row["speaker"]) in fold(name) for name in found):
            missed.append(row["item"])
    assert missed == []


def test_a_country_with_a_word_before_it_is_no_person() -> None:
    text = "Wreaths mark the surrender of Imperial Japan. A widow stood by the gate. “I come every year,” she said."
    assert "Imperial Japan" not in speakers_of(text)


def test_a_posture_that_is_unchanged_is_nobodys_finding_by_itself() -> None:
    assert speakers_of("Le dispositif français au Tchad reste inchangé.", "fr") == []


def test_nobody_is_meant_whom_only_the_headline_names() -> None:
    text = (
        "Wreaths in rain on Founders Day\n\nA widow of ninety stood by the gate at noon. “I come every year,” she said."
    )
    assert "Founders Day" not in speakers_of(text)


def test_the_day_it_was_said_is_no_part_of_who_said_it() -> None:
    assert speakers_of("The harbour council on Sunday said that the gate was shut.") == ["The harbour council"]
