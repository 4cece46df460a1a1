"""Watching which clients let the office's key in, beside all other work, while a page asks."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from wizard.flow.ports import Control, Found
from wizard.flow.steps import Effect
from wizard.ui.background import Task
from wizard.ui.desk import Desk

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
        self._again = QTimer(self, singleShot=True, interval=_AGAIN_MS)
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
        task.progressed.connect(lambda found: self._heard(task, found))
        task.failed.connect(lambda problems: self._failed(task, problems))
        task.ended.connect(lambda: self._ended(task))
        self._desk.watching.start(task)

    def stop(self) -> None:
        """Watch no longer; what is under way ends in its own time and is not heard."""
        self._again.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _heard(self, task: Task, found: Found) -> None:
        if task is not self._task:
            return
        runner = self._desk.runner
        # only what the watch has found: others may have found more meanwhile
        if (runner.found.clients, runner.found.checks) != (found.clients, found.checks):
            runner.found = replace(runner.found, clients=found.clients, checks=found.checks)
        if self._only_once:
            self.stop()
        self.seen.emit()

    def _ended(self, task: Task) -> None:
        if task is self._task:
            self._task = None

    def _failed(self, task: Task, problems: object) -> None:
        if task is self._task:
            self._task = None
            self._again.start()
            self.lost.emit(problems)
