"""The brake: a number to be typed where much is written at once."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from wizard.i18n import translate as _
from wizard.ui.widgets.cards import Card
from wizard.ui.widgets.text import Text

_WIDTH = 110


class BrakeCard(Card):
    """``released`` is true once the number stands there, or none is asked for."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__("warn")
        self._number: int | None = None
        self._said, self.typed = Text("strong"), QLineEdit()
        self.typed.setFixedWidth(_WIDTH)
        self.typed.textChanged.connect(lambda _: self.changed.emit())
        row = QHBoxLayout()
        row.addWidget(self._said, 1)
        row.addWidget(self.typed)
        self.column.addLayout(row)
        self.hide()

    @property
    def released(self) -> bool:
        """Whether the plan can go on."""
        return self._number is None or self.typed.text().strip() == str(self._number)

    def ask(self, number: int | None) -> None:
        """Ask for this number, or for none; another plan has to be confirmed anew."""
        if number != self._number:
            self._number = number
            self.typed.clear()
        self.retranslate()
        self.setVisible(number is not None)

    def retranslate(self) -> None:
        """Say it in the language in use."""
        text = _("This writes {count} records. Type {count} to confirm it.")
        self._said.setText(text.format(count=self._number or 0))
        self.typed.setAccessibleName(self._said.text())
