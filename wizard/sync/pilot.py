"""Pilot: a few records of each kind first, chosen so that they show all that the plan does.

A record is taken whole, with everything it needs: the customer a project points at comes along.
What is left is done by a later synk.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from wizard.errors import Problem
from wizard.model.matching import Stop
from wizard.model.plan import Operation, SyncPlan, Verb
from wizard.model.records import Kind, Side

_Feature = tuple[str, ...]
_Place = tuple[Kind, Side]


@dataclass(eq=False, slots=True)
class Whole:
    """All the operations on one record or pair, and the records it cannot do without."""

    kind: Kind
    operations: list[Operation] = field(default_factory=list)
    needs: list[Whole] = field(default_factory=list)

    def whole(self) -> list[Whole]:
        """The record and all that it needs, however far."""
        found = [self]
        for one in found:
            found += [need for need in one.needs if need not in found]
        return found

    def made(self, *, numbered: bool) -> Counter[_Place]:
        """Where it is made with a number, or with one that the side is to choose."""
        return Counter(
            (one.kind, one.side)
            for one in self.operations
            if one.verb is Verb.CREATE and ("number" in one.fields) is numbered
        )


def pilot(plan: SyncPlan, most: int) -> SyncPlan:
    """The part of a plan that does at most so many records of each kind, by choice.

    Records that others need may come in addition. The stops say how many of a kind are left.
    """
    records = records_of(plan.operations)
    chosen = _chosen(records, most)
    ids = {one.id for record in chosen for one in record.operations}
    left = Counter(one.kind for one in records) - Counter(one.kind for one in chosen)
    stops = tuple(_left(kind, left[kind]) for kind in Kind if left[kind])
    operations = tuple(one for one in plan.operations if one.id in ids)
    return replace(plan, operations=operations, stops=(*stops, *plan.stops))


def records_of(operations: Sequence[Operation]) -> list[Whole]:
    """The operations by the record they are about, in the plan's order."""
    at: dict[tuple[Kind, Side, str], Whole] = {}
    by_operation: dict[str, Whole] = {}
    records: list[Whole] = []
    for operation in operations:
        ids = ((operation.side, operation.target), (operation.side.other, operation.source))
        places = [(operation.kind, side, id_) for side, id_ in ids if id_]
        record = next((at[place] for place in places if place in at), None)
        if record is None:
            record = Whole(operation.kind)
            records.append(record)
        record.operations.append(operation)
        at.update(dict.fromkeys(places, record))
        by_operation[operation.id] = record
    for record in records:
        needed = (by_operation[need] for one in record.operations for need in one.needs)
        record.needs = [one for one in dict.fromkeys(needed) if one is not record]
    return records


def _chosen(records: list[Whole], most: int) -> list[Whole]:
    """What points at others is chosen first: what it needs counts among the others' number."""
    chosen: list[Whole] = []
    seen: set[_Feature] = set()
    for kind in (Kind.PROJECT, Kind.CUSTOMER, Kind.EMPLOYEE):
        waiting = {one: one.whole() for one in records if one.kind is kind and one not in chosen}
        while waiting and sum(1 for one in chosen if one.kind is kind) < most:
            numbers = _numbers(records) - _numbers(chosen)
            open_ = [one for one, whole in waiting.items() if not _in_the_way(whole, numbers)]
            if not open_:
                break
            best = max(open_, key=lambda one: len(_features(waiting[one]) - seen))
            whole = waiting.pop(best)
            seen |= _features(whole)
            chosen += [one for one in whole if one not in chosen]
            waiting = {one: whole for one, whole in waiting.items() if one not in chosen}
    return chosen


def _features(records: Iterable[Whole]) -> set[_Feature]:
    """What there is to see: each verb on each side, in each part, for each reason."""
    return {
        (operation.kind, operation.verb, operation.side, operation.part, reason)
        for record in records
        for operation in record.operations
        for reason in operation.because.split("+")
    }


def _numbers(records: Iterable[Whole]) -> Counter[_Place]:
    """How many records are made with a number that the plan brings, by where."""
    return sum((one.made(numbered=True) for one in records), Counter())


def _in_the_way(whole: list[Whole], numbers: Counter[_Place]) -> bool:
    """Whether a side would choose a number that may be one planned for what is left for later."""
    later = numbers - _numbers(whole)
    return any(later[place] for one in whole for place in one.made(numbered=False))


def _left(kind: Kind, count: int) -> Stop:
    problem = Problem("pilot_left", kind=kind.value, params={"count": str(count)})
    return Stop(problem, whole=False, count=0)
