"""Which reader made a reading: the version of the code, and of the pack of a language."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import import_module
from importlib.resources import files
from importlib.resources.abc import Traversable

from vigie.lang.gazetteer.overlay import names_in_use

READER = ("model", "text", "lang", "read")
_SHORT = 12
WEIGHTS = "/confidence.json"
"""The weights that a statement's confidence is summed from: with others the same code says something else."""


@lru_cache(maxsize=1)
def code_version() -> str:
    """Return the version of the reading code, such as `0.1.0+4f0c2a91b7de`.

    The second part is a hash of the code itself, so that two states of one release are told apart.
    """
    return _version((".py", WEIGHTS))


@lru_cache(maxsize=1)
def rules_version() -> str:
    """Return the version of the reading code without the weights of its confidence, which are fitted to it."""
    return _version((".py",))


def _version(endings: tuple[str, ...]) -> str:
    root = files("vigie")
    release = import_module("vigie").__version__  # the package's own name leads to every floor, so not from the top
    code = [found for floor in READER for found in _find_files(root / floor, floor) if found[0].endswith(endings)]
    return f"{release}+{_hash(code)}"


def pack_version(lang: str) -> str:
    """Return the version of a language's pack, such as `fr-08b1c5e2a7f4`: a hash of its words, weights and names.

    While the names of a setting are in use, theirs is added: `fr-08b1c5e2a7f4+names-51d6f1a4c09b`.
    """
    names = names_in_use()
    return _packaged(lang) if names is None else f"{_packaged(lang)}+names-{names.digest}"


@lru_cache(maxsize=8)
def _packaged(lang: str) -> str:
    root = files("vigie.lang")
    found = [*_find_files(root / "packs" / lang, lang), *_find_files(root / "gazetteer", "gazetteer")]
    return f"{lang}-{_hash(data for data in found if not data[0].endswith('.py'))}"


def _find_files(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of every file in the folder and below, in the order of their names."""
    for child in sorted(folder.iterdir(), key=lambda path: path.name):
        if child.name.startswith((".", "__pycache__")):
            continue
        if child.is_dir():
            yield from _find_files(child, f"{name}/{child.name}")
        else:
            yield f"{name}/{child.name}", child.read_bytes()


def _hash(found: Iterable[tuple[str, bytes]]) -> str:
    total = hashlib.sha256()
    for name, data in found:
        total.update(name.encode() + b"\0" + hashlib.sha256(data).digest())
    return total.hexdigest()[:_SHORT]
