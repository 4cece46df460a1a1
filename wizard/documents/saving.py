"""Files for this user only, replaced as a whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from wizard.errors import FailedError, Problem


def save(path: Path, data: bytes) -> None:
    """Write a file that only this user can read; raises ``FailedError`` and leaves the old one."""
    try:
        # mkstemp makes the file readable for its owner only
        handle, name = tempfile.mkstemp(".tmp", f".{path.name}.", path.parent)
        temporary = Path(name)
        try:
            with open(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        params = {"file": path.name, "folder": str(path.parent)}
        problem = Problem("answers_not_written", params=params, detail=error.strerror)
        raise FailedError(problem) from error
