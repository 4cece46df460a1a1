"""From what a run did and what stands now, to the plan that takes it back: every deed in full."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from unit.sync.building import (
    ALL,
    CUSTOMER,
    DEPARTMENT,
    EMPLOYEE,
    EVERYTHING,
    PROJECT,
    P,
    T,
    normal,
    of_both,
    raw,
)

from wizard.errors import Problem
from wizard.model.connection import Capabilities, Company
from wizard.model.journal import JournalEntry, Phase
from wizard.model.matching import Policy, Stop
from wizard.model.plan import Operation, Reference, SyncPlan, Verb
from wizard.model.records import Completeness, Kind, Record, Side
from wizard.sync.undo import Undoing, kinds_of, undo_plan

NOW = datetime(2026, 3, 1, tzinfo=UTC)
COMPANY = Company(1, "Fjell Bygg AS", "923609016")


def operation(verb: Verb, kind: Kind, side: Side = T, id_: str = "op", **given: Any) -> Operation:
    return Operation(id_, verb, side, kind, "10001", "differs", **given)


def entry(id_: str = "op", record: str | None = None, **given: Any) -> JournalEntry:
    phase = given.pop("phase", Phase.DONE)
    return JournalEntry(id_, phase, NOW, record, given.pop("version", None), **given)


def undoing(
    *operations: Operation,
    entries: list[JournalEntry],
    standing: list[Record],
    can: Capabilities = EVERYTHING,
    **given: Any,
) -> Undoing:
    """What is undone, where both sides were read whole and hold these records."""
    plan = SyncPlan(COMPANY, "p", (CUSTOMER,), Policy(), operations, (), (), {}, fingerprint="f")
    shots = of_both(*map(normal, standing))
    known = {one.operation: one for one in entries}
    return Undoing("run-1", plan, known, shots, {T: can, P: can}, **given)


def stop(
    code: str, *, side: Side = T, kind: str = "customer", whole: bool = False, **params: str
) -> Stop:
    return Stop(Problem(code, kind=kind, subject="10001", params=params), side, whole=whole)


UPDATE = operation(
    Verb.UPDATE,
    CUSTOMER,
    target="5",
    source="c5",
    fields={"city": "Oslo"},
    before={"city": "Bergen"},
    agreed={"city": "oslo"},
    base={"city": "bergen"},
)


class TestAChange:
    def test_is_put_back_in_full(self) -> None:
        stands = replace(
            raw(CUSTOMER, T, "5", number="10001", city="Oslo"), version="7", handles={"a": "9"}
        )
        made = undo_plan(undoing(UPDATE, entries=[entry(record="5")], standing=[stands]))
        [back] = made.operations
        assert replace(back, id="") == Operation(
            "",
            Verb.UPDATE,
            T,
            CUSTOMER,
            "10001",
            "undo",
            target="5",
            source="c5",
            fields={"city": "Bergen"},
            before={"city": "Oslo"},
            version="7",
            handles={"a": "9"},
            agreed={"city": "bergen"},
            withdrawn=("city",),
        )
        assert (made.undoes, made.stops, made.fingerprint) == ("run-1", (), "f")
        assert (made.counts, made.resolutions, made.agreed, made.questions) == ({}, (), (), ())

    def test_that_somebody_has_put_back_already_is_no_deed(self) -> None:
        stands = raw(CUSTOMER, T, "5", number="10001", city="BERGEN")
        made = undo_plan(undoing(UPDATE, entries=[entry(record="5")], standing=[stands]))
        assert (made.operations, made.stops) == ((), ())

    def test_that_somebody_has_edited_since_is_kept_and_told(self) -> None:
        stands = raw(CUSTOMER, T, "5", number="10001", city="Tromsø")
        made = undo_plan(undoing(UPDATE, entries=[entry(record="5")], standing=[stands]))
        assert made.operations == ()
        assert made.stops == (stop("undo_kept_edit", field="city"),)

    def test_of_a_field_that_is_hidden_now_is_told(self) -> None:
        stands = raw(CUSTOMER, T, "5", number="10001")
        made = undo_plan(undoing(UPDATE, entries=[entry(record="5")], standing=[stands]))
        assert made.operations == ()
        assert made.stops == (stop("undo_field_not_seen", field="city"),)

    def test_of_a_record_that_is_gone_is_told(self) -> None:
        made = undo_plan(undoing(UPDATE, entries=[entry(record="5")], standing=[]))
        assert made.stops == (stop("undo_gone"),)

    def test_of_a_record_that_cannot_be_seen_is_told_otherwise(self) -> None:
        was = undoing(UPDATE, entries=[entry(record="5")], standing=[])
        hidden = replace(was.snapshots[T][CUSTOMER], completeness=Completeness.DENIED)
        shots = {**was.snapshots, T: {**was.snapshots[T], CUSTOMER: hidden}}
        assert undo_plan(replace(was, snapshots=shots)).stops == (stop("undo_not_seen"),)
        shots = {**was.snapshots, T: {}}
        assert undo_plan(replace(was, snapshots=shots)).stops == (stop("undo_not_seen"),)

    def test_of_what_can_only_be_filled_stays(self) -> None:
        can = Capabilities(ALL, only_when_empty={CUSTOMER: frozenset({"city"})})
        stands = raw(CUSTOMER, T, "5", number="10001", city="Oslo")
        made = undo_plan(undoing(UPDATE, entries=[entry(record="5")], standing=[stands], can=can))
        assert made.operations == ()
        assert made.stops == (stop("undo_fixed", field="city"),)

    @pytest.mark.parametrize("phase", [Phase.INTENT, Phase.UNCERTAIN])
    def test_of_which_nobody_learnt_is_told(self, phase: Phase) -> None:
        stands = raw(CUSTOMER, T, "5", number="10001", city="Oslo")
        made = undo_plan(undoing(UPDATE, entries=[entry(phase=phase)], standing=[stands]))
        assert made.operations == ()
        assert made.stops == (stop("undo_unsure", whole=True),)

    @pytest.mark.parametrize("phase", [Phase.FAILED, Phase.SKIPPED])
    def test_that_was_never_made_is_not_taken_back(self, phase: Phase) -> None:
        stands = raw(CUSTOMER, T, "5", number="10001", city="Oslo")
        made = undo_plan(undoing(UPDATE, entries=[entry(phase=phase)], standing=[stands]))
        assert (made.operations, made.stops) == ((), ())


class TestAReference:
    """An employee was moved from one department to another."""

    moved = operation(
        Verb.UPDATE,
        EMPLOYEE,
        target="3",
        source="e3",
        fields={"department": "Nord"},
        before={"department": "Sør"},
        references={"department": Reference(DEPARTMENT, id="d2")},
    )
    kari = replace(
        raw(EMPLOYEE, T, "3", number="10001", first_name="Kari", department="Nord"),
        handles={"department": "d2"},
    )
    nord = raw(DEPARTMENT, T, "d2", name="Nord")
    south = raw(DEPARTMENT, T, "d1", name="SØR")

    def plan(self, *departments: Record, **given: Any) -> SyncPlan:
        moved = replace(self.moved, **given)
        standing = [self.kari, self.nord, *departments]
        return undo_plan(undoing(moved, entries=[entry(record="3")], standing=standing))

    def test_is_found_by_its_name(self) -> None:
        [back] = self.plan(self.south).operations
        assert back.references == {"department": Reference(DEPARTMENT, id="d1")}
        assert back.fields == {"department": "Sør"}

    def test_that_is_not_there_any_more_is_told(self) -> None:
        made = self.plan()
        assert made.operations == ()
        gone = stop("undo_reference_gone", kind="employee", field="department")
        assert made.stops == (gone,)

    def test_that_two_answer_to_is_told(self) -> None:
        made = self.plan(self.south, replace(self.south, id="d9"))
        assert made.operations == ()
        assert [one.problem.code for one in made.stops] == ["undo_reference_gone"]

    def test_is_known_by_its_id_where_the_run_kept_one(self) -> None:
        renamed = raw(DEPARTMENT, T, "d1", name="Syd")
        [back] = self.plan(renamed, handles={"department": "d1"}).operations
        assert back.references == {"department": Reference(DEPARTMENT, id="d1")}
        made = self.plan(handles={"department": "d1"})
        assert [one.problem.code for one in made.stops] == ["undo_reference_gone"]

    def to_another_customer(self, side: Side) -> Operation:
        given = {"fields": {"customer_number": "20"}, "before": {"customer_number": "10"}}
        return operation(Verb.UPDATE, PROJECT, side, target="p1", **given)

    def test_at_the_partner_may_be_to_what_it_does_not_hold(self) -> None:
        moved = self.to_another_customer(P)
        stands = raw(PROJECT, P, "p1", number="10001", customer_number="20")
        made = undo_plan(undoing(moved, entries=[entry(record="p1")], standing=[stands]))
        [back] = made.operations
        assert (back.fields, back.references) == ({"customer_number": "10"}, {})

    def test_to_a_customer_is_found_by_its_number(self) -> None:
        moved = self.to_another_customer(T)
        stands = raw(PROJECT, T, "p1", number="10001", customer_number="20")
        berg = raw(CUSTOMER, T, "c1", number="010", name="20")
        made = undo_plan(undoing(moved, entries=[entry(record="p1")], standing=[stands, berg]))
        [back] = made.operations
        assert back.fields == {"customer_number": "10"}
        assert back.references == {"customer_number": Reference(CUSTOMER, id="c1")}

    def test_that_was_empty_is_emptied(self) -> None:
        [back] = self.plan(before={}).operations
        assert (back.fields, back.references) == ({"department": None}, {})


class TestWhatARunMade:
    create = operation(
        Verb.CREATE, CUSTOMER, source="c5", fields={"name": "Eik AS", "number": "10001"}
    )
    stands = raw(CUSTOMER, T, "5", number="10001", name="Eik AS")
    can = Capabilities(
        ALL, removes=frozenset({CUSTOMER}), retires={CUSTOMER: {"is_inactive": True}}
    )

    def plan(self, *standing: Record, can: Capabilities | None = None, **given: Any) -> SyncPlan:
        made = entry(record="5", version=given.pop("version", "1"))
        links = {CUSTOMER: {"5": "c5"}}
        was = undoing(
            self.create, entries=[made], standing=list(standing), can=can or self.can, links=links
        )
        return undo_plan(replace(was, **given))

    def test_is_removed_in_full(self) -> None:
        [gone] = self.plan(self.stands).operations
        assert replace(gone, id="") == Operation(
            "",
            Verb.REMOVE,
            T,
            CUSTOMER,
            "10001",
            "undo",
            target="5",
            source="c5",
            fields={"is_inactive": True},
            before={"number": "10001", "name": "Eik AS"},
            version="1",
        )

    def test_and_is_edited_since_stays(self) -> None:
        made = self.plan(replace(self.stands, values={**self.stands.values, "name": "Ask AS"}))
        assert made.operations == ()
        assert made.stops == (stop("undo_kept_made", whole=True, field="name"),)

    def test_and_is_edited_where_nothing_is_synced_stays(self) -> None:
        made = self.plan(self.stands, replace(self.stands, id="9"), version=None)
        assert [one.verb for one in made.operations] == [Verb.REMOVE]
        made = self.plan(replace(self.stands, version="2"))
        assert made.operations == ()
        assert made.stops == (stop("undo_kept_made_unseen", whole=True),)

    def test_and_is_pointed_at_now_stays(self) -> None:
        pointing = raw(PROJECT, T, "8", number="4", name="Tak", customer_number="10001")
        made = self.plan(self.stands, pointing)
        assert made.operations == ()
        assert made.stops == (stop("undo_in_use", whole=True, by="4 Tak"),)

    @pytest.mark.parametrize(("held", "stays"), [("5", False), ("6", True)])
    def test_and_points_at_another_since_stays(self, held: str, stays: bool) -> None:
        made = operation(
            Verb.CREATE,
            PROJECT,
            fields={"name": "Tak", "customer_number": "10001"},
            references={"customer_number": Reference(CUSTOMER, operation="of")},
        )
        project = raw(PROJECT, T, "8", name="Tak", customer_number="10001")
        was = undoing(
            made,
            entries=[entry(record="8", version="1"), entry("of", "5")],
            standing=[replace(project, handles={"customer_number": held})],
        )
        was = replace(was, capabilities={T: replace(self.can, removes=frozenset({PROJECT}))})
        kept = stop("undo_kept_made", kind="project", whole=True, field="customer_number")
        plan = undo_plan(was)
        assert plan.stops == ((kept,) if stays else ())
        assert [one.verb for one in plan.operations] == ([] if stays else [Verb.REMOVE])

    def test_and_is_let_go_of_first_is_removed_afterwards(self) -> None:
        project = raw(PROJECT, T, "8", number="4", name="Tak", customer_number="10001")
        made_too = operation(
            Verb.CREATE, PROJECT, id_="of", fields={"number": "4", "customer_number": "10001"}
        )
        can = replace(self.can, removes=frozenset({CUSTOMER, PROJECT}))
        was = undoing(
            self.create,
            made_too,
            entries=[entry(record="5", version="1"), entry("of", "8", version="1")],
            standing=[self.stands, project],
            can=can,
        )
        first, second = undo_plan(was).operations
        assert (first.kind, second.kind) == (PROJECT, CUSTOMER)
        assert (first.needs, second.needs) == ((), (first.id,))

    def test_and_cannot_be_removed_gives_its_data_back(self) -> None:
        can = Capabilities(ALL, empties={CUSTOMER: frozenset({"name", "city"})})
        made = self.plan(self.stands, can=can)
        [emptied] = made.operations
        assert (emptied.verb, emptied.fields, emptied.target) == (Verb.UPDATE, {"name": None}, "5")
        assert made.stops == (stop("undo_cannot_remove", whole=True),)

    def test_and_somebody_has_removed_is_forgotten(self) -> None:
        [forgotten] = self.plan().operations
        assert (forgotten.verb, forgotten.target, forgotten.source) == (Verb.UNLINK, "5", "c5")
        assert not forgotten.write
        assert self.plan(links={CUSTOMER: {"5": "c6"}}).operations == ()
        assert self.plan(links={}).operations == ()


class TestALink:
    @pytest.mark.parametrize(("side", "here", "across"), [(T, "5", "c5"), (P, "c5", "5")])
    def test_is_forgotten_where_it_still_holds(self, side: Side, here: str, across: str) -> None:
        link = operation(Verb.LINK, CUSTOMER, side, target=here, source=across, write=False)
        was = undoing(link, entries=[entry()], standing=[], links={CUSTOMER: {"5": "c5"}})
        [forgotten] = undo_plan(was).operations
        assert replace(forgotten, id="") == Operation(
            "",
            Verb.UNLINK,
            side,
            CUSTOMER,
            "10001",
            "undo",
            target=here,
            source=across,
            write=False,
        )
        assert undo_plan(replace(was, links={CUSTOMER: {"5": "c9"}})).operations == ()


def test_tripletex_comes_first_and_what_points_before_what_it_points_at() -> None:
    changes = [
        operation(
            Verb.UPDATE,
            kind,
            side,
            f"{side}{kind}",
            target="1",
            fields={"name": "b"},
            before={"name": "a"},
        )
        for side in (P, T)
        for kind in (CUSTOMER, PROJECT)
    ]
    standing = [raw(kind, side, "1", name="b") for side in Side for kind in (CUSTOMER, PROJECT)]
    entries = [entry(one.id, "1") for one in changes]
    made = undo_plan(undoing(*changes, entries=entries, standing=standing))
    assert [(one.side, one.kind) for one in made.operations] == [
        (T, PROJECT),
        (T, CUSTOMER),
        (P, PROJECT),
        (P, CUSTOMER),
    ]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (CUSTOMER, [CUSTOMER, PROJECT]),
        (PROJECT, [EMPLOYEE, CUSTOMER, PROJECT]),
        (EMPLOYEE, [DEPARTMENT, EMPLOYEE, PROJECT]),
        (DEPARTMENT, [DEPARTMENT, EMPLOYEE]),
    ],
)
def test_what_was_written_is_read_with_all_around_it(written: Kind, read: list[Kind]) -> None:
    plan = undoing(operation(Verb.UPDATE, written), entries=[], standing=[]).plan
    assert kinds_of(plan) == read
