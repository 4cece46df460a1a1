"""Which fields a kind has, and what sort of value each holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from wizard.model.records import Kind, Value


class FieldType(StrEnum):
    """How a field's values are read, compared and checked."""

    TEXT = "text"
    NUMBER = "number"  # a record's own number: text that may look like an integer
    EMAIL = "email"
    PHONE = "phone"
    DATE = "date"
    FLAG = "flag"
    ORGANIZATION_NUMBER = "organization_number"
    BANK_ACCOUNT = "bank_account"
    COUNTRY = "country"
    NAME_OF = "name_of"  # names another record, such as a department


@dataclass(frozen=True, slots=True)
class FieldMapping:
    """One field of a kind.

    ``refers_to`` is the kind whose record this field points at, by number or name. ``empty_is``
    is the value that an empty field means on both sides (a blank «Inaktiv» is no, a blank
    country is Norway), so that blank and spelled out are equal.
    """

    name: str
    type: FieldType
    refers_to: Kind | None = None
    empty_is: Value = None


@dataclass(frozen=True, slots=True)
class EntityMapping:
    """The fields of one kind, in the contract's order."""

    kind: Kind
    fields: Mapping[str, FieldMapping]


def _entity(kind: Kind, *fields: FieldMapping) -> EntityMapping:
    return EntityMapping(kind, {field.name: field for field in fields})


_T = FieldType

MAPPINGS: Mapping[Kind, EntityMapping] = {
    Kind.DEPARTMENT: _entity(Kind.DEPARTMENT, FieldMapping("name", _T.TEXT)),
    Kind.EMPLOYEE: _entity(
        Kind.EMPLOYEE,
        FieldMapping("number", _T.NUMBER),
        FieldMapping("first_name", _T.TEXT),
        FieldMapping("last_name", _T.TEXT),
        FieldMapping("email", _T.EMAIL),
        FieldMapping("phone_mobile", _T.PHONE),
        FieldMapping("date_of_birth", _T.DATE),
        FieldMapping("bank_account", _T.BANK_ACCOUNT),
        FieldMapping("department", _T.NAME_OF, refers_to=Kind.DEPARTMENT),
        FieldMapping("first_workday", _T.DATE),
        FieldMapping("last_workday", _T.DATE),
    ),
    Kind.CUSTOMER: _entity(
        Kind.CUSTOMER,
        FieldMapping("number", _T.NUMBER),
        FieldMapping("name", _T.TEXT),
        FieldMapping("organization_number", _T.ORGANIZATION_NUMBER),
        FieldMapping("email", _T.EMAIL),
        FieldMapping("invoice_email", _T.EMAIL),
        FieldMapping("phone", _T.PHONE),
        FieldMapping("phone_mobile", _T.PHONE),
        FieldMapping("is_private", _T.FLAG, empty_is=False),
        FieldMapping("address", _T.TEXT),
        FieldMapping("postal_code", _T.TEXT),
        FieldMapping("city", _T.TEXT),
        FieldMapping("country", _T.COUNTRY, empty_is="NO"),
        FieldMapping("is_inactive", _T.FLAG, empty_is=False),
    ),
    Kind.PROJECT: _entity(
        Kind.PROJECT,
        FieldMapping("number", _T.NUMBER),
        FieldMapping("name", _T.TEXT),
        FieldMapping("customer_number", _T.NUMBER, refers_to=Kind.CUSTOMER),
        FieldMapping("manager_number", _T.NUMBER, refers_to=Kind.EMPLOYEE),
        FieldMapping("start_date", _T.DATE),
        FieldMapping("end_date", _T.DATE),
        FieldMapping("is_internal", _T.FLAG, empty_is=False),
        FieldMapping("is_closed", _T.FLAG, empty_is=False),
        FieldMapping("description", _T.TEXT),
    ),
}
