"""The names of an invented setting that lie over the gazetteer of this process, if any: a value, set before reading."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from vigie.lang.gazetteer.records import Named, Office

Sense = tuple[Named, int]
T = TypeVar("T", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """The names of a setting by language and key, as the finder needs them; one value is one setting.

    `labels` are the names of codes by language, `digest` a short hash of the file they came from.
    """

    digest: str
    senses: Mapping[str, Mapping[str, tuple[Sense, ...]]]
    sorted_keys: Mapping[str, tuple[str, ...]]
    lower_starts: Mapping[str, frozenset[str]]
    demonyms: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    offices: tuple[Office, ...] = ()
    people: Mapping[str, tuple[Office, ...]] = field(default_factory=dict)
    genders: Mapping[str, str] = field(default_factory=dict)

    def find(self, lang: str, key: str) -> tuple[Sense, ...]:
        """Return the senses of a key in a language with their flags."""
        return self.senses.get(lang, {}).get(key, ())

    def countries(self, lang: str) -> dict[str, Named]:
        """Return the invented countries by key."""
        found = self.senses.get(lang, {}).values()
        return {named.key: named for senses in found for named, _ in senses if named.kind == "country"}

    def goes_on(self, lang: str, text: str) -> bool:
        """Return whether a longer key begins with the text."""
        keys = self.sorted_keys.get(lang, ())
        at = bisect_right(keys, text)
        return at < len(keys) and keys[at].startswith(text)


_in_use: Names | None = None
_forget: list[Callable[[], None]] = []


def names_in_use() -> Names | None:
    """Return the names laid over the gazetteer of this process, or None."""
    return _in_use


def set_names(names: Names | None) -> None:
    """Return nothing; put names to use in this process, or take them off, and forget what rests on the others."""
    global _in_use
    if names is _in_use:
        return
    _in_use = names
    for forget in _forget:
        forget()


def forget_with_names(cached: T) -> T:
    """Return the cached function as it is; what it remembers is forgotten whenever other names come into use."""
    _forget.append(cached.cache_clear)  # type: ignore[attr-defined]
    return cached


def name_code(code: str, lang: str) -> str | None:
    """Return what the setting in use calls a code in a language, or None."""
    return _in_use.labels.get(code, {}).get(lang) if _in_use is not None else None
