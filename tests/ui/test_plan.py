"""«Dette skjer»: the plan is seen, tried, sent for approval, confirmed and approved."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from ui.conftest import MakeWindow
from ui.desks import Journeys, journey_at
from ui.registers import firm, fjell, reading
from ui.test_differences import button, rest
from ui.test_window import shown

from wizard.flow.answers import ChooseAnswers, DifferencesAnswers, PlanAnswers
from wizard.flow.journey import StepId
from wizard.model.records import Record
from wizard.ui.models.planlines import PlanColumn
from wizard.ui.pages.plan import PlanPage
from wizard.ui.window import Window


def opened(
    qtbot: QtBot, make_window: MakeWindow, *more: Record, partner: str = "workbook"
) -> tuple[Window, PlanPage]:
    """The page, with a plan in which nothing is left to decide."""
    window = make_window(reading(fjell(*more)), journeys=Journeys())
    journey = journey_at(StepId.PLAN).answered(ChooseAnswers(partner))
    window.desk.runner.begin(journey.answered(DifferencesAnswers(skip_open=True)))
    window.show_step()
    rest(qtbot, window)
    page = window.page
    assert isinstance(page, PlanPage)
    # the plan is made in one piece of work, and laid out for the page in another
    qtbot.waitUntil(lambda: page.whole.view.model.rowCount() > 0 and not page.busy, timeout=20_000)
    return window, page


def cells(page: PlanPage, column: PlanColumn) -> list[str]:
    model = page.whole.view.model
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def many() -> list[Record]:
    """More new customers than anybody writes by mistake."""
    return [one for n in range(60) for one in firm(f"{500 + n}", f"Firma {n} AS", {}, None)]


def test_the_plan_stands_there_in_numbers_and_in_full(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    window, page = opened(qtbot, make_window)
    said = shown(window)
    assert "Steg 1 · i Excel" in said
    assert "Steg 2 · i Tripletex" in said
    assert "Opprett kunde #10240 Nordlys Eiendom AS" in cells(page, PlanColumn.WHAT)
    assert "Ansatt #117 Ingrid Bø · Første arbeidsdag" in cells(page, PlanColumn.WHAT)
    place = cells(page, PlanColumn.WHAT).index("Ansatt #117 Ingrid Bø · Første arbeidsdag")
    assert cells(page, PlanColumn.BEFORE)[place] == "–"
    assert cells(page, PlanColumn.AFTER)[place] == "01.03.2023"
    assert cells(page, PlanColumn.BECAUSE)[place] == "Mangler i Tripletex"
    assert window.foot.primary.text() == "Start synk"


def test_it_is_filtered_and_searched(qtbot: QtBot, make_window: MakeWindow) -> None:
    page = opened(qtbot, make_window)[1]
    made = next(one for one in page.whole.view.verbs.buttons if "Opprettes" in one.text())
    made.click()
    assert all(one.startswith("Opprett") for one in cells(page, PlanColumn.WHAT))
    page.whole.view.verbs.buttons[0].click()
    search = page.whole.view.findChild(QLineEdit)
    assert search is not None
    qtbot.keyClicks(search, "ingrid")
    qtbot.waitUntil(lambda: page.whole.view.model.rowCount() == 2)
    assert all("Ingrid Bø" in one for one in cells(page, PlanColumn.WHAT))


def test_a_new_record_is_told_in_full(qtbot: QtBot, make_window: MakeWindow) -> None:
    window, page = opened(qtbot, make_window)
    place = cells(page, PlanColumn.WHAT).index("Opprett kunde #10240 Nordlys Eiendom AS")
    page.whole.view.table.setCurrentIndex(page.whole.view.model.index(place, 0))
    assert "Organisasjonsnummer: 974760673" in shown(window)


def test_starting_approves_exactly_what_was_shown(qtbot: QtBot, make_window: MakeWindow) -> None:
    window, page = opened(qtbot, make_window)
    plan = window.desk.runner.found.plan
    assert plan is not None
    assert page.brake.released
    page.keep()
    assert window.desk.runner.journey.of(PlanAnswers).approved == plan.fingerprint


def test_a_trial_shows_its_own_plan_and_the_whole_comes_back(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    window, page = opened(qtbot, make_window, *many())
    whole = window.desk.runner.found.plan
    assert not window.foot.primary.isEnabled()
    button(window, "Prøv med fem først").click()
    rest(qtbot, window)
    part = window.desk.runner.found.plan
    assert whole is not None
    assert part is not None
    assert len(part.operations) < len(whole.operations)
    assert page.whole.view.model.rowCount() < len(whole.operations)
    assert "5 av hvert slag" in shown(window)
    assert window.foot.primary.text() == "Start prøven"
    page.keep()
    said = window.desk.runner.journey.of(PlanAnswers)
    assert (said.approved, said.only) == ("" if not page.valid else part.fingerprint, 5)
    button(window, "Hele planen").click()
    rest(qtbot, window)
    assert window.desk.runner.journey.of(PlanAnswers).only is None
    again = window.desk.runner.found.plan
    assert again is not None
    assert again.fingerprint == whole.fingerprint


def test_much_is_confirmed_by_typing_the_number(qtbot: QtBot, make_window: MakeWindow) -> None:
    window, page = opened(qtbot, make_window, *many())
    assert "Dette skriver 64 oppføringer. Tast 64 for å bekrefte." in shown(window)
    assert not window.foot.primary.isEnabled()
    qtbot.keyClicks(page.brake.typed, "6")
    assert not window.foot.primary.isEnabled()
    page.keep()
    assert window.desk.runner.journey.of(PlanAnswers).approved == ""
    qtbot.keyClicks(page.brake.typed, "4")
    assert window.foot.primary.isEnabled()


def test_where_somebody_reviews_it_is_sent_and_waits(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path
) -> None:
    window, page = opened(qtbot, make_window, partner="svenn")
    assert window.foot.primary.text() == "Send til godkjenning"
    assert "Svenn går gjennom den først" in shown(window)
    page.approval.send(tmp_path / "plan.xlsx")
    rest(qtbot, window)
    sheet = load_workbook(tmp_path / "plan.xlsx").worksheets[0]
    plan = window.desk.runner.found.plan
    assert plan is not None
    assert plan.fingerprint in str(sheet["A1"].value)
    written = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert any("Nordlys Eiendom AS" in row for row in written)
    letter = QGuiApplication.clipboard().text()
    assert "Fjell Bygg AS" in letter
    assert "plan.xlsx" in letter
    assert "Gjennomgang: Svenn har planen nå" in shown(window)
    assert window.foot.primary.text() == "Start synk"
    assert not window.foot.primary.isEnabled()
    page.approval.tick.click()
    assert window.foot.primary.isEnabled()
    assert window.desk.runner.journey.of(PlanAnswers).sent == plan.fingerprint


def test_another_plan_has_not_been_approved(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path
) -> None:
    window, page = opened(qtbot, make_window, partner="svenn")
    page.approval.send(tmp_path / "plan.xlsx")
    rest(qtbot, window)
    page.approval.tick.click()
    button(window, "Prøv med fem først").click()
    rest(qtbot, window)
    part, whole = window.desk.runner.found.plan, page.plan
    assert part is whole
    assert not page.approval.tick.isChecked() or not page.approval.to_send


def test_the_plan_is_saved(qtbot: QtBot, make_window: MakeWindow, tmp_path: Path) -> None:
    window, page = opened(qtbot, make_window)
    page.whole.save(tmp_path / "plan.xlsx")
    rest(qtbot, window)
    book = load_workbook(tmp_path / "plan.xlsx")
    assert [sheet.title for sheet in book.worksheets] == ["Dette skjer", "La være i fred"]


def test_the_rows_speak_english_too(qtbot: QtBot, make_window: MakeWindow) -> None:
    window, page = opened(qtbot, make_window)
    window.speak("en")
    assert "New customer #10240 Nordlys Eiendom AS" in cells(page, PlanColumn.WHAT)
    assert "Step 2 · in Tripletex" in shown(window)
