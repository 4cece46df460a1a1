"""The program in a process of its own that need not read the program first.

Reading it takes a command longer than what it does, and the tests give some four hundred. So each
is forked from a process which has read all but the command line; from there on it is as ever: its
environment, its folder, what it prints, how it ends, what kills it.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

_READ = ["alembic.command", "openpyxl", "typer", "wizard.office.effects"]
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload([__name__, *_READ])


def run(
    arguments: list[str], folder: Path, environ: Mapping[str, str], patience: float
) -> tuple[int, str, str]:
    """A command, given in a folder; its exit code, and what it printed on either stream."""
    with TemporaryDirectory() as printed:
        out, err = Path(printed, "out"), Path(printed, "err")
        process = _processes.Process(
            target=_command, args=(arguments, folder, dict(environ), out, err)
        )
        process.start()
        process.join(patience)
        if process.exitcode is None:
            process.kill()
            raise TimeoutError(f"{arguments} lasts longer than {patience:.0f} s")
        return process.exitcode, out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8")


def _command(
    arguments: list[str], folder: Path, environ: dict[str, str], out: Path, err: Path
) -> None:
    os.environ.clear()
    os.environ.update(environ)
    os.chdir(folder)
    for stream, path in ((1, out), (2, err)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), stream)
    sys.argv = ["tripletex-wizard", *arguments]
    from wizard.__main__ import main

    main()
