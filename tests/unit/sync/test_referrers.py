"""Who still points at a record that is to be removed, and who lets go of it first."""

from __future__ import annotations

from dataclasses import replace

import pytest
from unit.sync.building import CUSTOMER, DEPARTMENT, EMPLOYEE, PROJECT, P, T, of_both, whole

from wizard.model.records import Record, Side
from wizard.sync.referrers import Referrers

FIRM = whole(CUSTOMER, T, "5", number="7", name="Berg")


def among(*records: Record) -> Referrers:
    """The referrers of a Tripletex and a partner that hold these."""
    return Referrers(of_both(*records))


def project(id_: str, side: Side = T, number: str | None = None, **ids: str) -> Record:
    made = whole(PROJECT, side, id_, number=id_, name="Hus", customer_number=number)
    return replace(made, handles={f"{name}_number": one for name, one in ids.items()})


def staying(found: Referrers, record: Record) -> list[str]:
    return [one.id for one in found.of(record)[0]]


def test_a_record_is_pointed_at_by_its_id_or_else_by_its_number_on_its_own_side() -> None:
    by_id, by_number = project("1", customer="5"), project("2", number="007")
    nobody = [
        project("3", number="7", customer="6"),  # whoever it shows, its id says who it is
        project("4", number="8"),
        project("5"),
        project("6", P, "7", customer="5"),
        project("7", number=None, manager="5"),
    ]
    assert among(by_id, by_number, *nobody).of(FIRM) == ([by_id, by_number], set())
    assert staying(among(project("6", P, "7")), replace(FIRM, side=P)) == ["6"]


def test_a_record_without_a_number_is_pointed_at_by_its_id_only() -> None:
    nameless = whole(CUSTOMER, T, "5", name="Berg")
    assert staying(among(project("1", customer="5"), project("2")), nameless) == ["1"]


def test_a_manager_is_pointed_at_as_an_employee() -> None:
    kari = whole(EMPLOYEE, T, "5", number="7", first_name="Kari")
    found = among(project("1", customer="5"), project("2", manager="5"))
    assert (staying(found, kari), staying(found, FIRM)) == (["2"], ["1"])


@pytest.mark.parametrize("name", ["Salg", "SALG"])
def test_a_department_is_pointed_at_by_its_name(name: str) -> None:
    salg = whole(DEPARTMENT, T, "5", number="7", name=name)
    there = whole(EMPLOYEE, T, "1", department="Salg")
    elsewhere = whole(EMPLOYEE, T, "2", department="7")
    assert staying(among(there, elsewhere), salg) == ["1"]


def test_who_lets_go_first_no_longer_points_and_its_operation_is_named() -> None:
    one, other, kept = (project(id_, customer="5") for id_ in "123")
    found = among(one, other, kept, project("4", P, customer="5"))
    found.release(one, ["name", "customer_number"], "a")
    found.remove(other, "b")
    found.release(kept, ["manager_number"], "c")
    found.remove(project("3", P), "d")  # another record, whatever its id
    assert found.of(FIRM) == ([kept], {"a", "b"})


def test_who_points_twice_lets_go_of_both() -> None:
    both = replace(project("1"), handles={"customer_number": "5", "manager_number": "5"})
    kari = whole(EMPLOYEE, T, "5", number="7", first_name="Kari")
    found = among(both)
    found.release(both, ["customer_number"], "a")
    assert (found.of(FIRM), found.of(kari)) == (([], {"a"}), ([both], set()))
