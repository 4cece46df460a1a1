"""Apply: the only writer. It carries out a plan so that nothing happens twice.

Tripletex has no idempotency key and assigns ids itself, so every write is written down before it
is sent, and a write whose answer never came is looked up before anything is sent again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby

from wizard.errors import InterruptedRun, Problem, WizardError
from wizard.model.journal import (
    Change,
    Draft,
    JournalEntry,
    Outcome,
    OutcomeState,
    Phase,
    Removal,
    RunHead,
)
from wizard.model.mapping import MAPPINGS
from wizard.model.plan import Operation, SyncPlan, Verb
from wizard.model.records import Kind, Record, Side
from wizard.sync.anchor import Anchors
from wizard.sync.calls import in_calls, place_of
from wizard.sync.ledger import Ledger, about
from wizard.sync.normalise import normalise
from wizard.sync.settle import Finding, Lookup, silent, still_filled
from wizard.sync.sight import steady
from wizard.sync.world import World

_SENDS = 3
"""How often a write whose answer does not come is sent in one attempt at a run."""
_FAILS = {OutcomeState.REJECTED: "write_rejected", OutcomeState.STALE: "changed_meanwhile"}


class Applier:
    """Carries out the operations of one run; made anew for each attempt at it."""

    def __init__(self, run: RunHead, plan: SyncPlan, world: World) -> None:
        self._plan = plan
        self._world = world
        self._ledger = Ledger(run, plan, world.store, world.clock)
        open_ = filter(self._ledger.is_open, plan.operations)
        self._anchors = Anchors(world.endpoints[Side.PARTNER], open_)
        self._unanswered: Counter[str] = Counter()

    def carry_out(self, *, resumed: bool = False) -> Mapping[str, JournalEntry]:
        """Do what is left of the plan, and return the newest entry of every operation.

        ``resumed`` where time has passed since the plan was made: then what is planned may have
        come into being meanwhile, even where nothing was begun. Raises ``InterruptedRun`` where
        it had to stop on the way; what is done is written down, and another applier finishes it.
        """
        if resumed:
            self._look_back()
        left = [one for one in self._plan.operations if self._ledger.is_open(one)]
        for batch in in_calls(left, self._world.endpoints):
            if self._world.stop():
                raise InterruptedRun(Problem("stopped_on_request"))
            self._send(batch)
        return self._ledger.entries

    def _look_back(self) -> None:
        """Settle what an earlier attempt left open, and what others may have made since.

        A record that is planned but not begun may have come into being while we were away.
        """
        open_ = [
            one
            for one in self._plan.operations
            if self._ledger.is_open(one) and (self._ledger.is_begun(one) or one.verb is Verb.CREATE)
        ]
        for _, group in groupby(sorted(open_, key=place_of), key=place_of):
            operations = list(group)
            self._look_up(operations, patient=any(map(self._ledger.is_begun, operations)))

    def _send(self, operations: Sequence[Operation]) -> None:
        ready = self._anchored(self._untaken([one for one in operations if self._ready(one)]))
        writes = [one for one in ready if one.write]
        if len(writes) < len(ready):
            remembered = [one for one in ready if not one.write]
            self._settle([(one, self._ledger.entry(one, Phase.DONE)) for one in remembered])
        if writes:
            self._ledger.intend(writes)
            self._judge(writes, self._write(writes))

    def _ready(self, operation: Operation) -> bool:
        """Whether everything this needs is done; one that needs a failed one is skipped."""
        needed = self._ledger.failed_need(operation)
        if needed is None:
            return True
        problem = about(operation, None, "needed_failed", needed=needed.key)
        entry = self._ledger.entry(operation, Phase.SKIPPED, problem=problem)
        self._settle([(operation, entry)])
        return False

    def _untaken(self, operations: Sequence[Operation]) -> Sequence[Operation]:
        """Those whose assigned number is free here too; who assigned it could not know."""
        if not any(one.takes for one in operations):
            return operations
        lookup, free = self._picture(*place_of(operations[0])), []
        for operation in operations:
            filled = self._ledger.filled(operation)
            if lookup.taken(filled):
                value = {"field": "number", "value": str(filled.fields["number"])}
                problem = about(operation, None, "value_taken", **value)
                self._settle(
                    [(operation, self._ledger.entry(operation, Phase.SKIPPED, problem=problem))]
                )
            else:
                free.append(operation)
        return free

    def _anchored(self, operations: Sequence[Operation]) -> Sequence[Operation]:
        """Those whose partner's record has an id that lasts."""
        lasting = []
        for operation in operations:
            refused = self._anchors.refused(operation) if operation.verb is Verb.CREATE else None
            if refused is None:
                lasting.append(operation)
            else:
                problem = about(operation, refused.problem, "changed_meanwhile")
                entry = self._ledger.entry(operation, Phase.SKIPPED, problem=problem)
                self._settle([(operation, entry)])
        return lasting

    def _write(self, operations: Sequence[Operation]) -> Sequence[Outcome]:
        first, ledger = operations[0], self._ledger
        endpoint = self._world.endpoints[first.side]
        filled = [ledger.filled(one) for one in operations]
        if first.verb is Verb.CREATE:
            drafts = [Draft(one.id, one.fields, ledger.pointed(one)) for one in filled]
            return endpoint.create(first.kind, drafts)
        if first.verb is Verb.REMOVE:
            gone = [
                Removal(one.id, one.target or "", ledger.version(one), one.fields)
                for one in operations
            ]
            return endpoint.remove(first.kind, gone)
        changes = [
            Change(
                operation=one.id,
                id=one.target or "",
                values=one.fields,
                version=None if one.part else ledger.version(one),
                references=ledger.pointed(one),
                part=one.part,
                handles=one.handles,
            )
            for one in filled
        ]
        return endpoint.update(first.kind, changes)

    def _judge(self, operations: Sequence[Operation], outcomes: Sequence[Outcome]) -> None:
        """Write down what is certain; look up what is not."""
        certain: list[tuple[Operation, JournalEntry]] = []
        done: list[tuple[Operation, Record | None]] = []
        open_: dict[OutcomeState, list[Operation]] = {}
        unsent: list[Problem] = []
        for operation, outcome in zip(operations, outcomes, strict=True):
            state, problem = outcome.state, outcome.problem
            self._ledger.heard(operation, outcome.request)
            if state is OutcomeState.DONE:
                done.append((operation, outcome.record))
            elif state in _FAILS or _is_final(state, operations):
                problem = about(operation, problem, _FAILS.get(state, "write_rejected"))
                entry = self._ledger.entry(operation, Phase.FAILED, problem=problem)
                certain.append((operation, entry))
            elif state is OutcomeState.UNSENT:
                unsent.append(about(operation, problem, "not_sent"))
            else:
                open_.setdefault(state, []).append(operation)
                if state is OutcomeState.UNCERTAIN:
                    self._unanswered[operation.id] += 1
                    entry = self._ledger.entry(operation, Phase.UNCERTAIN, problem=problem)
                    certain.append((operation, entry))
        self._settle([*self._confirmed(done), *certain])
        self._doubt(open_)
        if unsent:
            raise InterruptedRun(unsent[0])

    def _confirmed(
        self, done: Sequence[tuple[Operation, Record | None]]
    ) -> list[tuple[Operation, JournalEntry]]:
        """The entries of what was answered. What was to be emptied must be empty now.

        Whether Tripletex empties a field for which it is sent null is not documented.
        """
        unsaid = {one.id for one, record in done if silent(one, record)}
        lookup = self._picture(*place_of(done[0][0])) if unsaid else None
        found = []
        for operation, record in done:
            seen = lookup.record(operation.target) if lookup else record
            if kept := still_filled(operation, seen):
                problem = about(operation, None, "not_emptied", field=kept[0])
                entry = self._ledger.entry(operation, Phase.FAILED, problem=problem)
            else:
                entry = self._ledger.finished(operation, record)
            found.append((operation, entry))
        return found

    def _doubt(self, open_: Mapping[OutcomeState, Sequence[Operation]]) -> None:
        if unanswered := open_.get(OutcomeState.UNCERTAIN):
            for operation in self._look_up(unanswered, patient=True):
                self._send([operation])
        if refused := open_.get(OutcomeState.EXISTS):
            for operation in self._look_up(refused, patient=False):
                # it is said to exist, and we cannot see it: not ours to make again
                self._ask(operation, "exists_unseen")
        if batch := open_.get(OutcomeState.BATCH_REJECTED):
            # Whether the side keeps the records before the refused one is not documented, so
            # both answers end right: what is there is adopted, the rest tried in smaller calls.
            rest = self._look_up(batch, patient=False)
            middle = (len(rest) + 1) // 2
            for half in (rest[:middle], rest[middle:]):
                if half:
                    self._send(half)

    def _look_up(self, operations: Sequence[Operation], *, patient: bool) -> list[Operation]:
        """Settle operations by what is there now, and return those that did not happen.

        ``patient`` where the side may still be at work on them: then absence is believed only
        when it is seen twice, with the side's own limit between.
        """
        side, kind = place_of(operations[0])
        waits = (0.0, self._world.endpoints[side].capabilities().settle_after)
        absent = list(operations)
        for wait in waits if patient else waits[:1]:
            if absent:
                absent = self._look_once(side, kind, absent, after=wait)
        again = []
        for operation in absent:
            if self._unanswered[operation.id] < _SENDS:
                again.append(operation)
            else:
                self._ask(operation, "outcome_unclear")
        return again

    def _look_once(
        self, side: Side, kind: Kind, operations: Sequence[Operation], *, after: float
    ) -> list[Operation]:
        if after:
            self._world.clock.sleep(after)
        lookup = self._picture(side, kind)
        adopted, absent = [], []
        for operation in operations:
            pointed = self._ledger.pointed(operation)
            finding, record = lookup.find(self._ledger.filled(operation), pointed)
            if finding is Finding.ADOPT:
                adopted.append((operation, self._ledger.finished(operation, record)))
            elif finding is Finding.ABSENT:
                absent.append(operation)
            else:
                self._ask(operation, "outcome_unclear")
        self._settle(adopted)
        return absent

    def _picture(self, side: Side, kind: Kind) -> Lookup:
        """What is there now."""
        endpoint = self._world.endpoints[side]
        try:
            with steady([endpoint]):
                snapshot = endpoint.fetch(kind)
        except WizardError as error:
            raise InterruptedRun(*error.problems) from error
        return Lookup(normalise(snapshot, MAPPINGS[kind]), self._ledger.known(side, kind))

    def _settle(self, entries: Sequence[tuple[Operation, JournalEntry]]) -> None:
        if entries:
            self._ledger.settle(entries)
            self._tell(entries)

    def _ask(self, operation: Operation, code: str) -> None:
        self._tell([(operation, self._ledger.ask(operation, code))])

    def _tell(self, entries: Sequence[tuple[Operation, JournalEntry]]) -> None:
        done, total = self._ledger.done, len(self._plan.operations)
        for operation, entry in entries:
            self._world.watch(done, total, operation, entry)


def _is_final(state: OutcomeState, operations: Sequence[Operation]) -> bool:
    """Whether a refusal leaves nothing to look up: of a batch of one, or of a change."""
    alone = state is OutcomeState.BATCH_REJECTED and len(operations) == 1
    change = state is OutcomeState.EXISTS and operations[0].verb is not Verb.CREATE
    return alone or change
