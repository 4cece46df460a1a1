"""The ledger: what a run has written down so far, and what follows from it for what is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from wizard.errors import Problem
from wizard.model.journal import JournalEntry, Phase, RunHead
from wizard.model.mapping import MAPPINGS
from wizard.model.plan import Agreement, Operation, SyncPlan, Verb, Withdrawal
from wizard.model.ports import Clock, Store
from wizard.model.records import Kind, Record, Side, Value
from wizard.sync.spelling import key

_FINAL = (Phase.DONE, Phase.FAILED, Phase.SKIPPED)


class Ledger:
    """The newest entry of every operation of a run, kept in step with the store."""

    def __init__(self, run: RunHead, plan: SyncPlan, store: Store, clock: Clock) -> None:
        self._run = run
        self._store = store
        self._clock = clock
        self._operations = {operation.id: operation for operation in plan.operations}
        self._undo = bool(plan.undoes)
        self._versions: dict[tuple[Side, Kind, str], str] = {}
        self._asked: set[str] = set()
        self.entries = dict(store.entries(run.id))
        self._ended = {one.operation for one in self.entries.values() if one.phase in _FINAL}
        self._requests = {one.operation: one.request for one in self.entries.values()}

    @property
    def done(self) -> int:
        """How many operations have come to an end."""
        return len(self._ended) + len(self._asked)

    def intend(self, operations: Sequence[Operation]) -> None:
        """Write down that these are about to be sent."""
        now = self._clock.now()
        self._store.intend(self._run.id, [operation.id for operation in operations], now)

    def heard(self, operation: Operation, request: str) -> None:
        """The side's own id of the request it last answered for an operation, where it gave one.

        What is found out later without an answer, by looking it up, keeps it.
        """
        if request:
            self._requests[operation.id] = request

    def is_open(self, operation: Operation) -> bool:
        """Whether there is still something to do for it in this attempt."""
        entry = self.entries.get(operation.id)
        return operation.id not in self._asked and (entry is None or entry.phase not in _FINAL)

    def is_begun(self, operation: Operation) -> bool:
        """Whether it was written down as about to be sent, in this attempt or an earlier one."""
        return operation.id in self.entries

    def failed_need(self, operation: Operation) -> Operation | None:
        """The operation that this one needs and that did not succeed."""
        for need in operation.needs:
            entry = self.entries.get(need)
            if entry is None or entry.phase is not Phase.DONE:
                return self._operations[need]
        return None

    def settle(self, entries: Sequence[tuple[Operation, JournalEntry]]) -> None:
        """Write down what became of operations, with the links and baselines that follow."""
        agreed = [
            agreement
            for operation, entry in entries
            if entry.phase is Phase.DONE and (agreement := self._agreement(operation, entry))
        ]
        self._store.settle(self._run.id, [entry for _, entry in entries], agreed)
        self.entries.update({entry.operation: entry for _, entry in entries})
        self._ended |= {entry.operation for _, entry in entries if entry.phase in _FINAL}

    def known(self, side: Side, kind: Kind) -> set[str]:
        """The records of a side that the plan already knew, or that a create of it has made.

        Those that it removes are not among them: they may be gone.
        """
        found: set[str | None] = set()
        gone: set[str | None] = {None}
        for operation in self._operations.values():
            if operation.kind is kind:
                if operation.verb is Verb.REMOVE and operation.side is side:
                    gone.add(operation.target)
                found.add(operation.target if operation.side is side else operation.source)
                entry = self.entries.get(operation.id)
                if entry and entry.phase is Phase.DONE and operation.side is side:
                    found.add(entry.record)
        return {id_ for id_ in found - gone if id_}

    def ask(self, operation: Operation, code: str) -> JournalEntry:
        """Leave an operation for a person to look at: nobody else can tell what became of it."""
        problem = about(operation, None, code)
        entry = self.entry(operation, Phase.UNCERTAIN, problem=problem)
        self.settle([(operation, entry)])
        self._asked.add(operation.id)
        return entry

    def filled(self, operation: Operation) -> Operation:
        """The operation with the values that other operations' answers supply."""
        return filled(operation, self.entries)

    def pointed(self, operation: Operation) -> dict[str, str]:
        """The ids that an operation's fields point at, as far as what is pointed at is made."""
        return pointed(operation, self.entries)

    def version(self, operation: Operation) -> str | None:
        """The version that the record written is expected to be at: our own writes move it on."""
        place = operation.side, operation.kind, operation.target or ""
        return self._versions.get(place, operation.version)

    def finished(self, operation: Operation, record: Record | None) -> JournalEntry:
        """The entry of an operation that is done, with what its record is now."""
        if operation.verb is Verb.REMOVE:
            kept = operation.fields if record else {}
            problem = about(operation, None, "undo_set_aside") if record else None
            return self.entry(operation, Phase.DONE, record=record, values=kept, problem=problem)
        if record and record.version and operation.target:
            self._versions[operation.side, operation.kind, operation.target] = record.version
        number = record.values.get("number") if record else None
        assigned = {"number": number} if operation.verb is Verb.CREATE and number else {}
        return self.entry(operation, Phase.DONE, record=record, values=assigned)

    def entry(
        self,
        operation: Operation,
        phase: Phase,
        *,
        record: Record | None = None,
        values: Mapping[str, Value] | None = None,
        problem: Problem | None = None,
    ) -> JournalEntry:
        """An entry of this moment."""
        return JournalEntry(
            operation.id,
            phase,
            self._clock.now(),
            record.id if record else operation.target,
            record.version if record else None,
            values or {},
            problem,
            self._requests.get(operation.id, ""),
        )

    def _agreement(
        self, operation: Operation, entry: JournalEntry
    ) -> Agreement | Withdrawal | None:
        """The pair and the keys it agrees on, or no longer does, now that this is done."""
        here, across = entry.record or operation.target, across_of(operation, self.entries)
        if here is None or across is None:
            return None
        t, p = (here, across) if operation.side is Side.TRIPLETEX else (across, here)
        if self._undo:
            fields: tuple[str, ...] | None = operation.withdrawn
            if operation.verb is not Verb.UPDATE:
                fields = tuple(entry.values) or None
            return Withdrawal(operation.kind, t, p, operation.agreed, fields)
        full = self.filled(operation)
        agreed = dict(operation.agreed) | {
            name: key(MAPPINGS[operation.kind].fields[name], full.fields[name])
            for name in operation.takes
        }
        return Agreement(operation.kind, t, p, agreed)


def filled(operation: Operation, entries: Mapping[str, JournalEntry]) -> Operation:
    """The operation with the values that other operations' answers supply."""
    taken: dict[str, Value] = {
        name: entries[maker].values.get(name)
        for name, maker in operation.takes.items()
        if maker in entries
    }
    return replace(operation, fields={**operation.fields, **taken}) if taken else operation


def pointed(operation: Operation, entries: Mapping[str, JournalEntry]) -> dict[str, str]:
    """The ids that an operation's fields point at, as far as what is pointed at is made."""
    ids: dict[str, str] = {}
    for name, reference in operation.references.items():
        maker = entries.get(reference.operation or "")
        id_ = reference.id or (maker.record if maker else None)
        if id_:
            ids[name] = id_
    return ids


def across_of(operation: Operation, entries: Mapping[str, JournalEntry]) -> str | None:
    """The id of the record across from the one that is written."""
    maker = next(iter(operation.takes.values()), None)
    return entries[maker].record if maker else operation.source


def about(operation: Operation, problem: Problem | None, code: str, **params: str) -> Problem:
    """The side's own problem with the record it is about, or one of our own."""
    found = problem or Problem(code, params=params)
    return replace(found, kind=operation.kind.value, subject=operation.key)
