"""One picture on one axis of time: what is so, above; what the players know and did, below; and where the play stands."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from vigie.assess.evidence import SETTING
from vigie.desk.control.known import Held, read_time
from vigie.desk.control.naming import Names
from vigie.desk.control.room import Standing
from vigie.desk.control.sheet import Row
from vigie.desk.language import Words
from vigie.desk.play import tell_day
from vigie.desk.shown import line

WIDTH, LEFT, RIGHT, TOP, AXIS, GAP = 1200, 96, 118, 24, 36, 9
LANES = (("acts", 74), ("posture", 78), ("injects", 40), ("alerts", 58), ("alarm", 104))
"""Truth first, then what was played, then what is known. Postures have a lane where any of them moves."""
DAY = dt.timedelta(days=1)
LEGEND = (
    ("act", '<rect class="act" x="3" y="3" width="8" height="8"/>'),
    ("secret", '<rect class="act secret" x="3" y="3" width="8" height="8"/>'),
    ("grave", '<rect class="act grave" x="3" y="3" width="8" height="8"/>'),
    ("said", '<circle class="said" cx="7" cy="7" r="3.6"/>'),
    ("untrue", '<circle class="said untrue" cx="7" cy="7" r="3.6"/>'),
    ("crisis", '<rect class="crisis" width="14" height="14"/>'),
    ("due", '<circle class="inject due" cx="7" cy="7" r="4.4"/>'),
    ("delivered", '<circle class="inject delivered" cx="7" cy="7" r="4.4"/>'),
    ("met", '<circle class="inject met" cx="7" cy="7" r="4.4"/>'),
    ("missed", '<circle class="inject missed" cx="7" cy="7" r="4.4"/>'),
    ("alert", '<path class="alert alarm" d="M7 1l6 10h-12z"/>'),
    ("watch", '<path class="alert watch" d="M7 1l6 10h-12z"/>'),
    ("taken", '<circle class="taken" cx="7" cy="7" r="3.6"/>'),
    ("posterior", '<polyline class="posterior" points="0,11 5,5 9,8 14,1"/>'),
    ("judgment", '<path class="judgment" d="M7 2l5 5l-5 5l-5 -5z"/>'),
)
"""The marks of the picture, drawn small, by the names of their words."""
MOST_LINES = 5
LEVELS = 5
Levels = Sequence[tuple[str, int]]
"""(day, level)"""
Mark = tuple[dt.datetime, str, str]
"""(moment, class, what it is)"""


@dataclass(slots=True, kw_only=True)
class Timeline:
    """One picture in the making."""

    standing: Standing
    held: Held
    rows: Sequence[Row]
    alarms: tuple[str, ...]
    names: Names
    words: Words
    moving: Sequence[tuple[str, Levels]] = ()

    def __post_init__(self) -> None:
        self.moving = find_moving(self.standing.story.truth.postures, self.start.date().isoformat())

    @property
    def start(self) -> dt.datetime:
        """Return when the drill began."""
        return self.standing.clock.start

    @property
    def lanes(self) -> tuple[tuple[str, int], ...]:
        """Return the lanes with their heights."""
        return tuple(lane for lane in LANES if lane[0] != "posture" or self.moving)

    @property
    def height(self) -> float:
        """Return the height of the whole picture."""
        return TOP + sum(height + GAP for _, height in self.lanes) + AXIS

    def draw(self) -> str:
        """Return the picture as SVG without any style of its own; everything that is named is escaped."""
        t = self.words
        parts = [
            *self._ahead(), *self._crises(), *self._frames(), *self._axis(), *self._acts(), *self._postures(),
            *self._injects(), *self._alerts(), *self._alarm(), *self._now(),
        ]  # fmt: skip
        return (
            f'<svg class="timeline" viewBox="0 0 {WIDTH} {self.height:.0f}" role="img" aria-labelledby="tl-t tl-d">'
            f'<title id="tl-t">{escape(t("control.timeline"))}</title>'
            f'<desc id="tl-d">{escape(t("control.timeline_said"))}</desc>{"".join(parts)}</svg>'
        )

    def x(self, at: dt.datetime) -> float:
        """Return where a moment stands; moments outside stand at the edge."""
        share = (at - self.start) / max(DAY, self.standing.end - self.start)
        return LEFT + (WIDTH - LEFT - RIGHT) * min(1.0, max(0.0, share))

    def y(self, lane: str, share: float) -> float:
        """Return a height within a lane, 0 at its top."""
        top = float(TOP)
        for name, height in self.lanes:
            if name == lane:
                return top + height * share
            top += height + GAP
        raise KeyError(lane)

    def _ahead(self) -> Iterator[str]:
        x, until = self.x(self.standing.at), self.x(self.standing.end)
        yield f'<rect class="ahead" x="{x:.1f}" y="{TOP}" width="{until - x:.1f}" height="{self.height - AXIS - TOP:.0f}"/>'

    def _crises(self) -> Iterator[str]:
        """Yield a band for each crisis from its beginning on, with its name at the top of the picture."""
        for crisis in self.standing.story.truth.crises:
            x, until = self.x(crisis.at), self.x(crisis.before or crisis.at + DAY)
            told = f"{tell_day(crisis.at, self.start)} {self.names.title(crisis.act) or crisis.act}"
            yield (
                f'<rect class="crisis" x="{x:.1f}" y="{TOP}" width="{max(2.0, until - x):.1f}" '
                f'height="{self.height - AXIS - TOP:.0f}"><title>{_safe(told)}</title></rect>'
            )

    def _frames(self) -> Iterator[str]:
        for lane, height in self.lanes:
            top = self.y(lane, 0)
            yield f'<rect class="lane" x="{LEFT}" y="{top:.0f}" width="{WIDTH - LEFT - RIGHT}" height="{height}"/>'
            yield f'<text class="name" x="{LEFT - 8}" y="{top + height / 2 + 4:.0f}">{_safe(self.words("lane." + lane))}</text>'

    def _axis(self) -> Iterator[str]:
        foot = self.height - AXIS
        days = max(1, round((self.standing.end - self.start) / DAY))
        every = max(1, days // 15)
        for n in range(0, days + 1, every):
            at = self.start + n * DAY
            x = self.x(at)
            yield f'<line class="day" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{foot:.0f}"/>'
            if n < days:
                middle = (x + self.x(at + DAY)) / 2
                yield f'<text class="tick" x="{middle:.1f}" y="{foot + 12:.0f}">D+{n}</text>'
                yield f'<text class="tick dim" x="{middle:.1f}" y="{foot + 26:.0f}">{at:%m-%d}</text>'

    def _acts(self) -> Iterator[str]:
        truth = self.standing.story.truth
        crises = {c.act for c in truth.crises}
        acts: list[Mark] = [
            (a.at, "act" + " secret" * a.secret + " grave" * (a.key in crises), self.names.title(a.inject) or self.names.act(a))
            for a in truth.acts if a.at >= self.start
        ]  # fmt: skip
        said: list[Mark] = [
            (s.at, "said" + " untrue" * (s.is_true is False), self.names.title(s.inject) or self.names.saying(s))
            for s in truth.sayings if s.at >= self.start
        ]  # fmt: skip
        yield from self._spread("acts", acts, 0.16, 0.56, _square)
        yield from self._spread("acts", said, 0.76, 0.94, _dot)

    def _spread(
        self, lane: str, marks: Iterable[Mark], top: float, bottom: float, draw: Callable[[float, float, str, str], str]
    ) -> Iterator[str]:
        """Yield the marks, those that would cover each other on levels below each other."""
        taken: Counter[int] = Counter()
        for at, kind, told in sorted(marks):
            place = round(self.x(at) / 9)
            level = taken[place] % 3
            taken[place] += 1
            y = self.y(lane, top + (bottom - top) * level / 2)
            yield draw(self.x(at), y, kind, f"{tell_day(at, self.start)} {told}")

    def _postures(self) -> Iterator[str]:
        """Yield a line a party whose conventional level moves in the drill, those that move most."""
        taken: set[int] = set()
        for n, (actor, held) in enumerate(self.moving[:MOST_LINES]):
            yield from self._line(n, actor, held, taken)

    def _line(self, n: int, actor: str, held: Levels, taken: set[int]) -> Iterator[str]:
        points, shift = [], (n - 2) * 1.6
        for day, level in held:
            at = dt.datetime.fromisoformat(day).replace(tzinfo=dt.UTC)
            y = self.y("posture", 0.92 - 0.84 * level / LEVELS) + shift
            points += [f"{self.x(at):.1f},{y:.1f}", f"{self.x(at + DAY):.1f},{y:.1f}"]
        told = self.names.actor(actor)
        yield f'<polyline class="party p{n}" points="{" ".join(points)}"><title>{_safe(told)}</title></polyline>'
        slot = min((s for s in range(6) if s not in taken), key=lambda s: abs(s - (LEVELS - held[-1][1])))
        taken.add(slot)
        yield f'<text class="party p{n}" x="{WIDTH - RIGHT + 6}" y="{self.y("posture", 0.1 + 0.17 * slot):.1f}">{_safe(line(told, 18))}</text>'

    def _injects(self) -> Iterator[str]:
        marks: list[Mark] = []
        for row in self.rows:
            if row.at is not None:
                states = {a.state for a in row.asked}
                kind = "missed" if states & {"missed", "late"} else "met" if states == {"met"} else ""
                told = f"{row.inject.title[self.words.lang]} ({self.words('inject_state.' + row.state)})"
                marks.append((row.at, f"inject {row.state} {kind}".strip(), told))
        yield from self._spread("injects", marks, 0.2, 0.8, _circle)

    def _alerts(self) -> Iterator[str]:
        lang = self.words.lang
        alerts: list[Mark] = [
            (read_time(a.sent), f"alert {a.level}", headline(a.texts, lang)) for a in self.held.messages if a.msg_type == "Alert"
        ]  # fmt: skip
        taken: list[Mark] = [
            (read_time(a.made), "taken", f"{self.words('control.taken')}: {a.owner}") for a in self.held.taken.values()
        ]
        briefs: list[Mark] = [
            (b.at, "brief", f"{self.words('expected_kind.' + b.kind)} {b.owner}") for b in self.held.made
        ]
        yield from self._spread("alerts", alerts, 0.18, 0.56, _triangle)
        yield from self._spread("alerts", [*taken, *briefs], 0.82, 0.9, _dot)

    def _alarm(self) -> Iterator[str]:
        setting = self._level(SETTING)
        yield f'<line class="setting" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{setting:.1f}" y2="{setting:.1f}"/>'
        for value in (0, 1):
            yield f'<text class="scale" x="{WIDTH - RIGHT + 6}" y="{self._level(value) + 4:.1f}">{value}</text>'
        told = self.words("control.setting", value=f"{SETTING:g}")
        yield f'<text class="scale" x="{WIDTH - RIGHT + 6}" y="{setting + 4:.1f}">{_safe(told)}</text>'
        points = [(w.at, sum(w.posteriors.get(h, 0.0) for h in self.alarms)) for w in self.held.weighings]
        drawn = " ".join(f"{self.x(at):.1f},{self._level(p):.1f}" for at, p in points)
        if drawn:
            yield f'<polyline class="posterior" points="{drawn}"/>'
        for judgment in self.held.judgments:
            at = read_time(judgment.made)
            told = f"{tell_day(at, self.start)} {judgment.owner}: {judgment.probability:g}"
            yield _diamond(self.x(at), self._level(judgment.probability), "judgment", told)

    def _level(self, share: float) -> float:
        return self.y("alarm", 0.94 - 0.88 * share)

    def _now(self) -> Iterator[str]:
        x, foot = self.x(self.standing.at), self.height - AXIS
        told = self.standing.clock.day
        yield f'<line class="now" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 4}" y2="{foot:.0f}"/>'
        yield f'<text class="now" x="{x:.1f}" y="{TOP - 9}">{_safe(told)}</text>'


def find_moving(rows: Sequence[tuple[str, str, int, int]], first: str) -> list[tuple[str, Levels]]:
    """Return the parties whose conventional level moves from a day on, with it day by day; who moves most is first."""
    levels: dict[str, list[tuple[str, int]]] = {}
    for day, actor, conventional, _ in rows:
        if day >= first:
            levels.setdefault(actor, []).append((day, conventional))
    moving = [(actor, held) for actor, held in levels.items() if _stretch(held)]
    return sorted(moving, key=lambda one: (-_stretch(one[1]), one[0]))


def _stretch(held: Levels) -> int:
    levels = [level for _, level in held]
    return max(levels) - min(levels)


def headline(texts: Sequence[tuple[str, str, str]], lang: str) -> str:
    """Return the headline of an alert in a language, without its mark: it stands above every controllers' page."""
    found = next((head for held, head, _ in texts if held == lang), texts[0][1] if texts else "")
    return found.removeprefix("EXERCISE:").removeprefix("EXERCICE\u00a0:").removeprefix("EXERCICE :").strip()


def _safe(words: str) -> str:
    return escape(line(words, 200))


def _square(x: float, y: float, kind: str, told: str) -> str:
    return (
        f'<rect class="{kind}" x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8"><title>{_safe(told)}</title></rect>'
    )


def _dot(x: float, y: float, kind: str, told: str) -> str:
    return f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="3.4"><title>{_safe(told)}</title></circle>'


def _circle(x: float, y: float, kind: str, told: str) -> str:
    return f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="4.4"><title>{_safe(told)}</title></circle>'


def _triangle(x: float, y: float, kind: str, told: str) -> str:
    return f'<path class="{kind}" d="M{x:.1f} {y - 6:.1f}l6 10h-12z"><title>{_safe(told)}</title></path>'


def _diamond(x: float, y: float, kind: str, told: str) -> str:
    return f'<path class="{kind}" d="M{x:.1f} {y - 5:.1f}l5 5l-5 5l-5 -5z"><title>{_safe(told)}</title></path>'
