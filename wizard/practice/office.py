"""An accounting office's key among its clients: where it has access, and with which template.

The key is an employee of the office; a client that it has been let into knows it among its own
rights, and that is all there is to it. The office's own rights at a client are never what stops
the key here. Four of the vendor's template names are used; what they hold is not documented, and
is read off the names.
"""

from __future__ import annotations

from .company import Company
from .keys import Key
from .rights import ALL_RIGHTS, Rights, rights_of
from .world import World

TEMPLATES: dict[str, Rights] = {
    "ALL_PRIVILEGES": ALL_RIGHTS,
    "STANDARD_PRIVILEGES_ACCOUNTANT": ALL_RIGHTS - {"ROLE_ADMINISTRATOR", "AUTH_COMPANY_ADMIN"},
    "STANDARD_PRIVILEGES_AUDITOR": rights_of(
        [
            "AUTH_READ_ONLY",
            "AUTH_ALL_VOUCHERS",
            "AUTH_COMPANY_ACCOUNTING_REPORTS",
            "AUTH_CUSTOMER_INFO",
            "AUTH_EMPLOYEE_INFO",
            "AUTH_PROJECT_INFO",
        ]
    ),
    "NONE_PRIVILEGES": frozenset(),
}


def clients(world: World) -> list[Company]:
    """The office's clients, by name. The company that stands alone is nobody's client."""
    apart = (world.company.id, world.office.id if world.office else 0)
    found = [each for each in world.companies.values() if each.id not in apart]
    return sorted(found, key=lambda each: each.name)


def reached(world: World, key: Key) -> list[Company]:
    """The clients where the key has access."""
    return [each for each in clients(world) if key.office and key.employee in each.rights]


def grant(client: Company, key: Key, template: str) -> None:
    """Let the key into the client with that template, in the place of one it had."""
    client.rights[key.owner] = ALL_RIGHTS
    client.rights[key.employee] = TEMPLATES[template]


def withdraw(client: Company, key: Key) -> None:
    """Shut the key out of the client."""
    client.rights.pop(key.employee, None)


def template_of(client: Company, key: Key) -> str:
    """Which template the key has at the client."""
    held = client.rights_of(key.employee)
    return next(name for name, rights in TEMPLATES.items() if rights == held)
