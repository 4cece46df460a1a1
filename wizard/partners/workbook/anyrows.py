"""The rows of any workbook or CSV file, as plain text: for lists that are no register of ours."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from wizard.errors import Problem, UsageError
from wizard.partners.workbook.cells import number_text
from wizard.partners.workbook.csvfolder import CsvFile
from wizard.partners.workbook.package import read_limited
from wizard.partners.workbook.sheet import Cell, Sheet
from wizard.partners.workbook.xlsx import XlsxBook

_TEXTS = (".csv", ".txt")


def rows_in(path: Path) -> Mapping[int, tuple[str, ...]]:
    """The filled cells of the first sheet, by row number; raises ``UsageError``.

    The file is opened with the same suspicion as a register: limited in size, and without
    entities, macros or passwords.
    """
    data = read_limited(path)
    if path.suffix.lower() == ".xlsx":
        sheet = XlsxBook(path, data).first()
    elif path.suffix.lower() in _TEXTS:
        sheet = CsvFile(path, data).sheet
    else:
        raise UsageError(Problem("office.list_format", subject=path.name))
    return _texts(sheet)


def _texts(sheet: Sheet) -> Mapping[int, tuple[str, ...]]:
    return {
        row: tuple(_text(cells[column]) for column in sorted(cells))
        for row, cells in sorted(sheet.rows.items())
    }


def _text(cell: Cell) -> str:
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number_text(value).zfill(cell.digits)
    return "" if value is None else str(value).strip()
