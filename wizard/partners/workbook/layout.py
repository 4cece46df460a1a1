"""Which column of a sheet holds which field: the header row, understood or refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wizard.errors import Problem, UsageError
from wizard.model.records import Kind
from wizard.partners.workbook.cells import number_in
from wizard.partners.workbook.labels import (
    COLUMNS,
    ID,
    IDENTIFYING,
    LANGUAGES,
    SHEETS,
    client_title,
    field_of,
    is_client_title,
    is_sheet_of,
    plain,
)
from wizard.partners.workbook.sheet import Cell, Sheet

NOTHING_CHOSEN: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind's sheet and where its fields stand.

    ``columns`` maps fields to column numbers, ``id_column`` is where ids stand or will stand,
    ``language`` is the one that most of the header is in. Where the sheet holds the rows of many
    clients, ``client`` is the one whose rows count, and ``client_column`` says whose a row is.
    """

    kind: Kind
    sheet: Sheet
    header_row: int
    columns: Mapping[str, int]
    id_column: int
    has_ids: bool
    language: str
    client: str = ""
    client_column: int = 0

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


def lay_out(
    kind: Kind, sheet: Sheet, chosen: Mapping[str, str] = NOTHING_CHOSEN, client: str = ""
) -> Layout:
    """Read a sheet's header, its first row that is not blank; raises ``UsageError``.

    ``chosen`` says of single titles which field they stand for, before what they mean by
    themselves; a title with the field ``""`` is left alone. ``client`` is the organisation number
    of the one whose rows count, where the sheet holds those of many.
    """
    if not sheet.rows:
        raise _refused("workbook.sheet_empty", kind, sheet)
    header_row = min(sheet.rows)
    header = sheet.rows[header_row]
    known = {column: meaning_of(kind, title_of(cell), chosen) for column, cell in header.items()}
    _check_chosen(kind, sheet, header, chosen)
    by_field: dict[str, int] = {}
    for column, meaning in sorted(known.items()):
        if meaning is None:
            continue
        first = by_field.setdefault(meaning[0], column)
        if first != column:
            titles = {"first": title_of(header[first]), "second": title_of(header[column])}
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
        client=client,
        client_column=_client_column(kind, sheet, header, client),
    )


def meaning_of(kind: Kind, title: str, chosen: Mapping[str, str]) -> tuple[str, str] | None:
    """The field a title stands for and the language it is in; None where it stands for none."""
    said = {plain(one): field for one, field in chosen.items()}.get(plain(title))
    if said is not None:
        return (said, "") if said else None
    return (ID, "") if plain(title) == plain(ID) else field_of(kind, title)


def title_of(cell: Cell) -> str:
    """What stands in a cell of the header."""
    return "" if cell.value is None else str(cell.value).strip()


def _check_chosen(
    kind: Kind, sheet: Sheet, header: Mapping[int, Cell], chosen: Mapping[str, str]
) -> None:
    """A column that somebody gave a field has to be there still: else the field would vanish."""
    there = {plain(title_of(cell)) for cell in header.values()}
    for one, field in chosen.items():
        if field and plain(one) not in there:
            raise _refused("workbook.column_gone", kind, sheet, column=one)


def _check(kind: Kind, sheet: Sheet, header_row: int, columns: Mapping[str, int]) -> None:
    if not any(field in columns for field in IDENTIFYING[kind]):
        labels = [COLUMNS[kind][field] for field in IDENTIFYING[kind]]
        names = {language: " / ".join(x[i] for x in labels) for i, language in enumerate(LANGUAGES)}
        raise _refused("workbook.no_key_column", kind, sheet, **names)
    for area in sheet.merges:
        across = any(area.left <= column <= area.right for column in columns.values())
        if across and area.top <= header_row <= area.bottom:
            raise _refused("workbook.merged_header", kind, sheet)


def _client_column(kind: Kind, sheet: Sheet, header: Mapping[int, Cell], client: str) -> int:
    """Where it says whose a row is; 0 where nobody has to know.

    Rows of several clients are never taken for those of one company.
    """
    columns = [at for at, cell in sorted(header.items()) if is_client_title(title_of(cell))]
    if client and not columns:
        names = {language: client_title(language) for language in LANGUAGES}
        raise _refused("workbook.no_client_column", kind, sheet, **names)
    if client or not columns:
        return columns[0] if columns else 0
    header_row = min(sheet.rows)
    below = (cells for row, cells in sheet.rows.items() if row > header_row)
    owners = {number_in(cells.get(columns[0], Cell())) for cells in below}
    if len(owners - {""}) > 1:
        raise _refused("workbook.many_clients", kind, sheet, column=title_of(header[columns[0]]))
    return 0


def _free_column(sheet: Sheet, header: Mapping[int, Cell]) -> int:
    """The column after the header, unless somebody keeps something there without a title."""
    beside = max(header) + 1
    if any(beside in cells for cells in sheet.rows.values()):
        return max(max(cells) for cells in sheet.rows.values()) + 1
    return beside


def _refused(code: str, kind: Kind, sheet: Sheet, **params: str) -> UsageError:
    return UsageError(Problem(code, kind=kind, subject=sheet.name, params=params))
