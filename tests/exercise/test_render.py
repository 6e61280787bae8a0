"""Reports say what their tellings tell, with the faults asked for, and their labels point to the words that say it."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache

import pytest

from tests.exercise.invented import make_scenario, make_tellings, make_truth
from vigie.exercise.cast import Scenario
from vigie.exercise.records import FAULTS, Report, Telling, Truth
from vigie.exercise.render import render, render_all
from vigie.exercise.render.grammar import Mark, Node, Slot, Text
from vigie.exercise.render.labels import QUOTES
from vigie.exercise.render.words import load_kinds, load_words
from vigie.exercise.scenario import load_scenario
from vigie.exercise.simulate import observe, simulate

PACKAGED = ("quiet", "strike", "cover")


@cache
def _run(name: str, seed: str = "test") -> tuple[Scenario, Truth, tuple[tuple[Telling, Report], ...]]:
    scenario = make_scenario() if name == "invented" else load_scenario(name)
    truth = make_truth(scenario)
    tellings = tuple(make_tellings(scenario, truth))
    return scenario, truth, tuple(zip(tellings, render_all(scenario, truth, tellings, seed), strict=True))


def _all(*names: str) -> list[tuple[Telling, Report]]:
    return [pair for name in names or ("invented", *PACKAGED) for pair in _run(name)[2]]


def _with(fault: str) -> list[tuple[Telling, Report]]:
    return [(telling, report) for telling, report in _all() if telling.faults == (fault,)]


# What is told ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["invented", *PACKAGED])
def test_every_telling_is_rendered_with_all_its_faults_and_all_it_refers_to(name: str) -> None:
    for telling, report in _run(name)[2]:
        assert (report.key, report.outlet, report.published) == (telling.key, telling.outlet, telling.at)
        assert (report.lang, report.form, report.refs, report.of) == (
            telling.lang,
            telling.form,
            telling.refs,
            telling.of,
        )
        assert set(report.faults) == set(telling.faults), (telling, report.text)
        assert report.title
        assert report.title in report.text


@pytest.mark.parametrize("name", PACKAGED)
def test_every_telling_that_the_simulator_makes_is_rendered(name: str) -> None:
    scenario = load_scenario(name)
    truth = simulate(scenario, "render")
    tellings = observe(scenario, truth, "render", part="exercise")
    assert len(tellings) > 200
    for telling, report in zip(tellings, render_all(scenario, truth, tellings, "render"), strict=True):
        assert report.text.count("\n\n") >= 1
        assert set(report.faults) == set(telling.faults), (telling, report.text)
        assert bool(report.events or report.statements or telling.noise or telling.form == "headline" or _is_only_repair(truth, telling)), report.text  # fmt: skip


def _is_only_repair(truth: Truth, telling: Telling) -> bool:
    return {a.action for a in truth.acts if a.key in telling.refs} == {"repair"}


def test_the_first_line_says_that_it_is_an_exercise_and_nothing_real() -> None:
    for telling, report in _all():
        first = report.text.split("\n", 1)[0]
        assert first.startswith("EXERCISE – " if telling.lang == "en" else "EXERCICE – ")
        assert len(first.split(" – ")) == 3


def test_what_a_saying_says_is_labelled_with_its_speaker_and_its_key() -> None:
    for name in ("invented", *PACKAGED):
        scenario, truth, pairs = _run(name)
        names = {person.key: person.name for person in scenario.persons}
        sayings = {saying.key: saying for saying in truth.sayings}
        for telling, report in pairs:
            if telling.form != "headline":
                said = {label.ref: label for label in report.statements if label.kind != "headline"}
                for ref in set(telling.refs) & set(sayings):
                    assert ref in said, (telling, report.text)
                    assert said[ref].speaker == names[sayings[ref].speaker]


def test_negative_evidence_is_labelled_unless_its_negation_was_lost() -> None:
    for name in ("invented", *PACKAGED):
        truth = _run(name)[1]
        stances = {saying.key: saying.stance for saying in truth.sayings}
        for _, report in _run(name)[2]:
            for label in report.statements:
                stance = stances.get(label.ref or "")
                wanted = stance if stance in ("no_change", "no_indication") else None
                lost = "lost_negation" in report.faults and label.negative_evidence is None
                assert label.negative_evidence == wanted or lost


def test_an_act_that_nobody_can_be_blamed_for_is_told_without_its_actor() -> None:
    scenario, truth, pairs = _run("invented")
    act = next(a for a in truth.acts if a.key == truth.crises[0].act)
    cast = next(c for c in scenario.cast if c.key == act.actor)
    told = [report for telling, report in pairs if telling.refs == (act.key,)]
    assert told
    for report in told:
        for label in report.events:
            assert not label.actor or label.ref != act.key
        lead = report.text.split("\n\n")[1]
        assert cast.names[report.lang] not in lead


def test_numbers_are_those_of_the_telling() -> None:
    scenario = make_scenario()
    truth = make_truth(scenario)
    act = next(a for a in truth.acts if a.action == "strike_missile")
    for lang, wanted in (("fr", r"au moins|pas moins de|plus de"), ("en", r"at least|no fewer than|more than")):
        outlet = "nordia" if lang == "fr" else "ledger"
        told = Telling(key="n", outlet=outlet, at=act.at, lang=lang, form="wire", refs=(act.key,), numbers=(("missiles", "at_least", 37, 37),))  # fmt: skip
        texts = [render(scenario, truth, replace(told, key=f"n{n}"), "s").text for n in range(30)]
        counted = [text for text in texts if "37" in text]
        assert len(counted) > 15
        assert all(re.search(rf"(?:{wanted}) 37 missiles", text, re.I) for text in counted)


# Labels ---------------------------------------------------------------------------------------------------------------


def test_every_label_is_trimmed_and_inside_its_text() -> None:
    for _, report in _all():
        spans = [s for x in report.statements for s in (*x.content, *x.cue, *x.source)]
        spans += [s for x in report.events for s in x.anchor]
        for start, end in spans:
            words = report.text[start:end]
            assert 0 <= start < end <= len(report.text)
            assert words.strip(" \u00a0\u202f\n,.;:" + QUOTES) == words, (words, report.text)


def test_the_words_of_an_event_are_words_of_its_kind() -> None:
    names = {word.lower() for name in ("invented", *PACKAGED) for d in _run(name)[0].drills for n in d.names.values() for word in n.split()}  # fmt: skip
    for _, report in _all():
        if "translated" not in report.faults:
            for label in report.events:
                allowed = _words_of_kind(report.lang, label.type, label.vigie_type)
                allowed |= names if label.vigie_type == "exercise" else set()
                for span in label.anchor:
                    stems = {word[:4] for word in re.findall(r"\w+", span.slice(report.text).lower())}
                    assert stems & {word[:4] for word in allowed}, (label, span.slice(report.text))


@cache
def _words_of_kind(lang: str, type_: str | None, vigie_type: str | None) -> frozenset[str]:
    """Return the words that marks of a kind of event hold in the grammar, wherever they stand."""
    kinds = {name for name, kind in load_kinds().items() if (kind.type, kind.vigie_type) == (type_, vigie_type)}
    words, found = load_words(lang), set()
    groups = [(None, words.rules), *words.actions.items(), *((None, r) for r in words.stances.values()), *((None, r) for r in words.noise.values())]  # fmt: skip
    for action, rules in groups:
        for nodes in rules.values():
            for node in nodes:
                for marked, text in _marked(node):
                    own = {k for k in marked if k in load_kinds()} or ({action} if action else kinds)
                    if own & kinds:
                        found |= set(re.findall(r"\w+", text.lower()))
    return frozenset(found)


def _marked(node: Node) -> list[tuple[tuple[str, ...], str]]:
    parts = getattr(node, "options", ()) or getattr(node, "parts", ())
    found = [pair for part in parts for pair in _marked(part)]
    if isinstance(node, Mark):
        found += [(node.kinds, _text(node.body)), *_marked(node.body)]
    return found


def _text(node: Node) -> str:
    if isinstance(node, Text):
        return node.text
    if isinstance(node, Slot):
        return " ".join(node.endings)
    if isinstance(node, Mark):
        return _text(node.body)
    return "".join(
        _text(p) + " " * bool(getattr(node, "options", ())) for p in getattr(node, "options", ()) or node.parts
    )


def test_the_source_of_a_statement_names_its_speaker() -> None:
    pronouns = {"il", "elle", "lui", "he", "she", "him", "her"}
    for name in ("invented", *PACKAGED):
        scenario, _, pairs = _run(name)
        people = {person.name: person for person in scenario.persons}
        for _, report in pairs:
            for label in report.statements:
                person = people.get(label.speaker or "")
                source = " ".join(span.slice(report.text) for span in label.source)
                if person is not None and "translated" not in report.faults:
                    office = person.office[report.lang].lower().split()
                    named = person.name.split()[-1] in source or set(source.lower().split()) & {*office, *pronouns}
                    assert named or "wrong_office" in report.faults, (label, report.text)


def test_direct_speech_stands_inside_quotation_marks_and_indirect_speech_does_not() -> None:
    for _, report in _all():
        if not set(report.faults) & {"lost_mark", "translated", "cut_quote"}:
            for label in report.statements:
                before = report.text[: label.content[0].start].rstrip(" \u00a0\u202f")[-1:]
                if label.kind == "direct":
                    assert before in QUOTES, (label, report.text)
                if label.kind == "indirect":
                    assert before not in QUOTES


# Faults ---------------------------------------------------------------------------------------------------------------


def test_a_lost_mark_is_one_quotation_mark_less() -> None:
    seen = 0
    for name in ("invented", *PACKAGED):
        scenario, truth, pairs = _run(name)
        for telling, report in pairs:
            if telling.faults == ("lost_mark",):
                whole = render(scenario, truth, replace(telling, faults=()), "test").text
                if _bare(whole) == _bare(report.text):
                    seen += 1
                    assert _marks(whole) - _marks(report.text) == 1
    assert seen > 50


def _bare(text: str) -> str:
    return re.sub(r"[\s«»“”\"‘’']", "", text)


def _marks(text: str) -> int:
    return len(re.findall(r"[«»“”\"‘’']", text))


def test_a_cut_quotation_has_dots_in_it() -> None:
    for _, report in _with("cut_quote"):
        cut = [report.text[s : e + 6] for x in report.statements for s, e in x.content]
        assert any(re.search(r"…|\.\.\.", words) for words in cut), report.text


def test_a_wrong_office_is_one_that_the_speaker_does_not_hold() -> None:
    for name in ("invented", *PACKAGED):
        scenario, _, pairs = _run(name)
        for telling, report in pairs:
            if telling.faults == ("wrong_office",):
                assert any(_is_misplaced(scenario, report, label.source) for label in report.statements), report.text


def _is_misplaced(scenario: Scenario, report: Report, source: tuple[tuple[int, int], ...]) -> bool:
    words = set(re.findall(r"[\w-]+", " ".join(report.text[s:e] for s, e in source).lower()))
    for person in scenario.persons:
        if person.name.split()[-1].lower() in words:
            offices = [set(re.findall(r"[\w-]+", p.office[report.lang].lower())) for p in scenario.persons]
            held = set(re.findall(r"[\w-]+", person.office[report.lang].lower()))
            return any(office <= words for office in offices if office != held)
    return False


def test_a_wrong_tense_is_in_the_label_too() -> None:
    for name in ("invented", *PACKAGED):
        truth = _run(name)[1]
        acts = {act.key: act for act in truth.acts}
        for telling, report in _run(name)[2]:
            act = acts.get(telling.refs[0]) if telling.refs else None
            if telling.faults == ("tense",) and act is not None and act.action != "repair":
                usual = load_kinds()[act.action].status
                found = {label.status for label in report.events if label.ref in (act.key, act.exercise)}
                assert found - {usual}, report.text


def test_a_number_that_is_wrong_is_not_the_true_one() -> None:
    scenario, truth, _ = _run("invented")
    act = next(a for a in truth.acts if a.action == "strike_missile")
    for n in range(20):
        told = Telling(key=f"w{n}", outlet="ledger", at=act.at, lang="en", form="wire", refs=(act.key,), faults=("number_noise",))  # fmt: skip
        text = render(scenario, truth, told, "s").text
        assert re.search(r"\b(\d+|[a-z]+) missiles\b", text, re.I), text
        assert not re.search(r"\b(14|fourteen) missiles\b", text, re.I)


def test_translation_leaves_its_scars_and_nothing_else_does() -> None:
    scenario, truth, pairs = _run("strike")
    for telling, report in pairs[::7]:
        if telling.faults == ("translated",):
            plain = render(scenario, truth, replace(telling, faults=()), "test")
            assert plain.text.split(" – ")[:2] == report.text.split(" – ")[:2]
            assert plain.text != report.text


def test_a_rumour_says_that_it_is_one() -> None:
    hints = r"rumeur|rumour|circul|relayés|anonym|internautes|online|unverified|prête|messages"
    for _, report in _with("rumour"):
        assert re.search(hints, report.text, re.I), report.text


def test_every_fault_occurs_in_every_form() -> None:
    found = {(fault, report.form) for _, report in _all() for fault in report.faults}
    assert {fault for fault, _ in found} == set(FAULTS)
    assert len(found) > 30


# Language -------------------------------------------------------------------------------------------------------------


def test_french_is_elided_and_contracted() -> None:
    bad = re.compile(
        r"\b[dD]e les? (?!\d)|\b[àÀ] les? |\b(?:[ld]e|la|que|ne) [aeiouéèêâîôAEIOUÉÈ](?!n?zième)(?!uit\b)(?!nz)|\bsi ils?\b|  | ,| \.(?!\.)"
    )
    for _, report in _all():
        if report.lang == "fr" and "translated" not in report.faults:
            found = bad.search(report.text)
            assert found is None, (found, report.text[max(0, found.start() - 60) : found.end() + 40])


def test_english_articles_stand_before_the_right_sounds() -> None:
    for _, report in _all():
        if report.lang == "en" and "translated" not in report.faults:
            found = re.search(r"\ba [aeio]|\ban [bcdfgjklmnpqrstvwz]|  | ,| \.(?!\.)|\{|\}", report.text)
            assert found is None, (found, report.text)


def test_no_notation_is_left_in_a_text() -> None:
    for _, report in _all():
        assert not re.search(r"[{}<>|~^\ue000]", report.text), report.text


# The same again -------------------------------------------------------------------------------------------------------


def test_one_telling_is_rendered_alike_whatever_else_is_rendered() -> None:
    scenario, truth, pairs = _run("quiet")
    for telling, report in random.Random("alone").sample(pairs, 25):
        assert render(scenario, truth, telling, "test") == report


def test_a_copy_in_the_same_language_and_form_says_the_same() -> None:
    scenario, truth, pairs = _run("quiet")
    for telling, report in pairs[:200:11]:
        copy = render(scenario, truth, replace(telling, key="copy", of=telling.key), "test")
        if not telling.faults:
            assert copy.text == report.text
            assert (copy.statements, copy.events, copy.of) == (report.statements, report.events, telling.key)


def test_another_seed_gives_other_words() -> None:
    scenario, truth, pairs = _run("quiet")
    again = list(render_all(scenario, truth, [telling for telling, _ in pairs], "other"))
    same = sum(one.text == two.text for (_, one), two in zip(pairs, again, strict=True))
    assert same < len(pairs) / 50


def test_the_same_seed_gives_the_same_bytes_under_any_hash_seed() -> None:
    code = (
        "import hashlib, sys; sys.path.insert(0, '.');"
        "from tests.exercise.invented import *; from vigie.exercise.render import render_all;"
        "s = make_scenario(); t = make_truth(s);"
        "print(hashlib.sha256(repr(list(render_all(s, t, list(make_tellings(s, t))[::9], 'x'))).encode()).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed, "PATH": ""}, capture_output=True, text=True
        ).stdout
        for seed in ("0", "1", "4711")
    }
    assert len(found) == 1
    assert found.pop().strip()


def test_hardly_two_reports_of_one_act_share_a_sentence() -> None:
    scenario = make_scenario()
    truth = make_truth(scenario)
    act = next(a for a in truth.acts if a.action == "strike_missile")
    for lang, outlet in (("fr", "nordia"), ("en", "ledger")):
        told = (Telling(key=f"v{n}", outlet=outlet, at=act.at, lang=lang, form="wire", refs=(act.key,)) for n in range(60))  # fmt: skip
        leads = [report.text.split("\n\n")[2] for report in render_all(scenario, truth, told, "s")]
        assert len(set(leads)) > 50
