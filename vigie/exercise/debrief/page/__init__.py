"""A debrief as one self-contained page without script, headed and footed EXERCISE with the drill's identifier."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from importlib.resources import files

from vigie.exercise.debrief.page.chart import Chart
from vigie.exercise.debrief.page.shown import LANGUAGES, Shown
from vigie.exercise.debrief.page.tables import Tables, anchor, bdi
from vigie.exercise.debrief.records import Missed, Passage
from vigie.model import Span

__all__ = ["LANGUAGES", "Shown", "render_page"]

SECTIONS = (
    "crises", "false_alarms", "missed", "attribution", "postures", "contradictions", "injects", "judgments", "reading", "words",
)  # fmt: skip
_LEGEND = {
    "act": '<rect class="act" x="3" y="3" width="8" height="8"/>',
    "secret": '<rect class="act secret" x="3" y="3" width="8" height="8"/>',
    "said": '<circle class="said" cx="7" cy="7" r="3.6"/>',
    "crisis": '<rect class="crisis" width="14" height="14"/>',
    "report": '<rect class="report" x="2" width="10" height="14"/>',
    "noise": '<rect class="noise" x="2" width="10" height="14"/>',
    "signal": '<circle class="signal watch" cx="7" cy="7" r="4"/>',
    "alert": '<path class="alert" d="M7 1l6 11h-12z"/>',
    "posterior": '<path class="posterior" d="M0 11l5-6 4 3 5-7"/>',
    "false": '<circle class="ring false" cx="7" cy="7" r="5"/>',
    "found": '<circle class="ring found" cx="7" cy="7" r="5"/>',
    "judgment": '<path class="judgment" d="M7 1l6 6-6 6-6-6z"/>',
    "acknowledged": '<circle class="taken" cx="7" cy="7" r="4"/>',
    "brief": '<circle class="made" cx="7" cy="7" r="4"/>',
    "met": '<rect class="met" x="3" y="3" width="8" height="8"/>',
    "unmet": '<rect class="unmet" x="3" y="3" width="8" height="8"/>',
}


def render_page(shown: Shown) -> str:
    """Return the page. Nothing of reports and players reaches it unescaped, and it asks the network for nothing."""
    words, style = shown.words["page"], _style()
    policy = f"default-src 'none'; style-src {_hash(style)}; base-uri 'none'; form-action 'none'"
    banner = f"{escape(words['exercise'])} · {escape(shown.debrief.exercise)} · {escape(words['exercise'])}"
    title = f"{words['exercise']} · {words['debrief']} · {shown.scenario.title[shown.lang]}"
    body = _Page(shown).body()
    return (
        f'<!doctype html>\n<html lang="{shown.lang}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">'
        f"<title>{escape(title)}</title><style>{style}</style></head>\n"
        f'<body><header class="banner">{banner}</header><main>{body}</main><footer class="banner">{banner}</footer></body></html>\n'
    )


@cache
def _style() -> str:
    return (files("vigie.exercise.debrief.page") / "page.css").read_text(encoding="utf-8").strip()


def _hash(source: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(source.encode("utf-8")).digest()).decode("ascii") + "'"


class _Page:
    """One page in the making; it remembers which words of which reports it led to."""

    def __init__(self, shown: Shown) -> None:
        self.shown = shown
        self._w = shown.words["page"]
        self._marks: dict[str, list[Span]] = defaultdict(list)

    def body(self) -> str:
        """Return all sections in order; the words come last, once it is known which are led to."""
        tables = Tables(self.shown)
        made = {name: getattr(tables, name)() for name in SECTIONS if name not in ("missed", "words")}
        made["missed"] = self._missed(self.shown.debrief.missed)
        self._lead_to_all()
        made["words"] = self._appendix()
        links = "".join(f'<li><a href="#{name}">{escape(self._w[name])}</a></li>' for name in SECTIONS)
        sections = "".join(
            f'<section id="{name}"><h2>{escape(self._w[name])}</h2>{made[name]}</section>' for name in SECTIONS
        )
        return f"{self._head()}<nav><ul>{links}</ul></nav>{self._timeline(tables)}{sections}"

    def _head(self) -> str:
        shown, w = self.shown, self._w
        debrief = shown.debrief
        facts = (
            (w["fact_exercise"], debrief.exercise), (w["fact_scenario"], debrief.scenario), (w["fact_seed"], debrief.seed),
            (w["fact_time"], f"{debrief.start:%Y-%m-%d} – {debrief.end:%Y-%m-%d}"),
            (w["fact_setting"], shown.number(debrief.setting, ".2g")),
        )  # fmt: skip
        listed = "".join(f"<li>{escape(name)}: <bdi>{escape(value)}</bdi></li>" for name, value in facts)
        cards = "".join(self._card(name, value) for name, value in self._glance())
        return (
            f'<h1>{escape(w["debrief"])} – {escape(shown.scenario.title[shown.lang])}</h1><ul class="facts">{listed}</ul>'
            f'<p class="plain"><strong>{escape(w["sentence"])}</strong> {escape(w["explained"])}</p>'
            f'<h2>{escape(w["glance"])}</h2><ul class="glance">{cards}</ul>'
            f"<h2>{escape(w['answer'])}</h2><p>{escape(shown.scenario.right_answer[shown.lang])}</p>"
        )

    @staticmethod
    def _card(name: str, value: str) -> str:
        """Return a number with its name; words that stand where there is no number are set smaller."""
        plain = "" if any(c.isdigit() for c in value) else ' class="words"'
        return f"<li><b{plain}>{escape(value)}</b><span>{escape(name)}</span></li>"

    def _glance(self) -> Sequence[tuple[str, str]]:
        """Return the main numbers with their names; where there was nothing to count, the words that say so."""
        shown, debrief, names = self.shown, self.shown.debrief, self.shown.words["glance"]
        empty = self.shown.words["empty"]
        found = sum(c.is_found for c in debrief.crises)
        named = sum(bool(n.errors) for n in debrief.attribution.crises)
        met, nameless = debrief.weight_met, debrief.attribution.crises
        f1 = [shown.number(_mean([r.f1 for r in held])) for held in zip(*((r.statements, r.events) for r in debrief.read), strict=True)]  # fmt: skip
        return (
            (names["crises"], f"{found} / {len(debrief.crises)}" if debrief.crises else empty["crises"]),
            (names["false"], f"{len(debrief.false_alarms)} / {shown.number(debrief.quiet_days, '.1f')}"),
            (names["named"], f"{named} / {len(nameless)}" if nameless else empty["named"]),
            (names["injects"], empty["injects"] if met is None else f"{100 * met:.0f} %"),
            (
                names["brier"],
                empty[shown.why_unscored] if debrief.brier is None else shown.number(debrief.brier, ".3f"),
            ),
            (names["reading"], " / ".join(f1) or empty["reading"]),
        )

    def _timeline(self, tables: Tables) -> str:
        legend = self.shown.words["legend"]
        keys = "".join(
            f'<li><svg viewBox="0 0 14 14" aria-hidden="true">{drawn}</svg>{escape(legend[name])}</li>'
            for name, drawn in _LEGEND.items()
        )
        title = escape(self._w["timeline"])
        return (
            f'<section id="timeline"><h2>{title}</h2><p class="note">{escape(self._w["timeline_said"])}</p>'
            f'<div class="wide" tabindex="0" role="region" aria-label="{title}">{Chart(self.shown).draw()}</div>'
            f'<ul class="legend">{keys}</ul>'
            f"<details><summary>{escape(self._w['as_table'])}</summary>{tables.timeline()}</details></section>"
        )

    def _missed(self, missed: Sequence[Missed]) -> str:
        if not missed:
            return f"<p>{escape(self._w['nothing'])}</p>"
        return f'<ul class="missed">{"".join(self._miss(m) for m in missed)}</ul>'

    def _miss(self, missed: Missed) -> str:
        told = self.shown.words["missed"][missed.what].format(**self._values(missed.values))
        held = [p for p in missed.passages if p.told in self.shown.reports]
        passages = "".join(self._passage(p) for p in held)
        if held and missed.of > len(held):
            told += " " + self._w["some"].format(shown=len(held), of=missed.of)
        return f"<li>{escape(told)}{f'<ul>{passages}</ul>' if passages else ''}</li>"

    def _values(self, values: Sequence[tuple[str, str]]) -> Mapping[str, str]:
        """Return the values with keys of the truth told in words."""
        crises = {c.key: c.act for c in self.shown.truth.crises}
        found = dict(values)
        for name in {"act", "a", "b", "crisis"} & set(found):
            found[name] = f"“{self.shown.name_ref(crises.get(found[name], found[name]))}”"
        if "at" in found:
            found["at"] = self.shown.when(dt.datetime.fromisoformat(found["at"]))
        if "cause" in found:
            found["cause"] = self.shown.words["causes"][found["cause"]]
        return found

    def _passage(self, passage: Passage) -> str:
        text = self.shown.text(passage.told)
        self._marks[passage.told] += passage.spans
        words = " […] ".join(text[s.start : s.end] for s in passage.spans) or self.shown.reports[passage.told].title
        return f'<li><a href="#{anchor(passage.told)}">{bdi(words)}</a> <small>{bdi(passage.remark)}</small></li>'

    def _lead_to_all(self) -> None:
        """Return nothing; keep every report that some table leads to."""
        debrief = self.shown.debrief
        held = debrief.contradictions
        told = [key for alarm in debrief.false_alarms for key, _ in alarm.told[:8]]
        told += [key for sides in [*(p.told for p in held.pairs), *(p.told for p in held.pulling)] for key in sides]
        for named in debrief.attribution.crises:
            for passage in named.errors[:8]:
                self._marks[passage.told] += passage.spans
        for key in told:
            if key in self.shown.reports:
                self._marks[key] += ()

    def _appendix(self) -> str:
        rows = "".join(self._report(key, spans) for key, spans in sorted(self._marks.items()))
        return rows or f"<p>{escape(self._w['nothing'])}</p>"

    def _report(self, key: str, spans: Sequence[Span]) -> str:
        report, text = self.shown.reports[key], self.shown.text(key)
        outlet = next((o.name for o in self.shown.scenario.outlets if o.key == report.outlet), report.outlet)
        facts = " · ".join((outlet, report.form, self.shown.when(report.published), *report.faults))
        return (
            f'<article id="{anchor(key)}" lang="{report.lang}"><h3>{bdi(report.title)}</h3><small lang="{self.shown.lang}">'
            f"{bdi(facts)}</small><p>{mark(text, spans)}</p></article>"
        )


def mark(text: str, spans: Sequence[Span]) -> str:
    """Return the text escaped, with the spans marked.

    >>> mark("a < b", [Span(0, 1)])
    '<mark>a</mark> &lt; b'
    """
    marked = {n for span in spans for n in range(span.start, min(span.end, len(text)))}
    cuts = [0, *(n for n in range(1, len(text)) if (n in marked) != (n - 1 in marked)), len(text)]
    return "".join(
        f"<mark>{escape(text[a:b])}</mark>" if a in marked else escape(text[a:b])
        for a, b in zip(cuts, cuts[1:], strict=False)
        if a < b
    )


def _mean(values: Sequence[float | None]) -> float | None:
    held = [v for v in values if v is not None]
    return sum(held) / len(held) if held else None
