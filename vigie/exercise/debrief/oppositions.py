"""Contradictory sayings of the truth, which of them the desk set against each other, and those that only pull apart."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from vigie.exercise.debrief.match import Matched
from vigie.exercise.debrief.records import Contradictions, Known, Opposition, Pull, Share
from vigie.exercise.records import Act, Saying, Truth

SAYS_SO = ("accusation", "claim")
"""Stances that say of an act that somebody did it."""
PULLING = (
    ({"accusation", "assertion", "warning"}, {"denial", "doubt"}),
    ({"warning", "threat", "accusation"}, {"no_change", "no_indication", "reassurance"}),
)
"""Stances that pull in different directions and can both be so: about the same act, and of one actor and domain."""
CHANGES = {
    "mobilise": "conventional", "move_forces": "conventional", "leave_exercise_area": "conventional",
    "move_warheads": "nuclear", "raise_alert": None, "lower_alert": None,
}  # fmt: skip
"""Actions that change a posture, and in which domain; None where the saying must name it."""
SAME_TIME = dt.timedelta(days=1)
Pair = tuple[Saying, Saying]


def find_opposed(
    sayings: Sequence[Saying], acts: Mapping[str, Act] | None = None, parties: Mapping[str, str] | None = None
) -> tuple[Pair, ...]:
    """Return the pairs of sayings, by different speakers, that cannot both be so.

    That is an accusation or claim and a denial that the same party did the same act; and a saying that an actor did
    what changes its posture, with a look of the same day that saw no change of that actor in that domain. `parties`
    says for whom a speaker speaks: who claims or denies without naming a party means its own.
    """
    held = (acts or {}, parties or {})
    return tuple((a, b) for a, b in _pair(sayings) if _is_opposed(a, b, *held) or _is_opposed(b, a, *held))


def find_pulling(sayings: Sequence[Saying]) -> tuple[Pair, ...]:
    """Return the pairs, by different speakers, that pull in different directions, whether or not both can be so.

    They are about the same act, or without an act about the same actor in the same domain: a warning that the risk
    grows and a look that saw nothing.
    """
    return tuple((a, b) for a, b in _pair(sayings) if _is_pulling(a, b))


def _pair(sayings: Sequence[Saying]) -> Iterable[Pair]:
    return ((a, b) for a, b in combinations(sayings, 2) if a.speaker != b.speaker)


def _is_opposed(a: Saying, b: Saying, acts: Mapping[str, Act], parties: Mapping[str, str]) -> bool:
    """Return whether `a` says what `b` denies, or tells a change where `b` looked and saw none."""
    if a.stance not in SAYS_SO or a.act is None:
        return False
    if b.stance == "denial":
        return a.act == b.act and _is_same_party(_find_doer(a, parties), _find_doer(b, parties))
    act = acts.get(a.act)
    return b.stance == "no_change" and b.act is None and act is not None and _is_seen_unchanged(a, act, b)


def _find_doer(saying: Saying, parties: Mapping[str, str]) -> str | None:
    """Return whom a saying is about; who owns up or denies without a name speaks of its own side."""
    own = None if saying.stance == "accusation" else parties.get(saying.speaker)
    return saying.accused or own


def _is_same_party(a: str | None, b: str | None) -> bool:
    return a is None or b is None or a == b


def _is_seen_unchanged(tells: Saying, act: Act, look: Saying) -> bool:
    """Return whether a look of the same day, after the act, saw no change where one is told of the act's actor."""
    domain = CHANGES.get(act.action) or (tells.domain if act.action in CHANGES else None)
    meant = tells.accused or act.actor
    same = domain is not None and look.domain == domain and look.accused == act.actor == meant
    return same and act.at <= look.at and abs(look.at - tells.at) <= SAME_TIME


def _is_pulling(a: Saying, b: Saying) -> bool:
    about = (a.act, b.act) if a.act or b.act else ((a.accused, a.domain), (b.accused, b.domain))
    if about[0] != about[1] or about[0] in (None, (None, None)) or not _is_same_party(a.accused, b.accused):
        return False
    one, other = PULLING[0 if a.act else 1]
    return (a.stance in one and b.stance in other) or (b.stance in one and a.stance in other)


def score_contradictions(
    truth: Truth, matched: Sequence[Matched], known: Known, parties: Mapping[str, str] | None = None
) -> Contradictions:
    """Return which contradictions were found of those of which both sides were told.

    A contradiction found is right when it sets statements labelled with the two sides against each other; one whose
    statements have no label, or only pull in different directions, is not judged.
    """
    told, refs = _find_refs(matched)
    found = {s.key: s for m in known.moments for s in m.signals if s.kind == "contradiction"}.values()
    heard = [s for s in truth.sayings if told[s.key]]
    pairs = find_opposed(heard, {a.key: a for a in truth.acts}, parties)
    wanted = {frozenset((a.key, b.key)) for a, b in pairs}
    pulling = [(a, b) for a, b in find_pulling(heard) if frozenset((a.key, b.key)) not in wanted]
    apart = {frozenset((a.key, b.key)) for a, b in pulling}
    met = [_sides(signal.inputs, refs) for signal in found]
    judged = [sides for sides in met if sides & wanted or sides - apart]
    shown = set().union(*judged) if judged else set()
    rows = tuple(
        Opposition(a=a.key, b=b.key, told=(told[a.key][0], told[b.key][0]), found=frozenset((a.key, b.key)) in shown)
        for a, b in pairs
    )
    return Contradictions(
        pairs=rows,
        found=Share(hits=sum(r.found for r in rows), of=len(rows)),
        right=Share(hits=sum(bool(sides & wanted) for sides in judged), of=len(judged)),
        pulling=tuple(Pull(a=a.key, b=b.key, told=(told[a.key][0], told[b.key][0])) for a, b in pulling),
    )


def _find_refs(matched: Sequence[Matched]) -> tuple[Mapping[str, list[str]], Mapping[str, str]]:
    """Return the reports that tell each saying, and the saying of each statement by the statement's key."""
    told: dict[str, list[str]] = defaultdict(list)
    refs: dict[str, str] = {}
    for m in matched:
        for label, statement in m.said:
            if label.ref is None:
                continue
            told[label.ref].append(m.report.key)
            if statement is not None:
                refs[f"{m.document}/{statement.id}"] = label.ref
    return told, refs


def _sides(inputs: Iterable[str], refs: Mapping[str, str]) -> set[frozenset[str]]:
    said = sorted({refs[key] for key in inputs if key in refs})
    return {frozenset(pair) for pair in combinations(said, 2)}
