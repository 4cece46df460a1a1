"""What the commands do between reading their arguments and giving their answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from wizard.app import App, Job
from wizard.cli import progress
from wizard.cli.frame import Answer, stoppable
from wizard.cli.planfile import read_plan, write_plan
from wizard.cli.say import check_lines, plan_lines, report_lines, runs_lines
from wizard.documents.plans import plan_json
from wizard.documents.questions import read_answers, write_questions
from wizard.documents.reports import report_json
from wizard.errors import DecisionsNeeded, Problem, RefusedError, UsageError, WizardError
from wizard.i18n import translate as _
from wizard.messages import say
from wizard.model.connection import ConnectionCheck, Requirement, RequirementState
from wizard.model.journal import RunHead, RunState, SyncReport
from wizard.model.matching import Resolution
from wizard.model.plan import SyncPlan
from wizard.model.ports import Endpoint
from wizard.model.records import Side
from wizard.setup import Setup, read_setup, stored_setup
from wizard.sync import engine, retrace
from wizard.sync.apply import World
from wizard.sync.company import check_company, reserved
from wizard.sync.pilot import pilot
from wizard.sync.report import asked as question


def check(app: App, setup: Path) -> Answer:
    """Key, company, rights, modules and partner; writes nothing anywhere."""
    with app.connected(read_setup(setup)) as endpoints:
        tripletex = endpoints[Side.TRIPLETEX].check()
        partner = endpoints[Side.PARTNER].check()
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
    job = _job(setup)
    with app.connected(job.setup) as endpoints:
        survey = engine.survey(endpoints, app.store, job.kinds)
    made = engine.make_plan(survey, job.policy, ruleset=job.rules)
    if answers is not None:
        made = _answered(survey, job, made, answers)
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
    job, shown = _job(setup), read_plan(planned)
    decided = (job.policy, job.kinds, job.rules.digest)
    if (shown.policy, shown.kinds, shown.rules) != decided:
        raise UsageError(Problem("plan_of_other_setup", subject=planned.name))
    _settled(shown, skip_questions=skip_questions)
    with app.connected(job.setup) as endpoints, reserved(endpoints, app.store, app.clock):
        check_company(shown, endpoints)
        survey = engine.survey(endpoints, app.store, job.kinds)
        now = engine.make_plan(survey, job.policy, shown.resolutions, job.rules)
        if now.fingerprint != shown.fingerprint:
            raise RefusedError(Problem("plan_outdated", subject=planned.name))
        return _carried_out(app, endpoints, _piloted(now, only), job.setup)


def sync(app: App, setup: Path, *, skip_questions: bool, only: int | None = None) -> Answer:
    """Plan and apply in one go, when nothing is left to decide."""
    job = _job(setup)
    with app.connected(job.setup) as endpoints, reserved(endpoints, app.store, app.clock):
        survey = engine.survey(endpoints, app.store, job.kinds)
        made = engine.make_plan(survey, job.policy, ruleset=job.rules)
        _settled(made, skip_questions=skip_questions)
        return _carried_out(app, endpoints, _piloted(made, only), job.setup)


def resume(app: App, run: str | None) -> Answer:
    """Finish an interrupted run: the one named, or the newest that is not finished."""
    if run is None:
        unfinished = [one for one in app.store.runs() if one.state is RunState.RUNNING]
        if not unfinished:
            raise UsageError(Problem("nothing_to_resume"))
        run = unfinished[0].id
    head = app.store.run(run)
    done = app.store.report(head.id)
    if done is not None:
        return _reported(done)
    stored = app.store.plan_of(head.id)[1]
    connected = app.connected(stored_setup(stored))
    with connected as endpoints, progress.shown() as watch, stoppable() as stop:
        world = World(endpoints, app.store, app.clock, watch, stop)
        return _reported(engine.resume(head.id, world))


def undo(app: App, run: str) -> Answer:
    """Take back what a run wrote, as a run of its own."""
    head = app.store.run(run)
    retrace.check_undoable(head, app.store)
    _, stored = app.store.plan_of(head.id)
    connected = app.connected(stored_setup(stored))
    with connected as endpoints, progress.shown() as watch, stoppable() as stop:
        world = World(endpoints, app.store, app.clock, watch, stop)
        try:
            return _reported(retrace.undo(head.id, world))
        except WizardError as error:
            return _broken_off(app, lambda one: one.undoes == head.id, error)


def give_up(app: App, run: str | None) -> Answer:
    """Close a run that cannot be finished, as it stands; nothing is written to either side."""
    if run is None:
        raise UsageError(Problem("run_to_give_up"))
    head = app.store.run(run)
    if head.state is not RunState.RUNNING:
        raise UsageError(Problem("run_not_open", subject=head.id))
    app.store.give_up(head.id)
    words = _("Run {run} is given up. What it wrote stands; a new synk finds it.")
    return Answer({"run": head.id, "counts": {}}, (words.format(run=head.id),))


def runs(app: App) -> Answer:
    """The runs on this machine, the newest first."""
    heads = app.store.runs()
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
    return Answer({"runs": body}, runs_lines(heads))


def result_of(app: App, run: str) -> SyncReport:
    """The report of a run; of one that is not finished, as far as it has come."""
    head = app.store.run(run)
    return app.store.report(head.id) or engine.report_so_far(head, app.store)


def _job(setup: Path) -> Job:
    """The job of a set-up file that is to make a plan, which needs kinds."""
    job = Job.of(read_setup(setup))
    if not job.kinds:
        params = {"partner": job.profile.name}
        raise UsageError(Problem("profile_without_kinds", params=params))
    return job


def _answered(survey: engine.Survey, job: Job, made: SyncPlan, answers: Path) -> SyncPlan:
    resolutions: Sequence[Resolution] = read_answers(answers, made.questions)
    # an answer may open the next question of the same record: «link» first, then its fields
    while resolutions:
        made = engine.make_plan(survey, job.policy, (*made.resolutions, *resolutions), job.rules)
        known = {one.conflict for one in made.resolutions}
        resolutions = [
            one for one in read_answers(answers, made.questions) if one.conflict not in known
        ]
    return made


def _piloted(plan: SyncPlan, only: int | None) -> SyncPlan:
    return plan if only is None else engine.fingerprinted(pilot(plan, only))


def _settled(plan: SyncPlan, *, skip_questions: bool) -> None:
    if plan.questions and not skip_questions:
        raise DecisionsNeeded(_open_questions(plan))


def _open_questions(plan: SyncPlan) -> Problem:
    return Problem("questions_open", params={"count": str(len(plan.questions))})


def _carried_out(
    app: App, endpoints: Mapping[Side, Endpoint], plan: SyncPlan, setup: Setup
) -> Answer:
    with progress.shown() as watch, stoppable() as stop:
        world = World(endpoints, app.store, app.clock, watch, stop)
        try:
            return _reported(engine.apply(plan, setup.stored(), world))
        except WizardError as error:
            return _broken_off(app, lambda one: one.fingerprint == plan.fingerprint, error)


def _broken_off(app: App, ours: Callable[[RunHead], bool], error: WizardError) -> Answer:
    """What is known of a run that had to stop: which it is, and how far it came."""
    begun = next(filter(ours, app.store.runs()), None)
    if begun is None or error.exit_code != 5:
        raise error
    so_far = engine.report_so_far(begun, app.store)
    body = report_json(so_far)
    body.pop("problems", None)
    problems = (*error.problems, *so_far.problems)
    return Answer(body, report_lines(so_far), problems, error.exit_code)


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
        "requirements": [
            {
                "id": one.id,
                "state": one.state.value,
                "detail": say(one.problem).message if one.problem else "",
            }
            for one in requirements
        ],
    }
