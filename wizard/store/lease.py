"""One writer per company: a lock that the operating system frees when its holder dies."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from wizard.errors import Problem, RefusedError
from wizard.store import private
from wizard.store.faults import disk_faults

if sys.platform == "win32":
    import msvcrt

    # Windows keeps others from reading what is locked, so a byte far past the text is.
    _FAR = 1 << 30

    def _lock(file: TextIO) -> bool:
        os.lseek(file.fileno(), _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

else:
    import fcntl

    def _lock(file: TextIO) -> bool:
        try:
            # flock, not lockf: it also tells two windows of one process apart.
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def lease(folder: Path, company: int) -> Iterator[None]:
    """Be the only writer of a company on this machine.

    Raises ``RefusedError`` where another window or command is, and says which. The lock file
    stays behind, as removing it would let two programs lock two files of the same name.
    """
    file = _acquired(folder / f"company-{company}.lock", company)
    try:
        yield
    finally:
        file.close()  # frees the lock too


def _acquired(path: Path, company: int) -> TextIO:
    with disk_faults(str(path)):
        file = open(path, "r+", encoding="utf-8", opener=private.opener)  # noqa: SIM115 - kept
        try:
            if not _lock(file):
                raise RefusedError(_busy(file, company))
            file.seek(0)
            file.truncate()
            json.dump({"pid": os.getpid(), "since": datetime.now(UTC).isoformat()}, file)
            file.flush()
        except BaseException:
            file.close()
            raise
    return file


def _busy(file: TextIO, company: int) -> Problem:
    file.seek(0)
    try:
        note = json.load(file)
        since = datetime.fromisoformat(note["since"]).astimezone()
        pid = int(note["pid"])
    except (ValueError, TypeError, KeyError):
        # The holder has the lock and has not yet come to write its note.
        return Problem("store.company_busy_just_now", subject=str(company))
    params = {"since": f"{since:%Y-%m-%d %H:%M}", "pid": str(pid)}
    return Problem("store.company_busy", subject=str(company), params=params)
