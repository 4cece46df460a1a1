"""«Første synk» for an office: approved once, watched, held and stopped, and gone on with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from ui.conftest import MakeWindow
from ui.desks import Journeys
from ui.offices import BRYGGEN, DAL, Templates, office_at, office_effects, results
from ui.practising import button, shown, until_still

from wizard.errors import Problem, RefusedError
from wizard.flow.answers import ClientSyncAnswers
from wizard.flow.clients import Progress
from wizard.flow.journey import StepId
from wizard.flow.ports import Control, Found
from wizard.model.batch import ClientState
from wizard.model.connection import Company
from wizard.ui.models.clients import Column
from wizard.ui.models.planlines import PlanColumn
from wizard.ui.pages.client_sync import ClientSyncPage
from wizard.ui.window import Window


def opened(
    qtbot: QtBot, make_window: MakeWindow, *, begun: bool = False, **effects: object
) -> Window:
    window = make_window(office_effects(**effects), journeys=Journeys())  # type: ignore[arg-type]
    window.desk.templates = Templates
    journey = office_at(StepId.CLIENT_SYNC)
    if begun:
        journey = journey.answered(ClientSyncAnswers("digest", begun=True))
    window.desk.runner.begin(journey)
    window.show_step()
    until_still(qtbot, window)
    assert isinstance(window.page, ClientSyncPage)
    return window


def after(state: ClientState) -> Found:
    known = dict(results())
    one = known[BRYGGEN.id]
    known[BRYGGEN.id] = replace(one, member=replace(one.member, state=state), compared="")
    return Found(results=known)


def test_nothing_begins_before_it_is_approved(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = opened(qtbot, make_window)
    assert window.foot.primary.text() == "Synk 1 klient"
    assert not window.foot.primary.isEnabled()
    assert "Klienter: 1. Poster som skrives: 7." in shown(window)
    window.page.consent.box.click()  # type: ignore[union-attr]
    assert window.foot.primary.isEnabled()


def test_a_clients_plan_is_seen_in_full_before_it_is_approved(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path
) -> None:
    window = opened(qtbot, make_window)
    page = window.page
    assert isinstance(page, ClientSyncPage)
    page.consent.box.click()
    page.clients.table.setFocus()
    on(page, BRYGGEN)
    QTest.keyClick(page.clients.table, Qt.Key.Key_Return)
    until_still(qtbot, window)
    assert page.title() == "Dette skjer hos Bryggen Bakeri AS"
    assert page.plan.whole.view.table.hasFocus()
    assert not page.clients.isVisible()
    assert not page.consent.isVisible()
    model = page.plan.whole.view.model
    said = [str(model.index(row, PlanColumn.WHAT).data()) for row in range(model.rowCount())]
    assert "Opprett kunde #10240 Nordlys Eiendom AS" in said
    assert "Ansatt #104 Ola Hansen · Mobil" in said
    assert "Steg 2 · i Tripletex" in shown(window)
    page.plan.whole.save(tmp_path / "plan.xlsx")
    until_still(qtbot, window)
    assert (tmp_path / "plan.xlsx").stat().st_size > 1000
    window.speak("en")
    assert page.title() == "This will happen at Bryggen Bakeri AS"
    window.speak("nb")
    QTest.keyClick(page.plan.whole.view.table, Qt.Key.Key_Return)
    assert page.clients.isVisible()
    assert page.clients.table.hasFocus()
    assert page.consent.box.isChecked()
    assert window.foot.primary.text() == "Synk 1 klient"
    assert window.desk.runner.journey.here is StepId.CLIENT_SYNC


def test_back_leads_from_a_clients_plan_to_the_list_with_the_number_that_was_typed(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    known = dict(results())
    known[BRYGGEN.id] = replace(known[BRYGGEN.id], writes=51)

    def recall(journey: object, found: Found, control: Control) -> Found:
        return replace(found, results=known)

    window = opened(qtbot, make_window, recall_clients=recall)
    page = window.page
    assert isinstance(page, ClientSyncPage)
    page.brake.typed.setText("51")
    on(page, BRYGGEN)
    QTest.keyClick(page.clients.table, Qt.Key.Key_Return)
    until_still(qtbot, window)
    assert not page.brake.isVisible()
    button(window, "Tilbake").click()
    assert page.clients.isVisible()
    assert page.brake.isVisible()
    assert page.brake.released


def test_a_client_without_a_plan_leaves_the_list_where_it_is(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    window = opened(qtbot, make_window)
    page = window.page
    assert isinstance(page, ClientSyncPage)
    on(page, DAL)
    QTest.keyClick(page.clients.table, Qt.Key.Key_Return)
    until_still(qtbot, window)
    assert page.clients.isVisible()
    assert window.foot.primary.text() == "Synk 1 klient"


def on(page: ClientSyncPage, client: Company) -> None:
    """Let the list stand on a client."""
    model = page.clients.model
    rows = (model.index(row, Column.NAME) for row in range(model.rowCount()))
    place = next(one for one in rows if model.row_at(one).number == client.organization_number)
    page.clients.table.setCurrentIndex(place)


def test_the_work_is_held_goes_on_and_is_stopped(qtbot: QtBot, make_window: MakeWindow) -> None:
    halted, free = Event(), Event()

    def sync(journey: object, found: Found, control: Control) -> Found:
        control.told(Progress(results()[DAL.id], 3, 9, 120.0))
        while not control.stop():
            halted.set()
            free.wait(0.01)
        return replace(found, results=after(ClientState.INTERRUPTED).results)

    window = opened(qtbot, make_window, sync_clients=sync)
    window.page.consent.box.click()  # type: ignore[union-attr]
    window.foot.primary.click()
    qtbot.waitUntil(lambda: "3 av 9 klienter · omtrent 2 minutter igjen" in shown(window))
    assert window.desk.runner.journey.of(ClientSyncAnswers).begun
    button(window, "Pause").click()
    assert button(window, "Fortsett").isEnabled()
    button(window, "Fortsett").click()
    button(window, "Stopp trygt").click()
    until_still(qtbot, window)
    assert window.foot.primary.text() == "Fortsett synken"
    said = window.desk.runner.journey.of(ClientSyncAnswers)
    assert said.begun
    assert not said.finished


@pytest.mark.parametrize("state", [ClientState.RUNNING, ClientState.INTERRUPTED])
def test_after_a_crash_it_goes_on_where_it_stopped(
    qtbot: QtBot, make_window: MakeWindow, state: ClientState
) -> None:
    def recall(journey: object, found: Found, control: Control) -> Found:
        return replace(found, results=after(state).results)

    def sync(journey: object, found: Found, control: Control) -> Found:
        return replace(found, results=after(ClientState.DONE).results)

    window = opened(qtbot, make_window, begun=True, recall_clients=recall, sync_clients=sync)
    assert window.page.title() == "Første synk av klientene er ikke ferdig"  # type: ignore[union-attr]
    window.foot.primary.click()
    until_still(qtbot, window)
    assert window.desk.runner.journey.of(ClientSyncAnswers).finished
    window.foot.primary.click()
    assert window.desk.runner.journey.here is StepId.BOARD


def test_what_stops_the_whole_is_told_with_how_far_it_came(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    def sync(journey: object, found: Found, control: Control) -> Found:
        raise RefusedError(Problem("key_missing"))

    window = opened(qtbot, make_window, sync_clients=sync)
    window.page.consent.box.click()  # type: ignore[union-attr]
    window.foot.primary.click()
    until_still(qtbot, window)
    assert window.page.notice is not None  # type: ignore[union-attr]
    assert window.page.notice.problem.code == "key_missing"  # type: ignore[union-attr]


def test_what_was_compared_before_a_restart_is_compared_again(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    def recall(journey: object, found: Found, control: Control) -> Found:
        return replace(found, results={})

    window = opened(qtbot, make_window, recall_clients=recall)
    assert window.foot.primary.text() == "Sammenlign på nytt"
    window.foot.primary.click()
    assert window.desk.runner.journey.here is StepId.CLIENT_DIFFERENCES
    until_still(qtbot, window)
    assert not window.desk.runner.journey.of(ClientSyncAnswers).finished
