"""Indexes for a long watch: what is told, and what is still to be told, without reading all that ever was."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"

_INDEXES = {
    "alerts_by_known": "alerts (known)",
    "alerts_cancelled": "alerts (alert) WHERE msg_type = 'Cancel'",
    "deliveries_settled": "deliveries (message, channel) WHERE outcome != 'failed'",
    "visits_by_at": "visits (at)",
}


def upgrade() -> None:
    """Return nothing; make the indexes."""
    for name, rows in _INDEXES.items():
        op.execute(f"CREATE INDEX {name} ON {rows}")
