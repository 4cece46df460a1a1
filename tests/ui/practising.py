"""A window on the real practice company and a real workbook, brought to where a plan is ready."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from wizard.app import App
from wizard.cli.demo import write_workbook
from wizard.effects import RealEffects
from wizard.flow.answers import (
    ChooseAnswers,
    ConnectPartnerAnswers,
    CreateKeyAnswers,
    DifferencesAnswers,
    IntegrationsAnswers,
    PasteKeyAnswers,
    PlanAnswers,
)
from wizard.flow.codec import StoredJourneys
from wizard.flow.journey import Journey, StepId
from wizard.flow.ports import Found, JourneyStore
from wizard.flow.runner import Runner
from wizard.flow.steps import Effect
from wizard.practice import Options, World, sample_register, seeded_world, serve
from wizard.ui.page import Page
from wizard.ui.window import Window


@dataclass
class Practice:
    """The practice company that is served, the program on it, and the workbook."""

    world: World
    url: str
    app: App
    workbook: Path

    @property
    def runner(self) -> Runner:
        return Runner(RealEffects(self.app).by_name(), self.journeys, self.app.clock)

    @property
    def journeys(self) -> JourneyStore:
        return StoredJourneys(self.app.store.journeys)

    def planned(self) -> tuple[Journey, Found]:
        """A journey whose plan has just been approved, the questions left alone."""
        runner = self.runner
        for answers in (
            ChooseAnswers("workbook", base_url=self.url),
            IntegrationsAnswers(True),
            CreateKeyAnswers("custom", True),
            ConnectPartnerAnswers({"file": str(self.workbook)}),
            DifferencesAnswers(skip_open=True),
        ):
            runner.answer(answers)
        self.app.try_key(self.url, self.world.employee_token)
        found = runner.do(Effect.CHECK_KEY)
        assert found.key is not None
        assert found.key.company is not None
        runner.answer(PasteKeyAnswers(found.key.company.id))
        runner.do(Effect.OPEN_PARTNER, Effect.SURVEY, Effect.PLAN)
        runner.answer(PlanAnswers(runner.journey.facts.planned))
        assert runner.go(StepId.FIRST_SYNC)
        return runner.journey, runner.found

    def writes(self) -> list[str]:
        """The calls that wrote something in Tripletex."""
        return [
            path
            for method, path, *_ in self.world.requests
            if method in ("POST", "PUT", "DELETE") and "token/session" not in path
        ]


@contextmanager
def practising(folder: Path, options: Options | None = None, **sizes: int) -> Iterator[Practice]:
    """Serve a practice company; without a rate limit unless the options say so."""
    world = seeded_world(options=options or Options(rate_limit=None), **sizes)
    workbook = folder / "register.xlsx"
    write_workbook(workbook, sample_register(world))
    app = App({"TRIPLETEX_CONSUMER_TOKEN": world.consumer_token}, state=folder / "state")
    with serve(world) as server:
        yield Practice(world, server.url, app, workbook)
    app.close()


def arrive(window: Window, journey: Journey, found: Found) -> Page:
    """Come to a page as from the one before it."""
    window.desk.runner.begin(journey)
    window.desk.runner.learn(found)
    window.show_step()
    assert window.page is not None
    return window.page


def until_still(qtbot: QtBot, window: Window) -> None:
    """Wait until nothing is under way."""
    lanes = (window.desk.connection, window.desk.disk)
    qtbot.waitUntil(lambda: not any(lane.busy for lane in lanes), timeout=60_000)


def shown(window: Window) -> str:
    """Every word that can be read in the window now."""
    labels = [one.text() for one in window.findChildren(QLabel) if one.isVisible()]
    buttons = [one.text() for one in window.findChildren(QPushButton) if one.isVisible()]
    return "\n".join((*labels, *buttons))


def button(window: Window, text: str) -> QPushButton:
    """The button with this text that can be seen."""
    found = [one for one in window.findChildren(QPushButton) if one.text() == text]
    return next(one for one in found if one.isVisible())
