"""A practice world with people, customers and projects in it, the same for the same seed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from .catalogue import KRONE, NORWAY, OSLO
from .company import Company
from .defaults import blank
from .names import Names, plain
from .numbers import Numbers
from .options import Options
from .rights import ALL_RIGHTS, rights_of
from .structure import activity_flags
from .tables import Values
from .world import World

SEEDED_AT = datetime(2026, 1, 5, 7, 0, tzinfo=UTC)
"""When everything in a new world was made."""

_DEPARTMENTS = (("1", "Administrasjon"), ("2", "Produksjon"), ("3", "Service"), ("4", "Salg"))
_ACTIVITIES = (
    ("Administrasjon", "GENERAL_ACTIVITY", True),
    ("Ferie", "GENERAL_ACTIVITY", False),
    ("Prosjektadministrasjon", "PROJECT_GENERAL_ACTIVITY", True),
    ("Fakturerbart arbeid", "PROJECT_GENERAL_ACTIVITY", True),
)
_MANAGER_RIGHTS = rights_of(["AUTH_PROJECT_MANAGER", "AUTH_CREATE_PROJECT", "AUTH_HOURLIST"])
_COMPANY_NAME = "Fjordglimt Håndverk AS"
_OWN_DOMAIN = "fjordglimt.example"
_SWEDEN = 201


def seeded_world(
    *,
    seed: int = 1,
    employees: int = 12,
    customers: int = 15,
    projects: int = 8,
    clock: Callable[[], datetime] | None = None,
    options: Options | None = None,
) -> World:
    """A world of one company. The first employee is the one who owns the keys; at least that one
    is always there."""
    chance = Chance(Random(seed))
    details = chance.company(_COMPANY_NAME, _OWN_DOMAIN)
    world = World(details, seed=seed, clock=lambda: SEEDED_AT, options=options or Options())
    Seeding(world, world.company, chance, _OWN_DOMAIN).fill(employees, customers, projects)
    world.employee_token = world.make_key()
    world.clock = clock or (lambda: datetime.now(UTC))
    return world


class Chance:
    """What is invented by chance: always the same from the same beginning."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.names = Names(random)
        self.numbers = Numbers(random)

    def company(self, name: str, domain: str) -> Values:
        """What a company says of itself."""
        return blank("Company") | {
            "name": name,
            "organizationNumber": self.numbers.organization(),
            "startDate": "2015-03-01",
            "email": f"post@{domain}",
            "phoneNumber": self.numbers.landline(),
            "address": self.address("5003", "Bergen"),
            "type": "AS",
            "currency": {"id": KRONE},
            "companyMigration": "NONE",
        }

    def address(self, postal_code: str, city: str, country: int = NORWAY) -> Values:
        """Some street there."""
        return {
            "addressLine1": self.names.street(),
            "postalCode": postal_code,
            "city": city,
            "country": {"id": country},
        }


class Seeding:
    """Fills one company."""

    def __init__(self, world: World, company: Company, chance: Chance, domain: str) -> None:
        self._world = world
        self._company = company
        self._random = chance.random
        self._names = chance.names
        self._numbers = chance.numbers
        self._address = chance.address
        self._domain = domain
        self._owner = 0
        self._emails: set[str] = set()
        self._departments: list[int] = []
        self._people: list[int] = []
        self._managers: list[int] = []

    def fill(self, employees: int, customers: int, projects: int) -> None:
        """Everything that the company has."""
        self.structure()
        for number in range(max(employees, 1)):
            self.employee(number)
        self.appoint()
        for number in range(customers):
            self.customer(number)
        for number in range(projects):
            self.project(number)

    def _add(self, kind: str, **fields: Any) -> int:
        return self._world.insert(self._company, kind, fields, self._owner).id

    def structure(self) -> None:
        """What is there before the people: departments, a division, activities."""
        for number, name in _DEPARTMENTS:
            self._departments.append(self._add("department", name=name, departmentNumber=number))
        self._division = self._add(
            "division",
            name=self._company.name,
            startDate="2015-03-01",
            organizationNumber=self._numbers.organization(),
            municipalityDate="2015-03-01",
            municipality={"id": OSLO},
        )
        for name, kind, deletable in _ACTIVITIES:
            self._add(
                "activity",
                name=name,
                activityType=kind,
                deletable=deletable,
                isChargeable=name == "Fakturerbart arbeid",
                **activity_flags(kind),
            )

    def employee(self, number: int) -> None:
        """One person, employed since some years; a few have left, a few lack an e-mail."""
        first, last = self._names.person(number)
        with_email = number % 7 != 5
        born = date(1961, 1, 1) + timedelta(days=self._random.randrange(15_500))
        employee = self._add(
            "employee",
            firstName=first,
            lastName=last,
            employeeNumber=str(101 + number),
            dateOfBirth=born.isoformat(),
            email=self._email(first, last) if with_email else "",
            userType="EXTENDED" if number % 4 == 0 and with_email else "NO_ACCESS",
            phoneNumberMobileCountry={"id": NORWAY},
            phoneNumberMobile=self._numbers.mobile(),
            bankAccountNumber=self._numbers.account(),
            address=self._address(*self._names.town()),
            department={"id": self._departments[number % len(self._departments)]},
        )
        self._people.append(employee)
        if number == 0:
            self._owner = employee
            if self._company is self._world.company:
                self._world.owner = employee
        if number == 0 or number % 3 == 1:
            self._managers.append(employee)
            rights = _MANAGER_RIGHTS if number else ALL_RIGHTS
            self._company.rights[employee] = rights
        started = date(2016, 1, 1) + timedelta(days=self._random.randrange(3400))
        self._add(
            "employment",
            employee={"id": employee},
            startDate=started.isoformat(),
            endDate="2026-06-30" if number % 11 == 9 else None,
            division={"id": self._division},
        )

    def appoint(self) -> None:
        """Each department gets a manager, and the account its administrator."""
        self._company.account_administrator = self._people[min(1, len(self._people) - 1)]
        for place, department in enumerate(self._departments):
            manager = self._people[place % len(self._people)]
            before = self._company.departments[department]
            changed = {"departmentManager": {"id": manager}}
            self._world.replace(self._company, "department", before, changed, self._owner)

    def customer(self, number: int) -> None:
        """A firm; every sixth is a private person, one here and there foreign or inactive."""
        self._add("customer", **self._customer(number))

    def _customer(self, number: int) -> Values:
        manager = {"id": _early(self._managers, number)}
        address = self._address(*self._names.town())
        common = {
            "accountManager": manager,
            "phoneNumberMobile": self._numbers.mobile() if number % 3 else "",
            "isInactive": number % 13 == 12,
            "postalAddress": address,
            "physicalAddress": dict(address),
        }
        if number % 6 == 5:
            first, last = self._names.person(5000 + number)
            email = f"{plain(first)}.{plain(last)}{number}@privat.example"
            return common | {
                "name": f"{first} {last}",
                "isPrivateIndividual": True,
                "email": email,
            }
        name = self._names.firm(number)
        domain = plain(name.rpartition(" ")[0]).replace(".", "-")
        firm = common | {
            "name": name,
            "organizationNumber": self._numbers.organization(),
            "email": f"post@{domain}.example",
            "invoiceEmail": f"faktura@{domain}.example" if number % 4 else "",
            "phoneNumber": self._numbers.landline(),
        }
        if number % 9 == 7:
            firm["organizationNumber"] = self._numbers.swedish_organization()
            firm["name"] = f"{name.rpartition(' ')[0]} AB"
            abroad = self._address("411 03", "Göteborg", _SWEDEN)
            firm |= {"postalAddress": abroad, "physicalAddress": dict(abroad)}
        return firm

    def project(self, number: int) -> None:
        """A project, most for a customer, some internal, some closed."""
        everybody = self._company.customers.values()
        customers = [row.id for row in everybody if not row["isInactive"]]
        internal = number % 5 == 4 or not customers
        started = date(2024, 1, 1) + timedelta(days=self._random.randrange(850))
        closed = number % 6 == 5
        ended = (started + timedelta(days=180)).isoformat()
        customer = None if internal else {"id": _early(customers, number * 2)}
        self._add(
            "project",
            name=self._names.project(number),
            number=str(1001 + number),
            projectManager={"id": _early(self._managers, number)},
            department={"id": self._departments[number % len(self._departments)]},
            customer=customer,
            startDate=started.isoformat(),
            endDate=ended if closed or number % 3 == 0 else None,
            isInternal=internal,
            isClosed=closed,
            description="" if number % 2 else "Avtalt på befaring, se mappen på kontoret.",
        )

    def _email(self, first: str, last: str) -> str:
        local = f"{plain(first)}.{plain(last)}"
        while local in self._emails:
            local += str(self._random.randint(2, 9))
        self._emails.add(local)
        return f"{local}@{self._domain}"


def _early(ids: Sequence[int], number: int) -> int:
    """One of the first two thirds: what hangs together does so among records that a partner's
    register (`sample`) has too."""
    return ids[number % max(len(ids) * 2 // 3, 1)]
