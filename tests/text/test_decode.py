"""Bytes become text, and what is no text is refused with advice."""

from __future__ import annotations

import codecs
import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.errors import BinaryInput
from vigie.text.decode import decode, find_meta_charset

FRENCH = "Les alliés ont déjà répété l’exercice prévu près de l’île. « Tout est prêt », assure l’état-major. " * 5


@pytest.mark.parametrize(
    ("data", "declared", "encoding"),
    [
        (FRENCH.encode(), None, "utf-8"),
        (codecs.BOM_UTF8 + FRENCH.encode(), None, "utf-8"),
        (FRENCH.encode("utf-16"), None, "utf-16-le"),
        (FRENCH.encode("utf-16-be"), None, "utf-16-be"),
        (FRENCH.encode("cp1252"), "windows-1252", "cp1252"),
        (FRENCH.encode("cp1252"), "ISO-8859-1", "cp1252"),
        (FRENCH.encode(), "iso-8859-1", "utf-8"),
        (FRENCH.encode("cp1252"), "utf-8", "cp1252"),
        (FRENCH.encode(), "no-such-thing", "utf-8"),
        ("Повітряна тривога триває. ".encode("koi8-u"), "koi8-u", "koi8-u"),
        ("警報が続く。".encode("iso2022_jp"), "iso-2022-jp", "iso2022_jp"),
    ],
)
def test_the_encoding_is_found(data: bytes, declared: str | None, encoding: str) -> None:
    found = decode(data, declared)
    assert (found.encoding, found.replaced) == (encoding, 0)
    assert not found.text.startswith("\ufeff")
    assert data.startswith(codecs.BOM_UTF8) or found.text.encode(encoding) == data.removeprefix(codecs.BOM_UTF16_LE)


def test_a_wrong_declaration_is_noticed() -> None:
    assert decode(FRENCH.encode(), "iso-8859-1").note == "declared as iso-8859-1, read as utf-8"
    assert decode(b"plain ascii", "iso-8859-1").note is None


def test_damaged_utf8_stays_utf8_and_its_lost_characters_are_counted() -> None:
    found = decode(FRENCH.encode() + b"\xff fin", "windows-1252")
    assert (found.encoding, found.replaced) == ("utf-8", 1)
    assert "save the text as UTF-8" in (found.note or "")


def test_line_ends_are_kept() -> None:
    assert decode(b"one\r\ntwo\rthree\n").text == "one\r\ntwo\rthree\n"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "zip"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (gzip.compress(b"text", mtime=0), "gzip"),
        (b"abc\0\0\0def\x01\x02", "no text"),
        (bytes(range(32)) * 20, "no text"),
    ],
)
def test_binary_data_is_refused_with_advice(data: bytes, word: str) -> None:
    with pytest.raises(BinaryInput, match=word) as caught:
        decode(data, where="x.bin")
    assert str(caught.value).startswith("x.bin: ")


@pytest.mark.parametrize(
    ("page", "charset"),
    [
        (b'<meta charset="utf-8">', "utf-8"),
        (b"<META http-equiv=Content-Type content='text/html; charset=windows-1251'>", "windows-1251"),
        (b"<p>charset=none</p>", None),
    ],
)
def test_a_page_declares_its_charset(page: bytes, charset: str | None) -> None:
    assert find_meta_charset(page) == charset


@given(st.binary(max_size=300), st.one_of(st.none(), st.text(max_size=12)))
def test_any_bytes_give_text_or_a_refusal(data: bytes, declared: str | None) -> None:
    try:
        found = decode(data, declared)
    except BinaryInput:
        return
    assert found == decode(data, declared)
    assert not any("\ud800" <= c <= "\udfff" for c in found.text)


@given(st.text(max_size=200).filter(lambda t: "\0" not in t and t.isprintable()))
def test_utf8_comes_back_code_point_for_code_point(text: str) -> None:
    try:
        assert decode(text.encode()).text == text.removeprefix("\ufeff")
    except BinaryInput:
        assert any(text.startswith(p) for p in ("%PDF", "GIF8", "BZh"))
