"""Full text search over texts, statements and events, blind to accents; what the ledger already holds is indexed too."""

from __future__ import annotations

import zlib

from alembic import op
from sqlalchemy import text

revision = "0002"
down_revision = "0001"

_WORDS = "tokenize = 'unicode61 remove_diacritics 2'"


def upgrade() -> None:
    """Return nothing; make the indexes of words and fill them from the rows that are there."""
    op.execute(f"CREATE VIRTUAL TABLE document_words USING fts5 (title, body, content = '', {_WORDS})")
    op.execute(f"CREATE VIRTUAL TABLE statement_words USING fts5 (words, speaker, content = '', {_WORDS})")
    op.execute(f"CREATE VIRTUAL TABLE event_words USING fts5 (words, named, content = '', {_WORDS})")
    op.execute("INSERT INTO statement_words (rowid, words, speaker) SELECT id, words, speaker FROM statements")
    op.execute(
        "INSERT INTO event_words (rowid, words, named) SELECT id, context, coalesce(place, '') || ' '"
        " || replace(coalesce(vigie_type, ''), '_', ' ') || ' ' || coalesce(type, '') FROM events"
    )
    connection = op.get_bind()
    rows = connection.execute(
        text("SELECT d.id, d.title, t.body FROM documents d JOIN texts t ON t.id = d.text ORDER BY d.id")
    )
    for number, title, body in rows:
        whole = zlib.decompress(body).decode("utf-8", "replace").replace("\0", "\ufffd")
        connection.execute(
            text("INSERT INTO document_words (rowid, title, body) VALUES (:number, :title, :body)"),
            {"number": number, "title": title, "body": whole},
        )
