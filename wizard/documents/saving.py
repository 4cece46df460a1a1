"""Files for this user only, replaced as a whole or not at all."""

from __future__ import annotations

from pathlib import Path

from wizard.errors import FailedError, Problem
from wizard.newfile import beside


def save(path: Path, data: bytes) -> None:
    """Write a file that only this user can read; raises ``FailedError`` and leaves the old one."""
    try:
        with beside(path, data) as temporary:
            temporary.replace(path)
    except OSError as error:
        params = {"file": path.name, "folder": str(path.parent)}
        problem = Problem("answers_not_written", params=params, detail=error.strerror)
        raise FailedError(problem) from error
