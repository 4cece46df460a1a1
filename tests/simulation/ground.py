"""The ground truth: what must stand on both sides, kept by hand beside the engine's own books.

It knows what stood there at first, what others did, and what the journal says is done. From that
follows what must stand there now, field by field; whatever differs is a violation.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from wizard.model.journal import JournalEntry, Phase
from wizard.model.mapping import MAPPINGS
from wizard.model.plan import Operation, SyncPlan, Verb
from wizard.model.records import Kind, Side, Value
from wizard.sync.spelling import key

from .registers import MARKS, T
from .tripletex import Held, pointing_at

_OPEN = (Phase.INTENT, Phase.UNCERTAIN)
Place = tuple[Side, Kind, str]
PROMISES = {
    "duplicate": "no subject stands on a side more often than it was put there",
    "lost": "what the journal says is done stands there, and what nobody touched is as it was",
    "overwritten": "what somebody edited since the plan was made stands",
    "unplanned": "there is nothing that neither a plan nor a person has made",
    "wrong company": "nothing is written in another company",
    "two writers": "one program at a time is at work on a company",
    "unsettled": "every run ends, with every operation settled or a question",
    "again": "a second synk has nothing to do, and no more than a few ever have",
    "not as before": "an undo brings back every value, or says which stays",
    "journal": "what has come to an end in a journal stays as it ended",
    "proof": "every report stands up to its journal",
    "traceback": "a program ends with a sentence",
    "unsaid": "every problem has its sentence",
}
"""What is held against every schedule."""


@dataclass(frozen=True)
class Violation:
    """A promise that was not kept: which, and how it was seen."""

    promise: str
    what: str


class Ground:
    """What must stand on both sides.

    ``twins`` is how often a mark may stand on a side: a user who answers that two records of
    one mark are not the same has two of it from then on.
    """

    def __init__(self, held: Mapping[Side, Held]) -> None:
        self._expected: dict[Place, dict[str, Value]] = {}
        self.twins = 1
        self._turn = 0  # how many plans have been begun, one that was begun twice counted twice
        self._pins: dict[tuple[Place, str], int] = {}
        self._gone: dict[Place, int] = {}
        self._plans: dict[str, tuple[int, SyncPlan]] = {}
        self._runs: dict[str, tuple[SyncPlan, Mapping[str, JournalEntry]]] = {}
        self._taken: set[tuple[str, str]] = set()
        for side, found in held.items():
            for kind, records in found.items():
                for id_, values in records.items():
                    self._expected[side, kind, id_] = dict(_keyed(kind, values))

    def planned(self, plan: SyncPlan) -> None:
        """A plan is about to be carried out that was made of what both sides showed."""
        self._turn += 1
        self._plans[plan.fingerprint] = (self._turn, plan)

    def by_hand(self, side: Side, before: Held, after: Held) -> None:
        """Somebody else changed a side."""
        for kind in after:
            for id_ in before[kind].keys() - after[kind].keys():
                self._expected.pop((side, kind, id_), None)
                self._gone[side, kind, id_] = self._turn
            for id_, values in after[kind].items():
                old, place = before[kind].get(id_), (side, kind, id_)
                said = _keyed(kind, values)
                was = {} if old is None else _keyed(kind, old)
                for name, value in said.items():
                    if old is None or was[name] != value:
                        self._expected.setdefault(place, {})[name] = value
                        self._pins[place, name] = self._turn

    def written(self, run: str, fingerprint: str, entries: Mapping[str, JournalEntry]) -> None:
        """The journal of a run, as far as it has come."""
        made_as, plan = self._plans[fingerprint]
        self._runs[run] = plan, entries
        for operation in plan.operations:
            entry = entries.get(operation.id)
            if entry is None or entry.phase is not Phase.DONE:
                continue
            if (run, operation.id) not in self._taken:
                self._taken.add((run, operation.id))
                self._take(operation, entry, entries, made_as)

    def _take(
        self,
        operation: Operation,
        entry: JournalEntry,
        entries: Mapping[str, JournalEntry],
        made_as: int,
    ) -> None:
        id_ = entry.record if operation.verb is Verb.CREATE else operation.target
        place = (operation.side, operation.kind, str(id_))
        if operation.verb is Verb.REMOVE and entry.version is None and not entry.values:
            self._expected.pop(place, None)
            return
        # a workbook gives what is made anew the id it had: the plan's intention is the same
        if self._gone.get(place, -1) >= made_as or not operation.fields:
            return
        expected = self._expected.setdefault(place, {})
        for name, value in operation.fields.items():
            if self._pins.get((place, name), -1) >= made_as:
                continue  # somebody has edited it since the plan was made, and that stands
            taken = operation.takes.get(name)
            expected[name] = _written(operation, name, value, entries)
            if taken:
                number = entries[taken].values.get(name)
                expected[name] = key(MAPPINGS[operation.kind].fields[name], number)

    def keys_of(self, run: str) -> Mapping[Place, set[str]]:
        """By what a run calls each record that it wrote."""
        plan, entries = self._runs[run]
        found: defaultdict[Place, set[str]] = defaultdict(set)
        for one in plan.operations:
            id_ = entries[one.id].record if one.verb is Verb.CREATE else one.target
            found[one.side, one.kind, str(id_)].add(one.key)
        return found

    def violations(self, held: Mapping[Side, Held]) -> list[Violation]:
        """How what stands there differs from what must."""
        open_ = [
            operation
            for plan, entries in self._runs.values()
            for operation in plan.operations
            if operation.id in entries and _in_doubt(entries[operation.id])
        ]
        found = [*self._twice(held), *self._not_there(held, open_)]
        return found + self._unplanned(held, open_)

    def _not_there(
        self, held: Mapping[Side, Held], open_: Sequence[Operation]
    ) -> Iterator[Violation]:
        """Records and values that must stand there and do not."""
        doubtful = {(one.side, one.kind, one.target): one.verb for one in open_ if one.target}
        for place, expected in self._expected.items():
            side, kind, id_ = place
            truth = held[side].get(kind, {}).get(id_)
            if truth is None:
                if doubtful.get(place) is not Verb.REMOVE:
                    yield Violation("lost", f"{side} {kind} {id_} is not there")
                continue
            said = _keyed(kind, truth)
            for name, value in expected.items() if place not in doubtful else ():
                if said.get(name) != value:
                    promise = "overwritten" if (place, name) in self._pins else "lost"
                    what = f"{side} {kind} {id_} {name}: {said.get(name)!r}, not {value!r}"
                    yield Violation(promise, what)

    def _unplanned(self, held: Mapping[Side, Held], open_: Sequence[Operation]) -> list[Violation]:
        """Records that stand there and must not; one that may have been made must from now on."""
        found = []
        perhaps = Counter(
            (one.side, one.kind, _mark(one.kind, one.fields)) for one in open_ if not one.target
        )
        for side, kinds in held.items():
            for kind, records in kinds.items():
                for id_, values in records.items():
                    if (side, kind, id_) in self._expected:
                        continue
                    mark = _mark(kind, values)
                    place = (side, kind, mark)
                    if perhaps[place] > 0:
                        perhaps[place] -= 1
                        self._expected[side, kind, id_] = {}
                    else:
                        found.append(Violation("unplanned", f"{side} {kind} {id_} {mark}"))
        return found

    def _twice(self, held: Mapping[Side, Held]) -> list[Violation]:
        """Marks that stand on a side more than once: the same subject, made twice."""
        found = []
        for side, kinds in held.items():
            for kind, records in kinds.items():
                marks = Counter(filter(None, (_mark(kind, one) for one in records.values())))
                for mark, many in marks.items():
                    if many > self.twins:
                        found.append(Violation("duplicate", f"{side} {kind} {mark}: {many}"))
        return found


def _in_doubt(entry: JournalEntry) -> bool:
    """Whether the journal leaves it open what stands there; a change that was refused because
    of another may be that other itself, delivered twice."""
    changed = entry.problem is not None and entry.problem.code == "tripletex.changed"
    return entry.phase in _OPEN or changed


def _keyed(kind: Kind, values: Mapping[str, Value]) -> dict[str, Value]:
    fields = MAPPINGS[kind].fields
    return {name: key(fields[name], value) for name, value in values.items()}


def _written(
    operation: Operation, name: str, value: Value, entries: Mapping[str, JournalEntry]
) -> Value:
    reference = operation.references.get(name)
    if reference is not None and operation.side is T:
        made = entries[reference.operation].record if reference.operation else None
        return pointing_at(reference.id or made)
    return key(MAPPINGS[operation.kind].fields[name], value)


def _mark(kind: Kind, values: Mapping[str, Value]) -> Value:
    name = MARKS.get(kind, "name")
    return key(MAPPINGS[kind].fields[name], values.get(name))
