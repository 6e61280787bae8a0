"""What a brief rests on: a view, the texts of its documents, and the signals found in it; asked by key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from vigie.model import Span, Spans
from vigie.model.signal import Signal
from vigie.store import Amendment, FiledDocument, FiledEvent, FiledFlag, FiledLink, FiledStatement, FiledUnread
from vigie.store.watched import FiledVisit
from vigie.text.segment import Range, find_paragraphs, find_sentences
from vigie.watch.view import View

SIGNAL, LINK, FLAG, UNREAD, VISIT, CHANGE = "signal:", "link:", "flag:", "unread:", "visit:", "change:"
"""How the keys begin of what is no statement, event or document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Records as they stand in the view, by key. A record of a document that does not stand is not in it."""

    view: View
    texts: Mapping[str, str]
    signals: Mapping[str, Signal]
    links: Mapping[str, FiledLink]
    flags: Mapping[str, FiledFlag]
    unread: Mapping[str, FiledUnread]
    visits: Mapping[str, FiledVisit]
    changes: Mapping[str, Amendment]
    statements: Mapping[str, FiledStatement]
    events: Mapping[str, FiledEvent]
    numbered: Mapping[tuple[str, str], FiledStatement]
    held: Mapping[str, Sequence[FiledStatement | FiledEvent]]
    sentences: Callable[[str], Spans]
    found: dict[tuple[str, str], int]

    def kept(self, name: tuple[str, str], count: Callable[[], int]) -> int:
        """Return what was counted under the name before, else count it now."""
        if name not in self.found:
            self.found[name] = count()
        return self.found[name]

    def document_of(self, key: str) -> FiledDocument | None:
        """Return the document of a record or document by its key, if it stands."""
        return self.view.documents.get(key.partition(".")[0])

    def is_standing(self, key: str) -> bool:
        """Return whether the key names what stands: a statement, an event, a document or a source."""
        if key.startswith("source:"):
            return key[len("source:") :] in self.view.sources or any(
                v.source == key[len("source:") :] for v in self.view.visits
            )
        return key in self.statements or key in self.events or key in self.view.documents

    def outlet(self, key: str) -> str | None:
        """Return the name of the source of a record or document, or None where it has none."""
        document = self.document_of(key)
        if document is None or document.source is None:
            return None
        return self.name_source(document.source)

    def name_source(self, source: str) -> str:
        """Return how a source is called."""
        held = self.view.sources.get(source)
        return held.name or source if held else source

    def around(self, document: str, spans: Iterable[Span]) -> Spans:
        """Return the whole sentences of the text that hold any of the spans, neighbours joined."""
        wanted = [s for s in spans if s.end > s.start]
        touched = [s for s in self.sentences(document) if any(s.is_touching(w) for w in wanted)]
        loose = [w for w in wanted if not any(s.is_touching(w) for s in touched)]
        joined: list[Span] = []
        for span in sorted([*touched, *loose]):
            if (
                joined
                and span.start - joined[-1].end <= 1
                and "\n" not in self.texts[document][joined[-1].end : span.start]
            ):
                joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end))
            else:
                joined.append(span)
        return tuple(joined)


def key_of_link(link: FiledLink) -> str:
    """Return the key under which a sentence rests on a link."""
    return f"{LINK}{link.relation}/{link.a}/{link.b}"


def key_of_flag(flag: FiledFlag) -> str:
    """Return the key under which a sentence rests on a flag."""
    return f"{FLAG}{flag.document}/{flag.kind}/{flag.span.start}"


def key_of_visit(visit: FiledVisit) -> str:
    """Return the key under which a sentence rests on a visit to a source."""
    return f"{VISIT}{visit.source}/{visit.at}"


def key_of_change(change: Amendment) -> str:
    """Return the key under which a sentence rests on a correction, retraction or restoration."""
    return f"{CHANGE}{change.key}/{change.known}"


def lay_ground(
    view: View, texts: Mapping[str, str], signals: Sequence[Signal] = (), amendments: Sequence[Amendment] = ()
) -> Ground:
    """Return the ground of a brief; the texts are needed of every document that it will quote."""
    statements = {s.key: s for s in view.statements if s.document in view.documents}
    events = {e.key: e for e in view.events if e.document in view.documents}
    held: dict[str, list[FiledStatement | FiledEvent]] = {}
    for statement in statements.values():
        held.setdefault(statement.document, []).append(statement)
    for event in events.values():
        held.setdefault(event.document, []).append(event)
    cut: dict[str, Spans] = {}

    def sentences(document: str) -> Spans:
        if document not in cut:
            cut[document] = _cut(texts.get(document, ""), view.documents[document].lang or "en")
        return cut[document]

    return Ground(
        view=view,
        texts=texts,
        signals={SIGNAL + s.key: s for s in signals},
        links={key_of_link(k): k for k in view.links if k.a in statements and k.b in statements},
        flags={key_of_flag(f): f for f in view.flags if f.document in view.documents},
        unread={UNREAD + u.id: u for u in reversed(view.unread)},
        visits={key_of_visit(v): v for v in view.visits},
        changes={key_of_change(a): a for a in amendments},
        statements=statements,
        events=events,
        numbered={(s.document, s.id): s for s in statements.values()},
        held=held,
        sentences=sentences,
        found={},
    )


def _cut(text: str, lang: str) -> Spans:
    paragraphs: list[Range] = find_paragraphs(text)
    return tuple(Span(*s) for p in paragraphs for s in find_sentences(text, p, lang))
