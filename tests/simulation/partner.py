"""The partner's side: a register in memory, or a workbook in a real folder."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Protocol

from openpyxl import Workbook, load_workbook

from wizard.model.journal import Change, Draft, Outcome
from wizard.model.ports import Endpoint
from wizard.model.records import Kind, Record, Value
from wizard.partners.memory import MemoryEndpoint
from wizard.partners.workbook.csvfolder import CsvSource
from wizard.partners.workbook.endpoint import WorkbookEndpoint
from wizard.partners.workbook.labels import COLUMNS, SHEETS
from wizard.partners.workbook.xlsx import XlsxSource

from .clock import SimClock
from .registers import P, Registers, pointing
from .tripletex import Held

KINDS = (Kind.EMPLOYEE, Kind.CUSTOMER, Kind.PROJECT)


class Partner(Protocol):
    """The partner's system, which outlives every program that speaks with it."""

    def connected(self) -> Endpoint:
        """The connector's endpoint, as a program that starts opens it."""
        ...

    def held(self) -> Held:
        """What truly stands there."""
        ...

    def edit(self, kind: Kind, id_: str, values: Mapping[str, Value]) -> None:
        """Somebody there changes a record."""
        ...

    def delete(self, kind: Kind, id_: str) -> None:
        """Somebody there deletes a record."""
        ...

    def mend(self) -> None:
        """Somebody there sees to whatever kept the register from being used."""
        ...


class _Register(MemoryEndpoint):
    """A register in which a record that is sent twice is there twice."""

    def __init__(self, records: Sequence[Record]) -> None:
        super().__init__(P, records)
        self._turn = count(1)

    def create(self, kind: Kind, drafts: Sequence[Draft]) -> Sequence[Outcome]:
        """Make every draft anew, whether it came before or not."""
        anew = [replace(one, operation=f"{one.operation}#{next(self._turn)}") for one in drafts]
        return [
            replace(outcome, operation=draft.operation)
            for draft, outcome in zip(drafts, super().create(kind, anew), strict=True)
        ]

    def delete(self, kind: Kind, id_: str) -> None:
        """Drop a record by hand; its id is not given again."""
        gone = self._records.pop((kind, id_))
        self._records[Kind.DEPARTMENT, f"deleted {id_}"] = replace(gone, kind=Kind.DEPARTMENT)


class InMemory:
    """A partner's system behind an interface of its own."""

    def __init__(self, registers: Registers) -> None:
        records = []
        for number, subject in enumerate(registers.subjects, 1):
            if P in subject.said:
                values = pointing(subject, P)
                record = Record(subject.kind, P, f"p{number:03}", values, "1", subject.mark)
                records.append(replace(record, anchored=registers.anchored))
        self._register = _Register(records)

    def connected(self) -> Endpoint:
        """The register itself."""
        return self._register

    def held(self) -> Held:
        """The records."""
        return {
            kind: {one.id: dict(one.values) for one in self._register.fetch(kind).records}
            for kind in KINDS
        }

    def edit(self, kind: Kind, id_: str, values: Mapping[str, Value]) -> None:
        """Change a record by hand."""
        self._register.update(kind, [Change("by hand", id_, values)])

    def delete(self, kind: Kind, id_: str) -> None:
        """Delete a record by hand."""
        self._register.delete(kind, id_)

    def mend(self) -> None:
        """Nothing breaks."""


class Book:
    """A workbook in a real folder, as one .xlsx or as .csv files."""

    def __init__(self, registers: Registers, folder: Path, clock: SimClock) -> None:
        self._clock = clock
        self._csv = registers.workbook == "csv"
        self.path = folder / ("book" if self._csv else "book.xlsx")
        self._whole: bytes | None = None
        sheets = {}
        for kind in KINDS:
            labels = [nb for nb, _ in COLUMNS[kind].values()]
            rows = [
                [_cell(pointing(one, P).get(name)) for name in COLUMNS[kind]]
                + ([f"P{number}"] if registers.anchored else [])
                for number, one in enumerate(registers.subjects, 1)
                if one.kind is kind and P in one.said
            ]
            sheets[kind] = [labels + (["ID"] if registers.anchored else []), *rows]
        if self._csv:
            self.path.mkdir()
            for kind, rows in sheets.items():
                self._write_csv(kind, rows)
        else:
            book = Workbook()
            book.remove(book.worksheets[0])
            for kind, rows in sheets.items():
                sheet = book.create_sheet(SHEETS[kind][0])
                for row in rows:
                    sheet.append(row)
            book.save(self.path)

    def connected(self) -> Endpoint:
        """The connector over the file as it is."""
        source = CsvSource(self.path) if self._csv else XlsxSource(self.path)
        return WorkbookEndpoint(source, KINDS, today=lambda: self._clock.now().date())

    def held(self) -> Held:
        """The rows, read by a connector of our own."""
        broken = self._whole is not None
        if broken:
            self._restore()
        endpoint = self.connected()
        found = {
            kind: {one.id: dict(one.values) for one in endpoint.fetch(kind).records}
            for kind in KINDS
        }
        if broken:
            self.destroy()
        return found

    def edit(self, kind: Kind, id_: str, values: Mapping[str, Value]) -> None:
        """Save the workbook with some cells of a row changed."""
        if self._whole is not None:
            return  # nobody can open it
        rows = self._rows(kind)
        row = rows[self._row(kind, id_)]
        for field, value in values.items():
            row[rows[0].index(COLUMNS[kind][field][0])] = value
        self._save(kind, rows)

    def delete(self, kind: Kind, id_: str) -> None:
        """Save the workbook without a row."""
        if self._whole is not None:
            return
        rows = self._rows(kind)
        del rows[self._row(kind, id_)]
        self._save(kind, rows)

    def touch(self) -> None:
        """Save the workbook with an empty row more, as somebody does who was only looking."""
        if self._whole is not None:
            return
        rows = self._rows(Kind.CUSTOMER)
        self._save(Kind.CUSTOMER, [*rows, [" "]])

    def open_elsewhere(self) -> None:
        """Somebody opens the workbook."""
        for file in self._files():
            file.with_name(f"~${file.name}").touch()

    def destroy(self) -> None:
        """The file is cut off in the middle by whoever copies it."""
        file = self._files()[0]
        self._whole = self._whole or file.read_bytes()
        file.write_bytes(b"\xff\xd8PK" + b'"\x00' * 20)

    def mend(self) -> None:
        """Whoever had it open closes it, and puts back the copy that is whole."""
        for file in self._files():
            file.with_name(f"~${file.name}").unlink(missing_ok=True)
        self._restore()

    def _restore(self) -> None:
        if self._whole is not None:
            self._files()[0].write_bytes(self._whole)
            self._whole = None

    def _files(self) -> list[Path]:
        if not self._csv:
            return [self.path]
        return [self.path / f"{SHEETS[kind][0]}.csv" for kind in KINDS]

    def _row(self, kind: Kind, id_: str) -> int:
        [label] = [one.label for one in self.connected().fetch(kind).records if one.id == id_]
        return int(label.rpartition("rad ")[2].rstrip(")")) - 1

    def _rows(self, kind: Kind) -> list[list[Value]]:
        if self._csv:
            file = self._files()[KINDS.index(kind)]
            with file.open(encoding="utf-8", newline="") as text:
                return [list(row) for row in csv.reader(text, delimiter=";")]
        sheet = load_workbook(self.path)[SHEETS[kind][0]]
        return [list(row) for row in sheet.iter_rows(values_only=True)]

    def _save(self, kind: Kind, rows: list[list[Value]]) -> None:
        if self._csv:
            self._write_csv(kind, rows)
            return
        book = load_workbook(self.path)
        sheet = book[SHEETS[kind][0]]
        place = book.index(sheet)
        book.remove(sheet)
        sheet = book.create_sheet(SHEETS[kind][0], place)
        for row in rows:
            sheet.append(row)
        book.save(self.path)

    def _write_csv(self, kind: Kind, rows: Sequence[Sequence[Value]]) -> None:
        file = self._files()[KINDS.index(kind)]
        with file.open("w", encoding="utf-8", newline="") as text:
            csv.writer(text, delimiter=";").writerows(rows)


def _cell(value: Value) -> Value:
    return {True: "ja", False: "nei"}[value] if isinstance(value, bool) else value
