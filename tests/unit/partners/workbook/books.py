"""Workbooks for tests: made with openpyxl, opened with the connector, looked at again."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from wizard.errors import Problem, UsageError
from wizard.model.journal import Change, Draft, Outcome
from wizard.model.ports import Endpoint
from wizard.model.records import Kind, Record, Value
from wizard.partners.workbook import CONNECTOR

EMPLOYEES = ("Ansattnummer", "Fornavn", "Etternavn", "E-post", "Fødselsdato", "Avdeling")
CUSTOMERS = ("Kundenummer", "Navn", "Postnummer", "Land", "Inaktiv")


def book(sheets: Mapping[str, Sequence[Sequence[object]]]) -> Workbook:
    """A workbook with these sheets, row by row."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return made


def saved(folder: Path, made: Workbook, name: str = "register.xlsx") -> Path:
    """The workbook as a file."""
    made.save(folder / name)
    return folder / name


def customers(folder: Path, *rows: Sequence[object], header: Sequence[object] = CUSTOMERS) -> Path:
    """A workbook with nothing but customers."""
    return saved(folder, book({"Kunder": [header, *rows]}))


def opened(path: Path, *kinds: Kind) -> Endpoint:
    """The endpoint of a workbook; customers where no kind is named."""
    return CONNECTOR.open({"file": str(path)}, kinds or (Kind.CUSTOMER,))


def records(path: Path, kind: Kind = Kind.CUSTOMER) -> list[Record]:
    """The records in the order of their rows."""
    found = opened(path, kind).fetch(kind).records
    return sorted(found, key=lambda record: int(record.label.rstrip(")").split()[-1]))


def refusal(path: Path, *kinds: Kind) -> Problem:
    """The problem for which a workbook is not opened."""
    with pytest.raises(UsageError) as caught:
        opened(path, *kinds)
    return caught.value.problems[0]


def create(path: Path, kind: Kind = Kind.CUSTOMER, **values: Value) -> Outcome:
    """Make one record."""
    (outcome,) = opened(path, kind).create(kind, [Draft("op", values)])
    return outcome


def update(path: Path, record: Record, **values: Value) -> Outcome:
    """Change one record, at the version it was read at."""
    change = Change("op", record.id, values, record.version)
    (outcome,) = opened(path, record.kind).update(record.kind, [change])
    return outcome


def column(path: Path, sheet: str, title: str) -> list[Any]:
    """What stands below a title."""
    cells = openpyxl.load_workbook(path)[sheet]
    header = [cell.value for cell in cells[1]]
    return [row[header.index(title)].value for row in cells.iter_rows(min_row=2)]


def repacked(path: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """Rewrite the parts of an .xlsx."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    path.write_bytes(out.getvalue())
    return path


def parts(path: Path) -> dict[str, bytes]:
    """The parts of an .xlsx."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}
