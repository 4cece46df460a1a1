"""Small round marks: a step's number or tick, and a number that points into a drawing."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from wizard.flow.map import StepState
from wizard.ui import icons
from wizard.ui.look import theme


class Mark(QWidget):
    """A disc with a number or an icon; what it says is said in words beside it as well."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.setFixedSize(QSize(size, size))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def disc(self, fill: str, edge: str, ink: str, *, text: str = "", icon: str = "") -> None:
        """Draw it; for ``paintEvent``."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        painter.setPen(QPen(QColor(edge), 1.2))
        painter.setBrush(QColor(fill))
        painter.drawEllipse(area)
        if icon:
            room = self.width() * 0.22
            icons.paint(painter, icon, ink, area.adjusted(room, room, -room, -room))
        else:
            font = self.font()
            font.setPixelSize(round(self.height() * 0.54))
            font.setWeight(QFont.Weight.Bold)
            painter.setFont(font)
            painter.setPen(QColor(ink))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
        painter.end()


class StepMark(Mark):
    """The number of a step in the rail, filled where one stands, ticked where it is done."""

    def __init__(self) -> None:
        super().__init__(22)
        self._number = 0
        self._state = StepState.AHEAD

    def show_step(self, number: int, state: StepState) -> None:
        """Stand for this step in this state."""
        self._number, self._state = number, state
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """A disc in the colours of the state."""
        now = theme()
        if self._state is StepState.DONE:
            self.disc(now.ok, now.ok, now.surface, icon="check")
        elif self._state is StepState.HERE:
            self.disc(now.brand, now.brand, now.on_brand, text=str(self._number))
        else:
            self.disc(now.surface, now.line, now.ink_soft, text=str(self._number))


class Pointer(Mark):
    """A number that stands both beside a guide's step and in its drawing."""

    def __init__(self, number: int) -> None:
        super().__init__(20)
        self._number = number

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """A disc in the pointer's colour."""
        now = theme()
        self.disc(now.pointer, now.pointer, now.on_pointer, text=str(self._number))
