"""What is written within what each side can do: parts, departments, references."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from unit.sync.building import ALL, CUSTOMER, DEPARTMENT, EMPLOYEE, PROJECT, P, T, whole
from unit.sync.surveying import HUS, KARI, OLA, TRIPLETEX, codes, survey

from wizard.errors import Problem
from wizard.model.connection import Capabilities
from wizard.model.matching import Policy
from wizard.model.records import Completeness, Kind, Record, Side, Value
from wizard.sync.engine import make_plan


class TestParts:
    def employees(self, **theirs: Value) -> tuple[Record, Record]:
        return whole(EMPLOYEE, T, "1", **KARI), whole(EMPLOYEE, P, "a", **KARI, **theirs)

    def test_are_written_by_a_call_of_their_own(self) -> None:
        days: dict[str, Value] = {"first_workday": "2024-01-01", "date_of_birth": "1990-01-01"}
        plan = make_plan(survey(*self.employees(**days)), Policy())
        _, person, employment = plan.operations
        assert (person.part, dict(person.fields), person.version) == (
            "",
            {"date_of_birth": "1990-01-01"},
            "1",
        )
        assert (employment.part, dict(employment.fields), employment.version) == (
            "employment",
            {"first_workday": "2024-01-01"},
            None,
        )

    @pytest.mark.parametrize(
        ("days", "needed"),
        [
            ({"first_workday": "2024-01-01"}, "date_of_birth"),
            ({"last_workday": "2024-12-31"}, "date_of_birth"),
        ],
    )
    def test_wait_for_what_they_need(self, days: dict[str, Value], needed: str) -> None:
        for records in (self.employees(**days), self.employees(**days)[1:]):
            plan = make_plan(survey(*records), Policy())
            [stop] = plan.stops
            assert (stop.problem.code, stop.problem.params["needed"]) == ("part_needs", needed)
            assert not stop.whole
            assert not any(one.fields.keys() & days.keys() for one in plan.operations)

    def test_that_exist_are_changed_without_ado(self) -> None:
        ours = whole(EMPLOYEE, T, "1", first_workday="2020-01-01", **KARI)
        theirs = whole(
            EMPLOYEE, P, "a", first_workday="2020-01-01", last_workday="2024-12-31", **KARI
        )
        plan = make_plan(survey(ours, theirs), Policy())
        assert [one.part for one in plan.operations] == ["", "employment"]

    def test_that_cannot_be_made_here_say_why(self) -> None:
        closed = replace(
            TRIPLETEX,
            unwritable={(EMPLOYEE, "first_workday"): Problem("tripletex.no_division")},
        )
        days: dict[str, Value] = {"first_workday": "2024-01-01", "date_of_birth": "1990-01-01"}
        plan = make_plan(survey(*self.employees(**days), ours=closed), Policy())
        assert codes(plan) == ["tripletex.no_division"]


class TestDepartments:
    def test_are_found_by_name(self) -> None:
        salg = whole(DEPARTMENT, T, "d1", name="SALG")
        plan = make_plan(survey(salg, whole(EMPLOYEE, P, "b", department="Salg", **OLA)), Policy())
        [made] = plan.operations
        assert made.references["department"].id == "d1"

    def test_are_made_once_for_all_who_are_in_them(self) -> None:
        people = (
            whole(EMPLOYEE, P, "a", department="Salg", **KARI),
            whole(EMPLOYEE, P, "b", department="salg", **OLA),
        )
        department, *employees = make_plan(survey(*people), Policy()).operations
        assert department.kind is DEPARTMENT
        assert [one.needs for one in employees] == [(department.id,)] * 2

    def test_are_not_made_for_somebody_who_is_not(self) -> None:
        lost = whole(EMPLOYEE, P, "a", department="Salg", email="nei", **KARI)
        assert not make_plan(survey(lost), Policy()).operations

    @pytest.mark.parametrize(
        "hindered",
        [
            {"worth": {(T, DEPARTMENT): Completeness.PARTIAL}},
            {"ours": Capabilities({**ALL, DEPARTMENT: frozenset()})},
        ],
    )
    def test_that_cannot_be_made_stop_a_new_employee_and_one_field_of_an_old_one(
        self, hindered: dict[str, Mapping[tuple[Side, Kind], Completeness]]
    ) -> None:
        records = (
            whole(EMPLOYEE, T, "1", **KARI),
            whole(EMPLOYEE, P, "a", department="Salg", email="kari@x.no", **KARI),
            whole(EMPLOYEE, P, "b", department="Salg", **OLA),
        )
        plan = make_plan(survey(*records, **hindered), Policy())  # type: ignore[arg-type]
        assert codes(plan) == ["department_missing", "department_missing"]
        assert sorted(stop.whole for stop in plan.stops) == [False, True]
        assert [dict(one.fields) for one in plan.operations if one.fields] == [
            {"email": "kari@x.no"}
        ]


class TestReferences:
    kari = whole(EMPLOYEE, T, "1", **KARI), whole(EMPLOYEE, P, "a", **KARI)

    def test_to_what_is_stopped_stop_what_points(self) -> None:
        feil = whole(CUSTOMER, P, "c", number="6", name="Feil", email="nei")
        hus = whole(PROJECT, P, "p", customer_number="6", manager_number="1", **HUS)
        plan = make_plan(survey(*self.kari, feil, hus), Policy())
        assert codes(plan) == ["value_not_email", "reference_blocked"]
        assert plan.counts[PROJECT].blocked == 1

    def test_that_change_to_what_is_stopped_leave_only_that_field(self) -> None:
        feil = whole(CUSTOMER, P, "c", number="6", name="Feil", email="nei")
        hus = (
            whole(PROJECT, T, "9", manager_number="1", **HUS),
            whole(
                PROJECT, P, "p", customer_number="6", manager_number="1", description="Stort", **HUS
            ),
        )
        plan = make_plan(survey(*self.kari, feil, *hus), Policy())
        assert codes(plan) == ["value_not_email", "reference_blocked"]
        assert [dict(one.fields) for one in plan.operations if one.kind is PROJECT] == [
            {},
            {"description": "Stort"},
        ]

    def test_that_nobody_may_be_pointed_at_by_are_left(self) -> None:
        eligible = replace(TRIPLETEX, eligible={(PROJECT, "manager_number"): frozenset({"77"})})
        hus = whole(PROJECT, P, "p", manager_number="1", **HUS)
        assert codes(make_plan(survey(*self.kari, hus, ours=eligible), Policy())) == [
            "reference_ineligible"
        ]

    def test_to_somebody_without_a_number_are_left_out_at_the_partner(self) -> None:
        nobody = whole(EMPLOYEE, T, "3", first_name="Nils", last_name="Vik")
        hus = replace(whole(PROJECT, T, "9", **HUS), handles={"manager_number": "3"})
        plan = make_plan(survey(nobody, hus), Policy())
        [made] = [one for one in plan.operations if one.kind is PROJECT]
        assert "manager_number" not in made.fields.keys() | made.agreed.keys()
        assert [(s.problem.code, s.whole) for s in plan.stops] == [("reference_unnumbered", False)]

    def test_to_somebody_without_a_number_are_written_by_id_in_tripletex(self) -> None:
        pair = (
            whole(EMPLOYEE, T, "3", first_name="Nils", last_name="Vik", email="n@x.no"),
            whole(EMPLOYEE, P, "n", first_name="Nils", last_name="Vik", email="n@x.no"),
        )
        hus = replace(whole(PROJECT, P, "p", **HUS), handles={"manager_number": "n"})
        plan = make_plan(survey(*pair, hus), Policy())
        [made] = [one for one in plan.operations if one.kind is PROJECT]
        assert made.references["manager_number"].id == "3"
        assert made.fields["manager_number"] == "Nils Vik"
