"""What a new object holds before anybody says otherwise, and how its parts become objects."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from .catalogue import KRONE
from .company import Company
from .options import Options
from .schema import Field, Type, model
from .tables import Entity, Values

FIRST_CUSTOMER_NUMBER = 10001
FIRST_PROJECT_NUMBER = 1

MODEL_OF = {
    "employee": "Employee",
    "employment": "Employment",
    "employmentDetails": "EmploymentDetails",
    "customer": "Customer",
    "department": "Department",
    "division": "Division",
    "project": "Project",
    "activity": "Activity",
}


def newborn(kind: str, given: Values, company: Company, options: Options) -> Values:
    """`given`, and a value for every field of the model that is not among them."""
    values = blank(MODEL_OF[kind]) | _of_kind(kind, options) | given
    if values.get("isPrivateIndividual") and "invoiceSendMethod" not in given:
        values["invoiceSendMethod"] = "EMAIL"
    if kind == "customer" and values["customerNumber"] is None:
        values["customerNumber"] = company.fresh_number(
            kind, "customerNumber", FIRST_CUSTOMER_NUMBER
        )
    if kind == "project" and not values["number"]:
        values["number"] = str(company.fresh_number(kind, "number", FIRST_PROJECT_NUMBER))
    return values


def blank(model_name: str) -> Values:
    """An object of which nothing is known: texts are empty, not null, as the vendor has them."""
    return dict(_blank(model_name))


def shaped(
    model_name: str, values: Values, before: Entity | None, next_id: Callable[[], int]
) -> Entity:
    """`values` as an object of the model: with an id and a version, its own or those after
    `before`; and so the objects that live inside it, which may be given in part."""
    of = model(model_name)
    entity = Entity(values)
    for field in of.fields.values():
        if field.type is not Type.INLINE:
            continue
        inner, inner_before = entity.get(field.name), before and before[field.name]
        if inner is not None and inner is not inner_before:
            whole = dict(inner_before or blank(field.model)) | inner
            entity[field.name] = shaped(field.model, whole, inner_before, next_id)
    if of.addressable:
        entity["id"] = before.id if before else next_id()
        entity["version"] = before.version + 1 if before else 0
    return entity


@cache
def _blank(model_name: str) -> Values:
    fields = model(model_name).fields.values()
    return {field.name: _missing(field) for field in fields if field.name not in _ANSWERED}


_ANSWERED = frozenset({"id", "version", "changes", "url"})


def _missing(field: Field) -> Any:
    match field.type:
        case Type.TEXT:
            return ""
        case Type.FLAG:
            return False
        case Type.OBJECTS | Type.TEXTS:
            return []
        case _:
            return None


def _of_kind(kind: str, options: Options) -> Values:
    match kind:
        case "employee":
            return {"allowInformationRegistration": True, "userType": "NO_ACCESS"}
        case "employment":
            return {"isMainEmployer": True, "taxDeductionCode": "loennFraHovedarbeidsgiver"}
        case "customer":
            return {
                "isCustomer": True,
                "language": "NO",
                "invoiceSendMethod": options.customer_send_method,
                "emailAttachmentType": "LINK",
                "invoicesDueIn": 14,
                "invoicesDueInType": "DAYS",
                "currency": {"id": KRONE},
            }
        case "project":
            return {"displayNameFormat": "NAME_STANDARD", "currency": {"id": KRONE}}
        case "activity":
            return {"deletable": True}
        case _:
            return {}
