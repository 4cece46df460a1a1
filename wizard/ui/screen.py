"""Whether there is a screen to open a window on; where there is none, one line says so.

The sentences are imported only to be said: every window waits for this module.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wizard.errors import Problem


def absent(environ: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Whether this session has no screen at all."""
    if platform in ("win32", "darwin") or environ.get("QT_QPA_PLATFORM"):
        return False
    return not (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def obstacle(environ: Mapping[str, str]) -> Problem | None:
    """Why no window can be opened in this session; None where nothing is known to be in its way."""
    if absent(environ):
        return _problem("no_screen")
    try:
        import PySide6.QtWidgets  # noqa: F401 - whether its libraries are there
    except ImportError:
        return _problem("window_libraries")
    return None


def fontless() -> Problem | None:
    """What is in the way where the system has no font at all, so that every text would be empty."""
    from PySide6.QtGui import QFontDatabase

    # where there is none, Qt still names these, which are only names for whatever there is
    if set(QFontDatabase.families()) <= {"Monospace", "Sans Serif", "Serif"}:
        return _problem("no_fonts")
    return None


def refuse(problem: Problem) -> int:
    """Say in one line why there is no window; the exit code of wrong use."""
    from wizard.errors import UsageError
    from wizard.messages import say

    said = say(problem)
    sys.stderr.write(f"{said.message} {said.remedy}\n")
    sys.stderr.flush()
    return UsageError.exit_code


def guard() -> None:
    """Let Qt's own end, where a screen cannot be opened, be one line and an exit code as well."""
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

    told: list[str] = []

    def handle(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        told.append(message)
        if kind is QtMsgType.QtFatalMsg:
            libraries = "xcb-cursor" in " ".join(told) and "connect" not in told[0]
            os._exit(refuse(_problem("window_libraries" if libraries else "no_screen")))

    qInstallMessageHandler(handle)


def opened() -> None:
    """The screen is open: what Qt has to say from now on is its own business."""
    from PySide6.QtCore import qInstallMessageHandler

    qInstallMessageHandler(None)


def _problem(code: str) -> Problem:
    from wizard.errors import Problem

    return Problem(code)
