"""The runner moves a journey, stores it after every step, and believes no old fact."""

from __future__ import annotations

from dataclasses import replace

import pytest
from unit.flow.travels import FJELL, NOW, REGISTER, Clock, Kept, office, whole
from unit.flow.travels import OFFICE as FJORD
from unit.sync.surveying import survey

from wizard.errors import Problem, RefusedError
from wizard.flow.answers import (
    ChooseAnswers,
    FirstSyncAnswers,
    IntegrationsAnswers,
    PasteKeyAnswers,
    PlanAnswers,
)
from wizard.flow.clients import ClientResult, digest
from wizard.flow.journey import Facts, Journey, StepId
from wizard.flow.ports import Control, Found
from wizard.flow.runner import Runner
from wizard.flow.steps import Effect
from wizard.model.batch import Member
from wizard.model.connection import Company
from wizard.model.journal import RunHead, RunState, SyncReport
from wizard.model.matching import Policy
from wizard.sync.engine import make_plan


def check_key(journey: Journey, found: Found, control: Control) -> Found:
    return replace(found, key=FJELL)


def open_partner(journey: Journey, found: Found, control: Control) -> Found:
    return replace(found, partner=REGISTER)


def refuse(journey: Journey, found: Found, control: Control) -> Found:
    raise RefusedError(Problem("key_missing"))


def runner(journey: Journey | None = None, **effects: object) -> Runner:
    known = {Effect.CHECK_KEY: check_key, Effect.OPEN_PARTNER: open_partner}
    made = Runner(known | {Effect(k): w for k, w in effects.items()}, Kept(), Clock())  # type: ignore[arg-type, operator]
    if journey is not None:
        made.begin(journey)
    return made


def test_a_step_that_is_not_complete_is_not_left() -> None:
    made = runner()
    assert not made.advance()
    assert made.here.id is StepId.CHOOSE
    assert not made.back()
    assert not made.go(StepId.PASTE_KEY)


def test_every_answer_and_every_step_is_stored() -> None:
    made = runner()
    made.answer(ChooseAnswers("svenn"))
    assert made.advance()
    made.answer(IntegrationsAnswers(True))
    assert made.back()
    kept = made.store.journeys  # type: ignore[attr-defined]
    assert [one.here for one in kept] == [
        StepId.CHOOSE,
        StepId.INTEGRATIONS,
        StepId.INTEGRATIONS,
        StepId.CHOOSE,
    ]
    assert made.stored() == made.journey
    assert kept[-1].changed > kept[0].changed
    assert kept[-1].of(IntegrationsAnswers).switched_on


def test_an_effect_becomes_a_fact_with_its_time() -> None:
    made = runner(whole().at(StepId.PASTE_KEY).knowing(Facts()))
    made.do(Effect.CHECK_KEY)
    fact = made.journey.facts.key
    assert fact is not None
    assert fact.check == FJELL
    assert made.found.key == FJELL
    made.do(Effect.OPEN_PARTNER)
    assert made.journey.facts.key == fact, "a fact keeps the time it was found"
    assert made.journey.facts.partner is not None


def test_performing_changes_nothing_until_it_is_learnt() -> None:
    made = runner(whole())
    found = made.perform(Effect.CHECK_KEY, Effect.OPEN_PARTNER)
    assert (found.key, found.partner) == (FJELL, REGISTER)
    assert made.found == Found()
    made.learn(found)
    assert made.found == found


def test_an_effect_that_fails_leaves_everything_as_it_was() -> None:
    made = runner(whole(), check_key=refuse)
    before = made.journey
    with pytest.raises(RefusedError):
        made.do(Effect.CHECK_KEY)
    assert made.journey == before


def test_a_resumed_journey_asks_again_in_order() -> None:
    unapproved = whole().answered(FirstSyncAnswers()).answered(PlanAnswers()).at(StepId.PLAN)
    made = runner(unapproved)
    assert made.rechecks() == (
        Effect.CHECK_KEY,
        Effect.OPEN_PARTNER,
        Effect.SURVEY,
        Effect.PLAN,
    )
    made.do(Effect.CHECK_KEY)
    assert made.rechecks() == (Effect.OPEN_PARTNER, Effect.SURVEY, Effect.PLAN)
    assert runner(Journey()).rechecks() == ()


def test_an_approved_journey_asks_for_its_run_before_it_makes_another_plan() -> None:
    def none(journey: Journey, found: Found, control: Control) -> Found:
        return replace(found, sought=True)

    approved = whole().answered(FirstSyncAnswers()).at(StepId.FIRST_SYNC)
    made = runner(approved, report=none)
    assert made.rechecks() == (Effect.REPORT,)
    made.do(Effect.REPORT)
    assert made.rechecks() == (
        Effect.CHECK_KEY,
        Effect.OPEN_PARTNER,
        Effect.SURVEY,
        Effect.PLAN,
    )


def test_a_journey_with_a_run_makes_no_other_plan() -> None:
    def none(journey: Journey, found: Found, control: Control) -> Found:
        return replace(found, sought=True)

    made = runner(whole(), report=none)
    assert made.rechecks() == (Effect.REPORT,)
    made.do(Effect.REPORT)
    assert made.rechecks() == ()


def test_another_company_than_the_confirmed_one_leads_back() -> None:
    other = replace(FJELL, company=replace(whole().facts.key.check.company, id=2))  # type: ignore[union-attr, type-var]

    def check(journey: Journey, found: Found, control: Control) -> Found:
        return replace(found, key=other)

    made = runner(whole(), check_key=check)
    made.do(Effect.CHECK_KEY)
    assert made.here.id is StepId.PASTE_KEY
    assert made.journey.of(PasteKeyAnswers).company == 1


@pytest.mark.parametrize(
    ("effect", "left", "stands"),
    [
        (Effect.CHECK_KEY, (False, False, ""), StepId.PASTE_KEY),
        (Effect.OPEN_PARTNER, (True, False, ""), StepId.CONNECT_PARTNER),
        (Effect.SURVEY, (True, True, ""), StepId.DIFFERENCES),
    ],
)
def test_what_no_longer_holds_is_dropped_with_all_that_rests_on_it(
    effect: Effect, left: tuple[bool, bool, str], stands: StepId
) -> None:
    made = runner(whole())
    made.do(Effect.CHECK_KEY, Effect.OPEN_PARTNER)
    made.unlearn(effect)
    facts = made.journey.facts
    assert (facts.key is not None, facts.partner is not None, facts.planned) == left
    assert (made.found.key is not None, made.found.partner is not None) == left[:2]
    assert made.here.id is stands


def test_a_plan_that_no_longer_holds_leaves_what_was_read() -> None:
    made = runner(whole())
    read = survey()
    made.learn(replace(made.found, survey=read, plan=make_plan(read, Policy())))
    assert made.journey.facts.planned
    made.unlearn(Effect.PLAN)
    assert made.found.survey is read
    assert made.found.plan is None
    assert made.journey.facts.planned == ""
    made.unlearn(Effect.SURVEY)
    assert made.found.survey is None


@pytest.mark.parametrize("state", list(RunState))
def test_a_report_says_which_run_it_was_and_whether_it_is_over(state: RunState) -> None:
    head = RunHead("run-9", "1", "r", Clock().now(), None, state, "fingerprint")
    report = SyncReport(head, {}, (), ())

    def carry_out(journey: Journey, found: Found, control: Control) -> Found:
        return replace(found, report=report)

    made = runner(whole().answered(FirstSyncAnswers()), apply=carry_out)
    made.do(Effect.APPLY)
    assert made.journey.of(FirstSyncAnswers) == FirstSyncAnswers(
        "run-9", state is RunState.FINISHED
    )


def test_the_control_reaches_the_effect() -> None:
    control = Control(stop=lambda: True)
    seen: list[bool] = []

    def watch(journey: Journey, found: Found, control: Control) -> Found:
        seen.append(control.stop())
        return found

    runner(whole(), check_key=watch).do(Effect.CHECK_KEY, control=control)
    runner(whole(), check_key=watch).do(Effect.CHECK_KEY)
    assert seen == [True, False]


def test_forgetting_begins_from_nothing() -> None:
    made = runner(whole())
    made.do(Effect.CHECK_KEY)
    made.forget()
    assert made.stored() is None
    assert made.journey == Journey()
    assert made.found == Found()


def test_a_resumed_office_asks_for_its_clients_and_compares_none_anew() -> None:
    made = runner(office())
    assert made.rechecks() == (Effect.CHECK_KEY, Effect.OPEN_PARTNER, Effect.RECALL_CLIENTS)
    made.learn(Found(key=FJORD, partner=REGISTER, results={}))
    assert made.rechecks() == ()


def test_what_was_shown_of_the_chosen_clients_is_the_offices_plan() -> None:
    made = runner(office())
    chosen = ClientResult(Member(Company(1, "Fjell Bygg AS", "923 609 016")), NOW, "abc")
    other = ClientResult(Member(Company(2, "Kystlaget BA", "971032081")), NOW, "def")
    made.learn(Found(key=FJORD, partner=REGISTER, results={1: chosen, 2: other}))
    assert made.journey.facts.planned == digest({1: chosen}, ["923609016"])
    made.learn(replace(made.found, results={1: replace(chosen, compared="xyz")}))
    assert made.journey.facts.planned not in ("", digest({1: chosen}, ["923609016"]))


def test_another_key_of_an_office_keeps_what_is_known_of_its_clients() -> None:
    made = runner(office())
    made.learn(Found(key=FJORD, partner=REGISTER, results={}, clients=()))
    made.unlearn(Effect.CHECK_KEY)
    assert made.here.id is StepId.PASTE_KEY
    assert (made.found.key, made.found.clients, made.found.results) == (None, None, {})
    made.learn(replace(made.found, key=FJORD))
    assert made.go(StepId.BOARD)


def test_another_register_of_an_office_is_opened_first() -> None:
    made = runner(office())
    made.learn(Found(key=FJORD, partner=REGISTER, results={}, companies=frozenset()))
    made.unlearn(Effect.OPEN_PARTNER)
    assert made.here.id is StepId.CONNECT_CLIENTS
    assert (made.found.partner, made.found.companies, made.found.key) == (None, None, FJORD)
