"""One company in the practice world, with everything that it keeps."""

from __future__ import annotations

from dataclasses import dataclass, field

from .rights import Rights
from .tables import Entity, Journal, Keying, Table

_KEYS: dict[str, dict[str, Keying]] = {
    "employee": {
        "email": lambda row: row["email"].casefold() or None,
        "employeeNumber": lambda row: row["employeeNumber"] or None,
    },
    "employment": {"employee": lambda row: row["employee"]["id"]},
    "employmentDetails": {
        "employment": lambda row: row["employment"]["id"],
        "day": lambda row: (row["employment"]["id"], row["date"]),
    },
    "customer": {"customerNumber": lambda row: row["customerNumber"]},
    "department": {"departmentNumber": lambda row: row["departmentNumber"] or None},
    "division": {},
    "project": {
        "number": lambda row: row["number"],
        "customer": lambda row: row["customer"] and row["customer"]["id"],
        "projectManager": lambda row: row["projectManager"] and row["projectManager"]["id"],
    },
    "activity": {"name": lambda row: row["name"]},
}
KINDS = tuple(_KEYS)
PACKAGES = ("MIKRO", "BASIS", "SMART", "KOMPLETT", "PRO")
"""From the smallest up. That Mikro is the smallest is a guess by its name."""
_WITH_INTEGRATIONS = frozenset(PACKAGES[2:])


@dataclass
class Company:
    """A company's books: one table a kind, and what people there may do."""

    details: Entity
    journal: Journal = field(default_factory=Journal)
    rights: dict[int, Rights] = field(default_factory=dict)
    """What each employee may do, by employee id; a key's rights are under its own employee."""
    token_employees: set[int] = field(default_factory=set)
    """The employees that are not people but keys."""
    birth_date_locked: set[int] = field(default_factory=set)
    """Employees who have been in an a-melding, after which the date of birth stands."""
    customer_ties: dict[int, set[str]] = field(default_factory=dict)
    """What else than projects hangs on a customer: "orders", "invoices", "postings"."""
    modules: list[str] = field(default_factory=lambda: ["SMART", "WAGE", "TIME_TRACKING"])
    integrations_on: bool = True
    account_administrator: int = 0
    """The employee who looks after the subscription, which is not the same as the users."""
    client_administrators: set[int] = field(default_factory=set)
    """Of an accounting office: employees who are «Brukeradministrator i klientkontoer». Which
    entitlement that is in the vendor's list is not known."""

    def __post_init__(self) -> None:
        self._tables = {kind: Table(self.journal, keys) for kind, keys in _KEYS.items()}
        self._numbers: dict[str, int] = {}

    @property
    def id(self) -> int:
        """The company id, also a Basic user name for it."""
        return self.details.id

    @property
    def name(self) -> str:
        """The company's name."""
        return str(self.details["name"])

    @property
    def organization_number(self) -> str:
        """Nine digits."""
        return str(self.details["organizationNumber"])

    @property
    def employees(self) -> Table:
        """All employees; those in `token_employees` are keys, not people."""
        return self._tables["employee"]

    @property
    def employments(self) -> Table:
        """The employments of all employees."""
        return self._tables["employment"]

    @property
    def customers(self) -> Table:
        """The customers."""
        return self._tables["customer"]

    @property
    def projects(self) -> Table:
        """The projects."""
        return self._tables["project"]

    @property
    def departments(self) -> Table:
        """The departments."""
        return self._tables["department"]

    @property
    def divisions(self) -> Table:
        """The sub-units that employments belong to."""
        return self._tables["division"]

    @property
    def integrations_offered(self) -> bool:
        """True where the package is one that Integrasjoner can be had with: Smart and up."""
        return not _WITH_INTEGRATIONS.isdisjoint(self.modules)

    @property
    def is_office(self) -> bool:
        """True for an accounting office, which has clients."""
        return "ACCOUNTING_OFFICE" in self.modules

    @property
    def package(self) -> str:
        """The package that the modules come on top of."""
        return next(name for name in self.modules if name in PACKAGES)

    def choose_package(self, package: str) -> None:
        """Take another package; one below Smart takes Integrasjoner with it."""
        self.modules = [package, *(name for name in self.modules if name not in PACKAGES)]
        self.integrations_on &= self.integrations_offered

    def rights_of(self, employee_id: int) -> Rights:
        """What the employee may do; nothing, unless something has been granted."""
        return self.rights.get(employee_id, frozenset())

    def table(self, kind: str) -> Table:
        """The table of a kind, by the kind's name in `KINDS`."""
        return self._tables[kind]

    def fresh_number(self, kind: str, key: str, first: int) -> int:
        """The next number of a series that nobody has taken by hand."""
        number = self._numbers.get(kind, first)
        taken = self._tables[kind]
        while taken.find(key, number) or taken.find(key, str(number)):
            number += 1
        self._numbers[kind] = number + 1
        return number
