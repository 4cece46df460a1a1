"""Asking again, one thing after the other, what a resumed journey only remembers."""

from __future__ import annotations

from collections.abc import Callable

from wizard.errors import Problem
from wizard.flow.steps import Effect
from wizard.i18n import translate as _
from wizard.ui.desk import Desk
from wizard.ui.page import Notice, Page


class Recheck:
    """Has the page in front ask what is due, in the lane of its connection.

    ``page`` gives the page in front; ``show`` brings the journey's step to the front, which what
    no longer holds may have moved.
    """

    def __init__(
        self, desk: Desk, page: Callable[[], Page | None], show: Callable[[], object]
    ) -> None:
        self._desk = desk
        self._page = page
        self._show = show
        self._asking = False
        desk.connection.changed.connect(self._next)  # an answer comes while the lane is busy yet

    def begin(self) -> None:
        """Ask the first thing that is due, and then the others, unless something is under way."""
        due = self._desk.runner.rechecks()
        if due and not self._desk.connection.busy:
            self._ask(due[0])

    def _ask(self, effect: Effect) -> None:
        page = self._page()
        if page is not None:
            self._asking = True
            page.perform(
                effect,
                then=lambda found: None,
                saying=lambda: _("Checking again what was found the last time …"),
                failed=lambda problems: self._gone(effect, problems),
            )

    def _next(self) -> None:
        page = self._page()
        if self._asking and not self._desk.connection.busy:
            self._asking = False
            if page is not None and page.notice is None:
                self.begin()

    def _gone(self, effect: Effect, problems: tuple[Problem, ...]) -> None:
        self._desk.runner.unlearn(effect)
        self._show()
        page = self._page()
        if page is not None:
            page.notice = Notice(problems[0], lambda: self._ask(effect))
            page.changed.emit()
