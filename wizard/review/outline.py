"""A plan in numbers and line by line, as a person reads it before it is carried out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from wizard.model.plan import Operation, SyncPlan, Verb
from wizard.model.records import Kind, Side, Snapshot, Value
from wizard.sync.subject import name_of


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the plan: an operation, or one field of an update.

    ``name`` is what the record is called, empty where it is not known besides its number.
    """

    operation: Operation
    name: str
    field: str | None = None

    @property
    def before(self) -> Value:
        """What stands there now."""
        return self.operation.before.get(self.field) if self.field else None

    @property
    def after(self) -> Value:
        """What will stand there."""
        return self.operation.fields.get(self.field) if self.field else None


@dataclass(frozen=True, slots=True)
class SideNumbers:
    """What one side is given: records by kind, and how many empty fields are filled."""

    created: Mapping[Kind, int]
    updated: Mapping[Kind, int]
    linked: int
    filled: int

    @property
    def written(self) -> int:
        """How many records are made or changed."""
        return sum(self.created.values()) + sum(self.updated.values())


def names_of(plan: SyncPlan, snapshots: Mapping[Kind, Mapping[Side, Snapshot]]) -> tuple[str, ...]:
    """What the record of each operation is called, in the plan's order; empty where it is not
    known besides its number."""
    names = {
        (kind, side): {record.id: name_of(record) for record in shot.records}
        for kind, sides in snapshots.items()
        for side, shot in sides.items()
    }
    return tuple(_name(one, names) for one in plan.operations)


def lines_of(plan: SyncPlan, names: Sequence[str]) -> tuple[Line, ...]:
    """The plan in full: each record that is made or linked, each field that is changed.

    ``names`` are what ``names_of`` the plan says.
    """
    said = zip(plan.operations, names, strict=True)
    return tuple(line for one, name in said for line in _lines(one, name))


def numbers_of(plan: SyncPlan, side: Side) -> SideNumbers:
    """What a side is given."""
    on = [one for one in plan.operations if one.side is side]
    written = [one for one in on if one.verb is Verb.UPDATE]
    changed: defaultdict[Kind, set[str | None]] = defaultdict(set)
    for one in written:
        changed[one.kind].add(one.target)
    return SideNumbers(
        Counter(one.kind for one in on if one.verb is Verb.CREATE),
        Counter({kind: len(each) for kind, each in changed.items()}),
        sum(one.verb is Verb.LINK for one in on),
        sum(one.before.get(name) is None for one in written for name in one.fields),
    )


def _name(operation: Operation, names: Mapping[tuple[Kind, Side], Mapping[str, str]]) -> str:
    here, there = operation.side, operation.side.other
    kind, nothing = operation.kind, dict[str, str]()
    return (
        names.get((kind, here), nothing).get(operation.target or "")
        or names.get((kind, there), nothing).get(operation.source or "")
        or ""
    )


def _lines(operation: Operation, name: str) -> Iterator[Line]:
    if operation.verb is Verb.UPDATE:
        for field in operation.fields:
            yield Line(operation, name, field)
    else:
        yield Line(operation, name)
