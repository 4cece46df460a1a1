"""The reins of work over many clients: how far it has come, hold it, let it go on, stop it."""

from __future__ import annotations

import time
from collections.abc import Callable

from wizard.flow.clients import Progress
from wizard.i18n import translate as _
from wizard.ui.background import Task
from wizard.ui.page import Deed
from wizard.ui.reins import LONG
from wizard.ui.timeleft import steady, time_left
from wizard.ui.widgets.stepcard import StepCard


class BatchReins:
    """``changed`` is called when something that the shell shows has changed."""

    def __init__(self, card: StepCard, changed: Callable[[], object]) -> None:
        self._card, self._changed = card, changed
        self._task: Task | None = None
        self._progress: Progress | None = None
        self._promised: float | None = None
        self._began = 0.0
        self._title: Callable[[], str] = lambda: ""
        card.hide()

    @property
    def running(self) -> bool:
        """Whether work is under way."""
        return self._task is not None

    def take(self, task: Task, title: Callable[[], str]) -> None:
        """Hold the reins of work that has just been started; ``title`` is what is done."""
        self._task, self._title = task, title
        self._progress, self._promised = None, None
        self._began = time.monotonic()
        task.rested.connect(self.say)
        self._card.show()
        self.say()
        self._changed()

    def drop(self) -> bool:
        """The work has ended; whether it was long."""
        self._task = None
        self._card.hide()
        return time.monotonic() - self._began >= LONG

    def heard(self, progress: Progress) -> None:
        """A client has had its turn."""
        self._progress = progress
        if progress.left is not None:
            self._promised = steady(self._promised, progress.left, time.monotonic())
        self.say()

    def deeds(self) -> tuple[Deed, ...]:
        """What can be done to the work, at the left of the foot."""
        task = self._task
        if task is None:
            return ()
        free = not task.cancelled()
        hold = (_("Continue"), self._go_on) if task.held else (_("Pause"), self._hold)
        return (Deed(*hold, free), Deed(_("Stop safely"), self._stop, free, look="link"))

    def say(self) -> None:
        """Say in the language in use how far it has come."""
        task, progress = self._task, self._progress
        if task is None:
            return
        done, total = (progress.done, progress.total) if progress else (0, 0)
        look, state = "tag-info", _("Under way")
        if task.cancelled():
            look, state = "tag-warn", _("Stops …")
        elif task.held:
            look, state = "tag-warn", _("Pause")
        words = _("Reading the clients …")
        if progress:
            words = _("clients: {done} of {total}").format(done=done, total=total)
        if progress and self._promised is not None and not task.held:
            left = max(0.0, self._promised - time.monotonic())
            words = f"{words} · {time_left(left)}"
        self._card.show_way(done, total or 1, look)
        self._card.say(self._title(), state, words)

    def _hold(self) -> None:
        self._ask(lambda task: task.hold())

    def _go_on(self) -> None:
        self._promised = None
        self._ask(lambda task: task.go_on())

    def _stop(self) -> None:
        self._ask(lambda task: task.cancel())

    def _ask(self, deed: Callable[[Task], object]) -> None:
        if self._task is not None:
            deed(self._task)
            self.say()
            self._changed()
