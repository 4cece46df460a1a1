"""The writes of one call, weighed against the sheet before a single byte is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import count

from wizard.errors import Problem
from wizard.model.journal import Change, Draft, Outcome, OutcomeState, Removal
from wizard.model.records import Record, Value
from wizard.partners.workbook.habits import Habits
from wizard.partners.workbook.labels import ID
from wizard.partners.workbook.rows import Rows, created_id, place
from wizard.partners.workbook.sheet import Book, CellValue

MAX_ROWS = 1_048_576


class Batch:
    """Collects the cells to be written in one sheet.

    A draft or change that needs no write, or may not be written, is settled at once. The others
    are pending: ``pending`` maps their operation to the id of the record they make or touch.
    """

    def __init__(self, book: Book, rows: Rows, seen: frozenset[str]) -> None:
        self.pending: dict[str, str] = {}
        self._book = book
        self._rows = rows
        self._layout = rows.layout
        self._seen = seen
        self._habits = Habits(rows.layout)
        self._staged: dict[tuple[int, int], CellValue] = {}
        self._made: set[str] = set()
        self._gone: set[int] = set()
        self._free = self._free_rows()

    @property
    def after(self) -> Book:
        """The book once everything that is pending is done."""
        kind = self._layout.kind
        if self._gone:
            return self._book.without(kind, frozenset(self._gone))
        return self._book.edited(kind, self.edits)

    @property
    def edits(self) -> dict[tuple[int, int], CellValue]:
        """All cells to be written: with the first write, every row of the sheet gets its id."""
        if not self.pending:
            return {}
        column = self._layout.id_column
        ids: dict[tuple[int, int], CellValue] = {
            (row, column): id_ for row, id_ in self._rows.unanchored.items()
        }
        if not self._layout.has_ids:
            ids[self._layout.header_row, column] = ID
        return ids | self._staged

    def create(self, draft: Draft) -> Outcome | None:
        """Stage a new row; None while it is pending."""
        id_ = created_id(draft.operation)
        known = self._rows.records.get(id_)
        if known is not None:
            return Outcome(draft.operation, OutcomeState.DONE, known)
        if id_ in self._made:
            return None
        name = self._layout.required
        problem = self._refusal(draft.values, row=None)
        if not draft.values.get(name):
            problem = self._problem("workbook.no_name", column=self._layout.title(name))
        row = 0 if problem else next(self._free)
        if row > MAX_ROWS:
            problem = self._problem("workbook.sheet_full")
        if problem is not None:
            return Outcome(draft.operation, OutcomeState.REJECTED, problem=problem)
        self._stage(row, draft.values)
        self._staged[row, self._layout.id_column] = id_
        if self._layout.client_column:
            self._staged[row, self._layout.client_column] = self._owner
        self._made.add(id_)
        self.pending[draft.operation] = id_
        return None

    def update(self, change: Change) -> Outcome | None:
        """Stage changes of a row, or just its id; None while it is pending."""
        record = self._rows.records.get(change.id)
        if record is None:
            # A row without a stored id is known by what it says: edited, it is another row.
            state = OutcomeState.STALE if change.id in self._seen else OutcomeState.REJECTED
            return Outcome(change.operation, state, problem=self._problem("workbook.row_gone"))
        if change.version is not None and change.version != record.version:
            problem = self._problem("workbook.row_changed", self._rows.numbers[record.id])
            return Outcome(change.operation, OutcomeState.STALE, record, problem)
        if not change.values and record.anchored:
            return Outcome(change.operation, OutcomeState.DONE, record)
        row = self._rows.numbers[record.id]
        refused = self._locked(record) or self._refusal(change.values, row=row)
        if refused is not None:
            return Outcome(change.operation, OutcomeState.REJECTED, record, refused)
        self._stage(row, change.values)
        self.pending[change.operation] = record.id
        return None

    def remove(self, removal: Removal) -> Outcome | None:
        """Stage the removal of a row that holds nothing but ours; None while it is pending."""
        record = self._rows.records.get(removal.id)
        if record is None:
            return Outcome(removal.operation, OutcomeState.DONE)
        row = self._rows.numbers[record.id]
        if removal.version is not None and removal.version != record.version:
            problem = self._problem("workbook.row_changed", row)
            return Outcome(removal.operation, OutcomeState.STALE, record, problem)
        refused = self._locked(record) or self._noted(row)
        if refused is not None:
            return Outcome(removal.operation, OutcomeState.REJECTED, record, refused)
        self._gone.add(row)
        self.pending[removal.operation] = record.id
        return None

    def _noted(self, row: int) -> Problem | None:
        """Why a row has to stay: somebody keeps something of their own in it."""
        layout = self._layout
        ours = {*layout.columns.values(), layout.id_column, layout.client_column}
        cells = self._layout.sheet.rows[row]
        if cells.keys() <= ours and not any(cell.formula for cell in cells.values()):
            return None
        return self._problem("workbook.row_in_use", row)

    @cached_property
    def _owner(self) -> CellValue:
        """Whose a new row is, as the rows above say it."""
        layout = self._layout
        cells = (cells.get(layout.client_column) for cells in layout.sheet.rows.values())
        numeric = any(cell is not None and isinstance(cell.value, int) for cell in cells)
        return int(layout.client) if numeric else layout.client

    def _stage(self, row: int, values: Mapping[str, Value]) -> None:
        for field, value in values.items():
            if field in self._layout.columns:
                column = self._layout.columns[field]
                self._staged[row, column] = self._habits.cell(field, value)

    def _locked(self, record: Record) -> Problem | None:
        row = self._rows.numbers[record.id]
        if row not in self._rows.locked:
            return None
        formula = self._problem("workbook.formula_kept", row, column=ID)
        return next(iter(record.faults.values()), formula)

    def _refusal(self, values: Mapping[str, Value], *, row: int | None) -> Problem | None:
        cells = self._layout.sheet.rows.get(row or 0, {})
        for field, value in values.items():
            column = self._layout.columns.get(field)
            code: str | None = None
            if column is None:
                code = "workbook.no_column" if value is not None else None
            elif column in cells and cells[column].formula:
                code = "workbook.formula_kept"
            else:
                cell = self._habits.cell(field, value)
                code = self._book.refusal(self._layout.kind, cell)
            if code is not None:
                return self._problem(code, row, column=self._layout.title(field))
        return None

    def _problem(self, code: str, row: int | None = None, **params: str) -> Problem:
        sheet = self._layout.sheet.name
        subject = place(self._layout, row) if row else sheet
        return Problem(code, kind=self._layout.kind, subject=subject, params=params)

    def _free_rows(self) -> Iterator[int]:
        """The rows below the last record that nothing stands in."""
        sheet = self._layout.sheet
        last = max(self._rows.numbers.values(), default=self._layout.header_row)
        merged = [(area.top, area.bottom) for area in sheet.merges if area.bottom > last]
        for row in count(last + 1):
            if row not in sheet.rows and not any(top <= row <= end for top, end in merged):
                yield row
