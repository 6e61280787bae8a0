"""What looks unlike the guidelines in annotation files: worth a second look, and sometimes right."""

from __future__ import annotations

from collections.abc import Iterator

from training.corpus.lines import GoldFile, Line, Range
from training.corpus.matching import characters
from vigie.text.quotes import find_quotes
from vigie.text.segment import find_paragraphs

_MOST, _LEAST = 0.95, 0.02
Advice = tuple[int, str]


def advise_file(gold: GoldFile) -> list[Advice]:
    """Return what to look at again, line number and sentence."""
    return sorted([*_kinds(gold), *_speakers(gold), *_tellers(gold), *_bare(gold)])


def _pieces(gold: GoldFile, head: Line) -> list[Range]:
    own = [line for line in gold.of_kind("more") if line.of == head.id]
    return [head.at, *(line.at for line in own)]


def _kinds(gold: GoldFile) -> Iterator[Advice]:
    """Yield contents whose kind is not what their marks say. Marks round a whole parent are not the inner one's."""
    lang = next((line.get("lang") for line in gold.of_kind("document")), None)
    quotes = [q.inner for q in find_quotes(gold.text, find_paragraphs(gold.text), lang)]
    heads = {line.id: line for line in gold.of_kind("content")}
    for head in heads.values():
        parent = heads.get(head.get("parent") or "")
        outer = _pieces(gold, parent) if parent else []
        marked = characters([q for q in quotes if not any(q[0] <= a and b <= q[1] for a, b in outer)])
        letters = [i for a, b in _pieces(gold, head) for i in range(a, b) if gold.text[i].isalnum()]
        share = sum(i in marked for i in letters) / len(letters)
        kind, able = head.get("kind"), {"headline", head.get("kind"), *head.all("accept_kinds")}
        wanted = "direct" if share > _MOST else "mixed" if share > _LEAST else None
        whole = kind == "direct" and _is_whole(gold.text, head)
        if wanted and not whole and kind != "headline" and not {wanted} & able:
            yield head.number, f"{head.id} is {kind}, by its marks {wanted} ({share:.0%} of it stand in marks)"
        elif wanted is None and kind == "mixed":
            yield head.number, f"{head.id} is mixed and has no words in marks"


def _is_whole(text: str, head: Line) -> bool:
    """Return whether a content fills its line or follows a dash or a speaker's name: an answer, a dialogue, a post."""
    before = text[: head.at[0]].rsplit("\n", 1)[-1].strip()
    return not before or before[-1] in ":–—-"


def _speakers(gold: GoldFile) -> Iterator[Advice]:
    """Yield statements whose source holds an entity's name that is not their speaker."""
    names = [(line.at, line.id or line.of) for line in gold.of_kind("name") if line.span]
    heads = {line.id: line for line in gold.of_kind("content")}
    for source in gold.of_kind("source"):
        head = heads.get(source.of or "")
        if head is None or source.span is None:
            continue
        held = {name for (a, b), name in names if source.at[0] <= a and b <= source.at[1]}
        able = {head.get("speaker"), *head.all("accept_speakers")}
        if held and not held & able:
            held_names = ", ".join(sorted(str(name) for name in held))
            yield source.number, f"the source of {head.id} names {held_names}, its speaker is {head.get('speaker')}"


def _tellers(gold: GoldFile) -> Iterator[Advice]:
    """Yield acts inside a content that are not attributed to it, or attributed to one that does not hold them."""
    heads = {line.id: line for line in gold.of_kind("content") if line.span}
    spans = {name: _pieces(gold, head) for name, head in heads.items()}
    for act in gold.of_kind("act"):
        if act.span is None:
            continue
        holding = {n for n, pieces in spans.items() if any(a <= act.at[0] and act.at[1] <= b for a, b in pieces)}
        told = set(act.all("attributed_to"))
        if holding and not told:
            names = ", ".join(sorted(str(n) for n in holding))
            yield act.number, f"{act.id} stands in the content of {names} and has no attributed_to"
        elif told - holding and not told & holding:
            yield act.number, f"{act.id} does not stand in the content of {', '.join(sorted(told))}"


def _bare(gold: GoldFile) -> Iterator[Advice]:
    """Yield core statements with neither cue nor source in the middle of a text that nobody would find."""
    owned = {line.of for line in gold.of_kind("cue", "source")}
    for head in gold.of_kind("content"):
        core = head.get("optional") != "yes" and head.get("kind") in ("indirect", "nominal", "mixed")
        if core and head.id not in owned:
            yield head.number, f"{head.id} is core, {head.get('kind')}, and has neither cue nor source"
    for act in gold.of_kind("act"):
        if act.get("polarity") == "negative" and act.get("vigie_type") == "posture_unchanged":
            yield act.number, f"{act.id} is posture_unchanged and negative: that it did not stay as it was?"
