"""The effects that only an office's journey has, with the real world behind them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from wizard.app import App, for_offices
from wizard.effects import RealEffects, job_of
from wizard.errors import RefusedError, WizardError
from wizard.flow.answers import (
    Audience,
    ChooseAnswers,
    ClientDifferencesAnswers,
    ClientsAnswers,
)
from wizard.flow.batch import JOBS, failed, in_order, seconds_left
from wizard.flow.brief import Brief
from wizard.flow.clients import ClientResult, Progress, Results, compared, journey_for
from wizard.flow.journey import Journey
from wizard.flow.ports import Control, Effects, Found
from wizard.flow.roster import chosen
from wizard.flow.setupfile import setup_of
from wizard.flow.steps import Effect
from wizard.model.batch import BatchHead, ClientState, Member
from wizard.model.connection import Company, ConnectionCheck, Requirement, RequirementState
from wizard.model.pace import Pace
from wizard.office.batching import Batching, Standing, at_desk
from wizard.office.client import lacks
from wizard.office.crew import worked
from wizard.office.watching import Watch
from wizard.partners.registry import connector
from wizard.review.outline import names_of
from wizard.tripletex import TripletexOffice

_ON_THE_WAY = (ClientState.RUNNING, ClientState.INTERRUPTED)


class OfficeEffects:
    """Carries out each effect by opening what it needs, and closing it again."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._one = RealEffects(app)
        self._watch: Watch | None = None

    def by_name(self) -> Effects:
        """Those of a company's journey, and in some places an office's own instead."""
        return {
            **self._one.by_name(),
            Effect.CHECK_KEY: self.check_key,
            Effect.OPEN_PARTNER: self.open_partner,
            Effect.WATCH_CLIENTS: self.watch_clients,
            Effect.RECALL_CLIENTS: self.recall_clients,
            Effect.COMPARE_CLIENTS: self.compare_clients,
            Effect.SYNC_CLIENTS: self.sync_clients,
        }

    def check_key(self, journey: Journey, found: Found, control: Control) -> Found:
        """Whose the key is: an office's or one company's, whatever is set up."""
        alone = replace(journey.of(ChooseAnswers), audience=Audience.COMPANY)
        return self._one.check_key(journey.answered(alone), found, control)

    def open_partner(self, journey: Journey, found: Found, control: Control) -> Found:
        """Whether the partner's register opens; of an office's, whose companies it has."""
        if not journey.office:
            return self._one.open_partner(journey, found, control)
        job = job_of(journey)
        if not job.kinds:
            return replace(found, partner=ConnectionCheck(job.profile.id), companies=None)
        door = for_offices(connector(job.profile.connector), job.profile.name)
        settings = job.setup.partner_settings
        has = door.companies(settings, job.kinds)
        odd = (Requirement("partner:client", RequirementState.UNKNOWN, one) for one in has.problems)
        check = ConnectionCheck(settings.get("file", job.profile.id), tuple(odd))
        return replace(found, partner=check, companies=has.numbers)

    def watch_clients(self, journey: Journey, found: Found, control: Control) -> Found:
        """See which clients let the key in now, and with which rights, as far as time allows."""
        about = (_address(journey), job_of(journey).kinds)
        watch, key = self._watch, self._app.credentials(_address(journey))
        if watch is None or (watch.about, watch.credentials) != (about, key):
            self.close()
            watch = self._watch = Watch(self._app, *about)
        return watch.look(found, control)

    def close(self) -> None:
        """Let go of what was kept open between two looks at the clients."""
        if self._watch is not None:
            self._watch.close()
            self._watch = None

    def recall_clients(self, journey: Journey, found: Found, control: Control) -> Found:
        """What became of the office's clients in earlier batches, from the store."""
        results: dict[int, ClientResult] = dict(found.results or {})
        for head in reversed(self._batches(journey)):
            for member in self._app.store.batches.members(head.id):
                before = results.get(member.company.id) or ClientResult(member, head.started)
                results[member.company.id] = self._remembered(before, member)
        return replace(found, results=results)

    def compare_clients(self, journey: Journey, found: Found, control: Control) -> Found:
        """Read both registers of each client that is due, and make its plan; nothing is written.

        A client is due that was chosen and has not been compared since it had its last turn.
        """
        known: dict[int, ClientResult] = dict(found.results or {})
        turns = _Turns(control)
        with self._app.office(_address(journey), turns.paced) as office:
            clients = office.clients()
            due = self._due(journey, clients, known)
            turns.begin(due)

            def turn(member: Member) -> ClientResult:
                return self._compared(journey, member.company, office, control)

            for made in worked(in_order(due), turn, jobs=JOBS, stop=control.stop):
                id_ = made.member.company.id
                before = known.get(id_)
                known[id_] = replace(made, synced=before.synced if before else None)
                control.told(turns.over(known[id_]))
        return replace(found, clients=clients, results=known)

    def sync_clients(self, journey: Journey, found: Found, control: Control) -> Found:
        """Carry out the plans of all clients that are ready, or go on where that stopped."""
        known: dict[int, ClientResult] = dict(found.results or {})

        def told(standing: Standing) -> None:
            settled = self._settled(standing.settled, known)
            known[settled.member.company.id] = settled
            over = sum(not one.state.open for one in standing.members)
            control.told(Progress(settled, over, len(standing.members), standing.left))

        left, brief = self._left(journey, known), _brief(journey)
        with at_desk(self._app, brief, control.pace) as desk:
            desk.office.clients()
            batching = Batching(desk, JOBS, control, told)
            if left is not None:
                head = batching.resume(left.id)
            else:
                ready = self._ready(journey, known)
                plans = {id_: shown.text for id_ in ready if (shown := known[id_].plan)}
                head = batching.begin(brief, [known[id_].member for id_ in ready], plans)
        for member in self._app.store.batches.members(head.id):
            known[member.company.id] = self._settled(member, known)
        return replace(found, results=known)

    def _batches(self, journey: Journey) -> Sequence[BatchHead]:
        """The batches of this office, the newest first."""
        fact = journey.facts.key
        home = fact.check.company if fact else None
        heads = self._app.store.batches.heads()
        return [one for one in heads if home is None or one.office.id == home.id]

    def _left(self, journey: Journey, known: Results) -> BatchHead | None:
        """The batch to go on with. One that holds other plans than those that are approved now, of
        a command or of before, is not: what was shown is carried out, and nothing else."""
        batches, ready = self._app.store.batches, self._ready(journey, known)
        head = next((one for one in self._batches(journey) if one.finished is None), None)
        if head is None or not ready:
            return head
        begun = [one.company for one in batches.members(head.id) if one.state in _ON_THE_WAY]
        plans = ((id_, shown) for id_ in ready if (shown := known[id_].plan))
        same = all(batches.plan(head.id, id_) == shown.text for id_, shown in plans)
        return head if same or chosen(begun, _numbers(journey)) else None

    def _ready(self, journey: Journey, known: Results) -> list[int]:
        """The clients that were chosen and wait for nobody."""
        ready = [one.member.company for one in known.values() if one.ready and one.plan]
        return [one.id for one in chosen(ready, _numbers(journey))]

    def _due(
        self, journey: Journey, clients: Sequence[Company], known: Results
    ) -> tuple[Member, ...]:
        due = []
        sizes = self._app.store.batches.sizes(one.id for one in clients)
        for company in chosen(clients, _numbers(journey)):
            result = known.get(company.id)
            if result is None or not (result.ready or result.member.state is ClientState.DONE):
                due.append(Member(company, size=sizes.get(company.id)))
        return tuple(due)

    def _compared(
        self, journey: Journey, company: Company, office: TripletexOffice, control: Control
    ) -> ClientResult:
        one = journey_for(journey, company.organization_number)
        member, now = Member(company), self._app.clock.now()
        try:
            found = self._one.check_key(one, Found(), control)
            if found.key is not None and (lacking := lacks(found.key)):
                raise RefusedError(*lacking)
            found = self._one.survey(one, found, control)
            found = self._one.plan(one, found, control)
        except WizardError as error:
            return ClientResult(failed(member, error), now)
        finally:
            office.leave(company)
        assert found.plan is not None
        assert found.survey is not None
        names = names_of(found.plan, found.survey.snapshots)
        return compared(member, found.plan, at=now, names=names)

    def _settled(self, member: Member, known: Results) -> ClientResult:
        result = known.get(member.company.id) or ClientResult(member, self._app.clock.now())
        if member.state.open:
            return replace(result, member=member)
        return self._remembered(replace(result, at=self._app.clock.now()), member)

    def _remembered(self, result: ClientResult, member: Member) -> ClientResult:
        """The client after a turn that is over; what was compared before it no longer holds."""
        synced = result.synced
        if member.run:
            synced = self._app.store.run(member.run).finished or synced
        return replace(result, member=member, compared="", plan=None, questions=(), synced=synced)


class _Turns:
    """How far a comparison has come, and how long the rest takes."""

    def __init__(self, control: Control) -> None:
        self._control = control
        self._members: dict[int, Member] = {}
        self._pace, self._began = Pace(), 0.0

    def begin(self, members: Sequence[Member]) -> None:
        """These clients are due."""
        self._members = {one.company.id: one for one in members}
        self._began = time.monotonic()

    def paced(self, pace: Pace) -> None:
        """The budget of all clients stands like this."""
        self._pace = pace
        self._control.pace(pace)

    def over(self, result: ClientResult) -> Progress:
        """A client has had its turn."""
        member = result.member
        over = replace(member, state=ClientState.DONE) if member.state.open else member
        self._members[member.company.id] = over
        every = tuple(self._members.values())
        left = seconds_left(every, self._pace, time.monotonic() - self._began, JOBS)
        return Progress(result, sum(not one.state.open for one in every), len(every), left)


def _brief(journey: Journey) -> Brief:
    """What the batch has to know of each client; their plans hold all that was decided."""
    said = journey.of(ClientDifferencesAnswers)
    return Brief(setup_of(journey), said.office, approved=True)


def _numbers(journey: Journey) -> tuple[str, ...]:
    return journey.of(ClientsAnswers).numbers or ()


def _address(journey: Journey) -> str:
    return job_of(journey).setup.tripletex.base_url
