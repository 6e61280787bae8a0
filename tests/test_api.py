"""The Python door: cheap to open, pure, and callable as the README says."""

from __future__ import annotations

import subprocess
import sys

import pytest

import vigie
from vigie.errors import EmptyInput, UnknownLanguage

TEXT = "The mayor, Ida Brenn, said on Monday that the harbour was quiet."


def test_reading_a_text_gives_who_said_what_and_the_words() -> None:
    reading = vigie.read(TEXT, lang="en", published="2031-05-14", title="Quiet", id="a-1")
    said = reading.statements[0]
    assert said.speaker is not None and said.speaker.name == "Ida Brenn"
    assert [piece.slice(TEXT) for piece in said.content] == ["the harbour was quiet"]
    document = reading.document
    assert (document.id, document.title, document.published, document.realm) == ("a-1", "Quiet", "2031-05-14", "real")


def test_the_package_keeps_its_own_names() -> None:
    from vigie.read import read_document

    assert vigie.read.read_document is read_document  # type: ignore[attr-defined]


def test_what_cannot_be_read_is_an_error_with_a_name() -> None:
    with pytest.raises(EmptyInput, match="no text in it"):
        vigie.read(" \n")
    with pytest.raises(UnknownLanguage, match="only en, fr are read"):
        vigie.read("Der Bürgermeister sagte am Montag, der Hafen sei ruhig und kein Schiff sei zu sehen gewesen.")
    with pytest.raises(UnknownLanguage, match="'xx' has no pack"):
        vigie.read(TEXT, lang="xx")
    with pytest.raises(ValueError, match="use one of real, exercise"):
        vigie.read(TEXT, realm="game")


def test_importing_loads_nothing_heavy_and_an_unknown_name_is_refused() -> None:
    code = "import sys, vigie; print([n for n in ('spacy', 'numpy', 'yaml', 'vigie.read') if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=30)
    assert done.stdout.strip() == b"[]"
    with pytest.raises(AttributeError, match="no attribute 'write'"):
        _ = vigie.write  # type: ignore[attr-defined]
