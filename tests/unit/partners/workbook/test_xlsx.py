"""Writing an .xlsx changes the cells it means to, and keeps everything else as it was."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.worksheet.table import Table
from unit.partners.workbook.books import (
    CUSTOMERS,
    EMPLOYEES,
    book,
    create,
    customers,
    opened,
    parts,
    records,
    refusal,
    repacked,
    saved,
    update,
)
from unit.partners.workbook.excel import PARTS, SHEET, excel_file

from wizard.model.journal import Draft, OutcomeState
from wizard.model.records import Kind

SHEET_PART = "xl/worksheets/sheet1.xml"


def test_what_excel_writes_is_read(tmp_path: Path) -> None:
    one, two, three = records(excel_file(tmp_path))
    assert one.values == {
        "number": "10001",
        "name": "Fjell Bygg",
        "postal_code": "0150",
        "email": None,
    }
    assert two.values["email"] == "x10002"
    assert two.values["name"] == "Ås\rRør"
    assert {field: fault.code for field, fault in three.faults.items()} == {
        "name": "workbook.formula_empty",
        "email": "workbook.formula_error",
    }
    assert three.faults["email"].params["error"] == "#REF!"


def test_only_what_is_written_changes_in_the_package(tmp_path: Path) -> None:
    path = excel_file(tmp_path)
    update(path, records(path)[0], name="Fjell & Bygg")
    create(path, number="10004", name="Ny", postal_code="0250")
    after = parts(path)
    assert list(after) == list(PARTS)
    untouched = set(PARTS) - {SHEET_PART, "xl/workbook.xml"}
    assert {name: after[name].decode() for name in untouched} == {n: PARTS[n] for n in untouched}
    # Outside the rows, the sheet differs in the two areas that grew, and in nothing else.
    grown = re.sub(r"<sheetData>.*</sheetData>", "", after[SHEET_PART].decode())
    before = re.sub(r"<sheetData>.*</sheetData>", "", SHEET)
    grows = (('ref="A1:G4"', 'ref="A1:G5"'), ('ref="A1:E4"', 'ref="A1:F5"'))
    for old, new in grows:
        before = before.replace(old, new)
    assert grown == before
    for kept in (
        "<f>G2*2</f><v>50</v>",
        '<f>"x"&amp;A3</f><v>x10002</v>',
        '<c r="G2"><v>25</v></c>',
    ):
        assert kept in after[SHEET_PART].decode()


def test_formulas_are_computed_anew_and_the_filter_is_followed(tmp_path: Path) -> None:
    path = excel_file(tmp_path)
    create(path, number="10004", name="Ny")
    workbook = parts(path)["xl/workbook.xml"].decode()
    assert '<calcPr calcId="191029" fullCalcOnLoad="1"/>' in workbook
    assert ">'Kunder'!$A$1:$F$5</definedName>" in workbook
    assert '<definedName name="Sats">Kunder!$G$2</definedName>' in workbook


def test_the_id_column_stands_beside_the_header(tmp_path: Path) -> None:
    path = excel_file(tmp_path)
    found = records(path)
    update(path, found[0])
    sheet = parts(path)[SHEET_PART].decode()
    ids = re.findall(r'<c r="F(\d)".*?<t[^>]*>(.*?)</t>', sheet)
    assert ids == [("1", "ID"), *((str(n), r.id) for n, r in enumerate(found, 2))]
    assert all(record.anchored for record in records(path))


def test_a_formula_is_never_overwritten(tmp_path: Path) -> None:
    path = excel_file(tmp_path)
    before = path.read_bytes()
    outcome = update(path, records(path)[1], email="ny@a.no")
    assert outcome.state is OutcomeState.REJECTED
    assert outcome.problem is not None
    assert outcome.problem.code == "workbook.formula_kept"
    assert outcome.problem.subject == "Kunder, rad 3"
    assert path.read_bytes() == before


def test_computed_values_survive_our_own_save(tmp_path: Path) -> None:
    path = excel_file(tmp_path)
    update(path, records(path)[0], name="Ny")
    assert records(path)[1].values["email"] == "x10002"


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/worksheets/_rels/sheet1.xml.rels"])
def test_entities_in_the_parts_around_are_refused(tmp_path: Path, part: str) -> None:
    path = excel_file(tmp_path)
    poison = b'?>\r\n<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    repacked(path, lambda n, data: data.replace(b"?>\r\n", poison, 1) if n == part else data)
    if part == "xl/sharedStrings.xml":
        assert refusal(path).code == "workbook.unsafe"
    else:
        outcome = update(path, records(path)[0], name="Ny")
        assert outcome.problem is not None
        assert (outcome.state, outcome.problem.code) == ("unsent", "workbook.unsafe")


def _formatted(folder: Path) -> Path:
    made = book(
        {"Ansatte": [EMPLOYEES, [1, "Kari", "Ås", None, date(1985, 2, 3)], [2, "Ola", "Ø"]]}
    )
    sheet = made["Ansatte"]
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in (2, 3):
        sheet.cell(row, 5).number_format = "dd.mm.yyyy"
        sheet.cell(row, 2).font = Font(italic=True)
    return saved(folder, made)


def test_a_new_row_looks_like_the_row_above(tmp_path: Path) -> None:
    path = _formatted(tmp_path)
    create(
        path, Kind.EMPLOYEE, number="3", first_name="Liv", last_name="Å", date_of_birth="2001-02-28"
    )
    row = openpyxl.load_workbook(path)["Ansatte"][4]
    assert [cell.value for cell in row[:3]] == [3, "Liv", "Å"]
    assert (row[4].value.date(), row[4].number_format) == (date(2001, 2, 28), "dd.mm.yyyy")
    assert row[1].font.italic
    assert not row[2].font.italic


def test_the_first_row_does_not_look_like_the_header(tmp_path: Path) -> None:
    made = book({"Ansatte": [EMPLOYEES]})
    made["Ansatte"]["A1"].font = Font(bold=True)
    path = saved(tmp_path, made)
    create(path, Kind.EMPLOYEE, number="1", last_name="Å", date_of_birth="2001-02-28")
    row = openpyxl.load_workbook(path)["Ansatte"][2]
    assert not row[0].font.bold
    assert (row[4].value.date(), row[4].is_date) == (date(2001, 2, 28), True)
    assert records(path, Kind.EMPLOYEE)[0].values["date_of_birth"] == "2001-02-28"


def test_a_row_that_is_formatted_but_blank_is_used_before_a_new_one(tmp_path: Path) -> None:
    made = book({"Kunder": [CUSTOMERS, [1, "A"]]})
    for row in (3, 4):
        made["Kunder"].cell(row, 2).font = Font(italic=True)
    path = saved(tmp_path, made)
    create(path, number="2", name="B")
    cell = openpyxl.load_workbook(path)["Kunder"]["B3"]
    assert (cell.value, cell.font.italic) == ("B", True)


def test_new_rows_go_around_what_others_keep_below(tmp_path: Path) -> None:
    path = customers(tmp_path, [1, "A"], [], [None] * 6 + ["Sum"])
    drafts = [Draft(str(n), {"number": str(n), "name": "Ny"}) for n in (2, 3)]
    opened(path).create(Kind.CUSTOMER, drafts)
    rows = [[c.value for c in r] for r in openpyxl.load_workbook(path)["Kunder"].iter_rows()]
    assert [row[0] for row in rows] == ["Kundenummer", 1, 2, None, 3]
    assert rows[3][6] == "Sum"
    assert [row[5] for row in rows].count("ID") == 1


def test_a_table_takes_in_its_new_rows_and_the_ids(tmp_path: Path) -> None:
    made = book({"Kunder": [CUSTOMERS, [1, "A"], [2, "B"]]})
    made["Kunder"].add_table(Table(displayName="Kundeliste", ref="A1:E3"))
    path = saved(tmp_path, made)
    create(path, number="3", name="C")
    (table,) = openpyxl.load_workbook(path)["Kunder"].tables.values()
    assert table.ref == "A1:F4"
    assert table.autoFilter is None or table.autoFilter.ref == "A1:F4"
    assert table.column_names == [*CUSTOMERS, "ID"]
    assert len({c.id for c in table.tableColumns}) == 6


def test_a_table_without_new_rows_only_takes_in_the_ids(tmp_path: Path) -> None:
    made = book({"Kunder": [CUSTOMERS, [1, "A"], [2, "B"]]})
    made["Kunder"].add_table(Table(displayName="Kundeliste", ref="A1:E2"))
    path = saved(tmp_path, made)
    update(path, records(path)[0], name="Ny")
    (table,) = openpyxl.load_workbook(path)["Kunder"].tables.values()
    assert table.ref == "A1:F2"


@pytest.mark.parametrize("value", ["\x0b", "a\r\nb", "_x0041_", "\ud800", "<b>&amp;</b>", "]]>"])
def test_any_text_leaves_a_workbook_that_opens(tmp_path: Path, value: str) -> None:
    path = customers(tmp_path, [1, "A"])
    create(path, number="2", name=f"x{value}y")
    assert openpyxl.load_workbook(path)["Kunder"]["A3"].value == 2
    expected = value.replace("\ud800", "\ufffd")
    assert records(path)[1].values["name"] == f"x{expected}y"


def test_a_text_longer_than_a_cell_is_rejected(tmp_path: Path) -> None:
    path = customers(tmp_path, [1, "A"])
    before = path.read_bytes()
    outcome = create(path, name="x" * 32_768)
    assert outcome.problem is not None
    assert (outcome.state, outcome.problem.code) == ("rejected", "workbook.too_long")
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"number": "2"}, "workbook.no_name"),
        ({"name": "B", "email": "a@b.no"}, "workbook.no_column"),
    ],
)
def test_a_new_row_needs_a_name_and_columns(tmp_path: Path, values: Any, code: str) -> None:
    outcome = create(customers(tmp_path, [1, "A"]), **values)
    assert outcome.problem is not None
    assert (outcome.state, outcome.problem.code) == ("rejected", code)


def test_clearing_a_cell_keeps_its_format(tmp_path: Path) -> None:
    path = _formatted(tmp_path)
    update(path, records(path, Kind.EMPLOYEE)[0], date_of_birth=None)
    cell = openpyxl.load_workbook(path)["Ansatte"]["E2"]
    assert (cell.value, cell.number_format) == (None, "dd.mm.yyyy")


def test_the_package_keeps_order_dates_and_compression(tmp_path: Path) -> None:
    path = excel_file(tmp_path)

    def entries() -> list[tuple[object, ...]]:
        with zipfile.ZipFile(path) as package:
            return [(i.filename, i.date_time, i.compress_type) for i in package.infolist()]

    before = entries()
    update(path, records(path)[0], name="Ny")
    assert entries() == before


@pytest.mark.parametrize("last", [True, False], ids=["last in its row", "amid the row"])
def test_a_cell_that_is_there_but_empty_is_filled(tmp_path: Path, last: bool) -> None:
    # some programs write an element of its own for every empty cell: <c r="C2" t="inlineStr" />
    header = (
        ("Kundenummer", "Navn", "Postnummer") if last else ("Kundenummer", "Postnummer", "Navn")
    )
    rows = [(1, "Fjell", "") if last else (1, "", "Fjell")]
    path = customers(tmp_path, *rows, header=header)
    assert b'="inlineStr" />' in parts(path)[SHEET_PART]
    assert update(path, records(path)[0], postal_code="0150").state is OutcomeState.DONE
    first = records(path)[0]
    assert (first.values["name"], first.values["postal_code"]) == ("Fjell", "0150")


def test_the_first_dates_in_a_workbook_of_headers_are_dates(tmp_path: Path) -> None:
    path = saved(tmp_path, book({"Ansatte": [EMPLOYEES], "Kunder": [CUSTOMERS]}))
    made = create(path, Kind.EMPLOYEE, number="1", last_name="Moe", date_of_birth="1990-02-03")
    assert made.state is OutcomeState.DONE
    [found] = records(path, Kind.EMPLOYEE)
    assert found.values["date_of_birth"] == "1990-02-03"
    assert openpyxl.load_workbook(path)["Ansatte"]["E2"].value.date() == date(1990, 2, 3)
