"""Takes rows out of a worksheet's XML and leaves every other row in its place.

No row moves up: whatever points at a row, in this sheet or another, still points at the same one.
"""

from __future__ import annotations

from wizard.partners.workbook.package import Attributes, parse
from wizard.partners.workbook.sheet import Area
from wizard.partners.workbook.sheetedit import with_ref
from wizard.partners.workbook.sheetxml import SheetXml, area_of
from wizard.partners.workbook.splices import Splice, spliced


def without_rows(sheet: SheetXml, rows: frozenset[int]) -> bytes:
    """The worksheet without these rows."""
    splices = [
        Splice(raw.start, raw.end, b"") for number, raw in sheet.rows.items() if number in rows
    ]
    if sheet.dimension is not None and sheet.dimension[1]:
        at, ref = sheet.dimension
        splices.append(with_ref(sheet.xml, at, shrunk(area_of(ref), rows)))
    if sheet.filter is not None:
        at, ref = sheet.filter
        splices.append(with_ref(sheet.xml, at, shrunk(area_of(ref), rows)))
    return spliced(sheet.xml, splices)


def table_without_rows(xml: bytes, rows: frozenset[int]) -> bytes:
    """A table's part once these rows are gone: its area and its filter's."""
    splices: list[Splice[bytes]] = []
    totals = False

    def start(tag: str, attributes: Attributes, at: int) -> None:
        nonlocal totals
        if tag == "table":
            # Above a row of totals nothing shrinks: that row would have to move.
            totals = bool(int(attributes.get("totalsRowCount", 0)))
        if tag in ("table", "autoFilter") and not totals:
            splices.append(with_ref(xml, at, shrunk(area_of(attributes["ref"]), rows)))

    parse(xml, start, lambda tag, at: None)
    return spliced(xml, splices)


def shrunk(area: Area, rows: frozenset[int]) -> Area:
    """An area without the rows at its end; the header and one row below it always stay."""
    bottom = area.bottom
    while bottom in rows and bottom > area.top + 1:
        bottom -= 1
    return Area(area.top, area.left, bottom, area.right)
