"""Employees, and through them their employments: `/employee` and what lies below it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from . import refusals, rights, wording
from .call import Call
from .employments import NESTED_EMPLOYMENTS
from .filters import Filter, Test, containing, equals, flag, ids, read_flag
from .refusals import FieldError
from .resource import Resource
from .rules import Act, Draft
from .tables import Entity
from .world import Invitation

_LONGEST_NAME = 100
# A local part outside ASCII is refused; what else the vendor's check refuses is not known.
_EMAIL = re.compile(r"[!-?A-~]+@[^@\s]+\.[^@\s]+")


def may_manage_projects(call: Call, employee_id: int) -> bool:
    """True for those whom the company lets manage projects."""
    if employee_id in call.company.token_employees:
        return False
    return not call.company.rights_of(employee_id).isdisjoint(rights.PROJECT_LEADER)


def _everybody(row: Entity) -> bool:
    return True


def _include_contacts(call: Call, name: str, raw: str) -> Test:
    contacts_only = read_flag("onlyContacts", call.query.get("onlyContacts") or "false")
    if read_flag(name, raw) or contacts_only:
        return _everybody
    return lambda row: not row["isContact"]


def _only_contacts(call: Call, name: str, raw: str) -> Test:
    # The default is false, so false cannot mean that contacts are left out; nothing else does.
    return (lambda row: bool(row["isContact"])) if read_flag(name, raw) else _everybody


def _only_tokens(call: Call, name: str, raw: str) -> Test:
    keys = call.company.token_employees
    return (lambda row: row.id in keys) if read_flag(name, raw) else _everybody


def _has_access(call: Call, name: str, raw: str) -> Test:
    wanted = read_flag(name, raw)
    return lambda row: (row["userType"] != "NO_ACCESS") is wanted


def _assignable(call: Call, name: str, raw: str) -> Test:
    wanted = read_flag(name, raw)
    return lambda row: may_manage_projects(call, row.id) is wanted


def _managing(call: Call, name: str, raw: str) -> Test:
    wanted = read_flag(name, raw)
    return lambda row: bool(call.company.projects.find("projectManager", row.id)) is wanted


class Employees(Resource):
    """People, and the keys that are listed among them. There is no DELETE."""

    kind = "employee"
    filters: ClassVar[Mapping[str, Filter]] = {
        "id": ids("id"),
        "firstName": containing("firstName"),
        "lastName": containing("lastName"),
        "employeeNumber": equals("employeeNumber"),
        "email": containing("email"),
        "allowInformationRegistration": flag("allowInformationRegistration"),
        "includeContacts": _include_contacts,
        "onlyContacts": _only_contacts,
        "departmentId": ids("department"),
        "onlyProjectManagers": _managing,
        "assignableProjectManagers": _assignable,
        "hasSystemAccess": _has_access,
        "onlyEmployeeTokens": _only_tokens,
        # periodStart and periodEnd exist too; what they compare with is not described.
    }

    def allow(self, call: Call, act: Act) -> None:
        if act != "read":
            call.demand(rights.PERSONNEL)

    def visible(self, call: Call) -> Test:
        if call.may(rights.PERSONNEL_LIST):
            return _everybody
        # A narrow key is not refused: it gets an answer with nearly everybody missing.
        seen = {call.key.owner}
        if call.query.get("onlyEmployeeTokens", "").lower() == "true":
            seen = {call.key.employee}
        return lambda row: row.id in seen

    def presets(self, call: Call) -> Mapping[str, str]:
        return {"includeContacts": "false"}

    def check(self, call: Call, draft: Draft) -> None:
        _well_formed(draft)
        if draft.before and draft.values["userType"] is None:
            # It reads as null, so a client that sends back what it read means no change.
            draft.values["userType"] = draft.before["userType"]
        errors = [
            *_user_type(draft),
            *_email(call, draft),
            *_department(call, draft),
            *_birth_date(call, draft),
            *draft.bare("employments"),
        ]
        if call.options.unique_employee_numbers:
            errors += draft.taken(self.table(call), "employeeNumber", wording.NUMBER_TAKEN)
        if errors:
            raise refusals.invalid(*errors)
        draft.values["employments"] = []

    def settled(self, call: Call, entity: Entity, draft: Draft) -> None:
        had_access = draft.before is not None and draft.before["userType"] != "NO_ACCESS"
        if entity["userType"] != "NO_ACCESS" and not had_access:
            mails = call.world.invitation_mails
            mails.append(Invitation(entity.id, entity["email"]))
            call.company.journal.note(lambda: mails.remove(mails[-1]))
        given_employments = draft.sent.get("employments") or []
        for given in given_employments if draft.before is None else []:
            NESTED_EMPLOYMENTS.make_part(call, {**given, "employee": {"id": entity.id}})


def _well_formed(draft: Draft) -> None:
    errors = []
    for name in ("firstName", "lastName"):
        if draft.before and name not in draft.sent:
            continue
        value = draft.sent.get(name)
        if value is None:
            errors.append((name, wording.NOT_NULL))
        elif not 1 <= len(value) <= _LONGEST_NAME:
            errors.append((name, wording.LENGTH.given(least=1, most=_LONGEST_NAME)))
    if errors:
        raise refusals.malformed(errors)


def _user_type(draft: Draft) -> list[FieldError]:
    # It reads back as null, so only an employee in the making can be asked for it.
    if draft.before is None and draft.sent.get("userType") is None:
        return [FieldError(None, wording.USER_TYPE)]
    return []


def _email(call: Call, draft: Draft) -> list[FieldError]:
    email = draft.values["email"]
    if draft.before and draft.before["email"]:
        # Two personnel systems report that it cannot be changed once it is set; the words of
        # the refusal, and whether a change of case is one, are not known.
        return [FieldError("email", wording.EMAIL_FIXED)] if draft.differs("email") else []
    if not email:
        needed = draft.values["userType"] not in ("NO_ACCESS", None)
        return [FieldError("email", wording.EMAIL_REQUIRED)] if needed else []
    if not _EMAIL.fullmatch(email):
        return [FieldError("email", wording.BAD_FORMAT)]
    everywhere = call.world.companies.values()
    if any(each.employees.taken("email", email.casefold(), draft.id) for each in everywhere):
        return [FieldError("email", wording.EMAIL_TAKEN)]
    return []


def _department(call: Call, draft: Draft) -> list[FieldError]:
    needed = call.options.department_accounting and draft.differs("department")
    if needed and draft.values["department"] is None:
        return [FieldError("department.id", wording.REQUIRED)]
    return []


def _birth_date(call: Call, draft: Draft) -> list[FieldError]:
    if draft.id in call.company.birth_date_locked and draft.differs("dateOfBirth"):
        return [FieldError("dateOfBirth", wording.BIRTH_DATE_FIXED)]
    return []


EMPLOYEES = Employees()
