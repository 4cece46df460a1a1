"""What stands in the pictures: a company and its registers, made up and the same each time."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from ui.registers import Values, firm, fjell, person
from unit.sync.building import EMPLOYEE, PROJECT, P, T, whole

from screens.stage import NOW
from wizard.cli.demo import write_workbook
from wizard.errors import Actor, Problem
from wizard.model.connection import (
    Company,
    ConnectionCheck,
    Requirement,
    RequirementState,
)
from wizard.model.records import Record
from wizard.sync.engine import Survey

KEY = "eyJ0b2tlbklkIjo0MiwidG9rZW4iOiJlbi1ub2trZWwtc29tLWlra2UtZ2plbGRlciJ9"
BYGG = Company(1, "Fjell Bygg AS", "923609016")
_RIGHTS = (
    "AUTH_COMPANY_EMPLOYEE_ADMIN",
    "AUTH_CUSTOMER_ADMIN",
    "AUTH_PROJECT_MANAGER_COMPANY",
    "AUTH_CREATE_PROJECT",
)


def checked(
    lacks: Mapping[str, Problem] | None = None,
    company: Company = BYGG,
    key_type: str = "company",
    environment: str | None = "production",
) -> ConnectionCheck:
    """What a key opens; ``lacks`` are the problems with what it needs, by id."""
    ids = ("module:API_V2", *(f"right:{right}" for right in _RIGHTS))
    lacks = lacks or {}
    found = []
    for one in ids:
        problem = lacks.get(one)
        state = RequirementState.MET if problem is None else RequirementState.MISSING
        if problem is not None and problem.code.endswith("unknown"):
            state = RequirementState.UNKNOWN
        found.append(Requirement(one, state, problem))
    return ConnectionCheck("1", tuple(found), company, key_type, "Kari Nordmann", environment)


def missing(right: str, kind: str, code: str = "tripletex.right_missing_owner") -> Problem:
    """A right that is not there."""
    return Problem(code, Actor.ADMINISTRATOR, kind, params={"right": right})


_PEOPLE = (
    ("141", "Anders", "Moen", "+47 901 11 222", "+47 901 11 223"),
    ("142", "Berit", "Solheim", "+47 902 22 333", "+47 902 22 339"),
    ("143", "Cato", "Lunde", "+47 903 33 444", "+47 913 33 444"),
    ("144", "Dagny", "Strand", "+47 904 44 555", "+47 904 44 556"),
    ("145", "Eirik", "Haugen", "+47 905 55 666", "+47 945 55 666"),
    ("146", "Frida", "Nygård", "+47 906 66 777", "+47 906 66 778"),
)


def many(new: int = 0) -> Survey:
    """A firm with a good deal to go through: every state, and so many customers to be made."""
    born: Values = {"date_of_birth": "1980-01-01"}
    records = list[Record]()
    for number, first, last, ours, theirs in _PEOPLE:
        mail = f"{first}.{last}@fjellbygg.no".lower().replace("å", "aa")
        both = {**born, "email": mail}
        records += person(
            number, first, last, {**both, "phone_mobile": ours}, {**both, "phone_mobile": theirs}
        )
    records += person(
        "147",
        "Geir",
        "Tangen",
        {**born, "first_workday": "2021-08-01", "bank_account": "15034012345"},
        {**born, "first_workday": "2021-08-15", "bank_account": "15034012354"},
    )
    for number in range(150, 171):
        same = {**born, "email": f"ansatt{number}@fjellbygg.no"}
        records += person(str(number), "Ansatt", f"Nummer {number}", same, same)
    for number in range(10250, 10262):
        records += firm(str(number), f"Kunde {number} AS", {"city": "Bergen"}, {"city": "Bergen"})
    records += firm(
        "10270",
        "Vestlandet Entreprenør og Eiendomsutvikling Holding AS",
        {"email": "faktura@vestlandet-entreprenor-og-eiendomsutvikling.no"},
        {"email": "post@vestlandet.no"},
    )
    for number in range(10300, 10300 + new):
        ours, theirs = (None, {}) if number % 2 else ({}, None)
        records += firm(str(number), f"Ny kunde {number} AS", ours, theirs)
    for number, name in (("2041", "Rehab Storgata 4"), ("2042", "Tak Parkveien")):
        records.append(whole(PROJECT, T, f"t{number}", number=number, name=name))
    records.append(whole(EMPLOYEE, P, "p190", number="190", first_name="Jonas", last_name=""))
    return fjell(*records)


def workbook(folder: Path, *, whole_sheets: bool = False, name: str = "") -> Path:
    """The partner's export; its employees' columns are called otherwise, unless they are whole."""
    heads = ["Ansattnr.", "Fornavn", "Etternavn", "Tlf", "Født", "Avd.", "Merknad"]
    if whole_sheets:
        heads[3:6] = ["Mobil", "Fødselsdato", "Avdeling"]
    rows = [
        ["104", "Ola", "Hansen", "912 34 567", "03.05.1984", "Tømrer", "Fast i Bergen"],
        ["117", "Ingrid", "Bø", "934 56 712", "17.11.1990", "Kontor", ""],
        ["133", "Per-Åge", "Øverli", "970 11 234", "02.02.1979", "Tømrer", "Har egen bil"],
    ]
    sheets = {
        "Ansatte": [heads, *rows],
        "Kunder": [["Kundenummer", "Navn", "E-post"], ["10240", "Nordlys AS", "post@nordlys.no"]],
        "Prosjekter": [["Prosjektnummer", "Prosjektnavn"], ["2041", "Rehab Storgata 4"]],
    }
    return saved(folder / (name or "svenn-eksport-november.xlsx"), sheets)


def saved(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    """A workbook with these sheets, last saved when the clock stood still."""
    write_workbook(path, sheets)
    at = NOW.replace(hour=13, minute=40).timestamp()
    os.utime(path, (at, at))
    return path
