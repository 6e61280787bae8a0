"""Archives and exports: damage costs the record it is in, and no other."""

from __future__ import annotations

import gzip
import json
import time
from io import BytesIO

import pytest

from tests.watch.samples import (
    Entry,
    build_page,
    build_telegram,
    build_telegram_html,
    build_warc_gz,
    number,
    warc_record,
)
from vigie.errors import InputError
from vigie.model import Unread
from vigie.watch.collect.folder import iter_folder
from vigie.watch.collect.item import Item, Origin
from vigie.watch.collect.limits import Limits
from vigie.watch.collect.telegram import parse_telegram
from vigie.watch.collect.warc import Record, iter_records, join_chunks, parse_warc

HERE = Origin(place="port.warc")
ONE, TWO, THREE = number(Entry(), 3)


def page(entry: Entry, length: int | None = None) -> bytes:
    return warc_record(entry, build_page([entry]), length=length)


def numbers(data: bytes, limit: int = 1_000_000) -> tuple[list[str], list[str]]:
    """The numbers of the pages read, and why others were not."""
    found = list(iter_records(BytesIO(data), where="port.warc", record_bytes=limit))
    return (
        [(r.address or "").rsplit("/", 1)[-1] for r in found if isinstance(r, Record)],
        [r.reason for r in found if isinstance(r, Unread)],
    )


def test_a_page_in_an_archive_is_an_item_with_the_day_it_was_taken() -> None:
    (item,) = parse_warc(page(ONE), HERE).items
    assert (item.id, item.day, item.captured) == (ONE.link, "2022-10-11", "2022-11-01T00:00:00Z")


@pytest.mark.parametrize("lie", [0, 10, 10_000, 999_999_999_999, -1])
def test_a_record_that_lies_about_its_length_costs_only_itself(lie: int) -> None:
    data = page(ONE) + page(TWO, length=lie) + page(THREE)
    read, why = numbers(data)
    assert read == ["1", "3"] and len(why) >= 1
    packed = b"".join(map(gzip.compress, (page(ONE), page(TWO, length=lie), page(THREE))))
    assert numbers(packed)[0] == ["1", "3"]


def test_a_record_cut_at_the_end_is_reported() -> None:
    read, why = numbers((page(ONE) + page(TWO))[:-100])
    assert read == ["1"] and "cut off" in why[0]


def test_damage_in_one_gzip_member_costs_only_that_member() -> None:
    first, second, third = map(gzip.compress, (page(ONE), page(TWO), page(THREE)))
    for at in (12, len(second) // 2, len(second) - 6):
        bad = bytearray(second)
        bad[at] ^= 0xFF
        read, why = numbers(first + bytes(bad) + third)
        assert read == ["1", "3"] and why, at
    read, why = numbers(first + b"garbage" * 50 + third)
    assert read == ["1", "3"] and why


def test_an_archive_of_lies_is_done_within_seconds_and_says_what_was_lost() -> None:
    start = time.process_time()
    _, why = numbers(b"WARC/1.0\r\nContent-Length: 999999\r\n\r\n" * 25_000)
    assert why
    read, why = numbers(b"\x1f\x8b\x08\x00" * 100_000 + gzip.compress(page(ONE)))
    assert read == ["1"] and 1 <= len(why) <= 3
    assert numbers(b"\x1f\x8b\x08" * 100_000)[1], "a header that never ends is damage too"
    assert time.process_time() - start < 10


def test_an_archive_packed_as_one_is_read_too() -> None:
    assert numbers(gzip.compress(page(ONE) + page(TWO)))[0] == ["1", "2"]


def test_a_record_over_the_limit_is_passed_over_and_never_held() -> None:
    big = warc_record(TWO, b"x" * 300_000)
    read, why = numbers(page(ONE) + big + page(THREE), limit=100_000)
    assert read == ["1", "3"] and "raise the limit" in why[0]
    bomb = gzip.compress(warc_record(TWO, b"\0" * 30_000_000))
    read, why = numbers(gzip.compress(page(ONE)) + bomb + gzip.compress(page(THREE)), limit=100_000)
    assert read == ["1", "3"] and len(why) == 1


def test_answers_that_are_no_pages_are_passed_over() -> None:
    missing = page(ONE).replace(b"200 OK", b"404 No")
    picture = warc_record(TWO, b"GIF89a", "image/gif")
    parsed = parse_warc(missing + picture, HERE)
    assert parsed.items == () and parsed.unread == ()


def test_bodies_in_chunks_or_packed_are_read_and_bombs_are_not() -> None:
    body = build_page([ONE])
    packed = gzip.compress(body)
    kind = "text/html\r\nContent-Encoding: gzip"
    (item,) = parse_warc(warc_record(ONE, packed, kind), HERE).items
    assert "Ida Brenn" in (item.text or "")
    bomb = warc_record(ONE, gzip.compress(b"<p>" * 10_000_000), kind)
    (unread,) = parse_warc(bomb, Origin(place="x", limits=Limits(page_bytes=1_000_000))).unread
    assert "when unpacked" in unread.reason
    assert join_chunks(b"4\r\nWiki\r\n5;x=y\r\npedia\r\n0\r\n\r\n") == b"Wikipedia"
    assert join_chunks(body) == body


def test_a_message_that_is_forwarded_or_edited_says_so() -> None:
    message = {
        "id": 5, "type": "message", "from": "Desk", "forwarded_from": "Port of Vessel Bay", "date": "2022-10-11T10:30:00",
        "edited_unixtime": "1665480000", "text": ["Calm ", {"type": "link", "text": "here"}],
    }  # fmt: skip
    (item,) = parse_telegram(json.dumps({"id": 9, "messages": [message]}).encode(), HERE).items
    assert (item.id, item.author, item.text) == ("telegram:9/5", "Port of Vessel Bay", "Calm here")
    assert (item.published, item.updated) == ("2022-10-11T10:30:00", "2022-10-11T09:20:00Z")


def test_a_whole_account_and_its_bad_messages_are_read() -> None:
    chats = {
        "list": [json.loads(build_telegram([ONE])), {"id": 1, "messages": [3, {"type": "message", "text": "x"}]}, 5]
    }
    parsed = parse_telegram(json.dumps({"chats": chats}).encode(), HERE)
    assert len(parsed.items) == 2 and len(parsed.unread) == 1 and parsed.title is None


def test_a_joined_message_in_html_has_the_sender_before_it() -> None:
    data = build_telegram_html([ONE, TWO]).decode()
    start = data.rindex('<div class="message default')
    joined = data[:start] + data[start:].replace("default clearfix", "default clearfix joined").replace(
        '<div class="from_name">EXERCISE: harbour quiet</div>', ""
    )
    parsed = parse_telegram(joined.encode(), HERE)
    assert [item.author for item in parsed.items] == ["EXERCISE: harbour quiet"] * 2
    assert parsed.items[0].published == "2022-10-11T08:30:00Z" and parsed.title == "Port"
    assert [item.id for item in parsed.items] == ["telegram:Port/1", "telegram:Port/2"]


def test_what_is_no_export_is_refused() -> None:
    for data in (b"{}", b"[]", b"<html></html>", b'{"messages": 1}'):
        with pytest.raises(InputError, match="no export of Telegram"):
            parse_telegram(data, HERE)


def test_a_folder_is_read_by_name_and_a_bad_file_costs_only_itself(tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    (folder / "b").mkdir()
    (folder / "b" / "a.html").write_bytes(build_page([ONE]))
    (folder / "a.warc.gz").write_bytes(build_warc_gz([TWO]))
    (folder / "c.pdf").write_bytes(b"%PDF-")
    (folder / "d.xml").write_bytes(b"<broken")
    (folder / "e.json").write_bytes(build_telegram([THREE]))
    (folder / ".hidden.txt").write_text("x")
    (folder / "link.txt").symlink_to("/etc/passwd")
    found = list(iter_folder(str(folder), HERE))
    assert [i.id for i in found] == [TWO.link, "b/a.html", "c.pdf", "d.xml", "telegram:77/3"]
    assert [isinstance(i, Item) for i in found] == [True, True, False, False, True]
    with pytest.raises(InputError, match="check the name"):
        list(iter_folder(str(folder / "none"), HERE))
