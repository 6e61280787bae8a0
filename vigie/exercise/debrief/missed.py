"""What was missed or wrong, why as far as the labels tell, and on which words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vigie.exercise.debrief.match import Matched
from vigie.exercise.debrief.records import Attribution, Contradictions, FalseAlarm, Found, Known, Missed, Passage
from vigie.exercise.records import Crisis, Report, Truth

MOST = 6
"""So many passages of one thing are shown."""


def find_missed(
    truth: Truth, reports: Mapping[str, Report], matched: Sequence[Matched], known: Known, *,
    crises: Sequence[Found], false_alarms: Sequence[FalseAlarm], attribution: Attribution,
    contradictions: Contradictions,
) -> tuple[Missed, ...]:  # fmt: skip
    """Return what the hot wash should talk about: crises missed, alarms that were false, names given, pairs not seen."""
    return (
        *_miss_crises(truth, reports, matched, known, crises),
        *(_miss_alarm(alarm, reports) for alarm in false_alarms),
        *(
            Missed(
                what="named",
                values=(("act", n.act), ("events", str(len(n.errors)))),
                passages=n.errors[:MOST],
                of=len(n.errors),
            )
            for n in attribution.crises
            if n.errors
        ),
        *_miss_pairs(contradictions, matched),
        *_miss_looks(matched),
    )


def _miss_crises(
    truth: Truth, reports: Mapping[str, Report], matched: Sequence[Matched], known: Known, crises: Sequence[Found]
) -> Iterator[Missed]:
    for found in crises:
        crisis = next(c for c in truth.crises if c.key == found.crisis)
        if not found.is_found:
            yield _miss_crisis(crisis, reports, matched, known)


def _miss_crisis(crisis: Crisis, reports: Mapping[str, Report], matched: Sequence[Matched], known: Known) -> Missed:
    """Return how far the reports of a missed crisis came: told, read, its events coded, and the highest posterior."""
    told = [r for r in reports.values() if crisis.act in r.refs]
    pairs = [(m, label, event) for m in matched for label, event in m.done if label.ref == crisis.act]
    unread = [(m, label) for m, label, event in pairs if event is None]
    until = crisis.before
    highest = max(
        (known.posterior(m) for m in known.moments if m.at >= crisis.at and (until is None or m.at < until)),
        default=0.0,
    )
    return Missed(
        what="crisis",
        values=(
            ("crisis", crisis.key), ("told", str(len(told))), ("heard", str(len({m.report.key for m, *_ in pairs}))),
            ("labelled", str(len(pairs))), ("coded", str(len(pairs) - len(unread))), ("posterior", f"{highest:.2f}"),
        ),
        passages=tuple(
            Passage(told=m.report.key, spans=label.anchor[:1], remark=label.type or label.vigie_type or "–")
            for m, label in unread[:MOST]
        ),
        of=len(unread),
    )  # fmt: skip


def _miss_alarm(alarm: FalseAlarm, reports: Mapping[str, Report]) -> Missed:
    return Missed(
        what="false_alarm",
        values=(("at", alarm.at.isoformat()), ("cause", alarm.cause), ("moments", str(alarm.moments))),
        passages=tuple(
            Passage(told=told, spans=(), remark=cause) for told, cause in alarm.told[:MOST] if told in reports
        ),
        of=sum(told in reports for told, _ in alarm.told),
    )


def _miss_pairs(contradictions: Contradictions, matched: Sequence[Matched]) -> Iterator[Missed]:
    spans = {(label.ref, m.report.key): label.content for m in matched for label, _ in m.said}
    for pair in contradictions.pairs:
        if not pair.found:
            yield Missed(
                what="contradiction",
                values=(("a", pair.a), ("b", pair.b)),
                passages=tuple(
                    Passage(told=told, spans=spans.get((key, told), ()), remark=key)
                    for key, told in zip((pair.a, pair.b), pair.told, strict=True)
                ),
            )


def _miss_looks(matched: Sequence[Matched]) -> Iterator[Missed]:
    passages = [
        Passage(told=m.report.key, spans=label.content, remark=label.negative_evidence)
        for m in matched
        for label, s in m.said
        if label.negative_evidence is not None and (s is None or s.negative_evidence is None)
    ]
    if passages:
        yield Missed(
            what="looks", values=(("count", str(len(passages))),), passages=tuple(passages[:MOST]), of=len(passages)
        )
