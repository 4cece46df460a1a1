"""Records and snapshots as the stages of the engine meet them."""

from __future__ import annotations

from collections.abc import Mapping

from wizard.errors import Problem
from wizard.model.connection import Capabilities
from wizard.model.mapping import MAPPINGS
from wizard.model.matching import Policy, Resolution, Rulebook
from wizard.model.records import Completeness, Kind, Record, Side, Snapshot, Value
from wizard.sync.normalise import normalise

T, P = Side.TRIPLETEX, Side.PARTNER
DEPARTMENT, EMPLOYEE, CUSTOMER, PROJECT = Kind
ALL = {kind: frozenset(mapping.fields) for kind, mapping in MAPPINGS.items()}
EVERYTHING = Capabilities(ALL)


def raw(kind: Kind, side: Side, id_: str, **values: Value) -> Record:
    """A record that knows only the fields given."""
    names = (values.get(name) for name in ("number", "name", "first_name", "last_name"))
    label = " ".join(str(name) for name in names if name)
    return Record(kind, side, id_, values, "1", label)


def normal(record: Record) -> Record:
    """The record with its keys."""
    return normalise(snapshot(record), MAPPINGS[record.kind]).records[0]


def whole(kind: Kind, side: Side, id_: str, **values: Value) -> Record:
    """A normalised record whose every field is known, and empty unless it is given."""
    return normal(raw(kind, side, id_, **{**dict.fromkeys(MAPPINGS[kind].fields), **values}))


def snapshot(
    *records: Record,
    kind: Kind | None = None,
    side: Side | None = None,
    completeness: Completeness = Completeness.COMPLETE,
    reason: Problem | None = None,
) -> Snapshot:
    """A snapshot of these records; of none, kind and side must be told."""
    kind = kind or records[0].kind
    side = side or records[0].side
    fields = frozenset(MAPPINGS[kind].fields)
    return Snapshot(kind, side, records, completeness, fields, reason)


def of_both(*records: Record) -> dict[Side, dict[Kind, Snapshot]]:
    """Both sides in full, where these are all the records there are."""
    return {
        side: {
            kind: snapshot(
                *(one for one in records if (one.side, one.kind) == (side, kind)),
                kind=kind,
                side=side,
            )
            for kind in Kind
        }
        for side in Side
    }


def rules(
    policy: Policy | None = None,
    *answers: Resolution,
    can: Mapping[Side, Capabilities] | None = None,
) -> Rulebook:
    """A rulebook; unless told otherwise, both sides can write everything."""
    return Rulebook(
        policy or Policy(),
        {one.conflict: one for one in answers},
        {T: EVERYTHING, P: EVERYTHING, **(can or {})},
    )
