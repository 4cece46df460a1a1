"""The frame around every page: questions, help, problems of its own, and the papers above it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ui.desks import Journeys, journey_at, ready_effects
from ui.registers import fjell, reading

from screens import office
from screens.stage import NOW, Stage, until
from screens.states import State
from wizard.errors import Problem, UsageError
from wizard.flow.answers import ChooseAnswers, DifferencesAnswers
from wizard.flow.journey import Journey, StepId
from wizard.flow.steps import COMPANY
from wizard.ui.page import Notice
from wizard.ui.paper import Paper


def _helped(step: StepId) -> Callable[[Stage], None]:
    def bring(stage: Stage) -> None:
        if step in {one.id for one in COMPANY}:
            stage.at(step, DifferencesAnswers(skip_open=True), effects=reading(fjell()))
        else:
            office.at(stage, step)
        stage.window.settings.help.click()

    return bring


def _leaving(stage: Stage) -> None:
    stage.at(StepId.INTEGRATIONS)
    stage.window._escape()


def _recheck(stage: Stage) -> None:
    journey = journey_at(StepId.CONNECT_PARTNER, NOW).at(StepId.INTEGRATIONS)
    stage.open(ready_effects(check_key=stage.halt), Journeys(journey))
    stage.window.page._continue()  # type: ignore[union-attr]
    until(stage.gate.reached.is_set)


def _newer(stage: Stage) -> None:
    class Newer(Journeys):
        def load(self) -> Journey | None:
            raise UsageError(Problem("journey_newer"))

    stage.open(journeys=Newer())
    until(lambda: stage.page.notice)


def _defect(stage: Stage) -> None:
    stage.at(StepId.INTEGRATIONS)
    problem = Problem("unexpected", params={"log": "~/.local/state/tripletex-wizard/wizard.log"})
    stage.window.tell((problem,))


def _setup(stage: Stage) -> Path:
    path = stage.folder / "oppsett.toml"
    path.write_text('version = 1\npartner = "workbook"\n', encoding="utf-8")
    return path


def _prefilled(stage: Stage) -> None:
    stage.open(setup=_setup(stage))


def _second_setup(stage: Stage) -> None:
    stage.at(StepId.INTEGRATIONS)
    stage.window.open(_setup(stage))
    stage.rest()
    until(lambda: stage.window.content.asks)


def _paper(stage: Stage, open_it: Callable[[], object]) -> None:
    open_it()
    until(lambda: any(one.isVisible() for one in stage.window.findChildren(Paper)))


def _about(stage: Stage) -> None:
    stage.at(StepId.INTEGRATIONS, ChooseAnswers("svenn"))
    _paper(stage, stage.window.papers.about)


def _fault_report(stage: Stage) -> None:
    stage.at(StepId.CONNECT_PARTNER)
    notice = Notice(Problem("http.unreachable", params={"host": "tripletex.no", "cause": ""}))
    _paper(stage, lambda: stage.window.papers.fault_report(notice))


def _saved(stage: Stage) -> None:
    _fault_report(stage)
    paper = next(one for one in stage.window.findChildren(Paper) if one.isVisible())
    paper.write(stage.folder / "tripletex-kobling-feilrapport.txt")


STATES = (
    *(State(one, "help", _helped(one), anew=True) for one in StepId),
    State(None, "leaving", _leaving, anew=True),
    State(None, "asking_again", _recheck, anew=True),
    State(None, "journey_of_a_newer_version", _newer),
    State(None, "defect", _defect, anew=True),
    State(None, "prefilled", _prefilled),
    State(None, "another_setup", _second_setup, anew=True),
    State(None, "about", _about, paper=True),
    State(None, "fault_report", _fault_report, paper=True),
    State(None, "fault_report_saved", _saved, paper=True),
)
