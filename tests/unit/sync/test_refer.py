"""References are told apart by who they point at, and written by the number of the side."""

from __future__ import annotations

from dataclasses import replace

import pytest
from unit.sync.building import CUSTOMER, EMPLOYEE, PROJECT, P, T, raw, snapshot, whole

from wizard.errors import Problem
from wizard.model.mapping import MAPPINGS
from wizard.model.plan import Reference
from wizard.model.records import Record, Side, Value
from wizard.sync.refer import ReferenceBook, pointed_at, translate


def firm(side: Side, id_: str, number: Value, name: str = "Berg") -> Record:
    return whole(CUSTOMER, side, id_, number=number, name=name)


def book(*records: Record, outside: bool = False) -> ReferenceBook:
    there = [one for one in records if one.side is T]
    here = [one for one in records if one.side is P]
    return ReferenceBook.of(
        snapshot(*there, kind=CUSTOMER, side=T),
        snapshot(*here, kind=CUSTOMER, side=P),
        outside=outside,
    )


def translated(record: Record, customers: ReferenceBook) -> Record:
    nobody = ReferenceBook.of(
        snapshot(kind=EMPLOYEE, side=T), snapshot(kind=EMPLOYEE, side=P), outside=True
    )
    books = {CUSTOMER: customers, EMPLOYEE: nobody}
    return translate(snapshot(record), MAPPINGS[PROJECT], books).records[0]


def project(side: Side, customer: Value, **handles: str) -> Record:
    return replace(whole(PROJECT, side, "p", name="Hus", customer_number=customer), handles=handles)


class TestWhoIsMeant:
    def test_two_numberings_of_one_customer_are_one(self) -> None:
        customers = book(firm(T, "11", "10001"), firm(P, "c1", "7"))
        customers.pair("11", "c1")
        ours, theirs = (
            translated(project(T, "10001"), customers),
            translated(project(P, "7"), customers),
        )
        assert ours.keys["customer_number"] == theirs.keys["customer_number"] == "11"
        assert (ours.values["customer_number"], theirs.values["customer_number"]) == ("10001", "7")

    def test_one_number_on_two_customers_is_two(self) -> None:
        customers = book(firm(T, "11", "7"), firm(P, "c1", "7", "Eik"))
        ours, theirs = (
            translated(project(T, "7"), customers),
            translated(project(P, "7"), customers),
        )
        assert ours.keys["customer_number"] != theirs.keys["customer_number"]

    def test_a_number_that_only_tripletex_has_means_its_record(self) -> None:
        customers = book(firm(T, "7", "10001"), firm(P, "c1", "7", "Eik"))
        theirs = translated(project(P, "10001"), customers)
        assert theirs.keys["customer_number"] == "7"
        found = pointed_at(theirs, "customer_number", customers)
        assert found is customers.records[T]["7"]

    def test_a_number_that_only_the_partner_has_means_its_record(self) -> None:
        customers = book(firm(P, "c1", "7"))
        ours = translated(project(T, "7"), customers)
        assert pointed_at(ours, "customer_number", customers) is customers.records[P]["c1"]

    def test_a_number_whose_record_is_paired_under_another_one_means_nobody(self) -> None:
        customers = book(firm(T, "11", "10001"), firm(P, "c1", "7"))
        customers.pair("11", "c1")
        theirs = translated(project(P, "10001"), customers)
        assert theirs.faults["customer_number"].code == "reference_unknown"

    def test_a_number_that_nobody_has_is_a_fault_at_the_partner(self) -> None:
        params = {"field": "customer_number", "value": "99"}
        fault = Problem("reference_unknown", kind="project", subject="Hus", params=params)
        assert translated(project(P, "99"), book()).faults == {"customer_number": fault}

    @pytest.mark.parametrize(
        "given",
        [
            {"customer_number": "98", "manager_number": "99"},
            {"customer_number": None, "manager_number": "99"},
        ],
    )
    def test_each_reference_of_a_record_is_looked_up_by_itself(
        self, given: dict[str, Value]
    ) -> None:
        found = translated(whole(PROJECT, P, "p", name="Hus", **given), book())
        assert found.faults == {
            name: Problem(
                "reference_unknown",
                kind="project",
                subject="Hus",
                params={"field": name, "value": str(value)},
            )
            for name, value in given.items()
            if value
        }

    def test_a_number_that_two_have_points_at_neither(self) -> None:
        customers = book(firm(T, "11", "7"), firm(P, "c1", "7"), firm(P, "c2", "7"))
        customers.pair("11", "c1")
        theirs = translated(project(P, "7"), customers)
        params = {"field": "customer_number", "value": "7"}
        fault = Problem("reference_ambiguous", kind="project", subject="Hus", params=params)
        assert theirs.faults == {"customer_number": fault}

    def test_whoever_is_meant_is_found_as_the_side_that_points_holds_it(self) -> None:
        customers = book(firm(T, "11", "10001"), firm(P, "c1", "7"))
        customers.pair("11", "c1")
        for side, number, id_ in ((T, "10001", "11"), (P, "7", "c1")):
            pointing = translated(project(side, number), customers)
            assert pointing.handles == {"customer_number": id_}
            found = pointed_at(pointing, "customer_number", customers)
            assert found is customers.records[side][id_]

    def test_one_the_partner_has_alone_is_known_as_its_own(self) -> None:
        theirs = translated(project(P, "7"), book(firm(P, "c1", "7")))
        assert theirs.keys["customer_number"] == "partner:c1"

    def test_a_record_that_the_key_may_not_see_is_unknown(self) -> None:
        for ours in (project(T, "7"), project(T, None, customer_number="12")):
            hidden = translated(ours, book(firm(P, "c1", "8")))
            assert "customer_number" not in hidden.keys
            assert not hidden.faults
            assert pointed_at(hidden, "customer_number", book()) is None

    def test_an_empty_reference_stays_empty(self) -> None:
        assert translated(project(P, None), book()).keys["customer_number"] is None

    def test_a_reference_by_id_needs_no_number(self) -> None:
        customers = book(firm(T, "11", None))
        ours = translated(project(T, None, customer_number="11"), customers)
        assert ours.keys["customer_number"] == "11"
        assert ours.values["customer_number"] == "Berg"
        assert pointed_at(ours, "customer_number", customers) is customers.records[T]["11"]

    def test_a_field_that_is_not_known_is_passed_over(self) -> None:
        only_name = replace(raw(PROJECT, P, "p", name="Hus"), keys={"name": "hus"})
        assert translated(only_name, book()) == only_name


class TestWhatIsWritten:
    def test_is_the_number_of_the_side(self) -> None:
        ours, theirs = firm(T, "11", "10001"), firm(P, "c1", "7")
        customers = book(ours, theirs)
        customers.pair("11", "c1")
        assert customers.target(P, ours) == ("7", Reference(CUSTOMER, id="c1"))
        assert customers.target(T, theirs) == ("10001", Reference(CUSTOMER, id="11"))
        assert customers.target(T, ours) == ("10001", Reference(CUSTOMER, id="11"))

    def test_is_the_number_across_where_the_side_has_none(self) -> None:
        ours, theirs = firm(T, "11", None), firm(P, "c1", "7")
        customers = book(ours, theirs)
        customers.pair("11", "c1")
        assert customers.target(T, theirs) == ("7", Reference(CUSTOMER, id="11"))

    def test_is_what_will_be_made(self) -> None:
        theirs = firm(P, "c1", "7")
        customers = book(theirs)
        assert customers.target(T, theirs) is None
        customers.creates[P, "c1"] = "operation"
        assert customers.target(T, theirs) == ("7", Reference(CUSTOMER, operation="operation"))

    def test_is_the_number_that_a_record_has_been_given(self) -> None:
        ours = firm(T, "11", "7")
        customers = book(ours, firm(P, "c1", "7", "Eik"))
        pointing = translated(project(T, "7", customer_number="11"), customers)
        new = firm(T, "11", "8")
        customers.renumber(new)
        assert pointed_at(pointing, "customer_number", customers) is new
        assert customers.target(T, ours) == ("8", Reference(CUSTOMER, id="11"))

    @pytest.mark.parametrize("number", ["10001", None])
    def test_is_tripletexs_own_number_for_a_kind_outside_the_synk(self, number: Value) -> None:
        ours = firm(T, "11", number)
        assert book(ours, outside=True).target(P, ours) == (number, None)


def test_kinds_that_point_at_nobody_are_left_as_they_are() -> None:
    customers = snapshot(firm(T, "1", "7"))
    assert translate(customers, MAPPINGS[CUSTOMER], {}) is customers
