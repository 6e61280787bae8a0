"""Frozen records; standard library only."""

from vigie.model.document import Document, Unread
from vigie.model.event import Actor, Event, EventPlace, Quantity
from vigie.model.reading import Entity, Flag, Place, Reading
from vigie.model.span import Span, Spans, cover, keep_apart, slice_all
from vigie.model.statement import Likelihood, Link, Speaker, Statement, When

__all__ = [
    "Actor", "Document", "Entity", "Event", "EventPlace", "Flag", "Likelihood", "Link", "Place", "Quantity",
    "Reading", "Span", "Spans", "Speaker", "Statement", "Unread", "When", "cover", "keep_apart", "slice_all",
]  # fmt: skip
