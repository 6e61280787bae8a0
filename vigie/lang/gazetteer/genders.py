"""The gender that a person's given name, or a Slavic surname behind it, shows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml

from vigie.text.fold import fold

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


_OPEN = {
    "en": frozenset(
        "jean laurence robin leslie kim jan andrea nicola simone joan gale marion vivian carol jocelyn".split()
    ),
    "fr": frozenset("andrea nicola simone gabriele michele".split()),
}
"""Names of one gender elsewhere that in texts of a language may be of either: an English Jean is a woman."""


@dataclass(frozen=True, slots=True)
class _Genders:
    names: dict[str, str]
    before_surname: dict[str, str]
    endings: tuple[tuple[str, str], ...]


@lru_cache(maxsize=1)
def _load_genders() -> _Genders:
    path = files("vigie.lang.gazetteer") / "sources" / "given_names.yaml"
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)["genders"]
    names = {name: gender for gender, row in data.items() for name in row["names"]}
    before = {name: gender for gender, row in data.items() for name in row["before_surname"]}
    endings = tuple((ending, gender) for gender, row in data.items() for ending in row["endings"])
    return _Genders(names, before, endings)


def find_gender(name: str, lang: str | None = None) -> str | None:
    """Return "f" or "m" when the given name is borne by one gender, or a Slavic surname shows it; else None.

    A surname alone shows nothing: "Petrova" may be a firm, and many families end alike.
    """
    words = fold(name).replace("’", "'").split()
    if len(words) < 2:
        return None
    genders = _load_genders()
    given = words[0]
    if given in _OPEN.get(lang or "", ()):
        return None
    found = genders.names.get(given) or genders.names.get(given.split("-")[0]) or genders.before_surname.get(given)
    if found is not None:
        return found
    return next((g for ending, g in genders.endings if words[-1].endswith(ending)), None)


def is_given_name(word: str) -> bool:
    """Return whether a folded word is a given name of the list, so that a capital on it marks a name."""
    return word in _load_genders().names
