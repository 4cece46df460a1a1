"""A plan's hash: all that it says counts, wherever among many it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from wizard.errors import Problem
from wizard.model.codec import digest_of_operation, digest_of_plan
from wizard.model.connection import Company
from wizard.model.matching import Choice, Conflict, Policy, Resolution, Stop
from wizard.model.plan import Agreement, Operation, SyncPlan, Verb
from wizard.model.records import Kind, Side

MANY = 2_500  # more than are hashed at once, and not a round number of times


def operation(number: int) -> Operation:
    made = Operation("", Verb.LINK, Side.PARTNER, Kind.CUSTOMER, str(number), "number")
    return replace(made, id=digest_of_operation(made))


def edited(rows: Sequence[Any], at: int, **change: object) -> tuple[Any, ...]:
    return (*rows[:at], replace(rows[at], **change), *rows[at + 1 :])


def rows(number: int) -> dict[str, object]:
    """One of each of what a plan has as many of as there are records."""
    name = str(number)
    return {
        "questions": Conflict(name, Kind.CUSTOMER, "differs", name, (Choice.SKIP,)),
        "stops": Stop(Problem("skipped_by_decision", subject=name)),
        "resolutions": Resolution(name, Choice.SKIP),
        "agreed": Agreement(Kind.CUSTOMER, name, name, {"name": name}),
    }


OPERATIONS = tuple(operation(number) for number in range(MANY))
PLAN = SyncPlan(
    Company(1, "Ås Bygg AS", "923609016"), "x", (Kind.CUSTOMER,), Policy(), OPERATIONS, (), (), {}
)


def test_the_hash_is_24_hex_digits_and_the_same_each_time() -> None:
    found = digest_of_plan(PLAN)
    assert len(found) == 24
    assert int(found, 16)
    assert digest_of_plan(replace(PLAN, operations=tuple(map(operation, range(MANY))))) == found


@pytest.mark.parametrize("at", [0, 999, 1_000, MANY - 1])
def test_another_operation_makes_it_another_plan(at: int) -> None:
    others = (*OPERATIONS[:at], operation(MANY), *OPERATIONS[at + 1 :])
    assert digest_of_plan(replace(PLAN, operations=others)) != digest_of_plan(PLAN)


@pytest.mark.parametrize("at", [0, 199, 200, 449])
@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("questions", {"subject": "another"}),
        ("stops", {"count": 2}),
        ("resolutions", {"choice": Choice.TRIPLETEX}),
        ("agreed", {"values": {"name": "another"}}),
    ],
)
def test_anything_else_that_is_edited_does_so_too(
    name: str, change: dict[str, object], at: int
) -> None:
    many = [rows(number)[name] for number in range(450)]
    whole, other = (
        replace(PLAN, **{name: each}) for each in (tuple(many), edited(many, at, **change))
    )
    cut = replace(PLAN, **{name: tuple(many[:at])})
    assert len({digest_of_plan(one) for one in (whole, other, cut)}) == 3
    assert digest_of_plan(whole) == digest_of_plan(replace(whole))


def test_what_is_asked_and_what_is_stopped_are_not_taken_for_each_other() -> None:
    empty = replace(PLAN, operations=())
    found = {digest_of_plan(replace(empty, **{name: (each,)})) for name, each in rows(1).items()}
    assert len({*found, digest_of_plan(empty)}) == 5


@pytest.mark.parametrize("kept", [0, 1_000, 2_000, MANY - 1])
def test_a_plan_that_is_cut_short_is_another(kept: int) -> None:
    assert digest_of_plan(replace(PLAN, operations=OPERATIONS[:kept])) != digest_of_plan(PLAN)


def test_the_order_of_operations_counts_and_so_does_all_else() -> None:
    backwards = replace(PLAN, operations=OPERATIONS[::-1])
    renamed = replace(PLAN, partner="y")
    assert len({digest_of_plan(one) for one in (PLAN, backwards, renamed)}) == 3
