"""Relative times: written, read, and resolved through what waits for what."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.exercise.cast import Inject
from vigie.exercise.scenario.times import (
    find_circles,
    find_times,
    parse_after,
    parse_at,
    parse_long,
    show_at,
    show_long,
    show_when,
)

MINUTES = st.integers(0, 900 * 1440).map(lambda m: dt.timedelta(minutes=m))


def make(key: str, *, at: dt.timedelta | None = None, after: tuple[str, ...] = (), hours: int = 0) -> Inject:
    return Inject(
        key=key, storyline="s", incident="i", title={}, delivery="report", originator="a", recipient="b", at=at,
        after=after, delay=dt.timedelta(hours=hours),
    )  # fmt: skip


@given(MINUTES)
def test_a_time_is_read_as_it_is_written(moment: dt.timedelta) -> None:
    assert parse_at(show_at(moment)) == moment
    assert parse_at(show_at(-moment)) == -moment
    assert parse_long(show_long(moment)) == moment


@given(st.lists(st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True), min_size=1, max_size=3), MINUTES)
def test_a_wait_is_read_as_it_is_written(keys: list[str], delay: dt.timedelta) -> None:
    keys = [key for key in keys if key not in ("and", "after")] or ["x"]
    inject = Inject(
        key="k", storyline="s", incident="i", title={}, delivery="report", originator="a", recipient="b",
        after=tuple(keys), delay=delay,
    )  # fmt: skip
    assert parse_after(show_when(inject)) == (tuple(keys), delay)


@pytest.mark.parametrize("text", ["", "D2", "D+2 6", "D+2 24:00", "D+2 06:61", "2031-05-05", "D+2 06:00 Z"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_at(text)


@pytest.mark.parametrize("text", ["", "3", "h", "3h 2d", "-3h", "3 hours"])
def test_what_is_no_length_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_long(text)


@pytest.mark.parametrize("text", ["", "after", "3h after", "x after y", "3h", "3h after x y"])
def test_what_is_no_wait_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_after(text)


def test_an_inject_comes_after_the_last_of_those_it_waits_for() -> None:
    day = dt.timedelta(days=1)
    injects = [make("c", after=("a", "b"), hours=2), make("a", at=day), make("b", after=("a",), hours=5)]
    assert find_times(injects)["c"] == day + dt.timedelta(hours=7)


def test_what_waits_for_a_circle_or_for_nothing_known_has_no_time() -> None:
    injects = [make("a", after=("b",)), make("b", after=("a",)), make("c", after=("a",)), make("d", after=("gone",))]
    assert find_times(injects) == {}
    assert find_circles(injects) == [("a", "b")]


@given(st.integers(2, 40), st.data())
def test_a_circle_is_found_however_long(size: int, data: st.DataObject) -> None:
    injects = [make(f"k{n}", after=(f"k{(n + 1) % size}",)) for n in range(size)]
    (circle,) = find_circles(data.draw(st.permutations(injects)))
    assert len(circle) == size
