"""The desk's own words in each language, from words/<language>.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from vigie.errors import LexiconError

LANGUAGES = ("en", "fr")
_FIELD = re.compile(r"\{([a-z_]+)\}")


class Words:
    """Looks up what the desk says in one language: `words("now.title")`."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._held = load_words(lang)

    def __call__(self, name: str, **values: object) -> str:
        """Return the words of that name, with values in place of what stands in braces."""
        found = self._held.get(name)
        if found is None:
            raise LexiconError(f"desk/words/{self.lang}.yaml: no words for {name!r}; write them")
        return _FIELD.sub(lambda m: str(values.get(m.group(1), m.group())), found)

    def of(self, group: str, code: str | None) -> str:
        """Return the name of a code, such as that of a modality; a code without a name is shown as it is.

        >>> Words("fr").of("modality", "threat")
        'menace'
        """
        return self._held.get(f"{group}.{code}") or (code or "").replace("_", " ")

    def count(self, name: str, number: int) -> str:
        """Return a number with its noun: `1 statement`, `2 statements`."""
        one, many = self(name).split("|")
        is_one = number == 1 or (number == 0 and self.lang == "fr")
        return f"{number:,}".replace(",", "\u202f" if self.lang == "fr" else ",") + f" {one if is_one else many}"


@lru_cache(maxsize=None)
def load_words(lang: str) -> Mapping[str, str]:
    """Return the words of a language by their names."""
    raw = (files("vigie.desk") / "words" / f"{lang}.yaml").read_text(encoding="utf-8")
    return dict(_flatten("", yaml.load(raw, yaml.BaseLoader)))


def _flatten(prefix: str, tree: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flatten(f"{prefix}{name}.", value)
        else:
            yield f"{prefix}{name}", value


def choose_language(asked: str | None, held: str | None, accepted: str | None) -> str:
    """Return the language of a page: the one asked for, else the one chosen before, else what the browser prefers.

    >>> choose_language(None, None, "de, fr-CA;q=0.8, en;q=0.5"), choose_language("xx", "fr", None)
    ('fr', 'fr')
    """
    wanted = [asked, held, *_read_accepted(accepted or "")]
    return next((lang for lang in wanted if lang in LANGUAGES), LANGUAGES[0])


def _read_accepted(header: str) -> list[str]:
    rated = []
    for part in header[:500].split(","):
        tag, _, rest = part.strip().partition(";")
        found = re.fullmatch(r"\s*q=([01](?:\.\d{1,3})?)\s*", rest)
        rated.append((-(float(found.group(1)) if found else 1.0), tag.split("-")[0].lower()))
    return [tag for _, tag in sorted(rated, key=lambda r: r[0])]
