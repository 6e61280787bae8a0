"""The timeline as one SVG: what was so, reported, found, how likely, what players did, what was asked of them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from html import escape

from vigie.exercise.debrief.page.shown import Shown

WIDTH, LEFT, RIGHT = 1180, 92, 14
LANES = (("truth", 92), ("reports", 74), ("signals", 78), ("alarm", 150), ("players", 62), ("injects", 54))
GAP, TOP, AXIS = 10, 8, 40
BIN = dt.timedelta(hours=6)
DAY = dt.timedelta(days=1)
Mark = tuple[dt.datetime, str, str]
"""(moment, class, what it is)"""


class Chart:
    """One timeline in the making."""

    def __init__(self, shown: Shown) -> None:
        self.shown = shown
        self._start, self._end = shown.truth.start, shown.truth.end
        self._tops: dict[str, float] = {}
        at = float(TOP)
        for lane, height in LANES:
            self._tops[lane] = at
            at += height + GAP
        self.height = at + AXIS

    def draw(self) -> str:
        """Return the picture; each mark carries its words, and the whole a description."""
        words = self.shown.words
        parts = [self._crises(), self._frames(), self._axis()]
        parts += [self._truth(), self._reports(), self._signals(), self._alarm(), self._players(), self._injects()]
        return (
            f'<svg class="timeline" viewBox="0 0 {WIDTH} {self.height:.0f}" role="img" aria-labelledby="tl-t tl-d">'
            f'<title id="tl-t">{escape(words["page"]["timeline"])}</title>'
            f'<desc id="tl-d">{escape(words["page"]["timeline_said"])}</desc>{"".join(parts)}</svg>'
        )

    def x(self, at: dt.datetime) -> float:
        """Return where a moment stands; moments outside stand at the edge."""
        share = (at - self._start) / (self._end - self._start)
        return LEFT + (WIDTH - LEFT - RIGHT) * min(1.0, max(0.0, share))

    def _y(self, lane: str, share: float) -> float:
        return self._tops[lane] + dict(LANES)[lane] * share

    def _frames(self) -> str:
        held = self.shown.words["lanes"]
        return "".join(
            f'<rect class="lane" x="{LEFT}" y="{self._tops[lane]:.0f}" width="{WIDTH - LEFT - RIGHT}" height="{height}"/>'
            f'<text class="name" x="{LEFT - 8}" y="{self._tops[lane] + height / 2 + 5:.0f}">{escape(held[lane])}</text>'
            for lane, height in LANES
        )

    def _axis(self) -> str:
        foot = self.height - AXIS
        days = int((self._end - self._start) / DAY)
        letter = "J" if self.shown.lang == "fr" else "D"
        every = max(1, days // 16)
        parts = []
        for n in range(0, days + 1, every):
            at = self._start + n * DAY
            x = self.x(at)
            parts.append(f'<line class="day" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{foot:.0f}"/>')
            if n < days:
                middle = x + (self.x(at + DAY) - x) / 2
                parts.append(f'<text class="tick" x="{middle:.1f}" y="{foot + 15:.0f}">{letter}+{n}</text>')
                parts.append(f'<text class="tick dim" x="{middle:.1f}" y="{foot + 30:.0f}">{at:%d.%m.}</text>')
        return "".join(parts)

    def _crises(self) -> str:
        parts = []
        for found in self.shown.debrief.crises:
            x, until = self.x(found.at), self.x(found.before or self._end)
            kind = self.shown.words["crisis_kinds"].get(found.kind, found.kind)
            parts.append(
                f'<rect class="crisis" x="{x:.1f}" y="{TOP}" width="{max(1.0, until - x):.1f}" '
                f'height="{self.height - AXIS - TOP:.0f}"><title>{escape(self.shown.words["legend"]["crisis"])}: {escape(kind)}</title></rect>'
            )
        return "".join(parts)

    def _truth(self) -> str:
        shown = self.shown
        crises = {c.act for c in shown.truth.crises}
        marks: list[Mark] = [
            (a.at, "act" + " secret" * a.secret + " grave" * (a.key in crises), shown.name_act(a))
            for a in shown.truth.acts
            if a.at >= self._start
        ]
        said: list[Mark] = [(s.at, "said" + " untrue" * (s.is_true is False), shown.name_saying(s)) for s in shown.truth.sayings if s.at >= self._start]  # fmt: skip
        numbers = "".join(
            self._number(n, c.at if c.before is None else c.before) for n, c in enumerate(shown.debrief.crises, 1)
        )
        squares = self._spread("truth", marks, 0.34, 0.6, self._square)
        return squares + self._spread("truth", said, 0.74, 0.93, self._dot) + numbers

    def _number(self, n: int, at: dt.datetime) -> str:
        """Return the number of a crisis over its act; the table of crises has the words."""
        return f'<text class="number" x="{self.x(at):.1f}" y="{self._y("truth", 0.17):.1f}">{n}</text>'

    def _spread(
        self, lane: str, marks: Iterable[Mark], top: float, bottom: float, draw: Callable[[float, float, str, str], str]
    ) -> str:  # fmt: skip
        """Return the marks, those that would cover each other on levels below each other."""
        taken: Counter[int] = Counter()
        parts = []
        for at, kind, words in sorted(marks):
            level = taken[round(self.x(at) / 9)] % 3
            taken[round(self.x(at) / 9)] += 1
            y = self._y(lane, top + (bottom - top) * level / 2)
            parts.append(draw(self.x(at), y, kind, f"{self.shown.when(at)} {words}"))
        return "".join(parts)

    @staticmethod
    def _square(x: float, y: float, kind: str, words: str) -> str:
        return f'<rect class="{kind}" x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8"><title>{escape(words)}</title></rect>'

    @staticmethod
    def _dot(x: float, y: float, kind: str, words: str) -> str:
        return f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="3.4"><title>{escape(words)}</title></circle>'

    @staticmethod
    def _triangle(x: float, y: float, kind: str, words: str) -> str:
        return f'<path class="{kind}" d="M{x:.1f} {y - 6:.1f}l6 11h-12z"><title>{escape(words)}</title></path>'

    @staticmethod
    def _diamond(x: float, y: float, kind: str, words: str) -> str:
        return f'<path class="{kind}" d="M{x:.1f} {y - 6:.1f}l6 6l-6 6l-6 -6z"><title>{escape(words)}</title></path>'

    def _reports(self) -> str:
        about, other = Counter[int](), Counter[int]()
        for report in self.shown.reports.values():
            if self._start <= report.published < self._end:
                held = about if report.refs or report.inject else other
                held[int((report.published - self._start) / BIN)] += 1
        most = max([about[n] + other[n] for n in {*about, *other}], default=1)
        return "".join(self._bar(n, about[n], other[n], most) for n in sorted({*about, *other}))

    def _bar(self, n: int, about: int, other: int, most: int) -> str:
        x, foot = self.x(self._start + n * BIN), self._y("reports", 1)
        width = self.x(self._start + (n + 1) * BIN) - x - 1.5
        scale = dict(LANES)["reports"] * 0.92 / most
        legend = self.shown.words["legend"]
        words = f"{self.shown.when(self._start + n * BIN)}: {about} {legend['report']}, {other} {legend['noise']}"
        return (
            f'<g><title>{escape(words)}</title><rect class="report" x="{x + 0.7:.1f}" y="{foot - about * scale:.1f}" '
            f'width="{width:.1f}" height="{about * scale:.1f}"/><rect class="noise" x="{x + 0.7:.1f}" '
            f'y="{foot - (about + other) * scale:.1f}" width="{width:.1f}" height="{other * scale:.1f}"/></g>'
        )

    def _signals(self) -> str:
        signals = [(at, f"signal {level}", words) for at, level, words in find_signals(self.shown)]
        alerts: list[Mark] = [
            (dt.datetime.fromisoformat(a.sent), "alert", f"{self.shown.words['legend']['alert']}: {_headline(a.texts, self.shown.lang)}")
            for a in self.shown.known.alerts
        ]  # fmt: skip
        return self._spread("signals", signals, 0.14, 0.5, self._dot) + self._spread("signals", alerts, 0.7, 0.9, self._triangle)  # fmt: skip

    def _alarm(self) -> str:
        shown, legend = self.shown, self.shown.words["legend"]
        points = [(m.at, shown.known.posterior(m)) for m in shown.known.moments if self._start < m.at <= self._end]
        line = " ".join(f"{'L' if n else 'M'}{self.x(at):.1f} {self._level(p):.1f}" for n, (at, p) in enumerate(points))
        setting = self._level(shown.debrief.setting)
        parts = [
            f'<line class="setting" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{setting:.1f}" y2="{setting:.1f}"/>',
            f'<text class="told dim" x="{LEFT + 4}" y="{setting - 4:.1f}">{escape(legend["setting"])} {shown.number(shown.debrief.setting, ".2g")}</text>',
            *(f'<text class="scale" x="{LEFT - 8}" y="{self._level(v) + 4:.1f}">{v}</text>' for v in (0, 1)),
            f'<path class="posterior" d="{line}"/>' if points else "",
        ]
        parts += [self._dot(self.x(at), self._level(p), "knot", f"{shown.when(at)} {legend['posterior']} {shown.number(p)}") for at, p in points]  # fmt: skip
        held = dict(points)
        parts += [self._ring(a.at, held.get(a.at, 1), "false", f"{legend['false']}: {shown.words['causes'][a.cause]}") for a in shown.debrief.false_alarms]  # fmt: skip
        parts += [self._ring(c.alarm, held.get(c.alarm, 1), "found", legend["found"]) for c in shown.debrief.crises if c.alarm]  # fmt: skip
        return "".join(parts)

    def _level(self, share: float) -> float:
        return self._y("alarm", 0.95 - 0.88 * share)

    def _ring(self, at: dt.datetime, p: float, kind: str, words: str) -> str:
        return f'<circle class="ring {kind}" cx="{self.x(at):.1f}" cy="{self._level(p):.1f}" r="8"><title>{escape(self.shown.when(at))} {escape(words)}</title></circle>'  # fmt: skip

    def _players(self) -> str:
        return self._spread("players", find_judgments(self.shown), 0.2, 0.36, self._diamond) + self._spread(
            "players", find_doings(self.shown), 0.66, 0.86, self._dot
        )

    def _injects(self) -> str:
        return self._spread("injects", find_asked(self.shown), 0.25, 0.75, self._square)


def find_signals(shown: Shown) -> Iterator[Mark]:
    """Yield every signal once, when the ledger knew enough for it, with its level."""
    from vigie.watch.signals.tell import tell

    held = {(s.key, s.form): s for moment in shown.known.moments for s in moment.signals}
    for signal in held.values():
        since = dt.datetime.fromisoformat(signal.since)
        if shown.truth.start <= since <= shown.truth.end:
            yield since, signal.level, tell(signal, shown.lang)


def find_judgments(shown: Shown) -> list[Mark]:
    """Return the judgments that players made."""
    asked = {q.key: q.text for q in shown.known.questions}
    return [
        (dt.datetime.fromisoformat(j.made), "judgment", f"{j.owner}: {shown.number(j.probability)} – {asked.get(j.question, j.question)}")
        for j in shown.known.judgments
    ]  # fmt: skip


def find_doings(shown: Shown) -> list[Mark]:
    """Return the alerts that players took in hand, and their briefs."""
    legend = shown.words["legend"]
    taken = [(dt.datetime.fromisoformat(a.made), "taken", f"{legend['acknowledged']}: {a.owner}") for a in shown.known.acknowledgements]  # fmt: skip
    return taken + [(m.at, "made", f"{legend['brief']}: {m.title}") for m in shown.known.made]


def find_asked(shown: Shown) -> list[Mark]:
    """Return the injects that expected something, by what was done in time."""
    titles = {i.key: i.title[shown.lang] for i in shown.scenario.injects}
    legend = shown.words["legend"]
    return [
        (shown.times[m.inject], "met" if m.moment else "unmet", f"{titles[m.inject]} – {shown.words['kinds'][m.kind]}: {legend['met' if m.moment else 'unmet']}")
        for m in shown.debrief.injects
    ]  # fmt: skip


def _headline(texts: tuple[tuple[str, str, str], ...], lang: str) -> str:
    return next((head for held, head, _ in texts if held == lang), texts[0][1] if texts else "")
