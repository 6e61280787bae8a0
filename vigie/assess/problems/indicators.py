"""One entry of the indicators: what it looks for, what it is worth, by whom that was stated, and its examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from vigie.assess.problems.conditions import read_when
from vigie.assess.problems.fields import (
    BODY,
    KEY,
    open_entry,
    parse_cap,
    parse_ratio,
    parse_share,
    read_days,
    read_share,
    read_stated,
    read_texts,
)
from vigie.assess.problems.records import CAP, LANGUAGES, Indicator, Seeing, Stated, When
from vigie.watch.collect.roster import Line
from vigie.watch.deliver.stated import Stated as Entry

_KEYS = (
    "key", "names", "when", "window", "ratio", "for", "chances", "seeing", "looks_for", "cap", "group", "by", "on", "reason",
    "match", "skip",
)  # fmt: skip


def read_indicator(
    entry: Entry, line: Line, where: str, faults: list[str], *, roles: Sequence[str], hypotheses: Sequence[str],
    owner: Stated,
) -> Indicator:  # fmt: skip
    """Return one indicator."""
    entry.check_keys(_KEYS)
    key = entry.text("key", None, KEY)
    when = open_entry(line.value.get("when"), entry, "when", where, faults)
    seeing = _read_seeing(entry, line, where, faults, hypotheses)
    return Indicator(
        key=key,
        names=read_texts(entry, "names"),
        when=read_when(when, roles) if when else When(over="signal"),
        window=read_days(entry, "window"),
        group=entry.optional("group", KEY) or key,
        cap=entry.made("cap", parse_cap, "a number from 1 to 100") or CAP,
        stated=read_stated(entry, owner),
        chances={} if seeing else _read_chances(entry, line, where, faults, hypotheses),
        seeing=seeing,
        looks_for=entry.optional("looks_for", KEY),
        match=_read_examples(entry, "match"),
        skip=_read_examples(entry, "skip"),
    )


def _read_chances(
    entry: Entry, line: Line, where: str, faults: list[str], hypotheses: Sequence[str]
) -> Mapping[str, float]:  # fmt: skip
    """Return P(E|H) by hypothesis, or from `ratio` and `for` values that stand in that ratio."""
    held = line.value
    if ("ratio" in held) == ("chances" in held):
        entry.fault("give either ratio (with for: the hypotheses it speaks for) or chances by hypothesis, not both")
        return dict.fromkeys(hypotheses, 1.0)
    if "ratio" in held:
        ratio = entry.made("ratio", parse_ratio, "a number from 0.001 to 1000") or 1.0
        return {h: ratio if h in _read_for(entry, hypotheses) else 1.0 for h in hypotheses}
    chances = open_entry(held["chances"], entry, "chances", where, faults)
    if chances is None:
        return dict.fromkeys(hypotheses, 1.0)
    chances.check_keys(tuple(hypotheses))
    form = "a probability above 0 and up to 1; nothing is impossible here"
    found = {h: chances.made(h, _parse_chance, form) for h in hypotheses}
    for h in (h for h in hypotheses if h not in held["chances"].value):
        chances.fault(f"no chance given {h}; write how likely the sign is if it is so")
    return {h: value or 1.0 for h, value in found.items()}


def _parse_chance(value: str) -> float:
    found = parse_share(value)
    if found < 0.001:
        raise ValueError(value)
    return found


def _read_for(entry: Entry, hypotheses: Sequence[str]) -> tuple[str, ...]:
    found = entry.words("for", hypotheses)
    if not found or len(set(found)) == len(hypotheses):
        entry.fault("for: must name some hypotheses and not all; else it tells nothing apart", "for")
    return found


def _read_seeing(
    entry: Entry, line: Line, where: str, faults: list[str], hypotheses: Sequence[str]
) -> Seeing | None:  # fmt: skip
    """Return what a look is worth; π and f may be left unset, and then it is worth nothing."""
    if "seeing" not in line.value:
        return None
    for key in ("ratio", "chances"):
        if key in line.value:
            entry.fault(f"a look with {key}; its ratio is (1 − chance) / (1 − false_reports)", key)
    seeing = open_entry(line.value["seeing"], entry, "seeing", where, faults)
    if seeing is None:
        return None
    seeing.check_keys(("chance", "false_reports"))
    chance, false = read_share(seeing, "chance"), read_share(seeing, "false_reports")
    for key, value in (("chance", chance), ("false_reports", false)):
        if value == 1:
            seeing.fault(f"{key} is 1; a source that is always right or always wrong would decide alone", key)
    if (chance is None) != (false is None):
        seeing.fault("chance and false_reports belong together; give both or neither (then a look tells nothing)")
    return Seeing(hypotheses=_read_for(entry, hypotheses), chance=chance, false_reports=false)


def _read_examples(entry: Entry, key: str) -> tuple[tuple[str, str], ...]:
    found = entry.by_language(key, LANGUAGES, BODY)
    lacking = [lang for lang in LANGUAGES if lang not in {held for held, _ in found}]
    if lacking:
        entry.fault(f"no {key} in {' and '.join(lacking)}; write a text that it must {_MUST[key]}", key)
    return found


_MUST = {"match": "fire on", "skip": "stay silent on"}


def check_indicators(top: Line, where: str, indicators: Sequence[Indicator]) -> Iterator[str]:
    """Yield a fault for every look that looks for no indicator, and where nothing can speak for the alarm."""
    listed = top.value.get("indicators")
    lines = {line.value["key"].value: line.start + 1 for line in _entries(listed) if "key" in line.value}
    signs = {i.key for i in indicators if i.seeing is None}
    for indicator in indicators:
        at = f"{where}:{lines.get(indicator.key, 1)}"
        if indicator.looks_for is not None and indicator.looks_for not in signs:
            yield f"{at}: looks_for {indicator.looks_for!r} is no sign; signs: {', '.join(sorted(signs))}"
        if (indicator.seeing is None) != (indicator.looks_for is None):
            yield f"{at}: seeing and looks_for belong together; a look looks for a sign"
    for key, count in Counter(i.looks_for for i in indicators if i.looks_for).items():
        if count > 9:
            yield f"{where}:{lines.get(str(key), 1)}: {count} looks for {key!r}; nine at most"


def _entries(listed: Line | None) -> list[Line]:
    held = listed.value if listed is not None and isinstance(listed.value, list) else []
    return [line for line in held if isinstance(line.value, dict)]
