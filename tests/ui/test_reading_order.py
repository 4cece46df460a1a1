"""The Tab key goes as one reads, and leaves nothing behind."""

from __future__ import annotations

import shiboken6
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from wizard.ui.readingorder import in_reading_order
from wizard.ui.widgets.keyguide import emptied


def items() -> int:
    """The items of layouts that PySide knows by their addresses."""
    known = shiboken6.getAllValidWrappers()
    return sum(isinstance(one, QLayoutItem) and not isinstance(one, QLayout) for one in known)


def page(qtbot: QtBot) -> tuple[QWidget, QVBoxLayout]:
    root = QWidget()
    qtbot.addWidget(root)
    column = QVBoxLayout(root)
    grid, row = QGridLayout(), QHBoxLayout()
    column.addWidget(QLabel("first"))
    column.addLayout(row)
    column.addLayout(grid)
    column.addStretch(1)
    grid.addWidget(QPushButton("seventh"), 2, 0)
    grid.addWidget(QPushButton("sixth"), 1, 1)
    grid.addWidget(QPushButton("fifth"), 1, 0)
    row.addWidget(QPushButton("third"))
    row.insertWidget(0, QPushButton("second"))
    row.addStretch(1)
    row.addWidget(QPushButton("fourth"))
    QPushButton("of no layout", root)
    return root, column


def test_line_by_line_whenever_each_was_made(qtbot: QtBot) -> None:
    root, _column = page(qtbot)
    words = [one.text() for one in in_reading_order(root) if isinstance(one, QLabel | QPushButton)]
    assert words == ["first", "second", "third", "fourth", "fifth", "sixth", "seventh"]


def test_no_item_is_known_by_an_address_that_qt_may_give_to_a_widget(qtbot: QtBot) -> None:
    root, column = page(qtbot)
    before = items()
    assert len(list(in_reading_order(root))) == 8
    assert items() == before
    emptied(column)
    assert items() <= before
    assert list(in_reading_order(root)) == [root]
