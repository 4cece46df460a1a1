"""A plan's hash: all that it says counts, wherever among many operations it stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wizard.model.codec import digest_of_plan
from wizard.model.connection import Company
from wizard.model.matching import Policy
from wizard.model.plan import Operation, SyncPlan, Verb
from wizard.model.records import Kind, Side

MANY = 2_500  # more than are hashed at once, and not a round number of times


def operation(number: int) -> Operation:
    return Operation(str(number), Verb.LINK, Side.PARTNER, Kind.CUSTOMER, str(number), "number")


OPERATIONS = tuple(operation(number) for number in range(MANY))
PLAN = SyncPlan(
    Company(1, "Ås Bygg AS", "923609016"), "x", (Kind.CUSTOMER,), Policy(), OPERATIONS, (), (), {}
)


def test_the_hash_is_24_hex_digits_and_the_same_each_time() -> None:
    found = digest_of_plan(PLAN)
    assert len(found) == 24
    assert int(found, 16)
    assert digest_of_plan(replace(PLAN, operations=tuple(map(operation, range(MANY))))) == found


@pytest.mark.parametrize("at", [0, 999, 1_000, 1_999, 2_000, MANY - 1])
def test_any_operation_that_is_edited_makes_it_another_plan(at: int) -> None:
    edited = [*OPERATIONS]
    edited[at] = replace(edited[at], key="another")
    assert digest_of_plan(replace(PLAN, operations=tuple(edited))) != digest_of_plan(PLAN)


@pytest.mark.parametrize("kept", [0, 1_000, 2_000, MANY - 1])
def test_a_plan_that_is_cut_short_is_another(kept: int) -> None:
    assert digest_of_plan(replace(PLAN, operations=OPERATIONS[:kept])) != digest_of_plan(PLAN)


def test_the_order_of_operations_counts_and_so_does_all_else() -> None:
    backwards = replace(PLAN, operations=OPERATIONS[::-1])
    renamed = replace(PLAN, partner="y")
    assert len({digest_of_plan(one) for one in (PLAN, backwards, renamed)}) == 3
