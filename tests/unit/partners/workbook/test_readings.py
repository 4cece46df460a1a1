"""One workbook that many read: parsed once, and never replaced by whoever has not seen it."""

from __future__ import annotations

from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from wizard.model.records import Kind
from wizard.partners.workbook.readings import Readings
from wizard.partners.workbook.replace import NotSavedError
from wizard.partners.workbook.xlsx import XlsxSource

TODAY = date(2026, 11, 21)


@pytest.fixture
def path(tmp_path):
    book = Workbook()
    book.active.title = "Kunder"
    book.active.append(("Navn",))
    book.save(tmp_path / "alle.xlsx")
    return tmp_path / "alle.xlsx"


def written_by_another(path, name):
    book = load_workbook(path)
    book["Kunder"].append((name,))
    book.save(path)


def test_the_same_bytes_are_one_reading_for_all(path):
    readings = Readings()
    first, second = XlsxSource(path, readings=readings), XlsxSource(path, readings=readings)
    assert first.read() is second.read()
    assert first.read() is not XlsxSource(path).read()


def test_what_one_has_saved_is_what_the_others_read(path):
    readings = Readings()
    first, second = XlsxSource(path, readings=readings), XlsxSource(path, readings=readings)
    second.read()
    after = first.read().edited(Kind.CUSTOMER, {(2, 1): "Ny AS"})
    first.save(after, Kind.CUSTOMER, TODAY)
    assert second.read() is after
    assert second.read().sheet(Kind.CUSTOMER).rows[2][1].value == "Ny AS"


def test_another_file_of_the_same_bytes_is_another_reading(path):
    readings, copy = Readings(), path.with_name("kopi.xlsx")
    copy.write_bytes(path.read_bytes())
    XlsxSource(path, readings=readings).read()
    assert XlsxSource(copy, readings=readings).read().file(Kind.CUSTOMER) == copy


def test_what_somebody_else_wrote_is_not_replaced_though_another_has_read_it(path):
    readings = Readings()
    first, second = XlsxSource(path, readings=readings), XlsxSource(path, readings=readings)
    after = first.read().edited(Kind.CUSTOMER, {(2, 1): "Ny AS"})
    written_by_another(path, "Fra Excel AS")
    second.read()
    with pytest.raises(NotSavedError) as raised:
        first.save(after, Kind.CUSTOMER, TODAY)
    assert raised.value.problem.code == "workbook.changed_meanwhile"
    assert load_workbook(path)["Kunder"]["A2"].value == "Fra Excel AS"
