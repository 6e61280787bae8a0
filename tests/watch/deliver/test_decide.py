"""What is told, when, and what is told no more. No lower alert ever keeps a higher one from being told."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.watch.deliver.making import HOUR, NOW, make_rules, make_signal
from vigie.model.signal import LEVELS, Alert, Signal
from vigie.watch.deliver.alerts import decide
from vigie.watch.deliver.rules import Quiet, Rule, Rules

ALWAYS_QUIET = Quiet(start=0, end=24 * 60)


def run(rules: Rules, *rounds: list[Signal], realm: str = "exercise", step: dt.timedelta = HOUR) -> list[Alert]:
    held: list[Alert] = []
    for number, signals in enumerate(rounds):
        held += decide(signals, rules, held, now=NOW + number * step, realm=realm)
    return held


def types(alerts: list[Alert]) -> list[str]:
    return [a.msg_type for a in alerts]


def test_a_state_is_told_once() -> None:
    assert types(run(make_rules(), *[[make_signal()]] * 5)) == ["Alert"]


def test_a_changed_state_updates_and_a_gone_signal_cancels() -> None:
    first, second, last = run(make_rules(), [make_signal()], [make_signal(state="2")], [], [])
    assert types([first, second, last]) == ["Alert", "Update", "Cancel"]
    assert first.alert == second.alert == last.alert and len({first.message, second.message, last.message}) == 3
    assert second.references == ((first.message, first.sent),)
    assert last.references == ((first.message, first.sent), (second.message, second.sent))
    assert last.texts[0][1].startswith("EXERCISE: Withdrawn: ") and last.texts[1][1].startswith("EXERCICE : Retiré : ")
    assert "not a statement that all is calm" in last.texts[0][2] and "Update" not in last.texts[0][1]


def test_what_comes_back_after_its_cancellation_is_a_new_alert() -> None:
    made = run(make_rules(), [make_signal()], [], [make_signal()])
    assert types(made) == ["Alert", "Cancel", "Alert"] and made[0].alert != made[2].alert


def test_an_expired_alert_needs_no_cancellation_and_is_not_repeated() -> None:
    week = dt.timedelta(days=8)
    assert types(run(make_rules(), [make_signal()], [], [make_signal()], step=week)) == ["Alert"]


def test_kinds_that_were_not_computed_are_not_taken_to_be_gone() -> None:
    first = decide([make_signal()], make_rules(), (), now=NOW, realm="exercise")
    assert decide([], make_rules(), first, now=NOW + HOUR, realm="exercise", computed=("posture",)) == ()


def test_a_risen_level_is_news_in_the_same_state_and_a_fallen_one_is_not() -> None:
    assert types(run(make_rules(), [make_signal()], [make_signal(level="alarm")])) == ["Alert", "Update"]
    assert types(run(make_rules(), [make_signal()], [make_signal(level="notice")])) == ["Alert"]


def test_an_alert_that_was_told_goes_on_below_the_rules_least_level() -> None:
    rules = make_rules(Rule(name="all", channels=("feed",), level="watch"))
    made = run(rules, [make_signal()], [make_signal(level="notice", state="2")])
    assert types(made) == ["Alert", "Update"] and made[1].level == "notice"


def test_two_rules_tell_one_channel_once() -> None:
    both = (Rule(name="a", channels=("feed",)), Rule(name="b", channels=("feed", "screen")))
    made = run(make_rules(*both), [make_signal()], [make_signal(state="2")])
    assert [(a.rule, a.msg_type, a.channels) for a in made] == [
        ("a", "Alert", ("feed",)), ("b", "Alert", ("screen",)), ("a", "Update", ("feed",)), ("b", "Update", ("screen",)),
    ]  # fmt: skip


def test_a_cancellation_goes_wherever_the_alert_went_though_its_rule_is_gone() -> None:
    held = run(make_rules(Rule(name="old", channels=("feed", "screen"))), [make_signal()])
    (last,) = decide([], make_rules(), held, now=NOW + HOUR, realm="exercise")
    assert last.channels == ("feed", "screen") and last.rule == "old"


def test_quiet_hours_put_off_what_can_wait_and_then_it_is_told() -> None:
    night = Quiet(start=13 * 60, end=15 * 60)
    rules = make_rules(Rule(name="all", channels=("feed",), quiet=night))
    watch, other = make_signal(), make_signal("k2")
    made = run(rules, [watch], [watch, other], [watch, other], [watch, other])
    assert [(a.signal_key, a.sent[11:13]) for a in made] == [("k1", "12"), ("k2", "15")]


def test_lower_messages_use_up_nothing_of_what_a_higher_may_send() -> None:
    rules = make_rules(Rule(name="all", channels=("feed",), most=2))
    notices = [make_signal(f"n{n}", "notice") for n in range(5)]
    higher = [make_signal("w1"), make_signal("w2")]
    made = run(rules, notices[:1], notices, [*notices, *higher], [*notices, *higher])
    assert [a.signal_key for a in made] == ["n0", "n1", "w1", "w2"]


def test_alarms_wait_for_nothing() -> None:
    rules = make_rules(Rule(name="all", channels=("feed",), most=1, quiet=ALWAYS_QUIET))
    alarms = [make_signal(f"a{n}", "alarm") for n in range(4)]
    assert len(run(rules, alarms[:1], alarms)) == 4


def test_the_same_round_again_decides_the_same() -> None:
    signals = [make_signal(f"k{n}", LEVELS[n % 3]) for n in range(9)]
    one, two = (decide(order, make_rules(), (), now=NOW, realm="real") for order in (signals, signals[::-1]))
    assert one == two and [a.level for a in one] == ["alarm"] * 3 + ["watch"] * 3 + ["notice"] * 3


def test_the_description_lists_the_inputs_with_their_words() -> None:
    records = {"d1:s1": "Ida Brenn, mayor: “no ship has left” (herald, 2031-05-01) [d1:s1]"}
    inputs = ("d1:s1", *(f"d{n}:s2" for n in range(2, 60)))
    (made,) = decide([make_signal(inputs=inputs)], make_rules(), (), now=NOW, realm="real", records=records)
    lang, headline, description = made.texts[1]
    assert lang == "fr" and "Écart à la routine" in headline and "EXERCICE" not in headline
    assert "- Ida Brenn, mayor: “no ship has left”" in description and "- d2:s2" in description
    assert "34 de plus" in description and made.inputs == inputs


RULE = st.builds(
    Rule, name=st.sampled_from(["a", "b", "c"]), channels=st.sampled_from([("feed",), ("screen",), ("feed", "screen")]),
    level=st.sampled_from(LEVELS), most=st.one_of(st.none(), st.integers(1, 2)),
    quiet=st.sampled_from([None, ALWAYS_QUIET, Quiet(start=600, end=900)]),
)  # fmt: skip
SIGNALS = st.lists(
    st.builds(make_signal, key=st.sampled_from("xyz"), level=st.sampled_from(LEVELS), state=st.sampled_from("12")),
    max_size=4,
    unique_by=lambda s: s.key,
)


@settings(max_examples=300, deadline=None)
@given(st.lists(RULE, min_size=1, max_size=3, unique_by=lambda r: r.name), st.lists(SIGNALS, min_size=1, max_size=8))
def test_whatever_is_higher_than_all_told_before_is_told_at_once(rules: list[Rule], rounds: list[list[Signal]]) -> None:
    desk, held = make_rules(*rules), list[Alert]()
    for number, signals in enumerate(rounds):
        top = max((LEVELS.index(a.level) for a in held), default=-1)
        made = decide(signals, desk, held, now=NOW + number * HOUR, realm="exercise")
        for signal in signals:
            height = LEVELS.index(signal.level)
            asked = any(height >= LEVELS.index(rule.level) for rule in rules)
            told = [a for a in made if a.signal_key == signal.key and a.level == signal.level]
            if asked and height > top:
                assert told, f"{signal} was kept back"
        held += made
    messages = [a.message for a in held]
    assert len(messages) == len(set(messages))


@settings(max_examples=300, deadline=None)
@given(st.lists(RULE, min_size=1, max_size=3, unique_by=lambda r: r.name), st.lists(SIGNALS, min_size=1, max_size=8))
def test_no_channel_hears_one_state_twice_nor_an_update_before_its_alert(
    rules: list[Rule], rounds: list[list[Signal]]
) -> None:
    held = run(make_rules(*rules), *rounds)
    standing: dict[tuple[str, str], Alert] = {}
    for alert in held:
        thread = [a for a in held if a.alert == alert.alert]
        assert thread[0].msg_type == "Alert" and "Alert" not in types(thread[1:])
        assert "Cancel" not in types(thread[:-1])
        for channel in alert.channels:
            last = standing.get((alert.signal_key, channel))
            if last is not None and "Cancel" not in (last.msg_type, alert.msg_type):
                assert (last.signal_state, last.level) != (alert.signal_state, alert.level)
            standing[alert.signal_key, channel] = alert


def test_a_message_of_another_rule_changes_nothing_that_was_named() -> None:
    made = run(make_rules(), [make_signal()])
    renamed = [replace(made[0], rule="other", alert="x", message="x.1")]
    assert decide([make_signal()], make_rules(), renamed, now=NOW, realm="exercise") == ()
