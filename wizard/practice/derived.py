"""Fields that are worked out from others instead of being kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .call import Call
from .tables import Entity

Derive = Callable[[Entity, Call], Any]


def _full_name(employee: Entity, call: Call) -> str:
    return person(employee)


def person(employee: Mapping[str, Any]) -> str:
    """First and last name, as the vendor shows people."""
    return f"{employee['firstName']} {employee['lastName']}".strip()


def _name(entity: Entity, call: Call) -> str:
    return str(entity["displayName"] or entity["name"])


def _employments(employee: Entity, call: Call) -> list[Entity]:
    table = call.company.employments
    return [table[found] for found in sorted(table.find("employee", employee.id))]


def _details(employment: Entity, call: Call) -> list[Entity]:
    table = call.company.table("employmentDetails")
    rows = [table[found] for found in table.find("employment", employment.id)]
    return sorted(rows, key=lambda row: str(row["date"]))


def _latest_salary(employment: Entity, call: Call) -> Mapping[str, int] | None:
    details = _details(employment, call)
    return {"id": details[-1].id} if details else None


def _monthly_salary(details: Entity, call: Call) -> float | None:
    yearly = details["annualSalary"]
    return None if yearly is None else round(yearly / 12, 2)


def _project_display(project: Entity, call: Call) -> str:
    return f"{project['number']} {project['name']}"


def _customer_name(project: Entity, call: Call) -> str | None:
    number = project.reference("customer")
    customer = None if number is None else call.company.customers.get(number)
    return None if customer is None else str(customer["name"])


def _manager(project: Entity, call: Call) -> str:
    number = project.reference("projectManager")
    manager = None if number is None else call.company.employees.get(number)
    return "" if manager is None else f"{person(manager)} {manager['employeeNumber']}".strip()


def _address_line(address: Entity, call: Call) -> str:
    town = f"{address['postalCode']} {address['city']}".strip()
    return ", ".join(
        part for part in (address["addressLine1"], address["addressLine2"], town) if part
    )


DERIVED: Mapping[tuple[str, str], Derive] = {
    ("Employee", "displayName"): _full_name,
    ("Employee", "userType"): lambda entity, call: None,  # reads as null, whatever was set
    ("Employee", "companyId"): lambda entity, call: call.company.id,
    ("Employee", "employments"): _employments,
    ("Employment", "employmentDetails"): _details,
    ("Employment", "latestSalary"): _latest_salary,
    ("EmploymentDetails", "monthlySalary"): _monthly_salary,
    ("Customer", "displayName"): _name,
    ("Department", "displayName"): _name,
    ("Division", "displayName"): _name,
    ("Activity", "displayName"): _name,
    ("Company", "displayName"): _name,
    ("Client", "displayName"): _name,
    ("Project", "displayName"): _project_display,
    ("Project", "hierarchyNameAndNumber"): _project_display,
    ("Project", "customerName"): _customer_name,
    ("Project", "projectManagerNameAndNumber"): _manager,
    ("Address", "displayName"): _address_line,
    ("Address", "addressAsString"): _address_line,
    ("DeliveryAddress", "displayName"): _address_line,
    ("DeliveryAddress", "addressAsString"): _address_line,
}
