"""Who a key is: its company, its owner, and the employee that the key itself is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wizard.model.connection import Company

WHO_AM_I = "token/session/>whoAmI"
WHO_FIELDS = "*,company(*),employee(id,firstName,lastName)"
COMPANY_FIELDS = "id,name,organizationNumber"

_TEST_HOSTS = ("tripletex.tech",)
_PRODUCTION_HOSTS = ("tripletex.no",)
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Identity:
    """What Tripletex says of a session. An API key is an employee too, besides its owner.

    ``accountant`` is whether Tripletex calls the company an accounting office or the like.
    """

    company: Company
    owner: int
    key: int
    owner_name: str
    accountant: bool = False

    def of(self, company: Company) -> bool:
        """Whether the session belongs to a company; its name may change meanwhile."""
        ours = self.company
        known = (company.id, company.organization_number)
        return (ours.id, ours.organization_number) == known


def read_company(value: Mapping[str, Any]) -> Company | None:
    """The company that an object describes, or None where it does not say which it is."""
    id_ = value.get("id")
    if not isinstance(id_, int):
        return None
    return Company(id_, _text(value, "name"), _text(value, "organizationNumber"))


def read_identity(value: Mapping[str, Any]) -> Identity | None:
    """The identity in an answer to whoAmI, or None where it does not say who the key is."""
    company, employee = value.get("company"), value.get("employee")
    company = company if isinstance(company, dict) else {}
    employee = employee if isinstance(employee, dict) else {}
    ids = [value.get("companyId"), value.get("employeeId"), value.get("actualEmployeeId")]
    company_id, owner, key = (one if isinstance(one, int) else None for one in ids)
    if company_id is None or owner is None:
        return None
    return Identity(
        Company(company_id, _text(company, "name"), _text(company, "organizationNumber")),
        owner,
        owner if key is None else key,
        f"{_text(employee, 'firstName')} {_text(employee, 'lastName')}".strip(),
        company.get("accountantOrSimilar") is True,
    )


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself."""
    return host in _LOOPBACK


def environment_of(host: str) -> str | None:
    """Which of Tripletex's environments a host is, or None where it is not known."""
    if is_loopback(host):
        return "practice"
    for name, known in (("production", _PRODUCTION_HOSTS), ("test", _TEST_HOSTS)):
        if any(host == one or host.endswith(f".{one}") for one in known):
            return name
    return None


def _text(value: Mapping[str, Any], name: str) -> str:
    found = value.get(name)
    return found if isinstance(found, str) else ""
