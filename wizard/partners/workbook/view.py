"""A workbook as a person is shown it before the synk: which column became which field, and how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from wizard.errors import Problem, UsageError
from wizard.model.mapping import MAPPINGS
from wizard.model.records import Kind, Value
from wizard.partners.workbook.cells import CellError, number_text, read
from wizard.partners.workbook.choices import chosen_columns
from wizard.partners.workbook.labels import COLUMNS, ID, SHEETS, plain
from wizard.partners.workbook.layout import NOTHING_CHOSEN, lay_out, meaning_of, title_of
from wizard.partners.workbook.opening import source_of
from wizard.partners.workbook.sheet import Book, Cell, Sheet

_SHORT = 2  # a title of fewer letters suggests nothing

_USUAL: Mapping[Kind, Mapping[str, tuple[str, ...]]] = {
    Kind.EMPLOYEE: {
        "number": ("nr", "ansattnr", "nummer", "id-nr", "employee id"),
        "phone_mobile": ("tlf", "telefon", "mobiltelefon", "phone"),
        "date_of_birth": ("født", "born", "birthday"),
        "bank_account": ("konto", "kontonr", "bankkonto"),
        "last_name": ("navn", "name", "surname", "family name"),
        "first_name": ("given name",),
        "first_workday": ("startdato", "ansatt dato", "start"),
        "last_workday": ("sluttdato", "slutt"),
    },
    Kind.CUSTOMER: {
        "number": ("nr", "kundenr", "nummer"),
        "name": ("kunde", "firma", "firmanavn", "customer", "company"),
        "organization_number": ("orgnr", "org.nr", "org nr", "org.nr."),
        "phone": ("tlf",),
        "postal_code": ("postnr",),
        "city": ("sted", "by"),
    },
    Kind.PROJECT: {
        "number": ("nr", "prosjektnr", "nummer"),
        "name": ("prosjekt", "navn", "project", "name"),
        "customer_number": ("kundenr", "kunde"),
        "manager_number": ("leder", "manager"),
        "start_date": ("start", "fra"),
        "end_date": ("slutt", "til"),
    },
}
"""What columns are often called besides; never taken for granted, only suggested."""


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column: its title, what stands first in it, and how that is read where it has a field.

    ``natural`` is the field its title means by itself, ``suggested`` the one it may mean.
    """

    title: str
    sample: str = ""
    field: str = ""
    natural: str = ""
    suggested: str = ""
    value: Value = None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class SheetView:
    """A kind's sheet; ``problem`` is what keeps it from being used."""

    kind: Kind
    name: str = ""
    rows: int = 0
    columns: tuple[ColumnView, ...] = ()
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class BookView:
    """A workbook: its name, when it was saved last, and its sheets of ours by kind."""

    name: str
    saved: datetime
    sheets: Mapping[Kind, SheetView]


def view_of(settings: Mapping[str, str]) -> BookView:
    """The workbook of these settings; raises ``UsageError`` where it cannot be read at all."""
    source, chosen = source_of(settings), chosen_columns(settings)
    book = source.read()
    found = (_sheet(kind, book, chosen.get(kind, NOTHING_CHOSEN)) for kind in SHEETS)
    saved = datetime.fromtimestamp(source.path.stat().st_mtime, UTC)
    return BookView(source.path.name, saved, {one.kind: one for one in found if one is not None})


def _sheet(kind: Kind, book: Book, chosen: Mapping[str, str]) -> SheetView | None:
    try:
        sheet = book.sheet(kind)
    except UsageError as error:
        return SheetView(kind, problem=error.problems[0])
    if sheet is None:
        return None
    problem = None
    try:
        lay_out(kind, sheet, chosen)
    except UsageError as error:
        problem = error.problems[0]
    if not sheet.rows:
        return SheetView(kind, sheet.name, problem=problem)
    return SheetView(
        kind, sheet.name, len(sheet.rows) - 1, _columns(kind, sheet, chosen), problem=problem
    )


def _columns(kind: Kind, sheet: Sheet, chosen: Mapping[str, str]) -> tuple[ColumnView, ...]:
    header = sheet.rows[min(sheet.rows)]
    titles = {column: title_of(cell) for column, cell in sorted(header.items())}
    means = {column: meaning_of(kind, one, chosen) for column, one in titles.items()}
    taken = {found[0] for found in means.values() if found}
    views = []
    for column, one in titles.items():
        natural, found = meaning_of(kind, one, NOTHING_CHOSEN), means[column]
        if found and found[0] == ID:
            continue  # the partner's own id, which belongs to no field
        sample = _first(sheet, column)
        value, problem = _read(kind, found[0], sample, sheet) if found else (None, None)
        unsaid = found is None and plain(one) not in {plain(each) for each in chosen}
        views.append(
            ColumnView(
                one,
                _typed(sample),
                field=found[0] if found else "",
                natural=natural[0] if natural else "",
                suggested=_suggested(kind, one, taken) if unsaid else "",
                value=value,
                problem=problem,
            )
        )
    return tuple(views)


def _first(sheet: Sheet, column: int) -> Cell:
    below = (row for row in sorted(sheet.rows) if row > min(sheet.rows))
    return next((sheet.rows[row][column] for row in below if column in sheet.rows[row]), Cell())


def _read(kind: Kind, field: str, cell: Cell, sheet: Sheet) -> tuple[Value, Problem | None]:
    try:
        return read(cell, MAPPINGS[kind].fields[field].type, epoch=sheet.epoch), None
    except CellError as error:
        params = {"column": COLUMNS[kind][field][0], **error.params}
        return None, Problem(error.code, kind=kind, subject=sheet.name, params=params)


def _typed(cell: Cell) -> str:
    """What a person sees in the cell, as near as it can be told without its format."""
    value = cell.value
    if isinstance(value, bool) or value is None:
        return cell.trouble or ("" if value is None else str(value).upper())
    if isinstance(value, int | float):
        return number_text(value).zfill(cell.digits)
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else str(value).strip()


def _suggested(kind: Kind, title: str, taken: set[str]) -> str:
    """A free field that a title may mean: it is the beginning of its label, or a usual name."""
    short = plain(title).rstrip(".")
    for field, labels in COLUMNS[kind].items():
        usual = _USUAL[kind].get(field, ())
        begins = len(short) > _SHORT and any(plain(one).startswith(short) for one in labels)
        if field not in taken and (begins or short in usual or plain(title) in usual):
            return field
    return ""
