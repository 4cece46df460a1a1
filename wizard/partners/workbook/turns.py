"""Turns: whoever replaces a workbook is the only one on this machine to do so meanwhile.

One file may hold the rows of many clients, and several workers write to it. Each reads it, edits
what it read and replaces the whole, so two at once would have to begin anew again and again.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform == "win32":
    import threading
    from collections import defaultdict

    # A folder cannot be locked here. Programs are kept apart by the check that a file is still
    # what was read, which stands before every replacement.
    _folders: defaultdict[Path, threading.Lock] = defaultdict(threading.Lock)

    @contextmanager
    def turn(folder: Path) -> Iterator[None]:
        """Wait for one's turn to replace files in a folder."""
        with _folders[folder]:
            yield

else:
    import fcntl

    @contextmanager
    def turn(folder: Path) -> Iterator[None]:
        """Wait for one's turn to replace files in a folder; other threads and programs wait too."""
        try:
            handle = os.open(folder, os.O_RDONLY)
        except OSError:
            yield  # whoever reads the file says what is wrong with its folder
            return
        try:
            # Some network drives know no locks. There, as for other machines everywhere, the check
            # that a file is still what was read has to do.
            with suppress(OSError):
                fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)  # gives the turn to the next
