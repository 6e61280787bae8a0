"""Names of an invented setting, laid over the gazetteer of a process while a drill is read.

`names.yaml` holds countries with their demonyms, organisations, places and people with their offices, in French and
English, under codes kept free for what is invented. What stands there counts before what the world knows under that
name. Without it nothing changes. The names are loaded first and put to use as a value; reading itself opens no file.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vigie.errors import NamesError
from vigie.lang.gazetteer.overlay import Names, names_in_use, set_names
from vigie.lang.gazetteer.setting_file import parse_names

__all__ = ["Names", "load_names", "names_in_use", "parse_names", "use_names", "using_names"]


def use_names(names: Names | Path | str | None) -> None:
    """Return nothing; lay the names of a setting over the gazetteer of this process, or take them off with None.

    Raises:
        NamesError: a file was named that cannot be read or has faults.
    """
    set_names(load_names(Path(names)) if isinstance(names, Path | str) else names)


@contextmanager
def using_names(names: Names | Path | str | None) -> Iterator[None]:
    """Yield nothing; inside, the names are in use, and afterwards those that were before."""
    before = names_in_use()
    use_names(names)
    try:
        yield
    finally:
        use_names(before)


def load_names(path: Path) -> Names:
    """Return the names in a file.

    Raises:
        NamesError: it cannot be read or has faults; all are told, each with its line.
    """
    try:
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise NamesError(f"{path}: cannot be read ({reason}); name a file of names") from None
    return parse_names(data, str(path))
