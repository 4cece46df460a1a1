"""A list to pick one from, that a turn of the mouse wheel over the page does not change."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox

from wizard.ui.look import dressed
from wizard.ui.widgets.cards import Card
from wizard.ui.widgets.text import Text


class Picker(QComboBox):
    """``picked`` comes only where a person has picked something, with its value in ``values``.

    They are kept here: Qt would give an enum back as its text.
    """

    picked = Signal(object)

    def __init__(self, look: str = "") -> None:
        super().__init__()
        self.values: list[object] = []
        self.setProperty("look", look)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.activated.connect(lambda place: self.picked.emit(self.values[place]))

    def offer(self, options: Sequence[tuple[object, str]], chosen: object, look: str = "") -> None:
        """Show these options; what is chosen is told to nobody."""
        with QSignalBlocker(self):
            self.clear()
            self.addItems([words for _value, words in options])
            self.values = [value for value, _words in options]
            self.setCurrentIndex(self.values.index(chosen) if chosen in self.values else -1)
        dressed(self, look)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """The wheel belongs to the page."""
        event.ignore()


class DecisionCard(Card):
    """A question with its answers, and beneath what the profile recommends."""

    def __init__(self) -> None:
        super().__init__()
        self.column.setContentsMargins(16, 12, 16, 12)
        self._question, self.picker, self._hint = Text("small"), Picker(), Text("small")
        for widget in (self._question, self.picker, self._hint):
            self.column.addWidget(widget)
        self.column.addStretch(1)

    def say(
        self, question: str, options: Sequence[tuple[object, str]], chosen: object, hint: str
    ) -> None:
        """Ask, with these options and this one chosen."""
        self._question.setText(question)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.picker.offer(options, chosen)
        self.picker.setAccessibleName(question)
        self.picker.setAccessibleDescription(hint)
