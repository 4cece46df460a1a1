"""The log file: what happened, for whoever helps when something goes wrong; never a secret."""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

from wizard.errors import Problem
from wizard.store import private
from wizard.store.faults import os_problem

_BYTES = 1_000_000
_OLDER_FILES = 4


class Log:
    """The log of this process, from ``start_log`` to ``close``."""

    def __init__(self, handler: _PrivateFile | _Nowhere) -> None:
        self._handler = handler
        self._logger = logging.getLogger("wizard")
        self._level = self._logger.level
        self._logger.setLevel(logging.INFO)
        self._logger.addHandler(handler)

    @property
    def problem(self) -> Problem | None:
        """Why nothing is logged, or something was not; None as long as all is well."""
        return self._handler.problem

    def close(self) -> None:
        """Let go of the file."""
        self._logger.removeHandler(self._handler)
        self._logger.setLevel(self._level)
        self._handler.close()


def start_log(folder: Path, redact: Callable[[str], str]) -> Log:
    """Log what the program does into ``wizard.log`` in a folder, five files of a megabyte.

    Every line goes through ``redact`` as it will stand in the file, exceptions included. Where
    the folder cannot be written the program goes on without a log, and ``problem`` says why.
    """
    path = folder / "wizard.log"
    try:
        private.folder(folder)
        handler = _PrivateFile(path)
    except OSError as error:
        return Log(_Nowhere(_unwritable(error, path)))
    handler.setFormatter(_Redacted(redact))
    return Log(handler)


class _PrivateFile(RotatingFileHandler):
    """Rotating files for this user only, that never stop the program when the disk does."""

    def __init__(self, path: Path) -> None:
        self.problem: Problem | None = None
        super().__init__(path, maxBytes=_BYTES, backupCount=_OLDER_FILES, encoding="utf-8")

    def _open(self) -> io.TextIOWrapper:
        return open(self.baseFilename, "a", encoding="utf-8", opener=private.opener)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's name
        """Called by the library while it handles an exception of its own writing."""
        error = sys.exception()
        if not isinstance(error, OSError):
            raise  # noqa: PLE0704 - a log call that does not fit its own message is a defect
        self.problem = _unwritable(error, Path(self.baseFilename))

    def close(self) -> None:
        try:
            super().close()
        except OSError as error:  # lines that waited for room on the disk in vain
            self.problem = _unwritable(error, Path(self.baseFilename))


class _Nowhere(logging.NullHandler):
    """Takes the file's place: without any handler Python writes warnings to the screen."""

    def __init__(self, problem: Problem) -> None:
        super().__init__()
        self.problem = problem


class _Redacted(logging.Formatter):
    def __init__(self, redact: Callable[[str], str]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s [%(threadName)s] %(message)s")
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        return self._redact(super().format(record))

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def _unwritable(error: OSError, path: Path) -> Problem:
    cause = os_problem(error, str(path))
    return Problem("store.log_unwritable", cause.actor, params=cause.params, detail=cause.detail)
