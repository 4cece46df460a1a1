"""What an office's commands do once the office is at its desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from wizard.app import App
from wizard.cli.frame import Answer, stoppable
from wizard.cli.office import Opened, Over, jobs_of, opened
from wizard.cli.officeplans import read_plans, write_plans
from wizard.cli.progress import shown_batch
from wizard.cli.sayoffice import batch_lines, check_lines, office_plan_lines
from wizard.documents.officequestions import asked_of
from wizard.documents.officereports import batch_json, company_json, summed
from wizard.documents.plans import plan_json
from wizard.documents.problems import problems_json, requirements_json
from wizard.documents.questions import write_questions
from wizard.documents.reports import counts_json
from wizard.errors import InterruptedRun, Problem, RefusedError, UsageError, WizardError
from wizard.flow.batch import exit_code, failed, stops_all
from wizard.flow.brief import Brief, brief_of
from wizard.flow.causes import causes
from wizard.flow.ports import Control
from wizard.flow.roster import Placed
from wizard.model.batch import BatchHead, ClientState, Member
from wizard.model.codec import digest, plan_to_json
from wizard.model.connection import RequirementState
from wizard.model.plan import SyncPlan
from wizard.office.batching import Batching, at_desk
from wizard.office.client import Client, ClientCheck, lacks
from wizard.office.crew import worked
from wizard.sync import engine
from wizard.sync.pilot import pilot


def check(app: App, setup: Path, over: Over) -> Answer:
    """The key, its clients, their rights and the partner's side of each; writes nothing."""
    with opened(app, setup, over) as found:

        def ask(member: Member) -> tuple[Member, ClientCheck]:
            checked = Client(app, found.desk.office, found.brief, member.company).check()
            return _checked(checked), checked

        every = _each(found, over, ask)
        checks = {member.company.id: one for member, one in every}
        keys = {id_: one.key for id_, one in checks.items() if one.key}
        placed, office = found.placed_with(keys), found.desk.check
    sealed = app.store_keys.check()
    members = [member for member, _ in every]
    unsealed = (sealed.problem,) if sealed.problem and sealed.state is not _MET else ()
    problems = (*unsealed, *found.problems, *_grouped(members))
    return Answer(
        {
            "company": company_json(found.desk.home),
            "key": {"type": "office", "owner": office.key_owner, "environment": office.environment},
            "requirements": requirements_json([sealed]),
            "clients": [
                {
                    **_client_json(one, checks),
                    "at_partner": one.number in found.partner.numbers,
                }
                for one in placed
            ],
        },
        check_lines(office, placed),
        problems,
        RefusedError.exit_code if problems else 0,
    )


_Made = TypeVar("_Made")
_MET = RequirementState.MET


@dataclass(frozen=True, slots=True)
class Files:
    """Where the plans go, where the questions go, and where the answers come from."""

    out: Path
    questions: Path | None = None
    answers: Path | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """Whether records with questions are left alone, and how many a trial takes."""

    skip_questions: bool = False
    only: int | None = None


def plan(app: App, setup: Path, over: Over, files: Files) -> Answer:
    """Read both sides of every client and write the plans; open questions go to their file."""
    app.store  # noqa: B018 - opened once, before several threads ask for it
    with opened(app, setup, over) as found:

        def make(member: Member) -> tuple[Member, SyncPlan | None]:
            client = Client(app, found.desk.office, found.brief, member.company)
            try:
                return member, client.plan(lambda asked: asked_of([asked]).answered(files.answers))
            except WizardError as error:
                return failed(member, error), None

        every = _each(found, over, make)
    plans = [one for _, one in every if one]
    write_plans(files.out, plans)
    asked = asked_of([one.questions for one in plans], [one.company.name for one in plans])
    if files.questions is not None:
        write_questions(files.questions, asked.conflicts)
    members = [_with_plan(member, made) for member, made in every]
    return _planned(found, members, plans, out=files.out)


def apply(app: App, setup: Path, over: Over, said: Said, planned: Path) -> Answer:
    """Carry out exactly the plans in a file; a client whose plan is outdated is refused alone."""
    with opened(app, setup, over) as found:
        decided = (found.job.policy, found.job.kinds, found.job.rules.digest)
        reached = {one.company.id: one for one in found.members}
        plans, members = {}, []
        for one in read_plans(planned):
            if one.company.id not in reached:
                continue
            member = reached.pop(one.company.id)
            if (one.policy, one.kinds, one.rules) != decided:
                raise UsageError(Problem("plan_of_other_setup", subject=planned.name))
            if one.questions and not said.skip_questions:
                members.append(_undecided(member, len(one.questions)))
                continue
            shown = one if said.only is None else engine.fingerprinted(pilot(one, said.only))
            plans[member.company.id] = plan_to_json(shown)
            members.append(member)
        brief = replace(_told(found, said), approved=True)
        with _hands(found, over) as hands:
            head = hands.begin(brief, members, plans)
        return _result(app, head, found.problems)


def sync(app: App, setup: Path, over: Over, said: Said) -> Answer:
    """Plan and apply at every client, in one go where nothing is left to decide."""
    with opened(app, setup, over) as found, _hands(found, over) as hands:
        head = hands.begin(_told(found, said), found.members)
        return _result(app, head, found.problems)


def resume(app: App, batch: str, over: Over) -> Answer:
    """Finish a batch: what was not begun, and what was stopped on the way."""
    head = app.store.batches.head(batch)
    if head.finished:
        return _result(app, head, ())
    brief = brief_of(app.store.batches.setup(head.id))
    with at_desk(app, brief) as desk, shown_batch() as told, stoppable() as stop:
        desk.office.clients()
        hands = Batching(desk, jobs_of(over), Control(stop=stop), told)
        return _result(app, hands.resume(head.id), ())


def result_of(
    app: App, head: BatchHead
) -> tuple[Sequence[Member], Mapping[int, Mapping[str, Any]]]:
    """The clients of a batch, and what was done at each, by the company's id."""
    members = app.store.batches.members(head.id)
    counts = {}
    for one in members:
        if one.run:
            run = app.store.run(one.run)
            report = app.store.report(run.id) or engine.report_so_far(run, app.store)
            counts[one.company.id] = counts_json(report)
    return members, counts


def _each(
    found: Opened, over: Over, do: Callable[[Member], tuple[Member, _Made]]
) -> list[tuple[Member, _Made]]:
    """What is made of every client; nothing is written anywhere meanwhile.

    Raises ``InterruptedRun`` where somebody has asked to stop, and ``RefusedError`` for what no
    client gets past.
    """
    with stoppable() as stop:
        halting: list[Problem] = []
        every = []
        for one in worked(
            found.members, do, jobs=jobs_of(over), stop=lambda: bool(halting) or stop()
        ):
            every.append(one)
            if problem := stops_all(one[0].problems):
                halting.append(problem)
        if halting:
            raise RefusedError(halting[0])
        if stop():
            raise InterruptedRun(Problem("stopped_on_request"))
    return every


def _told(found: Opened, said: Said) -> Brief:
    return replace(found.brief, skip_open=said.skip_questions, only=said.only)


@contextmanager
def _hands(found: Opened, over: Over) -> Iterator[Batching]:
    """A bar that follows the batch, and Ctrl+C to stop it between two writes."""
    with shown_batch() as told, stoppable() as stop:
        yield Batching(found.desk, jobs_of(over), Control(stop=stop), told)


def _result(app: App, head: BatchHead, besides: Sequence[Problem]) -> Answer:
    members, counts = result_of(app, head)
    code = exit_code(members)
    return Answer(
        batch_json(head, members, counts),
        batch_lines(head, members),
        (*besides, *_grouped(members)),
        code or (1 if besides else 0),
    )


def _planned(
    found: Opened, members: Sequence[Member], plans: Sequence[SyncPlan], *, out: Path
) -> Answer:
    made = {one.company.id: plan_json(one) for one in plans}
    nothing: dict[str, Any] = {"fingerprint": None, "counts": {}, "operations": []}
    problems = (*found.problems, *_grouped(members))
    code = exit_code(members)
    return Answer(
        {
            "fingerprint": digest([one.fingerprint for one in plans]),
            "counts": summed(one["counts"] for one in made.values()),
            "clients": [
                {
                    **company_json(one.company),
                    "state": one.state.value,
                    "exit_code": one.code,
                    "questions": one.questions,
                    "problems": problems_json(one.problems),
                    **made.get(one.company.id, nothing),
                }
                for one in members
            ],
        },
        office_plan_lines(plans, out),
        problems,
        code or (1 if found.problems else 0),
    )


def _with_plan(member: Member, made: SyncPlan | None) -> Member:
    if made is None:
        return member
    if made.questions:
        return _undecided(member, len(made.questions))
    return replace(member, state=ClientState.DONE)


def _undecided(member: Member, count: int) -> Member:
    problem = Problem("questions_open", params={"count": str(count)})
    return replace(member, state=ClientState.DECIDE, code=3, questions=count, problems=(problem,))


def _checked(found: ClientCheck) -> Member:
    """A client's check as what would become of it."""
    member = Member(found.company, ClientState.DONE)
    if found.error:
        return failed(member, found.error)
    sides = [one for one in (found.key, found.partner) if one]
    lacking = tuple(problem for one in sides for problem in lacks(one))
    return failed(member, RefusedError(*lacking)) if lacking else member


def _grouped(members: Sequence[Member]) -> tuple[Problem, ...]:
    """One problem for each cause, with the clients that have it for its subject; then questions."""
    found = []
    for cause in causes(members):
        first, *others = (one.company.name for one in cause.members)
        more = f" (+{len(others)})" if others else ""
        found.append(replace(cause.example, subject=f"{first}{more}"))
    asked = sum(one.questions for one in members if one.state is ClientState.DECIDE)
    if asked:
        found.append(Problem("questions_open", params={"count": str(asked)}))
    return tuple(found)


def _client_json(placed: Placed, checks: Mapping[int, ClientCheck]) -> dict[str, Any]:
    company = placed.company
    found = checks.get(company.id) if company else None
    sides = (found.key, found.partner) if found else ()
    needed = [one for side in sides if side for one in side.requirements]
    return {
        "id": company.id if company else None,
        "name": placed.name,
        "organization_number": placed.number,
        "access": placed.access.value,
        "requirements": requirements_json(needed),
        "problems": problems_json(_checked(found).problems) if found else [],
    }
