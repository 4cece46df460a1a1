"""The pages of an accounting office: from the clients' access to the board."""

from __future__ import annotations

from dataclasses import replace

from ui.offices import (
    BRYGGEN,
    CLIENTS,
    DAL,
    FJELL,
    KYST,
    Access,
    Templates,
    expected,
    office_at,
    office_effects,
    results,
)

from screens.stage import NOW, Stage, until
from screens.states import State
from wizard.errors import Problem
from wizard.flow.answers import Answers, ClientsAnswers, ClientSyncAnswers, ConnectPartnerAnswers
from wizard.flow.clients import Progress
from wizard.flow.journey import Journey, StepId
from wizard.flow.ports import Control, Found
from wizard.model.batch import ClientState
from wizard.ui.pages.board import BoardPage
from wizard.ui.pages.client_differences import ClientDifferencesPage
from wizard.ui.pages.client_sync import ClientSyncPage
from wizard.ui.pages.give_access import GiveAccessPage

_SOME = [one for one in CLIENTS if one not in (KYST, BRYGGEN)]


def _recalled(journey: Journey, found: Found, control: Control) -> Found:
    return replace(found, results=results(NOW))


def _at(
    stage: Stage, step: StepId, *said: Answers, access: Access | None = None, **more: object
) -> None:
    known = {"recall_clients": _recalled, "compare_clients": _recalled, **more}
    stage.open(office_effects(access, **known))
    stage.window.desk.templates = Templates
    journey = office_at(step, NOW)
    for answers in said:
        journey = journey.answered(answers)
    stage.come(journey)
    until(lambda: not stage.window.desk.watching.busy)
    stage.rest()


def _access(stage: Stage) -> GiveAccessPage:
    page = stage.page
    assert isinstance(page, GiveAccessPage)
    return page


def _watched(stage: Stage) -> None:
    _at(stage, StepId.GIVE_ACCESS, access=Access(_SOME))


def _listed(stage: Stage) -> None:
    listed = ClientsAnswers(None, expected([one for one in CLIENTS if one is not FJELL]))
    _at(stage, StepId.GIVE_ACCESS, listed, access=Access(_SOME))


def _guided(stage: Stage) -> None:
    _watched(stage)
    _access(stage).bar.how.click()


def _wrong_rows(stage: Stage) -> None:
    _watched(stage)
    path = stage.folder / "klienter.txt"
    path.write_text("923609016\n92360901\nFjell Bygg AS\n923609016\n", encoding="utf-8")
    _access(stage).take(path)
    stage.rest()


def _offline(stage: Stage) -> None:
    access = Access(_SOME)
    access.offline(Problem("http.unreachable", params={"host": "tripletex.no"}))
    _at(stage, StepId.GIVE_ACCESS, access=access)


def _nothing_chosen(stage: Stage) -> None:
    _at(stage, StepId.CONNECT_CLIENTS)


def _registers(stage: Stage) -> None:
    said = ConnectPartnerAnswers({"file": "/tmp/{organization_number}.xlsx", "missing": "make"})
    _at(stage, StepId.CONNECT_CLIENTS, said)


def _comparing(stage: Stage) -> None:
    def compare(journey: Journey, found: Found, control: Control) -> Found:
        control.told(Progress(results(NOW)[DAL.id], 120, 500, 240.0))
        return stage.halt(journey, found, control)

    _at(stage, StepId.CLIENT_DIFFERENCES, compare_clients=compare)


def _compared(stage: Stage) -> None:
    _at(stage, StepId.CLIENT_DIFFERENCES)
    page = stage.page
    assert isinstance(page, ClientDifferencesPage)
    until(lambda: page.questions.cards)


def _answered(stage: Stage) -> None:
    _compared(stage)
    page = stage.page
    assert isinstance(page, ClientDifferencesPage)
    page.questions.cards[0].choices.buttons[1].click()


def _approval(stage: Stage) -> None:
    _at(stage, StepId.CLIENT_SYNC)


def _running(stage: Stage) -> None:
    def sync(journey: Journey, found: Found, control: Control) -> Found:
        control.told(Progress(results(NOW)[DAL.id], 31, 48, 120.0))
        return stage.halt(journey, found, control)

    _at(stage, StepId.CLIENT_SYNC, sync_clients=sync)
    page = stage.page
    assert isinstance(page, ClientSyncPage)
    page.consent.box.click()
    stage.window.foot.primary.click()
    until(stage.gate.reached.is_set)


def _unfinished(stage: Stage) -> None:
    def recall(journey: Journey, found: Found, control: Control) -> Found:
        known = dict(results(NOW))
        one = known[BRYGGEN.id]
        member = replace(one.member, state=ClientState.INTERRUPTED)
        return replace(found, results={**known, BRYGGEN.id: replace(one, member=member)})

    begun = ClientSyncAnswers("digest", begun=True)
    _at(stage, StepId.CLIENT_SYNC, begun, recall_clients=recall)


def _board(stage: Stage) -> None:
    _at(stage, StepId.BOARD)


def _client(stage: Stage) -> None:
    _board(stage)
    page = stage.page
    assert isinstance(page, BoardPage)
    row = next(one for one in page._rows if one.number == DAL.organization_number)
    page.clients.opened.emit(row)
    stage.rest()


STATES = (
    State(StepId.GIVE_ACCESS, "watched", _watched),
    State(StepId.GIVE_ACCESS, "listed", _listed),
    State(StepId.GIVE_ACCESS, "guide", _guided),
    State(StepId.GIVE_ACCESS, "wrong_rows", _wrong_rows, anew=True),
    State(StepId.GIVE_ACCESS, "offline", _offline, anew=True),
    State(StepId.CONNECT_CLIENTS, "nothing_chosen", _nothing_chosen),
    State(StepId.CONNECT_CLIENTS, "registers", _registers),
    State(StepId.CLIENT_DIFFERENCES, "comparing", _comparing),
    State(StepId.CLIENT_DIFFERENCES, "compared", _compared),
    State(StepId.CLIENT_DIFFERENCES, "answered", _answered),
    State(StepId.CLIENT_SYNC, "approval", _approval),
    State(StepId.CLIENT_SYNC, "running", _running),
    State(StepId.CLIENT_SYNC, "unfinished", _unfinished),
    State(StepId.BOARD, "board", _board),
    State(StepId.BOARD, "client", _client),
)
