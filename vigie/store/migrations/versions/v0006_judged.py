"""What analysts put on record: questions, judgments, resolutions, and alerts that somebody took in hand."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"

_TABLES = {
    "questions": """
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, wording TEXT NOT NULL, deadline TEXT NOT NULL,
    resolution_source TEXT NOT NULL, owner TEXT NOT NULL, made TEXT NOT NULL, problem TEXT, hypothesis TEXT,
    course TEXT CHECK (course IN ('recurring', 'onset')), realm TEXT NOT NULL, known TEXT NOT NULL""",
    "judgments": """
    id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, question TEXT NOT NULL REFERENCES questions(key),
    probability REAL NOT NULL CHECK (probability BETWEEN 0 AND 1), word TEXT NOT NULL,
    trust TEXT NOT NULL CHECK (trust IN ('low', 'moderate', 'high')), owner TEXT NOT NULL, reason TEXT NOT NULL,
    inputs TEXT NOT NULL, made TEXT NOT NULL, realm TEXT NOT NULL, known TEXT NOT NULL""",
    "resolutions": """
    id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, question TEXT NOT NULL REFERENCES questions(key),
    outcome TEXT NOT NULL CHECK (outcome IN ('yes', 'no', 'void')), owner TEXT NOT NULL, source TEXT NOT NULL,
    reason TEXT NOT NULL, made TEXT NOT NULL, realm TEXT NOT NULL, known TEXT NOT NULL""",
    "acknowledgements": """
    id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, alert TEXT NOT NULL,
    message TEXT NOT NULL REFERENCES alerts(message), owner TEXT NOT NULL, note TEXT NOT NULL, made TEXT NOT NULL,
    realm TEXT NOT NULL, known TEXT NOT NULL""",
}  # fmt: skip

_INDEXES = {
    "judgments_by_question": "judgments (question)",
    "resolutions_by_question": "resolutions (question)",
    "acknowledgements_by_alert": "acknowledgements (alert)",
}


def upgrade() -> None:
    """Return nothing; make the tables, their indexes and the guards on them."""
    for name, columns in _TABLES.items():
        op.execute(f"CREATE TABLE {name} ({columns})")
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {name}_{act.lower()} BEFORE {act} ON {name}"
                " BEGIN SELECT RAISE(ABORT, 'a ledger is only added to'); END"
            )
        op.execute(
            f"CREATE TRIGGER {name}_realm BEFORE INSERT ON {name}"
            " WHEN NEW.realm IS NOT (SELECT realm FROM ledger)"
            " BEGIN SELECT RAISE(ABORT, 'a record of another realm'); END"
        )
    for name, rows in _INDEXES.items():
        op.execute(f"CREATE INDEX {name} ON {rows}")
