"""The first synk and those after it, between two registers in memory and a real store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scenarios import samples
from scenarios.registers import (
    KINDS,
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
from wizard.model.matching import Authority, Choice, Direction, Policy, Resolution
from wizard.model.plan import SyncPlan, Verb
from wizard.model.records import Kind, Record, Side, Value
from wizard.store.store import SqlStore, open_store
from wizard.sync import engine
from wizard.sync.apply import World
from wizard.sync.spelling import key

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
        assert [s.problem.code for s in plan.stops if s.problem.subject == "10001 Ås Bygg AS"] == [
            "record_gone"
        ]

    def test_a_number_in_use_is_not_given_to_a_second_record(self, agreed: World) -> None:
        edit(side(agreed, T), Kind.CUSTOMER, "11", number="88")
        plan = planned(agreed)
        assert plan.operations == ()
        assert [
            s.problem.params["value"] for s in plan.stops if s.problem.code == "value_taken"
        ] == ["88"]

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


_NUMBERS = st.sampled_from([None, None, "1", "2", "02", "3", "10001", "10002"])
_FIRMS = st.sampled_from(["Ås Bygg AS", "Aas Bygg", "Berg AS", "Berg", "Eik", "Lie AS"])
_ORGANIZATIONS = st.sampled_from([None, None, "923609016", "974760673", "923 609 016 MVA", "1"])
_EMAILS = st.sampled_from([None, None, "a@x.no", "B@x.no", "ikke epost"])
_PEOPLE = st.sampled_from([("Kari", "Moe"), ("Karin", "Moe"), ("Ola", "Ås"), ("Ola", "Aas")])
_BIRTHS = st.sampled_from([None, "1980-01-01", "1990-05-05"])
_DIRECTIONS = st.sampled_from(list(Direction))

_customers = st.lists(
    st.fixed_dictionaries(
        {
            "number": _NUMBERS,
            "name": _FIRMS,
            "organization_number": _ORGANIZATIONS,
            "email": _EMAILS,
            "is_private": st.sampled_from([None, False, True]),
        }
    ),
    max_size=5,
)
_employees = st.lists(
    st.tuples(_PEOPLE, _NUMBERS, _EMAILS, _BIRTHS).map(
        lambda one: {
            "first_name": one[0][0],
            "last_name": one[0][1],
            "number": one[1],
            "email": one[2],
            "date_of_birth": one[3],
        }
    ),
    max_size=4,
)
_projects = st.lists(
    st.fixed_dictionaries(
        {
            "number": _NUMBERS,
            "name": st.sampled_from(["Hus", "Hus 2", "Bru"]),
            "customer_number": _NUMBERS,
            "manager_number": _NUMBERS,
            "start_date": st.sampled_from([None, "2024-01-01"]),
        }
    ),
    max_size=4,
)
_register = st.tuples(_employees, _customers, _projects)
_policies = st.builds(
    Policy, st.sampled_from(list(Authority)), create_missing=_DIRECTIONS, fill_missing=_DIRECTIONS
)


def _records(side: Side, register: tuple[list[dict[str, Value]], ...]) -> list[Record]:
    return [
        record(kind, side, f"{kind.value[0]}{n}", **values)
        for kind, entries in zip(KINDS, register, strict=True)
        for n, values in enumerate(entries)
    ]


def _shared(side_: InTripletex | AtPartner) -> set[tuple[Kind, str, Value]]:
    """Numbers and valid organisation numbers that several records of a side have."""
    times: Counter[tuple[Kind, str, Value]] = Counter()
    for kind in KINDS:
        for one in held(side_, kind).values():
            for name in ("number", "organization_number"):
                value = (
                    key(MAPPINGS[kind].fields[name], one.values[name])
                    if name in one.values
                    else None
                )
                if value is not None and (name == "number" or len(str(value)) == 9):
                    times[kind, name, value] += 1
    return {what for what, often in times.items() if often > 1}


@settings(max_examples=2500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_register, _register, _policies)
def test_whatever_the_registers_hold(
    store: SqlStore,
    ours: tuple[list[dict[str, Value]], ...],
    theirs: tuple[list[dict[str, Value]], ...],
    policy: Policy,
) -> None:
    # Tripletex assigns numbers above these, so that none of the pool's comes into being later
    last = [
        record(Kind.CUSTOMER, T, "last", number="90000", name="Siste"),
        record(Kind.PROJECT, T, "last", number="90000", name="Siste"),
    ]
    tripletex = InTripletex([*_records(T, ours), *last], company=next(_COMPANIES))
    pair = world(tripletex, AtPartner(_records(P, theirs)), store)
    shared = {one: _shared(side(pair, one)) for one in Side}
    before = {(one, k): held(side(pair, one), k) for one in Side for k in KINDS}
    plan = planned(pair, policy)

    for kind in KINDS:
        counts = plan.counts[kind]
        states = counts.only_tripletex + counts.only_partner + counts.blocked + counts.questions
        pairs = len(before[T, kind]) + len(before[P, kind]) - states - counts.linked
        assert counts.linked == counts.equal + counts.differing
        # a pair holds two records and counts once, be it linked, stopped or asked about
        assert counts.linked <= pairs <= counts.linked + counts.blocked + counts.questions

    report = engine.apply(plan, "{}", pair)
    assert report.clean
    assert {line.phase for line in report.lines} <= {Phase.DONE, Phase.SKIPPED}
    for one in Side:
        assert _shared(side(pair, one)) <= shared[one]
        for kind in KINDS:
            after = held(side(pair, one), kind)
            for id_, was in before[one, kind].items():
                cleared = [
                    n for n, value in was.values.items() if value and not after[id_].values[n]
                ]
                assert not cleared
    again = planned(pair, policy)
    assert again.operations == ()
    assert {one.id for one in again.questions} <= {one.id for one in plan.questions}
