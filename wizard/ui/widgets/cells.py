"""Drawing cells: names with their numbers, tags, and two sides of which one is used."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from wizard.ui import icons
from wizard.ui.look import theme
from wizard.ui.theme import CONTROL_RADIUS

Index = QModelIndex | QPersistentModelIndex

INSET = 12
RIGHT = 4
TEXT = 13
_SMALL = 12
_SIDE_PADDING = 9
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class TagLook:
    """A tag's ink and ground, by the theme's names for them."""

    ink: str = "ink_soft"
    ground: str = "neutral_soft"


class Cells(QStyledItemDelegate):
    """What all tables of rows share: the ground, the line below, and the focus on a row."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground and line, then what the cell says."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = option.rect
        colours = theme()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(colours.brand_soft))
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        font = sized(option.font, TEXT, QFont.Weight.Normal)
        self.draw(painter, area.adjusted(INSET, 0, -RIGHT, -1), index, font)
        painter.restore()

    def draw(self, painter: QPainter, area: QRect, index: Index, font: QFont) -> None:
        """What the cell says; by default its text on one line."""
        self.say(painter, area, str(index.data() or ""), font, theme().ink)

    def say(self, painter: QPainter, area: QRect, text: str, font: QFont, ink: str) -> int:
        """A text on one line, shortened where it has to be; how wide it came out."""
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.setFont(font)
        painter.setPen(QColor(ink))
        painter.drawText(area, _LEFT, shown)
        return metrics.horizontalAdvance(shown)

    def tag(self, painter: QPainter, area: QRect, text: str, font: QFont, look: TagLook) -> None:
        """A pill with a word or two."""
        small = sized(font, _SMALL, QFont.Weight.Medium)
        metrics = QFontMetrics(small)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width() - 20)
        height = metrics.height() + 8
        pill = QRectF(
            area.left(),
            area.center().y() - height / 2 + 0.5,
            metrics.horizontalAdvance(shown) + 20,
            height,
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(theme(), look.ground)))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setFont(small)
        painter.setPen(QColor(getattr(theme(), look.ink)))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, shown)


def strong(font: QFont) -> QFont:
    """The same font, heavier."""
    return sized(font, font.pixelSize(), QFont.Weight.DemiBold)


def draw_sides(
    painter: QPainter,
    areas: tuple[QRect, QRect],
    names: tuple[str, str],
    used: int,
    *,
    quiet: bool = False,
) -> None:
    """Two sides next to one another; ``used`` is the one that is (0 or 1), or neither (-1).

    ``quiet`` is for what cannot be chosen.
    """
    colours = theme()
    ground, ink = (
        (colours.neutral_soft, colours.ink) if quiet else (colours.brand, colours.on_brand)
    )
    whole = QRectF(areas[0].united(areas[1])).adjusted(0.5, 0.5, -0.5, -0.5)
    outline = QPainterPath()
    outline.addRoundedRect(whole, CONTROL_RADIUS - 1, CONTROL_RADIUS - 1)
    painter.fillPath(outline, QColor(colours.surface))
    painter.save()
    painter.setClipPath(outline)
    for place, area in enumerate(areas):
        chosen = place == used
        if chosen:
            painter.fillRect(area, QColor(ground))
        weight = QFont.Weight.DemiBold if chosen else QFont.Weight.Normal
        painter.setFont(sized(painter.font(), _SMALL, weight))
        painter.setPen(QColor(ink if chosen else colours.ink_soft))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, names[place])
    painter.restore()
    painter.setPen(QPen(QColor(colours.line if quiet else colours.border), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(outline)


def sides_in(area: QRect, names: tuple[str, str], font: QFont) -> tuple[QRect, QRect]:
    """Where the two sides stand in a cell; a long name leaves room for the other."""
    metrics = QFontMetrics(sized(font, _SMALL, QFont.Weight.DemiBold))
    widths = [metrics.horizontalAdvance(name) + 2 * _SIDE_PADDING for name in names]
    if sum(widths) > area.width():
        widths[1] = max(area.width() - widths[0], area.width() // 3)
        widths[0] = area.width() - widths[1]
    height = metrics.height() + 12
    top = area.center().y() - height // 2
    left = QRect(area.left(), top, widths[0], height)
    return left, QRect(area.left() + widths[0], top, widths[1], height)


def draw_mark(painter: QPainter, area: QRect) -> None:
    """The tick of a row that is marked."""
    icons.paint(painter, "check", theme().brand, QRectF(area.left(), area.center().y() - 7, 14, 14))


def room_for_sides(names: tuple[str, str], font: QFont) -> int:
    """How wide a cell is that shows both sides."""
    left, right = sides_in(QRect(0, 0, 10_000, 10), names, font)
    return INSET + left.width() + right.width() + 2 * RIGHT


def sized(font: QFont, size: int, weight: QFont.Weight) -> QFont:
    made = QFont(font)
    made.setPixelSize(size)
    made.setWeight(weight)
    return made
