"""The words reports are made of, by language: rules of sentences, and tables, all from YAML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from vigie.errors import WordsError
from vigie.exercise.render.grammar import Node, Rules, parse_production

LANGUAGES = ("en", "fr")
PAIRED = ("title", "first")
"""Rules of background items of which one's first goes with the other's first."""
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_FOLDER = "words"
_FILES = ("actions", "contents", "speech", "frames", "forms", "background", "noise", "names", "numbers", "scars")


@dataclass(frozen=True, slots=True)
class Words:
    """All of one language: `rules` anywhere, `actions` and `stances` and `noise` by their key, `tables` as they are."""

    lang: str
    rules: Rules
    actions: Mapping[str, Rules]
    stances: Mapping[str, Rules]
    noise: Mapping[str, Rules]
    tables: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """What an event of this kind is coded as, and which slots say who acts and on whom."""

    type: str | None
    vigie_type: str | None
    status: str
    actor: str | None
    recipient: tuple[str, ...]


@lru_cache(maxsize=None)
def load_words(lang: str) -> Words:
    """Return the words of a language; raises WordsError naming every fault of its files."""
    faults: list[str] = []
    files = {name: _load(f"{lang}/{name}.yaml") for name in _FILES}
    _add_past(files["actions"], files["names"]["irregular"])
    rules: dict[str, tuple[Node, ...]] = {}
    for name in ("speech", "frames", "forms", "background"):
        rules |= _parse_rules(f"{lang}/{name}.yaml", files[name], faults)
    grouped: dict[str, dict[str, Rules]] = {
        name: {key: _parse_rules(f"{lang}/{name}.yaml: {key}", group, faults) for key, group in files[name].items()}
        for name in ("actions", "contents", "noise")
    }
    grouped["noise"] = {key: _number(rules) for key, rules in grouped["noise"].items()}
    if faults:
        raise WordsError("\n".join(faults))
    tables = {**files["names"], **files["numbers"], **files["scars"]}
    return Words(lang, rules, grouped["actions"], grouped["contents"], grouped["noise"], tables)


def _number(rules: Rules) -> Rules:
    """Return the rules of a background item with each headline and the sentence that belongs to it under its number."""
    pairs = {f"{name}_{n}": (node,) for name in PAIRED for n, node in enumerate(rules.get(name, ()))}
    return {**rules, **pairs}


def _add_past(actions: Mapping[str, Any], irregular: Mapping[str, str]) -> None:
    """Give each action `did`, the simple past of `done`: the same words but for irregular verbs."""
    for action in actions.values():
        if "done" in action:
            action["did"] = [_past(line, irregular) for line in action["done"]]


def _past(line: str, irregular: Mapping[str, str]) -> str:
    for participle, past in irregular.items():
        for start in ("", "<"):
            if line.startswith(start + participle):
                return start + past + line[len(start + participle) :]
    return line


def _parse_rules(where: str, group: Any, faults: list[str]) -> dict[str, tuple[Node, ...]]:
    found = {}
    for name, lines in group.items():
        nodes = list(_parse_lines(f"{where}: {name}", lines, faults))
        found[name] = tuple(nodes)
    return found


def _parse_lines(where: str, lines: Sequence[str], faults: list[str]) -> Iterator[Node]:
    for line in lines:
        try:
            yield parse_production(line)
        except WordsError as error:
            faults.append(f"{where}: {error}")


@lru_cache(maxsize=None)
def load_kinds() -> Mapping[str, Kind]:
    """Return the kinds of event by name; the actions of the table are among them."""
    found = {}
    for name, entry in _load("kinds.yaml").items():
        recipient = tuple((entry.get("recipient") or "").split())
        status = entry.get("status", "past")
        found[name] = Kind(entry.get("type"), entry.get("vigie_type"), status, entry.get("actor"), recipient)
    return found


def _load(path: str) -> Any:
    """Return a file of words, strings only."""
    text = resources.files(__package__).joinpath(_FOLDER, *path.split("/")).read_text(encoding="utf-8")
    return yaml.load(text, Loader=_LOADER)
