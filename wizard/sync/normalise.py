"""Normalise: every value in one spelling, and beside it the key by which it is compared.

What is not valid on the partner's side becomes a fault, which blocks the record. Tripletex's own
values are taken as they are, for only Tripletex can mend them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from wizard.errors import Problem
from wizard.model.collecting import uncollected
from wizard.model.mapping import EntityMapping, FieldMapping
from wizard.model.records import Record, Side, Snapshot, Value, respelled
from wizard.sync.spelling import InvalidValueError, forms, is_foreign, key

_Form = tuple[Value, Value, str]
"""A value as it is written, its key, and the code of what is wrong with it, or nothing."""


class Normaliser:
    """Brings the snapshots of one kind into one spelling.

    What has been spelled once is remembered as long as the normaliser lives, and shared by all
    that say the same: the two sides of a kind say nearly the same, so one serves both.
    """

    def __init__(self, mapping: EntityMapping) -> None:
        self._seen = {
            foreign: {name: _Seen(field, foreign) for name, field in mapping.fields.items()}
            for foreign in (False, True)
        }
        self._orders: dict[tuple[str, ...], tuple[str, ...]] = {}

    @uncollected()
    def normalise(self, snapshot: Snapshot) -> Snapshot:
        """The snapshot with every value in one spelling and every record with its keys."""
        return replace(snapshot, records=tuple(map(self._record, snapshot.records)))

    def _record(self, record: Record) -> Record:
        said, faults = self._in_order(record.values), record.faults
        seen = self._seen[is_foreign(record)]
        # copies that are written over, for a dictionary that grows takes longer
        values, keys = dict(said), dict(said)
        for name, value in said.items():
            written, keys[name], wrong = seen[name][value]
            if written is not value:
                values[name] = written
            if wrong and record.side is Side.PARTNER and name not in faults:
                params = {"field": name, "value": str(value)}
                fault = Problem(wrong, kind=record.kind.value, subject=record.label, params=params)
                faults = {**faults, name: fault}
        return respelled(record, values=values, keys=keys, faults=faults, handles=record.handles)

    def _in_order(self, said: Mapping[str, Value]) -> Mapping[str, Value]:
        """The values in the mapping's order, whatever the side's: ids are hashes of them."""
        names = (*said,)
        order = self._orders.get(names)
        if order is None:
            order = tuple(name for name in self._seen[False] if name in said)
            self._orders[names] = order
        return said if order == names else {name: said[name] for name in order}


class _Seen(dict[Value, _Form]):
    """The values of one field that have been seen, with what they are in one spelling."""

    def __init__(self, field: FieldMapping, foreign: bool) -> None:
        super().__init__()
        self._field, self._foreign = field, foreign

    def __missing__(self, value: Value) -> _Form:
        try:
            found = (*forms(self._field, value, foreign=self._foreign), "")
        except InvalidValueError as invalid:
            found = (value, key(self._field, value), invalid.code)
        self[value] = found
        return found


def normalise(snapshot: Snapshot, mapping: EntityMapping) -> Snapshot:
    """One snapshot by itself in one spelling."""
    return Normaliser(mapping).normalise(snapshot)
