"""The disk below the store and below a workbook's folder, with its faults."""

from __future__ import annotations

import errno
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from sqlalchemy import Dialect, Engine, create_engine

from wizard.errors import Problem
from wizard.partners.workbook import replace
from wizard.store import database

from .crash import CrashError
from .events import Events
from .faults import Fault, Point

_CODES = {
    Fault.DISK_FULL: sqlite3.SQLITE_FULL,
    Fault.DISK_READ_ONLY: sqlite3.SQLITE_READONLY,
    Fault.STORE_LOCKED: sqlite3.SQLITE_BUSY,
}
_ERRNOS = {Fault.BOOK_DISK_FULL: errno.ENOSPC, Fault.BOOK_READ_ONLY: errno.EROFS}
_COMPILED: dict[object, object] = {}
_DIALECTS: dict[str, Dialect] = {}


class _Disk(sqlite3.Connection):
    """A connection to a real file. What it commits stays; what it does not is gone."""

    events: Events
    writes = False

    def commit(self) -> None:
        if not self.writes:
            super().commit()
            return
        fault = self.events.at(Point.COMMIT)
        self.events.trace.say("commit", f"[{fault.name}]" if fault else "")
        if fault is Fault.CRASH_BEFORE:
            raise CrashError
        if fault in _CODES:
            raise _refusal(fault)
        super().commit()
        if fault is Fault.CRASH_AFTER:
            raise CrashError

    def cursor(self, factory: Any = None) -> sqlite3.Cursor:  # type: ignore[override]
        return super().cursor(_Cursor)


class _Cursor(sqlite3.Cursor):
    def execute(self, sql: str, *given: Any) -> sqlite3.Cursor:
        disk = self.connection
        assert isinstance(disk, _Disk)
        if sql.startswith("BEGIN"):
            disk.writes = sql == "BEGIN IMMEDIATE"
            if disk.writes and disk.events.at(Point.BEGIN) is Fault.STORE_LOCKED:
                disk.events.trace.say("begin", "[STORE_LOCKED]")
                raise _refusal(Fault.STORE_LOCKED)
        return super().execute(sql, *given)


@contextmanager
def store_disk(events: Events) -> Iterator[None]:
    """Whatever opens a store opens it on a disk with these events' faults."""
    disk = type("_Disk", (_Disk,), {"events": events})

    def engine(*given: Any, **named: Any) -> Engine:
        made = create_engine(*given, **named, connect_args={"factory": disk})
        # as any other, but statements are compiled once for all the stores of this process
        made.dialect = _DIALECTS.setdefault("sqlite", made.dialect)
        return made.execution_options(compiled_cache=_COMPILED)

    with mock.patch.object(database, "create_engine", engine):
        yield


@contextmanager
def book_disk(fault: Fault | None, touch: Callable[[], object]) -> Iterator[None]:
    """A workbook's folder during one save.

    No new file can be made in it while its disk is full or read-only. ``touch`` is somebody
    else's save, at the worst moment: after ours has read the file, before it is replaced.
    """
    if fault in _ERRNOS:
        error = OSError(_ERRNOS[fault], fault.value)
        with mock.patch.object(tempfile, "mkstemp", side_effect=error):
            yield
    elif fault is Fault.BOOK_CHANGED:
        ask = replace.open_elsewhere

        def just_saved(path: Path) -> Problem | None:
            touch()
            return ask(path)

        with mock.patch.object(replace, "open_elsewhere", just_saved):
            yield
    else:
        yield


def _refusal(fault: Fault) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError(fault.value)
    error.sqlite_errorcode = _CODES[fault]
    error.sqlite_errorname = fault.name
    return error
