"""Normalise: every value in one spelling, and beside it the key by which it is compared.

What is not valid on the partner's side becomes a fault, which blocks the record. Tripletex's own
values are taken as they are, for only Tripletex can mend them.
"""

from __future__ import annotations

from dataclasses import replace

from wizard.errors import Problem
from wizard.model.collecting import uncollected
from wizard.model.mapping import EntityMapping
from wizard.model.records import Record, Side, Snapshot, Value, respelled
from wizard.sync.spelling import InvalidValueError, forms, is_foreign, key


@uncollected()
def normalise(snapshot: Snapshot, mapping: EntityMapping) -> Snapshot:
    """The snapshot with every value in one spelling and every record with its keys."""
    return replace(snapshot, records=tuple(_record(record, mapping) for record in snapshot.records))


def _record(record: Record, mapping: EntityMapping) -> Record:
    said, foreign = record.values, is_foreign(record)
    values: dict[str, Value] = {}
    keys: dict[str, Value] = {}
    faults = record.faults
    # in the mapping's order, whatever the side's: ids are hashes of what is built from this
    for name, field in mapping.fields.items():
        if name not in said:
            continue
        value = said[name]
        try:
            values[name], keys[name] = forms(field, value, foreign=foreign)
        except InvalidValueError as invalid:
            values[name], keys[name] = value, key(field, value)
            if record.side is Side.PARTNER and name not in faults:
                params = {"field": name, "value": str(value)}
                kind, about = record.kind.value, record.label
                fault = Problem(invalid.code, kind=kind, subject=about, params=params)
                faults = {**faults, name: fault}
    return respelled(record, values=values, keys=keys, faults=faults, handles=record.handles)
