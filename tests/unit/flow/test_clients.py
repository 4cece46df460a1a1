"""What is known of an office's clients, and the journey of one of them."""

from __future__ import annotations

from dataclasses import replace

from unit.flow.travels import NOW, office
from unit.review.registers import registers

from wizard.flow.answers import ClientDifferencesAnswers, DifferencesAnswers, FirstSyncAnswers
from wizard.flow.clients import ClientResult, Packed, compared, digest, journey_for, questions_of
from wizard.flow.setupfile import setup_of
from wizard.model.batch import ClientState, Member
from wizard.model.codec import plan_to_json
from wizard.model.connection import Company
from wizard.model.matching import Authority, Choice, Conflict, Policy
from wizard.model.records import Kind
from wizard.sync.engine import make_plan

FJELL, HAVGAP = Company(1, "Fjell", "NO 923 609 016 MVA"), Company(2, "Havgap", "974760673")
SIDES = (Choice.TRIPLETEX, Choice.PARTNER, Choice.SKIP)


def question(id_: str, field: str = "email") -> Conflict:
    return Conflict(id_, Kind.CUSTOMER, "first_seen", f"kunde {id_}", SIDES, field)


def result(client: Company, *questions: Conflict) -> ClientResult:
    state = ClientState.DECIDE if questions else ClientState.WAITING
    return ClientResult(Member(client, state), NOW, client.name, questions=questions)


def test_the_same_question_of_many_clients_is_one() -> None:
    results = {1: result(FJELL, question("a"), question("b")), 2: result(HAVGAP, question("c"))}
    [one] = questions_of(results)
    assert (one.count, one.clients) == (3, ("923609016", "974760673"))


def test_who_can_be_synced_has_been_compared_and_waits_for_nobody() -> None:
    assert result(FJELL).ready
    assert not result(FJELL, question("a")).ready
    assert not ClientResult(Member(FJELL), NOW).ready
    assert not ClientResult(Member(FJELL, ClientState.DONE), NOW, "abc").ready


def test_what_is_shown_of_a_client_is_the_very_plan_that_is_carried_out() -> None:
    plan = make_plan(registers(), Policy(Authority.PARTNER))
    names = [f"Åse\n{at}" for at in range(len(plan.operations))]
    packed = Packed.of(plan, names)
    assert packed.opened() == (plan, names)
    assert packed.text == plan_to_json(plan)
    assert "Åse" not in repr(packed)


def test_only_a_client_without_questions_has_a_plan_to_carry_out() -> None:
    member = Member(FJELL)
    asks = make_plan(registers(), Policy())
    settled = replace(asks, questions=())
    names = [""] * len(asks.operations)
    assert compared(member, asks, at=NOW, names=names).plan is None
    made = compared(member, settled, at=NOW, names=names)
    assert made.ready
    assert made.plan == Packed.of(settled, names)


def test_what_was_shown_has_a_digest_of_the_chosen_only() -> None:
    results = {1: result(FJELL), 2: result(HAVGAP)}
    both, one = digest(results, ["923609016", "974760673"]), digest(results, ["923609016"])
    assert both != one
    assert one == digest({1: results[1]}, ["923609016"])
    assert digest({}, ["923609016"]) == ""


def test_one_clients_journey_has_its_own_answers_over_the_offices() -> None:
    journey = journey_for(office(), "923609016", "run-1")
    said = office().of(ClientDifferencesAnswers)
    assert journey.of(DifferencesAnswers) == DifferencesAnswers(
        said.own["923609016"], office=said.office
    )
    assert setup_of(journey)["scope"]["clients"] == ["923609016"]
    assert journey.of(FirstSyncAnswers).run == "run-1"
    other = journey_for(office(), "974760673")
    assert other.of(DifferencesAnswers) == DifferencesAnswers(office=said.office)
