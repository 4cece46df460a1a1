"""Work beside the window: in order, answered on the window's thread, stopped when asked."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from wizard.errors import Problem, RefusedError
from wizard.ui.background import Lane, Task


@pytest.fixture
def lane(qtbot: QtBot) -> Iterator[Lane]:
    made = Lane()
    yield made
    made.cancel()
    made.finish()
    qtbot.waitUntil(lambda: not made.busy)


def test_an_answer_comes_back_on_the_windows_thread(qtbot: QtBot, lane: Lane) -> None:
    seen: list[object] = []
    task = Task(lambda task: threading.current_thread())
    task.succeeded.connect(lambda thread: seen.extend((thread, threading.current_thread())))
    with qtbot.waitSignal(task.ended):
        lane.start(task)
    assert seen[0] is not threading.main_thread()
    assert seen[1] is threading.main_thread()


def test_a_lane_does_one_thing_at_a_time_in_order(qtbot: QtBot, lane: Lane) -> None:
    done: list[int] = []
    threads: set[int] = set()

    def work(number: int) -> None:
        threads.add(threading.get_ident())
        done.append(number)

    for number in range(20):
        lane.start(Task(lambda task, number=number: work(number)))
    assert lane.busy
    qtbot.waitUntil(lambda: not lane.busy)
    assert done == list(range(20))
    assert len(threads) == 1


def test_what_a_task_holds_is_let_go_of_once_the_next_has_ended(qtbot: QtBot, lane: Lane) -> None:
    class Large:
        """What a piece of work needs."""

    held = [Large() for _ in range(4)]
    known = [weakref.ref(one) for one in held]
    while held:
        large = held.pop()
        task = Task(lambda task, large=large: large)
        task.succeeded.connect(lambda answer, large=large: None)
        lane.start(task)
    del large, task
    qtbot.waitUntil(lambda: not lane.busy)
    # its own thread may hold the last ones a moment longer
    qtbot.waitUntil(lambda: sum(one() is not None for one in known) <= 1)


def test_a_problem_is_handed_on_and_the_lane_goes_on(qtbot: QtBot, lane: Lane) -> None:
    def refuse(task: Task) -> None:
        raise RefusedError(Problem("key_half"))

    task = Task(refuse)
    with qtbot.waitSignal(task.failed) as failed:
        lane.start(task)
    assert failed.args == [(Problem("key_half"),)]
    after = Task(lambda task: 5)
    with qtbot.waitSignal(after.succeeded) as succeeded:
        lane.start(after)
    assert succeeded.args == [5]


def test_a_defect_of_ours_is_a_problem_as_well(
    qtbot: QtBot, lane: Lane, caplog: pytest.LogCaptureFixture
) -> None:
    task = Task(lambda task: 1 // 0)
    with qtbot.waitSignal(task.failed) as failed:
        lane.start(task)
    assert [problem.code for problem in failed.args[0]] == ["unexpected"]
    assert "ZeroDivisionError" in caplog.text


def test_progress_is_told_and_a_stop_is_asked_for(qtbot: QtBot, lane: Lane) -> None:
    asked = threading.Event()

    def work(task: Task) -> str:
        task.tell((1, 3))
        asked.wait(5)
        return "stopped" if task.cancelled() else "finished"

    task = Task(work)
    with qtbot.waitSignal(task.progressed) as progressed:
        lane.start(task)
    assert progressed.args == [(1, 3)]
    lane.cancel()
    with qtbot.waitSignal(task.succeeded) as succeeded:
        asked.set()
    assert succeeded.args == ["stopped"]
