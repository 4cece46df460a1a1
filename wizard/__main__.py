"""Starts the program: the window without arguments, the command line with."""

from __future__ import annotations


def main() -> None:
    """The ``tripletex-wizard`` command; ends the process with the contract's exit code."""
    from wizard.cli.main import run

    run()


if __name__ == "__main__":
    main()
