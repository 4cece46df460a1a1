"""What people read on the terminal of an office's plans."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from unit.review.registers import registers

from wizard.cli.say import plan_lines
from wizard.cli.sayoffice import office_plan_lines
from wizard.model.connection import Company
from wizard.model.matching import Policy
from wizard.sync.engine import make_plan

PLAN = make_plan(registers(), Policy())
OTHER = replace(PLAN, company=Company(2, "Havgap Fisk AS", "974760673"))


def test_many_clients_have_a_line_each_and_their_file_is_named() -> None:
    lines = office_plan_lines([PLAN, OTHER], Path("some/plan.json"))
    assert len(lines) == 3
    assert lines[1].startswith("Havgap Fisk AS: ")
    assert "plan.json" in lines[2]
    assert "some" not in lines[2]


def test_one_client_alone_is_shown_in_full() -> None:
    assert office_plan_lines([PLAN], Path("plan.json")) == plan_lines(PLAN)


def test_no_plan_is_said_to_lie_anywhere_where_none_was_made() -> None:
    assert office_plan_lines([], Path("plan.json")) == ()
