"""A table to read: rows as high as their words need, and states as pills."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from wizard.ui.look import theme
from wizard.ui.models.tables import LOOK, Index, Lines

_ROW = 40
_PAD = 12
_PILL = 10
_WRAPS = Qt.TextFlag.TextWordWrap


class LineTable(QTableView):
    """Shows a model of lines; the one who makes it also says ``setAccessibleName``."""

    def __init__(self, lines: Lines[Any], *, rows: int = 3) -> None:
        super().__init__()
        self.setModel(lines)
        self._lines = lines
        self._nothing = ""
        self.setItemDelegate(_Cell(self))
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.verticalHeader().setMinimumSectionSize(_ROW)
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.show_rows(rows)
        # rows are fitted where they are seen: to measure ten thousand would take seconds
        self._fit = QTimer(self, singleShot=True, interval=0)
        self._fit.timeout.connect(self._fitted)
        self.verticalScrollBar().valueChanged.connect(self._fit.start)
        for changed in (lines.modelReset, lines.rowsInserted):
            changed.connect(self._fit.start)

    def say_nothing(self, text: str) -> None:
        """What stands there while no line does."""
        self._nothing = text
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The lines, or that there are none."""
        super().paintEvent(event)
        if self._nothing and not self._lines.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(theme().ink_soft))
            room = self.viewport().rect().adjusted(_PAD, _PAD, -_PAD, -_PAD)
            painter.drawText(room, Qt.AlignmentFlag.AlignTop | _WRAPS, self._nothing)
            painter.end()

    def show_rows(self, rows: int) -> None:
        """Be at least as high as so many rows need."""
        self.setMinimumHeight(round(_ROW * (rows + 1.2)))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share the width among the columns, and fit the rows to it."""
        super().resizeEvent(event)
        self._share()
        self._fit.start()

    def _share(self) -> None:
        room, columns = self.viewport().width(), self._lines.columns
        plain = {at: self._needed(at) for at, one in enumerate(columns) if not one.share}
        shares = sum(one.share for one in columns) or 1
        rest = max(0, room - sum(plain.values()))
        for at, column in enumerate(columns):
            heading = self.horizontalHeader().sectionSizeHint(at)
            wide = plain.get(at, rest * column.share // shares)
            self.setColumnWidth(at, max(wide, heading))

    def _needed(self, at: int) -> int:
        """What a column's heading and the words of the rows in sight need."""
        metrics = QFontMetricsF(self.font())
        words = [self._lines.columns[at].heading()]
        words += [
            self._lines.columns[at].words(self._lines.line(row))
            for row in range(min(40, self._lines.rowCount()))
        ]
        return round(max(metrics.horizontalAdvance(one) for one in words)) + 2 * (_PAD + _PILL)

    def _fitted(self) -> None:
        self._share()
        first = self.rowAt(0)
        if first < 0:
            return
        last = self.rowAt(self.viewport().height())
        for row in range(first, (last if last >= 0 else self._lines.rowCount() - 1) + 1):
            self.resizeRowToContents(row)


class _Cell(QStyledItemDelegate):
    """Paints a cell by its look: plain or soft words that break lines, or a pill."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground, the line below, and the words."""
        now, look = theme(), str(index.data(LOOK))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(area, QColor(now.brand_soft if chosen else now.surface))
        painter.setPen(QPen(QColor(now.line), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        words = str(index.data())
        if look.startswith("tag") and words:
            self._pill(painter, area, words, look)
        else:
            font = option.font
            font.setWeight(font.Weight.Medium if look == "strong" else font.Weight.Normal)
            painter.setFont(font)
            painter.setPen(QColor(now.ink_soft if look == "soft" else now.ink))
            painter.drawText(area.adjusted(_PAD, 6, -_PAD, -6), words, _WRAPPED)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's
        """As high as its words need in the column's width."""
        table = self.parent()
        assert isinstance(table, LineTable)
        width = table.columnWidth(index.column()) - 2 * _PAD
        metrics = QFontMetricsF(option.font)
        room = QRectF(0, 0, max(1, width), 10_000)
        flags = int(Qt.TextFlag.TextWordWrap)
        needs = metrics.boundingRect(room, flags, str(index.data()))
        pill = str(index.data(LOOK)).startswith("tag")
        return QSize(width, _ROW if pill else max(_ROW, round(needs.height()) + 20))

    def _pill(self, painter: QPainter, area: QRectF, words: str, look: str) -> None:
        now = theme()
        inks = {
            "tag-ok": (now.ok, now.ok_soft),
            "tag-warn": (now.warn, now.warn_soft),
            "tag-info": (now.info, now.info_soft),
            "tag-bad": (now.bad, now.bad_soft),
        }
        ink, ground = inks.get(look, (now.ink_soft, now.neutral_soft))
        font = painter.font()
        font.setPixelSize(12)
        font.setWeight(font.Weight.Medium)
        painter.setFont(font)
        width = QFontMetricsF(font).horizontalAdvance(words) + 2 * _PILL
        pill = QRectF(area.left() + _PAD - 2, area.center().y() - 11, width, 22)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(pill, 11, 11)
        painter.setPen(QColor(ink))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)


def _wrapped() -> QTextOption:
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    return option


_WRAPPED = _wrapped()
