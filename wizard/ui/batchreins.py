"""The reins of work over many clients, and how far it has come."""

from __future__ import annotations

import time
from collections.abc import Callable

from wizard.flow.clients import Progress
from wizard.i18n import translate as _
from wizard.ui.background import Task
from wizard.ui.reins import Reins
from wizard.ui.timeleft import steady, time_left
from wizard.ui.widgets.stepcard import StepCard


class BatchReins(Reins):
    """The reins of a batch, which a ``StepCard`` shows while it is under way."""

    def __init__(self, card: StepCard, changed: Callable[[], object]) -> None:
        super().__init__(changed)
        self._card = card
        self._progress: Progress | None = None
        self._promised: float | None = None
        self._title: Callable[[], str] = lambda: ""
        card.hide()

    def begin(self, task: Task, title: Callable[[], str]) -> None:
        """Hold the reins of work that has just been started; ``title`` is what is done."""
        self._title, self._progress, self._promised = title, None, None
        self._card.show()
        self.take(task)

    def drop(self) -> bool:
        """The work has ended; whether it was long."""
        self._card.hide()
        return super().drop()

    def heard(self, progress: Progress) -> None:
        """A client has had its turn."""
        self._progress = progress
        if progress.left is not None:
            self._promised = steady(self._promised, progress.left, time.monotonic())
        self.show()

    def show(self) -> None:
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

    def _go_on(self) -> None:
        self._promised = None
        super()._go_on()
