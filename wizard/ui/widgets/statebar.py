"""One bar of all records by state, with every state named and numbered below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from wizard.ui.look import theme
from wizard.ui.theme import SPACE
from wizard.ui.widgets.cards import Card
from wizard.ui.widgets.flow import Flow
from wizard.ui.widgets.text import Text

_HEIGHT = 12


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the bar: its colour by the theme's name, how many, and the word below."""

    colour: str
    count: int
    word: str


class StateBar(Card):
    """Parts without records are left out below, and take no room in the bar."""

    def __init__(self) -> None:
        super().__init__()
        self._bar = _Bar()
        self._legend = Flow(SPACE[3])
        self.column.addWidget(self._bar)
        self.column.addSpacing(SPACE[0])
        self.column.addWidget(self._legend)
        self._entries: list[_Entry] = []

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show these parts, from the left."""
        self._bar.parts = [one for one in parts if one.count]
        self._bar.update()
        while len(self._entries) < len(parts):
            entry = _Entry()
            self._legend.addWidget(entry)
            self._entries.append(entry)
        for place, entry in enumerate(self._entries):
            entry.setVisible(place < len(parts) and parts[place].count > 0)
            if place < len(parts):
                entry.show_part(parts[place])
        self.setAccessibleName(", ".join(f"{one.count} {one.word}" for one in self._bar.parts))


class _Bar(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[Part] = []
        self.setFixedHeight(_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Each part as wide as its share, and wide enough to be seen."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()), _HEIGHT / 2, _HEIGHT / 2)
        painter.setClipPath(path)
        painter.fillPath(path, QColor(theme().neutral_soft))
        whole = sum(one.count for one in self.parts)
        least = 4.0
        room = self.width() - least * len(self.parts)
        left = 0.0
        for one in self.parts:
            wide = least + room * one.count / whole
            colour = QColor(getattr(theme(), one.colour))
            painter.fillRect(QRectF(left, 0, wide, _HEIGHT), colour)
            left += wide
        painter.end()


class _Entry(QWidget):
    """A dot in the part's colour, the number, and the word."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE[0])
        self._dot = _Dot()
        self._count, self._word = Text("strong", wraps=False), Text("soft", wraps=False)
        for widget in (self._dot, self._count, self._word):
            row.addWidget(widget)

    def show_part(self, part: Part) -> None:
        """Stand for this part."""
        self._dot.colour = part.colour
        self._dot.update()
        self._count.setText(f"{part.count}")
        self._word.setText(part.word)


class _Dot(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.colour = "ink"
        self.setFixedSize(12, 12)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """A disc."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(getattr(theme(), self.colour)))
        painter.setBrush(QColor(getattr(theme(), self.colour)))
        painter.drawEllipse(QRectF(1.5, 1.5, 9, 9))
        painter.end()
