"""Nothing twice, nothing lost: whatever fails, and wherever the program dies."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count

import pytest
from scenarios import samples
from scenarios.faults import (
    SIDE_CALLS,
    STORE_CALLS,
    TRANSIENT,
    CrashError,
    Fault,
    Faulty,
    Fuse,
    Fused,
    Slow,
    schedule,
)
from scenarios.registers import (
    AtPartner,
    Clock,
    InTripletex,
    P,
    T,
    contents,
    held,
    planned,
    record,
    synced,
    world,
)

from wizard.errors import InterruptedRun
from wizard.model.journal import Phase, SyncReport
from wizard.model.plan import SyncPlan
from wizard.model.ports import Endpoint
from wizard.model.records import Kind, Record, Side
from wizard.store.store import SqlStore, open_store
from wizard.sync import engine
from wizard.sync.world import World

_COMPANIES = count(1)
NOTHING: Iterator[Fault | None] = iter(())
Sides = dict[Side, Counter[tuple[object, ...]]]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlStore]:
    """One store for all runs here; each has a company of its own."""
    opened = open_store(tmp_path_factory.mktemp("never_twice"))
    yield opened
    opened.close()


def sides(
    ours: Sequence[Record] | None = None, theirs: Sequence[Record] | None = None
) -> tuple[InTripletex, AtPartner]:
    tripletex = InTripletex(samples.ours() if ours is None else ours, company=next(_COMPANIES))
    return tripletex, AtPartner(samples.theirs() if theirs is None else theirs)


def apart(world: World, undisturbed: Sides) -> list[object]:
    """What is on a side and should not be, and what should be and is not."""
    return [
        (side, extra, missing)
        for side, now in standing(world).items()
        if (extra := now - undisturbed[side]) | (missing := undisturbed[side] - now)
    ]


def standing(world: World) -> Sides:
    return {side: contents(endpoint) for side, endpoint in world.endpoints.items()}


@pytest.fixture(scope="module")
def undisturbed(store: SqlStore) -> Sides:
    """What stands on both sides after a run that nothing disturbs."""
    calm = world(*sides(), store)
    report = synced(calm)
    assert report.clean
    assert len(report.lines) > 15
    return standing(calm)


def disturbed(
    pair: tuple[InTripletex, AtPartner],
    store: SqlStore,
    ours: Iterator[Fault | None] = NOTHING,
    theirs: Iterator[Fault | None] = NOTHING,
) -> World:
    faulty = Faulty(pair[0], ours), Faulty(pair[1], theirs)
    return World({T: faulty[0], P: faulty[1]}, store, Slow(faulty))


def finished(world: World, plan: SyncPlan, again: int = 20) -> SyncReport:
    """The report of a run that is resumed until it comes to its end."""
    try:
        return engine.apply(plan, "{}", world)
    except InterruptedRun:
        run = world.store.runs()[0].id
    for _ in range(again):
        try:
            return engine.resume(run, world)
        except InterruptedRun:
            continue
    raise AssertionError(f"still not finished after {again} more attempts")


def ended(report: SyncReport) -> bool:
    """Whether every operation came to an end, and none is open without a word about it."""
    return all(
        line.phase in (Phase.DONE, Phase.FAILED, Phase.SKIPPED)
        or (line.phase is Phase.UNCERTAIN and line.problem is not None)
        for line in report.lines
    )


class TestOneFault:
    @pytest.mark.parametrize("fault", TRANSIENT)
    @pytest.mark.parametrize("side", [T, P])
    def test_at_any_call_changes_nothing_in_the_end(
        self, fault: Fault, side: Side, store: SqlStore, undisturbed: Sides
    ) -> None:
        for call in range(1, 12):
            pair = sides()
            plan = planned(world(*pair, store))
            at = schedule({call: fault})
            shaken = disturbed(pair, store, *((at,) if side is T else (NOTHING, at)))
            report = finished(shaken, plan)

            where = f"{fault} at call {call} on {side}"
            assert not apart(world(*pair, store), undisturbed), where
            assert {line.phase for line in report.lines} == {Phase.DONE}, where
            assert not planned(world(*pair, store)).operations, where

    @pytest.mark.parametrize("fault", [Fault.REJECTED, Fault.STALE, Fault.EXISTS])
    @pytest.mark.parametrize("side", [T, P])
    def test_that_refuses_is_reported_and_the_next_synk_makes_it_good(
        self, fault: Fault, side: Side, store: SqlStore, undisturbed: Sides
    ) -> None:
        for call in range(1, 9):
            pair = sides()
            calm = world(*pair, store)
            plan = planned(calm)
            at = schedule({call: fault})
            report = finished(
                disturbed(pair, store, *((at,) if side is T else (NOTHING, at))), plan
            )
            assert ended(report)
            assert all(line.problem for line in report.lines if line.phase is not Phase.DONE)
            synced(calm)
            assert not apart(calm, undisturbed), f"{fault} at call {call} on {side}"


def test_random_faults_on_both_sides_never_make_two_nor_lose_one(
    store: SqlStore, undisturbed: Sides
) -> None:
    for seed in range(150):
        dice = random.Random(seed)
        often = dice.choice([0.05, 0.2, 0.5])
        faults = [
            [dice.choice(list(Fault)) if dice.random() < often else None for _ in range(40)]
            for _ in range(2)
        ]
        pair = sides()
        calm = world(*pair, store)
        plan = planned(calm)
        report = finished(disturbed(pair, store, *map(iter, faults)), plan, again=80)

        assert ended(report), f"seed {seed}"
        # what was refused is made good by the next synk, or by the one after it
        for _ in range(3):
            if planned(calm).operations:
                synced(calm)
        assert not apart(calm, undisturbed), f"seed {seed}"
        assert not planned(calm).operations, f"seed {seed}"


def fused(calm: World, fuse: Fuse) -> World:
    """The same world for a program that dies when the fuse blows."""
    endpoints = {side: Fused(one, fuse, SIDE_CALLS) for side, one in calm.endpoints.items()}
    return World(endpoints, Fused(calm.store, fuse, STORE_CALLS), Clock())


def gone_on_with(plan: SyncPlan, calm: World) -> SyncReport:
    """What the next program makes of a plan that another died over."""
    begun = [one.id for one in calm.store.runs() if one.fingerprint == plan.fingerprint]
    return engine.resume(begun[0], calm) if begun else engine.apply(plan, "{}", calm)


def test_a_crash_at_any_call_of_a_run_is_made_good(store: SqlStore, undisturbed: Sides) -> None:
    for crash in count(1):
        pair = sides()
        calm = world(*pair, store)
        plan = planned(calm)
        fuse = Fuse(crash)
        try:
            engine.apply(plan, "{}", fused(calm, fuse))
        except CrashError:
            report = gone_on_with(plan, calm)
            assert {line.phase for line in report.lines} == {Phase.DONE}, f"crash {crash}"
        assert not apart(calm, undisturbed), f"crash {crash}"
        assert not planned(calm).operations, f"crash {crash}"
        if not fuse.blown:
            break
    assert crash > 40


def test_two_crashes_in_a_row_are_made_good_too(store: SqlStore, undisturbed: Sides) -> None:
    for seed in range(30):
        dice = random.Random(seed)
        pair = sides()
        calm = world(*pair, store)
        plan = planned(calm)
        run = None
        for _ in range(3):
            fuse = Fuse(dice.randrange(3, 40))
            try:
                if run:
                    engine.resume(run, fused(calm, fuse))
                else:
                    engine.apply(plan, "{}", fused(calm, fuse))
            except CrashError:
                run = store.runs()[0].id
        if run:
            engine.resume(run, calm)
        assert not apart(calm, undisturbed), f"seed {seed}"


class TestRecordsOfOneName:
    """Records without any key are found again by name alone, which is how they get mixed up."""

    def namesakes(self) -> list[Record]:
        return [record(Kind.CUSTOMER, P, f"c{n}", name="Ny kunde") for n in range(3)]

    def test_a_crash_at_any_call_leaves_each_its_own(self, store: SqlStore) -> None:
        for crash in count(1):
            pair = sides([], self.namesakes())
            calm = world(*pair, store)
            plan = planned(calm)
            fuse = Fuse(crash)
            try:
                engine.apply(plan, "{}", fused(calm, fuse))
            except CrashError:
                gone_on_with(plan, calm)
            links = store.links(plan.company.id, plan.partner, Kind.CUSTOMER)
            assert len(held(pair[0], Kind.CUSTOMER)) == 3, f"crash {crash}"
            assert len(set(links.values())) == len(links) == 3, f"crash {crash}"
            if not fuse.blown:
                break

    @pytest.mark.parametrize("fault", [Fault.LOST_BEFORE, Fault.LOST_AFTER, Fault.LOST_LATE])
    def test_a_lost_answer_never_adopts_a_stranger(self, fault: Fault, store: SqlStore) -> None:
        stranger = record(Kind.CUSTOMER, T, "1", name="Ny kunde", is_private=True)
        pair = sides([stranger], self.namesakes()[:1])
        plan = planned(world(*pair, store))
        made = [one for one in plan.operations if one.side is T]
        assert len(made) == 1
        shaken = disturbed(pair, store, schedule({1: fault}))
        report = finished(shaken, plan)
        assert report.clean
        links = store.links(plan.company.id, plan.partner, Kind.CUSTOMER)
        assert len(held(pair[0], Kind.CUSTOMER)) == 2
        assert links["1"] != "c0"


def test_a_batch_refused_for_one_record_still_makes_the_others(store: SqlStore) -> None:
    theirs = [
        record(Kind.CUSTOMER, P, f"c{n:03}", number=str(n), name=f"Kunde {n}") for n in range(100)
    ]

    class Picky(InTripletex):
        def create(self, kind, drafts):  # type: ignore[no-untyped-def]
            from wizard.model.journal import Outcome, OutcomeState

            if any(one.values["number"] == "57" for one in drafts):
                many = len(drafts) > 1
                state = OutcomeState.BATCH_REJECTED if many else OutcomeState.REJECTED
                return [Outcome(one.operation, state) for one in drafts]
            return super().create(kind, drafts)

    picky = Picky([], company=next(_COMPANIES))
    report = synced(world(picky, AtPartner(theirs), store))

    phases = Counter(line.phase for line in report.lines)
    assert phases == {Phase.DONE: 99, Phase.FAILED: 1}
    assert len(held(picky, Kind.CUSTOMER)) == 99


def test_a_lost_change_of_a_reference_alone_is_not_taken_for_done(store: SqlStore) -> None:
    pair = sides()
    calm = world(*pair, store)
    synced(calm)
    from scenarios.registers import edit

    edit(pair[1], Kind.PROJECT, "p1", customer_number="10003")
    plan = planned(calm)
    assert [dict(one.fields) for one in plan.operations] == [{"customer_number": "10003"}]
    report = finished(disturbed(pair, store, schedule({1: Fault.LOST_BEFORE})), plan)
    assert report.clean
    assert held(pair[0], Kind.PROJECT)["21"].values["customer_number"] == "10003"


def test_a_write_whose_answer_never_comes_is_left_to_a_person_at_last(store: SqlStore) -> None:
    pair = sides([], [record(Kind.CUSTOMER, P, "c1", number="1", name="Berg")])
    plan = planned(world(*pair, store))
    never = iter([Fault.LOST_BEFORE, None, None] * 10)
    shaken = disturbed(pair, store, never)
    report = finished(shaken, plan)
    [line] = report.lines
    assert (line.phase, line.problem and line.problem.code) == (
        Phase.UNCERTAIN,
        "outcome_unclear",
    )
    assert not held(pair[0], Kind.CUSTOMER)
    endpoint: Endpoint = shaken.endpoints[T]
    assert isinstance(endpoint, Faulty)
    assert endpoint.calls["write"] == 3
