"""The forms that tell events alone: what each holds, that nothing is filled in, and that no words can act in them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import math
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings

from tests.annotated import EXAMPLES
from tests.make import TEXT, make_reading, readings
from tests.store.build import NEW
from vigie.cli import main
from vigie.cli.formats import EVENT_FORMATS, FORMATS
from vigie.cli.render import write, write_acts
from vigie.cli.render.acts import encode_flat, find_point, read_acts
from vigie.cli.render.cameo import COLUMNS, find_quad, write_cameo
from vigie.cli.render.geojson import write_geojson
from vigie.cli.render.parquet import COLUMNS as PARQUET
from vigie.cli.render.parquet import encode_row
from vigie.cli.render.plover import write_plover
from vigie.errors import WrongRealm
from vigie.model import Document, Event, EventPlace, Reading, Span, Unread, When
from vigie.model.codec import load_schema
from vigie.model.ontology import load_ontology
from vigie.store import open_ledger

START = dt.datetime(2031, 5, 15, 8, tzinfo=dt.UTC)
POLAR = EXAMPLES / "fr" / "exercise-brume-polaire.txt"
PLOVER = jsonschema.Draft202012Validator(load_schema("vigie-plover/1"))
GEOJSON = jsonschema.Draft202012Validator(load_schema("vigie-geojson/1"))


def vigie(*arguments: str | Path, stdin: str | None = None, code: int = 0) -> Result:
    result = CliRunner().invoke(main, [str(a) for a in arguments], input=stdin)
    assert result.exit_code == code, result.output
    return result


def plover(*results: Any, realm: str = "exercise") -> list[dict[str, Any]]:
    stream = io.StringIO()
    write_plover(read_acts(results), stream, realm=realm)
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    for line in lines:
        PLOVER.validate(line)
    return lines


def geojson(*results: Any, realm: str = "exercise") -> dict[str, Any]:
    stream = io.StringIO()
    write_geojson(read_acts(results), stream, realm=realm)
    found: dict[str, Any] = json.loads(stream.getvalue())
    GEOJSON.validate(found)
    return found


def cameo(*results: Any, realm: str = "exercise") -> list[dict[str, str]]:
    stream = io.StringIO(newline="")
    write_cameo(read_acts(results), stream, realm=realm)
    return list(csv.DictReader(io.StringIO(stream.getvalue(), newline=""), delimiter="\t"))


def with_event(reading: Reading, number: int, **changes: Any) -> Reading:
    events = list(reading.events)
    events[number] = replace(events[number], **changes)
    return replace(reading, events=tuple(events))


# PLOVER -----------------------------------------------------------------------------------------------------------


def test_plover_has_one_line_an_event_in_plovers_fields() -> None:
    moved, drill, strike = plover(make_reading())
    assert (moved["event"], moved["mode"], moved["context"]) == (["MOBILIZE"], ["troops"], ["military"])
    assert (moved["quad_code"], moved["event_scale"], moved["date"], moved["enddate"]) == (4, -7.2, "2031-05-12", None)
    assert moved["actor"] == [
        {
            "code": "VEL", "sector": "MIL", "organisation": None, "actor_code": "VELMIL",
            "entity_text": "Trois navires de Velmark", "identifier_text": "Velmark",
            "spans": [list(make_reading().events[0].actor.span[0])],  # type: ignore[union-attr]
        }
    ]  # fmt: skip
    assert moved["event_loc"] | {"span": None} == {
        "resolved_place": "Brume-Haute", "country_code": "OST", "resolution": "city", "lat": 61.5, "lon": 4.25,
        "geonameid": "000001", "span": None,
    }  # fmt: skip
    assert moved["quantities"] == [{"span": list(make_reading().quantities[0].span), "value": 3.0, "low": 3.0, "high": 3.0, "unit": "ship"}]  # fmt: skip
    assert (drill["event"], drill["has_event"], drill["vigie_type"]) == ([], False, "exercise")
    assert (drill["date"], drill["enddate"]) == ("2031-05-19", "2031-05-25")
    assert drill["actor"][0]["entity_text"] == "L'alliance" and drill["actor"][0]["code"] is None
    assert (drill["auxiliary_modes"], strike["auxiliary_modes"]) == (["future"], ["hypothetical", "negation"])
    assert (strike["attributed_to"], strike["attributed_name"]) == ("s3", "Marja Salo")
    assert strike["date"] is None and strike["event_loc"] is None


def test_every_event_has_the_words_and_offsets_it_rests_on() -> None:
    for line in plover(make_reading()):
        assert line["event_text"] == [" ".join(TEXT[s:e] for s, e in line["anchor"])]
        assert TEXT[line["text_info"]["start"] : line["text_info"]["end"]] in line["event_text"]
        for party in (*line["actor"], *line["recipient"]):
            assert party["entity_text"] == " ".join(TEXT[s:e] for s, e in party["spans"])


def test_a_party_with_several_codes_is_several_actors_and_one_event() -> None:
    actor = make_reading().events[0].actor
    assert actor is not None
    found = plover(with_event(make_reading(), 0, actor=replace(actor, codes=("USA", "IGONATMIL", "REB", "x"))))[0]
    assert [(a["code"], a["organisation"], a["sector"], a["actor_code"]) for a in found["actor"]] == [
        ("USA", None, None, "USA"), ("IGO", "NAT", "MIL", "IGONATMIL"), (None, None, "REB", "REB"), (None, None, None, "x"),
    ]  # fmt: skip


def test_keys_hold_over_readings_and_differ_for_each_event() -> None:
    first, again = plover(make_reading()), plover(make_reading())
    assert [line["id"] for line in first] == [line["id"] for line in again]
    other = replace(make_reading(), document=replace(make_reading().document, published="2031-05-15"))
    assert not {line["id"] for line in first} & {line["id"] for line in plover(other)}
    double = replace(make_reading(), events=(*make_reading().events, make_reading().events[0]))
    assert len({line["id"] for line in plover(double)}) == 4


# CAMEO ------------------------------------------------------------------------------------------------------------


def test_cameo_has_gdelts_columns_and_our_own() -> None:
    moved, strike = cameo(make_reading())
    assert {name: moved[name] for name in COLUMNS[1:20]} == {
        "SQLDATE": "20310512", "Actor1Code": "VELMIL", "Actor1Name": "Velmark", "Actor1CountryCode": "VEL",
        "Actor2Code": "", "Actor2Name": "", "Actor2CountryCode": "", "EventCode": "154", "EventBaseCode": "154",
        "EventRootCode": "15", "QuadClass": "4", "GoldsteinScale": "-7.2", "NumMentions": "1", "ActionGeo_Type": "4",
        "ActionGeo_FullName": "Brume-Haute", "ActionGeo_CountryCode": "OST", "ActionGeo_Lat": "61.5",
        "ActionGeo_Long": "4.25", "SOURCEURL": "",
    }  # fmt: skip
    assert 0 < int(moved["GLOBALEVENTID"]) < 2**52 and moved["GLOBALEVENTID"] != strike["GLOBALEVENTID"]
    assert (strike["realm"], strike["status"], strike["polarity"]) == ("exercise", "hypothetical", "negative")
    assert (strike["attributed_to"], strike["attributed_name"], strike["document"]) == (
        "s3",
        "Marja Salo",
        "ostaria.txt",
    )
    assert TEXT[int(strike["start"]) : int(strike["end"])] == strike["words"] == "frappera"


def test_what_is_not_known_is_an_empty_cell() -> None:
    bare = with_event(
        make_reading(), 0, actor=None, place=None, date=When(Span(0, 1), None, None), goldstein=None, mode=None, contexts=(),
    )  # fmt: skip
    row = cameo(bare)[0]
    filled = {name for name, cell in row.items() if cell}
    assert filled == {
        "GLOBALEVENTID", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "NumMentions", "realm", "id",
        "document", "record", "published", "status", "polarity", "type", "vigie_type", "words", "start", "end",
        "confidence",
    }  # fmt: skip


def test_a_span_of_days_is_no_day_and_a_country_no_point() -> None:
    place = EventPlace(Span(0, 1), "Ostaria", "OST", 61.0, 4.0, "country")
    days = When(Span(0, 1), "2031-05-01", "2031-05-31")
    row = cameo(with_event(make_reading(), 0, place=place, date=days))[0]
    assert (row["SQLDATE"], row["date_from"], row["date_to"]) == ("", "2031-05-01", "2031-05-31")
    assert (row["ActionGeo_Type"], row["ActionGeo_Lat"], row["ActionGeo_Long"]) == ("1", "", "")


def test_events_without_a_code_are_left_out_and_their_number_is_said() -> None:
    line = json.dumps({"id": "a", "text": POLAR.read_text(encoding="utf-8"), "lang": "fr"})
    result = vigie("read", "-", "--format", "cameo", "--realm", "exercise", stdin=line + "\n")
    everything = json.loads(vigie("read", "-", "--format", "jsonl", "--realm", "exercise", stdin=line + "\n").stdout)
    without = [e for e in everything["events"] if e["type"] is None]
    assert without and f"left out, having no CAMEO code: {len(without)} event" in result.stderr
    assert all(e["vigie_type"] in result.stderr for e in without)
    assert len(result.stdout.splitlines()) == 1 + len(everything["events"]) - len(without)


def test_quad_classes_follow_the_root_of_the_code_and_differ_from_plovers_in_two_types() -> None:
    ontology = load_ontology()
    differ = {c.type for c in ontology.cameo.values() if c.type and find_quad(c.code) != ontology.types[c.type].quad}
    assert differ == {"CONCEDE", "SANCTION"}
    assert [find_quad(code) for code in ("010", "057", "060", "0874", "090", "138", "140", "2042", "00", "21")] == [
        1, 1, 2, 2, 3, 3, 4, 4, None, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "words", ["=1+1", "+cmd", "-2", "@SUM(A1)", "\t=x", "a\tb\r\nc", 'say "hi', '"', "\u202egpj\x00"]
)
def test_no_words_leave_their_cell_or_become_a_formula(words: str) -> None:
    hostile = replace(make_reading(), document=replace(make_reading().document, id=words))
    hostile = with_event(
        hostile, 0, place=EventPlace(Span(0, 1), words, words, 1.0, 1.0, "city"), vigie_type=words, contexts=(words,)
    )
    stream = io.StringIO(newline="")
    write_cameo(read_acts([hostile]), stream, realm="exercise")
    lines = stream.getvalue().split("\n")
    assert len(lines) == 4 and {line.count("\t") for line in lines[:3]} == {len(COLUMNS) - 1}
    row = cameo(hostile)[0]
    for name in ("document", "ActionGeo_FullName", "vigie_type", "contexts"):
        assert not re.match(r"[\s·]*[=+\-@]", row[name]) and not re.search(r"[\x00-\x1f\u202e]", row[name])


# GeoJSON ----------------------------------------------------------------------------------------------------------


def test_geojson_gives_longitude_first_and_a_point_only_where_there_is_one() -> None:
    found = geojson(make_reading())
    assert found["realm"] == "exercise"
    moved, drill, _ = found["features"]
    assert moved["geometry"] == {"type": "Point", "coordinates": [4.25, 61.5]}
    assert drill["geometry"] is None and drill["properties"]["precision"] is None
    assert (moved["properties"]["words"], moved["properties"]["realm"]) == ("ont quitté", "exercise")


@pytest.mark.parametrize(
    ("precision", "lat", "lon", "point"),
    [
        ("city", -33.9, -70.6, (-33.9, -70.6)), ("region", 1.0, 180.0, (1.0, 180.0)), ("city", 0.0, 0.0, (0.0, 0.0)),
        ("country", 1.0, 1.0, None), ("unknown", 1.0, 1.0, None), (None, 1.0, 1.0, None), ("city", None, 1.0, None),
        ("city", 91.0, 1.0, None), ("city", 1.0, -180.5, None), ("city", math.nan, 1.0, None), ("city", 1.0, math.inf, None),
    ],
)  # fmt: skip
def test_a_point_is_on_the_globe_and_precise_or_is_none(precision: str, lat: float, lon: float, point: Any) -> None:
    assert find_point(precision, lat, lon) == (point or (None, None))
    place = EventPlace(Span(0, 1), "x", None, lat, lon, precision) if precision else None
    (feature, *_) = geojson(with_event(make_reading(), 0, place=place))["features"]
    assert (feature["geometry"] is None) is (point is None)
    assert point is None or feature["geometry"]["coordinates"] == [point[1], point[0]]


def test_no_events_are_an_empty_collection() -> None:
    empty = Reading(Document("a", "x", "en"))
    assert geojson(empty, Unread("b", "no text"), realm="real")["features"] == []
    assert plover(empty) == [] and cameo(empty) == []


# Parquet ----------------------------------------------------------------------------------------------------------


def test_the_table_has_the_columns_of_the_flat_row_in_its_order() -> None:
    for act in read_acts([make_reading()]):
        assert tuple(encode_flat(act)) == tuple(PARQUET) == tuple(encode_row(act))


def test_a_parquet_file_says_what_the_other_forms_say(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    write(iter([make_reading()]), "parquet", tmp_path / "e.parquet", realm="exercise")
    table = pq.read_table(tmp_path / "e.parquet")
    assert table.schema.metadata[b"vigie.realm"] == b"exercise"
    for row, act in zip(table.to_pylist(), read_acts([make_reading()]), strict=True):
        flat = encode_flat(act)
        assert {name: str(v) if PARQUET[name] == "day" and v else v for name, v in row.items()} == flat


def test_any_reading_becomes_a_table(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")

    @settings(max_examples=20, deadline=None)
    @given(readings())
    def check(reading: Reading) -> None:
        write(iter([reading]), "parquet", tmp_path / "e.parquet", realm=reading.document.realm)

    check()


def test_without_pyarrow_the_error_names_the_extra_and_no_file_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    result = vigie("read", POLAR, "--format", "parquet", "--out", tmp_path / "e.parquet", code=2)
    assert "pip install 'vigie[parquet]'" in result.stderr and list(tmp_path.iterdir()) == []


# All of them ------------------------------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(readings())
def test_any_reading_is_told_whole_and_by_its_schema(reading: Reading) -> None:
    realm = reading.document.realm
    lines = plover(reading, realm=realm)
    assert len(lines) == len(reading.events) == len(geojson(reading, realm=realm)["features"])
    for row in cameo(reading, realm=realm):
        assert set(row) == set(COLUMNS) and None not in row.values()
        assert all(re.fullmatch(r"[^\x00-\x1f\x7f]*", cell) for cell in row.values())


@pytest.mark.parametrize("form", [f for f in EVENT_FORMATS if not FORMATS[f].is_binary])
def test_exercises_are_marked_in_every_record_and_never_mixed(form: str, tmp_path: Path) -> None:
    write(iter([make_reading()]), form, tmp_path / "out", realm="exercise")
    lines = [
        line for line in (tmp_path / "out").read_text(encoding="utf-8").splitlines() if '"' in line or "\t" in line
    ]
    assert lines and all("exercise" in line for line in lines)
    with pytest.raises(WrongRealm):
        write(iter([make_reading(realm="real")]), form, tmp_path / "mixed", realm="exercise")
    assert not (tmp_path / "mixed").exists()


@pytest.mark.parametrize("form", ["plover", "cameo", "geojson"])
def test_vigie_read_writes_it_for_several_texts_and_goes_on_past_what_cannot_be_read(form: str, tmp_path: Path) -> None:
    result = vigie("read", POLAR, tmp_path / "gone.txt", "--format", form, "--realm", "exercise", "--jobs", "1", code=1)
    assert "not read:" in result.stderr and str(POLAR) in result.stdout


# From a ledger ----------------------------------------------------------------------------------------------------


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "watch.vigie"
    with open_ledger(path, realm="exercise", create=True, now=START) as held:
        held.append_reading(make_reading(), now=START, stamp=NEW)
    yield path


def exported(ledger: Path, form: str) -> str:
    return vigie("ledger", "export", ledger, "--format", form).stdout


def test_a_ledger_tells_its_events_in_the_same_forms(ledger: Path) -> None:
    lines = {line["record"]: line for line in map(json.loads, exported(ledger, "plover").splitlines())}
    for line in lines.values():
        PLOVER.validate(line)
    told = {line["record"]: line for line in plover(make_reading())}
    apart = {"id", "cite_info", "actor", "recipient", "event_loc", "date_span", "quantities"}
    for record, line in lines.items():
        assert {k: v for k, v in line.items() if k not in apart} == {
            k: v for k, v in told[record].items() if k not in apart
        }
        assert [a["actor_code"] for a in line["actor"]] == [a["actor_code"] for a in told[record]["actor"]]
    with open_ledger(ledger) as held:
        assert {line["id"] for line in lines.values()} == {e.key for e in held.events()}
    collection = json.loads(exported(ledger, "geojson"))
    GEOJSON.validate(collection)
    assert len(collection["features"]) == 3
    rows = list(csv.DictReader(io.StringIO(exported(ledger, "cameo")), delimiter="\t"))
    assert {row["record"] for row in rows} == {"v1", "v3"}


def test_the_day_of_a_report_is_not_given_as_the_day_of_an_event(ledger: Path) -> None:
    lines = {line["record"]: line for line in map(json.loads, exported(ledger, "plover").splitlines())}
    assert lines["v3"]["date"] is None and lines["v3"]["cite_info"]["published"] == "2031-05-14"
    assert lines["v1"]["date"] == "2031-05-12"


def test_a_correction_counts_and_takes_the_codes_with_it(ledger: Path) -> None:
    with open_ledger(ledger) as held:
        key = next(e.key for e in held.events() if e.id == "v3")
        held.correct(
            key, {"type": "THREATEN", "attributed_to": None}, author="A. Officer", reason="only said", now=START
        )
    line = next(one for one in map(json.loads, exported(ledger, "plover").splitlines()) if one["id"] == key)
    assert (line["event"], line["cameo"], line["quad_code"], line["attributed_to"]) == (["THREATEN"], "130", 3, None)
    assert line["event_scale"] == load_ontology().goldstein_of("THREATEN", None, "130")


def test_events_of_another_realm_stop_an_export() -> None:
    with pytest.raises(WrongRealm):
        write_acts(read_acts([make_reading()]), "plover", None, realm="real")


def test_an_event_without_an_anchor_is_still_told() -> None:
    bare = Reading(Document("a", "x", "en"), events=(Event("v1", "AID", (), ()),))
    assert plover(bare, realm="real")[0]["text_info"] == {"start": 0, "end": 0}
