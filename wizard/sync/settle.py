"""Settle: what became of a write whose answer never came, judged by what is there now.

Equal to what was to be written: it happened, adopt it. Not there: it did not. Something else in
its place, or more than one: nobody but a person can tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum

from wizard.model.mapping import MAPPINGS
from wizard.model.plan import Operation, Verb
from wizard.model.records import Completeness, Record, Snapshot, Value
from wizard.sync.spelling import key
from wizard.sync.subject import contradicting, folded_name, ties_of


class Finding(StrEnum):
    """What the look-up of one write says."""

    ADOPT = "adopt"
    ABSENT = "absent"
    ASK = "ask"


class Lookup:
    """A fresh, normalised snapshot, arranged for looking up many operations.

    ``known`` are the records that cannot be what a lost create made: they were there when the
    plan was made, or another operation made them. They are the positive control too: where one
    of them is not seen any more, rights may have been withdrawn meanwhile, and nothing is shown
    by what else is missing.
    """

    def __init__(self, snapshot: Snapshot, known: Iterable[str] = ()) -> None:
        self._known = set(known)
        self._by_id = {record.id: record for record in snapshot.records}
        seen = self._known <= self._by_id.keys()
        self._whole = seen and snapshot.completeness is Completeness.COMPLETE
        self._by_tie: defaultdict[tuple[str, ...], list[Record]] = defaultdict(list)
        for record in snapshot.records:
            for tie in (*ties_of(record), ("name", folded_name(record))):
                self._by_tie[tie].append(record)

    def find(
        self, operation: Operation, pointed: Mapping[str, str]
    ) -> tuple[Finding, Record | None]:
        """What became of this operation, and the record to adopt.

        ``pointed`` are the ids that the operation's fields point at.
        """
        if operation.verb is Verb.REMOVE:
            return self._removed(operation)
        if operation.verb is not Verb.CREATE:
            return self._changed(operation, pointed)
        wanted = wanted_keys(operation)
        candidates = self._candidates(operation, wanted)
        equal = [record for record in candidates if _equal(record, wanted, pointed)]
        if len(equal) == 1:
            self._known.add(equal[0].id)
            return Finding.ADOPT, equal[0]
        # a picture that is not whole shows nothing by what is missing from it
        if not candidates and self._whole:
            return Finding.ABSENT, None
        return Finding.ASK, None

    def record(self, id_: str | None) -> Record | None:
        """The record of this id, where it is seen."""
        return self._by_id.get(id_ or "")

    def taken(self, operation: Operation) -> bool:
        """Whether a record other than the one written has the number that is to be written."""
        number = str(wanted_keys(operation).get("number"))
        return any(one.id != operation.target for one in self._by_tie.get(("number", number), ()))

    def _removed(self, operation: Operation) -> tuple[Finding, Record | None]:
        """Gone, set aside with the values it was to have then, or as it was.

        One that held those values before shows nothing by holding them still.
        """
        record = self.record(operation.target)
        if record is None:
            return (Finding.ADOPT if self._whole else Finding.ASK), None
        wanted, fields = wanted_keys(operation), MAPPINGS[operation.kind].fields
        before = {name: key(fields[name], operation.before.get(name)) for name in wanted}
        if wanted != before and not differing(record, wanted, {}):
            return Finding.ADOPT, record
        # sent again it is refused where the record has changed since
        return Finding.ABSENT, None

    def _changed(
        self, operation: Operation, pointed: Mapping[str, str]
    ) -> tuple[Finding, Record | None]:
        wanted = wanted_keys(operation)
        record = self._by_id.get(operation.target or "")
        if record is None or not wanted.keys() <= record.keys.keys():
            return Finding.ASK, None
        if record.anchored and _equal(record, wanted, pointed):
            return Finding.ADOPT, record
        if operation.version is not None and not operation.part:
            # sent again it is refused, not doubled, where the record has changed since
            return Finding.ABSENT, None
        before = {
            name: key(MAPPINGS[operation.kind].fields[name], value)
            for name, value in operation.before.items()
        }
        untouched = not record.anchored or _equal(record, before, {})
        return (Finding.ABSENT if untouched else Finding.ASK), None

    def _candidates(self, operation: Operation, wanted: Mapping[str, Value]) -> list[Record]:
        """The records that could be what this create made: those sharing a natural key with it.

        Where it has none, those of the same name that nothing sets apart from it.
        """
        unsaid = {name: one.empty_is for name, one in MAPPINGS[operation.kind].fields.items()}
        made = Record(
            operation.kind, operation.side, "", operation.fields, keys={**unsaid, **wanted}
        )
        ties = list(ties_of(made)) or [("name", folded_name(made))]
        found = {record.id: record for tie in ties for record in self._by_tie.get(tie, ())}
        by_name = not has_natural_key(operation)
        return [
            record
            for record in found.values()
            if record.id not in self._known and not (by_name and contradicting(made, record))
        ]


def wanted_keys(operation: Operation) -> dict[str, Value]:
    """The comparison keys of what an operation writes."""
    mapping = MAPPINGS[operation.kind].fields
    return {name: key(mapping[name], value) for name, value in operation.fields.items()}


def has_natural_key(operation: Operation) -> bool:
    """Whether a lost create could be found again by more than its name."""
    wanted = wanted_keys(operation)
    made = Record(operation.kind, operation.side, "", operation.fields, keys=wanted)
    return any(True for _ in ties_of(made))


def differing(record: Record, wanted: Mapping[str, Value], pointed: Mapping[str, str]) -> list[str]:
    """The known fields in which a record does not hold what was to be written.

    A reference is compared by id where the side shows one, for that is how it was written.
    """
    held = {name: id_ for name, id_ in pointed.items() if name in record.handles}
    return [name for name, id_ in held.items() if record.handles[name] != id_] + [
        name
        for name, value in wanted.items()
        if name in record.keys and name not in held and record.keys[name] != value
    ]


def silent(operation: Operation, record: Record | None) -> bool:
    """Whether the answer to a change leaves open that a field to be emptied is empty."""
    emptied = [name for name, value in operation.fields.items() if value is None]
    known = record.values if record else {}
    takes = operation.takes.keys()
    return operation.verb is Verb.UPDATE and any(n not in known for n in emptied if n not in takes)


def still_filled(operation: Operation, record: Record | None) -> list[str]:
    """The fields that were to be emptied and are not."""
    held = record.values if record and operation.verb is Verb.UPDATE else {}
    return [
        name
        for name, value in operation.fields.items()
        if value is None and name not in operation.takes and held.get(name)
    ]


def _equal(record: Record, wanted: Mapping[str, Value], pointed: Mapping[str, str]) -> bool:
    return not differing(record, wanted, pointed)
