"""Work beside the window: one task at a time in a lane, its answer back on the window's thread."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from wizard import paths
from wizard.errors import Problem, WizardError
from wizard.ui.collector import Collector, collector

_log = logging.getLogger(__name__)
_TURN = 0.0001
"""Seconds after which a lane that only computes gives way to the window's thread.

That thread lets go of Python at every call into Qt and takes its turn again after it, several times
a stroke of a key. Python's own five milliseconds a turn add up to what a person feels.
"""


class Task(QObject):
    """A piece of work that takes longer than a key press.

    ``work`` is called with the task on the lane's thread: it calls ``tell`` with its progress and
    asks ``cancelled``, or ``halts`` where it can be held up, between two operations. Exactly one
    of ``succeeded`` (with what it returned) and ``failed`` (with a tuple of problems) comes on the
    window's thread, then ``ended``.
    """

    succeeded = Signal(object)
    failed = Signal(object)
    progressed = Signal(object)
    rested = Signal()
    ended = Signal()

    def __init__(self, work: Callable[[Task], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._cancelled = Event()
        self._free = Event()
        self._free.set()

    def tell(self, progress: object) -> None:
        """Say how far the work has come; from any thread."""
        self.progressed.emit(progress)

    def cancel(self) -> None:
        """Ask the work to stop at the next safe place; it ends in its own time."""
        self._cancelled.set()
        self._free.set()

    def hold(self) -> None:
        """Ask the work to rest at the next safe place; ``rested`` comes when it does."""
        self._free.clear()

    def go_on(self) -> None:
        """Let the work go on."""
        self._free.set()

    @property
    def held(self) -> bool:
        """Whether the work was asked to rest."""
        return not self._free.is_set()

    def halts(self) -> bool:
        """Rest as long as the work is held; whether it was asked to stop. From its own thread."""
        if self.held:
            self.rested.emit()
        self._free.wait()
        return self.cancelled()

    def cancelled(self) -> bool:
        """Whether the work was asked to stop; from any thread."""
        return self._cancelled.is_set()

    def carry_out(self) -> None:
        """Do the work; the lane calls this on its thread."""
        try:
            answer = self._work(self)
        except WizardError as error:
            self.failed.emit(error.problems)
        except Exception:
            _log.exception("a defect")
            where = {"log": str(paths.logs() / "wizard.log")}
            self.failed.emit((Problem("unexpected", params=where),))
        else:
            self.succeeded.emit(answer)
        self.ended.emit()


class Lane(QObject):
    """Carries out tasks one after the other; each connection has one of its own."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(_TURN)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._pool.setExpiryTimeout(-1)  # SQLite and keyrings are opened once, on one thread
        self._tasks: list[Task] = []
        self._last: Task | None = None
        self._collector = collector()

    @property
    def busy(self) -> bool:
        """Whether anything is under way or waits."""
        return bool(self._tasks)

    def start(self, task: Task) -> Task:
        """Carry out a task when the ones before it have ended; keeps it alive until then."""
        self._tasks.append(task)
        task.ended.connect(self._over)
        self._pool.start(_Runnable(task, self._collector))
        self.changed.emit()
        return task

    def cancel(self) -> None:
        """Ask everything in the lane to stop."""
        for task in self._tasks:
            task.cancel()

    def finish(self) -> None:
        """Wait until the lane is empty; for the end of the program."""
        self._pool.waitForDone()

    @Slot()
    def _over(self) -> None:
        # The lane's thread may hold a task a moment longer than it lasts, and whoever lets go of it
        # last destroys it: that is the window's thread, once the next one has ended.
        self._last = self._tasks.pop(0)
        self.changed.emit()


class _Runnable(QRunnable):
    def __init__(self, task: Task, collector: Collector) -> None:
        super().__init__()
        self._task, self._collector = task, collector

    def run(self) -> None:
        with self._collector.waiting():
            self._task.carry_out()
