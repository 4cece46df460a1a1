"""The first picture: what it waits for, and what is pressed while nothing else stands yet."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from wizard.flow.answers import ChooseAnswers
from wizard.ui.filling import Filling
from wizard.ui.frame import Frame
from wizard.ui.habits import Habits
from wizard.ui.look import Look, is_dark
from wizard.ui.pages.choose import ChoosePage

WAITED_FOR = {
    "wizard", "wizard.__main__", "wizard.i18n", "wizard.paths", "wizard.ui", "wizard.ui.filling",
    "wizard.ui.frame", "wizard.ui.habits", "wizard.ui.icons", "wizard.ui.look",
    "wizard.ui.qtwords", "wizard.ui.screen", "wizard.ui.single", "wizard.ui.start",
    "wizard.ui.style", "wizard.ui.theme",
}  # fmt: skip
"""All of the program that is imported before its window is on the screen."""

PROGRAM = """
import enum, json, os, sys
named, made = [], enum.EnumType.__new__
def make(kind, name, *rest, **more):
    named.append(name)
    return made(kind, name, *rest, **more)
enum.EnumType.__new__ = make
from PySide6.QtWidgets import QApplication
def until_it_stands(application):
    while not any(one.isExposed() for one in application.allWindows()):
        application.processEvents()
    print(json.dumps([sorted(sys.modules), named]), flush=True)
    os._exit(0)
QApplication.exec = until_it_stands
from wizard.__main__ import main
sys.argv = ["tripletex-wizard"]
main()
"""

READ = """
import json, os, sys, threading
from PySide6.QtCore import QObject
made = {}
def make(kind, **more):
    made[kind.__name__] = threading.current_thread() is threading.main_thread()
QObject.__init_subclass__ = classmethod(make)
slow, at = {"openpyxl", "jinja2", "httpx", "sqlalchemy", "pydantic", "keyring"}, {}
def read(event, told):
    if event == "import" and told[0] in slow:
        at.setdefault(told[0], threading.current_thread() is threading.main_thread())
sys.addaudithook(read)
from PySide6.QtWidgets import QApplication
def until_all_is_read(application):
    while "BoardPage" not in made:
        application.processEvents()
    print(json.dumps([made, at]), flush=True)
    os._exit(0)
QApplication.exec = until_all_is_read
from wizard.__main__ import main
sys.argv = ["tripletex-wizard"]
main()
"""


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> tuple[set[str], set[str]]:
    """The modules, and the enums, of a program whose window has just come."""
    modules, enums = told(PROGRAM, tmp_path_factory.mktemp("home"))
    return set(modules), set(enums)


def told(program: str, home: Path) -> Any:
    """What a program prints that starts ours."""
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "TRIPLETEX_WIZARD_HOME": str(home)},
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return json.loads(done.stdout)


def test_the_first_picture_waits_for_no_more_than_it_shows(
    imported: tuple[set[str], set[str]],
) -> None:
    modules, _ = imported
    assert {one for one in modules if one.split(".")[0] == "wizard"} == WAITED_FOR
    slow = {"pydantic", "sqlalchemy", "httpx", "keyring", "openpyxl", "dataclasses", "hashlib"}
    assert not modules & slow


def test_the_first_picture_waits_for_none_of_qts_own_hundred_enums(
    imported: tuple[set[str], set[str]],
) -> None:
    assert "CursorShape" not in imported[1]


def test_qts_classes_are_made_on_the_windows_thread_and_all_else_is_read_beside_it(
    tmp_path: Path,
) -> None:
    made, slow = told(READ, tmp_path)
    assert {"Frame", "Window", "BoardPage"} < set(made)
    assert {name for name, on_the_windows in made.items() if not on_the_windows} == set()
    assert {"openpyxl", "jinja2", "httpx", "sqlalchemy", "pydantic"} <= set(slow)
    assert {name for name, on_the_windows in slow.items() if on_the_windows} == set()


class Inside(QWidget):
    """Two fields and a button, the first with the focus, as a page has it."""

    def __init__(self, *, closes: bool = True) -> None:
        super().__init__()
        self.first, self.second, self.button = QLineEdit(), QLineEdit(), QPushButton()
        column = QVBoxLayout(self)
        for one in (self.first, self.second, self.button):
            column.addWidget(one)
        self.pressed = 0
        self.button.clicked.connect(self._press)
        self.closes = closes

    def _press(self) -> None:
        self.pressed += 1

    def closeEvent(self, event) -> None:  # type: ignore[no-untyped-def]  # noqa: N802 - Qt's name
        event.setAccepted(self.closes)


@pytest.fixture
def frame(qtbot: QtBot, look: Look, tmp_path: Path) -> Frame:
    """A frame that stands, with nothing in it yet."""
    made = Frame(look, Habits(tmp_path))
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.stands):
        made.show()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_it_stands_with_the_words_of_the_first_page(frame: Frame) -> None:
    words = {one.text() for one in frame.findChildren(QLabel) if one.isVisible()}
    assert {"Tripletex-kobling", "Hva vil du koble til Tripletex?"} < words
    assert frame.windowTitle() == "Tripletex-kobling"


def test_it_says_only_once_that_it_stands(qtbot: QtBot, frame: Frame) -> None:
    again: list[bool] = []
    frame.stands.connect(lambda: again.append(True))
    frame.repaint()
    qtbot.wait(20)
    assert not again


def test_keys_that_come_early_reach_the_page_in_their_order(qtbot: QtBot, frame: Frame) -> None:
    qtbot.keyClicks(frame, "ab")
    qtbot.keyClick(frame, Qt.Key.Key_Tab)
    qtbot.keyClicks(frame, "c")
    qtbot.keyClick(frame, Qt.Key.Key_Tab)
    qtbot.keyClick(frame, Qt.Key.Key_Space)
    inside = Inside()
    frame.hold(inside)
    inside.first.setFocus()
    qtbot.waitUntil(lambda: inside.pressed == 1)
    assert (inside.first.text(), inside.second.text()) == ("ab", "c")
    qtbot.keyClicks(frame.focusWidget(), "x")
    assert (inside.first.text(), inside.second.text()) == ("ab", "c")


def test_it_can_be_closed_before_anything_is_in_it(frame: Frame) -> None:
    assert frame.close()


@pytest.mark.parametrize("closes", [True, False])
def test_it_closes_where_its_inside_does(frame: Frame, *, closes: bool) -> None:
    frame.hold(Inside(closes=closes))
    assert frame.close() is closes
    assert frame.isVisible() is not closes


@pytest.mark.parametrize("shown", [Frame.showNormal, Frame.showMaximized])
def test_it_comes_forward_as_large_as_it_was(
    qtbot: QtBot, frame: Frame, shown: Callable[[Frame], None]
) -> None:
    shown(frame)
    large = frame.isMaximized()
    frame.showMinimized()
    qtbot.waitUntil(frame.isMinimized)
    frame.come_forward()
    qtbot.waitUntil(lambda: not frame.isMinimized())
    assert frame.isMaximized() is large


@pytest.mark.parametrize(("ground", "ink"), [("#FFFFFF", "#000000"), ("#202020", "#EEEEEE")])
def test_the_desktop_is_dark_where_its_texts_are_the_lighter(ground: str, ink: str) -> None:
    palette = QPalette(QColor(ground))
    palette.setColor(QPalette.ColorRole.Window, QColor(ground))
    palette.setColor(QPalette.ColorRole.WindowText, QColor(ink))
    assert is_dark(palette) is (ground == "#202020")


@pytest.fixture
def fill(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Callable[..., Filling]]:
    """Fills frames with the program itself, with a store of the test's own."""
    made: list[tuple[Frame, Filling]] = []

    def fill(state: Path = tmp_path / "state", *called: str) -> Filling:
        habits = Habits(tmp_path)
        frame = Frame(look, habits)
        filling = Filling(frame, look, habits, setup=None, state=state)
        made.append((frame, filling))
        qtbot.addWidget(frame)
        frame.show()
        for setup in called:
            filling.call(setup)
        assert filling.window is None
        qtbot.waitUntil(lambda: filling.window is not None, timeout=30_000)
        return filling

    yield fill
    for frame, filling in made:
        frame.close()
        filling.finish()


def test_the_program_fills_it_with_the_first_page(fill: Callable[..., Filling]) -> None:
    window = fill().window
    assert window is not None
    assert window.isVisible()
    assert isinstance(window.page, ChoosePage)
    assert [card.text() for card in window.page.cards] != []


def test_a_second_start_that_comes_early_has_its_file_opened(
    fill: Callable[..., Filling], tmp_path: Path, qtbot: QtBot
) -> None:
    setup = tmp_path / "setup.toml"
    setup.write_text('version = 1\npartner = "huma"\n', encoding="utf-8")
    window = fill(tmp_path / "state", "", str(setup)).window
    assert window is not None
    journey = window.desk.runner
    qtbot.waitUntil(lambda: journey.journey.of(ChooseAnswers).partner == "huma")


def test_a_store_that_cannot_be_opened_is_said_on_the_first_page(
    fill: Callable[..., Filling], tmp_path: Path
) -> None:
    nowhere = tmp_path / "state"
    nowhere.write_text("a file where a folder should be")
    window = fill(nowhere).window
    assert window is not None
    assert window.page is not None
    assert window.page.notice is not None


def test_what_later_pages_are_made_of_is_read_before_anybody_comes_there(
    fill: Callable[..., Filling], qtbot: QtBot
) -> None:
    last = sys.modules.pop("wizard.ui.pages.board", None)
    window = fill().window
    assert window is not None
    qtbot.waitUntil(lambda: "wizard.ui.pages.board" in sys.modules, timeout=10_000)
    if last is not None:
        sys.modules["wizard.ui.pages.board"] = last  # the one that other tests know
