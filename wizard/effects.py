"""The journey's effects with the real world behind them: the same for window and command line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import takewhile

from wizard.app import App, Job
from wizard.errors import DecisionsNeeded, InterruptedRun, Problem, RefusedError, UsageError
from wizard.flow.answers import ClientsAnswers, DifferencesAnswers, FirstSyncAnswers, PlanAnswers
from wizard.flow.decisions import answered
from wizard.flow.journey import Journey
from wizard.flow.ports import Control, Effects, Found
from wizard.flow.setupfile import setup_of
from wizard.flow.steps import Effect
from wizard.model.journal import RunHead, RunState, SyncReport
from wizard.model.matching import Resolution
from wizard.model.plan import SyncPlan
from wizard.model.ports import Endpoint
from wizard.model.records import Side
from wizard.setup import Setup, stored_setup
from wizard.sync import engine, retrace
from wizard.sync.company import check_company, reserved
from wizard.sync.pilot import pilot
from wizard.sync.retry import retry
from wizard.sync.world import World


class RealEffects:
    """Carries out each effect by opening what it needs, and closing it again."""

    def __init__(self, app: App) -> None:
        self._app = app

    def by_name(self) -> Effects:
        """All of them, as the runner takes them."""
        return {
            Effect.CHECK_KEY: self.check_key,
            Effect.OPEN_PARTNER: self.open_partner,
            Effect.SURVEY: self.survey,
            Effect.PLAN: self.plan,
            Effect.APPLY: self.apply,
            Effect.SYNC: self.sync,
            Effect.RESUME: self.resume,
            Effect.GIVE_UP: self.give_up,
            Effect.REPORT: self.report,
            Effect.PLAN_UNDO: self.plan_undo,
            Effect.UNDO: self.undo,
        }

    def check_key(self, journey: Journey, found: Found, control: Control) -> Found:
        """Which company the key opens, whose it is, and what it lacks."""
        with self._app.tripletex(job_of(journey)) as tripletex:
            return replace(found, key=tripletex.check())

    def open_partner(self, journey: Journey, found: Found, control: Control) -> Found:
        """Whether the partner's register opens, and whose it is."""
        with self._app.partner(job_of(journey)) as partner:
            return replace(found, partner=partner.check())

    def survey(self, journey: Journey, found: Found, control: Control) -> Found:
        """Both registers, read anew; a plan of older ones is dropped."""
        job = job_of(journey)
        with self._app.connected(job.setup) as endpoints:
            read = engine.survey(endpoints, self._app.store, job.kinds)
        return replace(found, survey=read, plan=None)

    def plan(self, journey: Journey, found: Found, control: Control) -> Found:
        """Everything that will happen, by the answers so far; no network."""
        if found.survey is None:
            raise UsageError(Problem("step_not_compared"))
        resolutions = journey.of(DifferencesAnswers).resolutions
        return replace(found, plan=self._planned(journey, found.survey, resolutions))

    def apply(self, journey: Journey, found: Found, control: Control) -> Found:
        """Carry out exactly the plan that was approved, or refuse."""
        shown, job = found.plan, job_of(journey)
        if shown is None or shown.fingerprint != journey.of(PlanAnswers).approved:
            raise UsageError(Problem("step_plan_not_approved"))
        app = self._app
        connected = app.connected(job.setup, control.pace)
        with connected as endpoints, reserved(endpoints, app.store, app.clock):
            check_company(shown, endpoints)
            read = engine.survey(endpoints, app.store, job.kinds)
            now = self._planned(journey, read, shown.resolutions)
            if now.fingerprint != shown.fingerprint:
                raise RefusedError(Problem("plan_outdated"))
            report = self._applied(now, job, endpoints, control)
        return replace(found, report=report, sought=True)

    def sync(self, journey: Journey, found: Found, control: Control) -> Found:
        """Read both registers and carry out what follows; refuses where a question is open."""
        job, said, app = job_of(journey), journey.of(DifferencesAnswers), self._app
        connected = app.connected(job.setup, control.pace)
        with connected as endpoints, reserved(endpoints, app.store, app.clock):
            read = engine.survey(endpoints, app.store, job.kinds)
            made = self._planned(journey, read, said.resolutions)
            if made.questions and not said.skip_open:
                count = str(len(made.questions))
                raise DecisionsNeeded(Problem("questions_open", params={"count": count}))
            report = self._applied(made, job, endpoints, control)
        return replace(found, survey=None, plan=made, report=report, sought=True)

    def resume(self, journey: Journey, found: Found, control: Control) -> Found:
        """Finish the run of the approved plan, or the undo of it, where it stopped."""
        head = self._begun(journey)
        with self._again(head, control) as world:
            report = engine.resume(head.id, world)
        if head.undoes:
            return replace(found, undone=report, sought=True)
        return replace(found, report=report, sought=True)

    def give_up(self, journey: Journey, found: Found, control: Control) -> Found:
        """Close the run, or the undo of it, as it stands; nothing is written to either side."""
        self._app.store.give_up(self._begun(journey).id)
        return found

    def report(self, journey: Journey, found: Found, control: Control) -> Found:
        """What became of the run of the approved plan, as far as it has come; none is no error."""
        head = self._run(journey)
        if head is None:
            return replace(found, report=None, undone=None, sought=True)
        undo = self._undo_of(head)
        undone = self._report(undo) if undo else None
        return replace(found, report=self._report(head), undone=undone, sought=True)

    def plan_undo(self, journey: Journey, found: Found, control: Control) -> Found:
        """What taking the run back would do, and what would stay and why."""
        head = self._known(journey)
        with self._again(head, control) as world:
            return replace(found, undoing=retrace.preview(head.id, world))

    def undo(self, journey: Journey, found: Found, control: Control) -> Found:
        """Take the run back as it was shown, or refuse."""
        head = self._known(journey)
        if found.undoing is None:
            raise UsageError(Problem("undo_not_shown"))
        with self._again(head, control) as world:
            report = retrace.undo(head.id, world, found.undoing.fingerprint)
        return replace(found, undoing=None, undone=report)

    def _planned(
        self, journey: Journey, read: engine.Survey, resolutions: Sequence[Resolution]
    ) -> SyncPlan:
        """The plan of what was read, or the part that a retry or a trial takes of it."""
        job, only, store = job_of(journey), journey.of(PlanAnswers).only, self._app.store
        made, before = engine.make_plan(read, job.policy, resolutions, job.rules), _before(journey)
        # an answer may open the next question of the same record
        while more := _answered_once(journey, made):
            resolutions = (*made.resolutions, *more)
            made = engine.make_plan(read, job.policy, resolutions, job.rules)
        if before:
            made = retry(made, store.plan_of(before)[0], store.entries(before))
        if only is not None:
            made = pilot(made, only)
        return engine.fingerprinted(made) if before or only is not None else made

    def _known(self, journey: Journey) -> RunHead:
        head = self._run(journey)
        if head is None:
            raise UsageError(Problem("nothing_to_resume"))
        return head

    def _begun(self, journey: Journey) -> RunHead:
        """The run, or the undo of it where that is what stopped on the way."""
        head = self._known(journey)
        undo = self._undo_of(head)
        return undo if undo and undo.state is RunState.RUNNING else head

    def _applied(
        self, plan: SyncPlan, job: Job, endpoints: Mapping[Side, Endpoint], control: Control
    ) -> SyncReport:
        """Carry out a plan, unless somebody has asked to stop while both sides were read."""
        if control.stop():
            raise InterruptedRun(Problem("stopped_on_request"))
        return engine.apply(plan, job.setup.stored(), self._world(endpoints, control))

    def _undo_of(self, head: RunHead) -> RunHead | None:
        """The newest run that takes this one back."""
        return next((one for one in self._app.store.runs() if one.undoes == head.id), None)

    def _report(self, head: RunHead) -> SyncReport:
        store = self._app.store
        return store.report(head.id) or engine.report_so_far(head, store)

    @contextmanager
    def _again(self, head: RunHead, control: Control) -> Iterator[World]:
        """The world of a run that was begun earlier, with the set-up of that time."""
        setup = stored_setup(self._app.store.plan_of(head.id)[1])
        with self._app.connected(setup, control.pace) as endpoints:
            yield self._world(endpoints, control)

    def _run(self, journey: Journey) -> RunHead | None:
        """The journey's run; one that was broken off is known by the plan it carries out."""
        ran, approved = journey.of(FirstSyncAnswers), journey.of(PlanAnswers).approved
        if ran.run:
            return self._app.store.run(ran.run)
        # an undo may bring back just what was there, and with it the very plan of a run before
        since = takewhile(lambda one: one.id != ran.after, self._app.store.runs())
        return next((one for one in since if one.fingerprint == approved), None)

    def _world(self, endpoints: Mapping[Side, Endpoint], control: Control) -> World:
        return World(endpoints, self._app.store, self._app.clock, control.watch, control.stop)


def _answered_once(journey: Journey, plan: SyncPlan) -> Sequence[Resolution]:
    """What the office has answered once for all, of what is still asked."""
    said, numbers = journey.of(DifferencesAnswers).office, journey.of(ClientsAnswers).numbers
    known = {one.conflict for one in plan.resolutions}
    found = answered(plan.questions, said, numbers[0]) if said and numbers else ()
    return [one for one in found if one.conflict not in known]


def _before(journey: Journey) -> str:
    """The run of which only what did not go through is tried again, if that is what is done."""
    ran = journey.of(FirstSyncAnswers)
    return ran.after if ran.retries else ""


def job_of(journey: Journey) -> Job:
    """What a journey sets up; raises ``UsageError`` where its profile cannot be used."""
    return Job.of(Setup.model_validate(setup_of(journey)))
