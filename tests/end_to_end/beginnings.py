"""A journey that has come to a step and was left there, as the program keeps it."""

from __future__ import annotations

import base64

from wizard.app import App
from wizard.effects import RealEffects
from wizard.flow.answers import (
    Audience,
    ChooseAnswers,
    ClientsAnswers,
    ConnectPartnerAnswers,
    CreateKeyAnswers,
    DifferencesAnswers,
    IntegrationsAnswers,
    PasteKeyAnswers,
    PlanAnswers,
)
from wizard.flow.codec import StoredJourneys
from wizard.flow.journey import StepId
from wizard.flow.runner import Runner
from wizard.flow.steps import Effect
from wizard.model.records import Kind
from wizard.office.effects import OfficeEffects
from wizard.practice.office import clients

from .conftest import Desk

SEAL = {"TRIPLETEX_WIZARD_STORE_KEY": base64.b64encode(bytes(32)).decode()}


def left_at(desk: Desk, step: StepId, *, key: str = "", only: int | None = None) -> None:
    """Leave a journey at that step of this desk; its key is ``key``, or the company's own."""
    app = App(
        desk.environ(**SEAL, TRIPLETEX_EMPLOYEE_TOKEN=key or desk.world.employee_token),
        state=desk.folder / "home" / "state",
    )
    runner = Runner(RealEffects(app).by_name(), StoredJourneys(app.store.journeys), app.clock)
    order = list(StepId)
    passed = order[: order.index(step)]
    for answers in (
        ChooseAnswers("workbook", base_url=desk.url),
        IntegrationsAnswers(StepId.INTEGRATIONS in passed),
        CreateKeyAnswers("custom", StepId.CREATE_KEY in passed),
    ):
        runner.answer(answers)
    if StepId.PASTE_KEY in passed:
        found = runner.do(Effect.CHECK_KEY)
        assert found.key is not None
        assert found.key.company is not None
        runner.answer(PasteKeyAnswers(found.key.company.id))
    if StepId.CONNECT_PARTNER in passed:
        runner.answer(ConnectPartnerAnswers({"file": str(desk.workbook)}))
        runner.do(Effect.OPEN_PARTNER)
    if StepId.DIFFERENCES in passed:
        runner.answer(DifferencesAnswers(skip_open=True))
        runner.answer(PlanAnswers(only=only))
        runner.do(Effect.SURVEY, Effect.PLAN)
    assert runner.go(step)
    app.close()


def office_left_at(desk: Desk, step: StepId) -> None:
    """Leave an office's journey where its clients give access, or where they are compared; they
    have a workbook each, and their customers take part."""
    environ = desk.environ(**SEAL, TRIPLETEX_EMPLOYEE_TOKEN=desk.world.office_token or "")
    app = App(environ, state=desk.folder / "home" / "state")
    runner = Runner(OfficeEffects(app).by_name(), StoredJourneys(app.store.journeys), app.clock)
    runner.answer(ChooseAnswers("workbook", Audience.OFFICE, desk.url))
    runner.answer(IntegrationsAnswers(True))
    runner.answer(CreateKeyAnswers("custom", True))
    found = runner.do(Effect.CHECK_KEY)
    assert found.key is not None
    assert found.key.company is not None
    runner.answer(PasteKeyAnswers(found.key.company.id))
    if step is StepId.CLIENT_DIFFERENCES:
        numbers = tuple(one.organization_number for one in clients(desk.world))
        runner.answer(ClientsAnswers(numbers))
        pattern = desk.folder / "clients" / "{organization_number}.xlsx"
        runner.answer(ConnectPartnerAnswers({"file": str(pattern)}, (Kind.CUSTOMER,)))
        runner.do(Effect.OPEN_PARTNER)
    assert runner.go(step)
    app.close()
