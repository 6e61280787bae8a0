"""A reading as one self-contained page: the text on the left, its records on the right, each leading to the other."""

from __future__ import annotations

from html import escape
from importlib.resources import files

from vigie.cli.render import words
from vigie.model import Event, Reading, Span, Statement

_CSP = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def render_html(reading: Reading) -> str:
    """Return the page. Nothing of the text reaches it unescaped, and it asks the network for nothing."""
    doc = reading.document
    title = escape(words.squeeze(doc.title or doc.id))
    banner = '<div class="banner" role="note">EXERCISE · EXERCICE · EXERCISE</div>' if doc.realm == "exercise" else ""
    facts = " · ".join(
        [doc.lang or "?", f"published {doc.published}" if doc.published else "no publication date", doc.realm]
    )
    asset = files("vigie.cli.render")
    style = (asset / "page.css").read_text(encoding="utf-8")
    script = (asset / "page.js").read_text(encoding="utf-8")
    return (
        f'<!doctype html><html lang="{escape(doc.lang or "en")}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_CSP}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title} · Vigie</title>'
        f"<style>{style}</style></head><body>{banner}"
        f"<header><h1>{title}</h1><p>{escape(facts)}</p><p>{_counts(reading)}</p>{_legend()}</header>"
        f'<main><article id="text" tabindex="0" aria-label="text">{_marked_text(reading)}</article>'
        f'<aside aria-label="records">{_records(reading)}</aside></main>{banner}<script>{script}</script></body></html>'
    )


def _counts(reading: Reading) -> str:
    return (
        f"{len(reading.statements)} statements · {len(reading.events)} events · {len(reading.entities)} names · "
        f"{len(reading.links)} links · {len(reading.flags)} flags"
    )


def _legend() -> str:
    kinds = (
        ("content", "said"),
        ("cue", "cue"),
        ("source", "source"),
        ("event", "act"),
        ("negative", "looked for, not seen"),
    )
    return '<p class="legend">' + " ".join(f'<span class="{k}">{label}</span>' for k, label in kinds) + "</p>"


def _layers(reading: Reading) -> list[tuple[Span, str, str]]:
    """Return (span, class, record id) of everything that is marked in the text."""
    marks: list[tuple[Span, str, str]] = []
    for s in reading.statements:
        shade = "content negative" if s.negative_evidence else "content"
        marks += [(span, shade, s.id) for span in s.content]
        marks += [(span, "cue", s.id) for span in s.cue]
        marks += [(span, "source", s.id) for span in s.source]
    for e in reading.events:
        marks += [(span, "event", e.id) for span in e.mentions]
    marks += [(f.span, "flagged", f"f{n}") for n, f in enumerate(reading.flags, 1)]
    return marks


def _marked_text(reading: Reading) -> str:
    """Return the text cut at every span boundary, each piece naming all records that rest on it."""
    text = reading.document.text
    marks = [m for m in _layers(reading) if m[0].end > m[0].start]
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for n, (span, _, _) in enumerate(marks):
        opening.setdefault(span.start, []).append(n)
        closing.setdefault(span.end, []).append(n)
    cuts = sorted({0, len(text), *opening, *closing})
    active: set[int] = set()
    out: list[str] = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        active.difference_update(closing.get(start, ()))
        active.update(opening.get(start, ()))
        piece = escape(text[start:end])
        if active:
            here = [marks[n] for n in sorted(active)]
            classes = " ".join(dict.fromkeys(" ".join(c for _, c, _ in here).split()))
            ids = " ".join(dict.fromkeys(i for _, _, i in here))
            piece = f'<span class="{classes}" data-r="{ids}">{piece}</span>'
        out.append(piece)
    return "".join(out)


def _records(reading: Reading) -> str:
    parts = ["<h2>Who said what</h2>"]
    parts += [_statement(reading, s) for s in reading.statements] or ["<p>Nobody.</p>"]
    parts.append("<h2>Who did what</h2>")
    parts += [_event(reading, e) for e in reading.events] or ["<p>Nobody.</p>"]
    if reading.links:
        parts.append("<h2>Links</h2>")
        parts += [
            _card(f"{k.a} {k.b}", k.relation.replace("_", " "), f"{k.a} – {k.b}", escape(words.squeeze(k.why)))
            for k in reading.links
        ]
    if reading.flags:
        parts.append("<h2>Flags</h2>")
        parts += [
            _card(f"f{n}", f.kind.replace("_", " "), f"[{f.span.start}:{f.span.end}]", escape(f.message))
            for n, f in enumerate(reading.flags, 1)
        ]
    return "".join(parts)


def _card(ids: str, head: str, sub: str, body: str, shade: str = "") -> str:
    return (
        f'<button type="button" class="card {shade}" data-r="{escape(ids)}"><b>{escape(head)}</b>'
        f"<small>{escape(sub)}</small><span>{body}</span></button>"
    )


def _statement(reading: Reading, s: Statement) -> str:
    role = words.role_words(s.speaker)
    sub = " · ".join(p for p in (role, words.how_words(reading, s)) if p)
    said = escape(words.words_of(reading, s.content))
    does = escape(words.does_words(s))
    depth = " nested" if s.parent else ""
    shade = f"m-{s.modality[0]}{' neg' if s.negative_evidence else ''}{depth}"
    where = f"{s.id} [{s.content[0].start}:{s.content[-1].end}] confidence {s.confidence:.2f}"
    body = f"<i>{does}</i><q>{said}</q><small>{where}</small>"
    return _card(s.id, words.speaker_words(reading, s), sub, body, shade)


def _event(reading: Reading, e: Event) -> str:
    who = words.actor_words(reading, e.actor) or "?"
    whom = words.actor_words(reading, e.recipient)
    status = e.status + ("" if e.polarity == "positive" else ", did not happen")
    if e.attributed_to:
        status += f", says {e.attributed_to}"
    facts = [status, words.where_words(e), words.when_words(e)]
    numbers = {q.id: q for q in reading.quantities}
    facts += [words.number_words(numbers[q]) for q in e.quantities if q in numbers]
    body = f"<i>{escape(' · '.join(f for f in facts if f))}</i><q>{escape(words.words_of(reading, e.mentions))}</q>"
    return _card(e.id, words.event_words(e), who + (f" → {whom}" if whom else ""), body, "act")
