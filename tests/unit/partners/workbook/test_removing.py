"""Rows that a run made are taken out, and nothing else is moved or lost."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from unit.partners.workbook.books import customers, opened, parts, records
from unit.partners.workbook.excel import excel_file

from wizard.model.journal import Draft, Outcome, OutcomeState, Removal
from wizard.model.records import Kind, Record
from wizard.partners.workbook.rowremoval import shrunk
from wizard.partners.workbook.sheet import Area


def remove(path: Path, *gone: Record) -> list[Outcome]:
    removals = [Removal(f"op{n}", one.id, one.version) for n, one in enumerate(gone)]
    return list(opened(path).remove(Kind.CUSTOMER, removals))


def made(path: Path, name: str) -> Record:
    [outcome] = opened(path).create(Kind.CUSTOMER, [Draft(name, {"name": name})])
    record = outcome.record
    assert record is not None
    return record


def test_a_row_leaves_its_place_empty_and_nothing_moves_up(tmp_path: Path) -> None:
    path = customers(tmp_path, ("1", "Fjell AS"))
    first = made(path, "Ny")
    book = openpyxl.load_workbook(path)
    book["Kunder"].append(["9", "Skrevet under"])
    book.save(path)
    assert [one.state for one in remove(path, first)] == [OutcomeState.DONE]
    sheet = openpyxl.load_workbook(path)["Kunder"]
    assert [sheet.cell(row, 2).value for row in (2, 3, 4)] == ["Fjell AS", None, "Skrevet under"]


def test_a_row_somebody_writes_beside_stays(tmp_path: Path) -> None:
    path = customers(tmp_path, ("1", "Fjell AS"))
    ours = made(path, "Ny")
    book = openpyxl.load_workbook(path)
    book["Kunder"].cell(3, 12).value = "Ring før jul"
    book.save(path)
    [outcome] = remove(path, ours)
    assert outcome.state is OutcomeState.REJECTED
    assert outcome.problem is not None
    assert (outcome.problem.code, outcome.problem.subject) == (
        "workbook.row_in_use",
        "Kunder, rad 3",
    )
    assert len(records(path)) == 2


def test_the_file_excel_wrote_gets_back_its_areas(tmp_path: Path) -> None:
    path = excel_file(tmp_path)
    before = parts(path)
    rows = [made(path, "Ny"), made(path, "Nyere")]
    assert b"!$A$1:$F$6" in parts(path)["xl/workbook.xml"]
    assert {one.state for one in remove(path, *rows)} == {OutcomeState.DONE}
    after = parts(path)
    sheet = after["xl/worksheets/sheet1.xml"]
    assert b'<autoFilter ref="A1:F4"/>' in sheet
    assert b"!$A$1:$F$4" in after["xl/workbook.xml"]
    assert b'<row r="5"' not in sheet
    assert b'<row r="6"' not in sheet
    kept = ("xl/styles.xml", "xl/sharedStrings.xml", "xl/drawings/d1.xml")
    assert [after[name] for name in kept] == [before[name] for name in kept]


@pytest.mark.parametrize(
    ("rows", "bottom"), [({6}, 5), ({5, 6}, 4), ({5}, 6), ({2, 3, 4, 5, 6}, 2), (set(), 6)]
)
def test_an_area_ends_at_its_last_row(rows: set[int], bottom: int) -> None:
    assert shrunk(Area(1, 1, 6, 3), frozenset(rows)) == Area(1, 1, bottom, 3)


@pytest.mark.parametrize("ending", ["\r\n", ""])
@pytest.mark.parametrize(
    ("gone", "left"),
    [
        ("A", ["B", "C"]),
        ("B", ["A", "C"]),
        ("C", ["A", "B"]),
        ("AC", ["B"]),
        ("BC", ["A"]),
        ("ABC", []),
    ],
)
def test_lines_of_a_csv_file_are_taken_out(
    tmp_path: Path, ending: str, gone: str, left: list[str]
) -> None:
    lines = ["ID;Kundenummer;Navn", "x;1;A", "y;2;B", "z;3;C"]
    path = tmp_path / "Kunder.csv"
    path.write_text("\r\n".join(lines) + ending, encoding="utf-8", newline="")
    held = {str(one.values["name"]): one for one in records(tmp_path)}
    assert {one.state for one in remove(tmp_path, *(held[name] for name in gone))} == {
        OutcomeState.DONE
    }
    kept = [lines[0], *(line for line in lines[1:] if line[-1] in left)]
    assert path.read_bytes().decode() == "\r\n".join(kept) + ending
