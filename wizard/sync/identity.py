"""Who an operation is: its id, the name people know its record by, and what it settles."""

from __future__ import annotations

from wizard.model.codec import digest_of_operation
from wizard.model.plan import Operation
from wizard.model.records import Record
from wizard.sync.subject import name_of


def identified(operation: Operation) -> Operation:
    """A new operation with the id that its content gives it: the same intention, the same id.

    It must be one that nobody holds yet, for the id is written into it.
    """
    # the last step in making it: a copy would take as long as all else
    object.__setattr__(operation, "id", digest_of_operation(operation))
    return operation


def key_of(record: Record) -> str:
    """What a person knows a record by: its number, or its name where it has none."""
    return str(record.values.get("number") or name_of(record) or record.id)
