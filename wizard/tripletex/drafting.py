"""Making drafts and changes ready to be sent: each becomes the body of Tripletex's own object."""

from __future__ import annotations

from typing import Any

from wizard.errors import Problem
from wizard.model.journal import Change, Draft
from wizard.model.records import Kind
from wizard.tripletex.surroundings import Surroundings
from wizard.tripletex.translate import UntranslatableError, body_of, employment_body
from wizard.tripletex.writing import Item, subject_of

WORKDAYS = frozenset({"first_workday", "last_workday"})


def new(kind: Kind, draft: Draft, around: Surroundings) -> Item:
    """A new record. Raises ``UntranslatableError``, and ``ApiFault`` from what has to be asked.

    A new employee gets no access to Tripletex: anything else sends the person an invitation.
    """
    values = {name: value for name, value in draft.values.items() if name not in WORKDAYS}
    body = body_of(kind, values, draft.references, around.country_id)
    if kind is Kind.EMPLOYEE:
        body["userType"] = "NO_ACCESS"
        if not body.get("department") and around.only_department is not None:
            body["department"] = {"id": around.only_department}
        if draft.values.get("first_workday"):
            body["employments"] = [_employment(draft, around)]
    return Item(draft.operation, subject_of(kind, draft), body)


def changed(kind: Kind, change: Change, version: int, around: Surroundings) -> Item:
    """A record that is to be changed, where it still is at the version it was read at."""
    body = body_of(kind, change.values, change.references, around.country_id)
    if "postalAddress" in body and "address_id" in change.handles:
        body["postalAddress"]["id"] = int(change.handles["address_id"])
    body |= {"id": int(change.id), "version": version}
    return Item(change.operation, subject_of(kind, change), body)


def division_of(around: Surroundings) -> int:
    """The division of a new employment; raises ``UntranslatableError`` where none can be chosen."""
    division = around.division
    if isinstance(division, Problem):
        raise UntranslatableError(division)
    return division


def _employment(draft: Draft, around: Surroundings) -> dict[str, Any]:
    days = {name: value for name, value in employment_body(draft.values).items() if value}
    return {**days, "division": {"id": division_of(around)}}
