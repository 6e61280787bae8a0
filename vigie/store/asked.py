"""The filters by name, so that a wrong one is seen before it is run."""

from __future__ import annotations

import datetime as dt
from typing import TypedDict


class Asked(TypedDict, total=False):
    """What statements and events can be asked for; `Filters` says what each means."""

    speaker: str | None
    modality: str | None
    kind: str | None
    negative_evidence: str | None
    type: str | None
    status: str | None
    polarity: str | None
    actor: str | None
    recipient: str | None
    country: str | None
    source: str | None
    document: str | None
    key: str | None
    since: str | dt.date | None
    until: str | dt.date | None
    reported_since: str | dt.date | None


class DocumentsAsked(TypedDict, total=False):
    """What documents can be asked for."""

    key: str | None
    id: str | None
    item: str | None
    source: str | None
    url: str | None
    text_hash: str | None
    since: str | dt.date | None
    until: str | dt.date | None
    reported_since: str | dt.date | None
