"""What one reading has right, as counts that can be summed over texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from bench.scoring.pairs import by_characters, by_words, is_right_speaker, pair_acts, pair_statements
from training.corpus.matching import is_same_source, words_of

Json = dict[str, Any]
SHORT = 5
"""A content of so many words or fewer is a short one."""
_KINDS = {"direct": "direct", "mixed": "mixed", "indirect": "indirect", "nominal": "indirect", "headline": "headline"}


def count(gold: Json, reading: Json) -> Counter[str]:
    """Return the counts of one text. Optional records cost nothing when missed and nothing when found."""
    counts: Counter[str] = Counter(words=len(gold["text"].split()))
    _count_contents(gold, reading, counts)
    _count_statements(gold, reading, counts)
    _count_events(gold, reading, counts)
    _count_flags(gold, reading, counts)
    return counts


def _count_contents(gold: Json, reading: Json, counts: Counter[str]) -> None:
    """Count contents by shared words (J50), and their sources; recall by kind and of short ones."""
    text, wanted, found = gold["text"], gold["statements"], reading["statements"]
    pairs = pair_statements(wanted, found, by_words(text))
    core = [i for i, s in enumerate(wanted) if not s.get("optional")]
    hit = [i for i in core if i in pairs]
    sourced = [i for i in hit if _is_sourced(text, wanted, i, found[pairs[i]].get("source") or [])]
    _add(counts, "content", hit, pairs, core, _to_answer_for(wanted, pairs, len(found)))
    _add(counts, "sourced", sourced, pairs, core, _to_answer_for(wanted, pairs, len(found)))
    for i in core:
        groups = [_KINDS[wanted[i]["kind"]]]
        groups += ["indirect and mixed"] if groups[0] in ("indirect", "mixed") else []
        groups += ["short"] if len(words_of(text, wanted[i]["content"])) <= SHORT else []
        for group in groups:
            counts[f"{group}: wanted"] += 1
            counts[f"{group}: hit"] += i in pairs


def _is_sourced(text: str, wanted: Sequence[Json], i: int, source: Any) -> bool:
    """Return whether the source is right: the gold one or, for a cue that shares its subject, that of the same speaker.

    The guidelines leave out the source line of a second cue ("accused … and [ruled out]"); a reader may give it.
    """
    if is_same_source(text, wanted[i]["source"], source):
        return True
    if wanted[i]["source"] or not wanted[i]["cue"] or not wanted[i].get("speaker"):
        return False
    same = (s for s in wanted if s.get("speaker") == wanted[i]["speaker"] and s["source"])
    return any(is_same_source(text, s["source"], source) for s in same)


def _count_statements(gold: Json, reading: Json, counts: Counter[str]) -> None:
    """Count statements by shared characters, their speakers, meaning, and the links between them."""
    wanted, found = gold["statements"], reading["statements"]
    pairs = pair_statements(wanted, found, by_characters(gold["text"]))
    core = [i for i, s in enumerate(wanted) if not s.get("optional")]
    hit = [i for i in core if i in pairs]
    _add(counts, "statement", hit, pairs, core, _to_answer_for(wanted, pairs, len(found)))
    counts["speaker right"] += sum(is_right_speaker(wanted[i], found[pairs[i]], gold, reading) for i in hit)
    for i in hit:
        first, given = _first(wanted[i]["modality"]), list(found[pairs[i]].get("modality") or [])
        counts["modality first"] += given[:1] == [first]
        counts["modality among"] += first in given
    _count_negative(wanted, found, pairs, counts)
    _count_links(gold, reading, pairs, counts)


def _first(modality: Any) -> str:
    return str(modality[0] if isinstance(modality, list) and modality else modality)


def _count_negative(wanted: Sequence[Json], found: Sequence[Json], pairs: dict[int, int], counts: Counter[str]) -> None:
    core = {i for i, s in enumerate(wanted) if s.get("negative_evidence") and not s.get("optional")}
    free = {pairs[i] for i, s in enumerate(wanted) if s.get("optional") and s.get("negative_evidence") and i in pairs}
    given = {j for j, s in enumerate(found) if s.get("negative_evidence")} - free
    counts["negative: wanted"] += len(core)
    counts["negative: found"] += len(given)
    counts["negative: hit"] += len({pairs[i] for i in core if i in pairs} & given)


def _count_links(gold: Json, reading: Json, pairs: dict[int, int], counts: Counter[str]) -> None:
    """Count links of contradiction; both ends must be the right statements."""
    ours = {s["id"]: pairs.get(i) for i, s in enumerate(gold["statements"])}
    theirs = {s.get("id"): j for j, s in enumerate(reading["statements"])}
    wanted = {_ends(k, ours) for k in gold.get("links") or [] if k["relation"] == "contradicts"}
    found = {_ends(k, theirs) for k in reading.get("links") or [] if k["relation"] == "contradicts"}
    counts["contradicts: wanted"] += sum(k["relation"] == "contradicts" for k in gold.get("links") or [])
    counts["contradicts: found"] += len(found)
    counts["contradicts: hit"] += len({ends for ends in wanted & found if None not in ends and len(ends) == 2})


def _ends(link: Json, places: Mapping[Any, int | None]) -> frozenset[int | None]:
    return frozenset((places.get(link["a"]), places.get(link["b"])))


def _count_events(gold: Json, reading: Json, counts: Counter[str]) -> None:
    """Count events by type and place; `joint` ones have the right status and polarity too."""
    wanted, found = gold["events"], reading["events"]
    pairs = pair_acts(wanted, found)
    core = [i for i, e in enumerate(wanted) if not e.get("optional")]
    hit = [i for i in core if i in pairs]
    joint = [i for i in hit if _is_joint(wanted[i], found[pairs[i]])]
    _add(counts, "event", hit, pairs, core, _to_answer_for(wanted, pairs, len(found)))
    _add(counts, "joint event", joint, pairs, core, _to_answer_for(wanted, pairs, len(found)))


def _is_joint(wanted: Json, found: Json) -> bool:
    status = found.get("status") in [wanted["status"], *(wanted.get("accept_status") or [])]
    return status and (found.get("polarity") or "positive") == (wanted.get("polarity") or "positive")


def _count_flags(gold: Json, reading: Json, counts: Counter[str]) -> None:
    """Count flags: the same kind, and spans that overlap."""
    wanted = gold.get("flags") or []
    found = [f for f in reading.get("flags") or [] if f["kind"] != "exercise_heading"]
    free = list(range(len(found)))
    for flag in wanted:
        at = next((j for j in free if _is_flag(flag, found[j])), None)
        if at is not None:
            free.remove(at)
            counts["flag: hit"] += 1
    counts["flag: wanted"] += len(wanted)
    counts["flag: found"] += len(found)


def _is_flag(wanted: Json, found: Json) -> bool:
    (a, b), (c, d) = wanted["span"], found["span"]
    return bool(wanted["kind"] == found["kind"] and a < d and c < b)


def _to_answer_for(wanted: Sequence[Json], pairs: dict[int, int], found: int) -> int:
    """Return how many found records count against precision: all but those that are optional gold."""
    core = {pairs[i] for i, s in enumerate(wanted) if not s.get("optional") and i in pairs}
    return found - len({pairs[i] for i, s in enumerate(wanted) if s.get("optional") and i in pairs} - core)


def _add(
    counts: Counter[str], name: str, hit: Sequence[int], pairs: dict[int, int], core: Collection[int], found: int
) -> None:
    counts[f"{name}: hit"] += len(hit)
    counts[f"{name}: right"] += len({pairs[i] for i in hit})
    counts[f"{name}: wanted"] += len(core)
    counts[f"{name}: found"] += found
