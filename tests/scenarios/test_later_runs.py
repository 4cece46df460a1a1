"""Later synks: what is gone, what comes back, what was interrupted, and the proof of it all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from scenarios.registers import (
    AtPartner,
    Clock,
    InTripletex,
    P,
    T,
    contents,
    edit,
    held,
    planned,
    record,
    synced,
    world,
)
from sqlalchemy import text

from wizard.errors import FailedError, InterruptedRun, UsageError
from wizard.model.journal import RunState
from wizard.model.matching import Choice, Direction, Policy, Resolution
from wizard.model.plan import SyncPlan, Verb
from wizard.model.records import Kind, Record, Side
from wizard.store.store import SqlStore, open_store
from wizard.sync import engine
from wizard.sync.company import reserved
from wizard.sync.verify import verify
from wizard.sync.world import World

C = Kind.CUSTOMER
_COMPANIES = count(500)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlStore]:
    opened = open_store(tmp_path_factory.mktemp("later"))
    yield opened
    opened.close()


def customers(side: Side, numbers: range) -> list[Record]:
    prefix = side.value[0]
    return [
        record(C, side, f"{prefix}{n}", number=str(1000 + n), name=f"Kunde {n} AS") for n in numbers
    ]


@pytest.fixture
def agreed(store: SqlStore) -> World:
    """Twenty customers, linked by a first synk."""
    ours = InTripletex(customers(T, range(20)), company=next(_COMPANIES))
    pair = world(ours, AtPartner(customers(P, range(20))), store)
    synced(pair)
    return pair


def with_(pair: World, side: Side, records: list[Record]) -> World:
    """The same two, with other records on one side."""
    company = pair.endpoints[T].check().company
    assert company
    new = AtPartner(records) if side is P else InTripletex(records, company=company.id)
    return replace(pair, endpoints={**pair.endpoints, side: new})


def answered(pair: World, choice: Choice, reason: str, policy: Policy | None = None) -> SyncPlan:
    """The plan with all questions of a reason answered alike."""
    asked = planned(pair, policy or Policy())
    answers = [Resolution(one.id, choice) for one in asked.questions if one.reason == reason]
    assert answers
    return planned(pair, policy or Policy(), answers)


def test_one_edit_a_side_is_exactly_those_two_writes_and_then_none(agreed: World) -> None:
    edit(agreed.endpoints[T], C, "t3", city="Oslo")  # type: ignore[arg-type]
    edit(agreed.endpoints[P], C, "p4", email="ny@x.no")  # type: ignore[arg-type]
    report = synced(agreed)
    assert [(one.side, one.verb, one.key, dict(one.fields)) for one in report.lines] == [
        (P, "update", "1003", {"city": "Oslo"}),
        (T, "update", "1004", {"email": "ny@x.no"}),
    ]
    assert synced(agreed).lines == ()


@pytest.mark.parametrize("side", Side)
class TestARecordThatIsGone:
    def test_is_asked_about_and_left_alone_until_then(self, agreed: World, side: Side) -> None:
        fewer = with_(agreed, side, customers(side, range(19)))
        plan = planned(fewer)
        [question] = plan.questions
        assert (question.reason, question.subject) == (f"gone_{side.value}", "1019 Kunde 19 AS")
        assert plan.counts[C].questions == 1
        before = contents(fewer.endpoints[side.other])
        assert synced(fewer).lines == ()
        assert contents(fewer.endpoints[side.other]) == before
        assert [one.id for one in planned(fewer).questions] == [question.id]

    def test_is_left_alone_for_good_once_that_is_said(self, agreed: World, side: Side) -> None:
        fewer = with_(agreed, side, customers(side, range(19)))
        plan = answered(fewer, Choice.GONE, f"gone_{side.value}")
        assert plan.operations == ()
        engine.apply(plan, "{}", fewer)
        later = planned(fewer)
        assert (later.operations, later.questions) == ((), ())
        assert [one.problem.code for one in later.stops] == ["record_gone"]

        synced(agreed)  # it is there again
        assert [one.reason for one in planned(fewer).questions] == [f"gone_{side.value}"]

    def test_is_made_again_where_the_one_left_is_treated_as_new(
        self, agreed: World, side: Side
    ) -> None:
        fewer = with_(agreed, side, customers(side, range(19)))
        plan = answered(fewer, Choice.FORGET, f"gone_{side.value}")
        assert [(one.verb, one.side, one.key) for one in plan.operations] == [
            (Verb.CREATE, side, "1019")
        ]
        engine.apply(plan, "{}", fewer)
        assert len(held(fewer.endpoints[side], C)) == 20
        later = planned(fewer)
        assert (later.operations, later.questions) == ((), ())

    def test_is_no_longer_linked_where_nothing_may_be_made(self, agreed: World, side: Side) -> None:
        closed = Policy(create_missing=Direction.NONE)
        fewer = with_(agreed, side, customers(side, range(19)))
        plan = answered(fewer, Choice.FORGET, f"gone_{side.value}", closed)
        assert plan.operations == ()
        engine.apply(plan, "{}", fewer)
        later = planned(fewer, closed)
        assert (later.operations, later.questions) == ((), ())
        assert later.counts[C].only_tripletex + later.counts[C].only_partner == 1

    def test_waits_where_a_person_would_rather_wait(self, agreed: World, side: Side) -> None:
        fewer = with_(agreed, side, customers(side, range(19)))
        plan = answered(fewer, Choice.SKIP, f"gone_{side.value}")
        assert [one.problem.code for one in plan.stops] == ["skipped_by_decision"]
        engine.apply(plan, "{}", fewer)
        assert len(planned(fewer).questions) == 1


@pytest.mark.parametrize("side", Side)
class TestARegisterThatShrank:
    def test_stops_the_kind_with_one_question(self, agreed: World, side: Side) -> None:
        new = record(C, side.other, "new", number="5000", name="Ny AS")
        here = [*customers(side.other, range(20)), new]
        fewer = with_(with_(agreed, side, customers(side, range(15))), side.other, here)
        plan = planned(fewer)
        assert plan.operations == ()
        [question] = plan.questions
        held_here = {side: "15", side.other: "20"}
        assert (question.reason, question.tripletex, question.partner) == (
            "many_gone",
            held_here[T],
            held_here[P],
        )
        [stop] = plan.stops
        assert (stop.problem.code, stop.count) == ("known_records_gone", 6)

        assert answered(fewer, Choice.SKIP, "many_gone").operations == ()
        gone = answered(fewer, Choice.GONE, "many_gone")
        assert [(one.verb, one.key) for one in gone.operations] == [(Verb.CREATE, "5000")]
        anew = answered(fewer, Choice.FORGET, "many_gone")
        assert len([one for one in anew.operations if one.verb is Verb.CREATE]) == 6
        engine.apply(gone, "{}", fewer)
        later = planned(fewer)
        assert (later.operations, later.questions) == ((), ())


def test_a_run_is_proved_and_verified(agreed: World, store: SqlStore) -> None:
    edit(agreed.endpoints[T], C, "t3", city="Oslo")  # type: ignore[arg-type]
    edit(agreed.endpoints[P], C, "p3", city="Bergen")  # type: ignore[arg-type]
    [question] = planned(agreed).questions
    answer = Resolution(question.id, Choice.TRIPLETEX, None, "kari", "2026-11-21T09:00:00+00:00")
    report = engine.apply(planned(agreed, resolutions=[answer]), "{}", agreed)
    proof = report.proof
    assert proof
    assert [(one.kind, one.side, one.records) for one in proof.inputs if one.kind is C] == [
        (C, T, 20),
        (C, P, 20),
    ]
    assert {one.why_whole for one in proof.inputs} == {"read_whole"}
    assert proof.decisions == (answer,)
    assert proof.policy == Policy()
    assert proof.journal == store.journal(report.run.id)
    assert proof.journal
    assert proof.journal.rows == 2
    assert verify(report.run, store) == report

    again = synced(agreed).proof
    assert again
    digests = {one.side: one.digest for one in proof.inputs if one.kind is C}
    later = {one.side: one.digest for one in again.inputs if one.kind is C}
    assert digests[T] == later[T]
    assert digests[P] != later[P]


def test_an_input_says_how_whole_it_was_and_kinds_pointed_at_are_inputs_too(agreed: World) -> None:
    inputs = planned(agreed, kinds=[Kind.PROJECT]).inputs
    assert [(one.kind, one.side) for one in inputs] == [
        (Kind.EMPLOYEE, T),
        (C, T),
        (Kind.PROJECT, T),
        (Kind.PROJECT, P),
    ]


def spoil(store: SqlStore, statement: str, **values: object) -> None:
    with store.database.writing() as connection:
        connection.execute(text(statement), values)


def test_what_is_not_as_it_was_written_is_not_verified(agreed: World, store: SqlStore) -> None:
    edit(agreed.endpoints[T], C, "t3", city="Oslo")  # type: ignore[arg-type]
    report = synced(agreed)
    run = report.run.id
    assert report.proof
    for changed, code in (
        (replace(report, lines=()), "proof_line"),
        (replace(report, counts={}), "proof_counts"),
        (replace(report, proof=None), "proof_journal"),
        (replace(report, proof=replace(report.proof, journal=None)), "proof_journal"),
    ):
        store.finish_run(run, changed, ())
        with pytest.raises(FailedError) as wrong:
            verify(report.run, store)
        assert [one.code for one in wrong.value.problems] == [code]
    store.finish_run(run, report, ())
    verify(report.run, store)
    spoil(store, "UPDATE journal SET hash = NULL WHERE run = :run", run=run)
    spoil(store, "UPDATE runs SET chain = NULL WHERE id = :run", run=run)
    with pytest.raises(FailedError) as absent:
        verify(report.run, store)
    assert absent.value.problems[0].code == "proof_absent"
    assert absent.value.problems[0].subject == run


class _Stops:
    """Asks for a stop after so many writes."""

    def __init__(self, after: int) -> None:
        self.left = after

    def __call__(self) -> bool:
        self.left -= 1
        return self.left < 0


def interrupted(agreed: World, store: SqlStore) -> str:
    """A run that stopped after the first of its two writes."""
    edit(agreed.endpoints[T], C, "t3", city="Oslo")  # type: ignore[arg-type]
    edit(agreed.endpoints[P], C, "p4", email="ny@x.no")  # type: ignore[arg-type]
    with pytest.raises(InterruptedRun):
        engine.apply(planned(agreed), "{}", replace(agreed, stop=_Stops(1)))
    return store.runs()[0].id


def test_an_unfinished_run_comes_before_a_new_one(agreed: World, store: SqlStore) -> None:
    run = interrupted(agreed, store)
    with (
        pytest.raises(InterruptedRun) as refused,
        reserved(agreed.endpoints, store, agreed.clock),
    ):
        raise AssertionError("the company was given away")
    assert [(one.code, one.subject) for one in refused.value.problems] == [("run_unfinished", run)]
    assert verify(store.run(run), store).run.finished is None
    engine.resume(run, agreed)
    with reserved(agreed.endpoints, store, agreed.clock):
        assert planned(agreed).operations == ()


def test_a_run_whose_journal_is_broken_is_not_resumed_but_can_be_given_up(
    agreed: World, store: SqlStore
) -> None:
    run = interrupted(agreed, store)
    before = [contents(agreed.endpoints[side]) for side in Side]
    spoil(store, "DELETE FROM journal WHERE run = :run", run=run)
    with pytest.raises(FailedError) as broken:
        engine.resume(run, agreed)
    assert broken.value.problems[0].code == "store.journal_broken"
    assert [contents(agreed.endpoints[side]) for side in Side] == before

    store.give_up(run)
    assert store.run(run).state is RunState.GIVEN_UP
    with pytest.raises(UsageError) as closed:
        engine.resume(run, agreed)
    assert [(one.code, one.subject) for one in closed.value.problems] == [("run_given_up", run)]
    with reserved(agreed.endpoints, store, agreed.clock):
        synced(agreed)
    assert planned(agreed).operations == ()


def test_a_clock_set_back_during_a_run_is_said_in_its_report(agreed: World) -> None:
    clock = agreed.clock
    assert isinstance(clock, Clock)
    edit(agreed.endpoints[T], C, "t3", city="Oslo")  # type: ignore[arg-type]

    def set_back(*_: object) -> None:
        clock.time -= timedelta(days=1)

    report = engine.apply(planned(agreed), "{}", replace(agreed, watch=set_back))
    assert [one.code for one in report.stops] == ["clock_set_back"]
    assert planned(agreed).operations == ()


def test_a_plan_whose_numbers_are_wrong_is_reported_as_such(agreed: World) -> None:
    plan = planned(agreed)
    wrong = replace(plan, counts={C: replace(plan.counts[C], equal=19)})
    report = engine.apply(wrong, "{}", agreed)
    assert [one.code for one in report.stops] == ["proof_counts"]
