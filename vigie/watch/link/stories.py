"""Which story a document is part of, decided as it comes in from what was known by then."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from vigie.model.signal import Grouping
from vigie.watch.link.copies import Copy
from vigie.watch.link.fit import BAR, HALF_LIFE_DAYS, Fit, Profile, Rarity, make_profile, score_fit
from vigie.watch.link.piece import Piece
from vigie.watch.link.window import WINDOW_DAYS, find_gap, is_out

LOOKED_UP = 400
"""So many entries of the index are followed, those of the rarest terms first."""
COMPARED = 24
"""So many documents are compared in full, those that share most by rarity first."""
RECENT = 5
"""A story is joined when the document fits one of its members, and its last so many in the mean by nearly the bar too."""
SUPPORT = 0.9


@dataclass(slots=True)
class _Story:
    """A story in the window: its documents that are no copies, in order, and how many documents it has."""

    members: dict[str, None] = field(default_factory=dict)
    documents: int = 0


@dataclass(frozen=True, slots=True)
class _Held:
    known: str
    grouping: Grouping
    profile: Profile | None


class StoryIndex:
    """The stories of the last days. Copies follow their origin and are not compared; `add` takes the rest one by one."""

    def __init__(self, *, days: int = WINDOW_DAYS) -> None:
        self._days = days
        self._order: deque[str] = deque()
        self._held: dict[str, _Held] = {}
        self._stories: dict[str, _Story] = {}
        self._of_origin: dict[str, dict[str, None]] = {}
        self._having: dict[str, dict[str, None]] = {}
        self._rarity = Rarity()

    def __len__(self) -> int:
        return len(self._held)

    def add(self, piece: Piece, copy: Copy) -> Grouping:
        """Return where the piece belongs, and keep it. A piece added again belongs where it did."""
        held = self._held.get(piece.key)
        if held is not None:
            return held.grouping
        self._forget(piece.known)
        return self._keep(piece, *self._place(piece, copy))

    def _place(self, piece: Piece, copy: Copy) -> tuple[Grouping, Profile | None]:
        """Return where the piece belongs, and its profile where one was made."""
        for beside in self._of_origin.get(copy.origin, ()):
            story = self._held[beside].grouping.story
            return _group(piece, copy, story, Fit(copy.overlap), (f"{copy.relation} of {copy.origin}",)), None
        profile = make_profile(piece)
        joined, fit = self._find(profile)
        return _group(piece, copy, joined or piece.key, fit, _explain(profile, fit)), profile

    def restore(self, piece: Piece, grouping: Grouping) -> None:
        """Return nothing; keep a piece whose story was found before."""
        self._forget(piece.known)
        self._keep(piece, grouping, None)

    def _find(self, new: Profile) -> tuple[str | None, Fit]:
        """Return the story that the document fits best and how well, or None where it fits none."""
        fits = {key: self._fit(new, key) for key in self._candidates(new)}
        best: tuple[float, str, Fit] | None = None
        for key, fit in fits.items():
            if fit.score < BAR or (best is not None and fit.score <= best[0]):
                continue
            story = self._held[key].grouping.story
            if self._support(new, story, fits) >= SUPPORT * BAR:
                best = (fit.score, story, fit)
        return (best[1], best[2]) if best else (None, Fit(1.0))

    def _fit(self, new: Profile, key: str) -> Fit:
        """Return the fit, its odds halved for every so many days between the two reports."""
        other = self._held[key].profile
        assert other is not None
        fit = score_fit(new, other, self._rarity)
        odds = fit.score / max(1e-9, 1 - fit.score) * 0.5 ** (find_gap(new.day, other.day) / HALF_LIFE_DAYS)
        return Fit(odds / (1 + odds), fit.shared)

    def _support(self, new: Profile, story: str, fits: dict[str, Fit]) -> float:
        """Return the mean fit with the last members, so that a story does not wander off link by link."""
        members = list(self._stories[story].members)[-RECENT:]
        for key in members:
            if key not in fits:
                fits = fits | {key: self._fit(new, key)}
        return sum(fits[key].score for key in members) / len(members)

    def _candidates(self, new: Profile) -> list[str]:
        """Return the documents that share most with the new one by rarity, of equals the earliest."""
        weights: dict[str, float] = {}
        left = LOOKED_UP
        for term in sorted(_terms(new), key=lambda t: (len(self._having.get(t, ())), t)):
            having = self._having.get(term, {})
            if len(having) > left:
                break
            left -= len(having)
            weight = self._rarity.weigh(term)
            for key in having:
                weights[key] = weights.get(key, 0.0) + weight
        return sorted(weights, key=lambda key: -weights[key])[:COMPARED]

    def _keep(self, piece: Piece, grouping: Grouping, profile: Profile | None) -> Grouping:
        """Return the grouping, now kept. What copies an origin is not compared with."""
        story = grouping.story
        if grouping.relation in {"exact", "near"}:
            profile = None
        else:
            profile = profile or make_profile(piece)
            if grouping.relation != "origin":  # another version of a report does not make a series of its title
                profile = replace(profile, rubric=f"title of {piece.key}")
        self._held[piece.key] = _Held(piece.known, grouping, profile)
        self._order.append(piece.key)
        self._of_origin.setdefault(grouping.origin, {})[piece.key] = None
        held = self._stories.setdefault(story, _Story())
        held.documents += 1
        if profile is not None:
            held.members[piece.key] = None
            self._rarity.add(profile)
            for term in _terms(profile):
                self._having.setdefault(term, {})[piece.key] = None
        return grouping

    def _forget(self, known: str) -> None:
        while self._order and is_out(self._held[self._order[0]].known, known, self._days):
            key = self._order.popleft()
            held = self._held.pop(key)
            _drop(self._of_origin, held.grouping.origin, key)
            story = self._stories[held.grouping.story]
            story.documents -= 1
            if not story.documents:
                del self._stories[held.grouping.story]
            if held.profile is None:
                continue
            story.members.pop(key, None)
            self._rarity.add(held.profile, -1)
            for term in _terms(held.profile):
                _drop(self._having, term, key)


def _drop(index: dict[str, dict[str, None]], term: str, key: str) -> None:
    having = index[term]
    del having[key]
    if not having:
        del index[term]


def _terms(profile: Profile) -> Iterable[str]:
    return profile.names | profile.terms


def _group(piece: Piece, copy: Copy, story: str, fit: Fit, why: tuple[str, ...]) -> Grouping:
    return Grouping(
        document=piece.key, origin=copy.origin, relation=copy.relation, overlap=copy.overlap, story=story,
        score=round(fit.score, 3), why=why,
    )  # fmt: skip


def _explain(profile: Profile, fit: Fit) -> tuple[str, ...]:
    """Return what the document shares with the story, in its own words: `place Brume-Haute`, `name arden`."""
    told = []
    for term in fit.shared:
        mark = profile.shown.get(term)
        told.append(f"{mark.kind} {mark.words}" if mark else f"word {term}")
    return tuple(told)
