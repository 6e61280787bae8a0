"""One checklist over every kind of source: what comes from outside may be wrong in any way, and nothing is made up."""

from __future__ import annotations

import random
import time
from dataclasses import replace

import pytest

from tests.watch.samples import SAMPLES, TEXT, Entry, Sample, number
from vigie.errors import EmptyInput, InputError, TooLarge
from vigie.watch.collect.item import TITLE_CHARS, Origin, Parsed
from vigie.watch.collect.kinds import KINDS, parse_bytes
from vigie.watch.collect.limits import Limits
from vigie.watch.collect.roster import SOURCE_KINDS

ORIGIN = Origin(place="https://port.example/feed")
every = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
HOSTILE = (
    "<script>alert(1)</script>Quay",
    "\u202eyauQ\u202c Quay\u2066",
    "Quay" + "y" * 10_000,
    "Quay\x00\x07\x1b[31m\x9b",
    "Quay ' \" <b onmouseover=x>& ]]>",
)


def parse(sample: Sample, data: bytes, origin: Origin = ORIGIN) -> Parsed:
    return sample.parse(data, origin)


def is_survived(sample: Sample, data: bytes) -> bool:
    """Whether bytes are parsed or refused in words; any other exception fails the test."""
    try:
        parsed = parse(sample, data)
    except InputError as fault:
        assert len(str(fault)) > 20
        return True
    for item in parsed.items:
        assert item.id and (item.title is None or len(item.title) <= TITLE_CHARS)
        assert item.link is None or item.link.lower().startswith(("http://", "https://"))
    return True


def test_every_kind_is_on_the_checklist() -> None:
    assert {sample.kind for sample in SAMPLES} == {*KINDS, "folder"} == set(SOURCE_KINDS)


@every
def test_an_entry_becomes_an_item(sample: Sample) -> None:
    (item,) = parse(sample, sample.build([Entry()])).items
    assert "Ida Brenn said that the harbour of Vessel Bay was quiet" in (item.text or "")
    if sample.has_titles:
        assert item.title == "EXERCISE: harbour quiet"
    if sample.has_dates:
        assert item.day == "2022-10-11"


@every
def test_nothing_at_all_is_refused_as_empty(sample: Sample) -> None:
    for data in (b"", b" \n\r\n ", b"\xef\xbb\xbf"):
        with pytest.raises((EmptyInput, InputError)):
            parse(sample, data)


@every
def test_bytes_that_are_nothing_are_survived(sample: Sample) -> None:
    rng = random.Random("noise")
    for size in (1, 7, 100, 5_000):
        assert is_survived(sample, rng.randbytes(size))
    for start in (
        b"<",
        b"<?xml",
        b"<rss",
        b"{",
        b"[]",
        b"null",
        b'{"items": 7}',
        b"\x1f\x8b\x08",
        b"WARC/1.0\r\n",
        b"\0" * 50,
    ):
        assert is_survived(sample, start)
    assert is_survived(sample, b"<a>" * 20_000) and is_survived(sample, b"[" * 100_000)


@every
def test_damage_anywhere_is_survived(sample: Sample) -> None:
    rng = random.Random("damage")
    whole = sample.build(number(Entry(), 3))
    for _ in range(60):
        cut = bytearray(whole[: rng.randrange(1, len(whole))])
        for _ in range(rng.randrange(4)):
            cut[rng.randrange(len(cut))] = rng.randrange(256)
        assert is_survived(sample, bytes(cut))


@every
def test_entities_are_never_expanded_and_files_never_read(sample: Sample, tmp_path: object) -> None:
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE x [<!ENTITY a0 "boom"><!ENTITY % p SYSTEM "file:///etc/passwd">{bomb}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    plain = (
        sample.build([replace(Entry(), title="EXERCISE MARK")]).decode().replace("EXERCISE MARK", "&a9; &f; Quay")
        if sample.name != "warc_gz"
        else doctype
    )
    start = time.perf_counter()
    for data in (doctype + plain, plain.replace("?>", f"?>{doctype}", 1), "junk " + doctype + plain):
        try:
            parsed = parse(sample, data.encode())
        except InputError:
            continue
        for item in parsed.items:
            for value in (item.title, item.text, item.author):
                assert "root:" not in (value or "") and "boomboom" not in (value or "")
    assert time.perf_counter() - start < 3


@every
def test_a_wrong_or_unknown_encoding_is_survived_and_accents_are_kept(sample: Sample) -> None:
    text = TEXT.replace("quiet", "calme, « très calme », à l’été")
    data = sample.build([replace(Entry(), text=text)])
    if sample.name != "warc_gz":
        for charset in (None, "utf-16", "no-such-encoding", "iso-8859-1", "cp037", "base64"):
            (item,) = parse(sample, data, replace(ORIGIN, charset=charset)).items
            assert "« très calme », à l’été" in (item.text or ""), charset
    for encoding in ("utf-16", "utf-16-le", "latin-1", "cp1252", "utf-32", "cp037", "shift_jis"):
        assert is_survived(sample, data.decode("utf-8", "replace").encode(encoding, "replace"))


@every
def test_an_undated_item_stays_undated(sample: Sample) -> None:
    (item,) = parse(sample, sample.build([replace(Entry(), date=None)])).items
    assert item.dated is None and item.day is None


@every
def test_a_date_that_is_none_is_no_date(sample: Sample) -> None:
    if sample.has_free_dates:
        for raw in ("soon", "today", "now", "99/99/9999", "2022-13-45", "10/11/2022", "Tue, 32 Oct 2022", "x" * 5000):
            (item,) = parse(sample, sample.build([replace(Entry(), raw_date=raw)])).items
            assert item.dated is None, raw


@every
def test_french_dates_are_read(sample: Sample) -> None:
    if sample.has_free_dates:
        for raw in (
            "mar., 11 oct. 2022",
            "mardi 11 octobre 2022 à 8h30",
            "11 octobre 2022 08:30 +0200",
            "mar., 11 oct. 2022 08:30:00 +0200",
        ):
            (item,) = parse(sample, sample.build([replace(Entry(), raw_date=raw)])).items
            assert item.day == "2022-10-11", raw


@every
def test_ids_are_the_same_on_every_fetch_and_whatever_else_came(sample: Sample) -> None:
    entries = number(Entry(), 3) if sample.has_many else [Entry()]
    first = [item.id for item in parse(sample, sample.build(entries)).items]
    assert first == [item.id for item in parse(sample, sample.build(entries)).items]
    assert len(set(first)) == len(entries)
    if sample.has_many:
        later = [
            item.id for item in parse(sample, sample.build([replace(Entry(), number=9), *reversed(entries)])).items
        ]
        assert later[1:] == first[::-1]


@every
@pytest.mark.parametrize("title", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_title_is_one_plain_line(sample: Sample, title: str) -> None:
    for item in parse(sample, sample.build([replace(Entry(), title=title)])).items:
        for shown in (item.title, item.author):
            if shown is not None:
                assert len(shown) <= TITLE_CHARS and shown.isprintable()
                assert not set("\u202e\u202c\u2066\x00\x1b\x9b") & set(shown)
        assert not sample.has_titles or "Quay" in (item.title or "")


@every
def test_ten_thousand_items_are_read_within_seconds_and_none_is_left_out(sample: Sample) -> None:
    if not sample.has_many or sample.name == "warc_gz":
        return
    data = sample.build(number(Entry(), 10_000))
    start = time.process_time()
    parsed = parse(sample, data, replace(ORIGIN, limits=Limits(page_bytes=100_000_000)))
    assert len(parsed.items) == 10_000 and not parsed.unread
    assert time.process_time() - start < 20


@every
def test_more_bytes_than_the_limit_are_refused(sample: Sample) -> None:
    data = sample.build([Entry()])
    small = Limits(text_bytes=100, page_bytes=100, export_bytes=100)
    with pytest.raises((TooLarge, InputError), match="more than 100 bytes"):
        parse(sample, data, replace(ORIGIN, limits=small))


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://", "//[x", " "]
)
def test_a_link_that_leads_elsewhere_than_the_web_is_none(link: str) -> None:
    data = f"<rss><channel><item><title>EXERCISE</title><link>{link}</link></item></channel></rss>".encode()
    (item,) = parse_bytes("feed", data, Origin(place="feed")).items
    assert item.link is None


def test_an_unknown_kind_names_the_known_ones() -> None:
    with pytest.raises(InputError, match="kinds: feed, page"):
        parse_bytes("gopher", b"x", ORIGIN)
