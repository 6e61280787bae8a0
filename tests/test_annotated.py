"""The examples are read as they were annotated, and what is known to be missed is still missed."""

from __future__ import annotations

from functools import cache

import pytest

from tests.accept import find_examples, read_example
from tests.annotated import GoldError, Miss, diff, judge, lines_of, load_gold, load_misses, parse_gold

TEXT = "EXERCISE\r\nMme Dastellane nous suivons chaque convoi."
MISSES = [(lang, miss) for lang in ("en", "fr") for miss in load_misses(lang)]


@cache
def read_lines(lang: str, stem: str) -> tuple[str, ...]:
    return tuple(lines_of(read_example(lang, stem)))


@pytest.mark.parametrize(("lang", "stem"), find_examples())
def test_an_example_is_read_as_annotated(lang: str, stem: str) -> None:
    gold = load_gold(lang, stem)
    now = judge(read_lines(lang, stem), [m for _, m in MISSES if m.stem == stem])
    assert gold == now, f"\n{diff(gold, now)}\n\nif the reading is right: make accept, and review the diff"


@pytest.mark.parametrize(("lang", "miss"), MISSES, ids=lambda value: getattr(value, "why", value)[:50])
def test_a_known_miss_is_still_missed(lang: str, miss: Miss) -> None:
    mended = miss.is_mended(read_lines(lang, miss.stem))
    assert not mended, f"mended: take it out of annotated/{lang}/known_misses.yaml ({miss.why})"
    assert len(miss.why) > 10 and (miss.right or miss.wrong)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("10:24 source of=s1 | Mme Dastellane", None),
        ("0:14 document realm=exercise | EXERCISE⏎Mme ", None),
        ("11:25 source of=s1 | Mme Dastellane", "x.gold:2: at 11:25 the text has .*these words begin at 10"),
        ("10:24 source off=s1 | Mme Dastellane", "x.gold:2: unknown key 'off' of source; one of of"),
        ("10:24 sauce of=s1 | Mme Dastellane", "x.gold:2: unknown kind 'sauce'"),
        ("10-24 source of=s1 | Mme Dastellane", "x.gold:2: not of the form"),
        ("10:999 source of=s1 | Mme Dastellane", "x.gold:2: at 10:999"),
        ("10:10 source of=s1 | ", "x.gold:2: at 10:10"),
    ],
)
def test_a_wrong_line_fails_on_loading_with_its_place(line: str, complaint: str | None) -> None:
    if complaint is None:
        assert parse_gold(["# a comment", line], TEXT, "x.gold") == [line]
    else:
        with pytest.raises(GoldError, match=complaint):
            parse_gold(["# a comment", line], TEXT, "x.gold")
