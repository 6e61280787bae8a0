"""Feeds in all their forms, and what they get wrong."""

from __future__ import annotations

import pytest

from vigie.errors import InputError
from vigie.watch.collect.feed import parse_feed
from vigie.watch.collect.item import Item, Origin
from vigie.watch.collect.jsonfeed import parse_jsonfeed
from vigie.watch.collect.markup import plain_text
from vigie.watch.collect.safexml import parse_xml

HERE = Origin(place="https://port.example/feeds/all.xml")


def one(inner: str, frame: str = "<rss version='2.0'><channel>{}</channel></rss>") -> Item:
    (item,) = parse_feed(frame.format(f"<item>{inner}</item>").encode(), HERE).items
    return item


def entry(inner: str, attributes: str = "") -> Item:
    data = f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}><entry>{inner}</entry></feed>'
    (item,) = parse_feed(data.encode(), HERE).items
    return item


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Quay &amp; sea", "Quay & sea"),
        ("Quay &amp;amp; sea", "Quay & sea"),
        ("Quay & sea", "Quay & sea"),
        ("Quay &eacute;t&eacute; &nbsp; sea", "Quay été sea"),
        ("<![CDATA[Quay <b>and</b> sea]]>", "Quay and sea"),
        ("<![CDATA[Quay &eacute;t&eacute;]]>", "Quay été"),
        ("Quay &lt;b&gt;and&lt;/b&gt; sea", "Quay and sea"),
        ("3 &lt; 5", "3 < 5"),
        ("Quay &#146;s", "Quay ’s"),
        ("Quay &nosuch; sea", "Quay &nosuch; sea"),
        ("Quay <b>and</b> sea", "Quay and sea"),
    ],
)
def test_a_title_is_plain_however_it_was_written(title: str, shown: str) -> None:
    assert one(f"<title>{title}</title>").title == shown


def test_an_atom_title_says_whether_it_is_markup() -> None:
    assert entry("<title>a &lt;b&gt; tag</title>").title == "a <b> tag"
    assert entry('<title type="html">a &lt;b&gt;bold&lt;/b&gt; word</title>').title == "a bold word"
    xhtml = '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">a <b>bold</b> word</div></title>'
    assert entry(xhtml).title == "a bold word"


def test_links_are_whole_and_lead_to_the_page_itself() -> None:
    links = '<link rel="edit" href="/edit/1"/><link rel="enclosure" href="/a.mp3"/><link href="../news/1"/>'
    assert entry(links).link == "https://port.example/news/1"
    assert entry(links, 'xml:base="https://quay.example/x/y/"').link == "https://quay.example/x/news/1"
    assert one("<guid>https://port.example/1</guid>").link == "https://port.example/1"
    assert one("<guid isPermaLink='false'>https://port.example/1</guid>").link is None
    assert one("<link>/a</link><guid>https://port.example/1</guid>").link == "https://port.example/a"


def test_an_id_is_stated_or_the_link_or_the_words() -> None:
    assert (one("<guid>n1</guid>").basis, one("<link>/1</link>").basis) == ("stated", "link")
    words = one("<title>Quay</title>")
    assert words.basis == "content" and words.id == one("<title>Quay</title>").id != one("<title>Key</title>").id


def test_items_that_share_one_id_are_told_apart() -> None:
    items = "".join(f"<item><guid isPermaLink='false'>port</guid><title>Quay {n}</title></item>" for n in range(3))
    found = parse_feed(f"<rss><channel>{items}</channel></rss>".encode(), HERE).items
    assert found[0].id == "port" and len({item.id for item in found}) == 3


def test_the_fullest_account_is_taken_and_scripts_are_not_in_its_text() -> None:
    item = one(
        "<description>short</description><content:encoded xmlns:content='http://purl.org/rss/1.0/modules/content/'>"
        "<![CDATA[<p>Long.</p><script>x()</script><p>Longer.</p>]]></content:encoded>"
    )
    assert item.text == "Long.\nLonger." and "<script>" in (item.html or "")


def test_language_author_and_dates_are_found_near_or_above() -> None:
    data = (
        "<rss><channel><language>fr-CA</language><title>Port</title><lastBuildDate>1 Jan 2022</lastBuildDate><item>"
        "<dc:creator xmlns:dc='http://purl.org/dc/elements/1.1/'>Ida Brenn</dc:creator></item></channel></rss>"
    )
    parsed = parse_feed(data.encode(), HERE)
    assert (parsed.lang, parsed.title, parsed.form) == ("fr", "Port", "rss")
    assert (parsed.items[0].lang, parsed.items[0].author, parsed.items[0].dated) == ("fr", "Ida Brenn", None)
    item = entry(
        "<author><name>Ida Brenn</name><email>i@x.example</email></author><updated>2022-10-11</updated>",
        'xml:lang="en"',
    )
    assert (item.author, item.published, item.updated, item.dated, item.lang) == (
        "Ida Brenn",
        None,
        "2022-10-11",
        "2022-10-11",
        "en",
    )


def test_a_feed_cut_in_the_middle_gives_what_came_and_says_so() -> None:
    items = "".join(f"<item><title>Quay {n}</title></item>" for n in range(3))
    parsed = parse_feed(f"<rss><channel>{items}<item><tit".encode(), HERE)
    assert [item.title for item in parsed.items][:3] == ["Quay 0", "Quay 1", "Quay 2"]
    assert "not well-formed" in (parsed.note or "")


def test_what_is_no_feed_says_what_it_is() -> None:
    with pytest.raises(InputError, match="an HTML page, no feed"):
        parse_feed(b"<html><body>x</body></html>", HERE)
    with pytest.raises(InputError, match="'opml'"):
        parse_feed(b"<opml><body/></opml>", HERE)


def test_a_feed_without_items_is_a_feed() -> None:
    assert parse_feed(b"<rss><channel><title>Port</title></channel></rss>", HERE).items == ()


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        '<!-- <r> --><!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE r SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE r [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p; <!ENTITY e "]>">]>',
        '\u00a0<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        '<?x <!DOCTYPE ?><!doctype r [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_no_document_type_reaches_the_parser(doctype: str) -> None:
    tree = parse_xml(f"{doctype}<r>a&e;b</r>".encode(), where="x")
    assert tree.root.getroottree().docinfo.doctype == "" and "root:" not in "".join(tree.root.itertext())


def test_a_short_entity_of_the_feeds_own_is_read_and_a_nested_one_is_not() -> None:
    data = '<!DOCTYPE r [<!ENTITY dash "&#8212;"><!ENTITY two "&dash;&dash;">]><r>a&dash;b&two;</r>'
    assert "".join(parse_xml(data.encode(), where="x").root.itertext()) == "a—b&two;"


def test_markup_becomes_lines() -> None:
    assert plain_text("<ul><li>One<li>Two</ul>a<br>b <!-- no --> c<style>x</style>") == "One\nTwo\na\nb c"
    assert len(plain_text("<div>" * 50_000 + "x")) <= 1


def test_a_json_feed_takes_what_is_right_and_accounts_for_the_rest() -> None:
    data = (
        b'{"version": "https://jsonfeed.org/version/1", "items": [7, {"id": 3, "url": "/a", "title": "Q \\ud800"}, {}]}'
    )
    parsed = parse_jsonfeed(data, HERE)
    assert [(i.id, i.link) for i in parsed.items[:1]] == [("3", "https://port.example/a")]
    assert len(parsed.items) == 2 and len(parsed.unread) == 1 and "item 1" in parsed.unread[0].reason
    parsed.items[0].title.encode()  # type: ignore[union-attr]
