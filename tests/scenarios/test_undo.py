"""An undo puts both registers back, whatever fails on the way, and overwrites nobody's edit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
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
    LIKE_TRIPLETEX,
    AtPartner,
    InTripletex,
    P,
    T,
    contents,
    edit,
    held,
    planned,
    synced,
    world,
)

from wizard.errors import InterruptedRun, RefusedError, UsageError, WizardError
from wizard.model.journal import Phase, RunState, SyncReport
from wizard.model.plan import SyncPlan
from wizard.model.records import Completeness, Kind, Side
from wizard.store.store import SqlStore, open_store
from wizard.sync import engine, retrace
from wizard.sync.world import World

_COMPANIES = count(1)
E_, C, J, D = Kind.EMPLOYEE, Kind.CUSTOMER, Kind.PROJECT, Kind.DEPARTMENT
ALL = replace(LIKE_TRIPLETEX, removes=frozenset(Kind), parts={}, empties={})
"""A Tripletex that can remove everything, so that nothing has to stay."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlStore]:
    opened = open_store(tmp_path_factory.mktemp("undo"))
    yield opened
    opened.close()


def registers(store: SqlStore, *, everything: bool = True) -> World:
    can = ALL if everything else LIKE_TRIPLETEX
    ours = InTripletex(samples.ours(), company=next(_COMPANIES), capabilities=can)
    return world(ours, AtPartner(samples.theirs()), store)


def standing(here: World) -> dict[Side, Counter[tuple[object, ...]]]:
    return {side: contents(here.endpoints[side]) for side in Side}


def deeds(plan: SyncPlan) -> list[tuple[object, ...]]:
    """What a plan does, without the ids that follow from what stands there."""
    return [
        (one.verb, one.side, one.kind, one.key, dict(one.fields), one.because)
        for one in plan.operations
    ]


def codes(report: SyncReport) -> dict[str, list[str]]:
    """What was kept, by the reason."""
    found: dict[str, list[str]] = {}
    for problem in report.problems:
        found.setdefault(problem.code, []).append(f"{problem.subject}")
    return found


def memory(here: World, company: int, partner: str) -> Mapping[Kind, object]:
    return {
        kind: (
            here.store.links(company, partner, kind),
            here.store.baselines(company, partner, kind),
        )
        for kind in Kind
    }


def side(here: World, one: Side) -> InTripletex | AtPartner:
    endpoint = here.endpoints[one]
    assert isinstance(endpoint, InTripletex | AtPartner)
    return endpoint


class TestARunOfEachVerb:
    def test_is_taken_back_on_both_sides_and_the_next_plan_is_the_same(
        self, store: SqlStore
    ) -> None:
        here = registers(store)
        before, plan = standing(here), planned(here)
        run = engine.apply(plan, "{}", here).run
        report = retrace.undo(run.id, here)
        assert standing(here) == before
        assert deeds(planned(here)) == deeds(plan)
        assert {line.phase for line in report.lines} == {Phase.DONE}
        assert report.stops == ()
        assert (report.run.undoes, report.run.state) == (run.id, RunState.FINISHED)
        assert (report.counts[C][T].removed, report.counts[C][P].removed) == (4, 1)
        assert report.counts[C][P].linked == 1
        assert report.counts[E_][T].updated == 2

    def test_twice_writes_nothing_the_second_time(self, store: SqlStore) -> None:
        here = registers(store)
        run = synced(here).run
        retrace.undo(run.id, here)
        before = standing(here)
        assert retrace.undo(run.id, here).lines == ()
        assert standing(here) == before

    def test_is_shown_first_and_is_then_what_was_shown_or_nothing(self, store: SqlStore) -> None:
        here = registers(store)
        run = synced(here).run.id
        stands = standing(here)
        shown = retrace.preview(run, here)
        assert standing(here) == stands
        assert store.runs()[0].id == run
        with pytest.raises(RefusedError) as refused:
            retrace.undo(run, here, shown.fingerprint + "x")
        assert [one.code for one in refused.value.problems] == ["undo_outdated"]
        assert refused.value.problems[0].subject == run
        report = retrace.undo(run, here, retrace.preview(run, here).fingerprint)
        assert report.run.undoes == run

    def test_what_tripletex_cannot_take_back_is_told(self, store: SqlStore) -> None:
        here = registers(store, everything=False)
        before = standing(here)
        report = retrace.undo(synced(here).run.id, here)
        assert codes(report) == {
            "undo_part_stays": ["3"],
            "undo_cannot_remove": ["4"],
            "undo_in_use": ["Lager"],
        }
        assert report.clean
        after = standing(here)
        assert after[P] == before[P]
        assert [one[0] for one in (after[T] - before[T]).elements()] == [
            "department",
            "employee",
            "employee",
        ]
        assert retrace.undo(report.run.undoes, here).lines == ()

    def test_a_second_synk_after_it_can_be_undone_too(self, store: SqlStore) -> None:
        here = registers(store)
        before = standing(here)
        for _ in range(2):
            retrace.undo(synced(here).run.id, here)
            assert standing(here) == before


class TestALaterRun:
    def test_gets_back_what_was_agreed_before_it(self, store: SqlStore) -> None:
        here = registers(store)
        for _ in range(2):  # the second one remembers what is empty on both sides
            synced(here)
        edit(side(here, T), C, "11", city="Oslo", name="Ås Bygg og Anlegg AS")
        edit(side(here, P), E_, "a1", phone_mobile="99999999")
        company = side(here, T).check().company
        assert company is not None
        place = company.id, side(here, P).check().identity
        before, known, plan = standing(here), memory(here, *place), planned(here)
        report = retrace.undo(engine.apply(plan, "{}", here).run.id, here)
        assert standing(here) == before
        assert memory(here, *place) == known
        assert deeds(planned(here)) == deeds(plan)
        assert report.counts[C][P].updated == 1

    def test_over_the_same_records_is_kept_where_it_wrote(self, store: SqlStore) -> None:
        here = registers(store)
        first = synced(here).run
        edit(side(here, P), C, "c3", email="ny@eik.no")
        synced(here)
        report = retrace.undo(first.id, here)
        assert codes(report)["undo_kept_made"] == ["10003"]
        [eik] = [r for r in held(side(here, T), C).values() if r.values["name"] == "Eik AS"]
        assert eik.values["email"] == "ny@eik.no"
        assert planned(here, kinds=[C]).counts[C].linked == 2  # and the pair that matches again


class TestAForeignEdit:
    def test_of_a_field_is_kept_and_the_rest_put_back(self, store: SqlStore) -> None:
        here = registers(store)
        run = synced(here).run
        edit(side(here, T), E_, "1", phone_mobile="11111111")
        edit(side(here, P), J, "p1", name="Hus 2")
        report = retrace.undo(run.id, here)
        assert codes(report) == {"undo_kept_edit": ["1"]}
        [problem] = report.stops
        assert (problem.kind, problem.params) == ("employee", {"field": "phone_mobile"})
        assert held(side(here, T), E_)["1"].values["phone_mobile"] == "11111111"
        project = held(side(here, P), J)["p1"].values
        assert (project["name"], project["manager_number"]) == ("Hus 2", None)

    def test_of_a_made_record_keeps_it_with_its_link(self, store: SqlStore) -> None:
        here = registers(store)
        run = synced(here).run
        made = {r.values["name"]: r.id for r in held(side(here, T), C).values()}
        edit(side(here, T), C, made["Eik AS"], city="Oslo")
        edit(side(here, T), C, made["Furu AS"], phone="22 33 44 99")
        report = retrace.undo(run.id, here)
        assert codes(report) == {"undo_kept_made_unseen": ["10003"], "undo_kept_made": ["10004"]}
        left = {r.values["name"] for r in held(side(here, T), C).values()}
        assert left == {"Ås Bygg AS", "Berg AS", "Eik AS", "Furu AS"}

    def test_that_points_at_a_made_record_keeps_it(self, store: SqlStore) -> None:
        here = registers(store)
        run = synced(here).run
        edit(side(here, T), J, "22", customer_number="10005")
        report = retrace.undo(run.id, here)
        assert codes(report)["undo_in_use"] == ["10005"]
        assert "Gran AS" in {r.values["name"] for r in held(side(here, T), C).values()}

    def test_that_removed_records_is_no_trouble(self, store: SqlStore) -> None:
        here = registers(store)
        plan = planned(here)
        run = engine.apply(plan, "{}", here).run
        ours, theirs = side(here, T), side(here, P)
        made = {r.values["name"]: r.id for r in held(ours, C).values()}
        del ours._records[C, made["Eik AS"]]
        del theirs._records[E_, "a1"]
        report = retrace.undo(run.id, here)
        assert codes(report) == {"undo_gone": ["01"]}
        assert made["Eik AS"] not in here.store.links(ours.company.id, "memory:partner", C)


class TestWhatIsHidden:
    def test_is_left_alone(self, store: SqlStore) -> None:
        here = registers(store)
        run = synced(here).run
        side(here, T)._completeness = {C: Completeness.DENIED}
        report = retrace.undo(run.id, here)
        assert set(codes(report)["undo_not_seen"]) == {"10003", "10004", "10005", "Ny kunde"}

    def test_of_a_field_is_left_alone(self, store: SqlStore) -> None:
        here = registers(store)
        run = synced(here).run
        ours = side(here, T)
        kari = ours._records[E_, "1"]
        left = {name: one for name, one in kari.values.items() if name != "phone_mobile"}
        ours._records[E_, "1"] = replace(kari, values=left)
        report = retrace.undo(run.id, here)
        assert codes(report) == {"undo_field_not_seen": ["1"]}


class TestItIsRefused:
    def test_of_an_undo(self, store: SqlStore) -> None:
        here = registers(store)
        undone = retrace.undo(synced(here).run.id, here)
        with pytest.raises(UsageError) as refused:
            retrace.undo(undone.run.id, here)
        [problem] = refused.value.problems
        assert (problem.code, problem.subject) == ("undo_of_undo", undone.run.id)
        assert problem.params == {"run": undone.run.undoes}

    @pytest.mark.parametrize("broken", ["run", "undo"])
    def test_of_a_run_that_is_not_finished(self, store: SqlStore, broken: str) -> None:
        here = registers(store)
        plan = planned(here)
        stopped = replace(here, stop=lambda: True)
        if broken == "run":
            with pytest.raises(InterruptedRun):
                engine.apply(plan, "{}", stopped)
            run = unfinished = store.runs()[0]
        else:
            run = engine.apply(plan, "{}", here).run
            with pytest.raises(InterruptedRun):
                retrace.undo(run.id, stopped)
            unfinished = store.runs()[0]
        with pytest.raises(UsageError) as refused:
            retrace.undo(run.id, here)
        [problem] = refused.value.problems
        assert (problem.code, problem.subject) == ("undo_unfinished", unfinished.id)
        engine.resume(unfinished.id, here)

    def test_with_another_company_before_anything_is_written(self, store: SqlStore) -> None:
        here = registers(store)
        run = synced(here).run
        other = registers(store)
        before, runs = standing(here), len(store.runs())
        with pytest.raises(WizardError, match="wrong_company"):
            retrace.undo(run.id, other)
        assert (standing(here), len(store.runs())) == (before, runs)


def disturbed(store: SqlStore, faults: Mapping[int, Fault], one: Side) -> None:
    """An undo whose calls to a side meet these faults ends like one left in peace."""
    here = registers(store)
    before = standing(here)
    run = synced(here).run
    sides = {
        each: Faulty(here.endpoints[each], schedule(faults) if each is one else iter(()))
        for each in Side
    }
    beset = replace(here, endpoints=sides, clock=Slow(list(sides.values())))
    undo: str | None = None
    for _ in range(6):
        try:
            report = engine.resume(undo, beset) if undo else retrace.undo(run.id, beset)
            break
        except WizardError:
            newest = store.runs()[0]
            undo = newest.id if newest.undoes == run.id else None
    assert report.clean
    for each in sides.values():
        each.later()
    assert standing(here) == before


@pytest.mark.parametrize("fault", TRANSIENT)
@pytest.mark.parametrize("one", Side)
def test_a_fault_at_any_call_changes_nothing_in_the_end(
    store: SqlStore, fault: Fault, one: Side
) -> None:
    for call in range(4, 11):
        disturbed(store, {call: fault}, one)


@pytest.mark.parametrize("calls", [STORE_CALLS, SIDE_CALLS])
def test_a_crash_at_any_point_is_finished_by_resume(store: SqlStore, calls: frozenset[str]) -> None:
    for blows_at in count(1):
        here = registers(store)
        before = standing(here)
        run = synced(here).run
        fuse = Fuse(blows_at)
        beset = here
        if calls is STORE_CALLS:
            beset = replace(here, store=Fused(store, fuse, calls))
        else:
            fused = {one: Fused(here.endpoints[one], fuse, calls) for one in Side}
            beset = replace(here, endpoints=fused)
        try:
            retrace.undo(run.id, beset)
        except CrashError:
            newest = store.runs()[0]
            if newest.undoes == run.id:
                engine.resume(newest.id, here)
            else:
                retrace.undo(run.id, here)
        assert standing(here) == before
        if not fuse.blown:
            return
