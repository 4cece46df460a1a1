"""Files and folders that only the person who runs the program can read."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path


def opener(path: str, flags: int) -> int:
    """For ``open``: makes the file where it is missing, readable for this user only."""
    descriptor = os.open(path, flags | os.O_CREAT, 0o600)
    try:
        os.chmod(path, 0o600)  # the file may be there already, made under a looser mask
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def folder(path: Path) -> None:
    """Make the folder where it is missing, and let only this user in."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.chmod(0o700)


def sync_folder(path: Path) -> None:
    """Bring a file's new name to disk; Windows does so by itself."""
    if sys.platform != "win32":
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def database(path: Path) -> None:
    """Make the database file private before the first byte, and what SQLite keeps beside it.

    SQLite gives the files it makes beside a database the mode of the database itself.
    """
    with open(path, "ab", opener=opener):
        pass
    for beside in ("-wal", "-shm"):
        # Another program that closes the store takes these two files away.
        with suppress(FileNotFoundError):
            path.with_name(path.name + beside).chmod(0o600)
