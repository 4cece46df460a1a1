"""What is wrong with a picture: words cut off, controls without a name, colours too near."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QStyle,
    QStyleOptionComboBox,
    QTableView,
    QWidget,
)
from ui.everypage import clipped, controls, unnamed, unreached

from screens.drawn import Drawn
from screens.stage import settle
from wizard.ui.content import Content
from wizard.ui.theme import contrast

READABLE = 4.5
TELLABLE = 3.0
_TOLD = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)
_MARGIN = 4
_LEAST = 24  # dots of a ring around the smallest control there is


def structure(window: QWidget) -> Iterator[str]:
    """What can be told without a picture."""
    yield from (f"has no name: {one}" for one in unnamed(window))
    yield from (f"is not reached by Tab: {one}" for one in unreached(window))
    yield from (f"is cut: {one}" for one in clipped(window))
    for widget in window.findChildren(QWidget):
        if widget.isVisible():
            yield from _narrow(widget)
            yield from _pushed_out(widget)
            if isinstance(widget, Content) and widget.horizontalScrollBar().maximum():
                yield f"is {widget.horizontalScrollBar().maximum()} dots wider than the window"


def _pushed_out(widget: QWidget) -> Iterator[str]:
    """Words that stand outside what holds them; a scroll area brings its own into view."""
    parent = widget.parentWidget()
    if not isinstance(widget, QLabel | QAbstractButton) or not widget.text() or parent is None:
        return
    if not parent.rect().adjusted(0, 0, 1, 1).contains(widget.geometry()):
        yield f"stands outside of what holds it: {widget.text()!r}"


def _narrow(widget: QWidget) -> Iterator[str]:
    """A list or a heading whose words are wider than their place."""
    if isinstance(widget, QComboBox):
        option = QStyleOptionComboBox()
        widget.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        area = widget.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part)
        wide = widget.fontMetrics().horizontalAdvance(widget.currentText())
        if wide > area.width():
            yield f"is cut: {widget.currentText()!r} needs {wide} and has {area.width()}"
    if isinstance(widget, QHeaderView) and widget.orientation() is Qt.Orientation.Horizontal:
        for section in range(widget.count()):
            needs, has = widget.sectionSizeHint(section), widget.sectionSize(section)
            if not widget.isSectionHidden(section) and needs > has:
                text = widget.model().headerData(section, Qt.Orientation.Horizontal)
                yield f"is cut: heading {text!r} needs {needs} and has {has}"


def shortened(texts: list[Drawn]) -> Iterator[str]:
    """Words that were shortened, and cannot be read whole in any other way."""
    for one in texts:
        if one.text.endswith("…") and one.text not in _own_words(one.widget):
            whole = _told(one)
            if not whole:
                yield f"is shortened and told nowhere: {one.text!r}"


def _own_words(widget: QWidget) -> str:
    """The words a widget was given, some of which end in three dots by themselves."""
    if isinstance(widget, QLabel | QAbstractButton):
        return widget.text()
    if isinstance(widget, QComboBox):
        return widget.currentText()
    return widget.placeholderText() if isinstance(widget, QLineEdit) else ""


def _told(one: Drawn) -> str:
    """What is said of the place of a text when the mouse rests there."""
    view = one.widget.parent()
    if isinstance(view, QAbstractItemView) and one.widget is view.viewport():
        place = one.widget.mapFrom(one.widget.window(), one.area.center().toPoint())
        index = view.indexAt(place)
        return _whole(index, one.text)
    return one.widget.toolTip()


def _whole(index: QModelIndex, shown: str) -> str:
    said = str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
    own = str(index.data() or "").endswith("…")
    return said or ("its own" if own else "")


def contrasts(texts: list[Drawn], picture: QImage) -> Iterator[str]:
    """Texts that cannot be told from what is really behind them."""
    for one in texts:
        ground = _ground(picture, one.area)
        if contrast(one.ink, ground) < READABLE:
            ratio = contrast(one.ink, ground)
            yield f"cannot be read: {one.text!r} in {one.ink} on {ground} ({ratio:.1f}:1)"


def _ground(picture: QImage, area: QRectF) -> str:
    """The colour that there is most of around a text."""
    fine = picture.devicePixelRatio()
    place = QRect(
        QPoint(int(area.left() * fine), int(area.top() * fine)),
        QPoint(int(area.right() * fine), int(area.bottom() * fine)),
    ).intersected(picture.rect())
    part = picture.copy(place).convertToFormat(QImage.Format.Format_RGB32)
    dots = memoryview(part.constBits()).cast("B").cast("I")
    most, _count = Counter(dots[: part.width() * part.height()]).most_common(1)[0]
    return f"#{most & 0xFFFFFF:06x}"


Kind = tuple[str, ...]
"""What controls have in common that show the focus in the same way."""


def unlooked(window: QWidget, known: set[Kind]) -> dict[Kind, QWidget]:
    """A control of each kind in the window that is not among the ``known``."""
    found: dict[Kind, QWidget] = {}
    for widget in controls(window):
        kind = (
            type(widget).__name__,
            str(widget.property("look")),
            str(widget.property("segment")),
            str(isinstance(widget, QAbstractButton) and widget.isChecked()),
        )
        tabs = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if kind not in known and tabs and not widget.visibleRegion().isEmpty():
            found.setdefault(kind, widget)
    return found


def rings(window: QWidget, known: set[Kind]) -> Iterator[str]:
    """Controls on which the focus cannot be seen; ``known`` are the kinds that were looked at."""
    for kind, widget in unlooked(window, known).items():
        known.add(kind)
        yield from _ring(window, widget, kind)


def _ring(window: QWidget, widget: QWidget, look: tuple[str, ...]) -> Iterator[str]:
    held = window.focusWidget()
    if isinstance(held, QLineEdit) and isinstance(held.parent().parent(), QAbstractItemView):
        return  # an editor closes when the focus leaves it
    if held is not None:
        held.clearFocus()
    settle()
    before = _around(window, widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    settle()
    after = _around(window, widget)
    changed = _changed(before, after)
    if isinstance(widget, QLineEdit):
        widget.deselect()  # the Tab key has marked all of it
    if held is not None:
        held.setFocus(Qt.FocusReason.OtherFocusReason)
    wide = max((contrast(was, now) for was, now in changed), default=1.0)
    if wide < TELLABLE:
        yield f"the focus cannot be seen ({wide:.1f}:1): {' '.join(look)}"


def _around(window: QWidget, widget: QWidget) -> QImage:
    area = QRect(widget.mapTo(window, QPoint()), widget.size())
    area = area.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN).intersected(window.rect())
    return window.grab(area).toImage().convertToFormat(QImage.Format.Format_RGB32)


def _changed(before: QImage, after: QImage) -> list[tuple[str, str]]:
    """The changes of colour that a good part of the edge has gone through."""
    one, other = (memoryview(each.constBits()).cast("B").cast("I") for each in (before, after))
    pairs = Counter(
        (was & 0xFFFFFF, now & 0xFFFFFF) for was, now in zip(one, other, strict=True) if was != now
    )
    enough = min(before.width() // 2, _LEAST)
    return [
        (f"#{was:06x}", f"#{now:06x}") for (was, now), count in pairs.items() if count >= enough
    ]


def table_cells(window: QWidget) -> Iterator[str]:
    """The words of every row of a table that can be seen, and what is told of them besides."""
    for view in window.findChildren(QTableView):
        if view.isVisible():
            model = view.model()
            for row in range(min(model.rowCount(), 40)):
                for column in range(model.columnCount()):
                    yield from (str(model.index(row, column).data(role) or "") for role in _TOLD)
