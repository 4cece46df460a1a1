"""The workbook as an .xlsx keeps the contract."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from contract.connector_suite import CUSTOMERS, ConnectorContract, Reopen

from wizard.model.records import Kind
from wizard.partners.workbook import CONNECTOR

HEADER = ("Vår ref", "Kundenummer", "Navn", "E-post", "Inaktiv", "Land", "Postnummer")
FLAGS = {True: "ja", False: "nei", None: None}
COUNTRIES = {"NO": "Norge", "SE": "Sverige", None: None}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    notes = book.active
    assert notes is not None
    notes.append(["Notater", "=1+1"])
    sheet = book.create_sheet("Kunder")
    sheet.append(HEADER)
    for row, (number, name, email, inactive, country, postal) in enumerate(CUSTOMERS):
        flag, land = FLAGS[inactive], COUNTRIES[country]  # type: ignore[index]
        sheet.append([f"ref {row}", int(str(number)), name, email, flag, land, postal])
    file = tmp_path / "register.xlsx"
    book.save(file)
    return file


@pytest.fixture
def reopen(path: Path) -> Reopen:
    return lambda: CONNECTOR.open({"file": str(path)}, [Kind.CUSTOMER])


@pytest.fixture
def foreign(path: Path) -> Callable[[], object]:
    def read() -> object:
        book = openpyxl.load_workbook(path)
        return (
            [[cell.value for cell in row] for row in book["Sheet"].iter_rows()],
            [book["Kunder"].cell(row, 1).value for row in range(1, 5)],
        )

    return read


class TestXlsx(ConnectorContract):
    pass
