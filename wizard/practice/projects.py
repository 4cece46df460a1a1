"""Projects: `/project`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from . import refusals, rights, wording
from .call import Call
from .derived import person
from .filters import Filter, Test, containing, day_before, day_from, equals, flag, ids, read_ids
from .people import may_manage_projects
from .refusals import FieldError
from .resource import Resource
from .rules import Act, Draft


def _account_manager(call: Call, name: str, raw: str) -> Test:
    wanted = read_ids(name, raw)
    customers = call.company.customers
    theirs = {
        customer.id
        for customer in customers.values()
        if customer.reference("accountManager") in wanted
    }
    return lambda row: row.reference("customer") in theirs


class Projects(Resource):
    """What the company works on."""

    kind = "project"
    checksum = True
    filters: ClassVar[Mapping[str, Filter]] = {
        "id": ids("id"),
        "name": containing("name"),
        "number": equals("number"),
        "isOffer": flag("isOffer"),
        "projectManagerId": ids("projectManager"),
        "customerAccountManagerId": _account_manager,
        "employeeInProjectId": ids("projectManager"),  # participants are not kept here
        "departmentId": ids("department"),
        "startDateFrom": day_from("startDate"),
        "startDateTo": day_before("startDate"),
        "endDateFrom": day_from("endDate"),
        "endDateTo": day_before("endDate"),
        "isClosed": flag("isClosed"),
        "isFixedPrice": flag("isFixedPrice"),
        "customerId": ids("customer"),
        "externalAccountsNumber": containing("externalAccountsNumber"),
    }

    def allow(self, call: Call, act: Act) -> None:
        call.demand(rights.PROJECT_LEADER)
        if act == "create":
            call.demand(rights.PROJECTS_CREATE)

    def visible(self, call: Call) -> Test:
        if call.may(rights.PROJECTS_ALL):
            return lambda row: True
        return lambda row: row.reference("projectManager") == call.key.owner

    def check(self, call: Call, draft: Draft) -> None:
        errors = [
            *_manager(call, draft),
            *draft.missing("name", "startDate"),
            *draft.taken(self.table(call), "number", wording.NUMBER_TAKEN),
        ]
        if errors:
            raise refusals.invalid(*errors)


def _manager(call: Call, draft: Draft) -> list[FieldError]:
    pointer = draft.values["projectManager"]
    if pointer is None:
        return [FieldError(None, wording.MANAGER_REQUIRED)]
    if draft.differs("projectManager") and not may_manage_projects(call, pointer["id"]):
        name = person(call.company.employees[pointer["id"]])
        return [FieldError("projectManager.id", wording.MANAGER_REFUSED.given(name=name))]
    return []


PROJECTS = Projects()
