"""What is written within what each side can do: parts, departments, references."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from unit.sync.building import ALL, CUSTOMER, DEPARTMENT, EMPLOYEE, PROJECT, P, T, normal, whole
from unit.sync.surveying import HUS, KARI, OLA, TRIPLETEX, codes, survey

from wizard.errors import Problem
from wizard.model.connection import Capabilities, Part
from wizard.model.matching import Policy
from wizard.model.plan import Operation, SyncPlan, Verb
from wizard.model.records import Completeness, Kind, Record, Side, Value
from wizard.model.rules import Condition, Derive, MapValues, Ruleset, SkipWhen, StopRule, Words
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
        [stop] = make_plan(survey(*self.kari, hus, ours=eligible), Policy()).stops
        params = {"field": "manager_number", "value": "1"}
        assert stop.problem == Problem(
            "reference_ineligible", kind="project", subject="9 Hus", params=params
        )

    def test_to_somebody_without_a_number_are_left_out_at_the_partner(self) -> None:
        nobody = whole(EMPLOYEE, T, "3", first_name="Nils", last_name="Vik")
        hus = replace(whole(PROJECT, T, "9", **HUS), handles={"manager_number": "3"})
        plan = make_plan(survey(nobody, hus), Policy())
        [made] = [one for one in plan.operations if one.kind is PROJECT]
        assert "manager_number" not in made.fields.keys() | made.agreed.keys()
        params = {"field": "manager_number", "value": "Nils Vik"}
        unnumbered = Problem("reference_unnumbered", kind="project", subject="9 Hus", params=params)
        assert [(one.problem, one.whole) for one in plan.stops] == [(unnumbered, False)]

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


SAID = Words("Fordi.", "Because.")
RULES = Ruleset(
    "ours",
    "Ours",
    stops=(
        StopRule("stop", CUSTOMER, SAID, SkipWhen((Condition("is_inactive", (True,)),))),
        StopRule("keep", CUSTOMER, SAID, SkipWhen(()), fields=("email",)),
    ),
    maps=(MapValues("map", CUSTOMER, SAID, "city", {"Oslo": "OSL"}),),
    derived=(
        Derive("derive", CUSTOMER, SAID, "phone", value="22 33 44 55"),
        Derive("nowhere", CUSTOMER, SAID, "address", value="Storgata 1"),
    ),
)


class TestWithinThePartnersRules:
    can = Capabilities({CUSTOMER: ALL[CUSTOMER] - {"address"}})
    firm = replace(
        whole(CUSTOMER, T, "1", number="7", name="Berg", city="Oslo", email="a@b.no"),
        version="3",
    )

    def plan(self, *records: Record) -> SyncPlan:
        return make_plan(survey(*records, theirs=self.can), Policy(), (), RULES)

    def test_a_new_record_is_made_in_full(self) -> None:
        found = self.plan(self.firm)
        [made] = found.operations
        assert replace(made, id="") == Operation(
            "",
            Verb.CREATE,
            P,
            CUSTOMER,
            "7",
            "only_tripletex+derived",
            source="1",
            fields={"number": "7", "name": "Berg", "city": "OSL", "phone": "22 33 44 55"},
            agreed={"number": "7", "name": "berg", "city": "oslo"},
        )
        [kept] = found.stops
        assert (kept.problem.code, kept.side, kept.whole) == ("rule_keeps_field", P, False)
        assert (kept.problem.subject, kept.problem.params["field"]) == ("7 Berg", "email")

    def test_a_new_record_without_anything_derived_does_not_say_so(self) -> None:
        [made] = self.plan(whole(CUSTOMER, T, "1", name="Ny", phone="22334455")).operations
        assert (made.because, made.key) == ("only_tripletex", "Ny")
        assert made.fields == {"name": "Ny", "phone": "22 33 44 55"}

    def test_a_word_of_the_partners_is_agreed_on_as_tripletexs(self) -> None:
        theirs = whole(CUSTOMER, P, "a", number="7", name="Berg", city="OSL")
        made = self.plan(theirs).operations[0]
        assert (made.fields["city"], made.agreed["city"]) == ("Oslo", "oslo")

    def test_a_record_that_is_stopped_is_not_made(self) -> None:
        found = self.plan(whole(CUSTOMER, T, "1", number="7", name="Berg", is_inactive=True))
        assert found.operations == ()
        assert [(one.problem.code, one.side, one.whole) for one in found.stops] == [
            ("rule_stops_tripletex", P, True)
        ]

    def test_a_pair_that_is_stopped_is_neither_linked_nor_changed(self) -> None:
        ours = whole(CUSTOMER, T, "1", number="7", name="Berg", is_inactive=True)
        found = self.plan(ours, whole(CUSTOMER, P, "a", number="7", name="Berg", city="Ås"))
        assert (found.operations, found.counts[CUSTOMER].blocked) == ((), 1)
        assert codes(found) == ["rule_stops_tripletex"]

    def test_a_pair_is_linked_and_changed_in_full(self) -> None:
        theirs = replace(
            whole(CUSTOMER, P, "a", number="7", name="Berg", email="a@b.no", phone="22334455"),
            version="5",
            anchored=False,
            handles={"row": "12"},
        )
        ours = replace(self.firm, values={**self.firm.values, "phone_mobile": "91 23 45 67"})
        link, there, here = self.plan(normal(ours), theirs).operations
        assert replace(link, id="") == Operation(
            "",
            Verb.LINK,
            P,
            CUSTOMER,
            "7",
            "number+email",
            target="a",
            source="1",
            version="5",
            agreed={
                name: theirs.keys[name]
                for name in ALL[CUSTOMER] - {"city", "phone", "phone_mobile"}
            },
            write=True,
        )
        assert replace(there, id="") == Operation(
            "",
            Verb.UPDATE,
            P,
            CUSTOMER,
            "7",
            "fill_partner",
            target="a",
            source="1",
            fields={"city": "OSL", "phone_mobile": "91 23 45 67"},
            before={"city": None, "phone_mobile": None},
            version="5",
            handles={"row": "12"},
            agreed={"city": "oslo", "phone_mobile": "+4791234567"},
        )
        assert replace(here, id="") == Operation(
            "",
            Verb.UPDATE,
            T,
            CUSTOMER,
            "7",
            "fill_tripletex",
            target="1",
            source="a",
            fields={"phone": "22 33 44 55"},
            before={"phone": None},
            version="3",
            agreed={"phone": "+4722334455"},
        )


def test_what_two_last_agreed_on_goes_along_with_what_changes_it() -> None:
    ours = whole(CUSTOMER, T, "1", number="7", name="Berg", city="Ås", address="Vei 2")
    theirs = whole(CUSTOMER, P, "a", number="7", name="Berg", city="Moss", phone="22334455")
    base: dict[str, Value] = {"number": "7", "city": "moss", "name": "berg"}
    found = survey(ours, theirs, links={CUSTOMER: {"1": "a"}})
    plan = make_plan(replace(found, baselines={CUSTOMER: {"1": base}}), Policy())
    there, here = plan.operations
    assert (there.because, there.fields) == (
        "fill_partner+tripletex_changed",
        {"city": "Ås", "address": "Vei 2"},
    )
    assert there.before == {"city": "Moss", "address": None}
    assert (there.base, there.agreed) == ({"city": "moss"}, {"city": "ås", "address": "vei 2"})
    assert (here.because, here.fields, here.base) == (
        "fill_tripletex",
        {"phone": "22 33 44 55"},
        {},
    )


class TestWhatIsLeftOut:
    def test_of_a_pair_is_told_for_every_part_and_side(self) -> None:
        kari: dict[str, Value] = {"number": "1", "first_name": "Kari", "last_name": "Moe"}
        ours = whole(EMPLOYEE, T, "1", **kari, department="Salg")
        theirs = whole(EMPLOYEE, P, "a", **kari, first_workday="2024-01-01", email="k@x.no")
        here = replace(TRIPLETEX, writable={**ALL, DEPARTMENT: frozenset()})
        found = make_plan(survey(ours, theirs, ours=here), Policy())
        assert [one.problem for one in found.stops] == [
            Problem(
                "part_needs",
                kind="employee",
                subject="1 Kari Moe",
                params={"needed": "date_of_birth", "field": "first_workday"},
            )
        ]
        assert [dict(one.fields) for one in found.operations] == [
            {},
            {"department": "Salg"},
            {"email": "k@x.no"},
        ]

    def test_of_a_part_does_not_keep_the_others_from_being_written(self) -> None:
        pointing = Part(frozenset({"customer_number"}), "customer_number")
        can = replace(TRIPLETEX, parts={PROJECT: {"customer": pointing}})
        ours = whole(PROJECT, T, "9", manager_number="1", **HUS)
        theirs = whole(
            PROJECT, P, "p", customer_number="6", manager_number="1", description="Stort", **HUS
        )
        feil = whole(CUSTOMER, P, "c", number="6", name="Feil", email="nei")
        kari = whole(EMPLOYEE, T, "1", **KARI), whole(EMPLOYEE, P, "a", **KARI)
        found = make_plan(survey(*kari, feil, ours, theirs, ours=can), Policy())
        assert [dict(one.fields) for one in found.operations if one.kind is PROJECT] == [
            {},
            {"description": "Stort"},
        ]
        assert found.stops[-1].problem == Problem(
            "reference_blocked",
            kind="project",
            subject="9 Hus",
            params={"field": "customer_number", "value": "6"},
        )
        assert found.stops[-1].whole is False
