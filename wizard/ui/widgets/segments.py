"""A row of joined buttons of which one is chosen; the arrow keys go from one to the next."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from wizard.ui.widgets.buttons import Button


class Segments(QWidget):
    """``chosen`` comes with the value of the button that was pressed."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(lambda place: self.chosen.emit(self._values[place]))
        self._values: list[Hashable] = []
        self.buttons: list[Button] = []

    @property
    def value(self) -> Hashable:
        """The value that is chosen; None where there is none."""
        place = self._group.checkedId()
        return self._values[place] if 0 <= place < len(self._values) else None

    def offer(self, choices: Sequence[tuple[Hashable, str]], chosen: Hashable) -> None:
        """Offer these values with their words; buttons that stay keep their focus."""
        self._values = [value for value, _ in choices]
        while len(self.buttons) < len(choices):
            button = Button()
            button.setCheckable(True)
            button.setAutoExclusive(True)  # a screen reader calls it one of several
            self._group.addButton(button, len(self.buttons))
            self._row.addWidget(button)
            self.buttons.append(button)
        last = len(choices) - 1
        for place, button in enumerate(self.buttons):
            button.setVisible(place <= last)
            if place > last:
                continue
            value, text = choices[place]
            button.setText(text)
            button.setAccessibleName(text)
            button.setChecked(value == chosen)
            look = "only" if last == 0 else {0: "first", last: "last"}.get(place, "middle")
            if button.property("segment") != look:
                button.setProperty("segment", look)
                button.style().unpolish(button)
                button.style().polish(button)
