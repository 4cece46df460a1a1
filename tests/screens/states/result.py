"""Page 8, «Ferdig»: what became of it, and taking it back."""

from __future__ import annotations

from dataclasses import replace

from ui.desks import Opening, ready_effects

from screens.data import workbook
from screens.stage import Stage, settle, until
from screens.states import State
from screens.states.running import planned, report_of, undone_slowly
from wizard.errors import InterruptedRun, Problem
from wizard.flow.answers import ConnectPartnerAnswers, DoneAnswers, FirstSyncAnswers
from wizard.flow.journey import Journey, StepId
from wizard.flow.ports import Control, Effects, Found
from wizard.flow.steps import Effect
from wizard.model.journal import Phase, SyncReport
from wizard.model.plan import Operation, SyncPlan, Verb
from wizard.ui.pages.done import DonePage

_KEPT = Problem(
    "undo_kept_edit", kind="employee", subject="117 Ingrid Bø", params={"field": "email"}
)


def _open(
    stage: Stage,
    change: object = None,
    effects: Effects | None = None,
    file: bool = True,
    **more: object,
) -> DonePage:
    """The result of a run; ``change`` makes another report of it."""
    journey, found = planned(stage)
    assert found.plan is not None
    report = report_of(found.plan)
    if callable(change):
        report = change(report)
    for said in (
        ConnectPartnerAnswers({"file": str(workbook(stage.folder))} if file else {}),
        FirstSyncAnswers("run-1", True),
        DoneAnswers(),
    ):
        journey = journey.answered(said)
    stage.open({**ready_effects(), **(effects or {})})
    known = replace(found, report=report, sought=True, **more)
    stage.come(journey.at(StepId.DONE), known)
    page = stage.page
    assert isinstance(page, DonePage)
    return page


def _clean(report: SyncReport) -> SyncReport:
    lines = tuple(replace(one, phase=Phase.DONE, problem=None) for one in report.lines)
    counts = {
        kind: {
            side: replace(one, skipped=0, failed=0, uncertain=0, linked=one.linked + one.failed)
            for side, one in sides.items()
        }
        for kind, sides in report.counts.items()
    }
    return replace(report, lines=lines, counts=counts, stops=(), questions=0)


def _trial(report: SyncReport) -> SyncReport:
    left = Problem("pilot_left", params={"count": "21", "kinds": "employee"})
    return replace(report, stops=(*report.stops, left))


def _all_went_well(stage: Stage) -> None:
    _open(stage, _clean, file=False)


def _some_stopped(stage: Stage) -> None:
    _open(stage)


def _a_trial(stage: Stage) -> None:
    _open(stage, _trial).report.mail.click()


def _unsure(report: SyncReport) -> SyncReport:
    first, *rest = (one for one in report.lines if one.verb == "create")
    return replace(report, lines=(replace(first, phase=Phase.UNCERTAIN), *rest))


def _log(stage: Stage) -> None:
    _open(stage, _unsure).next.log.click()
    settle()


def _saved(stage: Stage) -> None:
    _open(stage).report.save(stage.folder / "rapport.json")
    stage.rest()


def _saving(stage: Stage) -> None:
    page = _open(stage)
    stage.hold_disk()
    page.report.save(stage.folder / "rapport.pdf")


def _copied(stage: Stage) -> None:
    stage.browser = Opening(takes=False)
    _open(stage).report.mail.click()


def _anew(stage: Stage) -> None:
    page = _open(stage)
    page.next._changed(page.next._file)
    settle()


def undoing(plan: SyncPlan) -> SyncPlan:
    """What would take a plan back."""
    verbs = {Verb.CREATE: Verb.REMOVE, Verb.UPDATE: Verb.UPDATE, Verb.LINK: Verb.UNLINK}
    back: list[Operation] = [
        replace(one, verb=verbs[one.verb], target=one.target or f"made-{one.id}")
        for one in plan.operations
    ]
    stays = tuple(replace(one, problem=_KEPT) for one in plan.stops[:1])
    return replace(plan, operations=tuple(back), stops=stays, undoes="run-1")


def _before_undo(stage: Stage) -> None:
    page = _open(stage, effects={Effect.PLAN_UNDO: _plan_undo})
    page.next.undo.click()
    stage.rest()


def _plan_undo(journey: Journey, found: Found, control: Control) -> Found:
    assert found.plan is not None
    return replace(found, undoing=undoing(found.plan))


def _consented(stage: Stage) -> None:
    _before_undo(stage)
    page = stage.page
    assert isinstance(page, DonePage)
    page.undo.consent.box.click()


def _seeking(stage: Stage) -> None:
    page = _open(stage, effects={Effect.PLAN_UNDO: stage.halt})
    page.next.undo.click()
    until(stage.gate.reached.is_set)


def _undoing(stage: Stage) -> None:
    slowly = undone_slowly(stage)
    page = _open(stage, effects={Effect.PLAN_UNDO: _plan_undo, Effect.UNDO: slowly})
    page.next.undo.click()
    stage.rest()
    page.undo.consent.box.click()
    stage.window.foot.primary.click()
    until(stage.gate.reached.is_set)
    settle()


def _undone(stage: Stage, *, over: bool) -> None:
    _, found = planned(stage)
    assert found.plan is not None
    whole = report_of(undoing(found.plan), None if over else 4, undoes="run-1")
    lines = tuple(replace(one, problem=None, phase=Phase.DONE) for one in whole.lines)
    _open(stage, undone=replace(whole, lines=lines if over else whole.lines))


def _taken_back(stage: Stage) -> None:
    _undone(stage, over=True)


def _partly(stage: Stage) -> None:
    _undone(stage, over=False)


def _undo_to_be_ended(stage: Stage) -> None:
    _partly(stage)
    extra = stage.page.extra()
    assert extra is not None
    extra.do()


def _undo_failed(stage: Stage) -> None:
    def refuse(journey: Journey, found: Found, control: Control) -> Found:
        raise InterruptedRun(Problem("tripletex.unavailable"))

    page = _open(stage, effects={Effect.PLAN_UNDO: refuse})
    page.next.undo.click()
    stage.rest()


STATES = (
    State(StepId.DONE, "all_went_well", _all_went_well),
    State(StepId.DONE, "some_stopped", _some_stopped),
    State(StepId.DONE, "trial", _a_trial, anew=True),
    State(StepId.DONE, "log", _log),
    State(StepId.DONE, "report_saved", _saved, anew=True),
    State(StepId.DONE, "report_being_written", _saving),
    State(StepId.DONE, "report_copied", _copied, anew=True),
    State(StepId.DONE, "file_saved_anew", _anew),
    State(StepId.DONE, "seeking_what_to_undo", _seeking),
    State(StepId.DONE, "before_undo", _before_undo),
    State(StepId.DONE, "undo_consented", _consented),
    State(StepId.DONE, "undoing", _undoing),
    State(StepId.DONE, "undone", _taken_back),
    State(StepId.DONE, "partly_undone", _partly),
    State(StepId.DONE, "undo_to_be_ended", _undo_to_be_ended),
    State(StepId.DONE, "undo_failed", _undo_failed),
)
