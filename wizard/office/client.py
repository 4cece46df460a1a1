"""The work at one client: the same effects as for a company, with what the office has decided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from wizard.app import App
from wizard.effects import RealEffects
from wizard.errors import Problem, RefusedError, WizardError
from wizard.flow.answers import DifferencesAnswers, FirstSyncAnswers, PlanAnswers
from wizard.flow.brief import Brief
from wizard.flow.journey import Journey
from wizard.flow.ports import Control, Found
from wizard.model.batch import ClientState, Member
from wizard.model.codec import plan_from_json
from wizard.model.connection import Company, ConnectionCheck, RequirementState
from wizard.model.journal import Phase, RunState, SyncReport
from wizard.model.matching import Conflict, Resolution
from wizard.model.plan import SyncPlan
from wizard.tripletex import TripletexOffice

Answers = Callable[[Sequence[Conflict]], Sequence[Resolution]]
"""From open questions to what a person has answered to them."""


@dataclass(frozen=True, slots=True)
class ClientCheck:
    """What a client and the partner's side of it say of themselves, or why one of them does not."""

    company: Company
    key: ConnectionCheck | None = None
    partner: ConnectionCheck | None = None
    error: WizardError | None = None


@dataclass(frozen=True, slots=True)
class Client:
    """The hands at one client of an office; nothing of it stays in memory once it is left."""

    app: App
    office: TripletexOffice
    brief: Brief
    company: Company
    control: Control = field(default_factory=Control)

    @property
    def journey(self) -> Journey:
        """The client's own journey."""
        return self.brief.journey(self.company.organization_number)

    def check(self) -> ClientCheck:
        """The client's rights and the partner's side; writes nothing anywhere."""
        effects, found, error = RealEffects(self.app), Found(), None
        try:
            found = effects.check_key(self.journey, found, self.control)
            found = effects.open_partner(self.journey, found, self.control)
        except WizardError as raised:
            error = raised
        finally:
            self.office.leave(self.company)
        return ClientCheck(self.company, found.key, found.partner, error)

    def plan(self, answers: Answers = lambda questions: ()) -> SyncPlan:
        """Everything that a synk of the client will do; writes nothing anywhere.

        ``answers`` is asked what a person has answered to the questions that are open, and asked
        again where answers open others. Raises ``WizardError``.
        """
        effects, journey = RealEffects(self.app), self.journey
        try:
            found = self._let_in(effects)
            found = effects.survey(journey, found, self.control)
            found = effects.plan(journey, found, self.control)
            while more := _new(answers, found.plan):
                said = journey.of(DifferencesAnswers)
                journey = journey.answered(replace(said, resolutions=more))
                found = effects.plan(journey, found, self.control)
        finally:
            self.office.leave(self.company)
        assert found.plan is not None
        return found.plan

    def carry_out(self, member: Member, approved: bytes | None, since: datetime) -> Member:
        """Do what is to be done at the client, or finish what a batch begun ``since`` left.

        ``approved`` is the plan that was shown, where one was. Raises ``WizardError``.
        """
        try:
            report, size = self._begun(member, since) or self._done(approved)
        finally:
            self.office.leave(self.company)
        return _settled(replace(member, size=size if size is not None else member.size), report)

    def _begun(self, member: Member, since: datetime) -> tuple[SyncReport, int | None] | None:
        """The report of the run that an earlier attempt at the batch began, once it is finished."""
        if member.state is ClientState.WAITING:
            return None
        store = self.app.store
        head = store.newest(self.company.id, since)
        if head is None or head.state is RunState.GIVEN_UP:
            return None
        if done := store.report(head.id):
            return done, None
        journey = self.journey.answered(FirstSyncAnswers(run=head.id))
        report = RealEffects(self.app).resume(journey, Found(), self.control).report
        assert report is not None
        return report, None

    def _done(self, approved: bytes | None) -> tuple[SyncReport, int]:
        effects = RealEffects(self.app)
        found, journey = self._let_in(effects), self.journey
        if approved is None:
            found = effects.sync(journey, found, self.control)
        else:
            plan = plan_from_json(approved)
            journey = journey.answered(PlanAnswers(plan.fingerprint))
            found = effects.apply(journey, replace(found, plan=plan), self.control)
        assert found.report is not None
        assert found.plan is not None
        return found.report, records_in(found.plan)

    def _let_in(self, effects: RealEffects) -> Found:
        """The client's key, unless it lacks rights: a client is set up whole or not at all."""
        found = effects.check_key(self.journey, Found(), self.control)
        assert found.key is not None
        if lacking := lacks(found.key):
            raise RefusedError(*lacking)
        return found


def lacks(check: ConnectionCheck) -> tuple[Problem, ...]:
    """What stands in the way at a side, of all that it needs."""
    missing = (one for one in check.requirements if one.state is RequirementState.MISSING)
    return tuple(one.problem for one in missing if one.problem is not None)


def records_in(plan: SyncPlan) -> int:
    """How many records were read for a plan, on both sides."""
    return sum(one.records for one in plan.inputs)


def _new(answers: Answers, plan: SyncPlan | None) -> tuple[Resolution, ...]:
    """All that is decided once the answers to what is still asked are in; empty without any."""
    assert plan is not None
    known = {one.conflict for one in plan.resolutions}
    more = [one for one in answers(plan.questions) if one.conflict not in known]
    return (*plan.resolutions, *more) if more else ()


def _settled(member: Member, report: SyncReport) -> Member:
    """The client after its run; one of whose writes some did not go through has failed."""
    bad = (Phase.FAILED, Phase.UNCERTAIN)
    problems = tuple(one.problem for one in report.lines if one.phase in bad and one.problem)
    return replace(
        member,
        state=ClientState.DONE if report.clean else ClientState.FAILED,
        code=0 if report.clean else 1,
        run=report.run.id,
        problems=problems,
        questions=report.questions,
    )
