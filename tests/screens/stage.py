"""A window on a stage: the real window and pages on data that is the same each time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from uuid import uuid4

import shiboken6
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from ui.desks import Journeys, Keys, Opening, journey_at, ready_effects

from wizard import i18n
from wizard.errors import InterruptedRun, Problem
from wizard.flow.answers import Answers
from wizard.flow.journey import Journey, StepId
from wizard.flow.ports import Control, Effects, Found
from wizard.flow.runner import Runner
from wizard.ui import opening
from wizard.ui.background import Lane, Task
from wizard.ui.desk import Desk, StoredAside
from wizard.ui.frame import Frame
from wizard.ui.habits import Habits
from wizard.ui.look import Appearance, Look
from wizard.ui.page import Page
from wizard.ui.widgets.spinner import Spinner
from wizard.ui.window import Window

NOW = datetime(2026, 11, 20, 14, 2, tzinfo=timezone(timedelta(hours=1)))
_PATIENCE = 30.0


class StillClock:
    """The ``Clock`` port, at a time that does not pass."""

    def now(self) -> datetime:
        """Always the same."""
        return NOW

    def sleep(self, seconds: float) -> None:
        """Nobody waits on a stage."""


class Gate:
    """Holds work up where it is to be seen under way; opened when the stage is cleared."""

    def __init__(self) -> None:
        self.reached, self.opened = threading.Event(), threading.Event()

    def wait(self) -> None:
        """Say that the work has come here, and wait."""
        self.reached.set()
        self.opened.wait(_PATIENCE)


def until(met: Callable[[], object], what: str = "") -> None:
    """Let the window work until this is so."""
    end = time.monotonic() + _PATIENCE
    while not met():
        QApplication.processEvents()
        time.sleep(0.002)
        if time.monotonic() > end:
            raise TimeoutError(what or "the state was never reached")


class Stage:
    """One window after the other; ``folder`` is where a state may put its files."""

    def __init__(self, look: Look, folder: Path) -> None:
        self.look, self.folder = look, folder
        self.language = "nb"
        self.gate = Gate()
        self.keys, self.browser = Keys(), Opening()
        self._journeys = Journeys()
        self._window: Window | None = None
        self._frame: Frame

    @property
    def window(self) -> Window:
        """The window that stands there."""
        assert self._window is not None
        return self._window

    @property
    def page(self) -> Page:
        """The page in front."""
        assert self.window.page is not None
        return self.window.page

    def open(
        self,
        effects: Effects | None = None,
        journeys: Journeys | None = None,
        keys: Keys | None = None,
        setup: Path | None = None,
    ) -> None:
        """A window on the first page, all that it reads at its start read."""
        i18n.use(self.language)
        connection, disk = Lane(), Lane()
        kept = journeys or self._journeys
        stored = StoredAside(lambda: kept, disk)
        runner = Runner(effects or ready_effects(), stored, StillClock())
        box = keys or self.keys
        desk = Desk(runner, self.look, connection, disk, lambda: box, open_url=self.browser)
        habits = Habits(self.folder / str(uuid4()))
        self._frame, self._window = Frame(self.look, habits), Window(desk, habits)
        stored.failed.connect(self._window.tell)
        self._frame.show()
        self._frame.hold(self._window)
        self._window.begin(opening.read(setup, stored.load))
        until(lambda: not disk.busy, "what was kept is not stored")

    def at(
        self,
        step: StepId,
        *said: Answers,
        effects: Effects | None = None,
        keys: Keys | None = None,
        found: Found | None = None,
    ) -> None:
        """A window whose journey has come to a step, with these answers."""
        self.open(effects, keys=keys)
        journey = journey_at(step, NOW)
        for answers in said:
            journey = journey.answered(answers)
        self.come(journey, found)

    def come(self, journey: Journey, found: Found | None = None) -> None:
        """Come to where a journey stands, as from the step before it."""
        self.window.desk.runner.begin(journey)
        if found is not None:
            self.window.desk.runner.learn(found)
        self.window.show_step()
        self._forget_others()
        if not self.gate.reached.is_set():
            self.rest()

    def _forget_others(self) -> None:
        """The first page is not come back to, and would be dressed and translated each time."""
        for step, page in list(self.window._pages.items()):
            if page is not self.window.page:
                shiboken6.delete(self.window._pages.pop(step))

    def hold_disk(self) -> None:
        """Keep everything waiting that is to be read from files, or written to them."""
        self.window.desk.disk.start(Task(lambda task: self.gate.wait()))
        until(self.gate.reached.is_set)

    def press(self, button: QPushButton) -> None:
        """Press a button, and see what comes of it."""
        assert button.isEnabled(), button.text()
        button.click()
        self.rest()

    def halt(self, journey: Journey, found: Found, control: Control) -> Found:
        """An effect that is seen under way until the stage is cleared."""
        self.gate.wait()
        raise InterruptedRun(Problem("stopped_on_request"))

    def rest(self) -> None:
        """Until nothing is under way, or what is waits at the gate."""
        desk = self.window.desk
        for _ in range(4):  # one thing that is found may lead to the next
            until(
                lambda: self.gate.reached.is_set() or not (desk.disk.busy or desk.connection.busy)
            )
            settle()

    def show(self, language: str, look: Appearance, size: tuple[int, int]) -> None:
        """Stand like this, with nothing that moves."""
        self._frame.setUpdatesEnabled(False)  # a picture is drawn when it is taken
        self.look.choose(look)
        self._frame.resize(*size)
        if i18n.current() != language:
            self.window.speak(language)
        settle()
        for timer in self.window.findChildren(QTimer):
            timer.stop()  # what is told for some seconds stays
        for spinner in self.window.findChildren(Spinner):
            spinner._angle = 0
        self._frame.setUpdatesEnabled(True)

    def clear(self) -> None:
        """Let everything come to its end, and the window go."""
        self.gate.opened.set()
        window = self.window
        window.page.left() if window.page else None
        window.desk.watching.cancel()
        window.desk.watching.finish()
        window.desk.connection.cancel()
        # what one lane finds may be taken further in the other
        until(lambda: not (window.desk.connection.busy or window.desk.disk.busy), "work goes on")
        self._frame.close()
        settle()
        shiboken6.delete(self._frame)  # the next one would be dressed together with it
        self.gate, self.keys, self.browser = Gate(), Keys(), Opening()
        QGuiApplication.clipboard().clear()
        i18n.use("nb")
        self.look.brand("")
        settle()


def settle() -> None:
    """Let what was changed be laid out; each pass finds the room that the one before has made."""
    for _ in range(4):
        QApplication.sendPostedEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
