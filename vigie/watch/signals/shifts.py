"""Shifts of one speaker over time: what was denied is admitted, reassurance turns to threat, a likelihood moves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vigie.model.signal import Signal
from vigie.watch.signals.claims import find_plain_words
from vigie.watch.signals.pairs import fold_pairs, make_key, quote_values
from vigie.watch.signals.subjects import (
    Said,
    Shared,
    find_names,
    find_others,
    find_said,
    find_shared,
    find_sound,
    is_same_person,
    make_index,
)
from vigie.watch.view import View

_POLARITY = {
    (True, False, False): "denied_then_said",
    (False, True, False): "said_then_denied",
    (True, False, True): "ruled_out_then_announced",
    (False, True, True): "announced_then_ruled_out",
}
"""By whether the earlier and the later claim deny, and whether both are of what is to come."""
_CALM, _SHARP = "reassurance", ("threat", "warning")


@dataclass(frozen=True, slots=True)
class Shift:
    """An earlier and a later claim of one speaker about one thing, and how the later one differs."""

    before: Said
    after: Said
    form: str
    shared: Shared


def find_shifts(view: View, said: Sequence[Said] | None = None) -> tuple[Signal, ...]:
    """Return the shifts of speakers, newest first; shifts that share a statement and a form are one."""
    groups = defaultdict(list)
    for shift in find_pairs(find_said(view) if said is None else said):
        groups[shift.form].append(shift)
    folded = [
        g for held in groups.values() for g in fold_pairs(held, lambda p: find_names(p.before, p.after, p.shared))
    ]
    found = [_make_signal(view, group) for group in folded]
    return tuple(sorted(found, key=lambda s: (s.since, s.key), reverse=True))


def find_pairs(said: Sequence[Said]) -> Iterator[Shift]:
    """Yield, for every claim, the latest earlier one of the same speaker about the same thing that it departs from.

    Where the last word of the speaker on that thing already was what is said now, nothing has shifted.
    """
    by_name: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        if one.order is not None:
            by_name[find_sound(one.who[-1])].append(one)
    for held in by_name.values():
        index = make_index(sorted(held, key=lambda s: s.order or ("", ""), reverse=True))
        for after in held:
            earlier = [o for o in find_others(after, index) if _is_before(o, after)]
            beside = [o for o in held if o.document.key == after.document.key and o is not after]
            latest = sorted(earlier, key=lambda s: s.order or ("", ""), reverse=True)
            yield from (shift for shift in _find_latest(after, latest) if not _is_recalled(shift, beside))


def _is_before(a: Said, b: Said) -> bool:
    """Return whether the first was certainly said before, by the same person and in another document."""
    if a.order is None or b.order is None or not is_same_person(a.who, b.who) or a.origin == b.origin:
        return False
    return a.order[0] < b.order[0] or (a.order[0] == b.order[0] and "T" in a.order[1] and a.order < b.order)


def _find_latest(after: Said, earlier: Sequence[Said]) -> Iterator[Shift]:
    """Yield how a claim departs from the latest earlier one; tone and likelihood of one speaker need fewer words."""
    done: set[str] = set()
    for before in earlier:
        shared = find_shared(before, after)
        loose = shared or find_shared(before, after, least=2)
        if loose is None:
            continue
        for what, form in _compare(before, after):
            if what == "polarity" and shared is None:
                continue
            if what not in done and form is not None:
                yield Shift(before, after, form, loose)
            done.add(what)


def _is_recalled(shift: Shift, beside: Sequence[Said]) -> bool:
    """Return whether a change from yes to no may be none.

    A report that quotes both may recall what was said before; and a quotation that holds the other one whole is the
    same words given longer, which is a cut quotation and no change of mind.
    """
    if shift.form not in _POLARITY.values():
        return False
    short, long = sorted((find_plain_words(s.statement.words) for s in (shift.before, shift.after)), key=len)
    if any(long[i : i + len(short)] == short for i in range(len(long) - len(short) + 1)):
        return True
    return any(o.denies is shift.before.denies and find_shared(o, shift.after, least=2) for o in beside)


def _compare(before: Said, after: Said) -> Iterator[tuple[str, str | None]]:
    """Yield what can be compared between two claims, each with how it changed, or None where it is the same."""
    if before.denies is not None and after.denies is not None and before.coming == after.coming:
        yield "polarity", _POLARITY.get((before.denies, after.denies, after.coming))
    if before.claim.negated != after.claim.negated and (_is_unseen(before) or _is_unseen(after)):
        yield "observation", "unseen_then_seen" if _is_unseen(before) else "seen_then_unseen"
    if before.statement.likelihood is not None and after.statement.likelihood is not None:
        yield "likelihood", _compare_likelihoods(before.statement.likelihood, after.statement.likelihood)
    tones = (_find_tone(before), _find_tone(after))
    if tones[0] is not None and tones[1] is not None:
        is_turn = (tones[0] == _CALM) != (tones[1] == _CALM)
        yield "tone", f"{tones[0]}_then_{tones[1]}" if is_turn else None


def _is_unseen(said: Said) -> bool:
    """Return whether the claim is that somebody looked and did not see."""
    return said.statement.negative_evidence is not None and said.claim.negated


def _compare_likelihoods(before: tuple[float, float], after: tuple[float, float]) -> str | None:
    """Return which way a likelihood moved; intervals that overlap may be the same judgment in other words."""
    if after[0] > before[1]:
        return "more_likely"
    return "less_likely" if after[1] < before[0] else None


def _find_tone(said: Said) -> str | None:
    """Return whether a claim reassures, warns or threatens; one that does both is neither."""
    marks = said.claim.marks | set(said.statement.modality[:1])
    sharp = next((tone for tone in _SHARP if tone in marks), None)
    if _CALM in marks:
        return _CALM if sharp is None else None
    return sharp


def _make_signal(view: View, group: Sequence[Shift]) -> Signal:
    shift = max(group, key=_rank)
    before, after = shift.before.statement, shift.after.statement
    keys = sorted({s.statement.key for p in group for s in (p.before, p.after)})
    return Signal(
        kind="shift",
        form=shift.form + "_that" * _is_cued(shift),
        key=make_key(f"shift:{shift.form}", *(s.statement for p in group for s in (p.before, p.after))),
        state=f"{len(keys)} statements",
        level="watch",
        subject=after.speaker or before.speaker or "?",
        day=shift.after.day,
        since=max(before.known, after.known),
        inputs=tuple(dict.fromkeys((before.key, after.key, *keys))),
        about=tuple(dict.fromkeys((after.speaker or "", *after.codes, *shift.shared.anchors, *shift.shared.kinds))),
        values=(
            *quote_values(view, "a", before),
            *quote_values(view, "b", after),
            ("a_interval", _show(before.likelihood)),
            ("b_interval", _show(after.likelihood)),
            ("shared", str(shift.shared)),
            ("statements", str(len(keys))),
        ),
    )


def _rank(shift: Shift) -> tuple[str, str, bool, str]:
    """Return what puts the shift to be told last: the newest, and of those of one day a denial in its own words."""
    return shift.after.day or "", shift.before.day or "", not _is_cued(shift), shift.after.statement.key


def _is_cued(shift: Shift) -> bool:
    """Return whether the denial among the two is only in the words around it (“denied that …”)."""
    if shift.form not in _POLARITY.values():
        return False
    return shift.before.cued if shift.before.denies else shift.after.cued


def _show(interval: tuple[float, float] | None) -> str:
    return "–" if interval is None else f"{100 * interval[0]:.0f}–{100 * interval[1]:.0f} %"
