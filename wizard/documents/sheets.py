"""Sheets of an .xlsx in which what comes from a register is text, whatever it looks like.

A value that begins with = + - or @ would be a formula in the spreadsheet of whoever opens it.
Every cell is therefore stored as text, and formatted as text, so that it stays text when edited.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 32_767  # characters in a cell
_NARROW, _WIDE = 8, 60  # characters in a column

Row = Sequence[str | int]


def add_sheet(
    workbook: Workbook, title: str, header: Sequence[str], rows: Sequence[Row]
) -> WriteOnlyWorksheet:
    """A sheet with a bold header that stays in sight, and columns as wide as what they hold."""
    sheet = start_sheet(workbook, title, header, rows, frozen="A2")
    sheet.append(header_cells(sheet, header))
    for row in rows:
        sheet.append([cell(sheet, value) for value in row])
    return sheet
