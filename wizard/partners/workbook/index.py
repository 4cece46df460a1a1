"""The parts around the sheets of an .xlsx: its list of sheets, its shared texts, its names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from openpyxl.utils.cell import quote_sheetname
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from wizard.partners.workbook.package import Attributes, parse, relations
from wizard.partners.workbook.sheet import Area
from wizard.partners.workbook.sheetedit import reference
from wizard.partners.workbook.splices import Splice, spliced
from wizard.partners.workbook.styles import tag_at, with_attribute

_FILTER_NAME = "_xlnm._FilterDatabase"


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A worksheet: what it is called, its part, and its place among all sheets, from 0."""

    name: str
    part: str
    place: int


class Index:
    """What the workbook's own part says; raises KeyError or ValueError where it is not whole."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        root = relations(parts, "")
        self.part = next(target for kind, target in root.values() if kind == "officeDocument")
        self.epoch: datetime = WINDOWS_EPOCH
        self.sheets: list[SheetEntry] = []
        self._xml = parts[self.part]
        self._relations = relations(parts, self.part)
        self._calculation: int | None = None
        self._filters: dict[int, tuple[int, int]] = {}
        self._places = 0
        self._read()
        self.styles_part = self._named("styles")
        self.styles = parts[self.styles_part]
        strings = parts.get(self._named("sharedStrings"))
        self.strings = [] if strings is None else _strings(strings)

    def edited(self, entry: SheetEntry, filtered: Area | None) -> bytes:
        """The workbook's part after an edit: its formulas are computed anew when it is opened.

        Excel keeps a hidden name for a sheet's filter, which has to follow the filter's area.
        """
        splices = []
        if self._calculation is not None:
            at = self._calculation
            tag = tag_at(self._xml, at)
            new = with_attribute(tag, b"fullCalcOnLoad", b"1")
            splices.append(Splice(at, at + len(tag), new))
        if filtered is not None and entry.place in self._filters:
            start, end = self._filters[entry.place]
            name = f"{quote_sheetname(entry.name)}!{reference(filtered, absolute=True)}"
            text = name.replace("&", "&amp;").encode("ascii", "xmlcharrefreplace")
            splices.append(Splice(start, end, text))
        return spliced(self._xml, splices)

    def _named(self, kind: str) -> str:
        return next((target for found, target in self._relations.values() if found == kind), "")

    def _read(self) -> None:
        filter_of: int | None = None
        begun = 0

        def start(tag: str, attributes: Attributes, at: int) -> None:
            nonlocal filter_of, begun
            if tag == "sheet":
                self._add_sheet(attributes)
            elif tag == "workbookPr" and attributes.get("date1904") in ("1", "true"):
                self.epoch = MAC_EPOCH
            elif tag == "calcPr":
                self._calculation = at
            elif tag == "definedName" and attributes.get("name") == _FILTER_NAME:
                filter_of = int(attributes["localSheetId"])
                begun = at + len(tag_at(self._xml, at))

        def end(tag: str, at: int) -> None:
            nonlocal filter_of
            if tag == "definedName" and filter_of is not None:
                self._filters[filter_of] = (begun, at)
                filter_of = None

        parse(self._xml, start, end)

    def _add_sheet(self, attributes: Attributes) -> None:
        relation = next(value for name, value in attributes.items() if name.endswith(":id"))
        kind, part = self._relations[relation]
        if kind == "worksheet":
            self.sheets.append(SheetEntry(attributes["name"], part, self._places))
        self._places += 1


def _strings(xml: bytes) -> list[str]:
    """The shared texts, formatted ones as plain text, phonetic guides left out."""
    found: list[str] = []
    pieces: list[str] = []
    listening = hidden = False

    def start(tag: str, attributes: Attributes, at: int) -> None:
        nonlocal listening, hidden
        hidden = hidden or tag == "rPh"
        listening = tag == "t" and not hidden

    def end(tag: str, at: int) -> None:
        nonlocal listening, hidden
        listening = False
        if tag == "rPh":
            hidden = False
        elif tag == "si":
            found.append("".join(pieces))
            pieces.clear()

    def text(data: str) -> None:
        if listening:
            pieces.append(data)

    parse(xml, start, end, text)
    return found
