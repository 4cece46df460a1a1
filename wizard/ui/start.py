"""Starts the window: the screen, the one instance, the frame, and what fills it once it stands."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from wizard import i18n, paths
from wizard.ui import screen

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def start(setup: Path | None = None, *, home: Path | None = None) -> int:
    """Open the window and stay until it is closed; the exit code.

    With ``home`` everything that it keeps lies in that folder, away from this user's own.
    """
    if problem := screen.obstacle(os.environ):
        return screen.refuse(problem)
    screen.guard()
    from PySide6.QtWidgets import QApplication

    if home:
        os.environ[paths.HOME] = str(home)
    application = QApplication(["tripletex-kobling", "-style", "Fusion"])
    screen.opened()
    if problem := screen.fontless():
        return screen.refuse(problem)
    return _opened(application, setup, home / "state" if home else None)


def _opened(application: QApplication, setup: Path | None, state: Path | None) -> int:
    from PySide6.QtGui import QIcon

    # no more than the first picture needs; the rest is imported by ``Filling``
    from wizard.ui.filling import Filling
    from wizard.ui.frame import Frame
    from wizard.ui.habits import Habits
    from wizard.ui.look import Look
    from wizard.ui.qtwords import QtWords
    from wizard.ui.single import SingleInstance

    application.installTranslator(QtWords(application))
    application.setApplicationName("tripletex-kobling")
    application.setDesktopFileName("tripletex-kobling")
    application.setWindowIcon(QIcon(str(paths.resources() / "tripletex-kobling.svg")))
    folder = paths.config()
    instance = SingleInstance(folder, application)
    if instance.call_first(str(setup.resolve()) if setup else ""):
        return 0
    instance.answer()
    habits = Habits(folder)
    i18n.use(habits.language or i18n.current())
    look = Look(application, habits.appearance)
    frame = Frame(look, habits)
    filling = Filling(frame, look, habits, setup=setup, state=state)
    instance.called.connect(filling.call)
    frame.show()
    code = application.exec()
    filling.finish()
    return code
