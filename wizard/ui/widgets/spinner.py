"""A ring that turns while something is done beside the window; words beside it say what."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from wizard.ui.look import theme


class Spinner(QWidget):
    """Turns only while it is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(18, 18)
        self._angle = 0
        self._timer = QTimer(self)
        self._timer.setInterval(80)
        self._timer.timeout.connect(self._turn)

    def turn(self, *, on: bool) -> None:
        """Show it and turn, or hide it and rest."""
        self.setVisible(on)
        if on:
            self._timer.start()
        else:
            self._timer.stop()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Three quarters of a ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme().brand), 2, c=Qt.PenCapStyle.RoundCap))
        painter.drawArc(QRectF(2, 2, 14, 14), -self._angle * 16, 270 * 16)
        painter.end()

    def _turn(self) -> None:
        self._angle = (self._angle + 30) % 360
        self.update()
