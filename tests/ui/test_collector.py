"""The search for cycles: on the window's thread alone, for what it finds may be widgets."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QTimerEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from wizard.ui.background import Lane, Task
from wizard.ui.collector import Collector, collector

ENOUGH = 20_000
"""Objects of which Python would have searched through by itself more than once."""


class Ring:
    """Leads back to itself, so that only a search finds that nobody else holds it."""

    def __init__(self, held: object = None) -> None:
        self.held, self.itself = held, self


@pytest.fixture
def lane(qtbot: QtBot) -> Iterator[Lane]:
    made = Lane()
    gc.collect()
    yield made
    made.finish()
    qtbot.waitUntil(lambda: not made.busy)


@pytest.fixture
def searched() -> Iterator[list[str]]:
    """The threads on which was searched."""
    names: list[str] = []

    def heard(phase: str, info: dict[str, int]) -> None:
        names.append(threading.current_thread().name)

    gc.callbacks.append(heard)
    yield names
    gc.callbacks.remove(heard)


def look(times: int = 1) -> None:
    """The moment has come at which it is looked whether a search is due."""
    for _ in range(times):
        QCoreApplication.sendEvent(collector(), QTimerEvent(1))


def litter() -> None:
    for _ in range(ENOUGH):
        Ring()


def test_a_widget_that_nobody_holds_is_destroyed_on_the_windows_thread(
    lane: Lane, searched: list[str]
) -> None:
    destroyed: list[str] = []
    ring = Ring(QWidget())
    weakref.finalize(ring, lambda: destroyed.append(threading.current_thread().name))
    del ring
    other = threading.Thread(target=litter)
    other.start()
    other.join()
    lane.start(Task(lambda task: litter()))
    lane.finish()
    litter()
    assert (searched, destroyed) == ([], [])
    look()
    assert destroyed == [threading.main_thread().name]
    assert set(searched) == {threading.main_thread().name}


def test_nothing_is_searched_while_a_lane_is_at_work(lane: Lane, searched: list[str]) -> None:
    begun, over = threading.Event(), threading.Event()

    def work(task: Task) -> None:
        begun.set()
        over.wait(10)

    litter()
    lane.start(Task(work))
    assert begun.wait(10)
    look()
    assert searched == []
    over.set()
    lane.finish()
    look()
    assert searched == [threading.main_thread().name] * 2  # its beginning and its end


def test_nothing_is_searched_before_it_is_due(lane: Lane, searched: list[str]) -> None:
    look()
    assert searched == []


def test_what_the_program_begins_with_is_taken_out_of_all_later_searches(
    qapp: QApplication,
) -> None:
    gc.unfreeze()
    fresh = Collector(qapp)
    taken_out = []
    for _ in range(2):
        litter()
        fresh.timerEvent(QTimerEvent(1))
        taken_out.append(gc.get_freeze_count())
    shiboken6.delete(fresh)
    assert 0 < taken_out[1] <= taken_out[0]


def test_an_application_has_one(qapp: QApplication, lane: Lane) -> None:
    Lane()
    assert qapp.findChildren(Collector) == [collector()]
