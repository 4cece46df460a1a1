"""What every store must do, whatever it stands on.

A test module subclasses ``StoreContract`` and gives it ``reopen``, which opens one more store
object over the same data each time it is called.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from wizard.errors import Actor, Problem, RefusedError, UsageError
from wizard.model.connection import Company
from wizard.model.journal import (
    JournalEntry,
    Phase,
    ReportLine,
    RunState,
    SideCounts,
    SyncReport,
)
from wizard.model.matching import Authority, Choice, Conflict, Policy, Resolution, Stop
from wizard.model.plan import Agreement, KindCounts, Operation, Reference, SyncPlan, Verb
from wizard.model.ports import Store
from wizard.model.records import Kind, Side

COMPANY = 7001
PARTNER = "workbook:register"
AT = datetime(2026, 11, 21, 8, 41, 12, 345678, tzinfo=UTC)
SETUP = 'partner = "workbook"\n# Ærlig oppsett\n'

PROBLEM = Problem(
    "tripletex.refused",
    Actor.ADMINISTRATOR,
    kind="employee",
    subject="1007 Åse Ødegård",
    params={"field": "email", "menu": "Selskap › Ansatte"},
    detail="422/18000",
)


def plan(company: int = COMPANY, partner: str = PARTNER) -> SyncPlan:
    """A plan with one of everything, so that equality after a round trip means something."""
    department = Operation(
        "op-department", Verb.CREATE, Side.TRIPLETEX, Kind.DEPARTMENT, "Lager", "only_partner"
    )
    employee = Operation(
        id="op-employee",
        verb=Verb.UPDATE,
        side=Side.PARTNER,
        kind=Kind.EMPLOYEE,
        key="1007",
        because="filled",
        target="ansatt-7",
        source="12",
        fields={"email": "aase@example.no", "phone_mobile": None, "is_closed": True, "n": "true"},
        before={"email": None, "is_closed": False},
        version="3",
        references={"department": Reference(Kind.DEPARTMENT, operation="op-department")},
        takes={"number": "op-department"},
        part="employment",
        handles={"employment": "55"},
        needs=("op-department",),
        agreed={"email": "aase@example.no", "phone_mobile": None},
        write=False,
    )
    return SyncPlan(
        company=Company(company, "Ås Bygg AS", "923609016"),
        partner=partner,
        kinds=(Kind.DEPARTMENT, Kind.EMPLOYEE),
        policy=Policy(fields={Kind.EMPLOYEE: {"email": Authority.TRIPLETEX}}),
        operations=(department, employee),
        questions=(
            Conflict("q1", Kind.EMPLOYEE, "other_name", "1008", (Choice.LINK, Choice.SKIP)),
        ),
        stops=(Stop(PROBLEM, whole=False),),
        counts={Kind.EMPLOYEE: KindCounts(linked=2, equal=1, differing=1)},
        resolutions=(Resolution("q2", Choice.VALUE, "Oslo", "user"),),
        agreed=(Agreement(Kind.EMPLOYEE, "13", "ansatt-8", {"email": None}),),
        fingerprint="f" * 24,
    )


def entry(operation: str, phase: Phase = Phase.DONE) -> JournalEntry:
    """The least an entry can be."""
    return JournalEntry(operation, phase, AT)


def agreement(tripletex: str, partner: str, **values: str | bool | None) -> Agreement:
    """A pair of customers and what it agrees on."""
    return Agreement(Kind.CUSTOMER, tripletex, partner, values)


class StoreContract:
    """Promises of the ``Store`` port."""

    @pytest.fixture
    def reopen(self) -> Callable[[], Store]:
        """Opens another store object over the same data."""
        raise NotImplementedError

    @pytest.fixture
    def store(self, reopen: Callable[[], Store]) -> Store:
        return reopen()

    @pytest.fixture
    def run(self, store: Store) -> str:
        return store.begin_run(plan(), SETUP).id

    def test_a_run_comes_back_as_it_was_begun(
        self, store: Store, reopen: Callable[[], Store]
    ) -> None:
        begun = store.begin_run(plan(), SETUP)

        assert reopen().run(begun.id) == begun
        assert reopen().plan_of(begun.id) == (plan(), SETUP)
        assert (begun.company, begun.partner) == ("Ås Bygg AS", PARTNER)
        assert begun.fingerprint == plan().fingerprint
        assert (begun.state, begun.finished) == (RunState.RUNNING, None)
        assert begun.started.utcoffset() == timedelta(0)

    def test_the_newest_run_comes_first_and_an_unfinished_one_is_running(
        self, store: Store
    ) -> None:
        first, second, third = (store.begin_run(plan(), SETUP).id for _ in range(3))
        report = SyncReport(store.run(second), {}, (), ())
        finished = store.finish_run(second, report, ())

        listed = store.runs()
        assert [head.id for head in listed] == [third, second, first]
        assert [head.state for head in listed] == [
            RunState.RUNNING,
            RunState.FINISHED,
            RunState.RUNNING,
        ]
        assert listed[1] == finished
        assert finished.finished is not None
        assert finished.finished >= finished.started

    @pytest.mark.parametrize("call", ["run", "plan_of", "report"])
    def test_a_run_that_is_not_there_is_wrong_use(self, store: Store, call: str) -> None:
        with pytest.raises(UsageError):
            getattr(store, call)("20200101-0000-none")

    def test_the_report_comes_back_with_the_run_it_closed(self, store: Store, run: str) -> None:
        assert store.report(run) is None
        line = ReportLine(
            kind=Kind.EMPLOYEE,
            side=Side.TRIPLETEX,
            verb="update",
            key="1007",
            phase=Phase.FAILED,
            fields={"email": "aase@example.no", "last_name": None},
            record="12",
            problem=PROBLEM,
        )
        counts = {Kind.EMPLOYEE: {Side.TRIPLETEX: SideCounts(failed=1, linked=4)}}
        given = SyncReport(store.run(run), counts, (line,), (PROBLEM,), questions=2)

        finished = store.finish_run(run, given, ())

        assert store.report(run) == replace(given, run=finished)

    def test_the_newest_entry_of_an_operation_counts(self, store: Store, run: str) -> None:
        other = store.begin_run(plan(), SETUP).id
        store.intend(run, ["a", "b", "c"], AT)
        store.intend(other, ["a"], AT)
        done = JournalEntry(
            "a", Phase.DONE, AT, "12", "4", {"number": "1007", "flag": True, "none": None}
        )
        failed = JournalEntry("b", Phase.FAILED, AT, problem=PROBLEM)
        store.settle(run, [done, failed], ())
        later = AT + timedelta(minutes=1)
        store.intend(run, ["b"], later)

        assert store.entries(run) == {
            "a": done,
            "b": JournalEntry("b", Phase.INTENT, later),
            "c": JournalEntry("c", Phase.INTENT, AT),
        }
        assert store.entries(other) == {"a": JournalEntry("a", Phase.INTENT, AT)}

    def test_a_time_in_another_zone_is_the_same_time(self, store: Store, run: str) -> None:
        oslo = AT.astimezone(timezone(timedelta(hours=1)))
        store.intend(run, ["a"], oslo)
        assert store.entries(run)["a"].sent == AT

    def test_another_store_object_sees_what_is_written_at_once(
        self, store: Store, run: str, reopen: Callable[[], Store]
    ) -> None:
        other = reopen()
        store.intend(run, ["a"], AT)
        assert other.entries(run)["a"].phase is Phase.INTENT
        other.settle(run, [entry("a")], [agreement("1", "p1", name="Ås")])
        assert store.entries(run)["a"].phase is Phase.DONE
        assert store.links(COMPANY, PARTNER, Kind.CUSTOMER) == {"1": "p1"}

    def test_several_threads_can_write_at_once(self, store: Store, run: str) -> None:
        def work(lane: int) -> None:
            for n in range(10):
                store.intend(run, [f"{lane}-{n}"], AT)
                store.settle(run, [entry(f"{lane}-{n}")], [agreement(f"{lane}", f"p{lane}")])

        with ThreadPoolExecutor(8) as lanes:
            list(lanes.map(work, range(8)))

        assert len(store.entries(run)) == 80
        assert {each.phase for each in store.entries(run).values()} == {Phase.DONE}
        assert len(store.links(COMPANY, PARTNER, Kind.CUSTOMER)) == 8

    def test_links_and_baselines_follow_from_what_is_settled_and_finished(
        self, store: Store, run: str
    ) -> None:
        store.settle(run, [entry("a")], [agreement("1", "p1", name="Ås", city=None)])
        report = SyncReport(store.run(run), {}, (), ())
        store.finish_run(run, report, [agreement("2", "p2", is_private=False)])

        assert store.links(COMPANY, PARTNER, Kind.CUSTOMER) == {"1": "p1", "2": "p2"}
        assert store.baselines(COMPANY, PARTNER, Kind.CUSTOMER) == {
            "1": {"name": "Ås", "city": None},
            "2": {"is_private": False},
        }

    def test_baselines_merge_field_by_field(self, store: Store, run: str) -> None:
        store.settle(run, [], [agreement("1", "p1", name="Ås", city="Oslo", email="a@b.no")])
        store.settle(
            run, [], [agreement("1", "p1", city=None), agreement("1", "p1", email="c@d.no")]
        )
        assert store.baselines(COMPANY, PARTNER, Kind.CUSTOMER) == {
            "1": {"name": "Ås", "city": None, "email": "c@d.no"}
        }

    def test_a_company_a_partner_and_a_kind_each_have_links_of_their_own(
        self, store: Store, run: str
    ) -> None:
        store.settle(run, [], [agreement("1", "p1")])
        store.settle(run, [], [Agreement(Kind.PROJECT, "1", "p9", {})])
        elsewhere = store.begin_run(plan(company=8001), SETUP).id
        store.settle(elsewhere, [], [agreement("1", "p2")])
        other_partner = store.begin_run(plan(partner="huma"), SETUP).id
        store.settle(other_partner, [], [agreement("1", "p3")])

        assert store.links(COMPANY, PARTNER, Kind.CUSTOMER) == {"1": "p1"}
        assert store.links(COMPANY, PARTNER, Kind.PROJECT) == {"1": "p9"}
        assert store.links(8001, PARTNER, Kind.CUSTOMER) == {"1": "p2"}
        assert store.links(COMPANY, "huma", Kind.CUSTOMER) == {"1": "p3"}
        assert store.links(COMPANY, "huma", Kind.PROJECT) == {}

    def test_the_newest_link_of_a_record_replaces_the_older_and_its_baseline(
        self, store: Store, run: str
    ) -> None:
        store.settle(run, [], [agreement("1", "p1", name="A"), agreement("2", "p2", name="B")])
        store.settle(run, [], [agreement("1", "p2", city="Oslo")])

        assert store.links(COMPANY, PARTNER, Kind.CUSTOMER) == {"1": "p2"}
        assert store.baselines(COMPANY, PARTNER, Kind.CUSTOMER) == {"1": {"city": "Oslo"}}

    def test_two_links_can_be_swapped_in_one_go(self, store: Store, run: str) -> None:
        store.settle(run, [], [agreement("1", "p1"), agreement("2", "p2")])
        store.settle(run, [], [agreement("1", "p2"), agreement("2", "p1")])
        assert store.links(COMPANY, PARTNER, Kind.CUSTOMER) == {"1": "p2", "2": "p1"}

    def test_a_company_has_one_writer_and_others_have_theirs(
        self, store: Store, reopen: Callable[[], Store]
    ) -> None:
        other = reopen()
        with store.lease(COMPANY):
            with pytest.raises(RefusedError), other.lease(COMPANY):
                pass
            with other.lease(8001):
                pass
        with other.lease(COMPANY):
            pass
