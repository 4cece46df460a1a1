"""Page 7, «Første synk»."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ui.desks import REGISTER, journey_at, ready_effects
from ui.registers import reading

from screens.data import checked, many
from screens.stage import NOW, Stage, settle, until
from screens.states import State
from wizard.app import App
from wizard.effects import RealEffects
from wizard.errors import InterruptedRun, Problem
from wizard.flow.answers import ChooseAnswers, DifferencesAnswers, FirstSyncAnswers, PlanAnswers
from wizard.flow.journey import Journey, StepId
from wizard.flow.ports import Control, EffectWork, Found
from wizard.flow.steps import Effect
from wizard.model.journal import (
    JournalEntry,
    Phase,
    ReportLine,
    RunHead,
    RunState,
    SideCounts,
    SyncReport,
)
from wizard.model.pace import Pace
from wizard.model.plan import SyncPlan, Verb
from wizard.model.records import Kind, Side
from wizard.ui.pages.first_sync import FirstSyncPage
from wizard.ui.widgets.buttons import Button

_STOPPED = Problem(
    "tripletex.birth_date_missing", kind="employee", subject="151 Jonas", detail="422 / 18000"
)
_TWELVE = 12


def planned(stage: Stage, partner: str = "svenn") -> tuple[Journey, Found]:
    """A journey whose plan is approved, and what was found on the way."""
    journey = journey_at(StepId.PLAN, NOW).answered(ChooseAnswers(partner))
    journey = journey.answered(DifferencesAnswers(skip_open=True))
    found = Found(key=checked(), partner=REGISTER, survey=many(new=30))
    found = RealEffects(App({})).plan(journey, found, Control())
    assert found.plan is not None
    facts = replace(journey.facts, planned=found.plan.fingerprint)
    journey = journey.knowing(facts).answered(PlanAnswers(found.plan.fingerprint))
    return journey.at(StepId.FIRST_SYNC), found


def tell(plan: SyncPlan, control: Control, many_of_them: int) -> None:
    """Settle so many of a plan's operations, one of them badly."""
    writes = [one for one in plan.operations if one.write][:many_of_them]
    for place, one in enumerate(writes):
        control.pace(Pace(calls=place + 1, left=60, ends=5.0, limit=100, period=10.0))
        bad = place == _TWELVE // 2
        phase, problem = (Phase.FAILED, _STOPPED) if bad else (Phase.DONE, None)
        if place == _TWELVE - 3:
            phase = Phase.UNCERTAIN
        entry = JournalEntry(one.id, phase, NOW, record=str(place), problem=problem)
        control.watch(place, len(writes), one, entry)


def undone_slowly(stage: Stage) -> EffectWork:
    """An undo that has come five operations far and stands there."""

    def undo(journey: Journey, found: Found, control: Control) -> Found:
        assert found.undoing is not None
        tell(found.undoing, control, 5)
        return stage.halt(journey, found, control)

    return undo


def report_of(plan: SyncPlan, done: int | None = None, undoes: str = "") -> SyncReport:
    """What became of a plan, the first so many operations carried out; of all where None."""
    lines = []
    for place, one in enumerate(plan.operations):
        over = done is None or place < done
        phase = Phase.DONE if over else Phase.SKIPPED
        problem = None
        if over and place in (3, 5):
            phase, problem = Phase.FAILED, replace(_STOPPED, subject=one.key, kind=one.kind.value)
        verb, fields = one.verb.value, one.fields
        lines.append(ReportLine(one.kind, one.side, verb, one.key, phase, fields, None, problem))
    running = done is not None
    head = RunHead(
        "run-1",
        plan.company.name,
        plan.partner_name,
        NOW,
        None if running else NOW,
        RunState.RUNNING if running else RunState.FINISHED,
        plan.fingerprint,
        undoes,
    )
    stops = tuple(one.problem for one in plan.stops)
    return SyncReport(head, _counts(lines), tuple(lines), stops, len(plan.questions))


_NAMES = {
    Verb.LINK: "linked",
    Verb.CREATE: "created",
    Verb.UPDATE: "updated",
    Verb.REMOVE: "removed",
    Verb.UNLINK: "linked",
}


def _counts(lines: list[ReportLine]) -> dict[Kind, dict[Side, SideCounts]]:
    counts: dict[Kind, dict[Side, SideCounts]] = {}
    for line in lines:
        sides = counts.setdefault(line.kind, {one: SideCounts() for one in Side})
        name = _NAMES[Verb(line.verb)] if line.phase is Phase.DONE else line.phase.value
        sides[line.side] = replace(sides[line.side], **{name: getattr(sides[line.side], name) + 1})
    return counts


def _start(stage: Stage, apply: Callable[[Journey, Found, Control], Found]) -> FirstSyncPage:
    journey, found = planned(stage)
    assert found.plan is not None
    half = report_of(found.plan, _TWELVE)

    def report(journey: Journey, known: Found, control: Control) -> Found:
        return replace(known, report=half, sought=True)

    stage.open({**ready_effects(), Effect.APPLY: apply, Effect.REPORT: report})
    stage.come(journey, found)
    page = stage.page
    assert isinstance(page, FirstSyncPage)
    return page


def _held(stage: Stage, after: int, ends: float = 118.0) -> FirstSyncPage:
    """A run that has settled so many writes, and whose rate budget comes back in ``ends``."""

    def apply(journey: Journey, found: Found, control: Control) -> Found:
        assert found.plan is not None
        tell(found.plan, control, after)
        if after == _TWELVE:
            control.pace(Pace(calls=after, waits=4.0, left=0, ends=ends, limit=100, period=10.0))
        stage.gate.wait()
        if control.stop():
            raise InterruptedRun(Problem("stopped_on_request"))
        return found

    page = _start(stage, apply)
    until(stage.gate.reached.is_set)
    settle()
    return page


def _beginning(stage: Stage) -> None:
    _held(stage, 0)


def _under_way(stage: Stage) -> None:
    _held(stage, _TWELVE)


def _only_faults(stage: Stage) -> None:
    _held(stage, _TWELVE, ends=38.0).run.faults.click()


def _resting(stage: Stage) -> None:
    page = _held(stage, _TWELVE)
    page.leaving()[0].do()  # type: ignore[index]


def _paused(stage: Stage) -> None:
    def apply(journey: Journey, found: Found, control: Control) -> Found:
        assert found.plan is not None
        tell(found.plan, control, _TWELVE)
        stage.gate.wait()
        control.stop()
        raise InterruptedRun(Problem("stopped_on_request"))

    page = _start(stage, apply)
    until(stage.gate.reached.is_set)
    page.leaving()[0].do()  # type: ignore[index]
    stage.gate.opened.set()
    until(lambda: page._reins._resting, "it never came to rest")
    settle()


def _stopping(stage: Stage) -> None:
    page = _held(stage, _TWELVE)
    page.leaving()[1].do()  # type: ignore[index]


def _closing(stage: Stage) -> None:
    _held(stage, _TWELVE, ends=3900.0)
    stage.window.window().close()


def _broken(stage: Stage, problem: Problem) -> None:
    def apply(journey: Journey, found: Found, control: Control) -> Found:
        assert found.plan is not None
        tell(found.plan, control, _TWELVE)
        raise InterruptedRun(problem)

    _start(stage, apply)
    stage.rest()


def _offline(stage: Stage) -> None:
    _broken(stage, Problem("http.unreachable", params={"host": "tripletex.no", "cause": ""}))


def _other_plan(stage: Stage) -> None:
    _broken(stage, Problem("plan_outdated"))


def _in_the_way(stage: Stage) -> None:
    _broken(stage, Problem("run_unfinished", subject="run-0"))


def _come_back(stage: Stage, done: int | None, *, finished: bool) -> None:
    journey, found = planned(stage)
    assert found.plan is not None
    report = report_of(found.plan, done)
    journey = journey.answered(FirstSyncAnswers("run-1", finished))
    stage.open(reading(many()))
    stage.come(journey, replace(found, report=report, sought=True))


def _unfinished(stage: Stage) -> None:
    _come_back(stage, _TWELVE, finished=False)


def _to_be_ended(stage: Stage) -> None:
    _come_back(stage, _TWELVE, finished=False)
    extra = stage.page.extra()
    assert extra is not None
    extra.do()


def _finished(stage: Stage) -> None:
    _come_back(stage, None, finished=True)


def _ready(stage: Stage) -> None:
    journey, found = planned(stage)
    stage.open()
    stage.come(journey, replace(found, sought=True))


def _looked_back(stage: Stage) -> None:
    """An earlier step after the point of no return: it can be read, and not changed."""
    _come_back(stage, None, finished=True)
    assert stage.window.desk.runner.go(StepId.INTEGRATIONS)
    stage.window.show_step()
    assert stage.page.findChildren(Button)


def _giving_up(stage: Stage) -> None:
    journey, found = planned(stage)
    assert found.plan is not None

    stage.open({**ready_effects(), Effect.GIVE_UP: stage.halt})
    known = replace(found, report=report_of(found.plan, _TWELVE), sought=True)
    stage.come(journey.answered(FirstSyncAnswers("run-1")), known)
    page = stage.page
    assert isinstance(page, FirstSyncPage)
    page._ending.ask()
    page._ending.buttons[1].click()
    until(stage.gate.reached.is_set)


def _looking(stage: Stage) -> None:
    journey, found = planned(stage)

    def fail(journey: Journey, found: Found, control: Control) -> Found:
        raise InterruptedRun(Problem("not_sent"))

    stage.open({**ready_effects(), Effect.APPLY: fail, Effect.REPORT: stage.halt})
    stage.come(journey, found)
    until(stage.gate.reached.is_set)
    settle()


STATES = (
    State(StepId.FIRST_SYNC, "ready", _ready),
    State(StepId.FIRST_SYNC, "beginning", _beginning),
    State(StepId.FIRST_SYNC, "under_way", _under_way),
    State(StepId.FIRST_SYNC, "only_faults", _only_faults),
    State(StepId.FIRST_SYNC, "resting", _resting),
    State(StepId.FIRST_SYNC, "paused", _paused),
    State(StepId.FIRST_SYNC, "stopping", _stopping),
    State(StepId.FIRST_SYNC, "closing", _closing, anew=True),
    State(StepId.FIRST_SYNC, "looking", _looking),
    State(StepId.FIRST_SYNC, "offline", _offline),
    State(StepId.FIRST_SYNC, "other_plan", _other_plan),
    State(StepId.FIRST_SYNC, "other_run_in_the_way", _in_the_way),
    State(StepId.FIRST_SYNC, "unfinished", _unfinished),
    State(StepId.FIRST_SYNC, "to_be_ended", _to_be_ended),
    State(StepId.FIRST_SYNC, "giving_up", _giving_up),
    State(StepId.FIRST_SYNC, "finished", _finished),
    State(StepId.INTEGRATIONS, "looked_back_at", _looked_back),
)
