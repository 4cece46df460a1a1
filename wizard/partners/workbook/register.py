"""One reading of a workbook, understood: the records of each kind, or why there are none."""

from __future__ import annotations

from wizard.errors import Problem, UsageError
from wizard.model.records import Kind
from wizard.partners.workbook.choices import NO_CHOICES, Chosen
from wizard.partners.workbook.labels import SHEETS
from wizard.partners.workbook.layout import NOTHING_CHOSEN, lay_out
from wizard.partners.workbook.rows import Rows, read_rows
from wizard.partners.workbook.sheet import Book, Sheet


class Register:
    """The rows of a book by kind, each sheet understood once, when it is asked for.

    ``chosen`` holds what single titles stand for, by kind, where a person has said it, and
    ``client`` whose rows count where the book holds those of many.
    """

    def __init__(self, book: Book, chosen: Chosen = NO_CHOICES, client: str = "") -> None:
        self.book = book
        self._client = client
        self._chosen = chosen
        self._rows: dict[Kind, Rows] = {}

    def missing(self, kind: Kind) -> Problem:
        """What to say of a kind that has no sheet."""
        norwegian, english = SHEETS[kind]
        params = {"nb": norwegian, "en": english, "found": ", ".join(self.book.names()) or "–"}
        return Problem("workbook.sheet_missing", kind=kind, params=params)

    def sheet(self, kind: Kind) -> Sheet:
        """The kind's sheet; raises ``UsageError`` where it is missing or there are two."""
        sheet = self.book.sheet(kind)
        if sheet is None:
            raise UsageError(self.missing(kind))
        return sheet

    def rows(self, kind: Kind) -> Rows:
        """The kind's records; raises ``UsageError`` where the sheet cannot be understood."""
        if kind not in self._rows:
            self._rows[kind] = read_rows(
                lay_out(
                    kind, self.sheet(kind), self._chosen.get(kind, NOTHING_CHOSEN), self._client
                )
            )
        return self._rows[kind]
