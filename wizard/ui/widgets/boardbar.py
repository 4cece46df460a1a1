"""What is done with the board as a whole: add clients, another key, hand it over, and Excel."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from wizard.i18n import translate as _
from wizard.ui.theme import SPACE
from wizard.ui.widgets.buttons import Button
from wizard.ui.widgets.flow import Flow
from wizard.ui.widgets.text import Text


class BoardBar(QWidget):
    """Four buttons, and when somebody last looked at who has let the key in."""

    def __init__(self) -> None:
        super().__init__()
        self.add, self.excel = Button(), Button()
        self.key, self.hand_over = Button("link"), Button("link")
        self._watched = Text("soft")
        self._at: datetime | None = None
        column, row = QVBoxLayout(self), Flow()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[1])
        for button in (self.add, self.excel, self.key, self.hand_over):
            row.addWidget(button)
        column.addWidget(row)
        column.addWidget(self._watched)
        self._watched.hide()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.add.setText(_("Add clients"))
        self.excel.setText(_("Save as Excel"))
        self.key.setText(_("Connect all with a new key"))
        self.hand_over.setText(_("Hand over to a colleague"))
        self._say()

    def seen(self, at: datetime) -> None:
        """The clients were read at this moment."""
        self._at = at
        self._say()

    def _say(self) -> None:
        self._watched.setVisible(self._at is not None)
        if self._at is not None:
            clock = f"{self._at.astimezone():%H:%M:%S}"
            self._watched.setText(_("Looks for new clients – last {clock}").format(clock=clock))
