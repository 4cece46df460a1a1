"""Who an operation is: its id, the name people know its record by, and what it settles."""

from __future__ import annotations

from dataclasses import fields
from operator import attrgetter

from wizard.model.codec import digest_of_operation
from wizard.model.plan import Operation
from wizard.model.records import Record
from wizard.sync.subject import name_of

_CONTENT = attrgetter(*(one.name for one in fields(Operation) if one.name != "id"))


def identified(operation: Operation) -> Operation:
    """A new operation with the id that its content gives it: the same intention, the same id."""
    return Operation(digest_of_operation(operation), *_CONTENT(operation))


def key_of(record: Record) -> str:
    """What a person knows a record by: its number, or its name where it has none."""
    return str(record.values.get("number") or name_of(record) or record.id)
