"""A text that has to be exact elsewhere, with a button that copies it and says so."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout

from wizard.i18n import translate as _
from wizard.ui.widgets.buttons import Button
from wizard.ui.widgets.text import Text

_SAID_FOR_MS = 4000


class CopyChip(QFrame):
    """``copy`` puts the text on the clipboard: a page hands in its desk's."""

    def __init__(self, copy: Callable[[str], None]) -> None:
        super().__init__()
        self.setProperty("look", "chip")
        self._copy = copy
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 4, 4)
        self._text, self.button = Text("mono", wraps=False), Button("link")
        row.addWidget(self._text, 1)
        row.addWidget(self.button)
        self._what = ""
        self._timer = QTimer(self, singleShot=True, interval=_SAID_FOR_MS)
        self._timer.timeout.connect(self._word)
        self.button.clicked.connect(self._copied)

    def say(self, what: str, text: str) -> None:
        """What the text is, for those who hear it, and the text itself."""
        self._what = what
        self._text.setText(text)
        self._word()

    def _copied(self) -> None:
        self._copy(self._text.text())
        self._timer.start()
        self._word()

    def _word(self) -> None:
        copied = self._timer.isActive()
        self.button.setText(_("Copied") if copied else _("Copy"))
        said = _("{what} is copied") if copied else _("Copy {what}")
        self.button.setAccessibleName(said.format(what=self._what))
