"""Of a new plan, what an earlier run did not bring through, with all that it needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from unit.sync.building import CUSTOMER, EMPLOYEE, PROJECT, P
from unit.sync.test_pilot import CREATE, LINK, UPDATE, ids, op

from wizard.errors import Problem
from wizard.model.connection import Company
from wizard.model.journal import JournalEntry, Phase
from wizard.model.matching import Conflict, Policy, Stop
from wizard.model.plan import Operation, SyncPlan
from wizard.sync.retry import retry


def plan(*operations: Operation) -> SyncPlan:
    company, kinds = Company(1, "Ås Bygg AS", "923609016"), (EMPLOYEE, CUSTOMER, PROJECT)
    return SyncPlan(company, "x", kinds, Policy(), operations, (), (), {})


def entries(**phases: Phase) -> dict[str, JournalEntry]:
    at = datetime(2026, 11, 21, tzinfo=UTC)
    return {
        id_: JournalEntry(id_, phase, at, record=f"made-{id_}") for id_, phase in phases.items()
    }


def test_what_was_written_or_linked_is_left_alone() -> None:
    before = plan(op("a", LINK, side=P, target="p1", source="t1"), op("b", CREATE, source="p2"))
    new = plan(
        op("c", UPDATE, target="t1", source="p1"),
        op("d", UPDATE, target="made-b", source="p2"),
        op("e", CREATE, source="p3"),
    )
    done = entries(a=Phase.DONE, b=Phase.DONE)
    assert ids(retry(new, before, done)) == ["e"]
    assert retry(new, before, done).counts == new.counts


def test_a_record_of_which_something_failed_is_tried_again_whole() -> None:
    before = plan(
        op("a", UPDATE, target="t1", source="p1"),
        op("b", UPDATE, side=P, target="p1", source="t1"),
        op("c", UPDATE, target="t2", source="p2"),
    )
    new = plan(op("d", UPDATE, target="t1"), op("e", UPDATE, target="t2"))
    ran = entries(a=Phase.DONE, b=Phase.FAILED, c=Phase.DONE)
    assert ids(retry(new, before, ran)) == ["d"]


def test_what_was_never_begun_is_tried() -> None:
    before = plan(op("a", UPDATE, target="t1"), op("b", UPDATE, target="t2"))
    new = plan(op("c", UPDATE, target="t1"), op("d", UPDATE, target="t2"))
    assert ids(retry(new, before, entries(a=Phase.DONE))) == ["d"]


def test_a_field_that_was_stopped_or_asked_about_is_tried_by_the_records_name() -> None:
    customer = CUSTOMER.value
    before = replace(
        plan(*(op(f"a{n}", LINK, side=P, target=f"p{n}", source=f"t{n}") for n in range(3))),
        stops=(Stop(Problem("x", kind=customer, subject="c"), whole=False),),
        questions=(Conflict("q", CUSTOMER, "differs", "d", ()),),
    )
    done = entries(a0=Phase.DONE, a1=Phase.DONE, a2=Phase.DONE)
    new = plan(*(op(id_, UPDATE, target=f"t{n}") for n, id_ in enumerate("cde")))
    assert ids(retry(new, before, done)) == ["c", "d"]


def test_another_kind_or_side_with_the_same_id_is_another_record() -> None:
    before = plan(op("a", UPDATE, target="1"))
    new = plan(
        op("b", UPDATE, side=P, target="1"),
        op("c", UPDATE, kind=EMPLOYEE, target="1"),
        op("d", UPDATE, target="1"),
    )
    assert ids(retry(new, before, entries(a=Phase.DONE))) == ["b", "c"]


def test_what_is_tried_brings_along_what_it_needs() -> None:
    before = plan(op("a", UPDATE, target="t1"))
    new = plan(
        op("b", UPDATE, target="t1"),
        op("c", UPDATE, kind=PROJECT, target="t9", needs=("b",)),
    )
    assert ids(retry(new, before, entries(a=Phase.DONE))) == ["b", "c"]


def test_a_record_that_a_run_made_is_known_by_its_new_id_alone() -> None:
    before = plan(op("a", CREATE, source="p1"), op("b", CREATE, source="p2"))
    new = plan(op("c", UPDATE, target="made-a"), op("d", UPDATE, target="made-b"))
    assert ids(retry(new, before, entries(a=Phase.DONE, b=Phase.FAILED))) == ["d"]
    assert ids(retry(new, before, entries(a=Phase.DONE, b=Phase.DONE))) == []


def test_records_without_an_id_have_nothing_in_common() -> None:
    before = plan(op("a", CREATE), op("b", CREATE, source="p2"))
    new = plan(op("c", CREATE, source="p3"), op("d", CREATE))
    lost = {id_: replace(one, record=None) for id_, one in entries(a=Phase.DONE).items()}
    assert ids(retry(new, before, lost)) == ["c", "d"]
