"""The calibration plot: what was said against what came, as a picture that also reads as text."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from vigie.assess.scores import Bin, find_bins
from vigie.assess.track_standing import find_claim

SIZE, LEFT, TOP, SIDE = (460, 500), 64, 64, 360
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_STYLE = (
    "<style>svg{color:#1c2126;background:#fff}"
    "@media (prefers-color-scheme:dark){svg{color:#e2e0da;background:#161a1f}}</style>"
)
_WORDS = {
    "en": {
        "title": "Calibration: what was said, and what came", "said": "probability that was said", "came": "share that came",
        "none": "No question is resolved yet.", "bin": "said {said:.0%}, came {came:.0%} of {count} ({low:.0%} to {high:.0%})",
        "desc": "{n} resolved questions in {k} groups of equal count. On the diagonal, as much came as was said. {bins}. {claim}.",
    },
    "fr": {
        "title": "Calibration : ce qui fut dit, ce qui advint", "said": "probabilité annoncée", "came": "part advenue",
        "none": "Aucune question n'est encore tranchée.",
        "bin": "annoncé {said:.0%}, advenu {came:.0%} sur {count} ({low:.0%} à {high:.0%})",
        "desc": "{n} questions tranchées en {k} groupes de même effectif. Sur la diagonale, il est advenu autant qu'annoncé. {bins}.",
    },
}  # fmt: skip


def draw_calibration(
    probabilities: Sequence[float], outcomes: Sequence[int], *, realm: str, title: str | None = None, lang: str = "en",
    standalone: bool = True,
) -> str:  # fmt: skip
    """Return the plot as SVG: a point for each group of equal count, its 95 % interval as a bar, its count beside it.

    It has a title and a description that says the same in words. It takes the colour of the text around it; with
    `standalone`, for a file of its own, it brings its own for a light and a dark screen. An exercise is headed so.
    """
    words = _WORDS.get(lang, _WORDS["en"])
    head = title or words["title"]
    if realm == "exercise":
        head = f"EXERCISE – {head}" if lang != "fr" else f"EXERCICE – {head}"
    bins = find_bins(probabilities, outcomes) if len(probabilities) else []
    width, height = SIZE
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img"'
            ' aria-labelledby="cal-title cal-desc" font-family="system-ui, sans-serif" font-size="12"'
            ' fill="currentColor">',
            f'<title id="cal-title">{escape(head)}</title>',
            f'<desc id="cal-desc">{escape(describe(bins, len(probabilities), lang=lang))}</desc>',
            *([_STYLE] if standalone else []),
            f'<text x="18" y="28" font-size="13" font-weight="600">{escape(head)}</text>',
            *_draw_frame(words),
            *(line for one in bins for line in _draw_bin(one, words)),
            *([] if bins else [f'<text x="{LEFT + 12}" y="{TOP + 24}">{escape(words["none"])}</text>']),
            "</svg>\n",
        ]
    )


def describe(bins: Sequence[Bin], count: int, *, lang: str = "en") -> str:
    """Return in words what the plot shows, for whoever does not see it."""
    words = _WORDS.get(lang, _WORDS["en"])
    if not bins:
        return words["none"]
    told = "; ".join(_tell(one, words) for one in bins)
    return words["desc"].format(n=count, k=len(bins), bins=told, claim=find_claim(count, _find_error(bins)))


def _find_error(bins: Sequence[Bin]) -> float:
    return sum(one.count * abs(one.said - one.came) for one in bins) / sum(one.count for one in bins)


def _tell(one: Bin, words: dict[str, str]) -> str:
    return words["bin"].format(said=one.said, came=one.came, count=one.count, low=one.low, high=one.high)


def _x(value: float) -> float:
    return round(LEFT + SIDE * value, 1)


def _y(value: float) -> float:
    return round(TOP + SIDE * (1.0 - value), 1)


def _draw_frame(words: dict[str, str]) -> list[str]:
    middle = TOP + SIDE / 2
    lines = [
        f'<rect x="{LEFT}" y="{TOP}" width="{SIDE}" height="{SIDE}" fill="none" stroke="currentColor"'
        ' stroke-opacity="0.45"/>',
        f'<line x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}" stroke="currentColor" stroke-opacity="0.6"'
        ' stroke-dasharray="5 4"/>',
        f'<text x="{LEFT + SIDE / 2}" y="{TOP + SIDE + 42}" text-anchor="middle">{escape(words["said"])}</text>',
        f'<text transform="translate(18 {middle}) rotate(-90)" text-anchor="middle">{escape(words["came"])}</text>',
    ]
    for tick in _TICKS:
        lines.append(f'<text x="{_x(tick)}" y="{TOP + SIDE + 18}" text-anchor="middle">{tick:.0%}</text>')
        lines.append(f'<text x="{LEFT - 8}" y="{_y(tick) + 4}" text-anchor="end">{tick:.0%}</text>')
    return lines


def _draw_bin(one: Bin, words: dict[str, str]) -> list[str]:
    x = _x(one.said)
    aside, anchor = (x + 9, "start") if one.said < 0.9 else (x - 9, "end")
    return [
        f"<g><title>{escape(_tell(one, words))}</title>",
        f'<line x1="{x}" y1="{_y(one.low)}" x2="{x}" y2="{_y(one.high)}" stroke="currentColor" stroke-width="2"'
        ' stroke-opacity="0.55"/>',
        f'<circle cx="{x}" cy="{_y(one.came)}" r="5"/>',
        f'<text x="{aside}" y="{_y(one.came) + 4}" text-anchor="{anchor}">{one.count}</text></g>',
    ]
