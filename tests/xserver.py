"""A screen that nobody sees, and a window manager on it."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def started(
    command: list[str], environ: Mapping[str, str] | None = None, pass_fds: tuple[int, ...] = ()
) -> Iterator[None]:
    """A program that is ended with all that it has started; without an environment, in ours."""
    process = subprocess.Popen(
        command,
        env=environ,
        pass_fds=pass_fds,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=20)


@contextmanager
def screen(size: str, *options: str, environ: Mapping[str, str] | None = None) -> Iterator[str]:
    """A screen of so many points and colours, ``1280x900x24``, by the name of its display."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp"]
    with started([*command, *options], environ, pass_fds=(write,)):
        os.close(write)
        with os.fdopen(read) as numbers:
            yield f":{numbers.readline().strip()}"


@contextmanager
def window_manager(folder: Path, environ: Mapping[str, str] | None = None) -> Iterator[None]:
    """A window manager that has begun its work; a window that stands before it does is never made
    the active one. The folder is its own."""
    told = folder / "manages"
    os.mkfifo(told)
    tell = shlex.join(["sh", "-c", f"echo >{shlex.quote(str(told))}"])
    with started(["openbox", "--startup", tell], environ):
        told.read_text()
        yield
