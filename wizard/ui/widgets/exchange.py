"""The differences out to Excel and the answers back, as one step that can be undone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from wizard.i18n import translate as _
from wizard.model.matching import Conflict, Resolution
from wizard.review.finding import STATES
from wizard.review.rows import State
from wizard.ui import aside
from wizard.ui.models.reviewing import Reviewing
from wizard.ui.page import Page
from wizard.ui.voice import announce


class Exchange:
    """Belongs to a page, whose banner says what goes wrong."""

    def __init__(self, page: Page, reviewing: Reviewing) -> None:
        self._page, self._reviewing = page, reviewing

    @property
    def possible(self) -> bool:
        """Whether there is anything to decide elsewhere."""
        return any(one.question is not None for one in self._reviewing.rows)

    def ask_where(self) -> None:
        """Ask for a file, and write there."""
        name, _filter = QFileDialog.getSaveFileName(
            self._page, _("Save as Excel"), _("Differences") + ".xlsx", _("Excel files (*.xlsx)")
        )
        if name:
            self.write(Path(name))

    def write(self, path: Path) -> None:
        """Write the questions to a workbook."""
        rows, states = self._reviewing.rows, bytes(self._reviewing.decisions.states)

        def questions() -> list[Conflict]:
            asked = [(one.question, state) for one, state in zip(rows, states, strict=True)]
            open_ = [one for one, state in asked if one and STATES[state] is State.OPEN]
            return open_ or [one for one, _ in asked if one]

        self._page.work(
            lambda task: aside.write_questions(path, questions()),
            lambda nothing: announce(self._page, _("Saved as {file}").format(file=path.name)),
            saying=lambda: _("Writing the Excel file …"),
            lane=self._page.desk.disk,
        )

    def ask_which(self) -> None:
        """Ask for a file, and read from there."""
        name, _filter = QFileDialog.getOpenFileName(
            self._page, _("Read from Excel"), "", _("Excel files (*.xlsx)")
        )
        if name:
            self.read(Path(name))

    def read(self, path: Path) -> None:
        """Take over the answers of a workbook."""
        rows = self._reviewing.rows
        self._page.work(
            lambda task: aside.read_answers(path, [one.question for one in rows if one.question]),
            self._take,
            saying=lambda: _("Reading the Excel file …"),
            lane=self._page.desk.disk,
        )

    def _take(self, resolutions: list[Resolution]) -> None:
        count = self._reviewing.decide_as(resolutions)
        self._reviewing.look_for(replace(self._reviewing.wanted, state=None))
        announce(self._page, _("{count} decided").format(count=count))
