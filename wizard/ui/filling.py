"""Fills the frame once it stands: the program is read, and the inside made of it.

Its imports stand in the functions that need them, because the first picture would wait for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from wizard.ui.frame import Frame
from wizard.ui.habits import Habits
from wizard.ui.look import Look

if TYPE_CHECKING:
    from wizard.errors import Problem
    from wizard.ui.background import Lane, Task
    from wizard.ui.opening import Opened
    from wizard.ui.window import Window
    from wizard.ui.workshop import Workshop

_DRAWN_MS = 100  # the first page is drawn by then, which a lane at work would hold up


class Filling(QObject):
    """From a frame that stands to a window on its first page.

    ``setup`` is the set-up file it begins with, and ``state`` the folder of the store, where that
    is not this user's own. A defect on the way ends the program: it would stand empty for ever.
    """

    def __init__(
        self, frame: Frame, look: Look, habits: Habits, *, setup: Path | None, state: Path | None
    ) -> None:
        super().__init__(frame)
        self._frame, self._look, self._habits = frame, look, habits
        self._setup, self._state = setup, state
        self._called: list[Path] = []
        self._disk: Lane | None = None
        self._workshop: Workshop | None = None
        self.window: Window | None = None
        frame.stands.connect(self._read)

    def call(self, setup: str) -> None:
        """A second start comes here instead, with the path of its set-up file or without one."""
        self._frame.come_forward()
        if setup and self.window is not None:
            self.window.open(Path(setup))
        elif setup:
            self._called.append(Path(setup))

    def finish(self) -> None:
        """Let everything come to its end; the window is closed."""
        if self.window is not None:
            self.window.desk.watching.finish()
        if self._disk is not None:
            self._disk.finish()
        if self._workshop is not None:
            self._workshop.close()

    def _read(self) -> None:
        from wizard.ui.background import Lane, Task

        self._disk = Lane(self)
        task = Task(self._work)
        task.succeeded.connect(self._make)
        task.failed.connect(self._make_all_the_same)
        self._disk.start(task)

    def _work(self, task: Task) -> Opened:
        from wizard.ui import reading

        reading.what_the_inside_uses()
        from wizard.ui.workshop import Workshop

        self._workshop = Workshop(self._state)
        return self._workshop.read(self._setup)

    def _make_all_the_same(self, problems: tuple[Problem, ...]) -> None:
        from wizard.ui.opening import Opened

        self._make(Opened({}, problem=problems[0]))

    def _make(self, found: Opened) -> None:
        self._take(self._pieces(found))

    def _pieces(self, found: Opened) -> Iterator[None]:
        from wizard.ui import reading

        yield from reading.inside()
        from wizard.ui.inside import inside

        assert self._workshop is not None, "the program cannot be read; the log says why"
        assert self._disk is not None
        window = inside(self._workshop, self._look, self._habits, self._disk)
        yield
        self.window = window
        self._frame.hold(window)
        window.begin(found)
        for setup in self._called:
            window.open(setup)
        QTimer.singleShot(_DRAWN_MS, self, self._read_pages)

    def _read_pages(self) -> None:
        from wizard.ui import reading
        from wizard.ui.background import Task

        assert self._disk is not None
        task = Task(lambda task: reading.what_pages_use())
        task.succeeded.connect(lambda: self._take(reading.pages()))
        self._disk.start(task)

    def _take(self, pieces: Iterator[None]) -> None:
        """Each piece in a turn of its own of the window's thread, so that none is long."""

        def turn() -> None:
            for _ in pieces:
                QTimer.singleShot(1, self, lambda: _or_end(turn))
                return

        _or_end(turn)


def _or_end(do: Callable[[], None]) -> None:
    try:
        do()
    except Exception:
        QCoreApplication.exit(1)
        raise
