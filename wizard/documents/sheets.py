"""Sheets of an .xlsx in which what comes from a register is text, whatever it looks like.

A value that begins with = + - or @ would be a formula in the spreadsheet of whoever opens it.
Every text is therefore stored as text and formatted as text, so that it stays so when edited.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from wizard.documents.saving import save

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 32_767  # characters a cell can hold
_NARROW, _WIDE = 9, 60  # characters a column shows
_TOP = Alignment(vertical="top", wrap_text=True)
_ONE_LINE = Alignment(vertical="top")
_GREY = Font(color="A6B3B9")
_BOLD = Font(bold=True)
_TINTED = PatternFill("solid", fgColor="E3F1F2")


@dataclass(frozen=True, slots=True)
class Table:
    """What a sheet holds: a header, the rows under it, and above it an explaining line or none.

    Columns are counted from 0. ``widths`` are those that do not follow their content, in
    characters, and ``quiet`` is one that is there for programs only.
    """

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[str | int]]
    note: str = ""
    widths: Mapping[int, int] = field(default_factory=dict)
    quiet: int | None = None


def add_sheet(workbook: Workbook, table: Table) -> Worksheet:
    """A sheet with a bold header that stays in sight, and columns as wide as what they hold."""
    # a sheet that is only written has what a worksheet has; its type does not say so
    sheet = cast(Worksheet, workbook.create_sheet(table.title))
    sheet.freeze_panes = "A3" if table.note else "A2"
    columns = zip_longest(table.header, *table.rows, fillvalue="")
    widths = {at: _fitting(column) for at, column in enumerate(columns)}
    for at, width in {**widths, **table.widths}.items():
        sheet.column_dimensions[get_column_letter(at + 1)].width = width
    if table.note:
        note = _text(sheet, table.note)
        note.alignment = _ONE_LINE
        sheet.append([note])
    sheet.append([_heading(sheet, label) for label in table.header])
    for row in table.rows:
        cells = [one if isinstance(one, int) else _text(sheet, one) for one in row]
        quiet = cells[table.quiet] if table.quiet is not None else None
        if isinstance(quiet, Cell):
            quiet.font, quiet.alignment = _GREY, _ONE_LINE
        sheet.append(cells)
    return sheet


def save_workbook(workbook: Workbook, path: Path) -> None:
    """Write the workbook for this user only; raises ``FailedError``."""
    out = io.BytesIO()
    workbook.save(out)
    save(path, out.getvalue())


def _text(sheet: Worksheet, text: str) -> Cell:
    cell = WriteOnlyCell(sheet, _UNWRITABLE.sub("�", text)[:_LONGEST] or None)
    if text:
        cell.data_type = "s"
    cell.number_format = "@"
    cell.alignment = _TOP
    return cell


def _heading(sheet: Worksheet, label: str) -> Cell:
    cell = _text(sheet, label)
    cell.font = _BOLD
    cell.fill = _TINTED
    return cell


def _fitting(column: Iterable[str | int]) -> int:
    longest = max(len(line) for one in column for line in str(one).splitlines() or [""])
    return min(max(longest + 2, _NARROW), _WIDE)
