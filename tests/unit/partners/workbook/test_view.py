"""Columns given a field by hand, and a workbook as it is shown before the synk."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from wizard.errors import UsageError
from wizard.model.journal import Change
from wizard.model.records import Kind
from wizard.partners.workbook import CONNECTOR
from wizard.partners.workbook.choices import chosen_columns, setting_of
from wizard.partners.workbook.view import view_of

HEADER = ("Ansattnummer", "Fornavn", "Etternavn", "Født", "Avd.", "Merknad", "ID")
ROW = (104, "Ola", "Hansen", date(1984, 5, 3), "Tømrer", "Fast i Bergen", "P1")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Ansatte"
    sheet.append(HEADER)
    sheet.append(ROW)
    sheet.append((105, "Kari", "Ås", None, "Maler", None, "P2"))
    workbook.save(tmp_path / "register.xlsx")
    return tmp_path / "register.xlsx"


def said(book: Path, **columns: str) -> dict[str, str]:
    chosen = {setting_of(Kind.EMPLOYEE, title): field for title, field in columns.items()}
    return {"file": str(book), **chosen}


def test_what_is_recognised_suggested_and_left(book: Path) -> None:
    view = view_of({"file": str(book)})
    assert view.name == "register.xlsx"
    assert set(view.sheets) == {Kind.EMPLOYEE}
    sheet = view.sheets[Kind.EMPLOYEE]
    assert (sheet.name, sheet.rows, sheet.problem) == ("Ansatte", 2, None)
    shown = {one.title: (one.sample, one.field, one.suggested, one.value) for one in sheet.columns}
    assert shown == {
        "Ansattnummer": ("104", "number", "", "104"),
        "Fornavn": ("Ola", "first_name", "", "Ola"),
        "Etternavn": ("Hansen", "last_name", "", "Hansen"),
        "Født": ("03.05.1984", "", "date_of_birth", None),
        "Avd.": ("Tømrer", "", "department", None),
        "Merknad": ("Fast i Bergen", "", "", None),
    }


def test_a_column_given_a_field_by_hand_is_read_and_written(book: Path) -> None:
    settings = said(book, **{"Avd.": "department"})
    column = next(c for c in view_of(settings).sheets[Kind.EMPLOYEE].columns if c.title == "Avd.")
    assert (column.field, column.natural, column.value) == ("department", "", "Tømrer")
    endpoint = CONNECTOR.open(settings, [Kind.EMPLOYEE])
    [ola, _kari] = sorted(endpoint.fetch(Kind.EMPLOYEE).records, key=lambda one: one.id)
    assert ola.values["department"] == "Tømrer"
    change = Change("op", ola.id, {"department": "Snekker"}, ola.version)
    endpoint.update(Kind.EMPLOYEE, [change])
    after = view_of(settings).sheets[Kind.EMPLOYEE].columns
    assert next(one.value for one in after if one.title == "Avd.") == "Snekker"


def test_a_column_can_be_left_alone_though_its_title_is_known(book: Path) -> None:
    settings = said(book, Fornavn="-", Merknad="-")
    sheet = view_of(settings).sheets[Kind.EMPLOYEE]
    fornavn = next(one for one in sheet.columns if one.title == "Fornavn")
    assert (fornavn.field, fornavn.natural, fornavn.suggested) == ("", "first_name", "")
    records = CONNECTOR.open(settings, [Kind.EMPLOYEE]).fetch(Kind.EMPLOYEE).records
    assert all("first_name" not in record.values for record in records)


def test_two_columns_for_one_field_are_shown_and_refused(book: Path) -> None:
    settings = said(book, Merknad="first_name")
    sheet = view_of(settings).sheets[Kind.EMPLOYEE]
    assert sheet.problem is not None
    assert sheet.problem.code == "workbook.header_twice"
    assert len(sheet.columns) == 6


def test_a_chosen_column_that_is_gone_is_refused(book: Path) -> None:
    with pytest.raises(UsageError) as refused:
        CONNECTOR.open(said(book, Avdelingen="department"), [Kind.EMPLOYEE])
    assert refused.value.problems[0].code == "workbook.column_gone"
    assert refused.value.problems[0].params == {"column": "Avdelingen"}
    CONNECTOR.open(said(book, Borte="-"), [Kind.EMPLOYEE])


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("column.employee.Avd.", "name"),
        ("column.employee.", "department"),
        ("column.department.Navn", "name"),
        ("column.Avd.", "department"),
    ],
)
def test_a_setting_that_means_nothing_is_refused(name: str, field: str) -> None:
    with pytest.raises(UsageError) as refused:
        chosen_columns({name: field})
    assert refused.value.problems[0].code == "workbook.column_setting"


def test_a_value_that_cannot_be_read_says_why(book: Path) -> None:
    sheet = view_of(said(book, Merknad="date_of_birth")).sheets[Kind.EMPLOYEE]
    problem = next(one.problem for one in sheet.columns if one.title == "Merknad")
    assert problem is not None
    assert problem.code == "workbook.not_a_date"


def test_a_folder_and_an_empty_sheet_are_shown_as_well(tmp_path: Path) -> None:
    (tmp_path / "Kunder.csv").write_text("Kundenr;Navn\n7;Ås Bygg AS\n", encoding="utf-8")
    (tmp_path / "Prosjekter.csv").write_text("", encoding="utf-8")
    view = view_of({"file": str(tmp_path)})
    assert view.sheets[Kind.CUSTOMER].columns[0].suggested == "number"
    empty = view.sheets[Kind.PROJECT].problem
    assert empty is not None
    assert empty.code == "workbook.sheet_empty"


def test_two_sheets_of_a_kind_are_said(tmp_path: Path) -> None:
    for name in ("Kunder", "Customers"):
        (tmp_path / f"{name}.csv").write_text("Navn\nÅs\n", encoding="utf-8")
    problem = view_of({"file": str(tmp_path)}).sheets[Kind.CUSTOMER].problem
    assert problem is not None
    assert problem.code == "workbook.sheet_twice"
