"""Bytes to characters: which encoding, what was replaced, and what is no text at all."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from vigie.errors import BinaryInput

SAMPLE = 65_536
"""So many bytes are looked at to guess an encoding or to see that they are no text."""
MAX_CONTROLS = 0.02
"""Texts hold fewer control characters than this share; compressed data holds about a tenth."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF; extract its text first, for example with pdftotext"),
    (b"PK\x03\x04", "a zip archive or an office file; unpack it or save it as text"),
    (b"\xd0\xcf\x11\xe0", "an old office file; save it as text"),
    (b"\x1f\x8b", "gzip data; unpack it first"),
    (b"BZh", "bzip2 data; unpack it first"),
    (b"\xfd7zXZ", "xz data; unpack it first"),
    (b"7z\xbc\xaf", "a 7-zip archive; unpack it first"),
    (b"(\xb5/\xfd", "zstd data; unpack it first"),
    (b"\x89PNG", "a PNG image; give the text in it"),
    (b"\xff\xd8\xff", "a JPEG image; give the text in it"),
    (b"GIF8", "a GIF image; give the text in it"),
    (b"SQLite format 3", "a SQLite database; give text, HTML or JSON Lines"),
    (b"\x7fELF", "a program; give text, HTML or JSON Lines"),
)
_CONTROLS = bytes([*range(9), 11, *range(14, 27), *range(28, 32), 127])
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_LATIN = {"iso8859-1": "cp1252", "ascii": "cp1252", "latin-1": "cp1252", "iso8859-9": "cp1254"}
"""What browsers read under these names."""

_WESTERN = frozenset("àâäçéèêëîïôöùûüÿœæñáíóúßãõåøìòÀÂÇÉÈÊËÎÏÔÖÙÛÜŒÆÑÅØÄ«»“”‘’„–—…°€£§©·¿¡ºª\u00a0\u00ad")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Characters, a leading byte-order mark dropped; `replaced` counts those that could not be read.

    `note` says in words that the declared encoding was not the true one, or that characters were lost.
    """

    text: str
    encoding: str
    replaced: int
    note: str | None = None


def decode(data: bytes, declared: str | None = None, *, where: str = "input") -> Decoded:
    """Return the text of `data`: byte-order mark, then UTF-8 if it fits, then the declared encoding, then a guess.

    UTF-8 comes before the declared encoding because bytes that fit UTF-8 by chance are next to unknown, while pages
    and servers that declare the wrong encoding are common.

    Raises:
        BinaryInput: the bytes are no text; the message says what they look like.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding, None)
    wide = _find_wide(data)
    if wide is not None:
        return _decoded(data, wide, None)
    _refuse_binary(data, where)
    name = find_codec(declared)
    if name is not None and name.startswith(("iso2022", "hz", "utf_7", "utf-7")) and _fits(data, name):
        return _decoded(data, name, None)
    if _fits(data, "utf-8"):
        return _decoded(data, "utf-8", _wrong_note(declared, name, "utf-8", data))
    return _decode_other(data, declared, name)


def find_meta_charset(data: bytes) -> str | None:
    """Return the encoding that an HTML page declares in its first 4,096 bytes, or None."""
    found = _META.search(data[:4096])
    return found.group(1).decode("ascii", "replace") if found else None


def find_codec(name: str | None) -> str | None:
    """Return Python's name of a text encoding, or None when it is unknown or no text encoding."""
    if not name:
        return None
    try:
        found = codecs.lookup(name.strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    if not getattr(found, "_is_text_encoding", True) or found.name in {"idna", "punycode", "unicode_escape"}:
        return None
    return _LATIN.get(found.name, found.name)


def _decode_other(data: bytes, declared: str | None, name: str | None) -> Decoded:
    """Return the text of bytes that are not clean UTF-8."""
    if _is_damaged_utf8(data):
        return _decoded(data, "utf-8", None)
    if name is not None and name != "utf-8" and _fits(data, name):
        return _decoded(data, name, None)
    guess = _guess(data)
    return _decoded(data, guess, _wrong_note(declared, name, guess, data))


def _is_damaged_utf8(data: bytes) -> bool:
    """Return whether the bytes are UTF-8 with a few faults, ten good characters or more for each."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = len(text) - len(text.encode("ascii", "ignore")) - bad
    return good >= 10 * bad


def _guess(data: bytes) -> str:
    """Return the likeliest encoding; bytes that make Western letters as cp1252 are not asked about any further,
    because guessers take short French texts for Mac or Baltic ones."""
    if _is_western(data[:SAMPLE]):
        return "cp1252"
    from charset_normalizer import from_bytes  # slow to import, seldom needed

    best = from_bytes(data[:SAMPLE], threshold=0.3).best()
    name = find_codec(best.encoding) if best is not None else None
    return name if name is not None and _fits(data, name) else "cp1252"


def _is_western(sample: bytes) -> bool:
    """Return whether nine in ten characters beyond ASCII are letters and marks of Western European writing."""
    beyond = [c for c in sample.decode("cp1252", "replace") if c > "\x7f"]
    return len(sample) > 3 * len(beyond) and sum(c in _WESTERN for c in beyond) >= 0.9 * len(beyond)


def _decoded(data: bytes, encoding: str, note: str | None) -> Decoded:
    replaced = 0
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        own = data.count(b"\xef\xbf\xbd") if encoding == "utf-8" else 0
        replaced = text.count("\ufffd") - own
    text = text.removeprefix("\ufeff")
    if replaced:
        lost = f"{replaced} characters could not be read as {encoding}; save the text as UTF-8"
        note = f"{note}; {lost}" if note else lost
    return Decoded(text, encoding, replaced, note)


def _wrong_note(declared: str | None, name: str | None, found: str, data: bytes) -> str | None:
    """Return the note on a declaration that is not true of these bytes; pure ASCII proves nothing."""
    if not declared or name == found or data.isascii():
        return None
    return f"declared as {declared[:40]}, read as {found}"


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeError, LookupError):
        return False
    return True


def _find_wide(data: bytes) -> str | None:
    """Return UTF-16 when every second byte of the sample is zero, as in unmarked files of Latin script."""
    sample = data[:4096]
    if len(sample) < 4 or len(data) % 2:
        return None
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.7 * half and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd == 0 else None


def _refuse_binary(data: bytes, where: str) -> None:
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise BinaryInput(f"{where}: this is {what}")
    sample = data[:SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > MAX_CONTROLS * len(sample) or b"\0" in sample[:8192]:
        raise BinaryInput(f"{where}: these bytes are no text; give text, HTML or JSON Lines")
