"""Page 6, «Kontroller avvik», and what it leads to, «Dette skjer»."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui.registers import firm, fjell, person, reading
from unit.sync.building import whole
from unit.sync.surveying import survey

from screens.data import many
from screens.stage import Stage, settle, until
from screens.states import State
from wizard.errors import Problem, RefusedError
from wizard.flow.answers import ChooseAnswers, DifferencesAnswers, PlanAnswers
from wizard.flow.journey import Journey, StepId
from wizard.flow.ports import Control, Found
from wizard.model.matching import Choice
from wizard.model.records import Kind, Record, Side
from wizard.review.rows import State as RowState
from wizard.sync.engine import Survey
from wizard.ui.background import Task
from wizard.ui.models.differences import Column
from wizard.ui.pages.differences import DifferencesPage
from wizard.ui.pages.plan import PlanPage


def _open(stage: Stage, found: Survey, partner: str = "svenn", **more: object) -> DifferencesPage:
    stage.at(StepId.DIFFERENCES, ChooseAnswers(partner), effects=reading(found, **more))
    return _page(stage)


def _page(stage: Stage) -> DifferencesPage:
    page = stage.page
    assert isinstance(page, DifferencesPage)
    return page


def _place(page: DifferencesPage, field: str, row: int = 0) -> None:
    """Stand on a row of the table."""
    page.view.table.setFocus()
    page.view.table.setCurrentIndex(page.view.model.index(row, int(Column.RECORD)))


def _reading(stage: Stage) -> None:
    stage.at(StepId.DIFFERENCES, effects=reading(fjell(), survey=stage.halt))
    until(stage.gate.reached.is_set)


def _failed(stage: Stage) -> None:
    def refuse(journey: Journey, found: Found, control: Control) -> Found:
        raise RefusedError(Problem("tripletex.unavailable"))

    stage.at(StepId.DIFFERENCES, effects=reading(fjell(), survey=refuse))


def _none(stage: Stage) -> None:
    same = {"date_of_birth": "1980-01-01", "email": "ola@fjellbygg.no"}
    _open(stage, survey(*person("104", "Ola", "Hansen", same, same)))


def _many(stage: Stage) -> None:
    _open(stage, many())


def _everything(stage: Stage) -> None:
    page = _open(stage, many())
    page.view.tools.state.chosen.emit(None)
    settle()


def _rule(stage: Stage) -> None:
    page = _open(stage, many())
    page.view.tools.field.chosen.emit("phone_mobile")
    settle()


def _marked(stage: Stage) -> None:
    page = _open(stage, many())
    page.reviewing.mark(page.reviewing.shown[1])
    page.reviewing.mark(page.reviewing.shown[2])
    settle()


def _searched(stage: Stage) -> None:
    page = _open(stage, many())
    page.view.tools.search.setText("finnes ikke")
    until(lambda: not page.reviewing.shown)


def _stopped(stage: Stage) -> None:
    page = _open(stage, many())
    page.view.tools.kinds.chosen.emit(Kind.CUSTOMER)
    page.view.tools.state.chosen.emit(RowState.STOPPED)
    settle()
    _place(page, "")


def _own(stage: Stage, field: str = "phone_mobile") -> DifferencesPage:
    page = _open(stage, many())
    page.view.tools.field.chosen.emit(field)
    settle()
    _place(page, "")
    QTest.keyClick(page.view.table, Qt.Key.Key_3)
    settle()
    return page


def _own_value(stage: Stage) -> None:
    _own(stage)


def _own_refused(stage: Stage) -> None:
    _own(stage, "email")
    editor = QApplication.focusWidget()
    QTest.keyClicks(editor, "ikke en adresse")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settle()


def _decided(stage: Stage) -> DifferencesPage:
    page = _open(stage, many())
    rows = page.reviewing.rows
    for at, row in enumerate(rows):
        if row.whole:
            page.reviewing.decide([at], Choice.SKIP)
        elif row.question is not None:
            page.reviewing.decide([at], (Choice.TRIPLETEX, Choice.PARTNER, Choice.SKIP)[at % 3])
    page.view.tools.state.chosen.emit(None)
    settle()
    return page


def _all_decided(stage: Stage) -> None:
    _decided(stage)
    stage.rest()


def _skipped(stage: Stage) -> None:
    page = _open(stage, many())
    page.view.rules.skip.click()


def _planning(stage: Stage) -> None:
    page = _open(stage, many(), plan=stage.halt)
    page.view.rules.skip.click()
    stage.window.foot.primary.click()
    until(stage.gate.reached.is_set)


def _pairs() -> list[Record]:
    """Two more employees with somebody else's number."""
    more = [
        *person("150", "Siri", "Moe", {"date_of_birth": "1970-01-01"}, {}),
        *person("151", "Unni", "Ek", {"date_of_birth": "1971-01-01"}, {}),
    ]
    others = {"p150": ("Gro", "Vik"), "p151": ("Tor", "Dahl")}
    return [_renamed(one, *others[one.id]) if one.id in others else one for one in more]


def _renamed(record: Record, first: str, last: str) -> Record:
    values = {"first_name": first, "last_name": last, "date_of_birth": "1999-12-31"}
    return whole(record.kind, record.side, record.id, **{**record.values, **values})


def _pair(stage: Stage) -> None:
    _open(stage, fjell(*_pairs()))
    stage.press(stage.window.foot.primary)


def _pair_chosen(stage: Stage) -> None:
    _pair(stage)
    _page(stage).cases.view.cards[-1].setFocus()
    _page(stage).cases.view.cards[-1].click()
    settle()


def _last_pair(stage: Stage) -> None:
    _open(stage, fjell())
    stage.press(stage.window.foot.primary)
    _page(stage).cases.view.cards[0].click()
    settle()


def _customers(stage: Stage) -> None:
    records = [
        *firm("10300", "Nordlys Eiendom AS", {}, None),
        *firm("10399", "Nordlys Eiendom AS", None, {}),
    ]
    _open(stage, survey(*records))
    stage.press(stage.window.foot.primary)


def _projects(stage: Stage) -> None:
    tak = {"name": "Tak Parkveien", "start_date": "2026-02-01"}
    ours = whole(Kind.PROJECT, Side.TRIPLETEX, "t2050", number="2050", **tak)
    theirs = whole(Kind.PROJECT, Side.PARTNER, "p2060", number="2060", **tak)
    _open(stage, survey(ours, theirs))
    stage.press(stage.window.foot.primary)


def _gone(stage: Stage) -> None:
    eva = whole(
        Kind.EMPLOYEE, Side.TRIPLETEX, "t200", number="200", first_name="Eva", last_name="Li"
    )
    ola = person("104", "Ola", "Hansen", {}, {})
    _open(stage, survey(eva, *ola, links={Kind.EMPLOYEE: {"t200": "p200", "t104": "p104"}}))
    stage.press(stage.window.foot.primary)


def _comparing(stage: Stage) -> None:
    page = _open(stage, fjell())
    journey = stage.window.desk.runner.journey
    stage.window.desk.connection.start(Task(lambda task: stage.gate.wait()))
    until(stage.gate.reached.is_set)
    page._gather(journey.of(DifferencesAnswers).resolutions)


def _writing(stage: Stage) -> None:
    page = _open(stage, many())
    stage.hold_disk()
    page.exchange.write(stage.folder / "avvik.xlsx")


def _reading_excel(stage: Stage) -> None:
    page = _open(stage, many())
    stage.hold_disk()
    page.exchange.read(stage.folder / "avvik.xlsx")


def _excel(stage: Stage) -> None:
    (stage.folder / "avvik.xlsx").write_text("ikke en arbeidsbok")
    page = _open(stage, many())
    page.exchange.read(stage.folder / "avvik.xlsx")
    stage.rest()
    until(lambda: page.notice)


# the plan


def _planned(
    stage: Stage, found: Survey, partner: str = "workbook", only: int | None = None
) -> PlanPage:
    said = (ChooseAnswers(partner), DifferencesAnswers(skip_open=True), PlanAnswers(only=only))
    stage.at(StepId.PLAN, *said, effects=reading(found))
    page = stage.page
    assert isinstance(page, PlanPage)
    until(lambda: page.plan is not None and not page.busy, "no plan")
    settle()
    return page


def _whole(stage: Stage) -> None:
    _planned(stage, many())


def _told_in_full(stage: Stage) -> None:
    bare = whole(Kind.CUSTOMER, Side.TRIPLETEX, "t900", name="Bare navn AS")
    nameless = whole(Kind.CUSTOMER, Side.PARTNER, "p901", name="Uten nummer AS")
    page = _planned(stage, fjell(bare, nameless))
    rows = range(page.whole.view.model.rowCount())
    words = [str(page.whole.view.model.index(row, 1).data()) for row in rows]
    place = next(row for row in rows if "10240" in words[row])
    page.whole.view.table.setFocus()
    page.whole.view.table.setCurrentIndex(page.whole.view.model.index(place, 0))
    settle()


def _found_nothing(stage: Stage) -> None:
    page = _planned(stage, fjell())
    page.whole.view.search.setText("finnes ikke")
    until(lambda: page.whole.view.model.rowCount() == 0)


def _nothing_to_do(stage: Stage) -> None:
    same = {"date_of_birth": "1980-01-01"}
    said = (ChooseAnswers("workbook"), DifferencesAnswers(skip_open=True))
    stage.at(
        StepId.PLAN, *said, effects=reading(survey(*person("104", "Ola", "Hansen", same, same)))
    )
    stage.rest()


def _trial(stage: Stage) -> None:
    _planned(stage, many(), only=5)


def _much() -> Survey:
    new = [one for n in range(60) for one in firm(f"{500 + n}", f"Firma {n} AS", {}, None)]
    return fjell(*new)


def _brake(stage: Stage) -> None:
    _planned(stage, _much())


def _to_approve(stage: Stage) -> None:
    _planned(stage, fjell(), "svenn")


def _sent(stage: Stage) -> None:
    page = _planned(stage, fjell(), "svenn")
    page.approval.send(stage.folder / "Dette skjer.xlsx")
    stage.rest()
    until(lambda: not page.approval.to_send)


def _approved(stage: Stage) -> None:
    _sent(stage)
    page = stage.page
    assert isinstance(page, PlanPage)
    page.approval.tick.click()


STATES = (
    State(StepId.DIFFERENCES, "reading", _reading),
    State(StepId.DIFFERENCES, "failed", _failed),
    State(StepId.DIFFERENCES, "none", _none),
    State(StepId.DIFFERENCES, "many", _many),
    State(StepId.DIFFERENCES, "everything", _everything),
    State(StepId.DIFFERENCES, "rule_for_all", _rule),
    State(StepId.DIFFERENCES, "marked", _marked),
    State(StepId.DIFFERENCES, "found_nothing", _searched),
    State(StepId.DIFFERENCES, "stopped_by_a_rule", _stopped),
    State(StepId.DIFFERENCES, "own_value", _own_value, anew=True),
    State(StepId.DIFFERENCES, "own_value_refused", _own_refused, anew=True),
    State(StepId.DIFFERENCES, "all_decided", _all_decided),
    State(StepId.DIFFERENCES, "left_alone", _skipped),
    State(StepId.DIFFERENCES, "planning", _planning),
    State(StepId.DIFFERENCES, "same_person", _pair),
    State(StepId.DIFFERENCES, "same_person_chosen", _pair_chosen),
    State(StepId.DIFFERENCES, "last_pair", _last_pair),
    State(StepId.DIFFERENCES, "same_customer", _customers),
    State(StepId.DIFFERENCES, "same_project", _projects),
    State(StepId.DIFFERENCES, "gone", _gone),
    State(StepId.DIFFERENCES, "comparing", _comparing),
    State(StepId.DIFFERENCES, "writing_excel", _writing),
    State(StepId.DIFFERENCES, "reading_excel", _reading_excel),
    State(StepId.DIFFERENCES, "answers_unreadable", _excel),
    State(StepId.PLAN, "whole", _whole),
    State(StepId.PLAN, "in_full", _told_in_full),
    State(StepId.PLAN, "found_nothing", _found_nothing),
    State(StepId.PLAN, "nothing_to_do", _nothing_to_do),
    State(StepId.PLAN, "trial", _trial),
    State(StepId.PLAN, "brake", _brake),
    State(StepId.PLAN, "to_be_approved", _to_approve),
    State(StepId.PLAN, "sent_for_approval", _sent),
    State(StepId.PLAN, "approved", _approved),
)
