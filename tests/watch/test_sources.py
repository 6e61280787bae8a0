"""Whatever a user names becomes a document, or an account of why not; the rest goes on."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.watch.serving import PAGE
from vigie.errors import FetchError
from vigie.model import Document, Unread
from vigie.watch.collect import Fetched, Limits, Raw, iter_inputs
from vigie.watch.collect.lines import iter_lines, parse_line

FRENCH = (
    "EXERCISE. Le préfet a déclaré mardi que la côte était calme. « Rien à signaler », a-t-il ajouté à l’élue.\n" * 3
)
RUSSIAN = "УЧЕНИЕ. Мэр города сказал, что порт работает как обычно и что кораблей в бухте нет. " * 4


def collect(inputs: Sequence[str], **options: Any) -> list[Raw | Unread]:
    return list(iter_inputs(inputs, **options))


def text_of(item: Raw | Unread) -> str:
    assert isinstance(item, Raw), item
    return item.document.text


def fault_of(item: Raw | Unread) -> Unread:
    assert isinstance(item, Unread), item
    assert len(item.reason) > len(item.id) + 10, "a reason says more than the name"
    return item


def test_a_text_file_is_kept_code_point_for_code_point_without_its_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfOne\r\n\r\ntwo\rthree\n\tfour\xc2\xa0! e\xcc\x81 \xf0\x9f\x9b\xb0\r\n")
    assert text_of(collect([str(path)])[0]) == "One\r\n\r\ntwo\rthree\n\tfour\u00a0! e\u0301 \U0001f6f0\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16", "utf-16-le", "utf-32"])
def test_an_undeclared_encoding_is_found(tmp_path: Path, encoding: str) -> None:
    text = FRENCH.replace("’", "'") if encoding == "latin-1" else FRENCH
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    assert text_of(collect([str(path)])[0]) == text


@pytest.mark.parametrize("encoding", ["koi8-r", "cp1251", "utf-16"])
def test_russian_bytes_become_russian_letters(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(RUSSIAN.encode(encoding))
    assert text_of(collect([str(tmp_path / "a.txt")])[0]) == RUSSIAN


@pytest.mark.parametrize(
    ("declared", "true"),
    [("utf-8", "cp1252"), ("iso-8859-1", "utf-8"), ("koi8-r", "utf-8"), ("no-such-thing", "cp1252")],
)
def test_a_page_that_declares_the_wrong_encoding_is_read_and_noted(tmp_path: Path, declared: str, true: str) -> None:
    body = "".join(f"<p>{line}</p>" for line in FRENCH.splitlines())
    page = f'<html><head><meta charset="{declared}"></head><body><article>{body}</article></body></html>'
    (tmp_path / "a.html").write_bytes(page.encode(true))
    item = collect([str(tmp_path / "a.html")])[0]
    assert "Le préfet a déclaré mardi que la côte était calme." in text_of(item)
    assert isinstance(item, Raw) and f"declared as {declared}, read as {true}" in (item.note or "")


@pytest.mark.parametrize(
    ("name", "data", "kind", "words"),
    [
        ("a.txt", b"", "empty", "there is no text in it"),
        ("a.txt", b" \r\n\t \xc2\xa0\n", "empty", "there is no text in it"),
        ("a.html", b"", "empty", "there is no text in it"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "binary", "PNG image"),
        ("a.txt", bytes(range(256)) * 20, "binary", "no text"),
        ("a.txt", b"%PDF-1.7 x", "binary", "pdftotext"),
        ("a.html", b"\x1f\x8b\x08\0abc", "binary", "gzip"),
        ("a.html", b"<html><body><script>x()</script></body></html>", "no_text", "no article was found"),
    ],
)
def test_what_holds_no_text_says_so(tmp_path: Path, name: str, data: bytes, kind: str, words: str) -> None:
    (tmp_path / name).write_bytes(data)
    fault = fault_of(collect([str(tmp_path / name)])[0])
    assert fault.kind == kind and words in fault.reason and fault.reason.startswith(str(tmp_path / name))


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><p>" + FRENCH,
        "<p>" + FRENCH + "</div></b></html>",
        PAGE[:-40],
        PAGE.replace("</p>", "</q><p <p"),
        "<<" + PAGE,
    ],
)
def test_a_broken_page_is_still_read(tmp_path: Path, page: str) -> None:
    (tmp_path / "a.html").write_text(page)
    assert "EXERCISE" in text_of(collect([str(tmp_path / "a.html")])[0])


def test_fifty_megabytes_are_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as stream:
        stream.seek(50_000_000)
        stream.write(b"end")
    fault = fault_of(collect([str(path)])[0])
    assert fault.kind == "too_large" and "more than 2,500,000 bytes" in fault.reason


def test_fifty_megabytes_on_standard_input_are_refused() -> None:
    stream = io.BytesIO(b"word " * 10_000_000)
    assert fault_of(collect(["-"], stdin=stream)[0]).kind == "too_large"
    assert stream.tell() < 6_000_000


def test_a_page_whose_article_is_too_long_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE)
    assert fault_of(collect([str(tmp_path / "a.html")], limits=Limits(text_bytes=50))[0]).kind == "too_large"


@pytest.mark.parametrize("name", ["no-such-file.txt", "no/such/folder/", "a\0b.txt", ""])
def test_what_is_not_there_says_so_by_name(name: str) -> None:
    fault = fault_of(collect([name])[0])
    assert fault.id == name and "check the name" in fault.reason


@pytest.mark.parametrize(
    "name", ["file:///etc/hostname", "ftp://example.org/a", "FILE:///etc/hostname", "gopher://example.org"]
)
def test_addresses_that_are_not_of_the_web_are_refused(name: str) -> None:
    assert "only http and https are read" in fault_of(collect([name])[0]).reason


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_an_unreadable_folder_is_an_account_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "shut").mkdir(mode=0)
    (tmp_path / "z.txt").write_text(FRENCH)
    shut, read = collect([str(tmp_path)])
    assert "ermission" in fault_of(shut).reason and text_of(read) == FRENCH


def test_a_folder_that_cannot_be_listed_is_an_account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)
    (tmp_path / "a.txt").write_text(FRENCH)
    shut, read = collect([str(tmp_path), str(tmp_path / "a.txt")])
    assert "Permission denied" in fault_of(shut).reason and text_of(read) == FRENCH


def test_a_folder_gives_its_files_by_name_hidden_ones_pipes_and_linked_folders_left_out(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden.txt"):
        (tmp_path / name).write_text(f"{name} says nothing")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "c.txt").write_text("deep text")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "dead").symlink_to(tmp_path / "nowhere")
    found = [Path(i.document.id if isinstance(i, Raw) else i.id).name for i in collect([str(tmp_path)])]
    assert found == ["a.txt", "b.txt", "dead", "c.txt"]


def test_an_address_is_read_as_page_or_text_by_what_it_serves() -> None:
    served = {
        "http://x/page": Fetched(PAGE.encode(), "text/html", None, "http://x/page"),
        "http://x/text": Fetched(FRENCH.encode("cp1252"), "text/plain", "iso-8859-1", "http://x/text"),
        "HTTP://x/odd": Fetched(PAGE.encode(), "application/octet-stream", None, "http://x/odd"),
    }
    page, text, odd = collect(list(served), fetch_page=served.__getitem__)
    assert text_of(page) == text_of(odd) and "We watch every hull" in text_of(page)
    assert text_of(text) == FRENCH


def test_an_address_that_fails_is_an_account_and_the_rest_goes_on(tmp_path: Path) -> None:
    def fail(url: str) -> Fetched:
        raise FetchError(f"{url}: the server answers 500; check the address", "http_status")

    (tmp_path / "a.txt").write_text(FRENCH)
    fault, read = collect(["https://x/", str(tmp_path / "a.txt")], fetch_page=fail)
    assert fault_of(fault).kind == "fetch" and text_of(read) == FRENCH


LINES: list[tuple[bytes, str]] = [
    (b"{broken", "not JSON in UTF-8"),
    (b"[1, 2]", "not an object"),
    (b'"text"', "not an object"),
    (b"{}", 'no "text"'),
    (b'{"id": "a"}', 'no "text"'),
    (b'{"id": "a", "text": 5}', 'no "text"'),
    (b'{"id": "a", "text": null}', 'no "text"'),
    (b'{"id": "a", "text": "  "}', "the text is empty"),
    (b'{"id": {"x": 1}, "text": "word"}', "the id must be"),
    (b'{"id": true, "text": "word"}', "the id must be"),
    (b'{"id": "", "text": "word"}', "the id must be"),
    (b'{"id": "a", "text": "word", "title": 3}', '"title" must be a string'),
    (b'{"id": "a", "text": "word", "published": "soon"}', "write a day as"),
    (b'{"id": "a", "text": "word", "published": 20221013}', '"published" must be a string'),
    (b'{"id": "a", "text": "word", "lang": 7}', '"lang" must be a string'),
    (b'{"id": "a", "text": "\xff"}', "not JSON in UTF-8"),
    (b"[" * 100_000, "not JSON in UTF-8"),
    (b'{"id": "a", "text": "word", "n": ' + b"9" * 10_000 + b"}", "not JSON in UTF-8"),
]


@pytest.mark.parametrize(("line", "words"), LINES, ids=[str(n) for n in range(len(LINES))])
def test_a_bad_line_is_accounted_for_and_the_rest_goes_on(line: bytes, words: str) -> None:
    data = b'{"id": "first", "text": "One."}\n' + line + b'\n\n{"id": "last", "text": "Two."}'
    first, fault, last = iter_lines(io.BytesIO(data), where="x.jsonl", text_bytes=200_000, realm="real")
    assert isinstance(fault, Unread) and words in fault.reason and "x.jsonl:2" in fault.reason
    assert [d.id for d in (first, last) if isinstance(d, Document)] == ["first", "last"]


def test_a_line_keeps_its_id_language_title_and_day_and_a_line_without_id_is_named_after_its_place() -> None:
    line = b'{"id": 7, "text": "\\u0000\\ud800 a\\r\\nb", "lang": "fr-FR", "title": "T", "published": "2022-10-13T08:00:00Z"}'
    assert parse_line(line, place="x:1", realm="exercise") == Document(
        "7", "\0\ufffd a\r\nb", "fr", "T", "2022-10-13", "exercise"
    )
    named = parse_line(b'{"text": "One."}', place="x:1", realm="real")
    assert isinstance(named, Document) and named.id == "x:1"


def test_a_line_over_the_limit_is_passed_over_without_being_held() -> None:
    data = b'{"text": "' + b"x" * 5000 + b'"}\n{"id": "b", "text": "One."}\n'
    fault, last = iter_lines(io.BytesIO(data), where="x", text_bytes=1000, realm="real")
    assert isinstance(fault, Unread) and fault.kind == "too_large" and isinstance(last, Document)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.binary(max_size=40), st.dictionaries(st.sampled_from(["id", "text", "lang", "published", "x"]), st.one_of(st.none(), st.integers(), st.text(max_size=9), st.lists(st.integers(), max_size=2)), max_size=4).map(lambda d: json.dumps(d).encode())), max_size=6))  # fmt: skip
def test_any_lines_give_a_document_or_a_reason_each(lines: list[bytes]) -> None:
    data = b"\n".join(lines)
    expected = sum(1 for line in data.split(b"\n") if line.strip())
    assert len(list(iter_lines(io.BytesIO(data), where="x", text_bytes=1000, realm="real"))) == expected


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_on_standard_input_give_documents_or_reasons(data: bytes) -> None:
    for item in collect(["-"], stdin=io.BytesIO(data)):
        assert isinstance(item, Unread) or item.document.text.strip()


def test_json_lines_on_standard_input_are_known_by_their_first_line() -> None:
    lines = b'{"id": "a", "text": "One."}\nnonsense\n{"id": "b", "text": "Two."}\n'
    a, fault, b = collect(["-"], stdin=io.BytesIO(lines))
    assert (text_of(a), text_of(b)) == ("One.", "Two.") and fault_of(fault).kind == "input"
    assert text_of(collect(["-"], stdin=io.BytesIO(b"{not json} said the mayor"))[0]) == "{not json} said the mayor"
    assert "hull" in text_of(collect(["-"], stdin=io.BytesIO(PAGE.encode()))[0])
