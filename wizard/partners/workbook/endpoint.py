"""The workbook as a side of a synk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TypeVar

from wizard.errors import Problem, UsageError
from wizard.model.connection import Capabilities, ConnectionCheck, Requirement, RequirementState
from wizard.model.journal import Change, Draft, Outcome, OutcomeState, Removal
from wizard.model.records import Completeness, Kind, Side, Snapshot
from wizard.partners.workbook.batch import Batch
from wizard.partners.workbook.choices import NO_CHOICES, Chosen
from wizard.partners.workbook.labels import SHEETS
from wizard.partners.workbook.register import Register
from wizard.partners.workbook.replace import NotSavedError, open_elsewhere
from wizard.partners.workbook.rows import departments
from wizard.partners.workbook.sheet import Source
from wizard.partners.workbook.turns import turn

BATCH = 10_000
_CALLS = ("create", "update", "remove")

_Write = TypeVar("_Write", Draft, Change, Removal)


class WorkbookEndpoint:
    """Reads and writes one .xlsx file or one folder of .csv files.

    The file is read anew at every call, and parsed when it has changed, so that somebody else's
    edit is seen before each write. All writes of a call reach the file in one replacement.
    Raises ``UsageError`` where a sheet of ``kinds`` is missing or cannot be understood.
    ``chosen`` says what single columns stand for, where a person has said it, and ``client``
    whose rows are read and written where the file holds those of many.
    """

    def __init__(
        self,
        source: Source,
        kinds: Sequence[Kind],
        *,
        chosen: Chosen = NO_CHOICES,
        client: str = "",
        today: Callable[[], date] = date.today,
    ) -> None:
        self.side = Side.PARTNER
        self._source = source
        self._kinds = tuple(kind for kind in kinds if kind in SHEETS)
        self._today = today
        self._chosen = chosen
        self._client = client
        self._register = Register(source.read(), chosen, client)
        self._seen: dict[Kind, frozenset[str]] = {}
        self.capabilities()

    def capabilities(self) -> Capabilities:
        """What the columns of the sheets can carry."""
        layouts = [self._read().rows(kind).layout for kind in self._kinds]
        return Capabilities(
            writable={layout.kind: frozenset(layout.columns) for layout in layouts},
            required={layout.kind: frozenset({layout.required}) for layout in layouts},
            why_whole=dict.fromkeys(self._kinds, "workbook.no_feed"),
            batch={(kind, verb): BATCH for kind in self._kinds for verb in _CALLS},
            removes=frozenset(self._kinds),
        )

    def check(self) -> ConnectionCheck:
        """Whether the file is there, free and understood; its path is who this is."""
        found = [_requirement("partner:file", self._probe_free)]
        readable = found[0].problem is None or found[0].problem.code == "workbook.open_elsewhere"
        for kind in self._kinds if readable else ():
            sheet = _requirement(f"partner:sheet:{kind}", partial(self._read().sheet, kind))
            columns = Requirement(f"partner:columns:{kind}", RequirementState.UNKNOWN)
            if sheet.problem is None:
                columns = _requirement(columns.id, partial(self._read().rows, kind))
            found += [sheet, columns]
        whose = f"#{self._client}" if self._client else ""
        return ConnectionCheck(f"{self._source.path}{whose}", tuple(found))

    def fetch(self, kind: Kind) -> Snapshot:
        """All rows of the kind's sheet, ordered by id.

        Departments are the names in the sheet of employees. A kind without a sheet is DENIED:
        the workbook says nothing of it.
        """
        sheet = Kind.EMPLOYEE if kind is Kind.DEPARTMENT else kind
        register = self._read()
        if register.book.sheet(sheet) is None:
            reason = register.missing(sheet)
            return Snapshot(kind, self.side, (), Completeness.DENIED, reason=reason)
        rows = register.rows(sheet)
        if kind is Kind.DEPARTMENT:
            fields = frozenset({"name"} if "department" in rows.layout.columns else ())
            return Snapshot(kind, self.side, departments(rows), fields=fields)
        self._seen[kind] = frozenset(rows.records)
        records = tuple(rows.records[id_] for id_ in sorted(rows.records))
        return Snapshot(kind, self.side, records, fields=frozenset(rows.layout.columns))

    def create(self, kind: Kind, drafts: Sequence[Draft]) -> Sequence[Outcome]:
        """Append rows; a draft whose record is there already is answered with that record."""
        return self._write(kind, drafts, Batch.create)

    def update(self, kind: Kind, changes: Sequence[Change]) -> Sequence[Outcome]:
        """Change the named cells of rows that nobody has edited since they were read."""
        return self._write(kind, changes, Batch.update)

    def remove(self, kind: Kind, removals: Sequence[Removal]) -> Sequence[Outcome]:
        """Take out rows that nobody has edited or written beside; one that is gone is removed."""
        return self._write(kind, removals, Batch.remove)

    def close(self) -> None:
        """Nothing is held open between calls."""

    def _write(
        self,
        kind: Kind,
        writes: Sequence[_Write],
        stage: Callable[[Batch, _Write], Outcome | None],
    ) -> Sequence[Outcome]:
        if kind not in SHEETS:
            problem = Problem("workbook.not_a_sheet", kind=kind)
            return [Outcome(w.operation, OutcomeState.REJECTED, problem=problem) for w in writes]
        with turn(self._source.folder):
            return self._written(kind, writes, stage)

    def _written(
        self,
        kind: Kind,
        writes: Sequence[_Write],
        stage: Callable[[Batch, _Write], Outcome | None],
    ) -> Sequence[Outcome]:
        try:
            register = self._read()
            rows = register.rows(kind)
            batch = Batch(register.book, rows, self._seen.get(kind, frozenset()))
            settled = [stage(batch, write) for write in writes]
        except UsageError as error:
            return [_unsent(write, error.problems[0]) for write in writes]
        failed = self._save(kind, batch) if batch.pending else None
        after = self._register.rows(kind).records
        return [
            outcome
            or (failed and _unsent(write, failed))
            or Outcome(
                write.operation, OutcomeState.DONE, after.get(batch.pending[write.operation])
            )
            for write, outcome in zip(writes, settled, strict=True)
        ]

    def _save(self, kind: Kind, batch: Batch) -> Problem | None:
        """Replace the file; returns what kept it from being replaced."""
        try:
            after = Register(batch.after, self._chosen, self._client)
            after.rows(kind)  # what cannot be read again does not take the old file's place
            self._source.save(after.book, kind, self._today())
        except NotSavedError as error:
            return error.problem
        except UsageError as error:
            return error.problems[0]
        self._register = after
        return None

    def _read(self) -> Register:
        book = self._source.read()
        if book is not self._register.book:
            self._register = Register(book, self._chosen, self._client)
        return self._register

    def _probe_free(self) -> None:
        book = self._read().book
        for kind in self._kinds:
            problem = open_elsewhere(book.file(kind)) if book.sheet(kind) else None
            if problem is not None:
                raise UsageError(problem)


def _requirement(name: str, probe: Callable[[], object]) -> Requirement:
    try:
        probe()
    except UsageError as error:
        return Requirement(name, RequirementState.MISSING, error.problems[0])
    return Requirement(name, RequirementState.MET)


def _unsent(write: Draft | Change | Removal, problem: Problem) -> Outcome:
    return Outcome(write.operation, OutcomeState.UNSENT, problem=problem)
