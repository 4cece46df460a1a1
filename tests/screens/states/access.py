"""An office's pages «Gi klientene tilgang til nøkkelen» and «Koble til … for klientene»."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QGuiApplication
from ui.offices import (
    BRYGGEN,
    CLIENTS,
    FJELL,
    HAVGAP,
    KYST,
    PATTERN,
    Access,
    expected,
)

from screens.office import KEY, at, failing, known, reached, seen
from screens.stage import Stage, settle
from screens.states import State
from wizard.errors import Problem
from wizard.flow.answers import ClientsAnswers, ConnectPartnerAnswers, CreateKeyAnswers
from wizard.flow.journey import Journey, StepId
from wizard.flow.ports import Control, Found
from wizard.model.connection import Company, ConnectionCheck, Requirement, RequirementState
from wizard.ui.pages.connect_clients import ConnectClientsPage
from wizard.ui.pages.give_access import GiveAccessPage

_NOBODY = ClientsAnswers()
_LISTED = ClientsAnswers(None, expected([one for one in CLIENTS if one not in (FJELL, HAVGAP)]))
_PROBLEMS = "923609016;Fjell Bygg AS\n923609016\n889640782;Fjord Regnskap AS\n12345\nUten nummer\n"


def _access(
    stage: Stage, said: ClientsAnswers = _LISTED, clients: tuple[Company, ...] = CLIENTS
) -> tuple[GiveAccessPage, Access]:
    access = Access(clients)
    page = at(stage, StepId.GIVE_ACCESS, said, found=KEY, access=access)
    assert isinstance(page, GiveAccessPage)
    seen(stage, lambda: page._known is not None)
    return page, access


def _looking(stage: Stage) -> None:
    at(stage, StepId.GIVE_ACCESS, _NOBODY, found=KEY, watch_clients=stage.halt)
    reached(stage)


def _nobody(stage: Stage) -> None:
    _access(stage, _NOBODY, ())


def _one(stage: Stage) -> None:
    _access(stage, _NOBODY, (FJELL,))


def _all_sorts(stage: Stage) -> None:
    page, access = _access(
        stage, clients=tuple(one for one in CLIENTS if one not in (BRYGGEN, KYST))
    )
    access.let_in(BRYGGEN)
    page.watch.start()
    seen(stage, lambda: page.clients.model.fresh)


def _ticked(stage: Stage) -> None:
    page, _ = _access(stage)
    page.clients.table.setFocus()
    page.clients.table.setCurrentIndex(page.clients.model.index(1, 1))
    page.clients.model.tick_all()
    page.clients.model.tick(page.clients.model.index(0, 0))
    settle()


def _wrong_rows(stage: Stage) -> None:
    page, _ = _access(stage)
    path = stage.folder / "klienter.csv"
    path.write_text(_PROBLEMS + "".join(f"rad {n}\n" for n in range(30)), encoding="utf-8")
    page.take(path)
    stage.rest()


def _wrong_in_full(stage: Stage) -> None:
    _wrong_rows(stage)
    page = stage.page
    assert isinstance(page, GiveAccessPage)
    page._faulty._more.click()


def _reading_list(stage: Stage) -> None:
    page, _ = _access(stage)
    stage.hold_disk()
    page.take(stage.folder / "klienter.xlsx")


def _no_list(stage: Stage) -> None:
    page, _ = _access(stage)
    page.take(stage.folder / "borte.xlsx")
    stage.rest()


def _pasted(stage: Stage) -> None:
    page, _ = _access(stage, _NOBODY)
    QGuiApplication.clipboard().setText(
        f"{KYST.organization_number}\n{BRYGGEN.organization_number}"
    )
    page.bar.paste.click()
    stage.rest()


def _nothing_to_paste(stage: Stage) -> None:
    page, _ = _access(stage)
    page.bar.paste.click()


def _offline(stage: Stage) -> None:
    page, access = _access(stage)
    access.offline(Problem("http.unreachable", params={"host": "tripletex.no", "cause": ""}))
    page.watch.start()
    seen(stage, lambda: page.bar._trouble)


def _many(stage: Stage) -> None:
    named = "Regnskapsklient nummer {} med et langt navn som ingen har forkortet AS"
    _access(
        stage,
        _NOBODY,
        tuple(Company(n, named.format(n), f"9{n:08}") for n in range(1000, 3000)),
    )


def _searched(stage: Stage) -> None:
    _many(stage)
    page = stage.page
    assert isinstance(page, GiveAccessPage)
    page.clients.search.setText("finnes ikke")
    page.clients._look(text="finnes ikke")


def _shown_how(stage: Stage) -> None:
    _access(stage)[0].bar.how.click()


def _for_another(stage: Stage) -> None:
    page = _access(stage)[0]
    page.bar.how.click()
    settle()
    page.guide.hand_off.mail.click()
    settle()
    stage.window.content.ensureWidgetVisible(page.guide.hand_off)


def _key_of_no_name(stage: Stage) -> None:
    said = CreateKeyAnswers("marketplace", True)
    at(stage, StepId.GIVE_ACCESS, said, _LISTED, found=KEY, access=Access())
    page = stage.page
    assert isinstance(page, GiveAccessPage)
    seen(stage, lambda: page._known is not None)
    page.bar.how.click()


def _connect(stage: Stage, said: ConnectPartnerAnswers, **effects: object) -> ConnectClientsPage:
    page = at(stage, StepId.CONNECT_CLIENTS, said, found=KEY, **effects)  # type: ignore[arg-type]
    assert isinstance(page, ConnectClientsPage)
    return page


def _no_file(stage: Stage) -> None:
    _connect(stage, ConnectPartnerAnswers())


def _pattern(stage: Stage) -> None:
    _connect(stage, ConnectPartnerAnswers({"file": PATTERN}))


def _made(stage: Stage) -> None:
    _connect(stage, ConnectPartnerAnswers({"file": PATTERN, "missing": "make"}))


def _one_file(stage: Stage) -> None:
    _connect(stage, ConnectPartnerAnswers({"file": str(stage.folder / "alle-klienter.xlsx")}))


def _seeking(stage: Stage) -> None:
    _connect(stage, ConnectPartnerAnswers({"file": PATTERN}), open_partner=stage.halt)
    reached(stage)


def _not_found(stage: Stage) -> None:
    refused = failing("workbook.missing", file="alle-klienter.xlsx")
    _connect(stage, ConnectPartnerAnswers({"file": PATTERN}), open_partner=refused)


def _lacking(stage: Stage) -> None:
    missing = Problem("workbook.missing", params={"file": "923609016.xlsx"})
    lacks = ConnectionCheck(PATTERN, (Requirement("f", RequirementState.MISSING, missing),))

    def opened(journey: Journey, found: Found, control: Control) -> Found:
        return replace(known(), results=None, partner=lacks)

    _connect(stage, ConnectPartnerAnswers({"file": PATTERN}), open_partner=opened)


STATES = (
    State(StepId.GIVE_ACCESS, "looking", _looking),
    State(StepId.GIVE_ACCESS, "no_clients", _nobody),
    State(StepId.GIVE_ACCESS, "one_client", _one),
    State(StepId.GIVE_ACCESS, "all_sorts", _all_sorts),
    State(StepId.GIVE_ACCESS, "ticked", _ticked),
    State(StepId.GIVE_ACCESS, "wrong_rows", _wrong_rows),
    State(StepId.GIVE_ACCESS, "wrong_rows_in_full", _wrong_in_full),
    State(StepId.GIVE_ACCESS, "reading_a_list", _reading_list),
    State(StepId.GIVE_ACCESS, "no_list", _no_list),
    State(StepId.GIVE_ACCESS, "pasted_list", _pasted),
    State(StepId.GIVE_ACCESS, "nothing_to_paste", _nothing_to_paste),
    State(StepId.GIVE_ACCESS, "offline", _offline),
    State(StepId.GIVE_ACCESS, "two_thousand", _many),
    State(StepId.GIVE_ACCESS, "nobody_found", _searched),
    State(StepId.GIVE_ACCESS, "shown_how", _shown_how),
    State(StepId.GIVE_ACCESS, "task_for_another", _for_another),
    State(StepId.GIVE_ACCESS, "key_of_no_name", _key_of_no_name),
    State(StepId.CONNECT_CLIENTS, "nothing_chosen", _no_file),
    State(StepId.CONNECT_CLIENTS, "pattern", _pattern),
    State(StepId.CONNECT_CLIENTS, "made_where_lacking", _made),
    State(StepId.CONNECT_CLIENTS, "one_file", _one_file),
    State(StepId.CONNECT_CLIENTS, "looking", _seeking),
    State(StepId.CONNECT_CLIENTS, "not_found", _not_found),
    State(StepId.CONNECT_CLIENTS, "lacking", _lacking),
)
