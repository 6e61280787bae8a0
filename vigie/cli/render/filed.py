"""The events of a ledger that stand, corrections included, for the forms that tell events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from vigie.cli.render.acts import Act, Origin, Party, Where, find_geonames, find_point
from vigie.model.ontology import load_ontology

if TYPE_CHECKING:
    from vigie.store import FiledDocument, FiledEvent, Ledger

Key = tuple[str, str | None]


def read_filed(ledger: Ledger, at: dt.datetime | None, exercise: str | None) -> Iterator[Act]:
    """Yield the events as they stood at a time, each under the key that the ledger knows it by.

    A day that is only that of the report is none of the event's. The ledger keeps no offsets of parties and places
    beside the event's own; `vigie ledger export --format jsonl` has them in the readings.
    """
    documents = {d.key: d for d in ledger.documents(as_known_at=at)}
    speakers: dict[Key, str | None] = {(s.document, s.id): s.speaker for s in ledger.statements(as_known_at=at)}
    names: dict[Key, str] = {}
    places: dict[str, list[tuple[str, str | None]]] = {}
    for entity in ledger.entities(as_known_at=at):
        names[entity.document, entity.id] = entity.name
        places.setdefault(entity.document, []).append((entity.name, entity.geonameid))
    geonames = {document: find_geonames(named) for document, named in places.items()}
    for event in ledger.events(as_known_at=at):
        origin = _origin(documents[event.document], ledger.realm, exercise)
        yield _act(event, origin, speakers, names, geonames.get(event.document, {}))


def _origin(document: FiledDocument, realm: str, exercise: str | None) -> Origin:
    d = document
    return Origin(d.id, realm, d.lang, d.title, d.published, d.source, d.url, f"vigie {d.code}", exercise)


def _act(
    e: FiledEvent, origin: Origin, speakers: Mapping[Key, str | None], names: Mapping[Key, str],
    geonames: Mapping[str, str],
) -> Act:  # fmt: skip
    lat, lon = find_point(e.precision, e.lat, e.lon)
    return Act(
        e.key, e.id, origin, e.type, e.vigie_type, e.mode, e.contexts, *_codes(e),
        _party(e.actor, e.actor_codes, names.get((e.document, e.actor_entity))),
        _party(e.recipient, e.recipient_codes, names.get((e.document, e.recipient_entity))), e.status, e.polarity,
        e.attributed_to, speakers.get((e.document, e.attributed_to)),
        Where(e.place, e.place_country, e.precision or "unknown", lat, lon, geonames.get(e.place)) if e.place else None,
        (e.valid_from, e.valid_to) if e.dated == "stated" else (None, None), e.words, e.anchor, e.mentions, e.confidence,
    )  # fmt: skip


def _codes(e: FiledEvent) -> tuple[str | None, int | None, float | None]:
    """Return CAMEO code, quad class and Goldstein value; found anew where a correction of type or mode left them behind."""
    ontology = load_ontology()
    known = ontology.cameo.get(e.cameo or "")
    fits = known is not None and known.type == e.type and known.mode in (None, e.mode)
    if not e.corrections or fits:
        return e.cameo, e.quad, e.goldstein
    cameo = ontology.cameo_of(e.type, e.mode) or ontology.cameo_of(e.type, None)
    kind = ontology.types.get(e.type or "")
    return cameo, kind.quad if kind else None, ontology.goldstein_of(e.type, e.mode, cameo)


def _party(words: str | None, codes: tuple[str, ...], name: str | None) -> Party | None:
    return None if words is None and not codes else Party(words or "", name, codes)
