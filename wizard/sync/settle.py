"""Settle: what became of a write whose answer never came, judged by what is there now.

Equal to what was to be written: it happened, adopt it. Not there: it did not. Something else in
its place, or more than one: nobody but a person can tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from enum import StrEnum

from wizard.model.mapping import MAPPINGS
from wizard.model.plan import Operation, Verb
from wizard.model.records import Completeness, Record, Snapshot, Value
from wizard.sync.spelling import key
from wizard.sync.subject import folded_name, ties_of


class Finding(StrEnum):
    """What the look-up of one write says."""

    ADOPT = "adopt"
    ABSENT = "absent"
    ASK = "ask"


class Lookup:
    """A fresh, normalised snapshot, arranged for looking up many operations."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._whole = snapshot.completeness is Completeness.COMPLETE
        self._by_id = {record.id: record for record in snapshot.records}
        self._by_tie: defaultdict[tuple[str, ...], list[Record]] = defaultdict(list)
        for record in snapshot.records:
            for tie in (*ties_of(record), ("name", folded_name(record))):
                self._by_tie[tie].append(record)

    def find(self, operation: Operation) -> tuple[Finding, Record | None]:
        """What became of this operation, and the record to adopt."""
        wanted = wanted_keys(operation)
        if operation.verb is not Verb.CREATE:
            return self._changed(operation, wanted)
        candidates = self._candidates(operation, wanted)
        equal = [record for record in candidates if _equal(record, wanted)]
        if len(equal) == 1:
            return Finding.ADOPT, equal[0]
        # a picture that is not whole shows nothing by what is missing from it
        if not candidates and self._whole:
            return Finding.ABSENT, None
        return Finding.ASK, None

    def _changed(
        self, operation: Operation, wanted: Mapping[str, Value]
    ) -> tuple[Finding, Record | None]:
        record = self._by_id.get(operation.target or "")
        if record is None:
            return Finding.ASK, None
        if record.anchored and _equal(record, wanted):
            return Finding.ADOPT, record
        before = {
            name: key(MAPPINGS[operation.kind].fields[name], value)
            for name, value in operation.before.items()
        }
        untouched = not record.anchored or _equal(record, before)
        return (Finding.ABSENT if untouched else Finding.ASK), None

    def _candidates(self, operation: Operation, wanted: Mapping[str, Value]) -> list[Record]:
        """The records that could be what this create made: those sharing a natural key with it."""
        made = Record(operation.kind, operation.side, "", operation.fields, keys=wanted)
        ties = list(ties_of(made)) or [("name", folded_name(made))]
        found = {record.id: record for tie in ties for record in self._by_tie.get(tie, ())}
        return list(found.values())


def wanted_keys(operation: Operation) -> dict[str, Value]:
    """The comparison keys of what an operation writes, references left out.

    A reference is written by id and read back as a number, which may have been assigned since.
    """
    mapping = MAPPINGS[operation.kind].fields
    return {
        name: key(mapping[name], value)
        for name, value in operation.fields.items()
        if name not in operation.references
    }


def has_natural_key(operation: Operation) -> bool:
    """Whether a lost create could be found again by more than its name."""
    wanted = wanted_keys(operation)
    made = Record(operation.kind, operation.side, "", operation.fields, keys=wanted)
    return any(True for _ in ties_of(made))


def _equal(record: Record, wanted: Mapping[str, Value]) -> bool:
    return all(record.keys[name] == value for name, value in wanted.items() if name in record.keys)
