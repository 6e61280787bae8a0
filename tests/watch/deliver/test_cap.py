"""CAP 1.2: own alerts valid and honest; from outside only what is valid, every refusal with its reason."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from bench.cap import SAMPLES, SUFFIXES, Sample, find_folder, make_own, read_sample
from bench.shared import NoShared
from tests.watch.deliver.making import HOSTILE, HOUR, NOW, make_alert, make_rules, make_signal
from vigie.errors import CapError
from vigie.model.signal import KINDS, LEVELS
from vigie.watch.deliver.alerts import decide
from vigie.watch.deliver.cap import find_gauge, write_cap
from vigie.watch.deliver.cap_read import CapAlert, CapReading, read_cap
from vigie.watch.deliver.trial import write_test

VALID = """<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
<identifier>drill-1</identifier><sender>desk@example.org</sender><sent>2031-05-02T12:00:00-00:00</sent>
<status>Exercise</status><msgType>Alert</msgType><scope>Public</scope><note>Brume</note>
<info><language>fr</language><category>Security</category><event>EXERCICE</event><urgency>Unknown</urgency>
<severity>Unknown</severity><certainty>Unknown</certainty><expires>2031-05-03T12:00:00-00:00</expires>
<web>https://example.org/</web>
<resource><resourceDesc>map</resourceDesc><mimeType>image/png</mimeType><size>10</size></resource>
<area><areaDesc>Vessel Bay</areaDesc><polygon>1,1 1,2 2,2 1,1</polygon><circle>1,1 5</circle></area></info></alert>"""

BROKEN = {
    "a space in the identifier": ("drill-1", "drill 1", "identifier"),
    "a comma in the sender": ("desk@", "desk,@", "sender"),
    "an empty identifier": ("drill-1", "", "identifier"),
    "sent without a zone": ("12:00:00-00:00</sent>", "12:00:00</sent>", "sent"),
    "sent in Z": ("12:00:00-00:00</sent>", "12:00:00Z</sent>", "sent"),
    "a day that is none": ("2031-05-02T", "2031-02-30T", "sent"),
    "no status": ("<status>Exercise</status>", "", "status"),
    "a status of its own": ("Exercise<", "Drill<", "Drill"),
    "an update of nothing": ("Alert</msgType>", "Update</msgType>", "without references"),
    "a cancellation of nothing": ("Alert</msgType>", "Cancel</msgType>", "without references"),
    "a reference that is none": ("<info>", "<references>drill-0</references><info>", "sender,identifier,sent"),
    "empty references": ("<info>", "<references/><info>", "references is empty"),
    "restricted to whom": ("Public", "Restricted", "restriction"),
    "private to whom": ("Public", "Private", "addresses"),
    "a public restriction": ("Public</scope>", "Public</scope><restriction>x</restriction>", "restriction"),
    "expired before it began": ("2031-05-03T", "2031-05-01T", "expires before"),
    "no language": ("<language>fr", "<language>français !", "language"),
    "no event": ("<event>EXERCICE", "<event> ", "event is empty"),
    "an urgency of its own": ("<urgency>Unknown", "<urgency>Now", "Now"),
    "half an address": ("https://example.org/", "example", "web"),
    "a size below nothing": ("<size>10", "<size>-1", "less than no size"),
    "an open polygon": ("2,2 1,1<", "2,2 1,3<", "not closed"),
    "a polygon of two": ("1,1 1,2 2,2 1,1", "1,1 1,2 1,1", "3 points"),
    "a point off the earth": ("1,2 2,2", "1,2 95,2", "latitude"),
    "a circle without a radius": ("1,1 5<", "1,1<", "circle"),
    "a radius below nothing": ("1,1 5<", "1,1 -5<", "radius"),
    "a nameless area": ("Vessel Bay", " ", "areaDesc"),
    "an element of its own": ("<info>", "<mood>calm</mood><info>", "mood"),
    "another namespace": ("cap:1.2", "cap:9.9", "namespace"),
}


def read(text: str) -> CapReading:
    return read_cap(text.encode(), where="test.cap")


def only(reading: CapReading) -> CapAlert:
    assert reading.refused == () and len(reading.alerts) == 1, reading
    return reading.alerts[0]


def test_a_valid_alert_is_read_whole() -> None:
    alert = only(read(VALID))
    assert (alert.identifier, alert.status, alert.note, alert.notes) == ("drill-1", "Exercise", "Brume", ())
    assert alert.infos[0].areas[0].polygons == ("1,1 1,2 2,2 1,1",) and alert.infos[0].language == "fr"


@pytest.mark.parametrize("name", BROKEN)
def test_each_fault_is_refused_with_its_reason(name: str) -> None:
    old, new, word = BROKEN[name]
    assert VALID.count(old) >= 1
    reading = read(VALID.replace(old, new, 1))
    assert reading.alerts == () and any(word in reason for reason in reading.refused[0].reasons), reading.refused


@pytest.mark.parametrize(
    ("holder", "count"),
    [
        ('<feed xmlns="http://www.w3.org/2005/Atom"><entry><content>{}</content></entry></feed>', 1),
        ("<rss><channel><item>{}</item></channel></rss>", 1),
        ('<d xmlns="urn:oasis:names:tc:emergency:EDXL:DE:1.0"><embeddedXMLContent>{}</embeddedXMLContent></d>', 1),
        ('<feed xmlns="http://www.w3.org/2005/Atom">{}</feed>', 0),
    ],
)
def test_alerts_inside_entries_and_distributions_are_read(holder: str, count: int) -> None:
    reading = read(holder.format(VALID.partition("?>")[2]))
    assert len(reading.alerts) == count and len(reading.refused) == 1 - count


ATTACKS = {
    "an entity from a file": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + VALID.replace("Brume", "&x;"),
    "a document type from afar": '<!DOCTYPE alert SYSTEM "http://127.0.0.1:1/a.dtd">' + VALID,
    "laughs": '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "' + "&a;" * 1000 + '">]>' + VALID.replace("Brume", "&b;"),
    "nothing": "",
    "no XML": "an alert",
    "cut short": VALID[:700],
    "another thing": "<html><body>alert</body></html>",
    "deep": "<a>" * 100_000,
}


@pytest.mark.parametrize("name", ATTACKS)
def test_what_attacks_or_is_none_is_refused_at_once(name: str) -> None:
    start = time.perf_counter()
    text = ATTACKS[name].replace('<?xml version="1.0" encoding="UTF-8"?>', "")
    with pytest.raises(CapError) as caught:
        read(text)
    assert time.perf_counter() - start < 3 and len(str(caught.value)) > 25 and "root:" not in str(caught.value)


def test_a_document_type_is_seen_in_any_encoding() -> None:
    text = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE alert SYSTEM "x">' + VALID.partition("?>")[2]
    with pytest.raises(CapError, match="document type"):
        read_cap(text.encode("utf-16"), where="test.cap")


@pytest.mark.parametrize("realm", ["real", "exercise"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("level", LEVELS)
def test_own_alerts_are_valid_and_claim_no_more_than_is_known(realm: str, kind: str, level: str) -> None:
    rules = make_rules()
    held = decide([make_signal(kind=kind, level=level)], rules, (), now=NOW, realm=realm)
    held += decide([make_signal(kind=kind, level=level, state="2")], rules, held, now=NOW + HOUR, realm=realm)
    held += decide([], rules, held, now=NOW + 2 * HOUR, realm=realm)
    for message, msg_type in zip(held, ("Alert", "Update", "Cancel"), strict=True):
        alert = only(read_cap(write_cap(message, rules), where="own"))
        assert alert.notes == () and alert.msg_type == msg_type
        assert alert.status == ("Exercise" if realm == "exercise" else "Actual")
        assert alert.scope == "Restricted" and [info.language for info in alert.infos] == ["en", "fr"]
        assert bool(alert.note and "EXERCISE" in alert.note) is (realm == "exercise")
        for info in alert.infos:
            assert info.severity in {"Moderate", "Minor", "Unknown"} and info.urgency != "Immediate"
            assert info.certainty == ("Observed" if kind == "source" and msg_type != "Cancel" else "Unknown")
            assert (info.headline or "").startswith("EXERC") is (realm == "exercise")
    assert b"AllClear" not in b"".join(write_cap(message, rules) for message in held)


def test_references_name_what_went_before() -> None:
    rules = make_rules(sender="desk@example.org")
    first = make_alert(rules=rules)
    (second,) = decide([make_signal(state="2")], rules, [first], now=NOW + HOUR, realm="exercise")
    alert = only(read_cap(write_cap(second, rules), where="own"))
    assert alert.references == (("desk@example.org", first.message, "2031-05-02T12:00:00-00:00"),)


def test_a_test_message_says_so() -> None:
    rules = make_rules()
    for realm, status in (("real", "Test"), ("exercise", "Exercise")):
        message = write_test("feed", rules, realm=realm, now=NOW)
        alert = only(read_cap(write_cap(message, rules), where="own"))
        assert alert.status == status and find_gauge(message) == ("Unknown",) * 3
        assert (alert.infos[0].headline or "").startswith(status.upper())


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(words: str) -> None:
    alert = replace(make_alert(subject=words, inputs=(words,), about=(words,)), signal_key=words, rule=words)
    data = write_cap(alert, make_rules())
    info = only(read_cap(data, where="own")).infos[0]
    assert len(info.headline or "") <= 160 and "\n" not in (info.headline or "")
    assert "\u202e" not in data.decode() and b"\0" not in data and b"\x1b" not in data


def test_the_samples_of_the_bench_are_all_that_there_are() -> None:
    try:
        folder = find_folder()
    except NoShared as missing:
        pytest.skip(str(missing))
    held = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.suffix in SUFFIXES}
    assert held == {sample.path for sample in SAMPLES}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.path)
def test_a_sample_is_read_or_refused_with_the_reason(sample: Sample) -> None:
    try:
        find_folder()
    except NoShared as missing:
        pytest.skip(str(missing))
    count, reasons = read_sample(sample)
    assert count == sample.valid and len(reasons) == len(sample.refused), reasons
    assert all(word in reason for word, reason in zip(sample.refused, reasons, strict=True)), reasons


def test_own_alerts_with_words_from_the_gutter_are_valid() -> None:
    for data in make_own(15):
        assert only(read_cap(data, where="own")).notes == ()
