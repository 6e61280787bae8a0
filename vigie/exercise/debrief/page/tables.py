"""The debrief's tables as HTML. Every word of a report or a player is escaped and set apart."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape

from vigie.exercise.debrief.page.chart import find_asked, find_doings, find_judgments, find_signals
from vigie.exercise.debrief.page.shown import Shown
from vigie.exercise.debrief.records import CAP_DAYS, CAUSES, PostureDay

Row = Sequence[str]


def write_table(head: Row, rows: Iterable[Row], nothing: str, *, numbers: Iterable[int] = ()) -> str:
    """Return a table of cells that are HTML already; `numbers` are columns set to the right."""
    held = list(rows)
    if not held:
        return f"<p>{escape(nothing)}</p>"
    right = set(numbers)
    cell = {n: ' class="n"' for n in right}
    top = "".join(f'<th scope="col"{cell.get(n, "")}>{escape(name)}</th>' for n, name in enumerate(head))
    lines = ("".join(f"<td{cell.get(n, '')}>{c}</td>" for n, c in enumerate(row)) for row in held)
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f'<div class="wide" tabindex="0" role="region" aria-label="{escape(head[0])}"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


class Tables:
    """The tables of one debrief."""

    def __init__(self, shown: Shown) -> None:
        self.shown = shown
        self._w = shown.words
        self._c = shown.words["columns"]

    def _table(self, names: str, rows: Iterable[Row], *, numbers: Iterable[int] = (), empty: str | None = None) -> str:
        """Return the table, or without rows the words for `empty`."""
        nothing = self._w["empty"][empty] if empty else self._w["page"]["nothing"]
        return write_table([self._c[name] for name in names.split()], rows, nothing, numbers=numbers)

    def _note(self, name: str, **values: object) -> str:
        return f'<p class="note">{escape(self._w["notes"][name].format(**values))}</p>'

    def crises(self) -> str:
        """Return when each crisis began and was found."""
        shown, page = self.shown, self._w["page"]
        acts = {c.key: c.act for c in shown.truth.crises}
        rows = [
            (
                str(n),
                bdi(shown.name_ref(acts.get(c.crisis, c.crisis))),
                escape(self._w["crisis_kinds"].get(c.kind, c.kind)),
                shown.when(c.at),
                shown.when(c.before) if c.before else "–",
                f'<b class="good">{shown.when(c.alarm)}</b>'
                if c.alarm
                else f'<b class="bad">{escape(page["never"])}</b>',
                shown.number(c.delay, ".1f") + (f" ({escape(self._w['notes']['was_up'])})" if c.was_up else ""),
            )
            for n, c in enumerate(shown.debrief.crises, 1)
        ]
        note = self._note("delay", cap=f"{CAP_DAYS:g}", setting=shown.number(shown.debrief.setting, ".2g"))
        return (
            self._table("number crisis kind began until alarm delay", rows, numbers=(0, 6), empty="crises_told") + note
        )

    def false_alarms(self) -> str:
        """Return false alarms by cause, and each of them."""
        shown, debrief = self.shown, self.shown.debrief
        counted = Counter(a.cause for a in debrief.false_alarms)
        days = debrief.quiet_days
        rows = [
            (
                escape(self._w["causes"][c]),
                str(counted[c]),
                shown.number(100 * counted[c] / days if days else None, ".1f"),
            )
            for c in CAUSES
        ]
        each = [
            (
                shown.when(a.at),
                escape(self._w["causes"][a.cause]),
                str(a.moments),
                self._links([told for told, _ in a.told]),
            )
            for a in debrief.false_alarms
        ]
        quiet = self._note(
            "quiet", days=shown.number(days, ".1f"), looks=debrief.quiet_moments, up=debrief.alarm_moments
        )
        listed = self._table("at cause moments reports", each, numbers=(2,)) if each else ""
        return self._table("cause count rate", rows, numbers=(1, 2)) + listed + quiet + self._note("causes")

    def _links(self, told: Sequence[str]) -> str:
        links = ", ".join(f'<a href="#{anchor(key)}">{escape(key)}</a>' for key in told[:8])
        return (links + (f" +{len(told) - 8}" if len(told) > 8 else "")) or "–"

    def attribution(self) -> str:
        """Return how often speakers were right, and where an author was named without evidence."""
        found = self.shown.debrief.attribution
        rows = [
            (
                bdi(self.shown.name_ref(n.act)),
                str(n.events),
                f'<b class="bad">{len(n.errors)}</b> ' + self._links([p.told for p in n.errors]) if n.errors else "0",
            )
            for n in found.crises
        ]
        speakers = self._note("speakers", hits=found.speakers.hits, of=found.speakers.of)
        return speakers + self._table("act events errors", rows, numbers=(1,)) + self._note("nameless")

    def postures(self) -> str:
        """Return a row an actor and domain, a sign a day."""
        found = self.shown.debrief.postures
        days = sorted({row.day for row in found.days})
        cells = {(row.actor, row.domain, row.day): row for row in found.days}
        rows = []
        for actor, domain in sorted({(row.actor, row.domain) for row in found.days}):
            held = [cells.get((actor, domain, day)) for day in days]
            if any(row and (row.changed or row.said != "unknown") for row in held):
                rows.append((bdi(self.shown.name_actor(actor)), escape(self._w["domains"][domain]), self._days(held)))
        return self._table("actor domain days", rows) + self._note("board") + self._posture_note()

    def _posture_note(self) -> str:
        """Return how often the board was right, in words where there was nothing to count."""
        found = self.shown.debrief.postures
        right, seen = found.right, found.changes_seen
        stated = "postures" if right.of else "postures_silent"
        changed = "changes" if seen.of else "changes_none"
        return self._note(stated, hits=right.hits, of=right.of, unstated=found.unstated) + self._note(
            changed, changes=seen.of, seen=seen.hits
        )

    def _days(self, held: Sequence[PostureDay | None]) -> str:
        return '<span class="days">' + "".join(f"<span>{_sign(row)}</span>" for row in held) + "</span>"

    def contradictions(self) -> str:
        """Return the pairs of sayings that cannot both be so."""
        found, page = self.shown.debrief.contradictions, self._w["page"]
        rows = [
            (
                f'<a href="#{anchor(p.told[0])}">{escape(self.shown.name_ref(p.a))}</a>',
                f'<a href="#{anchor(p.told[1])}">{escape(self.shown.name_ref(p.b))}</a>',
                f'<b class="good">{page["yes"]}</b>' if p.found else f'<b class="bad">{page["no"]}</b>',
            )
            for p in found.pairs
        ]
        note = self._note("contradictions", hits=found.found.hits, of=found.found.of) if found.pairs else ""
        if found.right.of:
            note += self._note("contradictions_right", right=found.right.hits, judged=found.right.of)
        return self._table("side_a side_b found", rows, empty="contradictions") + note + self._pulling()

    def _pulling(self) -> str:
        """Return the pairs that pull in different directions, apart and without a mark; nothing where there are none."""
        pulling = self.shown.debrief.contradictions.pulling
        if not pulling:
            return ""
        rows = [
            tuple(
                f'<a href="#{anchor(told)}">{escape(self.shown.name_ref(key))}</a>'
                for key, told in zip((p.a, p.b), p.told, strict=True)
            )
            for p in pulling
        ]
        title = f"<h3>{escape(self._w['page']['pulling'])}</h3>"
        return title + self._table("one other", rows) + self._note("pulling", count=len(pulling))

    def injects(self) -> str:
        """Return what was expected and when it was done."""
        shown = self.shown
        titles = {i.key: (i.title[shown.lang], {e.key: e.text[shown.lang] for e in i.expected}) for i in shown.scenario.injects}  # fmt: skip
        rows = [
            (
                escape(titles[m.inject][0]), escape(titles[m.inject][1][m.key]), escape(self._w["kinds"][m.kind]),
                shown.number(m.weight, "g"), shown.when(m.due), self._done(m.moment, m.late),
            )
            for m in shown.debrief.injects
        ]  # fmt: skip
        return self._table("inject what kind weight due done", rows, numbers=(3,))

    def _done(self, moment: dt.datetime | None, late: dt.datetime | None) -> str:
        if moment:
            return f'<b class="good">{self.shown.when(moment)}</b>'
        return f'<b class="bad">{self.shown.when(late)}</b>'

    def judgments(self) -> str:
        """Return every judgment with its score."""
        shown, page = self.shown, self._w["page"]
        rows = [
            (
                bdi(j.question), bdi(j.owner), shown.when(dt.datetime.fromisoformat(j.made)), shown.number(j.probability),
                escape(page["yes" if j.outcome else "no"]) + "*" * j.from_truth, shown.number(j.brier, ".3f"),
            )
            for j in shown.debrief.judgments
        ]  # fmt: skip
        return self._table(
            "question owner made probability outcome brier", rows, numbers=(3, 5), empty=shown.why_unscored
        ) + self._note("brier")

    def reading(self) -> str:
        """Return F1 by language."""
        shown = self.shown
        rows = [
            (r.lang, str(r.reports), *(shown.number(x.f1) for x in (r.statements, r.events, r.negative)))
            for r in shown.debrief.read
        ]
        return self._table("lang reports statements events_f1 looks", rows, numbers=range(1, 5)) + self._note("reading")

    def timeline(self) -> str:
        """Return the marks of the timeline as a table, in time; like the picture it begins with the drill."""
        shown, lanes = self.shown, self._w["lanes"]
        marks = [(a.at, "truth", shown.name_act(a)) for a in shown.truth.acts]
        marks += [(s.at, "truth", shown.name_saying(s)) for s in shown.truth.sayings]
        marks += [(at, "signals", words) for at, _, words in find_signals(shown)]
        marks += [(m.at, "alarm", shown.number(shown.known.posterior(m))) for m in shown.known.moments if m.posteriors]
        marks += [(at, "players", words) for at, _, words in [*find_judgments(shown), *find_doings(shown)]]
        marks += [(at, "injects", words) for at, _, words in find_asked(shown)]
        rows = [
            (shown.when(at), escape(lanes[lane]), bdi(words))
            for at, lane, words in sorted(marks)
            if at >= shown.truth.start
        ]
        return self._table("moment lane what", rows)


def _sign(row: PostureDay | None) -> str:
    if row is None:
        return " "
    if row.said == "unknown":
        return "○" if row.changed else "·"
    if row.changed != (row.said in ("changed", "contested")):
        return '<b class="bad">!</b>'
    return "▲" if row.changed else "■"


def anchor(told: str) -> str:
    """Return the name of a report's place in the appendix: letters, digits and - alone."""
    return "r-" + "".join(c if c.isascii() and c.isalnum() else f"-{ord(c):x}" for c in told)


def bdi(words: str) -> str:
    """Return words that are not the page's own, escaped and kept from turning the line around."""
    return f"<bdi>{escape(words)}</bdi>"
