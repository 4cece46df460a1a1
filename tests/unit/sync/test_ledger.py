"""What a run has written down so far, and what follows from it for what is left."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from scenarios.registers import Clock
from unit.sync.building import CUSTOMER, EMPLOYEE, PROJECT, P, T, raw

from wizard.errors import Actor, Problem
from wizard.model.connection import Company
from wizard.model.journal import JournalEntry, Phase
from wizard.model.matching import Policy
from wizard.model.plan import Operation, Reference, SyncPlan, Verb
from wizard.model.records import Kind, Side
from wizard.store.store import SqlStore
from wizard.sync.ledger import Ledger, about, across_of, filled, pointed
from wizard.sync.report import report

COMPANY = Company(1, "Fjell Bygg AS", "923609016")


def op(id_: str, verb: Verb, side: Side = T, kind: Kind = CUSTOMER, **given: Any) -> Operation:
    return Operation(id_, verb, side, kind, f"key {id_}", "differs", **given)


CREATE = op("made", Verb.CREATE, source="c1", fields={"name": "Ny"}, agreed={"name": "ny"})
TAKES = op(
    "takes",
    Verb.UPDATE,
    P,
    target="c1",
    fields={"number": None},
    takes={"number": "made"},
    needs=("made",),
)


def made(record: str = "5", **given: Any) -> JournalEntry:
    return JournalEntry("made", Phase.DONE, Clock().now(), record, **given)


def begun(store: SqlStore, *operations: Operation, undoes: str = "", clock: Any = None) -> Ledger:
    """The ledger of a run that is about to carry these out."""
    plan = SyncPlan(COMPANY, "p", (CUSTOMER,), Policy(), tuple(operations), (), (), {})
    plan = replace(plan, undoes=undoes)
    return Ledger(store.begin_run(plan, "{}"), plan, store, clock or Clock())


def done(ledger: Ledger, operation: Operation, **given: Any) -> JournalEntry:
    entry = ledger.entry(operation, Phase.DONE, **given)
    ledger.settle([(operation, entry)])
    return entry


class TestAProblem:
    def test_is_about_the_record_of_its_operation(self) -> None:
        assert about(CREATE, None, "value_taken", field="number", value="7") == Problem(
            "value_taken",
            kind="customer",
            subject="key made",
            params={"field": "number", "value": "7"},
        )

    def test_of_the_side_keeps_what_it_said(self) -> None:
        own = Problem("http.x", Actor.IT, "project", "9", {"a": "b"}, "18000: nei")
        said = Problem("http.x", Actor.IT, "customer", "key made", {"a": "b"}, "18000: nei")
        assert about(CREATE, own, "write_rejected", field="number") == said


class TestWhatAnAnswerSupplies:
    def test_is_the_value_another_operation_waits_for(self) -> None:
        entries = {"made": made(values={"number": "10001"})}
        assert filled(TAKES, entries) == replace(TAKES, fields={"number": "10001"})
        assert filled(TAKES, {"made": made()}) == TAKES
        assert filled(TAKES, {}) is TAKES
        assert filled(CREATE, entries) is CREATE

    def test_is_the_id_that_a_field_points_at(self) -> None:
        project = op(
            "p",
            Verb.CREATE,
            kind=PROJECT,
            references={
                "customer_number": Reference(CUSTOMER, operation="made"),
                "manager_number": Reference(EMPLOYEE, id="3"),
                "department": Reference(Kind.DEPARTMENT, operation="other"),
            },
        )
        there = {"customer_number": "5", "manager_number": "3"}
        assert pointed(project, {"made": made()}) == there
        assert pointed(project, {}) == {"manager_number": "3"}

    def test_is_who_stands_across(self) -> None:
        assert across_of(TAKES, {"made": made()}) == "5"
        assert across_of(CREATE, {"made": made()}) == "c1"


class TestAnEntry:
    def test_of_what_is_done_holds_what_the_record_is_now(self, store: SqlStore) -> None:
        ledger = begun(store, CREATE)
        ledger.heard(CREATE, "request-1")
        ledger.heard(CREATE, "")  # a look-up without an answer of its own
        record = replace(raw(CUSTOMER, T, "5", number="10001", name="Ny"), version="3")
        now = Clock().now()
        assert ledger.finished(CREATE, record) == JournalEntry(
            "made", Phase.DONE, now, "5", "3", {"number": "10001"}, None, "request-1"
        )
        unnumbered = replace(record, values={"name": "Ny"})
        assert ledger.finished(CREATE, unnumbered).values == {}
        assert ledger.finished(CREATE, None) == JournalEntry(
            "made", Phase.DONE, now, request="request-1"
        )

    def test_of_a_change_tells_of_no_number(self, store: SqlStore) -> None:
        change = op("u", Verb.UPDATE, target="5", fields={"city": "Ås"})
        record = raw(CUSTOMER, T, "5", number="10001", city="Ås")
        entry = begun(store, change).finished(change, record)
        assert entry == JournalEntry("u", Phase.DONE, Clock().now(), "5", "1")

    def test_of_a_removal_says_whether_the_record_stayed(self, store: SqlStore) -> None:
        removal = op("r", Verb.REMOVE, target="5", fields={"is_inactive": True})
        ledger, now = begun(store, removal), Clock().now()
        assert ledger.finished(removal, None) == JournalEntry("r", Phase.DONE, now, "5")
        aside = Problem("undo_set_aside", kind="customer", subject="key r")
        assert ledger.finished(removal, raw(CUSTOMER, T, "5")) == JournalEntry(
            "r", Phase.DONE, now, "5", "1", {"is_inactive": True}, aside
        )

    def test_is_of_its_own_moment_and_record(self, store: SqlStore) -> None:
        clock = Clock()
        change = op("u", Verb.UPDATE, target="5")
        ledger = begun(store, change, clock=clock)
        clock.time += timedelta(seconds=7)
        problem = Problem("x")
        assert ledger.entry(change, Phase.FAILED, problem=problem) == JournalEntry(
            "u", Phase.FAILED, clock.time, "5", problem=problem
        )


def test_our_own_write_moves_on_the_version_that_is_expected(store: SqlStore) -> None:
    change = op("u", Verb.UPDATE, target="5", version="1")
    others = [
        op("p", Verb.UPDATE, P, target="5", version="1"),
        op("e", Verb.UPDATE, kind=EMPLOYEE, target="5", version="1"),
        op("n", Verb.UPDATE, target="6", version="1"),
    ]
    ledger = begun(store, change, *others)
    assert ledger.version(change) == "1"
    ledger.finished(change, None)
    ledger.finished(change, replace(raw(CUSTOMER, T, "5"), version=None))
    assert ledger.version(change) == "1"
    ledger.finished(change, replace(raw(CUSTOMER, T, "5"), version="2"))
    assert ledger.version(change) == "2"
    assert [ledger.version(one) for one in others] == ["1", "1", "1"]


def test_what_has_come_to_an_end_is_counted_and_kept(store: SqlStore) -> None:
    phases = (Phase.DONE, Phase.FAILED, Phase.SKIPPED, Phase.UNCERTAIN)
    operations = [op(phase.value, Verb.UPDATE, target=phase.value) for phase in phases]
    fresh = op("fresh", Verb.UPDATE, target="9")
    ledger = begun(store, *operations, fresh)
    assert (ledger.done, ledger.is_begun(fresh), ledger.is_open(fresh)) == (0, False, True)
    ledger.settle([(one, ledger.entry(one, Phase(one.id))) for one in operations])
    assert ledger.done == 3
    assert [ledger.is_open(one) for one in (*operations, fresh)] == [False] * 3 + [True] * 2
    assert [ledger.is_begun(one) for one in (*operations, fresh)] == [True] * 4 + [False]

    entry = ledger.ask(operations[-1], "outcome_unclear")
    unclear = Problem("outcome_unclear", kind="customer", subject="key uncertain")
    now = Clock().now()
    assert entry == JournalEntry("uncertain", Phase.UNCERTAIN, now, "uncertain", problem=unclear)
    assert (ledger.done, ledger.is_open(operations[-1])) == (4, False)

    [run] = store.runs()
    plan, _ = store.plan_of(run.id)
    again = Ledger(run, plan, store, Clock())
    assert again.entries == ledger.entries
    assert again.done == 3  # what was asked about is open in the next attempt
    assert [again.is_open(one) for one in (*operations, fresh)] == [False] * 3 + [True] * 2


def test_a_request_is_remembered_from_the_attempt_before(store: SqlStore) -> None:
    ledger = begun(store, CREATE)
    ledger.heard(CREATE, "request-1")
    entry = ledger.entry(CREATE, Phase.UNCERTAIN)
    ledger.settle([(CREATE, entry)])
    [run] = store.runs()
    again = Ledger(run, store.plan_of(run.id)[0], store, Clock())
    assert again.entry(CREATE, Phase.DONE).request == "request-1"


def test_what_needs_one_that_did_not_succeed_names_the_first(store: SqlStore) -> None:
    one, other = (op(id_, Verb.UPDATE, target=id_) for id_ in "ab")
    needing = op("c", Verb.UPDATE, target="c", needs=("a", "b"))
    ledger = begun(store, one, other, needing)
    assert ledger.failed_need(one) is None
    assert ledger.failed_need(needing) == one
    done(ledger, one)
    assert ledger.failed_need(needing) == other
    ledger.settle([(other, ledger.entry(other, Phase.FAILED))])
    assert ledger.failed_need(needing) == other
    done(ledger, other)
    assert ledger.failed_need(needing) is None


def test_the_records_of_a_side_that_are_known_are_those_that_stay(store: SqlStore) -> None:
    operations = [
        op("a", Verb.UPDATE, target="1", source="p1"),
        op("b", Verb.UPDATE, P, target="p2", source="2"),
        op("c", Verb.CREATE, source="p3"),
        op("d", Verb.CREATE, source="p4"),
        op("e", Verb.REMOVE, target="3", source="p5"),
        op("f", Verb.UPDATE, target="3"),
        op("g", Verb.REMOVE, P, target="p6", source="4"),
        op("h", Verb.UPDATE, kind=EMPLOYEE, target="9", source="p9"),
    ]
    ledger = begun(store, *operations)
    record = raw(CUSTOMER, T, "30")
    done(ledger, operations[2], record=record)
    ledger.settle(
        [(operations[3], ledger.entry(operations[3], Phase.UNCERTAIN, record=replace(record)))]
    )
    done(ledger, op("b", Verb.UPDATE, P, target="p2"), record=raw(CUSTOMER, P, "p7"))
    assert ledger.known(T, CUSTOMER) == {"1", "2", "30", "4"}
    assert ledger.known(P, CUSTOMER) == {"p1", "p2", "p3", "p4", "p5", "p7"}
    assert ledger.known(T, EMPLOYEE) == {"9"}


def remembered(store: SqlStore) -> tuple[dict[str, str], dict[str, dict[str, Any]]]:
    kept = store.baselines(1, "p", CUSTOMER)
    return dict(store.links(1, "p", CUSTOMER)), {id_: dict(one) for id_, one in kept.items()}


class TestWhatIsAgreedOn:
    def test_is_the_pair_and_its_keys_once_it_is_done(self, store: SqlStore) -> None:
        ledger = begun(store, CREATE, TAKES)
        ledger.settle([(CREATE, ledger.entry(CREATE, Phase.FAILED, record=raw(CUSTOMER, T, "5")))])
        assert remembered(store) == ({}, {})
        done(ledger, CREATE, record=raw(CUSTOMER, T, "5"), values={"number": "0042"})
        assert remembered(store) == ({"5": "c1"}, {"5": {"name": "ny"}})
        done(ledger, TAKES)
        assert ledger.filled(TAKES).fields == {"number": "0042"}
        assert remembered(store) == ({"5": "c1"}, {"5": {"name": "ny", "number": "42"}})

    def test_is_nothing_of_a_record_without_another(self, store: SqlStore) -> None:
        lone = op("l", Verb.UPDATE, target="5", agreed={"name": "ny"})
        done(begun(store, lone), lone)
        assert remembered(store) == ({}, {})

    @pytest.mark.parametrize(
        ("taken_back", "values", "left"),
        [
            (
                op("w", Verb.UPDATE, P, target="c1", source="5", withdrawn=("name",)),
                {},
                ({"5": "c1"}, {"5": {"city": "ås"}}),
            ),
            (
                op(
                    "w",
                    Verb.UPDATE,
                    target="5",
                    source="c1",
                    agreed={"name": "eldre"},
                    withdrawn=("name",),
                ),
                {},
                ({"5": "c1"}, {"5": {"city": "ås", "name": "eldre"}}),
            ),
            (op("w", Verb.UNLINK, target="5", source="c1"), {}, ({}, {})),
            (op("w", Verb.REMOVE, target="5", source="c1"), {}, ({}, {})),
            (
                op("w", Verb.REMOVE, target="5", source="c1"),
                {"city": None},
                ({"5": "c1"}, {"5": {"name": "ny"}}),
            ),
        ],
    )
    def test_is_withdrawn_by_an_undo(
        self,
        store: SqlStore,
        taken_back: Operation,
        values: dict[str, None],
        left: tuple[object, object],
    ) -> None:
        linked = replace(CREATE, agreed={"name": "ny", "city": "ås"})
        ledger = begun(store, linked)
        done(ledger, linked, record=raw(CUSTOMER, T, "5"))
        head = store.runs()[0]
        closed = report(head, store.plan_of(head.id)[0], store.entries(head.id))
        store.finish_run(head.id, closed, ())
        done(begun(store, taken_back, undoes="x"), taken_back, values=values)
        assert remembered(store) == left
