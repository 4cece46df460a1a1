"""A consent: a card with one box to tick, and a line that says what follows."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QSizePolicy

from wizard.ui.widgets.cards import Card
from wizard.ui.widgets.text import Text


class Tick(Card):
    """``box`` is the check box itself; the whole is worded with ``say``."""

    def __init__(self) -> None:
        super().__init__()
        self.box = QCheckBox()
        font = self.box.font()
        font.setWeight(font.Weight.DemiBold)
        self.box.setFont(font)
        self.box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._follows = Text("soft")
        self._follows.setIndent(30)
        self.column.addWidget(self.box)
        self.column.addWidget(self._follows)

    def say(self, consent: str, follows: str) -> None:
        """What is consented to, in the first person, and what follows from it."""
        self.box.setText(consent)
        self.box.setAccessibleName(consent)
        self.box.setAccessibleDescription(follows)
        self._follows.setText(follows)
