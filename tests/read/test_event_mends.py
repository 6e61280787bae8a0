"""Acts whose verb the parser loses in a noun phrase, and days it takes for parties; every sentence is invented."""

from __future__ import annotations

import pytest

from vigie.model import Event, slice_all
from vigie.read.reader import read_text


def words(text: str, event: Event) -> tuple[str, str]:
    """Return the words of actor and recipient."""
    return tuple(slice_all(text, p.span) if p is not None and p.span else "" for p in (event.actor, event.recipient))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("lang", "kind", "text", "actor"),
    [
        ("en", "SANCTION", "Norway halted trade talks with Chile.", "Norway"),
        ("en", "SANCTION", "Chile said Norway halted grain shipments.", "Norway"),
        ("en", "SANCTION", "Norway suspended development aid to Chile.", "Norway"),
        ("en", "SANCTION", "Norway froze bank accounts of two Chilean generals.", "Norway"),
        ("en", "SANCTION", "Norway bans imports of Chilean salmon", "Norway"),
        ("en", "ASSAULT", "Norway strikes Valparaiso", "Norway"),
        ("en", "PROTEST", "Protesters storm parliament in Oslo", "Protesters"),
        ("en", "SUPPORT", "Norway may back Chile.", "Norway"),
        ("en", "SANCTION", "Norway must end talks with the rebels.", "Norway"),
        ("en", "REJECT", "Norway on Tuesday rejected the Chilean plan.", "Norway"),
        ("en", "REJECT", "Norway Tuesday rejected the Chilean plan.", "Norway"),
        ("en", "CONSULT", "The king of Norway on Friday met the Chilean envoy.", "The king of Norway"),
        ("en", "SUPPORT", "Norway stood by Chile.", "Norway"),
        ("en", "AID", "Norway flew forty doctors to Chile.", "Norway"),
        ("en", "REJECT", "Norway blocked Baltic aid to Chile.", "Norway"),
        ("en", "CONCEDE", "The US commuted the sentence of a Chilean spy.", "The US"),
        ("en", "AID", "Chile received howitzers from Norway.", "Norway"),
        ("en", "AGREE", "Norway will release two Chilean sailors.", "Norway"),
        ("fr", "AGREE", "La Norvège libérera deux marins chiliens.", "La Norvège"),
        ("fr", "ASSAULT", "Les jihadistes attaquent Valparaiso", "Les jihadistes"),
        ("fr", "ASSAULT", "New Delhi frappe Valparaiso", "New Delhi"),
    ],
)
def test_a_swallowed_verb_is_an_act_of_its_subject(lang: str, kind: str, text: str, actor: str) -> None:
    event = next(e for e in read_text(text, lang=lang).events if e.type == kind)
    assert words(text, event)[0] == actor


@pytest.mark.parametrize(
    "text", ["Norway trade talks deadline", "The Norwegian occupied islands.", "Norway sanctions relief"]
)
def test_a_noun_phrase_without_a_verb_stays_one(text: str) -> None:
    assert not [e for e in read_text(text, lang="en").events if e.type in {"COERCE", "ASSAULT"}]


def test_a_day_is_no_recipient() -> None:
    text = "Bishop Lund on Sunday called for sanctions against Chile after the execution of a monk."
    assert all("Sunday" not in w for e in read_text(text, lang="en").events for w in words(text, e))
