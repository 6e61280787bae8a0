"""Delay against false alarms as one SVG: a curve a scenario with crises, false alarms of all quiet days, rivals as points."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from vigie.exercise.debrief.encode import SENTENCE
from vigie.exercise.debrief.records import CAP_DAYS
from vigie.exercise.grid.figures import Series, by_problem, find_figures
from vigie.exercise.grid.tables import RIVALS, Cells

WIDTH, HEIGHT, LEFT, RIGHT, TOP, FOOT = 820, 470, 70, 190, 46, 66
COLOURS = ("#1b5fb4", "#b3261e", "#1c6b3c", "#7a52a8")
_STYLE = "text{font:13px system-ui,sans-serif;fill:#1b2027}.dim{fill:#59616b}.grid{stroke:#dcd8cd}.line{fill:none;stroke-width:2.4}.b{font-weight:700}"
Json = Mapping[str, Any]


def draw_grid(cells: Cells, *, setting: float, settings: Sequence[float]) -> str:
    """Return the picture. Below means sooner, left means fewer false alarms; the axis is a square root, 0 to 100."""
    held = {name: rows for name, rows in cells.items() if any(cell["crises"] for cell in rows)}
    every = [cell for rows in cells.values() for cell in rows]
    parts = list(_axes())
    for (name, rows), colour in zip(held.items(), COLOURS, strict=False):
        parts += _curve(name, rows, every, colour, setting, settings)
    title = "EXERCISE · delay against false alarms"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="g-t g-d">'
        f'<title id="g-t">{title}</title><desc id="g-d">{escape(_describe(cells))}</desc><style>{_STYLE}</style>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#faf9f5"/><text class="b" x="{LEFT}" y="24">{title}</text>'
        f'{"".join(parts)}<text class="dim" x="{LEFT}" y="{HEIGHT - 10}">{SENTENCE} Large dots: the setting {setting:g}. Crosses: rivals.</text></svg>\n'
    )


def _describe(cells: Cells) -> str:
    return "; ".join(f"{name}: {len(rows)} seeds" for name, rows in cells.items())


def _x(false: float) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * min(1.0, math.sqrt(false / 100))


def _y(delay: float) -> float:
    return HEIGHT - FOOT - (HEIGHT - FOOT - TOP) * min(1.0, delay / CAP_DAYS)


def _axes() -> Iterator[str]:
    foot = HEIGHT - FOOT
    for value in (0, 1, 2, 5, 10, 20, 50, 100):
        x = _x(value)
        yield f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{foot}"/><text class="dim" x="{x:.1f}" y="{foot + 17}" text-anchor="middle">{value}</text>'
    for value in range(int(CAP_DAYS) + 1):
        y = _y(value)
        yield f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/><text class="dim" x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{value}</text>'
    yield f'<text x="{LEFT}" y="{foot + 36}">looks with an alarm up, per 100 quiet looks of all scenarios</text>'
    yield f'<text x="20" y="{(TOP + foot) / 2:.0f}" transform="rotate(-90 20 {(TOP + foot) / 2:.0f})" text-anchor="middle">mean delay in days</text>'


def _curve(
    name: str, rows: Sequence[Json], every: Sequence[Json], colour: str, setting: float, settings: Sequence[float]
) -> Iterator[str]:  # fmt: skip
    points = [(s, *_point(rows, every, by_problem, s)) for s in sorted({*settings, setting})]
    line = " ".join(f"{_x(false):.1f},{_y(delay):.1f}" for _, false, delay in points)
    yield f'<polyline class="line" stroke="{colour}" points="{line}"/>'
    for s, false, delay in points:
        radius = 7 if s == setting else 3.5
        yield f'<circle cx="{_x(false):.1f}" cy="{_y(delay):.1f}" r="{radius}" fill="{colour}"><title>{escape(name)} at {s:g}: {delay:.2f} days, {false:.1f}</title></circle>'
    for label, series in RIVALS:
        false, delay = _point(rows, every, series, 0.5)
        x, y = _x(false), _y(delay)
        yield f'<path d="M{x - 5:.1f} {y - 5:.1f}l10 10m0-10l-10 10" stroke="{colour}" stroke-width="2"><title>{escape(name)}, {escape(label)}: {delay:.2f} days, {false:.1f}</title></path>'
        if colour == COLOURS[0] or label not in ("alarm always", "alarm never"):
            yield f'<text class="dim" x="{min(x + 9, WIDTH - RIGHT + 8):.1f}" y="{y - 6:.1f}">{escape(label)}</text>'
    yield from _name(name, rows, colour)


def _name(name: str, rows: Sequence[Json], colour: str) -> Iterator[str]:
    row = TOP + 16 + 22 * list(COLOURS).index(colour)
    yield f'<circle cx="{WIDTH - RIGHT + 24}" cy="{row}" r="6" fill="{colour}"/><text x="{WIDTH - RIGHT + 38}" y="{row + 5}">{escape(name)}, {len(rows)} seeds</text>'


def _point(rows: Sequence[Json], every: Sequence[Json], series: Series, setting: float) -> tuple[float, float]:
    up = find_figures(every, series, setting=setting).up
    delay = find_figures(rows, series, setting=setting).delay
    return up or 0.0, CAP_DAYS if delay is None else delay
