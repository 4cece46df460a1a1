"""A file that is whole before anybody meets it under its own name."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def beside(path: Path, data: bytes) -> Iterator[Path]:
    """The content in a file of its own beside ``path``, on the disk, and only this user's.

    Inside, it is given the name it is for; what has not been renamed by then is removed. Raises
    ``OSError``.
    """
    # mkstemp makes the file readable for its owner only
    handle, name = tempfile.mkstemp(".tmp", f".{path.name}.", path.parent)
    temporary = Path(name)
    try:
        with open(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)
