"""Open questions as a file a person can answer at leisure, and the answers read back from it.

A workbook for people, JSON for programs; which of the two is told by the end of the name. The
values in it are whole, because nobody can choose between two that are hidden.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, TypeAdapter, ValidationError

from wizard.documents.answers import Answered, Answerer, resolve, user
from wizard.documents.questionsheet import read_sheet, write_sheet
from wizard.documents.saving import save
from wizard.errors import Problem, UsageError
from wizard.model.matching import Conflict, Resolution

_LARGEST = 50 * 1024 * 1024
_BOM = b"\xef\xbb\xbf"


def write_questions(path: Path, questions: Sequence[Conflict]) -> None:
    """Write the questions for this user only, in the language in use.

    Raises ``UsageError`` where the name is neither .xlsx nor .json, and ``FailedError`` where the
    file cannot be written.
    """
    if _is_workbook(path):
        write_sheet(path, questions)
    else:
        _write_json(path, questions)


def read_answers(path: Path, questions: Sequence[Conflict]) -> list[Resolution]:
    """The answers in a file to the questions that are open now.

    Words count in either language, and so do the codes. Rows without an answer are passed over,
    and so are answers to questions that are no longer asked. Whoever runs the program has
    answered, when the file was last saved. Raises ``UsageError`` with one
    problem for every row that cannot be understood.
    """
    read = read_sheet if _is_workbook(path) else _read_json
    try:
        if path.stat().st_size > _LARGEST:
            raise UsageError(Problem("answers_unreadable", params={"file": path.name}))
        data = path.read_bytes()
        saved = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError as error:
        problem = Problem("answers_missing", params={"file": path.name}, detail=error.strerror)
        raise UsageError(problem) from error
    by = Answerer(user(), saved.isoformat(timespec="seconds"))
    return resolve(read(path.name, data), questions, by)


class _Entry(BaseModel):
    """What is read of one object of a JSON file; the rest is there for whoever answers."""

    id: str
    answer: str | None = None
    value: str | bool | int | float | None = None


_ENTRIES = TypeAdapter(list[_Entry])


def _write_json(path: Path, questions: Sequence[Conflict]) -> None:
    entries = [
        {
            "id": one.id,
            "kind": one.kind.value,
            "subject": one.subject,
            "reason": one.reason,
            "field": one.field,
            "tripletex": one.tripletex,
            "partner": one.partner,
            "options": [choice.value for choice in one.options],
            "answer": None,
            "value": None,
        }
        for one in questions
    ]
    save(path, json.dumps(entries, ensure_ascii=False, indent=1).encode(errors="replace"))


def _read_json(name: str, data: bytes) -> list[Answered]:
    try:
        entries = _ENTRIES.validate_json(data.removeprefix(_BOM))
    except ValidationError as error:
        raise UsageError(Problem("answers_unreadable", params={"file": name})) from error
    return [
        Answered(number, one.id.strip(), (one.answer or "").strip(), one.value)
        for number, one in enumerate(entries, 1)
    ]


def _is_workbook(path: Path) -> bool:
    suffix = path.suffix.lower()
    if suffix not in (".xlsx", ".json"):
        raise UsageError(Problem("answers_suffix", params={"file": path.name}))
    return suffix == ".xlsx"
