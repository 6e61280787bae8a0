"""What the watch writes into a ledger, by hand."""

from __future__ import annotations

from vigie.model.signal import Alert, Delivery, Grouping
from vigie.store.watched import FiledVisit, Incoming

AT = "2031-05-14T08:00:00.000000Z"
VISIT = FiledVisit(
    source="herald", address="https://herald.example/feed.xml", at=AT, outcome="items", items=1, etag='"a"'
)
ITEM = Incoming(
    source="herald", ref="h-1", text="EXERCISE\n\nThe port is closed.", title="Port", published="2031-05-14"
)
ALERT = Alert(
    alert="a1", message="a1.1", msg_type="Alert", rule="north", level="watch", kind="posture", signal_key="k",
    signal_state="s", realm="exercise", sent=AT, texts=(("en", "Headline", "Description"),), inputs=("d.s.1",),
    references=(("a0", AT),), channels=("page",),
)  # fmt: skip
DELIVERY = Delivery(message="a1.1", channel="page", attempt=1, outcome="failed", at=AT, fault="no answer", due=AT)


def group(document: str, story: str | None = None) -> Grouping:
    """Return a grouping in which the document is its own origin."""
    return Grouping(
        document=document,
        origin=document,
        relation="origin",
        overlap=1.0,
        story=story or document,
        score=1.0,
        why=("a",),
    )
