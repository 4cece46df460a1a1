"""Page 7 on the real practice company: run, pause, stop, close, and go on later."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from ui.conftest import MakeWindow
from ui.desks import Journeys
from ui.practising import Practice, arrive, button, practising, shown, until_still

from wizard.flow.answers import FirstSyncAnswers
from wizard.flow.journey import Journey, StepId
from wizard.flow.ports import Control, Effects, Found
from wizard.flow.steps import Effect
from wizard.model.journal import RunState
from wizard.ui import reins
from wizard.ui.pages.first_sync import FirstSyncPage
from wizard.ui.window import Window


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Practice]:
    with practising(tmp_path) as made:
        yield made


class Gate:
    """The real effects, in which a run waits for leave to write again."""

    def __init__(self, practice: Practice, after: int = 0) -> None:
        self.real = dict(practice.runner.effects)
        self.after = after
        self.open = threading.Event()
        self.reached = threading.Event()

    @property
    def effects(self) -> Effects:
        return {**self.real, Effect.APPLY: self.apply}

    def apply(self, journey: Journey, found: Found, control: Control) -> Found:
        asked = 0

        def stop() -> bool:
            nonlocal asked
            asked += 1
            if asked > self.after:
                self.reached.set()
                self.open.wait(30)
            return control.stop()

        return self.real[Effect.APPLY](journey, found, replace(control, stop=stop))


def at_work(qtbot: QtBot, window: Window, gate: Gate, practice: Practice) -> FirstSyncPage:
    page = arrive(window, *practice.planned())
    assert isinstance(page, FirstSyncPage)
    qtbot.waitUntil(gate.reached.is_set, timeout=30_000)
    return page


def stop_safely(qtbot: QtBot, window: Window, gate: Gate) -> None:
    """Ask for a stop between two writes, and see it come."""
    button(window, "Stopp trygt").click()
    gate.open.set()
    until_still(qtbot, window)


def test_an_approved_plan_is_carried_out_and_leads_to_the_result(
    qtbot: QtBot, make_window: MakeWindow, practice: Practice
) -> None:
    window = make_window(practice.runner.effects)
    page = arrive(window, *practice.planned())
    assert "Første synk kjører" in shown(window)
    assert not window.foot.primary.isEnabled()
    until_still(qtbot, window)
    assert "Første synk er ferdig" in shown(window)
    assert shown(window).count("Ferdig") >= 2
    assert window.desk.runner.journey.of(FirstSyncAnswers).finished
    assert isinstance(page, FirstSyncPage)
    results = {page.run.lines.line(row).state for row in range(page.run.lines.rowCount())}
    assert {"created", "updated"} <= results
    assert practice.writes()
    assert window.foot.primary.text() == "Se resultatet"


def test_pause_holds_the_run_between_two_writes(
    qtbot: QtBot, make_window: MakeWindow, practice: Practice
) -> None:
    gate = Gate(practice, after=1)
    window = make_window(gate.effects)
    at_work(qtbot, window, gate, practice)
    button(window, "Pause").click()
    gate.open.set()
    qtbot.waitUntil(lambda: "Står stille" in shown(window))
    writes = len(practice.writes())
    assert "Pause" in shown(window)  # the step's state
    assert len(practice.writes()) == writes
    button(window, "Fortsett").click()
    until_still(qtbot, window)
    assert "Første synk er ferdig" in shown(window)


def test_a_run_that_is_stopped_safely_goes_on_where_it_stopped(
    qtbot: QtBot, make_window: MakeWindow, practice: Practice
) -> None:
    gate = Gate(practice, after=2)
    window = make_window(gate.effects)
    at_work(qtbot, window, gate, practice)
    button(window, "Stopp trygt").click()
    assert not button(window, "Stopp trygt").isEnabled()
    gate.open.set()
    until_still(qtbot, window)
    assert "Første synk er ikke ferdig" in shown(window)
    assert practice.app.store.runs()[0].state is RunState.RUNNING
    assert window.foot.primary.text() == "Fortsett synken"
    window.foot.primary.click()
    until_still(qtbot, window)
    assert "Første synk er ferdig" in shown(window)
    assert [one.state for one in practice.app.store.runs()] == [RunState.FINISHED]


def test_closing_in_the_middle_stops_safely_and_resumes_at_the_next_start(
    qtbot: QtBot, make_window: MakeWindow, practice: Practice
) -> None:
    gate, journeys = Gate(practice, after=2), Journeys()
    window = make_window(gate.effects, journeys)
    at_work(qtbot, window, gate, practice)
    window.window().close()
    assert "Noe er fremdeles i gang" in shown(window)
    button(window, "Stopp trygt og lukk").click()
    gate.open.set()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=30_000)
    assert practice.app.store.runs()[0].state is RunState.RUNNING

    later = make_window(practice.runner.effects, Journeys(journeys.kept))
    button(later, "Fortsett").click()
    until_still(qtbot, later)
    assert later.desk.runner.journey.here is StepId.FIRST_SYNC
    assert "Første synk er ikke ferdig" in shown(later)
    assert "Stoppet" in shown(later)
    later.foot.primary.click()
    until_still(qtbot, later)
    assert "Første synk er ferdig" in shown(later)


def test_a_plan_that_no_longer_holds_is_compared_again(
    qtbot: QtBot, make_window: MakeWindow, practice: Practice
) -> None:
    window = make_window(practice.runner.effects)
    journey, found = practice.planned()
    practice.workbook.unlink()
    arrive(window, journey, found)
    until_still(qtbot, window)
    assert button(window, "Prøv igjen").isEnabled()
    assert practice.writes() == []


def test_an_earlier_run_that_is_in_the_way_is_gone_on_with(
    qtbot: QtBot, make_window: MakeWindow, practice: Practice
) -> None:
    gate = Gate(practice, after=2)
    window = make_window(gate.effects)
    at_work(qtbot, window, gate, practice)
    stop_safely(qtbot, window, gate)
    [left] = practice.app.store.runs()

    afresh = make_window(practice.runner.effects)
    arrive(afresh, *practice.planned())
    until_still(qtbot, afresh)
    assert "ble avbrutt og er ikke fullført" in shown(afresh)
    button(afresh, "Fortsett den kjøringen").click()
    until_still(qtbot, afresh)
    assert "Første synk er ikke ferdig" in shown(afresh)
    assert button(afresh, "Avslutt her").isEnabled()
    button(afresh, "Fortsett synken").click()
    until_still(qtbot, afresh)
    [finished] = practice.app.store.runs()
    assert (finished.id, finished.state) == (left.id, RunState.FINISHED)


def test_a_run_that_is_ended_as_it_stands_leads_back_to_the_comparison(
    qtbot: QtBot, make_window: MakeWindow, practice: Practice
) -> None:
    gate = Gate(practice, after=2)
    window = make_window(gate.effects)
    page = at_work(qtbot, window, gate, practice)
    stop_safely(qtbot, window, gate)
    button(window, "Avslutt her").click()
    assert "Vil du avslutte denne kjøringen slik den står?" in shown(window)
    button(window, "Behold den").click()
    assert "Vil du avslutte denne kjøringen slik den står?" not in shown(window)
    gone: list[StepId] = []
    page.changed.disconnect(window.refresh)
    page.changed.connect(lambda: gone.append(window.desk.runner.journey.here))
    page.extra().do()  # type: ignore[union-attr]
    button(window, "Avslutt og sammenlign på nytt").click()
    until_still(qtbot, window)
    assert practice.app.store.runs()[0].state is RunState.GIVEN_UP
    assert gone[-1] is StepId.DIFFERENCES


def test_a_long_run_tells_the_desktop_when_it_ends(
    qtbot: QtBot, make_window: MakeWindow, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, str]] = []
    window = make_window(practice.runner.effects)
    window.desk.notify = lambda title, text: told.append((title, text))
    monkeypatch.setattr(reins, "LONG", 0.0)
    arrive(window, *practice.planned())
    until_still(qtbot, window)
    assert [title for title, _ in told] == ["Første synk er ferdig"]


def test_by_keyboard_alone_and_in_english(
    qtbot: QtBot, make_window: MakeWindow, practice: Practice
) -> None:
    gate = Gate(practice, after=1)
    window = make_window(gate.effects)
    page = at_work(qtbot, window, gate, practice)
    window.speak("en")
    qtbot.keyClick(window, "p", Qt.KeyboardModifier.AltModifier)
    gate.open.set()
    qtbot.waitUntil(lambda: "Stands still" in shown(window))
    qtbot.keyClick(window, "c", Qt.KeyboardModifier.AltModifier)
    until_still(qtbot, window)
    assert "The first synk has come to its end" in shown(window)
    assert isinstance(page, FirstSyncPage)
    page.run.faults.setFocus()
    qtbot.keyClick(page.run.faults, Qt.Key.Key_Space)
    rows = range(page.run.lines.rowCount())
    assert all(page.run.lines.line(row).fault for row in rows)
