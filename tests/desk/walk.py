"""Every page of the desk, by the name under which tests report it."""

from __future__ import annotations

from collections.abc import Iterator

from vigie.store import Ledger


def find_pages(ledger: Ledger) -> Iterator[tuple[str, str]]:
    """Yield the name and address of every page and of every state of it that looks different."""
    statement, event, entity = ledger.statements()[0], ledger.events()[0], ledger.entities()[0]
    yield from {
        "now": "/",
        "now-week": "/?span=7d",
        "now-then": "/?at=2031-05-15T09:00",
        "read": "/read",
        "statements": "/ledger",
        "events": "/ledger?what=event",
        "documents": "/ledger?what=document",
        "search": "/ledger?q=harbour&modality=threat",
        "search-texts": "/ledger?what=document&q=sector",
        "nothing-found": "/ledger?q=zzzz",
        "second-page": "/ledger?page=2",
        "statement": f"/record/{statement.key}",
        "event": f"/record/{event.key}",
        "entity": f"/record/{entity.key}",
        "document": f"/document/{statement.document}",
        "speakers": "/speakers",
        "speaker": f"/speakers?name={statement.speaker}",
        "map": "/map?days=120",
        "day": "/map/records?day=2031-05-14",
        "problems": "/problem",
        "problem": "/problem?name=energy_strikes",
        "problem-weighed": "/problem?name=nuclear_signalling&role_watched=VEL&role_adversary=OST",
        "brief": "/brief?span=7d",
        "judge": "/judge",
        "judge-then": "/judge?at=2031-05-15T09:00",
        "login": "/login",
        "missing": "/record/none.s.none",
        "no-page": "/nowhere",
    }.items()
