"""One entry of a file of settings, read key by key, each fault with its line and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from vigie.watch.collect.roster import Line

Shape = tuple[re.Pattern[str], str]
Made = TypeVar("Made")
_YES, _NO = frozenset({"yes", "true", "on"}), frozenset({"no", "false", "off", ""})


class Stated:
    """A mapping of a file. What it should not say, or not so, is added to `faults`."""

    def __init__(self, line: Line, where: str, faults: list[str], *, what: str) -> None:
        self._line = line
        self._where = where
        self._faults = faults
        self._what = what

    def is_mapping(self) -> bool:
        """Return whether it has keys at all; if not, that is a fault."""
        if isinstance(self._line.value, dict):
            return True
        self.fault(f"{self._what} has no keys; write `- name: …` and the others below it")
        return False

    def fault(self, message: str, key: str | None = None) -> None:
        """Add a fault at the line of the key, or of the entry."""
        held = self._line.value.get(key) if key and isinstance(self._line.value, dict) else None
        self._faults.append(f"{self._where}:{(held or self._line).start + 1}: {message}")

    def check_keys(self, known: Sequence[str]) -> None:
        """Add a fault for every key that means nothing here."""
        for key in self._line.value:
            if key not in known:
                self.fault(f"unknown key {key[:60]!r}; keys: {', '.join(known)}", key)

    def _one(self, key: str) -> str | None:
        held = self._line.value.get(key)
        if held is None:
            return None
        if not isinstance(held.value, str):
            self.fault(f"{key} must be one value, not a list", key)
            return None
        return held.value.strip() or None

    def text(self, key: str, default: str | None, shape: Shape) -> str:
        """Return the value; a missing one without a default is a fault and reads as nothing."""
        found = self.optional(key, shape)
        if found is None and default is None and not isinstance(getattr(self._line.value.get(key), "value", ""), list):
            self.fault(f"{self._what} without {key}; write {shape[1]}")
        return found or default or ""

    def optional(self, key: str, shape: Shape) -> str | None:
        """Return the value, or None where it is not stated."""
        found = self._one(key)
        if found is not None and not shape[0].fullmatch(found):
            self.fault(f"{key} is {found[:60]!r}; write {shape[1]}", key)
        return found

    def choice(self, key: str, known: Sequence[str], default: str | None) -> str:
        """Return one of the known words."""
        found = self._one(key) or default or ""
        if found not in known:
            self.fault(f"{key} is {found[:60]!r}; write one of {', '.join(known)}", key)
        return found

    def yes(self, key: str) -> bool:
        """Return whether it says yes; left out means no."""
        found = (self._one(key) or "no").lower()
        if found not in _YES | _NO:
            self.fault(f"{key} is {found[:60]!r}; write yes or no", key)
        return found in _YES

    def number(self, key: str, default: int | None, least: int, most: int) -> int | None:
        """Return the whole number."""
        found = self._one(key)
        if found is None:
            return default
        if not re.fullmatch(r"[0-9]{1,6}", found) or not least <= int(found) <= most:
            self.fault(f"{key} is {found[:60]!r}; write a whole number from {least} to {most}", key)
            return default
        return int(found)

    def made(self, key: str, make: Callable[[str], Made], form: str) -> Made | None:
        """Return what is made of the value; None where it is not stated or cannot be made."""
        found = self._one(key)
        try:
            return make(found) if found is not None else None
        except (ValueError, KeyError, OSError):
            self.fault(f"{key} is {str(found)[:60]!r}; write {form}", key)
            return None

    def words(self, key: str, known: Iterable[str] | None = None, shape: Shape | None = None) -> tuple[str, ...]:
        """Return the values of a list; a single value is a list of one."""
        held = self._line.value.get(key)
        return tuple(self._each(key, held, tuple(known) if known else None, shape)) if held is not None else ()

    def _each(self, key: str, held: Line, known: tuple[str, ...] | None, shape: Shape | None) -> Iterable[str]:
        if isinstance(held.value, dict):
            self.fault(f"{key} must be a list; write [a, b]", key)
            return
        for line in held.value if isinstance(held.value, list) else [held]:
            if not isinstance(line.value, str):
                self._at(line, f"{key} must be a list of single values")
            elif known and line.value not in known:
                self._at(line, f"no {key} {line.value[:60]!r}; write one of {', '.join(known)}")
            elif shape and not shape[0].fullmatch(line.value):
                self._at(line, f"{line.value[:60]!r} in {key}; write {shape[1]}")
            elif line.value:
                yield line.value

    def by_language(self, key: str, languages: Sequence[str], shape: Shape) -> tuple[tuple[str, str], ...]:
        """Return pairs of language and word; a plain list is of any language."""
        held = self._line.value.get(key)
        if held is None or not isinstance(held.value, dict):
            return tuple(("", word) for word in self.words(key, shape=shape))
        found: list[tuple[str, str]] = []
        for lang, line in held.value.items():
            if lang not in languages:
                self._at(line, f"no language {lang[:20]!r} for {key}; write {' or '.join(languages)}")
            found += [(lang, word) for word in self._each(key, line, None, shape)]
        return tuple(found)

    def _at(self, line: Line, message: str) -> None:
        self._faults.append(f"{self._where}:{line.start + 1}: {message}")
