"""What of a record can be corrected at the desk, and a filled form as the changes that it asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vigie.desk.shown import visible
from vigie.errors import FormError
from vigie.model.event import POLARITIES, STATUSES
from vigie.model.ontology import load_ontology
from vigie.model.reading import ENTITY_TYPES
from vigie.model.statement import KINDS, MODALITIES, NEGATIVE_EVIDENCE
from vigie.store import FiledEntity, FiledEvent, FiledStatement

Record = FiledStatement | FiledEvent | FiledEntity
VALUE_CHARS = 500


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form: its name, what it holds, and the group of words that names its choices."""

    name: str
    value: str
    choices: tuple[str, ...] = ()
    group: str = ""
    is_many: bool = False
    is_needed: bool = False


_NEEDED = frozenset({"kind", "status", "polarity", "name", "modality"})
_LISTS = frozenset({"codes", "modality", "actor_codes", "recipient_codes"})
_CHOICES: Mapping[str, tuple[tuple[str, ...], str]] = {
    "modality": (MODALITIES, "modality"), "kind": (KINDS, "kind"), "negative_evidence": (NEGATIVE_EVIDENCE, "unseen"),
    "status": (STATUSES, "status"), "polarity": (POLARITIES, "polarity"),
}  # fmt: skip
_STATEMENT = ("speaker", "role", "country", "modality", "negative_evidence", "kind", "valid_from", "valid_to")
_EVENT = (
    "type", "vigie_type", "status", "polarity", "actor", "actor_codes", "recipient", "recipient_codes", "place",
    "place_country", "valid_from", "valid_to",
)  # fmt: skip
_ENTITY = ("name", "type", "country", "codes")


def find_fields(record: Record, given: Mapping[str, str] | None = None) -> list[Field]:
    """Return the fields of a record with what they hold now, or with what somebody has filled in already."""
    return [_make_field(record, name, (given or {}).get(name)) for name in _names(record)]


def _names(record: Record) -> tuple[str, ...]:
    if isinstance(record, FiledStatement):
        return _STATEMENT
    return _EVENT if isinstance(record, FiledEvent) else _ENTITY


def _make_field(record: Record, name: str, given: str | None) -> Field:
    choices, group = _choices(record, name)
    value = write_value(getattr(record, name)) if given is None else given
    return Field(name, value, choices, group, name in _LISTS and bool(choices), name in _NEEDED)


def _choices(record: Record, name: str) -> tuple[tuple[str, ...], str]:
    if isinstance(record, FiledEntity):
        return (ENTITY_TYPES, "entity") if name == "type" else ((), "")
    if name == "type":
        return tuple(load_ontology().types), "type"
    if name == "vigie_type":
        return tuple(load_ontology().own), "type"
    return _CHOICES.get(name, ((), ""))


def write_value(value: Any) -> str:
    """Return a value of a record as a form shows it: lists with spaces, nothing as an empty field."""
    return visible(" ".join(value) if isinstance(value, tuple) else str(value if value is not None else ""))


def read_changes(record: Record, form: Mapping[str, str]) -> dict[str, Any]:
    """Return what a filled form changes of a record; an emptied field means that it is not known.

    Raises:
        FormError: a value is endless, or nothing is changed.
    """
    changes: dict[str, Any] = {}
    for name in _names(record):
        if name not in form and name not in _LISTS:
            continue
        said = " ".join(form.get(name, "").split())
        if len(said) > VALUE_CHARS:
            raise FormError(f"{name}: more than {VALUE_CHARS} characters; write less")
        if said != " ".join(write_value(getattr(record, name)).split()):
            changes[name] = said.split() if name in _LISTS else (said or None)
    if not changes:
        raise FormError("nothing is changed; change a field, or go back")
    return changes
