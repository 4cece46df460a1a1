"""Whether two records speak of the same person, firm or project."""

from __future__ import annotations

import pytest
from unit.sync.building import CUSTOMER, EMPLOYEE, PROJECT, P, T, whole

from wizard.model.records import Kind, Value
from wizard.sync.subject import (
    agreeing,
    contradicting,
    folded_name,
    name_of,
    same_subject,
    ties_of,
)


def folded(kind: Kind, **values: Value) -> str:
    return folded_name(whole(kind, T, "1", **values))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ås", "Aas"),
        ("Håkon", "Haakon"),
        ("Håkon", "Hakon"),
        ("Bjørn", "Bjoern"),
        ("Bjørn", "BJORN"),
        ("Sæther", "Saether"),
        ("Åse-Marie", "Åse Marie"),
        ("André", "Andre"),
    ],
)
def test_spellings_of_a_name_fold_alike(one: str, other: str) -> None:
    assert folded(EMPLOYEE, first_name=one) == folded(EMPLOYEE, first_name=other)


def test_word_order_does_not_count() -> None:
    assert folded(EMPLOYEE, first_name="Kari", last_name="Moe") == folded(
        EMPLOYEE, first_name="Moe", last_name="Kari"
    )


def test_the_legal_form_of_a_firm_is_dropped_and_a_place_is_not() -> None:
    assert folded(CUSTOMER, name="Ås Bygg AS") == folded(CUSTOMER, name="Aas Bygg")
    assert folded(CUSTOMER, name="Ås AS") == folded(CUSTOMER, name="Ås") != ""
    assert folded(CUSTOMER, name="AS") == "as"
    assert folded(PROJECT, name="Ås AS") != folded(PROJECT, name="Ås")


def test_a_record_without_a_name_has_an_empty_one() -> None:
    assert name_of(whole(PROJECT, T, "1")) == folded(EMPLOYEE) == ""


def same(kind: Kind, one: dict[str, Value], other: dict[str, Value]) -> bool:
    there, here = whole(kind, T, "1", number="7", **one), whole(kind, P, "a", number="7", **other)
    assert same_subject(there, here) == same_subject(here, there)
    return same_subject(there, here)


KARI: dict[str, Value] = {"first_name": "Kari", "last_name": "Nordmann"}
BORN: dict[str, Value] = {"date_of_birth": "1980-01-01"}
MAIL: dict[str, Value] = {"email": "kari@x.no"}


class TestPeople:
    def test_of_one_name_are_one(self) -> None:
        assert same(EMPLOYEE, KARI, KARI)

    def test_of_two_names_are_two(self) -> None:
        assert not same(EMPLOYEE, KARI, {"first_name": "Berit", "last_name": "Moe"})

    def test_who_marry_are_known_by_what_stays(self) -> None:
        married = {"first_name": "Kari", "last_name": "Berg-Olsen"}
        assert same(EMPLOYEE, {**KARI, **BORN, **MAIL}, {**married, **BORN, **MAIL})
        assert not same(EMPLOYEE, {**KARI, **MAIL}, {**married, **MAIL})

    def test_father_and_son_are_two(self) -> None:
        assert not same(EMPLOYEE, {**KARI, **BORN}, {**KARI, "date_of_birth": "2005-01-01"})

    def test_with_one_wrong_digit_in_a_birth_date_are_one_when_more_agrees(self) -> None:
        wrong: dict[str, Value] = {"date_of_birth": "1980-01-11"}
        assert same(EMPLOYEE, {**KARI, **BORN, **MAIL}, {**KARI, **wrong, **MAIL})


class TestFirms:
    def test_with_one_organization_number_are_one_whatever_they_are_called(self) -> None:
        number: dict[str, Value] = {"organization_number": "923609016"}
        assert same(CUSTOMER, {"name": "Ås Bygg", **number}, {"name": "Noe annet", **number})

    def test_with_two_organization_numbers_are_two_whatever_they_are_called(self) -> None:
        assert not same(
            CUSTOMER,
            {"name": "Berg", "organization_number": "923609016"},
            {"name": "Berg", "organization_number": "974760673"},
        )

    def test_and_a_private_person_of_one_name_are_two(self) -> None:
        assert not same(CUSTOMER, {"name": "Kari Berg"}, {"name": "Kari Berg", "is_private": True})

    def test_that_differ_by_a_letter_are_one_and_by_a_figure_are_two(self) -> None:
        assert same(CUSTOMER, {"name": "Sameiet Knutsens gate"}, {"name": "Sameiet Knudsens gate"})
        assert not same(CUSTOMER, {"name": "Sameiet Storgata 11"}, {"name": "Sameiet Storgata 12"})


def test_what_agrees_and_what_contradicts_is_named() -> None:
    one = whole(EMPLOYEE, T, "1", **KARI, **BORN, **MAIL)
    other = whole(EMPLOYEE, P, "a", **KARI, date_of_birth="1990-01-01", **MAIL)
    assert agreeing(one, other) == ("email",)
    assert contradicting(one, other) == ("date_of_birth",)


def test_ties_are_the_number_and_what_tells_subjects_apart() -> None:
    kari = whole(EMPLOYEE, T, "1", number="007", **KARI, **BORN, **MAIL)
    assert set(ties_of(kari)) == {
        ("number", "7"),
        ("email", "<name>", "kari@x.no", "kari nordmann"),
        ("date_of_birth", "<name>", "1980-01-01", "kari nordmann"),
    }
    assert list(ties_of(whole(EMPLOYEE, T, "1", **KARI))) == []
    assert list(ties_of(whole(PROJECT, T, "1", name="Hus"))) == []
