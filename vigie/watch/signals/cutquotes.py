"""Quotations that were cut: the same words of one speaker, given longer elsewhere, with what was missing.

What is missing matters where it changes the meaning: a condition, a negation, a doubt, another modality. Otherwise the
longer form is only worth a notice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from vigie.model.signal import Signal
from vigie.store import FiledStatement
from vigie.text.segment import find_sentences
from vigie.watch.signals.claims import find_marks, find_plain_words
from vigie.watch.signals.pairs import make_key, quote_values, shorten
from vigie.watch.signals.subjects import find_statements, find_who, is_same_person
from vigie.watch.view import View

LEAST_WORDS = 4
"""Fewer words are anybody's."""
LEAST_MISSING = 2
_QUOTED = frozenset({"direct", "mixed"})
_TELLING = ("condition", "negation", "hedge", "likelihood")
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """A quotation and its longer form; `missing` is what the sentence also said, `changes` what that brings in."""

    short: FiledStatement
    full: FiledStatement
    missing: str
    changes: tuple[str, ...]


def find_cut_quotes(view: View) -> tuple[Signal, ...]:
    """Return the quotations that a longer form of them shows to have been cut, newest first."""
    best: dict[tuple[str, Words], Cut] = {}
    for cut in find_cuts(view):
        key = (find_who(cut.short)[-1], find_plain_words(cut.short.words))
        held = best.get(key)
        if held is None or (len(cut.changes), cut.full.known) > (len(held.changes), held.full.known):
            best[key] = cut
    found = [_make_signal(view, cut) for cut in best.values()]
    return tuple(sorted(found, key=lambda s: (s.since, s.key), reverse=True))


def find_cuts(view: View) -> Iterator[Cut]:
    """Yield every quotation that stands inside a longer sentence of the same speaker in another document."""
    quotes = [s for s in find_statements(view) if s.kind in _QUOTED]
    index: dict[tuple[str, Words], list[FiledStatement]] = defaultdict(list)
    for quote in quotes:
        words = find_plain_words(quote.words)
        for i in range(len(words) - LEAST_WORDS + 1):
            held = index[find_who(quote)[-1], words[i : i + LEAST_WORDS]]
            if not held or held[-1] is not quote:
                held.append(quote)
    for quote in quotes:
        words = find_plain_words(quote.words)
        for other in index.get((find_who(quote)[-1], words[:LEAST_WORDS]), ()):
            if other.document != quote.document and is_same_person(find_who(quote), find_who(other)):
                yield from _compare(view, quote, other)


def _compare(view: View, short: FiledStatement, full: FiledStatement) -> Iterator[Cut]:
    lang = view.documents[full.document].lang or ""
    words = find_plain_words(short.words)
    for start, end in find_sentences(full.words, (0, len(full.words)), lang):
        sentence = full.words[start:end]
        missing = _find_missing(words, sentence)
        if missing is not None:
            changes = tuple(_find_changes(short, sentence, missing, lang))
            yield Cut(short, full, missing, changes)
            return


def _find_missing(words: Words, sentence: str) -> str | None:
    """Return what a sentence says before and after the words, as written; None where it does not hold them or no more.

    >>> _find_missing(("we", "will", "strike", "them"), "If they come, we will strike them.")
    'If they come, …'
    """
    pieces = sentence.split()
    plain = [find_plain_words(piece) for piece in pieces]
    flat = [(word, i) for i, found in enumerate(plain) for word in found]
    only = [word for word, _ in flat]
    at = next((i for i in range(len(only) - len(words) + 1) if tuple(only[i : i + len(words)]) == words), None)
    if at is None or len(only) - len(words) < LEAST_MISSING:
        return None
    before, after = pieces[: flat[at][1]], pieces[flat[at + len(words) - 1][1] + 1 :]
    return (
        " ".join((*before, "…", *after)) if before and after else " ".join((*before, "…") if before else ("…", *after))
    )


def _find_changes(short: FiledStatement, sentence: str, missing: str, lang: str) -> Iterator[str]:
    """Yield what the missing words bring in that the short form has not."""
    held, whole = find_marks(short.words, lang), find_marks(sentence, lang)
    rest = find_marks(missing, lang)
    for mark in _TELLING:
        if mark in rest and mark in whole and mark not in held:
            yield mark
    if any(mark in whole and mark not in held for mark in rest - set(_TELLING)):
        yield "modality"


def _make_signal(view: View, cut: Cut) -> Signal:
    short, full = cut.short, cut.full
    later = "given_in_full" if full.known > short.known else "cut"
    change = cut.changes[0] if cut.changes else None
    return Signal(
        kind="cut_quote",
        form=f"{later}_{change}" if change else f"{later}_longer",
        key=make_key("cut_quote", short, full),
        state=" ".join(cut.changes) or "longer",
        level="watch" if cut.changes else "notice",
        subject=full.speaker or short.speaker or "?",
        day=view.day(full),
        since=max(short.known, full.known),
        inputs=(short.key, full.key),
        about=tuple(dict.fromkeys((full.speaker or "", *full.codes))),
        values=(
            *quote_values(view, "a", short),
            *quote_values(view, "b", full),
            ("missing", shorten(cut.missing)),
            ("changes", ", ".join(cut.changes) or "–"),
        ),
    )
