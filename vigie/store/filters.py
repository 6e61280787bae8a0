"""What may be asked of statements and events, as conditions in SQL."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from vigie.errors import InputError
from vigie.store.forms import find_day

VERSIONS = ("current", "all")
_TERM = re.compile(r'(-?)"([^"]*)"|(\S+)')


@dataclass(frozen=True, slots=True)
class Filters:
    """What a record must be to be an answer; None asks for nothing.

    `country` is the speaker's, or that of the place of an event. `actor` and `recipient` match codes from their start,
    so that `RUS` finds `RUSMIL`. `since` and `until` are days, both included, and meet the valid time. `reported_since` is a day
    too, and meets that of the report, or where none is stated the day on which the report was known.
    """

    speaker: str | None = None
    modality: str | None = None
    kind: str | None = None
    negative_evidence: str | None = None
    type: str | None = None
    status: str | None = None
    polarity: str | None = None
    actor: str | None = None
    recipient: str | None = None
    country: str | None = None
    source: str | None = None
    document: str | None = None
    key: str | None = None
    since: str | dt.date | None = None
    until: str | dt.date | None = None
    reported_since: str | dt.date | None = None


STATEMENTS = frozenset({"speaker", "modality", "kind", "negative_evidence"})
EVENTS = frozenset({"type", "status", "polarity", "actor", "recipient"})

REPORTED_SINCE = "({at}.day >= :reported_since OR ({at}.day IS NULL AND {at}.known >= :reported_since))"
_CONDITIONS = {
    "modality": "x.modality LIKE '% ' || :modality || ' %'",
    "kind": "x.kind = :kind",
    "negative_evidence": "x.negative_evidence = :negative_evidence",
    "type": "(x.type = upper(:type) OR x.vigie_type = lower(:type))",
    "status": "x.status = :status",
    "polarity": "x.polarity = :polarity",
    "actor": "x.actor_codes LIKE '% ' || :actor || '%'",
    "recipient": "x.recipient_codes LIKE '% ' || :recipient || '%'",
    "source": "x.document IN (SELECT f.id FROM documents f WHERE f.source = :source)",
    "document": "x.document IN (SELECT f.id FROM documents f WHERE f.key = :document)",
    "key": "x.key = :key",
    "reported_since": f"x.document IN (SELECT f.id FROM documents f WHERE {REPORTED_SINCE.format(at='f')})",
    "since": "x.day >= :since",
    "until": "coalesce(x.valid_from, x.valid_to) <= :until",
}


def find_conditions(
    table: str,
    filters: Filters,
    *,
    is_common: Callable[[str], bool] = lambda words: False,
    is_large: Callable[[str], bool] = lambda source: False,
) -> tuple[list[str], dict[str, Any]]:
    """Return the conditions on a row `x` of the table, and their values.

    A speaker whose words are common is looked for in the order of days, a rare one by the index of words; so is a
    source of many documents, and one of few by its documents.
    """
    conditions, values = [], {}
    for name, value in _asked(filters):
        if name in ("since", "until", "reported_since"):
            value = check_day(name, value)
        if name == "speaker":
            value = f"speaker : ({parse_words(value)})"
            plus = "+" if is_common(value) else ""
            conditions.append(f"{plus}x.id IN (SELECT rowid FROM statement_words WHERE statement_words MATCH :speaker)")
        elif name == "country":
            conditions.append(f"x.{'country' if table == 'statements' else 'place_country'} = :country")
        else:
            plus = "+" if name == "source" and is_large(value) else ""
            conditions.append(plus + _CONDITIONS[name])
        values[name] = value
    return conditions, values


def _asked(filters: Filters) -> Iterator[tuple[str, Any]]:
    for name in Filters.__slots__:
        value = getattr(filters, name)
        if value is not None:
            yield name, value


def is_about(filters: Filters, names: frozenset[str]) -> bool:
    """Return whether one of the names is asked for."""
    return any(name in names for name, _ in _asked(filters))


def check_day(name: str, value: str | dt.date) -> str:
    """Return the day as YYYY-MM-DD; InputError on anything that is none."""
    written = value.isoformat() if isinstance(value, dt.date) else value
    try:
        if find_day(written) == written:
            return dt.date.fromisoformat(written).isoformat()
    except ValueError:
        pass
    raise InputError(f"{name}: {written!r} is no day; write it as 2022-10-13")


def parse_words(query: str) -> str:
    """Return what is looked for in the language of the index; InputError when there is no word in it.

    Words must all be there, "words in quotation marks" together, `word*` begins so, `-word` is not there, and `OR`
    stands between two of which one is enough. Nothing else has a meaning, so that no query is a wrong one.

    >>> parse_words('gas -"next week" pipe*')
    '("gas" AND "pipe"*) NOT ("next week")'
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    either = False
    for minus, phrase, word in _TERM.findall(query.replace("\0", " ")):
        if word == "OR":
            either = bool(wanted)
            continue
        term = _quote(phrase or word.removeprefix("-"), prefix=word.endswith("*"))
        if term is None:
            continue
        if minus or word.startswith("-"):
            unwanted.append(term)
        elif either:
            wanted[-1] = f"({wanted[-1]} OR {term})"
        else:
            wanted.append(term)
        either = False
    if not wanted:
        raise InputError(f"{query!r}: no word to look for; name at least one")
    found = f"({' AND '.join(wanted)})"
    return f"{found} NOT ({' OR '.join(unwanted)})" if unwanted else found


def _quote(term: str, *, prefix: bool) -> str | None:
    """Return the term between quotation marks, or None when it holds no letter or digit to be found by."""
    bare = term.replace('"', " ").encode("utf-8", "replace").decode("utf-8").strip()
    if not any(ch.isalnum() for ch in bare):
        return None
    return f'"{bare.removesuffix("*")}"*' if prefix else f'"{bare}"'
