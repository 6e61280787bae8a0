"""What stands in which section: stories folded, what was not seen, what could not be read, nothing left out."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest

from tests.watch.deliver.brief.building import AFTER, START, brief_of, file, full_reading, look, said
from vigie.errors import InputError
from vigie.model import Unread
from vigie.model.signal import Grouping
from vigie.store import Ledger
from vigie.watch.deliver.brief import Section, make_brief, render_html, render_json, render_md
from vigie.watch.deliver.brief.pieces import write_sentence
from vigie.watch.deliver.brief.tongue import load_tongue


def section(ledger: Ledger, name: str, **options: str) -> Section:
    return next(s for s in brief_of(ledger, **options).sections if s.name == name)  # type: ignore[arg-type]


def test_all_sections_are_there_also_when_empty(ledger: Ledger) -> None:
    brief = brief_of(ledger)
    names = ["new", "changed", "unseen", "disagree", "numbers", "routine", "other", "unread"]
    assert [s.name for s in brief.sections] == names
    assert render_md(brief).count("Nothing.") == len(names)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_exercise_is_marked_on_every_output_and_section(ledger: Ledger, lang: str) -> None:
    file(ledger, full_reading())
    brief = brief_of(ledger, lang=lang)
    mark = {"en": "EXERCISE", "fr": "EXERCICE"}[lang]
    headings = [line for line in render_md(brief).splitlines() if line.startswith(("# ", "## "))]
    assert len(headings) == 9 and all(f"{mark} · " in line for line in headings)
    raw = json.loads(render_json(brief))
    assert raw["realm"] == "exercise" and all(s["realm"] == "exercise" for s in raw["sections"])
    page = render_html(brief, look(ledger)[1])
    assert page.count(f"<h2>{mark} · ") == page.count("<h2>") and "EXERCISE · EXERCICE" in page


def test_the_header_says_what_was_read_and_by_which_reader(ledger: Ledger) -> None:
    file(ledger, full_reading())
    file(ledger, said("the ports stay open"), source="tribune")
    brief = brief_of(ledger)
    assert (brief.documents, brief.outlets, brief.origins) == (2, 2, 2)
    assert sum(n for _, _, n in brief.readers) == 2
    assert "Documents read: 2; outlets: 2; origins: 2" in render_md(brief)


def test_only_what_became_known_in_the_period_is_new(ledger: Ledger) -> None:
    file(ledger, said("the ports stay open", id="old.txt"), hours=-1)
    file(ledger, said("the airfield is closed", id="new.txt"), hours=0.5)
    words = [q.words for s in section(ledger, "other").sentences for q in s.quotes]
    assert words == [("the airfield is closed",)]


def test_looked_for_and_not_seen_stands_apart(ledger: Ledger) -> None:
    file(ledger, full_reading())
    told = [write_sentence(s) for s in section(ledger, "unseen").sentences]
    assert len(told) == 1 and "aucun mouvement" in told[0] and "looked for a change and saw none" in told[0]
    assert not any("looked for" in write_sentence(s) for s in section(ledger, "new").sentences)


def test_a_nested_threat_stays_with_whoever_tells_it(ledger: Ledger) -> None:
    key = file(ledger, full_reading())
    ledger.correct(  # the reader is not sure enough of this one to name anybody; an officer is
        next(s.key for s in ledger.statements(document=key) if s.speaker == "Marja Salo"),
        {"modality": ["threat"]}, author="A. Officer", reason="read again", now=AFTER,
    )  # fmt: skip
    told = [write_sentence(s) for s in section(ledger, "new").sentences if "frappera" in write_sentence(s)]
    assert any("Marja Salo" in t and "made a threat" in t and "as told by Kjell Arden" in t for t in told)


def test_what_is_planned_or_denied_is_told_as_such(ledger: Ledger) -> None:
    key = file(ledger, full_reading())
    for event in ledger.events(document=key):
        ledger.correct(event.key, {"mode": "troops"}, author="A. Officer", reason="seen", now=AFTER)
    told = [write_sentence(s) for s in section(ledger, "new").sentences if s.form == "event"]
    assert any(
        t.startswith("Military exercise (told as planned); time stated: 19 May 2031 – 25 May 2031") for t in told
    )
    assert any(
        "(told as a possibility set aside), on the word of Marja Salo, as told by Kjell Arden" in t for t in told
    )
    assert any("place: Brume-Haute (city)" in t for t in told)


def test_copies_are_folded_into_one_sentence_that_counts_outlets_and_origins(ledger: Ledger) -> None:
    first = file(ledger, said("the ports stay open", id="a.txt"), source="wire")
    second = file(ledger, said("the ports stay open", id="b.txt"), source="herald")
    third = file(ledger, said("The ports stay open", id="c.txt", title="Own report"), source="tribune")
    for key, origin, relation in ((first, first, "origin"), (second, first, "exact"), (third, third, "origin")):
        ledger.append_grouping(
            Grouping(document=key, origin=origin, relation=relation, overlap=1.0, story=first, score=1.0), now=AFTER
        )
    group = section(ledger, "other").groups[0]
    assert (group.outlets, group.origins, len(group.sentences)) == (3, 2, 1)
    assert write_sentence(group.sentences[0]).endswith("[outlets: 3, origins: 2]")
    assert "### Ports (outlets: 3, origins: 2)" in render_md(brief_of(ledger))


def test_nothing_is_left_out_unless_asked_and_then_it_is_counted(ledger: Ledger) -> None:
    for n in range(30):
        file(ledger, said(f"sector {n} is quiet", id=f"{n}.txt", title=f"Report {n}"))
    assert len(section(ledger, "other").sentences) == 30
    cut = next(s for s in brief_of(ledger, top=10).sections if s.name == "other")
    assert (len(cut.sentences), cut.left_out) == (10, 20)
    assert "Sentences left out by the limit that was set: 20" in render_md(brief_of(ledger, top=10))


def test_what_could_not_be_read_is_told(ledger: Ledger) -> None:
    ledger.append_unread(
        Unread("https://example.org/x.pdf", "no text in it", "binary"), now=START + dt.timedelta(minutes=5)
    )
    reading = said("the ports stay open")
    file(ledger, replace(reading, document=replace(reading.document, published=None)))
    told = [write_sentence(s) for s in section(ledger, "unread").sentences]
    assert told == [
        "https://example.org/x.pdf could not be read: no text in it",
        "herald gives no date for Ports",
    ]


def test_an_undated_report_is_told_as_undated(ledger: Ledger) -> None:
    reading = said("the ports stay open")
    file(ledger, replace(reading, document=replace(reading.document, published=None)))
    assert "– herald, undated:" in write_sentence(section(ledger, "other").sentences[0])
    assert "– herald, sans date :" in write_sentence(section(ledger, "other", lang="fr").sentences[0])


def test_words_in_another_language_are_quoted_in_it_and_marked(ledger: Ledger) -> None:
    file(ledger, said("the ports stay open"))
    told = write_sentence(section(ledger, "other", lang="fr").sentences[0])
    assert told == (
        "Déclaration faite par Kjell Arden (mayor) – herald, texte du 14 mai 2031 : "
        "«\u00a0the ports stay open\u00a0» (en anglais)"
    )


def test_both_languages_have_the_same_forms_and_words() -> None:
    en, fr = load_tongue("en"), load_tongue("fr")
    assert en.forms.keys() == fr.forms.keys()
    assert all(sorted(en.names(form)) == sorted(fr.names(form)) for form in en.forms)
    assert {name: table.keys() for name, table in en.words.items() if name != "articles"} == {
        name: table.keys() for name, table in fr.words.items() if name != "articles"
    }


@pytest.mark.parametrize(
    ("value", "shown"), [("2031-05-01", "1er mai 2031"), ("2031-12-25", "25 décembre 2031"), ("soon", "soon")]
)
def test_days_in_french(value: str, shown: str) -> None:
    assert load_tongue("fr").write_day(value) == shown


def test_another_language_is_refused(ledger: Ledger) -> None:
    with pytest.raises(InputError, match="no brief in 'de'"):
        make_brief(look(ledger)[0], (), since=START, until=AFTER, lang="de", texts={})


def test_what_a_watch_looks_out_for_stands_before_other_reporting(ledger: Ledger) -> None:
    file(ledger, said("the ports stay open"))
    file(ledger, said("we will strike the ports", id="b.txt", modality=("threat",)))
    assert [q.words for s in section(ledger, "new").sentences for q in s.quotes] == [("we will strike the ports",)]
    assert [q.words for s in section(ledger, "other").sentences for q in s.quotes] == [("the ports stay open",)]
