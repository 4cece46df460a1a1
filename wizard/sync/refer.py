"""References between records: a project's customer and manager, told apart by who they are.

The two sides may number the same customer differently, so a reference is compared by the
Tripletex id of the record it points at, and written by the number the written side uses.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from wizard.errors import Problem
from wizard.model.mapping import MAPPINGS, EntityMapping, FieldMapping
from wizard.model.plan import Reference
from wizard.model.records import Completeness, Kind, Record, Side, Snapshot, Value, respelled

UNBORN = "partner:"
"""How the key of a reference begins where the record it points at is the partner's alone."""

_REFERRED = (Kind.EMPLOYEE, Kind.CUSTOMER)


@dataclass(slots=True)
class ReferenceBook:
    """The records of one kind that others point at, on both sides.

    ``numbered`` holds None for a number that several records share. ``pairs`` are the pairs that
    are one (Tripletex id to partner id), ``creates`` the operations that will make a missing one,
    by the side and id of the record it is made from.
    """

    kind: Kind
    outside: bool
    records: Mapping[Side, dict[str, Record]]
    numbered: Mapping[Side, Mapping[Value, Record | None]]
    pairs: dict[str, str] = field(default_factory=dict)
    back: dict[str, str] = field(default_factory=dict)
    creates: dict[tuple[Side, str], str] = field(default_factory=dict)

    @classmethod
    def of(cls, tripletex: Snapshot, partner: Snapshot, *, outside: bool = False) -> ReferenceBook:
        """A book over two normalised snapshots; pairs and creates are written in as decided."""
        snapshots = {Side.TRIPLETEX: tripletex, Side.PARTNER: partner}
        return cls(
            tripletex.kind,
            outside,
            {side: {one.id: one for one in shot.records} for side, shot in snapshots.items()},
            {side: _numbered(shot) for side, shot in snapshots.items()},
        )

    def pair(self, tripletex: str, partner: str) -> None:
        """Write in that these two are one."""
        self.pairs[tripletex] = partner
        self.back[partner] = tripletex

    def renumber(self, record: Record) -> None:
        """Write in that this record has a new number, by which it is pointed at from here on."""
        self.records[record.side][record.id] = record

    def across(self, side: Side, id_: str) -> str | None:
        """The other side's id of a record, where it has one."""
        return (self.pairs if side is Side.TRIPLETEX else self.back).get(id_)

    def named(self, side: Side, key: Value) -> Record | None:
        """The record that a number means on a side.

        A number the partner does not have may still name a record that has none there, be it that
        Tripletex alone has it: that record gets the same number on the partner's side.
        """
        if key in self.numbered[side]:
            return self.numbered[side][key]
        there = self.numbered[side.other].get(key)
        if there is None:
            return None
        here = self.across(side.other, there.id)
        numbered = here is not None and self.records[side][here].values.get("number")
        return None if numbered else there

    def target(self, side: Side, record: Record) -> tuple[Value, Reference | None] | None:
        """What to write on ``side`` to point at ``record``; None where it will not exist there."""
        if self.outside and side is Side.PARTNER:
            return record.values.get("number"), None
        at_home = record.side is side
        id_ = record.id if at_home else self.across(record.side, record.id)
        if id_ is not None:
            number = self.records[side][id_].values.get("number") or record.values.get("number")
            return number, Reference(self.kind, id=id_)
        operation = self.creates.get((record.side, record.id))
        if operation is None:
            return None
        return record.values.get("number"), Reference(self.kind, operation=operation)


def referring(mapping: EntityMapping) -> Sequence[FieldMapping]:
    """The fields of a kind that point at records by number."""
    return [one for one in mapping.fields.values() if one.refers_to in _REFERRED]


def with_referred(kinds: Collection[Kind]) -> list[Kind]:
    """The kinds and those their records point at, in the order in which they are planned."""
    wanted = set(kinds)
    for kind in kinds:
        wanted |= {one.refers_to for one in referring(MAPPINGS[kind]) if one.refers_to}
    if Kind.EMPLOYEE in kinds:
        wanted.add(Kind.DEPARTMENT)
    return [kind for kind in Kind if kind in wanted]


def numbers_pointed_at(
    kind: Kind, kinds: Collection[Kind], snapshots: Mapping[Kind, Mapping[Side, Snapshot]]
) -> set[Value] | None:
    """The numbers by which the partner's records point at this kind; None where not all are read.

    Tripletex points by id, and so whatever number a record has.
    """
    found: set[Value] = set()
    for other, mapping in MAPPINGS.items():
        for pointer in (one for one in referring(mapping) if one.refers_to is kind):
            if other not in kinds:
                return None
            shot = snapshots[other][Side.PARTNER]
            if shot.completeness is not Completeness.COMPLETE:
                return None
            found |= {record.keys.get(pointer.name) for record in shot.records}
    return found


def translate(
    snapshot: Snapshot, mapping: EntityMapping, books: Mapping[Kind, ReferenceBook]
) -> Snapshot:
    """The snapshot with every reference's key turned into who it points at."""
    fields = referring(mapping)
    if not fields:
        return snapshot
    return replace(
        snapshot, records=tuple(_record(record, fields, books) for record in snapshot.records)
    )


def pointed_at(record: Record, name: str, book: ReferenceBook) -> Record | None:
    """The record that a field of a translated record points at, as its own side holds it."""
    handle = record.handles.get(name)
    if handle is not None:
        return book.records[record.side].get(handle)
    who = str(record.keys.get(name))
    if who.startswith(UNBORN):
        return book.records[Side.PARTNER].get(who.removeprefix(UNBORN))
    return book.records[Side.TRIPLETEX].get(who)


def _numbered(snapshot: Snapshot) -> dict[Value, Record | None]:
    found: dict[Value, Record | None] = {}
    for record in snapshot.records:
        number = record.keys.get("number")
        if number is not None:
            found[number] = None if number in found else record
    return found


def _record(
    record: Record, fields: Sequence[FieldMapping], books: Mapping[Kind, ReferenceBook]
) -> Record:
    keys, handles = dict(record.keys), dict(record.handles)
    values, faults = record.values, record.faults
    for one in fields:
        assert one.refers_to is not None
        book, name = books[one.refers_to], one.name
        if name not in keys or (keys[name] is None and name not in handles):
            continue
        handle = handles.get(name)
        if handle is None:
            found = book.named(record.side, keys[name])
        else:
            found = book.records[record.side].get(handle)
        if found is None:
            if record.side is Side.PARTNER:
                shared = keys[name] in book.numbered[record.side]
                fault = Problem(
                    "reference_ambiguous" if shared else "reference_unknown",
                    kind=record.kind.value,
                    subject=record.label,
                    params={"field": name, "value": str(values[name])},
                )
                faults = {**faults, name: fault}
            else:
                del keys[name]  # it points at a record the key may not see: who it is, is unknown
            continue
        ours = found.side is Side.TRIPLETEX
        home = found.id if ours else book.across(Side.PARTNER, found.id)
        keys[name] = home or f"{UNBORN}{found.id}"
        if values[name] is None:
            values = {**values, name: found.label}
        if found.side is record.side:
            handles[name] = found.id
    return respelled(record, values=values, keys=keys, faults=faults, handles=handles)
