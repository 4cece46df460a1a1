"""A sheet as a person sees it, whether it stands in an .xlsx or a .csv, and the file it is in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple, Protocol

from openpyxl.utils.datetime import WINDOWS_EPOCH

from wizard.model.records import Kind

CellValue = str | int | float | bool | date | None


class Cell(NamedTuple):
    """What stands in one cell.

    ``formula`` is true where the value is computed; ``trouble`` is then the error it shows
    (``#REF!``), or empty text where it has never been computed. ``digits`` is the width to which
    the cell's format pads a number with zeros.
    """

    value: CellValue = None
    formula: bool = False
    trouble: str | None = None
    digits: int = 0

    @property
    def blank(self) -> bool:
        """Whether a person sees nothing, and nothing will be computed."""
        empty = self.value is None or (isinstance(self.value, str) and not self.value.strip())
        return empty and not self.formula and self.trouble is None


class Area(NamedTuple):
    """A rectangle of cells, rows and columns counted from 1, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a sheet that are not blank: row number to column number to cell.

    ``epoch`` is the day from which the file counts its dates.
    """

    name: str
    rows: Mapping[int, Mapping[int, Cell]]
    merges: tuple[Area, ...] = ()
    epoch: datetime = WINDOWS_EPOCH
    owned: dict[int, Mapping[str, Sequence[int]]] = field(
        default_factory=dict, repr=False, compare=False
    )
    """Whose rows stand where, by the column that says so, once somebody has looked."""


Edits = Mapping[tuple[int, int], CellValue]
"""New values of cells by row and column; a row that is not there yet is made."""


class Book(Protocol):
    """One reading of the file or folder that holds the sheets."""

    def sheet(self, kind: Kind) -> Sheet | None:
        """The kind's sheet, or None where there is none; ``UsageError`` where there are two."""
        ...

    def names(self) -> tuple[str, ...]:
        """What the sheets are called, ours and others."""
        ...

    def file(self, kind: Kind) -> Path:
        """The file that holds the kind's sheet."""
        ...

    def content(self, kind: Kind) -> bytes:
        """That file as it was read."""
        ...

    def edited(self, kind: Kind, edits: Edits) -> Book:
        """The book with these cells of the kind's sheet changed and everything else as it was."""
        ...

    def without(self, kind: Kind, rows: frozenset[int]) -> Book:
        """The book without these rows of the kind's sheet; every other row stays in its place.

        The rows' places are left empty, so that no formula anywhere has to be told.
        """
        ...

    def refusal(self, kind: Kind, value: CellValue) -> str | None:
        """The code of what keeps the kind's file from holding this value, or None."""
        ...


class Source(Protocol):
    """Where the sheets are read from, again and again."""

    path: Path

    @property
    def folder(self) -> Path:
        """The folder that the files lie in which are replaced."""
        ...

    def read(self) -> Book:
        """The book as it is now, the same object while nothing has changed; ``UsageError``."""
        ...

    def save(self, book: Book, kind: Kind, today: date) -> None:
        """Put an edited book in place of the one last read; raises ``NotSavedError``."""
        ...
