"""Buttons with an icon that turns dark with the theme, and the page's plain ones."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton

from wizard.ui import icons
from wizard.ui.look import theme
from wizard.ui.theme import CONTROL_RADIUS

_RING, _INSIDE = 2.0, 4.0


class Button(QPushButton):
    """A button; ``look`` is ``""``, ``primary``, ``link``, ``danger`` or ``quiet``.

    ``icon`` names one of our own; ``after`` puts it behind the words.
    """

    def __init__(self, look: str = "", icon: str = "", *, after: bool = False) -> None:
        super().__init__()
        self._icon = icon
        self.setProperty("look", look)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if after:
            self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the icon anew where the theme has changed."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.EnabledChange):
            self._draw()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """A ring inside as well, where the button is filled: an edge alone is hardly seen there."""
        super().paintEvent(event)
        if self.hasFocus() and self._filled():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme().on_brand), _RING))
            inside = QRectF(self.rect()).adjusted(_INSIDE, _INSIDE, -_INSIDE, -_INSIDE)
            painter.drawRoundedRect(inside, CONTROL_RADIUS - _INSIDE, CONTROL_RADIUS - _INSIDE)
            painter.end()

    def _filled(self) -> bool:
        look = self.property("look")
        if look == "primary":
            return self.isEnabled()
        return self.isChecked() and (look == "segment" or bool(self.property("segment")))

    def _draw(self) -> None:
        if self._icon:
            inks = {"primary": theme().on_brand, "quiet": theme().ink_soft, "": theme().ink}
            ink = inks.get(str(self.property("look")), theme().brand)
            self.setIcon(icons.icon(self._icon, ink if self.isEnabled() else theme().ink_soft))
