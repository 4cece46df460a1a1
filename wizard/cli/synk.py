"""What the commands do between reading their arguments and giving their answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from wizard.app import App
from wizard.cli import progress
from wizard.cli.frame import Answer, stoppable
from wizard.cli.planfile import read_plan, write_plan
from wizard.cli.say import check_lines, plan_lines, report_lines, runs_lines
from wizard.cli.unattended import of_run, of_setup
from wizard.documents.plans import plan_json
from wizard.documents.problems import requirements_json
from wizard.documents.questions import read_answers, write_questions
from wizard.documents.reports import report_json
from wizard.effects import job_of
from wizard.errors import DecisionsNeeded, InterruptedRun, Problem, RefusedError, UsageError
from wizard.flow.answers import DifferencesAnswers, PlanAnswers
from wizard.flow.ports import Control, Found
from wizard.flow.runner import Runner
from wizard.flow.steps import Effect
from wizard.i18n import translate as _
from wizard.messages import say
from wizard.model.connection import ConnectionCheck, Requirement, RequirementState
from wizard.model.journal import RunState, SyncReport
from wizard.model.plan import SyncPlan
from wizard.sync import engine, retrace
from wizard.sync.pilot import pilot
from wizard.sync.report import asked as question


def check(app: App, setup: Path) -> Answer:
    """Key, company, rights, modules and partner; writes nothing anywhere."""
    found = of_setup(app, setup).do(Effect.CHECK_KEY, Effect.OPEN_PARTNER)
    tripletex, partner = found.key, found.partner
    assert tripletex is not None
    assert partner is not None
    sides = (*tripletex.requirements, *partner.requirements)
    sealed = app.store_keys.check()
    requirements = (*sides, sealed)
    met = RequirementState.MET
    problems = tuple(one.problem for one in requirements if one.problem and one.state is not met)
    missing = any(one.state is RequirementState.MISSING for one in requirements)
    remark = (say(sealed.problem).message,) if sealed.problem and sealed.state is met else ()
    return Answer(
        _check_body(tripletex, requirements),
        (*check_lines(tripletex, sides), *remark),
        problems,
        RefusedError.exit_code if missing else 0,
    )


def plan(
    app: App, setup: Path, *, out: Path, questions: Path | None, answers: Path | None
) -> Answer:
    """Read both sides and write the plan; open questions go to their file."""
    runner = _to_plan(app, setup)
    made = _planned(runner, Effect.SURVEY, Effect.PLAN)
    if answers is not None:
        made = _answered(runner, made, answers)
    write_plan(out, made)
    if questions is not None:
        write_questions(questions, made.questions)
    asked = (_open_questions(made),) if made.questions else ()
    return Answer(
        plan_json(made),
        plan_lines(made),
        (*asked, *(stop.problem for stop in made.stops), *map(question, made.questions)),
        DecisionsNeeded.exit_code if made.questions else 0,
    )


def apply(
    app: App, setup: Path, *, planned: Path, skip_questions: bool, only: int | None = None
) -> Answer:
    """Carry out exactly the plan in a file, or refuse."""
    runner, shown = _to_plan(app, setup), read_plan(planned)
    job = job_of(runner.journey)
    if (shown.policy, shown.kinds, shown.rules) != (job.policy, job.kinds, job.rules.digest):
        raise UsageError(Problem("plan_of_other_setup", subject=planned.name))
    if shown.questions and not skip_questions:
        raise DecisionsNeeded(_open_questions(shown))
    if only is not None:
        shown = engine.fingerprinted(pilot(shown, only))
    runner.answer(PlanAnswers(shown.fingerprint, only))
    runner.learn(Found(plan=shown))
    return _carried_out(app, runner, Effect.APPLY)


def sync(app: App, setup: Path, *, skip_questions: bool, only: int | None = None) -> Answer:
    """Plan and apply in one go, when nothing is left to decide."""
    runner = _to_plan(app, setup)
    runner.answer(DifferencesAnswers(skip_open=skip_questions))
    runner.answer(PlanAnswers(only=only))
    return _carried_out(app, runner, Effect.SYNC)


def resume(app: App, run: str | None) -> Answer:
    """Finish an interrupted run: the one named, or the newest that is not finished."""
    if run is None:
        unfinished = [one for one in app.store.runs() if one.state is RunState.RUNNING]
        if not unfinished:
            raise UsageError(Problem("nothing_to_resume"))
        run = unfinished[0].id
    head = app.store.run(run)
    done = app.store.report(head.id)
    return _reported(done) if done else _carried_out(app, of_run(app, head), Effect.RESUME)


def undo(app: App, run: str) -> Answer:
    """Take back what a run wrote, as a run of its own."""
    head = app.store.run(run)
    retrace.check_undoable(head, app.store)
    return _carried_out(app, of_run(app, head), Effect.PLAN_UNDO, Effect.UNDO)


def give_up(app: App, run: str | None) -> Answer:
    """Close a run that cannot be finished, as it stands; nothing is written to either side."""
    if run is None:
        raise UsageError(Problem("run_to_give_up"))
    head = app.store.run(run)
    if head.state is not RunState.RUNNING:
        raise UsageError(Problem("run_not_open", subject=head.id))
    of_run(app, head).do(Effect.GIVE_UP)
    words = _("Run {run} is given up. What it wrote stands; a new synk finds it.")
    return Answer({"run": head.id, "counts": {}}, (words.format(run=head.id),))


def runs(app: App) -> Answer:
    """The runs on this machine, the newest first."""
    heads = app.store.runs()
    batches = [
        {
            "run": head.id,
            "office": head.office.name,
            "started": head.started.isoformat(),
            "finished": head.finished.isoformat() if head.finished else None,
            "clients": sum(head.counts.values()),
        }
        for head in app.store.batches.heads()
    ]
    body = [
        {
            "run": head.id,
            "company": head.company,
            "partner": head.partner,
            "started": head.started.isoformat(),
            "finished": head.finished.isoformat() if head.finished else None,
            "state": head.state.value,
            "undoes": head.undoes or None,
        }
        for head in heads
    ]
    return Answer({"runs": body, "batches": batches}, runs_lines(heads))


def result_of(app: App, run: str) -> SyncReport:
    """The report of a run; of one that is not finished, as far as it has come."""
    head = app.store.run(run)
    return app.store.report(head.id) or engine.report_so_far(head, app.store)


def _to_plan(app: App, setup: Path) -> Runner:
    """The runner of a set-up file that is to make a plan, which needs kinds."""
    runner = of_setup(app, setup)
    job = job_of(runner.journey)
    if not job.kinds:
        params = {"partner": job.profile.name}
        raise UsageError(Problem("profile_without_kinds", params=params))
    return runner


def _planned(runner: Runner, *effects: Effect) -> SyncPlan:
    made = runner.do(*effects).plan
    assert made is not None  # the effect makes one or raises
    return made


def _answered(runner: Runner, made: SyncPlan, answers: Path) -> SyncPlan:
    resolutions = read_answers(answers, made.questions)
    # an answer may open the next question of the same record: «link» first, then its fields
    while resolutions:
        said = runner.journey.of(DifferencesAnswers)
        runner.answer(replace(said, resolutions=(*made.resolutions, *resolutions)))
        made = _planned(runner, Effect.PLAN)
        known = {one.conflict for one in made.resolutions}
        resolutions = [
            one for one in read_answers(answers, made.questions) if one.conflict not in known
        ]
    return made


def _open_questions(plan: SyncPlan) -> Problem:
    return Problem("questions_open", params={"count": str(len(plan.questions))})


@contextmanager
def _control() -> Iterator[Control]:
    """A bar that follows the run, and Ctrl+C to stop it between two writes."""
    with progress.shown() as watch, stoppable() as stop:
        yield Control(watch, stop)


def _carried_out(app: App, runner: Runner, *effects: Effect) -> Answer:
    """The report of what these effects wrote, or how far they came where they had to stop."""
    try:
        with _control() as control:
            found = runner.do(*effects, control=control)
    except InterruptedRun as error:
        if not error.run:
            raise
        so_far = result_of(app, error.run)
        answer = _reported(so_far)
        problems = (*error.problems, *so_far.problems)
        return replace(answer, problems=problems, exit_code=error.exit_code)
    report = found.undone or found.report
    assert report is not None
    return _reported(report)


def _reported(report: SyncReport) -> Answer:
    body = report_json(report)
    body.pop("problems", None)
    return Answer(body, report_lines(report), report.problems, 0 if report.clean else 1)


def _check_body(
    tripletex: ConnectionCheck, requirements: Sequence[Requirement]
) -> dict[str, object]:
    company = tripletex.company
    return {
        "company": {
            "id": company.id,
            "name": company.name,
            "organization_number": company.organization_number,
        }
        if company
        else None,
        "key": {
            "type": tripletex.key_type,
            "owner": tripletex.key_owner,
            "environment": tripletex.environment,
        },
        "requirements": requirements_json(requirements),
    }
