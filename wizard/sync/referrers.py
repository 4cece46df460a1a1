"""Referrers: which records of a side point at one that is to be removed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from wizard.model.mapping import MAPPINGS
from wizard.model.records import Kind, Record, Side, Snapshot, Value
from wizard.sync.spelling import key

_Place = tuple[Side, Kind, str]


class Referrers:
    """Who points at whom, before an undo and after what it has planned so far."""

    def __init__(self, snapshots: Mapping[Side, Mapping[Kind, Snapshot]]) -> None:
        self._pointing: defaultdict[tuple[Side, Kind, str, Value], list[tuple[Record, str]]] = (
            defaultdict(list)
        )
        self._releasing: dict[tuple[_Place, str], str] = {}
        for shots in snapshots.values():
            for shot in shots.values():
                for record in shot.records:
                    self._enter(record)

    def of(self, record: Record) -> tuple[list[Record], set[str]]:
        """Those that will still point at a record, and the operations by which others let go."""
        own = "name" if record.kind is Kind.DEPARTMENT else "number"
        pointers = list(self._pointing[record.side, record.kind, "id", record.id])
        if record.keys.get(own) is not None:
            pointers += self._pointing[record.side, record.kind, "key", record.keys[own]]
        released = {
            (one.id, name): made
            for one, name in pointers
            if (made := self._releasing.get((_place(one), name)))
        }
        staying = [one for one, name in pointers if (one.id, name) not in released]
        return staying, set(released.values())

    def release(self, record: Record, fields: Iterable[str], operation: str) -> None:
        """These fields of a record will point elsewhere once the operation is done."""
        for name in fields:
            self._releasing[_place(record), name] = operation

    def remove(self, record: Record, operation: str) -> None:
        """A record will point at nothing once the operation is done."""
        self.release(record, MAPPINGS[record.kind].fields, operation)

    def _enter(self, record: Record) -> None:
        for name, field in MAPPINGS[record.kind].fields.items():
            to = field.refers_to
            if to is None:
                continue
            if name in record.handles:
                self._pointing[record.side, to, "id", record.handles[name]].append((record, name))
            elif record.values.get(name) is not None:
                pointed = key(field, record.values[name])
                self._pointing[record.side, to, "key", pointed].append((record, name))


def _place(record: Record) -> _Place:
    return record.side, record.kind, record.id
