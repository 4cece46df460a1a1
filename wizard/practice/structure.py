"""How a company is divided: departments, divisions, activities; and the world's countries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from . import refusals, rights, wording
from .call import Call
from .filters import Filter, Test, containing, equals, flag, ids
from .resource import Resource
from .rules import Act, Draft
from .schema import Model, model
from .tables import Entity, Table


class Departments(Resource):
    """`/department`: readable by every key."""

    kind = "department"
    checksum = True
    filters: ClassVar[Mapping[str, Filter]] = {
        "id": ids("id"),
        "name": containing("name"),
        "departmentNumber": containing("departmentNumber"),
        "departmentManagerId": ids("departmentManager"),
        "isInactive": flag("isInactive"),
    }

    def allow(self, call: Call, act: Act) -> None:
        if act != "read":
            call.demand(rights.DEPARTMENTS)

    def check(self, call: Call, draft: Draft) -> None:
        errors = draft.missing("name")
        errors += draft.taken(self.table(call), "departmentNumber", wording.NUMBER_TAKEN)
        if errors:
            raise refusals.invalid(*errors)

    def check_delete(self, call: Call, entity: Entity) -> None:
        # Whether and how the real service refuses this is not known; it must not go unnoticed.
        if any(row.reference("department") == entity.id for row in _members(call)):
            raise refusals.in_use(call.options.in_use_status, wording.IN_USE)


def _members(call: Call) -> list[Entity]:
    company = call.company
    return [*company.employees.values(), *company.customers.values(), *company.projects.values()]


class Divisions(Resource):
    """`/division`: the sub-units ("virksomhet") that employments are reported under."""

    kind = "division"
    filters: ClassVar[Mapping[str, Filter]] = {"query": containing("name")}

    def allow(self, call: Call, act: Act) -> None:
        if act != "read":
            call.demand(rights.COMPANY_ADMIN)

    def check(self, call: Call, draft: Draft) -> None:
        errors = draft.missing(
            "name", "startDate", "organizationNumber", "municipalityDate", "municipality"
        )
        if errors:
            raise refusals.invalid(*errors)
        if draft.values["organizationNumber"] == call.company.organization_number:
            raise refusals.invalid_field("organizationNumber", wording.LEGAL_ENTITY)


class Activities(Resource):
    """`/activity`: what hours are registered on. There is no PUT and no DELETE."""

    kind = "activity"
    checksum = True
    filters: ClassVar[Mapping[str, Filter]] = {
        "id": ids("id"),
        "name": containing("name"),
        "number": equals("number"),
        "description": containing("description"),
        "isProjectActivity": flag("isProjectActivity"),
        "isGeneral": flag("isGeneral"),
        "isChargeable": flag("isChargeable"),
        "isTask": flag("isTask"),
        "isInactive": flag("isDisabled"),
    }

    def allow(self, call: Call, act: Act) -> None:
        if act != "read":
            call.demand(rights.ACTIVITIES)

    def check(self, call: Call, draft: Draft) -> None:
        kind = draft.values["activityType"]
        if kind is None:
            raise refusals.malformed([("activityType", wording.NOT_NULL)])
        errors = draft.missing("name")
        errors += draft.taken(self.table(call), "name", wording.NAME_TAKEN)
        if errors:
            raise refusals.invalid(*errors)
        if kind == "PROJECT_SPECIFIC_ACTIVITY":
            raise refusals.invalid_field("activityType", wording.SPECIFIC_ACTIVITY)
        draft.values |= activity_flags(kind)


def activity_flags(kind: str) -> dict[str, bool]:
    """The read-only flags that follow from the type of an activity."""
    return {
        "isGeneral": kind == "GENERAL_ACTIVITY",
        "isTask": kind == "TASK",
        "isProjectActivity": kind.startswith("PROJECT_"),
    }


def _codes(call: Call, name: str, raw: str) -> Test:
    wanted = {code.strip().upper() for code in raw.split(",")}
    return lambda row: row["isoAlpha2Code"] in wanted


class Countries(Resource):
    """`/country`: the same for everybody, and only to be read."""

    checksum = True
    filters: ClassVar[Mapping[str, Filter]] = {"id": ids("id"), "code": _codes}

    @property
    def model(self) -> Model:
        return model("Country")

    def table(self, call: Call) -> Table:
        register = call.world.register("Country")
        assert register is not None
        return register


DEPARTMENTS = Departments()
DIVISIONS = Divisions()
ACTIVITIES = Activities()
COUNTRIES = Countries()
