"""A step of the journey: what it asks, when it is complete, and what it can set in motion."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from wizard.errors import Problem
from wizard.flow.answers import (
    Answers,
    BoardAnswers,
    ChooseAnswers,
    ClientDifferencesAnswers,
    ClientsAnswers,
    ClientSyncAnswers,
    ConnectPartnerAnswers,
    CreateKeyAnswers,
    DifferencesAnswers,
    DoneAnswers,
    FirstSyncAnswers,
    IntegrationsAnswers,
    PasteKeyAnswers,
    PlanAnswers,
)
from wizard.flow.journey import Journey, StepId

Check = Callable[[Journey], tuple[Problem, ...]]


class Effect(StrEnum):
    """All that a journey can do to the world, by name; ``Runner`` carries it out."""

    CHECK_KEY = "check_key"
    OPEN_PARTNER = "open_partner"
    SURVEY = "survey"  # read both sides
    PLAN = "plan"  # compute the plan from the survey and the answers; no network
    APPLY = "apply"
    SYNC = "sync"  # read, plan and apply in one go, where nothing is left to decide
    RESUME = "resume"
    GIVE_UP = "give_up"  # close an unfinished run as it stands
    REPORT = "report"  # the report of a run that has ended
    PLAN_UNDO = "plan_undo"  # what taking the run back would do; writes nothing
    UNDO = "undo"
    WATCH_CLIENTS = "watch_clients"  # which clients let the office's key in at this moment
    RECALL_CLIENTS = "recall_clients"  # what became of them before; no network
    COMPARE_CLIENTS = "compare_clients"
    SYNC_CLIENTS = "sync_clients"


def _always(journey: Journey) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the map.

    ``problems`` says what keeps the step from being complete. ``source`` names where an
    unattended run takes the answers from: keys of the set-up file, or options of the command
    line (``--plan``). ``visible`` says whether a journey passes here at all. What comes after a
    step with ``no_return`` has been written: earlier answers can be looked at, not changed.
    ``under`` is the step on whose line in the rail this one is shown.
    """

    id: StepId
    answers: type[Answers]
    problems: Check
    source: tuple[str, ...]
    effects: tuple[Effect, ...] = ()
    visible: Callable[[Journey], bool] = _always
    no_return: bool = False
    under: StepId | None = None


def _lacks(met: bool, code: str) -> tuple[Problem, ...]:
    return () if met else (Problem(code),)


def chosen(journey: Journey) -> tuple[Problem, ...]:
    """A partner has to be chosen."""
    return _lacks(bool(journey.of(ChooseAnswers).partner), "step_partner_not_chosen")


def switched_on(journey: Journey) -> tuple[Problem, ...]:
    """The person has to say that Integrasjoner is on, before a key can be made."""
    return _lacks(journey.of(IntegrationsAnswers).switched_on, "step_integrations_not_on")


def key_copied(journey: Journey) -> tuple[Problem, ...]:
    """A key has to be made and copied."""
    return _lacks(journey.of(CreateKeyAnswers).copied, "step_key_not_copied")


def company_confirmed(journey: Journey) -> tuple[Problem, ...]:
    """The key has to open a company, and the person to confirm that very company."""
    fact = journey.facts.key
    if fact is None or fact.check.company is None:
        return (Problem("step_key_not_checked"),)
    if journey.office is not (fact.check.key_type == "office"):
        return (Problem("step_key_not_offices" if journey.office else "step_key_of_office"),)
    confirmed = journey.of(PasteKeyAnswers).company == fact.check.company.id
    return _lacks(confirmed, "step_company_not_confirmed")


def partner_opened(journey: Journey) -> tuple[Problem, ...]:
    """The partner's register has to open, and at least one kind to take part."""
    if journey.of(ConnectPartnerAnswers).kinds == ():
        return (Problem("step_no_kinds"),)
    return _lacks(journey.facts.partner is not None, "step_partner_not_opened")


def compared(journey: Journey) -> tuple[Problem, ...]:
    """Both sides have to be compared, and every question answered or left alone."""
    if not journey.facts.planned:
        return (Problem("step_not_compared"),)
    open_, skips = journey.facts.open, journey.of(DifferencesAnswers).skip_open
    if open_ and not skips:
        return (Problem("step_questions_open", params={"count": str(open_)}),)
    return ()


def approved(journey: Journey) -> tuple[Problem, ...]:
    """The plan that was approved has to be the newest one."""
    approved = journey.of(PlanAnswers).approved
    return _lacks(bool(approved) and approved == journey.facts.planned, "step_plan_not_approved")


def synced(journey: Journey) -> tuple[Problem, ...]:
    """The run has to come to its end."""
    return _lacks(journey.of(FirstSyncAnswers).finished, "step_synk_not_finished")


def clients_chosen(journey: Journey) -> tuple[Problem, ...]:
    """At least one client has to be gone on with."""
    return _lacks(bool(journey.of(ClientsAnswers).numbers), "step_no_clients")


def clients_compared(journey: Journey) -> tuple[Problem, ...]:
    """The clients have to be compared; one with open questions waits, and stops nobody."""
    return _lacks(bool(journey.facts.planned), "step_clients_not_compared")


def clients_synced(journey: Journey) -> tuple[Problem, ...]:
    """The first synk of the clients has to come to its end."""
    return _lacks(journey.of(ClientSyncAnswers).finished, "step_clients_not_synced")


def nothing(journey: Journey) -> tuple[Problem, ...]:
    """Nothing is asked."""
    return ()


COMPANY = (
    Step(StepId.CHOOSE, ChooseAnswers, chosen, ("partner", "audience", "tripletex")),
    Step(StepId.INTEGRATIONS, IntegrationsAnswers, switched_on, ("tripletex",)),
    Step(StepId.CREATE_KEY, CreateKeyAnswers, key_copied, ("tripletex",)),
    Step(
        StepId.PASTE_KEY,
        PasteKeyAnswers,
        company_confirmed,
        ("tripletex",),
        (Effect.CHECK_KEY,),
    ),
    Step(
        StepId.CONNECT_PARTNER,
        ConnectPartnerAnswers,
        partner_opened,
        ("partner_settings", "scope", "decisions"),
        (Effect.OPEN_PARTNER,),
    ),
    Step(
        StepId.DIFFERENCES,
        DifferencesAnswers,
        compared,
        ("decisions", "--answers", "--skip-questions"),
        (Effect.SURVEY, Effect.PLAN),
    ),
    Step(
        StepId.PLAN,
        PlanAnswers,
        approved,
        ("--plan",),
        (Effect.PLAN,),
        no_return=True,
        under=StepId.DIFFERENCES,
    ),
    Step(
        StepId.FIRST_SYNC,
        FirstSyncAnswers,
        synced,
        ("--plan",),
        (Effect.APPLY, Effect.SYNC, Effect.RESUME, Effect.GIVE_UP),
    ),
    Step(
        StepId.DONE,
        DoneAnswers,
        nothing,
        ("--plan",),
        (Effect.REPORT, Effect.PLAN_UNDO, Effect.UNDO),
    ),
)
"""The steps for one company with one key."""

OFFICE = (
    *COMPANY[:4],
    Step(StepId.GIVE_ACCESS, ClientsAnswers, clients_chosen, ("scope",), (Effect.WATCH_CLIENTS,)),
    Step(
        StepId.CONNECT_CLIENTS,
        ConnectPartnerAnswers,
        partner_opened,
        ("partner_settings", "scope", "decisions"),
        (Effect.OPEN_PARTNER,),
    ),
    Step(
        StepId.CLIENT_DIFFERENCES,
        ClientDifferencesAnswers,
        clients_compared,
        ("decisions",),
        (Effect.COMPARE_CLIENTS,),
        no_return=True,
    ),
    Step(
        StepId.CLIENT_SYNC,
        ClientSyncAnswers,
        clients_synced,
        ("--plan",),
        (Effect.SYNC_CLIENTS,),
    ),
    Step(StepId.BOARD, BoardAnswers, nothing, ("scope",), (Effect.RECALL_CLIENTS,)),
)
"""The steps for an accounting office, with one key for many clients."""
