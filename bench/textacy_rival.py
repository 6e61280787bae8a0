"""A rival that others publish: textacy's direct quotations, over Vigie's parse, in an environment of its own.

`python -m venv build/textacy && build/textacy/bin/pip install textacy` makes the environment; without it there is no such
column. It is run paragraph by paragraph, since it refuses any text with an odd number of marks.
"""

from __future__ import annotations

import json
import subprocess
from functools import lru_cache
from pathlib import Path
from typing import Any

from bench.drafts import Found, Range, make_reading
from bench.parsed import Sentence, parse_text
from bench.shared import ROOT

Json = dict[str, Any]
PYTHON = ROOT / "build" / "textacy" / "bin" / "python"
INSTALL = "python3 -m venv build/textacy && build/textacy/bin/pip install textacy"


def is_installed() -> bool:
    """Return whether the environment is there."""
    return PYTHON.exists()


class _Worker:
    """The process that has textacy. `elsewhere` is the processor time it has spent on texts."""

    def __init__(self) -> None:
        worker = Path(__file__).with_name("textacy_worker.py")
        self._process = subprocess.Popen(
            [str(PYTHON), str(worker)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self.elsewhere = 0.0

    def ask(self, job: Json) -> list[list[Json]]:
        """Return the quotations of each paragraph."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"textacy: its process ended; install it anew with {INSTALL}")
        reply = json.loads(answer)
        self.elsewhere += reply["seconds"]
        found: list[list[Json]] = reply["found"]
        return found


@lru_cache(maxsize=1)
def _worker() -> _Worker:
    return _Worker()


def seconds_elsewhere() -> float:
    """Return the processor time spent in the other process so far."""
    return _worker().elsewhere


def read_by_textacy(doc_id: str, text: str, lang: str) -> Json:
    """Return the reading by textacy."""
    paragraphs = list(parse_text(text, lang))
    jobs = [_job(text, paragraph) for paragraph in paragraphs]
    found = _worker().ask({"lang": lang, "paragraphs": jobs})
    attributions = [
        Found(*(_spans(one[role], paragraph) for role in ("content", "cue", "source")))
        for paragraph, quotations in zip(paragraphs, found, strict=True)
        for one in quotations
    ]
    return make_reading(doc_id, text, lang, attributions)


def _job(text: str, paragraph: list[Sentence]) -> list[Json]:
    """Return the words of a paragraph as one list, heads counted in it."""
    rows: list[Json] = []
    for sentence in paragraph:
        first = len(rows)
        for token in sentence:
            space = text[token.end : token.end + 1].isspace()
            rows.append(
                {
                    "text": token.text, "space": space, "pos": token.pos, "lemma": token.lemma,
                    "head": first + token.head, "dep": "ROOT" if token.dep == "root" else token.dep,
                }
            )  # fmt: skip
    return rows


def _spans(indices: list[int], paragraph: list[Sentence]) -> list[Range]:
    """Return runs of neighbouring words as spans."""
    tokens = [token for sentence in paragraph for token in sentence]
    spans: list[Range] = []
    for before, at in zip([-9, *indices], indices, strict=False):
        if at == before + 1:
            spans[-1] = (spans[-1][0], tokens[at].end)
        else:
            spans.append((tokens[at].start, tokens[at].end))
    return spans
