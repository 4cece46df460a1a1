"""Page 5, «Koble til <partner>»."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent
from ui.desks import REGISTER, ready_effects

from screens.data import saved, workbook
from screens.stage import Stage, until
from screens.states import State
from wizard import paths
from wizard.errors import Problem, UsageError
from wizard.flow.answers import ChooseAnswers, ConnectPartnerAnswers
from wizard.flow.journey import Journey, StepId
from wizard.flow.ports import Control, EffectWork, Found
from wizard.model.connection import Requirement, RequirementState
from wizard.model.matching import Authority, Direction
from wizard.profiles import load_profile
from wizard.ui.pages.connect_partner import ConnectPartnerPage

_FILES = {"file": "register.xlsx", "lock": ".~lock.register.xlsx#"}


def _page(stage: Stage) -> ConnectPartnerPage:
    page = stage.page
    assert isinstance(page, ConnectPartnerPage)
    return page


def _open(
    stage: Stage,
    partner: str = "svenn",
    work: EffectWork | None = None,
    said: ConnectPartnerAnswers | None = None,
) -> ConnectPartnerPage:
    effects = ready_effects(**({"open_partner": work} if work else {}))
    said = said or ConnectPartnerAnswers()
    stage.at(StepId.CONNECT_PARTNER, ChooseAnswers(partner), said, effects=effects)
    return _page(stage)


def _take(stage: Stage, path: Path) -> None:
    _page(stage).take(path)
    stage.rest()


def _empty(stage: Stage) -> None:
    _open(stage)


def _empty_workbook(stage: Stage) -> None:
    _open(stage, "workbook")


def _over(stage: Stage) -> None:
    file = _open(stage).book.file
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(workbook(stage.folder)))])
    at, copy = QPoint(5, 5), Qt.DropAction.CopyAction
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    file.dragEnterEvent(QDragEnterEvent(at, copy, data, button, none))


def _to_be_chosen(stage: Stage) -> None:
    _open(stage)
    _take(stage, workbook(stage.folder))


def _recognised(stage: Stage) -> None:
    _open(stage)
    _take(stage, workbook(stage.folder, whole_sheets=True, name="register.xlsx"))


def _guide(stage: Stage) -> None:
    own = stage.folder / "eget.toml"
    svenn = (paths.resources() / "profiles" / "svenn.toml").read_text(encoding="utf-8")
    kind = "[kinds.customer]\n"
    own.write_text(svenn.replace(kind, f'{kind}create = "none"\n'), encoding="utf-8")
    page = _open(stage)
    stage.window.desk.profiles["svenn"] = load_profile(str(own))
    page.guide.more.click()
    _take(stage, workbook(stage.folder))


def _decided(stage: Stage) -> None:
    said = ConnectPartnerAnswers(
        default=Authority.NEWEST,
        fill_missing=Direction.TRIPLETEX,
        create_missing=Direction.NONE,
    )
    _open(stage, said=said)
    _take(stage, workbook(stage.folder))


def _one_sheet(stage: Stage) -> None:
    head, row = ["Kundenummer", "Navn", "Kode"], ["10240", "=1+1", "x"]
    sheets = {"Kunder": [head, row], "Prosjekter": [["Noe annet"], ["1"]]}
    _open(stage)
    _take(stage, saved(stage.folder / "bare-kunder.xlsx", sheets))
    tabs = _page(stage).book._tabs.buttons()
    tabs[-1].click()


def _unread(stage: Stage) -> None:
    head = ["Ansattnummer", "Fornavn", "Etternavn", "E-post", "Første arbeidsdag"]
    row = ["104", "Ola", "Hansen", "ikke en adresse", "i fjor sommer"]
    _open(stage)
    _take(stage, saved(stage.folder / "feil.xlsx", {"Ansatte": [head, row]}))


def _no_kinds(stage: Stage) -> None:
    _open(stage)
    _take(stage, workbook(stage.folder))
    page = _page(stage)
    for box in page.book._boxes.values():
        if box.isChecked():
            box.click()
    stage.rest()


def _wrong_file(stage: Stage) -> None:
    path = stage.folder / "register.pdf.xlsx"
    path.write_bytes(b"nope")
    _open(stage)
    _take(stage, path)
    until(lambda: _page(stage).notice)


def _refused(stage: Stage) -> None:
    def refuse(journey: Journey, found: Found, control: Control) -> Found:
        raise UsageError(Problem("http.unreachable", params={"host": "svenn.example", "cause": ""}))

    _open(stage, "dynamik", refuse)


def _open_elsewhere(stage: Stage) -> None:
    trouble = Problem("workbook.open_elsewhere", params=_FILES)

    def warned(journey: Journey, found: Found, control: Control) -> Found:
        needs = (Requirement("partner:file", RequirementState.UNKNOWN, trouble),)
        return replace(found, partner=replace(REGISTER, requirements=needs))

    _open(stage, work=warned)
    _take(stage, workbook(stage.folder, whole_sheets=True, name="register.xlsx"))


def _reading(stage: Stage) -> None:
    page = _open(stage)
    stage.hold_disk()
    page.take(workbook(stage.folder))


def _testing(stage: Stage) -> None:
    page = _open(stage, work=stage.halt)
    page.take(workbook(stage.folder))
    until(stage.gate.reached.is_set)


def _no_registers(stage: Stage) -> None:
    _open(stage, "dynamik")


def _one_kind(stage: Stage) -> None:
    _open(stage, "huma")
    _take(stage, workbook(stage.folder))


STATES = (
    State(StepId.CONNECT_PARTNER, "no_file", _empty),
    State(StepId.CONNECT_PARTNER, "no_file_own_workbook", _empty_workbook),
    State(StepId.CONNECT_PARTNER, "file_above", _over),
    State(StepId.CONNECT_PARTNER, "to_be_chosen", _to_be_chosen),
    State(StepId.CONNECT_PARTNER, "recognised", _recognised),
    State(StepId.CONNECT_PARTNER, "guide", _guide),
    State(StepId.CONNECT_PARTNER, "decided_otherwise", _decided),
    State(StepId.CONNECT_PARTNER, "sheets_missing", _one_sheet),
    State(StepId.CONNECT_PARTNER, "values_not_read", _unread),
    State(StepId.CONNECT_PARTNER, "no_kinds", _no_kinds),
    State(StepId.CONNECT_PARTNER, "wrong_file", _wrong_file),
    State(StepId.CONNECT_PARTNER, "refused", _refused),
    State(StepId.CONNECT_PARTNER, "open_elsewhere", _open_elsewhere),
    State(StepId.CONNECT_PARTNER, "reading", _reading),
    State(StepId.CONNECT_PARTNER, "testing", _testing),
    State(StepId.CONNECT_PARTNER, "no_registers", _no_registers),
    State(StepId.CONNECT_PARTNER, "one_kind", _one_kind),
)
