"""The routine calendar: real entries with their sources, bounded reading of own ones, matches and departures."""

from __future__ import annotations

import datetime as dt
import json
import time
from dataclasses import replace
from pathlib import Path

import icalendar
import pytest
import recurring_ical_events
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.watch.signals.readings import Report, view_of
from vigie.cli import main
from vigie.errors import CalendarError
from vigie.watch.post import find_post
from vigie.watch.signals.find import find_signals, load_settings
from vigie.watch.signals.posture import load_domains, name_actor
from vigie.watch.signals.routine import (
    DEPARTURES,
    Departure,
    RoutineMatch,
    days_off,
    find_routine,
    find_run,
    load_calendar,
    load_packaged,
    match_signals,
    next_run,
    parse_calendar,
    routine_signals,
)
from vigie.watch.signals.routine.names import find_new_name, find_phrases, load_routine_words
from vigie.watch.signals.tell import load_words, tell

LANGUAGES = ("en", "fr")
PACKAGED = {entry.uid.partition("@")[0]: entry for entry in load_packaged()}


def ics(*lines: str, start: str = "DTSTART;VALUE=DATE:20300506") -> bytes:
    """Return a calendar of one event, with these lines from line 6 on."""
    head = ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:quiet@desk", "SUMMARY:Quiet Harbour", start]
    return "\r\n".join([*head, *lines, "END:VEVENT", "END:VCALENDAR", ""]).encode()


OWN = ics("RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=1MO", "X-VIGIE-ORGANISER:IGONAT", "X-VIGIE-SIZE;UNIT=ships:30-40",
          "X-VIGIE-TOLERANCE-DAYS:7", "X-VIGIE-PLACE:DNK,NOR", "X-VIGIE-NOTICE-DAYS:3")  # fmt: skip


# The packaged set ----------------------------------------------------------------------------------------------------


def test_the_packaged_set_is_large_and_every_entry_has_organisers_source_and_says_it_is_unchecked() -> None:
    assert len(PACKAGED) >= 25
    text = (Path(__file__).parents[3] / "vigie/watch/signals/exercises.ics").read_text(encoding="utf-8")
    assert text.count("X-VIGIE-CHECKED:no") == len(PACKAGED)
    for entry in PACKAGED.values():
        assert entry.organisers and entry.source and not entry.checked and entry.packaged, entry.uid
        assert all(name_actor(code, "fr") != code for code in (*entry.organisers, *entry.places)), entry.uid
        assert set(entry.domains) <= set(load_domains()), entry.uid
        assert not entry.sizes or entry.size_basis, entry.uid
        assert entry.rule or entry.tolerance == 0, f"{entry.uid}: tolerance without a season"


def test_every_rule_agrees_with_its_first_day_and_falls_on_days_to_come_unless_it_ended() -> None:
    for entry in PACKAGED.values():
        if entry.rule and "UNTIL" not in entry.rule:
            found = find_run(entry, entry.first)
            assert found is not None and found[0] == entry.first, entry.uid
            assert next_run(entry, dt.date(2031, 1, 1)), entry.uid


def test_other_programs_read_the_packaged_set() -> None:
    calendar = icalendar.Calendar.from_ical(CliRunner().invoke(main, ["calendar", "export"]).stdout_bytes)
    year = recurring_ical_events.of(calendar).between(dt.date(2022, 10, 1), dt.date(2022, 11, 1))
    assert {"Steadfast Noon", "Grom"} <= {str(event["SUMMARY"]) for event in year}


def test_the_third_monday_of_october_is_found_by_hand() -> None:
    noon = PACKAGED["steadfast-noon"]
    assert find_run(noon, dt.date(2022, 10, 1)) == (dt.date(2022, 10, 17), dt.date(2022, 10, 30))
    off = {
        day: days_off(noon, dt.date.fromisoformat(day))
        for day in ("2022-10-07", "2022-10-06", "2022-11-09", "2022-11-12")
    }
    assert off == {"2022-10-07": 0, "2022-10-06": 1, "2022-11-09": 0, "2022-11-12": 3}
    assert days_off(PACKAGED["poker"], dt.date(2031, 5, 2)) is None
    ended = days_off(PACKAGED["foal-eagle"], dt.date(2031, 3, 2))
    assert ended is not None and ended > 365


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_entry_of_the_words_is_found_in_its_match_and_not_in_its_skip(lang: str) -> None:
    for entry in load_routine_words(lang).entries:
        assert entry.match and entry.skip
        for text in entry.match:
            assert entry.key in dict(find_phrases(text, lang)), (entry.key, text)
        for text in entry.skip:
            assert entry.key not in dict(find_phrases(text, lang)), (entry.key, text)


def test_every_departure_and_stage_is_told_in_both_languages() -> None:
    words = load_words()
    assert set(words["departure"]) == {*DEPARTURES, "new_unnamed", "no_notice_said_unnamed"}
    assert set(words["routine"]) == {"planned", "begun", "ended", "undated"}
    assert all(set(form) == set(LANGUAGES) for kind in ("departure", "routine") for form in words[kind].values())


# Own calendars -------------------------------------------------------------------------------------------------------


def test_an_own_entry_is_added_and_replaces_the_packaged_one_of_its_uid(tmp_path: Path) -> None:
    (tmp_path / "calendar.ics").write_bytes(OWN.replace(b"quiet@desk", b"grom@vigie"))
    merged = load_calendar(tmp_path / "calendar.ics")
    assert len(merged) == len(PACKAGED) and [e.name for e in merged if e.uid == "grom@vigie"] == ["Quiet Harbour"]
    (tmp_path / "calendar.ics").write_bytes(OWN)
    assert len(load_calendar(tmp_path / "calendar.ics")) == len(PACKAGED) + 1
    with pytest.raises(CalendarError, match="cannot be read"):
        load_calendar(tmp_path / "none.ics")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (ics("RRULE:FREQ=SECONDLY"), "c.ics:6: RRULE: FREQ=SECONDLY is no season"),
        (ics("RRULE:FREQ=YEARLY;BYHOUR=1,2,3"), "c.ics:6: RRULE: hours, minutes and seconds"),
        (ics("RRULE:FREQ=YEARLY;COUNT=999999999"), "c.ics:6: RRULE: COUNT is not read"),
        (ics("RRULE:FREQ=YEARLY;INTERVAL=99999"), "c.ics:6: RRULE: INTERVAL=99999"),
        (ics("RRULE:every spring"), "c.ics:6: RRULE: 'every spring' has no FREQ"),
        (ics("RDATE:20310101"), "c.ics:6: RDATE is not read here"),
        (ics("DTEND;VALUE=DATE:20400101"), "c.ics:6: it lasts 3527 days"),
        (ics("DTEND;VALUE=DATE:20300401"), "c.ics:6: it lasts -35 days"),
        (ics("X-VIGIE-ORGANISER:Russia"), "c.ics:6: X-VIGIE-ORGANISER: 'Russia' is no code"),
        (ics("X-VIGIE-SIZE;UNIT=legions:3"), "c.ics:6: X-VIGIE-SIZE"),
        (ics("X-VIGIE-SIZE;UNIT=ships:40-30"), "c.ics:6: X-VIGIE-SIZE: 40-30 runs backwards"),
        (ics("X-VIGIE-TOLERANCE-DAYS:ten"), "c.ics:6: X-VIGIE-TOLERANCE-DAYS: 'ten' is no number"),
        (ics("just words"), "c.ics:6: no property: 'just words'"),
        (ics("LOCATION:" + "x" * 5000), "c.ics:6: longer than 4000 characters"),
        (ics(start="DTSTART:spring"), "c.ics:5: DTSTART: cannot understand 'spring'"),
        (ics(start="DTSTART;VALUE=DATE:99990101"), "c.ics:5: DTSTART: the year 9999"),
        (ics(start="LOCATION:here"), "c.ics:2: this event has no DTSTART"),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\n", "c.ics:2: BEGIN:VEVENT is never closed"),
        (b"BEGIN:VCALENDAR\nEND:VEVENT\nEND:VCALENDAR\n", "c.ics:2: END:VEVENT closes nothing"),
        (b"BEGIN:VCALENDAR\n" * 50, "c.ics:5: BEGIN:VCALENDAR is nested more than 4 deep"),
        (b"SUMMARY:x\n", "c.ics:1: SUMMARY stands outside"),
        (b"BEGIN:VCALENDAR\nX:\xff\n", "c.ics:2: not UTF-8"),
        (b"x" * 1_000_001, "c.ics:1: 1000001 bytes"),
        (b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\nEND:VEVENT\n" * 501, "has no UID"),
        (OWN[:-15] + OWN[17:], "c.ics:13: UID quiet@desk is also at line 2"),
    ],
)  # fmt: skip
def test_a_faulty_calendar_is_refused_with_the_line_of_each_fault(data: bytes, message: str) -> None:
    with pytest.raises(CalendarError) as fault:
        parse_calendar(data, "c.ics")
    assert message in str(fault.value) and len(str(fault.value).splitlines()) <= 20


def test_all_faults_of_a_file_are_told_at_once() -> None:
    with pytest.raises(CalendarError) as fault:
        parse_calendar(ics("RRULE:FREQ=SECONDLY", "X-VIGIE-PLACE:here", "EXDATE:20310101"), "c.ics")
    assert {line.split(":")[1] for line in str(fault.value).splitlines()} == {"6", "7", "8"}


def test_a_rule_that_never_falls_and_one_that_never_ends_cost_little() -> None:
    started = time.perf_counter()
    event = OWN[17:-15]
    many = b"BEGIN:VCALENDAR\r\n" + b"".join(event.replace(b"quiet@", b"q%d@" % n) for n in range(500)) + OWN[-15:]
    assert len(parse_calendar(many, "c.ics")) == 500
    dead = many.replace(b"BYDAY=1MO", b"BYMONTHDAY=32,31").replace(b"BYMONTH=5", b"BYMONTH=2")
    with pytest.raises(CalendarError, match="BYMONTHDAY"):
        parse_calendar(dead, "c.ics")
    with pytest.raises(CalendarError, match="falls on no day"):
        parse_calendar(many.replace(b"BYDAY=1MO", b"BYMONTHDAY=31").replace(b"BYMONTH=5", b"BYMONTH=2"), "c.ics")
    every = ",".join(str(day) for day in range(1, 29)).encode()
    with pytest.raises(CalendarError, match="are no season"):
        parse_calendar(many.replace(b"BYDAY=1MO", b"BYMONTHDAY=" + every).replace(b"BYMONTH=5;", b""), "c.ics")
    with pytest.raises(CalendarError, match="falls on no day but the first"):
        parse_calendar(ics("RRULE:FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=31"), "c.ics")
    (weekly,) = parse_calendar(ics("RRULE:FREQ=WEEKLY", start="DTSTART;VALUE=DATE:19010101"), "c.ics")
    assert find_run(weekly, dt.date(2031, 5, 2)) is not None
    assert time.perf_counter() - started < 12


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(OWN.decode().splitlines()), st.text(max_size=40)), max_size=15))
def test_any_lines_at_all_are_read_or_refused_and_nothing_else(lines: list[str]) -> None:
    try:
        for entry in parse_calendar("\n".join(lines).encode("utf-8", "replace"), "c.ics"):
            days_off(entry, dt.date(2031, 5, 2))
    except CalendarError as fault:
        assert all(line.startswith("c.ics:") for line in str(fault).splitlines())


def test_folded_lines_escapes_and_alarms_are_read_as_the_standard_says() -> None:
    lines = ("LOCATION:North\\, then", " \tsouth", "BEGIN:VALARM", "SUMMARY:ring", "END:VALARM", "DURATION:P3D")
    (entry,) = parse_calendar(ics(*lines), "c.ics")
    assert (entry.location, entry.name, entry.days, entry.line) == ("North, then\tsouth", "Quiet Harbour", 3, 2)


# Names ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "lang", "name"),
    [
        ("Sweden begins its exercise “Lantern Moon” on Monday.", "en", "Lantern Moon"),
        ("The Silver Heron exercise drew crowds.", "en", "Silver Heron"),
        ("Exercise Silver Heron drew crowds.", "en", "Silver Heron"),
        ("The Russian Navy exercise ended.", "en", None),
        ("“This is a routine exercise,” she said.", "en", None),
        ("The Russian-Chinese exercises ended.", "en", None),
        ("A Mediterranean exercise with Italy was planned.", "en", None),
        ("The NATO exercise in Poland ended on Monday.", "en", None),
        ("L'exercice « Héron d'argent » débute lundi.", "fr", "Héron d'argent"),
        ("Un exercice baptisé « Aile Rouge » débute lundi.", "fr", "Aile Rouge"),
        ("L'exercice de l'OTAN débute lundi.", "fr", None),
        ("« Cet exercice est une provocation », a-t-il dit.", "fr", None),
    ],
)
def test_a_new_name_is_one_that_the_words_show(text: str, lang: str, name: str | None) -> None:
    assert find_new_name(text, lang) == name


# Real readings, of texts that the rules were not written from ----------------------------------------------------


def found(tmp_path: Path, *reports: Report, at: str, texts: bool = True) -> dict[str, RoutineMatch]:
    view, known = view_of(tmp_path, *reports, at=at, texts=texts)
    return {match.run: match for match in find_routine(view, load_packaged(), known)}


def departures(match: RoutineMatch) -> set[str]:
    return {departure.kind for departure in match.departures}


FRESH = [
    ("2031-06-03", "en", "BALTOPS, the yearly naval exercise in the Baltic, started on Tuesday with 45 ships from 18 "
     "countries, the US Sixth Fleet said.", "baltops@vigie:2031", "begun", set()),
    ("2031-02-18", "en", "Taiwan's army began its Han Kuang drills on Monday, five months early, without prior "
     "announcement, the ministry said.", "han-kuang@vigie:2031", "begun", {"season", "no_notice_said"}),
    ("2031-05-06", "en", "The Philippines and the United States will start the Balikatan exercise on 12 May with 52,000 "
     "troops, Manila said.", "balikatan@vigie:2031", "planned", {"size"}),
    ("2032-03-09", "fr", "La Norvège a lancé lundi l'exercice « Nordic Response », auquel participent 25 000 soldats de 20 "
     "pays.", "cold-response@vigie:2032", "begun", set()),
    ("2031-09-02", "fr", "La France et l'Italie débuteront lundi un exercice aérien baptisé « Aile Rouge » au-dessus de la "
     "Corse.", "name:aile rouge:2031", "planned", {"new"}),
    ("2031-10-21", "en", "Exercise Lantern Moon, led by Sweden, begins on Thursday near Gotland with 4,000 soldiers.",
     "name:lantern moon:2031", "planned", {"new"}),
    ("2031-08-18", "en", "South Korean and American forces began “Ulchi Freedom Shield” on Monday, as every "
     "year, officials said. The exercise was announced in June.", "ulchi-freedom-shield@vigie:2031", "begun", set()),
]  # fmt: skip


@pytest.mark.parametrize(("day", "lang", "text", "run", "stage", "kinds"), FRESH)
def test_what_is_read_is_matched_and_its_departures_named(
    tmp_path: Path, day: str, lang: str, text: str, run: str, stage: str, kinds: set[str]
) -> None:
    matches = found(tmp_path, Report(day, text, lang=lang), at=day)
    assert set(matches) == {run}
    assert (matches[run].stage, departures(matches[run])) == (stage, kinds)


@pytest.mark.parametrize(
    "text",
    [
        "The minister said he had exercised his right of reply. Poker is popular in the barracks.",
        "Orion was bright over the bay, and a sea breeze cooled the malabar coast.",
        "Residents were told to hold a fire drill at the school, the mayor said.",
    ],
)
def test_a_name_without_an_exercise_is_none(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, Report("2031-05-02", text), at="2031-05-02") == {}


def test_an_old_exercise_that_is_only_mentioned_departs_from_nothing(tmp_path: Path) -> None:
    text = "Russia used the Zapad exercises as a cover, analysts say."
    view, texts = view_of(tmp_path, Report("2031-05-02", text), at="2031-05-02")
    (match,) = find_routine(view, load_packaged(), texts)
    assert (match.stage, match.departures) == ("mentioned", ()) and routine_signals(view, load_packaged(), texts) == ()


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The Russian army holds the military exercise “Zapad” every year in the same season."),
        ("en", "Russia holds the exercise Zapad every year."),
        ("fr", "La Russie organise chaque année l'exercice Zapad, annoncé de longue date."),
    ],
)
def test_that_an_exercise_is_held_every_year_is_no_beginning(tmp_path: Path, lang: str, text: str) -> None:
    view, texts = view_of(tmp_path, Report("2031-03-02", text, lang=lang), at="2031-03-02")
    stages = {match.stage for match in find_routine(view, load_packaged(), texts)}
    assert stages <= {"mentioned", "planned"}
    assert [s for s in routine_signals(view, load_packaged(), texts) if s.form == "season"] == []


def test_an_unnamed_exercise_is_matched_by_organiser_season_and_kind(tmp_path: Path) -> None:
    text = "Taiwan began military exercises on Monday, with reservists and tanks, the ministry said."
    matches = found(tmp_path, Report("2031-07-29", text), at="2031-07-29")
    assert [(m.entry.name if m.entry else None, m.how) for m in matches.values()] == [
        ("Han Kuang", "organiser, season and kind")
    ]
    view, texts = view_of(tmp_path, Report("2031-02-04", text), at="2031-02-04", name="winter")
    assert [departures(m) for m in find_routine(view, load_packaged(), texts)] == [{"new"}]


def test_the_lead_without_the_name_and_the_day_of_another_act_do_not_mislead(tmp_path: Path) -> None:
    text = (
        "NATO will begin a nuclear exercise next week, officials said.\n\n"
        "The exercise comes after the threat that Russia made two weeks ago.\n\n"
        "Known as “Steadfast Noon”, it involves 14 countries."
    )
    (match,) = found(tmp_path, Report("2031-10-16", text), at="2031-10-16").values()
    assert (match.name, match.stage, match.day, match.departures) == ("Steadfast Noon", "planned", "2031-10-20", ())


def test_a_place_that_is_not_usual_is_named(tmp_path: Path) -> None:
    there = Report("2031-10-30", "Russia held its Grom exercise in Belarus on Tuesday, officials in Minsk said.")
    (match,) = found(tmp_path, there, at="2031-10-30").values()
    assert [(d.kind, d.found, d.usual) for d in match.departures] == [("place", "BLR", "RUS")]
    home = Report("2031-10-30", "Russia held its Grom exercise in Murmansk on Tuesday, officials in Moscow said.")
    view, texts = view_of(tmp_path, home, at="2031-10-30", name="home")
    assert [departures(m) for m in find_routine(view, load_packaged(), texts)] == [set()]


NOTICE = Report(
    "2031-05-30", "NATO and the United States will begin the BALTOPS exercise on 4 June, the alliance said."
)
START = Report("2031-06-05", "The BALTOPS exercise began on Wednesday with 45 ships, the US Sixth Fleet said.")
OLD = Report("2031-05-20", "The mayor of Kiel said the bridge would close for repairs.")


def test_notice_is_missed_only_where_the_ledger_reaches_back_far_enough(tmp_path: Path) -> None:
    kinds = {}
    for name, reports in {"told": (OLD, NOTICE, START), "untold": (OLD, START), "too short": (START,)}.items():
        view, texts = view_of(tmp_path, *reports, at="2031-06-06", name=name)
        (match,) = find_routine(view, load_packaged(), texts)
        kinds[name] = (match.stage, departures(match))
    assert kinds == {"told": ("begun", set()), "untold": ("begun", {"no_notice_seen"}), "too short": ("begun", set())}


def test_routine_is_shown_and_hides_nothing(tmp_path: Path) -> None:
    view, texts = view_of(tmp_path, OLD, NOTICE, START, at="2031-06-06")
    signals = routine_signals(view, load_packaged(), texts)
    assert [(s.kind, s.form, s.level, s.key) for s in signals] == [
        ("routine", "begun", "notice", "routine:baltops@vigie:2031")
    ]
    known = {r.key for r in view.events} | {r.key for r in view.statements} | set(view.documents)
    assert set(signals[0].inputs) <= known and len({key.split(".")[0] for key in signals[0].inputs}) == 2
    assert "BALTOPS" in tell(signals[0], "en") and "OTAN" in tell(signals[0], "fr")


def test_a_departure_is_told_with_its_records_and_what_is_usual(tmp_path: Path) -> None:
    report = Report("2031-02-18", FRESH[1][2])
    view, texts = view_of(tmp_path, report, at="2031-02-18")
    season, said = (s for s in routine_signals(view, load_packaged(), texts) if s.kind == "departure")
    assert (season.form, season.level, said.form) == ("season", "watch", "no_notice_said")
    assert "2031-02-17" in tell(season, "en") and "hors saison" in tell(season, "fr")
    assert "without prior announcement" in tell(said, "fr") and {"Han Kuang", "TWN"} <= set(season.about)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_departure_can_be_told_of_a_named_run_and_of_one_without_a_name(tmp_path: Path, lang: str) -> None:
    view, texts = view_of(tmp_path, Report("2031-02-18", FRESH[1][2]), at="2031-02-18")
    (named,) = find_routine(view, load_packaged(), texts)
    every = tuple(
        Departure(kind=kind, found="found", usual="usual", keys=named.inputs, unit="ships") for kind in DEPARTURES
    )
    for match in (named, replace(named, entry=None, name="")):
        kept = every if match.name else tuple(d for d in every if d.kind in ("new", "no_notice_said"))
        told = [tell(signal, lang) for signal in match_signals(replace(match, departures=kept))]
        assert len(told) == len(kept) + (match.entry is not None) and all("{" not in sentence for sentence in told)


def test_the_watch_finds_posture_and_routine_among_its_signals(tmp_path: Path) -> None:
    view, texts = view_of(tmp_path, Report("2031-02-18", FRESH[1][2]), at="2031-02-18")
    kinds = {signal.kind for signal in find_signals(view, texts=texts)}
    assert {"routine", "departure"} <= kinds


def test_the_calendar_beside_the_ledger_is_the_desks(tmp_path: Path) -> None:
    post = find_post(tmp_path / "watch.vigie")
    assert load_settings(post, None).calendar == load_packaged()
    (tmp_path / "calendar.ics").write_bytes(OWN)
    assert [e.name for e in load_settings(post, None).calendar if not e.packaged] == ["Quiet Harbour"]


def test_an_own_entry_explains_what_was_not_in_the_calendar(tmp_path: Path) -> None:
    report = Report(
        "2031-05-02", "NATO will begin its exercise “Quiet Harbour” on 5 May with 36 ships, the alliance said."
    )
    view, texts = view_of(tmp_path, report, at="2031-05-02")
    without = find_routine(view, load_packaged(), texts)[0]
    assert departures(without) == {"new"} and [s.level for s in routine_signals(view, load_packaged(), texts)] == [
        "notice"
    ]
    explained = find_routine(view, (*load_packaged(), *parse_calendar(OWN, "c.ics")), texts)[0]
    assert explained.entry is not None and departures(explained) == set()


def test_statements_and_titles_are_enough_where_no_text_is_at_hand(tmp_path: Path) -> None:
    view, _ = view_of(tmp_path, NOTICE, at="2031-05-30", texts=False)
    assert [m.run for m in find_routine(view, load_packaged())] == ["baltops@vigie:2031"]
    titled = replace(view, statements=(), events=(), documents={
        key: replace(d, title="BALTOPS naval exercise to begin") for key, d in view.documents.items()
    })  # fmt: skip
    assert [m.run for m in find_routine(titled, load_packaged())] == ["baltops@vigie:2031"]


def test_the_order_of_filing_changes_no_match(tmp_path: Path) -> None:
    boards = []
    for name, order in (("a", (OLD, NOTICE, START)), ("b", (START, NOTICE, OLD))):
        view, texts = view_of(tmp_path, *order, at="2031-06-06", name=name)
        boards.append(
            [(m.run, m.stage, m.day, m.departures, m.inputs) for m in find_routine(view, load_packaged(), texts)]
        )
    assert boards[0] == boards[1]


# The command ---------------------------------------------------------------------------------------------------------


def test_the_command_lists_checks_and_matches(tmp_path: Path) -> None:
    run = CliRunner()
    listed = run.invoke(main, ["calendar", "list", "--organiser", "fra", "--format", "json"])
    assert {row["name"] for row in json.loads(listed.stdout)} == {"Poker", "Orion", "Bastille Day parade"}
    assert "(not checked)" in run.invoke(main, ["calendar", "list"]).stdout
    (tmp_path / "calendar.ics").write_bytes(OWN)
    assert "1 event(s), sound" in run.invoke(main, ["calendar", "check", str(tmp_path / "calendar.ics")]).stdout
    (tmp_path / "bad.ics").write_bytes(ics("RRULE:FREQ=SECONDLY"))
    bad = run.invoke(main, ["calendar", "check", str(tmp_path / "bad.ics")])
    assert bad.exit_code == 3 and "bad.ics:6: RRULE" in bad.stderr
    report = Report(
        "2031-05-02", "NATO will begin its exercise “Quiet Harbour” on 5 May with 36 ships, the alliance said."
    )
    view_of(tmp_path, report, at="2031-05-02")
    asked = ["calendar", "matches", "--ledger", str(tmp_path / "w.vigie"), "--as-known-at", "2031-05-03"]
    shown = run.invoke(main, [*asked, "--lang", "fr"])
    assert shown.exit_code == 0 and "Routine : Quiet Harbour (OTAN)" in shown.stdout and "EXERCISE" in shown.stdout
    (match,) = json.loads(run.invoke(main, [*asked, "--format", "json"]).stdout)
    assert all(key in shown.stdout for key in match["inputs"]) and match["entry"]["uid"] == "quiet@desk"


def test_export_never_writes_over_a_file(tmp_path: Path) -> None:
    target = tmp_path / "out.ics"
    assert CliRunner().invoke(main, ["calendar", "export", "--out", str(target)]).exit_code == 0
    assert len(parse_calendar(target.read_bytes(), "out.ics")) == len(PACKAGED)
    assert CliRunner().invoke(main, ["calendar", "export", "--out", str(target)]).exit_code == 3
