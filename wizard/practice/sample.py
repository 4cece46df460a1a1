"""A partner's register to go with a practice world: what a workbook of the same company may hold.

Most records agree with Tripletex, typed as people type. Beside them stands one of every trouble
that a first synk meets: values that differ, records on one side only, the same number on two
different people or firms, and records that cannot be taken as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random

from .numbers import Numbers
from .tables import Entity
from .world import World

Sheet = list[list[object]]
_Row = dict[str, object]

_EMPLOYEE_LABELS = (
    "Ansattnummer",
    "Fornavn",
    "Etternavn",
    "E-post",
    "Mobil",
    "Fødselsdato",
    "Kontonummer",
    "Avdeling",
    "Første arbeidsdag",
    "Siste arbeidsdag",
    "Notat",
)
_CUSTOMER_LABELS = (
    "Kundenummer",
    "Navn",
    "Organisasjonsnummer",
    "E-post",
    "Faktura-e-post",
    "Telefon",
    "Mobil",
    "Privatperson",
    "Adresse",
    "Postnummer",
    "Poststed",
    "Land",
    "Inaktiv",
    "Notat",
)
_PROJECT_LABELS = (
    "Prosjektnummer",
    "Prosjektnavn",
    "Kundenummer",
    "Prosjektleder",
    "Startdato",
    "Sluttdato",
    "Internt",
    "Avsluttet",
    "Beskrivelse",
    "Notat",
)
_EVERY_DIFFERING = 6
_NEW_CUSTOMER_NUMBER = 20001
_NEW_PROJECT_NUMBER = 2001
_NOTES = ("", "", "Ring før levering", "", "Sjekkes i vår", "")


def sample_register(world: World) -> dict[str, Sheet]:
    """Sheet name to rows, the header first; the same for the same world."""
    register = _Register(world)
    return {
        "Ansatte": _sheet(_EMPLOYEE_LABELS, register.employees()),
        "Kunder": _sheet(_CUSTOMER_LABELS, register.customers()),
        "Prosjekter": _sheet(_PROJECT_LABELS, register.projects()),
    }


def _sheet(labels: tuple[str, ...], rows: list[_Row]) -> Sheet:
    return [list(labels), *([row.get(label, "") for label in labels] for row in rows)]


class _Register:
    def __init__(self, world: World) -> None:
        self._world = world
        self._company = world.company
        self._numbers = Numbers(Random(f"{world.seed}/register"))

    def employees(self) -> list[_Row]:
        """People, and never the keys that Tripletex lists among them."""
        keys = self._company.token_employees
        people = [row for row in self._company.employees.values() if row.id not in keys]
        kept, held_back = _parted(people)
        rows = [self._employee(number, row) for number, row in enumerate(kept)]
        for row in rows[3::_EVERY_DIFFERING]:
            row["Mobil"] = _phone(self._numbers.mobile(), 0)
        for row in rows[4::_EVERY_DIFFERING]:
            row["Kontonummer"] = ""
        for row in rows[2 :: 2 * _EVERY_DIFFERING]:
            row["E-post"] = f"{row['Fornavn']}.privat@epost.example".lower().replace("å", "aa")
        rows += [
            self._new_employee("901", "Silje", "Kvammen", "Verksted"),
            self._new_employee("902", "Henrik", "Østby", "Salg"),
            self._new_employee("903", "Bjarne", "", "Produksjon"),
        ]
        if held_back:
            taken = str(held_back[0]["employeeNumber"])
            rows.append(self._new_employee(taken, "Guro", "Tangvald", "Service"))
        return rows

    def _employee(self, number: int, employee: Entity) -> _Row:
        employments = self._company.employments
        first_day, last_day = None, None
        for found in self._company.employments.find("employee", employee.id):
            first_day, last_day = employments[found]["startDate"], employments[found]["endDate"]
        department = self._company.departments.get(employee.reference("department") or 0)
        return {
            "Ansattnummer": _number(employee["employeeNumber"], number),
            "Fornavn": employee["firstName"],
            "Etternavn": employee["lastName"],
            "E-post": _email(employee["email"], number),
            "Mobil": _phone(employee["phoneNumberMobile"], number),
            "Fødselsdato": _day(employee["dateOfBirth"], number),
            "Kontonummer": _account(employee["bankAccountNumber"], number),
            "Avdeling": department["name"] if department else "",
            "Første arbeidsdag": _day(first_day, number + 1),
            "Siste arbeidsdag": _day(last_day, number),
            "Notat": _NOTES[number % len(_NOTES)],
        }

    def _new_employee(self, number: str, first: str, last: str, department: str) -> _Row:
        return {
            "Ansattnummer": number,
            "Fornavn": first,
            "Etternavn": last,
            "E-post": f"{first.lower()}.{number}@fjordglimt.example",
            "Mobil": _phone(self._numbers.mobile(), 0),
            "Fødselsdato": date(1988, 4, 17),
            "Kontonummer": _account(self._numbers.account(), 0),
            "Avdeling": department,
            "Første arbeidsdag": date(2026, 11, 1),
        }

    def customers(self) -> list[_Row]:
        """Firms and private persons."""
        kept, held_back = _parted(list(self._company.customers.values()))
        rows = [self._customer(number, row) for number, row in enumerate(kept)]
        for row in rows[3::_EVERY_DIFFERING]:
            row["Telefon"] = _phone(self._numbers.landline(), 0)
        for row in rows[1 :: 2 * _EVERY_DIFFERING]:
            row["Adresse"] = "Nyveien 7"
        for row in rows[4::_EVERY_DIFFERING]:
            row["E-post"] = ""
        rows += [
            self._new_customer("", "Hegrelia Keramikk AS"),
            self._new_customer(_NEW_CUSTOMER_NUMBER, "Småhølen Brygge AS"),
            self._new_customer(_NEW_CUSTOMER_NUMBER + 1, "Tistelås Verft AS")
            | {"Organisasjonsnummer": _broken(self._numbers.organization())},
        ]
        if held_back:
            taken = held_back[0]["customerNumber"]
            rows.append(self._new_customer(taken, "Ørneset Galleri DA"))
        return rows

    def _customer(self, number: int, customer: Entity) -> _Row:
        address = customer["postalAddress"] or {}
        pointer = address.get("country")
        country = pointer and self._world.target(self._company, "Country", pointer["id"])
        return {
            "Kundenummer": _number(str(customer["customerNumber"]), number),
            "Navn": customer["name"],
            "Organisasjonsnummer": _organization(customer["organizationNumber"], number),
            "E-post": _email(customer["email"], number),
            "Faktura-e-post": customer["invoiceEmail"],
            "Telefon": _phone(customer["phoneNumber"], number),
            "Mobil": _phone(customer["phoneNumberMobile"], number),
            "Privatperson": _yes(customer["isPrivateIndividual"]),
            "Adresse": address.get("addressLine1", ""),
            "Postnummer": address.get("postalCode", ""),
            "Poststed": _town(address.get("city", ""), number),
            "Land": country["name"] if country else "",
            "Inaktiv": _yes(customer["isInactive"]),
            "Notat": _NOTES[(number + 2) % len(_NOTES)],
        }

    def _new_customer(self, number: object, name: str) -> _Row:
        domain = name.split(maxsplit=1)[0].lower().replace("ø", "o").replace("å", "a")
        return {
            "Kundenummer": number,
            "Navn": name,
            "Organisasjonsnummer": _organization(self._numbers.organization(), 0),
            "E-post": f"post@{domain}.example",
            "Telefon": _phone(self._numbers.landline(), 0),
            "Privatperson": "Nei",
            "Adresse": "Sjøgata 12",
            "Postnummer": "6002",
            "Poststed": "Ålesund",
            "Land": "Norge",
            "Inaktiv": "Nei",
        }

    def projects(self) -> list[_Row]:
        """Projects; the new one is for a customer who is new as well."""
        kept, _ = _parted(list(self._company.projects.values()))
        rows = [self._project(number, row) for number, row in enumerate(kept)]
        for row in rows[2::_EVERY_DIFFERING]:
            row["Prosjektnavn"] = f"{row['Prosjektnavn']} (utvidet)"
        for row in rows[3::_EVERY_DIFFERING]:
            row["Sluttdato"] = date(2027, 3, 31)
        manager = self._company.employees[self._world.owner]["employeeNumber"]
        new = {
            "Prosjektnummer": _NEW_PROJECT_NUMBER,
            "Prosjektnavn": "Ny brygge med sjøbod",
            "Kundenummer": _NEW_CUSTOMER_NUMBER,
            "Prosjektleder": manager,
            "Startdato": date(2026, 12, 1),
            "Internt": "Nei",
            "Avsluttet": "Nei",
        }
        blocked = new | {
            "Prosjektnummer": _NEW_PROJECT_NUMBER + 1,
            "Prosjektnavn": "Forprosjekt slipp",
            "Startdato": "",
        }
        return [*rows, new, blocked]

    def _project(self, number: int, project: Entity) -> _Row:
        customer = self._company.customers.get(project.reference("customer") or 0)
        manager = self._company.employees.get(project.reference("projectManager") or 0)
        return {
            "Prosjektnummer": _number(project["number"], number),
            "Prosjektnavn": project["name"],
            "Kundenummer": customer["customerNumber"] if customer else "",
            "Prosjektleder": _number(manager["employeeNumber"], number) if manager else "",
            "Startdato": _day(project["startDate"], number),
            "Sluttdato": _day(project["endDate"], number),
            "Internt": _yes(project["isInternal"]),
            "Avsluttet": _yes(project["isClosed"]),
            "Beskrivelse": project["description"],
            "Notat": _NOTES[(number + 4) % len(_NOTES)],
        }


def _parted(rows: list[Entity]) -> tuple[list[Entity], list[Entity]]:
    """Those the partner has too, and the last few that only Tripletex has."""
    few = len(rows) // 6
    return rows[: len(rows) - few], rows[len(rows) - few :]


def _number(text: str, number: int) -> object:
    return int(text) if number % 2 and text.isdecimal() and not text.startswith("0") else text


def _email(text: str, number: int) -> str:
    return text.capitalize() if number % 5 == 4 else text


def _town(text: str, number: int) -> str:
    return text.upper() if number % 3 == 1 else text


def _yes(value: bool) -> str:
    return "Ja" if value else "Nei"


def _day(text: str | None, number: int) -> object:
    if text is None:
        return ""
    day = date.fromisoformat(text)
    return day.strftime("%d.%m.%Y") if number % 3 == 0 else day


def _grouped(text: str, sizes: tuple[int, ...], mark: str) -> str:
    if len(text) != sum(sizes):
        return text
    ends = [sum(sizes[: n + 1]) for n in range(len(sizes))]
    return mark.join(text[end - size : end] for end, size in zip(ends, sizes, strict=True))


def _in_turn(*ways: Callable[[str], str]) -> Callable[[str, int], str]:
    return lambda text, number: ways[number % len(ways)](text) if text else ""


_phone = _in_turn(
    lambda text: _grouped(text, (3, 2, 3), " "),
    lambda text: _grouped(text, (2, 2, 2, 2), " "),
    lambda text: f"+47 {text}",
    lambda text: text,
)
_organization = _in_turn(lambda text: _grouped(text, (3, 3, 3), " "), lambda text: text)
_account = _in_turn(
    lambda text: _grouped(text, (4, 2, 5), "."),
    lambda text: text,
    lambda text: _grouped(text, (4, 2, 5), " "),
)


def _broken(number: str) -> str:
    """The same number with another last digit, which its check then refuses."""
    return number[:-1] + str((int(number[-1]) + 1) % 10)
