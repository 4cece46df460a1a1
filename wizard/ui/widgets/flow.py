"""Rows that give way where the window is narrow: buttons that break lines, columns that stack.

They place their widgets themselves. A layout of Qt's own could be turned as well, but not while it
is asked how high it would be, which is when one knows.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QSizePolicy, QWidget

from wizard.ui.theme import SPACE

Lines = list[list[tuple[QWidget, int]]]
"""Widgets line by line, each with its width."""


class Placing(QWidget):
    """A widget that is as high as its widgets need in the width it gets."""

    def __init__(self, spacing: int, upright: QSizePolicy.Policy) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, upright)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.spacing = spacing

    @property
    def widgets(self) -> list[QWidget]:
        """What it holds, in its order; what is deleted is gone from here by itself."""
        return [one for one in self.children() if isinstance(one, QWidget)]

    def addWidget(self, widget: QWidget) -> None:  # noqa: N802 - as in a layout
        """Take a widget after the others."""
        told = widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
        hidden = told and widget.isHidden()
        widget.setParent(self)
        widget.setVisible(not hidden)
        self.updateGeometry()

    def removeWidget(self, widget: QWidget) -> None:  # noqa: N802 - as in a layout
        """Let go of a widget."""
        widget.setParent(None)
        self.updateGeometry()

    def lines(self, width: int) -> Lines:
        """The lines in this width."""
        raise NotImplementedError

    def place(self, lines: Lines, area: QRect) -> None:
        """Put each widget where it stands."""
        raise NotImplementedError

    def seen(self) -> list[QWidget]:
        """The widgets that are shown."""
        shown = [one for one in self.widgets if not one.isHidden()]
        return [one for one in shown if not isinstance(one, Placing) or one.seen()]

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """How high its lines are together."""
        heights = [_height(line) for line in self.lines(width)]
        return sum(heights) + SPACE[1] * max(0, len(heights) - 1)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """All of it on one line."""
        wants = [(one, _wanted(one)) for one in self.seen()]
        return QSize(_wide(wants, self.spacing), _height(wants)) if wants else QSize(0, 0)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as the widest of them."""
        seen = self.seen()
        wide = max((_least(one) for one in seen), default=0)
        return QSize(wide, max((one.minimumSizeHint().height() for one in seen), default=0))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Place them anew."""
        super().resizeEvent(event)
        self.place(self.lines(self.width()), self.rect())

    def event(self, event: QEvent) -> bool:
        """Place them anew where one of them has become larger or smaller."""
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self.place(self.lines(self.width()), self.rect())
        return super().event(event)


class Flow(Placing):
    """Each as large as it wants to be; after ``turn`` at the right, where their line has room."""

    def __init__(self, spacing: int = SPACE[1]) -> None:
        super().__init__(spacing, QSizePolicy.Policy.Minimum)
        self._turned: int | None = None

    def turn(self) -> None:
        """From here on at the right."""
        self._turned = len(self.widgets)

    def lines(self, width: int) -> Lines:
        """As many on each line as it has room for."""
        lines: Lines = []
        for widget in self.seen():
            wide = min(_wanted(widget), max(width, _least(widget)))
            if lines and _wide(lines[-1], self.spacing) + self.spacing + wide <= width:
                lines[-1].append((widget, wide))
            else:
                lines.append([(widget, wide)])
        return lines

    def place(self, lines: Lines, area: QRect) -> None:
        """From the left, and the last of them at the right."""
        top = area.top()
        turned = self.widgets[self._turned :] if self._turned is not None else []
        for line in lines:
            left, high = area.left(), _height(line)
            free = max(0, area.width() - _wide(line, self.spacing))
            for widget, wide in line:
                if widget in turned:
                    left, free = left + free, 0
                _put(widget, QRect(left, top, wide, high))
                left += wide + self.spacing
            top += high + SPACE[1]


class Columns(Placing):
    """Columns that share the width, one below the other where it is less than ``least`` or less
    than they need. A share of 0 takes what it wants."""

    def __init__(self, spacing: int, least: int = 0) -> None:
        super().__init__(spacing, QSizePolicy.Policy.Preferred)
        self._least = least
        self._shares: dict[QWidget, int] = {}

    def add(self, column: QWidget | QLayout, share: int = 0) -> None:
        """Take a column after the others."""
        if isinstance(column, QLayout):
            held = QWidget()
            column.setContentsMargins(0, 0, 0, 0)
            held.setLayout(column)
            column = held
        self._shares[column] = share
        self.addWidget(column)

    def lines(self, width: int) -> Lines:
        """All on one line, or each on its own."""
        seen = self.seen()
        wants = {one: _least(one) if self._shares[one] else _wanted(one) for one in seen}
        gaps = self.spacing * max(0, len(seen) - 1)
        if width < max(self._least, sum(wants.values()) + gaps):
            return [[(one, width)] for one in seen]
        rest, shares = width - gaps, {one: self._shares[one] for one in seen}
        while tight := [one for one in shares if _share(shares, one, rest) < wants[one]]:
            for one in tight:
                rest -= wants[one]
                del shares[one]
        given = {one: _share(shares, one, rest) if one in shares else wants[one] for one in seen}
        if shares:
            given[list(shares)[-1]] += width - gaps - sum(given.values())  # the odd dots
        return [[(one, given[one]) for one in seen]] if seen else []

    def place(self, lines: Lines, area: QRect) -> None:
        """Beside one another as high as there is room, else one below the other."""
        top = area.top()
        for line in lines:
            left, high = area.left(), area.height() if len(lines) == 1 else _height(line)
            for widget, wide in line:
                _put(widget, QRect(left, top, wide, high))
                left += wide + self.spacing
            top += high + SPACE[1]


def _share(shares: dict[QWidget, int], one: QWidget, rest: int) -> int:
    return rest * shares[one] // (sum(shares.values()) or 1)


def _wide(line: list[tuple[QWidget, int]], spacing: int) -> int:
    return sum(wide for _, wide in line) + spacing * (len(line) - 1)


def _height(line: list[tuple[QWidget, int]]) -> int:
    return max(_high(widget, wide) for widget, wide in line)


def _high(widget: QWidget, wide: int) -> int:
    known = widget.hasHeightForWidth()
    wanted = widget.heightForWidth(wide) if known else widget.sizeHint().height()
    return min(max(wanted, widget.minimumHeight()), widget.maximumHeight())


def _least(widget: QWidget) -> int:
    return min(max(widget.minimumSizeHint().width(), widget.minimumWidth()), widget.maximumWidth())


def _wanted(widget: QWidget) -> int:
    return min(max(widget.sizeHint().width(), widget.minimumWidth()), widget.maximumWidth())


def _put(widget: QWidget, area: QRect) -> None:
    """What has a height of its own stands in the middle of its line."""
    upright = widget.sizePolicy().verticalPolicy()
    if upright in (QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum) or type(widget) is Flow:
        high = _high(widget, area.width())
        area = QRect(area.left(), area.top() + (area.height() - high) // 2, area.width(), high)
    widget.setGeometry(area)
