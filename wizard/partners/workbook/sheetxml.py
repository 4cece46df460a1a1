"""A worksheet's XML: where each cell stands in the bytes, and what it holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from openpyxl.utils.cell import column_index_from_string, range_boundaries

from wizard.partners.workbook.package import Attributes, byte_after, has_end_tag, parse
from wizard.partners.workbook.sheet import Area


class RawCell(NamedTuple):
    """A cell as it is written; ``start`` and ``end`` are the bytes of the whole element."""

    start: int
    end: int
    style: int
    type: str
    text: str | None
    formula: bool


class RawRow(NamedTuple):
    """A row: the bytes of its element, the byte of its end tag (None: it has none), its cells."""

    start: int
    end: int
    close: int | None
    cells: dict[int, RawCell]


@dataclass(slots=True)
class SheetXml:
    """What a worksheet's XML holds and where: rows in order, merges, filter, tables."""

    xml: bytes
    prefix: str = ""
    rows: dict[int, RawRow] = field(default_factory=dict)
    rows_end: int = 0  # the byte of </sheetData>
    merges: list[Area] = field(default_factory=list)
    dimension: tuple[int, str] | None = None  # the byte of its tag, and its ref
    filter: tuple[int, str] | None = None
    tables: list[str] = field(default_factory=list)  # relation ids


def scan(xml: bytes) -> SheetXml:
    """Read a worksheet once; raises what ``parse`` raises, and ValueError for a bad reference."""
    scanner = _Scanner(xml)
    parse(xml, scanner.start, scanner.end, scanner.text)
    return scanner.sheet


def area_of(ref: str) -> Area:
    """The rectangle a reference such as A1:J12 names; raises ValueError."""
    left, top, right, bottom = range_boundaries(ref)
    if left is None or top is None or right is None or bottom is None:
        raise ValueError(ref)
    return Area(top, left, bottom, right)


class _Scanner:
    def __init__(self, xml: bytes) -> None:
        self.sheet = SheetXml(xml)
        self._xml = xml
        self._row = 0
        self._column = 0
        self._row_start = 0
        self._cell_start = 0
        self._cells: dict[int, RawCell] = {}
        self._cell: Attributes = {}
        self._formula = False
        self._text: list[str] | None = None
        self._hidden = 0  # inside phonetic guides, which are not part of the text
        self._listening = False

    def start(self, tag: str, attributes: Attributes, at: int) -> None:
        if tag == "c":
            self._start_cell(attributes, at)
        elif tag in ("v", "t"):
            self._listening = not self._hidden
            self._text = self._text or []
        elif tag == "f":
            self._formula = True
        elif tag == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._row_start, self._column, self._cells = at, 0, {}
        elif tag == "rPh":
            self._hidden += 1
        else:
            self._start_other(tag, attributes, at)

    def end(self, tag: str, at: int) -> None:
        if tag in ("v", "t"):
            self._listening = False
        elif tag == "c":
            self._end_cell(byte_after(self._xml, tag, at))
        elif tag == "row":
            close = at if has_end_tag(self._xml, tag, at) else None
            end = byte_after(self._xml, tag, at)
            self.sheet.rows[self._row] = RawRow(self._row_start, end, close, self._cells)
        elif tag == "rPh":
            self._hidden -= 1
        elif tag == "sheetData":
            self.sheet.rows_end = at

    def text(self, data: str) -> None:
        if self._listening and self._text is not None:
            self._text.append(data)

    def _start_cell(self, attributes: Attributes, at: int) -> None:
        self._cell_start, self._cell, self._formula, self._text = at, attributes, False, None
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        else:
            self._column = column_index_from_string(reference.rstrip("0123456789"))

    def _end_cell(self, end: int) -> None:
        self._cells[self._column] = RawCell(
            self._cell_start,
            end,
            int(self._cell.get("s", 0)),
            self._cell.get("t", "n"),
            None if self._text is None else "".join(self._text),
            self._formula,
        )

    def _start_other(self, tag: str, attributes: Attributes, at: int) -> None:
        sheet = self.sheet
        if tag == "worksheet":
            name = sheet.xml[at + 1 : sheet.xml.index(b"worksheet", at)].decode()
            sheet.prefix = name
        elif tag == "mergeCell":
            sheet.merges.append(area_of(attributes["ref"]))
        elif tag == "dimension":
            sheet.dimension = (at, attributes.get("ref", ""))
        elif tag == "autoFilter":
            sheet.filter = (at, attributes.get("ref", ""))
        elif tag == "tablePart":
            sheet.tables += [value for name, value in attributes.items() if name.endswith(":id")]
