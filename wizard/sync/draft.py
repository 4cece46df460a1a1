"""Drafting: the operations that make one record, or bring one pair together.

Here the limits of each side are applied: what it can write, what it needs on a new record, what
it keeps in an object of its own, and which records a field may point at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from wizard.errors import Problem
from wizard.model.connection import Capabilities
from wizard.model.mapping import MAPPINGS
from wizard.model.matching import Verdict
from wizard.model.plan import Operation, Reference, Verb
from wizard.model.records import Kind, Record, Side, Value
from wizard.sync.departments import Departments
from wizard.sync.identity import identified, key_of
from wizard.sync.parts import by_part, fit_parts
from wizard.sync.refer import UNBORN, ReferenceBook, pointed_at
from wizard.sync.spelling import key


@dataclass(slots=True)
class Drafted:
    """Operations for one record, and the fields of it that had to be left out."""

    operations: list[Operation] = field(default_factory=list)
    left: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Drafting:
    """Drafts the operations of records, within what each side can do."""

    can: Mapping[Side, Capabilities]
    books: Mapping[Kind, ReferenceBook]
    departments: Departments

    def create(self, record: Record) -> Drafted | Problem:
        """The operation that makes this record across, or why the other side would refuse it."""
        side, can = record.side.other, self.can[record.side.other]
        known = {
            name: value
            for name, value in record.values.items()
            if value is not None and name in can.writable[record.kind]
        }
        kept, left = fit_parts(can, record, known, None)
        missing = sorted(can.required.get(record.kind, frozenset()) - kept.keys())
        if missing:
            return _problem("missing_required", record, missing[0])
        pointed = self._point(side, kept, record)
        if isinstance(pointed, Problem):
            return pointed
        values, references = pointed
        operation = Operation(
            "",
            Verb.CREATE,
            side,
            record.kind,
            key_of(record),
            f"only_{record.side.value}",
            source=record.id,
            fields=values,
            references=references,
            needs=_needs(references),
            agreed=_agreed(record, kept),
        )
        return Drafted([identified(operation)], left)

    def update(self, pair: tuple[Record, Record], verdict: Verdict) -> Drafted:
        """The operations that write a verdict on a pair, one for each object that is written."""
        drafted = Drafted()
        for side, target, source in zip(Side, pair, reversed(pair), strict=True):
            kept, left = fit_parts(self.can[side], source, verdict.writes[side], target)
            drafted.left += left
            because = "+".join(sorted(verdict.because[side]))
            for part, values in by_part(self.can[side], target.kind, kept).items():
                pointed = self._point(side, values, source)
                if isinstance(pointed, Problem):
                    drafted.left.append(pointed)
                    continue
                drafted.operations.append(
                    identified(
                        Operation(
                            "",
                            Verb.UPDATE,
                            side,
                            target.kind,
                            key_of(target),
                            because,
                            target=target.id,
                            source=source.id,
                            fields=pointed[0],
                            before={name: target.values.get(name) for name in values},
                            version=target.version,
                            references=pointed[1],
                            part=part,
                            handles=target.handles,
                            needs=_needs(pointed[1]),
                            agreed=_agreed(source, values),
                        )
                    )
                )
        return drafted

    def _point(
        self, side: Side, values: Mapping[str, Value], source: Record
    ) -> tuple[dict[str, Value], dict[str, Reference]] | Problem:
        """The values as the written side says them, with the records they point at."""
        written, references = dict(values), {}
        for name, value in values.items():
            to = MAPPINGS[source.kind].fields[name].refers_to
            if to is Kind.DEPARTMENT and side is Side.TRIPLETEX:
                department = self.departments.reference(value)
                if isinstance(department, Problem):
                    return _problem(department.code, source, name, str(value))
                references[name] = department
            elif to and (book := self.books.get(to)):
                found = pointed_at(source, name, book)
                target = book.target(side, found) if found else None
                if target is None:
                    return _problem("reference_blocked", source, name, str(value))
                written[name], reference = target
                if reference is None:
                    continue
                eligible = self.can[side].eligible.get((source.kind, name))
                if eligible is not None and reference.id not in eligible:
                    return _problem("reference_ineligible", source, name, str(value))
                references[name] = reference
        return written, references


def _agreed(source: Record, values: Mapping[str, Value]) -> dict[str, Value]:
    """The keys both sides share once these values are written.

    A reference to a record that is still to be made has no lasting key yet, and is left out.
    """
    mapping = MAPPINGS[source.kind].fields
    keys = {
        name: source.keys[name]
        if mapping[name].refers_to not in (None, Kind.DEPARTMENT)
        else key(mapping[name], value)
        for name, value in values.items()
    }
    return {name: one for name, one in keys.items() if not str(one).startswith(UNBORN)}


def _needs(references: Mapping[str, Reference]) -> tuple[str, ...]:
    return tuple(sorted({one.operation for one in references.values() if one.operation}))


def _problem(code: str, record: Record, name: str, value: str = "") -> Problem:
    params = {"field": name, "value": value}
    return Problem(code, kind=record.kind.value, subject=record.label, params=params)
