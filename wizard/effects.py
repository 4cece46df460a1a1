"""The journey's effects with the real world behind them: the same for window and command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from wizard.app import App, Job
from wizard.errors import Problem, RefusedError, UsageError
from wizard.flow.answers import DifferencesAnswers, FirstSyncAnswers, PlanAnswers
from wizard.flow.journey import Journey
from wizard.flow.ports import Control, Effects, Found
from wizard.flow.setupfile import setup_of
from wizard.flow.steps import Effect
from wizard.model.journal import RunHead
from wizard.model.matching import Resolution
from wizard.model.plan import SyncPlan
from wizard.model.ports import Endpoint
from wizard.model.records import Side
from wizard.setup import Setup, stored_setup
from wizard.sync import engine
from wizard.sync.apply import World
from wizard.sync.company import check_company, reserved
from wizard.sync.pilot import pilot


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
            Effect.RESUME: self.resume,
            Effect.REPORT: self.report,
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
        said = journey.of(DifferencesAnswers)
        return replace(found, plan=_planned(journey, found.survey, said.resolutions))

    def apply(self, journey: Journey, found: Found, control: Control) -> Found:
        """Carry out exactly the plan that was approved, or refuse."""
        shown, job = found.plan, job_of(journey)
        if shown is None or shown.fingerprint != journey.of(PlanAnswers).approved:
            raise UsageError(Problem("step_plan_not_approved"))
        app = self._app
        with app.connected(job.setup) as endpoints, reserved(endpoints, app.store, app.clock):
            check_company(shown, endpoints)
            read = engine.survey(endpoints, app.store, job.kinds)
            now = _planned(journey, read, shown.resolutions)
            if now.fingerprint != shown.fingerprint:
                raise RefusedError(Problem("plan_outdated"))
            report = engine.apply(now, job.setup.stored(), self._world(endpoints, control))
        return replace(found, report=report, sought=True)

    def resume(self, journey: Journey, found: Found, control: Control) -> Found:
        """Finish the run of the approved plan where it stopped."""
        head = self._run(journey)
        if head is None:
            raise UsageError(Problem("nothing_to_resume"))
        _, stored = self._app.store.plan_of(head.id)
        with self._app.connected(stored_setup(stored)) as endpoints:
            report = engine.resume(head.id, self._world(endpoints, control))
        return replace(found, report=report, sought=True)

    def report(self, journey: Journey, found: Found, control: Control) -> Found:
        """What became of the run of the approved plan, as far as it has come; none is no error."""
        head = self._run(journey)
        if head is None:
            return replace(found, report=None, sought=True)
        done = self._app.store.report(head.id) or engine.report_so_far(head, self._app.store)
        return replace(found, report=done, sought=True)

    def _run(self, journey: Journey) -> RunHead | None:
        """The journey's run; one that was broken off is known by the plan it carries out."""
        known, approved = journey.of(FirstSyncAnswers).run, journey.of(PlanAnswers).approved
        if known:
            return self._app.store.run(known)
        return next((one for one in self._app.store.runs() if one.fingerprint == approved), None)

    def _world(self, endpoints: Mapping[Side, Endpoint], control: Control) -> World:
        return World(endpoints, self._app.store, self._app.clock, control.watch, control.stop)


def _planned(
    journey: Journey, survey: engine.Survey, resolutions: Sequence[Resolution]
) -> SyncPlan:
    """The plan of a survey, or the part of it that a trial takes."""
    job, only = job_of(journey), journey.of(PlanAnswers).only
    made = engine.make_plan(survey, job.policy, resolutions, job.rules)
    return made if only is None else engine.fingerprinted(pilot(made, only))


def job_of(journey: Journey) -> Job:
    """What a journey sets up; raises ``UsageError`` where its profile cannot be used."""
    return Job.of(Setup.model_validate(setup_of(journey)))
