"""Cards: a plain one to group what belongs together, and one that can be chosen."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from wizard.ui.theme import SPACE


class Card(QFrame):
    """A frame with a column of widgets; ``look`` may be a state: ``info warn bad ok``."""

    def __init__(self, look: str = "card") -> None:
        super().__init__()
        self.setProperty("look", look)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(18, SPACE[3], 18, SPACE[3])
        self.column.setSpacing(SPACE[1])


class ChoiceCard(QPushButton):
    """A card that is one of several to choose from; put them in an exclusive button group.

    Its words are labels in ``column``; the one who makes it also says ``setAccessibleName``.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(18, SPACE[3] + 1, 18, SPACE[3] + 1)
        self.column.setSpacing(SPACE[1])

    def add(self, widget: QWidget) -> None:
        """Put a label into the card; clicks go through it to the card."""
        widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.column.addWidget(widget)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As large as its words need."""
        return self.column.totalSizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As small as its words allow."""
        return self.column.totalMinimumSize()
