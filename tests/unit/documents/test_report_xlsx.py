"""The report as a workbook: three sheets, numbers that are numbers, and text that stays text."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from unit.documents.samples import ACCOUNT, bad_account, full_report, line, report, run

from wizard.documents.xlsx import write_report_xlsx

_DANGER = st.builds(
    str.__add__,
    st.sampled_from(["=", "+", "-", "@", "=HYPERLINK(", "#N/A", "\t=", "1", "'"]),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
)


def _values(sheet: Worksheet) -> list[list[object]]:
    return [list(row) for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("nb", ["Sammendrag", "Stoppet", "Alt som ble gjort"]),
        ("en", ["Summary", "Stopped", "Everything done"]),
    ],
)
def test_three_sheets_with_a_header_that_stays(
    tmp_path: Path, language: str, titles: list[str]
) -> None:
    path = tmp_path / "report.xlsx"
    write_report_xlsx(full_report(), path, language)
    workbook = load_workbook(path)
    assert workbook.sheetnames == titles
    for sheet in workbook.worksheets:
        assert sheet.freeze_panes == "A2"
        assert all(cell.font.bold for cell in sheet[1])


def test_the_numbers_are_numbers_and_add_up(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    write_report_xlsx(full_report(), path, "en")
    header, *rows = _values(load_workbook(path)["Summary"])
    at = next(number for number, row in enumerate(rows) if row[0] == "Total")
    assert header[2:] == ["Linked", "Created", "Updated", "Stopped", "Failed", "Uncertain"]
    columns = zip(*(row[2:] for row in rows[:at]), strict=True)
    assert rows[at][2:] == [sum(column) for column in columns] == [6, 1, 4, 1, 1, 0]


def test_what_was_stopped_and_what_was_done_stand_with_reason(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    write_report_xlsx(full_report(), path, "nb")
    workbook = load_workbook(path)
    _, failed, stopped = _values(workbook["Stoppet"])
    assert (failed[1], failed[5]) == ("1022", "422 / 18000")
    assert stopped[:2] == ["Ansatt", "1009 Åse Bø"]
    _, created, _ = _values(workbook["Alt som ble gjort"])
    assert created[:5] == ["Ansatte", "Tripletex", "1021", "Opprette", "Utført"]
    assert "Første arbeidsdag: 31.01.2024" in str(created[5])


def test_no_private_value_is_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    write_report_xlsx(full_report(), path, "nb")
    with zipfile.ZipFile(path) as package:
        text = "".join(package.read(name).decode() for name in package.namelist())
    assert "Kari" in text
    for private in (ACCOUNT, "1985-02-03", "03.02.1985"):
        assert private not in text


@given(danger=_DANGER, value=_DANGER)
def test_nothing_from_a_register_becomes_a_formula(
    tmp_path_factory: pytest.TempPathFactory, danger: str, value: str
) -> None:
    path = tmp_path_factory.mktemp("danger") / "report.xlsx"
    done = line(danger, fields={"first_name": value})
    write_report_xlsx(report((done,), (bad_account(danger),), head=run(company=danger)), path, "en")
    workbook = load_workbook(path)
    cells = [
        c for sheet in workbook for row in sheet.iter_rows() for c in row if c.value is not None
    ]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert all(cell.number_format == "@" for cell in cells if cell.data_type == "s")
    assert workbook["Everything done"]["C2"].value == danger
    assert workbook["Everything done"]["F2"].value == f"First name: {value}"
    assert workbook["Stopped"]["B2"].value == danger


def test_what_a_workbook_cannot_hold_is_marked(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    write_report_xlsx(report((line("bell\x07 half \ud800"),)), path, "en")
    assert load_workbook(path)["Everything done"]["C2"].value == "bell� half �"
