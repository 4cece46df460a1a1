"""An accounting office behind a window: its journey, and effects that answer at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

from ui.desks import report_of_it
from ui.registers import fjell

from wizard.clock import SystemClock
from wizard.errors import Actor, Problem, RefusedError
from wizard.flow.answers import (
    Answers,
    Audience,
    BoardAnswers,
    ChooseAnswers,
    ClientDifferencesAnswers,
    ClientsAnswers,
    ClientSyncAnswers,
    ConnectPartnerAnswers,
    CreateKeyAnswers,
    IntegrationsAnswers,
    PasteKeyAnswers,
)
from wizard.flow.clients import ClientResult, Packed, Results, digest
from wizard.flow.journey import Fact, Facts, Journey, StepId
from wizard.flow.ports import Control, Effects, Found
from wizard.flow.roster import Expected
from wizard.flow.steps import OFFICE, Effect
from wizard.model.batch import ClientState, Member
from wizard.model.connection import Company, ConnectionCheck, Requirement, RequirementState
from wizard.model.matching import Authority, Choice, Conflict, Policy
from wizard.model.records import Kind
from wizard.review.outline import names_of
from wizard.sync.engine import make_plan

FJORD = ConnectionCheck(
    "tripletex:9", company=Company(9, "Fjord Regnskap AS", "889640782"), key_type="office"
)
BRYGGEN = Company(11, "Bryggen Bakeri AS", "989100238")
FJELL = Company(12, "Fjell Bygg AS", "923609016")
HAVGAP = Company(13, "Havgap Fisk AS", "914778271")
KYST = Company(14, "Kystlaget BA", "971203420")
NORDLYS = Company(15, "Nordlys Eiendom AS", "912660680")
DAL = Company(16, "Øvre Dal Sameie", "995568217")
CLIENTS = (BRYGGEN, FJELL, HAVGAP, KYST, NORDLYS, DAL)
PATTERN = "/tmp/clients/{organization_number}.xlsx"
REGISTER = ConnectionCheck(PATTERN)
LACKING = ConnectionCheck(
    "tripletex:15",
    (
        Requirement(
            "right:AUTH_ALL_VOUCHERS",
            RequirementState.MISSING,
            Problem("tripletex.right_missing_key", Actor.ADMINISTRATOR),
        ),
    ),
    NORDLYS,
)
SIDES = (Choice.TRIPLETEX, Choice.PARTNER, Choice.SKIP)


def expected(clients: Sequence[Company] = CLIENTS) -> tuple[Expected, ...]:
    """The office's own list of these clients."""
    return tuple(
        Expected(one.organization_number, one.name, row) for row, one in enumerate(clients, 2)
    )


def asked(id_: str, field: str = "email") -> Conflict:
    """A question about a customer."""
    subject = f"10{id_[-2:]} Kunde {id_}"
    return Conflict(id_, Kind.CUSTOMER, "first_seen", subject, SIDES, field, "a@a.no", "b@b.no")


@cache
def shown_plan() -> Packed:
    """A client's plan, as it waits to be approved."""
    survey = fjell()
    plan = make_plan(survey, Policy(Authority.PARTNER))
    return Packed.of(plan, names_of(plan, survey.snapshots))


def results(now: datetime | None = None) -> Results:
    """What became of the six clients: one ready, one with questions, one synced, two stopped."""
    now = now or SystemClock().now()
    shut = (Problem("tripletex.client_shut", Actor.ADMINISTRATOR, subject=HAVGAP.name),)
    file = (Problem("workbook.missing", params={"file": "912660680.xlsx"}),)
    found = (
        ClientResult(Member(BRYGGEN), now, "print-11", writes=7, plan=shown_plan()),
        ClientResult(
            Member(FJELL, ClientState.DECIDE, code=3, questions=4),
            now,
            "print-12",
            differing=4,
            writes=3,
            questions=(*(asked(f"q{n}") for n in range(3)), asked("q9", "phone")),
        ),
        ClientResult(Member(HAVGAP, ClientState.FAILED, code=4, problems=shut), now),
        ClientResult(Member(NORDLYS, ClientState.FAILED, code=2, problems=file), now),
        ClientResult(
            Member(DAL, ClientState.DONE, "run-16"),
            now,
            writes=5,
            synced=now - timedelta(minutes=4),
        ),
    )
    return {one.member.company.id: one for one in found}


class Templates:
    """The office's templates, in memory."""

    def __init__(self) -> None:
        self.texts: dict[str, tuple[str, str]] = {}

    def save(self, name: str, partner: str, text: str) -> None:
        self.texts[name] = (partner, text)

    def load(self, name: str) -> str:
        return self.texts[name][1]

    def names(self) -> Sequence[tuple[str, str]]:
        return [(name, partner) for name, (partner, _) in self.texts.items()]


class Access:
    """The clients that have let the key in; a test lets in more, or takes the net away."""

    def __init__(self, clients: Sequence[Company] = CLIENTS) -> None:
        self.clients = list(clients)
        self.checks = {NORDLYS.id: LACKING} if NORDLYS in clients else {}
        self.problem: Problem | None = None
        self.looks = 0

    def let_in(self, client: Company) -> None:
        self.clients.append(client)

    def offline(self, problem: Problem | None) -> None:
        self.problem = problem

    def watch(self, journey: Journey, found: Found, control: Control) -> Found:
        self.looks += 1
        if self.problem:
            raise RefusedError(self.problem)
        return replace(found, clients=tuple(self.clients), checks=dict(self.checks))


def office_effects(access: Access | None = None, **more: object) -> Effects:
    """Effects of an office where nothing is wrong but what ``results`` says."""
    given = access or Access()

    def key(journey: Journey, found: Found, control: Control) -> Found:
        return replace(found, key=FJORD)

    def partner(journey: Journey, found: Found, control: Control) -> Found:
        numbers = frozenset(one.organization_number for one in CLIENTS if one is not HAVGAP)
        return replace(found, partner=REGISTER, companies=numbers)

    def recall(journey: Journey, found: Found, control: Control) -> Found:
        return replace(found, results=results())

    known = {
        Effect.CHECK_KEY: key,
        Effect.OPEN_PARTNER: partner,
        Effect.WATCH_CLIENTS: given.watch,
        Effect.RECALL_CLIENTS: recall,
        Effect.COMPARE_CLIENTS: recall,
        Effect.SYNC_CLIENTS: recall,
        Effect.REPORT: report_of_it,
    }
    return known | {Effect(k): w for k, w in more.items()}  # type: ignore[return-value, dict-item]


NUMBERS = tuple(one.organization_number for one in CLIENTS if one is not KYST)

_SAID: tuple[Answers, ...] = (
    ChooseAnswers("workbook", Audience.OFFICE, "http://127.0.0.1:9/v2"),
    IntegrationsAnswers(True),
    CreateKeyAnswers("custom", True),
    PasteKeyAnswers(9),
    ClientsAnswers(NUMBERS, expected()),
    ConnectPartnerAnswers({"file": PATTERN}),
    ClientDifferencesAnswers(),
    ClientSyncAnswers(digest(results(), NUMBERS), finished=True),
    BoardAnswers(),
)


def office_at(step: StepId, now: datetime | None = None) -> Journey:
    """An office's journey that has come to a step, everything before it complete."""
    now = now or SystemClock().now()
    order = [one.id for one in OFFICE]
    journey = Journey(changed=now).answered(_SAID[0])
    for one, answers in zip(OFFICE, _SAID, strict=True):
        if order.index(one.id) < order.index(step):
            journey = journey.answered(answers)
    reached = order.index(step)
    facts = Facts(
        Fact(now, FJORD) if reached > order.index(StepId.PASTE_KEY) else None,
        Fact(now, REGISTER) if reached > order.index(StepId.CONNECT_CLIENTS) else None,
        digest(results(), NUMBERS) if reached > order.index(StepId.CLIENT_DIFFERENCES) else "",
    )
    return journey.knowing(facts).at(step)
