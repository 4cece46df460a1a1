"""Above the clients: their list, what is missing, how it is done, and when somebody last looked."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from wizard.i18n import translate as _
from wizard.ui.theme import SPACE
from wizard.ui.widgets.buttons import Button
from wizard.ui.widgets.flow import Flow
from wizard.ui.widgets.text import Text


class AccessBar(QWidget):
    """``seen`` says that the clients have just been read, ``lost`` why they cannot be."""

    def __init__(self) -> None:
        super().__init__()
        self.file, self.copy = Button(), Button()
        self.paste, self.how = Button("link"), Button("link")
        self.how.setCheckable(True)
        self._watched = Text("soft")
        self._at: datetime | None = None
        self._trouble = ""
        column, row = QVBoxLayout(self), Flow()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[1])
        for button in (self.file, self.copy, self.paste, self.how):
            row.addWidget(button)
        column.addWidget(row)
        column.addWidget(self._watched)
        self._missing = 0

    def retranslate(self, missing: int) -> None:
        """Say everything in the language in use; so many clients are missing."""
        self._missing = missing
        self.file.setText(_("Get the list from Excel"))
        self.paste.setText(_("Paste org. nos."))
        self.copy.setText(_("Copy org. nos. that are missing ({count})").format(count=missing))
        self.copy.setEnabled(missing > 0)
        self.how.setText(_("Show how it is done"))
        self._say()

    def seen(self, at: datetime) -> None:
        """The clients were read at this moment."""
        self._at, self._trouble = at, ""
        self._say()

    def lost(self, trouble: str) -> None:
        """They cannot be read now, and will be tried again."""
        self._trouble = trouble
        self._say()

    def _say(self) -> None:
        if self._trouble:
            self._watched.setText(
                _("{trouble} We try again by ourselves.").format(trouble=self._trouble)
            )
        elif self._at is None:
            self._watched.setText(_("Looking for clients …"))
        else:
            clock = f"{self._at.astimezone():%H:%M:%S}"
            self._watched.setText(_("Looks for new clients – last {clock}").format(clock=clock))
