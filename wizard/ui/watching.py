"""Watching which clients let the office's key in, beside all other work, while a page asks.

Each look is a short task of its own: work in a lane keeps Python from searching for cycles, which
nothing may do for hours.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from wizard.flow.ports import Control, Found
from wizard.flow.steps import Effect
from wizard.ui.background import Task
from wizard.ui.desk import Desk

_EVERY_MS = 2000
_AGAIN_MS = 5000


class ClientWatch(QObject):
    """``seen`` comes each time the clients were read, and ``lost`` with the problems where they
    could not be: then it tries again by itself, as long as it is not stopped."""

    seen = Signal()
    lost = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._task: Task | None = None
        self._only_once = False
        self.patience = _AGAIN_MS
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self.start)

    def once(self) -> None:
        """Look once, where nobody has looked in this process yet."""
        if self._desk.runner.found.clients is None:
            self._only_once = True
            self.start()

    @property
    def on(self) -> bool:
        """Whether somebody watches, or will again in a moment."""
        return self._task is not None or self._again.isActive()

    def start(self) -> None:
        """Begin, once the key has been checked in this process."""
        runner = self._desk.runner
        if self._task is not None or runner.found.key is None or not runner.journey.office:
            return
        self._again.stop()

        def work(task: Task) -> Found:
            control = Control(stop=task.cancelled, told=task.tell)
            return runner.perform(Effect.WATCH_CLIENTS, control=control)

        task = self._task = Task(work)
        task.progressed.connect(self._heard)
        task.succeeded.connect(self._seen)
        task.failed.connect(self._failed)
        self._desk.watching.start(task)

    def stop(self) -> None:
        """Watch no longer; what is under way ends in its own time and is not heard."""
        self._again.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    @Slot(object)
    def _heard(self, found: Found) -> None:
        """The clients have been read; their rights are looked at next."""
        if self.sender() is self._task:
            self._take(found)

    @Slot(object)
    def _seen(self, found: Found) -> None:
        if self.sender() is self._task:
            self._task = None
            self._take(found)
            if not self._only_once:
                self._again.start(_EVERY_MS)

    @Slot(object)
    def _failed(self, problems: object) -> None:
        if self.sender() is self._task:
            self._task = None
            self._again.start(self.patience)
            self.lost.emit(problems)

    def _take(self, found: Found) -> None:
        runner = self._desk.runner
        # only what the watch has found: others may have found more meanwhile
        if (runner.found.clients, runner.found.checks) != (found.clients, found.checks):
            runner.found = replace(runner.found, clients=found.clients, checks=found.checks)
        self.seen.emit()
