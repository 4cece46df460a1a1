"""The practice company and its neighbour, and what truly stands in them."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from functools import cache
from random import Random
from typing import Any

import httpx
from flask import Flask

from wizard.model.records import Kind, Value
from wizard.practice import Options, World, create_app, seeded_world
from wizard.practice.catalogue import NORWAY
from wizard.practice.company import Company
from wizard.practice.defaults import blank, shaped
from wizard.practice.rights import ALL_RIGHTS, rights_of
from wizard.practice.tables import Entity
from wizard.tripletex.fields import PLACES
from wizard.tripletex.mobile import joined
from wizard.tripletex.translate import body_of

from .clock import SimClock
from .registers import Registers, Subject, T

Held = dict[Kind, dict[str, dict[str, Value]]]
"""What stands on a side: by kind and id, the values."""

NARROW = (
    ("AUTH_CUSTOMER_ADMIN",),
    ("AUTH_CUSTOMER_ADMIN", "AUTH_CUSTOMER_INFO"),
    ("AUTH_COMPANY_EMPLOYEE_ADMIN",),
    ("AUTH_COMPANY_EMPLOYEE_ADMIN", "AUTH_EMPLOYEE_INFO"),
    ("AUTH_PROJECT_MANAGER_COMPANY",),
    ("AUTH_CUSTOMER_ADMIN", "AUTH_PROJECT_MANAGER_COMPANY", "AUTH_COMPANY_EMPLOYEE_ADMIN"),
)
"""Rights that are withdrawn together."""

_ENOUGH = rights_of(
    {
        "AUTH_COMPANY_ADMIN",
        "AUTH_COMPANY_EMPLOYEE_ADMIN",
        "AUTH_CREATE_CUSTOMER",
        "AUTH_CREATE_PROJECT",
        "AUTH_CUSTOMER_ADMIN",
        "AUTH_CUSTOMER_INFO",
        "AUTH_EMPLOYEE_INFO",
        "AUTH_PROJECT_MANAGER",
        "AUTH_PROJECT_MANAGER_COMPANY",
        "AUTH_WAGE_INFORMATION",
        "ROLE_ADMINISTRATOR",
    }
)
"""All that a synk can need; the other sixty would only make lists longer."""

_MANAGERS = rights_of(["AUTH_PROJECT_MANAGER", "AUTH_CREATE_PROJECT"])
_OPTIONS = {
    "rate_limit": (100, 100, 30),
    "session_ends": ("end_of_date", "start_of_date"),
    "employee_token_refusal": (422, 404),
    "integrations_off": ("refuse_all", "refuse_sessions"),
    "list_semantics": ("all_or_nothing", "per_element_stop"),
    "entitlement_names": ("constants", "constants", "labels"),
}


class Tripletex:
    """Two companies behind one address; the second must never be touched."""

    def __init__(self, registers: Registers, clock: SimClock, dice: Random) -> None:
        options = Options(**{name: dice.choice(many) for name, many in _OPTIONS.items()})
        self.world = seeded_world(
            employees=1, customers=0, projects=0, clock=lambda: clock.true, options=options
        )
        self.world.sleep = clock.sleep
        self.token = self.world.employee_token
        self.world.company.rights[self.world.owner] = _ENOUGH
        self.restore_rights()
        self._ids: dict[int, int] = {}
        self._departments = {row["name"]: row.id for row in self.world.company.departments.values()}
        for subject in registers.subjects:
            if T in subject.said:
                self._add(subject, dice)
        self.other, self.other_token = self._neighbour()
        self._untouched = _rows(self.other)
        app, shared = _served()
        shared.__dict__ = self.world.__dict__
        self.transport = httpx.WSGITransport(app=app)

    @property
    def key_employee(self) -> int:
        """The employee that the key is."""
        key = self.world.keys.find(self.token)
        assert key is not None
        return key.employee

    def neighbour_touched(self) -> bool:
        """Whether anything was written in the other company."""
        return _rows(self.other) != self._untouched

    def vouched(self) -> bool:
        """Whether the newest session has said whose it is."""
        for _method, path, status in reversed(self.world.requests):
            if "whoAmI" in path:
                return status == 200
            if "session" in path:
                return False
        return False

    def new_key(self) -> None:
        """The company's administrator makes another key."""
        self.token = self.world.make_key(rights=_ENOUGH)

    def restore_rights(self) -> None:
        """Whatever was withdrawn is given back."""
        for employee in self.world.company.token_employees:
            self.world.company.rights[employee] = _ENOUGH

    def reduce_rights(self, withdrawn: Sequence[str]) -> None:
        """Somebody takes rights away from the key."""
        self.world.company.rights[self.key_employee] = _ENOUGH - set(withdrawn)

    def held(self) -> Held:
        """All records with the values of the contract, read from the company's own tables."""
        company, found = self.world.company, Held()
        for kind in Kind:
            rows = company.table(kind.value).values()
            found[kind] = {
                str(row.id): self._values(kind, row)
                for row in rows
                if kind is not Kind.EMPLOYEE or row.id not in company.token_employees
            }
        return found

    def _values(self, kind: Kind, row: Entity) -> dict[str, Value]:
        values = {name: self._at(row, place.path) for name, place in PLACES[kind].items()}
        if kind is Kind.EMPLOYEE:
            country = self._at(row, ("phoneNumberMobileCountry", "isoAlpha2Code"))
            if number := values_of(row, "phoneNumberMobile"):
                number = joined(number, country)
            values["phone_mobile"] = number or None
            jobs = self.world.company.employments
            own = [jobs[one] for one in jobs.find("employee", row.id)]
            newest = max(own, key=lambda one: one["startDate"], default={})
            values |= {"first_workday": newest.get("startDate")}
            values |= {"last_workday": newest.get("endDate")}
        return values

    def _at(self, row: Entity, path: Sequence[str]) -> Any:
        found: Any = row
        for step in path:
            found = found.get(step) if found else None
            if step in ("country", "phoneNumberMobileCountry") and found:
                found = self.world.target(self.world.company, "Country", found["id"])
            elif step in ("department", "customer", "projectManager") and found:
                return pointing_at(found["id"])
        return found if isinstance(found, bool) or found is None else str(found) or None

    def _add(self, subject: Subject, dice: Random) -> None:
        said = {name: one for name, one in subject.said[T].items() if one is not None}
        references: dict[str, str] = {}
        start = said.pop("first_workday", None)
        department = self._departments.get(str(said.pop("department", None)))
        body = body_of(subject.kind, said, references, lambda code: NORWAY)
        if department:
            body["department"] = {"id": department}
        for name, target in (("customer", subject.customer), ("projectManager", subject.manager)):
            if target is not None and id(target) in self._ids:
                body[name] = {"id": self._ids[id(target)]}
        made = self.world.add(subject.kind.value, **body)
        self._ids[id(subject)] = made
        if subject.kind is Kind.EMPLOYEE:
            if dice.random() < 0.7:
                self.world.company.rights[made] = _MANAGERS
            if start and said.get("date_of_birth"):
                [division] = self.world.company.divisions
                whose = {"employee": {"id": made}, "division": {"id": division}}
                self.world.add("employment", startDate=start, **whose)

    def _neighbour(self) -> tuple[Company, str]:
        """A company of the same names and numbers, with a key of its own."""
        world, ours = self.world, self.world.company
        details = {**blank("Company"), "name": "Naboen AS", "organizationNumber": "974760673"}
        other = Company(shaped("Company", details, None, world.next_id))
        world.companies[other.id] = world.company = other
        owner = world.add("employee", firstName="Nina", lastName="Nabo")
        other.rights[owner] = ALL_RIGHTS
        own = world.applications[0]
        key = world.issue(owner, own, name="API Nøkkel", rights=ALL_RIGHTS, language="no")
        for kind in ("department", "customer", "project"):
            for row in list(ours.table(kind).values())[:2]:
                world.add(kind, **{n: row[n] for n in ("name",)})
        world.company = ours
        return other, key.token


def pointing_at(id_: object) -> str:
    """How a reference to a record is written here: by whom it means, whatever the number."""
    return f"#{id_}"


def values_of(row: Entity, name: str) -> str:
    """A text of a row."""
    return str(row.get(name) or "")


@cache
def _served() -> tuple[Flask, World]:
    """One application for all worlds: its routes take longer to make than a world does."""
    shared = seeded_world(employees=1, customers=0, projects=0)
    return create_app(shared), shared


def _rows(company: Company) -> dict[str, list[dict[str, Any]]]:
    kinds = ("employee", "employment", "customer", "project", "department", "division")
    return copy.deepcopy({one: [dict(row) for row in company.table(one).values()] for one in kinds})
