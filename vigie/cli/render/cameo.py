"""Events as a table in GDELT's columns, tab-separated with a header, with Vigie's own columns behind them."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from typing import IO, Any

import click

from vigie.cli.render.acts import Act, Party, encode_flat
from vigie.cli.render.csv import safe_cell
from vigie.model.ontology import load_ontology
from vigie.model.ontology.actor import parse_actor

GDELT = (
    "GLOBALEVENTID", "SQLDATE", "Actor1Code", "Actor1Name", "Actor1CountryCode", "Actor2Code", "Actor2Name",
    "Actor2CountryCode", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "ActionGeo_Type", "ActionGeo_FullName", "ActionGeo_CountryCode", "ActionGeo_Lat", "ActionGeo_Long", "SOURCEURL",
)  # fmt: skip
OWN = (
    "realm", "exercise", "id", "document", "record", "published", "date_from", "date_to", "status", "polarity",
    "attributed_to", "attributed_name", "type", "vigie_type", "mode", "contexts", "precision", "geonameid", "words",
    "start", "end", "confidence",
)  # fmt: skip
COLUMNS = GDELT + OWN
_QUADS = ((5, 1), (8, 2), (13, 3), (20, 4))
"""The last root code of each quad class, as CAMEO has them."""


def write_cameo(acts: Iterable[Act], stream: IO[str], *, realm: str) -> None:
    """Write a header and one row for every event with a CAMEO code; say on standard error how many have none."""
    writer = csv.writer(stream, delimiter="\t", lineterminator="\n")
    writer.writerow(COLUMNS)
    left_out: Counter[str] = Counter()
    for act in acts:
        row = encode_cameo(act)
        if row is None:
            left_out[act.type or act.vigie_type or "without a type"] += 1
        else:
            writer.writerow([_cell(row[name]) for name in COLUMNS])
    if left_out:
        kinds = ", ".join(f"{safe_cell(kind)} {n}" for kind, n in sorted(left_out.items()))
        plural = "" if left_out.total() == 1 else "s"
        click.echo(f"left out, having no CAMEO code: {left_out.total()} event{plural} ({kinds})", err=True)


def encode_cameo(act: Act) -> dict[str, Any] | None:
    """Return the event's cells by column, None where nothing is known; no row for an event without a CAMEO code."""
    code = act.cameo or ""
    if act.type is None or len(code) not in (3, 4) or not code.isdecimal():
        return None
    flat = encode_flat(act)
    place, (first, last) = act.place, act.days
    return {name: flat[name] for name in OWN} | {
        "GLOBALEVENTID": number_of(act.id), "SQLDATE": first.replace("-", "") if first and first == last else None,
        **_actor(1, act.actor), **_actor(2, act.recipient),
        "EventCode": code, "EventBaseCode": code[:3], "EventRootCode": code[:2], "QuadClass": find_quad(code),
        "GoldsteinScale": act.goldstein, "NumMentions": len(act.mentions) or None,
        "ActionGeo_Type": _geo_type(act), "ActionGeo_FullName": place.name if place else None,
        "ActionGeo_CountryCode": place.country if place else None, "ActionGeo_Lat": place.lat if place else None,
        "ActionGeo_Long": place.lon if place else None, "SOURCEURL": act.origin.url,
    }  # fmt: skip


def number_of(key: str) -> int:
    """Return the number that stands for a key: 52 bits of its hash, which every spreadsheet and program can hold."""
    return int(sha256(key.encode()).hexdigest()[:13], 16)


def find_quad(code: str) -> int | None:
    """Return the quad class of a CAMEO code's root: 01-05 are 1, 06-08 are 2, 09-13 are 3, 14-20 are 4."""
    root = int(code[:2])
    return next((quad for last, quad in _QUADS if 1 <= root <= last), None)


def _actor(number: int, party: Party | None) -> dict[str, Any]:
    codes = [parse_actor(code, load_ontology()) for code in party.codes] if party else []
    countries = dict.fromkeys(code.country for code in codes if code.country)
    return {
        f"Actor{number}Code": ";".join(code.code for code in codes) or None,
        f"Actor{number}Name": (party.name or party.words) if party else None,
        f"Actor{number}CountryCode": ";".join(countries) or None,
    }


def _geo_type(act: Act) -> int | None:
    """Return GDELT's kind of place: 1 country, 2 state of the USA, 3 town there, 4 town and 5 region elsewhere."""
    place = act.place
    if place is None or (place.precision in ("city", "region") and place.country is None):
        return None
    american = place.country == "USA"
    return {"country": 1, "region": 2 if american else 5, "city": 3 if american else 4}.get(place.precision)


def _cell(value: Any) -> str:
    """Return the cell on one line, so that no spreadsheet takes words for a formula."""
    return safe_cell(";".join(value) if isinstance(value, list) else value)
