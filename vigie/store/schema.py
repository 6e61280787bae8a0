"""The tables as the code speaks of them. The migrations make them; a test holds the two together."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Float, Integer, LargeBinary, MetaData, Table, Text

METADATA = MetaData()
VERSIONS = ("0001", "0002", "0003", "0004", "0005", "0006")
HEAD = VERSIONS[-1]
APPLICATION = 0x56494749  # "VIGI", in the header of the file

_FILED = "reading document valid_from valid_to dated day known"
_KINDS: tuple[tuple[Any, str], ...] = (
    (
        Integer,
        "id document reading text chars seq quad start end marker_start marker_end items undated fresh failures visit"
        " incoming attempt",
    ),
    (Float, "likelihood_low likelihood_high goldstein lat lon confidence value low high overlap score probability"),
    (LargeBinary, "body"),
)
_TYPES = {name: kind for kind, names in _KINDS for name in names.split()}


def _table(name: str, columns: str) -> Table:
    """Return a table; a column's type follows from its name, which means the same everywhere."""
    return Table(name, METADATA, *(Column(c, _TYPES.get(c, Text), primary_key=c == "id") for c in columns.split()))


LEDGER = _table("ledger", "id realm created code")
TEXTS = _table("texts", "id hash chars body known")
SOURCES = _table("sources", "id key name kind url owner country lang reliability valid_from realm known")
DOCUMENTS = _table("documents", "id hash key item ref title lang published day source url fetched text realm known")
SIGHTINGS = _table("sightings", "id document item turn fetched known")
READINGS = _table("readings", "id document code pack hash merit lang body known")
STATEMENTS = _table(
    "statements",
    f"id {_FILED} key seq sid kind speaker entity role country codes modality scope negative_evidence"
    " likelihood_low likelihood_high venue parent words start end spans confidence same_as",
)
EVENTS = _table(
    "events",
    f"id {_FILED} key seq eid type vigie_type mode contexts cameo quad goldstein actor actor_entity actor_codes"
    " recipient recipient_entity recipient_codes status polarity place place_country lat lon precision attributed_to"
    " words context start end spans confidence same_as",
)
ENTITIES = _table(
    "entities",
    f"id {_FILED} key seq eid name type country codes lat lon precision geonameid start end spans same_as",
)
QUANTITIES = _table("quantities", f"id {_FILED} qid words start end value low high unit of")
LINKS = _table("links", f"id {_FILED} relation a b marker_start marker_end why")
FLAGS = _table("flags", f"id {_FILED} kind start end message")
UNREAD = _table("unread", "id hash ref kind reason source url fetched realm known")
AMENDMENTS = _table("amendments", "id hash key kind action changes author reason document realm known")
VISITS = _table(
    "visits",
    "id source address at outcome items undated fresh fault note moved_to etag modified digest failures due realm known",
)
INCOMING = _table(
    "incoming", "id hash source ref title link published captured lang author text visit fetched realm known"
)
DEALT = _table("dealt", "id incoming document known")
GROUPINGS = _table("groupings", "id document origin relation overlap story score why known")
ALERTS = _table("alerts", "id alert message msg_type rule signal_key told realm known")
DELIVERIES = _table("deliveries", "id message channel attempt outcome at fault due known")
QUESTIONS = _table(
    "questions", "id key wording deadline resolution_source owner made problem hypothesis course realm known"
)
JUDGMENTS = _table("judgments", "id hash question probability word trust owner reason inputs made realm known")
RESOLUTIONS = _table("resolutions", "id hash question outcome owner source reason made realm known")
ACKNOWLEDGEMENTS = _table("acknowledgements", "id hash alert message owner note made realm known")

TABLES = tuple(METADATA.tables.values())
FILED = {"statement": STATEMENTS, "event": EVENTS, "entity": ENTITIES}
