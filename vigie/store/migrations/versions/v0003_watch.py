"""What the watch keeps: visits, items that wait to be read, copies and stories, alerts and their deliveries."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"

_TABLES = {
    "visits": """
    id INTEGER PRIMARY KEY, source TEXT NOT NULL, address TEXT NOT NULL, at TEXT NOT NULL, outcome TEXT NOT NULL,
    items INTEGER NOT NULL, undated INTEGER NOT NULL, fresh INTEGER NOT NULL, fault TEXT, note TEXT, moved_to TEXT,
    etag TEXT, modified TEXT, digest TEXT, failures INTEGER NOT NULL, due TEXT, realm TEXT NOT NULL,
    known TEXT NOT NULL""",
    "incoming": """
    id INTEGER PRIMARY KEY, hash TEXT NOT NULL, source TEXT NOT NULL, ref TEXT NOT NULL, title TEXT, link TEXT,
    published TEXT, captured TEXT, lang TEXT, author TEXT, text INTEGER NOT NULL REFERENCES texts(id),
    visit INTEGER NOT NULL REFERENCES visits(id), fetched TEXT NOT NULL, realm TEXT NOT NULL, known TEXT NOT NULL""",
    "dealt": """
    id INTEGER PRIMARY KEY, incoming INTEGER NOT NULL UNIQUE REFERENCES incoming(id),
    document INTEGER REFERENCES documents(id), known TEXT NOT NULL""",
    "groupings": """
    id INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents(id), origin TEXT NOT NULL,
    relation TEXT NOT NULL CHECK (relation IN ('origin', 'exact', 'near', 'version', 'translation')),
    overlap REAL NOT NULL, story TEXT NOT NULL, score REAL NOT NULL, why TEXT NOT NULL, known TEXT NOT NULL""",
    "alerts": """
    id INTEGER PRIMARY KEY, alert TEXT NOT NULL, message TEXT NOT NULL UNIQUE,
    msg_type TEXT NOT NULL CHECK (msg_type IN ('Alert', 'Update', 'Cancel')), rule TEXT NOT NULL, signal_key TEXT NOT NULL,
    told TEXT NOT NULL, realm TEXT NOT NULL, known TEXT NOT NULL""",
    "deliveries": """
    id INTEGER PRIMARY KEY, message TEXT NOT NULL REFERENCES alerts(message), channel TEXT NOT NULL,
    attempt INTEGER NOT NULL, outcome TEXT NOT NULL CHECK (outcome IN ('delivered', 'failed', 'given_up')),
    at TEXT NOT NULL, fault TEXT, due TEXT, known TEXT NOT NULL, UNIQUE (message, channel, attempt)""",
}  # fmt: skip

_INDEXES = (
    "visits (source, known)", "incoming (source, ref)", "groupings (document, known)", "groupings (story)",
    "groupings (origin)", "alerts (alert)", "alerts (signal_key)", "deliveries (message)",
)  # fmt: skip

_OF_ONE_REALM = ("visits", "incoming", "alerts")


def upgrade() -> None:
    """Return nothing; make the tables, their indexes and the guards on them."""
    for name, columns in _TABLES.items():
        op.execute(f"CREATE TABLE {name} ({columns})")
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {name}_{act.lower()} BEFORE {act} ON {name}"
                " BEGIN SELECT RAISE(ABORT, 'a ledger is only added to'); END"
            )
    for index in _INDEXES:
        op.execute(f"CREATE INDEX {index.replace(' (', '_by_').replace(', ', '_').rstrip(')')} ON {index}")
    for name in _OF_ONE_REALM:
        op.execute(
            f"CREATE TRIGGER {name}_realm BEFORE INSERT ON {name}"
            " WHEN NEW.realm IS NOT (SELECT realm FROM ledger)"
            " BEGIN SELECT RAISE(ABORT, 'a record of another realm'); END"
        )
