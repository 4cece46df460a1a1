"""Removing what a run made: DELETE, or where something hangs on the record, setting it aside.

Tripletex deletes customers, projects and departments; a DELETE carries no version, so the record
is read right before it. Employees and employments cannot be deleted. Which refusal says that a
record is in use is known for customers only (422), so a 409 of the same meaning is taken too.
"""

from __future__ import annotations

from dataclasses import replace

from wizard.errors import Actor, Problem
from wizard.model.journal import Outcome, OutcomeState, Removal
from wizard.model.records import Kind
from wizard.tripletex.client import TripletexClient
from wizard.tripletex.faults import ApiFault
from wizard.tripletex.translate import body_of
from wizard.tripletex.writing import Item, Writer

REMOVES = frozenset({Kind.DEPARTMENT, Kind.CUSTOMER, Kind.PROJECT})
_GONE = 404
_IN_USE = (409, 422)


def remove(client: TripletexClient, kind: Kind, removal: Removal) -> Outcome:
    """Delete one record that is still at the version expected."""
    path = f"{kind.value}/{removal.id}"
    problem = Problem("tripletex.changed", Actor.USER, kind.value, removal.id)
    try:
        row = client.read_one(path, "id,version")
    except ApiFault as fault:
        return _unremoved(removal, fault, unsent=True)
    if removal.version is not None and str(row.get("version")) != removal.version:
        return Outcome(removal.operation, OutcomeState.STALE, problem=problem)
    try:
        request = client.delete(path)
    except ApiFault as fault:
        if fault.status not in _IN_USE or fault.state in (OutcomeState.STALE, OutcomeState.UNSENT):
            return _unremoved(removal, fault)
        if removal.otherwise:
            return _set_aside(client, kind, removal)
        used = replace(fault.problem, code="tripletex.in_use", actor=Actor.USER)
        return Outcome(removal.operation, OutcomeState.REJECTED, problem=used)
    return Outcome(removal.operation, OutcomeState.DONE, request=request)


def _set_aside(client: TripletexClient, kind: Kind, removal: Removal) -> Outcome:
    body = body_of(kind, removal.otherwise, {}, lambda code: None)
    body |= {"id": int(removal.id)}
    if removal.version is not None:
        body["version"] = int(removal.version)
    [outcome] = Writer(client).update(kind, [Item(removal.operation, removal.id, body)])
    return outcome


def _unremoved(removal: Removal, fault: ApiFault, *, unsent: bool = False) -> Outcome:
    """What a fault means; a record that is not found may be gone, or hidden from the key."""
    state = fault.state
    if fault.status == _GONE:
        state = OutcomeState.UNCERTAIN
    elif unsent and state is OutcomeState.UNCERTAIN:
        state = OutcomeState.UNSENT
    return Outcome(removal.operation, state, problem=fault.problem)
