"""Tags for every sentence, trees for the few that need one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from vigie.errors import UnknownLanguage
from vigie.lang.tongue.tree import Tree

if TYPE_CHECKING:
    from vigie.lang.tongue.parser import Parser
    from vigie.lang.tongue.tagger import Tagger


class Tongue:
    """The models of one language, each loaded when first used."""

    def __init__(self, lang: str, weights: Path) -> None:
        self.lang, self._weights = lang, weights
        self._lemmas: dict[str, str] = {}

    @cached_property
    def _tagger(self) -> Tagger:
        from vigie.lang.tongue.tagger import Tagger

        return Tagger(self._weights / "tagger.crfsuite")

    @cached_property
    def _parser(self) -> Parser:
        from vigie.lang.tongue.parser import Parser, load_parser

        return Parser(load_parser(self.lang, self._weights / "parser"))

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
        """Return the universal part of speech of each word, by the fast tagger."""
        return [self._tagger.tag(sentence) for sentence in sentences]

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[Tree]:
        """Return one tree per sentence, in batches."""
        return self._parser.parse(sentences)

    def lemma(self, word: str) -> str:
        """Return the lemma of a folded word regardless of context, for lexicons and gates; several joined by "|"."""
        found = self._lemmas.get(word)
        if found is None:
            found = self._lemmas[word] = "|".join(self._find_lemmas(word))
        return found

    @cached_property
    def _endings(self) -> dict[str, tuple[str, ...]]:
        """Return, for each verb ending, the infinitive endings that may stand for it."""
        path = self._weights.parent / "tongue" / "verbs.yaml"
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        found: dict[str, list[str]] = {}
        for infinitive, endings in data["endings"].items():
            for ending in endings:
                found.setdefault(ending, []).append(infinitive)
        return {ending: tuple(infinitives) for ending, infinitives in found.items()}

    def _find_lemmas(self, word: str) -> list[str]:
        """Return the lemma of the dictionary and, where a verb form may hide in it, the infinitives."""
        import simplemma

        found = [simplemma.lemmatize(word, lang=self.lang).lower()]
        for size in range(min(7, len(word) - 2), -1, -1):
            for infinitive in self._endings.get(word[len(word) - size :], ()):
                verb = word[: len(word) - size] + infinitive
                if verb not in found and simplemma.is_known(verb, lang=self.lang):
                    found.append(verb)
        return found


@lru_cache(maxsize=None)
def load_tongue(lang: str) -> Tongue:
    """Return the tongue of a language; UnknownLanguage when there is no pack for it."""
    weights = Path(str(files("vigie.lang") / "packs" / lang / "weights"))
    if not weights.is_dir():
        raise UnknownLanguage(f"language {lang!r} has no pack; name one that has with --lang")
    return Tongue(lang, weights)
