"""A trial: few records of each kind, whole, with what they need, and all that there is to see."""

from __future__ import annotations

from collections.abc import Mapping

from unit.sync.building import CUSTOMER, DEPARTMENT, EMPLOYEE, PROJECT, P, T

from wizard.model.connection import Company
from wizard.model.matching import Policy
from wizard.model.plan import Operation, SyncPlan, Verb
from wizard.model.records import Kind, Side, Value
from wizard.sync.pilot import pilot

LINK, CREATE, UPDATE = Verb.LINK, Verb.CREATE, Verb.UPDATE


def op(
    id_: str,
    verb: Verb,
    kind: Kind = CUSTOMER,
    *,
    side: Side = T,
    because: str = "only_partner",
    target: str | None = None,
    source: str | None = None,
    needs: tuple[str, ...] = (),
    fields: Mapping[str, Value] | None = None,
) -> Operation:
    values = {"number": id_} if fields is None else fields
    return Operation(id_, verb, side, kind, id_, because, target, source, values, needs=needs)


def tried(most: int, *operations: Operation) -> SyncPlan:
    company = Company(1, "Ås Bygg AS", "923609016")
    kinds = (EMPLOYEE, CUSTOMER, PROJECT)
    return pilot(SyncPlan(company, "x", kinds, Policy(), operations, (), (), {}), most)


def ids(plan: SyncPlan) -> list[str]:
    return [one.id for one in plan.operations]


def left(plan: SyncPlan) -> dict[str | None, str]:
    assert {(one.problem.code, one.whole, one.count) for one in plan.stops} <= {
        ("pilot_left", False, 0)
    }
    return {one.problem.kind: one.problem.params["count"] for one in plan.stops}


def test_so_many_of_each_kind_are_done_and_the_others_counted() -> None:
    made = tried(
        2,
        *(op(f"e{n}", CREATE, EMPLOYEE, source=f"{n}") for n in range(2)),
        *(op(f"c{n}", CREATE, source=f"{n}") for n in range(5)),
    )
    assert ids(made) == ["e0", "e1", "c0", "c1"]
    assert left(made) == {"customer": "3"}


def test_each_verb_side_and_reason_is_shown_before_anything_is_shown_twice() -> None:
    made = tried(
        4,
        op("a", CREATE, source="1"),
        op("b", CREATE, source="2"),
        op("c", LINK, side=P, target="3", source="t3", because="number"),
        op("d", LINK, side=P, target="4", source="t4", because="number+email"),
        op("e", CREATE, side=P, source="t5", because="only_tripletex"),
        op("f", CREATE, side=P, source="t6", because="only_tripletex"),
    )
    assert ids(made) == ["a", "b", "d", "e"]


def test_a_record_is_taken_with_all_its_operations() -> None:
    made = tried(
        1,
        op("link", LINK, side=P, target="p1", source="t1"),
        op("new", CREATE, source="p2"),
        op("ours", UPDATE, target="t1", source="p1"),
        op("theirs", UPDATE, side=P, target="p1", source="t1"),
    )
    assert ids(made) == ["link", "ours", "theirs"]
    assert left(made) == {"customer": "1"}


def test_what_a_record_needs_comes_along_and_counts() -> None:
    made = tried(
        1,
        op("department", CREATE, DEPARTMENT),
        op("e1", CREATE, EMPLOYEE, source="1"),
        op("e2", CREATE, EMPLOYEE, source="2", needs=("department",)),
        op("c1", CREATE, source="1"),
        op("c2", CREATE, source="2"),
        op("p", CREATE, PROJECT, source="1", needs=("c2", "e2")),
    )
    assert ids(made) == ["department", "e2", "c2", "p"]
    assert left(made) == {"employee": "1", "customer": "1"}


def test_a_number_given_back_belongs_to_the_record_it_is_of() -> None:
    made = tried(
        1,
        op("new", CREATE, source="p1", fields={"name": "Ny"}),
        op("back", UPDATE, side=P, target="p1", needs=("new",), because="assigned"),
    )
    assert ids(made) == ["new", "back"]
    assert left(made) == {}


def test_no_number_is_chosen_that_is_planned_for_later() -> None:
    operations = (
        op("1", CREATE, source="1"),
        op("2", CREATE, source="2"),
        op("free", CREATE, source="3", fields={"name": "Ny"}, because="only_partner+free"),
    )
    assert ids(tried(1, *operations)) == ["1"]
    assert ids(tried(2, *operations)) == ["1", "2"]
    assert ids(tried(3, *operations)) == ["1", "2", "free"]


def test_what_needs_such_a_number_waits_too() -> None:
    made = tried(
        1,
        op("1", CREATE, source="1"),
        op("free", CREATE, source="3", fields={"name": "Ny"}),
        op("p", CREATE, PROJECT, source="1", needs=("free",)),
    )
    assert ids(made) == ["1"]
    assert left(made) == {"customer": "1", "project": "1"}


def test_a_number_that_comes_along_is_not_for_later() -> None:
    made = tried(
        1,
        op("1", CREATE, source="1"),
        op("free", CREATE, source="3", fields={"name": "Ny"}),
        op("p", CREATE, PROJECT, source="1", needs=("1", "free")),
    )
    assert ids(made) == ["1", "free", "p"]
    assert left(made) == {}


def test_more_than_there_is_is_the_whole_plan() -> None:
    operations = (op("1", CREATE, source="1"), op("2", CREATE, source="2"))
    assert tried(3, *operations).operations == operations
    assert tried(3, *operations).stops == ()
