"""Names of an invented setting, laid over the gazetteer of a process while a drill is read.

`names.yaml` holds countries with their demonyms, organisations, places and people with their offices, in French and
English, under codes kept free for what is invented. What stands there counts before what the world knows under that
name. Without it nothing changes. The names are loaded first and put to use as a value; reading itself opens no file.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from vigie.errors import NamesError
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


def use_names(names: Names | Path | str | None) -> None:
    """Return nothing; lay the names of a setting over the gazetteer of this process, or take them off with None.

    Raises:
        NamesError: a file was named that cannot be read or has faults.
    """
    global _in_use
    found = load_names(Path(names)) if isinstance(names, Path | str) else names
    if found is _in_use:
        return
    _in_use = found
    for forget in _forget:
        forget()


@contextmanager
def using_names(names: Names | Path | str | None) -> Iterator[None]:
    """Yield nothing; inside, the names are in use, and afterwards those that were before."""
    before = _in_use
    use_names(names)
    try:
        yield
    finally:
        use_names(before)


def forget_with_names(cached: T) -> T:
    """Return the cached function as it is; what it remembers is forgotten whenever other names come into use."""
    _forget.append(cached.cache_clear)  # type: ignore[attr-defined]
    return cached


def name_code(code: str, lang: str) -> str | None:
    """Return what the setting in use calls a code in a language, or None."""
    return _in_use.labels.get(code, {}).get(lang) if _in_use is not None else None


def load_names(path: Path) -> Names:
    """Return the names in a file.

    Raises:
        NamesError: it cannot be read or has faults; all are told, each with its line.
    """
    from vigie.lang.gazetteer.setting_file import parse_names

    try:
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise NamesError(f"{path}: cannot be read ({reason}); name a file of names") from None
    return parse_names(data, str(path))
