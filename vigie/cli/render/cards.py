"""The records of a reading as the cards of its page."""

from __future__ import annotations

from html import escape

from vigie.cli.render import words
from vigie.model import Event, Link, Reading, Statement


def render_cards(reading: Reading, n: int) -> str:
    """Return the cards of the n-th reading of a page, group by group."""
    unseen = [s for s in reading.statements if s.negative_evidence]
    unchanged = [e for e in reading.events if e.vigie_type == words.UNCHANGED]
    told = {s.id for s in unseen}
    groups = (
        ("Who said what", [_statement(reading, s, n) for s in reading.statements]),
        (
            "Looked for and not seen",
            [_unseen(reading, s) for s in unseen]
            + [_event(reading, e, n) for e in unchanged if e.attributed_to not in told],
        ),
        ("Who did what", [_event(reading, e, n) for e in reading.events if e.vigie_type != words.UNCHANGED]),
        ("Disagreements and other links", [_link(reading, link) for link in reading.links]),
        ("Flags on the text", _flags(reading)),
    )
    shown = [f"<h2>{title}</h2>{''.join(cards)}" for title, cards in groups if cards]
    return "".join(shown) or f"<p>{escape(words.nothing_words(reading))}</p>"


def _card(ids: str, head: str, sub: str, lines: list[str], *, at: str = "", shade: str = "", anchor: str = "") -> str:
    """Return one card; `lines` are markup already, everything else is escaped here."""
    name = f' id="{escape(anchor)}"' if anchor else ""
    top = f"<small>{escape(sub)}</small>" if sub else ""
    where = f'<small class="at">{escape(at)}</small>' if at else ""
    return (
        f'<button type="button" class="card {shade}" data-r="{escape(ids)}"{name}>{where}<b>{escape(head)}</b>{top}'
        f"{''.join(lines)}</button>"
    )


def _statement(reading: Reading, s: Statement, n: int) -> str:
    sub = " · ".join(p for p in (words.role_words(s.speaker), words.how_words(reading, s)) if p)
    does = escape(words.does_words(s))
    if s.negative_evidence:
        does += f' <em class="unseen">{escape(words.NEGATIVE_WORDS[s.negative_evidence])}</em>'
    lines = [f"<i>{does}</i>", f"<q>{escape(words.said_words(reading, s))}</q>"]
    lines += [f"<small>{escape(note)}</small>" for note in words.note_words(reading, s)]
    shade = f"m-{s.modality[0]}" if s.modality else ""
    shade += (" nested" if s.parent else "") + ("" if s.speaker else " unknown")
    at = f"{s.id} {words.at_words(s.content)} · {s.confidence:.2f}"
    return _card(s.id, words.speaker_words(reading, s), sub, lines, at=at, shade=shade, anchor=f"d{n}-{s.id}")


def _unseen(reading: Reading, s: Statement) -> str:
    what = words.NEGATIVE_WORDS[s.negative_evidence or "no_evidence"]
    who = " · ".join(p for p in (words.speaker_words(reading, s), words.role_words(s.speaker)) if p)
    said = f"<q>{escape(words.words_of(reading, words.unseen_spans(reading, s)))}</q>"
    return _card(s.id, what, who, [said], at=s.id, shade="neg")


def _event(reading: Reading, e: Event, n: int) -> str:
    kind, finer = words.event_words(e)
    who = words.actor_words(reading, e.actor) or "nobody named"
    whom = words.actor_words(reading, e.recipient)
    teller = words.teller_words(reading, e)
    facts = [words.status_words(e), words.where_words(e), words.when_words(reading, e), *words.count_words(reading, e)]
    lines = [f"<i>{escape(' · '.join(f for f in facts if f))}</i>"]
    if teller:
        lines.append(f'<i class="teller">so says {escape(teller)}</i>')
    lines.append(f"<q>{escape(words.words_of(reading, e.mentions))}</q>")
    head = kind + (f" · {finer}" if finer else "")
    sub = who + (f" → {whom}" if whom else "")
    at = f"{e.id} {words.at_words(e.anchor)} · {e.confidence:.2f}"
    return _card(e.id, head, sub, lines, at=at, shade=f"act is-{e.status} {e.polarity}", anchor=f"d{n}-{e.id}")


def _link(reading: Reading, link: Link) -> str:
    by_id = {s.id: s for s in reading.statements}
    lines = []
    for key in (link.a, link.b):
        s = by_id.get(key)
        said = words.opening(words.said_words(reading, s)) if s else ""
        who = words.speaker_words(reading, s) if s else ""
        lines.append(f"<span><small>{escape(key)}</small> {escape(who)}: {escape(said)}</span>")
    lines.append(f"<small>{escape(words.squeeze(link.why))}</small>")
    head = link.relation.replace("_", " ")
    return _card(f"{link.a} {link.b}", head, "", lines, shade=f"link r-{link.relation}")


def _flags(reading: Reading) -> list[str]:
    cards = []
    for n, flag in enumerate(reading.flags, 1):
        there = words.opening(words.squeeze(flag.span.slice(reading.document.text)))
        lines = [f"<q>{escape(there)}</q>"]
        at = f"f{n} {words.at_words((flag.span,))}"
        cards.append(
            _card(f"f{n}", flag.kind.replace("_", " "), words.squeeze(flag.message), lines, at=at, shade="flag")
        )
    return cards
