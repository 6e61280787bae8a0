"""A signal in words, in French or English. Each form of signal has its sentences in words/<kind>.yaml."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources

import yaml

from vigie.errors import LexiconError
from vigie.model.signal import Signal

LANGUAGES = ("en", "fr")
_FIELD = re.compile(r"\{([a-z_]+)\}")


def tell(signal: Signal, lang: str) -> str:
    """Return the signal as one sentence.

    A template names the signal's own fields (`subject`, `day`, `since`) and its values in braces.

    Raises:
        LexiconError: the form has no sentence in that language, or its sentence names what the signal does not hold.
    """
    template = load_words().get(signal.kind, {}).get(signal.form, {}).get(lang)
    if template is None:
        raise LexiconError(f"signals/words/{signal.kind}.yaml: no {lang} sentence for {signal.form!r}; write one")
    held = {"subject": signal.subject, "day": signal.day or "?", "since": signal.since[:16].replace("T", " ")}
    held |= dict(signal.values)

    def fill(found: re.Match[str]) -> str:
        value = held.get(found.group(1))
        if value is None:
            raise LexiconError(f"signals/words/{signal.kind}.yaml: {signal.form} names {found.group()}, not held")
        return value

    return _FIELD.sub(fill, template)


@lru_cache(maxsize=1)
def load_words() -> dict[str, dict[str, dict[str, str]]]:
    """Return the sentences by kind, form and language."""
    folder = resources.files("vigie.watch.signals") / "words"
    found = {}
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        if path.name.endswith(".yaml"):
            found[path.name.removesuffix(".yaml")] = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    return found
