"""A drawn guide: numbered steps at the left, and at the right a drawing that numbers its fields.

The drawing is ours, in the theme's colours; it shows where to look, not what Tripletex looks
like. It is read aloud as one picture with the text alternative it is given.
"""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from wizard.ui.theme import SPACE
from wizard.ui.widgets.marks import Pointer
from wizard.ui.widgets.text import Text, plain


class GuideStep(QWidget):
    """A numbered step: what to do, where it is, and below it whatever the step hands out."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE[1])
        mark = QVBoxLayout()
        mark.addWidget(Pointer(number))
        mark.addStretch(1)
        row.addLayout(mark)
        self.column = QVBoxLayout()
        self.column.setSpacing(1)
        self._what, self._where = Text("strong"), Text("soft")
        self.column.addWidget(self._what)
        self.column.addWidget(self._where)
        row.addLayout(self.column, 1)

    def say(self, what: str, where: str) -> None:
        """Say what to do and where; menu words stand between double asterisks."""
        self._what.say(what)
        self._where.say(where)
        self._where.setVisible(bool(where))
        self.setAccessibleName(f"{self._number}. {plain(what)}. {plain(where)}")


class DrawnField(QFrame):
    """A field of a drawing; with ``number`` it is one that a step points at."""

    def __init__(self, number: int = 0) -> None:
        super().__init__()
        self.setProperty("look", "drawn-pointed" if number else "drawn-field")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 10, 6)
        row.setSpacing(SPACE[1])
        if number:
            row.addWidget(Pointer(number))
        self.name = Text("strong" if number else "soft", wraps=False)
        self.value = Text("soft", wraps=False)
        row.addWidget(self.name, 1)
        row.addWidget(self.value)

    def press(self) -> None:
        """Draw the value as a button that is to be pressed."""
        self.value.setProperty("look", "drawn-button")


class Drawing(QFrame):
    """The frame of a drawing; ``column`` takes its fields."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "drawing")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(18, 18, 18, 26)
        self.column.setSpacing(10)
        head = QHBoxLayout()
        self._name, self._note = Text("strong"), Text("small", wraps=False)
        head.addWidget(self._name, 1)
        head.addWidget(self._note)
        self.column.addLayout(head)

    def say(self, name: str, note: str, alternative: str) -> None:
        """Its heading, a note that it is a drawing, and what it shows in words."""
        self._name.setText(name)
        self._note.setText(note)
        self.setAccessibleName(alternative)
