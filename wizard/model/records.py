"""Records as both sides hold them.

Record
    one employee, customer, project or department on one side. A field that is not in
    ``values`` is *unknown* (the side does not carry it, or the key may not see it); ``None`` is
    *empty*. The two are never confused: unknown is neither compared nor filled.
Snapshot
    the records of one kind on one side, and how whole that picture is. Absence in a snapshot
    that is not COMPLETE is unknown, never missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from wizard.errors import Problem

Value = str | bool | None
"""A value as the core computes with it: text, a flag, or empty. Dates are ISO text (2024-01-31)."""


NOTHING: Final[Mapping[str, Any]] = {}
"""What most values have of faults, handles and the like: one for all, nobody writes into it."""


class Kind(StrEnum):
    """What a record is, in the order in which kinds are written."""

    DEPARTMENT = "department"
    EMPLOYEE = "employee"
    CUSTOMER = "customer"
    PROJECT = "project"


class Side(StrEnum):
    """Which of the two systems."""

    TRIPLETEX = "tripletex"
    PARTNER = "partner"

    @property
    def other(self) -> Side:
        """The side across."""
        return Side.PARTNER if self is Side.TRIPLETEX else Side.TRIPLETEX


class Mark(StrEnum):
    """What tells a record apart from others of its kind, and is no field of it."""

    SUBPROJECT = "subproject"  # it stands under another project


class Completeness(StrEnum):
    """How much of a kind a snapshot shows."""

    COMPLETE = "complete"
    PARTIAL = "partial"  # some rows may be hidden: absence proves nothing
    DENIED = "denied"  # no row was shown


@dataclass(frozen=True, slots=True)
class Record:
    """One record on one side.

    ``values`` maps the contract's field names to values; ``label`` is what a person calls the
    record and where it stands; ``faults`` are fields whose value could not be read or is not
    valid. ``handles`` are the side's own extra keys that a later write needs (an employment's id
    and version), opaque to the engine. ``anchored`` is false where the side has not yet stored
    the id (a workbook row without one), so that linking must write it. ``keys`` are the values
    in the form in which they are compared, and ``raw`` the values that the side itself spells
    otherwise: the normalise stage fills both. ``changed`` is when the record was changed last
    (aware), where the side knows it.
    """

    kind: Kind
    side: Side
    id: str
    values: Mapping[str, Value]
    version: str | None = None
    label: str = ""
    faults: Mapping[str, Problem] = field(default_factory=lambda: NOTHING)
    handles: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    anchored: bool = True
    keys: Mapping[str, Value] = field(default_factory=lambda: NOTHING)
    marks: frozenset[Mark] = frozenset()
    changed: datetime | None = None
    raw: Mapping[str, Value] = field(default_factory=lambda: NOTHING)

    def spelled(self, name: str) -> Value:
        """A value as the side itself spells it; empty where it is unknown."""
        return self.raw[name] if name in self.raw else self.values.get(name)


def respelled(
    record: Record,
    *,
    values: Mapping[str, Value],
    keys: Mapping[str, Value],
    faults: Mapping[str, Problem],
    handles: Mapping[str, str],
) -> Record:
    """The record with its values said in another way, beside how the side itself spells them."""
    said, raw = record.values, record.raw
    if values != said:  # most are spelled as they should be
        raw = {name: one for name, one in said.items() if name in values and values[name] != one}
        raw = {**raw, **record.raw} or NOTHING
    # written out, for ``replace`` takes twice the time, and every record comes through here
    return Record(
        record.kind,
        record.side,
        record.id,
        values,
        record.version,
        record.label,
        faults,
        handles,
        record.anchored,
        keys,
        record.marks,
        record.changed,
        raw,
    )


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All the records of a kind that one side shows, and what that picture is worth.

    ``fields`` are the fields this side carries for the kind; ``reason`` says why the picture is
    not complete.
    """

    kind: Kind
    side: Side
    records: tuple[Record, ...]
    completeness: Completeness = Completeness.COMPLETE
    fields: frozenset[str] = frozenset()
    reason: Problem | None = None
