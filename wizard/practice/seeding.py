"""A practice world with people, customers and projects in it, the same for the same seed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random

from .catalogue import KRONE, NORWAY, OSLO
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
    seeding = _Seeding(seed, options or Options())
    seeding.structure()
    for number in range(max(employees, 1)):
        seeding.employee(number)
    seeding.appoint()
    for number in range(customers):
        seeding.customer(number)
    for number in range(projects):
        seeding.project(number)
    world = seeding.world
    world.employee_token = world.make_key()
    world.clock = clock or (lambda: datetime.now(UTC))
    return world


class _Seeding:
    def __init__(self, seed: int, options: Options) -> None:
        self._random = Random(seed)
        self._names = Names(self._random)
        self._numbers = Numbers(self._random)
        postal_code, city = "5003", "Bergen"
        details = blank("Company") | {
            "name": _COMPANY_NAME,
            "organizationNumber": self._numbers.organization(),
            "startDate": "2015-03-01",
            "email": f"post@{_OWN_DOMAIN}",
            "phoneNumber": self._numbers.landline(),
            "address": self._address(postal_code, city),
            "type": "AS",
            "currency": {"id": KRONE},
            "companyMigration": "NONE",
        }
        self.world = World(details, seed=seed, clock=lambda: SEEDED_AT, options=options)
        self._emails: set[str] = set()
        self._departments: list[int] = []
        self._people: list[int] = []
        self._managers: list[int] = []

    def structure(self) -> None:
        """What is there before the people: departments, a division, activities."""
        for number, name in _DEPARTMENTS:
            self._departments.append(
                self.world.add("department", name=name, departmentNumber=number)
            )
        self._division = self.world.add(
            "division",
            name=_COMPANY_NAME,
            startDate="2015-03-01",
            organizationNumber=self._numbers.organization(),
            municipalityDate="2015-03-01",
            municipality={"id": OSLO},
        )
        for name, kind, deletable in _ACTIVITIES:
            self.world.add(
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
        employee = self.world.add(
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
            self.world.owner = employee
        if number == 0 or number % 3 == 1:
            self._managers.append(employee)
            rights = _MANAGER_RIGHTS if number else ALL_RIGHTS
            self.world.company.rights[employee] = rights
        started = date(2016, 1, 1) + timedelta(days=self._random.randrange(3400))
        self.world.add(
            "employment",
            employee={"id": employee},
            startDate=started.isoformat(),
            endDate="2026-06-30" if number % 11 == 9 else None,
            division={"id": self._division},
        )

    def appoint(self) -> None:
        """Each department gets a manager, and the account its administrator."""
        self.world.company.account_administrator = self._people[min(1, len(self._people) - 1)]
        for place, department in enumerate(self._departments):
            manager = self._people[place % len(self._people)]
            self.world.edit("department", department, departmentManager={"id": manager})

    def customer(self, number: int) -> None:
        """A firm; every sixth is a private person, one here and there foreign or inactive."""
        self.world.add("customer", **self._customer(number))

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
        everybody = self.world.company.customers.values()
        customers = [row.id for row in everybody if not row["isInactive"]]
        internal = number % 5 == 4 or not customers
        started = date(2024, 1, 1) + timedelta(days=self._random.randrange(850))
        closed = number % 6 == 5
        ended = (started + timedelta(days=180)).isoformat()
        customer = None if internal else {"id": _early(customers, number * 2)}
        self.world.add(
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
        return f"{local}@{_OWN_DOMAIN}"

    def _address(self, postal_code: str, city: str, country: int = NORWAY) -> Values:
        return {
            "addressLine1": self._names.street(),
            "postalCode": postal_code,
            "city": city,
            "country": {"id": country},
        }


def _early(ids: Sequence[int], number: int) -> int:
    """One of the first two thirds: what hangs together does so among records that a partner's
    register (`sample`) has too."""
    return ids[number % max(len(ids) * 2 // 3, 1)]
