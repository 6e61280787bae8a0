"""The list of sources: every fault named with its line, changes that leave the rest alone, OPML there and back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from vigie.errors import InputError, SourcesError
from vigie.watch.collect.opml import parse_opml, write_opml
from vigie.watch.collect.roster import Roster, Source, load_roster, parse_rhythm, parse_roster, show_rhythm
from vigie.watch.collect.roster_edit import add_sources, make_key, remove_source, save_text, write_source
from vigie.watch.collect.starter import load_starter

LIST = """# ours
realm: exercise
sources:
  # the port
  - id: port
    address: "https://port.example/feed"
    country: NO
    rhythm: 12h   # twice a day
    reliability: B
  # the quay

  - id: quay
    address: "drop/"
    kind: folder
    undated: yes
# the end
"""
FULL = Source(
    id="full", address="https://full.example/a?b=c&d=é", kind="page", name='Quay: "no", \\ yes #1 « été » 😀', owner="- no",
    country="NO", language="fr", rhythm=dt.timedelta(hours=36), check=dt.timedelta(minutes=20), reliability="C",
    undated=True, private=True, follow=True, checked="2022-10-11",
)  # fmt: skip


def test_a_list_is_read_as_it_is_written() -> None:
    roster = parse_roster(LIST, "v.yaml")
    port, quay = roster.sources
    assert (roster.realm, port.country, port.rhythm, port.reliability) == (
        "exercise",
        "NO",
        dt.timedelta(hours=12),
        "B",
    )
    assert (quay.kind, quay.undated, quay.reliability, quay.rhythm, quay.checked) == ("folder", True, "F", None, None)


def test_all_faults_of_a_list_are_named_at_once_with_their_lines() -> None:
    text = (
        "realm: game\ndelay: soon\ncolour: red\nsources:\n  - id: Port\n    address: ftp://x.example\n    kind: radio\n"
        "  - address: https://a.example\n  - id: a\n    address: https://b.example\n    country: Norway\n    rhythm: often\n"
        "    reliability: G\n    checked: soon\n  - just words\n  - id: b\n    address: [1]\n    owners: x\n"
        "  - id: c\n    address: https://c.example\n  - id: c\n    address: https://d.example\n"
    )
    with pytest.raises(SourcesError) as caught:
        parse_roster(text, "v.yaml")
    message = str(caught.value)
    for line, words in (
        (1, "realm"), (2, "delay"), (3, "colour"), (5, "id is"), (6, "address is"), (7, "no kind"), (8, "without id"),
        (11, "country"), (12, "rhythm"), (13, "reliability"), (14, "checked"), (15, "not a source"), (17, "one value"),
        (18, "owners"),
    ):  # fmt: skip
        assert any(f"v.yaml:{line}:" in fault and words in fault for fault in message.splitlines()), (line, words)
    assert "two sources are called 'c'" in message


@pytest.mark.parametrize(
    "text",
    [
        "sources: &a [*a]",
        "a: &a [x]\nb: [*a, *a]",
        "- x",
        "sources: 3",
        ": : :",
        "\t",
        "[" * 10_000,
        "!!python/object:os.system x",
        "\x00",
    ],
)
def test_a_list_that_is_none_is_refused_in_words(text: str) -> None:
    with pytest.raises(SourcesError, match="v.yaml"):
        parse_roster(text, "v.yaml")


def test_a_list_that_is_not_there_says_how_to_begin_one(tmp_path: Path) -> None:
    with pytest.raises(SourcesError, match="vigie init"):
        load_roster(tmp_path / "vigie.yaml")


def test_a_source_comes_back_from_the_list_as_it_went_in() -> None:
    for source in (FULL, Source(id="bare", address="https://bare.example/feed")):
        assert parse_roster(add_sources(LIST, [source], "v.yaml"), "v.yaml").find(source.id) == source
        assert parse_roster(f"sources:\n{write_source(source)}", "v.yaml").sources == (source,)


def test_adding_and_removing_leave_everything_else_as_it_was() -> None:
    added = add_sources(LIST, [FULL], "v.yaml")
    assert added.startswith(LIST[: LIST.index("# the end")]) and added.endswith("# the end\n")
    assert remove_source(added, "full", "v.yaml") == LIST
    left = remove_source(LIST, "port", "v.yaml")
    assert "# ours" in left and "# the port" in left and "# the quay" in left and "twice a day" not in left
    assert [source.id for source in parse_roster(left, "v.yaml").sources] == ["quay"]
    bare = remove_source(left, "quay", "v.yaml")
    assert parse_roster(bare, "v.yaml").sources == ()
    assert len(parse_roster(add_sources(bare, [FULL], "v.yaml"), "v.yaml").sources) == 1
    assert len(parse_roster(add_sources("", [FULL], "v.yaml"), "v.yaml").sources) == 1


def test_what_is_there_already_is_not_added_and_what_is_not_there_not_removed() -> None:
    with pytest.raises(SourcesError, match="another id"):
        add_sources(LIST, [Source(id="port", address="https://x.example")], "v.yaml")
    with pytest.raises(SourcesError, match="as 'port'"):
        add_sources(LIST, [Source(id="x", address="https://port.example/feed")], "v.yaml")
    with pytest.raises(SourcesError, match="no source 'ship'"):
        remove_source(LIST, "ship", "v.yaml")


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "vigie.yaml"
    path.write_text("old")
    path.chmod(0o600)
    save_text(path, "new é")
    assert path.read_text("utf-8") == "new é" and path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(UnicodeEncodeError):
        save_text(path, "\ud800")
    assert path.read_text("utf-8") == "new é" and [p.name for p in tmp_path.iterdir()] == ["vigie.yaml"]


def test_rhythms_are_shown_as_they_are_read() -> None:
    for written in ("30m", "6h", "1d", "2w", "irregular"):
        assert show_rhythm(parse_rhythm(written)) == written
    for wrong in ("", "0h", "often", "1y", "-1d", "1000d"):
        with pytest.raises(ValueError):
            parse_rhythm(wrong)


def test_the_starter_list_is_right_public_and_honest_about_what_was_not_tried() -> None:
    text, count = load_starter()
    roster = parse_roster(text, "starter.yaml")
    assert count == len(roster.sources) >= 25 and roster.realm == "real"
    for source in roster.sources:
        assert source.is_remote and source.owner and source.name and source.rhythm and not source.private, source.id
        assert source.language in {"fr", "en"} and source.country and source.reliability in "ABCDE", source.id
        assert source.checked is None, "nobody has seen it work from here"
    assert len({source.address for source in roster.sources}) == count
    assert {"fr", "en"} == {source.language for source in roster.sources}
    assert parse_roster(load_starter(empty=True)[0], "starter.yaml").sources == ()


def test_opml_goes_out_and_comes_back() -> None:
    feed = Source(id="port", address="https://port.example/a?b&c", name='Quay "été" <b>', owner="Port & Co", country="NO",
                  language="fr", rhythm=dt.timedelta(days=2), reliability="C")  # fmt: skip
    written = write_opml(Roster(sources=(feed, FULL)))
    assert parse_opml(written.encode(), where="x") == (feed,)


def test_opml_of_others_is_taken_with_what_it_says_and_no_more() -> None:
    data = (
        "<opml version='1.0'><body><outline text='News &amp; more'><outline text='Quay' xmlurl='http://quay.example/rss'/>"
        "<outline title='Quay' xmlUrl='http://quay.example/atom' v:country='x'/><outline xmlUrl='javascript:x'/>"
        "<outline text='again' xmlUrl='http://quay.example/rss'/></outline></body></opml>"
    )
    first, second = parse_opml(data.encode(), where="x", taken=["quay"])
    assert (first.id, second.id, first.reliability, first.rhythm, first.name) == ("quay-2", "quay-3", "F", None, "Quay")
    for bad in (b"<rss/>", b"", b"no"):
        with pytest.raises(InputError):
            parse_opml(bad, where="x")


def test_keys_are_plain_and_free() -> None:
    assert make_key("Été: à l'Est", "https://x.example", ()) == "ete-a-l-est"
    assert make_key(None, "https://quay.example/feed", ["quay-example"]) == "quay-example-2"
    assert make_key("日本", "https://x.example", ()) == "source"
