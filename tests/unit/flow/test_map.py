"""Where a journey can stand, and how its steps show."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from typer.main import get_command
from unit.flow.travels import FJELL, NOW, REGISTER, office, whole
from unit.flow.travels import OFFICE as FJORD

from wizard.cli.main import app
from wizard.flow.answers import (
    Audience,
    BoardAnswers,
    ChooseAnswers,
    ClientDifferencesAnswers,
    ClientsAnswers,
    ClientSyncAnswers,
    ConnectPartnerAnswers,
    CreateKeyAnswers,
    DifferencesAnswers,
    FirstSyncAnswers,
    IntegrationsAnswers,
    PasteKeyAnswers,
    PlanAnswers,
)
from wizard.flow.journey import Fact, Facts, Journey, StepId
from wizard.flow.map import FLOW, Flow, StepState
from wizard.flow.steps import COMPANY, OFFICE
from wizard.messages import SENTENCES
from wizard.setup import Setup

ORDER = [step.id for step in COMPANY]


def test_the_order_of_the_steps() -> None:
    own = [step.id for step in OFFICE if step not in COMPANY]
    assert list(StepId) == [*ORDER, *own]
    assert [step.id for step in OFFICE] == [*ORDER[:4], *own]


def test_a_new_journey_stands_at_the_first_step() -> None:
    journey = Journey()
    assert FLOW.furthest(journey).id is StepId.CHOOSE
    assert FLOW.previous(journey) is None
    assert [FLOW.state(journey, step) for step in ORDER] == [
        StepState.HERE,
        *[StepState.AHEAD] * 8,
    ]


@pytest.mark.parametrize(("before", "after"), list(pairwise(ORDER)))
def test_next_and_previous_are_neighbours(before: StepId, after: StepId) -> None:
    ahead, behind = FLOW.next(whole().at(before)), FLOW.previous(whole().at(after))
    assert ahead is not None
    assert behind is not None
    assert (ahead.id, behind.id) == (after, before)


def test_nothing_comes_after_the_last_step() -> None:
    assert FLOW.next(whole()) is None


def test_a_whole_journey_is_done_but_where_it_stands() -> None:
    states = [FLOW.state(whole(), step) for step in ORDER]
    assert states == [*[StepState.DONE] * 8, StepState.HERE]
    assert all(FLOW.available(whole(), step) for step in ORDER)


@pytest.mark.parametrize(
    ("lacking", "stops", "code"),
    [
        (ChooseAnswers(""), StepId.CHOOSE, "step_partner_not_chosen"),
        (IntegrationsAnswers(False), StepId.INTEGRATIONS, "step_integrations_not_on"),
        (CreateKeyAnswers("custom", False), StepId.CREATE_KEY, "step_key_not_copied"),
        (PasteKeyAnswers(None), StepId.PASTE_KEY, "step_company_not_confirmed"),
        (PasteKeyAnswers(2), StepId.PASTE_KEY, "step_company_not_confirmed"),
        (ConnectPartnerAnswers(kinds=()), StepId.CONNECT_PARTNER, "step_no_kinds"),
        (PlanAnswers("another"), StepId.PLAN, "step_plan_not_approved"),
        (PlanAnswers(""), StepId.PLAN, "step_plan_not_approved"),
        (FirstSyncAnswers("run-1", False), StepId.FIRST_SYNC, "step_synk_not_finished"),
    ],
)
def test_a_step_that_lacks_an_answer_stops_the_journey_there(
    lacking: ChooseAnswers, stops: StepId, code: str
) -> None:
    journey = whole().answered(lacking)
    step = FLOW.furthest(journey)
    assert step.id is stops
    assert [problem.code for problem in step.problems(journey)] == [code]
    assert FLOW.settled(journey).here is stops
    assert not FLOW.available(journey, StepId.DONE)
    assert FLOW.available(journey, stops)


@pytest.mark.parametrize(
    ("facts", "stops", "code"),
    [
        (Facts(), StepId.PASTE_KEY, "step_key_not_checked"),
        (
            Facts(Fact(NOW, replace(FJELL, company=None))),
            StepId.PASTE_KEY,
            "step_key_not_checked",
        ),
        (
            Facts(Fact(NOW, replace(FJELL, key_type="office"))),
            StepId.PASTE_KEY,
            "step_key_of_office",
        ),
        (Facts(Fact(NOW, FJELL)), StepId.CONNECT_PARTNER, "step_partner_not_opened"),
        (
            Facts(Fact(NOW, FJELL), Fact(NOW, FJELL)),
            StepId.DIFFERENCES,
            "step_not_compared",
        ),
        (
            Facts(Fact(NOW, FJELL), Fact(NOW, FJELL), "fingerprint", 3),
            StepId.DIFFERENCES,
            "step_questions_open",
        ),
    ],
)
def test_a_step_that_lacks_a_fact_stops_the_journey_there(
    facts: Facts, stops: StepId, code: str
) -> None:
    journey = whole().answered(DifferencesAnswers()).knowing(facts)
    step = FLOW.furthest(journey)
    assert step.id is stops
    assert [problem.code for problem in step.problems(journey)] == [code]


def test_open_questions_can_be_left_alone() -> None:
    facts = replace(whole().facts, open=3)
    journey = whole().answered(DifferencesAnswers(skip_open=True)).knowing(facts)
    assert FLOW.furthest(journey).id is StepId.DONE


def test_looking_back_keeps_what_is_done() -> None:
    journey = whole().at(StepId.INTEGRATIONS)
    assert FLOW.settled(journey) is journey
    assert FLOW.state(journey, StepId.PASTE_KEY) is StepState.DONE


def test_answers_are_locked_once_a_run_has_begun() -> None:
    journey = whole()
    locked = [step for step in ORDER if FLOW.locked(journey, step)]
    assert locked == ORDER[: ORDER.index(StepId.PLAN) + 1]
    before = journey.answered(FirstSyncAnswers())
    assert not any(FLOW.locked(before, step) for step in ORDER)


def test_a_step_can_be_passed_by() -> None:
    hidden = tuple(
        replace(step, visible=lambda journey: False) if step.id is StepId.INTEGRATIONS else step
        for step in COMPANY
    )
    flow = Flow({Audience.COMPANY: hidden})
    assert StepId.INTEGRATIONS not in [step.id for step in flow.steps(Journey())]
    ahead = flow.next(whole().at(StepId.CHOOSE))
    assert ahead is not None
    assert ahead.id is StepId.CREATE_KEY
    assert not flow.available(whole(), StepId.INTEGRATIONS)
    with pytest.raises(KeyError):
        flow.step(Journey(), StepId.INTEGRATIONS)


def test_every_audience_has_a_branch_of_its_own() -> None:
    flow = Flow({Audience.COMPANY: COMPANY, Audience.OFFICE: COMPANY[:2]})
    office = Journey().answered(ChooseAnswers("svenn", Audience.OFFICE))
    assert [step.id for step in flow.steps(office)] == [StepId.CHOOSE, StepId.INTEGRATIONS]
    assert FLOW.audiences == (Audience.COMPANY, Audience.OFFICE)


@pytest.mark.parametrize("step", [*COMPANY, *OFFICE[4:]], ids=list(StepId))
def test_every_step_has_a_source_for_an_unattended_run(step: object) -> None:
    options = {
        option
        for command in get_command(app).commands.values()  # type: ignore[attr-defined]
        for parameter in command.params
        for option in parameter.opts
    }
    sources = step.source  # type: ignore[attr-defined]
    assert sources
    assert [one for one in sources if one not in options | set(Setup.model_fields)] == []


def test_every_key_of_the_set_up_file_answers_a_step() -> None:
    for branch in (COMPANY, OFFICE):
        asked = {source for step in branch for source in step.source}
        assert set(Setup.model_fields) - asked == {"version"}


def test_every_problem_of_a_step_has_its_sentence() -> None:
    journeys = [Journey(), whole(), whole().knowing(Facts())]
    codes = {
        problem.code
        for journey in journeys
        for step in (*COMPANY, *OFFICE)
        for problem in step.problems(journey)
    }
    assert len(codes) > 6
    assert codes <= set(SENTENCES)


def test_an_offices_journey_takes_an_offices_key() -> None:
    flow = Flow({Audience.OFFICE: COMPANY})
    journey = whole().answered(ChooseAnswers("svenn", Audience.OFFICE))
    step = flow.step(journey, StepId.PASTE_KEY)
    assert [problem.code for problem in step.problems(journey)] == ["step_key_not_offices"]
    office = Facts(Fact(NOW, replace(FJELL, key_type="office")))
    assert step.problems(journey.knowing(office)) == ()


def test_an_offices_journey_is_whole_where_every_step_is() -> None:
    assert FLOW.furthest(office()).id is StepId.BOARD
    assert [FLOW.state(office(), step.id) for step in OFFICE] == [
        *[StepState.DONE] * 8,
        StepState.HERE,
    ]


@pytest.mark.parametrize(
    ("lacking", "stops", "code"),
    [
        (ClientsAnswers(), StepId.GIVE_ACCESS, "step_no_clients"),
        (ConnectPartnerAnswers(kinds=()), StepId.CONNECT_CLIENTS, "step_no_kinds"),
        (ClientSyncAnswers("digest", begun=True), StepId.CLIENT_SYNC, "step_clients_not_synced"),
        (Facts(Fact(NOW, FJORD)), StepId.CONNECT_CLIENTS, "step_partner_not_opened"),
        (
            Facts(Fact(NOW, FJORD), Fact(NOW, REGISTER)),
            StepId.CLIENT_DIFFERENCES,
            "step_clients_not_compared",
        ),
        (Facts(Fact(NOW, FJELL)), StepId.PASTE_KEY, "step_key_not_offices"),
    ],
)
def test_what_an_offices_step_lacks_stops_the_journey_there(
    lacking: ClientsAnswers | Facts, stops: StepId, code: str
) -> None:
    facts = isinstance(lacking, Facts)
    journey = office().knowing(lacking) if facts else office().answered(lacking)  # type: ignore[arg-type]
    step = FLOW.furthest(journey)
    assert step.id is stops
    assert [problem.code for problem in step.problems(journey)] == [code]
    assert code in SENTENCES


@pytest.mark.parametrize("answers", [ClientDifferencesAnswers(), BoardAnswers()])
def test_open_questions_of_an_office_stop_nobody(answers: BoardAnswers) -> None:
    assert FLOW.furthest(office().answered(answers)).id is StepId.BOARD


def test_an_offices_answers_are_locked_while_its_clients_have_their_turn() -> None:
    order = [step.id for step in OFFICE]
    assert not any(FLOW.locked(office(), step) for step in order)
    begun = office().answered(ClientSyncAnswers("digest", begun=True))
    assert [one for one in order if FLOW.locked(begun, one)] == order[:7]
