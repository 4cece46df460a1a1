"""Which column of a sheet holds which field: the header row, understood or refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wizard.errors import Problem, UsageError
from wizard.model.records import Kind
from wizard.partners.workbook.labels import (
    COLUMNS,
    ID,
    IDENTIFYING,
    LANGUAGES,
    SHEETS,
    field_of,
    is_sheet_of,
    plain,
)
from wizard.partners.workbook.sheet import Cell, Sheet


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind's sheet and where its fields stand.

    ``columns`` maps fields to column numbers, ``id_column`` is where ids stand or will stand,
    ``language`` is the one that most of the header is in.
    """

    kind: Kind
    sheet: Sheet
    header_row: int
    columns: Mapping[str, int]
    id_column: int
    has_ids: bool
    language: str

    @property
    def required(self) -> str:
        """The field a new row cannot do without."""
        return next(field for field in IDENTIFYING[self.kind] if field in self.columns)

    def title(self, field: str) -> str:
        """What a field's column is called in this sheet."""
        column = self.columns.get(field)
        if column is None:
            return COLUMNS[self.kind][field][LANGUAGES.index(self.language)]
        return str(self.sheet.rows[self.header_row][column].value).strip()


def only_sheet(kind: Kind, names: Iterable[str]) -> str | None:
    """The name that is the kind's sheet, or None; ``UsageError`` where two are."""
    found = [name for name in names if is_sheet_of(kind, name)] if kind in SHEETS else []
    if len(found) > 1:
        params = {"first": found[0], "second": found[1]}
        raise UsageError(Problem("workbook.sheet_twice", kind=kind, params=params))
    return found[0] if found else None


def lay_out(kind: Kind, sheet: Sheet) -> Layout:
    """Read a sheet's header, its first row that is not blank; raises ``UsageError``."""
    if not sheet.rows:
        raise _refused("workbook.sheet_empty", kind, sheet)
    header_row = min(sheet.rows)
    header = sheet.rows[header_row]
    known = {column: _meaning(kind, cell) for column, cell in header.items()}
    by_field: dict[str, int] = {}
    for column, meaning in sorted(known.items()):
        if meaning is None:
            continue
        first = by_field.setdefault(meaning[0], column)
        if first != column:
            titles = {"first": _title(header[first]), "second": _title(header[column])}
            raise _refused("workbook.header_twice", kind, sheet, **titles)
    id_column = by_field.pop(ID, None)
    _check(kind, sheet, header_row, by_field)
    english = sum(1 for meaning in known.values() if meaning and meaning[1] == "en")
    norwegian = sum(1 for meaning in known.values() if meaning and meaning[1] == "nb")
    return Layout(
        kind,
        sheet,
        header_row,
        by_field,
        id_column=id_column or _free_column(sheet, header),
        has_ids=id_column is not None,
        language="en" if english > norwegian else "nb",
    )


def _meaning(kind: Kind, cell: Cell) -> tuple[str, str] | None:
    title = _title(cell)
    return (ID, "") if plain(title) == plain(ID) else field_of(kind, title)


def _title(cell: Cell) -> str:
    return "" if cell.value is None else str(cell.value).strip()


def _check(kind: Kind, sheet: Sheet, header_row: int, columns: Mapping[str, int]) -> None:
    if not any(field in columns for field in IDENTIFYING[kind]):
        labels = [COLUMNS[kind][field] for field in IDENTIFYING[kind]]
        names = {language: " / ".join(x[i] for x in labels) for i, language in enumerate(LANGUAGES)}
        raise _refused("workbook.no_key_column", kind, sheet, **names)
    for area in sheet.merges:
        across = any(area.left <= column <= area.right for column in columns.values())
        if across and area.top <= header_row <= area.bottom:
            raise _refused("workbook.merged_header", kind, sheet)


def _free_column(sheet: Sheet, header: Mapping[int, Cell]) -> int:
    """The column after the header, unless somebody keeps something there without a title."""
    beside = max(header) + 1
    if any(beside in cells for cells in sheet.rows.values()):
        return max(max(cells) for cells in sheet.rows.values()) + 1
    return beside


def _refused(code: str, kind: Kind, sheet: Sheet, **params: str) -> UsageError:
    return UsageError(Problem(code, kind=kind, subject=sheet.name, params=params))
