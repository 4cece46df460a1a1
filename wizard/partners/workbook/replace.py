"""Puts a new file in place of an old one: whole or not at all, with one backup a day.

The new content goes to a file of its own in the same folder, reaches the disk, and takes the
old one's name in one step. Whatever happens before that step leaves the old file untouched;
what happens after finds the new one whole.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import time
from datetime import date
from pathlib import Path

from wizard.errors import Actor, Problem
from wizard.newfile import beside

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_ABANDONED = 3600.0  # seconds after which an unfinished file belongs to nobody


class NotSavedError(Exception):
    """The old file stands as it was; ``problem`` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def open_elsewhere(path: Path) -> Problem | None:
    """The problem of a file that Excel or LibreOffice has open, by the lock they lay beside it."""
    for lock in (f"~${path.name}", f".~lock.{path.name}#"):
        if path.with_name(lock).exists():
            params = {"file": path.name, "lock": lock}
            return Problem("workbook.open_elsewhere", params=params)
    return None


def backup_of(path: Path, today: date) -> Path:
    """Where the day's backup of a file lies: ``register.2026-11-21.bak.xlsx``."""
    return path.with_name(f"{path.stem}.{today.isoformat()}.bak{path.suffix}")


def replace_file(path: Path, old: bytes, new: bytes, *, today: date) -> None:
    """Give ``path`` the content ``new``, if it still holds ``old``.

    The first replacement of a day keeps ``old`` in a dated backup, which is never overwritten.
    Raises ``NotSavedError``.
    """
    problem = open_elsewhere(path)
    if problem is not None:
        raise NotSavedError(problem)
    try:
        if path.read_bytes() != old:
            raise NotSavedError(Problem("workbook.changed_meanwhile", params={"file": path.name}))
        _sweep(path)
        backup = backup_of(path, today)
        if not backup.exists():
            _put(backup, old, like=path)
        _put(path, new, like=path)
    except OSError as error:
        raise NotSavedError(_problem(path, error)) from error


def make_file(path: Path, data: bytes) -> None:
    """Make a file for this user only, whole or not at all, where there is none yet.

    Raises ``NotSavedError``.
    """
    try:
        with beside(path, data) as temporary:
            os.link(temporary, path)  # unlike a renaming, never takes another's place
        _settle(path.parent)
    except FileExistsError as error:
        problem = Problem("workbook.changed_meanwhile", params={"file": path.name})
        raise NotSavedError(problem) from error
    except OSError as error:
        raise NotSavedError(_problem(path, error)) from error


def _put(path: Path, data: bytes, *, like: Path) -> None:
    with beside(like, data) as temporary:
        _take_after(temporary, like)
        temporary.replace(path)
    _settle(path.parent)


def _take_after(temporary: Path, like: Path) -> None:
    """The same people may read the new file as the old one."""
    status = like.stat()
    if hasattr(os, "chown"):
        # Only the superuser may give a file away; everyone else owns it already.
        with contextlib.suppress(PermissionError):
            os.chown(temporary, status.st_uid, status.st_gid)
    os.chmod(temporary, stat.S_IMODE(status.st_mode))


def _settle(folder: Path) -> None:
    """Bring the new name to the disk, where the system lets a folder be opened at all."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sweep(path: Path) -> None:
    """Remove what an earlier program was stopped in the middle of writing."""
    for left in path.parent.iterdir():
        ours = left.name.startswith(f".{path.name}.") and left.suffix == ".tmp"
        if ours and time.time() - left.stat().st_mtime > _ABANDONED:
            left.unlink(missing_ok=True)


def _problem(path: Path, error: OSError) -> Problem:
    params = {"file": path.name, "folder": str(path.parent)}
    if error.errno in _FULL:
        return Problem("workbook.disk_full", params=params)
    if getattr(error, "winerror", None) in (32, 33):  # sharing and lock violations
        return Problem("workbook.open_elsewhere", params={**params, "lock": f"~${path.name}"})
    if error.errno in _FORBIDDEN:
        return Problem("workbook.read_only", Actor.IT, params=params)
    return Problem("workbook.not_saved", Actor.IT, params=params, detail=error.strerror)
