"""The first tables. Every row has the time it was known from; triggers see to it that rows are only added."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None

_FILED = """
    id INTEGER PRIMARY KEY,
    reading INTEGER NOT NULL REFERENCES readings(id),
    document INTEGER NOT NULL REFERENCES documents(id),
    valid_from TEXT, valid_to TEXT, dated TEXT CHECK (dated IN ('stated', 'reported')), day TEXT,
    known TEXT NOT NULL,"""

_TABLES = {
    "ledger": """
    id INTEGER PRIMARY KEY CHECK (id = 1),
    realm TEXT NOT NULL CHECK (realm IN ('real', 'exercise')),
    created TEXT NOT NULL, code TEXT NOT NULL""",
    "texts": """
    id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, chars INTEGER NOT NULL, body BLOB NOT NULL, known TEXT NOT NULL""",
    "sources": """
    id INTEGER PRIMARY KEY, key TEXT NOT NULL, name TEXT, kind TEXT, url TEXT, owner TEXT, country TEXT, lang TEXT,
    reliability TEXT CHECK (reliability IN ('A', 'B', 'C', 'D', 'E', 'F')), valid_from TEXT,
    realm TEXT NOT NULL, known TEXT NOT NULL""",
    "documents": """
    id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, key TEXT NOT NULL UNIQUE, item TEXT NOT NULL, ref TEXT NOT NULL,
    title TEXT, lang TEXT, published TEXT, day TEXT, source TEXT, url TEXT, fetched TEXT,
    text INTEGER NOT NULL REFERENCES texts(id), realm TEXT NOT NULL, known TEXT NOT NULL""",
    "sightings": """
    id INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents(id), item TEXT NOT NULL, turn TEXT NOT NULL,
    fetched TEXT, known TEXT NOT NULL, UNIQUE (document, turn, known)""",
    "readings": """
    id INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents(id), code TEXT NOT NULL, pack TEXT NOT NULL,
    hash TEXT NOT NULL, merit TEXT NOT NULL, lang TEXT, body BLOB NOT NULL, known TEXT NOT NULL,
    UNIQUE (document, code, pack, hash)""",
    "statements": _FILED + """
    key TEXT NOT NULL, seq INTEGER NOT NULL, sid TEXT NOT NULL, kind TEXT NOT NULL, speaker TEXT, entity TEXT, role TEXT,
    country TEXT, codes TEXT NOT NULL, modality TEXT NOT NULL, scope TEXT NOT NULL, negative_evidence TEXT,
    likelihood_low REAL, likelihood_high REAL, venue TEXT, parent TEXT, words TEXT NOT NULL, start INTEGER NOT NULL,
    "end" INTEGER NOT NULL, spans TEXT NOT NULL, confidence REAL NOT NULL, same_as TEXT, UNIQUE (reading, key, seq, known)""",
    "events": _FILED + """
    key TEXT NOT NULL, seq INTEGER NOT NULL, eid TEXT NOT NULL, type TEXT, vigie_type TEXT, mode TEXT,
    contexts TEXT NOT NULL, cameo TEXT, quad INTEGER, goldstein REAL, actor TEXT, actor_entity TEXT,
    actor_codes TEXT NOT NULL, recipient TEXT, recipient_entity TEXT, recipient_codes TEXT NOT NULL, status TEXT NOT NULL,
    polarity TEXT NOT NULL, place TEXT, place_country TEXT, lat REAL, lon REAL, precision TEXT, attributed_to TEXT,
    words TEXT NOT NULL, context TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, spans TEXT NOT NULL,
    confidence REAL NOT NULL, same_as TEXT, UNIQUE (reading, key, seq, known)""",
    "entities": _FILED + """
    key TEXT NOT NULL, seq INTEGER NOT NULL, eid TEXT NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, country TEXT,
    codes TEXT NOT NULL, lat REAL, lon REAL, precision TEXT, geonameid TEXT, start INTEGER, "end" INTEGER,
    spans TEXT NOT NULL, same_as TEXT, UNIQUE (reading, key, seq, known)""",
    "quantities": _FILED + """
    qid TEXT NOT NULL, words TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, value REAL, low REAL,
    high REAL, unit TEXT, of TEXT, UNIQUE (reading, qid)""",
    "links": _FILED + """
    relation TEXT NOT NULL, a TEXT NOT NULL, b TEXT NOT NULL, marker_start INTEGER, marker_end INTEGER,
    why TEXT NOT NULL""",
    "flags": _FILED + """
    kind TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, message TEXT NOT NULL""",
    "unread": """
    id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, ref TEXT NOT NULL, kind TEXT NOT NULL, reason TEXT NOT NULL,
    source TEXT, url TEXT, fetched TEXT, realm TEXT NOT NULL, known TEXT NOT NULL""",
    "amendments": """
    id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, key TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('document', 'statement', 'event', 'entity')),
    action TEXT NOT NULL CHECK (action IN ('correct', 'retract', 'restore')), changes TEXT NOT NULL,
    author TEXT NOT NULL CHECK (author <> ''), reason TEXT NOT NULL CHECK (reason <> ''),
    document INTEGER NOT NULL REFERENCES documents(id), realm TEXT NOT NULL, known TEXT NOT NULL""",
}  # fmt: skip

_INDEXES = (
    "sources (key, known)", "documents (item)", "documents (day, key)", "documents (text)", "documents (ref)",
    "sightings (item, turn)", "sightings (document, turn)", "readings (document, merit)",
    "statements (reading, key)", "statements (country, day, key)", "statements (negative_evidence, day, key)",
    "statements (document)", "statements (day, key)", "statements (key)",
    "events (reading, key)", "events (document)", "events (day, key)", "events (key)", "events (type, day)",
    "entities (reading, key)", "entities (document)", "entities (name)", "entities (key)",
    "quantities (document)", "links (document)", "flags (document)", "links (reading)", "flags (reading)",
    "amendments (key, known)", "amendments (document)",
)  # fmt: skip

_OF_ONE_REALM = ("sources", "documents", "unread", "amendments")


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
        name = index.replace(" (", "_by_").replace(", ", "_").rstrip(")")
        op.execute(f"CREATE INDEX {name} ON {index}")
    for name in _OF_ONE_REALM:
        op.execute(
            f"CREATE TRIGGER {name}_realm BEFORE INSERT ON {name}"
            " WHEN NEW.realm IS NOT (SELECT realm FROM ledger)"
            " BEGIN SELECT RAISE(ABORT, 'a record of another realm'); END"
        )
