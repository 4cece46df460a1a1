"""Starts the window: the screen, the one instance, the application, and what is read afterwards."""

from __future__ import annotations

import os
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from wizard import i18n, paths
from wizard.errors import Problem
from wizard.flow.journey import Journey
from wizard.flow.ports import Control, Effects, Found, JourneyStore
from wizard.flow.steps import Effect
from wizard.ui import screen

if TYPE_CHECKING:
    from wizard.app import App
    from wizard.office.effects import OfficeEffects
    from wizard.ui.habits import Habits
    from wizard.ui.look import Look
    from wizard.ui.window import Window


class Workshop:
    """The program behind the window, made when a lane first needs it: its imports take time.

    ``state`` is the folder of its store, where that is not this user's own.
    """

    def __init__(self, state: Path | None = None) -> None:
        self._state = state

    @cached_property
    def app(self) -> App:
        """The composition root, with its log begun."""
        from wizard.app import App

        app = App(state=self._state)
        app.start_log()
        return app

    @cached_property
    def journeys(self) -> JourneyStore:
        """Where the journey is kept; raises ``WizardError`` where the store cannot be opened."""
        from wizard.flow.codec import StoredJourneys

        return StoredJourneys(self.app.store.journeys)

    @property
    def effects(self) -> Effects:
        """The journey's effects, each made when it is first carried out."""
        return {effect: partial(self._carry_out, effect) for effect in Effect}

    def close(self) -> None:
        """Let go of what was opened."""
        if "_office" in self.__dict__:
            self._office.close()
        if "app" in self.__dict__:
            self.app.close()

    @cached_property
    def _real(self) -> Effects:
        return self._office.by_name()

    @cached_property
    def _office(self) -> OfficeEffects:
        from wizard.office.effects import OfficeEffects

        return OfficeEffects(self.app)

    def _carry_out(self, effect: Effect, journey: Journey, found: Found, control: Control) -> Found:
        return self._real[effect](journey, found, control)


def start(setup: Path | None = None, *, home: Path | None = None) -> int:
    """Open the window and stay until it is closed; the exit code.

    With ``home`` everything that it keeps lies in that folder, away from this user's own.
    """
    if problem := screen.obstacle(os.environ):
        return screen.refuse(problem)
    screen.guard()
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QApplication

    if home:
        os.environ[paths.HOME] = str(home)
    from wizard.ui.habits import Habits
    from wizard.ui.look import Look
    from wizard.ui.qtwords import QtWords
    from wizard.ui.single import SingleInstance

    application = QApplication(["tripletex-kobling"])
    screen.opened()
    if screen.fontless():
        return screen.refuse(Problem("no_fonts"))
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
    workshop = Workshop(home / "state" if home else None)
    look = Look(application, habits.appearance)
    window = open_window(look, habits, workshop, setup)
    instance.called.connect(lambda path: _called(window, path))
    code = application.exec()
    window.desk.watching.finish()
    workshop.close()
    return code


def open_window(look: Look, habits: Habits, workshop: Workshop, setup: Path | None) -> Window:
    """The window, shown; what it needs besides is read in a lane once it stands."""
    from wizard.clock import SystemClock
    from wizard.flow.runner import Runner
    from wizard.ui.background import Lane
    from wizard.ui.desk import Desk, StoredAside
    from wizard.ui.window import Window

    connection, disk = Lane(look), Lane(look)
    stored = StoredAside(lambda: workshop.journeys, disk)
    runner = Runner(workshop.effects, stored, SystemClock())
    desk = Desk(runner, look, connection, disk, lambda: workshop.app)
    desk.templates = lambda: workshop.app.store.templates
    window = Window(desk, habits)
    stored.failed.connect(window.tell)
    window.begin(setup)
    return window


def _called(window: Window, path: str) -> None:
    window.come_forward()
    if path:
        window.open(Path(path))
