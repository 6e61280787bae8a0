"""How well reports of a drill are read: statements and events against the labels they were rendered with."""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.rivals import read_by_marks
from bench.shared import WORK, run_yardstick, write_lines
from bench.table import Row, Table
from vigie.exercise.cast import Scenario
from vigie.exercise.records import Report, Telling, Truth
from vigie.exercise.render import render_all
from vigie.exercise.render.shapes import count_all
from vigie.exercise.render.words import LANGUAGES, load_words
from vigie.exercise.scenario import load_scenario, make_names

Json = dict[str, Any]
SCENARIOS = ("quiet", "strike", "cover")
SEEDS = ("rendered/1", "rendered/2")
TOLD, NOISE = 130, 20
"""Reports a scenario, a seed and a language: of facts, and background items."""
RIVAL = "quotation marks, a saying verb, the nearest name (bench/rivals.py); events by a list of words"
_WORDS = {
    "en": {
        "ASSAULT": "strike strikes struck attack attacks attacked shelled shelling fired bombed explosion blast offensive assault sabotage",
        "MOBILIZE": "exercise drill deployed deploys deployment mobilised mobilisation alert troops",
        "THREATEN": "threat threats threatens threatened",
        "ACCUSE": "accuses accused blames blamed denounced",
        "REJECT": "denies denied rejects rejected",
        "REQUEST": "demands demanded urged urges",
        "SANCTION": "sanctions expelled expels",
        "CONSULT": "talks negotiations meeting consultations",
        "COERCE": "seized blockade cyberattack",
        "RETREAT": "ceasefire truce withdrawal withdrew",
    },
    "fr": {
        "ASSAULT": "frappe frappes frappé attaque attaques attaqué bombardé bombardement tirs explosion offensive assaut sabotage",
        "MOBILIZE": "exercice manœuvres déployé déploie déploiement mobilisé mobilisation alerte troupes",
        "THREATEN": "menace menaces menacé",
        "ACCUSE": "accuse accusé dénoncé",
        "REJECT": "dément démenti rejette rejeté nié",
        "REQUEST": "exige exigé appelle réclamé",
        "SANCTION": "sanctions expulsé expulse",
        "CONSULT": "pourparlers négociations entretien consultations",
        "COERCE": "blocus cyberattaque pris",
        "RETREAT": "cessez-le-feu trêve retrait",
    },
}  # fmt: skip
_TYPES = {lang: {word: kind for kind, words in table.items() for word in words.split()} for lang, table in _WORDS.items()}  # fmt: skip


def measure_rendered(*, quick: bool) -> list[Table]:
    """Return one table a language, and one of how fast reports are made."""
    reports, speed = render_sample(quick=quick)
    tables = [_measure(lang, [r for r in reports if r[1].lang == lang]) for lang in ("en", "fr")]
    tables.append(_measure_making(speed))
    return tables


def render_sample(*, quick: bool) -> tuple[list[tuple[Scenario, Report]], float]:
    """Return reports of the packaged scenarios with their scenario, and how many a second were rendered."""
    found: list[tuple[Scenario, Report]] = []
    spent = made = 0.0
    for name in SCENARIOS[:1] if quick else SCENARIOS:
        scenario = load_scenario(name)
        for seed in SEEDS[:1] if quick else SEEDS:
            truth, tellings = run_scenario(scenario, seed)
            chosen = _choose(tellings, random.Random(f"{seed}/{name}/bench"))
            start = time.process_time()
            reports = list(render_all(scenario, truth, chosen, seed))
            spent += time.process_time() - start
            made += len(reports)
            found += [(scenario, report) for report in reports]
    return found, made / spent


def run_scenario(scenario: Scenario, seed: str) -> tuple[Truth, Sequence[Telling]]:
    """Return what is so in one run of a scenario, and who tells it."""
    from vigie.exercise.simulate import observe, simulate

    truth = simulate(scenario, seed)
    return truth, observe(scenario, truth, seed, part="exercise")


def _choose(tellings: Sequence[Telling], rng: random.Random) -> list[Telling]:
    chosen: list[Telling] = []
    for lang in ("en", "fr"):
        for wanted, facts in ((TOLD, True), (NOISE, False)):
            told = [t for t in tellings if t.lang == lang and bool(t.refs) == facts]
            chosen += rng.sample(told, min(wanted, len(told)))
    return chosen


def _measure(lang: str, pairs: Sequence[tuple[Scenario, Report]]) -> Table:
    readings = {"vigie": list(_read(pairs)), "marks": [read_by_rule(report) for _, report in pairs]}
    table = Table(f"Reading rendered reports ({lang})", RIVAL)
    scores = {name: _score(f"{lang}-{name}", pairs, found) for name, found in readings.items()}
    rows = ("statements: content J50, F1", "statements: with source, F1", "statements: with the right speaker, recall",
            "of these, modality right", "no change and no indication, F1", "events: type and place, F1", "events: precision",
            "events: recall", "events: with status and polarity, F1", "mentions of events: type and place, F1")  # fmt: skip
    for k, what in enumerate(rows):
        table.rows.append(Row(what, scores["vigie"][k], scores["marks"][k]))
    faulty = sum(bool(report.faults) for _, report in pairs)
    table.notes = [
        f"{len(pairs)} reports, {sum(len(r.statements) for _, r in pairs)} statements, {sum(len(r.events) for _, r in pairs)} events; "
        f"{faulty} reports have faults that a reader can trip over (lost quotation marks, cut quotations, translation).",
        "Read with the names of the setting, which is invented.",
    ]
    return table


def _read(pairs: Sequence[tuple[Scenario, Report]]) -> Iterator[Json]:
    from vigie.lang.gazetteer.setting import parse_names, using_names
    from vigie.model.codec import encode_reading
    from vigie.read.reader import read_text

    names = {s.key: parse_names(make_names(s).encode(), f"names of {s.key}") for s, _ in pairs}
    for scenario, report in pairs:
        with using_names(names[scenario.key]):
            day = report.published.date().isoformat()
            yield encode_reading(
                read_text(report.text, lang=report.lang, id=report.key, published=day, realm="exercise")
            )


def read_by_rule(report: Report) -> Json:
    """Return a reading by the rivals: quotation marks for statements, a list of words for events."""
    reading = read_by_marks(report.key, report.text, report.lang)
    events = []
    for match in re.finditer(r"[\w-]+", report.text):
        kind = _TYPES[report.lang].get(match[0].lower())
        if kind is not None:
            events.append({"id": f"v{len(events)}", "type": kind, "anchor": [list(match.span())], "mentions": [], "status": "past", "polarity": "positive"})  # fmt: skip
    return {**reading, "events": events}


def _score(name: str, pairs: Sequence[tuple[Scenario, Report]], readings: Sequence[Json]) -> tuple[float, ...]:
    """Return F1 of statements, with source, recall with speaker, modality, negative evidence, and of events, in percent."""
    ids = [f"r{n}" for n in range(len(pairs))]
    found = [{**reading, "document": {**reading["document"], "id": key}} for key, reading in zip(ids, readings, strict=True)]  # fmt: skip
    path = write_lines(f"rendered-{name}.jsonl", found)
    attributed = [make_attributions(key, report) for key, (_, report) in zip(ids, pairs, strict=True)]
    predicted = WORK / f"rendered-{name}-attributions.jsonl"
    predicted.write_text(run_yardstick("from_reading.py", "statements", path), encoding="utf-8")
    scores: Path = WORK / "rendered-scores.json"
    run_yardstick("score_statements.py", write_lines("rendered-said.jsonl", attributed), predicted, "--json", scores)
    said = json.loads(scores.read_text(encoding="utf-8"))["prf"]
    gold = [make_gold(key, report) for key, (_, report) in zip(ids, pairs, strict=True)]
    last = run_yardstick("score_reading.py", write_lines("rendered-gold.jsonl", gold), path).splitlines()[-1]
    whole = json.loads(last)
    keys = ("joint", "modality", "negative_F1", "events_F1", "events_P", "events_R", "events_joint")
    mentions = score_mentions([report for _, report in pairs], readings)
    values = (said["content-J50"][2], said["J50+source"][2], *(whole[key] for key in keys), mentions)
    return tuple(100 * value for value in values)


def score_mentions(reports: Sequence[Report], readings: Sequence[Json]) -> float:
    """Return F1 of mentions: every place where a text speaks of an act, whether or not they are joined to one event.

    2 hits / (labelled + read): two labelled and three read, of which two are hits, gives 4 / 5.
    """
    hits = labelled = read = 0
    for report, reading in zip(reports, readings, strict=True):
        wanted = [(label.type, span) for label in report.events for span in label.anchor]
        found = [
            (e["type"], span) for e in reading["events"] for span in {tuple(s) for s in e["anchor"] + e["mentions"]}
        ]
        labelled, read = labelled + len(wanted), read + len(found)
        for kind, (start, end) in found:
            hit = next((w for w in wanted if w[0] == kind and w[1][0] < end and start < w[1][1]), None)
            if hit is not None:
                wanted.remove(hit)
                hits += 1
    return 2 * hits / (labelled + read) if labelled + read else 0.0


def make_attributions(key: str, report: Report) -> Json:
    """Return the statements of a report in the form of the yardstick for attributions."""
    attributions = [
        {part: [list(span) for span in getattr(label, part)] for part in ("source", "cue", "content")}
        for label in report.statements
    ]
    return {"id": key, "text": report.text, "attributions": attributions}


def make_gold(key: str, report: Report) -> Json:
    """Return the labels of a report in the form of the yardstick for whole readings."""
    names = sorted({label.speaker for label in report.statements if label.speaker})
    entities = [{"id": f"e{n}", "name": name, "mentions": []} for n, name in enumerate(names)]
    statements = [
        {
            "id": f"s{n}", "content": [list(span) for span in label.content], "modality": list(label.modality),
            "speaker": f"e{names.index(label.speaker)}" if label.speaker else None, "negative_evidence": label.negative_evidence,
        }
        for n, label in enumerate(report.statements)
    ]  # fmt: skip
    events = [
        {
            "id": f"v{n}", "plover": label.type, "mentions": [list(span) for span in label.anchor],
            "status": label.status, "polarity": label.polarity,
            "accept_status": ["past"] if label.status == "ongoing" else [],
        }
        for n, label in enumerate(report.events)
    ]  # fmt: skip
    return {"id": key, "entities": entities, "statements": statements, "events": events, "links": []}


def _measure_making(speed: float) -> Table:
    """Return how fast reports are made, and in how many shapes."""
    table = Table("Reports rendered", "none")
    table.rows.append(Row("reports a second on one core", speed, form="{:,.0f}"))
    for lang in LANGUAGES:
        for what, counts in count_all(load_words(lang)).items():
            values = sorted(counts.values())
            table.rows.append(Row(f"{lang}: sentence shapes of {what}, fewest", values[0], form="{:,.0f}"))
            table.rows.append(
                Row(f"{lang}: sentence shapes of {what}, median", values[len(values) // 2], form="{:,.0f}")
            )
    table.notes = [
        "A shape is a sentence with the same names, places, days and numbers in it; counted from the grammar."
    ]
    return table
