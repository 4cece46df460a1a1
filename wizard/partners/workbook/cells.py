"""From what people type in a cell to the values the engine computes with."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime

from openpyxl.utils.datetime import WINDOWS_EPOCH, from_excel

from wizard.model.mapping import FieldType
from wizard.model.records import Value
from wizard.partners.workbook.countries import code_of
from wizard.partners.workbook.labels import plain_number
from wizard.partners.workbook.sheet import Cell, CellValue

YES = frozenset({"ja", "j", "yes", "y", "true", "sann", "1", "x"})
NO = frozenset({"nei", "n", "no", "false", "usann", "0"})

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{2}:\d{2}.*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NORWEGIAN = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4}|\d{2})")
_SERIAL = re.compile(r"[1-9]\d*(?:\.\d+)?")  # 010203 is a day somebody typed, not a serial
_CENTURY_TURNS = 40  # a two-digit year below this is in the 2000s
_SERIALS = range(367, 2_958_466)  # 1901-01-01 to 9999-12-31 in days, as Excel counts them


class CellError(ValueError):
    """A cell whose content is not a value of its column; ``code`` and ``params`` of the problem."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def read(cell: Cell, kind_of_field: FieldType, *, epoch: datetime = WINDOWS_EPOCH) -> Value:
    """The value of a cell in a column of this type: None where it is empty.

    Text is trimmed and nothing more; whether a phone or an account number is right is the
    engine's to say. Raises ``CellError``.
    """
    if cell.trouble is not None:
        code = "workbook.formula_error" if cell.trouble else "workbook.formula_empty"
        raise CellError(code, error=cell.trouble)
    if cell.blank or cell.value is None or cell.value == "":
        return None
    if kind_of_field is FieldType.DATE:
        return _date(cell.value, epoch)
    reader = _READERS.get(kind_of_field)
    text = _text(cell, kind_of_field)
    return reader(text) if reader else text


def number_text(number: int | float) -> str:
    """A number without exponent and without the decimals it does not have."""
    if isinstance(number, float) and not number.is_integer():
        return repr(number)
    return str(int(number))


def _text(cell: Cell, kind_of_field: FieldType) -> str:
    value = cell.value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return number_text(value).zfill(cell.digits)
    if isinstance(value, date):
        # Excel turns 3-2 into a day: in a column of text that is a date, elsewhere a mishap.
        if kind_of_field is FieldType.TEXT:
            return value.isoformat()
        raise CellError("workbook.unexpected_date")
    return str(value).strip()


def _flag(text: str) -> bool:
    word = text.casefold()
    if word not in YES | NO:
        raise CellError("workbook.not_a_flag")
    return word in YES


def _country(text: str) -> str:
    code = code_of(text)
    if code is None:
        raise CellError("workbook.unknown_country", value=text)
    return code


_READERS: Mapping[FieldType, Callable[[str], Value]] = {
    FieldType.FLAG: _flag,
    FieldType.COUNTRY: _country,
}


def _date(value: CellValue, epoch: datetime) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        raise CellError("workbook.not_a_date")
    text = number_text(value) if isinstance(value, int | float) else str(value).strip()
    if _SERIAL.fullmatch(text) and int(float(text)) in _SERIALS:
        return str(from_excel(int(float(text)), epoch).date())
    return _spelled(text)


def _spelled(text: str) -> str:
    for pattern in (_ISO, _COMPACT):
        found = pattern.fullmatch(text)
        if found:
            return _day(found[1], found[2], found[3])
    found = _NORWEGIAN.fullmatch(text)
    if not found:
        raise CellError("workbook.not_a_date")
    day, month, year = found.groups()
    if len(year) == 2:
        year = f"{20 if int(year) < _CENTURY_TURNS else 19}{year}"
    return _day(year, month, day)


def _day(year: str, month: str, day: str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        raise CellError("workbook.impossible_date") from None


def number_in(cell: Cell) -> str:
    """The digits of an organisation number, whatever is written around them; empty without any."""
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = number_text(value)
    return plain_number(str(value or ""))
