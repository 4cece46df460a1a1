"""One number on two subjects, answered every way: nothing is merged and nothing made twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count

import pytest
from scenarios.faults import TRANSIENT, Fault, Faulty, Slow
from scenarios.registers import AtPartner, InTripletex, P, T, contents, held, planned, record, world

from wizard.errors import InterruptedRun
from wizard.model.journal import SyncReport
from wizard.model.matching import Authority, Choice, Policy, Resolution
from wizard.model.plan import SyncPlan, Verb
from wizard.model.records import Kind, Record, Side, Value
from wizard.store.store import SqlStore, open_store
from wizard.sync import engine
from wizard.sync.world import World

_COMPANIES = count(1)
OURS, THEIRS = Choice.RENUMBER_TRIPLETEX, Choice.RENUMBER_PARTNER
C, J = Kind.CUSTOMER, Kind.PROJECT


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlStore]:
    """One store; every test has a company of its own in it."""
    opened = open_store(tmp_path_factory.mktemp("collisions"))
    yield opened
    opened.close()


def ours() -> list[Record]:
    started: dict[str, Value] = {"start_date": "2024-01-01"}
    return [
        record(Kind.EMPLOYEE, T, "1", number="1", first_name="Kari", last_name="Moe"),
        record(C, T, "11", number="7", name="Berg"),
        record(C, T, "12", number="8", name="Lie"),
        record(C, T, "13", number="30", name="Vik"),
        replace(
            record(J, T, "21", number="1", name="Hus", manager_number="1", **started),
            handles={"customer_number": "11"},
        ),
    ]


def theirs() -> list[Record]:
    return [
        record(C, P, "a", number="7", name="Eik", anchored=False),
        record(C, P, "b", number="8", name="Furu"),
        record(C, P, "c", number="41", name="Gran"),
    ]


@pytest.fixture
def both(store: SqlStore) -> World:
    return world(InTripletex(ours(), company=next(_COMPANIES)), AtPartner(theirs()), store)


def answered(pair: World, *choices: Choice) -> SyncPlan:
    """The plan with these answers to the collisions, in their order."""
    questions = planned(pair).questions
    answers = [Resolution(q.id, choice) for q, choice in zip(questions, choices, strict=True)]
    return planned(pair, resolutions=answers)


def customers(pair: World) -> dict[Side, Counter[tuple[Value, Value]]]:
    return {
        side: Counter(
            (one.values["number"], one.values["name"]) for one in held_of(pair, side, C).values()
        )
        for side in Side
    }


def held_of(pair: World, side: Side, kind: Kind) -> dict[str, Record]:
    endpoint = pair.endpoints[side]
    return held(endpoint, kind)


def test_a_collision_is_asked_about_with_every_way_out(both: World) -> None:
    plan = planned(both)
    assert [(one.reason, one.options) for one in plan.questions] == [
        ("same_number", (Choice.LINK, OURS, THEIRS, Choice.SKIP))
    ] * 2
    assert plan.counts[C].questions == 2


@pytest.mark.parametrize(
    ("choices", "numbers"),
    [
        ((OURS, OURS), {"Berg": "42", "Eik": "7", "Lie": "43", "Furu": "8"}),
        ((THEIRS, THEIRS), {"Berg": "7", "Eik": "42", "Lie": "8", "Furu": "43"}),
        ((OURS, THEIRS), {"Berg": "42", "Eik": "7", "Lie": "8", "Furu": "43"}),
    ],
)
def test_a_new_number_keeps_the_two_apart(
    both: World, choices: Sequence[Choice], numbers: dict[str, str]
) -> None:
    plan = answered(both, *choices)
    assert not plan.questions
    assert plan.counts[C].only_tripletex == plan.counts[C].only_partner == 3

    report = engine.apply(plan, "{}", both)
    assert report.clean
    wanted = {"Vik": "30", "Gran": "41", **numbers}
    expected = Counter({(number, name): 1 for name, number in wanted.items()})
    assert customers(both) == {T: expected, P: expected}
    again = planned(both)
    assert (again.operations, again.questions) == ((), ())
    assert again.counts[C].equal == 6


def test_the_number_is_given_up_before_another_takes_it(both: World) -> None:
    plan = answered(both, OURS, THEIRS)
    renumbers = plan.operations[:2]
    assert [(one.verb, one.side, one.key, one.fields) for one in renumbers] == [
        (Verb.UPDATE, P, "8", {"number": "43"}),
        (Verb.UPDATE, T, "7", {"number": "42"}),
    ]
    made = {
        (one.side, one.fields["name"]): one.needs
        for one in plan.operations
        if one.verb is Verb.CREATE and one.kind is C
    }
    by_key = {one.key: one.id for one in renumbers}
    assert made[P, "Berg"] == made[T, "Eik"] == (by_key["7"],)
    assert made[P, "Lie"] == made[T, "Furu"] == (by_key["8"],)
    assert made[P, "Vik"] == made[T, "Gran"] == ()


def test_a_project_follows_its_customer_to_the_new_number(both: World) -> None:
    plan = answered(both, OURS, Choice.SKIP)
    [project] = [one for one in plan.operations if one.kind is J]
    assert (project.side, project.fields["customer_number"]) == (P, "42")
    engine.apply(plan, "{}", both)
    [made] = held_of(both, P, J).values()
    assert made.values["customer_number"] == "42"
    assert planned(both).operations == ()


def test_a_number_that_the_partners_projects_point_at_is_kept_there(store: SqlStore) -> None:
    pointing = record(J, P, "p1", number="9", name="Bru", customer_number="7")
    pair = world(
        InTripletex(ours(), company=next(_COMPANIES)), AtPartner([*theirs(), pointing]), store
    )
    options = [one.options for one in planned(pair).questions if one.kind is C]
    assert options == [
        (Choice.LINK, OURS, Choice.SKIP),
        (Choice.LINK, OURS, THEIRS, Choice.SKIP),
    ]
    only = planned(pair, kinds=[C])  # what points at customers was not read
    assert {one.options for one in only.questions} == {(Choice.LINK, OURS, Choice.SKIP)}


def test_what_cannot_be_made_across_keeps_its_number(store: SqlStore) -> None:
    hus: dict[str, Value] = {"number": "1", "start_date": "2024-01-01", "manager_number": "1"}
    kari = {"number": "1", "first_name": "Kari", "last_name": "Moe"}
    tripletex = [record(Kind.EMPLOYEE, T, "1", **kari), record(J, T, "21", name="Hus", **hus)]
    partner = [
        record(Kind.EMPLOYEE, P, "e", **kari),
        record(J, P, "p1", number="1", name="Uten dato"),
    ]
    pair = world(InTripletex(tripletex, company=next(_COMPANIES)), AtPartner(partner), store)
    plan = answered(pair, OURS)
    assert [one.kind for one in plan.operations] == [Kind.EMPLOYEE]
    assert [one.problem.code for one in plan.stops] == ["missing_required"]
    assert (plan.stops[0].side, plan.counts[J].blocked) == (T, 1)


@pytest.mark.parametrize("choice", [OURS, THEIRS])
@pytest.mark.parametrize("fault", TRANSIENT)
@pytest.mark.parametrize("at", range(4))
def test_whatever_fails_nobody_ever_shares_a_number(
    store: SqlStore, choice: Choice, fault: Fault, at: int
) -> None:
    sides = InTripletex(ours(), company=next(_COMPANIES)), AtPartner(theirs())
    plan = answered(world(*sides, store), choice, choice)
    faulty = [_Watched(one, iter([*[None] * at, fault])) for one in sides]
    pair = World({T: faulty[0], P: faulty[1]}, store, Slow(faulty))
    _finish(pair, plan)

    calm = world(InTripletex(ours(), company=next(_COMPANIES)), AtPartner(theirs()), store)
    engine.apply(answered(calm, choice, choice), "{}", calm)
    assert [contents(one) for one in sides] == [contents(calm.endpoints[side]) for side in Side]
    assert planned(world(*sides, store)).operations == ()


class _Watched(Faulty):
    """Looks after every write that no two customers of the side have one number."""

    def _write(self, kind, writes, carry_out):  # type: ignore[no-untyped-def]
        outcomes = super()._write(kind, writes, carry_out)
        numbers = Counter(one.values["number"] for one in held(self._inner, C).values())
        assert set(numbers.values()) == {1}
        return outcomes


def _finish(pair: World, plan: SyncPlan) -> SyncReport:
    try:
        return engine.apply(plan, "{}", pair)
    except InterruptedRun:
        run = pair.store.runs()[0].id
    while True:  # a schedule holds one fault a side
        try:
            return engine.resume(run, pair)
        except InterruptedRun:
            continue


def test_a_number_shared_with_one_that_waits_is_kept(store: SqlStore) -> None:
    """Berg is number 2 in Tripletex; the partner has it twice under number 1."""
    tripletex = [record(C, T, "1", number="2", name="Berg AS", email="a@x.no")]
    partner = [
        record(C, P, "a", number="1", name="Berg AS"),
        record(C, P, "b", number="1", name="Berg AS", email="a@x.no"),
    ]
    pair = world(InTripletex(tripletex, company=next(_COMPANIES)), AtPartner(partner), store)
    policy = Policy(Authority.TRIPLETEX)
    plan = planned(pair, policy)
    assert [one.verb for one in plan.operations] == [Verb.LINK]
    assert [(one.problem.code, one.problem.params) for one in plan.stops] == [
        ("value_shared", {"field": "number", "value": "2", "other": "1 Berg AS"}),
        ("record_double", {"other": "1 Berg AS"}),
    ]
    engine.apply(plan, "{}", pair)
    assert planned(pair, policy).operations == ()
