"""An office's journey in the window, on a practice office: from access to the board and an undo."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from ui.conftest import MakeWindow
from ui.desks import Journeys
from ui.offices import Templates, office_at
from ui.practising import button, shown, until_still

from wizard.app import App
from wizard.cli.demo import write_workbook
from wizard.flow.answers import (
    Audience,
    ChooseAnswers,
    ClientDifferencesAnswers,
    ClientsAnswers,
    ClientSyncAnswers,
    PasteKeyAnswers,
)
from wizard.flow.journey import Facts, StepId
from wizard.flow.standing import Standing, standings
from wizard.flow.steps import Effect
from wizard.model.matching import Choice
from wizard.model.records import Kind
from wizard.office.effects import OfficeEffects
from wizard.practice import Options, World, open_office, seeded_world, serve
from wizard.practice.company import Company as Books
from wizard.practice.office import clients
from wizard.ui.pages.board import BoardPage
from wizard.ui.pages.client_differences import ClientDifferencesPage
from wizard.ui.pages.client_sync import ClientSyncPage
from wizard.ui.pages.connect_clients import ConnectClientsPage
from wizard.ui.pages.give_access import GiveAccessPage
from wizard.ui.window import Window

TITLES = ("Kundenummer", "Navn", "E-post")


@dataclass
class Office:
    """A practice office that answers, the program, and a folder of workbooks."""

    world: World
    url: str
    app: App
    effects: OfficeEffects
    folder: Path

    @property
    def books(self) -> list[Books]:
        return clients(self.world)

    def write(self, client: Books, *rows: tuple[object, ...]) -> None:
        path = self.folder / f"{client.organization_number}.xlsx"
        write_workbook(path, {"Kunder": [TITLES, *rows]})


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    world = seeded_world(options=Options(rate_limit=None))
    open_office(world, clients=3)
    app = App({"TRIPLETEX_CONSUMER_TOKEN": world.consumer_token}, state=tmp_path / "state")
    folder = tmp_path / "clients"
    folder.mkdir()
    with serve(world) as server:
        made = Office(world, server.url, app, OfficeEffects(app), folder)
        for number, client in enumerate(made.books):
            made.write(client, (90001, f"Ny Kunde {number} AS", f"post@ny{number}.example"))
        app.try_key(server.url, world.office_token or "")
        yield made
        made.effects.close()
    app.close()


@pytest.fixture
def window(qtbot: QtBot, make_window: MakeWindow, office: Office) -> Window:
    """A window where the key is confirmed, and the clients are to be chosen."""
    made = make_window(office.effects.by_name(), journeys=Journeys())
    made.desk.templates = Templates
    runner = made.desk.runner
    journey = office_at(StepId.PASTE_KEY).answered(
        ChooseAnswers("workbook", Audience.OFFICE, office.url)
    )
    runner.begin(journey.knowing(Facts()))
    found = runner.do(Effect.CHECK_KEY)
    assert found.key is not None
    assert found.key.company is not None
    runner.answer(PasteKeyAnswers(found.key.company.id))
    assert runner.go(StepId.GIVE_ACCESS)
    made.show_step()
    qtbot.waitUntil(lambda: made.foot.primary.text() == "Sett opp 3 klienter", timeout=20_000)
    return made


def connected(qtbot: QtBot, window: Window, office: Office) -> None:
    window.foot.primary.click()
    assert isinstance(window.page, ConnectClientsPage)
    window.page.say_kinds((Kind.CUSTOMER,))
    window.page.registers.take_folder(office.folder)
    until_still(qtbot, window)


def compared(qtbot: QtBot, window: Window, office: Office) -> ClientDifferencesPage:
    connected(qtbot, window, office)
    window.foot.primary.click()
    assert isinstance(window.page, ClientDifferencesPage)
    until_still(qtbot, window)
    return window.page


def synced(qtbot: QtBot, window: Window) -> ClientSyncPage:
    window.foot.primary.click()
    assert isinstance(window.page, ClientSyncPage)
    page = window.page
    assert not window.foot.primary.isEnabled()
    page.consent.box.click()
    window.foot.primary.click()
    until_still(qtbot, window)
    return page


def test_all_clients_are_synced_and_one_is_taken_back(
    qtbot: QtBot, window: Window, office: Office
) -> None:
    (office.folder / f"{office.books[2].organization_number}.xlsx").unlink()
    connected(qtbot, window, office)
    assert "2\nhar et register" in shown(window).replace(" ", " ")
    window.foot.primary.click()
    until_still(qtbot, window)
    assert isinstance(window.page, ClientDifferencesPage)
    counted = standings(window.page._rows)
    assert (counted[Standing.READY], counted[Standing.FAILED]) == (2, 1)
    synced(qtbot, window)
    for number, client in enumerate(office.books[:2]):
        assert f"Ny Kunde {number} AS" in [row["name"] for row in client.customers.values()]
    assert window.desk.runner.journey.of(ClientSyncAnswers).finished
    window.foot.primary.click()
    assert isinstance(window.page, BoardPage)
    board = window.page
    assert [one.accessibleName() for one in board.causes.cards if one.isVisible()]

    row = next(row for row in board._rows if row.number == office.books[0].organization_number)
    board.clients.opened.emit(row)
    until_still(qtbot, window)
    button(window, "Angre synken").click()
    until_still(qtbot, window)
    assert board.notice is None, board.notice
    assert "Vil du angre klientens synk?" in shown(window)
    board.undo.view.consent.box.click()
    window.foot.primary.click()
    until_still(qtbot, window)
    names = [row["name"] for row in office.books[0].customers.values()]
    assert "Ny Kunde 0 AS" not in names
    assert "Ny Kunde 1 AS" in [row["name"] for row in office.books[1].customers.values()]


def test_a_cause_is_mended_once_and_its_clients_tried_again(
    qtbot: QtBot, window: Window, office: Office
) -> None:
    for client in office.books[1:]:
        (office.folder / f"{client.organization_number}.xlsx").unlink()
    compared(qtbot, window, office)
    synced(qtbot, window)
    window.foot.primary.click()
    assert isinstance(window.page, BoardPage)
    for number, client in enumerate(office.books[1:], 1):
        office.write(client, (90001, f"Ny Kunde {number} AS", ""))
    button(window, "Rettet – prøv igjen (2)").click()
    until_still(qtbot, window)
    assert isinstance(window.page, ClientSyncPage)
    window.page.consent.box.click()
    assert window.foot.primary.text() == "Synk 2 klienter"
    window.foot.primary.click()
    until_still(qtbot, window)
    for number, client in enumerate(office.books):
        assert f"Ny Kunde {number} AS" in [row["name"] for row in client.customers.values()]


def test_a_question_is_answered_once_and_one_client_is_an_exception(
    qtbot: QtBot, window: Window, office: Office
) -> None:
    for client in office.books:
        row = next(iter(client.customers.values()))
        office.write(client, (row["customerNumber"], row["name"], "annen@epost.example"))
    page = compared(qtbot, window, office)
    assert "poster: 3, klienter: 3" in shown(window)
    first = page._rows[0]
    page.clients.opened.emit(first)
    until_still(qtbot, window)
    assert page.title() == first.name
    [at] = range(len(page.review.reviewing.shown))
    page.review.reviewing.decide([page.review.reviewing.shown[at]], Choice.TRIPLETEX)
    window.foot.primary.click()
    until_still(qtbot, window)
    said = window.desk.runner.journey.of(ClientDifferencesAnswers)
    assert [one.choice for one in said.own[first.number]] == [Choice.TRIPLETEX]
    assert "poster: 2, klienter: 2" in shown(window)
    page.questions.cards[0].choices.buttons[1].click()
    assert window.foot.primary.text() == "Sammenlign på nytt med svarene"
    window.foot.primary.click()
    until_still(qtbot, window)
    assert standings(page._rows)[Standing.READY] == 3
    page.templates.name.setText("Standard")
    path = office.folder / "standard.toml"
    page.templates.save_to(path)
    until_still(qtbot, window)
    assert 'answer = "partner"' in path.read_text(encoding="utf-8")


def test_a_resumed_office_opens_on_its_board(
    qtbot: QtBot, window: Window, office: Office, make_window: MakeWindow
) -> None:
    compared(qtbot, window, office)
    synced(qtbot, window)
    window.foot.primary.click()
    kept = window.desk.runner.journey.at(StepId.GIVE_ACCESS)
    window.page.left()  # type: ignore[union-attr]
    other = make_window(office.effects.by_name(), journeys=Journeys(kept))
    button(other, "Fortsett").click()
    until_still(qtbot, other)
    assert isinstance(other.page, BoardPage)
    board = other.page
    qtbot.waitUntil(lambda: standings(board._rows)[Standing.SYNCED] == 3, timeout=20_000)
    numbers = other.desk.runner.journey.of(ClientsAnswers).numbers or ()
    assert set(numbers) == {row.number for row in board._rows}
    board.deeds.write(office.folder / "klienter.xlsx")
    board.deeds.hand_over(office.folder / "oppsett.toml")
    until_still(qtbot, other)
    text = (office.folder / "oppsett.toml").read_text(encoding="utf-8")
    assert 'audience = "office"' in text
    assert (office.world.office_token or "") not in text
    assert (office.folder / "klienter.xlsx").stat().st_size > 1000


def test_a_client_that_comes_later_joins_the_board(
    qtbot: QtBot, window: Window, office: Office
) -> None:
    assert isinstance(window.page, GiveAccessPage)
    late = office.books[2].organization_number
    row = next(one for one in window.page._rows if one.number == late)
    window.page.clients.model.ticked.emit([row], False)
    compared(qtbot, window, office)
    synced(qtbot, window)
    window.foot.primary.click()
    assert isinstance(window.page, BoardPage)
    assert late not in {one.number for one in window.page._rows}
    button(window, "Legg til klienter").click()
    access = window.page
    assert isinstance(access, GiveAccessPage)
    qtbot.waitUntil(lambda: late in {one.number for one in access._rows}, timeout=20_000)
    row = next(one for one in access._rows if one.number == late)
    access.clients.model.ticked.emit([row], True)
    window.foot.primary.click()
    until_still(qtbot, window)
    window.foot.primary.click()
    assert isinstance(window.page, ClientDifferencesPage)
    until_still(qtbot, window)
    counted = standings(window.page._rows)
    assert (counted[Standing.SYNCED], counted[Standing.READY]) == (2, 1)
    synced(qtbot, window)
    assert "Ny Kunde 2 AS" in [one["name"] for one in office.books[2].customers.values()]
    window.foot.primary.click()
    assert standings(window.page._rows)[Standing.SYNCED] == 3  # type: ignore[union-attr]
