"""The posture board: whose forces, which, who says so, until when; never calm by silence, never by order."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.watch.signals.readings import Report, view_of
from vigie.cli import main
from vigie.model import Span
from vigie.store import FiledDocument, FiledStatement
from vigie.watch.signals.posture import PostureLine, find_posture, load_domains, name_actor, posture_signals
from vigie.watch.signals.posture.records import CHANGES
from vigie.watch.signals.posture.whose import code_of, find_owners, negation_end
from vigie.watch.signals.posture.words import (
    cut_words,
    find_cues,
    find_domains,
    load_cues,
    load_domain_words,
    may_name_domain,
)
from vigie.watch.signals.tell import load_words, tell
from vigie.watch.view import View

LANGUAGES = ("en", "fr")
LOOKED = "“We have seen no change in Russia's nuclear posture,” Pentagon spokesman Ned Holt said."
RAISED = "Russia put its nuclear forces on high alert, Norwegian intelligence chief Kari Moen said."


def lines(found: Iterable[PostureLine]) -> dict[str, str]:
    return {f"{line.actor} {line.domain}": line.state for line in found}


# The words ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("load", [load_domain_words, load_cues])
def test_every_entry_is_found_in_its_match_and_not_in_its_skip(load: object, lang: str) -> None:
    find = {load_domain_words: lambda s: dict(find_domains(s)), load_cues: find_cues}[load]
    faults = []
    for entry in load(lang).entries:  # type: ignore[operator]
        faults += [f"{entry.key} not in {t!r}" for t in entry.match if entry.key not in find(cut_words(t, lang))]
        faults += [f"{entry.key} in {t!r}" for t in entry.skip if entry.key in find(cut_words(t, lang))]
        assert entry.match and entry.skip
    assert faults == []


def test_both_languages_name_all_domains_and_each_domain_has_a_lifetime_with_its_reason() -> None:
    domains = load_domains()
    for lang in LANGUAGES:
        assert {entry.key for entry in load_domain_words(lang).entries} == set(domains)
    assert all(1 <= d.days <= 31 and len(d.reason) > 20 and set(d.names) == set(LANGUAGES) for d in domains.values())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_quick_look_misses_no_text_that_names_a_domain(lang: str) -> None:
    for entry in load_domain_words(lang).entries:
        assert all(may_name_domain(text, lang) for text in entry.match), entry.key


# Whose -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "lang", "speaker", "owners"),
    [
        ("Russia's Black Sea fleet has left port", "en", None, ("RUS",)),
        ("Russian and Belarusian troops moved", "en", None, ("BLR", "RUS")),
        ("the posture of Chinese forces near Taiwan", "en", None, ("CHN",)),
        ("troops moved along the Polish border", "en", None, ()),
        ("unusual movements near the border", "en", "NOR", ()),
        ("our forces remain in barracks", "en", "POL", ("POL",)),
        ("our forces remain in barracks", "en", None, ()),
        ("India and Pakistan spoke of the fleet", "en", None, ()),
        ("la posture nucléaire de la Russie", "fr", None, ("RUS",)),
        ("les forces russes et biélorusses", "fr", None, ("BLR", "RUS")),
        ("des chars massés près de la frontière ukrainienne", "fr", None, ()),
        ("la flotte chinoise au large de Taïwan", "fr", None, ("CHN",)),
        ("nos navires sont au port", "fr", "TUR", ("TUR",)),
        ("des navires sont au port", "fr", "TUR", ()),
    ],
)
def test_whose_forces_are_meant_is_told_by_the_words_or_not_at_all(
    text: str, lang: str, speaker: str | None, owners: tuple[str, ...]
) -> None:
    assert find_owners(cut_words(text, lang), speaker=speaker) == owners


def test_who_looked_is_not_whose_posture_it_is() -> None:
    sentence = cut_words("The American military saw no change in the Russian posture", "en")
    assert find_owners(sentence, start=negation_end(sentence) or 0) == ("RUS",)


def test_an_actor_of_two_countries_is_no_single_one() -> None:
    assert code_of(("RUSMIL", "RUSGOV")) == "RUS" and code_of(("RUS", "BLR")) is None and code_of(()) is None
    assert name_actor("USA", "en") == "United States" and name_actor("IGONAT", "en") == "NATO"


# Real readings, of texts that the rules were not written from -----------------------------------------------------

FRESH = [
    ("en", "Norway's defence chief said Russian submarines had left the Kola bay in unusual numbers.", "RUS naval changed"),
    ("en", "“We have detected no change in Chinese missile deployments,” the Taiwanese minister Lin Po said.",
     "CHN missile unchanged"),
    ("en", "Turkish tanks were massed near the Syrian border, a Kurdish commander said.", "TUR ground changed"),
    ("en", "Pakistan's army said its nuclear forces were on full alert.", "PAK nuclear changed"),
    ("fr", "Le ministre japonais de la Défense a assuré qu'aucun mouvement inhabituel des forces nord-coréennes n'avait été "
           "détecté.", "PRK forces unchanged"),
    ("fr", "L'Inde a mis ses sous-marins en alerte, selon Islamabad.", "IND naval changed"),
    ("fr", "Des bombardiers américains ont été déployés au Qatar, a indiqué un diplomate.", "USA air changed"),
    ("fr", "« Nos navires ont regagné leur base », a déclaré l'amiral turc Selim Kaya.", "TUR naval changed"),
    ("en", "There was no sign of an agreement on wheat, the French envoy said.", ""),
    ("en", "Nuclear talks between Iran and the United States resume on Monday in Vienna, both sides said.", ""),
    ("en", "Residents saw no change in the price of bread in Minsk.", ""),
    ("fr", "La centrale nucléaire ukrainienne a redémarré, a annoncé l'exploitant.", ""),
    ("en", "The White House has seen no indication that North Korea is preparing a nuclear launch, its spokeswoman said.",
     "PRK nuclear unchanged"),
    ("en", "Iranian launchers have been moved out of their shelters, according to two Western officials.",
     "IRN missile changed"),
    ("en", "Greek fighter jets were redeployed to Crete on Monday, a Turkish officer said.", "GRC air changed"),
    ("en", "India denied that its warships had left Mumbai.", "IND naval unchanged"),
    ("fr", "Le Pakistan a déployé deux régiments blindés à la frontière indienne, a affirmé New Delhi.", "PAK ground changed"),
    ("fr", "Les forces aériennes polonaises ont été placées en alerte maximale, a annoncé Varsovie.", "POL air changed"),
    ("fr", "« Nous ne voyons aucun changement dans le dispositif iranien », a dit le général israélien Avi Ram.",
     "IRN forces unchanged"),
    ("en", "Police were on high alert in Paris after the match.", ""),
    ("en", "If Russia moves its bombers, we will know, the Finnish minister said.", ""),
    ("fr", "Les soldats du feu ont déplacé leurs camions près de Lyon.", ""),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "expected"), FRESH)
def test_what_is_read_comes_on_the_board(tmp_path: Path, lang: str, text: str, expected: str) -> None:
    view, texts = view_of(tmp_path, Report("2031-05-02", text, lang=lang), at="2031-05-02")
    assert [f"{line.actor} {line.domain} {line.state}" for line in find_posture(view, texts)] == (
        [expected] if expected else []
    )


def test_a_line_holds_who_said_it_when_and_on_which_records(tmp_path: Path) -> None:
    view, texts = view_of(tmp_path, Report("2031-05-02", LOOKED), Report("2031-05-04", RAISED), at="2031-05-06")
    (line,) = find_posture(view, texts)
    assert (line.actor, line.domain, line.state, line.age) == ("RUS", "nuclear", "changed", 2)
    assert line.asserted and (line.asserted.claim, line.asserted.by, line.asserted.day) == (
        "raised",
        "Kari Moen",
        "2031-05-04",
    )
    assert line.unseen and (line.unseen.by, line.unseen.day) == ("Ned Holt", "2031-05-02")
    known = {r.key for r in view.statements} | {r.key for r in view.events}
    assert set(line.inputs) <= known and set(line.asserted.keys) | set(line.unseen.keys) == set(line.inputs)
    assert line.until == "2031-05-18" and "nuclear" in line.asserted.words


def test_without_the_text_the_words_of_the_records_tell_author_and_domain(tmp_path: Path) -> None:
    report = Report(
        "2031-05-02", "Israel called up 30,000 reservists. Belarus raised the alert level of its air defences."
    )
    view, texts = view_of(tmp_path, report, at="2031-05-02")
    assert set(lines(find_posture(view, texts))) == {"ISR ground", "BLR air"}
    assert set(lines(find_posture(view))) == {"ISR ground", "BLR air"}


# Time --------------------------------------------------------------------------------------------------------------


def test_a_posture_decays_to_unknown_and_never_to_calm(tmp_path: Path) -> None:
    report = Report("2031-05-02", LOOKED)
    seen, texts = view_of(tmp_path, report, at="2031-05-02")
    states = {}
    for days in (0, 14, 15, 40):
        states[days] = find_posture(replace(seen, at=seen.at + dt.timedelta(days=days)), texts)[0].state
    assert states == {0: "unchanged", 14: "unchanged", 15: "unknown", 40: "unknown"}
    assert find_posture(View(at=seen.at, realm="exercise")) == ()


def test_an_undated_claim_never_becomes_one_of_today(tmp_path: Path) -> None:
    view, texts = view_of(tmp_path, Report("2031-05-02", LOOKED.replace("said.", "said on air.")), at="2031-05-02")
    undated = replace(
        view,
        documents={k: replace(d, day=None) for k, d in view.documents.items()},
        statements=tuple(replace(s, valid_from=None, valid_to=None, dated=None) for s in view.statements),
        events=tuple(replace(e, valid_from=None, valid_to=None, dated=None) for e in view.events),
    )
    (line,) = find_posture(undated, texts)
    assert (line.state, line.age, line.until, line.undated) == ("unknown", None, None, 1) and line.inputs
    assert posture_signals(undated, texts) == ()


def test_what_is_planned_or_feared_or_asked_is_no_posture(tmp_path: Path) -> None:
    texts = [
        "Russia will deploy tanks to the Baltic in June, the minister said.",
        "Russia may have moved its nuclear forces, the analyst said.",
        "NATO will hold a naval exercise in the Baltic on Monday.",
        "The Security Council decided to deploy two Russian brigades along the border.",
        "Moscou a ordonné de déployer deux brigades russes.",
    ]
    for n, text in enumerate(texts):
        view, known = view_of(tmp_path, Report("2031-05-02", text), at="2031-05-02", name=str(n))
        assert [line for line in find_posture(view, known) if line.state != "unknown"] == [], text


# Disagreement ------------------------------------------------------------------------------------------------------


def test_a_look_after_a_change_by_another_voice_is_disagreement(tmp_path: Path) -> None:
    view, texts = view_of(tmp_path, Report("2031-05-02", RAISED), Report("2031-05-03", LOOKED, "post"), at="2031-05-04")
    (line,) = find_posture(view, texts)
    assert line.state == "contested"
    assert [s.by for s in line.for_change] == ["Kari Moen"] and [s.by for s in line.against] == ["Ned Holt"]
    (signal,) = posture_signals(view, texts)
    assert (signal.form, signal.level) == ("contested", "watch") and set(signal.inputs) <= set(line.inputs)
    assert "Kari Moen" in tell(signal, "en") and "Ned Holt" in tell(signal, "fr") and "Russie" in tell(signal, "fr")


def test_a_look_well_before_a_change_does_not_contest_it(tmp_path: Path) -> None:
    view, texts = view_of(tmp_path, Report("2031-05-01", LOOKED), Report("2031-05-03", RAISED), at="2031-05-04")
    assert find_posture(view, texts)[0].state == "changed"


def test_one_voice_that_changes_its_mind_does_not_disagree_with_itself(tmp_path: Path) -> None:
    later = "“There is no change in Russia's nuclear posture,” Norwegian intelligence chief Kari Moen said."
    view, texts = view_of(tmp_path, Report("2031-05-02", RAISED), Report("2031-05-05", later), at="2031-05-06")
    assert find_posture(view, texts)[0].state == "unchanged"


def test_ten_copies_of_one_speaker_are_one_voice(tmp_path: Path) -> None:
    reports = [Report("2031-05-02", RAISED, f"outlet{n}") for n in range(10)]
    view, texts = view_of(tmp_path, *reports, at="2031-05-02")
    (line,) = find_posture(view, texts)
    assert len(view.documents) == 10 and len(line.for_change) == 1 and line.state == "changed"


# Order -------------------------------------------------------------------------------------------------------------

CLAIMS = ["no_change", "no_indication", None]
TOLD = {
    "no_change": "We have seen no change in Russia's naval posture",
    "no_indication": "there is no sign that Russian warships left their port",
    None: "Russian warships have left their port and sailed north",
}


def statement(n: int, speaker: str, claim: str | None, day: str | None) -> FiledStatement:
    words = TOLD[claim]
    return FiledStatement(
        key=f"d{n}.s.{n}", document=f"d{n}", id="s1", kind="indirect", speaker=speaker, entity=None, role=None,
        country=None, codes=(), modality=("assertion",), scope="speech", negative_evidence=claim, likelihood=None,
        venue=None, parent=None, words=words, content=(Span(0, len(words)),), cue=(), source=(), valid_from=day,
        valid_to=day, dated="stated" if day else None, confidence=0.9, same_as=None, corrections=0, known="2031-05-09",
    )  # fmt: skip


def document(n: int, day: str | None) -> FiledDocument:
    return FiledDocument(
        key=f"d{n}", item=f"d{n}", id=f"r{n}", title=None, lang="en", published=day, day=day, source=f"o{n % 3}", url=None,
        fetched=None, text_hash="", chars=1, realm="exercise", current=True, code="", pack="", known="2031-05-09",
    )  # fmt: skip


told = st.tuples(
    st.sampled_from(["Ada Voss", "Bo Lund", "Cy Ruiz"]),
    st.sampled_from(CLAIMS),
    st.one_of(st.none(), st.integers(1, 28).map(lambda d: f"2031-05-{d:02d}")),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(told, min_size=1, max_size=8), st.randoms(use_true_random=False), st.integers(1, 31))
def test_the_order_in_which_things_were_learned_changes_no_posture(
    claims: list[tuple[str, str | None, str | None]], order: object, today: int
) -> None:
    held = [statement(n, *claim) for n, claim in enumerate(claims)]
    documents = [document(n, claim[2]) for n, claim in enumerate(claims)]
    at = dt.datetime(2031, 5, today, 12, tzinfo=dt.UTC)

    def board() -> tuple[PostureLine, ...]:
        known = [replace(s, known=f"2031-05-09T{n:02d}") for n, s in enumerate(held)]
        view = View(at=at, realm="exercise", documents={d.key: d for d in documents}, statements=tuple(known))
        return find_posture(view)

    first = board()
    order.shuffle(held)  # type: ignore[attr-defined]
    order.shuffle(documents)  # type: ignore[attr-defined]
    assert board() == first
    dated = [day for _, _, day in claims if day and day <= at.date().isoformat()]
    fresh = [day for day in dated if day >= (at - dt.timedelta(days=10)).date().isoformat()]
    assert [line.state == "unknown" for line in first] == [not fresh]
    assert {key for line in first for key in line.inputs} == {s.key for s in held}


def test_two_ledgers_filled_in_opposite_order_show_one_board(tmp_path: Path) -> None:
    reports = [
        Report("2031-05-02", RAISED),
        Report("2031-05-03", LOOKED, "post"),
        Report("2031-05-02", LOOKED, "globe"),
    ]
    boards = []
    for name, order in (("a", reports), ("b", reports[::-1])):
        view, texts = view_of(tmp_path, *order, at="2031-05-04", name=name)
        boards.append(find_posture(view, texts))
    assert boards[0] == boards[1] and boards[0][0].state == "contested"


# Signals and the command ---------------------------------------------------------------------------------------------


def test_a_signal_keeps_its_key_and_changes_its_state_from_change_to_unknown(tmp_path: Path) -> None:
    view, texts = view_of(tmp_path, Report("2031-05-02", RAISED), at="2031-05-02")
    (changed,) = posture_signals(view, texts)
    assert (changed.form, changed.key, changed.level, changed.day) == (
        "raised",
        "posture:RUS:nuclear",
        "watch",
        "2031-05-02",
    )
    assert changed.since.startswith("2031-05-02T12:00") and {"RUS", "nuclear"} <= set(changed.about)
    (gone,) = posture_signals(replace(view, at=view.at + dt.timedelta(days=20)), texts)
    assert (gone.form, gone.key, gone.level) == ("unknown", changed.key, "notice") and gone.state != changed.state
    assert gone.since.startswith("2031-05-17") and "Kari Moen" in tell(gone, "fr")
    (next_day,) = posture_signals(replace(view, at=view.at + dt.timedelta(days=1)), texts)
    assert next_day.state == changed.state


def test_no_change_seen_is_on_the_board_and_is_no_signal(tmp_path: Path) -> None:
    view, texts = view_of(tmp_path, Report("2031-05-02", LOOKED), at="2031-05-02")
    assert len(find_posture(view, texts)) == 1 and posture_signals(view, texts) == ()


def test_every_form_is_told_in_both_languages() -> None:
    forms = load_words()["posture"]
    assert set(forms) == {*CHANGES, "contested", "unknown"}
    assert all(set(forms[form]) == set(LANGUAGES) for form in forms)


def test_the_command_shows_lines_records_and_realm(tmp_path: Path) -> None:
    view_of(tmp_path, Report("2031-05-02", RAISED), Report("2031-05-03", LOOKED, "post"), at="2031-05-03")
    ledger = ["--ledger", str(tmp_path / "w.vigie"), "--as-known-at", "2031-05-04"]
    shown = CliRunner().invoke(main, ["posture", *ledger, "--lang", "fr"])
    assert shown.exit_code == 0, shown.output
    assert "Russie, forces nucléaires  contesté" in shown.stdout and "EXERCISE" in shown.stdout
    as_json = CliRunner().invoke(main, ["posture", *ledger, "--format", "json", "--actor", "rus"])
    (line,) = json.loads(as_json.stdout)
    assert all(key in shown.stdout for key in line["inputs"]) and line["state"] == "contested"
    before = CliRunner().invoke(main, ["posture", *ledger[:2], "--as-known-at", "2031-05-02T18:00", "--format", "json"])
    assert json.loads(before.stdout)[0]["state"] == "changed"
    assert CliRunner().invoke(main, ["posture", *ledger, "--actor", "FRA"]).exit_code == 1
    assert CliRunner().invoke(main, ["posture", "--ledger", str(tmp_path / "none.vigie")]).exit_code == 3
