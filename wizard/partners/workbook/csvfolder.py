"""The workbook as a folder of .csv files, one a sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path

from wizard.errors import Problem, UsageError
from wizard.model.records import Kind
from wizard.partners.workbook.cells import number_text
from wizard.partners.workbook.csvtext import (
    CsvText,
    EncodingError,
    OpenQuoteError,
    decode,
    take_apart,
)
from wizard.partners.workbook.layout import only_sheet
from wizard.partners.workbook.package import read_limited
from wizard.partners.workbook.replace import replace_file
from wizard.partners.workbook.sheet import Book, Cell, CellValue, Edits, Sheet
from wizard.partners.workbook.splices import Splice, spliced


class CsvFile:
    """One reading of a .csv file; raises ``UsageError`` where its text cannot be understood."""

    def __init__(self, path: Path, data: bytes) -> None:
        self.path = path
        self.data = data

    @cached_property
    def text(self) -> CsvText:
        """The text with its cells."""
        params = {"file": self.path.name}
        try:
            return take_apart(*decode(self.data))
        except EncodingError as error:
            code = "workbook.csv_mixed" if error.mixed else "workbook.csv_encoding"
            raise UsageError(Problem(code, params=params)) from error
        except OpenQuoteError as error:
            params["line"] = str(error.line)
            raise UsageError(Problem("workbook.csv_quote", params=params)) from error

    @cached_property
    def sheet(self) -> Sheet:
        """The file as a sheet, named like the file."""
        rows: dict[int, dict[int, Cell]] = {}
        for number, pieces in self.text.rows.items():
            cells = {i: Cell(p.value) for i, p in enumerate(pieces, 1) if p.value.strip()}
            if cells:
                rows[number] = cells
        return Sheet(self.path.stem, rows)

    def edited(self, edits: Edits) -> CsvFile:
        """The file with these cells changed and every other byte as it was."""
        by_row: dict[int, dict[int, str]] = defaultdict(dict)
        for (row, column), value in sorted(edits.items()):
            by_row[row][column] = self.text.written(_typed(value))
        return CsvFile(self.path, _edited(self.text, by_row).encode(self.text.encoding))

    def without(self, rows: frozenset[int]) -> CsvFile:
        """The file without these rows and every other byte as it was."""
        text = spliced(self.text.text, _lines_out(self.text, rows))
        return CsvFile(self.path, text.encode(self.text.encoding))


class CsvBook:
    """One reading of a folder of .csv files."""

    def __init__(self, files: Mapping[str, CsvFile]) -> None:
        self.files = files

    def names(self) -> tuple[str, ...]:
        """The files' names without their ending."""
        return tuple(self.files)

    def sheet(self, kind: Kind) -> Sheet | None:
        """The kind's file as a sheet."""
        name = only_sheet(kind, self.names())
        return None if name is None else self.files[name].sheet

    def file(self, kind: Kind) -> Path:
        """The kind's own file."""
        return self._file(kind).path

    def content(self, kind: Kind) -> bytes:
        """That file as it was read."""
        return self._file(kind).data

    def edited(self, kind: Kind, edits: Edits) -> Book:
        """The folder with these cells of the kind's file changed."""
        file = self._file(kind)
        return CsvBook({**self.files, file.path.stem: file.edited(edits)})

    def without(self, kind: Kind, rows: frozenset[int]) -> Book:
        """The folder without these lines of the kind's file."""
        file = self._file(kind)
        return CsvBook({**self.files, file.path.stem: file.without(rows)})

    def refusal(self, kind: Kind, value: CellValue) -> str | None:
        """A Windows-1252 file cannot hold every sign."""
        text = _typed(value)
        try:
            text.encode(self._file(kind).text.encoding)
        except UnicodeEncodeError:
            return "workbook.wrong_signs"
        return "workbook.wrong_signs" if "\0" in text else None

    def _file(self, kind: Kind) -> CsvFile:
        return self.files[only_sheet(kind, self.names()) or ""]


class CsvSource:
    """A folder of .csv files that is read whenever it is asked for, each parsed when it changed.

    Files that are not one of ours are never opened.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._book = CsvBook({})

    @property
    def folder(self) -> Path:
        """The folder itself."""
        return self.path

    def read(self) -> Book:
        """The folder as it is on disk now."""
        files: dict[str, CsvFile] = {}
        for path in self._paths():
            new = CsvFile(path, read_limited(path))
            known = self._book.files.get(path.stem)
            files[path.stem] = known if known and known.data == new.data else new
        if files != self._book.files:
            self._book = CsvBook(files)
        return self._book

    def save(self, book: Book, kind: Kind, today: date) -> None:
        """Replace the kind's file, if it still is what was read."""
        old = self._book.content(kind)
        replace_file(book.file(kind), old, book.content(kind), today=today)
        if isinstance(book, CsvBook):
            self._book = book

    def _paths(self) -> list[Path]:
        try:
            found = sorted(path for path in self.path.iterdir() if path.suffix.lower() == ".csv")
        except FileNotFoundError:
            problem = Problem("workbook.missing", params={"file": self.path.name})
            raise UsageError(problem) from None
        return [path for path in found if any(only_sheet(kind, [path.stem]) for kind in Kind)]


def _edited(csv: CsvText, by_row: Mapping[int, Mapping[int, str]]) -> str:
    splices: list[Splice[str]] = []
    added: list[str] = []
    blank = csv.written("")
    for number, cells in sorted(by_row.items()):
        pieces = csv.rows.get(number)
        if pieces is None:
            header = next(row for row in csv.rows.values() if any(p.value.strip() for p in row))
            columns = range(1, max(len(header), *cells) + 1)
            added.append(csv.delimiter.join(cells.get(column, blank) for column in columns))
            continue
        for column, new in cells.items():
            if column <= len(pieces):
                splices.append(Splice(pieces[column - 1].start, pieces[column - 1].end, new))
        beyond = [cells.get(i, blank) for i in range(len(pieces) + 1, max(cells) + 1)]
        end = pieces[-1].end
        splices.append(Splice(end, end, "".join(csv.delimiter + new for new in beyond)))
    text = spliced(csv.text, splices)
    if not added:
        return text
    ended = text.endswith(("\n", "\r"))
    rows = csv.newline.join(added)
    return f"{text}{rows}{csv.newline}" if ended else f"{text}{csv.newline}{rows}"


def _lines_out(csv: CsvText, rows: frozenset[int]) -> Iterator[Splice[str]]:
    """Rows with the line breaks that end them; at the end of a file without one, that before."""
    for first in sorted(row for row in rows if row - 1 not in rows):
        last = first
        while last + 1 in rows:
            last += 1
        start = csv.rows[first][0].start
        if last + 1 in csv.rows:
            yield Splice(start, csv.rows[last + 1][0].start, "")
        elif csv.text[csv.rows[last][-1].end :]:
            yield Splice(start, len(csv.text), "")
        else:
            yield Splice(csv.rows[first - 1][-1].end, len(csv.text), "")


def _typed(value: CellValue) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nei"
    if isinstance(value, int | float):
        return number_text(value)
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else value
