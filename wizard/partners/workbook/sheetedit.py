"""Puts new cells into a worksheet's XML and leaves every other byte as it was."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping

from openpyxl.utils.cell import get_column_letter

from wizard.partners.workbook.package import Attributes, parse
from wizard.partners.workbook.sheet import Area, CellValue, Edits
from wizard.partners.workbook.sheetxml import RawRow, SheetXml, area_of
from wizard.partners.workbook.splices import Splice, spliced
from wizard.partners.workbook.styles import tag_at, with_attribute

Render = Callable[[str, int, int, CellValue], bytes]
"""Reference (B7), column, style and value to the element of a cell."""

_SPANS = re.compile(rb"""\sspans\s*=\s*(?:"[^"]*"|'[^']*')""")


def edited_sheet(
    sheet: SheetXml, edits: Edits, render: Render, *, new_rows: frozenset[int]
) -> bytes:
    """The worksheet with these cells set; ``new_rows`` take the styles of the row above them."""
    by_row: dict[int, dict[int, CellValue]] = defaultdict(dict)
    for row, column in sorted(edits):
        by_row[row][column] = edits[row, column]
    numbers = sorted(sheet.rows)
    styles = _styles_above(sheet, new_rows)
    splices: list[Splice[bytes]] = []
    for row, values in by_row.items():
        if row in sheet.rows:
            splices += _in_row(sheet, row, values, render, styles)
            continue
        place = bisect_right(numbers, row)
        at = sheet.rows[numbers[place]].start if place < len(numbers) else sheet.rows_end
        splices.append(Splice(at, at, _new_row(sheet, row, values, render, styles)))
    splices += _grown_dimension(sheet, edits)
    if sheet.filter is not None:
        at, ref = sheet.filter
        splices.append(with_ref(sheet.xml, at, grown(area_of(ref), edits, new_rows)))
    return spliced(sheet.xml, splices)


def grown(area: Area, edits: Edits, new_rows: frozenset[int]) -> Area:
    """A filter's or table's area with the new rows right below it and a new column beside it.

    Ids must be inside the area, or sorting it would part them from their rows.
    """
    bottom = area.bottom
    while bottom + 1 in new_rows:
        bottom += 1
    right = area.right + ((area.top, area.right + 1) in edits)
    return Area(area.top, area.left, bottom, right)


def reference(area: Area, *, absolute: bool = False) -> str:
    """An area as it is written: A1:J12, or $A$1:$J$12."""
    fix = "$" if absolute else ""
    left, right = get_column_letter(area.left), get_column_letter(area.right)
    return f"{fix}{left}{fix}{area.top}:{fix}{right}{fix}{area.bottom}"


def with_ref(xml: bytes, at: int, area: Area) -> Splice[bytes]:
    """Set the ``ref`` of the tag that begins at this byte."""
    tag = tag_at(xml, at)
    return Splice(at, at + len(tag), with_attribute(tag, b"ref", reference(area).encode()))


def edited_table(xml: bytes, edits: Edits, new_rows: frozenset[int]) -> bytes:
    """A table's part after the edits: its area, its filter's, and a column where one was added."""
    splices: list[Splice[bytes]] = []
    ids: list[int] = []
    area = after = Area(0, 0, 0, 0)
    columns = 0

    def start(tag: str, attributes: Attributes, at: int) -> None:
        nonlocal area, after, columns
        if tag == "table":
            area = area_of(attributes["ref"])
            # Below a row of totals there is no more table.
            totals = int(attributes.get("totalsRowCount", 0))
            after = grown(area, edits, frozenset() if totals else new_rows)
            splices.append(with_ref(xml, at, after))
        elif tag == "autoFilter":
            own = area_of(attributes["ref"])
            splices.append(with_ref(xml, at, grown(own, edits, new_rows)))
        elif tag == "tableColumns":
            columns = at
        elif tag == "tableColumn":
            ids.append(int(attributes["id"]))

    def end(tag: str, at: int) -> None:
        if tag == "tableColumns" and after.right > area.right:
            opening = tag_at(xml, columns)
            counted = with_attribute(opening, b"count", b"%d" % (len(ids) + 1))
            splices.append(Splice(columns, columns + len(opening), counted))
            name = str(edits[area.top, after.right]).encode()
            prefix = tag_at(xml, columns)[1:].partition(b"tableColumns")[0]
            new = b'<%stableColumn id="%d" name="%s"/>' % (prefix, max(ids) + 1, name)
            splices.append(Splice(at, at, new))

    parse(xml, start, end)
    return spliced(xml, splices)


def _styles_above(sheet: SheetXml, new_rows: frozenset[int]) -> dict[int, int]:
    """Column to style of the last row above the new ones, unless that is the header."""
    first_new = min(new_rows, default=0)
    filled = [row for row, raw in sheet.rows.items() if any(c.text for c in raw.cells.values())]
    above = [row for row in filled[1:] if row < first_new]
    cells = sheet.rows[above[-1]].cells if above else {}
    return {column: cell.style for column, cell in cells.items()}


def _in_row(
    sheet: SheetXml,
    number: int,
    values: Mapping[int, CellValue],
    render: Render,
    styles: Mapping[int, int],
) -> list[Splice[bytes]]:
    row = sheet.rows[number]
    opening = tag_at(sheet.xml, row.start)
    tag = _SPANS.sub(b"", opening)
    if row.close is None:
        prefix = sheet.prefix.encode()
        cells = b"".join(
            render(_name(number, column), column, styles.get(column, 0), value)
            for column, value in values.items()
        )
        whole = tag[:-2] + b">" + cells + b"</%srow>" % prefix
        return [Splice(row.start, row.end, whole)]
    splices = [Splice(row.start, row.start + len(opening), tag)]
    for column, value in values.items():
        cell = row.cells.get(column)
        start, end = (cell.start, cell.end) if cell else (_place(row, column),) * 2
        style = cell.style if cell else styles.get(column, 0)
        splices.append(Splice(start, end, render(_name(number, column), column, style, value)))
    return splices


def _place(row: RawRow, column: int) -> int:
    after = [cell.start for other, cell in row.cells.items() if other > column]
    return min(after) if after else row.close or row.end


def _new_row(
    sheet: SheetXml,
    number: int,
    values: Mapping[int, CellValue],
    render: Render,
    styles: Mapping[int, int],
) -> bytes:
    prefix = sheet.prefix.encode()
    cells = b"".join(
        render(_name(number, column), column, styles.get(column, 0), values.get(column))
        for column in sorted(values.keys() | styles.keys())
    )
    return b'<%srow r="%d">%s</%srow>' % (prefix, number, cells, prefix)


def _grown_dimension(sheet: SheetXml, edits: Edits) -> list[Splice[bytes]]:
    if sheet.dimension is None or not sheet.dimension[1]:
        return []
    at, ref = sheet.dimension
    old = area_of(ref)
    bottom = max(old.bottom, *(row for row, _ in edits))
    right = max(old.right, *(column for _, column in edits))
    return [with_ref(sheet.xml, at, Area(old.top, old.left, bottom, right))]


def _name(row: int, column: int) -> str:
    return f"{get_column_letter(column)}{row}"
