"""``python -m tests.bench.window``: 100,000 differences on the page where they are gone through.

The real page on the real engine, drawn without a screen. While each thing is done, a heartbeat
on the window's thread is listened to: the longest time between two beats is the longest stall a
person could feel, other programs' work on the machine counted. The processor's own time for what
the window's thread did between two beats stands beside it. The exit code says whether any is
over 50 ms.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication
from ui.desks import journey_at
from ui.registers import reading

from tests.bench.registers import Mix, Registers
from tests.bench.stages import BenchEndpoint, BenchStore, Clock
from wizard import i18n
from wizard.clock import SystemClock
from wizard.flow.answers import ChooseAnswers
from wizard.flow.codec import StoredJourneys
from wizard.flow.journey import Journey, StepId
from wizard.flow.runner import Runner
from wizard.model.collecting import uncollected
from wizard.model.matching import Choice
from wizard.model.records import Kind, Side
from wizard.sync import engine
from wizard.ui import opening
from wizard.ui.background import Lane
from wizard.ui.desk import Desk, StoredAside
from wizard.ui.frame import Frame
from wizard.ui.habits import Habits
from wizard.ui.look import Look
from wizard.ui.pages.differences import DifferencesPage
from wizard.ui.reading import pages
from wizard.ui.window import Window

ROWS = 100_000
LONGEST_MS = 50


class Texts:
    """Keeps a journey's text in memory, as the store would on disk."""

    def __init__(self) -> None:
        self._text: str | None = None

    def load(self) -> str | None:
        """Nothing is kept before the first."""
        return self._text

    def save(self, text: str) -> None:
        """Keep this one."""
        self._text = text

    def clear(self) -> None:
        """Keep none."""
        self._text = None


class Heart:
    """Beats on the window's thread, and remembers the longest time between two beats.

    It rests a millisecond between them, as a window does that waits for a person: one that is never
    still takes half of the time from the lanes that it listens for.
    """

    def __init__(self) -> None:
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.start(1)
        self.rest()

    def rest(self) -> None:
        """Begin anew."""
        self.wall = self.worked = 0.0
        self._last = time.perf_counter(), time.thread_time()

    def _beat(self) -> None:
        now = time.perf_counter(), time.thread_time()
        self.wall = max(self.wall, now[0] - self._last[0])
        self.worked = max(self.worked, now[1] - self._last[1])
        self._last = now


def survey() -> engine.Survey:
    """Two registers of customers whose addresses all differ."""
    clock, registers = Clock(), Registers({Kind.CUSTOMER: ROWS}, Mix(1, 0, {}))
    store: Any = BenchStore(registers, clock, linked=False)
    endpoints: Any = {side: BenchEndpoint(side, registers, clock) for side in Side}
    return engine.survey(endpoints, store, [Kind.CUSTOMER])


def window_on(surveyed: engine.Survey, app: QApplication, folder: Path) -> tuple[Frame, Window]:
    """A frame, and in it a window whose journey has come to the differences."""
    connection, disk = Lane(), Lane()
    kept = StoredJourneys(Texts())
    runner = Runner(reading(surveyed), StoredAside(lambda: kept, disk), SystemClock())
    keys: Any = None  # nobody pastes one here
    look, habits = Look(app), Habits(folder)
    frame = Frame(look, habits)
    window = Window(Desk(runner, look, connection, disk, lambda: keys), habits)
    frame.show()
    frame.hold(window)
    window.begin(opening.read(None, runner.store.load))
    deque(pages(), maxlen=0)  # as the program does
    runner.begin(journey().at(StepId.CONNECT_PARTNER))
    window.show_step()
    return frame, window


def journey() -> Journey:
    """One that has come to the differences."""
    return journey_at(StepId.DIFFERENCES).answered(ChooseAnswers("workbook"))


def main() -> None:
    """Print the longest stall of each deed."""
    i18n.use("nb")
    app = QApplication([])
    with uncollected():  # as in a lane
        surveyed = survey()
    with tempfile.TemporaryDirectory() as folder:
        _frame, window = window_on(surveyed, app, Path(folder))
        heart = Heart()
        _look_around(window)
        found = {name: measured(window, heart, do) for name, do in deeds(window).items()}
    print(f"{ROWS:,} differences: longest stall of the window's thread, in ms")
    print(f"  {'':<34}{'stall':>8}{'own work':>10}{'in all':>10}")
    for name, (wall, worked, whole) in found.items():
        print(f"  {name:<34}{wall:>8.0f}{worked:>10.0f}{whole:>10.0f}")
    sys.exit(any(wall > LONGEST_MS for wall, *_ in found.values()))


def deeds(window: Window) -> dict[str, Callable[[], None]]:
    """What is done, in order."""

    def page() -> DifferencesPage:
        assert isinstance(window.page, DifferencesPage)
        return window.page

    def open_() -> None:
        window.desk.runner.begin(journey())
        window.show_step()

    def scroll() -> None:
        bar = page().view.table.verticalScrollBar()
        for step in range(120):
            bar.setValue(bar.maximum() * step // 119)
            QApplication.processEvents()

    def filtered(**wanted: object) -> Callable[[], None]:
        def do() -> None:
            page().view.tools.look_for(replace(page().reviewing.wanted, **wanted))  # type: ignore[arg-type]

        return do

    def rule() -> None:
        page().view.rules.ruled.emit(Choice.PARTNER)

    def undo() -> None:
        page().view.undo()

    def decided() -> None:
        assert page().reviewing.open == 0, page().reviewing.states()

    return {
        "open the page, read and compare": open_,
        "scroll from end to end": scroll,
        "filter by field": filtered(field="address"),
        "search": filtered(text="as 12"),
        "show all again": filtered(text="", state=None, field=None),
        "a rule for all": rule,
        "nothing is open": decided,
        "undo": undo,
        "the rule again": rule,
        "keep the answers": lambda: page().left(),
        "plan": lambda: page().proceed(),
    }


def measured(window: Window, heart: Heart, do: Callable[[], None]) -> tuple[float, float, float]:
    """The longest stall, the most work at once, and the time in all, in milliseconds."""
    _settle(window)
    heart.rest()
    start = time.perf_counter()
    do()
    _settle(window)
    whole = time.perf_counter() - start
    return heart.wall * 1000, heart.worked * 1000, whole * 1000


def _look_around(window: Window) -> None:
    """Be on a page for a second, as a person is at least."""
    loop = QEventLoop()
    QTimer.singleShot(1000, loop.quit)
    loop.exec()
    _settle(window)


def _settle(window: Window) -> None:
    """Let the window work, waiting for events as it does, until nothing has been busy lately."""
    still, desk = 0, window.desk
    while still < 20:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        still = 0 if desk.connection.busy or desk.disk.busy else still + 1


if __name__ == "__main__":
    main()
