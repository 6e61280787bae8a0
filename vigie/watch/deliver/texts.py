"""Alerts in words, French and English, safe to put into any header, feed or terminal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

import yaml

from vigie.errors import LexiconError
from vigie.model.signal import Alert, Signal
from vigie.watch.signals.tell import LANGUAGES, tell

HEADLINE_CHARS = 160
"""CAP 1.2 asks for headlines that a small display can show."""
INPUTS_TOLD, INPUT_CHARS = 25, 400
_CONTROLS = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the order of the letters around them; plain right-to-left letters and marks stay."""
_BREAKS = re.compile("[\\s\u2028\u2029]+")


def as_text(text: str) -> str:
    """Return the text without what no XML, mail or terminal may be given: controls, broken halves, turned order."""
    return _CONTROLS.sub("\ufffd", _TURNS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def as_line(text: str, most: int = HEADLINE_CHARS) -> str:
    """Return the text in one line of at most so many characters, cut with an ellipsis.

    >>> as_line("calm\\r\\nBcc: all", 20)
    'calm Bcc: all'
    """
    line = _BREAKS.sub(" ", as_text(text)).strip()
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, dict[str, str]]]:
    data = resources.files(__package__).joinpath("words.yaml").read_text(encoding="utf-8")
    words: dict[str, dict[str, dict[str, str]]] = yaml.load(data, yaml.BaseLoader)
    return words


def word(group: str, name: str, lang: str, **values: str) -> str:
    """Return a word or line of words.yaml with its names filled; an unknown name stands for itself."""
    text = _words()[group].get(name, {}).get(lang, name)
    return re.sub(r"\{(\w+)\}", lambda found: values.get(found.group(1), found.group()), text)


def tell_all(signal: Signal) -> dict[str, str]:
    """Return the signal's sentence by language; where it has none, its kind and subject, for no alert is lost over words."""
    told = {}
    for lang in LANGUAGES:
        try:
            told[lang] = as_text(tell(signal, lang))
        except LexiconError:
            told[lang] = as_text(f"{word('kinds', signal.kind, lang)} ({signal.form}): {signal.subject}")
    return told


def write_texts(
    signal: Signal, rule: str, *, realm: str, msg_type: str, records: Mapping[str, str], languages: tuple[str, ...]
) -> tuple[tuple[str, str, str], ...]:
    """Return language, headline and description for each language; `records` holds the words of inputs by their keys."""
    told = tell_all(signal)
    return tuple(
        (lang, _headline(told[lang], lang, realm, msg_type), _describe(signal, told[lang], rule, lang, realm, records))
        for lang in languages
    )


def _headline(sentence: str, lang: str, realm: str, msg_type: str) -> str:
    mark = word("marks", "exercise", lang) if realm == "exercise" else ""
    update = word("marks", "update", lang) if msg_type == "Update" else ""
    return as_line(f"{mark}{update}{sentence}")


def _describe(signal: Signal, sentence: str, rule: str, lang: str, realm: str, records: Mapping[str, str]) -> str:
    lines = [word("lines", "exercise", lang)] if realm == "exercise" else []
    kind, level = word("kinds", signal.kind, lang), word("levels", signal.level, lang)
    since = signal.since[:16].replace("T", " ")
    lines += [sentence, word("lines", "about", lang, kind=kind, level=level, rule=rule, since=since)]
    if signal.inputs:
        lines.append(word("lines", "rests", lang))
        lines += [f"- {as_line(records.get(key, key), INPUT_CHARS)}" for key in signal.inputs[:INPUTS_TOLD]]
    if len(signal.inputs) > INPUTS_TOLD:
        lines.append("- " + word("lines", "more", lang, count=str(len(signal.inputs) - INPUTS_TOLD)))
    return "\n".join([*lines, word("lines", "what", lang)])


def write_withdrawal(last: Alert) -> tuple[tuple[str, str, str], ...]:
    """Return the texts that withdraw an alert, made from its last message."""
    return tuple(
        (lang, _withdrawn(head, lang, last.realm), _why(text, lang, last.realm)) for lang, head, text in last.texts
    )


def _withdrawn(headline: str, lang: str, realm: str) -> str:
    mark = word("marks", "exercise", lang) if realm == "exercise" else ""
    bare = headline.removeprefix(mark).removeprefix(word("marks", "update", lang))
    return as_line(f"{mark}{word('marks', 'cancel', lang)}{bare}")


def _why(description: str, lang: str, realm: str) -> str:
    mark = word("lines", "exercise", lang)
    head = [mark] if realm == "exercise" else []
    return "\n".join([*head, word("lines", "withdrawn", lang), description.removeprefix(f"{mark}\n")])
