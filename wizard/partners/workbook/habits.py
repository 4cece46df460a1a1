"""From values to cells, written the way the column's other cells are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from wizard.model.mapping import MAPPINGS, FieldType
from wizard.model.records import Value
from wizard.partners.workbook.countries import name_of
from wizard.partners.workbook.layout import Layout
from wizard.partners.workbook.sheet import CellValue

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WORDS = {"nb": ("ja", "nei"), "en": ("yes", "no")}
_PAIRS = (
    ("ja", "nei"),
    ("yes", "no"),
    ("true", "false"),
    ("sann", "usann"),
    ("j", "n"),
    ("y", "n"),
    ("1", "0"),
)
_DIGITS_EXCEL_KEEPS = 15


@dataclass(frozen=True, slots=True)
class _Column:
    """What the cells of a column have in common."""

    sample: CellValue  # what stands in the first one
    only_text: bool
    only_codes: bool
    digits: int | None  # to how many the numbers are padded; None where not all are numbers


class Habits:
    """How each column of a sheet is filled in, learnt from what stands there."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._known: dict[str, _Column] = {}

    def cell(self, field: str, value: Value) -> CellValue:
        """What to put into a cell of the field's column for a value."""
        if value is None:
            return None
        if field not in self._known:
            self._known[field] = self._learn(self._layout.columns[field])
        column = self._known[field]
        if isinstance(value, bool):
            return _flag(value, column.sample, self._layout.language)
        kind_of_field = MAPPINGS[self._layout.kind].fields[field].type
        if kind_of_field is FieldType.DATE:
            return _date(value, column)
        if kind_of_field is FieldType.COUNTRY:
            return value if column.only_codes else name_of(value, self._layout.language)
        return _number(value, column.digits)

    def _learn(self, number: int) -> _Column:
        below = (c for row, c in self._layout.sheet.rows.items() if row > self._layout.header_row)
        found = (cells[number] for cells in below if number in cells)
        cells = [cell for cell in found if not cell.formula and cell.trouble is None]
        if not cells:
            return _Column(None, only_text=False, only_codes=False, digits=None)
        digits = {cell.digits if type(cell.value) is int else None for cell in cells}
        return _Column(
            cells[0].value,
            only_text=all(isinstance(cell.value, str) for cell in cells),
            only_codes=all(len(str(cell.value).strip()) == 2 for cell in cells),
            digits=digits.pop() if len(digits) == 1 else None,
        )


def _flag(value: bool, sample: CellValue, language: str) -> CellValue:
    if isinstance(sample, bool):
        return value
    if isinstance(sample, int | float):
        return int(value)
    typed = str(sample).strip() if sample else ""
    if typed.casefold() == "x":
        return typed if value else None
    pair = next((pair for pair in _PAIRS if typed.casefold() in pair), _WORDS[language])
    word = pair[0] if value else pair[1]
    if typed.isupper() and len(typed) > 1:
        return word.upper()
    return word.capitalize() if typed[:1].isupper() else word


def _date(value: str, column: _Column) -> CellValue:
    """A real date, unless the column holds nothing but dates typed as text."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    if column.only_text:
        return value if _ISO_DAY.match(str(column.sample).strip()) else f"{day:%d.%m.%Y}"
    return day


def _number(value: str, digits: int | None) -> CellValue:
    """A number where the column holds only numbers and shows this one as it is; else text."""
    plain = value.isascii() and value.isdecimal() and len(value) <= _DIGITS_EXCEL_KEEPS
    if digits is None or not plain:
        return value
    return int(value) if str(int(value)).zfill(digits) == value else value
