"""Rows that give way: buttons break lines, columns stack, and the window never scrolls sideways."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from ui.desks import journey_at
from ui.test_window import button

from wizard.flow.journey import StepId
from wizard.ui.frame import SMALLEST
from wizard.ui.widgets.flow import Columns, Flow
from wizard.ui.window import Window


def sized(wide: int, high: int = 30) -> QPushButton:
    made = QPushButton()
    made.setFixedSize(wide, high)
    return made


def shown(qtbot: QtBot, widget: QWidget, wide: int, high: int = 200) -> None:
    qtbot.addWidget(widget)
    widget.resize(wide, high)
    widget.show()


def places(*widgets: QWidget) -> list[tuple[int, int]]:
    return [(one.x(), one.y()) for one in widgets]


def test_buttons_stand_on_one_line_where_there_is_room(qtbot: QtBot) -> None:
    flow, left, right = Flow(8), sized(100), sized(50)
    flow.addWidget(left)
    flow.turn()
    flow.addWidget(right)
    shown(qtbot, flow, 300)
    assert places(left, right) == [(0, 0), (250, 0)]
    assert flow.heightForWidth(158) == 30
    assert flow.heightForWidth(157) == 68
    assert flow.minimumSizeHint().width() == 100


def test_what_does_not_fit_goes_to_the_next_line(qtbot: QtBot) -> None:
    flow, buttons = Flow(8), [sized(100), sized(100), sized(100)]
    for one in buttons:
        flow.addWidget(one)
    shown(qtbot, flow, 210)
    assert places(*buttons) == [(0, 0), (108, 0), (0, 38)]
    buttons[0].hide()
    qtbot.waitUntil(lambda: places(*buttons[1:]) == [(0, 0), (108, 0)])
    flow.removeWidget(buttons[1])
    flow.resize(220, 200)
    assert places(buttons[2]) == [(0, 0)]


def test_columns_share_the_width_and_keep_what_they_need(qtbot: QtBot) -> None:
    columns, first, second, third = Columns(10), QLabel(), QLabel(), sized(40)
    second.setMinimumWidth(150)
    columns.add(first, 1)
    columns.add(second, 1)
    columns.add(third)
    shown(qtbot, columns, 260)
    assert [one.width() for one in (first, second, third)] == [50, 150, 40]
    columns.resize(460, 200)
    assert [one.width() for one in (first, second, third)] == [200, 200, 40]
    assert third.y() == 85


def test_columns_stack_where_the_window_is_narrow(qtbot: QtBot) -> None:
    columns, first, second = Columns(10, least=300), sized(100), sized(100, 50)
    columns.add(first, 1)
    columns.add(second, 1)
    shown(qtbot, columns, 299)
    assert first.y() < second.y()
    assert columns.heightForWidth(299) == 30 + 8 + 50
    assert columns.heightForWidth(300) == 50


@pytest.mark.parametrize("step", list(StepId)[:5])
def test_the_smallest_window_does_not_scroll_sideways(
    qtbot: QtBot, window: Window, step: StepId
) -> None:
    window.desk.runner.begin(journey_at(step))
    window.show_step()
    window.window().resize(*SMALLEST)
    qtbot.waitUntil(lambda: (window.width(), window.height()) == SMALLEST)
    qtbot.waitUntil(lambda: window.content.horizontalScrollBar().maximum() == 0)
    assert button(window, "Avbryt – lagre til senere").isVisible()
