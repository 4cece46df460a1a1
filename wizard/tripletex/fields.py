"""Where Tripletex keeps each of the contract's fields, a table a kind.

Only these are asked for: ``FIELDS`` is what a read names, so that nothing personal is fetched
that no mapping needs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from wizard.model.records import Kind


class Form(Enum):
    """The form in which Tripletex holds a value, and what empties it there."""

    TEXT = auto()  # empty text, never null
    INTEGER = auto()
    DATE = auto()
    FLAG = auto()
    REFERENCE = auto()  # read by the text at the path, written as an id at the path's first step
    COUNTRY = auto()  # read by its two letters, written as an id


@dataclass(frozen=True, slots=True)
class Place:
    """Where a field stands in Tripletex's object."""

    path: Sequence[str]
    form: Form = Form.TEXT


def _at(path: str, form: Form = Form.TEXT) -> Place:
    return Place(path.split("."), form)


PLACES: Mapping[Kind, Mapping[str, Place]] = {
    Kind.DEPARTMENT: {"name": _at("name")},
    Kind.EMPLOYEE: {
        "number": _at("employeeNumber"),
        "first_name": _at("firstName"),
        "last_name": _at("lastName"),
        "email": _at("email"),
        "date_of_birth": _at("dateOfBirth", Form.DATE),
        "bank_account": _at("bankAccountNumber"),
        "department": _at("department.name", Form.REFERENCE),
    },
    Kind.CUSTOMER: {
        "number": _at("customerNumber", Form.INTEGER),
        "name": _at("name"),
        "organization_number": _at("organizationNumber"),
        "email": _at("email"),
        "invoice_email": _at("invoiceEmail"),
        "phone": _at("phoneNumber"),
        "phone_mobile": _at("phoneNumberMobile"),
        "is_private": _at("isPrivateIndividual", Form.FLAG),
        "address": _at("postalAddress.addressLine1"),
        "postal_code": _at("postalAddress.postalCode"),
        "city": _at("postalAddress.city"),
        "country": _at("postalAddress.country.isoAlpha2Code", Form.COUNTRY),
        "is_inactive": _at("isInactive", Form.FLAG),
    },
    Kind.PROJECT: {
        "number": _at("number"),
        "name": _at("name"),
        "customer_number": _at("customer.customerNumber", Form.REFERENCE),
        "manager_number": _at("projectManager.employeeNumber", Form.REFERENCE),
        "start_date": _at("startDate", Form.DATE),
        "end_date": _at("endDate", Form.DATE),
        "is_internal": _at("isInternal", Form.FLAG),
        "is_closed": _at("isClosed", Form.FLAG),
        "description": _at("description"),
    },
}
"""An employee's mobile and workdays are not here: each is put together from several values."""

FIELDS: Mapping[Kind, str] = {
    Kind.DEPARTMENT: "id,version,name",
    Kind.EMPLOYEE: (
        "id,version,employeeNumber,firstName,lastName,email,dateOfBirth,bankAccountNumber,"
        "phoneNumberMobile,phoneNumberMobileCountry(isoAlpha2Code),department(id,name),"
        "employments(id,version,startDate,endDate),isContact,isProxy"
    ),
    Kind.CUSTOMER: (
        "id,version,customerNumber,name,organizationNumber,email,invoiceEmail,phoneNumber,"
        "phoneNumberMobile,isPrivateIndividual,isInactive,"
        "postalAddress(id,addressLine1,postalCode,city,country(isoAlpha2Code))"
    ),
    Kind.PROJECT: (
        "id,version,number,name,customer(id,customerNumber),projectManager(id,employeeNumber),"
        "startDate,endDate,isInternal,isClosed,description,mainProject(id)"
    ),
}


CHANGES = ",changes(timestamp)"
"""What a read asks for besides, where it matters who changed a record last."""


def contract_name(kind: Kind, field: str) -> str:
    """The contract's name of the field that Tripletex calls so; its own name where it has none."""
    if kind is Kind.EMPLOYEE:
        field = field.removeprefix("employments.")
    steps = field.removesuffix(".id").split(".")
    for name, place in PLACES[kind].items():
        whole = place.path[:1] if place.form is Form.REFERENCE else place.path
        if steps == list(whole):
            return name
    return _ELSEWHERE.get(field, field)


_ELSEWHERE = {
    "phoneNumberMobile": "phone_mobile",
    "startDate": "first_workday",
    "endDate": "last_workday",
}
