"""Cells as XML elements, and the escapes that .xlsx has for signs XML cannot hold."""

from __future__ import annotations

import re
from datetime import date
from xml.sax.saxutils import escape

from wizard.partners.workbook.sheet import CellValue, Sheet
from wizard.partners.workbook.sheetxml import SheetXml
from wizard.partners.workbook.styles import Styles

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\r\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_SURROGATES = re.compile("[\ud800-\udfff]")


class CellWriter:
    """Writes cells as XML elements, dates in the style their column has for dates."""

    def __init__(self, raw: SheetXml, sheet: Sheet, styles: Styles) -> None:
        self._prefix = raw.prefix
        self._epoch = sheet.epoch
        self._styles = styles
        self._date_styles: dict[int, int] = {}
        for row in raw.rows.values():
            for column, cell in row.cells.items():
                if column not in self._date_styles and styles.is_date(cell.style):
                    self._date_styles[column] = cell.style

    def cell(self, name: str, column: int, style: int, value: CellValue) -> bytes:
        """The element of one cell."""
        if isinstance(value, date):
            if value.year <= 1904 or self._styles.is_text(style):
                value = f"{value:%d.%m.%Y}"
            else:
                style = self._date_style(column, style)
                value = (value - self._epoch.date()).days
        p = self._prefix
        start = f'<{p}c r="{name}" s="{style}"'
        if value is None:
            return f"{start}/>".encode()
        if isinstance(value, bool):
            return f'{start} t="b"><{p}v>{int(value)}</{p}v></{p}c>'.encode()
        if isinstance(value, int | float):
            return f"{start}><{p}v>{value!r}</{p}v></{p}c>".encode()
        text = f'<{p}is><{p}t xml:space="preserve">{escaped(str(value))}</{p}t></{p}is>'
        # Character references stand in every encoding that a part may declare.
        whole = f'{start} t="inlineStr">{text}</{p}c>'
        return whole.encode("ascii", "xmlcharrefreplace")

    def _date_style(self, column: int, style: int) -> int:
        if self._styles.is_date(style):
            return style
        return self._date_styles.get(column, self._styles.as_date(style))


def unescaped(text: str) -> str:
    """The text of a cell: _x000D_ stands for a sign that XML cannot hold."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def escaped(text: str) -> str:
    """A text as it stands in XML."""
    whole = _SURROGATES.sub("\ufffd", text)
    return escape(_UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", whole))
