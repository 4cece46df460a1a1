"""What a disk or a database can refuse, as problems a person can read."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from wizard.errors import Actor, FailedError, Problem, UsageError, WizardError
from wizard.store.sealing import DamagedError

_FULL = "store.disk_full"
_UNWRITABLE = "store.unwritable"
_DISK = "store.disk_failed"
_LOCKED = "store.locked"
_BROKEN = "store.broken"

_BY_SQLITE = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _UNWRITABLE,
    sqlite3.SQLITE_CANTOPEN: _UNWRITABLE,
    sqlite3.SQLITE_PERM: _UNWRITABLE,
    sqlite3.SQLITE_IOERR: _DISK,
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_PROTOCOL: _LOCKED,
    sqlite3.SQLITE_CORRUPT: _BROKEN,
    sqlite3.SQLITE_NOTADB: _BROKEN,
}
_BY_ERRNO = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EACCES: _UNWRITABLE,
    errno.EPERM: _UNWRITABLE,
    errno.EROFS: _UNWRITABLE,
    errno.ENOENT: _UNWRITABLE,
    errno.ENOTDIR: _UNWRITABLE,
    errno.EISDIR: _UNWRITABLE,
    errno.EEXIST: _UNWRITABLE,
}
_NO_TEXT = "Could not decode to UTF-8"
"""What Python's driver says, without a code, of text whose bytes were changed."""
_ACTORS = {_UNWRITABLE: Actor.IT, _DISK: Actor.IT, _BROKEN: Actor.IT}


def os_problem(error: OSError, place: str) -> Problem:
    """What the operating system refused at a place."""
    return _problem(_BY_ERRNO.get(error.errno or 0, _DISK), place, error.strerror)


@contextmanager
def disk_faults(place: str) -> Iterator[None]:
    """Turns what the operating system refuses into problems."""
    try:
        yield
    except OSError as error:
        raise FailedError(os_problem(error, place)) from error


@contextmanager
def database_faults(place: str) -> Iterator[None]:
    """Turns what the database refuses into problems; a defect of ours passes as it is."""
    try:
        yield
    except DamagedError as error:  # the key is the store's own: the value was changed
        raise _raised(_problem(_BROKEN, place, None)) from error
    except DBAPIError as error:
        # The low byte is the kind of error, what stands above it a closer description.
        code = _BY_SQLITE.get(getattr(error.orig, "sqlite_errorcode", 0) & 0xFF)
        if code is None and str(error.orig).startswith(_NO_TEXT):
            code = _BROKEN
        if code is None:
            raise
        problem = _problem(code, place, getattr(error.orig, "sqlite_errorname", None))
        raise _raised(problem) from error


def _problem(code: str, place: str, detail: str | None) -> Problem:
    actor = _ACTORS.get(code, Actor.USER)
    return Problem(code, actor, params={"place": place}, detail=detail)


def _raised(problem: Problem) -> WizardError:
    return UsageError(problem) if problem.code == _BROKEN else FailedError(problem)
