"""The corpus's tools on small invented texts, and the whole corpus checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from training.corpus.__main__ import ROOT
from training.corpus.agree import compare
from training.corpus.check import HEADING, check_corpus, check_file, strip_heading
from training.corpus.convert import convert
from training.corpus.count import count_corpus
from training.corpus.lines import GoldFile, load_file, parse_line, shown, write_file, write_line
from training.corpus.place import occurrences, place_file
from training.corpus.trim import trimmed

BODY = """Harbour chief waves away "panic"

Nadia Osei, the harbour master, said on Tuesday that the pier "is safe" and that nothing would change before spring. "We have seen no change in the tide," she added. "We will wait."

Two officials accused Norland of shelling the outer wall. Osei denied it. The harbour master left at noon.
"""
FILLER = " ".join(f"Boat number {n} went out and came home again." for n in range(16))
DRAFT = """? document lang=en published=2032-03-04 realm=exercise | first line
? name id=osei name="Nadia Osei" type=PER country=GHA gender=f role="harbour master" | Nadia Osei
? name of=osei | Osei
? name of=osei | The harbour master
# hedged by the marks
? content id=s1 kind=mixed speaker=osei modality=assertion | the pier "is safe" […] before spring.
? cue of=s1 | said
? source of=s1 | Nadia Osei, the harbour master
? date of=s1 from=2032-03-02 to=2032-03-02 | on Tuesday
? content id=s2 kind=direct speaker=osei modality=reassurance negative_evidence=no_change | We have seen no change in the tide
? more of=s2 | "We will wait."
? cue of=s2 | added
? source of=s2 | she
? content id=s3 kind=nominal speaker=none modality=accusation | shelling the outer wall
? cue of=s3 | accused
? source of=s3 | Two officials
? act id=v1 type=ASSAULT vigie_type=shelling status=past attributed_to=s3 | shelling
? actor of=v1 | Norland
? not_quote reason=scare | panic
"""


def make(tmp_path: Path, draft: str = DRAFT, body: str = BODY, name: str = "en-901") -> GoldFile:
    """Return an annotation file written to a folder and loaded."""
    text = f"{HEADING['en']}\n\n{body}\n{FILLER}\n"
    (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8", newline="\n")
    path = tmp_path / f"{name}.gold"
    path.write_text(draft, encoding="utf-8")
    return load_file(path)


def placed(tmp_path: Path, draft: str = DRAFT) -> GoldFile:
    """Return a file whose lines have their places."""
    gold = make(tmp_path, draft)
    assert place_file(gold) == []
    return gold


def words(gold: GoldFile, kind: str, of: str | None = None) -> list[str]:
    """Return the characters of the lines of a kind."""
    return [gold.text[slice(*line.at)] for line in gold.of_kind(kind) if of is None or line.of == of]


def test_places_are_filled_in_and_the_edges_of_contents_cleaned(tmp_path: Path) -> None:
    gold = placed(tmp_path)
    assert words(gold, "content")[0] == 'the pier "is safe" and that nothing would change before spring'
    assert words(gold, "more") == ["We will wait"]
    assert check_file(gold) == []
    again = write_file(gold)
    gold.path.write_text(again, encoding="utf-8")
    assert write_file(load_file(gold.path)) == again
    assert again.index("# hedged by the marks\n") + 22 == again.index(again.split("marks\n")[1])


def test_further_mentions_take_one_place_each_and_none_inside_the_first(tmp_path: Path) -> None:
    gold = placed(tmp_path)
    osei, master = [line.at for line in gold.of_kind("name") if line.of == "osei"]
    assert gold.text[osei[1] :].startswith(" denied it")
    assert gold.text[master[1] :].startswith(" left at noon")


def test_a_placed_line_moves_with_its_words_when_the_text_changes(tmp_path: Path) -> None:
    gold = placed(tmp_path)
    gold.text = gold.text.replace("Two officials", "Yesterday two harbour hands and two officials")
    faults = place_file(gold)
    assert [why.split(" is not")[0] for _, why in faults] == ["'Two officials'"]
    assert words(gold, "actor") == ["Norland"]


def test_words_that_stand_more_than_once_are_asked_about(tmp_path: Path) -> None:
    gold = make(tmp_path, "? content id=s1 kind=indirect speaker=none modality=assertion | came home again\n")
    ((_, why),) = place_file(gold)
    assert "stands 16 times: ?1 = " in why
    gold = make(tmp_path, "?3 content id=s1 kind=indirect speaker=none modality=assertion | came home again\n")
    assert place_file(gold) == []
    assert gold.text[: gold.lines[0].at[0]].endswith("Boat number 2 went out and ")


def test_words_that_are_nowhere_name_the_nearest(tmp_path: Path) -> None:
    gold = make(tmp_path, "? content id=s1 kind=indirect speaker=none modality=assertion | the peer “is safe”\n")
    ((number, why),) = place_file(gold)
    assert number == 1 and "nearest: 'the pier" in why


def test_spaces_and_apostrophes_of_another_form_are_let_pass() -> None:
    text = "Il a dit : «\u00a0L’accord tient\u00a0»."
    assert [text[slice(*s)] for s in occurrences(text, "« L'accord tient »")] == ["«\u00a0L’accord tient\u00a0»"]


def test_lines_are_written_as_they_are_read() -> None:
    for raw in (
        '3:7 name id=a name="Ana B" type=PER aliases="A;B C" | Anaïs',
        "?2 cue of=s1 | a dit",
        "? more of=s1 | a|b",
    ):
        line = parse_line(raw)
        assert line is not None and write_line(line, "...Anaïs").split("|")[0] == raw.split("|")[0]
    assert parse_line("3-7 cue of=s1 | a dit") is None


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("lang=en", "lang=de", "lang=de: one of fr, en"),
        ("realm=exercise", "realm=exercise colour=red", "unknown key 'colour' of document"),
        ("? cue of=s1 | said", "? kue of=s1 | said", "unknown kind 'kue'"),
        ("country=GHA", "country=GHN", "country=GHN: no country's three letters"),
        ("type=ASSAULT vigie", "type=FIGHT vigie", "type=FIGHT: one of"),
        ("type=ASSAULT vigie", "type=ASSAULT mode=boats vigie", "mode=boats: modes of ASSAULT are"),
        ("vigie_type=shelling", "vigie_type=storm", "vigie_type=storm: one of"),
        ("type=ASSAULT vigie", "type=none vigie", "has the type ASSAULT, not none"),
        ("kind=mixed speaker=osei", "kind=mixed speaker=osie", "speaker osie: no entity"),
        ("speaker=none modality", "modality", "content without speaker"),
        ("modality=accusation", "modality=accusation,blame", "blame is none of"),
        ("attributed_to=s3", "attributed_to=s8", "attributed_to=s8: no statement"),
        ("of=v1 |", "of=v2 |", "of=v2: no act of that name"),
        ("id=s3", "id=s2", "the id s2 is given 2 times"),
        ("id=s2 kind=direct", "id=s2 parent=s2 kind=direct", "s2 is its own parent"),
        ("from=2032-03-02 to=2032-03-02", "from=2032-03-32", "from=2032-03-32 is no day"),
        ("from=2032-03-02 to=2032-03-02", "from=2032-03-05 to=2032-03-02", "from is after to"),
        ("? not_quote reason=scare | panic\n", "", "nobody says the words in marks 'panic'"),
        ("? date of=s1 ", "? likelihood low=.5 high=1.5 of=s1 ", "a likelihood outside 0 to 1"),
    ],
)  # fmt: skip
def test_a_fault_is_named(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert old in DRAFT
    gold = make(tmp_path, DRAFT.replace(old, new))
    place_file(gold)
    assert any(fault in what for _, what in check_file(gold)), check_file(gold)


def test_wrong_offsets_and_draft_lines_are_faults(tmp_path: Path) -> None:
    gold = make(tmp_path, "4:8 name id=a name=A type=PER | Osei\n? name of=a | Osei\n0:3 name of=a | EXE\nno line\n")
    faults = [f"{n} {what}" for n, what in gold.faults + check_file(gold)]
    for part in (
        "1 at 4:8 the text has 'CISE', not 'Osei'; these words begin at",
        "2 no offsets yet; run place",
        "3 begins or ends inside a word",
        "4 not of the form",
        "1 no document line",
    ):
        assert any(fault.startswith(part) for fault in faults), (part, faults)


def test_texts_are_held_to_the_plan(tmp_path: Path) -> None:
    (tmp_path / "train").mkdir()
    (tmp_path / "plan.csv").write_text("id,split\nen-901,dev\n", encoding="utf-8")
    (tmp_path / "train" / "en-903.txt").write_text("alone", encoding="utf-8")
    golds = [placed(tmp_path / "train"), make(tmp_path / "train", name="en-902")]
    faults = check_corpus(tmp_path, golds, whole=True)
    for part in ("en-901 is planned for dev, not train", "en-902 is not in plan.csv", "en-903.gold is missing"):
        assert any(part in fault for fault in faults), faults


def test_a_second_annotation_has_its_text_beside(tmp_path: Path) -> None:
    (tmp_path / "dev").mkdir()
    (tmp_path / "second").mkdir()
    (tmp_path / "plan.csv").write_text("id,split\nen-901,dev\n", encoding="utf-8")
    first = placed(tmp_path / "dev")
    second = tmp_path / "second" / "en-901.gold"
    second.write_text(write_file(first), encoding="utf-8")
    assert check_corpus(tmp_path, [load_file(second)], whole=True) == []


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("« On verra. »", "On verra"),
        ("“Why now?”", "Why now?"),
        ("- Non !", "Non !"),
        ("the U.S.", "the U.S."),
        ("we wait...", "we wait..."),
        ("a 'test'", "a 'test"),
        ("the Smiths’", "the Smiths’"),
        ("“No.”", "No"),
    ],
)
def test_contents_begin_and_end_with_words(words: str, kept: str) -> None:
    assert words[slice(*trimmed(words))] == kept


def test_gold_has_its_offsets_in_the_text_without_heading(tmp_path: Path) -> None:
    record = convert(placed(tmp_path))
    text = record["text"]
    assert text == f"{BODY}\n{FILLER}\n" and record["length"] == len(text)
    one, two, three = record["statements"]
    assert [text[a:b] for a, b in one["quoted"]] == ["is safe"]
    assert [text[a:b] for a, b in two["content"]] == ["We have seen no change in the tide", "We will wait"]
    assert (two["negative_evidence"], two["negative_evidence_type"]) == (True, "no_change")
    assert (three["speaker"], one["speaker"]) == (None, "osei")
    assert [text[a:b] for a, b in record["entities"][0]["mentions"]] == ["Nadia Osei", "Osei", "The harbour master"]
    (event,) = record["events"]
    assert (event["plover"], event["attributed_to"], event["actor"]) == ("ASSAULT", ["s3"], [None])
    assert [text[a:b] for a, b in record["non_quotes"]] == ["panic"]


def test_an_annotation_agrees_with_itself_and_less_with_another(tmp_path: Path) -> None:
    record = convert(placed(tmp_path))
    same = dict(compare(record, record))
    assert {count.share for count in same.values()} == {1.0}
    other_draft = DRAFT.replace("speaker=osei modality=assertion", "speaker=none modality=denial")
    cut = other_draft.split("? content id=s3")[0] + "? not_quote reason=scare | panic\n"
    counts = dict(compare(record, convert(placed(tmp_path, cut))))
    assert (counts["content J50, F1"].right, counts["content J50, F1"].a, counts["content J50, F1"].b) == (2, 3, 2)
    assert counts["speaker, of matched contents"].share == 0.5
    assert counts["first modality, of matched contents"].share == 0.5
    assert counts["events, type and place, F1"].share == 0


def test_the_count_has_a_column_for_each_split_and_language(tmp_path: Path) -> None:
    for split in ("train", "dev", "test"):
        (tmp_path / split).mkdir()
    gold = placed(tmp_path / "dev")
    gold.path.write_text(write_file(gold), encoding="utf-8")
    table = count_corpus(tmp_path)
    assert table[0] == "| | train fr | train en | dev fr | dev en | test fr | test en | all |"
    assert "| texts | 0 | 0 | 0 | 1 | 0 | 0 | 1 |" in table
    assert "| statements: nominal | 0 | 0 | 0 | 1 | 0 | 0 | 1 |" in table


def test_the_heading_is_stripped() -> None:
    assert strip_heading("EXERCISE – invented text\n\nA line.\n") == "A line.\n"
    assert strip_heading("A line.\n\nAnother.\n") == "A line.\n\nAnother.\n"


def test_the_middle_of_long_words_is_left_out() -> None:
    assert shown("a" * 96) == "a" * 96
    assert shown("a" * 60 + "\n" + "b" * 60) == f"{'a' * 48} […] {'b' * 48}"


def test_the_whole_corpus_passes_the_check() -> None:
    golds = [load_file(path) for path in sorted(ROOT.rglob("*.gold"))]
    assert check_corpus(ROOT, golds, whole=True) == []
