"""The window as the desktop knows it: title, place, and a picture before all else is read."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QMainWindow, QVBoxLayout, QWidget

from wizard.i18n import mark
from wizard.i18n import translate as _
from wizard.ui.habits import Habits
from wizard.ui.look import Look
from wizard.ui.theme import LEAD_WIDTH, PRODUCT_SIZE, RAIL_WIDTH, SPACE, TITLE_SIZE

PRODUCT = mark("Tripletex connection")
TITLE = mark("What do you want to connect to Tripletex?")
LEAD = mark(
    "It takes about ten minutes. You can stop at any time – everything is stored, and "
    "nothing is changed in Tripletex before you have approved it."
)
"""The words of the first page, where every start begins."""
SIZE = (1120, 740)
SMALLEST = (860, 480)


class Frame(QMainWindow):
    """Stands with the words of the first page, says so with ``stands``, and is filled by ``hold``.

    It imports no more than it shows, so that it comes at once: not even the namespace ``Qt``, whose
    hundred enums take half as long as everything else here. Keys that are pressed before it is
    filled are kept, and then come to the page in their order.
    """

    stands = Signal()

    def __init__(self, look: Look, habits: Habits) -> None:
        super().__init__()
        self._look, self._habits = look, habits
        self._drawn = False
        self._inside: QWidget | None = None
        self._early: list[QKeyEvent] = []
        look.changed.connect(self._dress)
        self.setMinimumSize(*SMALLEST)
        self.setWindowTitle(_(PRODUCT))
        self.setCentralWidget(_Picture())
        if not self.restoreGeometry(habits.place):
            self.resize(*SIZE)

    def hold(self, inside: QWidget) -> None:
        """Show this from now on, and give it the keys that came before it."""
        self._inside = inside
        self.setCentralWidget(inside)
        self._dress()
        inside.show()  # now, and not with the next event: what is said aloud has to be seen
        QTimer.singleShot(0, self._hand_on)  # once the page has put the focus where it begins

    def come_forward(self) -> None:
        """Be the window in front."""
        if self.isMinimized():
            self.showMaximized() if self.isMaximized() else self.showNormal()
        self.raise_()
        self.activateWindow()

    # what Qt asks of it

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Say when the first picture stands."""
        super().paintEvent(event)
        if not self._drawn:
            self._drawn = True
            QTimer.singleShot(0, self.stands.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Keep a key that comes early; where nothing has the focus, the whole inside has it."""
        if self._inside is None:
            self._early.append(event.clone())
        else:
            self._inside.keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """A button is pressed when its key is let go."""
        if self._inside is None:
            self._early.append(event.clone())
        else:
            super().keyReleaseEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's name
        """The Tab key is kept like every other, as long as it leads nowhere."""
        return self._inside is not None and super().focusNextPrevChild(forward)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Close where the inside can be closed, and remember the place."""
        if self._inside is not None and not self._inside.close():
            event.ignore()
            return
        self._habits.place = self.saveGeometry()
        event.accept()

    def _dress(self) -> None:
        # not the application: a page is made outside of the window, and dressed once, when it
        # comes in, instead of anew with each widget that it takes in
        if self._inside is not None and self.styleSheet() != self._look.sheet:
            self.setStyleSheet(self._look.sheet)

    def _hand_on(self) -> None:
        early, self._early = self._early, []
        for key in early:
            QApplication.sendEvent(self.focusWidget() or self, key)


class _Picture(QWidget):
    """The rail's ground, and the words of the first page where it will say them."""

    def __init__(self) -> None:
        super().__init__()
        rail = QWidget()
        rail.setFixedWidth(RAIL_WIDTH)
        rail.setBackgroundRole(QPalette.ColorRole.Base)
        rail.setAutoFillBackground(True)
        names = QVBoxLayout(rail)
        names.setContentsMargins(18, 24, 18, 0)
        names.addWidget(_words(PRODUCT, PRODUCT_SIZE))
        names.addStretch(1)
        lead = _words(LEAD)
        lead.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        lead.setMaximumWidth(LEAD_WIDTH)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(SPACE[5] + 1, SPACE[5] - 2, SPACE[5], 0)
        column.setSpacing(SPACE[2])
        column.addWidget(_words(TITLE, TITLE_SIZE))
        column.addWidget(lead)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(rail)
        row.addWidget(page, 1)


def _words(text: str, bold: int = 0) -> QLabel:
    """A text that breaks lines; bold in so many pixels where they are named."""
    label = QLabel(_(text))
    label.setWordWrap(True)
    if bold:
        font = label.font()
        font.setPixelSize(bold)
        font.setBold(True)
        label.setFont(font)
    return label
