"""The plan file: read back as it was written, and refused where anything in it was changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from wizard.cli.planfile import read_plan, write_plan
from wizard.errors import UsageError
from wizard.model.connection import Company
from wizard.model.matching import Policy
from wizard.model.plan import Operation, SyncPlan, Verb
from wizard.model.records import Kind, Side

NEW = Operation("7", Verb.CREATE, Side.PARTNER, Kind.CUSTOMER, "7", "new", fields={"name": "Ås"})
PLAN = SyncPlan(
    Company(1, "Ås Bygg AS", "923609016"), "x", (Kind.CUSTOMER,), Policy(), (NEW,), (), (), {}
)


def test_a_plan_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_plan(tmp_path / "plan.json", PLAN)
    assert read_plan(tmp_path / "plan.json") == PLAN


@pytest.mark.parametrize(
    ("written", "changed"),
    [
        ("Ås", "Ål"),  # a value, its operation's id and the plan's fingerprint left as they were
        ('"whole":"', '"hole":"'),
        ('"version":null', '"version": null'),
    ],
)
def test_a_plan_that_was_changed_is_refused(tmp_path: Path, written: str, changed: str) -> None:
    path = tmp_path / "plan.json"
    write_plan(path, PLAN)
    text = path.read_text(encoding="utf-8")
    assert written in text
    path.write_text(text.replace(written, changed), encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        read_plan(path)
    assert [one.code for one in refused.value.problems] == ["plan_edited"]
