"""The reins of long work: hold it, let it go on, stop it, and say how it stands."""

from __future__ import annotations

import time
from collections.abc import Callable

from wizard.i18n import translate as _
from wizard.ui.background import Task
from wizard.ui.page import Deed
from wizard.ui.widgets.runview import RunView

LONG = 30.0
"""Seconds after which somebody has probably turned to something else."""


class Reins:
    """``changed`` is called when something that the shell shows has changed."""

    def __init__(self, changed: Callable[[], object]) -> None:
        self._changed = changed
        self._task: Task | None = None
        self._began = 0.0
        self._resting = False

    @property
    def running(self) -> bool:
        """Whether work is under way."""
        return self._task is not None

    def take(self, task: Task) -> None:
        """Hold the reins of work that has just been started."""
        self._task, self._began, self._resting = task, time.monotonic(), False
        task.rested.connect(self._rested)
        self._turned()

    def drop(self) -> bool:
        """The work has ended; whether it was long."""
        self._task = None
        return time.monotonic() - self._began >= LONG

    def deeds(self) -> tuple[Deed, ...]:
        """What can be done to the work, at the left of the foot."""
        task = self._task
        if task is None:
            return ()
        free = not task.cancelled()
        hold = (_("Continue"), self._go_on) if task.held else (_("Pause"), self._hold)
        return (Deed(*hold, free), Deed(_("Stop safely"), self._stop, free, look="link"))

    def show(self) -> None:
        """Show how the work stands; called whenever that has changed."""
        raise NotImplementedError

    def _hold(self) -> None:
        if self._task is not None:
            self._task.hold()
            self._turned()

    def _go_on(self) -> None:
        if self._task is not None:
            self._task.go_on()
            self._resting = False
            self._turned()

    def _rested(self) -> None:
        if self._task is not None and self._task.held:
            self._resting = True
            self._turned()

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._turned()

    def _turned(self) -> None:
        self.show()
        self._changed()


class RunReins(Reins):
    """The reins of one run, which a ``RunView`` shows."""

    def __init__(self, view: RunView, changed: Callable[[], object]) -> None:
        super().__init__(changed)
        self._view = view

    def show(self) -> None:
        """Let no time count while the run stands still."""
        self._view.stand(still=self._resting)

    def saying(self, reading: str, writing: str) -> str:
        """What the run does now, in words."""
        if self._task is not None and self._task.cancelled():
            return _("Stops after the write under way …")
        if self._task is not None and self._task.held:
            return _("Stands still") if self._resting else _("Rests after the write under way …")
        return writing if self._view.tally.touched else reading

    def heard(self, progress: object) -> None:
        """What the run tells of its progress."""
        begun = self._view.tally.touched
        self._view.heard(progress)
        if self._view.tally.touched and not begun:
            self._changed()
