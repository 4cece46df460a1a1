"""What holds for every page: named controls, reached by Tab, and no text wider than its label."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QSize
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from wizard.ui.readingorder import stops

_CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)
_PARTS = ("qt_spinbox_lineedit",)


def controls(root: QWidget) -> Iterator[QWidget]:
    """Everything below that a person can use now; not the parts that Qt makes controls of."""
    for widget in root.findChildren(QWidget):
        inside = isinstance(widget.parent(), QComboBox | QAbstractItemView | QAbstractSpinBox)
        shown = widget.isVisible() and widget.isEnabled() and not inside
        if isinstance(widget, _CONTROLS) and shown and widget.objectName() not in _PARTS:
            yield widget


def unnamed(root: QWidget) -> list[str]:
    """The controls that a screen reader has no name for."""
    return [repr(one) for one in controls(root) if not _spoken(one)]


def unreached(root: QWidget) -> list[str]:
    """The controls that the Tab key never comes to; of a group of choices, one is enough.

    What stands in a line of text, to empty it, is done with the keys of the line itself, and what
    stands in a row of a table with the keys of the table.
    """
    led_to = stops(root)
    found = (one for one in controls(root) if not _inside(one))
    return [repr(one) for one in found if not any(way in led_to for way in _choices(one))]


def _inside(widget: QWidget) -> bool:
    above = widget.parentWidget()
    return isinstance(above, QLineEdit) or (
        above is not None and isinstance(above.parentWidget(), QAbstractItemView)
    )


def _choices(widget: QWidget) -> list[QAbstractButton] | list[QWidget]:
    """The buttons of which one is chosen, the arrow keys going from one to the next."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group.buttons() if group and group.exclusive() else [widget]


def clipped(root: QWidget) -> list[str]:
    """The labels and buttons whose words do not fit."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QLabel | QAbstractButton):
            continue
        if not _words(widget):
            continue
        needs, has = _needs(widget), widget.size()
        if needs.width() > has.width() or needs.height() > has.height():
            found.append(f"{_words(widget)!r} needs {needs} and has {has}")
    return found


def _words(widget: QLabel | QAbstractButton) -> str:
    return widget.text()


def _needs(widget: QLabel | QAbstractButton) -> QSize:
    if isinstance(widget, QLabel) and widget.wordWrap():
        return QSize(_longest_word(widget), widget.heightForWidth(widget.width()))
    return widget.minimumSizeHint()


def _longest_word(label: QLabel) -> int:
    words = re.split(r"\s+|(?<=-)", label.text().replace("<b>", "").replace("</b>", ""))
    return max((label.fontMetrics().horizontalAdvance(word) for word in words), default=0)


def _spoken(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface else ""
