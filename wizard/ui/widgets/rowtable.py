"""A table of very many rows: each as high as the next, its columns sharing the width it has."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

_HEADER = 38


class RowTable(QTableView):
    """``shares`` are the columns' parts of the width that ``fixed`` ones leave them.

    ``typed`` comes with each key before the table itself takes it; who has a use for it accepts it.
    """

    typed = Signal(object)

    def __init__(self, shares: Sequence[float], height: int) -> None:
        super().__init__()
        self._shares = shares
        self.fixed: dict[int, int] = {}
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(height)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setHighlightSections(False)
        columns.setFixedHeight(_HEADER)
        self.setMinimumHeight(_HEADER + 2 * height)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share the width anew."""
        super().resizeEvent(event)
        self.share_width()

    def share_width(self) -> None:
        """Give each column what is fixed, or its share of the rest, or what its heading needs."""
        width = self.viewport().width() - sum(self.fixed.values())
        shares = {n: one for n, one in enumerate(self._shares) if n not in self.fixed}
        whole = sum(shares.values())
        needs = {column: self.horizontalHeader().sectionSizeHint(column) for column in shares}
        tight = {one for one in shares if width * shares[one] / whole < needs[one]}
        rest = width - sum(needs[one] for one in tight)
        whole = sum(share for one, share in shares.items() if one not in tight) or 1
        for column, share in shares.items():
            wide = needs[column] if column in tight else int(rest * share / whole)
            self.setColumnWidth(column, max(wide, needs[column]))
        for column, wide in self.fixed.items():
            self.setColumnWidth(column, wide)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Stand on a row from the start, so that the first arrow key moves."""
        super().focusInEvent(event)
        self.stand()

    def stand(self) -> None:
        """Stand on the first row, where the table has the focus and stands on none."""
        if self.hasFocus() and not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """The arrows move; every other key is offered to whoever listens, then to the window."""
        event.ignore()
        if self.state() is not QAbstractItemView.State.EditingState:
            self.typed.emit(event)
        if event.isAccepted():
            return
        if event.key() in _MOVES:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def go(self, by: int) -> None:
        """Stand on another row."""
        row = self.currentIndex().row() + by
        if 0 <= row < self.model().rowCount():
            self.setCurrentIndex(self.model().index(row, 0))


_MOVES = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)
