"""A .csv keeps its own encoding, delimiter, line ends and quoting, and every cell it had."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.partners.workbook.books import create, opened, records, refusal, update

from wizard.model.journal import OutcomeState
from wizard.model.records import Kind
from wizard.partners.workbook.csvfolder import CsvFile
from wizard.partners.workbook.csvtext import take_apart

_CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"))
_TABLE = st.lists(st.lists(_CELL, min_size=1, max_size=4), min_size=1, max_size=5)
_HEADER = ["Kundenummer", "Navn", "Annet"]


@given(_TABLE, st.sampled_from(";,"), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_any_dialect_is_read_as_the_csv_module_writes_it(
    table: list[list[str]], delimiter: str, newline: str, quoted: bool
) -> None:
    quoting = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=newline, quoting=quoting)
    writer.writerows([_HEADER, *table])
    read = [[p.value for p in row] for row in take_apart(out.getvalue(), "utf-8").rows.values()]
    # An apostrophe before what a spreadsheet would run is ours: it is not part of the value.
    assert read == [_HEADER, *([_without_guard(c) for c in row] for row in table)]


def _without_guard(cell: str) -> str:
    rest = cell[1:].lstrip("'")
    guards = cell.startswith("'") and rest[:1] in ("=", "@", "\t", "\r")
    if cell.startswith("'") and rest[:1] in ("+", "-"):
        guards = not all(sign.isdecimal() or sign.isspace() or sign in "().-" for sign in rest[1:])
    return cell[1:] if guards else cell


@given(
    _CELL.filter(lambda c: c.strip()),
    st.sampled_from(";,"),
    st.sampled_from(["utf-8", "utf-8-sig"]),
    st.booleans(),
)
def test_an_edit_changes_one_cell_and_no_other_byte(
    value: str, delimiter: str, encoding: str, quoted: bool
) -> None:
    mark = '"' if quoted else ""
    before = f"{mark}Navn{mark}{delimiter}{mark}Annet{mark}\r\n{mark}".encode(encoding)
    after = f"{mark}{delimiter}{mark}å  {mark}\r\n{mark}B{mark}{delimiter}{mark}{mark}".encode()
    edited = CsvFile(Path("Kunder.csv"), before + b"A" + after).edited({(2, 1): value})
    assert edited.data.startswith(before.removesuffix(mark.encode()))
    assert edited.data.endswith(after.removeprefix(mark.encode()))
    assert edited.sheet.rows[2][1].value == value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("ended", [True, False])
def test_encoding_and_line_ends_stay(tmp_path: Path, encoding: str, ended: bool) -> None:
    path = tmp_path / "Kunder.csv"
    text = "Navn;Merknad;Kundenummer\r\nÅs;ø;1" + ("\r\n" if ended else "")
    path.write_bytes(text.encode(encoding))
    assert create(tmp_path, name="Æ", number="2").state is OutcomeState.DONE
    lines = path.read_bytes().decode(encoding).split("\r\n")
    assert [line.rpartition(";")[0] for line in lines[:3]] == [
        "Navn;Merknad;Kundenummer",
        "Ås;ø;1",
        "Æ;;2",
    ]
    assert lines[3:] == ([""] if ended else [])
    assert path.read_bytes().startswith(b"\xef\xbb\xbf") == (encoding == "utf-8-sig")


def test_trailing_blank_rows_are_filled_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "kunder.CSV"
    path.write_text("Navn,Kundenummer,ID\nA,1,a\n,,\n,,\n")
    create(tmp_path, name="B", number="2")
    made = records(tmp_path)[1]
    assert path.read_text() == f"Navn,Kundenummer,ID\nA,1,a\nB,2,{made.id}\n,,\n"


def test_excels_own_first_line_is_not_the_header(tmp_path: Path) -> None:
    (tmp_path / "Kunder.csv").write_text("sep=,\nNavn,Kundenummer\nA;B,1\n")
    assert [record.values["name"] for record in records(tmp_path)] == ["A;B"]


def test_a_sign_the_encoding_lacks_is_rejected_and_nothing_written(tmp_path: Path) -> None:
    path = tmp_path / "Kunder.csv"
    path.write_bytes("Navn;Kundenummer\nÅs;1\n".encode("cp1252"))
    before = path.read_bytes()
    outcome = create(tmp_path, name="😀")
    assert outcome.state is OutcomeState.REJECTED
    assert outcome.problem is not None
    assert outcome.problem.code == "workbook.wrong_signs"
    assert path.read_bytes() == before


@pytest.mark.parametrize("value", ["=1+1", "@SUM(A1)", "-2+3+cmd|' /C calc'!A0", "+A1", "'=1"])
def test_no_cell_that_a_spreadsheet_would_run(tmp_path: Path, value: str) -> None:
    (tmp_path / "Kunder.csv").write_text("Navn;Kundenummer\nA;1\n")
    create(tmp_path, name=value)
    with (tmp_path / "Kunder.csv").open(newline="") as file:
        written = list(csv.reader(file, delimiter=";"))[2][0]
    assert written == f"'{value}"
    assert records(tmp_path)[1].values["name"] == value


def test_a_phone_number_keeps_its_plus(tmp_path: Path) -> None:
    (tmp_path / "Kunder.csv").write_text("Navn;Telefon\nA;\n")
    update(tmp_path, records(tmp_path)[0], phone="+47 912 34 567")
    assert ";+47 912 34 567;" in (tmp_path / "Kunder.csv").read_text()


def test_each_kind_is_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "Kunder.csv").write_text("Navn\nA\n")
    (tmp_path / "Projects.csv").write_text("Project name\nHouse\n")
    before = (tmp_path / "Kunder.csv").read_bytes()
    endpoint = opened(tmp_path, Kind.CUSTOMER, Kind.PROJECT)
    assert endpoint.check().problems == ()
    create(tmp_path, Kind.PROJECT, name="Boat")
    assert (tmp_path / "Kunder.csv").read_bytes() == before
    assert len(records(tmp_path, Kind.PROJECT)) == 2


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("Navn;Å\nBå;1".encode("utf-16"), "workbook.csv_encoding"),
        (b"Navn;A\n\x81;1", "workbook.csv_encoding"),
        (b"Navn;A\nB\x00;1", "workbook.csv_encoding"),
        (b"\xef\xbb\xbfNavn\n\xe5", "workbook.csv_encoding"),
        ("Navn;A\nBå;".encode() + "å".encode("cp1252"), "workbook.csv_mixed"),
        (b"", "workbook.sheet_empty"),
    ],
)
def test_text_that_cannot_be_understood_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    (tmp_path / "Kunder.csv").write_bytes(data)
    assert refusal(tmp_path).code == code


def test_a_quote_that_is_never_closed_names_its_line(tmp_path: Path) -> None:
    (tmp_path / "Kunder.csv").write_text('Navn;Adresse\nA;"to\nlinjer"\nB;"å ""nei"";\nC;\n')
    problem = refusal(tmp_path)
    assert (problem.code, problem.params["line"]) == ("workbook.csv_quote", "4")
