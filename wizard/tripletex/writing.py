"""Writing: drafts and changes become calls, and answers become one outcome each.

Nothing is sent twice here. An answer settles a write only where it names the record, with its
version, and is about what was sent; anything less leaves the write uncertain.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from wizard.errors import Actor, Problem
from wizard.model.journal import Change, Draft, Outcome, OutcomeState
from wizard.model.records import Kind, Record, Side
from wizard.tripletex.client import Row, TripletexClient
from wizard.tripletex.faults import ApiFault
from wizard.tripletex.fields import contract_name
from wizard.tripletex.translate import (
    employment_body,
    employment_handles,
    label_of,
    read_record,
    read_workdays,
)

_SAYS_WHO = (
    "name",
    "firstName",
    "lastName",
    "email",
    "number",
    "employeeNumber",
    "customerNumber",
    "organizationNumber",
)
_REFUSALS = (OutcomeState.REJECTED, OutcomeState.STALE, OutcomeState.EXISTS)


@dataclass(frozen=True, slots=True)
class Item:
    """One draft or change, ready to be sent."""

    operation: str
    subject: str
    body: Mapping[str, Any]


class Writer:
    """Sends what has been made ready."""

    def __init__(self, client: TripletexClient) -> None:
        self._client = client

    def create(self, kind: Kind, items: Sequence[Item]) -> list[Outcome]:
        """Make these, in one call."""
        if len(items) == 1:
            return [self._one(kind, items[0], "POST", kind.value)]
        return self._many(kind, items, "POST")

    def update(self, kind: Kind, items: Sequence[Item]) -> list[Outcome]:
        """Change these, in one call; their bodies hold id and version."""
        if len(items) == 1:
            path = f"{kind.value}/{items[0].body['id']}"
            return [self._one(kind, items[0], "PUT", path)]
        return self._many(kind, items, "PUT")

    def employment(self, change: Change, division: int | None) -> Outcome:
        """Change the newest employment of an employee, or make the first one."""
        body = employment_body(change.values)
        held = change.handles.get("employment_id")
        if held:
            version = int(change.handles["employment_version"])
            body |= {"id": int(held), "version": version}
            method, path = "PUT", f"employee/employment/{held}"
        else:
            body |= {"employee": {"id": int(change.id)}, "division": {"id": division}}
            method, path = "POST", "employee/employment"
        item = Item(change.operation, change.id, body)
        try:
            written = self._client.write(method, path, body)
        except ApiFault as fault:
            return _failed(Kind.EMPLOYEE, item, fault)
        (row,), request = written.rows, written.request
        handles = employment_handles(row)
        if len(handles) < 2 or (held and handles["employment_id"] != held):
            return _unconfirmed(Kind.EMPLOYEE, item, request)
        # the answer is about the employment alone: what the employee's version is now, it
        # does not say
        record = Record(
            Kind.EMPLOYEE, Side.TRIPLETEX, change.id, read_workdays(row), handles=handles
        )
        return Outcome(change.operation, OutcomeState.DONE, record, request=request)

    def _one(self, kind: Kind, item: Item, method: str, path: str) -> Outcome:
        try:
            written = self._client.write(method, path, item.body)
        except ApiFault as fault:
            return _failed(kind, item, fault)
        return _settled(kind, item, written.rows[0], written.request)

    def _many(self, kind: Kind, items: Sequence[Item], method: str) -> list[Outcome]:
        try:
            written = self._client.write_list(
                method, f"{kind.value}/list", [item.body for item in items]
            )
        except ApiFault as fault:
            return [_failed(kind, item, fault, batch=True) for item in items]
        rows, request = written.rows, written.request
        if len(rows) != len(items):
            return [_unconfirmed(kind, item, request) for item in items]
        return [_settled(kind, item, row, request) for item, row in zip(items, rows, strict=True)]


def rejected(operation: str, problem: Problem, kind: Kind, subject: str) -> Outcome:
    """The outcome of what was never sent, because Tripletex has no way to hold it."""
    about = replace(problem, kind=kind.value, subject=subject)
    return Outcome(operation, OutcomeState.REJECTED, problem=about)


def stale(change: Change, kind: Kind) -> Outcome:
    """The outcome of a change that does not say which version it expects: it must read again."""
    problem = Problem("tripletex.changed", Actor.USER, kind.value, change.id)
    return Outcome(change.operation, OutcomeState.STALE, problem=problem)


def subject_of(kind: Kind, item: Draft | Change) -> str:
    """What a person calls the record, as far as the values say."""
    return label_of(kind, item.values) or (item.id if isinstance(item, Change) else "")


def in_calls(
    items: Sequence[Item], size: int, send: Callable[[Sequence[Item]], list[Outcome]]
) -> list[Outcome]:
    """All items, so many a call."""
    return [
        outcome
        for start in range(0, len(items), size)
        for outcome in send(items[start : start + size])
    ]


def _settled(kind: Kind, item: Item, row: Row, request: str) -> Outcome:
    record = read_record(kind, row)
    if record is None or not _is_about(item.body, row):
        return _unconfirmed(kind, item, request)
    return Outcome(item.operation, OutcomeState.DONE, record, request=request)


def _is_about(sent: Mapping[str, Any], row: Row) -> bool:
    """Whether an answer is about what was sent, by everything both say of who it is."""
    if "id" in sent and sent["id"] != row.get("id"):
        return False
    return all(
        _same(sent[name], row[name])
        for name in _SAYS_WHO
        if sent.get(name) not in (None, "") and name in row
    )


def _same(sent: object, answered: object) -> bool:
    return "".join(str(sent).split()).casefold() == "".join(str(answered).split()).casefold()


def _failed(kind: Kind, item: Item, fault: ApiFault, *, batch: bool = False) -> Outcome:
    state = fault.state
    # which of a batch is meant, and whether those before it were written, the answer does not
    # say; a right that is missing is missing for all of them
    if batch and state in _REFUSALS and fault.status != 403:
        state = OutcomeState.BATCH_REJECTED
    said = fault.problem.params
    named = ", ".join(contract_name(kind, one) for one in said.get("field", "").split(", "))
    params = {**said, "field": named}
    problem = replace(fault.problem, kind=kind.value, subject=item.subject, params=params)
    return Outcome(item.operation, state, problem=problem, request=fault.request)


def _unconfirmed(kind: Kind, item: Item, request: str) -> Outcome:
    problem = Problem("tripletex.unconfirmed", Actor.USER, kind.value, item.subject)
    return Outcome(item.operation, OutcomeState.UNCERTAIN, problem=problem, request=request)
