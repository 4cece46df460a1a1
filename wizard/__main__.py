"""Starts the program: the window without a command, the command line with one."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wizard.errors import Problem


class Window:
    """The window, as the command line is handed it; nothing of Qt is read before it is opened."""

    def obstacle(self) -> Problem | None:
        """Why it cannot be opened here, or None."""
        from wizard.ui.screen import obstacle

        return obstacle(os.environ)

    def open(self, setup: Path | None, home: Path | None = None) -> int:
        """Open the window, prefilled by a set-up file where there is one; the exit code."""
        from wizard.ui.start import start

        return start(setup, home=home)


def main() -> None:
    """The ``tripletex-wizard`` command; ends the process with the contract's exit code."""
    if not sys.argv[1:]:
        sys.exit(Window().open(None))
    from wizard.cli.main import run

    run(Window())


if __name__ == "__main__":
    main()
