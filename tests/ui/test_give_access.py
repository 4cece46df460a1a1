"""«Gi klientene tilgang»: who is expected, who has let the key in, watched while it is in front."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from ui.conftest import MakeWindow
from ui.desks import Journeys
from ui.offices import BRYGGEN, CLIENTS, FJELL, KYST, NORDLYS, Access, office_at, office_effects
from ui.practising import button, shown, until_still

from wizard.errors import Problem
from wizard.flow.answers import ClientsAnswers
from wizard.flow.journey import StepId
from wizard.flow.standing import Search, Standing
from wizard.model.connection import Company
from wizard.ui import watching
from wizard.ui.models.clients import Column
from wizard.ui.pages.give_access import GiveAccessPage
from wizard.ui.window import Window


@pytest.fixture
def access() -> Access:
    return Access([one for one in CLIENTS if one not in (KYST, BRYGGEN)])


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits two seconds for the next look."""
    monkeypatch.setattr(watching, "_EVERY_MS", 20)


@pytest.fixture
def window(qtbot: QtBot, make_window: MakeWindow, access: Access) -> Window:
    made = make_window(office_effects(access), journeys=Journeys())
    made.desk.runner.begin(office_at(StepId.GIVE_ACCESS))
    made.show_step()
    qtbot.waitUntil(lambda: page(made).clients.model.rowCount() == 4)
    return made


def page(window: Window) -> GiveAccessPage:
    assert isinstance(window.page, GiveAccessPage)
    return window.page


def cells(window: Window, name: str) -> dict[Column, str]:
    model = page(window).clients.model
    row = next(at for at in range(model.rowCount()) if model.index(at, Column.NAME).data() == name)
    return {column: model.index(row, column).data() for column in Column}


def listed(qtbot: QtBot, window: Window, path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    page(window).take(path)
    until_still(qtbot, window)


def test_the_list_is_laid_beside_who_has_given_access(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    lines = [f"{one.name};{one.organization_number}" for one in CLIENTS if one is not FJELL]
    listed(qtbot, window, tmp_path / "klienter.csv", "Klient;Org.nr.\n" + "\n".join(lines))
    assert cells(window, "Kystlaget BA")[Column.ACCESS] == "Venter"
    assert cells(window, "Kystlaget BA")[Column.STANDING] == "Venter på tilgang"
    assert cells(window, "Fjell Bygg AS")[Column.STANDING] == "Ikke i listen din"
    assert cells(window, "Nordlys Eiendom AS")[Column.STANDING] == "Mangler «Lese alle bilag»"
    figures = [one.accessibleName() for one, _, _ in page(window).figures._cards]
    assert figures == [
        "5 klienter i listen din",
        "4 har gitt tilgang",
        "2 venter på tilgang",
        "0 ferdig satt opp",
    ]
    assert page(window).primary() == "Sett opp 2 klienter"
    copied: list[str] = []
    window.desk.copy = copied.append
    button(window, "Kopier org.nr. som mangler (2)").click()
    assert copied == ["989100238\n971203420"]


def test_rows_that_name_no_client_are_named(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    text = f"{FJELL.organization_number}\n92360901\nabc\n{FJELL.organization_number}\n889640782\n"
    listed(qtbot, window, tmp_path / "klienter.txt", text)
    assert "Rader i listen som ikke gir en klient: 4" in shown(window)
    assert "92360901" in shown(window)
    expected = window.desk.runner.journey.of(ClientsAnswers).expected
    assert expected is not None
    assert [one.number for one in expected] == [FJELL.organization_number]
    button(window, "Skjul").click()
    assert "Rader i listen" not in shown(window)


def test_numbers_are_pasted_besides_those_that_are_there(qtbot: QtBot, window: Window) -> None:
    for text in (KYST.organization_number, f"NO {BRYGGEN.organization_number} MVA"):
        QGuiApplication.clipboard().setText(text)
        button(window, "Lim inn org.nr.").click()
        until_still(qtbot, window)
    expected = window.desk.runner.journey.of(ClientsAnswers).expected or ()
    assert [one.number for one in expected] == [
        KYST.organization_number,
        BRYGGEN.organization_number,
    ]
    QGuiApplication.clipboard().clear()
    button(window, "Lim inn org.nr.").click()
    assert page(window).notice is not None


def test_who_gives_access_shows_at_once_and_is_ticked(
    qtbot: QtBot, window: Window, access: Access
) -> None:
    assert page(window).primary() == "Sett opp 3 klienter"
    access.let_in(BRYGGEN)
    qtbot.waitUntil(lambda: page(window).clients.model.rowCount() == 5)
    assert cells(window, "Bryggen Bakeri AS")[Column.ACCESS] == "Gitt nå"
    assert cells(window, "Fjell Bygg AS")[Column.ACCESS] == "Gitt"
    assert page(window).primary() == "Sett opp 4 klienter"


def test_the_watch_ends_with_the_page(qtbot: QtBot, window: Window, access: Access) -> None:
    watch = page(window).watch
    assert watch.on
    window._back()
    assert not watch.on
    qtbot.waitUntil(lambda: not window.desk.watching.busy)
    looks = access.looks
    watch.seen.emit()
    assert access.looks == looks


def test_no_net_is_told_calmly_and_tried_again(
    qtbot: QtBot, window: Window, access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    page(window).watch.patience = 10
    access.offline(Problem("http.unreachable", params={"host": "tripletex.no"}))
    qtbot.waitUntil(lambda: "Vi prøver igjen av oss selv." in shown(window))
    assert page(window).notice is None
    assert page(window).clients.model.rowCount() == 4
    access.offline(None)
    qtbot.waitUntil(lambda: "Vi prøver igjen av oss selv." not in shown(window))


def test_ticks_are_turned_by_keyboard(qtbot: QtBot, window: Window) -> None:
    table = page(window).clients.table
    table.setFocus()
    table.setCurrentIndex(page(window).clients.model.index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Space)
    said = window.desk.runner.journey.of(ClientsAnswers)
    assert said.left_out == (FJELL.organization_number,)
    assert page(window).primary() == "Sett opp 2 klienter"
    QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert page(window).primary() == "Sett opp 4 klienter"
    assert NORDLYS.organization_number in window.desk.runner.journey.of(ClientsAnswers).taken
    QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert not page(window).valid


def test_going_on_keeps_who_is_set_up(qtbot: QtBot, window: Window) -> None:
    window.foot.primary.click()
    assert window.desk.runner.journey.here is StepId.CONNECT_CLIENTS
    numbers = window.desk.runner.journey.of(ClientsAnswers).numbers
    assert numbers == tuple(one.organization_number for one in (FJELL, CLIENTS[2], CLIENTS[5]))


def test_the_guide_names_the_key_and_the_task_who_is_missing(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    listed(qtbot, window, tmp_path / "klienter.txt", KYST.organization_number)
    button(window, "Vis hvordan").click()
    assert "Regnskapskontor" not in page(window).guide.drawing.accessibleName()
    assert "Klient › Tilganger" in shown(window)
    text = page(window)._errand().text()
    assert KYST.organization_number in text
    assert "Brukeradministrator i klientkontoer" in text


def test_two_thousand_clients_are_searched_and_put_in_order(
    qtbot: QtBot, window: Window, access: Access
) -> None:
    many = [Company(n, f"Klient {n:04} AS", f"9{n:08}") for n in range(1000, 3000)]
    access.clients = many
    clients = page(window).clients
    qtbot.waitUntil(lambda: clients.model.rowCount() == 2000)
    clients.search.setText("klient 17")
    qtbot.waitUntil(lambda: clients.model.rowCount() == 100)
    clients.search.setText("900001234")
    qtbot.waitUntil(lambda: clients.model.rowCount() == 1)
    clients.model.look_for(Search(standing=Standing.WAITING))
    assert clients.model.rowCount() == 0
    clients.model.look_for(Search())
    clients.table._ordered(Column.NAME)
    assert clients.model.index(0, Column.NAME).data() == "Klient 2999 AS"
