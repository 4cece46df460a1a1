"""Drafting: the operations that make one record, or bring one pair together.

Here the limits of each side are applied: what it can write, what it needs on a new record, what
it keeps in an object of its own, and which records a field may point at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from wizard.errors import Problem
from wizard.model.connection import Capabilities
from wizard.model.mapping import MAPPINGS
from wizard.model.matching import Decided, Verdict
from wizard.model.plan import Operation, Reference, Verb
from wizard.model.records import Kind, Record, Side, Value
from wizard.sync.departments import Departments
from wizard.sync.identity import identified, key_of
from wizard.sync.parts import by_part, fit_parts
from wizard.sync.refer import UNBORN, ReferenceBook, pointed_at
from wizard.sync.rules import Rules


@dataclass(slots=True)
class Drafted:
    """Operations for one record, and the fields of it that had to be left out."""

    operations: list[Operation] = field(default_factory=list)
    left: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class _Pointed:
    """Values as one side says them, with the records they point at.

    ``blocked`` says which of them cannot point where they should, and ``unnumbered`` which point
    at a record without a number; neither is among the values.
    """

    values: dict[str, Value]
    references: dict[str, Reference] = field(default_factory=dict)
    blocked: list[Problem] = field(default_factory=list)
    unnumbered: list[Problem] = field(default_factory=list)

    def leave(self, name: str, problem: Problem) -> None:
        """Leave a field out, because it cannot point where it should."""
        self.values.pop(name)
        self.blocked.append(problem)

    def agreed(
        self, source: Record, sent: Iterable[str], *, but: frozenset[str] = frozenset()
    ) -> dict[str, Value]:
        """The keys both sides share once the source's own values of these fields are written.

        A reference to a record that is still to be made has no lasting key yet, and is left out.
        """
        fields, keys = MAPPINGS[source.kind].fields, source.keys
        return {
            name: keys[name]
            for name in sent
            if name in self.values and name not in but
            if fields[name].refers_to is None or not str(keys[name]).startswith(UNBORN)
        }


@dataclass(frozen=True, slots=True)
class Drafting:
    """Drafts the operations of records, within what each side can do."""

    can: Mapping[Side, Capabilities]
    books: Mapping[Kind, ReferenceBook]
    departments: Departments
    rules: Rules

    def create(self, record: Record, after: tuple[str, ...] = ()) -> Drafted | Problem:
        """The operation that makes this record across, or why the other side would refuse it.

        ``after`` are the ids of operations that have to be carried out before it.
        """
        side, can = record.side.other, self.can[record.side.other]
        stopped = self.rules.stopping(record)
        if stopped:
            return stopped
        writable = can.writable[record.kind]
        sent = {
            name: value
            for name, value in record.values.items()
            if value is not None and name in writable
        }
        barred = self.rules.keeping_new(record, sent)
        for name in barred:
            del sent[name]
        spelled = self.rules.spelled(record.kind, side, sent)
        supplied = self.rules.supplied(record, spelled)
        derived = {name: one for name, one in supplied.items() if name in writable}
        kept, left = fit_parts(can, record, {**spelled, **derived}, None)
        missing = sorted(can.required.get(record.kind, frozenset()) - kept.keys())
        if missing:
            return _problem("missing_required", record, missing[0])
        pointed = self._point(side, kept, record)
        if pointed.blocked:
            return pointed.blocked[0]
        operation = Operation(
            "",
            Verb.CREATE,
            side,
            record.kind,
            key_of(record),
            "+".join([f"only_{record.side.value}", *(["derived"] if derived else [])]),
            source=record.id,
            fields=pointed.values,
            references=pointed.references,
            needs=(*_needs(pointed.references), *after),
            agreed=pointed.agreed(record, sent),
        )
        return Drafted([identified(operation)], [*barred.values(), *left, *pointed.unnumbered])

    def update(
        self, pair: tuple[Record, Record], verdict: Verdict, base: Mapping[str, Value]
    ) -> Drafted:
        """The operations that write a verdict on a pair, one for each object that is written.

        ``base`` is what the pair last agreed on.
        """
        drafted = Drafted()
        if not any(verdict.writes.values()):
            return drafted
        # an own value written on both sides is agreed on only when both have taken it: the next
        # synk sees that for itself
        both = frozenset.intersection(*(frozenset(one) for one in verdict.writes.values()))
        for side, target, source in zip(Side, pair, reversed(pair), strict=True):
            if not verdict.writes[side]:
                continue
            kept, left = fit_parts(self.can[side], source, verdict.writes[side], target)
            drafted.left += left
            because = "+".join(sorted(verdict.because[side]))
            for part, values in by_part(self.can[side], target.kind, kept).items():
                spelled = self.rules.spelled(target.kind, side, values)
                pointed = self._point(side, spelled, source)
                drafted.left += pointed.blocked + pointed.unnumbered
                if not pointed.values:
                    continue
                agreed = pointed.agreed(source, values, but=both)
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
                            fields=pointed.values,
                            # as it was spelled: an undo puts back exactly that
                            before={name: target.spelled(name) for name in pointed.values},
                            # a part has a version of its own, among the handles
                            version=None if part else target.version,
                            references=pointed.references,
                            part=part,
                            handles=target.handles,
                            needs=_needs(pointed.references),
                            agreed=agreed,
                            base={name: base[name] for name in agreed if name in base},
                        )
                    )
                )
        return drafted

    def _point(self, side: Side, values: Mapping[str, Value], source: Record) -> _Pointed:
        """The values as the written side says them, with the records they point at."""
        pointed = _Pointed(dict(values))
        for name, value in values.items():
            to = MAPPINGS[source.kind].fields[name].refers_to
            if to is Kind.DEPARTMENT and side is Side.TRIPLETEX:
                department = self.departments.reference(value)
                if department is None:
                    pointed.leave(name, _problem("department_missing", source, name, str(value)))
                else:
                    pointed.references[name] = department
            elif to and (book := self.books.get(to)):
                self._point_by_number(pointed, (side, source), name, book)
        return pointed

    def _point_by_number(
        self, pointed: _Pointed, place: tuple[Side, Record], name: str, book: ReferenceBook
    ) -> None:
        side, source = place
        value = str(source.values[name])
        found = pointed_at(source, name, book)
        target = book.target(side, found) if found else None
        if target is None:
            pointed.leave(name, _problem("reference_blocked", source, name, value))
            return
        number, reference = target
        eligible = self.can[side].eligible.get((source.kind, name))
        if reference and eligible is not None and reference.id not in eligible:
            pointed.leave(name, _problem("reference_ineligible", source, name, value))
        elif number is None and side is Side.PARTNER:
            # the partner points by number: an empty one would say that it points at nobody
            pointed.values.pop(name)
            pointed.unnumbered.append(_problem("reference_unnumbered", source, name, value))
        else:
            pointed.values[name] = number or value
            if reference:
                pointed.references[name] = reference


def _needs(references: Mapping[str, Reference]) -> tuple[str, ...]:
    return tuple(sorted({one.operation for one in references.values() if one.operation}))


def _problem(code: str, record: Record, name: str, value: str = "") -> Problem:
    params = {"field": name, "value": value}
    return Problem(code, kind=record.kind.value, subject=record.label, params=params)


def linking(decided: Decided) -> Operation:
    """What remembers that two records are one, with what they agree on already."""
    t, p = decided.match.pair
    return identified(
        Operation(
            "",
            Verb.LINK,
            Side.PARTNER,
            t.kind,
            key_of(t),
            "+".join(decided.match.evidence) or "decided",
            target=p.id,
            source=t.id,
            version=p.version,
            agreed=decided.agreed,
            write=not p.anchored,
        )
    )
