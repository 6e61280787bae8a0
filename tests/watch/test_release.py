"""Memory is given back where the C library can, and nothing happens elsewhere."""

from __future__ import annotations

import ctypes
import sys

import pytest

from vigie.watch.release import release_memory


def test_a_library_that_cannot_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _: object())
    assert release_memory() is False


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only glibc gives memory back on demand")
def test_freed_memory_can_be_given_back() -> None:
    asked: list[int] = []

    class Library:
        @staticmethod
        def malloc_trim(pad: int) -> int:
            asked.append(pad)
            return 1

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ctypes, "CDLL", lambda _: Library)
        assert release_memory() is True
    assert asked == [0]
    assert release_memory() in (True, False)
