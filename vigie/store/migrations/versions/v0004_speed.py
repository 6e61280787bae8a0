"""Indexes for large ledgers: how far a ledger reached at a known time, and days without looking at the rows."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"

_KNOWN = ("statements", "events")
_DAYS = ("statements", "events")


def upgrade() -> None:
    """Return nothing; make the indexes."""
    for name in _KNOWN:
        op.execute(f"CREATE INDEX {name}_by_known ON {name} (known)")
    op.execute("CREATE INDEX readings_by_known_document ON readings (known, document)")
    for name in _DAYS:
        op.execute(f"DROP INDEX {name}_by_day_key")
        op.execute(f"CREATE INDEX {name}_by_day_key ON {name} (day, key, valid_from, valid_to)")
