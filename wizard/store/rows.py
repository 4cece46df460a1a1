"""Between the rows of the tables and the values of the model."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import Column, Connection, Row, select

from wizard.errors import Actor, FailedError, Problem, UsageError
from wizard.model.codec import CodecError
from wizard.model.journal import JournalEntry, Phase, RunHead, RunState
from wizard.store.schema import runs
from wizard.store.sealing import DamagedError, Sealer

PROBLEM: TypeAdapter[Problem] = TypeAdapter(Problem)

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


_TYPABLE = "23456789abcdefghjkmnpqrstuvwxyz"  # without those that look alike

_E = TypeVar("_E", bound=StrEnum)


def run_row(connection: Connection, run: str, *also: Any) -> Row[Any]:
    """A run's row: ``HEAD`` and these columns; raises ``UsageError`` where there is no such run."""
    row = connection.execute(select(*HEAD, *also).where(runs.c.id == run)).one_or_none()
    if row is None:
        raise UsageError(Problem("store.run_unknown", subject=run))
    return row


@contextmanager
def readable(run: str) -> Iterator[None]:
    """Raises ``FailedError`` where what a run keeps is read inside, and is of a newer program."""
    try:
        yield
    except CodecError as error:
        raise FailedError(
            Problem("store.run_unreadable", Actor.VENDOR, subject=run, detail=str(error))
        ) from error


def head(row: Row[Any]) -> RunHead:
    """A run, from a row that holds at least ``HEAD``."""
    return RunHead(
        id=row.id,
        company=row.company_name,
        partner=row.partner,
        started=row.started,
        finished=row.finished,
        state=one_of(RunState, row.state),
        fingerprint=row.fingerprint,
        undoes=row.undoes or "",
    )


def fresh_id(connection: Connection, column: Column[Any], at: datetime, prefix: str = "") -> str:
    """An id that no row has in this column, sorts by time to the minute, and is short to type."""
    minute = f"{prefix}{at.astimezone(UTC):%Y%m%d-%H%M}-"
    taken = set(connection.scalars(select(column).where(column.startswith(minute))))
    while (id_ := minute + "".join(secrets.choice(_TYPABLE) for _ in range(4))) in taken:
        continue
    return id_


def entry(row: Row[Any], sealer: Sealer) -> JournalEntry:
    """An entry, from a whole row of the journal."""
    about = ("journal", row.run, row.operation)
    values = {} if row.answer is None else sealer.open_value(row.answer, *about, "answer")
    problem = None if row.problem is None else sealer.open_value(row.problem, *about, "problem")
    return JournalEntry(
        operation=row.operation,
        phase=one_of(Phase, row.phase),
        sent=row.sent,
        record=row.record,
        version=row.version,
        values=values,
        problem=None if problem is None else PROBLEM.validate_python(problem),
        request=row.request or "",
    )


def line(run: str, entry: JournalEntry, sealer: Sealer) -> dict[str, Any]:
    """An entry as the columns of the journal."""
    about = ("journal", run, entry.operation)
    problem = None if entry.problem is None else PROBLEM.dump_python(entry.problem, mode="json")
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


def one_of(words: type[_E], text: str) -> _E:
    """A word that a column holds; raises ``DamagedError`` where it is not one of those."""
    try:
        return words(text)
    except ValueError as error:
        raise DamagedError from error
