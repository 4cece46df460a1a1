"""The rows of a sheet as records: their ids, their versions, and what could not be read."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from wizard.errors import Problem
from wizard.model.mapping import MAPPINGS
from wizard.model.records import Kind, Record, Side, Value
from wizard.partners.workbook.cells import CellError, number_in, number_text, read
from wizard.partners.workbook.labels import ROW
from wizard.partners.workbook.layout import Layout
from wizard.partners.workbook.sheet import Cell

_BLANK = Cell()
_NORWAY = ("NO", None)


@dataclass(frozen=True, slots=True)
class Rows:
    """The records of one sheet by id, and the row each stands in."""

    layout: Layout
    records: Mapping[str, Record]
    numbers: Mapping[str, int]
    locked: frozenset[int]
    """Rows that nothing is written to, because they are not whole or not one record."""

    @property
    def unanchored(self) -> Mapping[int, str]:
        """Row to id for the rows whose id is not in the file yet."""
        rows = {self.numbers[r.id]: r.id for r in self.records.values() if not r.anchored}
        return {row: id_ for row, id_ in rows.items() if row not in self.locked}


def read_rows(layout: Layout) -> Rows:
    """All the records of a sheet; a cell that cannot be read is a fault of its field alone."""
    filled = [row for row in _owned(layout) if _is_record(layout, row)]
    stored = {row: _stored_id(layout, row) for row in filled}
    times = Counter(id_ for id_ in stored.values() if id_)
    merged = {row for row in filled if _merged(layout, row)}
    taken = set(times)
    turns: Counter[str] = Counter()
    records: dict[str, Record] = {}
    numbers: dict[str, int] = {}
    locked = set(merged)
    for row in sorted(filled):
        record = _record(layout, row)
        own = stored[row]
        if row in merged:
            record = _doubtful(layout, row, record, "workbook.merged_row")
        if own and times[own] > 1:
            locked.add(row)
            record = _doubtful(layout, row, record, "workbook.id_twice", id=own)
        anchored = bool(own) and own not in records
        id_ = own if anchored else _proposed(record, taken, turns)
        taken.add(id_)
        records[id_] = replace(record, id=id_, anchored=anchored)
        numbers[id_] = row
    return Rows(layout, records, numbers, frozenset(locked))


def created_id(operation: str) -> str:
    """The id of the record that an operation makes, the same whenever it is made."""
    return _hashed("create", operation)


def departments(rows: Rows) -> tuple[Record, ...]:
    """The departments named in the sheet of employees, each once, whatever its case."""
    names: dict[str, str] = {}
    for record in rows.records.values():
        name = record.values.get("department")
        if isinstance(name, str):
            names.setdefault(name.casefold(), name)
    found = (
        Record(Kind.DEPARTMENT, Side.PARTNER, name, {"name": name}, label=name)
        for name in names.values()
    )
    return tuple(sorted(found, key=lambda record: record.id))


def place(layout: Layout, row: int) -> str:
    """Where a record stands, as a person finds it: «Ansatte, rad 7»."""
    return f"{layout.sheet.name}, {ROW[layout.language]} {row}"


def _is_record(layout: Layout, row: int) -> bool:
    cells = layout.sheet.rows[row]
    return row > layout.header_row and any(c in cells for c in layout.columns.values())


def _owned(layout: Layout) -> Iterable[int]:
    """The rows that may be the client's; whose each row is, is found out once for all clients."""
    column, sheet = layout.client_column, layout.sheet
    if not column:
        return sheet.rows
    if column not in sheet.owned:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for row, cells in sheet.rows.items():
            found[number_in(cells.get(column, _BLANK))].append(row)
        sheet.owned[column] = found
    return sheet.owned[column].get(layout.client, ())


def _stored_id(layout: Layout, row: int) -> str:
    value = layout.sheet.rows[row].get(layout.id_column, _BLANK).value if layout.has_ids else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number_text(value)
    return "" if value is None else str(value).strip()


def _merged(layout: Layout, row: int) -> bool:
    columns = layout.columns.values()
    return any(
        area.top <= row <= area.bottom and any(area.left <= c <= area.right for c in columns)
        for area in layout.sheet.merges
    )


def _record(layout: Layout, row: int) -> Record:
    cells = layout.sheet.rows[row]
    types = MAPPINGS[layout.kind].fields
    values: dict[str, Value] = {}
    faults: dict[str, Problem] = {}
    for field, column in layout.columns.items():
        try:
            cell = cells.get(column, _BLANK)
            values[field] = read(cell, types[field].type, epoch=layout.sheet.epoch)
        except CellError as error:
            params = {"column": layout.title(field), **error.params}
            subject = place(layout, row)
            faults[field] = Problem(error.code, kind=layout.kind, subject=subject, params=params)
    code = values.get("postal_code")
    if isinstance(code, str) and code.isdecimal() and values.get("country") in _NORWAY:
        values["postal_code"] = code.zfill(4)
    version = _hashed(*(_said(f, cells.get(c, _BLANK)) for f, c in sorted(layout.columns.items())))
    label = _label(layout, row, values)
    return Record(layout.kind, Side.PARTNER, "", values, version, label, faults)


def _said(field: str, cell: Cell) -> str:
    return f"{field}={cell.value!r}{cell.trouble or ''}"


def _doubtful(layout: Layout, row: int, record: Record, code: str, **params: str) -> Record:
    """Nothing of such a row is written, but its values still count when records are matched."""
    problem = Problem(code, kind=layout.kind, subject=place(layout, row), params=params)
    others = {field: fault for field, fault in record.faults.items() if field != layout.required}
    return replace(record, faults={layout.required: problem, **others})


def _label(layout: Layout, row: int, values: Mapping[str, Value]) -> str:
    names = (values.get(field) for field in ("number", "name", "first_name", "last_name"))
    known = " ".join(str(name) for name in names if name)
    return f"{known} ({place(layout, row)})" if known else place(layout, row)


def _proposed(record: Record, taken: set[str], turns: Counter[str]) -> str:
    """An id from what the row says; a turn sets apart rows that say the same."""
    said = record.version or ""
    while True:
        candidate = _hashed(record.kind, said, str(turns[said]))
        turns[said] += 1
        if candidate not in taken:
            return candidate


def _hashed(*parts: str) -> str:
    """Sixteen hex digits behind a letter, so that no spreadsheet takes the id for a number."""
    return "W" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
