"""Fields that a side keeps in objects of their own: each object is looked at by itself."""

from __future__ import annotations

import pytest
from unit.sync.building import ALL, EMPLOYEE, P, T, whole

from wizard.errors import Problem
from wizard.model.connection import Capabilities, Part
from wizard.model.records import Value
from wizard.sync.parts import by_part, fit_parts

WORK = Part(frozenset({"first_workday", "last_workday"}), "first_workday")
PAY = Part(frozenset({"bank_account"}), "bank_account", frozenset({"date_of_birth"}))
CAN = Capabilities(ALL, parts={EMPLOYEE: {"work": WORK, "pay": PAY}})
KARI = whole(EMPLOYEE, P, "a", first_name="Kari")


@pytest.mark.parametrize(
    "kept", [{"email": "k@x.no"}, {"first_workday": "2024-01-01", "email": "k@x.no"}]
)
def test_one_that_can_be_written_does_not_end_the_look_at_the_next(kept: dict[str, Value]) -> None:
    values = {**kept, "bank_account": "86011117947"}
    needed = {"needed": "date_of_birth", "field": "bank_account"}
    lacking = Problem("part_needs", kind="employee", subject="Kari", params=needed)
    assert fit_parts(CAN, KARI, values, None) == (kept, [lacking])
    born = whole(EMPLOYEE, T, "1", date_of_birth="1990-01-01")
    assert fit_parts(CAN, KARI, values, born) == (values, [])


def test_each_value_is_written_in_its_own() -> None:
    values: dict[str, Value] = {
        "email": "k@x.no",
        "last_workday": "2025-01-01",
        "bank_account": "86011117947",
        "first_workday": "2024-01-01",
    }
    assert by_part(CAN, EMPLOYEE, values) == {
        "": {"email": "k@x.no"},
        "work": {"last_workday": "2025-01-01", "first_workday": "2024-01-01"},
        "pay": {"bank_account": "86011117947"},
    }
