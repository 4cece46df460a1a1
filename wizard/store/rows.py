"""Between the rows of the tables and the values of the model."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import Column, Row

from wizard.errors import Problem
from wizard.model.journal import JournalEntry, Phase, RunHead, RunState
from wizard.store.schema import runs
from wizard.store.sealing import DamagedError, Sealer

_PROBLEM: TypeAdapter[Problem] = TypeAdapter(Problem)

HEAD: tuple[Column[Any], ...] = (
    runs.c.id,
    runs.c.company,
    runs.c.company_name,
    runs.c.partner,
    runs.c.started,
    runs.c.finished,
    runs.c.state,
    runs.c.fingerprint,
    runs.c.undoes,
)
"""The columns of a run without what is large."""


_E = TypeVar("_E", bound=StrEnum)


def head(row: Row[Any]) -> RunHead:
    """A run, from a row that holds at least ``HEAD``."""
    return RunHead(
        id=row.id,
        company=row.company_name,
        partner=row.partner,
        started=row.started,
        finished=row.finished,
        state=_one_of(RunState, row.state),
        fingerprint=row.fingerprint,
        undoes=row.undoes or "",
    )


def entry(row: Row[Any], sealer: Sealer) -> JournalEntry:
    """An entry, from a whole row of the journal."""
    about = ("journal", row.run, row.operation)
    values = {} if row.answer is None else sealer.open_value(row.answer, *about, "answer")
    problem = None if row.problem is None else sealer.open_value(row.problem, *about, "problem")
    return JournalEntry(
        operation=row.operation,
        phase=_one_of(Phase, row.phase),
        sent=row.sent,
        record=row.record,
        version=row.version,
        values=values,
        problem=None if problem is None else _PROBLEM.validate_python(problem),
        request=row.request or "",
    )


def line(run: str, entry: JournalEntry, sealer: Sealer) -> dict[str, Any]:
    """An entry as the columns of the journal."""
    about = ("journal", run, entry.operation)
    problem = None if entry.problem is None else _PROBLEM.dump_python(entry.problem, mode="json")
    return {
        "run": run,
        "operation": entry.operation,
        "phase": entry.phase.value,
        "sent": entry.sent,
        "record": entry.record,
        "version": entry.version,
        "answer": sealer.seal_value(dict(entry.values), *about, "answer") if entry.values else None,
        "problem": None if problem is None else sealer.seal_value(problem, *about, "problem"),
        "request": entry.request or None,
    }


def _one_of(words: type[_E], text: str) -> _E:
    try:
        return words(text)
    except ValueError as error:
        raise DamagedError from error
