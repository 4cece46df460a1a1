"""Starts the program: the window without a command, the command line with one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn


def main() -> None:
    """The ``tripletex-wizard`` command; ends the process with the contract's exit code."""
    if not sys.argv[1:]:
        window(None)
    from wizard.cli.main import run

    run(window)


def window(setup: Path | None) -> NoReturn:
    """Open the window, prefilled by a set-up file where there is one."""
    from wizard.ui.start import start

    sys.exit(start(setup))


if __name__ == "__main__":
    main()
