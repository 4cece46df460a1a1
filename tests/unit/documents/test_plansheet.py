"""A plan as a workbook for people, and the e-mail that goes with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from unit.review.registers import registers
from unit.sync.building import CUSTOMER, T, whole

from wizard import i18n
from wizard.documents.approval import approval_letter
from wizard.documents.plansheet import write_plan_sheet
from wizard.errors import FailedError, Problem
from wizard.model.matching import Authority, Policy, Stop
from wizard.sync.engine import make_plan

NEW = whole(CUSTOMER, T, "c8", number="8", name="=1+1", organization_number="974760673")
PLAN = replace(
    make_plan(registers(NEW), Policy(Authority.PARTNER)),
    partner_name="Svenn",
    stops=(Stop(Problem("skipped_by_decision", kind="customer", subject="9 Sør AS")),),
)


@pytest.fixture(autouse=True)
def english() -> None:
    i18n.use("en")


def test_every_write_stands_in_it_with_before_and_after(tmp_path: Path) -> None:
    write_plan_sheet(tmp_path / "plan.xlsx", PLAN)
    sheet, left = load_workbook(tmp_path / "plan.xlsx").worksheets
    rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=3)]
    mobile = ("Tripletex", "Update", "Employee", "104", "Mobile", "91234567", "93 45 67 12")
    assert mobile in [row[:7] for row in rows]
    assert len(rows) == sum(max(len(one.fields), 1) for one in PLAN.operations)
    made = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "=1+1")
    assert made.data_type == "s"
    assert PLAN.fingerprint in str(sheet["A1"].value)
    stopped = [tuple(cell.value for cell in row) for row in left.iter_rows(min_row=2)]
    assert stopped[0][:3] == ("Customer", "9 Sør AS", "It is left alone, as you decided.")


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(FailedError):
        write_plan_sheet(tmp_path / "nowhere" / "plan.xlsx", PLAN)


def test_the_letter_says_how_much_is_written_and_no_persons_name() -> None:
    letter = approval_letter(PLAN, "Svenn", "plan.xlsx")
    assert "In Tripletex 2 records are made or changed, and in Svenn 1." in letter
    assert "plan.xlsx" in letter
    assert PLAN.fingerprint[:12] in letter
    assert "Hansen" not in letter
