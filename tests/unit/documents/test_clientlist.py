"""A list of clients from a file or the clipboard, opened with suspicion."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from wizard.documents.clientlist import roster_in, roster_of
from wizard.errors import UsageError
from wizard.partners.workbook import package

FJELL, HAVGAP = "923609016", "974760673"


def code_of(raised):
    return [one.code for one in raised.value.problems]


def test_a_workbook_is_read_with_numbers_as_numbers_or_text(tmp_path):
    book = Workbook()
    for row in (["Klientliste 2026"], [], ["Navn", "Org.nr."], ["Fjell", 923609016]):
        book.active.append(row)
    book.active.append(["Havgap", "NO 974 760 673 MVA"])
    book.active.append(["Feil", 12345678])
    path = tmp_path / "klienter.xlsx"
    book.save(path)
    roster = roster_in(path)
    assert [(one.number, one.name, one.row) for one in roster.expected] == [
        (FJELL, "Fjell", 4),
        (HAVGAP, "Havgap", 5),
    ]
    assert [(one.code, one.params["row"]) for one in roster.problems] == [
        ("office.number_length", "6"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("name", ["klienter.csv", "klienter.TXT"])
def test_a_text_file_is_read_in_any_of_its_encodings(tmp_path, encoding, name):
    path = tmp_path / name
    path.write_bytes("Navn;Org.nr.\r\nØvre Dal;923 609 016\r\n".encode(encoding))
    [one] = roster_in(path).expected
    assert (one.number, one.name) == (FJELL, "Øvre Dal")


def test_the_office_in_its_own_list_is_named(tmp_path):
    path = tmp_path / "klienter.csv"
    path.write_text(f"{FJELL}\n{HAVGAP}\n")
    roster = roster_in(path, office=HAVGAP)
    assert roster.numbers == (FJELL,)
    assert [one.code for one in roster.problems] == ["office.number_own"]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("klienter.pdf", b"%PDF", "office.list_format"),
        ("klienter.xlsx", b"not a zip", "workbook.not_a_workbook"),
        ("klienter.csv", b"", "office.list_empty"),
        ("klienter.csv", b"\n \n", "office.list_empty"),
        ("klienter.csv", b'"923609016', "workbook.csv_quote"),
    ],
)
def test_a_file_that_is_no_list_says_why(tmp_path, name, data, code):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UsageError) as raised:
        roster_in(path)
    assert code_of(raised) == [code]


def test_a_list_that_is_missing_or_far_too_large_is_not_read(tmp_path, monkeypatch):
    with pytest.raises(UsageError) as raised:
        roster_in(tmp_path / "klienter.csv")
    assert code_of(raised) == ["workbook.missing"]
    monkeypatch.setattr(package, "MAX_FILE", 5)
    path = tmp_path / "klienter.csv"
    path.write_text(FJELL)
    with pytest.raises(UsageError) as raised:
        roster_in(path)
    assert code_of(raised) == ["workbook.too_large"]


def test_a_pasted_text_is_read_and_one_that_cannot_be_a_list_is_not():
    assert roster_of(f"{FJELL} Fjell\n{HAVGAP}").numbers == (FJELL, HAVGAP)
    with pytest.raises(UsageError) as raised:
        roster_of("9" * 1_000_001)
    assert code_of(raised) == ["office.text_too_long"]
