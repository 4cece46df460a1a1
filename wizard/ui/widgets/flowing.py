"""A row that goes on in the next line where it does not fit: small windows, large letters."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from wizard.ui.theme import SPACE


class Flowing(QLayout):
    """What is added stands from left to right, as many as fit; each is as wide as it asks for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(SPACE[1])
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        """Put something at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        """The one at this place, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        """Take the one at this place out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's name
        """It takes no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """How high it is in this width."""
        return self._laid(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, area: QRect) -> None:  # noqa: N802 - Qt's name
        """Lay everything out."""
        super().setGeometry(area)
        self._laid(area, move=True)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """At best everything in one line."""
        sizes = [one.sizeHint() for one in self._seen()]
        gaps = self.spacing() * max(0, len(sizes) - 1)
        return QSize(
            sum(one.width() for one in sizes) + gaps,
            max((one.height() for one in sizes), default=0),
        )

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        """No narrower than the widest."""
        sizes = [one.minimumSize() for one in self._seen()]
        return QSize(
            max((one.width() for one in sizes), default=0),
            max((one.height() for one in sizes), default=0),
        )

    def _seen(self) -> list[QLayoutItem]:
        return [one for one in self._items if not one.isEmpty()]

    def _laid(self, area: QRect, *, move: bool) -> int:
        left, top = area.left(), area.top()
        high = max((one.sizeHint().height() for one in self._seen()), default=0)
        for item in self._seen():
            size = item.sizeHint()
            wide = min(size.width(), area.width())
            if left > area.left() and left + wide > area.left() + area.width():
                left, top = area.left(), top + high + self.spacing()
            if move:
                middle = top + (high - size.height()) // 2
                item.setGeometry(QRect(QPoint(left, middle), QSize(wide, size.height())))
            left += wide + self.spacing()
        return top + high - area.top()
