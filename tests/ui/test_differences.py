"""Page 6: what a person does with the differences, and what then stands there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from ui import test_window
from ui.conftest import MakeWindow
from ui.desks import Journeys, journey_at
from ui.registers import Values, fjell, person, reading
from ui.test_window import shown
from unit.sync.building import whole

from wizard.documents.questions import read_answers, write_questions
from wizard.errors import Problem, RefusedError
from wizard.flow.answers import DifferencesAnswers
from wizard.flow.journey import Journey, StepId
from wizard.flow.ports import Control, Found
from wizard.flow.steps import Effect
from wizard.model.matching import Choice, Conflict
from wizard.model.records import Record
from wizard.review.rows import State
from wizard.ui.models.differences import Column
from wizard.ui.pages.differences import DifferencesPage
from wizard.ui.window import Window


def rest(qtbot: QtBot, window: Window) -> None:
    """Until nothing is under way, nor about to be."""
    for _ in range(4):
        qtbot.waitUntil(lambda: not window.desk.connection.busy and not window.desk.disk.busy)
        QApplication.processEvents()


def opened(qtbot: QtBot, make_window: MakeWindow, *more: Record) -> tuple[Window, DifferencesPage]:
    """The page, both registers read."""
    window = make_window(reading(fjell(*more)), journeys=Journeys())
    window.desk.runner.begin(journey_at(StepId.DIFFERENCES))
    window.show_step()
    rest(qtbot, window)
    page = window.page
    assert isinstance(page, DifferencesPage)
    return window, page


def button(window: Window, text: str) -> QPushButton:
    """A button that is shown, or is about to be."""
    QApplication.processEvents()
    return test_window.button(window, text)


def press(window: Window, text: str) -> None:
    """Press a button, and see what comes of it."""
    button(window, text).click()
    QApplication.processEvents()


def cells(page: DifferencesPage, column: Column) -> list[str]:
    model = page.view.model
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def stand_on(page: DifferencesPage, name: str, field: str) -> None:
    model = page.view.model
    row = list(zip(cells(page, Column.RECORD), cells(page, Column.FIELD), strict=True))
    page.view.table.setCurrentIndex(model.index(row.index((name, field)), 0))


def answer_pair(qtbot: QtBot, window: Window, page: DifferencesPage, key: Qt.Key) -> None:
    """Go to the pair and choose with a key; then back to the table."""
    page.proceed()
    qtbot.keyClick(page.cases.view, key)
    window.foot.primary.click()
    rest(qtbot, window)


def test_both_sides_are_read_and_what_differs_stands_there(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    window, page = opened(qtbot, make_window)
    assert page.view.table.hasFocus()
    assert page.lead() == "3 trenger et valg fra deg, av 8 oppføringer i alt."
    assert page.view.bar.accessibleName() == (
        "1 like, 4 avvik, 1 bare i Tripletex, 1 bare i Svenn, 1 stoppet"
    )
    assert cells(page, Column.RECORD) == ["Nina Aas", "Ola Hansen", "Per-Åge Øverli"]
    assert cells(page, Column.FIELD) == ["Den samme?", "Mobil", "E-post"]
    assert cells(page, Column.CHOICE) == ["Ikke valgt ennå"] * 3
    assert cells(page, Column.WHY) == ["Bare likt nummer", "Ulik verdi", "Ulik verdi"]
    assert window.foot.primary.text() == "Neste: 1 å se på"


def test_a_side_is_chosen_by_a_key_and_taken_back(qtbot: QtBot, make_window: MakeWindow) -> None:
    window, page = opened(qtbot, make_window)
    stand_on(page, "Ola Hansen", "Mobil")
    qtbot.keyClick(page.view.table, Qt.Key.Key_2)
    assert cells(page, Column.CHOICE)[1] == "Svenn"
    assert page.view.table.currentIndex().row() == 2
    qtbot.keyClick(page.view.table, Qt.Key.Key_1)
    assert cells(page, Column.CHOICE)[1:] == ["Svenn", "Tripletex"]
    assert page.lead().startswith("1 trenger")
    qtbot.keyClick(page.view.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.reviewing.open == 2)
    press(window, "Angre")
    assert page.reviewing.open == 3
    assert not button(window, "Angre").isEnabled()


def test_answers_are_kept_as_they_are_given(qtbot: QtBot, make_window: MakeWindow) -> None:
    window, page = opened(qtbot, make_window)
    stand_on(page, "Ola Hansen", "Mobil")
    qtbot.keyClick(page.view.table, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: bool(window.desk.runner.journey.of(DifferencesAnswers).resolutions))
    [kept] = window.desk.runner.journey.of(DifferencesAnswers).resolutions
    assert (kept.choice, kept.field, kept.subject) == (
        Choice.PARTNER,
        "phone_mobile",
        "104 Ola Hansen",
    )
    assert kept.decided_at


def test_an_own_value_is_typed_in_the_row(qtbot: QtBot, make_window: MakeWindow) -> None:
    window, page = opened(qtbot, make_window)
    stand_on(page, "Per-Åge Øverli", "E-post")
    qtbot.keyClick(page.view.table, Qt.Key.Key_3)
    editor = QApplication.focusWidget()
    assert editor is not None
    qtbot.keyClicks(editor, "ikke en adresse")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "«ikke en adresse» kan ikke stå i e-post." in shown(window))
    assert page.reviewing.open == 3
    qtbot.keyClick(page.view.table, Qt.Key.Key_3)
    editor = QApplication.focusWidget()
    assert editor is not None
    qtbot.keyClicks(editor, "pao@fjellbygg.no")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: cells(page, Column.CHOICE)[2] == "Egen verdi: pao@fjellbygg.no")
    assert window.desk.runner.journey.here is StepId.DIFFERENCES


def test_a_rule_is_for_all_that_is_shown_or_marked(qtbot: QtBot, make_window: MakeWindow) -> None:
    more = [
        *person("140", "Eva", "Li", {"email": "eva@a.no"}, {"email": "eva@b.no"}),
        *person("141", "Lars", "By", {"email": "lars@a.no"}, {"email": "lars@b.no"}),
    ]
    more = [_with(one, {"date_of_birth": "1980-01-01"}) for one in more]
    window, page = opened(qtbot, make_window, *more)
    page.view.tools.field.chosen.emit("email")
    assert cells(page, Column.RECORD) == ["Per-Åge Øverli", "Eva Li", "Lars By"]
    assert "3 avvik på e-post" in shown(window)
    press(window, "Bruk Svenn for alle 3")
    assert page.reviewing.states()[State.CHOSEN] == 3
    assert cells(page, Column.RECORD) == []
    press(window, "Angre")
    assert cells(page, Column.RECORD) == ["Per-Åge Øverli", "Eva Li", "Lars By"]
    page.view.table.setFocus()
    qtbot.keyClick(page.view.table, Qt.Key.Key_Space)
    qtbot.keyClick(page.view.table, Qt.Key.Key_Down)
    qtbot.keyClick(page.view.table, Qt.Key.Key_Space)
    assert "2 er merket" in shown(window)
    press(window, "Bruk Tripletex for alle 2")
    assert cells(page, Column.RECORD) == ["Lars By"]


def _with(record: Record, values: Values) -> Record:
    return whole(record.kind, record.side, record.id, **{**record.values, **values})


def test_searching_narrows_the_rows(qtbot: QtBot, make_window: MakeWindow) -> None:
    window, page = opened(qtbot, make_window)
    qtbot.keyClick(page.view.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.view.tools.search.hasFocus)
    qtbot.keyClicks(page.view.tools.search, "øverli")
    qtbot.waitUntil(lambda: cells(page, Column.RECORD) == ["Per-Åge Øverli"])
    qtbot.keyClicks(page.view.tools.search, " finnes ikke")
    qtbot.waitUntil(lambda: "Ingen rader passer." in shown(window))


def test_what_a_rule_stops_says_so_and_where_it_is_mended(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    window, page = opened(qtbot, make_window)
    page.view.tools.state.chosen.emit(None)
    customers = next(one for one in page.view.tools.kinds.buttons if "Kunder" in one.text())
    customers.click()
    page.view.table.setCurrentIndex(page.view.model.index(page.view.model.rowCount() - 1, 0))
    assert "Bare kunder med kundenummer av siffer" in shown(window)
    assert "endrer du Kundenummer i Tripletex" in shown(window)


def test_a_pair_is_looked_at_and_linked_and_its_fields_come(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    window, page = opened(qtbot, make_window)
    window.foot.primary.click()
    assert page.title() == "Er dette samme person?"
    assert "1 av 1." in page.lead()
    assert "Taler mot: ulikt navn, ulik fødselsdato" in shown(window)
    assert not window.foot.primary.isEnabled()
    assert page.cases.view.cards[0].hasFocus()
    qtbot.keyClick(page.cases.view, Qt.Key.Key_1)
    assert page.cases.view.cards[0].isChecked()
    qtbot.keyClick(page.cases.view.cards[0], Qt.Key.Key_Return)
    rest(qtbot, window)
    page.view.tools.state.chosen.emit(None)
    assert ("Nina Aas", "Fornavn") in zip(
        cells(page, Column.RECORD), cells(page, Column.FIELD), strict=True
    )
    press(window, "Angre")
    rest(qtbot, window)
    assert "Fornavn" not in cells(page, Column.FIELD)


def test_back_within_the_pairs_is_to_the_table(qtbot: QtBot, make_window: MakeWindow) -> None:
    window, page = opened(qtbot, make_window)
    window.foot.primary.click()
    press(window, "Tilbake")
    assert page.title() == "Kontroller avvik før noe endres"
    assert window.desk.runner.journey.here is StepId.DIFFERENCES
    assert not page.stepped_back()


def test_one_answer_does_for_all_pairs_like_it(qtbot: QtBot, make_window: MakeWindow) -> None:
    more = [
        *person("150", "Siri", "Moe", {"date_of_birth": "1970-01-01"}, {}),
        *person("151", "Unni", "Ek", {"date_of_birth": "1971-01-01"}, {}),
    ]
    others = {"p150": ("Gro", "Vik"), "p151": ("Tor", "Dahl")}
    more = [_renamed(one, others) for one in more]
    window, page = opened(qtbot, make_window, *more)
    window.foot.primary.click()
    assert "1 av 3." in page.lead()
    qtbot.keyClick(page.cases.view, Qt.Key.Key_4)
    press(window, "Bruk for alle 3")
    rest(qtbot, window)
    assert page.reviewing.decisions.open_wholes() == []
    assert page.reviewing.states()[State.CHOSEN] == 3


def _renamed(record: Record, others: dict[str, tuple[str, str]]) -> Record:
    if record.id not in others:
        return record
    first, last = others[record.id]
    born = "1999-12-31"
    return _with(record, {"first_name": first, "last_name": last, "date_of_birth": born})


def test_after_the_pairs_what_still_waits_is_shown(qtbot: QtBot, make_window: MakeWindow) -> None:
    window, page = opened(qtbot, make_window)
    page.view.tools.look_for(replace(page.reviewing.wanted, state=State.PRESET))
    assert not page.reviewing.shown
    answer_pair(qtbot, window, page, Qt.Key.Key_1)
    assert page.reviewing.wanted.state is State.OPEN
    assert page.reviewing.shown


def test_everything_decided_leads_to_the_plan(qtbot: QtBot, make_window: MakeWindow) -> None:
    window, page = opened(qtbot, make_window)
    answer_pair(qtbot, window, page, Qt.Key.Key_4)
    assert not window.foot.primary.isEnabled()
    for name, field in (("Ola Hansen", "Mobil"), ("Per-Åge Øverli", "E-post")):
        stand_on(page, name, field)
        qtbot.keyClick(page.view.table, Qt.Key.Key_1)
    assert window.foot.primary.text() == "Neste: se hva som skjer"
    window.foot.primary.click()
    rest(qtbot, window)
    assert window.desk.runner.journey.here is StepId.PLAN
    plan = window.desk.runner.found.plan
    assert plan is not None
    assert plan.questions == ()
    assert len(plan.resolutions) == 3


def test_what_is_not_decided_can_be_left_alone(qtbot: QtBot, make_window: MakeWindow) -> None:
    window, page = opened(qtbot, make_window)
    page.view.rules.skip.click()
    window.foot.primary.click()
    rest(qtbot, window)
    assert window.desk.runner.journey.here is StepId.PLAN
    assert window.desk.runner.journey.of(DifferencesAnswers).skip_open


def test_an_answer_changed_later_takes_the_plan_away(qtbot: QtBot, make_window: MakeWindow) -> None:
    window, page = opened(qtbot, make_window)
    page.view.rules.skip.click()
    window.foot.primary.click()
    rest(qtbot, window)
    press(window, "Tilbake")
    rest(qtbot, window)
    assert window.desk.runner.journey.facts.planned
    stand_on(page, "Ola Hansen", "Mobil")
    qtbot.keyClick(page.view.table, Qt.Key.Key_1)
    assert not window.desk.runner.journey.facts.planned
    assert window.desk.runner.found.survey is not None


def test_decided_in_excel_and_read_back(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path
) -> None:
    window, page = opened(qtbot, make_window)
    path = tmp_path / "avvik.xlsx"
    page.exchange.write(path)
    rest(qtbot, window)
    questions = [one.question for one in page.reviewing.rows if one.question]
    assert read_answers(path, questions) == []
    answered(path, questions)
    page.exchange.read(path)
    rest(qtbot, window)
    assert page.reviewing.open == 0
    press(window, "Angre")
    rest(qtbot, window)
    assert page.reviewing.open == 3


def answered(path: Path, questions: list[Conflict]) -> None:
    """The same workbook with «La være» in each row."""
    write_questions(path, questions)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    header = [cell.value for cell in sheet[2]]
    for row in range(3, 3 + len(questions)):
        sheet.cell(row, header.index("Svar") + 1).value = "La være"
    book.save(path)


def test_a_file_that_is_none_is_refused_and_nothing_is_lost(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path
) -> None:
    window, page = opened(qtbot, make_window)
    stand_on(page, "Ola Hansen", "Mobil")
    qtbot.keyClick(page.view.table, Qt.Key.Key_1)
    (tmp_path / "feil.xlsx").write_text("ikke en arbeidsbok")
    page.exchange.read(tmp_path / "feil.xlsx")
    rest(qtbot, window)
    assert page.notice is not None
    assert page.notice.problem.code == "answers_unreadable"
    assert page.reviewing.states()[State.CHOSEN] == 1


def test_a_side_that_cannot_be_read_says_so_and_is_tried_again(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    tries: list[int] = []
    real = reading(fjell())

    def survey(journey: Journey, found: Found, control: Control) -> Found:
        tries.append(1)
        if len(tries) == 1:
            raise RefusedError(Problem("no_company"))
        return real[Effect.SURVEY](journey, found, control)

    window = make_window(reading(fjell(), survey=survey), journeys=Journeys())
    window.desk.runner.begin(journey_at(StepId.DIFFERENCES))
    window.show_step()
    rest(qtbot, window)
    assert len(tries) == 1
    assert not window.foot.primary.isEnabled()
    press(window, "Prøv igjen")
    rest(qtbot, window)
    assert isinstance(window.page, DifferencesPage)
    assert window.page.reviewing.open == 3


@pytest.mark.parametrize(("language", "said"), [("nb", "Ulik verdi"), ("en", "Different value")])
def test_the_rows_speak_both_languages(
    qtbot: QtBot, make_window: MakeWindow, language: str, said: str
) -> None:
    window, page = opened(qtbot, make_window)
    window.speak(language)
    assert cells(page, Column.WHY)[1] == said
    assert ("Trenger et valg" in shown(window)) is (language == "nb")


def test_a_screen_reader_hears_each_cell(qtbot: QtBot, make_window: MakeWindow) -> None:
    _, page = opened(qtbot, make_window)
    table = QAccessible.queryAccessibleInterface(page.view.table)
    assert table is not None
    heard = [
        cell.text(QAccessible.Text.Name)
        for cell in (table.child(place) for place in range(table.childCount()))
        if cell is not None
    ]
    assert "Ikke valgt ennå, Trenger et valg" in heard
    assert "Ola Hansen" in heard


def test_an_answer_given_just_before_the_window_is_closed_is_kept(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    window, page = opened(qtbot, make_window)
    page.view.rules.skip.click()
    assert not window.desk.runner.journey.of(DifferencesAnswers).skip_open
    window.window().close()
    assert window.desk.runner.journey.of(DifferencesAnswers).skip_open
    stored = window.desk.runner.stored()
    assert stored is not None
    assert stored.of(DifferencesAnswers).skip_open
