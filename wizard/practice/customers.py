"""Customers: `/customer`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from stdnum.no import orgnr

from . import refusals, rights, wording
from .call import Call
from .catalogue import NORWAY
from .filters import Filter, Test, changed_since, containing, equals, flag, ids, numbers
from .refusals import FieldError
from .resource import Resource
from .rules import Act, Draft
from .tables import Entity
from .wording import Text


class Customers(Resource):
    """Who the company sells to. Only the name is required."""

    kind = "customer"
    checksum = True
    filters: ClassVar[Mapping[str, Filter]] = {
        "id": ids("id"),
        "customerAccountNumber": numbers("customerNumber"),
        "organizationNumber": equals("organizationNumber"),
        "email": equals("email"),
        "invoiceEmail": equals("invoiceEmail"),
        "customerName": containing("name"),
        "phoneNumberMobile": equals("phoneNumberMobile"),
        "isInactive": flag("isInactive"),
        "accountManagerId": ids("accountManager"),
        "changedSince": changed_since,
    }

    def allow(self, call: Call, act: Act) -> None:
        match act:
            case "read":
                call.demand(rights.CUSTOMERS_ALL | rights.CUSTOMERS_OWN)
            case "create":
                call.demand(rights.CUSTOMERS_CREATE)
            case _:
                call.demand(rights.CUSTOMERS_ALL)

    def visible(self, call: Call) -> Test:
        if call.may(rights.CUSTOMERS_ALL):
            return lambda row: True
        return lambda row: row.reference("accountManager") == call.key.owner

    def presets(self, call: Call) -> Mapping[str, str]:
        if call.options.customer_inactive_default == "active_only":
            return {"isInactive": "false"}
        return {}

    def check(self, call: Call, draft: Draft) -> None:
        if draft.before:
            # A delivery address cannot be changed through its customer; the call still succeeds.
            draft.values["deliveryAddress"] = draft.before["deliveryAddress"]
        errors = [
            *draft.missing("name"),
            *draft.taken(self.table(call), "customerNumber", wording.NUMBER_TAKEN),
            *_organization_number(draft),
            *_postal_address(call, draft),
        ]
        if errors:
            raise refusals.invalid(*errors)

    def check_delete(self, call: Call, entity: Entity) -> None:
        ties = set(call.company.customer_ties.get(entity.id, ()))
        if call.company.projects.find("customer", entity.id):
            ties.add("projects")
        if ties:
            said = [text for tie, text in wording.TIES.items() if tie in ties]
            raise refusals.in_use(
                call.options.in_use_status,
                Text(_bullets([text.nb for text in said]), _bullets([text.en for text in said])),
            )


def _bullets(lines: list[str]) -> str:
    inside = "\n".join(f"<li>{line}</li>" for line in lines)
    return f"<ul>{inside}</ul>"


def _country(draft: Draft) -> int:
    addresses = [draft.values["physicalAddress"], draft.before and draft.before["physicalAddress"]]
    for address in addresses:
        if pointer := address and address.get("country"):
            return int(pointer["id"])
    return NORWAY


def _organization_number(draft: Draft) -> list[FieldError]:
    # Checked by the rules of the country of the physical address, Norway where none is given.
    # The words of the refusal are not known, nor the rules for other countries.
    number = draft.values["organizationNumber"]
    if not number or _country(draft) != NORWAY or not draft.differs("organizationNumber"):
        return []
    if number.isdecimal() and orgnr.is_valid(number):
        return []
    return [FieldError("organizationNumber", wording.BAD_ORGANIZATION_NUMBER)]


def _postal_address(call: Call, draft: Draft) -> list[FieldError]:
    if (
        call.options.customer_send_method == "EHF"
        and draft.values["invoiceSendMethod"] == "EHF"
        and draft.values["postalAddress"] is None
    ):
        return [FieldError("postalAddress", wording.REQUIRED)]
    return []


CUSTOMERS = Customers()
