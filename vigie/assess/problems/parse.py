"""A problem's file: every fault at once, with its line."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from vigie.assess.problems.fields import CODE, KEY, LINE, open_entry, read_days, read_share, read_stated, read_texts
from vigie.assess.problems.indicators import check_indicators, read_indicator
from vigie.assess.problems.priors import Prior, find_priors, read_prior
from vigie.assess.problems.records import Hypothesis, Indicator, Problem, Rate, Role, Stated
from vigie.errors import ProblemError, SourcesError
from vigie.watch.collect.roster import Line, parse_lines
from vigie.watch.deliver.stated import Stated as Entry

_KEYS = (
    "problem", "title", "question", "deadline", "resolution", "by", "on", "roles", "base_rate", "hypotheses", "indicators",
    "examples",
)  # fmt: skip
MOST = 60
Made = TypeVar("Made")


def parse_problem(text: str, where: str) -> Problem:
    """Return the problem in a text.

    Raises:
        ProblemError: with all faults, one a line.
    """
    try:
        top = parse_lines(text, where)
    except SourcesError as fault:
        raise ProblemError(str(fault)) from fault
    if not isinstance(top.value, dict) or not top.value:
        raise ProblemError(f"{where}:1: no problem in it; begin with `problem: a_key`")
    faults: list[str] = []
    found = _read(top, where, faults)
    if faults:
        raise ProblemError("\n".join(sorted(dict.fromkeys(faults), key=lambda f: _line_of(f, where))))
    return found


def _line_of(fault: str, where: str) -> int:
    found = re.match(r"(\d+)", fault.removeprefix(f"{where}:"))
    return int(found.group(1)) if found else 0


def _read(top: Line, where: str, faults: list[str]) -> Problem:
    head = Entry(top, where, faults, what="a problem")
    head.check_keys(_KEYS)
    owner = Stated(by=head.text("by", None, LINE), on=_read_day(head), reason="")
    roles = _read_list(top, head, "roles", where, faults, _read_role)
    names = tuple(role.key for role in roles)
    horizon = read_days(head, "deadline")
    rate = _read_rate(top, head, where, faults, owner)
    priors = _read_list(top, head, "hypotheses", where, faults, read_prior)
    hypotheses = _make_hypotheses(head, priors, rate, horizon)
    keys = tuple(h.key for h in hypotheses)

    def read_one(entry: Entry, line: Line) -> Indicator | None:
        return read_indicator(entry, line, where, faults, roles=names, hypotheses=keys, owner=owner)

    indicators = _read_list(top, head, "indicators", where, faults, read_one)
    faults += check_indicators(top, where, indicators)
    return Problem(
        key=head.text("problem", None, KEY),
        title=read_texts(head, "title"),
        question=_check_question(head, read_texts(head, "question"), names),
        horizon=horizon,
        resolution=read_texts(head, "resolution"),
        rate=rate,
        roles=roles,
        hypotheses=hypotheses,
        indicators=indicators,
        where=where,
        examples=_read_examples(top, head, where, faults, names),
    )


def _read_day(head: Entry) -> str:
    found = head.made("on", _parse_day, "the day as 2026-11-25")
    if found is None:
        head.text("on", None, (re.compile(r".+"), "the day on which the numbers were stated, as 2026-11-25"))
    return found or ""


def _parse_day(value: str) -> str:
    import datetime as dt

    return dt.date.fromisoformat(value).isoformat()


def _read_list(
    top: Line, head: Entry, key: str, where: str, faults: list[str], read: Callable[[Entry, Line], Made | None]
) -> tuple[Made, ...]:
    """Return the entries of one list; keys that stand twice are faults, and so are too many."""
    listed = top.value.get(key)
    if listed is None or not isinstance(listed.value, list):
        head.fault(f"{key} is needed as a list; begin each entry with a dash", key if listed else None)
        return ()
    if len(listed.value) > MOST:
        head.fault(f"{len(listed.value)} {key}; {MOST} at most", key)
    made: list[Made] = []
    seen: set[str] = set()
    for line in listed.value[:MOST]:
        entry = Entry(line, where, faults, what=f"an entry of {key}")
        found = read(entry, line) if entry.is_mapping() else None
        name = getattr(found, "key", "")
        if name and name in seen:
            entry.fault(f"two {key} are called {name!r}; give one another key", "key")
        seen.add(name)
        made += [found] if found is not None else []
    return tuple(made)


def _read_role(entry: Entry, _: Line) -> Role:
    entry.check_keys(("key", "names", "codes"))
    return Role(
        key=entry.text("key", None, KEY), names=read_texts(entry, "names"), codes=entry.words("codes", shape=CODE)
    )


def _read_rate(top: Line, head: Entry, where: str, faults: list[str], owner: Stated) -> Rate:
    entry = open_entry(top.value.get("base_rate"), head, "base_rate", where, faults)
    if entry is None:
        return Rate(reference={}, probability=0.5, window=1, source=None, stated=owner)
    entry.check_keys(("reference_class", "probability", "window", "source", "by", "on", "reason"))
    probability = read_share(entry, "probability", inside=True)
    if probability is None and "probability" not in top.value["base_rate"].value:
        entry.fault("a base rate without probability; write a number above 0 and below 1")
    return Rate(
        reference=read_texts(entry, "reference_class"),
        probability=probability or 0.5,
        window=read_days(entry, "window"),
        source=entry.optional("source", LINE),
        stated=read_stated(entry, owner),
    )


def _make_hypotheses(
    head: Entry, priors: tuple[Prior, ...], rate: Rate, horizon: int
) -> tuple[Hypothesis, ...]:  # fmt: skip
    if len(priors) < 2:
        head.fault("a problem needs two hypotheses or more; what would be so if the first is not?", "hypotheses")
    elif not any(p.alarm for p in priors) or all(p.alarm for p in priors):
        head.fault("some hypotheses must be what an alarm is about, and some not; write alarm: yes", "hypotheses")
    values, fault = find_priors(priors, rate.probability, rate.window, horizon)
    if fault and len(priors) >= 2:
        head.fault(fault, "hypotheses")
    return tuple(
        Hypothesis(key=p.key, names=p.names, prior=value, prior_from=p.stated, alarm=p.alarm, reason=p.reason)
        for p, value in zip(priors, values, strict=True)
    )


def _check_question(head: Entry, question: dict[str, str] | object, roles: tuple[str, ...]) -> dict[str, str]:
    """Return the question; each language must name the deadline, and only roles that there are."""
    texts = dict(question) if isinstance(question, dict) else {}
    for lang, words in texts.items():
        named = set(re.findall(r"\{([^}]*)\}", words))
        if words and "deadline" not in named:
            head.fault(f"the question in {lang} names no {{deadline}}; put it where the day belongs", "question")
        for name in sorted(named - {"deadline", *roles}):
            head.fault(f"the question in {lang} names {{{name}}}; roles: {', '.join(roles) or 'none'}", "question")
    return texts


def _read_examples(
    top: Line, head: Entry, where: str, faults: list[str], roles: tuple[str, ...]
) -> dict[str, tuple[str, ...]]:  # fmt: skip
    """Return the codes by which the roles are filled while the examples are read."""
    entry = open_entry(top.value.get("examples"), head, "examples", where, faults)
    if entry is None:
        return {}
    entry.check_keys(roles)
    found = {role: entry.words(role, shape=CODE) for role in roles}
    for role in (role for role, codes in found.items() if not codes):
        entry.fault(f"examples give {role} no code; the match and skip texts are read with them")
    return found
