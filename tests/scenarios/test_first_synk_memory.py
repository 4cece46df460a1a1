"""The first synk and those after it, between two registers in memory and a real store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pytest
from scenarios import samples
from scenarios.registers import (
    AtPartner,
    InTripletex,
    P,
    T,
    edit,
    held,
    planned,
    record,
    synced,
    world,
)

from wizard.errors import RefusedError, UsageError
from wizard.model.journal import Phase
from wizard.model.mapping import MAPPINGS
from wizard.model.matching import Authority, Choice, Policy, Resolution
from wizard.model.plan import SyncPlan, Verb
from wizard.model.records import Kind, Side, Value
from wizard.store.store import SqlStore, open_store
from wizard.sync import engine
from wizard.sync.world import World

_COMPANIES = count(1)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlStore]:
    """One store; every test has a company of its own in it."""
    opened = open_store(tmp_path_factory.mktemp("synk"))
    yield opened
    opened.close()


@pytest.fixture
def both(store: SqlStore) -> World:
    """The sample registers."""
    tripletex = InTripletex(samples.ours(), company=next(_COMPANIES))
    return world(tripletex, AtPartner(samples.theirs()), store)


def side(world: World, side: Side) -> InTripletex | AtPartner:
    endpoint = world.endpoints[side]
    assert isinstance(endpoint, InTripletex | AtPartner)
    return endpoint


def predicted(plan: SyncPlan, world: World) -> dict[Side, Counter[tuple[object, ...]]]:
    """What the plan says will stand on both sides; an assigned number is any number."""
    found = {}
    for one in Side:
        now = {
            (kind, id_): dict(r.values)
            for kind in Kind
            for id_, r in held(side(world, one), kind).items()
        }
        for n, operation in enumerate(op for op in plan.operations if op.side is one):
            if operation.verb is Verb.CREATE:
                empty: dict[str, Value] = dict.fromkeys(MAPPINGS[operation.kind].fields)
                made = {**empty, **operation.fields}
                now[operation.kind, f"new {n}"] = made
            elif operation.fields and not operation.takes:
                now[operation.kind, operation.target or ""].update(operation.fields)
        found[one] = Counter(_anonymous(kind, values) for (kind, _), values in now.items())
    return found


def actual(world: World) -> dict[Side, Counter[tuple[object, ...]]]:
    return {
        one: Counter(
            _anonymous(kind, r.values)
            for kind in Kind
            for r in held(side(world, one), kind).values()
        )
        for one in Side
    }


def _anonymous(kind: Kind, values: object) -> tuple[object, ...]:
    assert isinstance(values, dict)
    known = {**values, "number": None} if values.get("name") == "Ny kunde" else values
    return (kind.value, *sorted((name, str(value)) for name, value in known.items()))


class TestTheFirstSynk:
    def test_does_in_every_record_what_the_plan_said(self, both: World) -> None:
        plan = planned(both)
        said = predicted(plan, both)
        report = engine.apply(plan, "{}", both)

        assert actual(both) == said
        assert {line.phase for line in report.lines} == {Phase.DONE}
        assert [line.key for line in report.lines] == [one.key for one in plan.operations]

    def test_leaves_nothing_for_a_second_one_and_asks_nothing_new(self, both: World) -> None:
        first = planned(both)
        engine.apply(first, "{}", both)
        second = planned(both)

        assert second.operations == ()
        assert {one.id for one in second.questions} == {one.id for one in first.questions}
        assert second.counts[Kind.CUSTOMER].differing == 0

    def test_gives_the_partner_the_number_that_tripletex_assigned(self, both: World) -> None:
        synced(both)
        number = held(side(both, P), Kind.CUSTOMER)["c9"].values["number"]
        assert number in {r.values["number"] for r in held(side(both, T), Kind.CUSTOMER).values()}

    def test_makes_the_department_before_the_employee_in_it(self, both: World) -> None:
        synced(both)
        [nils] = [
            r for r in held(side(both, T), Kind.EMPLOYEE).values() if r.values["number"] == "4"
        ]
        assert nils.values["department"] == "Lager"
        assert "Lager" in {r.values["name"] for r in held(side(both, T), Kind.DEPARTMENT).values()}

    def test_makes_the_employment_of_somebody_who_was_there(self, both: World) -> None:
        report = synced(both)
        assert held(side(both, T), Kind.EMPLOYEE)["3"].values["first_workday"] == "2020-01-01"
        assert report.counts[Kind.EMPLOYEE][T].updated == 2  # two writes on Per, and Kari

    def test_stores_the_ids_of_rows_that_had_none(self, both: World) -> None:
        assert not held(side(both, P), Kind.EMPLOYEE)["a1"].anchored
        synced(both)
        assert held(side(both, P), Kind.EMPLOYEE)["a1"].anchored

    def test_refuses_another_company_before_anything_is_written(
        self, both: World, store: SqlStore
    ) -> None:
        plan = planned(both)
        other = InTripletex(samples.ours(), company=next(_COMPANIES))
        before = len(store.runs())
        with pytest.raises(RefusedError) as refused:
            engine.apply(plan, "{}", world(other, side(both, P), store))
        assert refused.value.problems[0].code == "wrong_company"
        assert len(store.runs()) == before

    def test_refuses_another_partner(self, both: World, store: SqlStore) -> None:
        plan = replace(planned(both), partner="another.xlsx")
        with pytest.raises(UsageError):
            engine.apply(plan, "{}", both)

    def test_refuses_a_key_without_a_company(self, both: World, store: SqlStore) -> None:
        nobody = world(side(both, P), side(both, P), store)
        with pytest.raises(RefusedError) as refused:
            planned(nobody)
        assert refused.value.problems[0].code == "no_company"

    def test_of_some_kinds_only_points_at_the_others_as_tripletex_has_them(
        self, both: World
    ) -> None:
        plan = planned(both, kinds=[Kind.PROJECT])
        assert set(plan.counts) == {Kind.PROJECT}
        [made] = [one for one in plan.operations if one.side is P and one.verb is Verb.CREATE]
        assert (made.fields["customer_number"], made.fields["manager_number"]) == ("20002", "3")

    def test_a_finished_run_is_only_reported_again(self, both: World) -> None:
        report = synced(both)
        before = actual(both)
        assert engine.resume(report.run.id, both) == report
        assert engine.report_so_far(report.run, both.store).lines == report.lines
        assert actual(both) == before


def values_stopped(plan: SyncPlan, code: str) -> list[str]:
    return [one.problem.params["value"] for one in plan.stops if one.problem.code == code]


class TestLaterSynks:
    @pytest.fixture
    def agreed(self, both: World) -> World:
        synced(both)
        return both

    def test_one_edit_a_side_gives_exactly_those_two_writes(self, agreed: World) -> None:
        edit(side(agreed, T), Kind.CUSTOMER, "11", city="Oslo", name="Ås Bygg og Anlegg AS")
        edit(side(agreed, P), Kind.EMPLOYEE, "a1", phone_mobile="99999999")
        plan = planned(agreed)

        assert [(one.side, one.key, dict(one.fields)) for one in plan.operations] == [
            (P, "10001", {"name": "Ås Bygg og Anlegg AS", "city": "Oslo"}),
            (T, "1", {"phone_mobile": "99 99 99 99"}),
        ]
        engine.apply(plan, "{}", agreed)
        assert planned(agreed).operations == ()

    def test_the_same_edit_on_both_sides_is_agreed_and_remembered(self, agreed: World) -> None:
        for one, id_ in ((T, "11"), (P, "c1")):
            edit(side(agreed, one), Kind.CUSTOMER, id_, city="Oslo")
        synced(agreed)
        edit(side(agreed, T), Kind.CUSTOMER, "11", city="Bergen")
        [operation] = planned(agreed).operations
        assert (operation.side, operation.because) == (P, "tripletex_changed")

    def test_two_edits_of_one_field_are_a_question_that_can_be_answered(
        self, agreed: World
    ) -> None:
        edit(side(agreed, T), Kind.CUSTOMER, "11", city="Oslo")
        edit(side(agreed, P), Kind.CUSTOMER, "c1", city="Bergen")
        asked = planned(agreed)
        [question] = [one for one in asked.questions if one.field == "city"]
        assert question.reason == "both_changed"
        assert asked.operations == ()

        answer = Resolution(question.id, Choice.VALUE, "Trondheim")
        engine.apply(planned(agreed, resolutions=[answer]), "{}", agreed)
        assert held(side(agreed, T), Kind.CUSTOMER)["11"].values["city"] == "Trondheim"
        assert held(side(agreed, P), Kind.CUSTOMER)["c1"].values["city"] == "Trondheim"
        assert planned(agreed).operations == ()

    def test_a_value_that_is_emptied_is_never_emptied_across(self, agreed: World) -> None:
        edit(side(agreed, T), Kind.CUSTOMER, "11", organization_number=None)
        edit(side(agreed, P), Kind.EMPLOYEE, "a1", email=None)
        assert planned(agreed, Policy(Authority.TRIPLETEX)).operations == ()

    def test_a_record_that_is_gone_is_not_made_anew(self, store: SqlStore, agreed: World) -> None:
        left = [r for kind in Kind for r in held(side(agreed, P), kind).values() if r.id != "c1"]
        without = world(agreed.endpoints[T], AtPartner(left), store)
        plan = planned(without)
        assert plan.operations == ()
        [question] = [one for one in plan.questions if one.reason == "gone_partner"]
        assert (question.subject, question.tripletex, question.partner) == (
            "10001 Ås Bygg AS",
            "10001 Ås Bygg AS",
            "",
        )

    def test_a_number_in_use_is_not_given_to_a_second_record(self, agreed: World) -> None:
        edit(side(agreed, T), Kind.CUSTOMER, "11", number="88")
        plan = planned(agreed, kinds=[Kind.CUSTOMER])
        assert plan.operations == ()
        assert values_stopped(plan, "value_taken") == ["88"]

    def test_a_number_that_others_point_at_is_left_as_it_is(self, agreed: World) -> None:
        edit(side(agreed, T), Kind.CUSTOMER, "11", number="4711")
        plan = planned(agreed)
        assert plan.operations == ()
        assert values_stopped(plan, "number_pointed") == ["4711"]

        # nothing at the partner points at projects
        edit(side(agreed, T), Kind.PROJECT, "21", number="4711")
        assert [dict(one.fields) for one in planned(agreed).operations] == [{"number": "4711"}]

    def test_a_number_that_two_have_is_given_to_nobody_who_is_pointed_at(
        self, store: SqlStore
    ) -> None:
        kari = {"first_name": "Kari", "last_name": "Moe", "date_of_birth": "1990-05-05"}
        ours = [
            record(Kind.EMPLOYEE, T, "1", number="2", **kari),
            record(Kind.EMPLOYEE, T, "2", number="2", first_name="Ola", last_name="Ås"),
        ]
        theirs = [
            record(Kind.EMPLOYEE, P, "p1", **kari),
            record(Kind.PROJECT, P, "p2", name="Hus", manager_number="2"),
        ]
        pair = world(InTripletex(ours, company=next(_COMPANIES)), AtPartner(theirs), store)
        plan = planned(pair)
        assert values_stopped(plan, "number_pointed") == ["2"]
        engine.apply(plan, "{}", pair)
        assert planned(pair).operations == ()

    def test_a_key_that_lost_its_rights_creates_nothing(
        self, store: SqlStore, agreed: World
    ) -> None:
        company = side(agreed, T).check().company
        assert company is not None
        blind = world(InTripletex([], company=company.id), agreed.endpoints[P], store)
        plan = planned(blind, kinds=[Kind.CUSTOMER])
        assert plan.operations == ()
        assert {stop.problem.code for stop in plan.stops} == {
            "known_records_gone",
            "value_not_organization_number",
        }


def test_an_assigned_number_that_the_partner_uses_is_not_given_back(store: SqlStore) -> None:
    theirs = [
        record(Kind.CUSTOMER, P, "c1", name="Ny kunde"),
        record(Kind.CUSTOMER, P, "c2", number="10001", name="Feil", organization_number="123"),
    ]
    pair = world(InTripletex([], company=next(_COMPANIES)), AtPartner(theirs), store)
    report = synced(pair)
    [line] = [one for one in report.lines if one.side is P]
    assert (line.phase, line.problem and line.problem.code) == (Phase.SKIPPED, "value_taken")
    assert held(side(pair, P), Kind.CUSTOMER)["c1"].values["number"] is None
    assert planned(pair).operations == ()


def test_numbers_that_are_planned_are_not_assigned_to_others(store: SqlStore) -> None:
    theirs = [
        record(Kind.CUSTOMER, P, "c1", name="Ny kunde"),
        record(Kind.CUSTOMER, P, "c2", number="10001", name="Berg"),
    ]
    pair = world(InTripletex([], company=next(_COMPANIES)), AtPartner(theirs), store)
    synced(pair)
    numbers = {
        r.values["name"]: r.values["number"] for r in held(side(pair, T), Kind.CUSTOMER).values()
    }
    assert numbers == {"Berg": "10001", "Ny kunde": "10002"}


def test_a_manager_without_a_number_is_never_written_as_nobody(store: SqlStore) -> None:
    ours = [
        record(Kind.EMPLOYEE, T, "1", number="1", first_name="Kari", last_name="Moe"),
        record(Kind.EMPLOYEE, T, "2", first_name="Ola", last_name="Vik"),
        replace(
            record(Kind.PROJECT, T, "9", number="9", name="Hus"), handles={"manager_number": "2"}
        ),
    ]
    theirs = [record(Kind.PROJECT, P, "p9", number="9", name="Hus", manager_number="1")]
    pair = world(InTripletex(ours, company=next(_COMPANIES)), AtPartner(theirs), store)
    policy = Policy(Authority.TRIPLETEX)
    synced(pair, policy)

    assert held(side(pair, P), Kind.PROJECT)["p9"].values["manager_number"] == "1"
    again = planned(pair, policy)
    assert again.operations == ()
    assert "reference_unnumbered" in {stop.problem.code for stop in again.stops}


def test_a_number_that_only_tripletex_knows_means_that_record(store: SqlStore) -> None:
    """Tripletex's own ids look like numbers, and must never be taken for them."""
    ours = [
        record(Kind.EMPLOYEE, T, "5", number="5", first_name="Kari", last_name="Moe"),
        record(Kind.CUSTOMER, T, "8", number="7", name="Berg"),
        record(Kind.CUSTOMER, T, "9", number="8", name="Eik"),
    ]
    hus = {"name": "Hus", "customer_number": "7", "manager_number": "5", "start_date": "2024-01-01"}
    theirs = [
        record(Kind.CUSTOMER, P, "c8", number="8", name="Eik"),
        record(Kind.PROJECT, P, "p1", number="1", **hus),
    ]
    pair = world(InTripletex(ours, company=next(_COMPANIES)), AtPartner(theirs), store)
    [made] = [one for one in planned(pair).operations if one.kind is Kind.PROJECT]
    assert {name: one.id for name, one in made.references.items()} == {
        "customer_number": "8",
        "manager_number": "5",
    }
