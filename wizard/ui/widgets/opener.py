"""«Åpne Tripletex»: the browser at the place where a person logs in."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from wizard.errors import Actor, Problem
from wizard.flow.answers import ChooseAnswers
from wizard.i18n import translate as _
from wizard.ui.page import Notice, Page
from wizard.ui.widgets.buttons import Button


class OpenTripletex(QWidget):
    """The button at the left of a row; without a browser the address stands in the banner."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._button = Button("primary", "open", after=True)
        self._button.clicked.connect(self._open)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._button)
        row.addStretch(1)

    def retranslate(self) -> None:
        """Say what the button does."""
        self._button.setText(_("Open Tripletex"))

    @property
    def address(self) -> str:
        """Where a person logs in: the program's address without what only programs use."""
        return self._page.desk.runner.journey.of(ChooseAnswers).base_url.removesuffix("/v2")

    def _open(self) -> None:
        opened = self._page.desk.open_url(self.address)
        problem = Problem("no_browser", Actor.IT, params={"address": self.address})
        self._page.notice = None if opened else Notice(problem)
        self._page.changed.emit()
