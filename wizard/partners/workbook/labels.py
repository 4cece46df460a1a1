"""What sheets and columns are called, in Bokmål and English, and what a header means."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from wizard.model.records import Kind

LANGUAGES = ("nb", "en")
ID = "ID"
ROW = {"nb": "rad", "en": "row"}

SHEETS: Mapping[Kind, tuple[str, str]] = {
    Kind.EMPLOYEE: ("Ansatte", "Employees"),
    Kind.CUSTOMER: ("Kunder", "Customers"),
    Kind.PROJECT: ("Prosjekter", "Projects"),
}

COLUMNS: Mapping[Kind, Mapping[str, tuple[str, str]]] = {
    Kind.EMPLOYEE: {
        "number": ("Ansattnummer", "Employee number"),
        "first_name": ("Fornavn", "First name"),
        "last_name": ("Etternavn", "Last name"),
        "email": ("E-post", "Email"),
        "phone_mobile": ("Mobil", "Mobile"),
        "date_of_birth": ("Fødselsdato", "Date of birth"),
        "bank_account": ("Kontonummer", "Bank account"),
        "department": ("Avdeling", "Department"),
        "first_workday": ("Første arbeidsdag", "First workday"),
        "last_workday": ("Siste arbeidsdag", "Last workday"),
    },
    Kind.CUSTOMER: {
        "number": ("Kundenummer", "Customer number"),
        "name": ("Navn", "Name"),
        "organization_number": ("Organisasjonsnummer", "Organization number"),
        "email": ("E-post", "Email"),
        "invoice_email": ("Faktura-e-post", "Invoice email"),
        "phone": ("Telefon", "Phone"),
        "phone_mobile": ("Mobil", "Mobile"),
        "is_private": ("Privatperson", "Private person"),
        "address": ("Adresse", "Address"),
        "postal_code": ("Postnummer", "Postal code"),
        "city": ("Poststed", "City"),
        "country": ("Land", "Country"),
        "is_inactive": ("Inaktiv", "Inactive"),
    },
    Kind.PROJECT: {
        "number": ("Prosjektnummer", "Project number"),
        "name": ("Prosjektnavn", "Project name"),
        "customer_number": ("Kundenummer", "Customer number"),
        "manager_number": ("Prosjektleder", "Project manager"),
        "start_date": ("Startdato", "Start date"),
        "end_date": ("Sluttdato", "End date"),
        "is_internal": ("Internt", "Internal"),
        "is_closed": ("Avsluttet", "Closed"),
        "description": ("Beskrivelse", "Description"),
    },
}

_CLIENTS = ("Organisasjonsnummer klient", "Client organization number")
"""The column that says whose a row is, where one workbook holds many clients."""

# The contract explains the column in a parenthesis, which some will copy into their header.
_EXPLAINED = {
    "prosjektleder (ansattnummer)": "prosjektleder",
    "project manager (employee number)": "project manager",
}

IDENTIFYING: Mapping[Kind, tuple[str, ...]] = {
    Kind.EMPLOYEE: ("last_name", "first_name", "number"),
    Kind.CUSTOMER: ("name", "number"),
    Kind.PROJECT: ("name", "number"),
}
"""Fields of which one must have a column, the one that a new row cannot do without first."""


def plain(text: str) -> str:
    """A header or sheet name as it is compared: composed, one space, no case."""
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


def field_of(kind: Kind, header: str) -> tuple[str, str] | None:
    """The field a header stands for and the language it is in, or None where it is not ours."""
    return _FIELDS[kind].get(_EXPLAINED.get(plain(header), plain(header)))


def is_sheet_of(kind: Kind, name: str) -> bool:
    """Whether a sheet or file of this name holds the kind."""
    return plain(name) in (plain(known) for known in SHEETS[kind])


def is_client_title(header: str) -> bool:
    """Whether a column says whose each row is."""
    return plain(header) in {plain(known) for known in _CLIENTS}


def client_title(language: str) -> str:
    """What the column is called that says whose each row is."""
    return _CLIENTS[LANGUAGES.index(language)]


def plain_number(text: str) -> str:
    """The digits of an organisation number, whatever is written around them."""
    return "".join(sign for sign in text if sign.isascii() and sign.isdecimal())


_FIELDS: Mapping[Kind, Mapping[str, tuple[str, str]]] = {
    kind: {
        plain(label): (field, language)
        for field, labels in columns.items()
        for language, label in zip(LANGUAGES, labels, strict=True)
    }
    for kind, columns in COLUMNS.items()
}
