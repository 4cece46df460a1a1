"""The sheet of questions: one row a question, with the allowed answers to choose from in a list."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from wizard.documents.answers import Answered
from wizard.documents.sheets import Table, add_sheet, save_workbook
from wizard.documents.words import (
    NOTHING,
    choice_word,
    field_word,
    kind_word,
    reason_word,
    value_word,
)
from wizard.errors import Problem, UsageError
from wizard.i18n import LANGUAGES, mark, translate
from wizard.model.mapping import MAPPINGS, FieldType
from wizard.model.matching import Choice, Conflict
from wizard.model.records import Value

_ANSWER, _VALUE, _ID = mark("Answer"), mark("Own value"), mark("Id")
_COLUMNS = (
    mark("Kind"),
    mark("Record"),
    mark("Field"),
    mark("Tripletex"),
    mark("Partner"),
    mark("Why"),
    mark("Allowed answers"),
    _ANSWER,
    _VALUE,
    _ID,
)
_NOTE = mark(
    "Choose an answer in each row, save the file and read it back. A row without an answer stays "
    "open. Leave the last column as it is."
)
_FIRST_ROW = 3  # under the note and the header
_HEADER_WITHIN = 20  # rows somebody may have put above it
_LARGEST_UNPACKED = 500 * 1024 * 1024
_WIDTHS = {_ANSWER: 20, _VALUE: 24, _ID: 4}


def write_sheet(path: Path, questions: Sequence[Conflict]) -> None:
    """Write the questions as a workbook, in the language in use."""
    workbook = Workbook(write_only=True)
    sheet = add_sheet(
        workbook,
        Table(
            translate(mark("Questions")),
            [translate(label) for label in _COLUMNS],
            [_row(question) for question in questions],
            translate(_NOTE),
            {_COLUMNS.index(label): width for label, width in _WIDTHS.items()},
            _COLUMNS.index(_ID),
        ),
    )
    sheet.data_validations.dataValidation += _lists(questions)
    save_workbook(workbook, path)


def read_sheet(name: str, data: bytes) -> list[Answered]:
    """The rows of the sheet that has our columns, wherever they stand; raises ``UsageError``."""
    try:
        with warnings.catch_warnings():
            # what a spreadsheet program added beside the cells is not ours to read
            warnings.simplefilter("ignore")
            rows = list(_answered(_grid(data)))
    except _NoColumnsError:
        raise UsageError(Problem("answers_no_columns", params={"file": name})) from None
    except Exception as error:  # openpyxl raises whatever it stumbles over in a broken file
        raise UsageError(Problem("answers_unreadable", params={"file": name})) from error
    return rows


class _NoColumnsError(ValueError):
    """No sheet has the columns of a file of questions."""


class _UnsafeError(ValueError):
    """The package is larger than any file of questions, or declares a document type."""


def _row(question: Conflict) -> tuple[str, ...]:
    options = [choice_word(choice) for choice in question.options]
    return (
        kind_word(question.kind),
        question.subject,
        field_word(question.kind, question.field) if question.field else NOTHING,
        _shown(question, question.tripletex),
        _shown(question, question.partner),
        reason_word(question.reason),
        ", ".join(options),
        "",
        "",
        question.id,
    )


def _shown(question: Conflict, text: str) -> str:
    """A side's value, which a question holds as text, or what the side calls its record."""
    if question.field is None:
        return text
    is_flag = MAPPINGS[question.kind].fields[question.field].type is FieldType.FLAG
    value: Value = {"True": True, "False": False}.get(text, text) if is_flag else text
    return value_word(question.kind, question.field, value, full=True)


def _lists(questions: Sequence[Conflict]) -> Iterator[DataValidation]:
    """One list of answers for each set of options, over all the rows that have it."""
    rows: defaultdict[tuple[Choice, ...], list[int]] = defaultdict(list)
    for row, question in enumerate(questions, _FIRST_ROW):
        rows[question.options].append(row)
    column = get_column_letter(_COLUMNS.index(_ANSWER) + 1)
    for options, numbers in rows.items():
        words = ",".join(choice_word(choice) for choice in options)
        yield DataValidation(
            type="list",
            formula1=f'"{words}"',
            allow_blank=True,
            showErrorMessage=True,
            sqref=" ".join(f"{column}{first}:{column}{last}" for first, last in _runs(numbers)),
        )


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Ascending numbers as first and last of each unbroken run."""
    run: tuple[int, int] | None = None
    for number in numbers:
        if run and number == run[1] + 1:
            run = (run[0], number)
            continue
        if run:
            yield run
        run = (number, number)
    if run:
        yield run


def _grid(data: bytes) -> Iterator[Iterable[Sequence[object]]]:
    """The rows of each sheet, as values; formulas count by what they came to."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        infos = package.infolist()
        if sum(info.file_size for info in infos) > _LARGEST_UNPACKED:
            raise _UnsafeError
        # a document type, in any encoding of XML, is the door to entity attacks
        if any(b"<!DOCTYPE" in package.read(info).replace(b"\0", b"") for info in infos):
            raise _UnsafeError
    workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    for sheet in workbook.worksheets:
        # a sheet may claim a size that would be padded with a million empty rows
        sheet.reset_dimensions()
        yield sheet.iter_rows(values_only=True)


def _answered(sheets: Iterable[Iterable[Sequence[object]]]) -> Iterator[Answered]:
    for sheet in sheets:
        rows = enumerate(sheet, 1)
        for _, header in islice(rows, _HEADER_WITHIN):
            columns = _columns(header)
            if columns:
                yield from _below(rows, columns)
                return
    raise _NoColumnsError


def _columns(header: Sequence[object]) -> Mapping[str, int]:
    """Where our three columns stand in this row, or nothing where it is not their header."""
    labels = [str(cell).strip().casefold() for cell in header]
    for language in LANGUAGES:
        wanted = {label: translate(label, language).casefold() for label in (_ANSWER, _VALUE, _ID)}
        if set(wanted.values()) <= set(labels):
            return {label: labels.index(word) for label, word in wanted.items()}
    return {}


def _below(
    rows: Iterable[tuple[int, Sequence[object]]], columns: Mapping[str, int]
) -> Iterator[Answered]:
    for number, cells in rows:
        answer, value, id_ = (
            cells[at] if at < len(cells) else None
            for at in (columns[_ANSWER], columns[_VALUE], columns[_ID])
        )
        yield Answered(number, _said(id_), _said(answer), value)


def _said(cell: object) -> str:
    return "" if cell is None else str(cell).strip()
