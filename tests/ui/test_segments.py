"""Buttons of which one is chosen."""

from __future__ import annotations

from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from wizard.ui.widgets.segments import Segments


def test_a_screen_reader_calls_each_one_of_several(qtbot: QtBot) -> None:
    segments = Segments()
    qtbot.addWidget(segments)
    segments.offer([("a", "Ansatte"), ("b", "Kunder")], "b")
    found = [QAccessible.queryAccessibleInterface(one) for one in segments.buttons]
    assert [one.role() for one in found] == [QAccessible.Role.RadioButton] * 2
    assert [one.state().checked for one in found] == [0, 1]
