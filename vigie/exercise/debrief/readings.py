"""How the drill's own reports were read: statements, events, looks that saw nothing, speakers, and who did it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vigie.exercise.cast import Scenario
from vigie.exercise.debrief.match import Matched
from vigie.exercise.debrief.records import Attribution, Named, Passage, Read, Retrieval, Share
from vigie.exercise.records import DoneLabel, SaidLabel, Truth
from vigie.model.event import Event
from vigie.model.statement import Statement
from vigie.text.fold import fold


def score_readings(matched: Sequence[Matched]) -> tuple[Read, ...]:
    """Return a line a language: F1 of statements and events, and of looks that saw nothing.

    A statement is a hit when half of its content is the labelled one; an event when its type is right at one of the
    labelled places; a look when the labelled kind of it stands on the labelled statement.
    """
    langs = sorted({m.report.lang for m in matched})
    return tuple(_score_language(lang, [m for m in matched if m.report.lang == lang]) for lang in langs)


def _score_language(lang: str, matched: Sequence[Matched]) -> Read:
    labelled = [m for m in matched if m.report.statements or m.report.events]
    return Read(
        lang=lang,
        reports=len(labelled),
        statements=_retrieve((m.said, m.more_statements) for m in labelled),
        events=_retrieve((m.done, m.more_events) for m in labelled),
        negative=_score_negative(labelled),
    )


def _retrieve(
    parts: Iterable[tuple[Sequence[tuple[object, object]], Sequence[object]]]
) -> Retrieval:  # fmt: skip
    held = list(parts)
    hits = sum(record is not None for pairs, _ in held for _, record in pairs)
    return Retrieval(
        hits=hits, wanted=sum(len(pairs) for pairs, _ in held), found=hits + sum(len(more) for _, more in held)
    )  # fmt: skip


def _score_negative(matched: Sequence[Matched]) -> Retrieval:
    pairs = [pair for m in matched for pair in m.said]
    found = sum(s.negative_evidence is not None for m in matched for s in m.more_statements)
    return Retrieval(
        hits=sum(_is_same_look(label, record) for label, record in pairs),
        wanted=sum(label.negative_evidence is not None for label, _ in pairs),
        found=found + sum(record is not None and record.negative_evidence is not None for _, record in pairs),
    )


def _is_same_look(label: SaidLabel, record: Statement | None) -> bool:
    return record is not None and label.negative_evidence is not None and record.negative_evidence is not None


def score_attribution(scenario: Scenario, truth: Truth, matched: Sequence[Matched]) -> Attribution:
    """Return how often the right speaker was named, and where an author was named whom no evidence names."""
    right, wrong = 0, []
    pairs = [(m, label, s) for m in matched for label, s in m.said if s is not None and label.speaker is not None]
    for held, label, statement in pairs:
        named = statement.speaker.name if statement.speaker else None
        if is_same_name(label.speaker or "", named):
            right += 1
        else:
            wrong.append(
                Passage(told=held.report.key, spans=statement.content, remark=f"{label.speaker} ≠ {named or '–'}")
            )
    return Attribution(
        speakers=Share(hits=right, of=len(pairs)),
        wrong_speakers=tuple(wrong),
        crises=tuple(_judge_act(act, matched) for act in find_nameless(scenario, truth)),
    )


def is_same_name(label: str, name: str | None) -> bool:
    """Return whether a speaker is the labelled one: every word of the shorter name is in the longer.

    >>> is_same_name("Livia Santarel", "Santarel"), is_same_name("Livia Santarel", "Kirill Dorokhan")
    (True, False)
    """
    if name is None:
        return False
    a, b = (set(fold(n).replace("’", "'").split()) for n in (label, name))
    return bool(a and b) and (a <= b or b <= a)


def find_nameless(scenario: Scenario, truth: Truth) -> tuple[str, ...]:
    """Return the acts of which nothing reported lets anybody say who did them, in time."""
    injects = {i.key for i in scenario.injects if not i.crisis_names_actor}
    acts = {a.key for a in truth.acts if a.inject in injects} | {
        c.act for c in truth.crises if not c.evidence_names_actor
    }
    return tuple(a.key for a in truth.acts if a.key in acts)


def _judge_act(act: str, matched: Sequence[Matched]) -> Named:
    """Return where an event of this act names an actor as a fact: in no speaker's words, and not as something denied."""
    events = [(m, label, e) for m in matched for label, e in m.done if label.ref == act and e is not None]
    errors = [(m, e) for m, label, e in events if is_named_as_fact(label, e)]
    return Named(
        act=act,
        events=len(events),
        errors=tuple(
            Passage(told=m.report.key, spans=e.anchor, remark=" ".join(e.actor.codes) if e.actor else "–")
            for m, e in errors
        ),
    )


def is_named_as_fact(label: DoneLabel, event: Event) -> bool:
    """Return whether an event says who did it where its report does not, and no speaker answers for it."""
    codes = event.actor.codes if event.actor else ()
    return bool(codes) and event.attributed_to is None and event.polarity == "positive"
