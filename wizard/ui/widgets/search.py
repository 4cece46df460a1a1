"""The field that one searches a table with."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QToolButton

from wizard.i18n import translate as _

_NARROWEST = 150


class Search(QLineEdit):
    """A line with a button of its own to empty it; who shows the table listens to what is typed."""

    def __init__(self) -> None:
        super().__init__()
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(_NARROWEST)
        self.setToolTip("Ctrl+F")

    def retranslate(self, what: str) -> None:
        """Say what is searched in."""
        self.setPlaceholderText(_("Search …"))
        self.setAccessibleName(what)
        for button in self.findChildren(QToolButton):
            button.setAccessibleName(_("Empty the search"))
