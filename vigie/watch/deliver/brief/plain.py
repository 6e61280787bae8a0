"""A brief in Markdown, which no title or quotation can break out of, and in JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from vigie.watch.deliver.brief.model import Brief, Group, Section, Sentence
from vigie.watch.deliver.brief.pieces import (
    GAP,
    lay_out,
    mark_language,
    shorten_title,
    show_safely,
    write_places,
    write_sentence,
)
from vigie.watch.deliver.brief.tongue import Tongue, load_tongue

SCHEMA = "vigie-brief/1"
_MARKUP = re.compile(
    r"[\\`*_{}\[\]<>#|~&$@^]|(?<=http|xmpp):|(?<=https):|(?<=ftp):|(?<=mailto):|(?<=www)\.", re.IGNORECASE
)


def escape_md(text: str) -> str:
    """Return the text on one line, so that Markdown shows it as it is: no link, no markup, no HTML.

    >>> escape_md("[x](http://a.b) <b> www.a.b")
    '\\\\[x\\\\](http\\\\://a.b) \\\\<b\\\\> www\\\\.a.b'
    """
    return _MARKUP.sub(r"\\\g<0>", show_safely(text))


def render_json(brief: Brief) -> str:
    """Return everything as JSON in ASCII: each sentence with its text, records, facts, quotations and offsets."""
    raw = asdict(brief) | {"schema": SCHEMA}
    for section, held in zip(raw["sections"], brief.sections, strict=True):
        section["realm"] = brief.realm
        for group, own in zip(section["groups"], held.groups, strict=True):
            for sentence, told in zip(group["sentences"], own.sentences, strict=True):
                sentence["text"] = write_sentence(told)
    first: dict[str, Any] = {"schema": SCHEMA, "realm": brief.realm}
    return json.dumps(first | raw, ensure_ascii=True, indent=1) + "\n"


def render_md(brief: Brief) -> str:
    """Return the brief in Markdown; each sentence is followed by the keys and offsets that it rests on."""
    tongue = load_tongue(brief.lang)
    lines = [f"# {_mark(brief, tongue)}{tongue.page('brief')}", "", *_write_header(brief, tongue), ""]
    for section in brief.sections:
        lines += [f"## {_mark(brief, tongue)}{tongue.words['sections'][section.name]}", ""]
        lines += [*_write_section(section, tongue), ""]
    return "\n".join([*lines, *_write_dropped(brief, tongue)]) + "\n"


def name_exercise(brief: Brief, tongue: Tongue) -> str:
    """Return the word EXERCISE and which one it is; nothing for a brief of the real realm."""
    word = tongue.page("exercise") if brief.realm == "exercise" else ""
    return f"{word} {show_safely(brief.exercise)}" if word and brief.exercise else word


def _mark(brief: Brief, tongue: Tongue) -> str:
    name = name_exercise(brief, tongue)
    return f"{escape_md(name)} · " if name else ""


def write_facts(brief: Brief) -> list[str]:
    """Return what the head of a brief says, one line a fact: realm, period, what was read, by which readers."""
    tongue = load_tongue(brief.lang)
    realm = name_exercise(brief, tongue) or tongue.page("real")
    period = tongue.page("period", since=tongue.write_day(brief.since), until=tongue.write_day(brief.until))
    readers = "; ".join(f"{show_safely(code)} · {show_safely(pack)} ({n})" for code, pack, n in brief.readers)
    return [
        f"{tongue.page('realm')} : {realm}" if brief.lang == "fr" else f"{tongue.page('realm')}: {realm}",
        f"{period}, {tongue.page('asof', at=tongue.write_day(brief.at))}",
        tongue.page("read", documents=brief.documents, outlets=brief.outlets, origins=brief.origins),
        f"{tongue.page('readers')} {readers or '–'}",
        tongue.page("some_dropped", n=len(brief.dropped)) if brief.dropped else tongue.page("none_dropped"),
    ]


def _write_header(brief: Brief, tongue: Tongue) -> Iterator[str]:
    yield from (f"- {escape_md(fact)}" for fact in write_facts(brief))


def _write_section(section: Section, tongue: Tongue) -> Iterator[str]:
    if not section.groups:
        yield tongue.page("nothing")
    for group in section.groups:
        if group.title is not None:
            yield f"### {escape_md(head_group(group, tongue.lang))}"
            yield ""
        yield from (_write_item(s, tongue) for s in group.sentences)
        if group.title is not None:
            yield ""
    if section.left_out:
        yield tongue.page("left_out", n=section.left_out)


def head_group(group: Group, lang: str) -> str:
    """Return the one line of a story: its title, how many outlets carry it and of how many origins."""
    tongue = load_tongue(lang)
    counts = tongue.page("story", outlets=group.outlets, origins=group.origins)
    continued = f" · {tongue.page('continued')}" if group.continued else ""
    return f"{shorten_title(group.title or tongue.page('untitled'))} ({counts}{continued})"


def _write_item(sentence: Sentence, tongue: Tongue) -> str:
    parts = []
    for piece in lay_out(sentence):
        if piece.quote is None:
            parts.append(escape_md(piece.text))
        else:
            words = escape_md(GAP.join(piece.quote.words))
            mark = escape_md(mark_language(piece.quote, sentence.lang))
            parts.append(f"{tongue.page('open')}{words}{tongue.page('close')}{mark}")
    return f"{'  ' * sentence.depth}- {''.join(parts)} ({escape_md(write_places(sentence))})"


def _write_dropped(brief: Brief, tongue: Tongue) -> Iterator[str]:
    if not brief.dropped:
        return
    yield f"## {_mark(brief, tongue)}{tongue.page('dropped')}"
    yield ""
    for one in brief.dropped:
        section, reason = tongue.words["sections"][one.section], tongue.words["reasons"][one.reason]
        yield f"- {section}: {reason} ({escape_md(one.detail)})"
