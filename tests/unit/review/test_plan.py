"""The plan in numbers and in full, and the brake."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.review.registers import registers
from unit.sync.building import CUSTOMER, EMPLOYEE, P, T, whole

from wizard.model.connection import Company
from wizard.model.matching import Authority, Policy
from wizard.model.plan import KindCounts, Operation, SyncPlan, Verb
from wizard.model.records import Kind, Side
from wizard.review.brake import brake
from wizard.review.outline import lines_of, names_of, numbers_of
from wizard.sync.engine import make_plan

NEW = whole(CUSTOMER, T, "c8", number="8", name="Sør AS", organization_number="974760673")
SURVEY = registers(NEW)
PLAN = make_plan(SURVEY, Policy(Authority.PARTNER))


def test_each_side_in_numbers() -> None:
    ours, theirs = numbers_of(PLAN, T), numbers_of(PLAN, P)
    assert ours.updated == {EMPLOYEE: 1, CUSTOMER: 1}
    assert (ours.created, ours.filled, ours.linked) == ({}, 3, 0)
    assert theirs.created == {CUSTOMER: 1}
    assert (theirs.linked, theirs.written, ours.written) == (2, 1, 2)


def test_the_plan_in_full_names_each_record_and_field() -> None:
    lines = lines_of(PLAN, names_of(PLAN, SURVEY.snapshots))
    said = [
        (one.operation.side, one.operation.verb, one.name, one.field, one.before, one.after)
        for one in lines
    ]
    assert (T, Verb.UPDATE, "Ola Hansen", "phone_mobile", "91234567", "93 45 67 12") in said
    assert (T, Verb.UPDATE, "Nord AS", "city", None, "Bodø") in said
    assert (P, Verb.CREATE, "Sør AS", None, None, None) in said
    assert (P, Verb.LINK, "Nord AS", None, None, None) in said
    fields = sum(len(one.fields) for one in PLAN.operations if one.verb is Verb.UPDATE)
    others = sum(one.verb is not Verb.UPDATE for one in PLAN.operations)
    assert len(lines) == fields + others


def writing(many: int, of: int, verb: Verb = Verb.UPDATE, side: Side = Side.PARTNER) -> SyncPlan:
    made = tuple(
        Operation(f"o{at}", verb, side, Kind.CUSTOMER, str(at), "differs", target=str(at))
        for at in range(many)
    )
    counts = {Kind.CUSTOMER: KindCounts(linked=of, equal=of)}
    return SyncPlan(
        Company(1, "Ås Bygg AS", "923609016"),
        "register",
        (Kind.CUSTOMER,),
        Policy(),
        made,
        (),
        (),
        counts,
    )


@pytest.mark.parametrize(
    ("many", "of", "number"),
    [
        (0, 0, None),
        (5, 5, None),
        (6, 59, 6),
        (6, 60, None),
        (50, 500, None),
        (51, 100_000, 51),
        (50, 499, 50),
    ],
)
def test_the_brake_holds_at_its_limits(many: int, of: int, number: int | None) -> None:
    assert brake(writing(many, of)) == number
    assert brake(writing(many, of, Verb.CREATE)) == number
    assert brake(writing(many, of, Verb.LINK)) is None


def test_a_record_in_two_parts_is_one_and_all_kinds_are_in_the_number() -> None:
    plan = writing(60, 60)
    [first, *_] = plan.operations
    again = replace(first, id="again", part="employment")
    other = replace(first, id="person", kind=Kind.EMPLOYEE)
    plan = replace(
        plan,
        kinds=(Kind.EMPLOYEE, Kind.CUSTOMER),
        operations=(*plan.operations, again, other),
        counts={**plan.counts, Kind.EMPLOYEE: KindCounts(equal=100)},
    )
    assert brake(plan) == 61


@given(st.integers(0, 200), st.integers(0, 3000))
def test_writing_more_never_loosens_the_brake(many: int, of: int) -> None:
    if brake(writing(many, of)) is not None:
        assert brake(writing(many + 1, of)) == many + 1
