"""A screen of our own, a window on it, and a desk whose effects the test gives."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.desks import Journeys, Keys, Opening, ready_effects
from xserver import screen, window_manager

from wizard import i18n, paths
from wizard.clock import SystemClock
from wizard.flow.ports import Effects
from wizard.flow.runner import Runner
from wizard.ui import opening
from wizard.ui.background import Lane
from wizard.ui.collector import collector
from wizard.ui.desk import Desk, KeyBox, StoredAside
from wizard.ui.frame import Frame
from wizard.ui.habits import Habits
from wizard.ui.look import Appearance, Look
from wizard.ui.window import Window


@pytest.fixture(scope="session", autouse=True)
def display(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A screen nobody sees, with a window manager, for this process and its children."""
    with pytest.MonkeyPatch.context() as patch, screen("2560x1600x24") as name:
        patch.setenv("DISPLAY", name)
        patch.setenv("QT_QPA_PLATFORM", "xcb")
        with window_manager(tmp_path_factory.mktemp("screen")):
            yield name
            application = QApplication.instance()
            if application is not None:
                application.shutdown()  # Qt ends the process when a screen in use goes away


@pytest.fixture(scope="session")
def look(display: str, qapp: QApplication) -> Look:
    """The application's look, of which there is one."""
    return Look(qapp, Appearance.LIGHT)


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program keeps what it keeps in a folder of the test's own."""
    monkeypatch.setenv(paths.HOME, str(tmp_path / "home"))


@pytest.fixture(scope="module", autouse=True)
def searching(look: Look) -> Iterator[None]:
    """As in the program while there are lanes; tests of other things have no window to search."""
    collector()
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def bokmaal(look: Look) -> Iterator[None]:
    """Every test begins in Bokmål and in light, and with nothing copied."""
    i18n.use("nb")
    QGuiApplication.clipboard().clear()
    look.choose(Appearance.LIGHT)
    yield
    i18n.use("nb")


MakeWindow = Callable[..., Window]


@pytest.fixture
def make_window(qtbot: QtBot, look: Look, tmp_path: Path) -> MakeWindow:
    """Opens a window with these effects, on a journey store of the test's own."""
    held: list[tuple[Frame, Window]] = []

    def settle(window: Window) -> None:
        """Let work that is under way end, as long as the window stands."""
        desk = window.desk
        if window.page is not None:
            window.page.left()
        desk.watching.cancel()
        desk.connection.cancel()
        # what one lane finds may be taken further in the other
        qtbot.waitUntil(lambda: not desk.connection.busy and not desk.disk.busy)
        desk.watching.finish()

    def make(
        effects: Effects | None = None,
        journeys: Journeys | None = None,
        setup: Path | None = None,
        open_url: Opening | None = None,
        keys: KeyBox | None = None,
    ) -> Window:
        connection, disk = Lane(), Lane()
        kept = journeys or Journeys()
        stored = StoredAside(lambda: kept, disk)
        runner = Runner(effects or ready_effects(), stored, SystemClock())
        box = keys or Keys()
        desk = Desk(runner, look, connection, disk, lambda: box, open_url=open_url or Opening())
        habits = Habits(tmp_path)
        frame, window = Frame(look, habits), Window(desk, habits)
        held.append((frame, window))
        stored.failed.connect(window.tell)
        qtbot.addWidget(frame, before_close_func=lambda frame: settle(window))
        frame.show()
        frame.hold(window)
        window.begin(opening.read(setup, stored.load))
        with qtbot.waitActive(frame):
            pass
        qtbot.waitUntil(lambda: not disk.busy)
        return window

    return make


@pytest.fixture
def window(make_window: MakeWindow) -> Window:
    """A window on the first page, the profiles read."""
    return make_window()
