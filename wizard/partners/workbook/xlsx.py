"""The workbook as an .xlsx file."""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from xml.parsers.expat import ExpatError

from openpyxl.utils.datetime import from_excel

from wizard.errors import Problem, UsageError
from wizard.model.records import Kind
from wizard.partners.workbook.cellxml import CellWriter, unescaped
from wizard.partners.workbook.index import Index, SheetEntry
from wizard.partners.workbook.layout import only_sheet
from wizard.partners.workbook.package import UnsafeXmlError, read_limited, relations, repack, unpack
from wizard.partners.workbook.readings import Readings
from wizard.partners.workbook.replace import make_file, replace_file
from wizard.partners.workbook.rowremoval import shrunk, table_without_rows, without_rows
from wizard.partners.workbook.sheet import Book, Cell, CellValue, Edits, Sheet
from wizard.partners.workbook.sheetedit import edited_sheet, edited_table, grown
from wizard.partners.workbook.sheetxml import RawCell, SheetXml, area_of, scan
from wizard.partners.workbook.styles import Styles

MAX_TEXT = 32_767  # characters in a cell; Excel repairs a file that holds more
_SERIALS = range(1, 2_958_466)


class XlsxBook:
    """One reading of an .xlsx; raises ``UsageError`` where it is not one we can keep whole."""

    def __init__(self, path: Path, data: bytes) -> None:
        self._path = path
        self._data = data
        self._parts = unpack(path, data)
        self._read: dict[str, tuple[SheetXml, Sheet]] = {}
        self._turn = threading.Lock()
        with _reading(path):
            self._index = Index(self._parts)
            self._styles = Styles(self._index.styles)

    def names(self) -> tuple[str, ...]:
        """What the sheets are called."""
        return tuple(entry.name for entry in self._index.sheets)

    def first(self) -> Sheet:
        """The sheet that stands first, whatever it holds."""
        with _reading(self._path):
            entry = self._index.sheets[0]
        return self._parsed(entry)[1]

    def sheet(self, kind: Kind) -> Sheet | None:
        """The kind's sheet, parsed once."""
        name = only_sheet(kind, self.names())
        return None if name is None else self._parsed(self._entry(name))[1]

    def file(self, kind: Kind) -> Path:
        """The one file there is."""
        return self._path

    def content(self, kind: Kind) -> bytes:
        """The file as it was read."""
        return self._data

    def edited(self, kind: Kind, edits: Edits) -> Book:
        """The workbook with these cells of the kind's sheet changed."""
        entry = self._entry(only_sheet(kind, self.names()) or "")
        raw, sheet = self._parsed(entry)
        new_rows = frozenset(row for row, _ in edits) - sheet.rows.keys()
        with _reading(self._path):
            styles = Styles(self._index.styles)
            render = CellWriter(raw, sheet, styles).cell
            filtered = raw.filter and grown(area_of(raw.filter[1]), edits, new_rows)
            changed = {
                entry.part: edited_sheet(raw, edits, render, new_rows=new_rows),
                self._index.part: self._index.edited(entry, filtered),
                self._index.styles_part: styles.xml(),
            }
            for part in self._tables(entry, raw):
                changed[part] = edited_table(self._parts[part], edits, new_rows)
        return XlsxBook(self._path, repack(self._data, changed))

    def without(self, kind: Kind, rows: frozenset[int]) -> Book:
        """The workbook without these rows of the kind's sheet."""
        entry = self._entry(only_sheet(kind, self.names()) or "")
        raw, _ = self._parsed(entry)
        with _reading(self._path):
            filtered = raw.filter and shrunk(area_of(raw.filter[1]), rows)
            changed = {
                entry.part: without_rows(raw, rows),
                self._index.part: self._index.edited(entry, filtered),
            }
            for part in self._tables(entry, raw):
                changed[part] = table_without_rows(self._parts[part], rows)
        return XlsxBook(self._path, repack(self._data, changed))

    def refusal(self, kind: Kind, value: CellValue) -> str | None:
        """A text can be longer than a cell."""
        return "workbook.too_long" if isinstance(value, str) and len(value) > MAX_TEXT else None

    def _tables(self, entry: SheetEntry, raw: SheetXml) -> list[str]:
        related = relations(self._parts, entry.part)
        return [related[relation][1] for relation in raw.tables]

    def _entry(self, name: str) -> SheetEntry:
        return next(entry for entry in self._index.sheets if entry.name == name)

    def _parsed(self, entry: SheetEntry) -> tuple[SheetXml, Sheet]:
        with self._turn:  # several may share a reading, and a sheet is parsed once
            if entry.part not in self._read:
                with _reading(self._path):
                    self._read[entry.part] = self._parse(entry)
            return self._read[entry.part]

    def _parse(self, entry: SheetEntry) -> tuple[SheetXml, Sheet]:
        raw = scan(self._parts[entry.part])
        rows = {}
        for number, row in raw.rows.items():
            cells = ((column, self._cell(cell)) for column, cell in row.cells.items())
            filled = {column: cell for column, cell in cells if not cell.blank}
            if filled:
                rows[number] = filled
        return raw, Sheet(entry.name, rows, tuple(raw.merges), self._index.epoch)

    def _cell(self, raw: RawCell) -> Cell:
        text = raw.text
        if raw.formula and (text is None or (not text and raw.type != "str")):
            return Cell(formula=True, trouble="")
        if text is None:
            return Cell()
        if raw.type == "e":
            return Cell(formula=raw.formula, trouble=text)
        return Cell(
            self._value(raw, text),
            raw.formula,
            digits=self._styles.digits(raw.style) if raw.type == "n" else 0,
        )

    def _value(self, raw: RawCell, text: str) -> CellValue:
        if raw.type == "n":
            return self._number(raw.style, text)
        if raw.type == "b":
            return text.strip() in ("1", "true")
        if raw.type == "d":
            return date.fromisoformat(text[:10])
        return unescaped(self._index.strings[int(text)] if raw.type == "s" else text)

    def _number(self, style: int, text: str) -> CellValue:
        number = float(text)
        if not math.isfinite(number):
            return text
        if self._styles.is_date(style) and int(number) in _SERIALS:
            day: datetime = from_excel(int(number), self._index.epoch)
            return day.date()
        return int(number) if number.is_integer() else number


class XlsxSource:
    """An .xlsx file that is read whenever it is asked for, and parsed when it has changed.

    ``blank`` is what stands in for a file that is not there yet; it is made with the first save.
    ``readings`` may be shared with others who read the same file.
    """

    def __init__(
        self, path: Path, blank: bytes = b"", readings: Readings[XlsxBook] | None = None
    ) -> None:
        self.path = path
        self._blank = blank
        self._readings = readings or Readings[XlsxBook]()
        self._book: XlsxBook | None = None

    @property
    def folder(self) -> Path:
        """The folder that the file lies in."""
        return self.path.parent

    def read(self) -> Book:
        """The workbook as it is on disk now."""
        missing = self._blank and not self.path.exists()
        data = self._blank if missing else read_limited(self.path)
        if self._book is None or self._book.content(Kind.EMPLOYEE) != data:
            self._book = self._readings.of(self.path, data, XlsxBook)
        return self._book

    def save(self, book: Book, kind: Kind, today: date) -> None:
        """Replace the file, if it still is what was read."""
        old = b"" if self._book is None else self._book.content(kind)
        if self._blank and old == self._blank and not self.path.exists():
            make_file(self.path, book.content(kind))
        else:
            replace_file(self.path, old, book.content(kind), today=today)
        self._book = book if isinstance(book, XlsxBook) else None
        if self._book is not None:
            self._readings.keep(self._book)


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """Turns whatever a broken workbook does to its reader into a problem a person can read."""
    params = {"file": path.name}
    try:
        yield
    except UnsafeXmlError as error:
        raise UsageError(Problem("workbook.unsafe", params=params)) from error
    except (ExpatError, ValueError, LookupError, StopIteration, OverflowError) as error:
        raise UsageError(Problem("workbook.not_a_workbook", params=params)) from error
