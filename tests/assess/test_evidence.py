"""Evidence tables: odds times ratios, what caps, age and dependence leave, and what never counts."""

from __future__ import annotations

import doctest
import math
import random
from dataclasses import replace

import pytest

from tests.assess.problems import AT, SMALL, copy_of, day, document, said, small, strike, view, weigh
from vigie.assess.evidence import find_matrix, formulas, is_alarm, matrix, pieces, weigh_problem
from vigie.assess.evidence.formulas import cap_logs, find_posteriors, find_shares
from vigie.assess.problems import fill_roles, load_problem, priors
from vigie.assess.problems.parse import parse_problem
from vigie.errors import ProblemError
from vigie.model.signal import Signal
from vigie.watch.view import View

ONE = document("d1", 0, "herald")


@pytest.mark.parametrize("module", [formulas, matrix, pieces, priors])
def test_hand_checks_hold(module: object) -> None:
    found = doctest.testmod(module)  # type: ignore[arg-type]
    assert found.attempted > 0 and found.failed == 0


def test_without_evidence_the_posterior_is_the_prior() -> None:
    table = weigh(view([]))
    assert table.posteriors == pytest.approx({"calm": 0.9, "strikes": 0.1})
    assert not table.moves_most and {row.state for row in table.rows} == {"silent", "nobody_looked"}
    assert is_alarm(table) == ()


def test_prior_odds_times_ratio_is_posterior_odds() -> None:
    table = weigh(view([ONE], events=[strike("e1", "d1", 0)]))
    assert table.posteriors["strikes"] == pytest.approx(8 / 17)  # odds 1 to 9, ratio 8
    (row,) = table.moves_most
    assert (row.indicator, row.inputs, row.day, row.outlets) == ("strike", ("e1",), day(0), ("herald",))
    assert row.ratio == pytest.approx(8) and row.without["strikes"] == pytest.approx(0.1)
    assert row.moves == pytest.approx(8 / 17 - 0.1)
    assert table.halved["strikes"] == pytest.approx(math.sqrt(8) / (9 + math.sqrt(8)))


def test_a_piece_fades_and_is_gone_at_the_end_of_its_window() -> None:
    def ratio(ago: int) -> float:
        table = weigh(view([document("d1", ago, "herald")], events=[strike("e1", "d1", ago)]))
        return table.row("strike").ratio

    assert ratio(5) == pytest.approx(8**0.5)
    assert ratio(9) == pytest.approx(8**0.1) and ratio(10) == ratio(40) == 1


def test_the_same_sign_again_renews_it_and_is_no_new_one() -> None:
    documents = [document(f"d{n}", n, "herald") for n in range(5)]
    table = weigh(view(documents, events=[strike(f"e{n}", f"d{n}", n) for n in range(5)]))
    row = table.row("strike")
    assert row.ratio == pytest.approx(8) and row.pieces == 5 and len(row.inputs) == 5


def test_the_strongest_of_a_group_counts_whole_and_the_next_half() -> None:
    documents = [ONE, document("d2", 0, "le-jour")]
    table = weigh(view(documents, events=[strike("e1", "d1", 0), strike("e2", "d2", 0)]))
    first, second = table.row("strike_confirmed"), table.row("strike")
    assert first.ratio == pytest.approx(20) and first.capped and first.depends_on is None  # stated 90 to 1
    assert second.ratio == pytest.approx(math.sqrt(8)) and second.depends_on == "strike_confirmed"
    odds = 20 * math.sqrt(8) / 9
    assert table.posteriors["strikes"] == pytest.approx(odds / (1 + odds))
    alone = 8 / 9  # without the strongest, the other counts whole
    assert first.without["strikes"] == pytest.approx(alone / (1 + alone))
    assert is_alarm(table) == ("strikes",) and is_alarm(table, setting=0.99) == ()


def test_copies_confirm_nothing() -> None:
    documents = [ONE, document("d2", 0, "le-jour")]
    events = [strike("e1", "d1", 0), strike("e2", "d2", 0)]
    table = weigh(view(documents, events=events, groupings={"d2": copy_of("d2", "d1")}))
    assert table.row("strike_confirmed").state == "unconfirmed" and table.row("strike_confirmed").ratio == 1
    assert table.row("strike").outlets == ("herald",)


def test_two_items_of_one_outlet_confirm_nothing_nor_do_outlets_days_apart() -> None:
    same = view([ONE, document("d2", 0, "herald")], events=[strike("e1", "d1", 0), strike("e2", "d2", 0)])
    apart = view([ONE, document("d2", 4, "le-jour")], events=[strike("e1", "d1", 0), strike("e2", "d2", 4)])
    assert weigh(same).row("strike_confirmed").state == weigh(apart).row("strike_confirmed").state == "unconfirmed"


def test_an_accusation_is_no_fact_and_owning_up_is() -> None:
    accuser, owner = said("s1", "d1", 0, "accusation", "IRL"), said("s2", "d1", 0, "assertion", "ISL")
    accused = view([ONE], events=[strike("e1", "d1", 0, told_by="s1")], statements=[accuser])
    owned = view([ONE], events=[strike("e1", "d1", 0, told_by="s2")], statements=[owner])
    lost = view([ONE], events=[strike("e1", "d1", 0, told_by="s9")])
    assert weigh(accused).row("strike").state == weigh(lost).row("strike").state == "silent"
    assert weigh(owned).row("strike").state == "seen"


def test_whose_act_it_is_matters() -> None:
    for actor, state in ((("ISL",), "seen"), ((), "seen"), (("IRLMIL",), "silent"), (("NOR",), "silent")):
        assert weigh(view([ONE], events=[strike("e1", "d1", 0, actor=actor)])).row("strike").state == state


def test_what_is_planned_denied_or_elsewhere_is_no_strike() -> None:
    event = strike("e1", "d1", 0)
    others = (
        replace(event, status="planned"), replace(event, polarity="negative"), replace(event, place_country="NOR"),
        replace(event, vigie_type="drone_strike"),
    )  # fmt: skip
    assert all(weigh(view([ONE], events=[other])).row("strike").state == "silent" for other in others)


def test_an_old_event_recalled_today_is_old() -> None:
    recalled = replace(strike("e1", "d1", 0), valid_from=day(400), valid_to=day(400))
    assert weigh(view([ONE], events=[recalled])).row("strike").state == "silent"


def test_a_report_without_a_day_counts_for_nothing() -> None:
    undated = replace(ONE, day=None, published=None)
    assert weigh(view([undated], events=[strike("e1", "d1", 0)])).row("strike").state == "silent"


def test_a_look_counts_by_its_chance_of_seeing() -> None:
    look = said("s1", "d1", 0, "assertion", "IRL", "no_evidence")
    row = weigh(view([ONE], statements=[look])).row("looked")
    assert row.state == "looked" and row.ratio == pytest.approx(0.4 / 0.95) and row.moves < 0


def test_silence_counts_for_nothing() -> None:
    table = weigh(view([ONE]))
    assert table.row("looked").state == "nobody_looked" and table.row("looked").ratio == table.row("strike").ratio == 1


def test_a_look_without_a_stated_chance_is_not_informative() -> None:
    table = weigh(view([ONE], statements=[said("s1", "d1", 0, "denial", "ISL")]))
    row = table.row("own_word")
    assert row.state == "not_informative" and row.ratio == 1 and row.inputs == ("s1",)
    assert table.posteriors["strikes"] == pytest.approx(0.1)


def test_a_look_from_before_the_sign_was_seen_is_overtaken() -> None:
    documents = [ONE, document("d2", 3, "le-jour")]
    look = said("s1", "d2", 3, "assertion", "IRL", "no_evidence")
    table = weigh(view(documents, events=[strike("e1", "d1", 0)], statements=[look]))
    assert table.row("looked").state == "overtaken" and table.row("looked").ratio == 1
    same_day = weigh(view([ONE], events=[strike("e1", "d1", 0)], statements=[replace(look, document="d1")]))
    assert same_day.row("looked").state == "looked"  # both stand: somebody is wrong


def test_the_order_of_filing_changes_nothing() -> None:
    documents = [document(f"d{n}", n % 4, f"outlet{n % 3}") for n in range(12)]
    events = [strike(f"e{n}", f"d{n}", n % 4) for n in range(12)]
    statements = [said(f"s{n}", f"d{n}", n % 4, "threat", "ISL") for n in range(12)]
    first = weigh(view(documents, events=events, statements=statements))
    rng = random.Random("order")
    for _ in range(5):
        for held in (documents, events, statements):
            rng.shuffle(held)
        assert weigh(view(documents, events=events, statements=statements)) == first


def test_posteriors_sum_to_one_and_stay_between_and_no_piece_beats_its_cap() -> None:
    rng = random.Random("posteriors")
    for _ in range(300):
        keys = [f"h{n}" for n in range(rng.randint(2, 5))]
        weights = [rng.uniform(0.01, 1) for _ in keys]
        stated = {k: w / sum(weights) for k, w in zip(keys, weights, strict=True)}
        cap = rng.uniform(1, 100)
        found = [cap_logs({k: math.log(rng.uniform(0.001, 1)) for k in keys}, cap)[0] for _ in range(rng.randint(0, 8))]
        assert all(max(p.values()) - min(p.values()) <= math.log(cap) + 1e-9 for p in found)
        posteriors = find_posteriors(stated, found)
        assert sum(posteriors.values()) == pytest.approx(1) and all(0 < p < 1 for p in posteriors.values())


def test_a_group_never_counts_more_than_twice_its_strongest() -> None:
    rng = random.Random("groups")
    for _ in range(200):
        strengths = [rng.uniform(0, 5) for _ in range(rng.randint(1, 12))]
        left = sum(s * share for s, share in zip(strengths, find_shares(strengths), strict=True))
        assert max(strengths) - 1e-9 <= left <= 2 * max(strengths) + 1e-9


def test_signals_are_evidence_by_kind_form_level_domain_and_whose() -> None:
    text = SMALL.replace(
        "when: {over: statement, modality: [threat], speaker: [attacker]}",
        "when: {over: signal, kinds: [posture], forms: [moved], levels: [watch], domains: [air], about: [attacker]}",
    )
    problem = small(text)

    def state(**changes: object) -> str:
        signal = Signal(
            kind="posture", form="moved", key="posture:ISL:air", state="changed", level="watch", subject="ISL air",
            since=f"{day(2)}T12:00:00Z", inputs=("e1",), about=("ISL", "air", "ISL:air"), day=day(1),
        )  # fmt: skip
        held = view([ONE], events=[strike("e1", "d1", 0)])
        row = weigh(held, [replace(signal, **changes)], problem).row("threat")  # type: ignore[arg-type]
        assert row.state == "silent" or (row.signals == ("posture:ISL:air",) and row.outlets == ("herald",))
        return row.state

    assert state() == "seen"
    others = (
        {"form": "raised"},
        {"level": "notice"},
        {"about": ("ISL", "naval")},
        {"about": ("IRL", "air")},
        {"day": day(20)},
    )
    assert [state(**other) for other in others] == ["silent"] * len(others)


def test_the_matrix_is_made_from_the_table() -> None:
    look = said("s1", "d1", 0, "assertion", "IRL", "no_evidence")
    threat = said("s2", "d1", 0, "threat", "ISL")
    table = weigh(view([ONE], events=[strike("e1", "d1", 0)], statements=[look, threat]))
    found = find_matrix(table)
    marks = {line.indicator: [cell.mark for cell in line.cells] for line in found.lines}
    assert marks == {"strike": ["--", "++"], "looked": ["+", "-"], "threat": ["-", "+"]}
    assert [line.indicator for line in found.lines] == ["strike", "looked", "threat"]
    assert found.against["calm"] == pytest.approx(math.log10(8 * 2))
    assert found.against["strikes"] == pytest.approx(math.log10(0.95 / 0.4))
    assert found.order == ("strikes", "calm") and all(line.inputs for line in found.lines)


def test_two_groups_that_rest_on_one_record_are_warned_of() -> None:
    problem = small(SMALL.replace("group: strikes", "group: first", 1))
    documents = [ONE, document("d2", 0, "le-jour")]
    table = weigh(view(documents, events=[strike("e1", "d1", 0), strike("e2", "d2", 0)]), problem=problem)
    assert table.row("strike").same_records == ("strike_confirmed",)
    assert table.row("strike_confirmed").same_records == ("strike",) and table.row("threat").same_records == ()


def test_roles_must_be_filled_before_weighing() -> None:
    with pytest.raises(ProblemError, match="--role attacker=CODE --role defender=CODE"):
        weigh_problem(parse_problem(SMALL, "small.yaml"), view([]), (), at=AT)


@pytest.mark.parametrize("name", ["energy_strikes", "exercise_or_departure", "nuclear_signalling"])
def test_packaged_problems_raise_no_alarm_on_nothing_and_none_of_their_rows_decides_alone(name: str) -> None:
    problem = load_problem(name)
    filled = fill_roles(problem, {role.key: [code] for role, code in zip(problem.roles, ("XNO", "XVA"), strict=True)})
    assert is_alarm(weigh_problem(filled, View(at=AT, realm="exercise"), (), at=AT)) == ()
    for indicator in problem.indicators:
        if indicator.group in ("strikes", "clash"):
            continue
        logs = (
            cap_logs({k: math.log(v) for k, v in indicator.chances.items()}, indicator.cap)[0]
            if indicator.chances
            else {}
        )
        if logs:
            found = find_posteriors({h.key: h.prior for h in problem.hypotheses}, [logs])
            assert sum(found[key] for key in problem.alarms) < 0.5, indicator.key
