"""Dates: every form that feeds use, and None for all that would have to be guessed."""

from __future__ import annotations

import pytest

from vigie.watch.collect.dates import parse_date, parse_moment

READ = {
    "Thu, 01 Jan 2004 19:48:21 GMT": "2004-01-01T19:48:21Z",
    "01 Jan 2004 19:48:21 -0500": "2004-01-02T00:48:21Z",
    "Thu, 1 Jan 04 19:48 EST": "2004-01-02T00:48:00Z",
    "Sat, Dec 16 2023 02:02:33 PM": "2023-12-16T14:02:33",
    "Thu Jan  1 19:48:21 2004": "2004-01-01T19:48:21",
    "2022-10-11": "2022-10-11",
    "2022-10": "2022-10",
    "2022": "2022",
    "20221011": "2022-10-11",
    "2022-10-11T08:30Z": "2022-10-11T08:30:00Z",
    "2022-10-11T08:30:15.250+02:00": "2022-10-11T06:30:15Z",
    "2022-10-11 08:30:15": "2022-10-11T08:30:15",
    "20221011T083015Z": "2022-10-11T08:30:15Z",
    "2022-284": "2022-10-11",
    "2022-10-11T00:30:00+02:00": "2022-10-10T22:30:00Z",
    "mar., 11 oct. 2022": "2022-10-11",
    "mardi 11 octobre 2022 à 14h30": "2022-10-11T14:30:00",
    "1er août 2022": "2022-08-01",
    "October 3rd, 2022": "2022-10-03",
    "Mar, 01 Mar 2022 10:00:00 CET": "2022-03-01T09:00:00Z",
    "mar. 1 mars 2022": "2022-03-01",
    "mer, 16 nov 2022 00:38:15 +0100": "2022-11-15T23:38:15Z",
    "11 de octubre de 2022": "2022-10-11",
    "Di., 11. Okt. 2022 08:30 MESZ": "2022-10-11T06:30:00Z",
    "11 жовтня 2022, 08:30": "2022-10-11T08:30:00",
    "вт, 11 окт 2022 08:30:00 +0300": "2022-10-11T05:30:00Z",
    "2022年10月11日 8:30": "2022-10-11T08:30:00",
    "2004년 5월 28일 오후 11:31:15": "2004-05-28T14:31:15Z",
    "11.10.2022 08:30:00 UTC+02:00": "2022-10-11T06:30:00Z",
    "13/10/2022": "2022-10-13",
    "10/13/2022": "2022-10-13",
    "October 11, 2022": "2022-10-11",
    "2022-10-11T24:00:00Z": None,
    "2022-02-30": None,
    "31 Feb 2022": None,
    "Tue, 32 Oct 2022": None,
    "0001-01-01": None,
    "9999-12-31": None,
    "10/11/2022": None,
    "11 2022": None,
    "oct": None,
    "now": None,
    "yesterday": None,
    "": None,
    "-335": None,
    "--12": None,
    "11 March or April 2022": None,
}


@pytest.mark.parametrize("written", READ)
def test_a_date_is_what_is_written_and_no_more(written: str) -> None:
    assert parse_date(written) == READ[written]


def test_two_small_numbers_are_a_day_and_month_only_where_the_language_has_one_order() -> None:
    assert parse_date("11/10/2022 08:30", lang="fr") == "2022-10-11T08:30:00"
    assert parse_date("11/10/2022", lang="en") is None
    assert parse_date("10/10/2022", lang="en") == "2022-10-10"


def test_a_date_in_its_own_form_is_read_as_itself() -> None:
    for written in READ.values():
        assert written is None or parse_date(written) == written


@pytest.mark.parametrize(
    "hostile", ["1" * 5000, "jan " * 1000, "٣٢ jan 2022", "1 jan " + "9" * 40, "²⁰²²", "²²²² jan 3"]
)
def test_a_hostile_date_is_none(hostile: str) -> None:
    assert parse_date(hostile) is None


def test_seconds_since_1970_are_a_moment_within_reason() -> None:
    assert parse_moment("1665477000") == "2022-10-11T08:30:00Z"
    assert [parse_moment(v) for v in ("", None, "1e400", "9" * 30, -(10**18), "x")] == [None] * 6
