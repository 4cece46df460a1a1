"""A file that cannot be used is refused before anything, each trouble by its own name."""

from __future__ import annotations

import contextlib
import tempfile
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.partners.workbook.books import (
    CUSTOMERS,
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
from unit.partners.workbook.excel import PARTS, excel_file

from wizard.errors import UsageError
from wizard.model.journal import Draft
from wizard.model.records import Kind
from wizard.partners.workbook import CONNECTOR, package

DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'


def test_no_file_is_named() -> None:
    with pytest.raises(UsageError, match="no_setting"):
        CONNECTOR.open({"file": " "}, [])


def test_the_file_is_missing(tmp_path: Path) -> None:
    problem = refusal(tmp_path / "borte.xlsx")
    assert (problem.code, problem.params["file"]) == ("workbook.missing", "borte.xlsx")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "workbook.not_a_workbook"),
        (b"PK\x03\x04 broken", "workbook.not_a_workbook"),
        (b"<html>", "workbook.not_a_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "workbook.old_format"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "workbook.encrypted",
        ),
    ],
)
def test_it_is_not_a_workbook(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "register.xlsx"
    path.write_bytes(data)
    assert refusal(path).code == code


def test_another_zip_is_not_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    with zipfile.ZipFile(path, "w") as other:
        other.writestr("readme.txt", "no workbook")
    assert refusal(path).code == "workbook.not_a_workbook"


def test_every_cut_of_a_workbook_is_refused_calmly(tmp_path: Path) -> None:
    path = customers(tmp_path, [1, "A"])
    whole = path.read_bytes()
    for cut in range(0, len(whole) - 1, 97):
        path.write_bytes(whole[:cut])
        assert refusal(path).code == "workbook.not_a_workbook"


@given(st.data())
def test_damage_anywhere_is_refused_or_harmless(data: st.DataObject) -> None:
    """Whatever stands in a part, reading and writing end in a problem or in a whole file."""
    with tempfile.TemporaryDirectory() as folder:
        path = excel_file(Path(folder))
        part = data.draw(st.sampled_from(sorted(n for n in PARTS if "xl/" in n or "rels" in n)))
        at = data.draw(st.integers(0, len(PARTS[part]) - 1))
        damage = data.draw(st.binary(max_size=3))

        def damaged(name: str, old: bytes) -> bytes:
            return old[:at] + damage + old[at + 2 :] if name == part else old

        repacked(path, damaged)
        try:
            endpoint = opened(path)
        except UsageError:
            return
        made = endpoint.create(Kind.CUSTOMER, [Draft("op", {"name": "Ny"})])
        assert made[0].state in ("done", "unsent", "rejected")
        assert endpoint.fetch(Kind.CUSTOMER).records or made[0].state != "done"


@given(st.integers(0, 5000), st.binary(min_size=1, max_size=4))
def test_damage_of_the_package_is_refused_or_harmless(at: int, damage: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = excel_file(Path(folder))
        whole = path.read_bytes()
        at %= len(whole)
        path.write_bytes(whole[:at] + damage + whole[at + len(damage) :])
        with contextlib.suppress(UsageError):
            opened(path).fetch(Kind.CUSTOMER)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_broken_xml_inside_is_refused_calmly(tmp_path: Path, part: str) -> None:
    path = customers(tmp_path, [1, "A"])
    repacked(path, lambda name, data: data[: len(data) // 2] if name == part else data)
    assert refusal(path).code == "workbook.not_a_workbook"


@pytest.mark.parametrize(
    "part",
    ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "_rels/.rels"],
)
def test_entities_are_never_expanded(tmp_path: Path, part: str) -> None:
    path = customers(tmp_path, [1, "A"])

    def poison(name: str, data: bytes) -> bytes:
        start = data.index(b"?>") + 2 if data.startswith(b"<?xml") else 0
        return data[:start] + DOCTYPE + data[start:] if name == part else data

    assert refusal(repacked(path, poison)).code == "workbook.unsafe"


def test_macros_are_refused_by_name_and_by_content(tmp_path: Path) -> None:
    path = customers(tmp_path, [1, "A"])
    with zipfile.ZipFile(path, "a") as added:
        added.writestr("xl/vbaProject.bin", b"macro")
    assert refusal(path).code == "workbook.macros"
    assert refusal(path.rename(tmp_path / "makro.xlsm")).code == "workbook.macros"


def test_size_is_checked_before_anything_is_parsed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = customers(tmp_path, [1, "A"])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as added:
        added.writestr("xl/media/bomb.bin", bytes(3_000_000))
    monkeypatch.setattr(package, "MAX_UNPACKED", 2_000_000)
    assert refusal(path).code == "workbook.too_large"
    monkeypatch.setattr(package, "MAX_FILE", 1_000)
    assert refusal(path).code == "workbook.too_large"


def test_a_missing_sheet_is_named_with_what_is_there(tmp_path: Path) -> None:
    path = saved(tmp_path, book({"Ark1": [], "Kunder": [CUSTOMERS]}))
    problem = refusal(path, Kind.CUSTOMER, Kind.PROJECT)
    assert problem.code == "workbook.sheet_missing"
    assert problem.kind == Kind.PROJECT
    assert problem.params == {"nb": "Prosjekter", "en": "Projects", "found": "Ark1, Kunder"}


def test_a_kind_out_of_scope_may_be_missing_and_is_unknown(tmp_path: Path) -> None:
    endpoint = opened(customers(tmp_path, [1, "A"]), Kind.CUSTOMER)
    snapshot = endpoint.fetch(Kind.PROJECT)
    assert snapshot.completeness == "denied"
    assert snapshot.reason is not None
    assert Kind.PROJECT not in endpoint.capabilities().writable


BY_NAME = {"nb": "Navn / Kundenummer", "en": "Name / Customer number"}


@pytest.mark.parametrize(
    ("header", "code", "params"),
    [
        ([], "workbook.sheet_empty", {}),
        (
            ["Navn", "E-post", " email"],
            "workbook.header_twice",
            {"first": "E-post", "second": "email"},
        ),
        (["Navn", "ID", "id "], "workbook.header_twice", {"first": "ID", "second": "id"}),
        (["E-post", "Land"], "workbook.no_key_column", BY_NAME),
        (["Tittel", None], "workbook.no_key_column", BY_NAME),
    ],
)
def test_headers_that_cannot_be_understood(
    tmp_path: Path, header: list[str], code: str, params: dict[str, str]
) -> None:
    problem = refusal(saved(tmp_path, book({"Kunder": [header]})))
    assert (problem.code, dict(problem.params)) == (code, params)


def test_two_sheets_of_one_kind_are_refused(tmp_path: Path) -> None:
    problem = refusal(saved(tmp_path, book({"Kunder": [CUSTOMERS], "customers ": [CUSTOMERS]})))
    assert problem.code == "workbook.sheet_twice"
    assert dict(problem.params) == {"first": "Kunder", "second": "customers "}


def test_a_merged_header_is_refused_and_a_merged_row_is_left_alone(tmp_path: Path) -> None:
    made = book({"Kunder": [CUSTOMERS, [1, "A"], [2, "B"], [3, "C"]]})
    made["Kunder"].merge_cells("A3:B3")
    found = records(saved(tmp_path, made))
    assert [sorted({p.code for p in r.faults.values()}) for r in found] == [
        [],
        ["workbook.merged_row"],
        [],
    ]
    assert found[1].faults["name"].subject == "Kunder, rad 3"
    made["Kunder"].merge_cells("B1:C1")
    assert refusal(saved(tmp_path, made)).code == "workbook.merged_header"


def test_headers_in_either_language_case_and_order(tmp_path: Path) -> None:
    header = [" postal  CODE", "Notat", "name", "KUNDENUMMER", "e-Post"]
    path = saved(tmp_path, book({" customers": [header, ["0150", "x", "A", 1, "a@b.no"]]}))
    (record,) = records(path)
    assert record.values == {"postal_code": "0150", "name": "A", "number": "1", "email": "a@b.no"}


def test_the_explained_header_of_the_contract_is_known(tmp_path: Path) -> None:
    header = ["Project name", "Project manager (employee number)"]
    path = saved(tmp_path, book({"Projects": [header, ["Hus", 7]]}))
    assert records(path, Kind.PROJECT)[0].values["manager_number"] == "7"


def test_a_million_formatted_rows_without_content_are_no_rows(tmp_path: Path) -> None:
    path = customers(tmp_path, [1, "A"])

    def grow(name: str, data: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return data
        rows = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (n, n) for n in range(3, 60_000))
        far = b'<row r="1048576"><c r="A1048576" s="0"/></row>'
        data = data.replace(b"</sheetData>", rows + far + b"</sheetData>")
        return data.replace(b'ref="A1:E2"', b'ref="A1:XFD1048576"')

    endpoint = opened(repacked(path, grow))
    assert len(endpoint.fetch(Kind.CUSTOMER).records) == 1


def test_check_says_what_became_of_a_file_that_was_fine(tmp_path: Path) -> None:
    path = customers(tmp_path, [1, "A"])
    endpoint = opened(path)
    assert endpoint.check().identity == str(path.resolve())
    assert {r.state for r in endpoint.check().requirements} == {"met"}
    saved(tmp_path, book({"Kunder": [["Land"]]}))
    assert [p.code for p in endpoint.check().problems] == ["workbook.no_key_column"]
    saved(tmp_path, book({"Ark1": [["Land"]]}))
    assert [p.code for p in endpoint.check().problems] == ["workbook.sheet_missing"]
    path.unlink()
    assert [p.code for p in endpoint.check().problems] == ["workbook.missing"]


def test_the_parts_other_programs_write_differently_are_read(tmp_path: Path) -> None:
    """A prefix on every tag, cells without references, and inline texts are all legal."""
    path = customers(tmp_path, [1, "A"])
    sheet = (
        '<?xml version="1.0" encoding="utf-8"?>\r\n<x:worksheet xmlns:x="http://schemas.'
        'openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row><x:c t="inlineStr"><x:is>'
        "<x:t>Kundenummer</x:t></x:is></x:c><x:c t='inlineStr'><x:is><x:r><x:t>Na</x:t></x:r><x:r>"
        "<x:t>vn</x:t></x:r></x:is></x:c></x:row><x:row><x:c><x:v>7</x:v></x:c><x:c t='str'><x:v>Ås"
        "</x:v></x:c></x:row><x:row r='9'/></x:sheetData></x:worksheet>"
    ).encode()
    repacked(path, lambda name, data: sheet if name == "xl/worksheets/sheet1.xml" else data)
    endpoint = opened(path)
    (record,) = endpoint.fetch(Kind.CUSTOMER).records
    assert record.values == {"number": "7", "name": "Ås"}
    assert update(path, record, name="Øs").state == "done"
    assert create(path, name="Ny", number="8").state == "done"
    rows = list(openpyxl.load_workbook(path)["Kunder"].iter_rows(values_only=True))
    assert [row[:2] for row in rows[:3]] == [("Kundenummer", "Navn"), (7, "Øs"), (8, "Ny")]
    assert b"<x:row" in parts(path)["xl/worksheets/sheet1.xml"]
