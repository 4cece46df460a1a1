"""Undo: from what a run did and what stands there now, to the plan that takes it back.

Field by field, whatever still is as the run wrote it becomes what it was; whatever somebody
edited since is theirs, is kept, and is told. An undo writes nothing that was not there before:
it puts back, empties what was empty, removes what was not there, and forgets what was not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from wizard.errors import Problem
from wizard.model.connection import Capabilities
from wizard.model.journal import JournalEntry, Phase
from wizard.model.mapping import MAPPINGS
from wizard.model.matching import Stop
from wizard.model.plan import Operation, Reference, SyncPlan, Verb
from wizard.model.records import Completeness, Kind, Record, Side, Snapshot, Value
from wizard.sync.identity import identified
from wizard.sync.ledger import across_of, filled, pointed
from wizard.sync.referrers import Referrers
from wizard.sync.settle import differing, wanted_keys
from wizard.sync.spelling import key

_KINDS = {kind: -position for position, kind in enumerate(Kind)}
_VERBS = {Verb.UPDATE: 0, Verb.REMOVE: 1, Verb.UNLINK: 2}
_ALONE = ("date_of_birth",)
"""Fields that a side may refuse at any time; written alone, they take no others down with them."""


@dataclass(frozen=True, slots=True)
class Undoing:
    """What taking back a run is computed from.

    ``entries`` are the run's own, ``snapshots`` what stands on both sides now, normalised: the
    kinds that the run wrote, those whose records may point at them, and those they point at.
    ``links`` are the pairs that are remembered now.
    """

    run: str
    plan: SyncPlan
    entries: Mapping[str, JournalEntry]
    snapshots: Mapping[Side, Mapping[Kind, Snapshot]]
    capabilities: Mapping[Side, Capabilities]
    links: Mapping[Kind, Mapping[str, str]] = field(default_factory=dict)


def kinds_of(plan: SyncPlan) -> list[Kind]:
    """The kinds that have to be read to take a plan back."""
    written = {one.kind for one in plan.operations}
    points = {
        kind: {one.refers_to for one in mapping.fields.values()} - {None}
        for kind, mapping in MAPPINGS.items()
    }
    pointing = {kind for kind in Kind if points[kind] & written}
    pointed_at = {to for kind in written for to in points[kind]}
    return [kind for kind in Kind if kind in written | pointing | pointed_at]


def undo_plan(undoing: Undoing) -> SyncPlan:
    """The plan that takes a run back; its stops are what stays, and why."""
    retracing = _Retracing(undoing)
    done = [
        one
        for one in undoing.plan.operations
        if (entry := undoing.entries.get(one.id)) and entry.phase is Phase.DONE
    ]
    for operation in sorted(reversed(done), key=_backwards):
        retracing.take_back(operation)
    for operation in undoing.plan.operations:
        retracing.tell_unsure(operation)
    operations = tuple(sorted(retracing.operations, key=_backwards))
    return replace(
        undoing.plan,
        operations=operations,
        questions=(),
        stops=tuple(retracing.stops),
        counts={},
        resolutions=(),
        agreed=(),
        undoes=undoing.run,
    )


def _backwards(operation: Operation) -> tuple[int, int, int, bool, bool]:
    """Tripletex before the partner, what points before what it points at, changes before removals.

    A record is changed before the object of its own that hangs on it: that write may move the
    record's version on, and does not say so.
    """
    undone = {Verb.CREATE: Verb.REMOVE, Verb.LINK: Verb.UNLINK}.get(operation.verb, operation.verb)
    return (
        0 if operation.side is Side.TRIPLETEX else 1,
        _KINDS[operation.kind],
        _VERBS[undone],
        bool(operation.part),
        operation.fields.keys() <= set(_ALONE),
    )


class _Retracing:
    """Goes back over a run's operations, one at a time."""

    def __init__(self, undoing: Undoing) -> None:
        self.operations: list[Operation] = []
        self.stops: list[Stop] = []
        self._was = undoing
        self._referrers = Referrers(undoing.snapshots)
        self._records = {
            (side, kind, record.id): record
            for side, shots in undoing.snapshots.items()
            for kind, shot in shots.items()
            for record in shot.records
        }
        self._versions = {
            (one.side, one.kind, entry.record): entry.version
            for one in undoing.plan.operations
            if (entry := undoing.entries.get(one.id)) and entry.version
        }

    def take_back(self, operation: Operation) -> None:
        """Add what takes one operation back, or say why it stays."""
        if operation.verb is Verb.LINK:
            self._unlink(operation, operation.target)
            return
        entry = self._was.entries[operation.id]
        id_ = entry.record or operation.target or ""
        record = self._records.get((operation.side, operation.kind, id_))
        if record is None:
            self._absent(operation, id_)
        elif operation.verb is Verb.CREATE:
            self._remove(operation, record)
        else:
            self._restore(operation, record)

    def tell_unsure(self, operation: Operation) -> None:
        """Say of what a run that was given up had sent, and never learnt of, that it stays."""
        entry = self._was.entries.get(operation.id)
        if entry and entry.phase in (Phase.INTENT, Phase.UNCERTAIN):
            self._stop(operation, "undo_unsure", whole=True)

    def _absent(self, operation: Operation, id_: str) -> None:
        shot = self._was.snapshots[operation.side].get(operation.kind)
        if shot is None or shot.completeness is not Completeness.COMPLETE:
            self._stop(operation, "undo_not_seen")
        elif operation.verb is Verb.CREATE:
            self._unlink(operation, id_)  # somebody has removed it already
        else:
            self._stop(operation, "undo_gone")

    def _unlink(self, operation: Operation, here: str | None) -> None:
        across = across_of(operation, self._was.entries)
        t, p = (here, across) if operation.side is Side.TRIPLETEX else (across, here)
        if t and p and self._was.links.get(operation.kind, {}).get(t) == p:
            begun = _backward(operation, Verb.UNLINK)
            forgotten = replace(begun, target=here, source=across, write=False)
            self.operations.append(identified(forgotten))

    def _restore(self, operation: Operation, record: Record) -> None:
        wrote = filled(operation, self._was.entries)
        edited = differing(record, wanted_keys(wrote), pointed(operation, self._was.entries))
        back: dict[str, Value] = {}
        for name in wrote.fields:
            before = operation.before.get(name)
            if name not in record.keys:
                self._stop(operation, "undo_field_not_seen", field=name)
            elif record.keys[name] == _key(operation.kind, name, before):
                continue  # somebody has put it back already
            elif name in edited:
                self._stop(operation, "undo_kept_edit", field=name)
            elif code := self._fixed(operation, name):
                self._stop(operation, code, field=name)
            else:
                back[name] = before
        self._put_back(operation, record, back)

    def _put_back(self, operation: Operation, record: Record, back: dict[str, Value]) -> None:
        alone = {name: value for name, value in back.items() if name in _ALONE}
        for values in (alone, {name: one for name, one in back.items() if name not in alone}):
            references = {}
            for name, value in list(values.items()):
                reference = self._reference(operation, name, value)
                if isinstance(reference, Reference):
                    references[name] = reference
                elif reference:
                    self._stop(operation, reference, field=name)
                    del values[name]
            if values:
                self._change(operation, record, values, references)

    def _change(
        self,
        operation: Operation,
        record: Record,
        values: Mapping[str, Value],
        references: Mapping[str, Reference],
    ) -> None:
        agreed = [name for name in values if name in operation.agreed or name in operation.takes]
        change = replace(
            _backward(operation, Verb.UPDATE),
            target=record.id,
            source=across_of(operation, self._was.entries),
            fields=values,
            before={name: record.spelled(name) for name in values},
            version=None if operation.part else record.version,
            references=references,
            part=operation.part,
            handles=record.handles,
            agreed={name: operation.base[name] for name in agreed if name in operation.base},
            withdrawn=tuple(agreed),
        )
        self.operations.append(identified(change))
        self._referrers.release(record, values, change.id)

    def _remove(self, operation: Operation, record: Record) -> None:
        place = operation.side, operation.kind, record.id
        wrote = filled(operation, self._was.entries)
        pointing = pointed(operation, self._was.entries)
        edited = differing(record, wanted_keys(wrote), pointing)
        can = self._was.capabilities[operation.side]
        if operation.kind not in can.removes:
            self._strip(operation, record, can.empties.get(operation.kind, frozenset()), edited)
            return
        if edited:
            self._stop(operation, "undo_kept_made", whole=True, field=edited[0])
            return
        if self._versions.get(place) not in (None, record.version):
            self._stop(operation, "undo_kept_made_unseen", whole=True)
            return
        pointers, releasing = self._referrers.of(record)
        if pointers:
            self._stop(operation, "undo_in_use", whole=True, by=pointers[0].label)
            return
        removal = replace(
            _backward(operation, Verb.REMOVE),
            target=record.id,
            source=operation.source,
            fields=can.retires.get(operation.kind, {}),
            before={name: record.spelled(name) for name in record.values},
            version=record.version,
            needs=tuple(sorted(releasing)),
        )
        self.operations.append(identified(removal))
        self._referrers.remove(record, removal.id)

    def _strip(
        self, operation: Operation, record: Record, open_: frozenset[str], edited: list[str]
    ) -> None:
        """What can be done for a record that the side cannot remove: it gives its data back."""
        self._stop(operation, "undo_cannot_remove", whole=True)
        values: dict[str, Value] = {
            name: None
            for name in operation.fields
            if name in open_ and name not in edited and record.values.get(name) is not None
        }
        if values:
            self._change(operation, record, values, {})

    def _fixed(self, operation: Operation, name: str) -> str:
        """The code of why a field cannot be put back, or nothing."""
        can = self._was.capabilities[operation.side]
        if name in can.only_when_empty.get(operation.kind, frozenset()):
            return "undo_fixed"
        part = can.parts.get(operation.kind, {}).get(operation.part)
        if part and part.key in operation.fields and operation.before.get(part.key) is None:
            return "undo_part_stays"
        return ""

    def _reference(self, operation: Operation, name: str, value: Value) -> Reference | str:
        """The record that a field pointed at, nothing, or why it cannot be found again."""
        to = MAPPINGS[operation.kind].fields[name].refers_to
        if to is None or value is None:
            return ""
        if held := operation.handles.get(name):
            gone = (operation.side, to, held) not in self._records
            return "undo_reference_gone" if gone else Reference(to, id=held)
        shot = self._was.snapshots[operation.side].get(to)
        own = "name" if to is Kind.DEPARTMENT else "number"
        wanted = _key(to, own, value)
        found = [one for one in shot.records if one.keys.get(own) == wanted] if shot else []
        if len(found) == 1:
            return Reference(to, id=found[0].id)
        # the partner points by number, and may point at what it does not hold itself
        return "" if operation.side is Side.PARTNER else "undo_reference_gone"

    def _stop(self, operation: Operation, code: str, *, whole: bool = False, **params: str) -> None:
        kind, subject = operation.kind.value, operation.key
        problem = Problem(code, kind=kind, subject=subject, params=params)
        self.stops.append(Stop(problem, operation.side, whole=whole))


def _backward(operation: Operation, verb: Verb) -> Operation:
    """The beginning of what takes an operation back."""
    return Operation("", verb, operation.side, operation.kind, operation.key, "undo")


def _key(kind: Kind, name: str, value: Value) -> Value:
    return key(MAPPINGS[kind].fields[name], value)
