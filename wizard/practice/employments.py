"""Employments and their details: when somebody works here, and on what terms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from . import refusals, rights, wording
from .call import Call
from .filters import Filter, ids
from .refusals import FieldError
from .resource import Resource
from .rules import Act, Draft
from .tables import Entity, Values


class _Part(Resource):
    """An object that may also be made inside its owner's POST; `prefix` is then the way to it."""

    def __init__(self, prefix: str = "") -> None:
        self._prefix = prefix

    def allow(self, call: Call, act: Act) -> None:
        call.demand(rights.PRIVATE_DETAILS if act == "read" else rights.PERSONNEL)

    def make_part(self, call: Call, given: Values) -> Entity:
        """A new part of an object that has just been made."""
        if given.get("id") is not None:
            raise refusals.invalid_field(f"{self._prefix}id", wording.ID_ON_CREATE)
        return self.found(call, {name: given[name] for name in given if name != "version"})

    def _required(self, draft: Draft, *names: str) -> list[FieldError]:
        return [
            FieldError(f"{self._prefix}{error.field}", error.message)
            for error in draft.missing(*names)
        ]


class Details(_Part):
    """`/employee/employment/details`: pay and position from a date on."""

    kind = "employmentDetails"
    filters: ClassVar[Mapping[str, Filter]] = {"employmentId": ids("employment")}

    def check(self, call: Call, draft: Draft) -> None:
        if missing := self._required(draft, "employment", "date"):
            raise refusals.invalid(*missing)
        employment = call.company.employments[draft.values["employment"]["id"]]
        day = (employment.id, draft.values["date"])
        if self.table(call).taken("day", day, draft.id):
            raise refusals.invalid_field(f"{self._prefix}date", wording.ALREADY_EXISTS)
        if draft.values["date"] < employment["startDate"]:
            raise refusals.invalid_field(f"{self._prefix}date", wording.DETAILS_BEFORE_START)


class Employments(_Part):
    """`/employee/employment`: needs a date of birth and a division, also inside an employee."""

    kind = "employment"
    filters: ClassVar[Mapping[str, Filter]] = {"employeeId": ids("employee")}

    def check(self, call: Call, draft: Draft) -> None:
        # That the start date is needed is assumed: nothing is known to be made without one.
        errors = self._required(draft, "employee", "startDate")
        pointer = draft.values["employee"]
        if pointer and call.company.employees[pointer["id"]]["dateOfBirth"] is None:
            errors.append(FieldError("employee.dateOfBirth", wording.REQUIRED))
        if draft.values["division"] is None:
            errors.append(FieldError(f"{self._prefix}division.id", wording.DIVISION_REQUIRED))
        errors += draft.bare("employmentDetails")
        if errors:
            raise refusals.invalid(*errors)
        draft.values["employmentDetails"] = []

    def settled(self, call: Call, entity: Entity, draft: Draft) -> None:
        if draft.before is None:
            for given in draft.sent.get("employmentDetails") or []:
                part = {**given, "employment": {"id": entity.id}}
                NESTED_DETAILS.make_part(call, part)


EMPLOYMENTS = Employments()
DETAILS = Details()
NESTED_EMPLOYMENTS = Employments("employments.")
NESTED_DETAILS = Details("employmentDetails.")
